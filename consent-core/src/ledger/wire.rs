//! The wire form of events: one set of members for all types, read strictly and turned into a typed event.

#[cfg(feature = "schema")]
mod schema;

use core::fmt;

use crate::nfc::is_nfc;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::{Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, RecordedUse, Shell};
use crate::catalogue::{Assurance, Form, Scope};
use crate::error::{Error, Result};
use crate::id::{Digest, Id, SubjectId, has_identity_code};
use crate::time::{Date, Instant};

/// The wire form: every member that some type has.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Event"))]
#[serde(deny_unknown_fields)]
struct Wire {
    id: Option<Id>,
    #[serde(rename = "type")]
    kind_of_event: Option<EventType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<SubjectId>,
    at: Option<Instant>,
    by: Option<Actor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operator: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consent: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notice: Option<NoticeRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<Scope>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<Form>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assurance: Option<Assurance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_from: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evidence: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bar: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    with: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    home_municipality: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deceased: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capable: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purposes: Option<Vec<Id>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    representative: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capacity: Option<Capacity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merged: Option<SubjectId>,
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    recorded_use: Option<Box<RecordedUse>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<Id>,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    erased: bool,
}

/// The members each type carries besides `id type subject at by operator reason`; those marked `?` may be absent.
const MEMBERS: &[(EventType, &str)] = &[
    (EventType::CataloguePublished, "version sha256"),
    (EventType::ConsentRequested, "consent notice scope?"),
    (EventType::ConsentGiven, "consent notice scope? form channel assurance case? valid_from? valid_until? evidence?"),
    (EventType::ConsentRefused, "consent notice? scope?"),
    (EventType::ConsentNarrowed, "consent scope"),
    (EventType::ConsentRenewed, "consent notice? valid_until?"),
    (EventType::ConsentWithdrawn, "consent"),
    (EventType::ConsentSuspended, "consent"),
    (EventType::ConsentResumed, "consent"),
    (EventType::ConsentInvalidated, "consent"),
    (EventType::BarSet, "kind scope? from? until?"),
    (EventType::BarLifted, "bar"),
    (EventType::ObjectionOverruled, "bar"),
    (EventType::RelationshipStarted, "kind with"),
    (EventType::RelationshipEnded, "kind with"),
    (EventType::AttributeSet, "birth_date? home_municipality? deceased? capable? purposes?"),
    (EventType::RepresentationStarted, "representative capacity scope?"),
    (EventType::RepresentationEnded, "representative capacity"),
    (EventType::SubjectsMerged, "merged"),
    (EventType::UseRecorded, "use"),
    (EventType::EventErased, "event"),
];

/// The members that an erased event keeps, of those its type has.
const SHELL_MEMBERS: &[&str] = &["consent", "notice", "scope", "kind", "capacity", "from", "until", "merged"];

/// What the shell of an `attribute-set` says in `kind`.
const ATTRIBUTES: &[&str] = &["birth_date", "home_municipality", "deceased", "capable"];

/// The members that an event of a type can have, or its shell; and of each whether it has to be there.
fn members_of(kind: EventType, erased: bool) -> impl Iterator<Item = (&'static str, bool)> {
    let of_type = MEMBERS.iter().find(|(k, _)| *k == kind).map_or("", |(_, members)| members).split(' ');
    let of_type = of_type.map(|member| member.strip_suffix('?').map_or((member, true), |member| (member, false)));
    let attribute = (erased && kind == EventType::AttributeSet).then_some(("kind", true));
    of_type.filter(move |(member, _)| !erased || SHELL_MEMBERS.contains(member)).chain(attribute)
}

