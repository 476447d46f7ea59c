//! Every way in which the engine answers. A new one is a row of [`PATHS`].

use consent_core::decide::{Answer, Outcome};
use consent_core::view::SubjectsOptions;
use consent_core::{Engine, Instant, SubjectId};

use super::round::Round;

/// What is wrong, and to which question if one alone is answered wrongly.
pub(super) struct Wrong {
    pub(super) reason: String,
    pub(super) question: Option<(SubjectId, Instant)>,
}

/// A way to an answer.
pub(super) struct Path {
    pub(super) name: &'static str,
    /// Asks all questions of a round and compares.
    pub(super) agrees: fn(&Round<'_>) -> Result<(), Wrong>,
}

pub(super) const PATHS: &[Path] = &[
    Path { name: "full answer", agrees: full },
    Path { name: "plain", agrees: plain },
    Path { name: "prepared", agrees: prepared },
    Path { name: "subjects", agrees: subjects },
    Path { name: "as known then", agrees: as_known_then },
    Path { name: "restored", agrees: restored },
];

fn all(reason: String) -> Wrong {
    Wrong { reason, question: None }
}

fn one(subject: &SubjectId, at: Instant, reason: String) -> Wrong {
    Wrong { reason, question: Some((subject.clone(), at)) }
}

/// Asks one after the other.
fn each<F>(round: &Round<'_>, ask: F) -> Result<(), Wrong>
where
    F: Fn(&SubjectId, Instant) -> consent_core::Result<Outcome>,
{
    for (subject, at, expected) in round.questions() {
        let found = ask(subject, at).map_err(|error| one(subject, at, format!("no answer: {error:?}")))?;
        if found != expected.outcome {
            return Err(one(subject, at, format!("expected {}, found {found}", expected.outcome)));
        }
    }
    Ok(())
}

/// The whole answer, with reasons, bases and obligations.
fn full(round: &Round<'_>) -> Result<(), Wrong> {
    for (subject, at, expected) in round.questions() {
        let question = Round::question(round.template, subject, at);
        let found = round.built.engine.decide(&question);
        let found = found.map_err(|error| one(subject, at, format!("no answer: {error:?}")))?;
        if let Some(difference) = difference(expected, &found) {
            return Err(one(subject, at, difference));
        }
    }
    Ok(())
}

/// A question made ready for each person and instant anew.
fn plain(round: &Round<'_>) -> Result<(), Wrong> {
    let engine = &round.built.engine;
    each(round, |subject, at| engine.ask(&engine.prepare(round.template)?, subject, at))
}

/// One question made ready, asked about everybody at every instant.
fn prepared(round: &Round<'_>) -> Result<(), Wrong> {
    prepared_in(&round.built.engine, round)
}

fn prepared_in(engine: &Engine, round: &Round<'_>) -> Result<(), Wrong> {
    let prepared = engine.prepare(round.template).map_err(|error| all(format!("prepare: {error:?}")))?;
    each(round, |subject, at| engine.ask(&prepared, subject, at))
}

/// Everybody at once, instant after instant.
fn subjects(round: &Round<'_>) -> Result<(), Wrong> {
    for at in round.instants {
        let found = round.built.engine.subjects(round.template, *at, SubjectsOptions::default());
        let found = found.map_err(|error| all(format!("subjects: {error:?}")))?;
        for (subject, _, expected) in round.questions().filter(|(_, t, _)| t == at) {
            let is_found = found.iter().any(|key| key == subject);
            // A person of whom nothing is known is in no list.
            let known = round.built.records.iter().any(|record| record.event.subject.as_ref() == Some(subject));
            if known && is_found != (expected.outcome == Outcome::Covered) {
                return Err(one(subject, *at, format!("expected {}, found in the list: {is_found}", expected.outcome)));
            }
        }
    }
    Ok(())
}

/// An engine that knows no more than what was known at the position.
fn as_known_then(round: &Round<'_>) -> Result<(), Wrong> {
    let Some(engine) = round.then else { return Ok(()) };
    let now = consent_core::decide::UseTemplate { known_at: None, ..round.template.clone() };
    let prepared = engine.prepare(&now).map_err(|error| all(format!("prepare: {error:?}")))?;
    each(round, |subject, at| engine.ask(&prepared, subject, at))
}

/// An engine that was loaded with what the other accepted.
fn restored(round: &Round<'_>) -> Result<(), Wrong> {
    round.restored.map_or(Ok(()), |engine| prepared_in(engine, round))
}

/// Where two answers part, in few words.
pub(crate) fn difference(expected: &Answer, found: &Answer) -> Option<String> {
    if expected == found {
        return None;
    }
    for (one, other) in expected.items.iter().zip(&found.items) {
        if one != other {
            let (one, other) = (serde_json::to_string_pretty(one), serde_json::to_string_pretty(other));
            return Some(format!("an item differs; naive: {}\nengine: {}", one.unwrap_or_default(), other.unwrap_or_default()));
        }
    }
    let rest = |answer: &Answer| {
        format!(
            "{:?} {} items, until {:?}, {:?} {:?} {:?}",
            answer.outcome,
            answer.items.len(),
            answer.holds_until,
            answer.obligations,
            answer.warnings,
            answer.position
        )
    };
    Some(format!("the answer differs; naive: {}\nengine: {}", rest(expected), rest(found)))
}
