//! The covered uses of a view, as rows.

use consent_core::Id;
use consent_core::catalogue::{Article, Character, Operation};
use consent_core::decide::BasisRef;
use consent_core::explain::Heading;
use consent_core::view::UseEntry;

use crate::say::{Say, list};
use crate::table::Table;

/// What a table of uses shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Service,
    Data,
    Purpose,
    Basis,
    Valid,
    CanStop,
}

impl Column {
    pub(super) const fn heading(self) -> Heading {
        match self {
            Self::Service => Heading::Service,
            Self::Data => Heading::Data,
            Self::Purpose => Heading::Purpose,
            Self::Basis => Heading::Basis,
            Self::Valid => Heading::Valid,
            Self::CanStop => Heading::CanStop,
        }
    }

    fn cell(self, entry: &UseEntry, say: &Say<'_>) -> String {
        match self {
            Self::Service => say.party(&entry.recipient),
            Self::Data => say.categories(&entry.data_categories),
            Self::Purpose => purpose(entry, say),
            Self::Basis => say.basis(&entry.basis),
            Self::Valid => say.span(entry.since, entry.until),
            Self::CanStop => can_stop(entry, say),
        }
    }
}

pub(super) fn table<'e>(columns: &[Column], entries: impl IntoIterator<Item = &'e UseEntry>, say: &Say<'_>) -> Table {
    let mut table = Table::new(columns.iter().map(|column| say.word(column.heading())));
    for entry in entries {
        table.row(columns.iter().map(|column| column.cell(entry, say)));
    }
    table
}

/// For what data is used, what is done, from whose register, and what the use is limited to.
pub(super) struct Purpose<'e> {
    pub(super) purpose: &'e Id,
    pub(super) operations: &'e [Operation],
    /// The register, where it is another's.
    pub(super) source: Option<&'e Id>,
    pub(super) assertions: &'e [Id],
    pub(super) channels: Option<&'e [Id]>,
    pub(super) cases: Option<&'e [Id]>,
}

impl Purpose<'_> {
    pub(super) fn cell(&self, say: &Say<'_>) -> String {
        let mut lines = vec![format!("{} ({})", say.purpose(self.purpose), say.operations(self.operations))];
        lines.extend(self.source.map(|source| say.with(Heading::From, &[("source", &say.party(source))])));
        if !self.assertions.is_empty() {
            lines.push(say.with(Heading::OnlyStated, &[("assertions", &say.terms(self.assertions))]));
        }
        lines.extend(self.channels.map(|channels| say.channels(channels)));
        lines.extend(self.cases.map(|cases| say.with(Heading::OnlyIn, &[("cases", &say.terms(cases))])));
        lines.join("\n")
    }
}

fn purpose(entry: &UseEntry, say: &Say<'_>) -> String {
    Purpose {
        purpose: &entry.purpose,
        operations: &entry.operations,
        source: (entry.controller != entry.recipient).then_some(&entry.controller),
        assertions: &entry.assertions,
        channels: entry.channels.as_deref(),
        cases: entry.cases.as_deref(),
    }
    .cell(say)
}

/// Whether the person can end the use, and if not, why.
fn can_stop(entry: &UseEntry, say: &Say<'_>) -> String {
    let basis = &entry.basis;
    match (&basis.basis, basis.character, basis.article) {
        (BasisRef::Consent(_), ..) if entry.ends_by_withdrawal() => say.word(Heading::StopWithdraw).to_owned(),
        (BasisRef::Consent(_), ..) => {
            let others = list(entry.others.iter().map(|basis| say.basis_ref(basis)));
            let consents = entry.others.iter().all(|basis| matches!(basis, BasisRef::Consent(_)));
            say.with(if consents { Heading::StopWithdrawAll } else { Heading::StopOther }, &[("basis", &others)])
        }
        (BasisRef::LegalBasis(_), Some(Character::Duty), _) => say.word(Heading::StopDuty).to_owned(),
        (BasisRef::LegalBasis(_), _, Some(Article::B)) => say.word(Heading::StopContract).to_owned(),
        (BasisRef::LegalBasis(_), _, Some(Article::D)) => say.word(Heading::StopVital).to_owned(),
        (BasisRef::LegalBasis(_), _, Some(Article::E | Article::F)) => say.word(Heading::StopObject).to_owned(),
        (BasisRef::LegalBasis(_), _, Some(Article::C) | None) => say.word(Heading::StopAllowed).to_owned(),
    }
}
