//! A question that is prepared once and asked about many persons and instants, in numbers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use consent_core::decide::{BasisKind, BriefOptions, Outcome, Prepared, ReasonCode, UseTemplate};
use consent_core::{Error, Result, read_json};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, instant, json, thrown};
use crate::engine::{Engine, busy};
use crate::kept::Kept;

/// A use made ready: its names looked up, its requirements raised.
#[wasm_bindgen]
pub struct Query {
    kept: Rc<RefCell<Kept>>,
    prepared: Prepared,
    wanted: BriefOptions,
    holds_until: Cell<f64>,
    failed: Cell<Option<Error>>,
}

impl core::fmt::Debug for Query {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Query").field("prepared", &self.prepared).finish_non_exhaustive()
    }
}

/// The words behind the numbers of an answer.
#[derive(Serialize)]
struct Codes {
    outcomes: &'static [Outcome],
    bases: &'static [BasisKind],
    reasons: &'static [ReasonCode],
}

/// The words that the numbers of [`Query::decide`] stand for, as JSON.
#[wasm_bindgen]
pub fn codes() -> Thrown<String> {
    json(Ok(Codes { outcomes: OUTCOMES, bases: BasisKind::ALL, reasons: ReasonCode::ALL }))
}

/// The first is the one that harms nobody.
const OUTCOMES: &[Outcome] = &[Outcome::NotCovered, Outcome::Covered, Outcome::PartlyCovered];

/// How far the digits of an answer reach: outcome, basis, reason, and from there on the position.
const BASIS: u32 = 4;
const REASON: u32 = 32;
const POSITION: u32 = 4096;

/// The digit of a value: its place, counted from 1; 0 for none.
fn digit<T: PartialEq>(all: &[T], value: Option<T>, first: u32) -> u32 {
    let place = value.and_then(|value| all.iter().position(|known| *known == value));
    place.and_then(|place| u32::try_from(place).ok()).map_or(0, |place| place.saturating_add(first))
}

#[wasm_bindgen]
impl Engine {
    /// Prepares a use without subject and instant; `reason` and `horizon`: what each answer has besides outcome and basis.
    pub fn prepare(&self, template: &str, reason: bool, horizon: bool) -> Thrown<Query> {
        let prepared = self.read(|kept| kept.engine().prepare(&read_json::<UseTemplate>(template.as_bytes())?))?;
        let wanted = BriefOptions::default();
        let wanted = if reason { wanted.with_reason() } else { wanted };
        let wanted = if horizon { wanted.with_horizon() } else { wanted };
        Ok(Query { kept: self.share(), prepared, wanted, holds_until: Cell::default(), failed: Cell::default() })
    }
}

#[wasm_bindgen]
impl Query {
    /// Asks about a person at an instant. The answer is one number: the digits of [`codes`], and the position of the ledger before them. No
    /// number: it failed, and [`Query::failure`] has why.
    pub fn decide(&self, subject: &str, at: f64) -> f64 {
        match self.ask(subject, at) {
            Ok(number) => number,
            Err(error) => {
                self.failed.set(Some(error));
                f64::NAN
            }
        }
    }

    /// Why the last question failed, as JSON.
    pub fn failure(&self) -> Thrown<String> {
        json(Ok(self.failed.take().unwrap_or_else(busy)))
    }

    /// Until when the last answer holds: milliseconds since 1970 UTC, or infinity.
    pub fn holds_until(&self) -> f64 {
        self.holds_until.get()
    }

    /// Prepares the same use anew, after a publication.
    pub fn refresh(&mut self) -> Thrown<()> {
        let template = self.prepared.template();
        let prepared = self.kept.try_borrow().map_err(|_| busy()).and_then(|kept| kept.engine().prepare(template));
        self.prepared = prepared.map_err(thrown)?;
        Ok(())
    }

    fn ask(&self, subject: &str, at: f64) -> Result<f64> {
        let kept = self.kept.try_borrow().map_err(|_| busy())?;
        let brief = kept.engine().brief(&self.prepared, subject.as_bytes(), instant(at)?, self.wanted)?;
        if self.wanted.horizon {
            self.holds_until.set(brief.holds_until.map_or(f64::INFINITY, |until| until.millis() as f64));
        }
        let code = digit(OUTCOMES, Some(brief.outcome), 0)
            .saturating_add(digit(BasisKind::ALL, brief.basis, 1).saturating_mul(BASIS))
            .saturating_add(digit(ReasonCode::ALL, brief.reason, 1).saturating_mul(REASON));
        Ok(f64::from(code) + brief.size as f64 * f64::from(POSITION))
    }
}
