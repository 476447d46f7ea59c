//! What a resident sees: who may use which data for what, on which basis; what waits, bars, ended and was recorded.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::survey::{Survey, UseEntry};
use crate::catalogue::world::World;
use crate::catalogue::{Due, Scope, Setter, words};
use crate::decide::{NoticeVersion, Position};
use crate::id::{Id, SubjectId};
use crate::ledger::{Actor, EventBody, Record, RecordedUse};
use crate::order::{self, InOrder as _};
use crate::state::{Consent, State};
use crate::time::Instant;

words! {
    /// By what an overview is arranged.
    Pivot {
        /// Who uses the data.
        Service = "service",
        /// The data category.
        Data = "data",
        /// The purpose.
        Purpose = "purpose",
        /// The legal basis or the consent.
        Basis = "basis",
    }
}

words! {
    /// How a consent stands at an instant.
    ConsentStatus {
        /// In force.
        Active = "active",
        /// Asked for, not yet answered.
        Requested = "requested",
        /// Given by some of those who must.
        QuorumIncomplete = "quorum-incomplete",
        /// Begins later.
        NotYetValid = "not-yet-valid",
        /// Suspended.
        Suspended = "suspended",
        /// Refused.
        Refused = "refused",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Ended by time.
        Expired = "expired",
        /// Never was valid.
        Invalidated = "invalidated",
        /// Its text has been replaced.
        NoticeSuperseded = "notice-superseded",
    }
}

/// A consent and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentEntry {
    /// The consent.
    pub consent: Id,
    /// The text that was shown; absent when the ledger does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeVersion>,
    /// How it stands.
    pub status: ConsentStatus,
    /// When it was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// From when it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Instant>,
    /// When it ended, or will end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_by: Vec<Actor>,
}

/// A request that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WaitingRequest {
    /// The consent that is asked for.
    pub consent: Id,
    /// The text to show.
    pub notice: NoticeVersion,
    /// When it was asked.
    pub requested_at: Instant,
}

/// A bar in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BarEntry {
    /// Its id: of the event that set or raised it.
    pub id: Id,
    /// Its kind.
    pub kind: Id,
    /// When it was set.
    pub at: Instant,
    /// From when it is in force.
    pub from: Instant,
    /// Until when; absent: until it is lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Who set it.
    pub set_by: Actor,
    /// What it is over, as it was set; absent of one that was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether the person can lift it.
    pub person_can_lift: bool,
}

/// A recorded use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordedEntry {
    /// When.
    pub at: Instant,
    /// What.
    #[serde(rename = "use")]
    pub recorded_use: RecordedUse,
}

/// What has to be done because a consent ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EndedObligation {
    /// The consent that ended.
    pub consent: Id,
    /// When it ended.
    pub ended: Instant,
    /// The obligation.
    pub obligation: Id,
}

/// Everything about one person at one instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Overview {
    /// The person.
    pub subject: SubjectId,
    /// The instant.
    pub at: Instant,
    /// The named uses that are covered, by (controller, recipient, purpose, basis).
    pub uses: Vec<UseEntry>,
    /// The consents, by id.
    pub consents: Vec<ConsentEntry>,
    /// The requests that wait for an answer, by consent.
    pub requests: Vec<WaitingRequest>,
    /// The bars in force, by (id, kind).
    pub bars: Vec<BarEntry>,
    /// Every recorded use up to the instant, the latest first: none is left out, however old.
    pub recorded_uses: Vec<RecordedEntry>,
    /// What ended consents oblige to.
    pub ended: Vec<EndedObligation>,
    /// What it was computed from.
    pub position: Position,
}

impl Overview {
    /// The uses by service, data, purpose or basis: for each id the positions in `uses`.
    #[must_use]
    pub fn pivot(&self, by: Pivot) -> BTreeMap<Id, Vec<usize>> {
        let mut map: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.uses.iter().enumerate() {
            let keys = match by {
                Pivot::Service => vec![entry.recipient.clone()],
                Pivot::Data => entry.data_categories.clone(),
                Pivot::Purpose => vec![entry.purpose.clone()],
                Pivot::Basis => vec![entry.basis.basis.id().clone()],
            };
            for key in keys {
                map.entry(key).or_default().push(at);
            }
        }
        map
    }
}

/// Who may use one category of a person's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhoMay {
    /// The category, with its descendants.
    pub data_category: Id,
    /// For which purpose; absent: for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Id>,
    /// The named uses that are covered.
    pub uses: Vec<UseEntry>,
    /// What it was computed from.
    pub position: Position,
}

