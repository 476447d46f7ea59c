//! The JSON Schema of an event: which members each type has.

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
        let mut schema = Wire::json_schema(generator);
        schema.insert("oneOf".to_owned(), MEMBERS.iter().map(|(kind, _)| case(*kind)).collect());
        schema
    }
}

/// The members that a type needs and allows.
fn case(kind: EventType) -> Value {
    let mut required: Vec<&str> = vec!["id", "type", "at", "by"];
    if kind != EventType::CataloguePublished {
        required.push("subject");
    }
    required.extend(members_of(kind, false).filter(|(_, needed)| *needed).map(|(name, _)| name));
    let shared = ["id", "type", "subject", "at", "by", "operator", "reason"];
    let names = shared.into_iter().chain(members_of(kind, false).map(|(name, _)| name));
    let mut properties: Map<String, Value> = names.map(|name| (name.to_owned(), Value::Bool(true))).collect();
    properties.insert("type".to_owned(), json!({"const": kind.word()}));
    json!({"required": required, "properties": properties, "additionalProperties": false})
}
