//! What a catalogue names exists: ids of items, parties, requirements, bar kinds and lists; terms of the right kind.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Condition, Obligation, PartyKind, ProcessesFor, RaisedBy, Scope, TermKind};
use super::index::{Context, Item};
use super::{Findings, codes};
use crate::id::{Id, suggestion};
use crate::order::InOrder as _;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalogue = context.catalogue;
    unique(context, findings);
    let names = Names::new(context);
    for (i, row) in catalogue.requirements.iter().enumerate() {
        names.raised_by(&row.raised_by, &format!("/requirements/{i}/raised_by"), findings);
    }
    for (i, row) in catalogue.bar_kinds.iter().enumerate() {
        if let Some(over) = &row.over {
            names.scope(over, &format!("/bar_kinds/{i}/over"), findings);
        }
    }
    names.items(&catalogue.data_categories, Known::Category, "data_categories", findings);
    names.items(&catalogue.purposes, Known::Purpose, "purposes", findings);
    for (i, party) in catalogue.parties.iter().enumerate() {
        let at = format!("/parties/{i}");
        names.refers(Known::Party, party.part_of.iter(), |_| format!("{at}/part_of"), findings);
        names.terms(TermKind::Class, &party.classes, &format!("{at}/classes"), findings);
        for (j, entry) in party.processes_for.iter().enumerate() {
            names.processes_for(entry, &format!("{at}/processes_for/{j}"), findings);
        }
        for (j, entry) in party.succeeds.iter().enumerate() {
            let at = format!("{at}/succeeds/{j}");
            if catalogue.version == 1 {
                names.refers(Known::Party, [&entry.party], |_| format!("{at}/party"), findings);
            }
            names.list(Known::Category, &entry.data_categories, &format!("{at}/data_categories"), findings);
        }
    }
    for (i, row) in catalogue.legal_bases.iter().enumerate() {
        let at = format!("/legal_bases/{i}");
        names.list(Known::Requirement, &row.meets, &format!("{at}/meets"), findings);
        names.refers(Known::Party, [&row.controller], |_| format!("{at}/controller"), findings);
        names.list(Known::Party, row.recipients.as_deref().unwrap_or_default(), &format!("{at}/recipients"), findings);
        names.list(Known::Category, &row.data_categories, &format!("{at}/data_categories"), findings);
        names.list(Known::Purpose, &row.purposes, &format!("{at}/purposes"), findings);
        names.cases(row.cases.as_deref().unwrap_or_default(), &format!("{at}/cases"), findings);
        names.list(Known::BarKind, row.survives.as_deref().unwrap_or_default(), &format!("{at}/survives"), findings);
        names.refers(Known::Party, row.permit.iter().map(|permit| &permit.holder), |_| format!("{at}/permit/holder"), findings);
        for (j, condition) in row.when.iter().enumerate() {
            names.condition(condition, &format!("{at}/when/{j}"), findings);
        }
        names.obligations(&row.obligations, &at, findings);
    }
    for (i, notice) in catalogue.notices.iter().enumerate() {
        let at = format!("/notices/{i}");
        names.list(Known::Requirement, &notice.meets, &format!("{at}/meets"), findings);
        names.list(Known::Party, &notice.controllers, &format!("{at}/controllers"), findings);
        names.list(Known::Party, notice.recipients.as_deref().unwrap_or_default(), &format!("{at}/recipients"), findings);
        let categories = notice.data_categories.iter().map(|category| &category.id);
        names.refers(Known::Category, categories, |j| format!("{at}/data_categories/{j}/id"), findings);
        names.list(Known::Purpose, &notice.purposes, &format!("{at}/purposes"), findings);
        names.obligations(&notice.obligations, &at, findings);
    }
}

/// What an id can name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Category,
    Purpose,
    Party,
    Requirement,
    BarKind,
    CountryList,
}

impl Known {
    const fn words(self) -> &'static str {
        match self {
            Self::Category => "a data category",
            Self::Purpose => "a purpose",
            Self::Party => "a party",
            Self::Requirement => "a requirement",
            Self::BarKind => "a bar kind",
            Self::CountryList => "a country list",
        }
    }
}

struct Names<'a> {
    known: BTreeMap<Known, BTreeSet<&'a str>>,
    terms: BTreeMap<&'a str, TermKind>,
    /// In a first version nothing can stand for what an earlier one had.
    first_version: bool,
}

