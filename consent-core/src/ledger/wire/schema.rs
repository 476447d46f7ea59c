//! The JSON Schema of an event: which members each type has, and its shell.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::{MEMBERS, Wire, allowed, members_of};
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
    let mut properties = Map::new();
    for name in required.iter().copied().chain(allowed(kind, erased)) {
        properties.insert(name.to_owned(), Value::Bool(true));
    }
    properties.insert("type".to_owned(), json!({"const": kind.word()}));
    if erased {
        required.push("erased");
        properties.insert("erased".to_owned(), json!({"const": true}));
    } else {
        required.extend(members_of(kind).split(' ').filter(|member| !member.ends_with('?')));
        for name in ["operator", "reason"] {
            properties.insert(name.to_owned(), Value::Bool(true));
        }
    }
    json!({"required": required, "properties": properties, "additionalProperties": false})
}
