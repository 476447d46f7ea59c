//! The tasks.

mod bench;
mod conformance;
mod counts;
mod coverage;
mod deny;
mod ffi;
mod fuzz;
mod header;
mod locks;
mod mutants;
mod prove;
mod readme;
mod schema;
mod test;
mod wasm;
mod web;

/// A task that a developer calls.
pub(crate) struct Task {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    usage: &'static str,
    about: &'static str,
    /// Runs it with the arguments after its name; the error is what the developer reads.
    pub(crate) run: fn(&[String]) -> Result<(), String>,
}

/// Every task.
pub(crate) const ALL: &[Task] = &[
    Task {
        name: "test",
        usage: "test [--fast|--from STEP]",
        about: "everything that CI runs; --fast: the part to run while writing; --from: a step and those after it in its lane",
        run: test::run,
    },
    Task { name: "schema", usage: "schema", about: "write schemas/*.json from the types", run: schema::run },
    Task {
        name: "conformance",
        usage: "conformance [--bless]",
        about: "run the corpus; --bless: write the answers that agree with their claims",
        run: conformance::run,
    },
    Task {
        name: "bench",
        usage: "bench [--quick] [--subjects N …]",
        about: "the engine beside the limit of the machine and the peers, in one table",
        run: bench::run,
    },
    Task {
        name: "counts",
        usage: "counts [--bless]",
        about: "the instructions of the hot paths; --bless: write them as they are now",
        run: counts::run,
    },
    Task {
        name: "header",
        usage: "header",
        about: "write include/consent.h and consent.symbols from the sources",
        run: header::run,
    },
    Task {
        name: "ffi",
        usage: "ffi [headers|clients|install|threads]",
        about: "the C library: headers, clients in every language, an installation, threads",
        run: ffi::run,
    },
    Task {
        name: "wasm",
        usage: "wasm [types|test|parts|bench]",
        about: "the WebAssembly module and its npm package; types, test, parts (what costs what), bench",
        run: wasm::run,
    },
    Task {
        name: "web",
        usage: "web [test]",
        about: "serve the web pages of examples/web; test: every flow in a browser, three languages, two widths",
        run: web::run,
    },
    Task {
        name: "prove",
        usage: "prove [QUESTIONS]",
        about: "every path of the engine against the naive evaluator: ten million questions, and every small case",
        run: prove::run,
    },
    Task {
        name: "fuzz",
        usage: "fuzz [TARGET] [SECONDS]",
        about: "fuzz what is read: documents, ledgers, receipts",
        run: fuzz::run,
    },
    Task {
        name: "mutants",
        usage: "mutants [rest [N]] [OPTIONS]",
        about: "changes to what decides, or N others, that a test should notice; options as `cargo mutants --help`",
        run: mutants::run,
    },
    Task {
        name: "coverage",
        usage: "coverage",
        about: "the lines of consent-core that its tests run: at least 95 in a hundred",
        run: coverage::run,
    },
    Task { name: "readme", usage: "readme", about: "write the examples of README.md anew", run: readme::run },
];

/// What `cargo xtask help` prints.
pub(crate) fn help() -> String {
    let rows: String = ALL.iter().map(|task| format!("  {:<38}{}\n", task.usage, task.about)).collect();
    format!("usage: cargo xtask TASK\n\n{rows}")
}

/// The error for arguments that a task does not know.
pub(crate) fn no_arguments(task: &str, arguments: &[String]) -> Result<(), String> {
    match arguments.first() {
        None => Ok(()),
        Some(found) => Err(format!("expected no arguments after `cargo xtask {task}`, found `{found}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_task_and_arguments_are_checked() {
        assert!(ALL.iter().all(|task| help().contains(task.usage)));
        assert!(no_arguments("schema", &["x".to_owned()]).unwrap_err().contains("found `x`"));
        assert!(test::run(&["--slow".to_owned()]).unwrap_err().contains("found `--slow`"));
    }
}
