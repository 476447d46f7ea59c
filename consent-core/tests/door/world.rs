//! A small world to tell stories in: a catalogue of a few rows, one person, and words for what happens.
//!
//! Instants are written `2026-02-01` (00:00 in UTC) or in full. An answer is told in one line, so that a test reads like a
//! sentence: `covered by c1`, `not covered: c1 withdrawn 2026-02-01`.
//!
//! Whatever a story asks is also asked of the naive evaluator and of the prepared question, and its horizon is looked at from
//! both sides; whatever is refused must leave everything as it was.

use consent_core::catalogue::{Catalogue, Operation};
use consent_core::decide::{Answer, BasisRef, NearMiss, Outcome, ProposedUse};
use consent_core::ledger::{Event, Record};
use consent_core::{Digest, Engine, Error, Instant, Recorded};
use serde_json::{Map, Value, json};

use crate::naive;

/// The person of the stories.
pub(crate) const ANNA: &str = "anna";

/// `2026-02-01` or an instant in full, as an instant in full.
pub(crate) fn full(at: &str) -> String {
    if at.len() == 10 { format!("{at}T00:00:00Z") } else { at.to_owned() }
}

pub(crate) fn instant(at: &str) -> Instant {
    full(at).parse().unwrap()
}

fn label(text: &str) -> Value {
    json!({"fi": text, "sv": text, "en": text})
}

/// Puts the members of `more` into `object`; `null` takes one away.
fn merge(object: &mut Value, more: Value) {
    let (Value::Object(members), Value::Object(more)) = (object, more) else { panic!("two objects") };
    for (key, value) in more {
        if value.is_null() {
            members.remove(&key);
        } else {
            members.insert(key, value);
        }
    }
}

/// The digest of the Finnish text of a notice.
pub(crate) fn digest(notice: &str, version: u32) -> String {
    Digest::of(format!("{notice} {version} fi").as_bytes()).to_string()
}

// --- the catalogue -----------------------------------------------------------------------------------------------------

/// A catalogue as JSON.
#[derive(Clone)]
pub(crate) struct Book(pub(crate) Value);

impl Book {
    /// Families of data (`data` → `contact`, `diet`; `media`; `health`), of purposes (`education` → `teaching`, `meals`; `ads`), a city
    /// with a school and a library, a firm; the notices `n`, `wide`, `family` and `either`. No legal bases.
    pub(crate) fn new() -> Self {
        let mut book = Self(json!({
            "schema": "consent-catalogue/1", "id": "tiny", "version": 1, "published": "2026-01-01T00:00:00Z",
            "languages": ["fi", "sv", "en"], "utc_offset_minutes": 120,
            "requirements": [{
                "id": "lawful-basis", "source": "GDPR 6(1)", "labels": label("Lawful basis"),
                "raised_by": {"always": true}, "consent": "yes"
            }],
            "terms": [], "bar_kinds": [], "country_lists": [],
            "data_categories": [], "purposes": [], "parties": [], "legal_bases": [], "notices": []
        }));
        for (kind, ids) in [
            ("class", "public secret direct-marketing company public-authority"),
            ("channel", "web letter"),
            ("relationship", "pupil"),
            ("assertion", "necessary urgent"),
            ("case-kind", "trip visit"),
            ("obligation", "log ask-first erase"),
        ] {
            for id in ids.split(' ') {
                book.add("terms", json!({"id": id, "kind": kind, "labels": label(id)}));
            }
        }
        book.category("data", json!({"classes": ["public"]}))
            .category("contact", json!({"parents": ["data"]}))
            .category("diet", json!({"parents": ["data"]}))
            .category("media", json!({"classes": ["public"]}))
            .category("health", json!({"classes": ["secret"]}))
            .purpose("education", json!({}))
            .purpose("teaching", json!({"parents": ["education"]}))
            .purpose("meals", json!({"parents": ["education"]}))
            .purpose("ads", json!({"classes": ["direct-marketing"]}))
            .party("city", json!({"kind": "company"}))
            .party("school", json!({"part_of": "city"}))
            .party("library", json!({"part_of": "city"}))
            .party("firm", json!({"kind": "company"}))
            .notice("n", json!({}))
            .notice("wide", json!({"recipients": null, "data_categories": [{"id": "data"}], "purposes": ["education"]}))
            .notice("family", json!({"activation": "all-guardians"}))
            .notice("either", json!({"activation": "any-guardian"}))
    }

