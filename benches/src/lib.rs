//! What the engine costs, beside the limit of the machine and beside what a user would pick instead, in one run.
//!
//! - [`workload`]: one made-up country, the same for everyone, as events for the engine and as plain numbers for the others.
//! - [`contender`]: those who answer. One more is one more implementation of [`contender::Contender`].
//! - [`barred`]: a person whom the workload does not have.
//! - [`recording`]: a ledger that threads share, and what is recorded in it.
//! - [`table`]: the run and the table it prints.

pub mod barred;
pub mod clock;
pub mod contender;
pub mod memory;
pub mod recording;
pub mod table;
pub mod workload;

/// What goes wrong in a run: it ends with the message.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
