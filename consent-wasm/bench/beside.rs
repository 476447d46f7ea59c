//! What a prepared decision costs in WebAssembly, beside the same in native code: `cargo xtask wasm bench` runs it.
//!
//! Both ask the same questions about the same persons, turn by turn in one run; each round is a ratio, and the median of them counts.
//! Once about few persons, who are all in the nearest memory, and once about many, one after the other in no order, who are not.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant as Clock;

use consent_core::catalogue::Catalogue;
use consent_core::decide::{BriefOptions, Outcome, UseTemplate};
use consent_core::ledger::Event;
use consent_core::{Engine, Instant, read_json};

/// Persons, and how often each is asked about in a round.
const FEW: (usize, usize) = (1_000, 100);
const MANY: (usize, usize) = (200_000, 1);
const ROUNDS: usize = 9;
/// No person is asked about beside the one before: a prime, as a step through all of them.
const STEP: usize = 7_919;

/// How many times the native cost is aimed at.
const AIM: f64 = 2.5;

fn main() -> Result<(), Box<dyn Error>> {
    beside(FEW)?;
    beside(MANY)
}

fn beside((persons, times): (usize, usize)) -> Result<(), Box<dyn Error>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/");
    let read = |path: &str| std::fs::read_to_string(format!("{folder}{path}"));
    let catalogue = read("data/catalogue.json")?;
    let mut events = read("data/publications.jsonl")?;
    let consent = read("cli/consent.jsonl")?;
    for person in 0..persons {
        writeln!(
            events,
            r#"{{"id":"born-{person}","type":"attribute-set","subject":"{}","at":"1990-01-01T00:00:00Z","by":{{"role":"controller","id":"helsinki-education"}},"birth_date":"1990-01-01"}}"#,
            key(person)
        )?;
        // Every other one has consented.
        if person % 2 == 0 {
            let line = consent.trim().replace("pupil-a81f", &key(person)).replace("cli-given", &format!("given-{person}"));
            writeln!(events, "{}", line.replace("\"consent\":\"", &format!("\"consent\":\"of-{person}-")))?;
        }
    }
    let template = r#"{"controller":"helsinki-education","recipient":"turku-education","purpose":"moving-transfer",
        "data_categories":["photographs-and-videos"],"operations":["disclose"],"assertions":["moving","necessary"]}"#;
    let at = "2026-08-10T08:00:00+03:00".parse::<Instant>()?;

    let mut engine = Engine::new();
    engine.add_catalogue(Catalogue::from_json(catalogue.as_bytes())?)?;
    for event in Event::from_json_lines(&events)? {
        let known = event.at;
        engine.record(event, known)?;
    }
    let prepared = engine.prepare(&read_json::<UseTemplate>(template.as_bytes())?)?;
    let keys: Vec<String> = (0..persons).map(|at| key(at * STEP % persons)).collect();
    let native = || -> Result<(f64, usize), Box<dyn Error>> {
        let (started, mut covered) = (Clock::now(), 0);
        for _ in 0..times {
            for key in &keys {
                let brief = engine.brief(&prepared, key.as_bytes(), at, BriefOptions::default())?;
                covered += usize::from(brief.outcome == Outcome::Covered);
            }
        }
        Ok((started.elapsed().as_nanos() as f64 / (times * persons) as f64, covered))
    };

    let given = serde_json::json!({
        "catalogue": catalogue, "events": events, "template": template, "at": at.millis(), "keys": keys, "times": times,
    });
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/bench/beside.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut ask = node.stdin.take().ok_or("expected to write to node")?;
    let mut said = BufReader::new(node.stdout.take().ok_or("expected to read from node")?).lines();
    writeln!(ask, "{given}")?;
    let mut wasm = || -> Result<(f64, usize), Box<dyn Error>> {
        writeln!(ask, "go")?;
        let line = said.next().ok_or("expected an answer of node")??;
        let (nanoseconds, covered) = line.split_once(' ').ok_or("expected two numbers of node")?;
        Ok((nanoseconds.parse()?, covered.parse()?))
    };

    // The first rounds are not counted: V8 compiles while it runs.
    for _ in 0..3 {
        wasm()?;
        native()?;
    }
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ((ours, covered), (theirs, same)) = (native()?, wasm()?);
        if covered != same || covered != persons / 2 * times {
            return Err(format!("expected the same answers, found {covered} and {same} covered").into());
        }
        rounds.push((theirs / ours, ours, theirs));
    }
    drop(ask);
    node.wait()?;
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, ours, theirs) = rounds[ROUNDS / 2];
    println!(
        "prepared decision about one of {persons} persons: {theirs:.0} ns, native {ours:.0} ns: {ratio:.1} times, aim {AIM}"
    );
    Ok(())
}

fn key(person: usize) -> String {
    format!("resident-{person:06}")
}
