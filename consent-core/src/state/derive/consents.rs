//! Consents, from all that was asked, given and taken back under one id.

use std::collections::{BTreeMap, BTreeSet};

use super::quorum::{Completes, Quorum, complete};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::extent::{Extent, Symbols};
use crate::catalogue::world::World;
use crate::catalogue::{Form, Scope};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, EventBody, EventType, NoticeRef, Record, Shell};
use crate::order::{self, InOrder as _};
use crate::state::consent::{Act, Completion, Consent, Narrowing};
use crate::state::facts::Facts;
use crate::state::timeline::{Timeline, Weight, Word};
use crate::time::Instant;

/// A negative act that may raise a bar.
pub(super) struct Negative {
    pub(super) id: Id,
    pub(super) at: Instant,
    pub(super) by: Actor,
    pub(super) over: Over,
}

pub(super) enum Over {
    All,
    Part(Extent),
    Asked(Extent),
}

/// A renewal. An erased one still counts among those that complete one, and takes the effect of that one with it.
struct Renewal {
    at: Instant,
    by: Actor,
    valid_until: Option<Instant>,
    erased: bool,
}

/// A request. An erased one was never made, but still tells which notice a consent id belongs to and what a refusal was about.
struct Request<'a> {
    id: &'a Id,
    at: Instant,
    notice: (Id, u32),
    extent: Extent,
    erased: bool,
}

struct Refusal<'a> {
    id: &'a Id,
    at: Instant,
    by: &'a Actor,
    notice: Option<(Id, u32)>,
    extent: Extent,
}

/// The events of one consent id.
#[derive(Default)]
pub(super) struct Draft<'a> {
    acts: Vec<(&'a Id, Act)>,
    requests: Vec<Request<'a>>,
    refusals: Vec<Refusal<'a>>,
    renewals: Vec<Renewal>,
    withdrawn: Vec<Instant>,
    invalidated: Vec<Instant>,
    switches: Vec<(&'a Actor, Word<'a, bool>)>,
    narrowings: Vec<Narrowing>,
    pub(super) negatives: Vec<Negative>,
}

fn named(notice: &NoticeRef) -> (Id, u32) {
    (notice.id.clone(), notice.version)
}

pub(super) fn consents<'a>(records: &[&'a Record], world: &World, symbols: &Symbols) -> BTreeMap<Id, Draft<'a>> {
    let mut drafts: BTreeMap<Id, Draft<'a>> = BTreeMap::new();
    for record in records {
        let event = &record.event;
        let Some(consent) = consent_of(&event.body) else { continue };
        let draft = drafts.entry(consent.clone()).or_default();
        let (id, at, by) = (&event.id, event.at, &event.by);
        let find = |scope: &Scope| Extent::find(scope, symbols);
        let verified = !record.actor_unverified;
        let mut negative = |over: Over| draft.negatives.push(Negative { id: id.clone(), at, by: by.clone(), over });
        match &event.body {
            EventBody::ConsentRequested { notice, scope, .. } => {
                draft.requests.push(Request { id, at, notice: named(notice), extent: find(scope), erased: false });
            }
            EventBody::ConsentGiven(grant) => {
                draft.act(
                    id,
                    at,
                    by,
                    &grant.notice,
                    find(&grant.scope),
                    grant.form,
                    (grant.valid_from, grant.valid_until),
                    false,
                );
            }
            EventBody::ConsentRenewed { valid_until, .. } => {
                draft.renewals.push(Renewal { at, by: by.clone(), valid_until: *valid_until, erased: false });
            }
            EventBody::ConsentResumed { .. } => {
                draft.switches.push((by, Word { at, weight: Weight::Positive, id, value: false }));
            }
            body => match negative_of(body) {
                Some((EventType::ConsentRefused, notice, scope)) => {
                    draft.refusals.push(Refusal { id, at, by, notice: notice.map(named), extent: find(scope) })
                }
                Some((EventType::ConsentNarrowed, _, scope)) => {
                    let extent = find(scope);
                    if verified {
                        negative(Over::Part(extent.clone()));
                    }
                    draft.narrowings.push(Narrowing { at, extent, view: world.version_at(at) });
                }
                Some((EventType::ConsentWithdrawn, ..)) => {
                    if verified {
                        negative(Over::All);
                    }
                    draft.withdrawn.push(at);
                }
                Some((EventType::ConsentInvalidated, ..)) => {
                    if verified {
                        negative(Over::All);
                    }
                    draft.invalidated.push(at);
                }
                Some((EventType::ConsentSuspended, ..)) => {
                    draft.switches.push((by, Word { at, weight: Weight::Negative, id, value: true }));
                }
                Some((EventType::ConsentRequested, Some(notice), scope)) => {
                    draft.requests.push(Request { id, at, notice: named(notice), extent: find(scope), erased: true });
                }
                Some((EventType::ConsentRenewed, ..)) => {
                    draft.renewals.push(Renewal { at, by: by.clone(), valid_until: None, erased: true });
                }
                Some((EventType::ConsentGiven, Some(notice), scope)) => {
                    draft.act(id, at, by, notice, find(scope), Form::Any, (None, None), true);
                }
                _ => {}
            },
        }
    }
    for draft in drafts.values_mut() {
        order::sort_by(&mut draft.acts, |a, b| (a.1.at, a.0).cmp(&(b.1.at, b.0)));
        order::sort_by(&mut draft.requests, |a, b| (a.at, a.id).cmp(&(b.at, b.id)));
        order::sort_by_key(&mut draft.renewals, |renewal| renewal.at);
        order::sort_by(&mut draft.refusals, |a, b| (a.at, a.id).cmp(&(b.at, b.id)));
        order::sort_by_key(&mut draft.narrowings, |narrowing| narrowing.at);
        for refusal in &mut draft.refusals {
            if let Some(request) = draft.requests.iter().rev().find(|request| request.at <= refusal.at) {
                refusal.extent = refusal.extent.or(&request.extent);
            }
            // The person's own refusal, and nobody else's, raises a bar.
            if refusal.by.role == ActorRole::Person {
                draft.negatives.push(Negative {
                    id: refusal.id.clone(),
                    at: refusal.at,
                    by: refusal.by.clone(),
                    over: Over::Asked(refusal.extent.clone()),
                });
            }
        }
    }
    drafts
}

