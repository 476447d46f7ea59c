//! What happened to a person, as events of the ledger.

use consent_core::catalogue::{Assurance, Form, Scope};
use consent_core::ledger::{Actor, ActorRole, Attribute, Event, EventBody, Grant, NoticeRef, Record};
use consent_core::{Date, Digest, Id, Instant, Lang, Result, SubjectId};

use super::catalogue::{PUBLISHED, notice_id};
use super::{FIRST_CONSENT, NEVER, Person, World};

/// What all events of a world share.
#[derive(Debug)]
pub struct Events {
    notices: Vec<NoticeRef>,
    channel: Id,
    register: Actor,
    born: Date,
}

impl Events {
    /// The events of persons in the world whose catalogue this is.
    ///
    /// # Errors
    /// None for the catalogue of [`super::catalogue::build`].
    pub fn new(world: &World, catalogue: &consent_core::catalogue::Catalogue) -> Result<Self> {
        let digest = |at: usize| catalogue.notices.get(at).and_then(|notice| notice.sha256.fi);
        let notices = world.notices.iter().enumerate().map(|(at, _)| {
            Ok(NoticeRef { id: Id::new(&notice_id(at))?, version: 1, language: Some(Lang::Fi), sha256: digest(at) })
        });
        Ok(Self {
            notices: notices.collect::<Result<_>>()?,
            channel: Id::new("online-service")?,
            register: Actor { role: ActorRole::Authority, id: Some(Id::new("register")?) },
            born: "1980-05-17".parse()?,
        })
    }

    /// A person's key as the engine knows it: 16 hexadecimal digits.
    ///
    /// # Errors
    /// None: no such text is an identity code.
    pub fn subject(key: u64) -> Result<SubjectId> {
        SubjectId::new(&format!("{key:016x}"))
    }

    /// The publication of the catalogue, which is a ledger's first event.
    ///
    /// # Errors
    /// None.
    pub fn publication(version: u32, sha256: Digest) -> Result<Event> {
        Ok(Event {
            id: Id::new("publication-1")?,
            subject: None,
            at: PUBLISHED.parse()?,
            by: Actor { role: ActorRole::Operator, id: Some(Id::new("operator")?) },
            operator: None,
            reason: None,
            body: EventBody::CataloguePublished { version, sha256 },
        })
    }

    /// All that happened to a person, in the order of time.
    ///
    /// # Errors
    /// None for the persons of [`World::person`].
    pub fn of(&self, person: &Person) -> Result<Vec<Event>> {
        let subject = Self::subject(person.key)?;
        let mut events = vec![Event {
            by: self.register.clone(),
            ..event(
                &subject,
                format!("{subject}-born"),
                FIRST_CONSENT - 1,
                EventBody::AttributeSet(Attribute::BirthDate(self.born)),
            )?
        }];
        for (number, consent) in person.consents.iter().enumerate() {
            let id = Id::new(&format!("{subject}-c{number}"))?;
            let notice = &self.notices[usize::from(consent.notice)];
            let grant = Grant {
                consent: id.clone(),
                notice: notice.clone(),
                scope: Scope::default(),
                form: Form::Explicit,
                channel: self.channel.clone(),
                assurance: Assurance::High,
                case: None,
                valid_from: None,
                valid_until: if consent.until == NEVER { None } else { Some(Instant::from_millis(consent.until)?) },
                evidence: None,
            };
            let given = EventBody::ConsentGiven(Box::new(grant));
            events.push(event(&subject, format!("{subject}-g{number}"), consent.from, given)?);
            if consent.withdrawn != NEVER {
                let withdrawn = EventBody::ConsentWithdrawn { consent: id };
                events.push(event(&subject, format!("{subject}-w{number}"), consent.withdrawn, withdrawn)?);
            }
        }
        events.sort_by_key(|event| event.at);
        Ok(events)
    }

    /// As [`Self::of`], as records from the position `seq` on, each known when it happened.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn records(&self, person: &Person, seq: u64) -> Result<Vec<Record>> {
        let records = (seq..).zip(self.of(person)?);
        Ok(records.map(|(seq, event)| Record { seq, recorded_at: event.at, actor_unverified: false, event }).collect())
    }
}

fn event(subject: &SubjectId, id: String, at: i64, body: EventBody) -> Result<Event> {
    Ok(Event {
        id: Id::new(&id)?,
        subject: Some(subject.clone()),
        at: Instant::from_millis(at)?,
        by: Actor::person(),
        operator: None,
        reason: None,
        body,
    })
}
