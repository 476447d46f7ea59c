//! Identifiers: catalogue ids, subject keys, digests; the nearest known id for a wrong one.

use core::borrow::Borrow;
use core::fmt;
use std::sync::Arc;

use crate::nfc::is_nfc;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};

/// The longest id in bytes.
pub const MAX_ID_BYTES: usize = 128;

/// An identifier of a catalogue row, a party, an event, a consent, a term …
///
/// 1 to 128 bytes of Unicode text in NFC without white space or control characters. Ids compare as bytes.
/// Cloning is cheap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Reads an id.
    ///
    /// # Errors
    /// `id-is-identity-code` for a Finnish personal identity code (a representative's own key must not be one either); `id-invalid` when
    /// the text is empty, longer than 128 bytes, not NFC, or has white space or control characters.
    pub fn new(text: &str) -> Result<Self> {
        if is_identity_code(text) {
            return Err(Error::new(
                "id-is-identity-code",
                "expected an id, found a Finnish personal identity code; use a pseudonym that the host keeps",
            ));
        }
        check(text, "an id", |c| c.is_control() || c.is_whitespace())?;
        Ok(Self(Arc::from(text)))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The opaque key of a person in this engine: a pseudonym that the host chose, 1 to 128 bytes, NFC, no control characters.
///
/// A key that is a valid Finnish personal identity code is refused (Tietosuojalaki 29 §: the code is not a key).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId(Arc<str>);

impl SubjectId {
    /// Reads a subject key.
    ///
    /// # Errors
    /// `subject-is-identity-code` for a valid Finnish personal identity code, `id-invalid` for a malformed key.
    pub fn new(text: &str) -> Result<Self> {
        Self::check(text)?;
        Ok(Self(Arc::from(text)))
    }

    /// As [`Self::check`], for bytes that need not be text.
    pub(crate) fn check_bytes(bytes: &[u8]) -> Result<()> {
        let text = core::str::from_utf8(bytes).map_err(|error| {
            Error::new(
                "id-invalid",
                format_args!("expected a subject key in UTF-8, found a malformed byte at offset {}", error.valid_up_to()),
            )
        })?;
        Self::check(text)
    }

    /// Refuses what is no subject key.
    pub(crate) fn check(text: &str) -> Result<()> {
        // The code itself is personal data: it is never repeated in a message.
        if is_identity_code(text) {
            return Err(Error::new(
                "subject-is-identity-code",
                "expected an opaque subject key, found a Finnish personal identity code; use a pseudonym that the host keeps",
            ));
        }
        check(text, "a subject key", char::is_control)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check(text: &str, what: &str, forbidden: impl Fn(char) -> bool) -> Result<()> {
    if text.is_empty() || text.len() > MAX_ID_BYTES {
        return Err(Error::new(
            "id-invalid",
            format_args!("expected {what} of 1 to {MAX_ID_BYTES} bytes, found {} bytes", text.len()),
        ));
    }
    if text.chars().any(forbidden) {
        return Err(Error::new(
            "id-invalid",
            format_args!("expected {what} without control characters or white space, found {text:?}"),
        ));
    }
    if !is_nfc(text) {
        return Err(Error::new(
            "id-invalid",
            format_args!("expected {what} in Unicode normalisation form C, found `{text}`; normalise it before it is sent"),
        ));
    }
    Ok(())
}

/// True for a valid Finnish personal identity code: date, century sign (all that are in use), individual number, check character.
#[must_use]
pub fn is_identity_code(text: &str) -> bool {
    const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let Ok(mut code) = <[u8; IDENTITY_CODE_BYTES]>::try_from(text.trim().as_bytes()) else {
        return false;
    };
    code.make_ascii_uppercase();
    let [d1, d2, m1, m2, y1, y2, sign, n1, n2, n3, mark] = code;
    let digits = [d1, d2, m1, m2, y1, y2, n1, n2, n3];
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let century = match sign {
        b'+' => 1800,
        b'-' | b'U' | b'V' | b'W' | b'X' | b'Y' => 1900,
        b'A' | b'B' | b'C' | b'D' | b'E' | b'F' => 2000,
        _ => return false,
    };
    let two = |a: u8, b: u8| i32::from(a.wrapping_sub(b'0')).wrapping_mul(10).wrapping_add(i32::from(b.wrapping_sub(b'0')));
    let year = two(y1, y2).wrapping_add(century);
    let (Ok(month), Ok(day)) = (u32::try_from(two(m1, m2)), u32::try_from(two(d1, d2))) else {
        return false;
    };
    if chrono::NaiveDate::from_ymd_opt(year, month, day).is_none() {
        return false;
    }
    let number = digits.iter().fold(0_u64, |sum, d| sum.wrapping_mul(10).wrapping_add(u64::from(d.wrapping_sub(b'0'))));
    let Some(remainder) = number.checked_rem(31).and_then(|r| usize::try_from(r).ok()) else {
        return false;
    };
    CHECK.get(remainder) == Some(&mark)
}

/// Where a text holds a valid Finnish personal identity code, whatever stands around it.
fn identity_code_in(text: &str) -> Option<core::ops::Range<usize>> {
    let ends = |start: usize| start.saturating_add(IDENTITY_CODE_BYTES);
    let mut places = text.char_indices().map(|(start, _)| start..ends(start));
    places.find(|place| text.get(place.clone()).is_some_and(is_identity_code))
}

const IDENTITY_CODE_BYTES: usize = 11;

/// True when a text holds a valid Finnish personal identity code, whatever stands around it.
#[must_use]
pub fn has_identity_code(text: &str) -> bool {
    identity_code_in(text).is_some()
}

/// The text with every valid Finnish personal identity code in it struck out.
pub(crate) fn without_identity_codes(mut text: String) -> String {
    while let Some(place) = identity_code_in(&text) {
        text.replace_range(place, "(identity code)");
    }
    text
}

macro_rules! text_newtype {
    ($name:ident, $schema:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
        impl core::str::FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self> {
                Self::new(text)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
                crate::json::text(deserializer, "an id as text")
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "minLength": 1, "maxLength": 128, "description": $schema})
            }
        }
    };
}

