//! Events: what happened (semantics §4).

use serde::{Deserialize, Serialize};

use crate::catalogue::{Assurance, Form, Operation, Scope, words};
use crate::error::Result;
use crate::id::{Digest, Id, SubjectId};
use crate::text::Lang;
use crate::time::{Date, Instant};

words! {
    /// The type of an event.
    EventType {
        /// A catalogue version is in force.
        CataloguePublished = "catalogue-published",
        /// A consent was asked for.
        ConsentRequested = "consent-requested",
        /// A consent was given, or a part of it where several must give.
        ConsentGiven = "consent-given",
        /// A consent was refused.
        ConsentRefused = "consent-refused",
        /// A part of a consent was taken back.
        ConsentNarrowed = "consent-narrowed",
        /// A consent holds longer.
        ConsentRenewed = "consent-renewed",
        /// A consent was taken back.
        ConsentWithdrawn = "consent-withdrawn",
        /// A consent has no effect for now.
        ConsentSuspended = "consent-suspended",
        /// A suspension ended.
        ConsentResumed = "consent-resumed",
        /// A consent never was valid.
        ConsentInvalidated = "consent-invalidated",
        /// An objection, restriction, prohibition … was made; the event's id is the bar's id.
        BarSet = "bar-set",
        /// A bar was lifted.
        BarLifted = "bar-lifted",
        /// A controller overruled an objection (GDPR 21(1)).
        ObjectionOverruled = "objection-overruled",
        /// A relationship between the person and a party began.
        RelationshipStarted = "relationship-started",
        /// A relationship ended.
        RelationshipEnded = "relationship-ended",
        /// A fact about the person became known.
        AttributeSet = "attribute-set",
        /// Someone may act for the person.
        RepresentationStarted = "representation-started",
        /// Someone may no longer act for the person.
        RepresentationEnded = "representation-ended",
        /// Two subject keys are the same person.
        SubjectsMerged = "subjects-merged",
        /// A use of the data was recorded (703/2023 10 §, 906/2019 17 §).
        UseRecorded = "use-recorded",
        /// The payload of an event was erased (GDPR 17).
        EventErased = "event-erased",
    }
}

words! {
    /// In which capacity someone acts.
    ActorRole {
        /// The person.
        Person = "self",
        /// A guardian of a minor.
        Guardian = "guardian",
        /// One who has the person's mandate.
        Mandate = "mandate",
        /// A legal guardian of an adult (442/1999).
        LegalGuardian = "legal-guardian",
        /// A controller.
        Controller = "controller",
        /// An operator.
        Operator = "operator",
        /// An authority.
        Authority = "authority",
    }
}

impl ActorRole {
    /// True for a guardian, a mandate holder and a legal guardian.
    #[must_use]
    pub const fn represents(self) -> bool {
        matches!(self, Self::Guardian | Self::Mandate | Self::LegalGuardian)
    }
}

words! {
    /// The capacity of a representative.
    Capacity {
        /// A guardian of a minor.
        Guardian = "guardian",
        /// One who has the person's mandate.
        Mandate = "mandate",
        /// A legal guardian of an adult (442/1999).
        LegalGuardian = "legal-guardian",
    }
}

/// Who acted: the role, and the id of a representative (their own key) or of a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The role.
    pub role: ActorRole,
    /// Absent for the person, required for everyone else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
}

impl Actor {
    /// The person.
    #[must_use]
    pub const fn person() -> Self {
        Self { role: ActorRole::Person, id: None }
    }
}

/// The notice that a person was shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeRef {
    /// The notice.
    pub id: Id,
    /// Its version.
    pub version: u32,
    /// The language in which it was shown; required when a consent is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// The digest of the text that was shown; required when a consent is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
}

/// A consent as it was given (GDPR 7(1): what the controller must be able to demonstrate).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The consent's id; several who must give together use one id.
    pub consent: Id,
    /// The text that was shown.
    pub notice: NoticeRef,
    /// The choice of the notice's own ids; what is absent is the notice's.
    pub scope: Scope,
    /// The form in which it was given.
    pub form: Form,
    /// How it was given, a term.
    pub channel: Id,
    /// How surely the giver was identified.
    pub assurance: Assurance,
    /// The case in which it was given.
    pub case: Option<Id>,
    /// From when it is valid; absent: from the act.
    pub valid_from: Option<Instant>,
    /// Until when it is valid; absent: as the notice says.
    pub valid_until: Option<Instant>,
    /// The digest of the evidence that the host keeps.
    pub evidence: Option<Digest>,
}

/// A fact about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The date of birth.
    BirthDate(Date),
    /// The home municipality, a party.
    HomeMunicipality(Id),
    /// Whether the person has died.
    Deceased(bool),
    /// Whether the person was assessed able to decide on these purposes.
    Capable {
        /// The assessment.
        value: bool,
        /// The purposes.
        purposes: Vec<Id>,
    },
}

