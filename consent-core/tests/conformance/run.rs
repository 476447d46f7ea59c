//! Runs one case: records its events, asks its questions, compares.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use consent_core::Engine;
use consent_core::catalogue::{Catalogue, Severity, check, check_succession};
use consent_core::decide::{Answer, Audience, ProposedUse};
use consent_core::explain::{Style, explain};
use consent_core::ledger::{Event, Record};
use consent_core::{Error, Lang};

use super::case::{Case, CheckCase, Claim, Question, patched};
use super::json::Json;
use super::views;
use crate::naive;

/// The folder of the corpus.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance")
}

/// True when expectations are to be written from the answers that agree with their claims.
pub(super) fn blessing() -> bool {
    std::env::var_os("CONSENT_BLESS").is_some_and(|value| value == "1")
}

/// The case files below a folder, by path.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn catalogue_path(name: &str) -> PathBuf {
    root().join("catalogues").join(format!("{name}.json"))
}

fn catalogue(name: &str) -> Result<Catalogue, String> {
    Catalogue::from_json(read(&catalogue_path(name)).as_bytes()).map_err(|error| format!("catalogue `{name}`: {error:?}"))
}

/// Runs every case of an area and panics with all that went wrong.
pub(crate) fn area(name: &str) {
    let mut failures = Vec::new();
    for path in files(&root().join("cases").join(name)) {
        let text = read(&path);
        let id = format!("{name}/{}", path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default());
        let outcome = match name {
            CHECKS => run_check(&text),
            _ if views::is_about_views(name) => views::run(&text),
            _ => run_case(&text),
        };
        match outcome {
            Ok(done) => {
                if done.id != id {
                    failures.push(format!("{id}: the file says that it is `{}`", done.id));
                }
                failures.extend(done.failures.into_iter().map(|failure| format!("{id}: {failure}")));
                if let Some(blessed) = done.blessed {
                    std::fs::write(&path, blessed.pretty()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                } else if done.document.pretty() != text {
                    failures.push(format!(
                        "{id}: the file is not in the form of the corpus; `cargo xtask conformance --bless` writes it"
                    ));
                }
            }
            Err(failure) => failures.push(format!("{id}: {failure}")),
        }
    }
    let more = failures.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!("\n\nand {more} more") } else { String::new() };
    let shown = failures.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} failures in `{name}`\n\n{shown}{rest}\n", failures.len());
}

/// The most failures of an area that are shown.
const SHOWN: usize = 40;

/// The area whose cases are about catalogues, not about ledgers.
pub(crate) const CHECKS: &str = "catalogue-checks";

/// What came of a case.
pub(crate) struct Done {
    pub(super) id: String,
    pub(super) failures: Vec<String>,
    pub(super) document: Json,
    pub(super) blessed: Option<Json>,
}

fn run_case(text: &str) -> Result<Done, String> {
    let mut document = Json::parse(text)?;
    let case: Case = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (engine, catalogues, mut failures) = story(&case.catalogues, &case.events)?;
    let copy = restored(&engine, &catalogues);
    let mut seen: Vec<Json> = Vec::new();
    for (index, question) in case.questions.iter().enumerate() {
        let found = ask(&engine, &question.proposed);
        let mut wrong = disagreements(&question.claim, &found, &seen);
        match &copy {
            Ok(copy) => wrong.extend(copied_opinion(copy, &question.proposed, &found)),
            Err(error) => wrong.push(format!("the ledger, written, can't be read again: {error}")),
        }
        wrong.extend(second_opinion(&engine, &catalogues, &question.proposed, &found));
        seen.push(found.expectation());
        if wrong.is_empty() {
            let expectation = found.expectation();
            if blessing() {
                bless(&mut document, index, expectation);
            } else {
                wrong.extend(mismatches(question, &expectation));
            }
        }
        failures.extend(wrong.into_iter().map(|failure| format!("question {index} ({}): {failure}", question.claim.why)));
    }
    let blessed = (blessing() && document.pretty() != text).then(|| document.clone());
    Ok(Done { id: case.id, failures, document, blessed })
}