/// What a whole or an erased event says about a consent that stays when it is erased: negative acts, and what a grant or a
/// request was about.
fn negative_of(body: &EventBody) -> Option<(EventType, Option<&NoticeRef>, &Scope)> {
    static NOTHING: Scope =
        Scope { controllers: None, recipients: None, data_categories: None, purposes: None, operations: None, cases: None };
    match body {
        EventBody::ConsentRefused { notice, scope, .. } => Some((EventType::ConsentRefused, notice.as_ref(), scope)),
        EventBody::ConsentNarrowed { scope, .. } => Some((EventType::ConsentNarrowed, None, scope)),
        EventBody::ConsentWithdrawn { .. } => Some((EventType::ConsentWithdrawn, None, &NOTHING)),
        EventBody::ConsentInvalidated { .. } => Some((EventType::ConsentInvalidated, None, &NOTHING)),
        EventBody::ConsentSuspended { .. } => Some((EventType::ConsentSuspended, None, &NOTHING)),
        EventBody::Erased(shell) => Some((shell.event_type, shell.notice.as_ref(), &shell.scope)),
        _ => None,
    }
}

/// The consent that an event is about.
pub(crate) fn consent_of(body: &EventBody) -> Option<&Id> {
    match body {
        EventBody::ConsentGiven(grant) => Some(&grant.consent),
        EventBody::ConsentRequested { consent, .. }
        | EventBody::ConsentRefused { consent, .. }
        | EventBody::ConsentNarrowed { consent, .. }
        | EventBody::ConsentRenewed { consent, .. }
        | EventBody::ConsentWithdrawn { consent }
        | EventBody::ConsentSuspended { consent }
        | EventBody::ConsentResumed { consent }
        | EventBody::ConsentInvalidated { consent } => Some(consent),
        EventBody::Erased(shell) => consent_of_shell(shell),
        _ => None,
    }
}

fn consent_of_shell(shell: &Shell) -> Option<&Id> {
    shell.consent.as_ref()
}

impl<'a> Draft<'a> {
    #[expect(clippy::too_many_arguments, reason = "the members of one act, each of its own type")]
    fn act(
        &mut self,
        id: &'a Id,
        at: Instant,
        by: &Actor,
        notice: &NoticeRef,
        extent: Extent,
        form: Form,
        (valid_from, valid_until): (Option<Instant>, Option<Instant>),
        erased: bool,
    ) {
        let notice = named(notice);
        self.acts.push((id, Act { notice, at, by: by.clone(), extent, form, valid_from, valid_until, erased }));
    }

    /// The notice: that of the acts (the door lets only one in; of merged ledgers' the earliest), else of the earliest request,
    /// else of a refusal.
    fn notice(&self) -> Option<(Id, u32)> {
        self.acts
            .first()
            .map(|(_, act)| act.notice.clone())
            .or_else(|| self.requests.first().map(|request| request.notice.clone()))
            .or_else(|| self.refusals.iter().find_map(|refusal| refusal.notice.clone()))
    }

