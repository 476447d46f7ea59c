//! From the events of a person to the state: the order in which they were recorded never matters.

use std::collections::BTreeMap;

use super::consent::{Act, Completion, Consent, Narrowing};
use super::facts::{Capable, Facts, Relationship, Representation};
use super::timeline::{Timeline, Weight, Word};
use super::{Bar, State};
use crate::catalogue::compile::{Extent, NoticeRow, Symbols, case_covers};
use crate::catalogue::world::World;
use crate::catalogue::{Activation, Form, Scope};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Attribute, Capacity, EventBody, EventType, NoticeRef, Record, Shell};
use crate::time::Instant;

/// The kind that a withdrawal raises.
pub(crate) const WITHDRAWAL: &str = "withdrawal";
/// The kind of GDPR 21(1).
pub(crate) const OBJECTION: &str = "objection";
/// The kind of GDPR 21(2), raised from an objection to purposes of the class below.
pub(crate) const MARKETING_OBJECTION: &str = "marketing-objection";
/// The class of purposes whose objection raises a marketing objection, too.
pub(crate) const DIRECT_MARKETING: &str = "direct-marketing";

/// Derives the state of one person from all their events that are known.
pub(crate) fn derive(records: &[&Record], world: &World, symbols: &Symbols) -> State {
    let facts = facts(records, symbols);
    let drafts = consents(records, world, symbols);
    let mut bars = bars(records, symbols);
    let mut state = State { facts, ..State::default() };
    for (id, draft) in drafts {
        let notice = draft.notice_row(world);
        let consent = draft.finish(id, notice, &state.facts, world);
        if let Some(notice) = notice
            && notice.meets & world.today.lawful_basis != 0
        {
            raised_by(&consent, &draft.negatives, notice, &mut bars);
        }
        state.consents.push(consent);
    }
    bars.sort_by(|a, b| (&a.id, &a.kind).cmp(&(&b.id, &b.kind)));
    state.bars = bars;
    state.instants = instants(records, &state, world);
    state
}

fn instants(records: &[&Record], state: &State, world: &World) -> Vec<Instant> {
    let offset = world.today.offset();
    let mut list: Vec<Instant> = records.iter().map(|record| record.event.at).collect();
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
    list.sort_unstable();
    list.dedup();
    list
}

// --- facts -----------------------------------------------------------------------------------------------------------

fn facts(records: &[&Record], symbols: &Symbols) -> Facts {
    let mut birth = Vec::new();
    let mut home = Vec::new();
    let mut deceased = Vec::new();
    let mut capable: Vec<(Weight, &Id, Capable)> = Vec::new();
    let mut relationships: BTreeMap<(Id, u32), Vec<Word<'_, Option<bool>>>> = BTreeMap::new();
    let mut erased_relationships: Vec<(&Id, Word<'_, Option<bool>>)> = Vec::new();
    for record in records {
        let (at, id) = (record.event.at, &record.event.id);
        let word = |weight| Word { at, weight, id, value: () };
        match &record.event.body {
            EventBody::AttributeSet(Attribute::BirthDate(date)) => birth.push(word(Weight::Positive).with(Some(*date))),
            EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => {
                home.push(word(Weight::Positive).with(Some(symbols.parties.get(party).unwrap_or(u32::MAX))));
            }
            EventBody::AttributeSet(Attribute::Deceased(dead)) => {
                deceased.push(word(if *dead { Weight::Negative } else { Weight::Positive }).with(*dead));
            }
            EventBody::AttributeSet(Attribute::Capable { value, purposes }) => {
                let purposes = purposes.iter().filter_map(|p| symbols.purposes.get(p)).collect();
                let weight = if *value { Weight::Positive } else { Weight::Negative };
                capable.push((weight, id, Capable { at, purposes: Some(purposes), value: *value }));
            }
            EventBody::RelationshipStarted { kind, with } | EventBody::RelationshipEnded { kind, with } => {
                let started = matches!(record.event.body, EventBody::RelationshipStarted { .. });
                let weight = if started { Weight::Positive } else { Weight::Negative };
                let party = symbols.parties.get(with).unwrap_or(u32::MAX);
                relationships.entry((kind.clone(), party)).or_default().push(word(weight).with(Some(started)));
            }
            EventBody::Erased(shell) => match (shell.event_type, shell.kind.as_ref()) {
                (EventType::AttributeSet, Some(kind)) => match kind.as_str() {
                    "birth_date" => birth.push(word(Weight::Erased).with(None)),
                    "home_municipality" => home.push(word(Weight::Erased).with(None)),
                    "deceased" => deceased.push(word(Weight::Erased).with(true)),
                    _ => capable.push((Weight::Erased, id, Capable { at, purposes: None, value: false })),
                },
                (EventType::RelationshipStarted | EventType::RelationshipEnded, Some(kind)) => {
                    erased_relationships.push((kind, word(Weight::Erased).with(None)));
                }
                _ => {}
            },
            _ => {}
        }
    }
    for ((kind, _), words) in &mut relationships {
        words.extend(erased_relationships.iter().filter(|(k, _)| *k == kind).map(|(_, word)| word.clone()));
    }
    capable.sort_by(|a, b| (a.2.at, a.0, a.1).cmp(&(b.2.at, b.0, b.1)));
    let (representations, unknown_guardian) = representations(records, symbols);
    Facts {
        birth: Timeline::new(birth),
        home: Timeline::new(home),
        deceased: Timeline::new(deceased),
        relationships: relationships
            .into_iter()
            .map(|((kind, party), words)| Relationship { kind, party, standing: Timeline::new(words) })
            .collect(),
        capable: capable.into_iter().map(|(_, _, capable)| capable).collect(),
        representations,
        unknown_guardian,
    }
}

impl<'a> Word<'a, ()> {
    fn with<T>(self, value: T) -> Word<'a, T> {
        Word { at: self.at, weight: self.weight, id: self.id, value }
    }
}

