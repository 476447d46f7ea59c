//! The integration tests: one binary, one file per behaviour.

mod kept;
mod lines;
mod world;
