//! Writes the JSON Schema of every document into a folder: `cargo xtask schema` runs it for `schemas/`.

use std::path::Path;

use consent_core::catalogue::{Catalogue, Profile};
use consent_core::decide::{Answer, ProposedUse, RequesterAnswer, UseTemplate};
use consent_core::explain::Explanation;
use consent_core::ledger::{Event, Record};
use schemars::{Schema, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args_os().nth(1).ok_or("expected a folder")?;
    std::fs::create_dir_all(&dir)?;
    let schemas: [(&str, Schema); 9] = [
        ("answer", schema_for!(Answer)),
        ("catalogue", schema_for!(Catalogue)),
        ("event", schema_for!(Event)),
        ("explanation", schema_for!(Explanation)),
        ("profile", schema_for!(Profile)),
        ("record", schema_for!(Record)),
        ("requester-answer", schema_for!(RequesterAnswer)),
        ("use", schema_for!(ProposedUse)),
        ("use-template", schema_for!(UseTemplate)),
    ];
    for (name, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        std::fs::write(Path::new(&dir).join(format!("{name}.json")), text)?;
    }
    Ok(())
}
