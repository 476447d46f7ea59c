//! `consent record`: events through the door, as a filter. `consent ledger append` keeps them.

use consent_core::ledger::Event;

use crate::failure::{Exit, Failure, Problem};
use crate::input;
use crate::options::{Output, Record, stdin_once};
use crate::output::Out;

pub(crate) fn run(options: &Record, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.catalogues.iter().chain([&options.events]))?;
    let mut engine = input::engine(&options.catalogues)?;
    let mut exit = Exit::Done;
    options.events.each_line(|number, line| {
        let recorded = Event::from_json(line).and_then(|event| {
            let recorded_at = options.recorded_at.unwrap_or(event.at);
            engine.record(event, recorded_at)
        });
        match recorded {
            Ok(_) => Ok(()),
            Err(error) if options.keep_going => {
                exit = Exit::BadInput;
                Problem::from(error).in_line(number).in_file(&options.events).report(output.format);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    })?;
    for record in engine.records() {
        out.line(record.to_json().map_err(Problem::from)?);
    }
    Ok(exit)
}
