//! The integration tests: one binary, one file per behaviour.

mod conformance;
mod lints;
mod naive;
