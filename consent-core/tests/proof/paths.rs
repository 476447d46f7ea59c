//! Every way in which the engine answers. A new one is a row of [`PATHS`].

use std::cell::RefCell;

use consent_core::decide::{Answer, Outcome, Prepared, UseTemplate};
use consent_core::view::SubjectsOptions;
use consent_core::{Instant, SubjectId};

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
    Path { name: "full answer, prepared", agrees: full_prepared },
    Path { name: "plain", agrees: plain },
    Path { name: "prepared", agrees: prepared },
    Path { name: "subjects", agrees: subjects },
    Path { name: "batch", agrees: batch },
    Path { name: "as known then, or restored", agrees: other_engine },
    Path { name: "index", agrees: index },
    Path { name: "index, batch", agrees: index_batch },
    Path { name: "index, subjects", agrees: index_subjects },
    Path { name: "index, from a file", agrees: index_file },
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
    each_whole(round, |subject, at| round.built.engine.decide(&Round::question(round.template, subject, at)))
}

/// The whole answer to one question made ready.
fn full_prepared(round: &Round<'_>) -> Result<(), Wrong> {
    let prepared = ready(round.built.engine.prepare(round.template))?;
    each_whole(round, |subject, at| round.built.engine.answer_about(&prepared, subject, at))
}

fn each_whole<F>(round: &Round<'_>, ask: F) -> Result<(), Wrong>
where
    F: Fn(&SubjectId, Instant) -> consent_core::Result<Answer>,
{
    for (subject, at, expected) in round.questions() {
        let found = ask(subject, at);
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
    let engine = &round.built.engine;
    let prepared = ready(engine.prepare(round.template))?;
    each(round, |subject, at| engine.ask(&prepared, subject, at))
}

fn ready(prepared: consent_core::Result<Prepared>) -> Result<Prepared, Wrong> {
    prepared.map_err(|error| all(format!("prepare: {error:?}")))
}

/// The use without the position, for what knows that position only.
fn as_of_now(round: &Round<'_>) -> UseTemplate {
    UseTemplate { known_at: None, ..round.template.clone() }
}

/// All persons and instants in one call.
fn batch(round: &Round<'_>) -> Result<(), Wrong> {
    let engine = &round.built.engine;
    let prepared = ready(engine.prepare(round.template))?;
    let mut found = Vec::new();
    let asked = round.questions().map(|(subject, at, _)| (subject.as_str(), at));
    engine.ask_all(&prepared, asked, |answer| found.push(answer)).map_err(|error| all(format!("no answers: {error:?}")))?;
    answers(round, found)
}

/// The answers of a batch, in the order of its questions.
fn answers(round: &Round<'_>, found: Vec<consent_core::Result<Outcome>>) -> Result<(), Wrong> {
    if found.len() != round.expected.len() {
        return Err(all(format!("expected {} answers, found {}", round.expected.len(), found.len())));
    }
    let found = RefCell::new(found.into_iter());
    each(round, |_, _| found.borrow_mut().next().expect("as many answers as questions"))
}

/// Everybody at once, instant after instant.
fn subjects(round: &Round<'_>) -> Result<(), Wrong> {
    for at in round.instants {
        let found = round.built.engine.subjects(round.template, *at, SubjectsOptions::default());
        let found = found.map_err(|error| all(format!("subjects: {error:?}")))?;
        listed(round, *at, &found.iter().cloned().collect::<Vec<_>>())?;
    }
    Ok(())
}

/// At an instant exactly the covered ones are listed.
fn listed(round: &Round<'_>, at: Instant, list: &[SubjectId]) -> Result<(), Wrong> {
    for (subject, _, expected) in round.questions().filter(|(_, t, _)| *t == at) {
        // Whom no event names is in no list.
        let named = round.built.records.iter().any(|record| record.event.subject.as_ref() == Some(subject));
        let known = round.template.known_at.is_none() && named;
        let is_listed = list.contains(subject);
        let covered = expected.outcome == Outcome::Covered;
        if (known && is_listed != covered) || (is_listed && !covered) {
            return Err(one(subject, at, format!("expected {}, found in the list: {is_listed}", expected.outcome)));
        }
    }
    Ok(())
}

/// An engine that knows no more than what was known at the position, or was loaded with what another accepted.
fn other_engine(round: &Round<'_>) -> Result<(), Wrong> {
    let engine = &round.others.engine;
    let prepared = ready(engine.prepare(&as_of_now(round)))?;
    each(round, |subject, at| engine.ask(&prepared, subject, at))
}

/// The compact form.
fn index(round: &Round<'_>) -> Result<(), Wrong> {
    let index = &round.others.index;
    let prepared = ready(index.prepare(&as_of_now(round)))?;
    each(round, |subject, at| index.ask(&prepared, subject, at))
}

fn index_batch(round: &Round<'_>) -> Result<(), Wrong> {
    let index = &round.others.index;
    let prepared = ready(index.prepare(&as_of_now(round)))?;
    let mut found = Vec::new();
    let asked = round.questions().map(|(subject, at, _)| (subject.as_str(), at));
    index.ask_all(&prepared, asked, |answer| found.push(answer)).map_err(|error| all(format!("no answers: {error:?}")))?;
    answers(round, found)
}

fn index_subjects(round: &Round<'_>) -> Result<(), Wrong> {
    let index = &round.others.index;
    let prepared = ready(index.prepare(&as_of_now(round)))?;
    for at in round.instants {
        let found = index.subjects(&prepared, *at).map_err(|error| all(format!("subjects: {error:?}")))?;
        listed(round, *at, &found.iter().collect::<Vec<_>>())?;
    }
    Ok(())
}

/// The compact form, written and read again.
fn index_file(round: &Round<'_>) -> Result<(), Wrong> {
    let index = &round.others.file;
    let prepared = ready(index.prepare(&as_of_now(round)))?;
    each(round, |subject, at| index.ask(&prepared, subject, at))
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
