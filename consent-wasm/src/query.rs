//! A question that is prepared once: made, made anew, and why it failed. It is asked in `consent-query`.

use consent_core::decide::{BasisKind, BriefOptions, Outcome, ReasonCode, UseTemplate};
use consent_core::{MAX_ID_BYTES, read_json};
use consent_query::{Holder, OUTCOMES, Query, busy};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, json, thrown};
use crate::engine::Engine;
use crate::kept::Kept;

impl Holder for Kept {
    fn engine(&self) -> &consent_core::Engine {
        Self::engine(self)
    }
}

/// The words behind the numbers of an answer, and how long a key may be that is written into the module.
#[derive(Serialize)]
struct Codes {
    longest_key: usize,
    outcomes: &'static [Outcome],
    bases: &'static [BasisKind],
    reasons: &'static [ReasonCode],
}

/// What the numbers of [`Query::decide`] stand for, as JSON.
#[wasm_bindgen]
pub fn codes() -> Thrown<String> {
    json(Ok(Codes { longest_key: MAX_ID_BYTES, outcomes: OUTCOMES, bases: BasisKind::ALL, reasons: ReasonCode::ALL }))
}

#[wasm_bindgen]
impl Engine {
    /// Prepares a use without subject and instant; `reason` and `horizon`: what each answer has besides outcome and basis.
    pub fn prepare(&self, template: &str, reason: bool, horizon: bool) -> Thrown<Query> {
        let prepared = self.read(|kept| kept.engine().prepare(&read_json::<UseTemplate>(template.as_bytes())?))?;
        let wanted = BriefOptions::default();
        let wanted = if reason { wanted.with_reason() } else { wanted };
        let wanted = if horizon { wanted.with_horizon() } else { wanted };
        Ok(Query::new(self.share(), prepared, wanted))
    }
}

/// Why the last question of a query failed, as JSON.
#[wasm_bindgen]
pub fn failure(query: &Query) -> Thrown<String> {
    json(Ok(query.take_failure().unwrap_or_else(busy)))
}

/// Prepares the use of a query anew, after a publication.
#[wasm_bindgen]
pub fn refresh(query: &mut Query) -> Thrown<()> {
    query.prepare_anew().map_err(thrown)
}
