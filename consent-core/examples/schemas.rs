//! Writes the JSON Schema of every document into a folder: `cargo xtask schema` runs it for `schemas/`.

use std::path::Path;

use consent_core::catalogue::{Catalogue, Profile};
use consent_core::decide::{Answer, ProposedUse, RequesterAnswer, UseTemplate};
use consent_core::explain::Explanation;
use consent_core::ledger::{Event, Record};
use consent_core::receipt::{ConsentReceipt, DecisionReceipt};
use consent_core::remedy::{Remedies, RequesterRemedies};
use consent_core::view::{Bundle, Needs, Overview, Preview, Register, RequesterBundle, StopList, WhoMay};
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{Schema, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args_os().nth(1).ok_or("expected a folder")?;
    std::fs::create_dir_all(&dir)?;
    let schemas: [(&str, Schema); 21] = [
        ("answer", schema_for!(Answer)),
        ("bundle", schema_for!(Bundle)),
        ("catalogue", schema_for!(Catalogue)),
        ("consent-receipt", schema_for!(ConsentReceipt)),
        ("decision-receipt", schema_for!(DecisionReceipt)),
        ("event", schema_for!(Event)),
        ("explanation", schema_for!(Explanation)),
        ("needs", schema_for!(Needs)),
        ("overview", schema_for!(Overview)),
        ("preview", schema_for!(Preview)),
        ("profile", schema_for!(Profile)),
        ("record", schema_for!(Record)),
        ("register", schema_for!(Register)),
        ("remedies", schema_for!(Remedies)),
        ("requester-answer", schema_for!(RequesterAnswer)),
        ("requester-bundle", schema_for!(RequesterBundle)),
        ("requester-remedies", schema_for!(RequesterRemedies)),
        ("stop-list", schema_for!(StopList)),
        ("use", schema_for!(ProposedUse)),
        ("use-template", schema_for!(UseTemplate)),
        ("who-may", schema_for!(WhoMay)),
    ];
    for (name, mut schema) in schemas {
        RecursiveTransform(no_null).transform(&mut schema);
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        std::fs::write(Path::new(&dir).join(format!("{name}.json")), text)?;
    }
    Ok(())
}

/// No document has `null`: what does not apply is left out.
fn no_null(schema: &mut Schema) {
    if let Some(types) = schema.get_mut("type").and_then(|types| types.as_array_mut()) {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let Some(mut choices) = schema.get("anyOf").and_then(|choices| choices.as_array()).cloned() else { return };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    match choices.as_slice() {
        [serde_json::Value::Object(only)] => {
            schema.remove("anyOf");
            only.iter().for_each(|(name, value)| drop(schema.insert(name.clone(), value.clone())));
        }
        _ => drop(schema.insert("anyOf".to_owned(), choices.into())),
    }
}
