//! The receipt for a consent: what its events and the catalogue say, in the words of DPV.
//!
//! One function writes it. Making hands it the catalogue's words; checking hands it the receipt's own, and whatever then comes out
//! differently was altered.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::context::{Context, NOT_STATED, RECEIPT_PROFILE, RECORD_PROFILE, VOCABULARY, iri};
use super::event::{Sentence, actor, legal_basis, standing_event};
use super::model::*;
use super::scope::Granted;
use super::words::{Offer, Words, in_every_language};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::ledger::{Event, EventBody, EventType, NoticeRef};
use crate::order::{self, InOrder as _};
use crate::text::Lang;
use crate::time::Instant;

/// Data without which a service does not work.
pub(super) const REQUIRED: &str = "dpv:Required";

/// What the issuer states, and neither the ledger nor the catalogue knows.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) id: Id,
    pub(super) created: Instant,
    pub(super) language: Lang,
    pub(super) publisher: Id,
    pub(super) withdraw_at: String,
    pub(super) rights_at: String,
    pub(super) storage: Vec<String>,
    pub(super) retention: Duration,
    pub(super) standing: Standing,
}

impl Stated {
    /// What a receipt that is checked states.
    pub(super) fn of(receipt: &ConsentReceipt) -> Self {
        let conditions = &receipt.record.process.storage;
        Self {
            id: receipt.id.clone(),
            created: receipt.created,
            language: receipt.language,
            publisher: receipt.publisher.id.clone(),
            withdraw_at: receipt.record.control.at.clone(),
            rights_at: receipt.record.rights.first().map(|right| right.at.clone()).unwrap_or_default(),
            storage: conditions.iter().flat_map(|condition| condition.locations.clone()).collect(),
            retention: conditions.iter().find_map(|condition| condition.duration.clone()).unwrap_or_else(unknown_duration),
            standing: receipt.record.standing.clone(),
        }
    }
}

/// The duration of what nobody has limited or measured.
pub(super) fn unknown_duration() -> Duration {
    Duration { kind: "dpv:IndeterminateDuration".to_owned(), value: None }
}

/// Writes the receipt, without its seal.
///
/// # Errors
/// `consent-notice-unknown` when no event says on which notice the consent is; `unknown-notice` when the words don't have it.
pub(super) fn write(
    consent: &Id,
    account: &Account<'_>,
    words: &dyn Words,
    stated: &Stated,
    evidence: Vec<Evidence>,
) -> Result<ConsentReceipt> {
    let catalogue = account.catalogue(words.catalogue());
    let named = |kind: &str, id: &str| iri(&catalogue.id, kind, id);
    let notice = notice_of(account)?;
    let offer = offer(words, notice)?;
    let granted = Granted::new(account, &offer, stated, &catalogue.id);
    let bases = legal_basis(&offer.meets, granted.form);

    let notices = notices(account, words, &catalogue.id)?;
    let mut languages: Vec<Lang> = notices.iter().filter_map(|notice| notice.language).collect();
    if languages.is_empty() {
        languages.push(stated.language);
    }
    order::sort(&mut languages);
    languages.dedup();

    let sentence = Sentence { account, words, catalogue: &catalogue.id, offer: &offer };
    let mut events: Vec<ConsentEvent> = account.about.iter().map(|record| sentence.event(record)).collect();
    events.push(standing_event(&catalogue.id, stated, &bases));

    let entities = entities(account, words, &granted, &stated.publisher);
    let iris = |ids: &[Id]| ids.iter().map(|id| named("party", id.as_str())).collect::<Vec<_>>();
    let controllers: Vec<&Entity> = entities.iter().filter(|entity| granted.controllers.contains(&entity.id)).collect();
    let mut jurisdiction: Vec<String> = controllers.iter().map(|entity| entity.jurisdiction.clone()).collect();
    order::sort(&mut jurisdiction);
    jurisdiction.dedup();
    let subject = account.subject()?;

    let record = ConsentRecord {
        iri: named("consent", consent.as_str()),
        kind: "dpv:ConsentRecord".to_owned(),
        id: consent.clone(),
        identifier: consent.clone(),
        conforms_to: RECORD_PROFILE.to_owned(),
        subject: Person { iri: named("person", subject.as_str()), kind: "dpv:DataSubject".to_owned(), id: subject.clone() },
        notices,
        languages,
        controllers: iris(&granted.controllers),
        legal_basis: bases.clone(),
        jurisdiction,
        applicable_law: "legal-eu:law-GDPR".to_owned(),
        process: Process {
            kind: "dpv:Process".to_owned(),
            data: data(words, &granted, &offer),
            purposes: granted.purposes.iter().map(|id| words.purpose(id)).collect(),
            operations: granted.operations(&catalogue.id)?,
            recipients: iris(&granted.recipients),
            storage: storage(stated),
            cases: granted.cases.clone(),
        },
        control: ConsentControl { kind: "dpv:WithdrawConsent".to_owned(), at: stated.withdraw_at.clone() },
        rights: rights(&bases, &stated.rights_at),
        entities,
        events,
        standing: Standing { label: stated.standing.status.map(in_every_language), ..stated.standing.clone() },
    };
    Ok(ConsentReceipt {
        context: Context::fixed()?,
        iri: named("receipt", stated.id.as_str()),
        kind: CONSENT_RECEIPT.to_owned(),
        id: stated.id.clone(),
        identifier: stated.id.clone(),
        conforms_to: RECEIPT_PROFILE.to_owned(),
        vocabulary: VOCABULARY.to_owned(),
        created: stated.created,
        language: stated.language,
        publisher: Reference { iri: named("party", stated.publisher.as_str()), id: stated.publisher.clone() },
        record,
        catalogue,
        evidence,
        seal: String::new(),
    })
}