fn representations(records: &[&Record], symbols: &Symbols) -> (Vec<Representation>, Option<Instant>) {
    // An end without a representative is an erased one: it may have been anybody's of that capacity.
    let mut ends: Vec<(Option<&Id>, Capacity, Instant)> = Vec::new();
    let mut unknown: Option<Instant> = None;
    for record in records {
        let at = record.event.at;
        match &record.event.body {
            EventBody::RepresentationEnded { representative, capacity } => ends.push((Some(representative), *capacity, at)),
            EventBody::Erased(shell) => {
                let Some(capacity) = shell.capacity else { continue };
                if shell.event_type == EventType::RepresentationEnded {
                    ends.push((None, capacity, at));
                }
                if capacity == Capacity::Guardian {
                    unknown = Some(unknown.map_or(at, |earlier| earlier.min(at)));
                }
            }
            _ => {}
        }
    }
    let mut list: Vec<Representation> = Vec::new();
    for record in records {
        if let EventBody::RepresentationStarted { representative, capacity, scope } = &record.event.body {
            let from = record.event.at;
            let until = ends
                .iter()
                .filter(|(who, what, at)| *what == *capacity && *at >= from && who.is_none_or(|who| who == representative))
                .map(|(_, _, at)| *at)
                .min();
            list.push(Representation {
                representative: representative.clone(),
                capacity: *capacity,
                extent: Extent::find(scope, symbols),
                from,
                until,
            });
        }
    }
    list.sort_by(|a, b| (&a.representative, a.from).cmp(&(&b.representative, b.from)));
    (list, unknown)
}

// --- bars ------------------------------------------------------------------------------------------------------------

