//! What happened: events and their records.

mod event;
mod tree;
mod wire;

pub use event::{
    Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, Record, RecordedUse, Shell,
};
pub use tree::{ConsistencyProof, Frontier, InclusionProof, Tree, leaf_hash};
