//! Where no ledger is, or none that can be used: each a clear error, and nothing is changed.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant as Clock};

use consent_core::Ledger;
use consent_store::SqliteStorage;
use rusqlite::Connection;

use crate::child::{self, Child};
use crate::world::{Folder, acts, code, ledger, now, record};

/// What opening says, to write and to read.
fn opening(path: &Path) -> [String; 2] {
    [code(SqliteStorage::open(path)), code(SqliteStorage::open_read_only(path))]
}

/// The names in a folder.
fn names(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_there() {
    let folder = Folder::new();
    assert_eq!(opening(&folder.file("none.db")), ["ledger-missing"; 2]);
    assert_eq!(code(SqliteStorage::create(folder.file("none/ledger.db"))), "ledger-missing");
    assert!(names(&folder).is_empty());
}

#[test]
fn something_else_there() {
    let folder = Folder::new();
    assert_eq!(opening(folder.path()), ["not-a-ledger"; 2]);
    assert_eq!(code(SqliteStorage::create(folder.path())), "not-a-ledger");
    fs::write(folder.file("text"), "a letter that is somewhat longer than the header of a database".repeat(9)).unwrap();
    fs::write(folder.file("nothing"), "").unwrap();
    let other = Connection::open(folder.file("other.db")).unwrap();
    other.execute_batch("CREATE TABLE entries (seq); PRAGMA application_id = 7; PRAGMA user_version = 1").unwrap();
    drop(other);
    let before: Vec<Vec<u8>> = names(&folder).iter().map(|name| fs::read(folder.file(name)).unwrap()).collect();
    for name in ["text", "nothing", "other.db"] {
        assert_eq!(opening(&folder.file(name)), ["not-a-ledger"; 2], "{name}");
    }
    assert_eq!(names(&folder), ["nothing", "other.db", "text"], "nothing is left beside another's file");
    assert!(names(&folder).iter().zip(before).all(|(name, before)| fs::read(folder.file(name)).unwrap() == before));
    for name in ["text", "other.db"] {
        assert_eq!(code(SqliteStorage::create(folder.file(name))), "ledger-exists", "{name}");
    }
    assert_eq!(names(&folder), ["nothing", "other.db", "text"], "not by one that was to be made, either");
    drop(SqliteStorage::create(folder.file("nothing")).expect("an empty file loses nothing"));
    assert_eq!(opening(&folder.file("nothing")), ["none"; 2]);
    assert_eq!(code(SqliteStorage::create(folder.file("nothing"))), "ledger-exists");
}

#[test]
fn a_ledger_of_another_version() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    drop(ledger(&path, 1));
    let version = |number: u32| {
        Connection::open(&path).unwrap().pragma_update(None, "user_version", number).unwrap();
        opening(&path)
    };
    assert_eq!(version(2), ["ledger-newer"; 2]);
    assert_eq!(version(0), ["not-a-ledger"; 2]);
    assert_eq!(version(1), ["none"; 2]);
    let error = SqliteStorage::open(folder.file("none.db")).unwrap_err();
    assert!(error.message().contains("none.db") && error.message().contains("create it first"), "{error}");
}

#[test]
fn a_second_writer_is_told_at_once() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    let writer = ledger(&path, 1);
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, folder.file("link.db")).unwrap();
    let start = Clock::now();
    assert_eq!(code(SqliteStorage::open(&path)), "ledger-busy");
    #[cfg(unix)]
    assert_eq!(code(SqliteStorage::open(folder.file("link.db"))), "ledger-busy", "by another name");
    assert_eq!(Child::of("places::opens", &path).says(), ["ledger-busy none"], "in another process");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    drop(writer);
    assert_eq!(Child::of("places::opens", &path).says(), ["none none"]);
    Ledger::open(SqliteStorage::open(&path).expect("the lock is free again")).expect("it is whole");
}

