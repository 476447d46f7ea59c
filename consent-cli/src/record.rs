//! `consent record`: events through the door, into a ledger of records.
//!
//! A ledger file changes as a whole or not at all: the new content is written beside it, flushed to disk and
//! renamed over it. The file beside it is also the lock: it is made before the ledger is read, and nobody else can
//! make it until it is gone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use consent_core::Engine;
use consent_core::ledger::{self, Event};
use serde_json::json;

use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::{self, Input, Kind};
use crate::options::{Format, Output, Record, stdin_once};
use crate::output::Out;

pub(crate) fn run(options: &Record, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.catalogues.iter().chain([&options.events]))?;
    let mut engine = input::engine(&options.catalogues)?;
    let Some(path) = &options.ledger else {
        let count = through_the_door(&mut engine, options, output)?;
        for record in engine.records() {
            out.line(record.to_json().map_err(Problem::from)?);
        }
        return Ok(count.exit());
    };
    if path.as_os_str() == "-" {
        return Err(Failure::Usage(
            "expected a file after `--ledger`, found `-`; leave `--ledger` out to print the records".to_owned(),
        ));
    }
    let update = Update::begin(path)?;
    if update.exists {
        let old = Input::File(update.path.clone());
        if input::ledger(&mut engine, &old, None)? == Some(Kind::Events) {
            return Err(not_records().in_file(old).into());
        }
    }
    let before = engine.records().len();
    let count = through_the_door(&mut engine, options, output)?;
    let new = engine.records().get(before..).unwrap_or_default();
    if !new.is_empty() {
        update.commit(new)?;
    }
    let size = engine.records().len();
    match output.format {
        Format::Json => out.json(&json!({
            "recorded": count.recorded, "already_known": count.already_known, "refused": count.refused, "size": size,
        }))?,
        Format::Text => out.line(format!(
            "{} recorded, {} already known, {} refused; the ledger has {size} records",
            count.recorded, count.already_known, count.refused
        )),
    }
    Ok(count.exit())
}

fn not_records() -> Problem {
    Problem::new(
        "ledger-not-records",
        "expected a ledger of records (`seq`, `recorded_at`, `event`), found plain events; \
         turn them into records with `consent record --events` first",
    )
}

#[derive(Default)]
struct Count {
    recorded: u64,
    already_known: u64,
    refused: u64,
}

impl Count {
    fn exit(&self) -> Exit {
        if self.refused == 0 { Exit::Done } else { Exit::BadInput }
    }
}

fn through_the_door(engine: &mut Engine, options: &Record, output: &Output) -> Result<Count, Problem> {
    let mut count = Count::default();
    options.events.each_line(|number, line| {
        let recorded = Event::from_json(line).and_then(|event| {
            let recorded_at = options.recorded_at.unwrap_or(event.at);
            engine.record(event, recorded_at)
        });
        match recorded {
            Ok(recorded) if recorded.already_known => count.already_known += 1,
            Ok(_) => count.recorded += 1,
            Err(error) if options.keep_going => {
                count.refused += 1;
                Problem::from(error).in_line(number).in_file(&options.events).report(output.format);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    })?;
    Ok(count)
}

/// A change of a ledger file that is under way; dropped without [`Update::commit`] it leaves the ledger as it was.
struct Update {
    /// The ledger, links resolved.
    path: PathBuf,
    /// There is a ledger already.
    exists: bool,
    new: NewFile,
}

/// The file beside the ledger: the lock and the next content.
struct NewFile {
    path: PathBuf,
    file: File,
    renamed: bool,
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Once renamed the name is free again, and perhaps another writer's. A file that can't be removed is named by
        // the next run.
        if !self.renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Update {
    fn begin(path: &Path) -> Result<Self, Problem> {
        let failed = |error: &io::Error| unwritable(path, error);
        let path = match fs::canonicalize(path) {
            Ok(path) => path,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let name = path.file_name().ok_or_else(|| failed(&io::ErrorKind::InvalidInput.into()))?;
                fs::canonicalize(folder).map_err(|error| failed(&error))?.join(name)
            }
            Err(error) => return Err(failed(&error)),
        };
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".new");
        let beside = path.with_file_name(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Problem::new(
                "ledger-busy",
                format!(
                    "expected to be the only writer, found `{}`; wait until the other `consent record` is done, \
                     or remove that file if none is running: the ledger itself is whole",
                    beside.display()
                ),
            )
            .in_file(path.display()),
            _ => failed(&error),
        })?;
        let new = NewFile { path: beside, file, renamed: false };
        // Asked only now, under the lock: until then another writer may have begun the ledger.
        let exists = path.try_exists().map_err(|error| failed(&error))?;
        Ok(Self { path, exists, new })
    }

    /// Puts the old content and `records` in the ledger's place.
    fn commit(mut self, records: &[ledger::Record]) -> Result<(), Problem> {
        let mut lines = Vec::new();
        for record in records {
            lines.extend_from_slice(record.to_json().in_file(self.path.display())?.as_bytes());
            lines.push(b'\n');
        }
        self.replace(&lines).map_err(|error| unwritable(&self.path, &error))
    }

    fn replace(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut new = BufWriter::new(&self.new.file);
        if self.exists {
            let mut old = File::open(&self.path)?;
            io::copy(&mut BufReader::new(&old), &mut new)?;
            if !ends_with_newline(&mut old)? {
                new.write_all(b"\n")?;
            }
            self.new.file.set_permissions(old.metadata()?.permissions())?;
        }
        new.write_all(lines)?;
        new.flush()?;
        self.new.file.sync_all()?;
        drop(new);
        fs::rename(&self.new.path, &self.path)?;
        self.new.renamed = true;
        // The rename itself is on disk only when the folder is.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// True for an empty file too: nothing has to be ended there.
fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::io("file-unwritable", "a ledger file that can be written", path.display(), error)
}