fn bars(records: &[&Record], symbols: &Symbols) -> Vec<Bar> {
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
                Some(kind) => (kind, &shell.scope, None, None),
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
            until: own_until.into_iter().chain(lifted(false)).min(),
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

/// The `withdrawal` bars that a consent's negative acts raise (EDPB 05/2020: no change of basis afterwards).
fn raised_by(consent: &Consent, negatives: &[Negative], notice: &NoticeRow, bars: &mut Vec<Bar>) {
    let Ok(kind) = Id::new(WITHDRAWAL) else { return };
    let given: Vec<Extent> = match &consent.completion {
        Some(completion) => vec![completion.extent.clone()],
        None => consent.acts.iter().map(|act| act.extent.clone()).collect(),
    };
    for negative in negatives {
        let mut raise = |extent: Extent, given: Option<Extent>| {
            bars.push(Bar {
                id: negative.id.clone(),
                kind: kind.clone(),
                at: negative.at,
                from: negative.at,
                until: None,
                extent: as_bar(extent),
                setter: negative.by.clone(),
                purpose_class: None,
                given: given.map(as_bar),
            });
        };
        match &negative.over {
            Over::All => given.iter().for_each(|extent| raise(extent.clone(), None)),
            Over::Part(removed) => given.iter().for_each(|extent| raise(removed.clone(), Some(extent.clone()))),
            Over::Asked(asked) => raise(asked.or(&notice.extent), None),
        }
    }
}

/// The scope of a consent as the scope of a bar: *the controller only* becomes the controllers by name.
fn as_bar(extent: Extent) -> Extent {
    Extent { recipients: extent.recipients.or_else(|| extent.controllers.clone()), ..extent }
}

// --- consents --------------------------------------------------------------------------------------------------------

/// A negative act that may raise a bar.
struct Negative {
    id: Id,
    at: Instant,
    by: Actor,
    over: Over,
}

enum Over {
    All,
    Part(Extent),
    Asked(Extent),
}

struct Renewal {
    at: Instant,
    by: Actor,
    valid_until: Option<Instant>,
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
struct Draft<'a> {
    acts: Vec<(&'a Id, Act)>,
    act_notice: Option<(Id, u32)>,
    requests: Vec<(Instant, &'a Id, (Id, u32), Extent)>,
    refusals: Vec<Refusal<'a>>,
    renewals: Vec<Renewal>,
    withdrawn: Vec<Instant>,
    invalidated: Vec<Instant>,
    switches: Vec<Word<'a, bool>>,
    suspenders: Vec<(Instant, Actor)>,
    narrowings: Vec<Narrowing>,
    negatives: Vec<Negative>,
}

fn named(notice: &NoticeRef) -> (Id, u32) {
    (notice.id.clone(), notice.version)
}

fn consents<'a>(records: &[&'a Record], world: &World, symbols: &Symbols) -> BTreeMap<Id, Draft<'a>> {
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
                draft.requests.push((at, id, named(notice), find(scope)));
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
                draft.renewals.push(Renewal { at, by: by.clone(), valid_until: *valid_until });
            }
            EventBody::ConsentResumed { .. } => {
                draft.switches.push(Word { at, weight: Weight::Positive, id, value: false });
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
                    draft.suspenders.push((at, by.clone()));
                    draft.switches.push(Word { at, weight: Weight::Negative, id, value: true });
                }
                Some((EventType::ConsentGiven, Some(notice), scope)) => {
                    draft.act(id, at, by, notice, find(scope), Form::Any, (None, None), true);
                }
                _ => {}
            },
        }
    }
    for draft in drafts.values_mut() {
        draft.acts.sort_by(|a, b| (a.1.at, a.0).cmp(&(b.1.at, b.0)));
        draft.requests.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        draft.renewals.sort_by_key(|renewal| renewal.at);
        draft.refusals.sort_by(|a, b| (a.at, a.id).cmp(&(b.at, b.id)));
        draft.narrowings.sort_by_key(|narrowing| narrowing.at);
        for refusal in &mut draft.refusals {
            let request = draft.requests.iter().rev().find(|(at, ..)| *at <= refusal.at);
            if let Some((_, _, _, asked)) = request {
                refusal.extent = refusal.extent.or(asked);
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

/// What a whole or an erased event says about a consent that stays in effect when it is erased: negative acts, and the
/// scope of a grant.
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
        // The door lets only one notice in; two merged ledgers may differ, and then the first by id tells.
        let named = named(notice);
        if self.act_notice.as_ref().is_none_or(|known| named < *known) {
            self.act_notice = Some(named);
        }
        self.acts.push((id, Act { at, by: by.clone(), extent, form, valid_from, valid_until, erased }));
    }

    /// The notice: that of the acts, else of the earliest request, else of a refusal.
    fn notice(&self) -> Option<(Id, u32)> {
        self.act_notice
            .clone()
            .or_else(|| self.requests.first().map(|(_, _, notice, _)| notice.clone()))
            .or_else(|| self.refusals.iter().find_map(|refusal| refusal.notice.clone()))
    }

    fn notice_row<'w>(&self, world: &'w World) -> Option<&'w NoticeRow> {
        let (id, version) = self.notice()?;
        world.today.notice(&id, version)
    }

    fn finish(&self, id: Id, notice: Option<&NoticeRow>, facts: &Facts, world: &World) -> Consent {
        let mut acts: Vec<Act> = self.acts.iter().map(|(_, act)| act.clone()).collect();
        let mut completion = None;
        if let Some(notice) = notice {
            for act in &mut acts {
                act.extent = act.extent.or(&notice.extent);
            }
            let quorum = Quorum { activation: notice.source.activation, facts, world };
            completion = complete(&acts, notice, &quorum, world);
            if let Some(completion) = &mut completion {
                let ended = self.withdrawn.iter().copied().chain(self.refusals.iter().map(|r| r.at)).min();
                self.renew(completion, ended, notice, &quorum, world);
            }
        }
        let asked = self
            .requests
            .last()
            .map(|(_, _, _, asked)| asked.clone())
            .or_else(|| self.refusals.last().map(|refusal| refusal.extent.clone()))
            .unwrap_or_default();
        Consent {
            id,
            notice_row: self.notice().and_then(|(id, version)| world.today.find_notice(&id, version)),
            notice: self.notice(),
            requested: self.requests.iter().map(|(at, ..)| *at).collect(),
            asked,
            acts,
            completion,
            refused: self.refusals.first().map(|refusal| refusal.at),
            withdrawn: self.withdrawn.iter().copied().min(),
            invalidated: self.invalidated.iter().copied().min(),
            suspended: Timeline::new(self.switches.clone()),
            suspenders: self.suspenders.clone(),
            resumptions: self.switches.iter().filter(|word| !word.value).map(|word| word.at).collect(),
            narrowings: self.narrowings.clone(),
        }
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
            let given: Vec<&Actor> = since_last.iter().map(|renewal| &renewal.by).collect();
            let Some(kind) = quorum.completes(&now.iter().map(|r| &r.by).collect::<Vec<_>>(), &given, &[&completion.extent], at)
            else {
                continue;
            };
            let acts: Vec<&Renewal> = match kind {
                Completes::Alone => now.iter().copied().filter(|r| r.by.role != ActorRole::Guardian).collect(),
                Completes::Guardian => now.iter().copied().filter(|r| r.by.role == ActorRole::Guardian).collect(),
                Completes::AllGuardians => before.into_iter().chain(now).filter(|r| r.by.role == ActorRole::Guardian).collect(),
            };
            since_last.clear();
            let alive =
                at >= completion.at && completion.until.is_none_or(|until| at < until) && ended.is_none_or(|end| at < end);
            if alive {
                let stated = acts.iter().filter_map(|renewal| renewal.valid_until).min();
                let start = completion.from.max(at);
                let counted = notice.source.validity.map(|period| start.plus(period, world.today.offset()));
                completion.until = stated.into_iter().chain(counted).min();
            }
        }
    }
}

