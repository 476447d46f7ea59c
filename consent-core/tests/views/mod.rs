//! The views agree with the decision, use by use.

mod laws;
mod named;
mod needs;
mod stories;
