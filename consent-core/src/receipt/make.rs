//! Making receipts from entries, proofs and a catalogue.

use std::collections::BTreeMap;

use super::account::Account;
use super::consent::{Stated, or_not_stated, unknown_duration};
use super::context::NOT_STATED;
use super::decision::Issued;
use super::event::actor;
use super::model::{ConsentReceipt, DecisionReceipt, Duration, Evidence, Standing};
use super::words::{Contact, Published, in_every_language};
use super::{consent, decision, seal};
use crate::catalogue::Catalogue;
use crate::error::Result;
use crate::id::Id;
use crate::ledger::{Entry, LedgerProof, Record, Signer};
use crate::state::consent_of;
use crate::text::Lang;
use crate::time::{Instant, Period};
use crate::view::ConsentEntry;

/// What the issuer of a receipt states, and neither the ledger nor the catalogue knows. What is left out the receipt calls not stated.
#[derive(Clone, Debug)]
pub struct Particulars {
    /// The receipt's own id; ISO/IEC TS 27560 recommends a random UUID.
    pub id: Id,
    /// When it is made: everything in it is as of this instant.
    pub created: Instant,
    /// The language that the one who gets it uses.
    pub language: Lang,
    /// Who issues it, a party.
    pub publisher: Id,
    /// How parties are reached; a part of a party is reached as what it is part of, unless it has an entry of its own.
    pub contacts: BTreeMap<Id, Contact>,
    /// The page where the consent is withdrawn.
    pub withdraw_at: Option<String>,
    /// The page where the person's rights are exercised.
    pub rights_at: Option<String>,
    /// Where the data is stored: IRIs such as `loc:FI` (DPV's locations).
    pub storage: Vec<String>,
    /// How long the data is stored.
    pub retention: Option<Period>,
}

impl Particulars {
    /// The least that has to be stated.
    #[must_use]
    pub const fn new(id: Id, created: Instant, language: Lang, publisher: Id) -> Self {
        Self {
            id,
            created,
            language,
            publisher,
            contacts: BTreeMap::new(),
            withdraw_at: None,
            rights_at: None,
            storage: Vec::new(),
            retention: None,
        }
    }
}

/// An entry, and the proof of its place in a ledger.
pub(crate) struct Proven {
    pub(crate) entry: Entry,
    pub(crate) proof: LedgerProof,
}

/// The receipt for a consent. `proven`, by position: its events, their erasures, the publication of `catalogue`.
pub(crate) fn make_consent(
    consent: &Id,
    proven: &[Proven],
    standing: Option<ConsentEntry>,
    catalogue: &Catalogue,
    particulars: &Particulars,
    signers: &[&dyn Signer],
) -> Result<ConsentReceipt> {
    let records: Vec<&Record> = proven.iter().map(|proven| proven.entry.record()).collect();
    let account = Account::new(&records, |record| consent_of(&record.event.body) == Some(consent))?;
    let temporal = |period: Period| Duration { kind: "dpv:TemporalDuration".to_owned(), value: Some(period.to_string()) };
    let stated = Stated {
        id: particulars.id.clone(),
        created: particulars.created,
        language: particulars.language,
        publisher: particulars.publisher.clone(),
        withdraw_at: or_not_stated(particulars.withdraw_at.as_ref()),
        rights_at: or_not_stated(particulars.rights_at.as_ref()),
        storage: if particulars.storage.is_empty() { vec![NOT_STATED.to_owned()] } else { particulars.storage.clone() },
        retention: particulars.retention.map_or_else(unknown_duration, temporal),
        standing: told(standing, &catalogue.id),
    };
    let words = Published { catalogue, contacts: &particulars.contacts };
    let mut receipt = consent::write(consent, &account, &words, &stated, evidence(proven)?)?;
    receipt.seal = seal::sign(&receipt, signers)?;
    Ok(receipt)
}

/// The receipt for a recorded use. `proven`, by position: its event, the erasure of it, the publication of `catalogue`.
pub(crate) fn make_decision(
    event: &Id,
    proven: &[Proven],
    catalogue: &Catalogue,
    particulars: &Particulars,
    signers: &[&dyn Signer],
) -> Result<DecisionReceipt> {
    let records: Vec<&Record> = proven.iter().map(|proven| proven.entry.record()).collect();
    let account = Account::new(&records, |record| record.event.id == *event)?;
    let words = Published { catalogue, contacts: &particulars.contacts };
    let issued = Issued {
        id: &particulars.id,
        created: particulars.created,
        language: particulars.language,
        publisher: &particulars.publisher,
    };
    let mut receipt = decision::write(&account, &words, &issued, evidence(proven)?)?;
    receipt.seal = seal::sign(&receipt, signers)?;
    Ok(receipt)
}

fn evidence(proven: &[Proven]) -> Result<Vec<Evidence>> {
    proven.iter().map(|proven| Ok(Evidence { entry: proven.entry.to_json()?, proof: proven.proof.to_string() })).collect()
}

/// How the engine says that a consent stands.
fn told(entry: Option<ConsentEntry>, catalogue: &Id) -> Standing {
    let status = entry.as_ref().map(|entry| entry.status);
    Standing {
        status,
        label: status.map(in_every_language),
        at: entry.as_ref().and_then(|entry| entry.at),
        from: entry.as_ref().and_then(|entry| entry.from),
        until: entry.as_ref().and_then(|entry| entry.until),
        given_by: entry.iter().flat_map(|entry| &entry.given_by).map(|by| actor(catalogue, by)).collect(),
    }
}