impl Wire {
    /// The type-specific members that are present.
    fn present(&self) -> Vec<&'static str> {
        let flags = [
            ("version", self.version.is_some()),
            ("sha256", self.sha256.is_some()),
            ("consent", self.consent.is_some()),
            ("notice", self.notice.is_some()),
            ("scope", self.scope.is_some()),
            ("form", self.form.is_some()),
            ("channel", self.channel.is_some()),
            ("assurance", self.assurance.is_some()),
            ("case", self.case.is_some()),
            ("valid_from", self.valid_from.is_some()),
            ("valid_until", self.valid_until.is_some()),
            ("evidence", self.evidence.is_some()),
            ("kind", self.kind.is_some()),
            ("from", self.from.is_some()),
            ("until", self.until.is_some()),
            ("bar", self.bar.is_some()),
            ("with", self.with.is_some()),
            ("birth_date", self.birth_date.is_some()),
            ("home_municipality", self.home_municipality.is_some()),
            ("deceased", self.deceased.is_some()),
            ("capable", self.capable.is_some()),
            ("purposes", self.purposes.is_some()),
            ("representative", self.representative.is_some()),
            ("capacity", self.capacity.is_some()),
            ("merged", self.merged.is_some()),
            ("use", self.recorded_use.is_some()),
            ("event", self.event.is_some()),
        ];
        flags.into_iter().filter(|(_, present)| *present).map(|(name, _)| name).collect()
    }

    /// What the effect of an erased event needs has to be there, or the effect would be gone with the words; and no words are left.
    fn check_shell(&self, kind: EventType, members: &[(&str, bool)], present: &[&str]) -> Result<()> {
        let what = kind.word();
        if let Some((member, _)) = members.iter().find(|(member, needed)| *needed && !present.contains(member)) {
            return Err(missing(member, what));
        }
        let words = [("operator", self.operator.is_some()), ("reason", self.reason.is_some())];
        if let Some((member, _)) = words.iter().find(|(_, found)| *found) {
            return Err(unexpected(kind, true, member));
        }
        if self.notice.as_ref().is_some_and(|notice| notice.language.is_some() || notice.sha256.is_some()) {
            return Err(Error::new(
                "event-member-unexpected",
                format_args!("expected in the shell of `{what}` the `id` and the `version` of the notice, found more"),
            )
            .at_pointer("/notice"));
        }
        if let (EventType::AttributeSet, Some(found)) = (kind, &self.kind)
            && !ATTRIBUTES.contains(&found.as_str())
        {
            let expected = ATTRIBUTES.join("`, `");
            return Err(Error::new(
                "event-member-unexpected",
                format_args!("expected in the shell of `{what}` one of `{expected}` as `kind`, found `{found}`"),
            )
            .at_pointer("/kind"));
        }
        Ok(())
    }

    fn into_event(self) -> Result<Event> {
        let kind = need(self.kind_of_event, "type", "an event")?;
        let what = kind.word();
        if self.erased && !kind.is_erasable() {
            return Err(Error::new(
                "event-not-erasable",
                format_args!("expected the shell of an event that has a payload, found one of `{what}`, which has to stay whole"),
            ));
        }
        let (members, present) = (members_of(kind, self.erased).collect::<Vec<_>>(), self.present());
        if let Some(member) = present.iter().find(|member| !members.iter().any(|(name, _)| name == *member)) {
            return Err(unexpected(kind, self.erased, member));
        }
        if self.erased {
            self.check_shell(kind, &members, &present)?;
        }
        if self.reason.as_deref().is_some_and(|text| !is_nfc(text)) {
            return Err(Error::new(
                "text-not-nfc",
                "expected a `reason` in Unicode normalisation form C, found other text; normalise it before it is sent",
            )
            .at_pointer("/reason"));
        }
        if let Some(found) = self.reason.as_deref().and_then(no_reason) {
            return Err(Error::new(
                "event-reason-invalid",
                format_args!(
                    "expected in `reason` a few words for people, without personal data, found {found}; the reason of an erasure stays"
                ),
            )
            .at_pointer("/reason"));
        }
        let id = need(self.id, "id", what)?;
        let at = need(self.at, "at", what)?;
        let by = need(self.by, "by", what)?;
        match (by.role, &by.id) {
            (ActorRole::Person, Some(_)) => {
                return Err(Error::new("event-actor-invalid", "expected no `id` of the person acting for themself, found one")
                    .at_pointer("/by/id"));
            }
            (ActorRole::Person, None) | (_, Some(_)) => {}
            (role, None) => {
                return Err(Error::new(
                    "event-actor-invalid",
                    format_args!("expected the `id` of the `{role}` who acted, found none"),
                )
                .at_pointer("/by"));
            }
        }
        let scope = self.scope.unwrap_or_default();
        check_scope(&scope)?;
        if kind == EventType::ConsentNarrowed && scope == Scope::default() {
            return Err(Error::new(
                "event-member-missing",
                "expected in `scope` what is taken away, found nothing; to take all of it away record `consent-withdrawn`",
            )
            .at_pointer("/scope"));
        }
        if kind == EventType::BarSet {
            ordered(self.from.or(Some(at)), self.until, "from", "until")?;
        }
        if self.erased {
            let subject = Some(need(self.subject, "subject", what)?);
            let shell = Shell {
                event_type: kind,
                consent: self.consent,
                notice: self.notice,
                scope,
                kind: self.kind,
                capacity: self.capacity,
                from: self.from,
                until: self.until,
                merged: self.merged,
            };
            return Ok(Event { id, subject, at, by, operator: None, reason: None, body: EventBody::Erased(Box::new(shell)) });
        }
        let body = match kind {
            EventType::CataloguePublished => EventBody::CataloguePublished {
                version: need(self.version, "version", what)?,
                sha256: need(self.sha256, "sha256", what)?,
            },
            EventType::ConsentRequested => EventBody::ConsentRequested {
                consent: need(self.consent, "consent", what)?,
                notice: need(self.notice, "notice", what)?,
                scope,
            },
            EventType::ConsentGiven => {
                ordered(self.valid_from, self.valid_until, "valid_from", "valid_until")?;
                ordered(Some(at), self.valid_until, "at", "valid_until")?;
                let notice = need(self.notice, "notice", what)?;
                if notice.language.is_none() || notice.sha256.is_none() {
                    return Err(Error::new(
                        "event-member-missing",
                        "expected the `language` and the `sha256` of the notice that was shown, found a notice without (GDPR 7(1))",
                    )
                    .at_pointer("/notice"));
                }
                EventBody::ConsentGiven(Box::new(Grant {
                    consent: need(self.consent, "consent", what)?,
                    notice,
                    scope,
                    form: need(self.form, "form", what)?,
                    channel: need(self.channel, "channel", what)?,
                    assurance: need(self.assurance, "assurance", what)?,
                    case: self.case,
                    valid_from: self.valid_from,
                    valid_until: self.valid_until,
                    evidence: self.evidence,
                }))
            }
            EventType::ConsentRefused => {
                EventBody::ConsentRefused { consent: need(self.consent, "consent", what)?, notice: self.notice, scope }
            }
            EventType::ConsentNarrowed => EventBody::ConsentNarrowed { consent: need(self.consent, "consent", what)?, scope },
            EventType::ConsentRenewed => {
                ordered(Some(at), self.valid_until, "at", "valid_until")?;
                EventBody::ConsentRenewed {
                    consent: need(self.consent, "consent", what)?,
                    notice: self.notice,
                    valid_until: self.valid_until,
                }
            }
            EventType::ConsentWithdrawn => EventBody::ConsentWithdrawn { consent: need(self.consent, "consent", what)? },
            EventType::ConsentSuspended => EventBody::ConsentSuspended { consent: need(self.consent, "consent", what)? },
            EventType::ConsentResumed => EventBody::ConsentResumed { consent: need(self.consent, "consent", what)? },
            EventType::ConsentInvalidated => EventBody::ConsentInvalidated { consent: need(self.consent, "consent", what)? },
            EventType::BarSet => {
                EventBody::BarSet { kind: need(self.kind, "kind", what)?, scope, from: self.from, until: self.until }
            }
            EventType::BarLifted => EventBody::BarLifted { bar: need(self.bar, "bar", what)? },
            EventType::ObjectionOverruled => EventBody::ObjectionOverruled { bar: need(self.bar, "bar", what)? },
            EventType::RelationshipStarted => {
                EventBody::RelationshipStarted { kind: need(self.kind, "kind", what)?, with: need(self.with, "with", what)? }
            }
            EventType::RelationshipEnded => {
                EventBody::RelationshipEnded { kind: need(self.kind, "kind", what)?, with: need(self.with, "with", what)? }
            }
            EventType::AttributeSet => EventBody::AttributeSet(attribute(
                self.birth_date,
                self.home_municipality,
                self.deceased,
                self.capable,
                self.purposes,
            )?),
            EventType::RepresentationStarted => EventBody::RepresentationStarted {
                representative: need(self.representative, "representative", what)?,
                capacity: need(self.capacity, "capacity", what)?,
                scope,
            },
            EventType::RepresentationEnded => EventBody::RepresentationEnded {
                representative: need(self.representative, "representative", what)?,
                capacity: need(self.capacity, "capacity", what)?,
            },
            EventType::SubjectsMerged => EventBody::SubjectsMerged { merged: need(self.merged, "merged", what)? },
            EventType::UseRecorded => {
                let recorded = need(self.recorded_use, "use", what)?;
                if recorded.data_categories.is_empty() || recorded.operations.is_empty() {
                    return Err(Error::new(
                        "event-list-empty",
                        "expected at least one data category and one operation in `use`, found an empty list",
                    )
                    .at_pointer("/use"));
                }
                EventBody::UseRecorded(recorded)
            }
            EventType::EventErased => EventBody::EventErased { event: need(self.event, "event", what)? },
        };
        let subject = self.subject;
        match (&subject, kind) {
            (None, EventType::CataloguePublished) | (Some(_), _) => {}
            (None, _) => return Err(missing("subject", what)),
        }
        if subject.is_some() && kind == EventType::CataloguePublished {
            return Err(Error::new("event-member-unexpected", "expected no `subject` in `catalogue-published`, found one")
                .at_pointer("/subject"));
        }
        Ok(Event { id, subject, at, by, operator: self.operator, reason: self.reason, body })
    }
}

