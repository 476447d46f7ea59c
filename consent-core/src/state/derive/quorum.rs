//! Who completes a consent (semantics §4 *Quorum*).

use std::collections::BTreeSet;

use crate::catalogue::compile::NoticeRow;
use crate::catalogue::extent::{Extent, case_covers};
use crate::catalogue::world::World;
use crate::catalogue::{Activation, Form};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Capacity};
use crate::order;
use crate::state::consent::{Act, Completion};
use crate::state::facts::Facts;
use crate::time::Instant;

/// Which acts complete (semantics §4 *Quorum*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Completes {
    /// The person, or a representative who is no guardian, alone.
    Alone,
    /// One guardian suffices.
    Guardian,
    /// All guardians together.
    AllGuardians,
}

impl Completes {
    /// Whether the act of one in this role is among those that complete. A ledger that was restored or merged may hold acts of others,
    /// who may not give: they change nothing of what was given.
    pub(super) fn counts(self, role: ActorRole) -> bool {
        match self {
            Self::Alone => matches!(role, ActorRole::Person | ActorRole::Mandate | ActorRole::LegalGuardian),
            Self::Guardian | Self::AllGuardians => role == ActorRole::Guardian,
        }
    }
}

pub(super) struct Quorum<'a> {
    pub(super) activation: Activation,
    pub(super) facts: &'a Facts,
    pub(super) world: &'a World,
}

/// The guardians who have to give a consent of this scope at `t`, by key; `None` when there may be one whom nobody knows any more.
pub(crate) fn guardians_concerned(facts: &Facts, world: &World, extent: &Extent, t: Instant) -> Option<Vec<Id>> {
    let quorum = Quorum { activation: Activation::AllGuardians, facts, world };
    if facts.unknown_guardian.is_some_and(|from| from <= t) {
        return None;
    }
    let guardians = facts.representations.iter().filter(|r| r.capacity == Capacity::Guardian && r.in_force(t));
    let mut concerned: Vec<Id> =
        guardians.filter(|r| quorum.concerns(&r.extent, extent)).map(|r| r.representative.clone()).collect();
    order::sort(&mut concerned);
    concerned.dedup();
    Some(concerned)
}

impl Quorum<'_> {
    /// Whether those who act `now`, after all who have `given` (themselves included), complete at `t`.
    pub(super) fn completes(
        &self,
        now: &[&Actor],
        given: &BTreeSet<&Actor>,
        extents: &[&Extent],
        t: Instant,
    ) -> Option<Completes> {
        if now.iter().any(|actor| Completes::Alone.counts(actor.role)) {
            return Some(Completes::Alone);
        }
        if !now.iter().any(|actor| actor.role == ActorRole::Guardian) {
            return None;
        }
        match self.activation {
            Activation::Subject => None,
            Activation::AnyGuardian => Some(Completes::Guardian),
            Activation::AllGuardians => {
                let known = self.facts.unknown_guardian.is_none_or(|from| t < from);
                let all = self.facts.representations.iter().filter(|r| r.capacity == Capacity::Guardian && r.in_force(t)).all(
                    |guardian| {
                        let concerned = extents.iter().any(|extent| self.concerns(&guardian.extent, extent));
                        let has_given = given
                            .iter()
                            .any(|a| a.role == ActorRole::Guardian && a.id.as_ref() == Some(&guardian.representative));
                        !concerned || has_given
                    },
                );
                (known && all).then_some(Completes::AllGuardians)
            }
        }
    }

    /// True when a representation has to do with a consent: in every dimension that it names something is related.
    fn concerns(&self, representation: &Extent, consent: &Extent) -> bool {
        fn any(a: &Option<Vec<u32>>, b: &Option<Vec<u32>>, related: impl Fn(u32, u32) -> bool) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => a.iter().any(|x| b.iter().any(|y| related(*x, *y))),
                _ => true,
            }
        }
        let world = self.world;
        let recipients = consent.recipients.clone().or_else(|| consent.controllers.clone());
        any(&representation.controllers, &consent.controllers, |x, y| world.parties_related(x, y))
            && any(&representation.recipients, &recipients, |x, y| world.parties_related(x, y))
            && any(&representation.categories, &consent.categories, |x, y| world.categories_related(x, y))
            && any(&representation.purposes, &consent.purposes, |x, y| world.purposes_related(x, y))
            && representation.operations.is_none_or(|a| consent.operations.is_none_or(|b| a & b != 0))
            && representation.cases.as_ref().is_none_or(|a| {
                consent.cases.as_ref().is_none_or(|b| a.iter().any(|x| b.iter().any(|y| case_covers(x, y) || case_covers(y, x))))
            })
    }
}

/// The earliest instant at which the acts complete the consent, and what they gave.
///
/// INVARIANT (erasing takes cover away only): an erased act counts for when the consent was complete, so that no later, wider
/// act takes its place; what it was part of has no effect.
pub(super) fn complete(acts: &[Act], notice: &NoticeRow, quorum: &Quorum<'_>, world: &World) -> Option<Completion> {
    let mut given: BTreeSet<&Actor> = BTreeSet::new();
    let mut done = 0_usize;
    while let Some(first) = acts.get(done) {
        let at = first.at;
        let rest = acts.get(done..).unwrap_or_default();
        let count = rest.iter().take_while(|act| act.at == at).count();
        let now = rest.get(..count).unwrap_or_default();
        done = done.saturating_add(count);
        let before = acts.get(..done).unwrap_or_default();
        given.extend(now.iter().map(|act| &act.by));
        let by: Vec<&Actor> = now.iter().map(|act| &act.by).collect();
        let extents: Vec<&Extent> = now.iter().filter(|a| a.by.role == ActorRole::Guardian).map(|a| &a.extent).collect();
        let Some(kind) = quorum.completes(&by, &given, &extents, at) else { continue };
        let all = if kind == Completes::AllGuardians { before } else { now };
        let counted: Vec<&Act> = all.iter().filter(|act| kind.counts(act.by.role)).collect();
        if counted.iter().any(|act| act.erased) {
            return None;
        }
        let extent = counted.iter().map(|a| a.extent.clone()).reduce(|a, b| a.meet(&b))?;
        let form = counted.iter().map(|a| a.form).reduce(Form::meet)?;
        let from = counted.iter().filter_map(|a| a.valid_from).fold(at, Instant::max);
        let stated = counted.iter().filter_map(|a| a.valid_until).min();
        let validity = notice.source.validity.map(|period| from.plus(period, world.today.offset()));
        return Some(Completion {
            at,
            from,
            until: stated.into_iter().chain(validity).min(),
            form,
            extent,
            scope: None,
            by_guardians: kind != Completes::Alone,
            givers: counted.iter().map(|a| a.by.clone()).collect(),
        });
    }
    None
}
