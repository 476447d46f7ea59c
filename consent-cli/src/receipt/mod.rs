//! `consent receipt`: what a resident or an asker takes home, and can check offline.

mod issuer;
mod make;
mod verify;

use clap::Subcommand;

use crate::failure::{Exit, Failure};
use crate::options::Output;
use crate::output::Out;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the receipt for a person's consent: JSON-LD by the DPV profile of ISO/IEC TS 27560.
    Consent(make::Consent),
    /// Print the receipt for a recorded use, with the fields of the disclosure log (703/2023 10 §).
    Decision(make::Decision),
    /// Check a receipt with the operator's public key alone.
    Verify(verify::Options),
}

pub(crate) fn run(command: &Command, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    match command {
        Command::Consent(options) => options.run(output, out),
        Command::Decision(options) => options.run(output, out),
        Command::Verify(options) => verify::run(options, output, out),
    }
}
