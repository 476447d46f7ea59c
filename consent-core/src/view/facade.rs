//! The views as calls of the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::overview::{Overview, WhoMay, cases_of, overview};
use super::preview::{Changes, Preview, compare, unchanged};
use super::progress::Watched;
use super::stop::{Stop, StopList, StopListOptions};
use super::subjects::{Subjects, SubjectsOptions};
use super::survey::Survey;
use super::{Bundle, Needs};
use crate::catalogue::Due;
use crate::decide::{BasisRef, Outcome, ProposedUse, ReasonCode, UseTemplate};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::id::{Id, SubjectId, suggestion};
use crate::index::{bits, set_bit};
use crate::ledger::{Event, Record};
use crate::names::index;
use crate::order::{self, InOrder as _};
use crate::state::{State, derive};
use crate::time::Instant;

/// How many subjects a scan looks at between two words about the progress.
const SCANNED: u64 = 4096;
/// The same of a stop list, which derives and surveys each of them twice.
const COMPARED: u64 = 8;

impl Engine {
    /// The survey of a person: the catalogue's, or one that also asks in the cases their consents are limited to.
    fn survey_of(&self, state: &State, known_at: Option<u64>) -> Result<Arc<Survey>> {
        let cases = cases_of(state);
        if cases.is_empty() {
            return self.survey(known_at);
        }
        let world = self.world(known_at)?;
        Survey::about(world, self.symbols(), self.scopes(), None, None, &cases).map(Arc::new)
    }

    /// What a resident sees about their data at an instant (semantics §6 *Views*).
    ///
    /// # Errors
    /// `no-catalogue`, `position-unknown`.
    pub fn overview(&self, subject: &SubjectId, at: Instant, known_at: Option<u64>) -> Result<Overview> {
        let world = Arc::clone(self.world(known_at)?);
        let records = self.known_of(subject, known_at);
        let position = self.position_at(known_at, self.world(known_at)?);
        self.with_state(subject, known_at, &world, |state| {
            let survey = self.survey_of(state, known_at)?;
            Ok(overview(&survey, state, &records, (subject, at), position))
        })
    }

    /// Who may use a category of a person's data, for a purpose or for any.
    ///
    /// # Errors
    /// `unknown-data-category`, `unknown-purpose`, `no-catalogue`, `position-unknown`.
    pub fn who_may(
        &self,
        subject: &SubjectId,
        data_category: &Id,
        purpose: Option<&Id>,
        at: Instant,
        known_at: Option<u64>,
    ) -> Result<WhoMay> {
        let world = Arc::clone(self.world(known_at)?);
        let today = &world.today;
        self.known_in(
            &self.symbols().categories,
            data_category,
            "data-category",
            |n| today.category(n).map(|c| &c.id),
            &mut || today.categories.iter().flatten().map(|c| c.id.clone()).collect(),
        )?;
        if let Some(purpose) = purpose {
            self.known_in(&self.symbols().purposes, purpose, "purpose", |n| today.purpose(n).map(|p| &p.id), &mut || {
                today.purposes.iter().flatten().map(|p| p.id.clone()).collect()
            })?;
        }
        let position = self.position_at(known_at, self.world(known_at)?);
        self.with_state(subject, known_at, &world, |state| {
            let cases = cases_of(state);
            let survey = Survey::about(&world, self.symbols(), self.scopes(), Some(data_category), purpose, &cases)?;
            Ok(WhoMay {
                data_category: data_category.clone(),
                purpose: purpose.cloned(),
                uses: survey.entries(state, at, |_| true),
                position,
            })
        })
    }

