//! The integration tests: one binary, one file per behaviour.

mod batches;
mod child;
mod copies;
mod erasure;
mod full;
mod kept;
mod kills;
mod lines;
mod places;
mod readers;
mod tamper;
mod world;
