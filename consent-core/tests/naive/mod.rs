//! An independent, naive evaluator of the specification, to hold beside the page.
//!
//! It shares the wire types and the calendar with the engine, and nothing else: it loops over the raw lists and prefers
//! the words of the page to speed. What many questions share is worked out once for them: the [`Law`] at a position, the
//! [`Person`] under that law. "§" is the specification, "R" is `conformance/READING.md`. Each rule stands at its place as
//! a [`Rule`] that can be taken away, which shows what it decides.

mod answer;
mod bars;
mod consents;
mod edges;
mod facts;
mod hierarchy;
mod law;
mod rules;
mod shell;
mod validity;

use std::collections::BTreeSet;
use std::ops::Deref;

use consent_core::catalogue::{Catalogue, Condition, TermKind};
use consent_core::decide::{Answer, BasisRef, ProposedUse};
use consent_core::ledger::{Attribute, EventBody, Record};
use consent_core::{Id, Instant};

use bars::Bar;
use consents::Consent;
use rules::rule;
use shell::Act;

pub(crate) use law::{Acts, Law};
pub(crate) use rules::{Rule, watch, without};

/// A person under the law at a position.
pub(crate) struct Person<'a> {
    law: &'a Law<'a>,
    acts: &'a [Act],
    consents: Vec<Consent<'a>>,
    /// The `withdrawal` bars.
    given_up: Vec<Bar>,
}

impl<'a> Deref for Person<'a> {
    type Target = Law<'a>;

    fn deref(&self) -> &Law<'a> {
        self.law
    }
}

impl<'a> Person<'a> {
    pub(crate) fn new(law: &'a Law<'a>, acts: &'a Acts) -> Self {
        let mut person = Self { law, acts: &acts.0, consents: Vec::new(), given_up: Vec::new() };
        person.consents = person.all_consents();
        person.given_up = person.withdrawal_bars();
        person
    }

    /// Answers a use at an instant, whatever instant the use itself names.
    pub(crate) fn answer(&self, question: &ProposedUse, at: Instant) -> Result<Answer, &'static str> {
        World::new(self, question)?.answer(at)
    }
}

/// A question about a person.
struct World<'a> {
    person: &'a Person<'a>,
    question: &'a ProposedUse,
}

impl<'a> Deref for World<'a> {
    type Target = Person<'a>;

    fn deref(&self) -> &Person<'a> {
        self.person
    }
}

/// The answer without `holds_until`, or the reason why the question has none.
pub(crate) fn answer(catalogues: &[Catalogue], records: &[Record], question: &ProposedUse) -> Result<Answer, &'static str> {
    let law = Law::at(catalogues, records, question.known_at)?;
    let acts = law.acts(&question.subject);
    Person::new(&law, &acts).answer(question, question.at)
}

/// The answer with `holds_until`: the first of all instants in the world at which it differs.
pub(crate) fn answer_with_horizon(
    catalogues: &[Catalogue],
    records: &[Record],
    question: &ProposedUse,
) -> Result<Answer, &'static str> {
    let law = Law::at(catalogues, records, question.known_at)?;
    let acts = law.acts(&question.subject);
    let person = Person::new(&law, &acts);
    let world = World::new(&person, question)?;
    let mut answer = world.answer(question.at)?;
    let now = outcome_and_governing(&answer);
    answer.holds_until = world
        .all_instants()
        .into_iter()
        .filter(|t| *t > question.at)
        .find(|t| world.answer(*t).is_ok_and(|later| outcome_and_governing(&later) != now));
    Ok(answer)
}

/// What `holds_until` is about: of every item whether it is covered, and its governing basis.
pub(crate) fn outcome_and_governing(answer: &Answer) -> Vec<(bool, Option<BasisRef>)> {
    answer.items.iter().map(|item| (item.covered, item.governing.as_ref().map(|basis| basis.basis.clone()))).collect()
}

