//! §7 property 10: every surface gives identical bytes, explanations included. A new one is a row of [`SURFACES`].

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Audience, ProposedUse};
use consent_core::explain::{Style, explain, explain_to_requester};
use consent_core::ledger::Record;
use consent_core::{Engine, Lang};
use serde::Serialize;

use super::{Verdict, holds_in_all_worlds};
use crate::worlds::{Built, World};

/// All that can be told about a question, as text, or the code of the error.
type Told = Result<Vec<String>, String>;

/// Somewhere that answers.
struct Surface {
    name: &'static str,
    tells: fn(&World, &Built) -> Told,
}

const SURFACES: &[Surface] = &[
    Surface { name: "the engine that recorded", tells: recorded },
    Surface { name: "an engine that was given what was accepted", tells: restored },
    Surface { name: "an engine that was given everything as JSON", tells: from_json },
];

fn recorded(world: &World, built: &Built) -> Told {
    tell(&built.engine, &world.question)
}

fn restored(world: &World, built: &Built) -> Told {
    let mut engine = world.empty_engine()?;
    engine.restore(built.records.clone()).map_err(code)?;
    tell(&engine, &world.question)
}

fn from_json(world: &World, built: &Built) -> Told {
    let mut engine = Engine::with_hash_key([101, 103]);
    for catalogue in &world.catalogues {
        let written = catalogue.to_json().map_err(code)?;
        engine.add_catalogue(Catalogue::from_json(written.as_bytes()).map_err(code)?).map_err(code)?;
    }
    let written = json(&built.records)?;
    let records: Vec<Record> = consent_core::read_json(written.as_bytes()).map_err(code)?;
    engine.restore(records).map_err(code)?;
    let question = ProposedUse::from_json(json(&world.question)?.as_bytes()).map_err(code)?;
    tell(&engine, &question)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn code(error: consent_core::Error) -> String {
    error.code().to_owned()
}

fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// The answer with its end, what the requester may see of it, what would cover it, and the words of all three.
fn tell(engine: &Engine, question: &ProposedUse) -> Told {
    let answer = engine.decide_with_horizon(question).map_err(code)?;
    let catalogue = engine.catalogue(question.known_at).map_err(code)?;
    let mut told = vec![json(&answer)?];
    told.push(answer.for_requester().map_err(code).and_then(|answer| json(&answer)).unwrap_or_else(|code| code));
    told.push(engine.remedies(question).map_err(code).and_then(|remedies| json(&remedies)).unwrap_or_else(|code| code));
    for lang in [Lang::Fi, Lang::Sv, Lang::En] {
        for audience in Audience::ALL {
            for plain in [false, true] {
                let words = explain(&answer, catalogue, Style { lang, audience: *audience, plain });
                told.push(words.map_or_else(code, |words| words.to_string()));
            }
        }
        if let Ok(answer) = answer.for_requester() {
            told.push(explain_to_requester(&answer, catalogue, lang).map_or_else(code, |words| words.to_string()));
        }
    }
    Ok(told)
}

#[test]
fn property_10_every_surface_gives_the_same_bytes() {
    let statistics = holds_in_all_worlds("surfaces", |world, statistics| -> Verdict {
        let Ok(built) = world.build() else { return Ok(()) };
        statistics.world(&built.records, built.refused);
        let expected = (SURFACES[0].tells)(world, &built);
        for surface in &SURFACES[1..] {
            let found = (surface.tells)(world, &built);
            if found != expected {
                return Err(format!("{}: expected {expected:?}, found {found:?}", surface.name));
            }
        }
        Ok(())
    });
    println!("{statistics}");
}
