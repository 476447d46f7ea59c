//! May Helsinki pass a pupil's data on to Turku?

use consent_core::catalogue::Catalogue;
use consent_core::decide::{Outcome, ProposedUse};
use consent_core::ledger::Event;
use consent_core::{Engine, Result};

fn main() -> Result<()> {
    let mut engine = Engine::new();
    engine.add_catalogue(Catalogue::from_json(include_bytes!("../data/catalogue.json"))?)?;
    for ledger in [include_str!("../data/publications.jsonl"), include_str!("../cli/moving.jsonl")] {
        for event in Event::from_json_lines(ledger)? {
            let known = event.at;
            engine.record(event, known)?; // an act that nobody was entitled to is refused here
        }
    }
    let question = ProposedUse::from_json(include_bytes!("../cli/use.json"))?;
    let answer = engine.decide(&question)?;
    for item in &answer.items {
        println!("{} {}: {}", item.operation, item.category, if item.covered { "yes" } else { "no" });
    }
    // The law moves the pupil's records, but not those of student welfare.
    assert_eq!(answer.outcome, Outcome::PartlyCovered);
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_runs() {
        super::main().unwrap();
    }
}
