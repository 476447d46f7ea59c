//! The nightly batch: a million requests made up by rule, some broken, each with the result that the rule says.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::clients::with_library;
use super::tools::{read, write};
use crate::step::{capture, root};

/// How many pupils there are.
const PUPILS: usize = 10_000;
/// Every so manieth line is broken.
const BROKEN: usize = 97;
/// 2026-08-10 at noon UTC, when those who gave a permission have; and two days later, when some have taken it back.
const INSTANTS: [&str; 2] = ["202608101200", "202608121200"];

/// A job: its files, and what has to come of it.
pub(super) struct Job {
    folder: PathBuf,
    lines: usize,
    /// For each good line its number, the outcome and the basis.
    results: Vec<(usize, u8, u8)>,
    /// For each broken line its number and why.
    rejects: Vec<(usize, &'static str)>,
}

/// The key of a pupil, as text: what is not ASCII is two bytes in UTF-8 and one in the file.
fn pupil(number: usize) -> String {
    format!("oppilas-ä-{number:06}")
}

/// The ledger: all pupils have a new school in Turku; two of five gave a permission, one of those took it back.
fn ledger() -> Result<String, String> {
    let data = root().join("examples/data");
    let text = |name: &str| read(&data.join(name)).and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
    let (publications, story) = (text("publications.jsonl")?, text("moving.jsonl")?);
    let mut records = String::new();
    let mut seq = 0_usize;
    let mut add = |event: &str| {
        let _ = writeln!(records, "{{\"seq\":{seq},\"recorded_at\":\"2026-08-12T08:00:00Z\",\"event\":{event}}}");
        seq += 1;
    };
    publications.lines().for_each(&mut add);
    for number in 0..PUPILS {
        let events = match number % 5 {
            0 => 4,
            1 => 5,
            _ => 3,
        };
        for event in story.lines().take(events) {
            let own = event.replace("pupil-a81f", &pupil(number)).replace("permission-2f6c", &format!("permission-{number}"));
            add(&own.replacen("\"id\":\"moving-", &format!("\"id\":\"{number}-"), 1));
        }
    }
    Ok(records)
}

/// Numbers that look random and are the same every time (a linear congruential generator).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

/// A line as it should be.
fn line(number: usize, key: &str, instant: &str, kind: &str) -> Vec<u8> {
    latin1(&format!("{number:08}{key:<28}{instant}{kind}{:<20}", "Åbo skolförvaltning"))
}

/// Breaks a line in one of the ways; says why it has to be rejected.
fn broken(mut line: Vec<u8>, way: usize) -> (Vec<u8>, &'static str) {
    let mut put = |at: usize, bytes: &[u8]| line[at..at + bytes.len()].copy_from_slice(bytes);
    let why = match way % 9 {
        0 => {
            put(0, b"x");
            "number is no number"
        }
        1 => {
            put(8, &[b' '; 28]);
            "key is missing"
        }
        2 => {
            put(36, b"20260230");
            "no such instant"
        }
        3 => {
            put(44, b"2460");
            "no such instant"
        }
        4 => {
            put(48, b"??");
            "no such use"
        }
        5 => {
            put(60, &[0x85]);
            "no Latin-1 text"
        }
        6 => {
            put(8, b"131052-308T                 ");
            "key is refused"
        }
        7 => {
            line.pop();
            "wrong length"
        }
        _ => {
            line.extend([b'x'; 300]);
            "wrong length"
        }
    };
    (line, why)
}

/// Writes ledger and requests.
pub(super) fn prepare(work: &Path, lines: usize) -> Result<Job, String> {
    let folder = work.to_owned();
    write(&folder.join("ledger.jsonl"), ledger()?.as_bytes())?;
    let mut job = Job { folder, lines, results: Vec::new(), rejects: Vec::new() };
    let mut requests = Vec::with_capacity(lines * 72);
    let mut draw = Draw(20_261_126);
    for number in 1..=lines {
        let (who, instant, kind) = (draw.below(PUPILS + 500), draw.below(INSTANTS.len()), draw.below(2));
        let key = if who < PUPILS { pupil(who) } else { format!("stranger-{who}") };
        let good = line(number, &key, INSTANTS[instant], ["RE", "WE"][kind]);
        if number % BROKEN == 0 {
            let (line, why) = broken(good, number / BROKEN);
            requests.extend(line);
            job.rejects.push((number, why));
        } else {
            requests.extend(good);
            let given = who % 5 == 0 || (who % 5 == 1 && instant == 0);
            let result = match (who < PUPILS, kind) {
                (true, 0) => (b'Y', b'D'),
                // The law allows it where the pupil lifts the secrecy.
                (true, _) if given => (b'Y', b'P'),
                _ => (b'N', b'-'),
            };
            job.results.push((number, result.0, result.1));
        }
        requests.push(b'\n');
    }
    write(&job.file("requests.dat"), &requests)?;
    job.clear()?;
    Ok(job)
}

impl Job {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes away what an earlier run wrote.
    fn clear(&self) -> Result<(), String> {
        for name in ["results.dat", "rejects.txt", "results.dat.part", "rejects.txt.part"].map(|name| self.file(name)) {
            if name.exists() {
                fs::remove_file(&name).map_err(|error| format!("expected to remove {}, found: {error}\n", name.display()))?;
            }
        }
        Ok(())
    }

