//! Tasks of the workspace: `cargo xtask TASK`. One module per task; a new one is a row in [`tasks::ALL`].
#![forbid(unsafe_code)]

mod machine;
mod step;
mod tasks;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let Some(name) = name.filter(|name| !matches!(name.as_str(), "help" | "--help" | "-h")) else {
        print!("{}", tasks::help());
        return ExitCode::SUCCESS;
    };
    let Some(task) = tasks::ALL.iter().find(|task| task.name == name) else {
        eprint!("expected a task, found `{name}`\n\n{}", tasks::help());
        return ExitCode::from(2);
    };
    match (task.run)(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