/// A recorded use, with the fields of the disclosure log (703/2023 10 §).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordedUse {
    /// The unit whose register held the data.
    pub controller: Id,
    /// Who used it.
    pub recipient: Id,
    /// For what.
    pub purpose: Id,
    /// Which data.
    pub data_categories: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The provision or the permission it rested on: the id of a legal basis or of a consent.
    pub basis: Id,
    /// The case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Id>,
}

/// What happened, by type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventBody {
    /// A catalogue version is in force from this position on.
    CataloguePublished {
        /// The version.
        version: u32,
        /// The digest of its canonical form.
        sha256: Digest,
    },
    /// A consent was asked for.
    ConsentRequested {
        /// The consent's id.
        consent: Id,
        /// The notice.
        notice: NoticeRef,
        /// What was asked of the notice; absent members: all of it.
        scope: Scope,
    },
    /// A consent was given.
    ConsentGiven(Box<Grant>),
    /// A consent was refused: a withdrawal by one of those who had to give.
    ConsentRefused {
        /// The consent's id.
        consent: Id,
        /// The notice, when it was not requested in the ledger.
        notice: Option<NoticeRef>,
        /// What was asked; absent members: what was requested, or else all of the notice.
        scope: Scope,
    },
    /// A part of a consent was taken back.
    ConsentNarrowed {
        /// The consent's id.
        consent: Id,
        /// What is taken away; absent members: all.
        scope: Scope,
    },
    /// A consent holds longer.
    ConsentRenewed {
        /// The consent's id.
        consent: Id,
        /// The notice under which it is renewed, when stated; it must be the consent's own.
        notice: Option<NoticeRef>,
        /// Until when; absent: as the notice says, from the completing act.
        valid_until: Option<Instant>,
    },
    /// A consent was taken back.
    ConsentWithdrawn {
        /// The consent's id.
        consent: Id,
    },
    /// A consent has no effect for now.
    ConsentSuspended {
        /// The consent's id.
        consent: Id,
    },
    /// A suspension ended.
    ConsentResumed {
        /// The consent's id.
        consent: Id,
    },
    /// A consent never was valid.
    ConsentInvalidated {
        /// The consent's id.
        consent: Id,
    },
    /// A bar was set; the event's id is the bar's id.
    BarSet {
        /// Its kind.
        kind: Id,
        /// Over what; absent members: all that the kind may be over.
        scope: Scope,
        /// From when; absent: from `at`.
        from: Option<Instant>,
        /// Until when; absent: until lifted.
        until: Option<Instant>,
    },
    /// A bar was lifted.
    BarLifted {
        /// The bar's id.
        bar: Id,
    },
    /// A controller overruled an objection.
    ObjectionOverruled {
        /// The bar's id.
        bar: Id,
    },
    /// A relationship began.
    RelationshipStarted {
        /// Its kind, a term.
        kind: Id,
        /// The party.
        with: Id,
    },
    /// A relationship ended.
    RelationshipEnded {
        /// Its kind, a term.
        kind: Id,
        /// The party.
        with: Id,
    },
    /// A fact about the person.
    AttributeSet(Attribute),
    /// Someone may act for the person.
    RepresentationStarted {
        /// The representative's own key.
        representative: Id,
        /// In which capacity.
        capacity: Capacity,
        /// In what; absent members: in everything.
        scope: Scope,
    },
    /// Someone may no longer act for the person in a capacity.
    RepresentationEnded {
        /// The representative's own key.
        representative: Id,
        /// In which capacity.
        capacity: Capacity,
    },
    /// The subject and `merged` are the same person.
    SubjectsMerged {
        /// The other key.
        merged: SubjectId,
    },
    /// A use was recorded.
    UseRecorded(Box<RecordedUse>),
    /// The payload of an event was erased; its shell stays.
    EventErased {
        /// The erased event.
        event: Id,
    },
    /// What stays of an erased event (semantics §4 *Erasure*).
    Erased(Box<Shell>),
}

/// What stays of an erased event besides `id`, `type`, `subject`, `at` and `by`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shell {
    /// The type of the erased event.
    pub event_type: EventType,
    /// The consent it was about.
    pub consent: Option<Id>,
    /// The notice, without the language and digest that were shown.
    pub notice: Option<NoticeRef>,
    /// The scope it had.
    pub scope: Scope,
    /// The kind of the bar or relationship, or which attribute it was: `birth_date`, `home_municipality`, `deceased`, `capable`.
    pub kind: Option<Id>,
    /// The capacity of the representation.
    pub capacity: Option<Capacity>,
    /// From when a bar is in force, where it said so: erasing it removes the words, never the effect.
    pub from: Option<Instant>,
    /// Until when a bar is in force, where it said so.
    pub until: Option<Instant>,
    /// The other key of a merge: undoing a merge could take bars away.
    pub merged: Option<SubjectId>,
}

