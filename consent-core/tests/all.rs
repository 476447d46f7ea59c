//! The integration tests: one binary, one file per behaviour.

mod conformance;
mod explain;
mod lints;
mod naive;
