//! What the issuer of receipts states once for all of them.

use std::collections::BTreeMap;

use consent_core::receipt::{Contact, Particulars};
use consent_core::{Id, Instant, Lang, Period, read_json};
use serde::Deserialize;

use crate::failure::{InFile as _, Problem};
use crate::input::Input;

/// The document that `--issuer` names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issuer {
    publisher: Id,
    #[serde(default)]
    contacts: BTreeMap<Id, Reached>,
    withdraw_at: Option<String>,
    rights_at: Option<String>,
    #[serde(default)]
    storage: Vec<String>,
    retention: Option<Period>,
}

/// How a party is reached.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reached {
    address: Option<String>,
    email: Option<String>,
    telephone: Option<String>,
    url: Option<String>,
}

impl Issuer {
    pub(super) fn read(input: &Input) -> Result<Self, Problem> {
        read_json(&input.document()?).in_file(input)
    }

    pub(super) fn particulars(self, id: Id, created: Instant, language: Lang) -> Particulars {
        let contact = |Reached { address, email, telephone, url }| Contact { address, email, telephone, url };
        Particulars {
            contacts: self.contacts.into_iter().map(|(id, reached)| (id, contact(reached))).collect(),
            withdraw_at: self.withdraw_at,
            rights_at: self.rights_at,
            storage: self.storage,
            retention: self.retention,
            ..Particulars::new(id, created, language, self.publisher)
        }
    }
}