    fn add(&mut self, list: &str, row: Value) {
        self.0[list].as_array_mut().unwrap().push(row);
    }

    fn version(&self) -> u32 {
        self.0["version"].as_u64().unwrap() as u32
    }

    fn with(mut self, list: &str, mut row: Value, more: Value) -> Self {
        row["since"] = json!(self.version());
        merge(&mut row, more);
        self.add(list, row);
        self
    }

    pub(crate) fn category(self, id: &str, more: Value) -> Self {
        self.with("data_categories", json!({"id": id, "labels": label(id)}), more)
    }

    pub(crate) fn purpose(self, id: &str, more: Value) -> Self {
        self.with("purposes", json!({"id": id, "labels": label(id)}), more)
    }

    pub(crate) fn party(self, id: &str, more: Value) -> Self {
        self.with("parties", json!({"id": id, "labels": label(id)}), more)
    }

    /// The city may use `contact` for `teaching`, itself and in the firm's hands, because of a statute.
    pub(crate) fn row(self, id: &str, more: Value) -> Self {
        let mut row = json!({
            "id": id, "labels": label(id), "article": "6(1)(e)",
            "statute": {"name": label("Act"), "number": "1/2020", "section": "1 §", "as_of": "2026-01-01"},
            "meets": ["lawful-basis"], "controller": "city", "recipients": ["city", "firm"], "data_categories": ["contact"],
            "purposes": ["teaching"], "operations": ["use", "disclose"], "character": "permission"
        });
        if more["character"] == "duty" {
            row["survives"] = json!([]);
        }
        self.with("legal_bases", row, more)
    }

    /// Version 1 of a notice over `contact` (required) and `diet`, for `teaching`, used by the city and the firm.
    pub(crate) fn notice(self, id: &str, more: Value) -> Self {
        let version = more["version"].as_u64().unwrap_or(1) as u32;
        let text = |lang: &str| format!("{id} {version} {lang}");
        let sha256 = |lang: &str| Digest::of(text(lang).as_bytes()).to_string();
        let row = json!({
            "id": id, "version": version, "labels": label(id),
            "texts": {"fi": text("fi"), "sv": text("sv"), "en": text("en")},
            "sha256": {"fi": sha256("fi"), "sv": sha256("sv"), "en": sha256("en")},
            "controllers": ["city"], "recipients": ["city", "firm"],
            "data_categories": [{"id": "contact", "required": true}, {"id": "diet"}],
            "purposes": ["teaching"], "operations": ["use", "disclose"], "meets": ["lawful-basis"],
            "form": "any", "activation": "subject", "min_age_self": 15, "min_assurance": "low", "ask": "may"
        });
        self.with("notices", row, more)
    }

    /// A bar kind that the person sets and lifts.
    pub(crate) fn bar_kind(mut self, id: &str, more: Value) -> Self {
        let mut row = json!({"id": id, "labels": label(id), "source": "Act 1 §", "set_by": ["person"], "lifted_by": ["person"]});
        merge(&mut row, more);
        self.add("bar_kinds", row);
        self
    }

    pub(crate) fn requirement(mut self, id: &str, raised_by: Value, consent: &str) -> Self {
        let row = json!({"id": id, "source": "Act 2 §", "labels": label(id), "raised_by": raised_by, "consent": consent});
        self.add("requirements", row);
        self
    }

    /// Changes members of one row.
    pub(crate) fn change(mut self, list: &str, id: &str, more: Value) -> Self {
        let rows = self.0[list].as_array_mut().unwrap();
        merge(rows.iter_mut().find(|row| row["id"] == id).unwrap(), more);
        self
    }

    /// Takes a row away.
    pub(crate) fn without(mut self, list: &str, id: &str) -> Self {
        self.0[list].as_array_mut().unwrap().retain(|row| row["id"] != id);
        self
    }

    /// The next version, still with the same rows.
    pub(crate) fn next(mut self) -> Self {
        self.0["version"] = json!(self.version() + 1);
        self
    }

    pub(crate) fn read(&self) -> Catalogue {
        Catalogue::from_json(self.0.to_string().as_bytes()).unwrap()
    }
}

// --- what happens --------------------------------------------------------------------------------------------------------

/// An event as JSON; its id is `e1`, `e2` … by position unless it is given one.
#[derive(Clone)]
pub(crate) struct Act(pub(crate) Value);

fn act(kind: &str, at: &str, more: Value) -> Act {
    let mut event = json!({"type": kind, "subject": ANNA, "at": full(at), "by": {"role": "self"}});
    merge(&mut event, more);
    Act(event)
}

