//! `consent decide`: one question, one answer; a bundle of questions, an answer to each and to all together.

use consent_core::decide::{Audience, Outcome, ProposedUse};
use consent_core::explain::{Heading, Spoken as _, explain, fill};
use consent_core::{Engine, read_json};

use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input;
use crate::options::{Decide, Format, Output};
use crate::output::{Out, Paint};

pub(crate) fn run(options: &Decide, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let input = &options.question;
    let engine = input::sources(&options.sources, Some(input), output.lang)?;
    let document = input.document()?;
    let asked = |mut question: ProposedUse| {
        question.at = options.at.unwrap_or(question.at);
        question.known_at = options.known_at.or(question.known_at);
        question
    };
    let outcome = if document.trim_ascii_start().starts_with(b"[") {
        let legs: Vec<ProposedUse> = read_json(&document).in_file(input)?;
        let legs: Vec<ProposedUse> = legs.into_iter().map(asked).collect();
        bundle(&engine, &legs, output, out)
    } else {
        let question = ProposedUse::from_json(&document).in_file(input)?;
        one(&engine, &asked(question), output, out)
    };
    Ok(outcome.in_file(input)?.into())
}

fn one(engine: &Engine, question: &ProposedUse, output: &Output, out: &mut Out) -> Result<Outcome, Problem> {
    let to_requester = output.audience == Audience::Requester;
    let answer = if to_requester { engine.decide(question) } else { engine.decide_with_horizon(question) }?;
    // The requester's form is made first, whatever is printed: where it is refused, nothing is told in words either.
    let requester = to_requester.then(|| answer.for_requester()).transpose()?;
    match (output.format, requester) {
        (Format::Json, Some(requester)) => out.json(&requester)?,
        (Format::Json, None) => out.json(&answer)?,
        (Format::Text, _) => {
            let words = explain(&answer, engine.catalogue(question.known_at)?, output.style())?;
            out.line(words.to_string().trim_end());
        }
    }
    Ok(answer.outcome)
}

fn bundle(engine: &Engine, legs: &[ProposedUse], output: &Output, out: &mut Out) -> Result<Outcome, Problem> {
    let bundle = engine.decide_all(legs)?;
    let requester = (output.audience == Audience::Requester).then(|| bundle.for_requester()).transpose()?;
    match (output.format, requester) {
        (Format::Json, Some(requester)) => out.json(&requester)?,
        (Format::Json, None) => out.json(&bundle)?,
        (Format::Text, _) => {
            for (number, answer) in (1_usize..).zip(&bundle.legs) {
                let words = explain(answer, engine.catalogue(answer.question.known_at)?, output.style())?;
                let title = fill(Heading::Leg.say(output.lang), &[("number", &number.to_string())]);
                out.line(out.paint(Paint::Bold, &title));
                out.line(words.to_string().trim_end());
                out.line("");
            }
            let outcome = bundle.outcome.say(output.lang);
            out.line(out.paint(Paint::Bold, &fill(Heading::Together.say(output.lang), &[("outcome", outcome)])));
        }
    }
    Ok(bundle.outcome)
}
