//! What happened: events and their records; how they are kept, so that nothing is changed unseen and nothing stays that must go.
//!
//! [`Event`]s become [`Record`]s when the door lets them in. A kept ledger ([`crate::Ledger`]) makes an [`Entry`] of each: a commitment
//! in a Merkle [`Tree`] whose root a [`Checkpoint`] signs. A [`Storage`] keeps entries, [`merge`] joins those of several operators.

mod audit;
mod checkpoint;
mod entry;
mod erasure;
mod event;
mod export;
mod key;
mod merge;
mod note;
mod proof;
mod storage;
mod tree;
mod wire;

pub use audit::{holds, verify};
pub(crate) use audit::{kept_checkpoint, unrecorded, verify_each, walk};
pub use checkpoint::Checkpoint;
pub use entry::{Entry, Payload, Salt, StoredEntry};
pub(crate) use erasure::Erasable;
pub use erasure::ErasureRequest;
pub use event::{
    Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, Record, RecordedUse, Shell,
};
pub use export::{ExportReader, ExportWriter, Exported};
#[cfg(feature = "ed25519")]
pub use key::SigningKey;
pub use key::VerifierKey;
pub use merge::merge;
pub use note::{MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, Note, NoteSignature, Signer, Verifier};
pub use proof::LedgerProof;
pub use storage::{Change, Head, Memory, Storage, no_position};
pub use tree::{ConsistencyProof, Frontier, InclusionProof, Tree, leaf_hash};
