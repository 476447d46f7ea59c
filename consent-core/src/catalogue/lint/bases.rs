//! Legal bases, row by row.

use super::super::{AgeCondition, Article, Character, Condition, Due, LegalBasis, Obligation, Operation, Statute};
use super::index::Context;
use super::items::since;
use super::{Findings, codes};
use crate::id::Id;
use crate::time::{Date, Instant, Offset};

/// A provision that no longer holds.
struct Repealed {
    act: &'static str,
    /// Empty: the whole act.
    section: &'static str,
    from: &'static str,
    by: &'static str,
}

const REPEALED: &[Repealed] = &[
    Repealed {
        act: "621/1999", section: "29 § 3 mom", from: "2020-01-01", by: "907/2019; interfaces are in 906/2019 22–24 §"
    },
    Repealed { act: "621/1999", section: "29.3", from: "2020-01-01", by: "907/2019; interfaces are in 906/2019 22–24 §" },
    Repealed { act: "159/2007", section: "", from: "2021-11-01", by: "784/2021; today 703/2023" },
    Repealed { act: "784/2021", section: "", from: "2024-01-01", by: "703/2023" },
    Repealed { act: "254/2015", section: "", from: "2024-01-01", by: "703/2023" },
];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for (i, row) in context.catalogue.legal_bases.iter().enumerate() {
        let at = format!("/legal_bases/{i}");
        since(context, row.since, format!("{at}/since"), findings);
        article(context, row, &at, findings);
        statute(context, row, &at, findings);
        if row.character == Character::Duty && row.survives.is_none() {
            findings.add(
                &codes::DUTY_SURVIVES,
                &at,
                format_args!(
                    "expected `survives` of the duty `{}`, found none; list the bars its words override, or `[]`",
                    row.id
                ),
            );
        }
        for (j, condition) in row.when.iter().enumerate() {
            if let Condition::Age(age) = condition {
                self::age(age, format!("{at}/when/{j}/age"), findings);
            }
        }
        obligations(&row.obligations, &at, findings);
        meets(context, row, &at, findings);
        duties(context, row, &at, findings);
    }
}

pub(super) fn meets_any(meets: &[Id], ids: &[&str]) -> bool {
    meets.iter().any(|id| ids.contains(&id.as_str()))
}

pub(super) fn has_obligation(obligations: &[Obligation], ids: &[&str]) -> bool {
    obligations.iter().any(|obligation| ids.contains(&obligation.id.as_str()))
}

fn article(context: &Context<'_>, row: &LegalBasis, at: &str, findings: &mut Findings) {
    let by_authority = context.parties.get(&row.controller).is_some_and(|party| context.parties.is(party, "public-authority"));
    if row.article == Article::F && by_authority {
        findings.add(
            &codes::F_BY_AUTHORITY,
            format!("{at}/article"),
            format_args!(
                "expected another basis than 6(1)(f), found it for the public authority `{}`; a public task is 6(1)(e) with its statute",
                row.controller
            ),
        );
    }
    let stated = row.statute.as_ref().is_some_and(|s| !s.number.trim().is_empty() && !s.section.trim().is_empty());
    if matches!(row.article, Article::C | Article::E) && !stated {
        findings.add(
            &codes::CE_NO_STATUTE,
            if row.statute.is_some() { format!("{at}/statute") } else { at.to_owned() },
            format_args!(
                "expected the act, number and section that `{}` rests on, found none or a part of them; cite them",
                row.id
            ),
        );
    }
    if matches!(row.article, Article::B | Article::F) && row.statute.is_none() && meets_any(&row.meets, &["special-category"]) {
        findings.add(
            &codes::ART9_STATUTE,
            at,
            format_args!(
                "expected the statute or other ground of 9(2) on which `{}` meets `special-category`, found none; \
                 a contract or legitimate interest is no exception by itself",
                row.id
            ),
        );
    }
}

fn statute(context: &Context<'_>, row: &LegalBasis, at: &str, findings: &mut Findings) {
    let Some(statute) = &row.statute else {
        return;
    };
    if let Some((day, by)) = repealed(statute, row.until, context.catalogue.utc_offset_minutes) {
        findings.add(
            &codes::STATUTE_REPEALED,
            format!("{at}/statute/section"),
            format_args!(
                "expected a provision in force, found `{} {}`, repealed from {day} by {by}; end the row with `until` or cite what holds",
                statute.number, statute.section
            ),
        );
    }
    if statute.number.contains("2025/327") && row.from.is_none() {
        findings.add(
            &codes::EHDS_DATE,
            at,
            format_args!("expected the day from which the regulation applies, found `{}` without `from`; state it", row.id),
        );
    }
}

/// The day and the repealing act, when the row goes on after its provision.
fn repealed(statute: &Statute, until: Option<Instant>, offset: Offset) -> Option<(Date, &'static str)> {
    let section = statute.section.trim_end_matches(['.', ' ', '§']);
    REPEALED
        .iter()
        .filter(|repealed| statute.number.trim() == repealed.act && (repealed.section.is_empty() || section == repealed.section))
        .find_map(|repealed| {
            let date: Date = repealed.from.parse().ok()?;
            until.is_none_or(|until| until > date.begins(offset)).then_some((date, repealed.by))
        })
}

fn age(age: &AgeCondition, pointer: String, findings: &mut Findings) {
    match (age.min, age.below) {
        (None, None) => findings.add(&codes::AGE, pointer, "expected `min` or `below`, found neither; state an age"),
        (Some(min), Some(below)) if min >= below => findings.add(
            &codes::AGE,
            pointer,
            format_args!("expected `below` greater than `min`, found {below} and {min}; nobody has such an age"),
        ),
        _ => {}
    }
}

