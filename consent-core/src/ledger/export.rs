//! A whole ledger as JSON Lines, to carry it elsewhere and to read it without this program.
//!
//! Each line is one object in canonical form (RFC 8785) and ends with a line feed:
//!
//! ```text
//! {"catalogue":{…},"sha256":"…"}                            every catalogue version, and its digest
//! {"leaf":"…","record":{…},"salt":"…"}                      every entry, in order
//! {"leaf":"…","payload":"…","record":{…},"shell_salt":"…"}  … of an erased event
//! {"checkpoint":"…"}                                        every signed checkpoint
//! {"end":{"root":"…","sha256":"…","size":3}}                the head, and the digest of all bytes before this line
//! ```
//!
//! Without its last line, or with a byte changed anywhere, it is refused.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::entry::Entry;
use super::note::Note;
use super::storage::{Head, Memory};
use super::tree::Frontier;
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::id::Digest;
use crate::json::{canonical, read};

const CATALOGUE: &str = "{\"catalogue\":";
const CHECKPOINT: &str = "{\"checkpoint\":";
const END: &str = "{\"end\":";

/// What a line of an exported ledger holds.
#[derive(Debug)]
pub enum Exported {
    /// A version of the catalogue.
    Catalogue(Box<Catalogue>),
    /// The next entry.
    Entry(Box<Entry>),
    /// A signed checkpoint.
    Checkpoint(Note),
    /// The last line: everything was as it was written.
    End(Head),
}

/// Writes the lines of an exported ledger.
#[derive(Clone, Debug, Default)]
pub struct ExportWriter {
    tree: Frontier,
    before: Sha256,
}

impl ExportWriter {
    /// Begins.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn line(&mut self, mut line: String) -> String {
        line.push('\n');
        self.before.update(&line);
        line
    }

    /// The line of a catalogue: its canonical form and its digest.
    pub fn catalogue(&mut self, canonical: &str, sha256: &Digest) -> String {
        self.line(format!("{CATALOGUE}{canonical},\"sha256\":\"{sha256}\"}}"))
    }

    /// The line of the next entry.
    ///
    /// # Errors
    /// As [`Entry::to_json`].
    pub fn entry(&mut self, entry: &Entry) -> Result<String> {
        self.tree.push(entry.leaf());
        entry.to_json().map(|line| self.line(line))
    }

    /// The line of a checkpoint.
    ///
    /// # Errors
    /// None.
    pub fn checkpoint(&mut self, note: &str) -> Result<String> {
        let note = text(canonical(&note)?)?;
        Ok(self.line(format!("{CHECKPOINT}{note}}}")))
    }

    /// The head of what was written, and the last line.
    #[must_use]
    pub fn end(self) -> (Head, String) {
        let head = Head { size: self.tree.size(), root: self.tree.root() };
        (head, end_of(head, &self.before) + "\n")
    }
}

/// Reads the lines of an exported ledger.
#[derive(Clone, Debug, Default)]
pub struct ExportReader {
    tree: Frontier,
    before: Sha256,
    number: u64,
    end: Option<Head>,
}

impl ExportReader {
    /// Begins.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next line, with the line feed that ends it.
    ///
    /// # Errors
    /// `entry-altered`, `ledger-broken`, `ledger-truncated`, with position and line, for a line that is not what was written; those of
    /// [`Entry::from_json`] and [`Catalogue::from_json`].
    pub fn line(&mut self, line: &[u8]) -> Result<Exported> {
        self.number = self.number.saturating_add(1);
        self.take(line).map_err(|error| error.in_line(self.number))
    }

    /// The end of the lines: how far the ledger has come.
    ///
    /// # Errors
    /// `ledger-truncated` when the last line is missing.
    pub fn finish(self) -> Result<Head> {
        self.end.ok_or_else(|| self.truncated())
    }