    /// What the program is called with.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let files = ["ledger.jsonl", "requests.dat", "results.dat", "rejects.txt"].map(|name| self.file(name).into());
        core::iter::once(root().join("examples/data").into()).chain(files).collect()
    }

    /// Compares every line of both files with the rule.
    fn check(&self) -> Result<(), String> {
        let results = read(&self.file("results.dat"))?;
        let found: Vec<&[u8]> = results.split_inclusive(|byte| *byte == b'\n').collect();
        if found.len() != self.results.len() {
            return Err(format!("expected {} results, found {}\n", self.results.len(), found.len()));
        }
        for (line, (number, outcome, basis)) in found.iter().zip(&self.results) {
            let who = latin1(&format!("{:<20}\n", "Åbo skolförvaltning"));
            let right = line.len() == 31
                && line.starts_with(format!("{number:08}").as_bytes())
                && line[8] == *outcome
                && line[9] == *basis
                && line.ends_with(&who);
            if !right {
                let shown = String::from_utf8_lossy(line);
                return Err(format!("expected {} {} for request {number}, found {shown}", *outcome as char, *basis as char));
            }
        }
        // Those that the library refused stand behind those of their part of the file.
        let rejects = String::from_utf8(read(&self.file("rejects.txt"))?).map_err(|error| error.to_string())?;
        let mut found: Vec<&str> = rejects.lines().collect();
        found.sort_unstable();
        let wanted: Vec<String> = self.rejects.iter().map(|(number, why)| format!("{number:08} {why}")).collect();
        if found != wanted {
            let at = found.iter().zip(&wanted).position(|(found, wanted)| found != wanted);
            return Err(format!("expected {} rejects, found {}; the first that differs: {at:?}\n", wanted.len(), found.len()));
        }
        if rejects.contains("131052") {
            return Err("expected rejects without the keys of persons, found an identity code\n".to_owned());
        }
        Ok(())
    }
}

/// The block that the program reads at a time.
const BLOCK: usize = 1 << 20;

