//! `consent ledger append`: events through the door, a thousand with each write to the disk.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use consent_core::Instant;
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::ledger::{Event, EventType, Storage as _};
use serde_json::json;

use super::erase::explained;
use super::line;
use crate::clock;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::Input;
use crate::kept::{self, Kept};
use crate::options::{Format, Output, input, stdin_once};
use crate::output::Out;
use crate::progress::Progress;

/// How many events are written at once.
const BATCH: usize = 1000;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The ledger file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Catalogue versions that the events name and the ledger doesn't have yet.
    #[arg(long = "catalogue", num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    catalogues: Vec<Input>,
    /// The new events as JSON Lines; `-` is standard input.
    #[arg(long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath, value_parser = input())]
    events: Input,
    /// When the events became known; absent: now.
    #[arg(long, value_name = "INSTANT")]
    recorded_at: Option<Instant>,
    /// Report what is refused and go on; without it the first refusal ends the work. What was accepted before is kept.
    #[arg(long)]
    keep_going: bool,
}

/// What became of the events so far.
#[derive(Default)]
struct Count {
    recorded: u64,
    known: u64,
    refused: u64,
}

/// Events on their way into a ledger, each with its line.
struct Appending<'a> {
    options: &'a Options,
    format: Format,
    at: Instant,
    ledger: Kept,
    waiting: Vec<(u64, Event)>,
    /// Whether one of the events erases another.
    erases: bool,
    count: Count,
    progress: Progress,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.catalogues.iter().chain([&options.events]))?;
    let mut ledger = kept::write(&options.file, output.lang)?;
    for input in &options.catalogues {
        ledger.add_catalogue(input.catalogue()?).in_file(input)?;
    }
    let mut appending = Appending {
        options,
        format: output.format,
        at: clock::or_now(options.recorded_at)?,
        ledger,
        waiting: Vec::new(),
        erases: false,
        count: Count::default(),
        progress: Progress::new(Heading::Recording.say(output.lang)),
    };
    let ended = appending.run().and_then(|()| appending.finish_erasures());
    appending.progress.clear();
    let Count { recorded, known, refused } = appending.count;
    let head = appending.ledger.head();
    match output.format {
        Format::Json => out.json(&json!({
            "recorded": recorded, "already_known": known, "refused": refused, "size": head.size, "root": head.root,
        }))?,
        Format::Text => {
            let slots = [recorded, known, refused].map(|count| count.to_string());
            let slots = [("recorded", &*slots[0]), ("known", &*slots[1]), ("refused", &*slots[2])];
            out.line(fill(Heading::Appended.say(output.lang), &slots));
            out.line(line(&options.file, head, output.lang));
        }
    }
    ended?;
    Ok(if refused == 0 { Exit::Done } else { Exit::BadInput })
}

impl Appending<'_> {
    fn run(&mut self) -> Result<(), Problem> {
        let events = &self.options.events;
        let read = events.each_line(|number, line| {
            match Event::from_json(line) {
                Ok(event) => self.waiting.push((number, event)),
                Err(error) => {
                    // In the order of the lines: those before it first.
                    self.keep()?;
                    self.refuse(number, error.into())?;
                }
            }
            if self.waiting.len() == BATCH { self.keep() } else { Ok(()) }
        });
        // What was read before an error is kept too.
        read.and(self.keep())
    }

    /// Writes what waits.
    fn keep(&mut self) -> Result<(), Problem> {
        let (lines, events): (Vec<u64>, Vec<Event>) = std::mem::take(&mut self.waiting).into_iter().unzip();
        self.erases |= events.iter().any(|event| event.kind() == EventType::EventErased);
        let salt = &mut consent_store::salt;
        let answers = if self.options.keep_going {
            self.ledger.record_all(events, self.at, salt)
        } else {
            self.ledger.record_until_refused(events, self.at, salt)
        };
        for (line, answer) in lines.into_iter().zip(answers.in_file(self.options.file.display())?) {
            match answer {
                Ok(recorded) if recorded.already_known => self.count.known += 1,
                Ok(_) => self.count.recorded += 1,
                Err(error) => self.refuse(line, error.into())?,
            }
            self.progress.tick(line, None);
        }
        Ok(())
    }

    /// What the events erase goes, or it is told that it does not yet.
    fn finish_erasures(&mut self) -> Result<(), Problem> {
        if !self.erases {
            return Ok(());
        }
        self.ledger.storage_mut().finish_erasures().map_err(explained).in_file(self.options.file.display())
    }

    fn refuse(&mut self, line: u64, problem: Problem) -> Result<(), Problem> {
        self.count.refused += 1;
        let problem = problem.in_line(line).in_file(&self.options.events);
        if !self.options.keep_going {
            return Err(problem);
        }
        self.progress.clear();
        problem.report(self.format);
        Ok(())
    }
}
