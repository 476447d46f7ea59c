//! An independent, naive evaluator of the specification, to hold beside the page.
//!
//! It shares the wire types and the calendar with the engine, and nothing else: at each question it loops over the
//! raw lists, keeps nothing, and prefers the words of the page to speed. "§" is the specification, "R" is
//! `conformance/READING.md`.

mod answer;
mod bars;
mod consents;
mod edges;
mod facts;
mod hierarchy;

use std::collections::BTreeSet;

use consent_core::catalogue::{
    Assurance, BarKind, Catalogue, Condition, CountryList, Form, Requirement, Term, TermKind, profile, shipped_bar_kinds,
};
use consent_core::decide::{Answer, BasisRef, ProposedUse};
use consent_core::ledger::{Actor, Attribute, Capacity, EventBody, EventType, Grant, NoticeRef, Record, Shell};
use consent_core::{Id, Instant, Offset, SubjectId};

/// One event about the person, as the position shows it.
#[derive(Clone)]
struct Act {
    id: Id,
    at: Instant,
    by: Actor,
    /// What happened; of an erased event what the shell tells, and [`nothing`] for the rest.
    body: EventBody,
    /// Its payload was erased: only what a shell keeps may be read (§4 *Erasure*, R24a).
    erased: bool,
    /// A negative act whose actor's entitlement was not recorded.
    unverified: bool,
}

impl Act {
    fn of(record: &Record, erased: &[&Id]) -> Self {
        let event = &record.event;
        let (body, erased) = match if erased.contains(&&event.id) { event.shell().body } else { event.body.clone() } {
            EventBody::Erased(shell) => (from_shell(&shell), true),
            body => (body, false),
        };
        Self { id: event.id.clone(), at: event.at, by: event.by.clone(), body, erased, unverified: record.actor_unverified }
    }
}

/// The other key of a merge; its shell keeps it (R25).
fn merged_by(body: &EventBody) -> Option<&SubjectId> {
    match body {
        EventBody::SubjectsMerged { merged } => Some(merged),
        EventBody::Erased(shell) => shell.merged.as_ref(),
        _ => None,
    }
}

/// An id that names nothing: in the place of an erased one.
fn nothing() -> Id {
    Id::new("\u{2205}").expect("an id")
}

/// A shell as an event of its type. What it does not keep is filled with [`nothing`]; nobody may read it.
fn from_shell(shell: &Shell) -> EventBody {
    let consent = shell.consent.clone().unwrap_or_else(nothing);
    let kind = shell.kind.clone().unwrap_or_else(nothing);
    let scope = shell.scope.clone();
    let notice = || shell.notice.clone().unwrap_or(NoticeRef { id: nothing(), version: 0, language: None, sha256: None });
    let capacity = shell.capacity.unwrap_or(Capacity::Guardian);
    match shell.event_type {
        EventType::ConsentRequested => EventBody::ConsentRequested { consent, notice: notice(), scope },
        EventType::ConsentGiven => EventBody::ConsentGiven(Box::new(Grant {
            consent,
            notice: notice(),
            scope,
            form: Form::Any,
            channel: nothing(),
            assurance: Assurance::Low,
            case: None,
            valid_from: None,
            valid_until: None,
            evidence: None,
        })),
        EventType::ConsentRefused => EventBody::ConsentRefused { consent, notice: shell.notice.clone(), scope },
        EventType::ConsentNarrowed => EventBody::ConsentNarrowed { consent, scope },
        EventType::ConsentRenewed => EventBody::ConsentRenewed { consent, notice: None, valid_until: None },
        EventType::ConsentWithdrawn => EventBody::ConsentWithdrawn { consent },
        EventType::ConsentSuspended => EventBody::ConsentSuspended { consent },
        EventType::ConsentResumed => EventBody::ConsentResumed { consent },
        EventType::ConsentInvalidated => EventBody::ConsentInvalidated { consent },
        EventType::BarSet => EventBody::BarSet { kind, scope, from: shell.from, until: shell.until },
        EventType::BarLifted => EventBody::BarLifted { bar: nothing() },
        EventType::ObjectionOverruled => EventBody::ObjectionOverruled { bar: nothing() },
        EventType::RelationshipStarted => EventBody::RelationshipStarted { kind, with: nothing() },
        EventType::RelationshipEnded => EventBody::RelationshipEnded { kind, with: nothing() },
        EventType::AttributeSet => EventBody::AttributeSet(match kind.as_str() {
            "birth_date" => Attribute::BirthDate(Instant::MIN.date(Offset::UTC)),
            "home_municipality" => Attribute::HomeMunicipality(nothing()),
            "deceased" => Attribute::Deceased(true),
            _ => Attribute::Capable { value: false, purposes: Vec::new() },
        }),
        EventType::RepresentationStarted => EventBody::RepresentationStarted { representative: nothing(), capacity, scope },
        EventType::RepresentationEnded => EventBody::RepresentationEnded { representative: nothing(), capacity },
        // Nothing about the person is read from these.
        EventType::SubjectsMerged | EventType::UseRecorded | EventType::EventErased | EventType::CataloguePublished => {
            EventBody::EventErased { event: nothing() }
        }
    }
}

