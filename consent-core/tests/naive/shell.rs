//! §4 *Erasure*: an event about the person, or what its shell still tells (R24a).

use consent_core::catalogue::{Assurance, Form};
use consent_core::ledger::{Actor, Attribute, Capacity, EventBody, EventType, Grant, NoticeRef, Record, Shell};
use consent_core::{Id, Instant, Offset, SubjectId};

use super::rules::{Rule, rule};

/// One event about the person, as the position shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Act {
    pub(super) id: Id,
    pub(super) at: Instant,
    pub(super) by: Actor,
    /// What happened; of an erased event what the shell tells, and [`nothing`] for the rest.
    pub(super) body: EventBody,
    /// Its payload was erased: only what a shell keeps may be read (§4 *Erasure*, R24a).
    pub(super) erased: bool,
    /// A negative act whose actor's entitlement was not recorded.
    pub(super) unverified: bool,
}

impl Act {
    pub(super) fn of(record: &Record, erased: &[&Id]) -> Self {
        let event = &record.event;
        let is_erased = erased.contains(&&event.id);
        let is_erased = match event.kind() {
            EventType::BarLifted | EventType::ObjectionOverruled => rule(Rule::ErasedLift, is_erased, || false),
            EventType::ConsentRenewed => rule(Rule::ErasedRenewal, is_erased, || false),
            EventType::ConsentResumed => rule(Rule::ErasedResumption, is_erased, || false),
            _ => is_erased,
        };
        let (body, erased) = match if is_erased { event.shell().body } else { event.body.clone() } {
            EventBody::Erased(shell) => (from_shell(&shell), true),
            body => (body, false),
        };
        Self { id: event.id.clone(), at: event.at, by: event.by.clone(), body, erased, unverified: record.actor_unverified }
    }
}

/// The other key of a merge; its shell keeps it (R25).
pub(super) fn merged_by(body: &EventBody) -> Option<&SubjectId> {
    match body {
        EventBody::SubjectsMerged { merged } => Some(merged),
        EventBody::Erased(shell) => shell.merged.as_ref(),
        _ => None,
    }
}

/// An id that names nothing: in the place of an erased one.
fn nothing() -> Id {
    Id::new("\u{2205}").expect("an id")
}

/// A shell as an event of its type. What it does not keep is filled with [`nothing`]; nobody may read it.
fn from_shell(shell: &Shell) -> EventBody {
    let consent = shell.consent.clone().unwrap_or_else(nothing);
    let kind = shell.kind.clone().unwrap_or_else(nothing);
    let scope = shell.scope.clone();
    let notice = || shell.notice.clone().unwrap_or(NoticeRef { id: nothing(), version: 0, language: None, sha256: None });
    let capacity = shell.capacity.unwrap_or(Capacity::Guardian);
    match shell.event_type {
        EventType::ConsentRequested => EventBody::ConsentRequested { consent, notice: notice(), scope },
        EventType::ConsentGiven => EventBody::ConsentGiven(Box::new(Grant {
            consent,
            notice: notice(),
            scope,
            form: Form::Any,
            channel: nothing(),
            assurance: Assurance::Low,
            case: None,
            valid_from: None,
            valid_until: None,
            evidence: None,
        })),
        EventType::ConsentRefused => EventBody::ConsentRefused { consent, notice: shell.notice.clone(), scope },
        EventType::ConsentNarrowed => EventBody::ConsentNarrowed { consent, scope },
        EventType::ConsentRenewed => EventBody::ConsentRenewed { consent, notice: None, valid_until: None },
        EventType::ConsentWithdrawn => EventBody::ConsentWithdrawn { consent },
        EventType::ConsentSuspended => EventBody::ConsentSuspended { consent },
        EventType::ConsentResumed => EventBody::ConsentResumed { consent },
        EventType::ConsentInvalidated => EventBody::ConsentInvalidated { consent },
        EventType::BarSet => EventBody::BarSet { kind, scope, from: shell.from, until: shell.until },
        EventType::BarLifted => EventBody::BarLifted { bar: nothing() },
        EventType::ObjectionOverruled => EventBody::ObjectionOverruled { bar: nothing() },
        EventType::RelationshipStarted => EventBody::RelationshipStarted { kind, with: nothing() },
        EventType::RelationshipEnded => EventBody::RelationshipEnded { kind, with: nothing() },
        EventType::AttributeSet => EventBody::AttributeSet(match kind.as_str() {
            "birth_date" => Attribute::BirthDate(Instant::MIN.date(Offset::UTC)),
            "home_municipality" => Attribute::HomeMunicipality(nothing()),
            "deceased" => Attribute::Deceased(true),
            _ => Attribute::Capable { value: false, purposes: Vec::new() },
        }),
        EventType::RepresentationStarted => EventBody::RepresentationStarted { representative: nothing(), capacity, scope },
        EventType::RepresentationEnded => EventBody::RepresentationEnded { representative: nothing(), capacity },
        // Nothing about the person is read from these.
        EventType::SubjectsMerged | EventType::UseRecorded | EventType::EventErased | EventType::CataloguePublished => {
            EventBody::EventErased { event: nothing() }
        }
    }
}
