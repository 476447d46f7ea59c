//! Where a ledger lies: paths without links, and connections that are set up as a ledger needs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use consent_core::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::failure;

/// How long a call waits for another program's lock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// The path of a file that is there, links resolved: one ledger has one lock.
pub(crate) fn existing(path: &Path) -> Result<PathBuf> {
    let whole = fs::canonicalize(path).map_err(|error| failure::io(path, &error))?;
    expect_file(&whole, path)?;
    Ok(whole)
}

/// Makes sure that a file which may be there is one.
pub(crate) fn expect_file_or_nothing(path: &Path) -> Result<()> {
    if path.try_exists().map_err(|error| failure::io(path, &error))? { expect_file(path, path) } else { Ok(()) }
}

/// Whoever opens a pipe waits for somebody at its other end.
fn expect_file(whole: &Path, named: &Path) -> Result<()> {
    let kind = fs::metadata(whole).map_err(|error| failure::io(named, &error))?;
    match () {
        () if kind.is_file() => Ok(()),
        () if kind.is_dir() => Err(folder(named)),
        () => Err(failure::no_ledger(&format!("a pipe, a socket or a device at `{}`", named.display()))),
    }
}

/// The path of a file that may be there or not, links resolved, also one that leads to where there is nothing yet.
pub(crate) fn future(path: &Path) -> Result<PathBuf> {
    let mut at = path.to_owned();
    loop {
        if at.try_exists().map_err(|error| failure::io(path, &error))? {
            return existing(&at);
        }
        let name = at.file_name().ok_or_else(|| folder(path))?;
        let parent = at.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = fs::canonicalize(parent).map_err(|error| failure::io(parent, &error))?;
        let whole = parent.join(name);
        // Links that lead round in a circle are an error of `try_exists`.
        match fs::read_link(&whole) {
            Ok(target) => at = parent.join(target),
            Err(_) => return Ok(whole),
        }
    }
}

/// A ledger has one name: SQLite's log and the lock go by it, so that by another name neither a writer nor what it wrote last is seen.
pub(crate) fn expect_one_name(path: &Path) -> Result<()> {
    if is_mounted(path) {
        return Err(Error::new(
            "ledger-linked",
            "expected a file that lies where its folder does, found one mounted alone, whose log and lock lie elsewhere; mount its \
             folder",
        ));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let names = fs::metadata(path).map_err(|error| failure::io(path, &error))?.nlink();
        if names > 1 {
            return Err(Error::new(
                "ledger-linked",
                format_args!(
                    "expected a file with one name, found {names} (hard links); copy it with a backup, and remove the others"
                ),
            ));
        }
    }
    Ok(())
}

/// Whether something was mounted at just this path, which has no links in it: a bind mount of a single file.
#[cfg(target_os = "linux")]
fn is_mounted(path: &Path) -> bool {
    use std::os::unix::ffi::OsStrExt as _;
    // proc_pid_mountinfo(5): the fifth field, with what would part the fields written as octal numbers.
    let mut written = Vec::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b' ' | b'\t' | b'\n' | b'\\' => written.extend(format!("\\{byte:03o}").bytes()),
            other => written.push(*other),
        }
    }
    // Without `/proc` nobody can tell.
    let mounts = fs::read("/proc/self/mountinfo").unwrap_or_default();
    mounts.split(|byte| *byte == b'\n').any(|mount| mount.split(|byte| *byte == b' ').nth(4) == Some(&written))
}

#[cfg(not(target_os = "linux"))]
fn is_mounted(_: &Path) -> bool {
    false
}

fn folder(path: &Path) -> Error {
    failure::no_ledger(&format!("the folder `{}`", path.display()))
}

/// A connection that writes.
pub(crate) fn writing(path: &Path) -> rusqlite::Result<Connection> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Which file lies at a path: what stays the same however it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Which(u64, u64);

impl Which {
    #[cfg(unix)]
    fn at(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        // Not where a link leads: the path had none when it was opened, and who puts one there has moved the file.
        fs::symlink_metadata(path).ok().map(|file| Self(file.dev(), file.ino()))
    }

    /// Where files have no numbers, the system keeps an open one from being removed.
    #[cfg(not(unix))]
    fn at(path: &Path) -> Option<Self> {
        path.exists().then_some(Self(0, 0))
    }
}

fn length(path: &Path) -> u64 {
    fs::symlink_metadata(path).map_or(0, |file| file.len())
}

/// Where a ledger was opened. A file that was removed or replaced meanwhile can still be written, and goes when it is closed.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    file: Option<Which>,
    /// How long it was when it was looked at last. Nothing that is done with a ledger makes it shorter: what is erased is overwritten.
    length: u64,
    /// The write-ahead log and the writer's lock, which only a writer relies on.
    writers: Option<[Option<Which>; 2]>,
}

impl Place {
    pub(crate) fn of(path: PathBuf) -> Self {
        Self { file: Which::at(&path), length: length(&path), path, writers: None }
    }

    /// Takes note of how long the file is now.
    pub(crate) fn look_again(&mut self) {
        self.length = length(&self.path);
    }

    /// With what a writer has beside it, as it is now.
    pub(crate) fn of_writer(mut self) -> Self {
        self.writers = Some(self.besides());
        self
    }

    fn besides(&self) -> [Option<Which>; 2] {
        ["-wal", "-lock"].map(|end| Which::at(&beside(&self.path, end)))
    }

    /// # Errors
    /// `ledger-moved`.
    pub(crate) fn expect_same(&self) -> Result<()> {
        let same = Which::at(&self.path) == self.file && self.writers.is_none_or(|writers| writers == self.besides());
        if same && length(&self.path) >= self.length {
            return Ok(());
        }
        Err(Error::new(
            "ledger-moved",
            format_args!(
                "expected the ledger file and its `-wal` and `-lock` files at `{}`, as they were opened, found one removed, replaced or cut; \
                 put it back, or open the ledger that is there now",
                self.path.display()
            ),
        ))
    }
}

/// A connection that writes, to a file that it may make.
///
/// What is new is for its owner alone: it holds what people consented to, and the salts. SQLite gives its own files the same rights.
pub(crate) fn creating(path: &Path) -> rusqlite::Result<Connection> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // A file that is there keeps its rights; one that can't be made is SQLite's to name.
    let _ = options.open(path);
    connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

/// A connection that only reads.
///
/// Where nothing may be written beside the ledger and no writer has it open, SQLite can't share it: it is then read as a file that
/// doesn't change.
pub(crate) fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let tried = connection.query_row("SELECT 1 FROM sqlite_schema LIMIT 1", (), |_| Ok(()));
    let alone = matches!(
        tried.as_ref().err().and_then(rusqlite::Error::sqlite_error_code),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    );
    if alone && !beside(path, "-wal").exists() {
        return connect(Path::new(&unchanging(path)), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI);
    }
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    // A file from elsewhere may bring triggers and views along; ours are not read here.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// The file beside the ledger whose name has this at its end.
pub(crate) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The URI of a file that nobody changes.
fn unchanging(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => uri.push(char::from(*byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri + "?immutable=1"
}
