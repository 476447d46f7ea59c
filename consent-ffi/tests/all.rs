//! The integration tests call the library as C does: one binary, one file per behaviour.

mod batch;
mod columns;
mod conformance;
mod handles;
mod host;
mod ledgers;
mod memory;
mod pages;
mod source;
mod threads;