fn notice(id: &str, version: u32) -> Value {
    json!({"id": id, "version": version, "language": "fi", "sha256": digest(id, version)})
}

/// A consent on the notice `n`.
pub(crate) fn given(consent: &str, at: &str) -> Act {
    let more =
        json!({"consent": consent, "notice": notice("n", 1), "form": "explicit-written", "channel": "web", "assurance": "high"});
    act("consent-given", at, more)
}

pub(crate) fn published(version: u32, sha256: &str) -> Act {
    act("catalogue-published", "2026-02-01", json!({"version": version, "sha256": sha256}))
        .by("operator", "op")
        .without("subject")
}

pub(crate) fn requested(consent: &str, at: &str) -> Act {
    act("consent-requested", at, json!({"consent": consent, "notice": {"id": "n", "version": 1}})).by("controller", "city")
}

pub(crate) fn refused(consent: &str, at: &str) -> Act {
    act("consent-refused", at, json!({"consent": consent}))
}

pub(crate) fn narrowed(consent: &str, scope: Value, at: &str) -> Act {
    act("consent-narrowed", at, json!({"consent": consent, "scope": scope}))
}

pub(crate) fn renewed(consent: &str, at: &str) -> Act {
    act("consent-renewed", at, json!({"consent": consent}))
}

pub(crate) fn withdrawn(consent: &str, at: &str) -> Act {
    act("consent-withdrawn", at, json!({"consent": consent}))
}

pub(crate) fn suspended(consent: &str, at: &str) -> Act {
    act("consent-suspended", at, json!({"consent": consent}))
}

pub(crate) fn resumed(consent: &str, at: &str) -> Act {
    act("consent-resumed", at, json!({"consent": consent}))
}

pub(crate) fn invalidated(consent: &str, at: &str) -> Act {
    act("consent-invalidated", at, json!({"consent": consent})).by("controller", "city")
}

/// A bar whose id is `bar` and whose scope is all.
pub(crate) fn bar(kind: &str, at: &str) -> Act {
    act("bar-set", at, json!({"id": "bar", "kind": kind}))
}

pub(crate) fn lifted(at: &str) -> Act {
    act("bar-lifted", at, json!({"bar": "bar"}))
}

pub(crate) fn overruled(at: &str) -> Act {
    act("objection-overruled", at, json!({"bar": "bar"})).by("controller", "city")
}

pub(crate) fn started(kind: &str, with: &str, at: &str) -> Act {
    act("relationship-started", at, json!({"kind": kind, "with": with})).by("controller", "city")
}

pub(crate) fn ended(kind: &str, with: &str, at: &str) -> Act {
    act("relationship-ended", at, json!({"kind": kind, "with": with})).by("controller", "city")
}

/// An attribute, recorded by an authority.
pub(crate) fn fact(member: &str, value: Value, at: &str) -> Act {
    act("attribute-set", at, json!({member: value})).by("authority", "city")
}

pub(crate) fn capable(value: bool, purposes: &[&str], at: &str) -> Act {
    fact("capable", json!(value), at).with("purposes", json!(purposes))
}

pub(crate) fn represented(by: &str, capacity: &str, at: &str) -> Act {
    act("representation-started", at, json!({"representative": by, "capacity": capacity})).by("authority", "city")
}

pub(crate) fn represented_no_more(by: &str, capacity: &str, at: &str) -> Act {
    act("representation-ended", at, json!({"representative": by, "capacity": capacity})).by("authority", "city")
}

pub(crate) fn merged(other: &str, at: &str) -> Act {
    act("subjects-merged", at, json!({"merged": other})).by("operator", "op")
}

pub(crate) fn erased(event: &str, at: &str) -> Act {
    act("event-erased", at, json!({"event": event})).by("controller", "city")
}

pub(crate) fn used(at: &str) -> Act {
    let what = json!({
        "controller": "city", "recipient": "city", "purpose": "teaching", "data_categories": ["contact"],
        "operations": ["use"], "basis": "c1"
    });
    act("use-recorded", at, json!({"use": what})).by("controller", "city")
}

impl Act {
    pub(crate) fn with(mut self, member: &str, value: Value) -> Self {
        merge(&mut self.0, Value::Object(Map::from_iter([(member.to_owned(), value)])));
        self
    }

    pub(crate) fn without(self, member: &str) -> Self {
        self.with(member, Value::Null)
    }