impl<'a> Names<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let mut terms: BTreeMap<&str, TermKind> = PartyKind::ALL.iter().map(|kind| (kind.word(), TermKind::Class)).into_map();
        for term in &context.law.terms {
            terms.entry(term.id.as_str()).or_insert(term.kind);
        }
        Self {
            known: [
                (Known::Category, context.categories.ids().into_set()),
                (Known::Purpose, context.purposes.ids().into_set()),
                (Known::Party, context.parties.ids().into_set()),
                (Known::Requirement, context.requirement_ids().into_set()),
                (Known::BarKind, context.law.bar_kinds.iter().map(|kind| kind.id.as_str()).into_set()),
                (Known::CountryList, context.law.country_lists.iter().map(|list| list.id.as_str()).into_set()),
            ]
            .into_iter()
            .into_map(),
            terms,
            first_version: context.catalogue.version == 1,
        }
    }

    fn refers<'i>(
        &self,
        what: Known,
        ids: impl IntoIterator<Item = &'i Id>,
        pointer: impl Fn(usize) -> String,
        findings: &mut Findings,
    ) {
        let Some(known) = self.known.get(&what) else {
            return;
        };
        for (index, id) in ids.into_iter().enumerate() {
            if !known.contains(id.as_str()) {
                findings.add(
                    &codes::UNKNOWN_REFERENCE,
                    pointer(index),
                    format_args!(
                        "expected the id of {} of this catalogue, found `{id}`{}",
                        what.words(),
                        suggestion(id.as_str(), known.iter().copied())
                    ),
                );
            }
        }
    }

    fn list(&self, what: Known, ids: &[Id], pointer: &str, findings: &mut Findings) {
        self.refers(what, ids, |index| format!("{pointer}/{index}"), findings);
    }

    fn term(&self, kinds: &[TermKind], name: &str, pointer: String, findings: &mut Findings) {
        if self.terms.get(name).is_some_and(|kind| kinds.contains(kind)) {
            return;
        }
        let expected = kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" or ");
        let found = match self.terms.get(name) {
            Some(kind) => format!("`{name}`, which is a term of kind `{kind}`"),
            None => {
                let fitting = self.terms.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(term, _)| *term);
                match suggestion(name, fitting) {
                    hint if hint.is_empty() => format!("`{name}`; add it to `terms` with its labels"),
                    hint => format!("`{name}`{hint}"),
                }
            }
        };
        findings.add(&codes::UNKNOWN_TERM, pointer, format_args!("expected a term of kind {expected}, found {found}"));
    }

    fn terms(&self, kind: TermKind, names: &[Id], pointer: &str, findings: &mut Findings) {
        for (index, name) in names.iter().enumerate() {
            self.term(&[kind], name.as_str(), format!("{pointer}/{index}"), findings);
        }
    }

    /// A case is a case kind, or `kind:id`.
    fn cases(&self, cases: &[Id], pointer: &str, findings: &mut Findings) {
        for (index, case) in cases.iter().enumerate() {
            let kind = case.as_str().split_once(':').map_or(case.as_str(), |(kind, _)| kind);
            self.term(&[TermKind::CaseKind], kind, format!("{pointer}/{index}"), findings);
        }
    }

    fn items<T: Item>(&self, items: &[T], what: Known, list: &str, findings: &mut Findings) {
        for (i, item) in items.iter().enumerate() {
            self.list(what, item.parents(), &format!("/{list}/{i}/parents"), findings);
            self.terms(TermKind::Class, item.classes(), &format!("/{list}/{i}/classes"), findings);
            if self.first_version {
                self.list(what, item.replaces(), &format!("/{list}/{i}/replaces"), findings);
            }
        }
    }

    fn raised_by(&self, raised: &RaisedBy, pointer: &str, findings: &mut Findings) {
        for (member, classes) in [
            ("data_classes", &raised.data_classes),
            ("purpose_classes", &raised.purpose_classes),
            ("controller_classes", &raised.controller_classes),
            ("recipient_classes", &raised.recipient_classes),
        ] {
            self.terms(TermKind::Class, classes.as_deref().unwrap_or_default(), &format!("{pointer}/{member}"), findings);
        }
        self.terms(TermKind::Channel, raised.channels.as_deref().unwrap_or_default(), &format!("{pointer}/channels"), findings);
        self.refers(Known::CountryList, raised.recipient_outside.iter(), |_| format!("{pointer}/recipient_outside"), findings);
    }

    fn scope(&self, scope: &Scope, pointer: &str, findings: &mut Findings) {
        for (what, member, ids) in [
            (Known::Party, "controllers", &scope.controllers),
            (Known::Party, "recipients", &scope.recipients),
            (Known::Category, "data_categories", &scope.data_categories),
            (Known::Purpose, "purposes", &scope.purposes),
        ] {
            self.list(what, ids.as_deref().unwrap_or_default(), &format!("{pointer}/{member}"), findings);
        }
        self.cases(scope.cases.as_deref().unwrap_or_default(), &format!("{pointer}/cases"), findings);
    }

    fn processes_for(&self, entry: &ProcessesFor, pointer: &str, findings: &mut Findings) {
        self.refers(Known::Party, [&entry.controller], |_| format!("{pointer}/controller"), findings);
        self.list(Known::Category, &entry.data_categories, &format!("{pointer}/data_categories"), findings);
        self.list(Known::Purpose, &entry.purposes, &format!("{pointer}/purposes"), findings);
    }

    fn condition(&self, condition: &Condition, pointer: &str, findings: &mut Findings) {
        let party_of_use = |id: &&Id| matches!(id.as_str(), "controller" | "recipient");
        match condition {
            Condition::Relationship(relationship) => {
                let pointer = format!("{pointer}/relationship");
                self.term(&[TermKind::Relationship], relationship.kind.as_str(), format!("{pointer}/kind"), findings);
                let with = Some(&relationship.with).filter(|id| !party_of_use(id));
                self.refers(Known::Party, with, |_| format!("{pointer}/with"), findings);
            }
            Condition::HomeMunicipality(home) => {
                let party = Some(&home.party).filter(|id| !party_of_use(id));
                self.refers(Known::Party, party, |_| format!("{pointer}/home_municipality/party"), findings);
            }
            Condition::Assertion(assertion) => {
                // One states, too, that an obligation due before the use is done.
                let kinds = [TermKind::Assertion, TermKind::Obligation];
                self.term(&kinds, assertion.name.as_str(), format!("{pointer}/assertion/name"), findings);
            }
            Condition::Age(_) => {}
        }
    }

    fn obligations(&self, obligations: &[Obligation], pointer: &str, findings: &mut Findings) {
        for (index, obligation) in obligations.iter().enumerate() {
            let pointer = format!("{pointer}/obligations/{index}/id");
            self.term(&[TermKind::Obligation], obligation.id.as_str(), pointer, findings);
        }
    }
}

