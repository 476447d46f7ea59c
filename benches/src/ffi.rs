//! The C library beside the engine that it is made of, in the same run: a prepared question about one person, and a batch.
//!
//! `cargo run --release -p consent-benches --bin ffi [SUBJECTS]`; with `rust`, `shared` or `c` as a second argument a million questions of that
//! side alone, for a counter of instructions.

use core::ffi::c_char;
use core::ptr;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant as Clock;

use consent::*;
use consent_core::catalogue::Catalogue;
use consent_core::decide::{BriefOptions, UseTemplate};
use consent_core::ledger::{Event, Memory, Record};
use consent_core::{Engine, Instant, Ledger, Shared, read_json};
use serde_json::json;

const CATALOGUE: &[u8] = include_bytes!("../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../examples/data/publications.jsonl");
const AT: i64 = 1_786_352_400_000;
const RUNS: usize = 15;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A city in which every other person has consented to the library's recommendations.
fn records(subjects: usize) -> Result<Vec<Record>> {
    let catalogue = Catalogue::from_json(CATALOGUE)?;
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations").ok_or("no notice")?;
    let mut events = Event::from_json_lines(PUBLICATIONS)?;
    for number in 0..subjects {
        let subject = key(number);
        events.push(Event::from_json(
            json!({"id": format!("born-{number}"), "type": "attribute-set", "subject": subject, "at": "2026-03-01T10:00:00Z",
                "by": {"role": "authority", "id": "dvv"}, "birth_date": "1980-05-10"})
            .to_string()
            .as_bytes(),
        )?);
        if number % 2 == 0 {
            events.push(Event::from_json(
                json!({"id": format!("give-{number}"), "type": "consent-given", "subject": subject, "at": "2026-06-01T10:00:00Z",
                    "by": {"role": "self"}, "consent": format!("consent-{number}"),
                    "notice": {"id": notice.id, "version": notice.version, "language": "fi", "sha256": notice.sha256.fi},
                    "form": notice.form, "channel": "online-service", "assurance": "high"})
                .to_string()
                .as_bytes(),
            )?);
        }
    }
    let records = (0..).zip(events).map(|(seq, event)| Record { seq, recorded_at: event.at, actor_unverified: false, event });
    Ok(records.collect())
}

fn key(number: usize) -> String {
    format!("resident-{number:09}")
}

fn template() -> Result<UseTemplate> {
    let catalogue = Catalogue::from_json(CATALOGUE)?;
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations").ok_or("no notice")?;
    let first = notice.controllers.first().ok_or("no controller")?;
    let document = json!({"controller": first, "recipient": first, "purpose": notice.purposes.first(),
        "data_categories": [notice.data_categories.first().map(|category| &category.id)], "operations": ["profile"]});
    Ok(read_json(document.to_string().as_bytes())?)
}

/// The host's side of the C library.
struct Host {
    engine: Box<consent_engine>,
    query: Box<consent_query>,
}

fn done(status: consent_status) -> Result<()> {
    if status == CONSENT_OK { Ok(()) } else { Err(format!("the C library says {status}").into()) }
}

unsafe extern "C" fn read(userdata: *mut core::ffi::c_void, buffer: *mut c_char, capacity: usize) -> isize {
    // SAFETY: `Host::new` hands in a slice that lives as long as the call.
    let rest = unsafe { &mut *userdata.cast::<&[u8]>() };
    let (now, later) = rest.split_at(rest.len().min(capacity));
    // SAFETY: the buffer has room for `capacity` bytes.
    unsafe { ptr::copy_nonoverlapping(now.as_ptr().cast(), buffer, now.len()) };
    *rest = later;
    isize::try_from(now.len()).unwrap_or(-1)
}

impl Host {
    fn new(records: &[Record], template: &UseTemplate) -> Result<Self> {
        let mut engine = core::mem::MaybeUninit::uninit();
        done(consent_engine_new(Some(&mut engine), None))?;
        // SAFETY: written by a call that succeeded.
        let engine = unsafe { Box::from_raw(engine.assume_init()) };
        done(consent_engine_add_catalogue(Some(&engine), CATALOGUE.as_ptr().cast(), CATALOGUE.len(), None, None))?;
        let lines = records.iter().map(Record::to_json).collect::<std::result::Result<Vec<_>, _>>()?.join("\n");
        let mut rest = lines.as_bytes();
        done(consent_engine_feed(Some(&engine), Some(read), (&raw mut rest).cast(), None, None, None))?;
        let json = serde_json::to_string(template)?;
        let mut query = core::mem::MaybeUninit::uninit();
        done(consent_query_from_json(Some(&engine), json.as_ptr().cast(), json.len(), 0, Some(&mut query), None))?;
        // SAFETY: written by a call that succeeded.
        Ok(Self { engine, query: unsafe { Box::from_raw(query.assume_init()) } })
    }
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let subjects: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let only = arguments.next();
    let (records, template) = (records(subjects)?, template()?);
    let host = Host::new(&records, &template)?;
    // Threads share an engine through its lock, as every host of the C library may.
    let mut ledger = Ledger::open(Memory::new())?;
    ledger.add_catalogue(Catalogue::from_json(CATALOGUE)?)?;
    let events = records.iter().map(|record| record.event.clone());
    ledger.record_all(events, Instant::from_millis(AT)?, &mut consent_store::salt)?;
    let shared = Shared::new(ledger);
    let mut engine = Engine::new();
    engine.add_catalogue(Catalogue::from_json(CATALOGUE)?)?;
    engine.restore(records)?;
    let prepared = engine.prepare(&template)?;
    let prepared_shared = shared.read()?.engine().prepare(&template)?;
    let keys: Vec<String> = (0..subjects).map(|number| key(number.wrapping_mul(7919) % subjects)).collect();
    let at = Instant::from_millis(AT)?;
    let wanted = BriefOptions::default();

