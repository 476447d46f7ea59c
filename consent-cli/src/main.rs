//! `consent`: asks from a terminal or a script whether a use of personal data is covered.
//!
//! Exit codes: 0 covered or done, 1 the demonstration differs, 2 wrong usage, 3 bad input or a broken ledger, 10 partly covered, 11 not covered.
#![forbid(unsafe_code)]

mod check;
mod clock;
mod decide;
mod demo;
mod failure;
mod input;
mod kept;
mod ledger;
mod options;
mod output;
mod progress;
mod receipt;
mod record;
mod say;
mod schema;
mod table;
mod views;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use consent_core::has_identity_code;

use failure::{Exit, Failure};
use options::{Cli, Command};
use output::Out;

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| {
        // What clap would repeat may be personal.
        if has_identity_code(&error.to_string()) {
            let message = "expected arguments without personal data, found a Finnish personal identity code; use the pseudonym of the ledger";
            Cli::command().error(clap::error::ErrorKind::ValueValidation, message).exit();
        }
        error.exit()
    });
    let format = cli.output.format;
    let mut out = Out::new();
    let result = run(&cli, &mut out);
    // What was worked out before a failure is shown too: the report of `check` with the errors it found.
    let exit = match out.finish() {
        Ok(()) => result,
        Err(error) => Err(error.into()),
    };
    match exit {
        Ok(exit) => exit.into(),
        Err(Failure::Usage(message)) => Cli::command().error(clap::error::ErrorKind::ValueValidation, message).exit(),
        Err(Failure::Input(problem)) => {
            problem.report(format);
            Exit::BadInput.into()
        }
    }
}

fn run(cli: &Cli, out: &mut Out) -> Result<Exit, Failure> {
    match &cli.command {
        Command::Check(options) => check::run(options, &cli.output, out),
        Command::Decide(options) => decide::run(options, &cli.output, out),
        Command::Remedy(options) => views::remedy::run(options, &cli.output, out),
        Command::Needs(options) => views::needs::run(options, &cli.output, out),
        Command::Overview(options) => views::overview::run(options, &cli.output, out),
        Command::Preview(options) => views::preview::run(options, &cli.output, out),
        Command::WhoMay(options) => views::who_may::run(options, &cli.output, out),
        Command::Subjects(options) => views::subjects::run(options, &cli.output, out),
        Command::StopList(options) => views::stop_list::run(options, &cli.output, out),
        Command::Transparency(options) => views::transparency::run(options, &cli.output, out),
        Command::Record(options) => record::run(options, &cli.output, out),
        Command::Ledger(command) => ledger::run(command, &cli.output, out),
        Command::Receipt(command) => receipt::run(command, &cli.output, out),
        Command::Demo(options) => demo::run(options, &cli.output, out),
        Command::Schema(options) => schema::run(options, out),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "consent", out);
            Ok(Exit::Done)
        }
    }
}