/// A file and a folder that may only be read: as another user, where this one may do everything.
#[cfg(unix)]
#[test]
fn what_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    drop(ledger(&path, 1));
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let opens = || Child::by_nobody("places::opens", &path).says();
    mode(folder.path(), 0o555);
    mode(&folder.file("ledger.db-lock"), 0o444);
    mode(&path, 0o444);
    assert_eq!(opens(), ["storage-read-only none"], "file and folder");
    mode(folder.path(), 0o777);
    assert_eq!(opens(), ["storage-read-only none"], "the file");
    fs::remove_file(folder.file("ledger.db-lock")).unwrap();
    mode(folder.path(), 0o555);
    mode(&path, 0o666);
    assert_eq!(opens(), ["storage-read-only none"], "the folder");
    mode(folder.path(), 0o777);
    assert_eq!(opens(), ["none none"], "it works again");
}

/// Opens a ledger to write and to read, and says how that went.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn opens() {
    let Some(path) = child::path() else { return };
    child::say(&opening(&path).join(" "));
}

#[cfg(unix)]
#[test]
fn a_ledger_with_two_names_is_not_opened() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    drop(ledger(&path, 1));
    fs::hard_link(&path, folder.file("again.db")).unwrap();
    for name in ["ledger.db", "again.db"] {
        assert_eq!(opening(&folder.file(name)), ["ledger-linked"; 2]);
    }
    // Nor is one made where two names lead: it could never be opened again.
    fs::write(folder.file("empty.db"), b"").unwrap();
    fs::hard_link(folder.file("empty.db"), folder.file("as-empty.db")).unwrap();
    assert_eq!(code(SqliteStorage::create(folder.file("empty.db"))), "ledger-linked");
    fs::remove_file(folder.file("again.db")).unwrap();
    assert!(Ledger::open(SqliteStorage::open(&path).unwrap()).is_ok());
}

/// A container that has the file alone has another log and another lock beside it, and misses what was withdrawn last.
#[cfg(target_os = "linux")]
#[test]
fn a_ledger_that_is_mounted_alone_is_not_opened() {
    use std::process::Command;
    let folder = Folder::new();
    drop(ledger(&folder.file("ledger.db"), 1));
    fs::create_dir(folder.file("a b")).unwrap();
    let (file, at) = (folder.file("ledger.db"), folder.file("a b/ledger.db"));
    fs::write(&at, b"").unwrap();
    let apart = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]).args([&file, &at]);
        command
    };
    let mount = "mount --bind \"$1\" \"$2\"";
    if !apart(mount).output().is_ok_and(|tried| tried.status.success()) {
        eprintln!("not tried: this system lets nobody mount");
        return;
    }
    let mut opens = apart(&format!("{mount} && shift 2 && exec \"$@\""));
    let child = Child::command("places::opens", &at);
    opens.arg(child.get_program()).args(child.get_args()).env(child::PATH, &at);
    assert_eq!(Child::run(opens).says(), ["ledger-linked ledger-linked"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let ledger = ledger(&folder.file("ledger.db"), 1);
    ledger.storage().backup(folder.file("copy.db")).unwrap();
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm", "copy.db"] {
        let mode = fs::metadata(folder.file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has the mode {mode:o}");
    }
}

/// Opening a pipe would wait for ever.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = Folder::new();
    let pipe = folder.file("pipe");
    let status = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(status.success());
    std::os::unix::fs::symlink(&pipe, folder.file("link")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(folder.file("socket")).unwrap();
    for path in [&pipe, &folder.file("link"), &folder.file("socket"), Path::new("/dev/null"), Path::new("/dev/zero")] {
        assert_eq!(opening(path), ["not-a-ledger"; 2], "{}", path.display());
        assert_eq!(code(SqliteStorage::create(path)), "not-a-ledger", "{}", path.display());
    }
    drop(socket);
    let error = SqliteStorage::open(&pipe).unwrap_err();
    assert!(error.message().contains("a pipe, a socket or a device at"), "{error}");
    assert_eq!(names(&folder), ["link", "pipe", "socket"], "nothing is made beside them");
    let path = folder.file("ledger.db");
    let mut open = ledger(&path, 1);
    assert_eq!(code(open.storage().backup(&pipe)), "not-a-ledger");
    record(&mut open, acts("another"));
    drop(open);
    // A pipe in the place of the lock.
    fs::remove_file(folder.file("ledger.db-lock")).unwrap();
    fs::rename(&pipe, folder.file("ledger.db-lock")).unwrap();
    assert_eq!(opening(&path), ["not-a-ledger", "none"]);
    fs::remove_file(folder.file("ledger.db-lock")).unwrap();
    assert_eq!(opening(&path), ["none"; 2]);
}

#[cfg(unix)]
#[test]
fn a_link_to_where_nothing_is_leads_there() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new();
    fs::create_dir(folder.file("far")).unwrap();
    symlink("far/again", folder.file("link")).unwrap();
    symlink("ledger.db", folder.file("far/again")).unwrap();
    let first = ledger(&folder.file("link"), 1);
    let mode = fs::metadata(folder.file("far/ledger.db")).expect("it is made where the links lead").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    assert!(folder.file("far/ledger.db-lock").exists(), "the lock lies beside it");
    assert_eq!(code(SqliteStorage::open(folder.file("far/ledger.db"))), "ledger-busy");
    first.storage().backup(folder.file("copy.db")).unwrap();
    symlink("round", folder.file("about")).unwrap();
    symlink("about", folder.file("round")).unwrap();
    assert_eq!(code(SqliteStorage::create(folder.file("round"))), "storage-failed");
    symlink("nowhere/ledger.db", folder.file("lost")).unwrap();
    assert_eq!(code(SqliteStorage::create(folder.file("lost"))), "ledger-missing");
}

