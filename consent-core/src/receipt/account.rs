//! What the evidence of a receipt says: the events it is about, what erased them, and the catalogue in force.

use std::collections::BTreeMap;

use super::model::CatalogueNode;
use crate::error::{Error, Result};
use crate::id::{Digest, Id, SubjectId};
use crate::ledger::{EventBody, Record};

/// The records of the evidence, sorted out.
#[derive(Debug)]
pub(super) struct Account<'a> {
    /// The events that the receipt is about, by position.
    pub(super) about: Vec<&'a Record>,
    /// The records of erasures, by what they erased.
    pub(super) erasures: BTreeMap<&'a Id, &'a Record>,
    version: u32,
    digest: Digest,
}

impl<'a> Account<'a> {
    /// Sorts out the records of the evidence, which stand by position; `concerns` tells what the receipt is about.
    ///
    /// # Errors
    /// `receipt-altered`, with the place in the receipt, unless there is one publication, at least one event that the receipt is
    /// about, exactly one erasure for each event that is erased, and nothing else.
    pub(super) fn new(records: &[&'a Record], concerns: impl Fn(&Record) -> bool) -> Result<Self> {
        let mut about = Vec::new();
        let mut erasures: BTreeMap<&Id, &Record> = BTreeMap::new();
        let mut publication = None;
        let mut next = 0;
        for (at, record) in records.iter().enumerate() {
            let refused = |found: &str| altered(found).at_pointer(format!("/consent:evidence/{at}"));
            if record.seq < next {
                return Err(refused("an entry that is out of order"));
            }
            next = record.seq.saturating_add(1);
            match &record.event.body {
                EventBody::CataloguePublished { version, sha256 } if publication.is_none() => {
                    publication = Some((*version, *sha256))
                }
                EventBody::EventErased { event } if !erasures.contains_key(event) => {
                    erasures.insert(event, record);
                }
                _ if concerns(record) => about.push(*record),
                _ => return Err(refused("an entry that has nothing to do with it")),
            }
        }
        let erased = about.iter().filter(|record| matches!(record.event.body, EventBody::Erased(_)));
        let recorded = |record: &&&Record| erasures.contains_key(&record.event.id);
        let (count, all) = (erased.clone().count(), erased.clone().all(|record| recorded(&record)));
        match publication {
            Some((version, digest)) if !about.is_empty() && all && count == erasures.len() => {
                Ok(Self { about, erasures, version, digest })
            }
            _ => Err(altered("evidence of which a part is missing").at_pointer("/consent:evidence")),
        }
    }

    /// The catalogue whose words the receipt has, as the ledger published it.
    pub(super) fn catalogue(&self, id: &Id) -> CatalogueNode {
        CatalogueNode { id: id.clone(), version: self.version, sha256: self.digest }
    }

    /// The key under which the first event was recorded.
    pub(super) fn subject(&self) -> Result<&'a SubjectId> {
        let first = self.about.first().and_then(|record| record.event.subject.as_ref());
        first.ok_or_else(|| altered("an event about nobody").at_pointer("/consent:evidence"))
    }
}

/// A receipt that is not the one that was issued.
pub(super) fn altered(found: impl core::fmt::Display) -> Error {
    Error::new("receipt-altered", format_args!("expected a receipt as it was issued, found {found}; ask the issuer for it again"))
}
