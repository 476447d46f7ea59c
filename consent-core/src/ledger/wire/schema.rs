//! The JSON Schema of an event: which members each type has, and its shell.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::{MEMBERS, Wire, members_of};
use crate::ledger::event::{Event, EventType};

impl JsonSchema for Event {
    fn schema_name() -> Cow<'static, str> {
        "Event".into()
    }

    /// The wire form, with the members that each type needs and allows.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let whole = MEMBERS.iter().map(|(kind, _)| case(*kind, false));
        let erasable = MEMBERS.iter().filter(|(kind, _)| kind.is_erasable());
        let cases: Vec<Value> = whole.chain(erasable.map(|(kind, _)| case(*kind, true))).collect();
        let mut schema = Wire::json_schema(generator);
        schema.insert("oneOf".to_owned(), Value::Array(cases));
        schema
    }
}

/// The members that a type needs and allows; or its shell.
fn case(kind: EventType, erased: bool) -> Value {
    let mut required: Vec<&str> = vec!["id", "type", "at", "by"];
    if kind != EventType::CataloguePublished {
        required.push("subject");
    }
    let words: &[&str] = if erased { &[] } else { &["operator", "reason"] };
    let names = required.iter().copied().chain(members_of(kind, erased).map(|(name, _)| name)).chain(words.iter().copied());
    let mut properties: Map<String, Value> = names.map(|name| (name.to_owned(), Value::Bool(true))).collect();
    properties.insert("type".to_owned(), json!({"const": kind.word()}));
    required.extend(members_of(kind, erased).filter(|(_, needed)| *needed).map(|(name, _)| name));
    if erased {
        required.push("erased");
    }
    properties.insert("erased".to_owned(), json!({"const": erased}));
    json!({"required": required, "properties": properties, "additionalProperties": false})
}