    fn take(&mut self, line: &[u8]) -> Result<Exported> {
        if self.end.is_some() {
            return Err(broken("lines after the last"));
        }
        let Some(bare) = line.strip_suffix(b"\n") else { return Err(broken("a line without its end")) };
        let text = core::str::from_utf8(bare).unwrap_or_default();
        let found = if let Some(rest) = text.strip_prefix(CATALOGUE) {
            Exported::Catalogue(Box::new(catalogue(rest)?))
        } else if let Some(rest) = text.strip_prefix(CHECKPOINT) {
            let note = rest.strip_suffix('}').ok_or_else(|| broken("a checkpoint that does not end"))?;
            Exported::Checkpoint(read::<String>(note.as_bytes())?.parse()?)
        } else if text.starts_with(END) {
            Exported::End(self.end(text)?)
        } else {
            Exported::Entry(Box::new(self.entry(bare)?))
        };
        self.before.update(line);
        Ok(found)
    }

    fn entry(&mut self, line: &[u8]) -> Result<Entry> {
        let position = self.tree.size();
        let entry = Entry::from_json(line).map_err(|error| error.at_position(position))?;
        if entry.record().seq != position {
            return Err(broken(&format!("the entry of position {}", entry.record().seq)).at_position(position));
        }
        self.tree.push(entry.leaf());
        Ok(entry)
    }

    fn end(&mut self, line: &str) -> Result<Head> {
        let head = Head { size: self.tree.size(), root: self.tree.root() };
        if end_of(head, &self.before) == line {
            self.end = Some(head);
            return Ok(head);
        }
        match read::<Ending>(line.as_bytes()) {
            Ok(ending) if ending.end.size > head.size => Err(self.truncated()),
            _ => Err(broken("an end that is not theirs")),
        }
    }

    fn truncated(&self) -> Error {
        let size = self.tree.size();
        Error::new(
            "ledger-truncated",
            format_args!(
                "expected an exported ledger with all its entries and its last line, found {size} entries; export it again"
            ),
        )
        .at_position(size)
    }
}

fn catalogue(rest: &str) -> Result<Catalogue> {
    let (document, sha256) = rest.rsplit_once(",\"sha256\":").ok_or_else(|| broken("a catalogue without its digest"))?;
    let catalogue = Catalogue::from_json(document.as_bytes())?;
    if format!("\"{}\"}}", catalogue.digest()?) == sha256 { Ok(catalogue) } else { Err(broken("a catalogue of another digest")) }
}

/// The last line.
fn end_of(head: Head, before: &Sha256) -> String {
    let sha256 = Digest::from_bytes(before.clone().finalize().into());
    format!("{END}{{\"root\":\"{}\",\"sha256\":\"{sha256}\",\"size\":{}}}}}", head.root, head.size)
}

/// The size that a last line names.
#[derive(Deserialize)]
struct Ending {
    end: Size,
}

#[derive(Deserialize)]
struct Size {
    size: u64,
}

impl Memory {
    /// Writes the ledger as it is now as JSON Lines: catalogues, entries, the checkpoint, and a last line that ends it.
    ///
    /// The lines hold everything, the salts too: whoever gets them can show, and read, every event that is not erased.
    ///
    /// # Errors
    /// None for what a ledger has kept.
    pub fn export(&self) -> Result<String> {
        let mut writer = ExportWriter::new();
        let mut lines = String::new();
        for catalogue in self.kept_catalogues() {
            lines.push_str(&writer.catalogue(&text(canonical(catalogue)?)?, &catalogue.digest()?));
        }
        for entry in self.entries() {
            lines.push_str(&writer.entry(entry)?);
        }
        if let Some(note) = self.kept_note() {
            lines.push_str(&writer.checkpoint(&note.to_string())?);
        }
        lines.push_str(&writer.end().1);
        Ok(lines)
    }

    /// Reads an exported ledger.
    ///
    /// # Errors
    /// As [`ExportReader::line`] and [`ExportReader::finish`].
    pub fn import(lines: &str) -> Result<Self> {
        let mut reader = ExportReader::new();
        let mut memory = Self::new();
        for line in lines.split_inclusive('\n') {
            memory.take(reader.line(line.as_bytes())?);
        }
        reader.finish()?;
        Ok(memory)
    }
}

fn text(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| Error::new("json-unwritable", error))
}

fn broken(found: &str) -> Error {
    Error::new("ledger-broken", format_args!("expected an exported ledger as it was written, found {found}; export it again"))
}
