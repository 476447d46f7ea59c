//! Ledgers that are kept in a file: which files are such, opening and making them, and how far reading has come.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufReader, Read as _};
use std::path::Path;

use consent_core::catalogue::Catalogue;
use consent_core::explain::{Heading, Spoken as _};
use consent_core::ledger::{Change, Head, Note, Storage, StoredEntry};
use consent_core::{Lang, Ledger, Result as Outcome};
use consent_store::SqliteStorage;

use crate::failure::{InFile as _, Problem};
use crate::progress::Progress;

/// A ledger in a file, or one that was exported.
pub(crate) type Kept = Ledger<Watched>;

/// What a file is, by what is in it: its name says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A ledger file.
    File,
    /// An exported ledger.
    Export,
    /// JSON Lines of events or records, or none of ours.
    Other,
}

impl Form {
    pub(crate) fn of(path: &Path) -> Result<Self, Problem> {
        // A pipe can be read only once, and holds no ledger.
        if !fs::metadata(path).map_err(|error| unreadable(path, &error))?.is_file() {
            return Ok(Self::Other);
        }
        let mut start = Vec::new();
        open(path)?.take(16).read_to_end(&mut start).map_err(|error| unreadable(path, &error))?;
        Ok(match &*start {
            b"SQLite format 3\0" => Self::File,
            // An empty ledger has nothing but its end.
            export if export.starts_with(b"{\"catalogue\":") || export.starts_with(b"{\"end\":") => Self::Export,
            _ => Self::Other,
        })
    }
}

fn open(path: &Path) -> Result<File, Problem> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::io("file-unreadable", "a file that can be read", path.display(), error)
}

/// Opens a ledger to read, also while it is written elsewhere; absent: there is no ledger in this file.
pub(crate) fn read(path: &Path, lang: Lang) -> Result<Option<Kept>, Problem> {
    let storage = match Form::of(path)? {
        Form::File => SqliteStorage::open_read_only(path),
        Form::Export => {
            let mut lines = BufReader::new(open(path)?);
            SqliteStorage::in_memory().and_then(|mut storage| storage.import(&mut lines).map(|_| storage))
        }
        Form::Other => return Ok(None),
    };
    storage.and_then(|storage| opened(storage, lang)).map(Some).in_file(path.display())
}

/// As [`read`], for commands that need a ledger.
pub(crate) fn expect(path: &Path, lang: Lang) -> Result<Kept, Problem> {
    read(path, lang)?.ok_or_else(|| {
        Problem::new(
            "not-a-ledger",
            "expected a ledger file or an exported ledger, found something else; `consent ledger append` keeps events in one",
        )
        .in_file(path.display())
    })
}

/// Opens a ledger to write.
pub(crate) fn write(path: &Path, lang: Lang) -> Result<Kept, Problem> {
    match SqliteStorage::open(path).and_then(|storage| opened(storage, lang)) {
        Err(error) if error.code() == "ledger-missing" => Err(Problem::new(
            "ledger-missing",
            format!("expected a ledger file, found none; make it first: `consent ledger create {}`", path.display()),
        )),
        other => other.map_err(Problem::from),
    }
    .in_file(path.display())
}

/// Makes a ledger and fills it. Where that fails no file is left behind.
pub(crate) fn create(path: &Path, lang: Lang, fill: impl FnOnce(&mut Kept) -> Result<(), Problem>) -> Result<Kept, Problem> {
    let storage = SqliteStorage::create(path).in_file(path.display())?;
    let mut ledger = opened(storage, lang).in_file(path.display())?;
    let filled = fill(&mut ledger);
    if filled.is_err() {
        // While it is still locked: the next one who makes it here makes all of it anew.
        for end in ["", "-wal", "-shm", "-lock"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            // What can't be removed is named by the next try: `ledger-exists`.
            let _ = fs::remove_file(name);
        }
    }
    filled.map(|()| ledger).in_file(path.display())
}

/// Checks every entry, the tree, and that it goes on from the latest checkpoint.
fn opened(storage: SqliteStorage, lang: Lang) -> Outcome<Kept> {
    let progress = RefCell::new(Progress::new(Heading::Reading.say(lang)));
    Ledger::open(Watched { storage, progress })
}

/// The latest checkpoint that the ledger keeps.
pub(crate) fn latest(ledger: &Kept) -> Result<Note, Problem> {
    ledger.storage().checkpoint()?.ok_or_else(|| {
        Problem::new(
            "checkpoint-missing",
            "expected a signed checkpoint in the ledger, found none; make one: `consent ledger checkpoint FILE --key-file KEY`",
        )
    })
}

/// A storage that shows how far reading it has come.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) storage: SqliteStorage,
    progress: RefCell<Progress>,
}

impl Storage for Watched {
    fn head(&self) -> Outcome<Option<Head>> {
        self.storage.head()
    }

    fn catalogues(&self) -> Outcome<Vec<Catalogue>> {
        self.storage.catalogues()
    }

    fn read(&self, from: u64, each: &mut dyn FnMut(StoredEntry) -> Outcome<()>) -> Outcome<()> {
        let total = self.storage.head()?.map(|head| head.size);
        let read = self.storage.read(from, &mut |entry| {
            self.progress.borrow_mut().tick(entry.seq, total);
            each(entry)
        });
        self.progress.borrow_mut().clear();
        read
    }

    fn entry(&self, seq: u64) -> Outcome<StoredEntry> {
        self.storage.entry(seq)
    }

    fn commit(&mut self, change: &Change<'_>) -> Outcome<()> {
        self.storage.commit(change)
    }

    fn finish_erasures(&mut self) -> Outcome<()> {
        self.storage.finish_erasures()
    }

    fn keep_checkpoint(&mut self, size: u64, note: &Note) -> Outcome<()> {
        self.storage.keep_checkpoint(size, note)
    }

    fn checkpoint(&self) -> Outcome<Option<Note>> {
        self.storage.checkpoint()
    }
}
