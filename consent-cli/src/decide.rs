//! `consent decide`: one question, one answer.

use consent_core::decide::{Audience, ProposedUse};
use consent_core::explain::explain;

use crate::failure::{Exit, Failure, InFile as _};
use crate::input;
use crate::options::{Decide, Format, Output, stdin_once};
use crate::output::Out;

pub(crate) fn run(options: &Decide, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.inputs())?;
    let mut engine = input::engine(&options.catalogues)?;
    for ledger in &options.ledgers {
        input::ledger(&mut engine, ledger, options.recorded_at)?;
    }
    let input = &options.question;
    let mut question = ProposedUse::from_json(&input.document()?).in_file(input)?;
    question.at = options.at.unwrap_or(question.at);
    question.known_at = options.known_at.or(question.known_at);

    let answer =
        if output.audience == Audience::Requester { engine.decide(&question) } else { engine.decide_with_horizon(&question) }
            .in_file(input)?;
    // The requester's form is made first, whatever is printed: where it is refused, nothing is told in words either.
    let requester = (output.audience == Audience::Requester).then(|| answer.for_requester()).transpose().in_file(input)?;
    match (output.format, requester) {
        (Format::Json, Some(requester)) => out.json(&requester)?,
        (Format::Json, None) => out.json(&answer)?,
        (Format::Text, _) => {
            let catalogue = engine.catalogue(question.known_at).in_file(input)?;
            let words = explain(&answer, catalogue, output.style()).in_file(input)?;
            out.line(words.to_string().trim_end());
        }
    }
    Ok(answer.outcome.into())
}
