//! Bars, from the events that set and lift them and from the negative acts that raise them.

use std::collections::{BTreeMap, HashSet};

use super::consents::{Negative, Over};
use super::{DIRECT_MARKETING, MARKETING_OBJECTION, OBJECTION, WITHDRAWAL};
use crate::catalogue::compile::{Kind, NoticeRow};
use crate::catalogue::extent::{Extent, Symbols};
use crate::catalogue::world::World;
use crate::id::Id;
use crate::ledger::{ActorRole, EventBody, EventType, Record};
use crate::state::Bar;
use crate::state::consent::{Act, Consent};
use crate::time::Instant;

/// When the earliest of bars was set of which none defeats anything but legal bases that began at or after it.
pub(super) fn first_late(bars: &[Bar], world: &World) -> Option<Instant> {
    let late = |bar: &Bar| world.today.bar_kinds.get(&bar.kind).is_some_and(Kind::reaches_only_later_rows);
    if bars.iter().all(late) { bars.iter().map(|bar| bar.at).min() } else { None }
}

pub(super) fn bars(records: &[&Record], symbols: &Symbols) -> Vec<Bar> {
    let mut lifts: BTreeMap<&Id, Vec<(Instant, bool)>> = BTreeMap::new();
    for record in records {
        match &record.event.body {
            EventBody::BarLifted { bar } => {
                lifts.entry(bar).or_default().push((record.event.at, record.event.by.role == ActorRole::Person));
            }
            EventBody::ObjectionOverruled { bar } => lifts.entry(bar).or_default().push((record.event.at, false)),
            _ => {}
        }
    }
    let mut bars = Vec::new();
    for record in records {
        let event = &record.event;
        let (kind, scope, from, own_until) = match &event.body {
            EventBody::BarSet { kind, scope, from, until } => (kind, scope, *from, *until),
            EventBody::Erased(shell) if shell.event_type == EventType::BarSet => match &shell.kind {
                Some(kind) => (kind, &shell.scope, shell.from, shell.until),
                None => continue,
            },
            _ => continue,
        };
        let lifted = |by_person_only: bool| {
            let lifts = lifts.get(&event.id).map_or(&[][..], Vec::as_slice);
            lifts.iter().filter(|(at, person)| *at > event.at && (*person || !by_person_only)).map(|(at, _)| *at).min()
        };
        let bar = Bar {
            id: event.id.clone(),
            kind: kind.clone(),
            at: event.at,
            from: from.unwrap_or(event.at),
            until: own_until.into_iter().chain(lifted(kind.as_str() == MARKETING_OBJECTION)).min(),
            extent: Extent::find(scope, symbols),
            setter: event.by.clone(),
            purpose_class: None,
            given: None,
        };
        if kind.as_str() == OBJECTION
            && let Ok(kind) = Id::new(MARKETING_OBJECTION)
        {
            bars.push(Bar {
                kind,
                until: own_until.into_iter().chain(lifted(true)).min(),
                purpose_class: Some(DIRECT_MARKETING),
                ..bar.clone()
            });
        }
        bars.push(bar);
    }
    bars
}

/// The `withdrawal` bars that a consent's negative acts raise (EDPB 05/2020: no change of basis afterwards), where it was given on
/// a text that meets `lawful-basis`. Two merged ledgers may have used one id under several texts: then each act by its own.
pub(super) fn raised_by(consent: &Consent, negatives: &[Negative], notice: &NoticeRow, world: &World, bars: &mut Vec<Bar>) {
    let Ok(kind) = Id::new(WITHDRAWAL) else { return };
    let lawful = |row: &NoticeRow| row.meets & world.today.lawful_basis != 0;
    let on_lawful = |act: &&Act| world.today.notice(&act.notice.0, act.notice.1).is_some_and(lawful);
    if !lawful(notice) && !consent.acts.iter().any(|act| on_lawful(&act)) {
        return;
    }
    let mut given: Vec<&Extent> = match &consent.completion {
        Some(completion) => vec![&completion.extent],
        None => consent.acts.iter().filter(on_lawful).map(|act| &act.extent).collect(),
    };
    let mut seen: HashSet<&Extent> = HashSet::new();
    given.retain(|extent| seen.insert(extent));
    for negative in negatives {
        let mut raise = |extent: Extent, given: Option<Extent>| {
            bars.push(Bar {
                id: negative.id.clone(),
                kind: kind.clone(),
                at: negative.at,
                from: negative.at,
                until: None,
                extent,
                setter: negative.by.clone(),
                purpose_class: None,
                given,
            });
        };
        match &negative.over {
            Over::All => given.iter().for_each(|extent| raise(as_bar((*extent).clone()), None)),
            Over::Part(removed) => given.iter().for_each(|extent| raise(removed.clone(), Some(as_bar((*extent).clone())))),
            Over::Asked(asked) => raise(as_bar(asked.or(&notice.extent)), None),
        }
    }
}

/// The scope of a consent as the scope of a bar: *the controller only* becomes the controllers by name.
fn as_bar(extent: Extent) -> Extent {
    Extent { recipients: extent.recipients.or_else(|| extent.controllers.clone()), ..extent }
}
