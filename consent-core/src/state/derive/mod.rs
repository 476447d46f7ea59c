//! From the events of a person to the state: the order in which they were recorded never matters.

mod bars;
mod consents;
mod facts;
mod quorum;

use super::State;
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::ledger::Record;
use crate::order;
use crate::time::Instant;

pub(crate) use consents::consent_of;
pub(crate) use quorum::guardians_concerned;

/// The kind that a withdrawal raises.
pub(crate) const WITHDRAWAL: &str = "withdrawal";
/// The kind of GDPR 21(1).
pub(crate) const OBJECTION: &str = "objection";
/// The kind of GDPR 21(2), raised from an objection to purposes of the class below.
pub(crate) const MARKETING_OBJECTION: &str = "marketing-objection";
/// The class of purposes whose objection raises a marketing objection, too.
pub(crate) const DIRECT_MARKETING: &str = "direct-marketing";

/// Derives the state of one person from all their events that are known.
///
/// INVARIANT: an account ([`EventType::is_account`](crate::ledger::EventType::is_account)) changes nothing in it, so that nobody
/// derives a state anew for one.
pub(crate) fn derive(records: &[&Record], world: &World, symbols: &Symbols) -> State {
    let facts = facts::facts(records, symbols);
    let drafts = consents::consents(records, world, symbols);
    let mut bars = bars::bars(records, symbols);
    let mut state = State { facts, ..State::default() };
    for (id, draft) in drafts {
        let notice = draft.notice_row(world);
        let consent = draft.finish(id, notice, &state.facts, world);
        if let Some(notice) = notice {
            bars::raised_by(&consent, &draft.negatives, notice, world, &mut bars);
        }
        state.consents.push(consent);
    }
    order::sort_by(&mut bars, |a, b| (&a.id, &a.kind).cmp(&(&b.id, &b.kind)));
    state.first_late_bar = bars::first_late(&bars, world);
    state.bars = bars;
    state.instants = instants(records, &state, world);
    state
}

fn instants(records: &[&Record], state: &State, world: &World) -> Vec<Instant> {
    let offset = world.today.offset();
    let mut list: Vec<Instant> =
        records.iter().filter(|record| !record.event.kind().is_account()).map(|record| record.event.at).collect();
    for completion in state.consents.iter().filter_map(|c| c.completion.as_ref()) {
        list.push(completion.from);
        list.extend(completion.until);
    }
    for bar in &state.bars {
        list.push(bar.from);
        list.extend(bar.until);
    }
    list.extend(state.facts.instants());
    for date in state.facts.birth_dates() {
        list.extend(world.today.ages.iter().map(|age| date.birthday(*age, offset)));
    }
    order::sort(&mut list);
    list.dedup();
    list
}
