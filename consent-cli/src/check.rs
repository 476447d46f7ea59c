//! `consent check`: the lints of a catalogue, and of one version after another.

use consent_core::Digest;
use consent_core::catalogue::{Catalogue, Finding, Severity, check, check_succession};
use serde::Serialize;

use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input::Input;
use crate::options::{Check, Format, Output, stdin_once};
use crate::output::{Out, Paint};

#[derive(Serialize)]
struct Report {
    ok: bool,
    catalogues: Vec<Checked>,
}

#[derive(Serialize)]
struct Checked {
    file: String,
    id: String,
    version: u32,
    sha256: Digest,
    findings: Vec<Finding>,
}

impl Checked {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

pub(crate) fn run(options: &Check, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    stdin_once(options.catalogues.iter())?;
    let mut problems = Vec::new();
    let mut catalogues = Vec::new();
    let mut previous: Option<Catalogue> = None;
    for input in &options.catalogues {
        match one(input, previous.as_ref()) {
            Ok((checked, catalogue)) => {
                if checked.count(Severity::Error) > 0 {
                    problems.push(refused(&checked));
                }
                catalogues.push(checked);
                previous = Some(catalogue);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let report = Report { ok: problems.is_empty(), catalogues };
    match output.format {
        Format::Json => out.json(&report)?,
        Format::Text => report.catalogues.iter().for_each(|checked| show(checked, out)),
    }
    match problems.pop() {
        None => Ok(Exit::Done),
        Some(last) => {
            problems.iter().for_each(|problem| problem.report(output.format));
            Err(last.into())
        }
    }
}

fn one(input: &Input, previous: Option<&Catalogue>) -> Result<(Checked, Catalogue), Problem> {
    let catalogue = input.catalogue()?;
    let mut findings = check(&catalogue);
    if let Some(previous) = previous {
        findings.extend(check_succession(previous, &catalogue));
    }
    let checked = Checked {
        file: input.to_string(),
        id: catalogue.id.to_string(),
        version: catalogue.version,
        sha256: catalogue.digest().in_file(input)?,
        findings,
    };
    Ok((checked, catalogue))
}

fn refused(checked: &Checked) -> Problem {
    let count = checked.count(Severity::Error);
    let errors = if count == 1 { "error" } else { "errors" };
    Problem::new(
        "catalogue-refused",
        format!("expected a catalogue without errors, found {count} {errors}; mend the places that the report names"),
    )
    .in_file(&checked.file)
}

fn show(checked: &Checked, out: &mut Out) {
    out.line(format!("{}: `{}` version {}, sha256 {}", checked.file, checked.id, checked.version, checked.sha256));
    for finding in &checked.findings {
        let paint = if finding.severity == Severity::Error { Paint::Red } else { Paint::Yellow };
        let severity = out.paint(paint, finding.severity.word());
        out.line(format!("  {severity} {} at `{}`", finding.code, finding.pointer));
        out.line(format!("    {} ({})", finding.message, finding.source));
    }
    let (errors, warnings) = (checked.count(Severity::Error), checked.count(Severity::Warning));
    let paint = if errors > 0 { Paint::Red } else { Paint::Green };
    let verdict = out.paint(paint, if errors > 0 { "refused" } else { "accepted" });
    out.line(format!("  {verdict}: errors {errors}, warnings {warnings}"));
}
