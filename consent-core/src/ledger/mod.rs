//! What happened: events and their records.

mod event;
mod wire;

pub use event::{
    Actor, ActorRole, Attribute, Capacity, Event, EventBody, EventType, Grant, NoticeRef, Record, RecordedUse, Shell,
};