/// Ids of items, parties, rows and notice versions are given once each.
fn unique(context: &Context<'_>, findings: &mut Findings) {
    let catalogue = context.catalogue;
    let mut once = |list: &str, ids: &mut dyn Iterator<Item = &Id>| {
        let mut seen: BTreeMap<&Id, usize> = BTreeMap::new();
        for (index, id) in ids.enumerate() {
            if let Some(first) = seen.get(id) {
                findings.add(
                    &codes::DUPLICATE_ID,
                    format!("/{list}/{index}/id"),
                    format_args!(
                        "expected an id of its own, found `{id}` again beside the one at `/{list}/{first}`; give it another"
                    ),
                );
            } else {
                seen.insert(id, index);
            }
        }
    };
    once("data_categories", &mut catalogue.data_categories.iter().map(|row| &row.id));
    once("purposes", &mut catalogue.purposes.iter().map(|row| &row.id));
    once("parties", &mut catalogue.parties.iter().map(|row| &row.id));
    once("legal_bases", &mut catalogue.legal_bases.iter().map(|row| &row.id));
    let mut seen: BTreeMap<(&Id, u32), usize> = BTreeMap::new();
    for (index, notice) in catalogue.notices.iter().enumerate() {
        let key = (&notice.id, notice.version);
        if let Some(first) = seen.get(&key) {
            findings.add(
                &codes::DUPLICATE_ID,
                format!("/notices/{index}/version"),
                format_args!(
                    "expected each version of `{}` once, found version {} again beside the one at `/notices/{first}`; \
                     give it the next number",
                    notice.id, notice.version
                ),
            );
        } else {
            seen.insert(key, index);
        }
    }
}
