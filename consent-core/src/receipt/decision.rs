//! The receipt for a recorded use: its record has the fields of the disclosure log (703/2023 10 §) and nothing else about the person;
//! its evidence is the `use-recorded` event as it was accepted, with the `reason` if one was written.

use super::account::{Account, altered};
use super::consent::erasure;
use super::context::{Context, VOCABULARY, iri};
use super::model::*;
use super::words::Words;
use crate::error::Result;
use crate::id::Id;
use crate::ledger::EventBody;
use crate::text::Lang;
use crate::time::Instant;

/// The type of a receipt for a recorded use.
pub(super) const DECISION_RECEIPT: &str = "consent:DecisionReceipt";

/// What the issuer states.
pub(super) struct Issued<'a> {
    pub(super) id: &'a Id,
    pub(super) created: Instant,
    pub(super) language: Lang,
    pub(super) publisher: &'a Id,
}

/// Writes the receipt, without its seal.
pub(super) fn write(
    account: &Account<'_>,
    words: &dyn Words,
    issued: &Issued<'_>,
    evidence: Vec<Evidence>,
) -> Result<DecisionReceipt> {
    let catalogue = account.catalogue(words.catalogue());
    let named = |kind: &str, id: &Id| iri(&catalogue.id, kind, id.as_str());
    let [record] = account.about.as_slice() else {
        return Err(altered("evidence of several uses").at_pointer("/consent:evidence"));
    };
    let subject = account.subject()?;
    let event = &record.event;
    let mut said = DisclosureRecord {
        iri: named("event", &event.id),
        kind: "dpv:Process".to_owned(),
        id: event.id.clone(),
        data: Vec::new(),
        subject: Person {
            iri: iri(&catalogue.id, "person", subject.as_str()),
            kind: "dpv:DataSubject".to_owned(),
            id: subject.clone(),
        },
        discloser: None,
        recipient: None,
        at: event.at,
        purpose: None,
        basis: None,
        erased: erasure(account, event, &catalogue.id),
    };
    if let EventBody::UseRecorded(recorded) = &event.body {
        let party = |id: &Id| {
            let Entity { iri, id, name, .. } = words.party(id);
            Some(Party { iri, id, name })
        };
        said.data = recorded.data_categories.iter().map(|id| words.category(id)).collect();
        said.discloser = party(&recorded.controller);
        said.recipient = party(&recorded.recipient);
        said.purpose = Some(words.purpose(&recorded.purpose));
        said.basis = Some(words.basis(&recorded.basis));
    }
    Ok(DecisionReceipt {
        context: Context::fixed()?,
        iri: named("receipt", issued.id),
        kind: DECISION_RECEIPT.to_owned(),
        id: issued.id.clone(),
        identifier: issued.id.clone(),
        vocabulary: VOCABULARY.to_owned(),
        created: issued.created,
        language: issued.language,
        publisher: Reference { iri: named("party", issued.publisher), id: issued.publisher.clone() },
        record: said,
        catalogue,
        evidence,
        seal: String::new(),
    })
}
