//! What a service has, waits for, must ask, and must not ask.

use serde::{Deserialize, Serialize};

use super::ask::{AskEntry, ask};
use super::overview::WaitingRequest;
use super::survey::{Survey, UseEntry};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::world::Rule;
use crate::decide::{BasisRef, NoticeVersion, Position};
use crate::id::{Id, SubjectId};
use crate::state::{Consent, State};
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
    // Whom a text names as recipient, it names with its parts.
    let service_is = survey.world.wholes(number, Rule::Today);
    let names_service = |row: &NoticeRow| {
        let recipients = row.extent.recipients.as_ref().or(row.extent.controllers.as_ref());
        recipients.is_some_and(|list| list.iter().any(|party| service_is.contains(party)))
    };
    let open = |consent: &&Consent| {
        let done = consent.completion.as_ref().is_some_and(|done| done.at <= at);
        let answered = [consent.refused, consent.withdrawn].into_iter().flatten().any(|end| end <= at);
        !done && !answered && consent.invalidated.is_none()
    };
    let waiting: Vec<(&NoticeRow, WaitingRequest)> = state
        .consents
        .iter()
        .filter(open)
        .filter_map(|consent| {
            let row = consent.notice_row.and_then(|row| today.notices.get(row))?;
            let notice = NoticeVersion { id: row.source.id.clone(), version: row.source.version };
            Some((row, WaitingRequest { consent: consent.id.clone(), notice, requested_at: consent.requested_at(at)? }))
        })
        .collect();
    let waits = |notice: &NoticeRow| waiting.iter().any(|(row, _)| row.source.id == notice.source.id);
    let ask = ask(survey, state, number, at, waits);
    let pending = waiting.into_iter().filter(|(row, _)| names_service(row)).map(|(_, waiting)| waiting).collect();
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