    pub(crate) fn id(self, id: &str) -> Self {
        self.with("id", json!(id))
    }

    pub(crate) fn of(self, subject: &str) -> Self {
        self.with("subject", json!(subject))
    }

    pub(crate) fn by(self, role: &str, id: &str) -> Self {
        self.with("by", json!({"role": role, "id": id}))
    }

    pub(crate) fn by_guardian(self, id: &str) -> Self {
        self.by("guardian", id)
    }

    /// On version 1 of a notice.
    pub(crate) fn on(self, id: &str) -> Self {
        self.on_version(id, 1)
    }

    pub(crate) fn on_version(self, id: &str, version: u32) -> Self {
        let shown = notice(id, version);
        let shown = if self.0["type"] == "consent-given" { shown } else { json!({"id": id, "version": version}) };
        self.with("notice", shown)
    }

    pub(crate) fn over(self, scope: Value) -> Self {
        self.with("scope", scope)
    }

    pub(crate) fn until(self, at: &str) -> Self {
        let member = if self.0["type"] == "bar-set" { "until" } else { "valid_until" };
        self.with(member, json!(full(at)))
    }

    pub(crate) fn from(self, at: &str) -> Self {
        let member = if self.0["type"] == "bar-set" { "from" } else { "valid_from" };
        self.with(member, json!(full(at)))
    }

    pub(crate) fn read(&self) -> Result<Event, Error> {
        Event::from_json(self.0.to_string().as_bytes())
    }
}

// --- what is asked -------------------------------------------------------------------------------------------------------

/// A question as JSON.
#[derive(Clone)]
pub(crate) struct Use(pub(crate) Value);

/// The city wants to use `contact` itself for `teaching`.
pub(crate) fn at(at: &str) -> Use {
    Use(json!({
        "subject": ANNA, "at": full(at), "controller": "city", "recipient": "city", "purpose": "teaching",
        "data_categories": ["contact"], "operations": ["use"]
    }))
}

impl Use {
    pub(crate) fn with(mut self, member: &str, value: Value) -> Self {
        merge(&mut self.0, Value::Object(Map::from_iter([(member.to_owned(), value)])));
        self
    }

    pub(crate) fn of(self, subject: &str) -> Self {
        self.with("subject", json!(subject))
    }

    pub(crate) fn data(self, ids: &[&str]) -> Self {
        self.with("data_categories", json!(ids))
    }

    pub(crate) fn purpose(self, id: &str) -> Self {
        self.with("purpose", json!(id))
    }

    pub(crate) fn controller(self, id: &str) -> Self {
        self.with("controller", json!(id))
    }

    pub(crate) fn to(self, recipient: &str) -> Self {
        self.with("recipient", json!(recipient))
    }

    pub(crate) fn doing(self, operation: &str) -> Self {
        self.with("operations", json!([operation]))
    }

    pub(crate) fn cases(self, cases: &[&str]) -> Self {
        self.with("cases", json!(cases))
    }

    pub(crate) fn saying(self, assertions: &[&str]) -> Self {
        self.with("assertions", json!(assertions))
    }

    pub(crate) fn known_at(self, seq: u64) -> Self {
        self.with("known_at", json!(seq))
    }

    pub(crate) fn read(&self) -> ProposedUse {
        ProposedUse::from_json(self.0.to_string().as_bytes()).unwrap()
    }
}

/// An engine, and the catalogues it holds.
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) catalogues: Vec<Catalogue>,
}

impl World {
    /// The catalogue of [`Book::new`], published on 1 January 2026, and Anna, who was born in 1990.
    pub(crate) fn new() -> Self {
        Self::of(Book::new())
    }

    pub(crate) fn of(book: Book) -> Self {
        let mut world = Self::unborn(book);
        world.does(fact("birth_date", json!("1990-05-05"), "2026-01-01"));
        world
    }

    /// As [`Self::of`], for a child of nine years who has the guardians `mom` and `dad`.
    pub(crate) fn child(book: Book) -> Self {
        let mut world = Self::unborn(book);
        world.does(fact("birth_date", json!("2016-09-01"), "2026-01-01"));
        world.does(represented("mom", "guardian", "2026-01-01"));
        world.does(represented("dad", "guardian", "2026-01-01"));
        world
    }

    /// As [`Self::of`], with nothing recorded about Anna.
    pub(crate) fn unborn(book: Book) -> Self {
        let mut world = Self { engine: Engine::with_hash_key([1, 2]), catalogues: Vec::new() };
        world.publish(&book, "2026-01-01");
        world
    }