pub(crate) fn overview(
    survey: &Survey,
    state: &State,
    records: &[&Record],
    (subject, at): (&SubjectId, Instant),
    position: Position,
) -> Overview {
    let mut consents: Vec<ConsentEntry> = Vec::new();
    let mut requests = Vec::new();
    let mut ended = Vec::new();
    for consent in &state.consents {
        let Some(entry) = consent_entry(&survey.world, state, consent, at) else { continue };
        if entry.status == ConsentStatus::Requested
            && let (Some(notice), Some(requested_at)) = (entry.notice.clone(), consent.requested_at(at))
        {
            requests.push(WaitingRequest { consent: consent.id.clone(), notice, requested_at });
        }
        ended.extend(ended_obligations(survey, consent, &entry, at));
        consents.push(entry);
    }
    let mut recorded: Vec<(Instant, &Id, &RecordedUse)> = records
        .iter()
        .filter(|record| record.event.at <= at)
        .filter_map(|record| match &record.event.body {
            EventBody::UseRecorded(recorded) => Some((record.event.at, &record.event.id, &**recorded)),
            _ => None,
        })
        .collect();
    order::sort_by(&mut recorded, |a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    Overview {
        subject: subject.clone(),
        at,
        uses: survey.entries(state, at, |_| true),
        consents,
        requests,
        bars: bars(survey, state, records, at),
        recorded_uses: recorded
            .into_iter()
            .map(|(at, _, recorded)| RecordedEntry { at, recorded_use: recorded.clone() })
            .collect(),
        ended,
        position,
    }
}

fn bars<'a>(survey: &Survey, state: &State, records: &[&'a Record], at: Instant) -> Vec<BarEntry> {
    let today = &survey.world.today;
    let scope_of = |record: &&'a Record| match &record.event.body {
        EventBody::BarSet { scope, .. } => Some((&record.event.id, scope)),
        EventBody::Erased(shell) => Some((&record.event.id, &shell.scope)),
        _ => None,
    };
    let scopes: BTreeMap<&Id, &Scope> = records.iter().filter_map(scope_of).into_map();
    state
        .bars
        .iter()
        .filter(|bar| bar.in_force(at))
        .map(|bar| {
            let lifted_by = today.bar_kinds.get(&bar.kind).and_then(|kind| kind.source.lifted_by.as_ref());
            BarEntry {
                id: bar.id.clone(),
                kind: bar.kind.clone(),
                at: bar.at,
                from: bar.from,
                until: bar.until,
                set_by: bar.setter.clone(),
                scope: scopes.get(&bar.id).map(|scope| (*scope).clone()),
                person_can_lift: lifted_by.is_some_and(|list| list.contains(&Setter::Person)),
            }
        })
        .collect()
}

/// How a consent stands at `t`; none when nothing of it has happened by then.
pub(crate) fn consent_entry(world: &World, state: &State, consent: &Consent, t: Instant) -> Option<ConsentEntry> {
    let today = &world.today;
    let notice = consent.notice_row.and_then(|row| today.notices.get(row));
    let done = consent.completion.as_ref().filter(|done| done.at <= t);
    let end = done.zip(notice).and_then(|(done, notice)| done.ends(notice, &state.facts, t, today.offset()));
    let refused = consent.refused.filter(|at| *at <= t);
    let withdrawn = consent.withdrawn.filter(|at| *at <= t);
    let superseded = notice.and_then(|notice| notice.source.reconsent_by).filter(|by| *by <= t);
    let (status, until) = if consent.invalidated.is_some() {
        (ConsentStatus::Invalidated, consent.invalidated)
    } else if let Some(at) = withdrawn {
        (ConsentStatus::Withdrawn, Some(at))
    } else if let Some(at) = refused {
        (ConsentStatus::Refused, Some(at))
    } else if let Some(done) = done {
        if let Some(by) = superseded.filter(|by| end.is_none_or(|end| *by < end)) {
            (ConsentStatus::NoticeSuperseded, Some(by))
        } else if end.is_some_and(|end| end <= t) {
            (ConsentStatus::Expired, end)
        } else if t < done.from {
            (ConsentStatus::NotYetValid, end)
        } else if consent.suspended_since(t).is_some() {
            (ConsentStatus::Suspended, end)
        } else {
            (ConsentStatus::Active, end)
        }
    } else if consent.acts.iter().any(|act| !act.erased && act.at <= t) {
        (ConsentStatus::QuorumIncomplete, None)
    } else if consent.requested_at(t).is_some() {
        (ConsentStatus::Requested, None)
    } else {
        return None;
    };
    Some(ConsentEntry {
        consent: consent.id.clone(),
        notice: consent.notice.as_ref().map(|(id, version)| NoticeVersion { id: id.clone(), version: *version }),
        status,
        at: done.map(|done| done.at),
        from: done.map(|done| done.from),
        until,
        given_by: done.map(|done| done.givers.clone()).unwrap_or_default(),
    })
}

/// The `on-end` obligations of a consent that was in force and has ended.
pub(super) fn ended_obligations(survey: &Survey, consent: &Consent, entry: &ConsentEntry, t: Instant) -> Vec<EndedObligation> {
    let over = matches!(
        entry.status,
        ConsentStatus::Withdrawn
            | ConsentStatus::Refused
            | ConsentStatus::Expired
            | ConsentStatus::Invalidated
            | ConsentStatus::NoticeSuperseded
    );
    let notice = consent.notice_row.and_then(|row| survey.world.today.notices.get(row));
    let (Some(ended), Some(notice), true) = (entry.until, notice, over && entry.at.is_some_and(|at| at <= t)) else {
        return Vec::new();
    };
    let mut duties: Vec<&Id> = notice.source.obligations.iter().filter(|o| o.due == Due::OnEnd).map(|o| &o.id).collect();
    order::sort(&mut duties);
    duties.dedup();
    let duty = |duty: &Id| EndedObligation { consent: consent.id.clone(), ended, obligation: duty.clone() };
    duties.into_iter().map(duty).collect()
}

/// The cases that a person's consents are limited to, each once.
pub(crate) fn cases_of(state: &State) -> Vec<Vec<Id>> {
    let limits: BTreeSet<Vec<Id>> = state
        .consents
        .iter()
        .filter_map(|consent| consent.completion.as_ref())
        .filter_map(|done| done.extent.cases.clone())
        // Several givers who had no case in common gave for none.
        .filter(|cases| !cases.is_empty())
        .into_set();
    limits.into_iter().collect()
}
