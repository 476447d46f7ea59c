//! Who would be let in by the door (semantics §4 *Who may act*), and what has to be recorded for it.

use super::cure::{guardians, representatives};
use super::facts::{born, child};
use super::{Fact, Performer};
use crate::catalogue::Setter;
use crate::catalogue::compile::{NoticeRow, PartyNode};
use crate::catalogue::extent::Extent;
use crate::decide::judge::Case;
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Capacity, Event, EventBody};
use crate::order;
use crate::state::door::{ADULT, Door};
use crate::state::{Bar, MARKETING_OBJECTION};

/// The door as things are, and, where no birth date is known, as it would be for a child: guardians act for children only.
pub(super) struct Doors<'a> {
    pub(super) now: Door<'a>,
    pub(super) child: Option<Door<'a>>,
}

impl Doors<'_> {
    /// Whether each of these could give a consent; with the birth date that has to be recorded first, if one has.
    pub(super) fn could_give(
        &self,
        case: &Case<'_>,
        group: &[Actor],
        notice: &NoticeRow,
        extent: &Extent,
    ) -> Option<Option<Fact>> {
        let all = |door: &Door<'_>| group.iter().all(|by| door.could_give(by, notice, extent, case.t));
        if all(&self.now) {
            return Some(None);
        }
        self.child.as_ref().filter(|door| all(door))?;
        child(case, notice).map(Some)
    }

    /// Those who could lift all bars of an id, in their roles, if anyone can; with the birth date that has to be recorded first, if
    /// one has.
    pub(super) fn lifters(&self, case: &Case<'_>, id: &Id) -> Option<(Vec<Performer>, Option<Fact>)> {
        let now = lifters(case, &self.now, id);
        if !now.is_empty() {
            return Some((now, None));
        }
        let then = self.child.as_ref().map(|door| lifters(case, door, id)).filter(|list| !list.is_empty())?;
        Some((then, Some(born(case, 0, Some(ADULT))?)))
    }
}

/// Those of the roles that a bar's kind names whom a door would let in.
fn lifters(case: &Case<'_>, door: &Door<'_>, id: &Id) -> Vec<Performer> {
    let today = &case.question.world.today;
    let bars: Vec<&Bar> = case.bars.iter().filter(|bar| bar.id == *id).collect();
    // A marketing objection raised from an objection ends by the person's own lift alone.
    let own_only = bars.iter().any(|bar| bar.kind.as_str() == MARKETING_OBJECTION);
    let mut found: Vec<Performer> = Vec::new();
    let kinds = bars.iter().filter_map(|bar| today.bar_kinds.get(&bar.kind)).filter_map(|kind| kind.source.lifted_by.as_ref());
    for setter in kinds.flatten() {
        if own_only && *setter != Setter::Person {
            continue;
        }
        let let_in = candidates(case, door, &bars, *setter).into_iter().any(|by| {
            let body = EventBody::BarLifted { bar: id.clone() };
            let event = Event { id: id.clone(), subject: None, at: case.t, by, operator: None, reason: None, body };
            door.admit(&event).is_ok()
        });
        if let_in {
            found.push(Performer::from(*setter));
        }
    }
    order::sort(&mut found);
    found.dedup();
    found
}

/// Those who might lift bars in a role.
fn candidates(case: &Case<'_>, door: &Door<'_>, bars: &[&Bar], role: Setter) -> Vec<Actor> {
    let today = &case.question.world.today;
    let office = |role: ActorRole, party: &PartyNode| Actor { role, id: Some(party.id.clone()) };
    // The door lets in any party of the catalogue that is what it acts as: one stands for all.
    let any = |role| today.parties.iter().flatten().map(|party| office(role, party)).find(|by| door.is_office(by));
    match role {
        Setter::Person => vec![Actor::person()],
        Setter::Guardian => guardians(case),
        Setter::Representative => {
            let mut both = representatives(case, Capacity::Mandate, ActorRole::Mandate);
            both.extend(representatives(case, Capacity::LegalGuardian, ActorRole::LegalGuardian));
            both
        }
        Setter::Controller => {
            let set = bars.iter().map(|bar| bar.setter.clone()).filter(|setter| setter.role == ActorRole::Controller);
            let named = bars.iter().filter_map(|bar| bar.extent.controllers.as_ref()).flatten();
            let wholes = named.flat_map(|party| case.question.world.bar_parties(case.question.world.latest(), *party));
            let wholes = wholes.filter_map(|party| today.party(party)).map(|party| office(ActorRole::Controller, party));
            set.chain(wholes).collect()
        }
        Setter::Operator => any(ActorRole::Operator).into_iter().collect(),
        Setter::Authority => any(ActorRole::Authority).into_iter().collect(),
    }
}
