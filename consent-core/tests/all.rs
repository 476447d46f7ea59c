//! The integration tests: one binary, one file per behaviour.

mod conformance;
mod door;
mod edges;
mod explain;
mod index;
mod input;
mod ledger;
mod lints;
mod naive;
mod proof;
mod proofs;
mod properties;
mod receipts;
mod remedies;
mod views;
mod worlds;
