//! What things are called in a table: the labels of the catalogue, or the id where the catalogue has none any more.

use consent_core::catalogue::{Catalogue, Scope};
use consent_core::decide::{Basis, BasisRef, NoticeVersion};
use consent_core::explain::{Heading, Labels, Phrase, Spoken, fill, last_day};
use consent_core::ledger::{Actor, ActorRole};
use consent_core::remedy::Performer;
use consent_core::{Id, Instant, Lang, Offset};

/// The words of one catalogue in one language.
pub(crate) struct Say<'a> {
    labels: Labels<'a>,
    offset: Offset,
    pub(crate) lang: Lang,
}

impl<'a> Say<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, lang: Lang) -> Self {
        Self { labels: Labels::new(catalogue, lang), offset: catalogue.utc_offset_minutes, lang }
    }

    /// A word of the engine.
    pub(crate) fn word(&self, word: impl Spoken) -> &'static str {
        word.say(self.lang)
    }

    /// A word of the engine with its slots.
    pub(crate) fn with(&self, word: impl Spoken, slots: &[(&str, &str)]) -> String {
        fill(word.say(self.lang), slots)
    }

    /// Words of the engine, for the head of a table.
    pub(crate) fn words(&self, headings: &[Heading]) -> Vec<&'static str> {
        headings.iter().map(|heading| self.word(*heading)).collect()
    }

    pub(crate) fn party(&self, id: &Id) -> String {
        self.labels.party(id).map_or_else(|_| id.to_string(), str::to_owned)
    }

    pub(crate) fn parties(&self, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.party(id)))
    }

    pub(crate) fn category(&self, id: &Id) -> String {
        self.labels.category(id).map_or_else(|_| id.to_string(), str::to_owned)
    }

    pub(crate) fn categories(&self, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.category(id)))
    }

    pub(crate) fn purpose(&self, id: &Id) -> String {
        self.labels.purpose(id).map_or_else(|_| id.to_string(), str::to_owned)
    }

    pub(crate) fn purposes(&self, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.purpose(id)))
    }

    /// A term of any kind; of a case `kind:id` its kind is said and its id kept.
    pub(crate) fn term(&self, id: &Id) -> String {
        if let Ok(label) = self.labels.term(id) {
            return label.to_owned();
        }
        let kind = id.as_str().split_once(':').and_then(|(kind, case)| Some((Id::new(kind).ok()?, case)));
        match kind {
            Some((kind, case)) => format!("{} {case}", self.term(&kind)),
            None => id.to_string(),
        }
    }

    /// Terms within a line; a label that is a sentence loses its full stop there.
    pub(crate) fn terms(&self, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.term(id).trim_end_matches('.').to_owned()))
    }

    /// Duties, one a line.
    pub(crate) fn duties<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> String {
        ids.into_iter().map(|id| self.term(id)).collect::<Vec<_>>().join("\n")
    }

    /// By which channels alone, in the fewer words.
    pub(crate) fn channels(&self, only: &[Id]) -> String {
        let others: Vec<Id> = match self.labels.channels() {
            Ok(all) => all.into_iter().filter(|channel| !only.contains(channel)).cloned().collect(),
            Err(_) => Vec::new(),
        };
        if !others.is_empty() && others.len() < only.len() {
            return self.with(Heading::NotBy, &[("channels", &self.terms(&others))]);
        }
        self.with(Heading::OnlyBy, &[("channels", &self.terms(only))])
    }

    pub(crate) fn bar(&self, kind: &Id) -> String {
        self.labels.bar(kind).unwrap_or_else(|_| kind.to_string())
    }

    pub(crate) fn requirements(&self, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.labels.requirement_label(id).map_or_else(|_| id.to_string(), str::to_owned)))
    }

    pub(crate) fn operations(&self, operations: &[consent_core::catalogue::Operation]) -> String {
        self.labels.operations(operations)
    }

    pub(crate) fn notice(&self, notice: &NoticeVersion) -> String {
        self.labels.notice_label(notice).map_or_else(|_| notice.id.to_string(), str::to_owned)
    }

    pub(crate) fn row(&self, id: &Id) -> String {
        self.labels.row_label(id).map_or_else(|_| id.to_string(), str::to_owned)
    }

    /// What people call a basis, and its law.
    pub(crate) fn basis(&self, basis: &Basis) -> String {
        match (&basis.basis, &basis.notice) {
            (BasisRef::LegalBasis(id), _) => self.legal_basis(id),
            (BasisRef::Consent(id), Some(notice)) => {
                format!("{}: {}\n({id})", self.word(Phrase::WordConsent), self.notice(notice))
            }
            (BasisRef::Consent(_), None) => self.basis_ref(&basis.basis),
        }
    }

    /// A basis of which no more is known than which it is.
    pub(crate) fn basis_ref(&self, basis: &BasisRef) -> String {
        match basis {
            BasisRef::LegalBasis(id) => self.row(id),
            BasisRef::Consent(id) => format!("{} {id}", self.word(Phrase::WordConsent)),
        }
    }

    fn legal_basis(&self, id: &Id) -> String {
        let label = self.row(id);
        match self.labels.law(id) {
            Ok(law) if law != label => format!("{label}\n{law}"),
            _ => label,
        }
    }

    pub(crate) fn day(&self, at: Instant) -> String {
        self.labels.day(at)
    }

    pub(crate) fn moment(&self, at: Instant) -> String {
        self.labels.moment(at)
    }

    /// `1.2.2026–31.1.2027`; the end is the last day, or day and time.
    pub(crate) fn span(&self, from: Option<Instant>, until: Option<Instant>) -> String {
        let from = from.map(|from| self.day(from)).unwrap_or_default();
        let until =
            until.map(|until| last_day(until, self.offset, self.lang).unwrap_or_else(|| self.moment(until))).unwrap_or_default();
        let dash = if from.contains(' ') || until.contains(' ') { " – " } else { "–" };
        if from.is_empty() && until.is_empty() { String::new() } else { format!("{from}{dash}{until}").trim().to_owned() }
    }

    /// Who acted, or could: the role, and who it is.
    pub(crate) fn actor(&self, actor: &Actor) -> String {
        let role = self.word(match actor.role {
            ActorRole::Person => Performer::Person,
            ActorRole::Guardian => Performer::Guardian,
            ActorRole::Mandate | ActorRole::LegalGuardian => Performer::Representative,
            ActorRole::Controller => Performer::Controller,
            ActorRole::Operator => Performer::Operator,
            ActorRole::Authority => Performer::Authority,
        });
        match &actor.id {
            Some(id) => format!("{role} ({})", self.party(id)),
            None => role.to_owned(),
        }
    }

    /// What a scope names, one member a line.
    pub(crate) fn scope(&self, scope: &Scope) -> String {
        let mut lines = Vec::new();
        if let Some(controllers) = &scope.controllers {
            lines.push(self.with(Heading::From, &[("source", &self.parties(controllers))]));
        }
        if let Some(recipients) = &scope.recipients {
            lines.push(self.with(Phrase::UseWho, &[("org", &self.parties(recipients))]));
        }
        if let Some(data) = &scope.data_categories {
            lines.push(self.with(Phrase::Data, &[("groups", &self.categories(data))]));
        }
        if let Some(purposes) = &scope.purposes {
            lines.push(self.with(Phrase::AskWhy, &[("purpose", &self.purposes(purposes))]));
        }
        if let Some(operations) = &scope.operations {
            lines.push(self.with(Phrase::UseOperations, &[("operations", &self.operations(operations))]));
        }
        if let Some(cases) = &scope.cases {
            lines.push(self.with(Heading::OnlyIn, &[("cases", &self.terms(cases))]));
        }
        lines.join("\n")
    }
}

/// A list within a line.
pub(crate) fn list(parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(part.as_ref());
    }
    out
}