/// A line longer than a block, whose rest would be a request if it were taken for a line; and requests that can't be read.
pub(super) fn hostile(program: &Path, library: &Path, work: &Path) -> Result<(), String> {
    let mut job = prepare(work, 10)?;
    let mut requests = read(&job.file("requests.dat"))?;
    let first = requests.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let request = requests[..first].to_vec();
    for blocks in 1..=2 {
        let mut long = vec![b'x'; blocks * BLOCK];
        long.extend_from_slice(&request);
        requests.extend_from_slice(&long);
        job.rejects.push((10 + blocks, "wrong length"));
    }
    // A good one behind them keeps its number; the last line of all needs no line feed.
    requests.extend_from_slice(&request[..first - 1]);
    job.results.push(job.results[0]);
    write(&job.file("requests.dat"), &requests)?;
    capture(with_library(program, library).args(job.arguments()))?;
    job.check()?;
    // One that is long and never ends.
    requests.push(b'\n');
    requests.extend(vec![b'x'; BLOCK + 1]);
    job.rejects.push((14, "wrong length"));
    write(&job.file("requests.dat"), &requests)?;
    job.clear()?;
    capture(with_library(program, library).args(job.arguments()))?;
    job.check()?;

    let fails = |why: &str, arguments: Vec<OsString>| match capture(with_library(program, library).args(arguments)) {
        Err(said) if said.contains(why) => Ok(()),
        other => Err(format!("expected the job to fail, for want of {why}, found {other:?}\n")),
    };
    // Nothing is overwritten: what an earlier night wrote, what is read, what is only written for a while.
    fails("no file yet", job.arguments())?;
    job.check()?;
    job.clear()?;
    for (name, taken) in [(3, "requests.dat"), (4, "requests.dat"), (3, "./requests.dat")] {
        let mut arguments = job.arguments();
        arguments[name] = work.join(taken).into();
        fails("no file yet", arguments)?;
    }
    write(&job.file("results.dat.part"), b"somebody's")?;
    fails("no file yet", job.arguments())?;
    if read(&job.file("results.dat.part"))? != b"somebody's" || job.file("results.dat").exists() {
        return Err("expected somebody's file to stay, found another\n".to_owned());
    }
    job.clear()?;
    // A folder can be opened, but not read.
    let mut arguments = job.arguments();
    arguments[2] = work.into();
    fails("read to the end", arguments)?;
    // The copy of a ledger that lost its last line, a withdrawal, looks whole.
    let ledger = read(&job.file("ledger.jsonl"))?;
    let count = ledger.iter().filter(|byte| **byte == b'\n').count();
    let with_count = |count: usize| job.arguments().into_iter().chain([count.to_string().into()]).collect();
    fails("cut short", with_count(count + 1))?;
    if ["results.dat", "rejects.txt", "results.dat.part", "rejects.txt.part"].iter().any(|name| job.file(name).exists()) {
        return Err("expected no results of a job that failed, found some\n".to_owned());
    }
    // Lines as other systems end them.
    let mut job = prepare(work, 1_000)?;
    let requests = read(&job.file("requests.dat"))?;
    let ended = requests.split_inclusive(|byte| *byte == b'\n').flat_map(|line| [&line[..line.len() - 1], b"\r\n"].concat());
    write(&job.file("requests.dat"), &ended.collect::<Vec<u8>>())?;
    // A carriage return within a line is none of its end, and one is no letter.
    job.rejects.iter_mut().filter(|(_, why)| *why == "wrong length").for_each(|(number, why)| {
        if *number / BROKEN % 9 == 7 {
            *why = "no Latin-1 text";
        }
    });
    capture(with_library(program, library).args::<_, OsString>(with_count(count)))?;
    job.check()
}

/// Runs the job and checks every line of what it wrote; returns its summary.
pub(super) fn run(program: &Path, library: &Path, work: &Path, lines: usize) -> Result<String, String> {
    let job = prepare(work, lines)?;
    let said = capture(with_library(program, library).args(job.arguments()))?;
    job.check()?;
    let covered = job.results.iter().filter(|(_, outcome, _)| *outcome == b'Y').count();
    let wanted =
        format!("{} requests: {covered} covered, 0 partly covered, {} not covered", job.lines, job.results.len() - covered);
    if !said.lines().any(|line| line == wanted) {
        return Err(format!("expected the summary `{wanted}`, found:\n{said}"));
    }
    if lines >= 100_000 && !said.lines().any(|line| line == "100000 requests") {
        return Err(format!("expected a word about the progress, found:\n{said}"));
    }
    // Progress is for people who wait.
    Ok(said
        .lines()
        .filter(|line| line.contains("requests:") || line.contains("a second"))
        .map(|line| format!("  {line}\n"))
        .collect())
}
