//! Notices, one by one and version by version.

use std::collections::BTreeMap;

use super::super::{Activation, Assurance, ConsentRule, Form, Notice, Operation};
use super::bases::{has_obligation, meets_any, obligations, profiling};
use super::index::Context;
use super::items::since;
use super::{Findings, codes};
use crate::id::Id;
use crate::order;

/// From this age a child agrees to online services alone (1050/2018 5 §).
const DIGITAL_AGE: u8 = 13;
const ADULT: u8 = 18;
const SECRECY: &[&str] = &["secrecy", "care-secrecy", "student-welfare-secrecy"];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (i, notice) in context.catalogue.notices.iter().enumerate() {
        let at = format!("/notices/{i}");
        since(context, notice.since, format!("{at}/since"), findings);
        if notice.version == 0 {
            findings.add(&codes::SINCE, format!("{at}/version"), "expected a version from 1, found 0; begin with 1");
        }
        lists(notice, &at, findings);
        meets(context, notice, &at, findings);
        freely_given(context, notice, &at, findings);
        children(context, notice, &at, findings);
        obligations(&notice.obligations, &at, findings);
        duties(context, notice, &at, findings);
        for (j, id) in notice.purposes.iter().enumerate() {
            if let Some(purpose) = context.purposes.get(id)
                && context.purposes.has_children(purpose)
                && !context.purposes.is(purpose, "research-area")
            {
                findings.add(
                    &codes::PURPOSE_TOO_BROAD,
                    format!("{at}/purposes/{j}"),
                    format_args!(
                        "expected a purpose with none below it, found `{id}`; name those below it, or mark an area of research \
                         with the class `research-area`"
                    ),
                );
            }
        }
    }
    versions(context, findings);
}

fn lists(notice: &Notice, at: &str, findings: &mut Findings) {
    if notice.controllers.is_empty() {
        findings.add(
            &codes::CONTROLLER_NOT_NAMED,
            format!("{at}/controllers"),
            format_args!("expected every controller that relies on `{}`, found none; name each", notice.id),
        );
    }
    for (j, category) in notice.data_categories.iter().enumerate() {
        if notice.data_categories.iter().take(j).any(|earlier| earlier.id == category.id) {
            findings.add(
                &codes::LISTED_TWICE,
                format!("{at}/data_categories/{j}/id"),
                format_args!("expected each category once, found `{}` again; leave one out", category.id),
            );
        }
    }
}

/// A notice lists what a consent on it can meet, and asks for the form that this needs.
fn meets(context: &Context<'_>, notice: &Notice, at: &str, findings: &mut Findings) {
    for (j, id) in notice.meets.iter().enumerate() {
        let pointer = format!("{at}/meets/{j}");
        let Some(requirement) = context.requirement(id) else {
            continue;
        };
        let needed = match requirement.consent {
            ConsentRule::No => {
                findings.add(
                    &codes::CONSENT_CANNOT,
                    pointer,
                    format_args!(
                        "expected requirements that a consent can meet, found `{id}` ({}); leave it out",
                        requirement.source
                    ),
                );
                continue;
            }
            ConsentRule::Yes => Form::Any,
            ConsentRule::Explicit => Form::Explicit,
            ConsentRule::Written => Form::Written,
        };
        if !notice.form.is_at_least(needed) {
            findings.add(
                &codes::FORM,
                pointer,
                format_args!("expected a form that is at least `{needed}`, as `{id}` asks, found `{}`; ask for it", notice.form),
            );
        }
    }
    if meets_any(&notice.meets, &["transfer"])
        && let Some(authority) = authority(context, notice)
    {
        findings.add(
            &codes::TRANSFER_NO_TOOL,
            format!("{at}/meets"),
            format_args!(
                "expected no consent as the tool for a transfer by a public authority (GDPR 49(3)), found `{authority}` among the \
                 controllers; use a decision or safeguards"
            ),
        );
    }
    let basis = meets_any(&notice.meets, &["lawful-basis", "special-category"]);
    if basis && meets_any(&notice.meets, &["research-participation"]) {
        findings.add(
            &codes::RESEARCH_CONSENT,
            format!("{at}/meets"),
            format_args!(
                "expected the consent to take part in research apart from the legal basis, found both in `{}`; \
                 the basis of the research is its statute",
                notice.id
            ),
        );
    }
    if meets_any(&notice.meets, &["lawful-basis"])
        && meets_any(&notice.meets, &["care-secrecy"])
        && context.any_purpose_is(&notice.purposes, "care-service")
    {
        findings.add(
            &codes::LUOV_AS_BASIS,
            format!("{at}/meets"),
            format_args!(
                "expected a permission to disclose (luovutuslupa) to meet secrecy only, found `lawful-basis` in `{}` too; \
                 the basis of care is its statute",
                notice.id
            ),
        );
    }
}

fn authority<'a>(context: &Context<'_>, notice: &'a Notice) -> Option<&'a Id> {
    notice
        .controllers
        .iter()
        .find(|id| context.parties.get(id).is_some_and(|party| context.parties.is(party, "public-authority")))
}

