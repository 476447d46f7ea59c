//! The engine's handle: made, filled, read out.

use std::cell::RefCell;
use std::rc::Rc;

use consent_core::Result;
use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Record};
use consent_query::busy;
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, instant, json, position, thrown};
use crate::kept::Kept;
use crate::report::AllRecorded;

/// Catalogues and a ledger, and the questions to them.
#[wasm_bindgen]
pub struct Engine {
    kept: Rc<RefCell<Kept>>,
}

impl core::fmt::Debug for Engine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    pub(crate) fn of(kept: Kept) -> Self {
        Self { kept: Rc::new(RefCell::new(kept)) }
    }

    /// What the queries share with the engine.
    pub(crate) fn share(&self) -> Rc<RefCell<Kept>> {
        Rc::clone(&self.kept)
    }

    /// Reads, or throws.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Kept) -> Result<T>) -> Thrown<T> {
        self.kept.try_borrow().map_err(|_| busy()).and_then(|kept| read(&kept)).map_err(thrown)
    }

    /// Writes, or throws.
    pub(crate) fn write<T>(&self, write: impl FnOnce(&mut Kept) -> Result<T>) -> Thrown<T> {
        self.kept.try_borrow_mut().map_err(|_| busy()).and_then(|mut kept| write(&mut kept)).map_err(thrown)
    }
}

#[wasm_bindgen]
impl Engine {
    /// An engine without catalogues and events; `kept`: with a ledger that proves itself.
    #[wasm_bindgen(constructor)]
    pub fn new(kept: bool) -> Thrown<Engine> {
        Kept::new(kept).map(Self::of).map_err(thrown)
    }

    /// Holds a version of the catalogue. The findings of its check as JSON.
    pub fn add_catalogue(&self, catalogue: &str) -> Thrown<String> {
        json(Ok(self.write(|kept| kept.add_catalogue(Catalogue::from_json(catalogue.as_bytes())?))?))
    }

    /// Records an event.
    pub fn record(&self, event: &str, recorded_at: Option<f64>) -> Thrown<String> {
        json(Ok(self.write(|kept| {
            let known = recorded_at.map(instant).transpose()?;
            kept.record(Event::from_json(event.as_bytes())?, known)
        })?))
    }

    /// Records events from JSON Lines until one is refused; all lines are read before any is recorded.
    pub fn record_all(&self, lines: &str, recorded_at: Option<f64>) -> Thrown<String> {
        json(Ok(self.write(|kept| {
            let known = recorded_at.map(instant).transpose()?;
            let mut all = AllRecorded { recorded: Vec::new(), refused: None };
            for event in Event::from_json_lines(lines)? {
                match kept.record(event, known) {
                    Ok(recorded) => all.recorded.push(recorded),
                    Err(error) => {
                        all.refused = Some(error);
                        break;
                    }
                }
            }
            Ok(all)
        })?))
    }

    /// Takes records as JSON Lines, as they were accepted elsewhere.
    pub fn restore(&self, lines: &str) -> Thrown<()> {
        self.write(|kept| {
            let written = (1_u64..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty());
            let records = written.map(|(number, line)| Record::from_json(line.as_bytes()).map_err(|error| error.in_line(number)));
            kept.plain()?.restore(records.collect::<Result<Vec<Record>>>()?)
        })
    }

    /// The records from a position on, as JSON Lines.
    pub fn records(&self, from: f64) -> Thrown<String> {
        self.read(|kept| {
            let from = usize::try_from(position(from)?).unwrap_or(usize::MAX);
            let mut lines = String::new();
            for record in kept.engine().records().iter().skip(from) {
                lines.push_str(&record.to_json()?);
                lines.push('\n');
            }
            Ok(lines)
        })
    }

    /// How many events there are.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> Thrown<f64> {
        self.read(|kept| Ok(kept.engine().size() as f64))
    }

    /// What answers rest on.
    pub fn position(&self) -> Thrown<String> {
        json(Ok(self.read(|kept| kept.engine().position())?))
    }

    /// Today's catalogue at a position.
    pub fn catalogue(&self, known_at: Option<f64>) -> Thrown<String> {
        self.read(|kept| kept.engine().catalogue(known_at.map(position).transpose()?)?.to_json())
    }
}
