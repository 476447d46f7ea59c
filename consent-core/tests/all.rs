//! The integration tests: one binary, one file per behaviour.

mod explain;
mod lints;
mod naive;