/// An engine in which a case's events have happened, its catalogues, and what went wrong at the door.
pub(super) fn story(names: &[String], events: &[Json]) -> Result<(Engine, Vec<Catalogue>, Vec<String>), String> {
    let mut engine = Engine::new();
    let mut catalogues = Vec::new();
    for name in names {
        catalogues.push(catalogue(name)?);
        engine
            .add_catalogue(catalogue(name)?)
            .map_err(|error| format!("catalogue `{name}` was refused: {error:?}\n{}", Json::of(&error).pretty()))?;
    }
    let mut failures = Vec::new();
    for (index, step) in events.iter().enumerate() {
        if let Err(failure) = record(&mut engine, step) {
            failures.push(format!("event {index}: {failure}"));
        }
    }
    Ok((engine, catalogues, failures))
}

fn bless(document: &mut Json, index: usize, expectation: Json) {
    if let Some(question) = document.step("questions").and_then(|questions| questions.step(&index.to_string())) {
        question.set("expect", expectation);
    }
}

fn mismatches(question: &Question, found: &Json) -> Vec<String> {
    match &question.expect {
        None => vec!["there is no `expect` yet; `cargo xtask conformance --bless` writes it".to_owned()],
        Some(expected) if expected.canonical() == found.canonical() => Vec::new(),
        Some(expected) => expected.differences(found),
    }
}

/// Records one step: an event, or an event with what the door must say to it.
fn record(engine: &mut Engine, step: &Json) -> Result<(), String> {
    let (event, refused) = match (step.get("event"), step.get("refused")) {
        (Some(event @ Json::Object(_)), code) => (event, code.cloned()),
        _ => (step, None),
    };
    let is = |name: &str| step.get(name) == Some(&Json::Bool(true)) && step.get("event").is_some();
    let outcome = Event::from_json(event.compact().as_bytes()).and_then(|event| {
        let at = event.at;
        if is("merged") {
            let seq = u64::try_from(engine.records().len()).unwrap_or(u64::MAX);
            engine.restore(vec![Record { seq, recorded_at: at, actor_unverified: false, event }])?;
            return Ok((false, false));
        }
        engine.record(event, at).map(|recorded| (recorded.actor_unverified, recorded.already_known))
    });
    match (outcome, refused) {
        (Err(error), Some(code)) if code == Json::Text(error.code().to_owned()) => Ok(()),
        (Err(error), Some(code)) => Err(format!("expected it to be refused with {}, found {error:?}", code.compact())),
        (Ok(_), Some(code)) => Err(format!("expected it to be refused with {}, found it accepted", code.compact())),
        (Err(error), None) => Err(format!("expected it to be accepted, found {error:?}")),
        (Ok(found), None) if found == (is("unverified"), is("known")) => Ok(()),
        (Ok((unverified, known)), None) => {
            Err(format!("expected another mark, found actor_unverified = {unverified}, already_known = {known}"))
        }
    }
}

/// The ledger of an engine, written as JSON and read into another one.
fn restored(engine: &Engine, catalogues: &[Catalogue]) -> Result<Engine, String> {
    let read = |error: Error| format!("{error:?}");
    let mut copy = Engine::new();
    for catalogue in catalogues {
        copy.add_catalogue(catalogue.clone()).map_err(read)?;
    }
    let records = engine.records().iter().map(|record| Record::from_json(record.to_json()?.as_bytes()));
    copy.restore(records.collect::<Result<_, Error>>().map_err(read)?).map_err(read)?;
    Ok(copy)
}

/// Where an engine that read the ledger again answers differently.
fn copied_opinion(copy: &Engine, proposed: &Json, found: &Found) -> Option<String> {
    let question = ProposedUse::from_json(proposed.compact().as_bytes()).ok()?;
    match (copy.decide_with_horizon(&question), found) {
        (Ok(copied), Found::Answer { answer, .. }) if copied == **answer => None,
        (Err(error), Found::Error(first)) if error.code() == first.code() => None,
        (Ok(copied), _) => Some(format!("the ledger, read again, gives another answer: {}", Json::of(&copied).flat())),
        (Err(error), _) => Some(format!("the ledger, read again, gives an error: {error:?}")),
    }
}

