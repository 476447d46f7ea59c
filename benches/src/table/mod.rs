//! The run: everyone side by side in interleaved rounds, and one table.

mod national;
mod options;
mod report;
mod rounds;
mod threads;

use std::path::Path;
use std::rc::Rc;
use std::time::Instant as Clock;

use report::{Bound, Report};
use rounds::{latencies, rounds, scans};

use crate::Result;
use crate::clock::Work;
use crate::contender::engine::{EngineScan, Full, Ready, Single, load};
use crate::contender::index::{self, Compact, CompactScan};
use crate::contender::limit::{Limit, LimitScan, Table, Way};
use crate::contender::plain::Plain;
use crate::contender::sqlite::Sqlite;
use crate::contender::{Contender, Scan};
use crate::memory::held;
use crate::workload::{Questions, World, events::Events};

pub use options::Options;

/// How many questions are loaded at once, and how many persons a batch has.
pub const CHUNK: usize = 1_024;

/// Beyond so many subjects a contender that keeps whole events in memory is left out.
const MOST_FOR_EVENTS: u32 = 100_000;

/// Makes further contenders for a world.
pub type Peers = fn(&World) -> Result<Vec<Box<dyn Contender>>>;

/// Runs everyone and prints the table.
///
/// # Errors
/// An argument that is not known; answers that differ.
pub fn run(arguments: impl Iterator<Item = String>, peers: Peers) -> Result<()> {
    let options = Options::parse(arguments)?;
    let started = Clock::now();
    let folder = std::env::temp_dir().join(format!("consent-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = run_in(&folder, &options, peers);
    std::fs::remove_dir_all(&folder)?;
    done?;
    println!("\nleast of {} rounds, everyone's turn in each; {:.0} s in all", options.rounds, started.elapsed().as_secs_f64());
    Ok(())
}

fn run_in(folder: &Path, options: &Options, peers: Peers) -> Result<()> {
    let mut report = Report::new(&options.subjects);
    for (column, subjects) in options.subjects.iter().enumerate() {
        measure(folder, options, &mut report, column, *subjects, peers)?;
    }
    ratios(&mut report);
    print!("{report}");
    if options.national { national::print(folder) } else { Ok(()) }
}

fn measure(folder: &Path, options: &Options, report: &mut Report, column: usize, subjects: u32, peers: Peers) -> Result<()> {
    let world = World::new(subjects);
    let consents = world.consents() as f64;
    note(subjects, "loading");
    let (table, bytes) = held(|| Rc::new(Table::new(&world)));
    report.set("limit table", "bytes a consent", column, bytes as f64 / consents);
    let (plain, bytes) = held(|| Plain::new(&world));
    report.set("plain Rust", "bytes a consent", column, bytes as f64 / consents);
    let sqlite = Sqlite::new(&world)?;
    report.set("tuned SQLite", "bytes a consent", column, sqlite.bytes as f64 / consents);
    let work = Work::begin();
    let (index, bytes) = held(|| index::build(&world));
    let index = index?;
    report.set("ours, build from events", "consents/s", column, consents / work.seconds());
    report.set("ours", "bytes a consent", column, bytes as f64 / consents);
    let file = index::snapshot(&index, &folder.join("world.index"))?;
    report.set("ours, load of a snapshot", "s", column, file.load);
    report.set("reading the snapshot's bytes", "s", column, file.read);
    let compact = Rc::new(index::Ready::new(&world, index)?);
    let ready = if subjects <= MOST_FOR_EVENTS {
        let work = Work::begin();
        let (engine, bytes) = held(|| load(&world));
        report.set("ours, load of the whole engine from events", "consents/s", column, consents / work.seconds());
        report.set("ours, whole engine", "bytes a consent", column, bytes as f64 / consents);
        Some(Ready::new(&world, engine?)?)
    } else {
        None
    };
    let ready = ready.map(Rc::new);

    // One question after the other.
    let mut singles: Vec<Box<dyn Contender>> = vec![
        Box::new(Limit::new(&table, Way::Single)),
        Box::new(Limit::new(&table, Way::LookUp)),
        Box::new(plain),
        Box::new(sqlite),
        Box::new(Compact::single(&compact)),
    ];
    if let Some(ready) = &ready {
        singles.push(Box::new(Single::new(ready)));
        singles.push(Box::new(Full::new(ready)));
    }
    if subjects <= MOST_FOR_EVENTS {
        singles.extend(peers(&world)?);
    }
    note(subjects, "single questions");
    let mut questions = Questions::new(&world, 1);
    let times = rounds(options, &mut singles, || questions.mixed(options.questions))?;
    for (contender, time) in singles.iter().zip(times) {
        report.set(contender.name(), "ns", column, time);
    }

    note(subjects, "latencies");
    for contender in &mut singles {
        if matches!(contender.name(), "limit table" | "ours, prepared decide") {
            let [half, most] = latencies(contender.as_mut(), &questions.mixed(options.questions));
            report.set(contender.name(), "ns, p50 of dependent questions", column, half);
            report.set(contender.name(), "ns, p99 of dependent questions", column, most);
        }
    }
    drop(singles);

    // Batches of one use at one instant.
    note(subjects, "batches");
    let mut batches: Vec<Box<dyn Contender>> = vec![Box::new(Limit::new(&table, Way::Batch)), Box::new(Compact::batch(&compact))];
    let times = rounds(options, &mut batches, || questions.batches(options.questions, CHUNK))?;
    for (contender, time) in batches.iter().zip(times) {
        report.set(contender.name(), "ns", column, time);
    }
    drop(batches);

    note(subjects, "scans");
    let mut scanners: Vec<Box<dyn Scan>> =
        vec![Box::new(LimitScan(Rc::clone(&table))), Box::new(CompactScan(Rc::clone(&compact)))];
    if let Some(ready) = &ready {
        scanners.push(Box::new(EngineScan(Rc::clone(ready))));
    }
    let times = scans(options, &mut scanners, &questions.mixed(world.uses.len()))?;
    for (scanner, seconds) in scanners.iter().zip(times) {
        report.set(scanner.name(), "consents/s, scanned", column, consents / seconds);
    }
    drop(scanners);

    if let Some(ready) = ready.and_then(Rc::into_inner) {
        note(subjects, "recording");
        report.set("ours, record", "events/s", column, record(ready, &world)?);
        note(subjects, "threads");
        let threads = threads::threads(&world, options.turn * 5)?;
        report.set("ours, one thread beside a writer", "questions/s", column, threads.one);
        report.set("ours, two threads beside a writer", "questions/s", column, threads.two);
        report.set("ours, recorded beside two threads", "events/s", column, threads.recorded);
    }
    Ok(())
}

/// What the run is at, for those who wait.
fn note(subjects: u32, what: &str) {
    eprintln!("{subjects:>9} subjects: {what}");
}

/// Events a second through the door, of persons who were not there before.
fn record(mut ready: Ready, world: &World) -> Result<f64> {
    const PERSONS: u32 = 2_000;
    let events = Events::new(world, ready.engine.catalogue(None)?)?;
    let mut all = Vec::new();
    for number in world.subjects..world.subjects + PERSONS {
        all.extend(events.of(&world.person(number))?);
    }
    let count = all.len() as f64;
    let work = Work::begin();
    for event in all {
        let at = event.at;
        ready.engine.record(event, at)?;
    }
    Ok(count / work.seconds())
}

/// The figures that have a target.
fn ratios(report: &mut Report) {
    let ours = ("ours, prepared decide", "ns");
    report.ratio("prepared decide ÷ limit table", ours, ("limit table", "ns"), Bound::AtMost(1.5), 1_000_000);
    report.ratio(
        "batch ÷ limit table's batch",
        ("ours, batch", "ns"),
        ("limit table, batch", "ns"),
        Bound::AtMost(1.5),
        1_000_000,
    );
    report.ratio("plain Rust ÷ ours", ("plain Rust", "ns"), ours, Bound::AtLeast(2.0), 1_000_000);
    report.ratio("tuned SQLite ÷ ours", ("tuned SQLite", "ns"), ours, Bound::AtLeast(10.0), 1_000_000);
    report.ratio("regorus ÷ ours", ("regorus", "ns"), ours, Bound::AtLeast(50.0), 100_000);
    report.ratio("Cedar ÷ ours", ("Cedar", "ns"), ours, Bound::AtLeast(100.0), 100_000);
    report.ratio("casbin ÷ ours", ("casbin", "ns"), ours, Bound::None, 100_000);
    let engine = ("ours, prepared decide of the whole engine", "ns");
    report.ratio("full answer ÷ plain", ("ours, full answer with reasons", "ns"), engine, Bound::AtMost(10.0), 100_000);
    let scanned = "consents/s, scanned";
    report.figure("subjects scan, consents/s", ("ours, subjects", scanned), Bound::AtLeast(200e6), 1_000_000);
    report.ratio(
        "subjects scan ÷ limit table's",
        ("ours, subjects", scanned),
        ("limit table", scanned),
        Bound::AtLeast(0.3),
        1_000_000,
    );
    let load = ("ours, load of a snapshot", "s");
    report.figure("load of a snapshot, s", load, Bound::AtMost(1.0), 1_000_000);
    report.ratio("load ÷ reading the file", load, ("reading the snapshot's bytes", "s"), Bound::AtMost(3.0), 1_000_000);
    report.ratio(
        "two threads ÷ one, beside 10,000 events/s",
        ("ours, two threads beside a writer", "questions/s"),
        ("ours, one thread beside a writer", "questions/s"),
        Bound::AtLeast(1.9),
        100_000,
    );
    report.figure("bytes a consent, everything included", ("ours", "bytes a consent"), Bound::AtMost(40.0), 1_000_000);
}