    fn known_in<'w>(
        &self,
        names: &crate::names::Names,
        id: &Id,
        what: &'static str,
        find: impl Fn(u32) -> Option<&'w Id>,
        known: &mut dyn FnMut() -> Vec<Id>,
    ) -> Result<u32> {
        match names.get(id).filter(|n| find(*n).is_some()) {
            Some(number) => Ok(number),
            None => {
                let known = known();
                Err(Error::new(
                    format!("unknown-{what}"),
                    format_args!(
                        "expected a {} of today's catalogue, found `{id}`{}",
                        what.replace('-', " "),
                        suggestion(id.as_str(), known.iter().map(Id::as_str))
                    ),
                ))
            }
        }
    }

    /// What would change if an act were recorded: before and after, use by use, at the act's own instant.
    ///
    /// # Errors
    /// What the door would say to the act; then nothing would change.
    pub fn preview(&self, act: &Event) -> Result<Preview> {
        let Some(subject) = &act.subject else {
            return Err(Error::new("event-member-missing", "expected an act of a person, found an event without `subject`"));
        };
        let admission = self.admit(act)?;
        let world = Arc::clone(self.world(None)?);
        let record =
            Record { seq: self.size(), recorded_at: act.at, actor_unverified: admission.actor_unverified, event: act.clone() };
        let mut symbols = self.symbols().clone();
        symbols.intern_event(&act.body);
        let records = self.known_of(subject, None);
        let before = derive(&records, &world, &symbols);
        let mut with_act = records;
        with_act.push(&record);
        let after = derive(&with_act, &world, &symbols);
        let mut cases = cases_of(&before);
        cases.extend(cases_of(&after));
        order::sort(&mut cases);
        cases.dedup();
        let survey = Survey::about(&world, &symbols, self.scopes(), None, None, &cases)?;
        let (was, is) = (survey.levels(&before, act.at, |_| true), survey.levels(&after, act.at, |_| true));
        let changes = compare(&was, &is);
        let (was, is) = (survey.entries(&before, act.at, |_| true), survey.entries(&after, act.at, |_| true));
        let unchanged = unchanged(&was, &is, &changes);
        let Changes { stops, starts, continues } = changes;
        Ok(Preview {
            at: act.at,
            actor_unverified: admission.actor_unverified,
            stops,
            starts,
            continues,
            unchanged,
            position: self.position_at(None, self.world(None)?),
        })
    }

    /// What a service has, waits for, must ask and must not ask of a person, at the present.
    ///
    /// # Errors
    /// `unknown-party`, `no-catalogue`.
    pub fn needs(&self, service: &Id, subject: &SubjectId, at: Instant) -> Result<Needs> {
        let world = Arc::clone(self.world(None)?);
        let number = self.service(service)?;
        let position = self.position_at(None, self.world(None)?);
        self.with_state(subject, None, &world, |state| {
            let survey = self.survey_of(state, None)?;
            Ok(super::needs::needs(&survey, state, (service, number), (subject, at), position))
        })
    }

    fn service(&self, service: &Id) -> Result<u32> {
        let world = self.world(None)?;
        let today = &world.today;
        self.known_in(&self.symbols().parties, service, "party", |n| today.party(n).map(|p| &p.id), &mut || {
            today.parties.iter().flatten().map(|p| p.id.clone()).collect()
        })
    }

    /// What a service must stop: named uses that were covered when it last looked (`since` a position, at `since_at`) and are not
    /// covered at `at`, of all subjects, with what has to be done then: never truncated; cancellable.
    ///
    /// # Errors
    /// `unknown-party`, `no-catalogue`, `position-unknown`; `cancelled` when the watcher said so.
    pub fn stop_list(
        &self,
        service: &Id,
        since: u64,
        since_at: Instant,
        at: Instant,
        options: StopListOptions<'_>,
    ) -> Result<StopList> {
        let number = self.service(service)?;
        let (then, now) = (Arc::clone(self.world(Some(since))?), Arc::clone(self.world(None)?));
        let (named_then, named_now) = (self.survey(Some(since))?, self.survey(None)?);
        let mut stops = Vec::new();
        let total = u64::try_from(self.keys().len()).unwrap_or(u64::MAX);
        let mut watched = Watched { watcher: options.progress, total, stride: COMPARED };
        for (done, subject) in (0..).zip(self.keys()) {
            watched.tell(done)?;
            let (old, new) = (self.known_of(subject, Some(since)), self.known_of(subject, None));
            let (before, after) = (derive(&old, &then, self.symbols()), derive(&new, &now, self.symbols()));
            let mut cases = cases_of(&before);
            cases.extend(cases_of(&after));
            order::sort(&mut cases);
            cases.dedup();
            let survey = |named: &Arc<Survey>| {
                if cases.is_empty() {
                    Ok(Arc::clone(named))
                } else {
                    Survey::about(&named.world, self.symbols(), self.scopes(), None, None, &cases).map(Arc::new)
                }
            };
            let was = survey(&named_then)?.levels(&before, since_at, |question| question.recipient == number);
            if was.iter().all(Vec::is_empty) {
                continue;
            }
            let is = survey(&named_now)?.levels(&after, at, |question| question.recipient == number);
            for change in compare(&was, &is).stops {
                let basis = change.before.as_ref().map(|basis| &basis.basis);
                let (obligations, propagate_to) = basis.map(|basis| on_end(&then, basis, &before, service)).unwrap_or_default();
                stops.push(Stop {
                    subject: subject.clone(),
                    controller: change.controller,
                    purpose: change.purpose,
                    cases: change.cases,
                    data_categories: change.data_categories,
                    operations: change.operations,
                    obligations,
                    propagate_to,
                });
            }
        }
        watched.tell(total)?;
        order::sort_by(&mut stops, |a, b| (&a.subject, &a.controller, &a.purpose).cmp(&(&b.subject, &b.controller, &b.purpose)));
        Ok(StopList { service: service.clone(), since, since_at, at, stops, position: self.position_at(None, self.world(None)?) })
    }

    /// Every subject for whom a use is covered at `at`: exact, never truncated; cancellable.
    ///
    /// # Errors
    /// As [`Engine::prepare`]; `cancelled` when the watcher said so.
    pub fn subjects(&self, template: &UseTemplate, at: Instant, options: SubjectsOptions<'_>) -> Result<Subjects<'_>> {
        let prepared = self.prepare(template)?;
        let case = self.plain_case(&prepared, at);
        let position = self.position_at(template.known_at, self.world(template.known_at)?);
        let keys = self.keys();
        let total = u64::try_from(keys.len()).unwrap_or(u64::MAX);
        let mut watched = Watched { watcher: options.progress, total, stride: SCANNED };
        let mut covered = vec![0_u64; keys.len().div_ceil(64)];
        let mut partly = 0_u64;
        let mut reasons: BTreeMap<ReasonCode, u64> = BTreeMap::new();
        for (done, block) in (0_u64..).zip(self.blocks()) {
            watched.tell(done)?;
            let outcome = self.outcome_of(&case.pick(block), &case);
            if options.reasons
                && outcome != Outcome::Covered
                && let Some(key) = keys.get(index(block.number()))
            {
                let answer = self.scan(block.number(), template.known_at, &prepared.world, |state| {
                    case.whole(state).answer(key, position.clone())
                });
                let codes: BTreeSet<ReasonCode> = answer
                    .items
                    .iter()
                    .flat_map(|item| &item.requirements)
                    .flat_map(|requirement| &requirement.reasons)
                    .flat_map(|miss| miss.codes.iter().map(|failing| failing.code))
                    .into_set();
                for code in codes {
                    let count = reasons.entry(code).or_default();
                    *count = count.saturating_add(1);
                }
            }
            match outcome {
                Outcome::Covered => set_bit(&mut covered, block.number()),
                Outcome::PartlyCovered => partly = partly.saturating_add(1),
                Outcome::NotCovered => {}
            }
        }
        let covered: RoaringBitmap = bits(&covered).collect();
        watched.tell(total)?;
        Ok(Subjects { keys, covered, partly, reasons })
    }

    /// Answers the legs of a bundle one by one and together.
    ///
    /// # Errors
    /// `list-empty` for no leg; the first error of a leg, whose place is in its pointer.
    pub fn decide_all(&self, legs: &[ProposedUse]) -> Result<Bundle> {
        if legs.is_empty() {
            return Err(Error::new("list-empty", "expected at least one leg, found an empty bundle"));
        }
        let answers = legs
            .iter()
            .enumerate()
            .map(|(at, leg)| self.decide(leg).map_err(|error| error.below(&format!("/{at}"))))
            .collect::<Result<Vec<_>>>()?;
        Ok(Bundle::new(answers))
    }
}

