//! What happened: events and their records.

mod checkpoint;
mod event;
mod key;
mod note;
mod proof;
mod tree;
mod wire;

pub use checkpoint::Checkpoint;
pub use event::{
    Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, Record, RecordedUse, Shell,
};
#[cfg(feature = "ed25519")]
pub use key::SigningKey;
pub use key::VerifierKey;
pub use note::{MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, Note, NoteSignature, Signer, Verifier};
pub use proof::LedgerProof;
pub use tree::{ConsistencyProof, Frontier, InclusionProof, Tree, leaf_hash};
