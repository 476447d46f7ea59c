//! Checks of a catalogue (semantics §2 *Lints*): what is certainly wrong is an error and refuses it, what is only suspicious is a warning.
//!
//! `shape` reads the document as such, `names` what it refers to, `rules` and `items` its vocabulary, `bases` and `notices`
//! what permits, `coverage` what the rows do together, `succession` two versions. `codes` is the list of all checks.

mod bases;
mod codes;
mod coverage;
mod index;
mod items;
mod names;
mod notices;
mod rules;
mod shape;
mod succession;
mod words;

use core::fmt::Display;

use self::index::Context;
use super::profile::{Law, law_of};
use super::{Catalogue, Finding, Severity};
use crate::id::suggestion;
use crate::order;

pub use self::codes::{Lint, lints};

/// Checks one catalogue. The findings come in the order of the document's pointers, errors and warnings together.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Findings::default();
    let law = law(catalogue, &mut findings);
    shape::check(catalogue, &mut findings);
    words::check(catalogue, &mut findings);
    rules::check(catalogue, &law, &mut findings);
    let context = Context::new(catalogue, &law);
    names::check(&context, &mut findings);
    items::check(&context, &mut findings);
    bases::check(&context, &mut findings);
    notices::check(&context, &mut findings);
    // What rows do together means something only when each is what it should be.
    if !findings.refuse() {
        coverage::check(&context, &mut findings);
    }
    findings.sorted()
}

/// Checks that `next` may follow `previous`: ids are never given to something else, published rows stay as they are
/// (semantics §2). Pointers are those of `next`.
#[must_use]
pub fn check_succession(previous: &Catalogue, next: &Catalogue) -> Vec<Finding> {
    let mut findings = Findings::default();
    succession::check(previous, next, &mut findings);
    findings.sorted()
}

/// Checks that `next`, which follows `previous`, brings back no id of an earlier version that `previous` no longer has: an id
/// once removed is never used again (semantics §2). Pointers are those of `next`.
#[must_use]
pub fn check_return<'a>(
    earlier: impl IntoIterator<Item = &'a Catalogue>,
    previous: &Catalogue,
    next: &Catalogue,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    succession::returned(earlier, previous, next, &mut findings);
    findings.sorted()
}

/// The law that holds for the catalogue; a profile that is not shipped is a finding and left out.
fn law(catalogue: &Catalogue, findings: &mut Findings) -> Law {
    let known = |id: &str| super::shipped_profiles().any(|shipped| shipped == id);
    for (index, id) in catalogue.profiles.iter().enumerate() {
        if !known(id.as_str()) {
            findings.add(
                &codes::UNKNOWN_REFERENCE,
                format!("/profiles/{index}"),
                format_args!(
                    "expected one of the shipped profiles `eu-gdpr`, `fi`, found `{id}`{}",
                    suggestion(id.as_str(), super::shipped_profiles())
                ),
            );
        }
    }
    let mut readable = catalogue.clone();
    readable.profiles.retain(|id| known(id.as_str()));
    law_of(&readable).unwrap_or_default()
}

/// The findings so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, lint: &'static Lint, pointer: impl Into<String>, message: impl Display) {
        self.0.push(Finding {
            code: lint.code,
            severity: lint.severity,
            source: lint.source,
            pointer: pointer.into(),
            message: message.to_string(),
        });
    }

    /// True when the catalogue is refused already.
    fn refuse(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// In the order of the document: list positions count as numbers.
    fn sorted(self) -> Vec<Finding> {
        let key = |finding: &Finding| {
            let place: Vec<(String, usize)> = finding
                .pointer
                .split('/')
                .map(|part| part.parse().map_or_else(|_| (part.to_owned(), 0), |number| (String::new(), number)))
                .collect();
            (place, finding.code, finding.severity == Severity::Warning)
        };
        let mut keyed: Vec<_> = self.0.into_iter().map(|finding| (key(&finding), finding)).collect();
        order::sort_by(&mut keyed, |(a, _), (b, _)| a.cmp(b));
        let mut findings: Vec<Finding> = keyed.into_iter().map(|(_, finding)| finding).collect();
        findings.dedup();
        findings
    }
}
