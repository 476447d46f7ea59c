//! `consent receipt verify`: offline, with the operator's public key alone.

use clap::{Args, ValueHint};
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::ledger::VerifierKey;
use consent_core::receipt::{Receipt, Verified, verify, verify_with_catalogue};
use serde_json::json;

use crate::failure::{Exit, Failure, InFile as _};
use crate::input::Input;
use crate::options::{Format, Output, input, stdin_once};
use crate::output::{Out, Paint};
use crate::table::Table;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The receipt; `-` is standard input.
    #[arg(value_hint = ValueHint::FilePath, value_parser = input())]
    receipt: Input,
    /// The operator's public key, as `consent ledger key` printed it.
    #[arg(long, value_name = "VKEY")]
    key: VerifierKey,
    /// The published catalogue, to compare the words as well.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    catalogue: Option<Input>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once([&options.receipt].into_iter().chain(&options.catalogue))?;
    let document = options.receipt.document()?;
    let verified = match &options.catalogue {
        Some(input) => verify_with_catalogue(&document, &options.key, &input.catalogue()?),
        None => verify(&document, &options.key),
    }
    .in_file(&options.receipt)?;
    match output.format {
        Format::Json => {
            let Verified { receipt, records, erased, checkpoint } = &verified;
            let (kind, id) = match receipt {
                Receipt::Consent(receipt) => ("consent", &receipt.record.id),
                Receipt::Decision(receipt) => ("decision", &receipt.record.id),
            };
            out.json(&json!({
                "kind": kind, "id": id, "origin": checkpoint.origin(), "size": checkpoint.size(), "root": checkpoint.root(),
                "catalogue_compared": options.catalogue.is_some(), "records": records, "erased": erased,
            }))?;
        }
        Format::Text => show(&verified, options.catalogue.is_some(), output, out),
    }
    Ok(Exit::Done)
}

fn show(verified: &Verified, compared: bool, output: &Output, out: &mut Out) {
    let say = |heading: Heading| heading.say(output.lang);
    let slots = [("origin", verified.checkpoint.origin()), ("size", &verified.checkpoint.size().to_string())];
    out.line(out.paint(Paint::Green, &fill(say(Heading::ReceiptGood), &slots)));
    if compared {
        out.line(say(Heading::ReceiptWords));
    }
    out.line(match &verified.receipt {
        Receipt::Consent(receipt) => {
            let slots = [("consent", receipt.record.id.as_str()), ("subject", receipt.record.subject.id.as_str())];
            fill(say(Heading::ReceiptOfConsent), &slots)
        }
        Receipt::Decision(receipt) => fill(say(Heading::ReceiptOfUse), &[("event", receipt.record.id.as_str())]),
    });
    let mut table = Table::new([Heading::Position, Heading::Event, Heading::When, Heading::Erased].map(say));
    for record in &verified.records {
        let erased = if verified.erased.contains(&record.seq) { Heading::Yes } else { Heading::No };
        table.row([
            record.seq.to_string(),
            format!("{} ({})", record.event.id, record.event.kind()),
            record.event.at.to_string(),
            say(erased).to_owned(),
        ]);
    }
    table.print(out);
}
