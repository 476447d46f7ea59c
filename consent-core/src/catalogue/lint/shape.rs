//! The document as such, whatever it means: text in NFC, no empty list where it would matter, nothing twice, ends after beginnings.

use std::collections::BTreeMap;

use crate::nfc::is_nfc;
use serde_json::Value;

use super::super::Catalogue;
use super::{Findings, codes};
use crate::time::Instant;

/// Lists that permit, bar or demand: an empty one says nothing that could be meant.
const NEVER_EMPTY: &[&str] =
    &["cases", "controllers", "countries", "data_categories", "meets", "operations", "purposes", "recipients", "set_by"];

pub(super) fn check(catalogue: &Catalogue, findings: &mut Findings) {
    if let Ok(document) = crate::json::tree(catalogue) {
        walk(&document, &mut String::new(), 0, findings);
    }
}

fn walk(value: &Value, pointer: &mut String, depth: usize, findings: &mut Findings) {
    let end = pointer.len();
    match value {
        Value::String(text) if !is_nfc(text) => findings.add(
            &codes::NOT_NFC,
            pointer.clone(),
            "expected text in Unicode normalisation form C, found another form; normalise it before it is published",
        ),
        Value::Array(entries) => {
            let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
            for (index, entry) in entries.iter().enumerate() {
                if let Some(text) = entry.as_str()
                    && let Some(first) = seen.get(text).copied().or_else(|| seen.insert(text, index))
                {
                    findings.add(
                        &codes::LISTED_TWICE,
                        format!("{pointer}/{index}"),
                        format_args!("expected each entry once, found {entry} as entry {first} already; leave one out"),
                    );
                }
                pointer.push_str(&format!("/{index}"));
                walk(entry, pointer, depth.saturating_add(1), findings);
                pointer.truncate(end);
            }
        }
        Value::Object(members) => {
            interval(members, pointer, findings);
            // At the top an empty list is a catalogue that has nothing of the kind; `raised_by` has a check of its own.
            let may_be_empty = depth == 0 || pointer.ends_with("/raised_by");
            for (key, member) in members {
                pointer.push('/');
                pointer.push_str(key);
                if !may_be_empty && NEVER_EMPTY.contains(&key.as_str()) && member.as_array().is_some_and(Vec::is_empty) {
                    findings.add(
                        &codes::EMPTY_LIST,
                        pointer.clone(),
                        format_args!("expected at least one entry in `{key}`, found an empty list; name what is meant"),
                    );
                }
                walk(member, pointer, depth.saturating_add(1), findings);
                pointer.truncate(end);
            }
        }
        _ => {}
    }
}

fn interval(members: &serde_json::Map<String, Value>, pointer: &str, findings: &mut Findings) {
    let read = |key: &str| members.get(key).and_then(Value::as_str).and_then(|text| text.parse::<Instant>().ok());
    if let (Some(from), Some(until)) = (read("from"), read("until"))
        && from >= until
    {
        findings.add(
            &codes::INTERVAL,
            format!("{pointer}/until"),
            format_args!(
                "expected an end after the beginning `{from}`, found `{until}`; an interval holds its beginning, not its end"
            ),
        );
    }
}
