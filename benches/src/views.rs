//! The views: overviews of long histories, and a scan of all subjects beside one look-up for each, in the same run.
//!
//! `cargo run --release -p consent-benches --bin views [SUBJECTS]`

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

use consent_core::catalogue::{Activation, Catalogue, Notice};
use consent_core::decide::{Outcome, UseTemplate};
use consent_core::ledger::{Event, Record};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, SubjectId};
use serde_json::{Value, json};

const CATALOGUE: &str = include_str!("../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../examples/data/publications.jsonl");

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let subjects: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    overviews()?;
    scan(subjects)
}

fn engine() -> Result<Engine> {
    let mut engine = Engine::new();
    engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
    for event in Event::from_json_lines(PUBLICATIONS)? {
        let at = event.at;
        engine.record(event, at)?;
    }
    Ok(engine)
}

fn event(value: &Value) -> Result<Event> {
    Ok(Event::from_json(value.to_string().as_bytes())?)
}

/// A consent on one of the demonstration's own notices.
fn grant(notice: &Notice, subject: &str, number: u32, at: &str) -> Value {
    json!({
        "id": format!("give-{subject}-{number}"), "type": "consent-given", "subject": subject, "at": at, "by": {"role": "self"},
        "consent": format!("consent-{subject}-{number}"),
        "notice": {"id": notice.id, "version": notice.version, "language": "fi", "sha256": notice.sha256.fi},
        "form": notice.form, "channel": "online-service", "assurance": "high"
    })
}

/// The notice of the library's recommendations.
fn library(catalogue: &Catalogue) -> Result<&Notice> {
    let found = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations");
    found.ok_or_else(|| "expected the notice `library-recommendations` in the demonstration".into())
}

