//! The smallest sets: every need of the use is met by one of its ways; of all unions the smallest that prove true are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::asking::Asked;
use super::cure::{Cure, Cures, Whose, cures, is_duty};
use super::suppose::Ground;
use super::{ActKind, DoNotAsk, Fact, Performer, Remedies, RemedyAct};
use crate::catalogue::ConsentRule;
use crate::catalogue::extent::Symbols;
use crate::decide::judge::Case;
use crate::decide::{Answer, Position, Prepared};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::ledger::{Actor, Record};
use crate::order::{self, InOrder as _};
use crate::state::State;
use crate::time::Instant;

/// How many unions are tried before the search gives up with an error: about a second's work.
const MAX_STEPS: u32 = 20_000;

/// What would cover a use (semantics §6 *Remedies*).
pub(crate) fn remedies(
    engine: &crate::engine::Engine,
    question: &Prepared,
    answer: &Answer,
    records: &[&Record],
    state: &State,
) -> Result<Remedies> {
    search(engine.symbols(), question, answer, (Whose::Person, records), state)
}

/// What would cover a use of anybody's data, of whom nothing is recorded.
pub(super) fn remedies_of_anybody(
    engine: &crate::engine::Engine,
    question: &Prepared,
    answer: &Answer,
    nobody: &State,
) -> Result<Remedies> {
    search(engine.symbols(), question, answer, (Whose::Anybody, &[]), nobody)
}

fn search(
    symbols: &Symbols,
    question: &Prepared,
    answer: &Answer,
    (whose, records): (Whose, &[&Record]),
    state: &State,
) -> Result<Remedies> {
    let at = answer.question.at;
    let subject = &answer.question.subject;
    let ground = Ground { question, records, subject, symbols, state, child: None, t: at.next() };
    let child = ground.as_child();
    let ground = Ground { child: child.as_ref(), ..ground };
    let now = Case::new(question, state, at);
    let covered = answer.items.iter().all(|item| item.covered);
    let sets = if covered { Vec::new() } else { smallest(&ground, whose)? };
    let mut acts: Vec<Vec<RemedyAct>> = sets.iter().map(|(set, asked)| ground.describe(set, asked)).collect();
    acts = merged(acts);
    let place = |set: &Vec<RemedyAct>| set.iter().map(|act| (act.act, act.id.clone())).collect::<Vec<_>>();
    order::sort_by(&mut acts, |a, b| (place(a), a).cmp(&(place(b), b)));
    Ok(Remedies {
        covered,
        sets: acts,
        wait_until: if covered { None } else { wait_until(question, state, at) },
        narrow_request: if covered { None } else { narrow(&now) },
        do_not_ask: do_not_ask(&now, answer),
        position: Position { ..answer.position.clone() },
    })
}

/// A set, and what each of its notices is asked for.
type Proven = (Cures, BTreeMap<usize, Asked>);

fn smallest(ground: &Ground<'_>, whose: Whose) -> Result<Vec<Proven>> {
    let case = Case::new(ground.question, ground.state, ground.t);
    let doors = ground.doors();
    let now: Vec<Option<u64>> = (0..ground.question.items.len()).map(|item| Some(case.open(item))).collect();
    let asked = ground.asked_of_all(&now);
    let mut needs: BTreeSet<Vec<Cures>> = BTreeSet::new();
    for item in 0..ground.question.items.len() {
        for requirement in case.unmet(item) {
            let ways = cures(&case, &doors, (whose, &asked), item, requirement);
            if ways.is_empty() {
                return Ok(Vec::new());
            }
            needs.insert(ways);
        }
        if case.window.raised.get(item) == Some(&0) {
            return Ok(Vec::new());
        }
    }
    let needs: Vec<Vec<Cures>> = needs.into_iter().collect();
    let (mut size, mut steps) = (1, 0);
    loop {
        let mut search =
            Search { ground, needs: &needs, size, steps, larger: None, seen: BTreeSet::new(), found: BTreeSet::new() };
        search.extend(&Cures::new())?;
        let proven = search.found.iter().filter(|set| set.len() == size && ground.covers(set, &asked));
        let exact: Vec<Proven> = proven.map(|set| ground.exactly(set.clone(), &asked)).collect();
        match search.larger {
            Some(larger) if exact.is_empty() => (size, steps) = (larger, search.steps),
            _ => return Ok(exact),
        }
    }
}

/// Unions of one way for each need.
struct Search<'a> {
    ground: &'a Ground<'a>,
    needs: &'a [Vec<Cures>],
    /// The most acts of a union.
    size: usize,
    /// Unions tried so far, of all sizes.
    steps: u32,
    /// The least size of those that were too large.
    larger: Option<usize>,
    seen: BTreeSet<Cures>,
    found: BTreeSet<Cures>,
}

