//! `consent subjects`: every person for whom a use is covered, one key a line; the counts on standard error.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::ops::ControlFlow;

use consent_core::decide::{ReasonCode, UseTemplate};
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::view::{Subjects, SubjectsOptions};
use consent_core::{Lang, SubjectId, read_json};
use serde::Serialize;

use super::not_for_requester;
use crate::failure::{Exit, Failure, InFile as _};
use crate::input;
use crate::options::{Format, Output, Subjects as Options};
use crate::output::Out;
use crate::progress::Progress;

/// How many persons there are. What is absent is too small to be shown.
#[derive(Debug, Serialize)]
struct Counts {
    total: u64,
    covered: u64,
    partly_covered: Option<u64>,
    not_covered: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<BTreeMap<ReasonCode, Option<u64>>>,
}

impl Counts {
    /// INVARIANT (small counts): a count below the threshold can't be reckoned from the others. The covered persons are listed
    /// anyhow, so that their count hides nothing; of the others both counts are hidden when one is.
    fn new(found: &Subjects<'_>, reasons: bool, threshold: u64) -> Self {
        let (total, covered, partly) = (found.total(), found.len(), found.partly());
        let no = total.saturating_sub(covered).saturating_sub(partly);
        let shown = partly >= threshold && no >= threshold;
        Self {
            total,
            covered,
            partly_covered: shown.then_some(partly),
            not_covered: shown.then_some(no),
            reasons: reasons.then(|| found.published_reasons(threshold)),
        }
    }

    fn lines(&self, lang: Lang) -> String {
        let number = |count: Option<u64>| count.map_or_else(|| Heading::Hidden.say(lang).to_owned(), |count| count.to_string());
        let (covered, total) = (self.covered.to_string(), self.total.to_string());
        let (partly, no) = (number(self.partly_covered), number(self.not_covered));
        let slots = [("covered", &*covered), ("partly", &*partly), ("no", &*no), ("total", &*total)];
        let mut lines = fill(Heading::Counts.say(lang), &slots);
        for (code, count) in self.reasons.iter().flatten() {
            lines.push_str(&format!("\n  {}: {}", code.say(lang), number(*count)));
        }
        lines
    }
}

pub(crate) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    not_for_requester(output)?;
    let input = &options.question;
    let engine = input::sources(&options.sources, Some(input), output.lang)?;
    let mut template: UseTemplate = read_json(&input.document()?).in_file(input)?;
    template.known_at = options.known_at.or(template.known_at);
    let mut progress = Progress::new(Heading::Scanning.say(output.lang));
    let mut watch = |so_far: consent_core::view::Progress| {
        progress.tick(so_far.done, Some(so_far.total));
        ControlFlow::Continue(())
    };
    let mut scan = SubjectsOptions::default().watched_by(&mut watch);
    if options.reasons {
        scan = scan.with_reasons();
    }
    let found = engine.subjects(&template, options.at, scan).in_file(input)?;
    drop(progress);
    let counts = Counts::new(&found, options.reasons, options.threshold);
    let told = match output.format {
        Format::Json => {
            out.json(&found.iter().collect::<Vec<&SubjectId>>())?;
            serde_json::to_string(&counts).unwrap_or_default()
        }
        Format::Text => {
            found.iter().for_each(|key| out.line(key.as_str()));
            counts.lines(output.lang)
        }
    };
    // The list is the answer; without standard error only the counts are lost.
    let _ = writeln!(io::stderr().lock(), "{told}");
    Ok(Exit::Done)
}
