//! The views: an overview of a long history, and a scan of all subjects beside one look-up for each, in the same run.
//!
//! `cargo run --release -p consent-benches --bin views [SUBJECTS]`

use std::hint::black_box;
use std::time::{Duration, Instant as Clock};

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Outcome, UseTemplate};
use consent_core::ledger::Event;
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Error, Instant, SubjectId};
use serde_json::json;

const CATALOGUE: &str = include_str!("../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../examples/data/publications.jsonl");

fn main() -> Result<(), Error> {
    let subjects: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    overview()?;
    scan(subjects)
}

fn engine() -> Result<Engine, Error> {
    let mut engine = Engine::new();
    engine.add_catalogue(Catalogue::from_json(CATALOGUE.as_bytes())?)?;
    for event in Event::from_json_lines(PUBLICATIONS)? {
        let at = event.at;
        engine.record(event, at)?;
    }
    Ok(engine)
}

fn event(value: &serde_json::Value) -> Result<Event, Error> {
    Event::from_json(value.to_string().as_bytes())
}

/// A consent to the library's recommendations, on the demonstration's own notice.
fn grant(catalogue: &Catalogue, subject: &str, number: u32, at: &str) -> Option<serde_json::Value> {
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations")?;
    Some(json!({
        "id": format!("give-{subject}-{number}"), "type": "consent-given", "subject": subject, "at": at, "by": {"role": "self"},
        "consent": format!("consent-{subject}-{number}"),
        "notice": {"id": "library-recommendations", "version": notice.version, "language": "fi", "sha256": notice.sha256.fi},
        "form": notice.form, "channel": "online-service", "assurance": "high"
    }))
}

fn best(mut work: impl FnMut() -> Result<(), Error>) -> Result<Duration, Error> {
    let mut best = Duration::MAX;
    for _ in 0..7 {
        let start = Clock::now();
        work()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

fn overview() -> Result<(), Error> {
    let mut engine = engine()?;
    let catalogue = engine.catalogue(None)?.clone();
    let subject: SubjectId = "long-history".parse()?;
    let birth = json!({"id": "birth", "type": "attribute-set", "subject": "long-history", "at": "1990-01-01T00:00:00Z",
        "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01"});
    let at: Instant = "2026-06-01T10:00:00Z".parse()?;
    engine.record(event(&birth)?, at)?;
    let mut number = 0_u32;
    while engine.size() < 5_002 {
        number = number.saturating_add(1);
        let second = number % 60;
        let minute = (number / 60) % 60;
        let Some(given) = grant(&catalogue, "long-history", number, &format!("2026-06-01T10:{minute:02}:{second:02}Z")) else {
            println!("overview: the demonstration has no notice `library-recommendations`");
            return Ok(());
        };
        engine.record(event(&given)?, at)?;
        let withdrawn = json!({"id": format!("withdraw-{number}"), "type": "consent-withdrawn", "subject": "long-history",
            "at": format!("2026-06-01T11:{minute:02}:{second:02}Z"), "by": {"role": "self"},
            "consent": format!("consent-long-history-{number}")});
        engine.record(event(&withdrawn)?, at)?;
    }
    let asked: Instant = "2026-06-02T10:00:00Z".parse()?;
    let time = best(|| {
        black_box(engine.overview(&subject, asked, None)?);
        Ok(())
    })?;
    println!("overview of a subject with {} events: {:.2} ms", engine.size(), time.as_secs_f64() * 1e3);
    Ok(())
}

fn scan(subjects: u32) -> Result<(), Error> {
    let mut engine = engine()?;
    let catalogue = engine.catalogue(None)?.clone();
    let recorded: Instant = "2026-06-01T10:00:00Z".parse()?;
    let mut keys = Vec::new();
    for number in 0..subjects {
        let key = format!("subject-{}", number.wrapping_mul(2_654_435_761));
        let birth = json!({"id": format!("birth-{number}"), "type": "attribute-set", "subject": key, "at": "1990-01-01T00:00:00Z",
            "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01"});
        engine.record(event(&birth)?, recorded)?;
        if number % 2 == 0
            && let Some(given) = grant(&catalogue, &key, number, "2026-06-01T10:00:00Z")
        {
            engine.record(event(&given)?, recorded)?;
        }
        keys.push(key.parse::<SubjectId>()?);
    }
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations");
    let Some(notice) = notice else { return Ok(()) };
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
