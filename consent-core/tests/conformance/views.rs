//! Cases about views and remedies: a story, and what a resident, a service, an officer or an asker is shown.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use consent_core::catalogue::Catalogue;
use consent_core::decide::{ProposedUse, UseTemplate};
use consent_core::ledger::Event;
use consent_core::view::{StopListOptions, SubjectsOptions, register};
use consent_core::{Engine, Error, Id, Instant, SubjectId};
use serde::Deserialize;

use super::json::Json;
use super::run::{Done, blessing, error_object, story};

/// The areas whose cases are about views.
pub(crate) fn is_about_views(area: &str) -> bool {
    area.starts_with("views-")
}

/// A story, and views of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewCase {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) rules: Vec<String>,
    pub(crate) catalogues: Vec<String>,
    pub(crate) events: Vec<Json>,
    pub(crate) views: Vec<Shown>,
}

/// What is called, what was judged by hand, and what was blessed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shown {
    pub(crate) call: Json,
    pub(crate) claim: ViewClaim,
    #[serde(default)]
    pub(crate) expect: Option<Json>,
}

/// What must be at some places of the result, each a JSON pointer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewClaim {
    #[serde(default)]
    pub(crate) error: Option<String>,
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Json>,
    /// How many entries a list has.
    #[serde(default)]
    pub(crate) counts: BTreeMap<String, usize>,
    /// Where nothing may be.
    #[serde(default)]
    pub(crate) absent: Vec<String>,
    pub(crate) why: String,
}

/// A call of the engine.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Call {
    Remedies(ProposedUse),
    Overview {
        subject: SubjectId,
        at: Instant,
        known_at: Option<u64>,
    },
    WhoMay {
        subject: SubjectId,
        data_category: Id,
        purpose: Option<Id>,
        at: Instant,
        known_at: Option<u64>,
    },
    Preview(Event),
    Needs {
        service: Id,
        subject: SubjectId,
        at: Instant,
    },
    StopList {
        service: Id,
        since: u64,
        since_at: Instant,
        at: Instant,
    },
    Subjects {
        #[serde(rename = "use")]
        template: UseTemplate,
        at: Instant,
        threshold: u64,
    },
    DecideAll(Vec<ProposedUse>),
    Register {},
}

fn call(engine: &Engine, call: &Json) -> Result<Json, Error> {
    let call: Call = consent_core::read_json(call.compact().as_bytes())?;
    Ok(match call {
        Call::Remedies(question) => Json::of(&engine.remedies(&question)?),
        Call::Overview { subject, at, known_at } => Json::of(&engine.overview(&subject, at, known_at)?),
        Call::WhoMay { subject, data_category, purpose, at, known_at } => {
            Json::of(&engine.who_may(&subject, &data_category, purpose.as_ref(), at, known_at)?)
        }
        Call::Preview(act) => Json::of(&engine.preview(&act)?),
        Call::Needs { service, subject, at } => Json::of(&engine.needs(&service, &subject, at)?),
        Call::StopList { service, since, since_at, at } => {
            Json::of(&engine.stop_list(&service, since, since_at, at, StopListOptions::default())?)
        }
        Call::Subjects { template, at, threshold } => subjects(engine, &template, at, threshold)?,
        Call::DecideAll(legs) => Json::of(&engine.decide_all(&legs)?),
        Call::Register {} => Json::of(&register(engine.catalogue(None)?)),
    })
}

/// The covered subjects, how many of the rest are covered in part, and why the others are not.
fn subjects(engine: &Engine, template: &UseTemplate, at: Instant, threshold: u64) -> Result<Json, Error> {
    let mut progress = Vec::new();
    let mut watch = |seen: consent_core::view::Progress| {
        progress.push(seen.done);
        ControlFlow::Continue(())
    };
    let found = engine.subjects(template, at, SubjectsOptions::default().with_reasons().watched_by(&mut watch))?;
    let shown = Json::Object(vec![
        ("covered".to_owned(), Json::of(&found.iter().collect::<Vec<_>>())),
        ("partly".to_owned(), Json::of(&found.partly())),
        ("total".to_owned(), Json::of(&found.total())),
        ("reasons".to_owned(), Json::of(found.reasons())),
        ("published".to_owned(), Json::of(&found.published_reasons(threshold))),
    ]);
    assert!(progress.is_sorted() && progress.last() == Some(&found.total()), "the progress ends at the end: {progress:?}");
    Ok(shown)
}

pub(super) fn run(text: &str) -> Result<Done, String> {
    let mut document = Json::parse(text)?;
    let case: ViewCase = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (engine, _catalogues, mut failures): (Engine, Vec<Catalogue>, Vec<String>) = story(&case.catalogues, &case.events)?;
    for (index, view) in case.views.iter().enumerate() {
        let found = call(&engine, &view.call).unwrap_or_else(|error| error_object(&error));
        let mut wrong = disagreements(&view.claim, &found);
        if wrong.is_empty() && blessing() {
            if let Some(shown) = document.step("views").and_then(|views| views.step(&index.to_string())) {
                shown.set("expect", found);
            }
        } else if wrong.is_empty() {
            match &view.expect {
                None => wrong.push("there is no `expect` yet; `cargo xtask conformance --bless` writes it".to_owned()),
                Some(expected) if expected.canonical() == found.canonical() => {}
                Some(expected) => wrong.extend(expected.differences(&found)),
            }
        } else {
            wrong.push(format!("all of it: {}", found.compact()));
        }
        failures.extend(wrong.into_iter().map(|failure| format!("view {index} ({}): {failure}", view.claim.why)));
    }
    let blessed = (blessing() && document.pretty() != text).then(|| document.clone());
    Ok(Done { id: case.id, failures, document, blessed })
}

/// Where the engine disagrees with the judgement of the case.
fn disagreements(claim: &ViewClaim, found: &Json) -> Vec<String> {
    let mut wrong = Vec::new();
    let at = |pointer: &str| {
        let mut place = found.clone();
        for name in pointer.split('/').skip(1) {
            place = place.step(name)?.clone();
        }
        Some(place)
    };
    let error = at("/error");
    match (&claim.error, &error) {
        (Some(code), Some(Json::Text(found))) if code == found => return wrong,
        (Some(code), _) => return vec![format!("claimed the error `{code}`, found {}", found.compact())],
        (None, Some(_)) => return vec![format!("claimed a result, found {}", found.compact())],
        (None, None) => {}
    }
    for (pointer, value) in &claim.values {
        match at(pointer) {
            Some(found) if found.canonical() == value.canonical() => {}
            found => wrong.push(format!(
                "claimed {} at `{pointer}`, found {}",
                value.compact(),
                found.map_or_else(|| "nothing".to_owned(), |found| found.compact())
            )),
        }
    }
    for (pointer, count) in &claim.counts {
        match at(pointer) {
            Some(Json::List(list)) if list.len() == *count => {}
            found => wrong.push(format!("claimed {count} entries at `{pointer}`, found {found:?}")),
        }
    }
    wrong.extend(claim.absent.iter().filter(|pointer| at(pointer).is_some()).map(|p| format!("claimed nothing at `{p}`")));
    wrong
}