    pub(crate) fn hold(&mut self, book: &Book) -> Catalogue {
        let catalogue = book.read();
        if let Err(error) = self.engine.add_catalogue(catalogue.clone()) {
            panic!("{error:?}: {:#?}", error.findings());
        }
        self.catalogues.push(catalogue.clone());
        catalogue
    }

    pub(crate) fn publish(&mut self, book: &Book, at: &str) {
        let catalogue = self.hold(book);
        let digest = catalogue.digest().unwrap().to_string();
        self.does(published(catalogue.version, &digest).with("at", json!(full(at))));
    }

    fn event(&self, act: &Act) -> Event {
        let mut act = act.clone();
        if act.0["id"].is_null() {
            act = act.id(&format!("e{}", self.engine.size()));
        }
        let event = act.read().unwrap_or_else(|error| panic!("{error:?}: {}", act.0));
        let again = Event::from_json(event.to_json().unwrap().as_bytes()).unwrap();
        assert_eq!(again, event, "an event is read as it was written");
        event
    }

    /// Takes over what another ledger's door let in.
    pub(crate) fn merges(&mut self, act: Act) {
        let event = self.event(&act);
        let record = Record { seq: self.engine.size(), recorded_at: instant("2026-06-01"), actor_unverified: false, event };
        self.engine.restore(vec![record]).unwrap_or_else(|error| panic!("{error:?}: {}", act.0));
    }

    /// Records what the door lets in.
    pub(crate) fn does(&mut self, act: Act) -> Recorded {
        let event = self.event(&act);
        match self.engine.record(event, instant("2026-06-01")) {
            Ok(recorded) => recorded,
            Err(error) => panic!("{error:?}: {}", act.0),
        }
    }

    /// Tries what the door refuses, makes sure that nothing changed, and says why.
    pub(crate) fn refuses(&mut self, act: Act) -> String {
        let error = self.refusal(act);
        match error.pointer() {
            Some(pointer) => format!("{} at {pointer}", error.code()),
            None => error.code().to_owned(),
        }
    }

    pub(crate) fn refusal(&mut self, act: Act) -> Error {
        let event = self.event(&act);
        let before = self.everything();
        let Err(error) = self.engine.record(event, instant("2026-06-01")) else { panic!("let in: {}", act.0) };
        assert!(self.everything() == before, "what is refused changes nothing");
        error
    }

    /// The ledger and the answers at some instants.
    fn everything(&self) -> (Vec<Record>, Vec<Option<Answer>>) {
        let asked = ["2025-12-31", "2026-02-01", "2026-06-15", "2027-06-15", "2036-06-15"]
            .map(|t| at(t).data(&["data", "health"]).with("operations", json!(["use", "disclose"])).read());
        (self.engine.records().to_vec(), asked.iter().map(|question| self.engine.decide_with_horizon(question).ok()).collect())
    }

