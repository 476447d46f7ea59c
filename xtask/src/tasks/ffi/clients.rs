//! The clients: each tells the story of the Rust example, word for word; C and C++ under sanitizers, too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::nightly;
use super::tools::{STATIC_NEEDS, STRICT, command, folder, library};
use crate::machine::need;
use crate::step::{capture, cargo, root};

/// The Arrow library for Python that the columns are tested with.
const PYARROW: &str = "pyarrow==26.0.1";

/// A program of the examples.
pub(super) struct Program {
    pub(super) name: &'static str,
    compiler: &'static str,
    standard: &'static str,
    sources: &'static [&'static str],
}

const DECIDE: Program = Program { name: "decide", compiler: "gcc", standard: "-std=c99", sources: &["examples/c/decide.c"] };
const MOVING: Program = Program { name: "moving", compiler: "gcc", standard: "-std=c99", sources: &["examples/c/moving.c"] };
const MOVING_CPP: Program =
    Program { name: "moving_cpp", compiler: "g++", standard: "-std=c++17", sources: &["examples/cpp/moving.cpp"] };
const NIGHTLY: Program = Program {
    name: "nightly_batch",
    compiler: "gcc",
    standard: "-std=c99",
    sources: &["examples/c/nightly_batch/main.c", "examples/c/nightly_batch/request.c"],
};

/// What the clients do at their edges.
const EDGES: Program =
    Program { name: "edges", compiler: "g++", standard: "-std=c++17", sources: &["xtask/src/tasks/ffi/edges/edges.cpp"] };

/// Every program in C and C++.
pub(super) const PROGRAMS: [&Program; 4] = [&DECIDE, &MOVING, &MOVING_CPP, &NIGHTLY];

/// How a program is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Linked {
    Shared,
    Static,
    /// Shared, with AddressSanitizer and LeakSanitizer, which see every allocation of the library, and UndefinedBehaviorSanitizer.
    Sanitized,
}

impl Program {
    fn build(&self, linked: Linked, library: &Path, to: &Path) -> Result<PathBuf, String> {
        let mut flags: Vec<OsString> = vec!["-g".into(), "-Iinclude".into()];
        match linked {
            Linked::Static => {
                flags.push(library.join("libconsent.a").into());
                flags.extend(STATIC_NEEDS.map(OsString::from));
            }
            Linked::Shared | Linked::Sanitized => flags.extend(["-L".into(), library.into(), "-lconsent".into()]),
        }
        if linked == Linked::Sanitized {
            flags.extend(["-fsanitize=address,undefined", "-fno-sanitize-recover=all"].map(OsString::from));
        }
        self.compile(&flags, &to.join(format!("{}_{linked:?}", self.name).to_lowercase()))
    }

    /// Compiles it with what finds the header and the library.
    pub(super) fn compile(&self, flags: &[OsString], to: &Path) -> Result<PathBuf, String> {
        let mut compile = command(self.compiler);
        compile.args([self.standard, "-O2"]).args(STRICT).args(self.sources).args(flags).arg("-o").arg(to);
        capture(&mut compile)?;
        Ok(to.to_owned())
    }
}

/// The story as the Rust example tells it.
pub(super) fn story() -> Result<String, String> {
    let example = ["run", "--quiet", "--profile", "proof", "--locked", "--package", "consent-core", "--example", "moving"];
    capture(&mut cargo(example))
}

/// What each program says, wherever it comes from: the short answer, the story, and the nightly batch with every line of its files.
pub(super) fn tell(
    [decide, moving, moving_cpp, nightly]: &[PathBuf; 4],
    wanted: &str,
    library: &Path,
    work: &Path,
) -> Result<(), String> {
    same(DECIDES, &capture(with_library(decide, library).arg("examples/data"))?)?;
    for story in [moving, moving_cpp] {
        same(wanted, &capture(with_library(story, library).arg("examples/data"))?)?;
    }
    nightly::run(nightly, library, work, 20_000).map(drop)
}

/// What the shortest example says.
const DECIDES: &str = "no, at least not all of it: category-outside\n";

/// A program with the library that it was linked with.
pub(super) fn with_library(program: impl AsRef<std::ffi::OsStr>, library: &Path) -> Command {
    let mut command = command(program);
    command.env("LD_LIBRARY_PATH", library).env("ASAN_OPTIONS", "detect_leaks=1");
    command
}

