//! Views and remedies through the C library.

use consent::*;
use consent_core::decide::{ProposedUse, UseTemplate};
use consent_core::ledger::Event;
use consent_core::view::{StopListOptions, SubjectsOptions, register};
use consent_core::{Engine, Error, Id, Instant, SubjectId, read_json, write_json};
use serde::Deserialize;

use super::json::Json;
use super::pair::{Pair, agree};
use crate::host::{raw, text};

/// A story, and views of it.
#[derive(Deserialize)]
struct ViewCase {
    catalogues: Vec<String>,
    events: Vec<Json>,
    views: Vec<Shown>,
}

#[derive(Deserialize)]
struct Shown {
    call: Json,
}

/// The arguments of a call that are no documents.
#[derive(Clone, Debug, Deserialize)]
struct Arguments {
    subject: Option<SubjectId>,
    data_category: Option<Id>,
    purpose: Option<Id>,
    service: Option<Id>,
    at: Option<Instant>,
    known_at: Option<u64>,
    since: Option<u64>,
    since_at: Option<Instant>,
}

/// Runs a case; returns how many views it has.
pub(super) fn run(name: &str, json: &str) -> usize {
    let case: ViewCase = serde_json::from_str(json).unwrap_or_else(|error| panic!("{name}: {error}"));
    let pair = Pair::of(name, &case.catalogues, &case.events);
    for view in &case.views {
        let Json::Object(members) = &view.call else { panic!("{name}: a call is an object") };
        let (call, argument) = members.first().expect("a call has a name");
        show(name, &pair, call, argument);
    }
    case.views.len()
}

fn show(name: &str, pair: &Pair, call: &str, argument: &Json) {
    let (native, engine) = (&pair.native, Some(&*pair.engine));
    let document = argument.compact();
    let (data, size) = raw(document.as_bytes());
    match call {
        "remedies" => {
            let found = ProposedUse::from_json(document.as_bytes()).and_then(|question| write_json(&native.remedies(&question)?));
            let ours = text(|out, error| consent_engine_remedies(engine, data, size, CONSENT_AUDIENCE_CITIZEN, out, error));
            agree(name, found, ours);
            let found = ProposedUse::from_json(document.as_bytes())
                .and_then(|question| write_json(&native.remedies_for_requester(&question.template(), question.at)?));
            let ours = text(|out, error| consent_engine_remedies(engine, data, size, CONSENT_AUDIENCE_REQUESTER, out, error));
            return agree(name, found, ours);
        }
        "preview" => {
            let found = Event::from_json(document.as_bytes()).and_then(|act| write_json(&native.preview(&act)?));
            return agree(name, found, text(|out, error| consent_engine_preview(engine, data, size, out, error)));
        }
        "decide_all" => {
            let legs = || read_json::<Vec<ProposedUse>>(document.as_bytes());
            let found = legs().and_then(|legs| write_json(&native.decide_all(&legs)?));
            let ours = text(|out, error| consent_engine_decide_bundle(engine, data, size, CONSENT_AUDIENCE_AUDITOR, out, error));
            agree(name, found, ours);
            let found = legs().and_then(|legs| write_json(&native.decide_all(&legs)?.for_requester()?));
            let ours =
                text(|out, error| consent_engine_decide_bundle(engine, data, size, CONSENT_AUDIENCE_REQUESTER, out, error));
            return agree(name, found, ours);
        }
        "register" => {
            let found = native.catalogue(None).and_then(|catalogue| write_json(&register(catalogue)));
            return agree(name, found, text(|out, error| consent_engine_register(engine, out, error)));
        }
        _ => {}
    }
    // What is malformed here does not get as far as the library.
    let Ok(given) = serde_json::from_str::<Arguments>(&document) else { return };
    let Some(at) = given.at else { return };
    let known_at = given.known_at.unwrap_or(CONSENT_KNOWN_NOW);
    let bytes = |id: &Option<Id>| id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default();
    let (service, category, purpose) = (bytes(&given.service), bytes(&given.data_category), bytes(&given.purpose));
    let subject = given.subject.as_ref().map(|subject| subject.as_str().to_owned()).unwrap_or_default();
    let (subject, subject_size) = raw(subject.as_bytes());
    let (service, service_size) = raw(service.as_bytes());
    let millis = at.millis();
    let found = found(native, call, &given, at, argument);
    let ours = match call {
        "overview" => text(|out, error| consent_engine_overview(engine, subject, subject_size, millis, known_at, out, error)),
        "who_may" => {
            let (category, category_size) = raw(category.as_bytes());
            let (purpose, purpose_size) = if given.purpose.is_some() { raw(purpose.as_bytes()) } else { (core::ptr::null(), 0) };
            text(|out, error| {
                consent_engine_who_may(
                    engine,
                    subject,
                    subject_size,
                    category,
                    category_size,
                    purpose,
                    purpose_size,
                    millis,
                    known_at,
                    out,
                    error,
                )
            })
        }
        "needs" => {
            text(|out, error| consent_engine_needs(engine, service, service_size, subject, subject_size, millis, out, error))
        }
        "stop_list" => {
            let (since, since_at) = (given.since.expect("since"), given.since_at.expect("since_at").millis());
            text(|out, error| consent_engine_stop_list(engine, service, service_size, since, since_at, millis, out, error))
        }
        "subjects" => {
            let template = argument.get("use").expect("a use").compact();
            let (data, size) = raw(template.as_bytes());
            text(|out, error| consent_engine_subjects(engine, data, size, millis, out, error))
        }
        other => panic!("{name}: no view `{other}`"),
    };
    agree(name, found, ours);
}

fn found(native: &Engine, call: &str, given: &Arguments, at: Instant, argument: &Json) -> Result<String, Error> {
    let (subject, service) = (given.subject.as_ref(), given.service.as_ref());
    match call {
        "overview" => write_json(&native.overview(subject.expect("subject"), at, given.known_at)?),
        "who_may" => {
            let category = given.data_category.as_ref().expect("data_category");
            write_json(&native.who_may(subject.expect("subject"), category, given.purpose.as_ref(), at, given.known_at)?)
        }
        "needs" => write_json(&native.needs(service.expect("service"), subject.expect("subject"), at)?),
        "stop_list" => {
            let (since, since_at) = (given.since.expect("since"), given.since_at.expect("since_at"));
            write_json(&native.stop_list(service.expect("service"), since, since_at, at, StopListOptions::default())?)
        }
        _ => {
            let template: UseTemplate = read_json(argument.get("use").expect("a use").compact().as_bytes())?;
            write_json(&native.subjects(&template, at, SubjectsOptions::default())?.iter().collect::<Vec<_>>())
        }
    }
}