    pub(super) fn notice_row<'w>(&self, world: &'w World) -> Option<&'w NoticeRow> {
        let (id, version) = self.notice()?;
        world.today.notice(&id, version)
    }

    pub(super) fn finish(&self, id: Id, notice: Option<&NoticeRow>, facts: &Facts, world: &World) -> Consent {
        let mut acts: Vec<Act> = self.acts.iter().map(|(_, act)| act.clone()).collect();
        let mut completion = None;
        if let Some(notice) = notice {
            let mut mixed = false;
            for act in &mut acts {
                // Two merged ledgers may have used one id under two texts: then nobody knows what was agreed.
                let own = world.today.notice(&act.notice.0, act.notice.1);
                mixed |= own.is_none_or(|own| own.source.id != notice.source.id || own.source.version != notice.source.version);
                act.extent = act.extent.or(own.map_or(&notice.extent, |own| &own.extent));
            }
            let quorum = Quorum { activation: notice.source.activation, facts, world };
            completion = if mixed { None } else { complete(&acts, notice, &quorum, world) };
            if let Some(completion) = &mut completion {
                let ended = self.withdrawn.iter().copied().chain(self.refusals.iter().map(|r| r.at)).min();
                self.renew(completion, ended, notice, &quorum, world);
            }
        }
        let made = || self.requests.iter().filter(|request| !request.erased);
        Consent {
            id,
            notice_row: self.notice().and_then(|(id, version)| world.today.find_notice(&id, version)),
            notice: self.notice(),
            requested: made().map(|request| (request.at, request.extent.clone())).collect(),
            refused_extent: self.refusals.last().map(|refusal| refusal.extent.clone()).unwrap_or_default(),
            acts,
            completion,
            refused: self.refusals.first().map(|refusal| refusal.at),
            withdrawn: self.withdrawn.iter().copied().min(),
            invalidated: self.invalidated.iter().copied().min(),
            suspended: self.suspensions(),
            narrowings: self.narrowings.clone(),
        }
    }

    fn suspensions(&self) -> Vec<(Actor, Timeline<bool>)> {
        let makers: BTreeSet<&Actor> = self.switches.iter().filter(|(_, word)| word.value).map(|(by, _)| *by).into_set();
        makers
            .into_iter()
            .map(|maker| {
                let ends = |by: &Actor| by == maker || (by.role == ActorRole::Person && maker.role.represents());
                let own = self.switches.iter().filter(|(by, word)| if word.value { *by == maker } else { ends(by) });
                (maker.clone(), Timeline::new(own.map(|(_, word)| word.clone()).collect()))
            })
            .collect()
    }

    /// INVARIANT (a renewal moves `valid_until` and nothing else, and never revives).
    fn renew(&self, completion: &mut Completion, ended: Option<Instant>, notice: &NoticeRow, quorum: &Quorum<'_>, world: &World) {
        let mut since_last: Vec<&Renewal> = Vec::new();
        let mut rest = self.renewals.as_slice();
        while let Some(first) = rest.first() {
            let at = first.at;
            let count = rest.iter().take_while(|renewal| renewal.at == at).count();
            let (now, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = later;
            let before = since_last.clone();
            since_last.extend(now);
            let now: Vec<&Renewal> = now.iter().collect();
            let given: BTreeSet<&Actor> = since_last.iter().map(|renewal| &renewal.by).into_set();
            let Some(kind) = quorum.completes(&now.iter().map(|r| &r.by).collect::<Vec<_>>(), &given, &[&completion.extent], at)
            else {
                continue;
            };
            let before = if kind == Completes::AllGuardians { before } else { Vec::new() };
            let acts: Vec<&Renewal> = before.into_iter().chain(now).filter(|renewal| kind.counts(renewal.by.role)).collect();
            since_last.clear();
            let alive =
                at >= completion.at && completion.until.is_none_or(|until| at < until) && ended.is_none_or(|end| at < end);
            // INVARIANT (erasing takes cover away only): what a renewal without the erased act would have moved is not known.
            if alive && !acts.iter().any(|renewal| renewal.erased) {
                let stated = acts.iter().filter_map(|renewal| renewal.valid_until).min();
                let start = completion.from.max(at);
                let counted = notice.source.validity.map(|period| start.plus(period, world.today.offset()));
                // INVARIANT (erasing takes cover away only): a renewal never shortens, so that nothing comes back when it is erased.
                let renewed = stated.into_iter().chain(counted).min();
                completion.until = match (completion.until, renewed) {
                    (Some(until), Some(renewed)) => Some(until.max(renewed)),
                    _ => None,
                };
            }
        }
    }
}
