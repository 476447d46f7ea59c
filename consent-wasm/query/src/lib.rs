//! The prepared question, asked about persons and instants in numbers.
//!
//! How a function is optimised is said of whole crates. The WebAssembly module is compiled for size, as a page loads it before it can
//! ask; what a page asks a thousand times is compiled for speed, and therefore here. What it calls in `consent-core` is `#[inline]`, so
//! that it is compiled with this crate.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use consent_core::decide::{BasisKind, BriefOptions, Outcome, Prepared, ReasonCode};
use consent_core::{Engine, Error, Instant, MAX_ID_BYTES, Result};
use wasm_bindgen::prelude::*;

/// Whatever holds the engine that a query asks.
pub trait Holder {
    /// The engine.
    fn engine(&self) -> &Engine;
}

/// A use made ready: its names looked up, its requirements raised.
#[wasm_bindgen]
pub struct Query {
    holder: Rc<RefCell<dyn Holder>>,
    prepared: Prepared,
    wanted: BriefOptions,
    /// Where the page writes a subject key of ASCII letters, so that nothing is made on the way.
    key: [Cell<u8>; MAX_ID_BYTES],
    holds_until: Cell<f64>,
    failed: Cell<Option<Error>>,
}

impl core::fmt::Debug for Query {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Query").field("prepared", &self.prepared).finish_non_exhaustive()
    }
}

/// The outcomes in the order of their digits; the first is the one that harms nobody.
pub const OUTCOMES: &[Outcome] = &[Outcome::NotCovered, Outcome::Covered, Outcome::PartlyCovered];

/// How far the digits of an answer reach: outcome, basis, reason, and from there on the position.
const BASIS: u32 = 4;
const REASON: u32 = 32;
const POSITION: u32 = 4096;

/// The digit of a value: its place, counted from 1; 0 for none.
#[inline]
fn digit<T: PartialEq>(all: &[T], value: Option<T>, first: u32) -> u32 {
    let place = value.and_then(|value| all.iter().position(|known| *known == value));
    place.and_then(|place| u32::try_from(place).ok()).map_or(0, |place| place.saturating_add(first))
}

#[wasm_bindgen]
impl Query {
    /// Asks about a person at an instant. The answer is one number: the digits of outcome, basis and reason, and the position of the
    /// ledger before them. No number: it failed, and [`Query::take_failure`] has why.
    pub fn decide(&self, subject: &str, at: f64) -> f64 {
        self.ask(subject.as_bytes(), at)
    }

    /// Where [`Query::decide_key`] finds a key: as many bytes as a key has at most.
    pub fn key(&self) -> *const u8 {
        self.key.as_ptr().cast()
    }

    /// As [`Query::decide`], about the key of so many bytes at [`Query::key`].
    pub fn decide_key(&self, length: usize, at: f64) -> f64 {
        let mut key = [0_u8; MAX_ID_BYTES];
        for (byte, cell) in key.iter_mut().zip(self.key.get(..length).unwrap_or_default()) {
            *byte = cell.get();
        }
        self.ask(key.get(..length).unwrap_or_default(), at)
    }

    /// Until when the last answer holds: milliseconds since 1970 UTC, or infinity.
    pub fn holds_until(&self) -> f64 {
        self.holds_until.get()
    }
}

impl Query {
    /// A prepared use, and what each answer has besides outcome and basis.
    #[must_use]
    pub fn new(holder: Rc<RefCell<dyn Holder>>, prepared: Prepared, wanted: BriefOptions) -> Self {
        let key = [const { Cell::new(0) }; MAX_ID_BYTES];
        Self { holder, prepared, wanted, key, holds_until: Cell::default(), failed: Cell::default() }
    }

    /// Why the last question failed.
    #[must_use]
    pub fn take_failure(&self) -> Option<Error> {
        self.failed.take()
    }

    /// Prepares the same use anew, after a publication.
    ///
    /// # Errors
    /// `engine-busy`; those of [`Engine::prepare`].
    pub fn prepare_anew(&mut self) -> Result<()> {
        let holder = self.holder.try_borrow().map_err(|_| busy())?;
        self.prepared = holder.engine().prepare(self.prepared.template())?;
        Ok(())
    }

    #[inline]
    fn ask(&self, subject: &[u8], at: f64) -> f64 {
        match self.number(subject, at) {
            Ok(number) => number,
            Err(error) => {
                self.failed.set(Some(error));
                f64::NAN
            }
        }
    }

    #[inline]
    fn number(&self, subject: &[u8], at: f64) -> Result<f64> {
        let holder = self.holder.try_borrow().map_err(|_| busy())?;
        let brief = holder.engine().brief(&self.prepared, subject, instant(at)?, self.wanted)?;
        if self.wanted.horizon {
            self.holds_until.set(brief.holds_until.map_or(f64::INFINITY, |until| until.millis() as f64));
        }
        let code = digit(OUTCOMES, Some(brief.outcome), 0)
            .saturating_add(digit(BasisKind::ALL, brief.basis, 1).saturating_mul(BASIS))
            .saturating_add(digit(ReasonCode::ALL, brief.reason, 1).saturating_mul(REASON));
        Ok(f64::from(code) + brief.size as f64 * f64::from(POSITION))
    }
}

/// The instant of a number of milliseconds since 1970 UTC.
///
/// # Errors
/// `argument-value` for what is no whole number, or one that JavaScript can't tell from its neighbours; those of
/// [`Instant::from_millis`].
#[inline]
pub fn instant(millis: f64) -> Result<Instant> {
    whole(millis).map_or_else(|| Err(no_number("a whole number of milliseconds", millis)), Instant::from_millis)
}

/// A whole number that JavaScript can tell from its neighbours.
#[inline]
#[must_use]
pub fn whole(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    #[expect(clippy::cast_possible_truncation, reason = "looked at before: it is whole, and has 53 bits at most")]
    (number.trunc() == number && number.abs() <= LARGEST).then_some(number as i64)
}

/// What is said of a number that is none of what was expected.
#[cold]
#[must_use]
pub fn no_number(expected: &str, found: f64) -> Error {
    Error::new("argument-value", format_args!("expected {expected}, found {found}"))
}

/// Only a host whose random bytes come from a function that calls the engine can get here.
#[cold]
#[must_use]
pub fn busy() -> Error {
    Error::new("engine-busy", "expected one call at a time, found one made from within another")
}
