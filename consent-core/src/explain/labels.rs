//! What people call the things of a catalogue.

use core::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::fill::list;
use super::{Spoken, day, last_day, moment};
use crate::catalogue::{
    BarKind, Catalogue, DataCategory, Law, LegalBasis, Notice, Operation, Requirement, Statute, Term, TermKind,
};
use crate::decide::{BasisRef, NoticeVersion};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::order::InOrder as _;
use crate::text::{Lang, Text};
use crate::time::{Instant, Offset};

/// What people call the things of a catalogue and its profiles, in one language; dates at its offset.
pub struct Labels<'a> {
    catalogue: &'a Catalogue,
    pub(super) lang: Lang,
    categories: BTreeMap<&'a Id, &'a DataCategory>,
    rows: BTreeMap<&'a Id, &'a LegalBasis>,
    shipped: OnceCell<Result<Law>>,
}

impl<'a> Labels<'a> {
    /// The labels of `catalogue` in `lang`.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, lang: Lang) -> Self {
        Self {
            catalogue,
            lang,
            categories: catalogue.data_categories.iter().map(|category| (&category.id, category)).into_map(),
            rows: catalogue.legal_bases.iter().map(|row| (&row.id, row)).into_map(),
            shipped: OnceCell::new(),
        }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    fn offset(&self) -> Offset {
        self.catalogue.utc_offset_minutes
    }