/// Where the naive evaluator, written from the specification alone, gives another answer.
fn second_opinion(engine: &Engine, catalogues: &[Catalogue], proposed: &Json, found: &Found) -> Option<String> {
    let question = ProposedUse::from_json(proposed.compact().as_bytes()).ok()?;
    match (naive::answer_with_horizon(catalogues, engine.records(), &question), found) {
        (Ok(naive), Found::Answer { answer, .. }) if naive == **answer => None,
        (Ok(naive), Found::Answer { answer, .. }) => {
            Some(format!("the naive evaluator differs: {}", Json::of(&naive).differences(&Json::of(answer)).join("; ")))
        }
        (Ok(naive), Found::Error(error)) => {
            Some(format!("the naive evaluator answers `{}`, the engine {error:?}", naive.outcome))
        }
        (Err(code), Found::Answer { answer, .. }) => {
            Some(format!("the naive evaluator says `{code}`, the engine `{}`", answer.outcome))
        }
        (Err(_), Found::Error(_)) => None,
    }
}

/// What the engine says to a question.
enum Found {
    Error(Error),
    Answer { answer: Box<Answer>, requester: Json, texts: Json },
}

fn ask(engine: &Engine, proposed: &Json) -> Found {
    let answer = ProposedUse::from_json(proposed.compact().as_bytes()).and_then(|question| engine.decide_with_horizon(&question));
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Found::Error(error),
    };
    let requester = match answer.for_requester() {
        Ok(requester) => Json::of(&requester),
        Err(error) => error_object(&error),
    };
    let mut texts = Json::Object(Vec::new());
    for audience in [Audience::Citizen, Audience::Requester, Audience::Auditor] {
        let mut languages = Json::Object(Vec::new());
        for lang in Lang::ALL {
            languages.set(lang.tag(), words(engine, &answer, lang, audience));
        }
        texts.set(audience.word(), languages);
    }
    Found::Answer { answer: Box::new(answer), requester, texts }
}

/// The explanation, line by line.
fn words(engine: &Engine, answer: &Answer, lang: Lang, audience: Audience) -> Json {
    let explained = engine
        .catalogue(answer.question.known_at)
        .and_then(|catalogue| explain(answer, catalogue, Style { lang, audience, plain: false }));
    match explained {
        Ok(explanation) => Json::List(explanation.to_string().lines().map(|line| Json::Text(line.to_owned())).collect()),
        Err(error) => error_object(&error),
    }
}

pub(super) fn error_object(error: &Error) -> Json {
    Json::Object(vec![("error".to_owned(), Json::Text(error.code().to_owned()))])
}

impl Found {
    fn expectation(&self) -> Json {
        match self {
            Self::Error(error) => error_object(error),
            Self::Answer { answer, requester, texts } => Json::Object(vec![
                ("answer".to_owned(), Json::of(answer)),
                ("requester".to_owned(), requester.clone()),
                ("texts".to_owned(), texts.clone()),
            ]),
        }
    }
}

