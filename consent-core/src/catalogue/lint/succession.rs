//! Two versions: what was published stays what it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::super::{Catalogue, DataCategory, LegalBasis, Membership, Notice, Party, ProcessesFor, Purpose};
use super::index::Item;
use super::{Findings, codes};
use crate::id::Id;
use crate::order::InOrder as _;

pub(super) fn check(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    head(previous, next, findings);
    fixed(
        "requirements",
        (&previous.requirements, &next.requirements),
        |row| &row.id,
        |row, old| row.until = old.until,
        findings,
    );
    fixed("bar_kinds", (&previous.bar_kinds, &next.bar_kinds), |row| &row.id, |row, old| row.until = old.until, findings);
    fixed("terms", (&previous.terms, &next.terms), |row| &row.id, |_, _| {}, findings);
    country_lists(previous, next, findings);
    let categories = (previous.data_categories.as_slice(), next.data_categories.as_slice());
    items("data_categories", categories, next.version, findings, |row: &mut DataCategory, old| {
        row.since = old.since;
        row.parents.clone_from(&old.parents);
        row.classes.clone_from(&old.classes);
        row.same_as.clone_from(&old.same_as);
        row.replaces.clone_from(&old.replaces);
    });
    let purposes = (previous.purposes.as_slice(), next.purposes.as_slice());
    items("purposes", purposes, next.version, findings, |row: &mut Purpose, old| {
        row.since = old.since;
        row.parents.clone_from(&old.parents);
        row.classes.clone_from(&old.classes);
        row.same_as.clone_from(&old.same_as);
        row.replaces.clone_from(&old.replaces);
    });
    parties(previous, next, findings);
    legal_bases(previous, next, findings);
    notices(previous, next, findings);
}

/// The ids of a version, each with its pointer and in its own list.
fn ids(catalogue: &Catalogue) -> Vec<(&'static str, &Id, String)> {
    fn list<'a, T>(name: &'static str, rows: &'a [T], id: IdOf<T>) -> impl Iterator<Item = (&'static str, &'a Id, String)> {
        rows.iter().enumerate().map(move |(i, row)| (name, id(row), format!("/{name}/{i}/id")))
    }
    list("country_lists", &catalogue.country_lists, |row| &row.id)
        .chain(list("requirements", &catalogue.requirements, |row| &row.id))
        .chain(list("bar_kinds", &catalogue.bar_kinds, |row| &row.id))
        .chain(list("terms", &catalogue.terms, |row| &row.id))
        .chain(list("data_categories", &catalogue.data_categories, |row| &row.id))
        .chain(list("purposes", &catalogue.purposes, |row| &row.id))
        .chain(list("parties", &catalogue.parties, |row| &row.id))
        .chain(list("legal_bases", &catalogue.legal_bases, |row| &row.id))
        .chain(list("notices", &catalogue.notices, |row| &row.id))
        .collect()
}

pub(super) fn returned<'a>(
    earlier: impl IntoIterator<Item = &'a Catalogue>,
    previous: &Catalogue,
    next: &Catalogue,
    findings: &mut Findings,
) {
    let known: BTreeSet<(&str, &Id)> = ids(previous).into_iter().map(|(list, id, _)| (list, id)).into_set();
    let before: BTreeSet<(&str, &Id)> =
        earlier.into_iter().flat_map(ids).map(|(list, id, _)| (list, id)).filter(|key| !known.contains(key)).into_set();
    for (list, id, pointer) in ids(next) {
        if before.contains(&(list, id)) {
            findings.add(
                &codes::ID_RETURNED,
                pointer,
                format_args!(
                    "expected a new id, found `{id}`, which an earlier version had and a later one removed; choose another"
                ),
            );
        }
    }
}

fn head(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    if next.id != previous.id {
        findings.add(
            &codes::OTHER_CATALOGUE,
            "/id",
            format_args!(
                "expected a version of `{}`, found one of `{}`; another catalogue has a ledger of its own",
                previous.id, next.id
            ),
        );
    }
    if next.version <= previous.version {
        findings.add(
            &codes::VERSION,
            "/version",
            format_args!("expected a version after {}, found {}; give it the next number", previous.version, next.version),
        );
    }
    if next.utc_offset_minutes != previous.utc_offset_minutes {
        findings.add(
            &codes::OFFSET,
            "/utc_offset_minutes",
            format_args!(
                "expected {} minutes as before, found {}; another offset would move the beginning of every date and age",
                previous.utc_offset_minutes.minutes(),
                next.utc_offset_minutes.minutes()
            ),
        );
    }
}

type IdOf<T> = fn(&T) -> &Id;

fn by_id<T>(rows: &[T], id: IdOf<T>) -> BTreeMap<&Id, &T> {
    let mut known = BTreeMap::new();
    for row in rows {
        known.entry(id(row)).or_insert(row);
    }
    known
}