/// The notice that an event names.
fn named_notice(event: &Event) -> Option<&NoticeRef> {
    match &event.body {
        EventBody::ConsentGiven(grant) => Some(&grant.notice),
        EventBody::ConsentRequested { notice, .. } => Some(notice),
        EventBody::ConsentRefused { notice, .. } | EventBody::ConsentRenewed { notice, .. } => notice.as_ref(),
        EventBody::Erased(shell) => shell.notice.as_ref(),
        _ => None,
    }
}

/// The notice of a consent: that of the earliest act, else of the earliest request, else of a refusal.
fn notice_of<'a>(account: &Account<'a>) -> Result<&'a NoticeRef> {
    let first = |kind: EventType| {
        let events = account.about.iter().map(|record| &record.event).filter(|event| event.kind() == kind);
        events.filter_map(|event| named_notice(event).map(|notice| (event.at, &event.id, notice))).min_by_key(|e| (e.0, e.1))
    };
    [EventType::ConsentGiven, EventType::ConsentRequested, EventType::ConsentRefused]
        .into_iter()
        .find_map(first)
        .map(|(_, _, notice)| notice)
        .ok_or_else(|| {
            Error::new(
                "consent-notice-unknown",
                "expected a consent that was asked, given or refused on a notice that the ledger names, found none",
            )
        })
}

fn offer(words: &dyn Words, notice: &NoticeRef) -> Result<Offer> {
    words.offer(&notice.id, notice.version).ok_or_else(|| {
        Error::new(
            "unknown-notice",
            format_args!("expected a notice of the catalogue, found `{}` version {}", notice.id, notice.version),
        )
    })
}