/// The longest reason in bytes.
const MAX_REASON_BYTES: usize = 65_536;

/// What makes a text no reason.
fn no_reason(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("nothing")
    } else if text.len() > MAX_REASON_BYTES {
        Some("more than 65536 bytes")
    } else if text.chars().any(|c| c.is_control() && c != '\n') {
        Some("a control character")
    } else if has_identity_code(text) {
        Some("a Finnish personal identity code")
    } else {
        None
    }
}

fn unexpected(kind: EventType, erased: bool, member: &str) -> Error {
    let what = if erased { format!("the shell of `{}`", kind.word()) } else { format!("`{}`", kind.word()) };
    let names: Vec<&str> = members_of(kind, erased).map(|(name, _)| name).collect();
    let only = if names.is_empty() { "no member of its own".to_owned() } else { format!("only `{}`", names.join("`, `")) };
    Error::new("event-member-unexpected", format_args!("expected in {what} {only}, found `{member}`"))
        .at_pointer(format!("/{member}"))
}

fn missing(member: &str, what: &str) -> Error {
    Error::new("event-member-missing", format_args!("expected the member `{member}` in `{what}`, found none"))
}

fn need<T>(value: Option<T>, member: &str, what: &str) -> Result<T> {
    value.ok_or_else(|| missing(member, what))
}

