//! What a case file says (`conformance/README.md`).

use consent_core::Instant;
use consent_core::decide::{Outcome, ReasonCode};
use serde::Deserialize;

use super::json::Json;

/// A story: a ledger, and questions to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) rules: Vec<String>,
    pub(crate) catalogues: Vec<String>,
    pub(crate) events: Vec<Json>,
    pub(crate) questions: Vec<Question>,
}

/// One question, what was judged by hand, and what was blessed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    #[serde(rename = "use")]
    pub(crate) proposed: Json,
    pub(crate) claim: Claim,
    #[serde(default)]
    pub(crate) expect: Option<Json>,
}

/// What the law or the specification says, written before any engine was asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    #[serde(default)]
    pub(crate) error: Option<String>,
    #[serde(default)]
    pub(crate) outcome: Option<Outcome>,
    #[serde(default)]
    pub(crate) governing: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) codes: Option<Vec<ReasonCode>>,
    #[serde(default)]
    pub(crate) covered_categories: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) bar_kinds: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) unmet: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) obligations: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) warnings: Option<Vec<String>>,
    /// `null`: the answer never changes.
    #[serde(default, deserialize_with = "stated")]
    pub(crate) holds_until: Option<Option<Instant>>,
    /// The requester sees the same as in the question with this index.
    #[serde(default)]
    pub(crate) requester_as: Option<usize>,
    /// Whether the requester is told an impersonal reason.
    #[serde(default)]
    pub(crate) impersonal: Option<bool>,
    pub(crate) why: String,
}

fn stated<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Instant>>, D::Error> {
    Option::<Instant>::deserialize(deserializer).map(Some)
}

/// A catalogue with a mistake in it, and what the check says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckCase {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) rules: Vec<String>,
    pub(crate) catalogue: String,
    /// The patched catalogue follows this one.
    #[serde(default)]
    pub(crate) previous: Option<String>,
    pub(crate) patch: Vec<Change>,
    pub(crate) claim: CheckClaim,
    #[serde(default)]
    pub(crate) expect: Option<Json>,
}

/// One operation of a JSON Patch (RFC 6902: `add`, `replace`, `remove`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    pub(crate) op: String,
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) value: Option<Json>,
}

/// What the check must say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckClaim {
    pub(crate) refused: bool,
    /// Codes of findings that must be among those found.
    pub(crate) findings: Vec<String>,
    pub(crate) why: String,
}

/// Applies a patch.
pub(crate) fn patched(mut document: Json, patch: &[Change]) -> Result<Json, String> {
    for Change { op, path, value } in patch {
        let (parent, last) = path.rsplit_once('/').ok_or_else(|| format!("`{path}` is no pointer into the catalogue"))?;
        let mut place = &mut document;
        for name in parent.split('/').skip(1) {
            place = place.step(name).ok_or_else(|| format!("`{path}`: there is no `{name}`"))?;
        }
        let value = || value.clone().ok_or_else(|| format!("`{op}` at `{path}` has no value"));
        match (place, op.as_str()) {
            (Json::List(items), "add") if last == "-" => items.push(value()?),
            (Json::List(items), op) => {
                let index = last.parse::<usize>().map_err(|_| format!("`{path}` does not end in an index"))?;
                match op {
                    "add" if index <= items.len() => items.insert(index, value()?),
                    "replace" if index < items.len() => items[index] = value()?,
                    "remove" if index < items.len() => drop(items.remove(index)),
                    _ => return Err(format!("`{op}` at `{path}` is not possible")),
                }
            }
            (object @ Json::Object(_), "add") => object.set(last, value()?),
            (object @ Json::Object(_), "replace") if object.get(last).is_some() => object.set(last, value()?),
            (Json::Object(members), "remove") if members.iter().any(|(name, _)| name == last) => {
                members.retain(|(name, _)| name != last);
            }
            _ => return Err(format!("`{op}` at `{path}` is not possible")),
        }
    }
    Ok(document)
}
