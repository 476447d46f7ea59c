//! Decisions at the edges: ties, ends of intervals, what grows and what does not.

mod answers;
mod bars;
mod conditions;
mod growth;
mod horizon;
mod prepared;
mod requester;
mod requirements;
mod ties;
