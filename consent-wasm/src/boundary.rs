//! What crosses the boundary: JSON texts, instants as numbers, words, errors as thrown JSON.

use consent_core::{Error, Id, Instant, Lang, Result, SubjectId, write_json_line};
pub(crate) use consent_query::instant;
use consent_query::{no_number, whole};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What an export gives back, or throws.
pub(crate) type Thrown<T> = Result<T, JsValue>;

/// An error as it is thrown: its JSON.
pub(crate) fn thrown(error: Error) -> JsValue {
    let text = write_json_line(&error).unwrap_or_else(|_| error.code().to_owned());
    JsValue::from_str(&text)
}

/// Answers with JSON.
pub(crate) fn json(value: Result<impl Serialize>) -> Thrown<String> {
    value.and_then(|value| write_json_line(&value)).map_err(thrown)
}

/// The position of a number.
pub(crate) fn position(number: f64) -> Result<u64> {
    natural(number, "a position of the ledger")
}

/// A whole number from 0.
pub(crate) fn natural(number: f64, what: &str) -> Result<u64> {
    let number_of = |whole| u64::try_from(whole).ok();
    whole(number).and_then(number_of).ok_or_else(|| no_number(what, number))
}

/// The milliseconds of an instant in RFC 3339.
#[wasm_bindgen(js_name = instant)]
pub fn millis(text: &str) -> Thrown<f64> {
    text.parse::<Instant>().map(|instant| instant.millis() as f64).map_err(thrown)
}

/// The value of a word.
pub(crate) fn word<T: Copy + 'static>(all: &[T], word_of: impl Fn(T) -> &'static str, found: &str) -> Result<T> {
    all.iter().copied().find(|value| word_of(*value) == found).ok_or_else(|| {
        let words = all.iter().map(|value| word_of(*value)).collect::<Vec<_>>().join(", ");
        Error::new("argument-value", format_args!("expected one of {words}, found another word"))
    })
}

/// A language.
pub(crate) fn lang(tag: &str) -> Result<Lang> {
    word(&Lang::ALL, Lang::tag, tag)
}

/// An id.
pub(crate) fn id(text: &str) -> Result<Id> {
    Id::new(text)
}

/// A person's key.
pub(crate) fn subject(text: &str) -> Result<SubjectId> {
    SubjectId::new(text)
}
