//! Strict JSON at the edges: duplicate keys, unknown fields and wrong types are errors with their place.

mod canonical;
mod indent;
mod objects;
mod place;
#[cfg(test)]
mod tests;

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::Serialize;
use serde::de::{self, DeserializeOwned, Deserializer};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::id::suggestion;
use objects::Objects;

/// The largest document in bytes (64 MiB).
pub const MAX_DOCUMENT_BYTES: usize = 64 << 20;

const MARK: char = '\u{1f}';

/// How the error begins for a list in the place of an object.
const LIST_FOR_OBJECT: &str = "json-wrong-type\u{1f}";

/// Takes an error of ours through serde, which keeps text only.
pub(crate) fn carry<E: de::Error>(error: Error) -> E {
    E::custom(format_args!("{}{MARK}{}", error.code(), error.message()))
}

/// Reads one JSON document as strictly as the engine reads its own: for a host's documents that hold the engine's types.
///
/// # Errors
/// A `json-…` error with its place for malformed JSON, or the error of the member that is malformed.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(Error::new(
            "document-too-large",
            format_args!("expected a document of at most {MAX_DOCUMENT_BYTES} bytes, found {}", bytes.len()),
        ));
    }
    let text = core::str::from_utf8(bytes).map_err(|error| {
        Error::new(
            "json-not-utf8",
            format_args!("expected text in UTF-8, found a malformed byte at offset {}", error.valid_up_to()),
        )
    })?;
    no_null(text)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut reader)).map_err(|error| translate(&error).at_pointer(place::of(text, &error)))?;
    reader.end().map_err(|error| translate(&error))?;
    Ok(value)
}

/// Reads a text as what it stands for. What is wrong with it is found out while the reader still stands there, so that it has its place.
pub(crate) fn text<'de, T: FromStr<Err = Error>, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> core::result::Result<T, D::Error> {
    struct Text<T>(&'static str, PhantomData<T>);

    impl<T: FromStr<Err = Error>> de::Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> core::result::Result<T, E> {
            text.parse().map_err(carry)
        }
    }

    deserializer.deserialize_str(Text(expected, PhantomData))
}

/// No document of this engine has `null`: an absent member is left out, and a null could be meant as something else.
fn no_null(text: &str) -> Result<()> {
    let (mut line, mut column) = (1_u64, 0_u64);
    let (mut in_string, mut escaped) = (false, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        column = column.saturating_add(1);
        match byte {
            b'\n' => (line, column) = (line.saturating_add(1), 0),
            _ if in_string => {
                in_string = escaped || *byte != b'"';
                escaped = !escaped && *byte == b'\\';
            }
            b'"' => in_string = true,
            b'n' if bytes.get(at..at.saturating_add(4)) == Some(b"null") => {
                return Err(Error::new(
                    "json-null",
                    "expected a value, found `null`; leave a member out where it does not apply",
                )
                .at_line(line, column));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes JSON in its canonical form (RFC 8785): the same bytes on every machine.
///
/// # Errors
/// `json-unwritable` for a number that is not whole or that has more than 53 bits: other programs would read another one.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    canonical::canonical(&compact(value)?)
        .ok_or_else(|| Error::new("json-unwritable", "expected whole numbers of at most 53 bits, found another number"))
}

/// A value as JSON without white space, in the order of the type. Every other form is made of this one, so that each type is written
/// out once.
pub(crate) fn compact<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut text = Vec::with_capacity(1 << 10);
    serde_json::to_writer(&mut text, value).map_err(|error| Error::new("json-unwritable", error))?;
    Ok(text)
}

/// Writes JSON on one line, without white space, in the order of the type: for programs, which read it faster.
///
/// # Errors
/// `json-unwritable` for what JSON can't hold.
pub fn line<T: Serialize>(value: &T) -> Result<String> {
    String::from_utf8(compact(value)?).map_err(|error| Error::new("json-unwritable", error))
}

/// A value as a tree of JSON.
pub(crate) fn tree<T: Serialize>(value: &T) -> Result<Value> {
    serde_json::from_slice(&compact(value)?).map_err(|error| Error::new("json-invalid", error))
}

/// Writes JSON as every surface of the engine does: two spaces, the order of the type, no line feed at the end.
///
/// # Errors
/// `json-unwritable` for what JSON can't hold.
pub fn pretty<T: Serialize>(value: &T) -> Result<String> {
    Ok(indent::indented(&line(value)?))
}

fn translate(error: &serde_json::Error) -> Error {
    let full = error.to_string();
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(head, _)| head);
    let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
    let column = u64::try_from(error.column()).unwrap_or(u64::MAX);
    let ours = if let Some((code, text)) = message.split_once(MARK) {
        Error::new(code.to_owned(), text)
    } else {
        use serde_json::error::Category;
        match error.classify() {
            Category::Eof => {
                Error::new("json-truncated", "expected a whole JSON document, found its end too early; was the file cut off?")
            }
            Category::Syntax if message.starts_with("recursion limit") => {
                Error::new("json-too-deep", "expected at most 128 levels of nesting, found more")
            }
            Category::Syntax | Category::Io => {
                Error::new("json-syntax", format_args!("expected JSON (RFC 8259), found a mistake: {message}"))
            }
            Category::Data => data_error(message),
        }
    };
    if line == 0 { ours } else { ours.at_line(line, column) }
}

/// Turns serde's sentence into ours: expected …, found …, what would work; no type names of the host language.
fn data_error(message: &str) -> Error {
    let mut quoted = message.split('`').skip(1).step_by(2);
    // A word of the input is repeated up to the length of an id.
    let first: String = quoted.next().unwrap_or_default().chars().take(crate::id::MAX_ID_BYTES).collect();
    let known: Vec<&str> = quoted.collect();
    let list = || {
        if known.is_empty() { "none".to_owned() } else { known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ") }
    };
    if message.starts_with("unknown field") {
        return Error::new(
            "json-unknown-field",
            format_args!("expected one of the fields {}, found `{first}`{}", list(), suggestion(&first, known.iter().copied())),
        );
    }
    if message.starts_with("unknown variant") {
        return Error::new(
            "json-unknown-value",
            format_args!("expected one of {}, found `{first}`{}", list(), suggestion(&first, known.iter().copied())),
        );
    }
    if message.starts_with("duplicate field") {
        return Error::new(
            "json-duplicate-field",
            format_args!("expected the field `{first}` once, found it twice in one object"),
        );
    }
    if message.starts_with("missing field") {
        return Error::new("json-missing-field", format_args!("expected the field `{first}`, found an object without it"));
    }
    let words = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .or_else(|| message.strip_prefix("invalid length "));
    if let Some((found, expected)) = words.and_then(|words| words.split_once(", expected ")) {
        return Error::new("json-wrong-type", format_args!("expected {}, found {}", plain(expected), plain(found)));
    }
    Error::new("json-invalid", message)
}

fn plain(words: &str) -> String {
    let head = words.split_whitespace().next().unwrap_or_default();
    match head {
        "struct" | "map" | "internally" | "adjacently" => "an object".to_owned(),
        "enum" => "one of the known words".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit" => "null".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" | "usize" => "a whole number in range".to_owned(),
        "a" if words == "a sequence" => "a list".to_owned(),
        "a" if words == "a map" => "an object".to_owned(),
        _ => words.to_owned(),
    }
}
