//! The rules of the catalogue: requirements, bar kinds, country lists, terms, beside those of its profiles.

use std::collections::BTreeMap;

use super::super::profile::Law;
use super::super::{Article, BarKind, Catalogue, Character, ConsentRule, RaisedBy, Requirement, Target, shipped_bar_kinds};
use super::{Findings, codes};

/// The requirement that every use raises.
const LAWFUL_BASIS: &str = "lawful-basis";
const MAX_REQUIREMENTS: usize = 64;
const MAX_ROWS: usize = 65_535;

pub(super) fn check(catalogue: &Catalogue, law: &Law, findings: &mut Findings) {
    counts(catalogue, law, findings);
    unique(catalogue, law, findings);
    lawful_basis(catalogue, law, findings);
    for (i, requirement) in catalogue.requirements.iter().enumerate() {
        raised_by(&requirement.raised_by, &format!("/requirements/{i}/raised_by"), findings);
        source(&requirement.source, format!("/requirements/{i}/source"), findings);
        if requirement.source.contains("2025/327") && requirement.from.is_none() {
            findings.add(
                &codes::EHDS_DATE,
                format!("/requirements/{i}"),
                "expected the day from which the regulation applies, found a requirement without `from`; state it",
            );
        }
    }
    for (i, kind) in catalogue.bar_kinds.iter().enumerate() {
        bar_kind(i, kind, findings);
    }
    for (i, list) in catalogue.country_lists.iter().enumerate() {
        source(&list.source, format!("/country_lists/{i}/source"), findings);
        for (j, entry) in list.countries.iter().enumerate() {
            if let Some(until) = entry.until.filter(|until| *until <= catalogue.published) {
                findings.add(
                    &codes::ADEQUACY_ENDED,
                    format!("/country_lists/{i}/countries/{j}"),
                    format_args!(
                        "expected entries that hold when the catalogue is published, found `{}` that ended at `{until}`; \
                         check the decision",
                        entry.country.as_str()
                    ),
                );
            }
        }
    }
}

pub(super) fn source(text: &str, pointer: String, findings: &mut Findings) {
    if text.trim().is_empty() {
        findings.add(&codes::NO_SOURCE, pointer, "expected the article or section, found nothing; cite it");
    }
}

fn counts(catalogue: &Catalogue, law: &Law, findings: &mut Findings) {
    let mut limit = |pointer: &str, found: usize, most: usize, what: &str| {
        if found > most {
            findings.add(
                &codes::TOO_MANY,
                pointer,
                format_args!("expected at most {most} {what}, found {found}; leave some out or divide the catalogue"),
            );
        }
    };
    limit("/requirements", law.requirements.len(), MAX_REQUIREMENTS, "requirements, those of the profiles included");
    limit("/data_categories", catalogue.data_categories.len(), MAX_ROWS, "data categories");
    limit("/purposes", catalogue.purposes.len(), MAX_ROWS, "purposes");
    limit("/parties", catalogue.parties.len(), MAX_ROWS, "parties");
}

/// Rules and names are of one kind each, and a catalogue does not list again what its profiles or the engine bring.
fn unique(catalogue: &Catalogue, law: &Law, findings: &mut Findings) {
    let before = |all: usize, own: usize| all.saturating_sub(own);
    let mut first = |list: &str, ids: Vec<&str>, brought: usize| {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (position, id) in ids.into_iter().enumerate() {
            match (seen.get(id), position.checked_sub(brought)) {
                (Some(earlier), Some(own)) => {
                    let found = earlier.checked_sub(brought).map_or_else(
                        || "one that a profile or the engine brings".to_owned(),
                        |place| format!("the one at `/{list}/{place}`"),
                    );
                    let (lint, advice) = if list == "bar_kinds" && is_shipped(id) {
                        (&codes::SHIPPED_BAR_KIND, "the shipped kind holds already: leave it out")
                    } else {
                        (&codes::DUPLICATE_ID, "leave it out or give it another id")
                    };
                    findings.add(
                        lint,
                        format!("/{list}/{own}/id"),
                        format_args!("expected an id of its own, found `{id}` again beside {found}; {advice}"),
                    );
                }
                (Some(_), None) => {}
                (None, _) => {
                    seen.insert(id, position);
                }
            }
        }
    };
    first(
        "requirements",
        law.requirements.iter().map(|row| row.id.as_str()).collect(),
        before(law.requirements.len(), catalogue.requirements.len()),
    );
    first(
        "bar_kinds",
        law.bar_kinds.iter().map(|row| row.id.as_str()).collect(),
        before(law.bar_kinds.len(), catalogue.bar_kinds.len()),
    );
    first("terms", law.terms.iter().map(|row| row.id.as_str()).collect(), before(law.terms.len(), catalogue.terms.len()));
    first(
        "country_lists",
        law.country_lists.iter().map(|row| row.id.as_str()).collect(),
        before(law.country_lists.len(), catalogue.country_lists.len()),
    );
}

