//! `consent schema`: the JSON Schema of every document, as committed in `schemas/` and compared with the types by CI.

use serde_json::Value;

use crate::failure::{Exit, Failure, Problem};
use crate::options::Schema;
use crate::output::Out;

macro_rules! schemas {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../schemas/", $name, ".json")))),*]
    };
}

/// Every schema by name; a test compares the list with the folder.
pub(crate) const SCHEMAS: &[(&str, &str)] = schemas![
    "answer",
    "bundle",
    "catalogue",
    "consent-receipt",
    "decision-receipt",
    "event",
    "explanation",
    "needs",
    "overview",
    "preview",
    "profile",
    "record",
    "register",
    "remedies",
    "requester-answer",
    "requester-bundle",
    "requester-remedies",
    "stop-list",
    "use",
    "use-template",
    "who-may",
];

pub(crate) fn run(options: &Schema, out: &mut Out) -> Result<Exit, Failure> {
    let mut all = std::collections::BTreeMap::new();
    for (name, text) in SCHEMAS {
        if options.name.as_deref().is_some_and(|only| only == *name) {
            out.line(text.trim_end());
            return Ok(Exit::Done);
        }
        all.insert(name, parsed(text)?);
    }
    out.json(&all)?;
    Ok(Exit::Done)
}

fn parsed(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::new("json-invalid", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
        let mut names: Vec<String> =
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let mut listed: Vec<String> = SCHEMAS.iter().map(|(name, _)| format!("{name}.json")).collect();
        listed.sort();
        assert_eq!(names, listed, "mend the list `SCHEMAS` in consent-cli/src/schema.rs");
    }
}
