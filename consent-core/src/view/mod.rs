//! Who may do what: views over the same machinery as the decision, so that they can never disagree with it (semantics §6 *Views*).
//!
//! `survey` lists the uses that the bases of a catalogue name and asks the engine about each; the views arrange what it finds:
//! for the resident (`overview`, `preview`, `who_may`), the service (`needs`, `ask`, `stop`), the officer (`subjects`, `register`).

mod ask;
mod bundle;
mod facade;
mod needs;
mod overview;
mod preview;
mod progress;
mod register;
mod standing;
mod stop;
mod subjects;
mod survey;

pub use ask::AskEntry;
pub use bundle::{Bundle, RequesterBundle};
pub use needs::Needs;
pub(crate) use overview::consent_entry;
pub use overview::{
    BarEntry, ConsentEntry, ConsentStatus, EndedObligation, Overview, Pivot, RecordedEntry, WaitingRequest, WhoMay,
};
pub use preview::{Change, Preview};
pub use progress::Progress;
pub use register::{Activity, Register, register};
pub use stop::{Stop, StopList, StopListOptions};
pub use subjects::{Subjects, SubjectsOptions};
pub(crate) use survey::Survey;
pub use survey::UseEntry;
