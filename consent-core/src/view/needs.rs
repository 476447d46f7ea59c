//! What a service has, waits for, must ask, and must not ask.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::overview::WaitingRequest;
use super::survey::{Asked, Survey, UseEntry};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::world::Rule;
use crate::catalogue::{Ask, Form, Operation};
use crate::decide::judge::Case;
use crate::decide::{BasisRef, Item, NoticeVersion, Position};
use crate::id::{Id, SubjectId};
use crate::remedy::least_form;
use crate::state::{State, cools_down};
use crate::time::Instant;

/// What a service would have to ask on one notice: only the missing pieces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskEntry {
    /// The text to show.
    pub notice: NoticeVersion,
    /// The law obliges to ask, or lets the service ask.
    pub ask: Ask,
    /// The unit whose register holds the data.
    pub controller: Id,
    /// For what.
    pub purpose: Id,
    /// Missing categories without which the service does not work.
    pub required: Vec<Id>,
    /// Missing categories that the person chooses one by one.
    pub optional: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The least form of the answer.
    pub form: Form,
}

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
    let world = &survey.world;
    let today = &world.today;
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
    let mut ask: BTreeSet<AskEntry> = BTreeSet::new();
    for named in &survey.named {
        let asked = named.questions.first().map(Asked::lenient).filter(|question| question.recipient == number);
        let Some(question) = asked else { continue };
        // The most lenient channel tells what a consent could cover at all.
        let open: Vec<u64> = (0..question.items.len())
            .map(|item| {
                let by = named.questions.iter().map(|asked| Case::new(asked.lenient(), state, at).open(item));
                by.min_by_key(|open| open.count_ones()).unwrap_or_default()
            })
            .collect();
        // What no text that may be shown can meet stays open, so that asking for the rest would be in vain.
        let could = |notice: &NoticeRow, item: Item| {
            notice.may_be_given(at)
                && !cools_down(&state.consents, notice, at, today.offset())
                && !question.assessment_has_run_out(notice.source.assessment.as_ref(), at)
                && question.extent_codes(&notice.extent, notice.source.since, item, at).is_empty()
        };
        let helps = |(item, open): &(&Item, &u64)| {
            let within_reach = today.notices.iter().filter(|notice| could(notice, **item)).fold(0, |bits, n| bits | n.meets);
            **open & !(within_reach & today.form_mask(Form::ExplicitWritten)) == 0
        };
        let helped: Vec<(&Item, &u64)> = question.items.iter().zip(&open).filter(helps).collect();
        for notice in &today.notices {
            if pending.iter().any(|waiting| waiting.notice.id == notice.source.id) {
                continue;
            }
            let (mut required, mut optional) = (BTreeSet::new(), BTreeSet::new());
            let mut operations: BTreeMap<&'static str, Operation> = BTreeMap::new();
            let mut form = notice.source.form;
            for (item, open) in &helped {
                let missing = **open & notice.meets;
                if missing == 0 || !could(notice, **item) {
                    continue;
                }
                form = least_form(form, today, missing);
                operations.insert(item.operation.word(), item.operation);
                let up = world.categories_covering(item.category, Rule::NotAfter(notice.source.since));
                let named = up.into_iter().find(|n| notice.extent.categories.as_ref().is_some_and(|list| list.contains(n)));
                if let Some((number, node)) = named.and_then(|n| today.category(n).map(|node| (n, node))) {
                    let list = if notice.required.contains(&number) { &mut required } else { &mut optional };
                    list.insert(node.id.clone());
                }
            }
            if required.is_empty() && optional.is_empty() {
                continue;
            }
            ask.insert(AskEntry {
                notice: NoticeVersion { id: notice.source.id.clone(), version: notice.source.version },
                ask: notice.source.ask,
                controller: question.template.controller.clone(),
                purpose: question.template.purpose.clone(),
                required: required.into_iter().collect(),
                optional: optional.into_iter().collect(),
                operations: operations.into_values().collect(),
                form,
            });
        }
    }
    Needs {
        service: service.clone(),
        subject: subject.clone(),
        at,
        do_not_ask: has.iter().filter(|entry| is_duty(entry)).cloned().collect(),
        has,
        pending,
        ask: ask.into_iter().collect(),
        position,
    }
}