/// What is written to a file that has no name any more goes with the last one who has it open.
#[cfg(unix)]
#[test]
fn what_was_removed_or_replaced_acknowledges_nothing() {
    let folder = Folder::new();
    let other = folder.file("other.db");
    ledger(&folder.file("first.db"), 1).storage().backup(&other).unwrap();
    type Deed = fn(&Path, &Path);
    let deeds: [(&str, Deed); 7] = [
        ("removed", |path, _| fs::remove_file(path).unwrap()),
        ("renamed", |path, _| fs::rename(path, path.with_extension("old")).unwrap()),
        ("replaced", |path, other| {
            drop(fs::copy(other, path.with_extension("new")).and_then(|_| fs::rename(path.with_extension("new"), path)))
        }),
        // The same file by the same path, and yet whoever opens it next goes by the other name.
        ("moved behind a link", |path, _| {
            fs::rename(path, path.with_extension("bak")).unwrap();
            std::os::unix::fs::symlink(path.with_extension("bak"), path).unwrap();
        }),
        ("cut", |path, _| {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_len(file.metadata().unwrap().len() - 4096).unwrap();
        }),
        ("its lock removed", |path, _| fs::remove_file(format!("{}-lock", path.display())).unwrap()),
        ("its log removed", |path, _| fs::remove_file(format!("{}-wal", path.display())).unwrap()),
    ];
    for (name, deed) in deeds {
        let path = folder.file(&format!("{}.db", name.replace(' ', "-")));
        let mut writer = ledger(&path, 1);
        let mut reader = Ledger::open(SqliteStorage::open_read_only(&path).unwrap()).unwrap();
        record(&mut writer, acts("before"));
        assert_eq!(reader.follow().unwrap(), 3, "{name}");
        deed(&path, &other);
        let before = writer.head();
        let error = writer.record_all(acts("after"), now(), &mut consent_store::salt).unwrap_err();
        assert_eq!(error.code(), "ledger-moved", "{name}");
        assert!(error.message().contains("open the ledger that is there now"), "{error}");
        assert_eq!(writer.engine().size(), before.size, "{name}: nobody counts on it");
        // A reader relies on the file alone.
        let follows = if name.starts_with("its ") { "none" } else { "ledger-moved" };
        assert_eq!(code(reader.follow()), follows, "{name}");
    }
    // Put back, it goes on.
    let path = folder.file("renamed.db");
    fs::rename(path.with_extension("old"), &path).unwrap();
    let mut again = Ledger::open(SqliteStorage::open(&path).unwrap()).unwrap();
    record(&mut again, acts("after"));
}
