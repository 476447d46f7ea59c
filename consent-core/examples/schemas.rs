//! Writes the JSON Schema of every document into a folder: `cargo xtask schema` runs it for `schemas/`.

use std::path::Path;

use consent_core::catalogue::{Catalogue, Profile};
use consent_core::decide::{Answer, ProposedUse, RequesterAnswer, UseTemplate};
use consent_core::explain::Explanation;
use consent_core::ledger::{Event, Record};
use consent_core::receipt::{ConsentReceipt, DecisionReceipt};
use consent_core::remedy::{Remedies, RequesterRemedies};
use consent_core::view::{Bundle, Needs, Overview, Preview, Register, RequesterBundle, StopList, WhoMay};
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
    for (name, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        std::fs::write(Path::new(&dir).join(format!("{name}.json")), text)?;
    }
    Ok(())
}