/// Each text as it was shown; one that was only referred to where it never was.
fn notices(account: &Account<'_>, words: &dyn Words, catalogue: &Id) -> Result<Vec<NoticeNode>> {
    let named: BTreeSet<&NoticeRef> = account.about.iter().filter_map(|record| named_notice(&record.event)).into_set();
    let shown = |notice: &NoticeRef| notice.language.is_some() || notice.sha256.is_some();
    let other = |notice: &NoticeRef| named.iter().any(|n| n.id == notice.id && n.version == notice.version && shown(n));
    let kept = named.iter().filter(|notice| shown(notice) || !other(notice));
    kept.map(|notice| {
        let Offer { label, form, validity, meets, .. } = offer(words, notice)?;
        Ok(NoticeNode {
            iri: iri(catalogue, "notice", &format!("{}/{}", notice.id, notice.version)),
            kind: "dpv:ConsentNotice".to_owned(),
            id: notice.id.clone(),
            version: notice.version,
            label,
            language: notice.language,
            sha256: notice.sha256,
            form,
            validity,
            meets,
        })
    })
    .collect()
}

fn data(words: &dyn Words, granted: &Granted, offer: &Offer) -> Vec<Concept> {
    let necessity = |id: &Id| if offer.required.contains(id) { REQUIRED } else { "dpv:Optional" };
    granted.categories.iter().map(|id| Concept { necessity: Some(necessity(id).to_owned()), ..words.category(id) }).collect()
}

fn storage(stated: &Stated) -> Vec<StorageCondition> {
    let place = StorageCondition { kind: "dpv:StorageLocation".to_owned(), locations: stated.storage.clone(), duration: None };
    let time = StorageCondition {
        kind: "dpv:StorageDuration".to_owned(),
        locations: Vec::new(),
        duration: Some(stated.retention.clone()),
    };
    vec![place, time]
}

/// The rights that go with consent under the GDPR; a permission that is none has no right of article 7, 17 or 20 of its own.
fn rights(bases: &[String], at: &str) -> Vec<Right> {
    let consent = bases.iter().any(|basis| basis.starts_with("eu-gdpr:"));
    let articles: &[&str] = if consent {
        &["A7-3", "A13", "A14", "A15", "A16", "A17", "A18", "A20", "A77"]
    } else {
        &["A13", "A14", "A15", "A16", "A18", "A77"]
    };
    let right =
        |article: &&str| Right { kind: vec!["dpv:DataSubjectRight".to_owned(), format!("eu-gdpr:{article}")], at: at.to_owned() };
    articles.iter().map(right).collect()
}

/// Every party that the record names.
fn entities(account: &Account<'_>, words: &dyn Words, granted: &Granted, publisher: &Id) -> Vec<Entity> {
    let mut roles: BTreeMap<&Id, Vec<&str>> = BTreeMap::new();
    for (ids, role) in [(&granted.controllers, "dpv:DataController"), (&granted.recipients, "dpv:Recipient")] {
        for id in ids {
            roles.entry(id).or_default().push(role);
        }
    }
    roles.entry(publisher).or_default();
    for event in account.about.iter().chain(account.erasures.values()).map(|record| &record.event) {
        let acts = event.by.id.as_ref().filter(|_| !event.by.role.represents());
        for id in acts.into_iter().chain(&event.operator) {
            roles.entry(id).or_default();
        }
    }
    let entity = |(id, roles): (&Id, Vec<&str>)| Entity {
        roles: ["dpv:Entity"].into_iter().chain(roles).map(str::to_owned).collect(),
        ..words.party(id)
    };
    roles.into_iter().map(entity).collect()
}

/// Where the issuer says that something is done, or that nobody has said so.
pub(super) fn or_not_stated(place: Option<&String>) -> String {
    place.cloned().unwrap_or_else(|| NOT_STATED.to_owned())
}

/// The erasure of an event, told in a receipt.
pub(super) fn erasure(account: &Account<'_>, event: &Event, catalogue: &Id) -> Option<ErasedNode> {
    let record = account.erasures.get(&event.id)?;
    Some(ErasedNode {
        kind: event.kind(),
        id: record.event.id.clone(),
        position: record.seq,
        at: record.event.at,
        by: actor(catalogue, &record.event.by),
        reason: record.event.reason.clone(),
    })
}

/// The type of a receipt for a consent.
pub(super) const CONSENT_RECEIPT: &str = "dpv:ConsentReceipt";