/// Reports the members in which two rows differ.
fn same<T: Serialize>(old: &T, new: &T, pointer: &str, id: &Id, findings: &mut Findings) {
    let read = |row: &T| match crate::json::tree(row) {
        Ok(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    let (old, new) = (read(old), read(new));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).into_set();
    for key in keys.into_iter().filter(|key| old.get(*key) != new.get(*key)) {
        let at = if new.contains_key(key) { format!("{pointer}/{key}") } else { pointer.to_owned() };
        findings.add(
            &codes::ROW_CHANGED,
            at,
            format_args!("expected `{key}` of `{id}` as published before, found another; give what is new an id of its own"),
        );
    }
}

/// Rows of which `forgive` lets some members change.
fn fixed<T: Serialize + Clone + PartialEq>(
    list: &str,
    (previous, next): (&Vec<T>, &Vec<T>),
    id: IdOf<T>,
    forgive: impl Fn(&mut T, &T),
    findings: &mut Findings,
) {
    let known = by_id(previous, id);
    for (i, row) in next.iter().enumerate() {
        if let Some(old) = known.get(id(row)) {
            let mut forgiven = row.clone();
            forgive(&mut forgiven, old);
            if forgiven != **old {
                same(*old, &forgiven, &format!("/{list}/{i}"), id(row), findings);
            }
        }
    }
}

fn since_is_next(since: u32, version: u32, pointer: String, id: &Id, why: &str, findings: &mut Findings) {
    if since != version {
        findings.add(
            &codes::SINCE_NOT_NEXT,
            pointer,
            format_args!(
                "expected `since` {version} of `{id}`, which is {why} in this version, found {since}; \
                 no consent given before covers it through a broader item, and an id that was removed is not used again"
            ),
        );
    }
}

fn since_is_kept(since: u32, old: u32, pointer: String, id: &Id, findings: &mut Findings) {
    if since != old {
        findings.add(
            &codes::ROW_CHANGED,
            pointer,
            format_args!("expected `since` {old} of `{id}` as published before, found {since}; it stays while the parents do"),
        );
    }
}

/// An item never loses a parent or a class; it may gain both, a parent only with `since`.
fn items<T: Item + Serialize + Clone + PartialEq>(
    list: &str,
    (previous, next): (&[T], &[T]),
    version: u32,
    findings: &mut Findings,
    forgive: impl Fn(&mut T, &T),
) {
    let known = by_id(previous, T::id);
    for (i, item) in next.iter().enumerate() {
        let (at, id) = (format!("/{list}/{i}"), item.id());
        let Some(old) = known.get(id) else {
            since_is_next(item.since(), version, format!("{at}/since"), id, "new", findings);
            continue;
        };
        for parent in old.parents().iter().filter(|parent| !item.parents().contains(parent)) {
            findings.add(
                &codes::PARENT_LOST,
                format!("{at}/parents"),
                format_args!(
                    "expected `{id}` still below `{parent}`, found it taken away; give what is left a new id that `replaces` it"
                ),
            );
        }
        for class in old.classes().iter().filter(|class| !item.classes().contains(class)) {
            findings.add(
                &codes::CLASS_LOST,
                format!("{at}/classes"),
                format_args!(
                    "expected `{id}` still of class `{class}`, found it taken away; give what is left a new id that `replaces` it"
                ),
            );
        }
        if item.parents().iter().any(|parent| !old.parents().contains(parent)) {
            since_is_next(item.since(), version, format!("{at}/since"), id, "moved", findings);
        } else {
            since_is_kept(item.since(), old.since(), format!("{at}/since"), id, findings);
        }
        for replaced in old.replaces().iter().filter(|replaced| !item.replaces().contains(replaced)) {
            lost(format!("{at}/replaces"), id, &format!("`replaces` of `{replaced}`"), findings);
        }
        let mut forgiven = item.clone();
        forgive(&mut forgiven, old);
        if forgiven != **old {
            same(*old, &forgiven, &at, id, findings);
        }
    }
}

fn lost(pointer: String, id: &Id, what: &str, findings: &mut Findings) {
    findings.add(
        &codes::ENTRY_LOST,
        pointer,
        format_args!(
            "expected {what} in `{id}` as published before, found it gone or changed; end it with `until` and add an entry"
        ),
    );
}

/// Entries may be added and may end; none goes away.
fn kept<T: Clone + PartialEq>(old: &[T], new: &[T], end: impl Fn(&mut T)) -> bool {
    let endless = |entry: &T| {
        let mut entry = entry.clone();
        end(&mut entry);
        entry
    };
    let mut left: Vec<T> = new.iter().map(&endless).collect();
    old.iter().map(endless).all(|entry| {
        let place = left.iter().position(|other| *other == entry);
        place.map(|place| left.swap_remove(place)).is_some()
    })
}

fn country_lists(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    let known = by_id(&previous.country_lists, |list| &list.id);
    for (i, list) in next.country_lists.iter().enumerate() {
        if let Some(old) = known.get(&list.id) {
            if !kept(&old.countries, &list.countries, |entry| entry.until = None) {
                lost(format!("/country_lists/{i}/countries"), &list.id, "each country", findings);
            }
            let mut forgiven = list.clone();
            forgiven.countries.clone_from(&old.countries);
            same(*old, &forgiven, &format!("/country_lists/{i}"), &list.id, findings);
        }
    }
}

fn parties(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    let known = by_id(&previous.parties, |party| &party.id);
    for (i, party) in next.parties.iter().enumerate() {
        let (at, id) = (format!("/parties/{i}"), &party.id);
        let Some(old) = known.get(id) else {
            since_is_next(party.since, next.version, format!("{at}/since"), id, "new", findings);
            continue;
        };
        match (&old.part_of, &party.part_of) {
            (Some(parent), now) if now.as_ref() != Some(parent) => findings.add(
                &codes::PARENT_LOST,
                format!("{at}/part_of"),
                format_args!("expected `{id}` still part of `{parent}`, found it elsewhere; a unit that moves is a new party that `succeeds` it"),
            ),
            (None, Some(_)) => since_is_next(party.since, next.version, format!("{at}/since"), id, "moved", findings),
            _ => since_is_kept(party.since, old.since, format!("{at}/since"), id, findings),
        }
        for class in old.classes.iter().filter(|class| !party.classes.contains(class)) {
            findings.add(
                &codes::CLASS_LOST,
                format!("{at}/classes"),
                format_args!(
                    "expected `{id}` still of class `{class}`, found it taken away; what became something else is a new party"
                ),
            );
        }
        entries(old, party, &at, findings);
        let mut forgiven: Party = party.clone();
        forgiven.since = old.since;
        forgiven.part_of.clone_from(&old.part_of);
        forgiven.classes.clone_from(&old.classes);
        forgiven.memberships.clone_from(&old.memberships);
        forgiven.processes_for.clone_from(&old.processes_for);
        forgiven.succeeds.clone_from(&old.succeeds);
        if forgiven != **old {
            same(*old, &forgiven, &at, id, findings);
        }
    }
}

fn entries(old: &Party, new: &Party, at: &str, findings: &mut Findings) {
    if !kept(&old.memberships, &new.memberships, |entry: &mut Membership| entry.until = None) {
        lost(format!("{at}/memberships"), &new.id, "each membership", findings);
    }
    if !kept(&old.processes_for, &new.processes_for, |entry: &mut ProcessesFor| entry.until = None) {
        lost(format!("{at}/processes_for"), &new.id, "each agreement", findings);
    }
    if !kept(&old.succeeds, &new.succeeds, |_| {}) {
        lost(format!("{at}/succeeds"), &new.id, "each succession", findings);
    }
}

fn legal_bases(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    let known = by_id(&previous.legal_bases, |row| &row.id);
    for (i, row) in next.legal_bases.iter().enumerate() {
        if !known.contains_key(&row.id) {
            since_is_next(row.since, next.version, format!("/legal_bases/{i}/since"), &row.id, "new", findings);
        }
    }
    let forgive = |row: &mut LegalBasis, old: &LegalBasis| {
        row.until = old.until;
        // A new one may come; none that was asked for goes away.
        if row.assessment.is_some() {
            row.assessment.clone_from(&old.assessment);
        }
        if row.permit.is_some() {
            row.permit.clone_from(&old.permit);
        }
    };
    fixed("legal_bases", (&previous.legal_bases, &next.legal_bases), |row| &row.id, forgive, findings);
}

fn notices(previous: &Catalogue, next: &Catalogue, findings: &mut Findings) {
    let key = |notice: &Notice| (notice.id.clone(), notice.version);
    let known: BTreeMap<(Id, u32), &Notice> = previous.notices.iter().map(|notice| (key(notice), notice)).into_map();
    let present: BTreeSet<(Id, u32)> = next.notices.iter().map(key).into_set();
    for (id, version) in known.keys().filter(|known| !present.contains(*known)) {
        findings.add(
            &codes::NOTICE_DROPPED,
            "/notices",
            format_args!(
                "expected version {version} of the notice `{id}` as published before, found it gone; consents rest on its text"
            ),
        );
    }
    for (i, notice) in next.notices.iter().enumerate() {
        let at = format!("/notices/{i}");
        let Some(old) = known.get(&key(notice)) else {
            since_is_next(notice.since, next.version, format!("{at}/since"), &notice.id, "new", findings);
            continue;
        };
        // A consent that has ended does not come back (semantics §3: consents never grow).
        if old.reconsent_by.is_some_and(|by| notice.reconsent_by.is_none_or(|now| now > by)) {
            findings.add(
                &codes::ROW_CHANGED,
                format!("{at}/reconsent_by"),
                format_args!(
                    "expected `reconsent_by` of `{}` as published or earlier, found it later or gone; consents that ended would come back",
                    notice.id
                ),
            );
        }
        let mut forgiven = notice.clone();
        forgiven.until = old.until;
        forgiven.reconsent_by = old.reconsent_by;
        if forgiven.assessment.is_some() {
            forgiven.assessment.clone_from(&old.assessment);
        }
        if forgiven != **old {
            same(*old, &forgiven, &at, &notice.id, findings);
        }
    }
}