impl Search<'_> {
    /// Meets the first need that some acts leave open in each of its ways, and so on until none is open.
    fn extend(&mut self, acts: &Cures) -> Result<()> {
        if !self.seen.insert(acts.clone()) {
            return Ok(());
        }
        self.steps = self.steps.saturating_add(1);
        if self.steps > MAX_STEPS {
            return Err(Error::new(
                "remedy-too-complex",
                format_args!(
                    "expected a use whose remedies are found in {MAX_STEPS} steps, found more; ask about fewer items at once"
                ),
            ));
        }
        let Some(ways) = self.needs.iter().find(|ways| !ways.iter().any(|way| self.ground.includes(acts, way))) else {
            self.found.insert(acts.clone());
            return Ok(());
        };
        for way in ways {
            let Some(next) = self.ground.union(acts, way) else { continue };
            if next.len() <= self.size {
                self.extend(&next)?;
            } else {
                self.larger = Some(self.larger.map_or(next.len(), |larger| larger.min(next.len())));
            }
        }
        Ok(())
    }
}

/// The first instant after `at` at which the use is covered with no act.
fn wait_until(question: &Prepared, state: &State, at: Instant) -> Option<Instant> {
    let mut instants: Vec<Instant> =
        state.instants.iter().chain(&question.world.instants).copied().filter(|instant| *instant > at).collect();
    order::sort(&mut instants);
    instants.dedup();
    instants.into_iter().find(|instant| {
        let case = Case::new(question, state, *instant);
        (0..question.items.len()).all(|item| case.covers(item))
    })
}

/// The topmost categories that are not covered, when the rest is covered and not empty.
fn narrow(case: &Case<'_>) -> Option<Vec<Id>> {
    let today = &case.question.world.today;
    let items = &case.question.items;
    let open: BTreeSet<u32> =
        items.iter().enumerate().filter(|(at, _)| !case.covers(*at)).map(|(_, item)| item.category).into_set();
    // Leaving a category out leaves its descendants out, too.
    let mut left_out: BTreeSet<u32> = BTreeSet::new();
    let mut next: Vec<u32> = open.iter().copied().collect();
    while let Some(category) = next.pop() {
        if left_out.insert(category) {
            next.extend(today.category(category).map_or(&[][..], |node| &node.children));
        }
    }
    if items.iter().all(|item| left_out.contains(&item.category)) {
        return None;
    }
    let asked: BTreeSet<u32> = items.iter().map(|item| item.category).into_set();
    let mut names: Vec<Id> = open
        .iter()
        .filter_map(|number| today.category(*number).map(|node| (number, node)))
        .filter(|(_, node)| !node.parents.iter().any(|parent| left_out.contains(parent) && asked.contains(parent)))
        .map(|(_, node)| node.id.clone())
        .collect();
    names.extend(case.question.template.except.iter().flatten().cloned());
    order::sort(&mut names);
    names.dedup();
    Some(names)
}

/// For each item the requirements that a duty meets or no consent can.
fn do_not_ask(case: &Case<'_>, answer: &Answer) -> Vec<DoNotAsk> {
    let today = &case.question.world.today;
    let no_consent = |id: &Id| today.requirements.iter().any(|r| r.id == *id && r.consent == ConsentRule::No);
    answer
        .items
        .iter()
        .filter_map(|item| {
            let requirements: Vec<Id> = item
                .requirements
                .iter()
                .filter(|r| no_consent(&r.id) || r.met_by.iter().any(|basis| is_duty(case, basis)))
                .map(|r| r.id.clone())
                .collect();
            (!requirements.is_empty()).then(|| DoNotAsk {
                category: item.category.clone(),
                operation: item.operation,
                requirements,
            })
        })
        .collect()
}

/// Sets that differ only in who answers are one set with alternatives.
fn merged(sets: Vec<Vec<RemedyAct>>) -> Vec<Vec<RemedyAct>> {
    let mut by_shape: BTreeMap<Vec<RemedyAct>, Vec<RemedyAct>> = BTreeMap::new();
    for set in sets {
        let shape: Vec<RemedyAct> =
            set.iter().map(|act| RemedyAct { who: Vec::new(), performed_by: Vec::new(), ..act.clone() }).collect();
        match by_shape.get_mut(&shape) {
            Some(kept) => {
                for (kept, act) in kept.iter_mut().zip(set) {
                    kept.who.extend(act.who);
                    kept.performed_by.extend(act.performed_by);
                    order::sort(&mut kept.who);
                    kept.who.dedup();
                    order::sort(&mut kept.performed_by);
                    kept.performed_by.dedup();
                }
            }
            None => {
                by_shape.insert(shape, set);
            }
        }
    }
    by_shape.into_values().collect()
}