fn ordered(from: Option<Instant>, until: Option<Instant>, a: &str, b: &str) -> Result<()> {
    match (from, until) {
        (Some(from), Some(until)) if from >= until => {
            Err(Error::new("interval-empty", format_args!("expected `{a}` before `{b}`, found {from} and {until}"))
                .at_pointer(format!("/{b}")))
        }
        _ => Ok(()),
    }
}

/// No list of a scope may be empty: it would permit nothing, or bar nothing, and was hardly meant.
fn check_scope(scope: &Scope) -> Result<()> {
    let empty = [
        ("controllers", scope.controllers.as_ref().is_some_and(Vec::is_empty)),
        ("recipients", scope.recipients.as_ref().is_some_and(Vec::is_empty)),
        ("data_categories", scope.data_categories.as_ref().is_some_and(Vec::is_empty)),
        ("purposes", scope.purposes.as_ref().is_some_and(Vec::is_empty)),
        ("operations", scope.operations.as_ref().is_some_and(Vec::is_empty)),
        ("cases", scope.cases.as_ref().is_some_and(Vec::is_empty)),
    ];
    match empty.into_iter().find(|(_, empty)| *empty) {
        Some((member, _)) => Err(Error::new(
            "event-list-empty",
            format_args!("expected `{member}` with at least one entry, or no `{member}` at all, found an empty list"),
        )
        .at_pointer(format!("/scope/{member}"))),
        None => Ok(()),
    }
}

