//! Writes `seeds/` anew, from the conformance corpus: `cargo run --bin seeds`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use consent_core::catalogue::{Catalogue, TermKind};
use consent_core::index::Index;
use consent_core::ledger::Event;
use consent_core::receipt::Particulars;
use consent_core::{Engine, Id, Lang, Ledger};
use consent_fuzz::{NAME, Quick, now, salt};
use consent_store::SqliteStorage;
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// At most so many files of one kind: enough to begin with.
const MOST: usize = 48;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = root.join("seeds");
    let mut events: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut uses = Vec::new();
    let mut ledger = Vec::new();
    let mut areas: Vec<_> = fs::read_dir(root.join("../conformance/cases"))?.collect::<std::io::Result<_>>()?;
    areas.sort_by_key(|area| area.file_name());
    for area in areas {
        let mut files: Vec<_> = fs::read_dir(area.path())?.collect::<std::io::Result<_>>()?;
        files.sort_by_key(|file| file.file_name());
        for file in files {
            let case: Value = serde_json::from_slice(&fs::read(file.path())?)?;
            if case["catalogues"] != serde_json::json!(["basics-1"]) {
                continue;
            }
            // Each case is about persons of its own.
            let prefix = file.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let list = |name: &str| case[name].as_array().cloned().unwrap_or_default();
            let told: Vec<Value> = list("events").into_iter().filter(|event| event["type"].is_string()).collect();
            for mut event in told {
                rename(&mut event, &prefix);
                if event["type"] != "catalogue-published" && event["type"] != "event-erased" {
                    events.entry(event["type"].to_string()).or_default().push(event.clone());
                    ledger.push(event);
                }
            }
            for question in list("questions") {
                let mut question = question["use"].clone();
                rename(&mut question, &prefix);
                uses.push(question);
            }
        }
    }
    // Some of each type, from everywhere.
    for (kind, list) in &events {
        let step = list.len().div_ceil(MOST / 12).max(1);
        for (index, event) in list.iter().step_by(step).enumerate() {
            write(&seeds, &format!("event/{}-{index}.json", kind.trim_matches('"')), event.to_string())?;
        }
    }
    let step = uses.len().div_ceil(MOST).max(1);
    for (index, question) in uses.iter().step_by(step).enumerate() {
        write(&seeds, &format!("use/{index:02}.json"), question.to_string())?;
    }
    for name in ["growth-1", "growth-2", "education-1"] {
        let catalogue = fs::read(root.join(format!("../conformance/catalogues/{name}.json")))?;
        write(&seeds, &format!("catalogue/{name}.json"), catalogue)?;
    }
    let lines: Vec<String> = ledger.iter().take(400).map(Value::to_string).collect();
    write(&seeds, "ledger.jsonl", lines.join("\n"))?;
    kept(&seeds, root)
}

/// Ids and subjects of a case, apart from those of others.
fn rename(value: &mut Value, prefix: &str) {
    for name in ["id", "subject", "consent", "bar", "event", "merged"] {
        if let Some(Value::String(text)) = value.get_mut(name) {
            *text = format!("{prefix}.{text}");
        }
    }
}

/// A small kept ledger in every form.
fn kept(seeds: &Path, root: &Path) -> Result<()> {
    let catalogue = Catalogue::from_json(&fs::read(root.join("../conformance/catalogues/growth-1.json"))?)?;
    let notice = catalogue.notices.first().ok_or("expected a notice in the catalogue")?.clone();
    let sha256 = notice.sha256.get(Lang::Fi).ok_or("expected a Finnish text")?;
    let place = seeds.join("whole.db");
    let _ = fs::remove_file(&place);
    let mut ledger = Ledger::open_with(SqliteStorage::create(&place)?, Engine::with_hash_key([5, 6]))?;
    ledger.add_catalogue(catalogue.clone())?;
    let party = &catalogue.parties.first().ok_or("expected a party")?.id;
    let channel = catalogue.terms.iter().find(|term| term.kind == TermKind::Channel).ok_or("expected a channel")?.id.clone();
    let events = [
        format!(
            r#"{{"id":"e1","type":"catalogue-published","at":"2025-01-01T00:00:00Z","by":{{"role":"operator","id":"op"}},"version":{},"sha256":"{}"}}"#,
            catalogue.version,
            catalogue.digest()?
        ),
        format!(
            r#"{{"id":"e2","type":"attribute-set","subject":"anna","at":"2025-01-02T00:00:00Z","by":{{"role":"authority","id":"{party}"}},"birth_date":"1980-01-01"}}"#
        ),
        format!(
            r#"{{"id":"e3","type":"consent-given","subject":"anna","at":"2026-02-01T00:00:00Z","by":{{"role":"self"}},"consent":"c1","notice":{{"id":"{}","version":{},"language":"fi","sha256":"{sha256}"}},"form":"explicit-written","channel":"{channel}","assurance":"high"}}"#,
            notice.id, notice.version
        ),
        r#"{"id":"e4","type":"bar-set","subject":"anna","at":"2026-03-01T00:00:00Z","by":{"role":"self"},"kind":"restriction"}"#.to_owned(),
        r#"{"id":"e5","type":"consent-withdrawn","subject":"anna","at":"2026-04-01T00:00:00Z","by":{"role":"self"},"consent":"c1"}"#.to_owned(),
    ];
    let mut number = 0;
    let mut salts = || {
        number += 1;
        Ok(salt(number))
    };
    for event in &events {
        ledger.record(Event::from_json(event.as_bytes())?, now(), &mut salts)?;
    }
    let note = ledger.checkpoint(NAME, &[&Quick])?;
    write(seeds, "note/checkpoint", note.to_string())?;
    let particulars = Particulars::new(Id::new("receipt-1")?, now(), Lang::Fi, party.clone());
    let receipt = ledger.consent_receipt(&"anna".parse()?, &Id::new("c1")?, &particulars, &note, &[&Quick])?;
    write(seeds, "receipt/consent.json", receipt.to_json()?)?;
    let mut index = Vec::new();
    Index::of(ledger.engine())?.write_to(&mut index)?;
    write(seeds, "index/index", index)?;
    let mut lines = Vec::new();
    ledger.storage().export(&mut lines)?;
    write(seeds, "lines/ledger.jsonl", lines)?;
    // One byte of the file is another: far behind, and in its head.
    write(seeds, "file/change", [0_u8, 0x20, 0x10, 0xff])?;
    write(seeds, "file/head", [0_u8, 0, 0x1b, 2, 0, 0, 0x64, 5])?;
    Ok(())
}

fn write(seeds: &Path, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    let path = seeds.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, content)?)
}