pub(super) fn run() -> Result<String, String> {
    for (program, package) in [
        ("gcc", "gcc"),
        ("g++", "g++"),
        ("valgrind", "valgrind"),
        ("javac", "openjdk-17-jdk-headless"),
        ("/usr/share/java/jna.jar", "libjna-java"),
        ("python3", "python3-venv"),
    ] {
        need(program, package)?;
    }
    let (library, work) = (library()?, folder("clients")?);
    let wanted = story()?;
    let mut said = String::new();
    for linked in [Linked::Shared, Linked::Static, Linked::Sanitized] {
        let built = PROGRAMS.map(|program| program.build(linked, &library, &work));
        let [decide, moving, moving_cpp, nightly] = built;
        let (moving, moving_cpp, nightly) = (moving?, moving_cpp?, nightly?);
        let decide = decide?;
        same(DECIDES, &capture(with_library(&decide, &library).arg("examples/data"))?)?;
        if linked == Linked::Shared {
            under_valgrind(&decide, &library, &["examples/data".into()])?;
        }
        for story in [moving, moving_cpp] {
            same(&wanted, &capture(with_library(&story, &library).arg("examples/data"))?)?;
            if linked == Linked::Shared {
                under_valgrind(&story, &library, &["examples/data".into()])?;
            }
        }
        // A million lines to be quick with, some thousands where every access is looked at.
        let lines = if linked == Linked::Sanitized { 20_000 } else { 1_000_000 };
        nightly::hostile(&nightly, &library, &work)?;
        if linked != Linked::Static {
            said.push_str(&nightly::run(&nightly, &library, &work, lines)?);
        }
        if linked == Linked::Shared {
            let job = nightly::prepare(&work, 2_000)?;
            under_valgrind(&nightly, &library, &job.arguments())?;
        }
    }
    let edges = EDGES.build(Linked::Sanitized, &library, &work)?;
    same("", &capture(with_library(edges, &library).arg("examples/data"))?)?;
    let (python3, with_arrow) = (Path::new("python3"), arrow_python()?);
    same(&wanted, &python("examples/python/moving.py", &library, python3)?)?;
    same("", &python("xtask/src/tasks/ffi/edges/edges.py", &library, python3)?)?;
    said.push_str(&python("examples/python/arrow.py", &library, &with_arrow)?);
    let classes = java(&work)?;
    same(&wanted, &run_java("Moving", &classes, &library)?)?;
    same("", &run_java("Edges", &classes, &library)?)?;
    Ok(said)
}

fn same(wanted: &str, found: &str) -> Result<(), String> {
    if wanted == found {
        return Ok(());
    }
    let line = wanted.lines().zip(found.lines()).position(|(a, b)| a != b).unwrap_or_else(|| wanted.lines().count()) + 1;
    Err(format!("expected the story as the Rust example tells it, found another from line {line} on:\n{found}"))
}

fn under_valgrind(program: &Path, library: &Path, arguments: &[OsString]) -> Result<(), String> {
    let mut valgrind = with_library("valgrind", library);
    valgrind.args(["--quiet", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=all"]);
    capture(valgrind.arg(program).args(arguments)).map(drop)
}

fn python(script: &str, library: &Path, python: &Path) -> Result<String, String> {
    let mut run = with_library(python, library);
    run.arg(root().join(script)).arg("examples/data").env("PYTHONPATH", root().join("examples/python"));
    run.env("CONSENT_LIBRARY", library.join("libconsent.so")).env("PYTHONDONTWRITEBYTECODE", "1");
    capture(&mut run)
}

/// A Python that has pyarrow, in an environment of its own.
fn arrow_python() -> Result<PathBuf, String> {
    let folder = root().join("target/tools/python");
    let python = folder.join("bin/python");
    let has = |python: &Path| capture(command(python).args(["-c", "import pyarrow"])).is_ok();
    if !has(&python) {
        capture(command("python3").args(["-m", "venv"]).arg(&folder))?;
        capture(command(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYARROW]))?;
    }
    Ok(python)
}

const JNA: &str = "/usr/share/java/jna.jar";

/// Compiles the classes in Java; returns where they are.
fn java(work: &Path) -> Result<PathBuf, String> {
    let classes = work.join("java");
    let sources = ["examples/java/Consent.java", "examples/java/Moving.java", "xtask/src/tasks/ffi/edges/Edges.java"];
    capture(
        command("javac").args(["--release", "17", "-Werror", "-Xlint:all,-serial", "-cp", JNA, "-d"]).arg(&classes).args(sources),
    )?;
    Ok(classes)
}

fn run_java(class: &str, classes: &Path, library: &Path) -> Result<String, String> {
    let path = format!("{JNA}:{}", classes.display());
    let property = format!("-Dconsent.library={}", library.join("libconsent.so").display());
    capture(with_library("java", library).args(["-cp", &path, &property, class, "examples/data"]))
}
