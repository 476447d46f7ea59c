//! What happened: events and their records.

mod event;

pub(crate) use event::check_scope;
pub use event::{Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, Record, RecordedUse};