/// What has to be done when a basis ends, and who else relied on it.
fn on_end(world: &crate::catalogue::world::World, basis: &BasisRef, state: &State, service: &Id) -> (Vec<Id>, Vec<Id>) {
    let notice = match basis {
        BasisRef::Consent(id) => {
            state.consent(id).and_then(|consent| consent.notice_row).and_then(|row| world.today.notices.get(row))
        }
        BasisRef::LegalBasis(_) => None,
    };
    let row = match basis {
        BasisRef::LegalBasis(id) => world.today.row(id),
        BasisRef::Consent(_) => None,
    };
    let obligations = match (notice, row) {
        (Some(notice), _) => notice.source.obligations.as_slice(),
        (None, Some(row)) => row.source.obligations.as_slice(),
        (None, None) => &[],
    };
    let mut duties: Vec<Id> = obligations.iter().filter(|o| o.due == Due::OnEnd).map(|o| o.id.clone()).collect();
    order::sort(&mut duties);
    duties.dedup();
    let relying: BTreeSet<Id> = notice
        .map(|notice| {
            let recipients = notice.source.recipients.iter().flatten();
            notice.source.controllers.iter().chain(recipients).filter(|party| *party != service).cloned().into_set()
        })
        .unwrap_or_default();
    (duties, relying.into_iter().collect())
}