    let rust = || {
        keys.iter()
            .filter(|key| engine.brief(&prepared, key.as_bytes(), at, wanted).is_ok_and(|brief| brief.basis.is_some()))
            .count()
    };
    let rust_shared = || {
        let asked = |key: &&String| {
            let ledger = shared.read().ok()?;
            ledger.engine().brief(&prepared_shared, key.as_bytes(), at, wanted).ok()?.basis
        };
        keys.iter().filter(|key| asked(key).is_some()).count()
    };
    // Through a pointer, as a host calls it.
    let decide = black_box(consent_query_decide as extern "C" fn(_, _, _, _, _, _) -> _);
    let c = || {
        let mut answer = consent_answer { struct_size: 40, ..Default::default() };
        keys.iter()
            .filter(|key| {
                decide(Some(&*host.query), key.as_ptr().cast(), key.len(), AT, &raw mut answer, None) == CONSENT_OK
                    && answer.covered == 1
            })
            .count()
    };
    let alone: Option<&dyn Fn() -> usize> = match only.as_deref() {
        None => None,
        Some("rust") => Some(&rust),
        Some("shared") => Some(&rust_shared),
        Some("c") => Some(&c),
        Some("nothing") => Some(&|| 0),
        Some(other) => return Err(format!("expected `rust`, `shared`, `c` or `nothing`, found `{other}`").into()),
    };
    if let Some(side) = alone {
        println!("{}", (0..1_000_000_usize.div_ceil(subjects)).map(|_| side()).sum::<usize>());
        return Ok(());
    }
    assert_eq!(rust(), subjects.div_ceil(2));
    assert_eq!(c(), subjects.div_ceil(2));
    let [one_rust, one_shared, one_c] = side_by_side(subjects, [&rust, &rust_shared, &c]);
    println!("one person, Rust           {one_rust:>8.1} ns");
    println!("one person, Rust, shared   {one_shared:>8.1} ns   {:+.1} ns", one_shared - one_rust);
    println!(
        "one person, C              {one_c:>8.1} ns   {:+.1} ns, {:+.1} to Rust, shared",
        one_c - one_rust,
        one_c - one_shared
    );

    let ats = vec![at; subjects];
    let batch_rust = || {
        let mut covered = 0_usize;
        let asked = keys.iter().map(String::as_bytes).zip(ats.iter().copied());
        let count = |brief: consent_core::Result<consent_core::decide::Brief>| {
            covered += usize::from(brief.is_ok_and(|brief| brief.basis.is_some()));
        };
        engine.brief_all(&prepared, asked, wanted, count).map(|()| covered).unwrap_or_default()
    };
    let pointers: Vec<*const c_char> = keys.iter().map(|key| key.as_ptr().cast()).collect();
    let sizes: Vec<usize> = keys.iter().map(String::len).collect();
    let millis = vec![AT; subjects];
    let answers = std::cell::RefCell::new(vec![consent_answer::default(); subjects]);
    let batch_c = || {
        let mut answers = answers.borrow_mut();
        let status = consent_query_decide_all(
            Some(&*host.query),
            pointers.as_ptr(),
            sizes.as_ptr(),
            millis.as_ptr(),
            subjects,
            answers.as_mut_ptr(),
            size_of::<consent_answer>(),
            None,
        );
        assert_eq!(status, CONSENT_OK);
        answers.iter().filter(|answer| answer.covered == 1).count()
    };
    assert_eq!(batch_rust(), subjects.div_ceil(2));
    assert_eq!(batch_c(), subjects.div_ceil(2));
    let [all_rust, all_c] = side_by_side(subjects, [&batch_rust, &batch_c]);
    println!("one of a batch, Rust       {all_rust:>8.1} ns");
    println!("one of a batch, C          {all_c:>8.1} ns   {:.0} % of the rate", 100.0 * all_rust / all_c);
    consent_query_free(Some(host.query));
    consent_engine_free(Some(host.engine));
    Ok(())
}

/// The best time of each for one question, of as many rounds for all, in turn: what slows the machine slows all.
fn side_by_side<const SIDES: usize>(count: usize, sides: [&dyn Fn() -> usize; SIDES]) -> [f64; SIDES] {
    let mut best = [f64::MAX; SIDES];
    for _ in 0..RUNS {
        for (best, work) in best.iter_mut().zip(sides) {
            let start = Clock::now();
            black_box(work());
            *best = best.min(start.elapsed().as_secs_f64() * 1e9 / count as f64);
        }
    }
    best
}
