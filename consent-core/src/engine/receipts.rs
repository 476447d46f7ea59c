//! Receipts from a ledger that is kept: which entries they need, and whether the checkpoint has them.

use std::sync::Arc;

use super::{Engine, Ledger};
use crate::catalogue::world::World;
use crate::error::{Error, Result};
use crate::id::{Id, SubjectId};
use crate::ledger::{Checkpoint, Entry, EventBody, EventType, Note, Record, Signer, Storage};
use crate::order;
use crate::receipt::{ConsentReceipt, DecisionReceipt, Particulars, Proven, make_consent, make_decision};
use crate::state::consent_of;
use crate::view::consent_entry;

impl<S: Storage> Ledger<S> {
    /// The receipt for a consent of a person, as it stands at the `created` of the particulars by what the ledger of the checkpoint
    /// knows. Every event of the consent is in it; of an erased one its place and its erasure.
    ///
    /// # Errors
    /// `checkpoint-other-key` when none of the signers signed the checkpoint; `unknown-consent` when the ledger has no event of it about this person; `event-beyond-checkpoint`, with the position, when the
    /// checkpoint is older than what is known of it; `consent-notice-unknown`, `unknown-notice`; as [`Ledger::prove`] and
    /// [`Note::sign`]; the storage's own.
    pub fn consent_receipt(
        &self,
        subject: &SubjectId,
        consent: &Id,
        particulars: &Particulars,
        checkpoint: &Note,
        signers: &[&dyn Signer],
    ) -> Result<ConsentReceipt> {
        expect_signed_by(checkpoint, signers)?;
        let engine = self.engine();
        let size = checkpoint.text().parse::<Checkpoint>()?.size();
        let known_of = |position| {
            let records = engine.known_of(subject, position).into_iter();
            let mut records: Vec<&Record> = records.filter(|record| consent_of(&record.event.body) == Some(consent)).collect();
            order::sort_by_key(&mut records, |record| record.seq);
            records
        };
        let about = known_of(None);
        if about.is_empty() {
            return Err(Error::new(
                "unknown-consent",
                format_args!("expected a consent of this person, found no event of `{consent}`"),
            ));
        }
        // Two keys may have been found to be one person after the checkpoint.
        let within: Vec<&Record> = known_of(Some(size.min(engine.size())));
        if let Some(beyond) = about.iter().find(|record| !within.contains(record)) {
            return Err(beyond_checkpoint(beyond.seq, size));
        }
        let world = engine.world(Some(size))?;
        let standing = engine.with_state(subject, Some(size), world, |state| {
            state.consent(consent).and_then(|consent| consent_entry(world, state, consent, particulars.created))
        });
        let proven = self.proven(about.iter().map(|record| record.seq), world, checkpoint, size)?;
        make_consent(consent, &proven, standing, &world.today.source, particulars, signers)
    }

    /// The receipt for a recorded use (703/2023 10 §), in the words of the catalogue that was in force when it was recorded.
    ///
    /// # Errors
    /// `checkpoint-other-key`; `unknown-event`; `use-not-recorded` for an event of another type; `event-beyond-checkpoint`; as [`Ledger::prove`] and
    /// [`Note::sign`]; the storage's own.
    pub fn decision_receipt(
        &self,
        event: &Id,
        particulars: &Particulars,
        checkpoint: &Note,
        signers: &[&dyn Signer],
    ) -> Result<DecisionReceipt> {
        expect_signed_by(checkpoint, signers)?;
        let size = checkpoint.text().parse::<Checkpoint>()?.size();
        let entry = self.entry(event)?;
        let Record { seq, event: found, .. } = entry.record();
        if found.kind() != EventType::UseRecorded {
            return Err(Error::new(
                "use-not-recorded",
                format_args!("expected the id of a `use-recorded`, found that of a `{}`", found.kind()),
            ));
        }
        let world = self.engine().world(Some(*seq))?;
        let proven = self.proven([*seq], world, checkpoint, size)?;
        make_decision(event, &proven, &world.today.source, particulars, signers)
    }

    /// The entries at these positions, the erasures of those that are erased, and the publication of today's catalogue in `world`, by
    /// position, each with its proof.
    fn proven(
        &self,
        about: impl IntoIterator<Item = u64>,
        world: &Arc<World>,
        checkpoint: &Note,
        size: u64,
    ) -> Result<Vec<Proven>> {
        let mut seqs: Vec<u64> = self.engine().publication_of(world).into_iter().collect();
        for seq in about {
            seqs.push(seq);
            // As the storage has it: another process may have erased it since this one read along.
            let entry = Entry::from_stored(self.storage().entry(seq)?)?;
            if entry.is_erased() {
                let erasure = self.engine().erasure_of(entry.id()).ok_or_else(|| beyond_checkpoint(seq, size))?;
                seqs.push(erasure.seq);
            }
        }
        order::sort(&mut seqs);
        seqs.into_iter()
            .map(|seq| {
                if seq >= size {
                    return Err(beyond_checkpoint(seq, size));
                }
                let entry = Entry::from_stored(self.storage().entry(seq)?)?;
                Ok(Proven { entry, proof: self.prove(seq, checkpoint)? })
            })
            .collect()
    }
}

impl Engine {
    fn record_at(&self, seq: u64) -> Option<&Record> {
        usize::try_from(seq).ok().and_then(|at| self.records.get(at))
    }

    /// The position of the first publication of today's version in `world`.
    fn publication_of(&self, world: &Arc<World>) -> Option<u64> {
        let version = world.today.source.version;
        let of_it = |seq: &u64| {
            let body = self.record_at(*seq).map(|record| &record.event.body);
            matches!(body, Some(EventBody::CataloguePublished { version: published, .. }) if *published == version)
        };
        self.worlds.iter().map(|(seq, _)| *seq).find(of_it)
    }
}

/// A receipt is sealed by the key of its checkpoint, or nobody could check it with one key.
fn expect_signed_by(checkpoint: &Note, signers: &[&dyn Signer]) -> Result<()> {
    let is_its = |signer: &&dyn Signer| {
        checkpoint.signatures().iter().any(|known| known.name() == signer.name() && known.key_id() == signer.key_id())
    };
    if signers.iter().any(is_its) {
        return Ok(());
    }
    let names = checkpoint.signatures().iter().map(|known| known.name()).collect::<Vec<_>>().join(", ");
    Err(Error::new(
        "checkpoint-other-key",
        format_args!(
            "expected the key that signed the checkpoint ({names}), found another; make a checkpoint with this key first"
        ),
    ))
}

fn beyond_checkpoint(seq: u64, size: u64) -> Error {
    Error::new(
        "event-beyond-checkpoint",
        format_args!("expected a checkpoint that has all that is to be proven, found one of {size} entries; make a new one"),
    )
    .at_position(seq)
}
