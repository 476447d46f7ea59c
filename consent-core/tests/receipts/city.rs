//! The demonstration's catalogue, residents and stories in one ledger.

use std::path::PathBuf;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Memory, Note, Signer};
use consent_core::receipt::{ConsentReceipt, DecisionReceipt, Particulars};
use consent_core::{Ledger, SubjectId};
use serde_json::Value;

use super::{Quick, at, checkpoint, id, salts};

pub(super) struct City {
    pub(super) ledger: Ledger<Memory>,
    pub(super) checkpoint: Note,
    pub(super) catalogue: Catalogue,
    key: Box<dyn Signer>,
}

fn data(name: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)).unwrap()
}

/// Everything that happened until an instant, in the order of the files.
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
    events
}

impl City {
    /// The city as it was at an instant, with a quick key.
    pub(super) fn at(until: &str) -> Self {
        Self::signed_at(until, Box::new(Quick))
    }

    /// The city as it was at an instant.
    pub(super) fn signed_at(until: &str, key: Box<dyn Signer>) -> Self {
        let mut ledger = Ledger::open(Memory::new()).unwrap();
        let catalogue = Catalogue::from_json(data("catalogue.json").as_bytes()).unwrap();
        ledger.add_catalogue(catalogue.clone()).unwrap();
        let mut salts = salts();
        for event in events(until) {
            let (name, known) = (event.id.clone(), event.at);
            ledger.record(event, known, &mut salts).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        let checkpoint = checkpoint(&mut ledger, &*key);
        Self { ledger, checkpoint, catalogue, key }
    }

    pub(super) fn receipt(&self, subject: &str, consent: &str, particulars: &Particulars) -> ConsentReceipt {
        let subject = SubjectId::new(subject).unwrap();
        self.ledger.consent_receipt(&subject, &id(consent), particulars, &self.checkpoint, &[&*self.key]).unwrap()
    }

    pub(super) fn decision(&self, event: &str, particulars: &Particulars) -> DecisionReceipt {
        self.ledger.decision_receipt(&id(event), particulars, &self.checkpoint, &[&*self.key]).unwrap()
    }
}