fn attribute(
    birth_date: Option<Date>,
    home: Option<Id>,
    deceased: Option<bool>,
    capable: Option<bool>,
    purposes: Option<Vec<Id>>,
) -> Result<Attribute> {
    match (birth_date, home, deceased, capable, purposes) {
        (Some(date), None, None, None, None) => Ok(Attribute::BirthDate(date)),
        (None, Some(party), None, None, None) => Ok(Attribute::HomeMunicipality(party)),
        (None, None, Some(value), None, None) => Ok(Attribute::Deceased(value)),
        (None, None, None, Some(value), Some(purposes)) if !purposes.is_empty() => Ok(Attribute::Capable { value, purposes }),
        (None, None, None, Some(_), _) => {
            Err(Error::new("event-member-missing", "expected the `purposes` for which the person was assessed, found none")
                .at_pointer("/purposes"))
        }
        _ => Err(Error::new(
            "event-attribute-invalid",
            "expected exactly one of `birth_date`, `home_municipality`, `deceased`, `capable` with `purposes`, found none or several; record one event each",
        )),
    }
}

impl Event {
    /// Reads an event from JSON.
    ///
    /// # Errors
    /// A `json-…` error for malformed JSON, an `event-…`, `id-…` or `subject-…` error for a malformed event.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::json::read::<Plain>(json)?.0.into_event()
    }

    /// Writes the event as one line of JSON.
    ///
    /// # Errors
    /// None for an event that was read or accepted.
    pub fn to_json(&self) -> Result<String> {
        crate::json::line(self)
    }

    /// Reads events from JSON Lines; empty lines are passed over.
    ///
    /// # Errors
    /// As [`Event::from_json`], with the line. Nothing is returned when one line is malformed.
    pub fn from_json_lines(text: &str) -> Result<Vec<Self>> {
        let mut events = Vec::new();
        for (number, line) in (1_u64..).zip(text.lines()) {
            if !line.trim().is_empty() {
                events.push(Self::from_json(line.as_bytes()).map_err(|error| error.in_line(number))?);
            }
        }
        Ok(events)
    }

    /// What stays when the payload is erased; publications and erasures have nothing to erase and stay whole.
    #[must_use]
    pub fn shell(&self) -> Self {
        if !self.kind().is_erasable() {
            return self.clone();
        }
        let wire = self.to_wire();
        // The member that says which one it was.
        let attribute = matches!(self.body, EventBody::AttributeSet(_)).then(|| wire.present()).unwrap_or_default();
        let attribute = attribute.into_iter().find(|member| ATTRIBUTES.contains(member)).and_then(|member| Id::new(member).ok());
        let shell = Shell {
            event_type: self.kind(),
            consent: wire.consent,
            notice: wire.notice.map(|notice| NoticeRef { language: None, sha256: None, ..notice }),
            scope: wire.scope.unwrap_or_default(),
            kind: wire.kind.or(attribute),
            capacity: wire.capacity,
            from: wire.from,
            until: wire.until,
            merged: wire.merged,
        };
        Self {
            id: self.id.clone(),
            subject: self.subject.clone(),
            at: self.at,
            by: self.by.clone(),
            operator: None,
            reason: None,
            body: EventBody::Erased(Box::new(shell)),
        }
    }

    /// Checks an event that was built in the host's own language as strictly as one that was read.
    ///
    /// # Errors
    /// As [`Event::from_json`] for the members.
    pub fn check(&self) -> Result<()> {
        self.to_wire().into_event().map(drop)
    }

    fn to_wire(&self) -> Wire {
        let mut wire = Wire {
            id: Some(self.id.clone()),
            kind_of_event: Some(self.kind()),
            subject: self.subject.clone(),
            at: Some(self.at),
            by: Some(self.by.clone()),
            operator: self.operator.clone(),
            reason: self.reason.clone(),
            ..Wire::default()
        };
        let some = |scope: &Scope| if *scope == Scope::default() { None } else { Some(scope.clone()) };
        match self.body.clone() {
            EventBody::CataloguePublished { version, sha256 } => {
                (wire.version, wire.sha256) = (Some(version), Some(sha256));
            }
            EventBody::ConsentRequested { consent, notice, scope } => {
                (wire.consent, wire.notice, wire.scope) = (Some(consent), Some(notice), some(&scope));
            }
            EventBody::ConsentGiven(grant) => {
                wire.scope = some(&grant.scope);
                (wire.consent, wire.notice, wire.form) = (Some(grant.consent), Some(grant.notice), Some(grant.form));
                (wire.channel, wire.assurance) = (Some(grant.channel), Some(grant.assurance));
                (wire.case, wire.valid_from, wire.valid_until) = (grant.case, grant.valid_from, grant.valid_until);
                wire.evidence = grant.evidence;
            }
            EventBody::ConsentRefused { consent, notice, scope } => {
                (wire.consent, wire.notice, wire.scope) = (Some(consent), notice, some(&scope));
            }
            EventBody::ConsentNarrowed { consent, scope } => (wire.consent, wire.scope) = (Some(consent), some(&scope)),
            EventBody::ConsentRenewed { consent, notice, valid_until } => {
                (wire.consent, wire.notice, wire.valid_until) = (Some(consent), notice, valid_until);
            }
            EventBody::ConsentWithdrawn { consent }
            | EventBody::ConsentSuspended { consent }
            | EventBody::ConsentResumed { consent }
            | EventBody::ConsentInvalidated { consent } => wire.consent = Some(consent),
            EventBody::BarSet { kind, scope, from, until } => {
                (wire.kind, wire.scope, wire.from, wire.until) = (Some(kind), some(&scope), from, until);
            }
            EventBody::BarLifted { bar } | EventBody::ObjectionOverruled { bar } => wire.bar = Some(bar),
            EventBody::RelationshipStarted { kind, with } | EventBody::RelationshipEnded { kind, with } => {
                (wire.kind, wire.with) = (Some(kind), Some(with));
            }
            EventBody::AttributeSet(Attribute::BirthDate(date)) => wire.birth_date = Some(date),
            EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => wire.home_municipality = Some(party),
            EventBody::AttributeSet(Attribute::Deceased(value)) => wire.deceased = Some(value),
            EventBody::AttributeSet(Attribute::Capable { value, purposes }) => {
                (wire.capable, wire.purposes) = (Some(value), Some(purposes));
            }
            EventBody::RepresentationStarted { representative, capacity, scope } => {
                (wire.representative, wire.capacity, wire.scope) = (Some(representative), Some(capacity), some(&scope));
            }
            EventBody::RepresentationEnded { representative, capacity } => {
                (wire.representative, wire.capacity) = (Some(representative), Some(capacity));
            }
            EventBody::SubjectsMerged { merged } => wire.merged = Some(merged),
            EventBody::UseRecorded(recorded) => wire.recorded_use = Some(recorded),
            EventBody::EventErased { event } => wire.event = Some(event),
            EventBody::Erased(shell) => {
                wire.erased = true;
                wire.scope = some(&shell.scope);
                (wire.consent, wire.notice, wire.kind) = (shell.consent, shell.notice, shell.kind);
                (wire.capacity, wire.merged) = (shell.capacity, shell.merged);
                (wire.from, wire.until) = (shell.from, shell.until);
            }
        }
        wire
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        self.to_wire().serialize(serializer)
    }
}

/// The members of an event, read by one function for all who read them: there are many.
#[inline(never)]
fn members<'de, A: MapAccess<'de>>(members: A) -> core::result::Result<Wire, A::Error> {
    Wire::deserialize(MapAccessDeserializer::new(members))
}

/// An event by itself, whose errors can say more than serde carries.
struct Plain(Wire);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("struct Event")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> core::result::Result<Plain, A::Error> {
                members(map).map(Plain)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Event;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("struct Event")
            }

            // An event that makes no sense is found out while the reader still stands there.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> core::result::Result<Event, A::Error> {
                members(map)?.into_event().map_err(crate::json::carry)
            }
        }

        deserializer.deserialize_map(Members)
    }
}