impl<'a> World<'a> {
    fn new(person: &'a Person<'a>, question: &'a ProposedUse) -> Result<Self, &'static str> {
        let world = Self { person, question };
        world.check_question()?;
        if world.items().is_empty() {
            return Err("use-empty"); // nothing is covered by asking for nothing
        }
        Ok(world)
    }

    /// §5: an id that today's catalogue does not know, or an empty list, is an error.
    fn check_question(&self) -> Result<(), &'static str> {
        let use_ = self.question;
        let category = |id: &Id| self.today.data_categories.iter().any(|row| row.id == *id);
        let party = |id: &Id| self.today.parties.iter().any(|row| row.id == *id);
        let term = |id: &str, kinds: &[TermKind]| self.terms.iter().any(|t| t.id.as_str() == id && kinds.contains(&t.kind));
        if !party(&use_.controller) || !party(&use_.recipient) {
            return Err("unknown-party");
        }
        if !self.today.purposes.iter().any(|row| row.id == use_.purpose) {
            return Err("unknown-purpose");
        }
        if use_.data_categories.is_empty() || use_.operations.is_empty() {
            return Err("list-empty");
        }
        if use_.except.as_ref().is_some_and(Vec::is_empty) || use_.cases.as_ref().is_some_and(Vec::is_empty) {
            return Err("list-empty");
        }
        if !use_.data_categories.iter().chain(use_.except.iter().flatten()).all(category) {
            return Err("unknown-category");
        }
        if !use_.cases.iter().flatten().all(|case| term(case_kind(case), &[TermKind::CaseKind])) {
            return Err("unknown-term");
        }
        if use_.channel.as_ref().is_some_and(|channel| !term(channel.as_str(), &[TermKind::Channel])) {
            return Err("unknown-term");
        }
        if !use_.assertions.iter().all(|name| term(name.as_str(), &[TermKind::Assertion, TermKind::Obligation])) {
            return Err("unknown-term");
        }
        Ok(())
    }

    /// Every instant at which anything could change.
    fn all_instants(&self) -> BTreeSet<Instant> {
        let mut all: BTreeSet<Instant> = BTreeSet::new();
        let today = self.today;
        for list in &self.country_lists {
            all.extend(list.countries.iter().flat_map(|entry| [entry.from, entry.until]).flatten());
        }
        all.extend(self.requirements.iter().flat_map(|row| [row.from, row.until]).flatten());
        all.extend(self.bar_kinds.iter().flat_map(|row| [row.from, row.until]).flatten());
        for version in &self.versions {
            for party in &version.parties {
                all.extend(party.memberships.iter().flat_map(|m| [m.from, m.until]).flatten());
                all.extend(party.processes_for.iter().flat_map(|p| [p.from, p.until]).flatten());
                all.extend(party.succeeds.iter().map(|s| s.from));
            }
        }
        let mut ages: BTreeSet<u8> = (0..=120).collect();
        for row in &today.legal_bases {
            all.extend([row.from, row.until].into_iter().flatten());
            all.extend(row.permit.iter().flat_map(|p| [p.from, p.until]).flatten());
            all.extend(row.assessment.iter().filter_map(|a| a.until));
            for condition in &row.when {
                if let Condition::Age(age) = condition {
                    ages.extend([age.min, age.below].into_iter().flatten());
                }
            }
        }
        for notice in &today.notices {
            all.extend([notice.reconsent_by, notice.from, notice.until].into_iter().flatten());
            all.extend(notice.assessment.iter().filter_map(|a| a.until));
            ages.extend(notice.guardian_until_age);
        }
        for act in self.acts {
            let mut own = vec![act.at];
            match &act.body {
                EventBody::ConsentGiven(grant) => own.extend([grant.valid_from, grant.valid_until].into_iter().flatten()),
                EventBody::ConsentRenewed { valid_until, .. } => own.extend(*valid_until),
                EventBody::BarSet { from, until, .. } => own.extend([*from, *until].into_iter().flatten()),
                EventBody::AttributeSet(Attribute::BirthDate(date)) => {
                    own.extend(ages.iter().map(|age| date.birthday(*age, self.offset())));
                }
                _ => {}
            }
            if matches!(act.body, EventBody::ConsentGiven(_) | EventBody::ConsentRenewed { .. }) {
                let validities: Vec<_> = today.notices.iter().filter_map(|notice| notice.validity).collect();
                let ends: Vec<_> = own.iter().flat_map(|from| validities.iter().map(|v| from.plus(*v, self.offset()))).collect();
                own.extend(ends);
            }
            all.extend(own);
        }
        all
    }
}

/// §8: intervals are half-open.
fn within(t: Instant, from: Option<Instant>, until: Option<Instant>) -> bool {
    from.is_none_or(|from| from <= t) && until.is_none_or(|until| t < until)
}

/// R1: `kind:id`, or the kind alone.
fn case_kind(case: &Id) -> &str {
    case.as_str().split_once(':').map_or(case.as_str(), |(kind, _)| kind)
}

/// R1: a case covers itself, and a kind its cases.
fn case_covers(g: &Id, d: &Id) -> bool {
    g == d || rule(Rule::CaseKind, g.as_str() == case_kind(d), || false)
}
