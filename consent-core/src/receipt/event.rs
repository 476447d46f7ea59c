//! The events of a consent in the words of DPV, and how it stands.
//!
//! DPV 2.3 has no word for three things, which are told so that a reader who knows DPV alone is on the safe side, each with the
//! engine's own word (`consent:…`) beside it: a suspension is `dpv:ConsentUnknown`, which is not valid for processing; a narrowing is
//! `dpv:ConsentWithdrawn`; what was given and then erased is `dpv:ConsentUnknown`. `dpv:ConsentRevoked` is a withdrawal by somebody
//! who acts neither for themself nor for the person.

use super::account::Account;
use super::consent::{Stated, erasure, unknown_duration};
use super::context::iri;
use super::model::*;
use super::scope::operations;
use super::words::{Offer, Words, in_every_language};
use crate::catalogue::{Form, Scope};
use crate::id::Id;
use crate::ledger::{Actor, ActorRole, Event, EventBody, EventType, Grant, Record};
use crate::time::{Instant, Period};
use crate::view::ConsentStatus;

/// True when only the shell is left of an event.
pub(super) fn erased(record: &Record) -> bool {
    matches!(record.event.body, EventBody::Erased(_))
}

/// What events are told with.
pub(super) struct Sentence<'a> {
    pub(super) account: &'a Account<'a>,
    pub(super) words: &'a dyn Words,
    pub(super) catalogue: &'a Id,
    pub(super) offer: &'a Offer,
}

impl Sentence<'_> {
    /// An event.
    pub(super) fn event(&self, record: &Record) -> ConsentEvent {
        let event = &record.event;
        let first = self.account.about.first().and_then(|record| record.event.subject.as_ref());
        let grant = match &event.body {
            EventBody::ConsentGiven(grant) => Some(&**grant),
            _ => None,
        };
        ConsentEvent {
            kind: vec![status_of(event).to_owned(), format!("consent:{}", event.kind())],
            id: Some(event.id.clone()),
            position: Some(record.seq),
            subject: event.subject.clone().filter(|subject| Some(subject) != first),
            at: event.at,
            recorded_at: Some(record.recorded_at),
            by: actor(self.catalogue, &event.by),
            unverified: record.actor_unverified.then_some(true),
            legal_basis: legal_basis(&self.offer.meets, grant.map_or(self.offer.form, |grant| grant.form)),
            duration: self.duration(event),
            method: grant.map(|grant| self.method(grant)),
            valid_from: grant.and_then(|grant| grant.valid_from),
            taken_away: taken_away(&event.body).map(|scope| self.taken_away(scope)),
            operator: event.operator.clone(),
            reason: event.reason.clone(),
            erased: erasure(self.account, event, self.catalogue),
        }
    }

    fn duration(&self, event: &Event) -> Duration {
        use EventType as T;
        match (&event.body, event.kind()) {
            (EventBody::ConsentGiven(grant), _) => validity(grant.valid_until, self.offer.validity),
            (EventBody::ConsentRenewed { valid_until, .. }, _) => validity(*valid_until, self.offer.validity),
            (_, T::ConsentRefused | T::ConsentNarrowed | T::ConsentWithdrawn | T::ConsentInvalidated) => endless(),
            _ => unknown_duration(),
        }
    }

    fn method(&self, grant: &Grant) -> IndicationMethod {
        IndicationMethod {
            form: grant.form,
            form_label: in_every_language(grant.form),
            channel: Channel { id: grant.channel.clone(), label: self.words.term(&grant.channel) },
            assurance: grant.assurance,
            case: grant.case.clone(),
            evidence: grant.evidence,
        }
    }

    fn taken_away(&self, scope: &Scope) -> TakenAway {
        let parties =
            |ids: &Option<Vec<Id>>| ids.iter().flatten().map(|id| iri(self.catalogue, "party", id.as_str())).collect::<Vec<_>>();
        TakenAway {
            controllers: parties(&scope.controllers),
            recipients: parties(&scope.recipients),
            data: scope.data_categories.iter().flatten().map(|id| self.words.category(id)).collect(),
            purposes: scope.purposes.iter().flatten().map(|id| self.words.purpose(id)).collect(),
            // Words of the engine are ids.
            operations: operations(self.catalogue, scope.operations.as_deref().unwrap_or_default()).unwrap_or_default(),
            cases: scope.cases.clone(),
        }
    }
}

/// What a narrowing takes away, also an erased one: its effect stays.
fn taken_away(body: &EventBody) -> Option<&Scope> {
    match body {
        EventBody::ConsentNarrowed { scope, .. } => Some(scope),
        EventBody::Erased(shell) if shell.event_type == EventType::ConsentNarrowed => Some(&shell.scope),
        _ => None,
    }
}

