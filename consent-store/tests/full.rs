//! No room: a clear error, nothing is lost, and it works again when there is room.

use std::fs;
use std::path::Path;
use std::process::Command;

use consent_store::SqliteStorage;

use crate::batches::{Writer, begin, check};
use crate::child::{self, Child};
use crate::world::Folder;

/// Appends until that fails, and says how; then what is there is whole, also in this process.
#[test]
#[ignore = "a process of its own, started by other tests"]
fn fills() {
    let Some(path) = child::path() else { return };
    let mut writer = Writer::new(SqliteStorage::open(path).expect("it opens"), true).expect("it is read");
    let (batches, error) = until_full(&mut writer);
    let again = writer.append().expect_err("there is no more room than before");
    child::say(&format!("{batches} {} {}", error.code(), again.code()));
}

/// Appends until that fails; returns how many batches are there, and the error.
fn until_full(writer: &mut Writer) -> (u64, consent_core::Error) {
    let mut batches = check(writer.storage(), 0, true).expect("it is whole");
    loop {
        match writer.append() {
            Ok(number) => batches = number + 1,
            Err(error) => {
                assert_eq!(check(writer.storage(), batches, true).expect("nothing is lost"), batches);
                return (batches, error);
            }
        }
    }
}

/// The largest file that a process may write stands in for a disk of that size.
#[cfg(unix)]
#[test]
fn a_limit_of_the_system() {
    let folder = Folder::new();
    let path = folder.file("ledger.db");
    begin(&path);
    let limited = |kilobytes: u64| {
        let child = Child::command("full::fills", &path);
        let mut shell = Command::new("sh");
        // Without the trap the system would end the process instead of telling it. Blocks of 512 bytes.
        shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2));
        shell.arg(child.get_program()).args(child.get_args()).env("CONSENT_CHILD", &path);
        Child::run(shell).says().first().expect("how it went").clone()
    };
    let size = fs::metadata(&path).expect("the file").len() / 1024;
    let first = limited(size + 200);
    let mut words = first.split(' ');
    let batches: u64 = words.next().and_then(|word| word.parse().ok()).expect("a number");
    assert!(batches > 0, "{first}");
    assert!(words.all(|code| code == "storage-failed"), "{first}");
    assert_eq!(check(&SqliteStorage::open(&path).expect("it opens"), batches, true).expect("it is whole"), batches);
    // With room it goes on where it was.
    let second = limited(size + 600);
    let more: u64 = second.split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
    assert!(more > batches, "{second}");
    assert_eq!(check(&SqliteStorage::open(&path).expect("it opens"), more, true).expect("it is whole"), more);
}

/// A small disk that is really full, where this user may mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = Folder::new();
    let disk = folder.file("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("not tested: a full disk, as this user may mount none");
        return;
    }
    struct Unmount<'a>(&'a Path);
    impl Drop for Unmount<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).status();
        }
    }
    let _unmount = Unmount(&disk);
    let path = disk.join("ledger.db");
    begin(&path);
    fs::write(disk.join("ballast"), vec![1; 1 << 20]).expect("room");
    let mut writer = Writer::new(SqliteStorage::open(&path).expect("it opens"), true).expect("it is read");
    let (batches, error) = until_full(&mut writer);
    assert_eq!(error.code(), "storage-full");
    assert!(batches > 0);
    // The same handle works again when there is room.
    fs::remove_file(disk.join("ballast")).expect("room");
    assert_eq!(writer.append().expect("there is room"), batches);
    let (more, error) = until_full(&mut writer);
    assert_eq!(error.code(), "storage-full");
    drop(writer);
    assert_eq!(check(&SqliteStorage::open(&path).expect("it opens"), more, true).expect("it is whole"), more);
}