fn best(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..25 {
        let start = Clock::now();
        work()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// What a person did again and again, a step at a time.
type Habit = fn(&Catalogue, u32) -> Result<Vec<Value>>;

const PERSON: &str = "long-history";

/// The minute and second of a step.
fn clock(step: u32) -> String {
    format!("{:02}:{:02}", (step / 60) % 60, step % 60)
}

fn by_person(kind: &str, step: u32, hour: u32, rest: Value) -> Value {
    let mut event = json!({"id": format!("{kind}-{step}"), "type": kind, "subject": PERSON,
        "at": format!("2026-06-01T{hour:02}:{}Z", clock(step)), "by": {"role": "self"}});
    if let (Some(event), Value::Object(rest)) = (event.as_object_mut(), rest) {
        event.extend(rest);
    }
    event
}

/// The notices on which a grown-up consents alone, in turn.
fn in_turn(catalogue: &Catalogue, step: u32) -> Option<&Notice> {
    let alone: Vec<&Notice> = catalogue.notices.iter().filter(|notice| notice.activation != Activation::AllGuardians).collect();
    alone.get(usize::try_from(step).ok()?.checked_rem(alone.len())?).copied()
}

fn given_and_withdrawn(catalogue: &Catalogue, step: u32) -> Result<Vec<Value>> {
    let given = grant(library(catalogue)?, PERSON, step, &format!("2026-06-01T10:{}Z", clock(step)));
    let consent = json!({"consent": format!("consent-{PERSON}-{step}")});
    Ok(vec![given, by_person("consent-withdrawn", step, 11, consent)])
}

fn given_on_every_notice(catalogue: &Catalogue, step: u32) -> Result<Vec<Value>> {
    let given = |notice| grant(notice, PERSON, step, &format!("2026-06-01T10:{}Z", clock(step)));
    Ok(in_turn(catalogue, step).map(given).into_iter().collect())
}

/// Asks, grants, narrowings, withdrawals, refusals, objections that stand and that are lifted, recorded uses.
fn of_every_kind(catalogue: &Catalogue, step: u32) -> Result<Vec<Value>> {
    let Some(notice) = in_turn(catalogue, step) else { return Ok(Vec::new()) };
    let consent = format!("consent-{PERSON}-{step}");
    let shown = json!({"id": notice.id, "version": notice.version});
    let (controller, purpose, category) =
        (notice.controllers.first(), notice.purposes.first(), notice.data_categories.first().map(|category| &category.id));
    let narrow = json!({"consent": consent, "scope": {"data_categories": [category], "operations": notice.operations}});
    let object = json!({"kind": "objection", "scope": {"controllers": [controller], "purposes": [purpose]}});
    let recorded = json!({"by": {"role": "controller", "id": controller}, "use": {"controller": controller, "recipient": controller,
        "purpose": purpose, "data_categories": [category], "operations": ["use"], "basis": consent}});
    let mut events = vec![
        by_person(
            "consent-requested",
            step,
            9,
            json!({"consent": consent, "notice": shown, "by": {"role": "controller", "id": controller}}),
        ),
        grant(notice, PERSON, step, &format!("2026-06-01T10:{}Z", clock(step))),
        by_person("use-recorded", step, 11, recorded),
        by_person("consent-narrowed", step, 12, narrow),
        by_person("bar-set", step, 13, object),
    ];
    let bar = json!({"bar": format!("bar-set-{step}")});
    events.push(match step % 4 {
        0 => by_person("consent-withdrawn", step, 14, json!({"consent": consent})),
        1 => by_person("consent-refused", step, 14, json!({"consent": format!("other-{step}"), "notice": shown})),
        _ => by_person("bar-lifted", step, 14, bar),
    });
    Ok(events)
}

fn overviews() -> Result<()> {
    let habits: [(&str, Habit); 3] = [
        ("given and withdrawn", given_and_withdrawn),
        ("given on every notice", given_on_every_notice),
        ("of every kind", of_every_kind),
    ];
    for (name, habit) in habits {
        overview(name, habit)?;
    }
    Ok(())
}

fn overview(name: &str, habit: Habit) -> Result<()> {
    let mut engine = engine()?;
    let catalogue = engine.catalogue(None)?.clone();
    let recorded_at: Instant = "2026-06-01T10:00:00Z".parse()?;
    let birth = json!({"id": "birth", "type": "attribute-set", "subject": PERSON, "at": "1990-01-01T00:00:00Z",
        "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01"});
    let mut events = vec![birth];
    let mut step = 0_u32;
    while events.len() < 5_001 {
        events.extend(habit(&catalogue, step)?);
        step = step.saturating_add(1);
    }
    // As from a ledger that is read again: the door let them in before.
    let mut records = Vec::new();
    for (seq, value) in (engine.size()..).zip(&events) {
        records.push(Record { seq, recorded_at, actor_unverified: false, event: event(value)? });
    }
    engine.restore(records)?;
    let (subject, at): (SubjectId, Instant) = (PERSON.parse()?, "2026-06-02T10:00:00Z".parse()?);
    let mut covered = 0_usize;
    let time = best(|| {
        covered = black_box(engine.overview(&subject, at, None)?).uses.len();
        Ok(())
    })?;
    let (events, milliseconds) = (events.len(), time.as_secs_f64() * 1e3);
    println!("overview of a subject with {events} events, {name}: {milliseconds:.2} ms, {covered} uses");
    Ok(())
}

fn scan(subjects: u32) -> Result<()> {
    let mut engine = engine()?;
    let catalogue = engine.catalogue(None)?.clone();
    let notice = library(&catalogue)?;
    let recorded: Instant = "2026-06-01T10:00:00Z".parse()?;
    let mut keys = Vec::new();
    for number in 0..subjects {
        let key = format!("subject-{}", number.wrapping_mul(2_654_435_761));
        let birth = json!({"id": format!("birth-{number}"), "type": "attribute-set", "subject": key, "at": "1990-01-01T00:00:00Z",
            "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01"});
        engine.record(event(&birth)?, recorded)?;
        if number % 2 == 0 {
            engine.record(event(&grant(notice, &key, number, "2026-06-01T10:00:00Z"))?, recorded)?;
        }
        keys.push(key.parse::<SubjectId>()?);
    }
    let recipient = notice.recipients.as_ref().and_then(|list| list.first()).or_else(|| notice.controllers.first());
    let (Some(recipient), Some(controller), Some(purpose), Some(category), Some(operation)) = (
        recipient,
        notice.controllers.first(),
        notice.purposes.first(),
        notice.data_categories.first(),
        notice.operations.first(),
    ) else {
        return Ok(());
    };
    let template = UseTemplate {
        known_at: None,
        controller: controller.clone(),
        recipient: recipient.clone(),
        purpose: purpose.clone(),
        data_categories: vec![category.id.clone()],
        except: None,
        operations: vec![*operation],
        cases: None,
        channel: None,
        automated_decision: false,
        assertions: Vec::new(),
    };
    let at: Instant = "2026-06-02T10:00:00Z".parse()?;
    let prepared = engine.prepare(&template)?;
    let mut covered = 0_usize;
    let single = best(|| {
        covered = 0;
        for key in &keys {
            covered += usize::from(engine.ask(&prepared, key, at)? == Outcome::Covered);
        }
        Ok(())
    })?;
    let mut found = 0_u64;
    let scanned = best(|| {
        found = engine.subjects(&template, at, SubjectsOptions::default())?.len();
        Ok(())
    })?;
    let each = |time: Duration| time.as_secs_f64() * 1e9 / f64::from(subjects);
    println!("{subjects} subjects, covered {covered} by look-ups, {found} by the scan");
    println!(
        "one look-up each: {:.1} ns a subject; scan: {:.1} ns a subject; ratio {:.1}",
        each(single),
        each(scanned),
        single.as_secs_f64() / scanned.as_secs_f64()
    );
    Ok(())
}