/// An event: the same members for all types, and what its type carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id, unique in all ledgers that will ever be merged.
    pub id: Id,
    /// Whom it concerns; absent only for `catalogue-published`.
    pub subject: Option<SubjectId>,
    /// When it took effect.
    pub at: Instant,
    /// Who acted.
    pub by: Actor,
    /// Through which operator it came.
    pub operator: Option<Id>,
    /// Why, in words for people; never read by the engine.
    pub reason: Option<String>,
    /// What happened.
    pub body: EventBody,
}
impl EventBody {
    /// The key that a merge says to be the same person's, also of an erased one.
    pub(crate) fn merged(&self) -> Option<&SubjectId> {
        match self {
            Self::SubjectsMerged { merged } => Some(merged),
            Self::Erased(shell) => shell.merged.as_ref(),
            _ => None,
        }
    }
}

impl EventType {
    /// Whether such an event can only add to what is covered: a copy of a ledger that lacks it at its end covers less, never more.
    #[must_use]
    pub const fn only_gives(self) -> bool {
        match self {
            Self::ConsentRequested
            | Self::ConsentGiven
            | Self::ConsentRenewed
            | Self::ConsentResumed
            | Self::BarLifted
            | Self::ObjectionOverruled
            | Self::RelationshipStarted
            | Self::RepresentationStarted
            | Self::UseRecorded => true,
            Self::CataloguePublished
            | Self::ConsentRefused
            | Self::ConsentNarrowed
            | Self::ConsentWithdrawn
            | Self::ConsentSuspended
            | Self::ConsentInvalidated
            | Self::BarSet
            | Self::RelationshipEnded
            | Self::AttributeSet
            | Self::RepresentationEnded
            | Self::SubjectsMerged
            | Self::EventErased => false,
        }
    }

    /// Whether such an event has a payload that can be erased. What was published, and what was erased, stays told.
    pub(crate) const fn is_erasable(self) -> bool {
        !matches!(self, Self::CataloguePublished | Self::EventErased)
    }

    /// Whether such an event, whole or erased, is an account of what was done with data: no decision depends on it.
    pub(crate) const fn is_account(self) -> bool {
        matches!(self, Self::UseRecorded)
    }
}

impl Event {
    /// The type.
    #[must_use]
    pub fn kind(&self) -> EventType {
        match &self.body {
            EventBody::CataloguePublished { .. } => EventType::CataloguePublished,
            EventBody::ConsentRequested { .. } => EventType::ConsentRequested,
            EventBody::ConsentGiven(_) => EventType::ConsentGiven,
            EventBody::ConsentRefused { .. } => EventType::ConsentRefused,
            EventBody::ConsentNarrowed { .. } => EventType::ConsentNarrowed,
            EventBody::ConsentRenewed { .. } => EventType::ConsentRenewed,
            EventBody::ConsentWithdrawn { .. } => EventType::ConsentWithdrawn,
            EventBody::ConsentSuspended { .. } => EventType::ConsentSuspended,
            EventBody::ConsentResumed { .. } => EventType::ConsentResumed,
            EventBody::ConsentInvalidated { .. } => EventType::ConsentInvalidated,
            EventBody::BarSet { .. } => EventType::BarSet,
            EventBody::BarLifted { .. } => EventType::BarLifted,
            EventBody::ObjectionOverruled { .. } => EventType::ObjectionOverruled,
            EventBody::RelationshipStarted { .. } => EventType::RelationshipStarted,
            EventBody::RelationshipEnded { .. } => EventType::RelationshipEnded,
            EventBody::AttributeSet(_) => EventType::AttributeSet,
            EventBody::RepresentationStarted { .. } => EventType::RepresentationStarted,
            EventBody::RepresentationEnded { .. } => EventType::RepresentationEnded,
            EventBody::SubjectsMerged { .. } => EventType::SubjectsMerged,
            EventBody::UseRecorded(_) => EventType::UseRecorded,
            EventBody::EventErased { .. } => EventType::EventErased,
            EventBody::Erased(shell) => shell.event_type,
        }
    }
}

/// An event in the ledger: its position and what the door found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The position: how many events came before.
    pub seq: u64,
    /// When it became known.
    pub recorded_at: Instant,
    /// A negative act whose actor's entitlement was not recorded at that position; it takes effect all the same.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub actor_unverified: bool,
    /// The event.
    pub event: Event,
}

impl Record {
    /// Reads a record from JSON.
    ///
    /// # Errors
    /// As [`Event::from_json`].
    pub fn from_json(json: &[u8]) -> Result<Self> {
        crate::json::read(json)
    }

    /// Writes the record as one line of JSON.
    ///
    /// # Errors
    /// None for a record of an engine.
    pub fn to_json(&self) -> Result<String> {
        crate::json::line(self)
    }
}
