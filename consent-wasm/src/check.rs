//! The check of a catalogue, before anybody publishes it.

use consent_core::catalogue::{Catalogue, Finding, Severity, check as findings_of, check_succession};
use consent_core::{Error, Result};
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, json};
use crate::report::CheckReport;

/// Checks a catalogue, and against the version before it where that is given.
#[wasm_bindgen]
pub fn check(catalogue: &str, previous: Option<String>) -> Thrown<String> {
    json(report(catalogue, previous.as_deref()))
}

fn report(catalogue: &str, previous: Option<&str>) -> Result<CheckReport, Error> {
    let catalogue = Catalogue::from_json(catalogue.as_bytes())?;
    let mut findings = findings_of(&catalogue);
    if let Some(previous) = previous {
        findings.extend(check_succession(&Catalogue::from_json(previous.as_bytes())?, &catalogue));
    }
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    Ok(CheckReport {
        ok: !findings.iter().any(is_error),
        sha256: catalogue.digest()?,
        id: catalogue.id,
        version: catalogue.version,
        findings,
    })
}
