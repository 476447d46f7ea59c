//! Reading: files and standard input, whole documents and JSON Lines, catalogues and ledgers into an engine.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::PathBuf;

use consent_core::catalogue::Catalogue;
use consent_core::explain::{Heading, Spoken as _};
use consent_core::ledger::{Event, Note, Record, SigningKey};
use consent_core::{Engine, Instant, Lang, MAX_DOCUMENT_BYTES};

use crate::failure::{Failure, InFile as _, Problem};
use crate::kept::{self, Form};
use crate::options::{Sources, stdin_once};
use crate::progress::Progress;

/// Where something is read from.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A document that is built in.
    BuiltIn {
        /// Its name in the repository.
        name: &'static str,
        /// What it says.
        text: &'static str,
    },
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
            Self::BuiltIn { name, .. } => f.write_str(name),
        }
    }
}

impl Input {
    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, Problem> {
        Ok(match self {
            Self::Stdin => Box::new(BufReader::new(io::stdin())),
            Self::File(path) => Box::new(BufReader::new(File::open(path).map_err(|error| self.unreadable(&error))?)),
            Self::BuiltIn { text, .. } => Box::new(text.as_bytes()),
        })
    }

    fn unreadable(&self, error: &io::Error) -> Problem {
        Problem::io("file-unreadable", "a file that can be read", self, error)
    }

    /// Reads one document; one that is too large is read far enough to be refused, no further.
    pub(crate) fn document(&self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        self.open()?.take(LIMIT).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    /// Reads a catalogue; it is not checked yet.
    pub(crate) fn catalogue(&self) -> Result<Catalogue, Problem> {
        Catalogue::from_json(&self.document()?).in_file(self)
    }

    /// What is in it, without reading what can be read only once.
    fn form(&self) -> Result<Form, Problem> {
        if let Self::File(path) = self { Form::of(path) } else { Ok(Form::Other) }
    }

    /// Reads a signed note; its signatures are not checked yet.
    pub(crate) fn note(&self) -> Result<Note, Problem> {
        self.text()?.parse::<Note>().in_file(self)
    }

    /// Reads a private key; what it says is never repeated.
    pub(crate) fn signing_key(&self) -> Result<SigningKey, Problem> {
        self.text()?.trim_end().parse::<SigningKey>().in_file(self)
    }

    fn text(&self) -> Result<String, Problem> {
        String::from_utf8(self.document()?)
            .map_err(|_| Problem::new("file-not-text", "expected a text in UTF-8, found other bytes").in_file(self))
    }

    /// Calls `each` with the number and the bytes of every line that is not empty.
    pub(crate) fn each_line(&self, mut each: impl FnMut(u64, &[u8]) -> Result<(), Problem>) -> Result<(), Problem> {
        let mut reader = self.open()?;
        lines(&mut reader, |number, line| each(number, line).map_err(|problem| problem.in_line(number)))
            .map_err(|error| self.unreadable(&error))?
            .in_file(self)
    }
}

/// One byte more than a document may have, so that the engine sees that it is too large.
const LIMIT: u64 = MAX_DOCUMENT_BYTES as u64 + 1;

fn lines(reader: &mut dyn BufRead, mut each: impl FnMut(u64, &[u8]) -> Result<(), Problem>) -> io::Result<Result<(), Problem>> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader.take(LIMIT).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = line.trim_ascii();
        if !text.is_empty()
            && let Err(problem) = each(number, text)
        {
            return Ok(Err(problem));
        }
    }
    Ok(Ok(()))
}

/// An engine that holds these catalogues.
pub(crate) fn engine(catalogues: &[Input]) -> Result<Engine, Problem> {
    let mut engine = Engine::new();
    for input in catalogues {
        engine.add_catalogue(input.catalogue()?).in_file(input)?;
    }
    Ok(engine)
}

/// An engine that holds these catalogues and ledgers; `rest` is what the command reads besides.
pub(crate) fn sources(sources: &Sources, rest: Option<&Input>, lang: Lang) -> Result<Engine, Failure> {
    stdin_once(sources.catalogues.iter().chain(&sources.ledgers).chain(rest))?;
    let forms = sources.ledgers.iter().map(Input::form).collect::<Result<Vec<_>, _>>()?;
    if let Some(at) = forms.iter().skip(1).position(|form| *form != Form::Other) {
        return Err(Failure::Usage(format!(
            "expected at most one kept ledger, before those of JSON Lines, found one as number {}; `consent ledger merge` makes one of \
             several",
            at + 2
        )));
    }
    let (kept, lines) = kept_first(&sources.ledgers, lang)?;
    if kept.is_none() && sources.catalogues.is_empty() {
        return Err(Failure::Usage(
            "expected `--catalogue` with every version that the ledger names, found none; a kept ledger has them itself"
                .to_owned(),
        ));
    }
    let mut engine = kept.unwrap_or_default();
    for input in &sources.catalogues {
        engine.add_catalogue(input.catalogue()?).in_file(input)?;
    }
    let mut progress = Progress::new(Heading::Reading.say(lang));
    for input in lines {
        ledger(&mut engine, input, sources.recorded_at, &mut progress)?;
    }
    Ok(engine)
}

/// The engine of the kept ledger that comes first, if one does, and the ledgers that follow.
fn kept_first(ledgers: &[Input], lang: Lang) -> Result<(Option<Engine>, &[Input]), Problem> {
    if let Some((Input::File(path), rest)) = ledgers.split_first()
        && let Some(ledger) = kept::read(path, lang)?
    {
        return Ok((Some(ledger.into_engine()), rest));
    }
    Ok((None, ledgers))
}

/// What the lines of a ledger are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Plain events: the door is asked.
    Events,
    /// Records: accepted before, the door is not asked again.
    Records,
}

impl Kind {
    /// A record has `seq` and `recorded_at`, an event never has.
    fn of(line: &[u8]) -> Self {
        match serde_json::from_slice::<BTreeMap<String, serde::de::IgnoredAny>>(line) {
            Ok(members) if members.contains_key("seq") || members.contains_key("recorded_at") => Self::Records,
            // What is no object at all is left to the strict reader, which says what is wrong with it.
            _ => Self::Events,
        }
    }
}

/// Reads a ledger of JSON Lines into the engine: events one by one through the door, records all together.
pub(crate) fn ledger(
    engine: &mut Engine,
    input: &Input,
    recorded_at: Option<Instant>,
    progress: &mut Progress,
) -> Result<(), Problem> {
    let mut kind = None;
    let mut records = Vec::new();
    input.each_line(|number, line| {
        progress.tick(number, None);
        match *kind.get_or_insert_with(|| Kind::of(line)) {
            Kind::Records => records.push(Record::from_json(line)?),
            Kind::Events => {
                let event = Event::from_json(line)?;
                let recorded_at = recorded_at.unwrap_or(event.at);
                engine.record(event, recorded_at)?;
            }
        }
        Ok(())
    })?;
    engine.restore(records).in_file(input)
}