fn is_shipped(id: &str) -> bool {
    shipped_bar_kinds().is_ok_and(|kinds| kinds.iter().any(|kind| kind.id.as_str() == id))
}

/// INVARIANT (nothing is covered by silence): every use raises `lawful-basis`, at every instant.
fn lawful_basis(catalogue: &Catalogue, law: &Law, findings: &mut Findings) {
    let own = law.requirements.len().saturating_sub(catalogue.requirements.len());
    let pointer =
        |position: usize| position.checked_sub(own).map_or_else(|| "/profiles".to_owned(), |i| format!("/requirements/{i}"));
    let always: Vec<(usize, &Requirement)> =
        law.requirements.iter().enumerate().filter(|(_, requirement)| requirement.raised_by.always).collect();
    if always.is_empty() {
        findings.add(
            &codes::LAWFUL_BASIS,
            "/requirements",
            "expected one requirement `lawful-basis` with `always: true`, found none; list the profile `eu-gdpr` or write it",
        );
    }
    for (nth, (position, requirement)) in always.into_iter().enumerate() {
        let id = &requirement.id;
        if nth > 0 {
            findings.add(
                &codes::LAWFUL_BASIS,
                pointer(position),
                format_args!("expected one requirement with `always: true`, found `{id}` besides; leave it out"),
            );
        } else if id.as_str() != LAWFUL_BASIS {
            findings.add(
                &codes::LAWFUL_BASIS,
                pointer(position),
                format_args!("expected the requirement with `always: true` to be `lawful-basis`, found `{id}`; rename it"),
            );
        } else if requirement.from.is_some() || requirement.until.is_some() {
            findings.add(
                &codes::LAWFUL_BASIS,
                pointer(position),
                "expected `lawful-basis` to hold at every instant, found it with `from` or `until`; leave them out",
            );
        } else if requirement.consent == ConsentRule::No {
            findings.add(
                &codes::LAWFUL_BASIS,
                pointer(position),
                "expected `lawful-basis` to be met by consent as well (GDPR 6(1)(a)), found `consent: no`; write `yes`",
            );
        }
    }
}

fn raised_by(raised: &RaisedBy, pointer: &str, findings: &mut Findings) {
    let lists = [
        ("data_classes", raised.data_classes.as_ref().map(Vec::len)),
        ("purpose_classes", raised.purpose_classes.as_ref().map(Vec::len)),
        ("controller_classes", raised.controller_classes.as_ref().map(Vec::len)),
        ("recipient_classes", raised.recipient_classes.as_ref().map(Vec::len)),
        ("operations", raised.operations.as_ref().map(Vec::len)),
        ("channels", raised.channels.as_ref().map(Vec::len)),
    ];
    for (member, _) in lists.iter().filter(|(_, length)| *length == Some(0)) {
        findings.add(
            &codes::RAISED_BY,
            format!("{pointer}/{member}"),
            format_args!(
                "expected at least one entry in `{member}`, found an empty list, which nothing matches; name what raises it"
            ),
        );
    }
    let others = lists.iter().any(|(_, length)| length.is_some())
        || raised.recipient_outside.is_some()
        || raised.disclosure
        || raised.outside_authority
        || raised.automated_decision;
    if raised.always && others {
        findings.add(&codes::RAISED_BY, pointer, "expected `always` alone, found other members beside it; choose one");
    }
    if !raised.always && !others {
        findings.add(
            &codes::RAISED_BY,
            pointer,
            "expected a member that raises the requirement, found none; state which uses raise it",
        );
    }
}

fn bar_kind(index: usize, kind: &BarKind, findings: &mut Findings) {
    source(&kind.source, format!("/bar_kinds/{index}/source"), findings);
    let spares = kind.spares.as_deref().unwrap_or_default();
    let spared = |target: &Target| spares.contains(target);
    let nothing = match &kind.defeats {
        Some(defeats) => defeats.iter().all(spared),
        None => spares.contains(&Target::Consent) && every_row_is(spared),
    };
    if nothing {
        findings.add(
            &codes::DEFEATS_NOTHING,
            format!("/bar_kinds/{index}/{}", if kind.defeats.is_some() { "defeats" } else { "spares" }),
            format_args!(
                "expected `{}` to defeat something, found that it takes no effect away; leave `defeats` out for every basis",
                kind.id
            ),
        );
    }
}

/// Every row is spared by its article or by its character.
fn every_row_is(spared: impl Fn(&Target) -> bool) -> bool {
    let article = |article: Article| match article {
        Article::B => Target::B,
        Article::C => Target::C,
        Article::D => Target::D,
        Article::E => Target::E,
        Article::F => Target::F,
    };
    let character = |character: Character| match character {
        Character::Duty => Target::Duty,
        Character::Permission => Target::Permission,
    };
    Article::ALL.iter().all(|letter| spared(&article(*letter))) || Character::ALL.iter().all(|c| spared(&character(*c)))
}
