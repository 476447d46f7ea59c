//! A folder for each test, and a ledger of the demonstration catalogue.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Storage};
use consent_core::{Engine, Instant, Ledger};
use consent_store::SqliteStorage;
use serde_json::{Value, json};

const CATALOGUE: &str = include_str!("../../examples/data/catalogue.json");
const PUBLICATIONS: &str = include_str!("../../examples/data/publications.jsonl");

/// A folder that goes away with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("store-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn now() -> Instant {
    "2026-06-01T10:00:00Z".parse().expect("an instant")
}

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::from_json(CATALOGUE.as_bytes()).expect("the demonstration catalogue")
}

pub(crate) fn publications() -> Vec<Event> {
    Event::from_json_lines(PUBLICATIONS).expect("the demonstration's publications")
}

pub(crate) fn event(value: &Value) -> Event {
    Event::from_json(value.to_string().as_bytes()).expect("an event")
}

/// What happens to a person: born, asked and willing, no longer willing.
pub(crate) fn acts(person: &str) -> [Event; 3] {
    let catalogue = catalogue_of_tests();
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "library-recommendations").expect("the notice");
    [
        json!({"id": format!("birth-{person}"), "type": "attribute-set", "subject": person, "at": "1990-01-01T00:00:00Z",
            "by": {"role": "authority", "id": "dvv"}, "birth_date": "1990-01-01"}),
        json!({"id": format!("give-{person}"), "type": "consent-given", "subject": person, "at": "2026-06-01T09:00:00Z",
            "by": {"role": "self"}, "operator": "helsinki", "reason": reason(person), "consent": format!("consent-{person}"),
            "notice": {"id": notice.id, "version": notice.version, "language": "fi", "sha256": notice.sha256.fi},
            "form": notice.form, "channel": "online-service", "assurance": "high"}),
        json!({"id": format!("withdraw-{person}"), "type": "consent-withdrawn", "subject": person, "at": "2026-06-01T09:30:00Z",
            "by": {"role": "self"}, "consent": format!("consent-{person}")}),
    ]
    .map(|value| event(&value))
}

fn catalogue_of_tests() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(catalogue)
}

/// Words of a person's event that no other event has.
pub(crate) fn reason(person: &str) -> String {
    format!("sanottu tiskillä: {person} lukee mielellään")
}

/// A ledger with the catalogue and its publications.
pub(crate) fn begun<S: Storage>(storage: S) -> Ledger<S> {
    let mut ledger = Ledger::open_with(storage, Engine::with_hash_key([3, 5])).expect("an empty ledger");
    ledger.add_catalogue(catalogue()).expect("the catalogue");
    record(&mut ledger, publications());
    ledger
}

/// Records events with one write; all of them are accepted.
pub(crate) fn record<S: Storage>(ledger: &mut Ledger<S>, events: impl IntoIterator<Item = Event>) {
    let answers = ledger.record_all(events, now(), &mut consent_store::salt).expect("the batch is kept");
    for answer in answers {
        answer.expect("the door lets it in");
    }
}

/// A ledger with so many persons, in batches of some hundred events.
pub(crate) fn ledger(path: &Path, persons: u32) -> Ledger<SqliteStorage> {
    let mut ledger = begun(SqliteStorage::create(path).expect("a new ledger"));
    let numbers: Vec<u32> = (0..persons).collect();
    for batch in numbers.chunks(100) {
        record(&mut ledger, batch.iter().flat_map(|number| acts(&format!("person-{number}"))));
    }
    ledger
}

/// An event that erases another.
pub(crate) fn erasure(of: &str, subject: &str) -> Event {
    event(&json!({"id": format!("erase-{of}"), "type": "event-erased", "subject": subject, "at": "2026-06-01T09:45:00Z",
        "by": {"role": "controller", "id": "helsinki"}, "event": of}))
}

/// The code of an error.
pub(crate) fn code<T>(result: Result<T, consent_core::Error>) -> String {
    match result {
        Ok(_) => "none".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}