/// EDPB 05/2020 §§ 16–17: an authority's consent is free only when somebody has looked.
fn freely_given(context: &Context<'_>, notice: &Notice, at: &str, findings: &mut Findings) {
    if meets_any(&notice.meets, &["lawful-basis"])
        && notice.assessment.is_none()
        && let Some(authority) = authority(context, notice)
    {
        findings.add(
            &codes::IMBALANCE,
            at,
            format_args!(
                "expected the assessment that consent to the public authority `{authority}` is freely given, found none in `{}`; \
                 record it in `assessment`",
                notice.id
            ),
        );
    }
}

fn children(context: &Context<'_>, notice: &Notice, at: &str, findings: &mut Findings) {
    let online = context.any_purpose_is(&notice.purposes, "information-society-service");
    let all_online = context.every_purpose_is(&notice.purposes, "information-society-service");
    if meets_any(&notice.meets, &["lawful-basis"]) {
        let pointer = format!("{at}/min_age_self");
        if online && notice.min_age_self < DIGITAL_AGE {
            findings.add(
                &codes::CHILD_AGE_LOW,
                pointer,
                format_args!(
                    "expected at least {DIGITAL_AGE} years for an online service offered to children, found {}; below it a guardian consents",
                    notice.min_age_self
                ),
            );
        } else if notice.min_age_self == DIGITAL_AGE && !all_online {
            findings.add(
                &codes::CHILD_AGE_MISUSED,
                pointer,
                format_args!(
                    "expected an age for this purpose, found {DIGITAL_AGE}, which is that of online services offered to children; \
                     it is no general age of consent"
                ),
            );
        }
    }
    let child = notice.min_age_self < ADULT;
    if child && notice.plain.is_none() {
        findings.add(
            &codes::PLAIN_FOR_CHILD,
            at,
            format_args!(
                "expected the text in plain language, found none in `{}`, which a child may answer alone; add `plain`",
                notice.id
            ),
        );
    }
    if notice.operations.contains(&Operation::Profile)
        && context.any_purpose_is(&notice.purposes, "direct-marketing")
        && (child || notice.activation != Activation::Subject)
    {
        findings.add(
            &codes::CHILD_MARKETING,
            at,
            format_args!(
                "expected no profiling of children for marketing, found `{}`, which can be agreed to for a child; \
                 set `min_age_self: {ADULT}` and `activation: subject`",
                notice.id
            ),
        );
    }
}

/// What one who relies on a consent has to say and to do.
fn duties(context: &Context<'_>, notice: &Notice, at: &str, findings: &mut Findings) {
    if meets_any(&notice.meets, &["lawful-basis"])
        && !has_obligation(&notice.obligations, &["erase", "erase-by", "erase-or-justify", "anonymise-results"])
    {
        findings.add(
            &codes::NO_RETENTION,
            at,
            format_args!(
                "expected an obligation to erase in `{}`, found none; with `on-end` it says what happens after a withdrawal",
                notice.id
            ),
        );
    }
    if context.any_purpose_is(&notice.purposes, "direct-marketing")
        && !has_obligation(&notice.obligations, &["show-objection-right"])
    {
        findings.add(
            &codes::OBJECTION_TEXT,
            at,
            format_args!(
                "expected the obligation `show-objection-right` of `{}`, found none; marketing can be objected to",
                notice.id
            ),
        );
    }
    profiling(
        context,
        (&notice.id, &notice.purposes, &notice.operations, &notice.obligations),
        // The assessment of a notice is about the freedom of the consent.
        false,
        at,
        findings,
    );
    let meets_sensitive = meets_any(&notice.meets, &["special-category"]) || meets_any(&notice.meets, SECRECY);
    if meets_sensitive && notice.min_assurance == Assurance::Low {
        findings.add(
            &codes::WEAK_IDENTIFICATION,
            format!("{at}/min_assurance"),
            format_args!(
                "expected at least `substantial` for sensitive or secret data, found `low` in `{}`; a name and an identity code identify nobody",
                notice.id
            ),
        );
    }
}

/// A materially other text ends the consents on the one before it; and newer versions are not older than their elders.
fn versions(context: &Context<'_>, findings: &mut Findings) {
    let mut by_id: BTreeMap<&Id, Vec<(usize, &Notice)>> = BTreeMap::new();
    for (index, notice) in context.catalogue.notices.iter().enumerate() {
        by_id.entry(&notice.id).or_default().push((index, notice));
    }
    for versions in by_id.values_mut() {
        order::sort_by_key(versions, |(_, notice)| notice.version);
        for ((index, older), (next_index, newer)) in versions.iter().zip(versions.iter().skip(1)) {
            if newer.since < older.since {
                findings.add(
                    &codes::SINCE,
                    format!("/notices/{next_index}/since"),
                    format_args!(
                        "expected version {} of `{}` not before version {}, found `since` {} before {}; mend one",
                        newer.version, newer.id, older.version, newer.since, older.since
                    ),
                );
            }
            let material = versions.iter().find(|(_, later)| later.version > older.version && later.material);
            if let Some((_, later)) = material
                && older.reconsent_by.is_none()
            {
                findings.add(
                    &codes::RECONSENT,
                    format!("/notices/{index}"),
                    format_args!(
                        "expected `reconsent_by` in version {} of `{}`, found none although version {} is materially other; \
                         say until when consents on the old text hold",
                        older.version, older.id, later.version
                    ),
                );
            }
        }
    }
}