impl Ground<'_> {
    fn describe(&self, set: &Cures, asked: &BTreeMap<usize, Asked>) -> Vec<RemedyAct> {
        let mut acts: Vec<RemedyAct> = set.iter().filter_map(|cure| self.act(cure, asked)).collect();
        order::sort_by(&mut acts, |a, b| (a.act, &a.id).cmp(&(b.act, &b.id)));
        acts
    }

    fn act(&self, cure: &Cure, asked: &BTreeMap<usize, Asked>) -> Option<RemedyAct> {
        let today = &self.question.world.today;
        let plain = |act: ActKind, id: Id, performed_by: Vec<Performer>| RemedyAct {
            act,
            id,
            performed_by,
            who: Vec::new(),
            version: None,
            scope: None,
            form: None,
            pending: None,
            fact: None,
            basis: None,
            kind: None,
            role: None,
        };
        Some(match cure {
            Cure::Assert(name) => plain(ActKind::Assert, name.clone(), vec![Performer::Asker]),
            Cure::RecordFact(fact) => {
                let name = match fact {
                    Fact::Relationship { kind, .. } => kind.clone(),
                    Fact::HomeMunicipality { .. } => Id::new("home_municipality").ok()?,
                    Fact::BirthDate { .. } => Id::new("birth_date").ok()?,
                };
                RemedyAct { fact: Some(fact.clone()), ..plain(ActKind::RecordFact, name, vec![Performer::Controller]) }
            }
            Cure::AskConsent(position, group) => {
                let notice = today.notices.get(*position)?;
                let asked = asked.get(position)?;
                RemedyAct {
                    version: Some(notice.source.version),
                    scope: Some(asked.scope.clone()),
                    form: Some(asked.form),
                    pending: asked.pending.clone(),
                    who: vec![group.clone()],
                    ..plain(ActKind::AskConsent, notice.source.id.clone(), performers(group))
                }
            }
            Cure::CompleteQuorum(consent, missing) => {
                RemedyAct { who: vec![missing.clone()], ..plain(ActKind::CompleteQuorum, consent.clone(), performers(missing)) }
            }
            Cure::LiftBar(id) => {
                let bar = self.state.bars.iter().find(|bar| bar.id == *id);
                let case = Case::new(self.question, self.state, self.t);
                RemedyAct {
                    kind: bar.map(|bar| bar.kind.clone()),
                    ..plain(ActKind::LiftBar, id.clone(), self.doors().lifters(&case, id).map(|(by, _)| by).unwrap_or_default())
                }
            }
            Cure::RenewAssessment(id) => plain(ActKind::RenewAssessment, id.clone(), vec![Performer::Controller]),
            Cure::ObtainPermit(row) => {
                let row = today.row(row)?;
                let permit = row.source.permit.as_ref()?;
                RemedyAct {
                    basis: Some(row.source.id.clone()),
                    ..plain(ActKind::ObtainPermit, permit.id.clone(), vec![Performer::Asker])
                }
            }
            Cure::AdmitParty(party, role) => RemedyAct {
                role: Some(*role),
                ..plain(ActKind::AdmitParty, today.party(*party)?.id.clone(), vec![Performer::Operator])
            },
        })
    }
}

fn performers(group: &[Actor]) -> Vec<Performer> {
    use crate::ledger::ActorRole;
    let mut list: Vec<Performer> = group
        .iter()
        .map(|actor| match actor.role {
            ActorRole::Person => Performer::Person,
            ActorRole::Guardian => Performer::Guardian,
            ActorRole::Mandate | ActorRole::LegalGuardian => Performer::Representative,
            ActorRole::Controller => Performer::Controller,
            ActorRole::Operator => Performer::Operator,
            ActorRole::Authority => Performer::Authority,
        })
        .collect();
    order::sort(&mut list);
    list.dedup();
    list
}

impl Case<'_> {
    /// The requirements of an item that nothing meets, one bit each.
    fn unmet(&self, item: usize) -> Vec<u64> {
        let raised = self.window.raised.get(item).copied().unwrap_or_default();
        let open = self.open(item);
        (0..64_u32).map(|bit| 1_u64.wrapping_shl(bit)).filter(|bit| raised & open & bit != 0).collect()
    }
}
