//! What the door lets in, what it refuses, and what an act does once it is in.

mod actors;
mod bars;
mod erasure;
mod facts;
mod ledger;
mod negative;
mod quorum;
mod refusals;
mod renewals;
mod typed;
pub(crate) mod world;