    /// The full answer, after asking in every other way, too.
    pub(crate) fn answer(&self, asked: Use) -> Answer {
        let question = asked.read();
        let answer = self.engine.decide_with_horizon(&question).unwrap();
        let covered = answer.items.iter().filter(|item| item.covered).count();
        let outcome = match covered {
            0 => Outcome::NotCovered,
            n if n == answer.items.len() => Outcome::Covered,
            _ => Outcome::PartlyCovered,
        };
        assert_eq!(answer.outcome, outcome, "the outcome is that of the items");
        let prepared = self.engine.prepare(&question.template()).unwrap();
        assert_eq!(self.engine.ask(&prepared, &question.subject, question.at).unwrap(), outcome, "the prepared question agrees");
        self.look_around(&question, &answer);
        let naive = naive::answer_with_horizon(&self.catalogues, self.engine.records(), &question).unwrap();
        let (ours, theirs) = (lines(&answer), lines(&naive));
        let differing: Vec<_> = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).take(5).collect();
        assert!(ours == theirs, "the engine (left) and the naive evaluator (right) differ about {}: {differing:#?}", asked.0);
        answer
    }

    /// Nothing differs just before `holds_until`, something does at it.
    fn look_around(&self, question: &ProposedUse, answer: &Answer) {
        let Some(until) = answer.holds_until else { return };
        let then =
            |at: Instant| naive::outcome_and_governing(&self.engine.decide(&ProposedUse { at, ..question.clone() }).unwrap());
        let now = naive::outcome_and_governing(answer);
        assert!(until > question.at);
        assert_eq!(then(Instant::from_millis(until.millis() - 1).unwrap()), now, "holds up to the horizon");
        assert_ne!(then(until), now, "differs at the horizon");
    }

    /// The answer in one line.
    pub(crate) fn says(&self, asked: Use) -> String {
        tell(&self.answer(asked))
    }

    /// Until when the answer holds.
    pub(crate) fn until(&self, asked: Use) -> String {
        self.answer(asked).holds_until.map_or_else(|| "for ever".to_owned(), short)
    }

    /// What the requester sees, as JSON.
    pub(crate) fn requester(&self, asked: Use) -> String {
        serde_json::to_string(&self.answer(asked).for_requester().unwrap()).unwrap()
    }

    /// The remedies as JSON, as the requester reads them.
    pub(crate) fn requester_remedies(&self, asked: Use) -> String {
        let question = ProposedUse::from_json(asked.0.to_string().as_bytes()).unwrap();
        serde_json::to_string(&self.engine.remedies_for_requester(&question.template(), question.at).unwrap()).unwrap()
    }

    /// What is wrong with a question.
    pub(crate) fn error(&self, asked: Use) -> String {
        let error = match ProposedUse::from_json(asked.0.to_string().as_bytes()) {
            Ok(question) => self.engine.decide(&question).unwrap_err(),
            Err(error) => error,
        };
        format!("{} at {}", error.code(), error.pointer().unwrap_or("-"))
    }
}

// --- how an answer is told -----------------------------------------------------------------------------------------------

pub(crate) fn short(at: Instant) -> String {
    let text = at.to_string();
    text.strip_suffix("T00:00:00Z").map(str::to_owned).unwrap_or(text)
}

fn name(basis: &BasisRef) -> &str {
    basis.id().as_str()
}

fn miss(near: &NearMiss) -> String {
    let codes: Vec<String> = near
        .codes
        .iter()
        .map(|failing| {
            let kind = failing.kind.as_ref().map_or_else(String::new, |kind| format!(" {kind}"));
            let since = failing.since.map_or_else(String::new, |since| format!(" {}", short(since)));
            format!("{}{kind}{since}", failing.code)
        })
        .collect();
    match &near.basis {
        Some(basis) => format!("{} {}", name(basis), codes.join(", ")),
        None => codes.join(", "),
    }
}

/// The answer as lines of JSON with items by id, and without the end of each consent, which the naive evaluator tells as of the
/// question's instant.
fn lines(answer: &Answer) -> Vec<String> {
    let mut answer = answer.clone();
    answer.items.sort_by_key(|item| (item.category.clone(), item.operation.word()));
    for basis in answer.items.iter_mut().flat_map(|item| item.governing.iter_mut().chain(&mut item.others)) {
        basis.until = None;
    }
    serde_json::to_string_pretty(&answer).unwrap().lines().map(str::to_owned).collect()
}

/// The answer in one line; several items are told one after the other.
pub(crate) fn tell(answer: &Answer) -> String {
    let items: Vec<String> = answer
        .items
        .iter()
        .map(|item| {
            let mut words = String::new();
            if answer.items.len() > 1 {
                let operation = if item.operation == Operation::Use { String::new() } else { format!(" {}", item.operation) };
                words = format!("{}{operation} ", item.category);
            }
            let governing = item.governing.as_ref().map(|basis| name(&basis.basis));
            if item.covered {
                words.push_str(&format!("covered by {}", governing.unwrap()));
                for other in &item.others {
                    words.push_str(&format!(" and {}", name(&other.basis)));
                }
                for requirement in item.requirements.iter().filter(|r| r.id.as_str() != "lawful-basis") {
                    words.push_str(&format!(", {} by {}", requirement.id, name(&requirement.met_by[0])));
                }
            } else {
                words.push_str("not covered");
                if let Some(governing) = governing {
                    words.push_str(&format!(" (but by {governing})"));
                }
                for requirement in item.requirements.iter().filter(|r| r.met_by.is_empty()) {
                    let which = match requirement.id.as_str() {
                        "lawful-basis" => String::new(),
                        id => format!(" {id}:"),
                    };
                    let reasons: Vec<String> = requirement.reasons.iter().map(miss).collect();
                    words.push_str(&format!(":{which} {}", reasons.join("; ")));
                }
            }
            words
        })
        .collect();
    items.join(" | ")
}
