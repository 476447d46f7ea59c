//! How a consent stands, as far as its own events decide it.

use super::account::{Account, altered};
use super::consent::Stated;
use super::event::{actor, erased};
use super::model::ActorNode;
use super::scope::acts;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, EventBody, EventType, Record};
use crate::time::Instant;
use crate::view::ConsentStatus;

const PLACE: &str = "/dpv:hasRecordOfActivity/consent:standing";

/// Compares the standing that a receipt states with its events.
///
/// # Errors
/// `receipt-altered`, with the member that the events contradict.
pub(super) fn check(account: &Account<'_>, stated: &Stated, catalogue: &Id) -> Result<()> {
    let standing = &stated.standing;
    completion(account, stated, catalogue)?;
    let now = stated.created;
    let (status, until) = match ended(account, now) {
        Some((status, at)) => (Some(status), Some(at)),
        None if standing.at.is_some() => (Some(in_time(account, stated)), standing.until),
        None => (unfinished(account, now), None),
    };
    let superseded = status == Some(ConsentStatus::Expired) && standing.status == Some(ConsentStatus::NoticeSuperseded);
    if standing.status != status && !superseded {
        return Err(contradicted("consent:status"));
    }
    if standing.until != until { Err(contradicted("consent:validUntil")) } else { Ok(()) }
}

/// The acts that are said to have completed it are there, and it is valid from when they say.
fn completion(account: &Account<'_>, stated: &Stated, catalogue: &Id) -> Result<()> {
    let standing = &stated.standing;
    let Some(at) = standing.at else {
        let nothing = standing.from.is_none() && standing.given_by.is_empty();
        return if nothing { Ok(()) } else { Err(contradicted("consent:completedAt")) };
    };
    let acts = acts(account, stated, catalogue);
    let gave = |giver: &ActorNode| acts.iter().any(|record| actor(catalogue, &record.event.by) == *giver);
    if standing.given_by.is_empty() || !standing.given_by.iter().all(gave) {
        return Err(contradicted("consent:givenBy"));
    }
    if at > stated.created || !acts.iter().any(|record| record.event.at == at) {
        return Err(contradicted("consent:completedAt"));
    }
    let grants = || {
        acts.iter().filter_map(|record| match &record.event.body {
            EventBody::ConsentGiven(grant) => Some(grant),
            _ => None,
        })
    };
    if standing.from != Some(grants().filter_map(|grant| grant.valid_from).fold(at, Instant::max)) {
        return Err(contradicted("consent:validFrom"));
    }
    // An end that the givers stated is moved by a renewal alone.
    let renewed = account.about.iter().any(|record| matches!(record.event.body, EventBody::ConsentRenewed { .. }));
    let stated_end = grants().filter_map(|grant| grant.valid_until).min().filter(|_| !renewed);
    match (stated_end, standing.until) {
        (Some(end), until) if until.is_none_or(|until| end < until) && ended(account, stated.created).is_none() => {
            Err(contradicted("consent:validUntil"))
        }
        _ => Ok(()),
    }
}

/// Ended by an act: an invalidation works backwards, too.
fn ended(account: &Account<'_>, now: Instant) -> Option<(ConsentStatus, Instant)> {
    let earliest =
        |kind: EventType| account.about.iter().filter(|record| record.event.kind() == kind).map(|record| record.event.at).min();
    let by_now = |kind| earliest(kind).filter(|at| *at <= now);
    earliest(EventType::ConsentInvalidated)
        .map(|at| (ConsentStatus::Invalidated, at))
        .or_else(|| by_now(EventType::ConsentWithdrawn).map(|at| (ConsentStatus::Withdrawn, at)))
        .or_else(|| by_now(EventType::ConsentRefused).map(|at| (ConsentStatus::Refused, at)))
}

/// A completed consent that no act has ended.
fn in_time(account: &Account<'_>, stated: &Stated) -> ConsentStatus {
    let (standing, now) = (&stated.standing, stated.created);
    if standing.until.is_some_and(|until| until <= now) {
        ConsentStatus::Expired
    } else if standing.from.is_some_and(|from| now < from) {
        ConsentStatus::NotYetValid
    } else if suspended(account, now) {
        ConsentStatus::Suspended
    } else {
        ConsentStatus::Active
    }
}

/// A consent that nobody, or not everybody, has given.
fn unfinished(account: &Account<'_>, now: Instant) -> Option<ConsentStatus> {
    let so_far = |kind: EventType| {
        account.about.iter().any(|record| record.event.kind() == kind && !erased(record) && record.event.at <= now)
    };
    if so_far(EventType::ConsentGiven) {
        Some(ConsentStatus::QuorumIncomplete)
    } else {
        so_far(EventType::ConsentRequested).then_some(ConsentStatus::Requested)
    }
}

/// A suspension is ended by whoever made it; the person also ends what a representative suspended. At one instant it wins.
fn suspended(account: &Account<'_>, now: Instant) -> bool {
    let suspends = |record: &Record| record.event.kind() == EventType::ConsentSuspended;
    let by_now = || account.about.iter().filter(|record| record.event.at <= now);
    let ended = |maker: &Actor, since: Instant| {
        let ends = |by: &Actor| by == maker || (by.role == ActorRole::Person && maker.role.represents());
        by_now().any(|record| {
            matches!(record.event.body, EventBody::ConsentResumed { .. }) && record.event.at > since && ends(&record.event.by)
        })
    };
    by_now().filter(|record| suspends(record)).any(|record| !ended(&record.event.by, record.event.at))
}

fn contradicted(member: &str) -> Error {
    altered("a standing that its events contradict").at_pointer(format!("{PLACE}/{member}"))
}