    /// The label in the language, or in one that has it: English is wished for, not required.
    fn text<'t>(&self, text: &'t Text, id: &Id) -> Result<&'t str> {
        text.best(self.lang).ok_or_else(|| Error::new("label-missing", format_args!("expected a label of `{id}`, found none")))
    }

    // Read only when the catalogue's own rows don't have the name.
    fn shipped(&self) -> Result<&Law> {
        self.shipped.get_or_init(|| Law::of_profiles(self.catalogue)).as_ref().map_err(Clone::clone)
    }

    /// A data category.
    ///
    /// # Errors
    /// `unknown-data-category`, `label-missing`.
    pub fn category(&self, id: &Id) -> Result<&'a str> {
        let category = self.categories.get(id).copied().ok_or_else(|| unknown("data-category", id))?;
        self.text(&category.labels, id)
    }

    /// A purpose.
    ///
    /// # Errors
    /// `unknown-purpose`, `label-missing`.
    pub fn purpose(&self, id: &Id) -> Result<&'a str> {
        let purpose = self.catalogue.purposes.iter().find(|purpose| purpose.id == *id).ok_or_else(|| unknown("purpose", id))?;
        self.text(&purpose.labels, id)
    }

    /// A party.
    ///
    /// # Errors
    /// `unknown-party`, `label-missing`.
    pub fn party(&self, id: &Id) -> Result<&'a str> {
        let party = self.catalogue.parties.iter().find(|party| party.id == *id).ok_or_else(|| unknown("party", id))?;
        self.text(&party.labels, id)
    }

    pub(super) fn row(&self, id: &Id) -> Result<&'a LegalBasis> {
        self.rows.get(id).copied().ok_or_else(|| unknown("legal-basis", id))
    }

    /// A legal basis.
    ///
    /// # Errors
    /// `unknown-legal-basis`, `label-missing`.
    pub fn row_label(&self, id: &Id) -> Result<&'a str> {
        self.text(&self.row(id)?.labels, id)
    }

    pub(super) fn notice(&self, notice: &NoticeVersion) -> Option<&'a Notice> {
        self.catalogue.notices.iter().find(|known| known.id == notice.id && known.version == notice.version)
    }

    /// A notice.
    ///
    /// # Errors
    /// `unknown-notice`, `label-missing`.
    pub fn notice_label(&self, notice: &NoticeVersion) -> Result<&'a str> {
        self.text(&self.notice(notice).ok_or_else(|| unknown("notice", &notice.id))?.labels, &notice.id)
    }

    pub(super) fn requirement(&self, id: &Id) -> Result<&Requirement> {
        let same = |requirement: &&Requirement| requirement.id == *id;
        if let Some(requirement) = self.catalogue.requirements.iter().find(same) {
            return Ok(requirement);
        }
        self.shipped()?.requirements.iter().find(same).ok_or_else(|| unknown("requirement", id))
    }

    /// A requirement, of the catalogue or of a profile.
    ///
    /// # Errors
    /// `unknown-requirement`, `label-missing`.
    pub fn requirement_label(&self, id: &Id) -> Result<&str> {
        self.text(&self.requirement(id)?.labels, id)
    }

    /// A bar's kind; one that today's catalogue does not know has the strictest effect and no name (semantics §2).
    pub(super) fn bar_kind(&self, id: &Id) -> Result<Option<&BarKind>> {
        let same = |kind: &&BarKind| kind.id == *id;
        if let Some(kind) = self.catalogue.bar_kinds.iter().find(same) {
            return Ok(Some(kind));
        }
        Ok(self.shipped()?.bar_kinds.iter().find(same))
    }

    pub(super) fn bar_label<'t>(&self, kind: &'t BarKind) -> Result<&'t str> {
        self.text(&kind.labels, &kind.id)
    }

    pub(super) fn obligation(&self, id: &Id) -> Result<&str> {
        let same = |term: &&Term| term.id == *id && term.kind == TermKind::Obligation;
        let term = match self.catalogue.terms.iter().find(same) {
            Some(term) => Some(term),
            None => self.shipped()?.terms.iter().find(same),
        };
        self.text(&term.ok_or_else(|| unknown("term", id))?.labels, id)
    }

    /// What people call the kind of a bar; its id for a kind that is not known any more.
    ///
    /// # Errors
    /// `label-missing`.
    pub fn bar(&self, id: &Id) -> Result<String> {
        match self.bar_kind(id)? {
            Some(kind) => self.bar_label(kind).map(str::to_owned),
            None => Ok(id.as_str().to_owned()),
        }
    }

    /// A term of any kind: an assertion, a channel, the kind of a case or relationship, an obligation.
    ///
    /// # Errors
    /// `unknown-term`, `label-missing`.
    pub fn term(&self, id: &Id) -> Result<&str> {
        let term = match self.catalogue.terms.iter().find(|term| term.id == *id) {
            Some(term) => Some(term),
            None => self.shipped()?.terms.iter().find(|term| term.id == *id),
        };
        self.text(&term.ok_or_else(|| unknown("term", id))?.labels, id)
    }

    /// The channels of the catalogue and its profiles, by id.
    ///
    /// # Errors
    /// When a profile can't be read.
    pub fn channels(&self) -> Result<BTreeSet<&Id>> {
        let terms = self.catalogue.terms.iter().chain(&self.shipped()?.terms);
        Ok(terms.filter(|term| term.kind == TermKind::Channel).map(|term| &term.id).collect())
    }

    /// The statute of a legal basis, or else what people call the basis: `Varhaiskasvatuslaki (540/2018) 41 § 3 mom.`
    ///
    /// # Errors
    /// `unknown-legal-basis`, `label-missing`.
    pub fn law(&self, row: &Id) -> Result<String> {
        self.citation(self.row(row)?)
    }

    /// The label of a row, or of the notice that a consent was given on.
    pub(super) fn basis(&self, basis: &BasisRef, notice: Option<&NoticeVersion>) -> Result<Option<&'a str>> {
        match (basis, notice) {
            (BasisRef::LegalBasis(id), _) => self.row_label(id).map(Some),
            (BasisRef::Consent(_), Some(notice)) => self.notice_label(notice).map(Some),
            (BasisRef::Consent(_), None) => Ok(None),
        }
    }

    /// `Varhaiskasvatuslaki (540/2018) 41 § 3 mom.`
    pub(super) fn statute(&self, statute: &Statute, row: &Id) -> Result<String> {
        Ok(format!("{} ({}) {}", self.text(&statute.name, row)?, statute.number, statute.section))
    }

    /// The statute of a row, or else what people call the row.
    pub(super) fn citation(&self, row: &LegalBasis) -> Result<String> {
        match &row.statute {
            Some(statute) => self.statute(statute, &row.id),
            None => Ok(self.text(&row.labels, &row.id)?.to_owned()),
        }
    }

    /// Operations, as a list within a line.
    #[must_use]
    pub fn operations(&self, operations: &[Operation]) -> String {
        list(operations.iter().map(|operation| operation.say(self.lang)), ", ")
    }

    /// The day of an instant.
    #[must_use]
    pub fn day(&self, instant: Instant) -> String {
        day(instant, self.offset(), self.lang)
    }

    /// Day and time; the day alone for its beginning.
    #[must_use]
    pub fn moment(&self, instant: Instant) -> String {
        moment(instant, self.offset(), self.lang)
    }

    pub(super) fn last_day(&self, until: Instant) -> Option<String> {
        last_day(until, self.offset(), self.lang)
    }

    /// The day on which something ended: the last one on which it still was, or day and time.
    #[must_use]
    pub fn ended(&self, until: Instant) -> String {
        self.last_day(until).unwrap_or_else(|| self.moment(until))
    }

    /// The labels of `categories`, without those below another that is there with everything below it.
    ///
    /// `all`: every category of the answer, by which *everything* is meant.
    pub(super) fn categories(&self, categories: &[&Id], all: &BTreeSet<&Id>) -> Result<String> {
        let mut broken = BTreeSet::new();
        let here: BTreeSet<&Id> = categories.iter().copied().into_set();
        for id in all.difference(&here) {
            broken.extend(self.ancestors(id));
        }
        let whole = |id: &&Id| here.contains(*id) && !broken.contains(*id);
        let shown = categories.iter().filter(|id| !self.ancestors(id).iter().any(&whole));
        Ok(list(shown.map(|id| self.category(id)).collect::<Result<Vec<_>>>()?, ", "))
    }

    fn ancestors(&self, id: &Id) -> BTreeSet<&'a Id> {
        let mut found = BTreeSet::new();
        let mut next: Vec<&'a Id> = self.categories.get(id).map(|c| c.parents.iter().collect()).unwrap_or_default();
        while let Some(id) = next.pop() {
            if found.insert(id) {
                next.extend(self.categories.get(id).map(|c| c.parents.iter()).into_iter().flatten());
            }
        }
        found
    }
}

impl core::fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Labels")
            .field("catalogue", &self.catalogue.id)
            .field("version", &self.catalogue.version)
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

fn unknown(what: &str, id: &Id) -> Error {
    Error::new(format!("unknown-{what}"), format_args!("expected an id that the catalogue of the answer has, found `{id}`"))
}
