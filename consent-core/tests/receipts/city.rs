//! The demonstration's catalogue, residents and stories in one ledger.

use std::path::PathBuf;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Memory, Note};
use consent_core::receipt::{ConsentReceipt, DecisionReceipt, Particulars};
use consent_core::{Ledger, SubjectId};
use serde_json::Value;

use super::{at, checkpoint, id, operator, salts};

pub(super) struct City {
    pub(super) ledger: Ledger<Memory>,
    pub(super) checkpoint: Note,
    pub(super) catalogue: Catalogue,
}

fn data(name: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)).unwrap()
}

/// Everything that happened until an instant, in the order of the instants.
fn events(until: &str) -> Vec<Event> {
    let mut events = Event::from_json_lines(&data("publications.jsonl")).unwrap();
    events.extend(Event::from_json_lines(&data("residents.jsonl")).unwrap());
    let mut stories: Vec<_> = std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/data/stories"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    stories.sort();
    for story in stories {
        let story: Value = serde_json::from_str(&data(&format!("stories/{story}"))).unwrap();
        for event in story["events"].as_array().unwrap() {
            events.push(Event::from_json(event.to_string().as_bytes()).unwrap());
        }
    }
    events.retain(|event| event.at <= at(until));
    events.sort_by_key(|event| event.at);
    events
}

impl City {
    /// The city as it was at an instant.
    pub(super) fn at(until: &str) -> Self {
        let mut ledger = Ledger::open(Memory::new()).unwrap();
        let catalogue = Catalogue::from_json(data("catalogue.json").as_bytes()).unwrap();
        ledger.add_catalogue(catalogue.clone()).unwrap();
        let mut salts = salts();
        for event in events(until) {
            let (name, known) = (event.id.clone(), event.at);
            ledger.record(event, known, &mut salts).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        let checkpoint = checkpoint(&mut ledger);
        Self { ledger, checkpoint, catalogue }
    }

    pub(super) fn receipt(&self, subject: &str, consent: &str, particulars: &Particulars) -> ConsentReceipt {
        let subject = SubjectId::new(subject).unwrap();
        self.ledger.consent_receipt(&subject, &id(consent), particulars, &self.checkpoint, &[&operator()]).unwrap()
    }

    pub(super) fn decision(&self, event: &str, particulars: &Particulars) -> DecisionReceipt {
        self.ledger.decision_receipt(&id(event), particulars, &self.checkpoint, &[&operator()]).unwrap()
    }
}
