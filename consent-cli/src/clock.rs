//! The host's clock. The engine has none: this is the one place where the time of day comes in.

use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::Instant;

use crate::failure::Problem;

/// The present instant.
pub(crate) fn now() -> Result<Instant, Problem> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Instant::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))?)
}

/// What was asked for, or now.
pub(crate) fn or_now(instant: Option<Instant>) -> Result<Instant, Problem> {
    instant.map_or_else(now, Ok)
}