/// Where the engine disagrees with the judgement of the case.
fn disagreements(claim: &Claim, found: &Found, earlier: &[Json]) -> Vec<String> {
    let mut wrong = Vec::new();
    let (answer, requester) = match (found, &claim.error) {
        (Found::Error(error), Some(code)) if error.code() == code => return wrong,
        (Found::Error(error), Some(code)) => return vec![format!("claimed the error `{code}`, found {error:?}")],
        (Found::Error(error), None) => return vec![format!("claimed an answer, found {error:?}")],
        (Found::Answer { answer, .. }, Some(code)) => {
            return vec![format!("claimed the error `{code}`, found the answer `{}`", answer.outcome)];
        }
        (Found::Answer { answer, requester, .. }, None) => (answer, requester),
    };
    let covered = || answer.items.iter().filter(|item| item.covered);
    let unmet = || answer.items.iter().flat_map(|item| &item.requirements).filter(|requirement| requirement.met_by.is_empty());
    let failing = || unmet().flat_map(|requirement| &requirement.reasons).flat_map(|miss| &miss.codes);
    let mut compare = |what: &str, claimed: Option<BTreeSet<String>>, found: BTreeSet<String>| {
        if let Some(claimed) = claimed
            && claimed != found
        {
            wrong.push(format!("claimed {what} {claimed:?}, found {found:?}"));
        }
    };
    let set = |list: &Option<Vec<String>>| list.as_ref().map(|list| list.iter().cloned().collect::<BTreeSet<_>>());
    let one = |value: String| BTreeSet::from([value]);
    compare("the outcome", claim.outcome.map(|outcome| one(outcome.to_string())), one(answer.outcome.to_string()));
    compare(
        "the governing bases",
        set(&claim.governing),
        covered().filter_map(|item| item.governing.as_ref()).map(|basis| basis.basis.id().to_string()).collect(),
    );
    compare(
        "the codes",
        claim.codes.as_ref().map(|codes| codes.iter().map(ToString::to_string).collect()),
        failing().map(|failing| failing.code.to_string()).collect(),
    );
    compare("the covered categories", set(&claim.covered_categories), covered().map(|item| item.category.to_string()).collect());
    compare(
        "the kinds of bars",
        set(&claim.bar_kinds),
        failing().filter_map(|failing| failing.kind.as_ref()).map(ToString::to_string).collect(),
    );
    compare("the unmet requirements", set(&claim.unmet), unmet().map(|requirement| requirement.id.to_string()).collect());
    compare("the obligations", set(&claim.obligations), answer.obligations.iter().map(|o| o.id.to_string()).collect());
    compare("the warnings", set(&claim.warnings), answer.warnings.iter().map(|warning| warning.code.to_string()).collect());
    if let Some(claimed) = &claim.holds_until {
        let shown = |instant: Option<consent_core::Instant>| one(instant.map_or_else(|| "never".to_owned(), |at| at.to_string()));
        compare("that it holds until", Some(shown(*claimed)), shown(answer.holds_until));
    }
    if let Some(impersonal) = claim.impersonal {
        let told = requester.get("not_available").is_some_and(|items| match items {
            Json::List(items) => items.iter().any(|item| item.get("reasons").is_some()),
            _ => false,
        });
        compare("an impersonal reason", Some(one(impersonal.to_string())), one(told.to_string()));
    }
    if let Some(index) = claim.requester_as {
        let this = found.expectation();
        let sees = |expectation: &Json| {
            (expectation.get("requester").cloned(), expectation.get("texts").and_then(|texts| texts.get("requester")).cloned())
        };
        match earlier.get(index) {
            Some(other) if sees(other) == sees(&this) => {}
            Some(other) => {
                wrong.push(format!("the requester could tell it from question {index}: {:?}", other.differences(&this)))
            }
            None => wrong.push(format!("there is no earlier question {index}")),
        }
    }
    wrong
}

fn run_check(text: &str) -> Result<Done, String> {
    let mut document = Json::parse(text)?;
    let case: CheckCase = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let json = patched(Json::parse(&read(&catalogue_path(&case.catalogue)))?, &case.patch)?;
    let mut found = Vec::new();
    let mut refused = false;
    let mut codes = Vec::new();
    match Catalogue::from_json(json.compact().as_bytes()) {
        Err(error) => {
            refused = true;
            codes.push(error.code().to_owned());
            found.push(error_object(&error));
        }
        Ok(next) => {
            let mut findings = check(&next);
            if let Some(previous) = &case.previous {
                findings.extend(check_succession(&catalogue(previous)?, &next));
            }
            for finding in &findings {
                refused |= finding.severity == Severity::Error;
                codes.push(finding.code.to_owned());
                found.push(Json::Object(vec![
                    ("code".to_owned(), Json::Text(finding.code.to_owned())),
                    ("severity".to_owned(), Json::Text(finding.severity.to_string())),
                    ("pointer".to_owned(), Json::Text(finding.pointer.clone())),
                ]));
            }
        }
    }
    let mut failures = Vec::new();
    if refused != case.claim.refused {
        failures.push(format!("({}) claimed refused = {}, found {codes:?}", case.claim.why, case.claim.refused));
    }
    for code in case.claim.findings.iter().filter(|code| !codes.contains(code)) {
        failures.push(format!("({}) claimed the finding `{code}`, found {codes:?}", case.claim.why));
    }
    let expectation = Json::List(found);
    if failures.is_empty() && blessing() {
        document.set("expect", expectation);
    } else if failures.is_empty() {
        match &case.expect {
            Some(expected) => failures.extend(expected.differences(&expectation)),
            None => failures.push("there is no `expect` yet; `cargo xtask conformance --bless` writes it".to_owned()),
        }
    }
    let blessed = (blessing() && document.pretty() != text).then(|| document.clone());
    Ok(Done { id: case.id, failures, document, blessed })
}
