//! Categories, purposes and parties.

use super::super::{DataCategory, Purpose};
use super::index::{Context, Graph, Item};
use super::{Findings, codes, rules};
use crate::id::Id;

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalogue = context.catalogue;
    if catalogue.version == 0 {
        findings.add(&codes::SINCE, "/version", "expected a version from 1, found 0; begin with 1");
    }
    graph(context, &catalogue.data_categories, &context.categories, "data_categories", findings);
    graph(context, &catalogue.purposes, &context.purposes, "purposes", findings);
    if context.categories.cyclic.is_empty() {
        for (i, category) in catalogue.data_categories.iter().enumerate() {
            secret_or_public(context, i, category, findings);
        }
    }
    if context.purposes.cyclic.is_empty() {
        for (i, purpose) in catalogue.purposes.iter().enumerate() {
            has_class(context, i, purpose, findings);
        }
    }
    for i in 0..catalogue.parties.len() {
        party(context, i, findings);
    }
}

/// A version that brought something in: neither zero nor later than the catalogue's own.
pub(super) fn since(context: &Context<'_>, since: u32, pointer: String, findings: &mut Findings) {
    let version = context.catalogue.version;
    if since == 0 || since > version {
        findings.add(
            &codes::SINCE,
            pointer,
            format_args!("expected a version from 1 to {version}, found {since}; name the version that brought it in"),
        );
    }
}

fn graph<T: Item>(context: &Context<'_>, items: &[T], graph: &Graph<'_>, list: &str, findings: &mut Findings) {
    for (i, item) in items.iter().enumerate() {
        since(context, item.since(), format!("/{list}/{i}/since"), findings);
        if let Some(j) = item.replaces().iter().position(|old| old == item.id()) {
            findings.add(
                &codes::CYCLE,
                format!("/{list}/{i}/replaces/{j}"),
                format_args!("expected another id than its own, found `{}` in the place of itself; leave it out", item.id()),
            );
        }
    }
    for i in &graph.cyclic {
        if let Some(item) = items.get(*i) {
            cycle(format!("/{list}/{i}/parents"), item.id(), "parents", findings);
        }
    }
}

fn cycle(pointer: String, id: &Id, member: &str, findings: &mut Findings) {
    findings.add(
        &codes::CYCLE,
        pointer,
        format_args!("expected `{member}` that lead upwards, found that `{id}` stands above itself; take one step out"),
    );
}

/// Secrecy is never a matter of silence: each category says which it is, itself or by what is above it.
fn secret_or_public(context: &Context<'_>, index: usize, category: &DataCategory, findings: &mut Findings) {
    let Some(item) = context.categories.get(&category.id) else {
        return;
    };
    let found = match (context.categories.is(item, "secret"), context.categories.is(item, "public")) {
        (true, true) => "both",
        (false, false) => "neither",
        _ => return,
    };
    findings.add(
        &codes::SECRET_OR_PUBLIC,
        format!("/data_categories/{index}/classes"),
        format_args!(
            "expected `{}` to be `secret` or `public`, itself or by a parent, found {found}; without a provision on secrecy it is `public`",
            category.id
        ),
    );
}

fn has_class(context: &Context<'_>, index: usize, purpose: &Purpose, findings: &mut Findings) {
    if context.purposes.get(&purpose.id).is_some_and(|item| context.purposes.has_no_class(item)) {
        findings.add(
            &codes::PURPOSE_CLASS,
            format!("/purposes/{index}"),
            format_args!(
                "expected `{}` to have a class, itself or by a parent, found none; no requirement that reads purposes can be raised by it",
                purpose.id
            ),
        );
    }
}

fn party(context: &Context<'_>, index: usize, findings: &mut Findings) {
    let Some(party) = context.parties.row(index) else {
        return;
    };
    let at = format!("/parties/{index}");
    since(context, party.since, format!("{at}/since"), findings);
    if matches!(party.id.as_str(), "controller" | "recipient") {
        findings.add(
            &codes::RESERVED_ID,
            format!("{at}/id"),
            format_args!(
                "expected another id, found `{}`, which in conditions stands for the party of the use; rename the party",
                party.id
            ),
        );
    }
    if context.parties.cyclic.contains(&index) {
        cycle(format!("{at}/part_of"), &party.id, "part_of", findings);
    } else if context.parties.kind(index).is_none() {
        findings.add(
            &codes::PARTY_KIND,
            format!("{at}/kind"),
            format_args!(
                "expected a kind of `{}`, its own or that of what it is part of up to the legal person, found none; state `kind`",
                party.id
            ),
        );
    }
    for (j, entry) in party.processes_for.iter().enumerate() {
        if entry.agreement.trim().is_empty() {
            findings.add(
                &codes::NO_AGREEMENT,
                format!("{at}/processes_for/{j}/agreement"),
                format_args!("expected the reference of the agreement with `{}`, found nothing; name it", entry.controller),
            );
        }
    }
    for (j, entry) in party.succeeds.iter().enumerate() {
        rules::source(&entry.source, format!("{at}/succeeds/{j}/source"), findings);
        if entry.party == party.id {
            findings.add(
                &codes::CYCLE,
                format!("{at}/succeeds/{j}/party"),
                format_args!("expected another party, found that `{}` succeeds itself; leave the entry out", party.id),
            );
        }
    }
}
