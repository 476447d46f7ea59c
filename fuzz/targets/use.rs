//! A question: read, written, answered on every path, put into words.
#![no_main]

use std::sync::OnceLock;

use consent_core::decide::{Audience, ProposedUse};
use consent_core::explain::{Style, explain};
use consent_core::index::Index;
use consent_core::ledger::Event;
use consent_core::{Engine, Lang};
use consent_fuzz::{begun, city, is_typed, now};
use libfuzzer_sys::fuzz_target;

/// A ledger in which much has happened.
fn engine() -> &'static (Engine, Index) {
    static ENGINE: OnceLock<(Engine, Index)> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut engine = begun(city()).expect("the city begins");
        for event in Event::from_json_lines(include_str!("../seeds/ledger.jsonl")).expect("the seeds can be read") {
            // Of several cases the door may refuse one or another.
            let _ = engine.record(event, now());
        }
        let index = Index::of(&engine).expect("an index");
        (engine, index)
    })
}

fuzz_target!(|data: &[u8]| {
    let question = match ProposedUse::from_json(data) {
        Ok(question) => question,
        Err(error) => return is_typed(&error),
    };
    let written = serde_json::to_string(&question).expect("what was read can be written");
    let again = ProposedUse::from_json(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again, question);

    let (engine, index) = engine();
    let answer = match engine.decide_with_horizon(&question) {
        Ok(answer) => answer,
        Err(error) => {
            is_typed(&error);
            assert!(engine.prepare(&question.template()).is_err(), "a question without an answer was made ready");
            return;
        }
    };
    let prepared = engine.prepare(&question.template()).expect("it was answered");
    assert_eq!(engine.ask(&prepared, &question.subject, question.at).expect("an outcome"), answer.outcome);
    if question.known_at.is_none() {
        let prepared = index.prepare(&question.template()).expect("it was answered");
        assert_eq!(index.ask(&prepared, &question.subject, question.at).expect("an outcome"), answer.outcome);
    }
    if let Some(end) = answer.holds_until {
        assert!(question.at < end);
        let before = consent_core::Instant::from_millis(end.millis() - 1).expect("an instant");
        let then = engine.decide(&ProposedUse { at: before, ..question.clone() }).expect("an answer");
        assert_eq!(then.outcome, answer.outcome);
    }
    let catalogue = engine.catalogue(question.known_at).expect("it was answered");
    for audience in Audience::ALL {
        for lang in [Lang::Fi, Lang::Sv, Lang::En] {
            match explain(&answer, catalogue, Style { audience: *audience, lang, plain: false }) {
                Ok(words) => assert!(!words.to_string().is_empty()),
                Err(error) => is_typed(&error),
            }
        }
    }
});