text_newtype!(Id, "1 to 128 bytes of NFC text without white space or control characters");
text_newtype!(SubjectId, "opaque key of a person, 1 to 128 bytes of NFC text; never a personal identity code");

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest that these bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest of several pieces, one after the other.
    pub(crate) fn of_all(pieces: &[&[u8]]) -> Self {
        use sha2::Digest as _;
        let mut hasher = sha2::Sha256::new();
        for piece in pieces {
            hasher.update(piece);
        }
        Self(hasher.finalize().into())
    }

    /// The digest as bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl core::str::FromStr for Digest {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| {
            Error::new(
                "digest-invalid",
                format_args!("expected a SHA-256 digest of 64 lower-case hexadecimal digits, found `{text}`"),
            )
        })
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |half: u8| if half < 10 { half.wrapping_add(b'0') } else { half.wrapping_add(b'a' - 10) };
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        f.write_str(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        crate::json::text(deserializer, "a string")
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Digest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Digest".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
    }
}

/// The known word nearest to `wrong`, when it is near enough to be worth suggesting.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > MAX_ID_BYTES {
        return None;
    }
    let limit = (wrong.chars().count() / 3).clamp(1, FAR);
    known.filter_map(|word| distance(wrong, word, limit).map(|far| (far, word))).min().map(|(_, word)| word)
}

/// Words further apart than this are not mistaken for each other.
const FAR: usize = 3;

/// `; did you mean …` or nothing.
pub(crate) fn suggestion<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(wrong, known).map_or_else(String::new, |word| format!("; did you mean `{word}`?"))
}

/// The number of insertions, deletions and replacements between two words (Levenshtein), if it is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    // Each step changes the length by at most one character of four bytes.
    if a.len().abs_diff(b.len()) > limit.saturating_mul(4) {
        return None;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        let mut least = left;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let replace = diagonal.saturating_add(usize::from(ca != *cb));
            diagonal = *cell;
            left = replace.min(cell.saturating_add(1)).min(left.saturating_add(1));
            *cell = left;
            least = least.min(left);
        }
        if least > limit {
            return None;
        }
    }
    row.last().copied().filter(|far| *far <= limit)
}