fn status_of(event: &Event) -> &'static str {
    let stands = !matches!(event.body, EventBody::Erased(_));
    let own = event.by.role == ActorRole::Person || event.by.role.represents();
    match event.kind() {
        EventType::ConsentRequested if stands => "dpv:ConsentRequested",
        EventType::ConsentGiven | EventType::ConsentResumed if stands => "dpv:ConsentGiven",
        EventType::ConsentRenewed if stands => "dpv:RenewedConsentGiven",
        EventType::ConsentRefused => "dpv:ConsentRefused",
        EventType::ConsentWithdrawn | EventType::ConsentNarrowed if own => "dpv:ConsentWithdrawn",
        EventType::ConsentWithdrawn | EventType::ConsentNarrowed => "dpv:ConsentRevoked",
        EventType::ConsentInvalidated => "dpv:ConsentInvalidated",
        _ => "dpv:ConsentUnknown",
    }
}

/// How a consent stands, as the last of its statuses: who reads the latest one reads this.
pub(super) fn standing_event(catalogue: &Id, stated: &Stated, bases: &[String]) -> ConsentEvent {
    use ConsentStatus as S;
    let standing = &stated.standing;
    let status = match standing.status {
        Some(S::Active) => "dpv:ConsentGiven",
        Some(S::Requested | S::QuorumIncomplete) => "dpv:ConsentRequested",
        Some(S::Refused) => "dpv:ConsentRefused",
        Some(S::Withdrawn) => "dpv:ConsentWithdrawn",
        Some(S::Expired | S::NoticeSuperseded) => "dpv:ConsentExpired",
        Some(S::Invalidated) => "dpv:ConsentInvalidated",
        Some(S::NotYetValid | S::Suspended) | None => "dpv:ConsentUnknown",
    };
    let duration = match standing.status {
        Some(S::Active | S::NotYetValid | S::Suspended) => validity(standing.until, None),
        Some(S::Refused | S::Withdrawn | S::Expired | S::NoticeSuperseded | S::Invalidated) => endless(),
        Some(S::Requested | S::QuorumIncomplete) | None => unknown_duration(),
    };
    let issuer = Actor { role: ActorRole::Operator, id: Some(stated.publisher.clone()) };
    ConsentEvent {
        kind: vec![status.to_owned(), format!("consent:{}", standing.status.map_or("unknown", S::word))],
        id: None,
        position: None,
        subject: None,
        at: stated.created,
        recorded_at: None,
        by: actor(catalogue, &issuer),
        unverified: None,
        legal_basis: bases.to_vec(),
        duration,
        method: None,
        valid_from: None,
        taken_away: None,
        operator: None,
        reason: None,
        erased: None,
    }
}

/// Who acts.
pub(super) fn actor(catalogue: &Id, actor: &Actor) -> ActorNode {
    let kind = match actor.role {
        ActorRole::Person => "dpv:DataSubject",
        ActorRole::Guardian | ActorRole::LegalGuardian => "dpv:GuardianOfDataSubject",
        ActorRole::Controller => "dpv:DataController",
        ActorRole::Authority => "dpv:Authority",
        ActorRole::Mandate | ActorRole::Operator => "dpv:Entity",
    };
    let party = actor.id.as_ref().filter(|_| !actor.role.represents());
    ActorNode {
        kind: vec![kind.to_owned(), format!("consent:{}", actor.role)],
        iri: party.map(|id| iri(catalogue, "party", id.as_str())),
        id: actor.id.clone(),
    }
}

/// The types of a consent: for each requirement that it meets the article of the GDPR; a permission that meets none is expressed.
pub(super) fn legal_basis(meets: &[Id], form: Form) -> Vec<String> {
    let explicit = form.is_at_least(Form::Explicit);
    let article = |id: &Id| match (id.as_str(), explicit) {
        ("lawful-basis", true) => Some("eu-gdpr:A6-1-a-explicit-consent"),
        ("lawful-basis", false) => Some("eu-gdpr:A6-1-a"),
        ("special-category", true) => Some("eu-gdpr:A9-2-a"),
        ("transfer", true) => Some("eu-gdpr:A49-1-a"),
        _ => None,
    };
    let found: Vec<String> = meets.iter().filter_map(article).map(str::to_owned).collect();
    match (found.is_empty(), explicit) {
        (false, _) => found,
        (true, true) => vec!["dpv:ExplicitlyExpressedConsent".to_owned()],
        (true, false) => vec!["dpv:ExpressedConsent".to_owned()],
    }
}

/// How long a consent holds: until an instant, for a period, or until it is withdrawn.
fn validity(until: Option<Instant>, period: Option<Period>) -> Duration {
    let (kind, value) = match (until, period) {
        (Some(until), _) => ("dpv:UntilTimeDuration", until.to_string()),
        (None, Some(period)) => ("dpv:TemporalDuration", period.to_string()),
        (None, None) => ("dpv:UntilEventDuration", "dpv:ConsentWithdrawn".to_owned()),
    };
    Duration { kind: kind.to_owned(), value: Some(value) }
}

fn endless() -> Duration {
    Duration { kind: "dpv:EndlessDuration".to_owned(), value: None }
}