/// What is known at the position, about the law and about the person.
struct World<'a> {
    /// Every version published by then, ascending.
    versions: Vec<&'a Catalogue>,
    today: &'a Catalogue,
    /// Every publication known by then.
    publications: Vec<(u32, Instant)>,
    /// Everything about the person, in no order.
    acts: Vec<Act>,
    requirements: Vec<Requirement>,
    bar_kinds: Vec<BarKind>,
    country_lists: Vec<CountryList>,
    terms: Vec<Term>,
    question: &'a ProposedUse,
    size: u64,
}

/// The answer without `holds_until`, or the reason why the question has none.
pub(crate) fn answer(catalogues: &[Catalogue], records: &[Record], question: &ProposedUse) -> Result<Answer, &'static str> {
    World::new(catalogues, records, question)?.answer(question.at)
}

/// The answer with `holds_until`: the first of all instants in the world at which it differs.
pub(crate) fn answer_with_horizon(
    catalogues: &[Catalogue],
    records: &[Record],
    question: &ProposedUse,
) -> Result<Answer, &'static str> {
    let world = World::new(catalogues, records, question)?;
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
    fn new(catalogues: &'a [Catalogue], records: &'a [Record], question: &'a ProposedUse) -> Result<Self, &'static str> {
        let ledger_size = records.len() as u64;
        let size = question.known_at.unwrap_or(ledger_size);
        if size > ledger_size {
            return Err("position-unknown"); // R36
        }
        let known: Vec<&Record> = records.iter().filter(|record| record.seq < size).collect();

        // §2: today's catalogue is the highest version published by then.
        let mut publications = Vec::new();
        let mut versions: Vec<&Catalogue> = Vec::new();
        for record in &known {
            if let EventBody::CataloguePublished { version, sha256 } = &record.event.body {
                publications.push((*version, record.event.at));
                let held = catalogues.iter().find(|c| c.version == *version).ok_or("catalogue-missing")?;
                if held.digest().map_err(|_| "catalogue-unreadable")? != *sha256 {
                    return Err("catalogue-digest-mismatch");
                }
                if !versions.iter().any(|v| v.version == *version) {
                    versions.push(held);
                }
            }
        }
        versions.sort_by_key(|catalogue| catalogue.version);
        let today = *versions.last().ok_or("no-catalogue")?; // R36

        // Two keys that were merged are one person, both ways and through others.
        let mut person: BTreeSet<&SubjectId> = BTreeSet::from([&question.subject]);
        loop {
            let before = person.len();
            for record in &known {
                if let (Some(one), Some(merged)) = (&record.event.subject, merged_by(&record.event.body))
                    && (person.contains(one) || person.contains(merged))
                {
                    person.extend([one, merged]);
                }
            }
            if person.len() == before {
                break;
            }
        }
        // Erasure is about what may be read at all, not about what was known: it acts at every position.
        let erased: Vec<&Id> = records
            .iter()
            .filter_map(|record| match &record.event.body {
                EventBody::EventErased { event } => Some(event),
                _ => None,
            })
            .collect();
        let acts = known
            .iter()
            .filter(|record| record.event.subject.as_ref().is_some_and(|subject| person.contains(subject)))
            .map(|record| Act::of(record, &erased))
            .collect();

        // The law of today: the catalogue's own rows, its profiles' and the shipped ones.
        let mut requirements = today.requirements.clone();
        let mut bar_kinds = today.bar_kinds.clone();
        let mut country_lists = today.country_lists.clone();
        let mut terms = today.terms.clone();
        for id in &today.profiles {
            let profile = profile(id.as_str()).map_err(|_| "profile-unknown")?;
            requirements.extend(profile.requirements);
            bar_kinds.extend(profile.bar_kinds);
            country_lists.extend(profile.country_lists);
            terms.extend(profile.terms);
        }
        bar_kinds.extend(shipped_bar_kinds().map_err(|_| "profile-unknown")?);

        let world = Self { versions, today, publications, acts, requirements, bar_kinds, country_lists, terms, question, size };
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

    fn offset(&self) -> Offset {
        self.today.utc_offset_minutes
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
        for act in &self.acts {
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
    g == d || g.as_str() == case_kind(d)
}