/// An obligation says once when it is due.
pub(super) fn obligations(obligations: &[Obligation], at: &str, findings: &mut Findings) {
    for (j, obligation) in obligations.iter().enumerate() {
        let given = [obligation.instant.is_some(), obligation.within.is_some(), obligation.age.is_some()];
        let count = given.into_iter().filter(|member| *member).count();
        let pointer = format!("{at}/obligations/{j}");
        if obligation.due == Due::By && count != 1 {
            findings.add(
                &codes::OBLIGATION_DUE,
                pointer,
                format_args!("expected one of `instant`, `within`, `age` with `by`, found {count} of them; state one"),
            );
        } else if obligation.due != Due::By && count != 0 {
            findings.add(
                &codes::OBLIGATION_DUE,
                pointer,
                format_args!("expected no time with `{}`, found one; write `by` or leave the time out", obligation.due),
            );
        }
    }
}

/// What a row claims to meet fits what it is.
fn meets(context: &Context<'_>, row: &LegalBasis, at: &str, findings: &mut Findings) {
    let act = row.statute.as_ref().map_or("", |statute| statute.number.trim());
    for (j, met) in row.meets.iter().enumerate() {
        let pointer = format!("{at}/meets/{j}");
        match met.as_str() {
            "innovation-aggregates" if act != "552/2019" => findings.add(
                &codes::TOISIO_ROUTE,
                pointer,
                format_args!(
                    "expected a row on 552/2019 37 § for `{met}`, found `{}`; the act gives aggregated statistics only",
                    row.id
                ),
            ),
            "secondary-use-permit" | "research-permit" | "ehds-permit" if row.permit.is_none() && rests_on_permit(row) => {
                findings.add(
                    &codes::PERMIT_MISSING,
                    pointer,
                    format_args!(
                        "expected a `permit` of the row `{}` that meets `{met}`, found none; name the permit and its holder",
                        row.id
                    ),
                )
            }
            "automated-decision-authority" if row.statute.is_none() => findings.add(
                &codes::ADM_NO_STATUTE,
                pointer,
                format_args!(
                    "expected the statute that lets an authority decide by automated means, found none; cite it in `{}`",
                    row.id
                ),
            ),
            "electronic-marketing" => soft_opt_in(context, row, pointer, findings),
            _ => {}
        }
    }
}

/// No statute, or one that gives data by permit only: 552/2019 35 §, 38 §, 43–44 §; 621/1999 28 §. Other provisions,
/// such as 552/2019 41 §, give it directly by law.
fn rests_on_permit(row: &LegalBasis) -> bool {
    let Some(statute) = &row.statute else {
        return true;
    };
    let section: String = statute.section.trim_start().chars().take_while(char::is_ascii_digit).collect();
    match statute.number.trim() {
        "552/2019" => matches!(section.as_str(), "35" | "38" | "43" | "44"),
        "621/1999" => section == "28",
        _ => false,
    }
}

/// 917/2014 200.3 §: without consent only the seller that the customer gave the address to.
fn soft_opt_in(context: &Context<'_>, row: &LegalBasis, pointer: String, findings: &mut Findings) {
    let Some(seller) = context.parties.get(&row.controller) else {
        return;
    };
    let other = row.recipients.iter().flatten().find(|id| {
        context.parties.get(id).is_some_and(|recipient| {
            context.parties.surely_discloses(seller, recipient) && !context.parties.same_house(seller, recipient)
        })
    });
    if let Some(other) = other {
        findings.add(
            &codes::SOFT_OPT_IN,
            pointer,
            format_args!(
                "expected `{}` itself as the sender of electronic marketing, found `{other}`; another seller needs consent",
                row.controller
            ),
        );
    }
}

/// What one who relies on the row has to say and to do.
fn duties(context: &Context<'_>, row: &LegalBasis, at: &str, findings: &mut Findings) {
    if !meets_any(&row.meets, &["lawful-basis"]) {
        return;
    }
    let marketing = context.any_purpose_is(&row.purposes, "direct-marketing");
    if (matches!(row.article, Article::E | Article::F) || marketing)
        && !has_obligation(&row.obligations, &["show-objection-right"])
    {
        findings.add(
            &codes::OBJECTION_TEXT,
            at,
            format_args!(
                "expected the obligation `show-objection-right` of `{}`, found none; a person can object to this use",
                row.id
            ),
        );
    }
    if row.retention.is_none()
        && !has_obligation(&row.obligations, &["erase", "erase-by", "erase-or-justify", "anonymise-results"])
    {
        findings.add(
            &codes::NO_RETENTION,
            at,
            format_args!(
                "expected `retention` or an obligation to erase in `{}`, found neither; say how long the data is kept",
                row.id
            ),
        );
    }
    profiling(context, (&row.id, &row.purposes, &row.operations, &row.obligations), row.assessment.is_some(), at, findings);
}

/// GDPR 35(3)(a): profiling asks for an impact assessment.
pub(super) fn profiling(
    context: &Context<'_>,
    (id, purposes, operations, obligations): (&Id, &[Id], &[Operation], &[Obligation]),
    assessed: bool,
    at: &str,
    findings: &mut Findings,
) {
    let profiles = operations.contains(&Operation::Profile) || context.any_purpose_is(purposes, "profiling");
    if profiles && !assessed && !has_obligation(obligations, &["dpia", "dpia-to-ombudsman"]) {
        findings.add(
            &codes::DPIA,
            at,
            format_args!("expected the obligation `dpia` or an assessment, found neither in `{id}`, which profiles; add one"),
        );
    }
}
