//! `cargo xtask schema`: the JSON Schemas in `schemas/` are what the types say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{Step, capture, cargo, nothing, root};

/// The committed schemas are those of the types.
pub(crate) const STEP: Step = Step { name: "schemas", mend: "cargo xtask schema", run: drift, closing: nothing };

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    super::no_arguments("schema", arguments)?;
    let dir = committed();
    write(&dir)?;
    // A schema that no type has any more goes too.
    let fresh = fresh()?;
    for name in read(&dir)?.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(dir.join(name)).map_err(|error| format!("expected to remove schemas/{name}, found: {error}"))?;
    }
    println!("schemas: {}", fresh.keys().map(String::as_str).collect::<Vec<_>>().join(" "));
    Ok(())
}

fn drift() -> Result<String, String> {
    let (committed, fresh) = (read(&committed())?, fresh()?);
    let names: std::collections::BTreeSet<&String> = committed.keys().chain(fresh.keys()).collect();
    let differ: String = names
        .into_iter()
        .filter(|name| committed.get(*name) != fresh.get(*name))
        .map(|name| format!("expected schemas/{name} as the types say, found another\n"))
        .collect();
    if differ.is_empty() { Ok(String::new()) } else { Err(differ) }
}

fn committed() -> PathBuf {
    root().join("schemas")
}

fn fresh() -> Result<BTreeMap<String, String>, String> {
    let dir = root().join("target/schemas");
    // What an earlier run left there is no schema of today's types.
    let _ = fs::remove_dir_all(&dir);
    write(&dir)?;
    read(&dir)
}

fn write(dir: &Path) -> Result<(), String> {
    let example =
        ["run", "--quiet", "--locked", "--package", "consent-core", "--features", "schema", "--example", "schemas", "--"];
    capture(cargo(example).arg(dir)).map(drop)
}

fn read(dir: &Path) -> Result<BTreeMap<String, String>, String> {
    let unreadable = |error| format!("expected a folder of schemas, found {}: {error}\n", dir.display());
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            files.insert(name.to_owned(), fs::read_to_string(&path).map_err(unreadable)?);
        }
    }
    Ok(files)
}
