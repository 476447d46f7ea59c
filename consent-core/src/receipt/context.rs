//! The context of a receipt, and how its things are named.
//!
//! The context is fixed and written into each receipt: nothing has to be fetched to read one, now or in fifty years.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::id::Id;

const CONTEXT: &str = include_str!("context.json");

/// The JSON-LD context that every receipt carries (`@context`): prefixes, and which members are IRIs, instants and texts in several
/// languages. The prefix `consent` is this engine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context(Value);

impl Context {
    /// The one context there is.
    ///
    /// # Errors
    /// None: it is part of this crate.
    pub(super) fn fixed() -> Result<Self> {
        serde_json::from_str(CONTEXT).map_err(|error| Error::new("json-invalid", error))
    }
}

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Context {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        Unique::deserialize(deserializer).map(|unique| Self(unique.0))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Context {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Context".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "object", "description": "the fixed JSON-LD context of every receipt"})
    }
}

/// A value of texts, lists and objects without a member that stands twice: which of the two a reader takes, nobody can say.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a context of texts and objects")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> core::result::Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> core::result::Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Unique(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> core::result::Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if map.contains_key(&name) {
                return Err(A::Error::custom("duplicate field `@context`"));
            }
            let Unique(value) = members.next_value()?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

/// The IRI of a thing of a catalogue or ledger: `urn:consent-engine:CATALOGUE:KIND:ID`.
pub(super) fn iri(catalogue: &Id, kind: &str, id: &str) -> String {
    format!("urn:consent-engine:{}:{kind}:{}", encoded(catalogue.as_str()), encoded(id))
}

/// Percent-encoding of everything but unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    use core::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The dates, words and numbers of this version of W3C DPV.
pub(super) const VOCABULARY: &str = "https://w3id.org/dpv/2.3";
/// The profile of a receipt (W3C DPV profile of ISO/IEC TS 27560:2023 with what the GDPR asks for).
pub(super) const RECEIPT_PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr";
/// The profile of the record in it.
pub(super) const RECORD_PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";
/// What neither the ledger, nor the catalogue, nor the one who issued the receipt has stated.
pub(super) const NOT_STATED: &str = "consent:not-stated";