/// Which acts complete (semantics §4 *Quorum*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Completes {
    /// The person, or a representative who is no guardian, alone.
    Alone,
    /// One guardian suffices.
    Guardian,
    /// All guardians together.
    AllGuardians,
}

struct Quorum<'a> {
    activation: Activation,
    facts: &'a Facts,
    world: &'a World,
}

impl Quorum<'_> {
    /// Whether those who act `now`, after all who have `given` (themselves included), complete at `t`.
    fn completes(&self, now: &[&Actor], given: &[&Actor], extents: &[&Extent], t: Instant) -> Option<Completes> {
        let alone = |actor: &&&Actor| matches!(actor.role, ActorRole::Person | ActorRole::Mandate | ActorRole::LegalGuardian);
        if now.iter().any(|actor| alone(&actor)) {
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
fn complete(acts: &[Act], notice: &NoticeRow, quorum: &Quorum<'_>, world: &World) -> Option<Completion> {
    let valid: Vec<&Act> = acts.iter().filter(|act| !act.erased).collect();
    let mut last = None;
    for act in &valid {
        let at = act.at;
        if last == Some(at) {
            continue;
        }
        last = Some(at);
        let now: Vec<&Act> = valid.iter().copied().filter(|a| a.at == at).collect();
        let before: Vec<&Act> = valid.iter().copied().filter(|a| a.at <= at).collect();
        let actors = |acts: &[&Act]| acts.iter().map(|a| a.by.clone()).collect::<Vec<Actor>>();
        let (now_by, before_by) = (actors(&now), actors(&before));
        let extents: Vec<&Extent> = now.iter().filter(|a| a.by.role == ActorRole::Guardian).map(|a| &a.extent).collect();
        let Some(kind) =
            quorum.completes(&now_by.iter().collect::<Vec<_>>(), &before_by.iter().collect::<Vec<_>>(), &extents, at)
        else {
            continue;
        };
        let counted: Vec<&Act> = match kind {
            Completes::Alone => now.into_iter().filter(|a| a.by.role != ActorRole::Guardian).collect(),
            Completes::Guardian => now.into_iter().filter(|a| a.by.role == ActorRole::Guardian).collect(),
            Completes::AllGuardians => before.into_iter().filter(|a| a.by.role == ActorRole::Guardian).collect(),
        };
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
