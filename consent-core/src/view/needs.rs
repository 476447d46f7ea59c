//! What a service has, waits for, must ask, and must not ask.

use serde::{Deserialize, Serialize};

use super::ask::{AskEntry, ask};
use super::overview::WaitingRequest;
use super::survey::{Survey, UseEntry};
use crate::catalogue::compile::NoticeRow;
use crate::decide::{BasisRef, NoticeVersion, Position};
use crate::id::{Id, SubjectId};
use crate::state::State;
use crate::time::Instant;

/// A service's permissions for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// The service.
    pub service: Id,
    /// The person.
    pub subject: SubjectId,
    /// The instant.
    pub at: Instant,
    /// What is covered. When a consent was given, by whom, until when it holds and what stands beside it is the person's: left out.
    pub has: Vec<UseEntry>,
    /// What was asked and waits for an answer.
    pub pending: Vec<WaitingRequest>,
    /// What can or must be asked.
    pub ask: Vec<AskEntry>,
    /// What must not be asked, as the law decides: the named uses that rest on a duty.
    pub do_not_ask: Vec<UseEntry>,
    /// What it was computed from.
    pub position: Position,
}

pub(crate) fn needs(
    survey: &Survey,
    state: &State,
    (service, number): (&Id, u32),
    (subject, at): (&SubjectId, Instant),
    position: Position,
) -> Needs {
    let today = &survey.world.today;
    let has: Vec<UseEntry> =
        survey.entries(state, at, |question| question.recipient == number).into_iter().map(UseEntry::for_service).collect();
    let is_duty = |entry: &UseEntry| match &entry.basis.basis {
        BasisRef::LegalBasis(id) => today.rows.iter().any(|row| row.source.id == *id && row.rank() == 0),
        BasisRef::Consent(_) => false,
    };
    let pending: Vec<WaitingRequest> = state
        .consents
        .iter()
        .filter(|consent| {
            let done = consent.completion.as_ref().is_some_and(|done| done.at <= at);
            let answered = [consent.refused, consent.withdrawn].into_iter().flatten().any(|end| end <= at);
            !done && !answered && consent.invalidated.is_none()
        })
        .filter_map(|consent| {
            let notice = consent.notice_row.and_then(|row| today.notices.get(row))?;
            let recipients = notice.source.recipients.as_ref().unwrap_or(&notice.source.controllers);
            let requested_at = consent.requested_at(at)?;
            recipients.contains(service).then(|| WaitingRequest {
                consent: consent.id.clone(),
                notice: NoticeVersion { id: notice.source.id.clone(), version: notice.source.version },
                requested_at,
            })
        })
        .collect();
    let waits = |notice: &NoticeRow| pending.iter().any(|waiting| waiting.notice.id == notice.source.id);
    let ask = ask(survey, state, number, at, waits);
    Needs {
        service: service.clone(),
        subject: subject.clone(),
        at,
        do_not_ask: has.iter().filter(|entry| is_duty(entry)).cloned().collect(),
        has,
        pending,
        ask,
        position,
    }
}
