//! Random catalogues that a lint accepts, in one to three versions.

use consent_core::catalogue::{
    Activation, AgeCondition, Article, Ask, AssertionCondition, Assessment, Assurance, BarKind, Catalogue, Character, Condition,
    ConsentRule, CountryEntry, CountryList, DataCategory, Due, Form, HomeCondition, LaterConsent, LegalBasis, Membership,
    MembershipStatus, Notice, NoticeCategory, Obligation, Operation, Party, PartyKind, Permit, ProcessesFor, Purpose, RaisedBy,
    Reach, RelationshipCondition, Requirement, Role, Schema, Scope, Setter, Statute, Succeeds, Target, Term, TermKind,
    TextDigests,
};
use consent_core::{Digest, Id, Instant, Lang, Offset, Text};

use super::{Draw, named};

/// Finland's winter time.
const OFFSET_MINUTES: i16 = 120;

/// The few instants at which everything happens: the beginnings of some months.
pub(crate) fn instants() -> Vec<Instant> {
    (1..=7)
        .map(|month| format!("2026-{month:02}-01").parse::<consent_core::Date>().expect("a date"))
        .map(|date| date.begins(Offset::from_minutes(OFFSET_MINUTES).expect("an offset")))
        .collect()
}

pub(super) const OPERATIONS: [Operation; 4] = [Operation::Use, Operation::Disclose, Operation::Store, Operation::Profile];
/// A category below others that no row names.
pub(super) const LEAF: &str = "leaf";
pub(super) const ASSERTIONS: [&str; 2] = ["necessary", "informed"];
pub(super) const CHANNELS: [&str; 2] = ["web", "paper"];
pub(super) const RELATIONSHIPS: [&str; 2] = ["pupil", "patient"];
pub(super) const CASES: [&str; 4] = ["event:1", "event:2", "event", "permit-case:1"];
const PURPOSE_CLASSES: [&str; 3] = ["care", "direct-marketing", "study"];
pub(super) const OBLIGATIONS: [&str; 3] = ["log-use", "tell", "erase-it"];

fn text(words: &str) -> Text {
    let say = |lang: &str| Some(format!("{words} ({lang})"));
    Text { fi: say("fi"), sv: say("sv"), en: say("en") }
}

pub(super) fn instant(draw: &mut Draw) -> Instant {
    draw.pick(&instants())
}

/// A beginning and an end, either, or neither.
fn interval(draw: &mut Draw, percent: usize) -> (Option<Instant>, Option<Instant>) {
    let from = draw.sometimes(percent, instant);
    let until = draw.sometimes(percent, instant);
    match (from, until) {
        (Some(from), Some(until)) if until <= from => (Some(until), None),
        other => other,
    }
}

/// Versions that may follow one another.
pub(super) fn catalogues(draw: &mut Draw) -> Vec<Catalogue> {
    let mut all = vec![first(draw)];
    for _ in 0..draw.below(3) {
        let next = next(draw, all.last().expect("a version"));
        all.push(next);
    }
    all
}

fn first(draw: &mut Draw) -> Catalogue {
    let data_categories = categories(draw);
    let purposes = purposes(draw);
    let parties = parties(draw, &data_categories, &purposes);
    let mut catalogue = Catalogue {
        schema: Schema::V1,
        id: named("city"),
        version: 1,
        published: instants()[0],
        languages: vec![Lang::Fi, Lang::Sv, Lang::En],
        utc_offset_minutes: Offset::from_minutes(OFFSET_MINUTES).expect("an offset"),
        note: None,
        profiles: Vec::new(),
        country_lists: vec![near(draw)],
        requirements: requirements(draw),
        bar_kinds: Vec::new(),
        terms: terms(),
        data_categories,
        purposes,
        parties,
        legal_bases: Vec::new(),
        notices: Vec::new(),
    };
    for index in 0..draw.between(1, 3) {
        let kind = bar_kind(draw, &catalogue, &format!("ban{index}"));
        catalogue.bar_kinds.push(kind);
    }
    for index in 0..draw.between(1, 4) {
        let row = legal_basis(draw, &catalogue, &format!("row{index}"));
        catalogue.legal_bases.push(row);
    }
    for index in 0..draw.between(1, 3) {
        let row = notice(draw, &catalogue, &format!("notice{index}"), 1);
        catalogue.notices.push(row);
    }
    // No row names it: a later version may do without.
    if draw.chance(50) {
        let parent = draw.pick(&catalogue.data_categories).id;
        catalogue.data_categories.push(category(LEAF, vec![parent], Vec::new()));
    }
    catalogue
}

/// What may be published after `before`.
fn next(draw: &mut Draw, before: &Catalogue) -> Catalogue {
    let mut now = before.clone();
    now.version += 1;
    let version = now.version;
    for round in 0..draw.between(1, 4) {
        match draw.below(15) {
            0 | 1 => {
                let parent = draw.pick(&now.data_categories);
                let id = format!("c{}v{version}", now.data_categories.len());
                let replaces = draw.sometimes(30, |d| vec![d.pick(&now.data_categories).id]).unwrap_or_default();
                now.data_categories.push(DataCategory {
                    since: version,
                    replaces,
                    must_be_named: draw.chance(10),
                    ..category(&id, vec![parent.id], Vec::new())
                });
            }
            2 => {
                // A category gets one more parent: it was moved, so it is young.
                let child = draw.below(now.data_categories.len());
                let parent = draw.below(now.data_categories.len());
                let upper = now.data_categories[parent].id.clone();
                let same_secrecy =
                    root_class(&now, &now.data_categories[child].id) == root_class(&now, &now.data_categories[parent].id);
                if parent < child && same_secrecy && !now.data_categories[child].parents.contains(&upper) {
                    now.data_categories[child].parents.push(upper);
                    now.data_categories[child].since = version;
                }
            }
            3 => {
                let parent = draw.pick(&now.purposes);
                let id = format!("p{}v{version}", now.purposes.len());
                let replaces = draw.sometimes(30, |d| vec![d.pick(&now.purposes).id]).unwrap_or_default();
                now.purposes.push(Purpose { since: version, replaces, ..purpose(&id, vec![parent.id], Vec::new()) });
            }
            4 | 5 => {
                let whole = draw.pick(&now.parties);
                let id = format!("u{}v{version}", now.parties.len());
                let succeeds = draw.sometimes(50, |d| vec![succession(d, &now.data_categories, &now.parties)]);
                now.parties.push(Party {
                    since: version,
                    part_of: draw.chance(60).then_some(whole.id),
                    kind: Some(PartyKind::Company),
                    succeeds: succeeds.unwrap_or_default(),
                    ..party(&id)
                });
            }
            6 => {
                let index = draw.below(now.parties.len());
                let others: Vec<Party> = now.parties.iter().filter(|p| p.id != now.parties[index].id).cloned().collect();
                let entry = agreement(draw, &now.data_categories, &now.purposes, &others);
                now.parties[index].processes_for.push(entry);
            }
            7 => {
                let index = draw.below(now.parties.len());
                if !now.parties[index].memberships.is_empty() {
                    let entry = membership(draw);
                    now.parties[index].memberships.push(entry);
                }
            }
            8 => {
                let id = format!("row{}v{version}", now.legal_bases.len());
                let row = legal_basis(draw, &now, &id);
                now.legal_bases.push(row);
            }
            9 => {
                if let Some(index) = some_index(draw, now.legal_bases.len()) {
                    let end = instant(draw);
                    let row = &mut now.legal_bases[index];
                    if row.from.is_none_or(|from| from < end) && row.until.is_none() {
                        row.until = Some(end);
                    }
                }
            }
            10 => {
                let latest = draw.pick(&now.notices);
                let number = now.notices.iter().filter(|n| n.id == latest.id).map(|n| n.version).max().unwrap_or(1) + 1;
                let newer = notice(draw, &now, latest.id.as_str(), number);
                if newer.material {
                    for old in now.notices.iter_mut().filter(|n| n.id == latest.id && n.reconsent_by.is_none()) {
                        old.reconsent_by = Some(instant(draw));
                    }
                }
                now.notices.push(newer);
            }
            11 => end_an_agreement(draw, &mut now),
            12 => replace_a_leaf(&mut now),
            _ => {
                let id = format!("ban{round}v{version}");
                let kind = bar_kind(draw, &now, &id);
                let survived = |id: &Id| now.legal_bases.iter().any(|row| row.survives.iter().flatten().any(|kind| kind == id));
                let gone = now.bar_kinds.iter().position(|kind| !survived(&kind.id));
                if let Some(gone) = gone.filter(|_| draw.chance(50)) {
                    now.bar_kinds.remove(gone);
                }
                now.bar_kinds.push(kind);
            }
        }
    }
    now
}

/// An agreement with a processor gets its end.
fn end_an_agreement(draw: &mut Draw, now: &mut Catalogue) {
    let end = instant(draw);
    let entries = now.parties.iter_mut().flat_map(|party| &mut party.processes_for);
    let mut open: Vec<_> = entries.filter(|entry| entry.until.is_none() && entry.from.is_none_or(|from| from < end)).collect();
    if let Some(index) = some_index(draw, open.len()) {
        open[index].until = Some(end);
    }
}

/// The next version, in which every agreement that has no end gets one.
pub(super) fn end_all_agreements(last: &Catalogue, end: Instant) -> Catalogue {
    let mut now = Catalogue { version: last.version + 1, ..last.clone() };
    for entry in now.parties.iter_mut().flat_map(|party| &mut party.processes_for) {
        if entry.until.is_none() && entry.from.is_none_or(|from| from < end) {
            entry.until = Some(end);
        }
    }
    now
}

/// The next version, in which a category that no row names may be replaced.
pub(super) fn next_with_replacement(last: &Catalogue) -> Catalogue {
    let mut now = Catalogue { version: last.version + 1, ..last.clone() };
    replace_a_leaf(&mut now);
    now
}

/// A category that no row names is gone; another, elsewhere, takes its place.
fn replace_a_leaf(now: &mut Catalogue) {
    let Some(place) = now.data_categories.iter().position(|row| row.id.as_str() == LEAF) else { return };
    let written = serde_json::to_string(now).expect("a catalogue can be written");
    if written.matches(&format!("\"{LEAF}\"")).count() > 1 {
        return;
    }
    let old = now.data_categories.remove(place);
    let class = root_class_of(now, &old.parents);
    let other = now.data_categories.iter().rev().find(|row| !old.parents.contains(&row.id) && root_class(now, &row.id) == class);
    let parents: Vec<Id> = other.map(|row| row.id.clone()).into_iter().collect();
    let classes = if parents.is_empty() { class.into_iter().collect() } else { Vec::new() };
    now.data_categories.push(DataCategory {
        since: now.version,
        replaces: vec![old.id],
        ..category(&format!("new-{LEAF}"), parents, classes)
    });
}

/// Of `secret` and `public` the one that the first parent has.
fn root_class_of(catalogue: &Catalogue, parents: &[Id]) -> Option<Id> {
    parents.first().and_then(|parent| root_class(catalogue, parent))
}

pub(super) fn some_index(draw: &mut Draw, len: usize) -> Option<usize> {
    (len > 0).then(|| draw.below(len))
}

fn category(id: &str, parents: Vec<Id>, classes: Vec<Id>) -> DataCategory {
    DataCategory {
        id: named(id),
        since: 1,
        labels: text(id),
        parents,
        classes,
        same_as: Vec::new(),
        replaces: Vec::new(),
        must_be_named: false,
        note: None,
    }
}

fn purpose(id: &str, parents: Vec<Id>, classes: Vec<Id>) -> Purpose {
    Purpose {
        id: named(id),
        since: 1,
        labels: text(id),
        parents,
        classes,
        same_as: Vec::new(),
        replaces: Vec::new(),
        must_be_named: false,
        note: None,
    }
}

fn party(id: &str) -> Party {
    Party {
        id: named(id),
        since: 1,
        labels: text(id),
        part_of: None,
        kind: None,
        classes: Vec::new(),
        country: None,
        authority: None,
        legal_person: false,
        memberships: Vec::new(),
        processes_for: Vec::new(),
        succeeds: Vec::new(),
        note: None,
    }
}

/// The first of `secret` and `public` above.
fn root_class(catalogue: &Catalogue, id: &Id) -> Option<Id> {
    let row = catalogue.data_categories.iter().find(|row| row.id == *id)?;
    let own = row.classes.iter().find(|class| matches!(class.as_str(), "secret" | "public")).cloned();
    own.or_else(|| row.parents.iter().find_map(|parent| root_class(catalogue, parent)))
}

fn categories(draw: &mut Draw) -> Vec<DataCategory> {
    let mut rows: Vec<DataCategory> = Vec::new();
    let mut secrecy: Vec<&str> = Vec::new();
    for index in 0..draw.between(2, 5) {
        let own = draw.pick(&["secret", "public", "public"]);
        let first = if index > 0 && draw.chance(65) { Some(draw.below(index)) } else { None };
        let mut parents: Vec<usize> = first.into_iter().collect();
        if let Some(first) = first
            && let Some(second) = draw.sometimes(40, |d| d.below(index))
            && second != first
            && secrecy[second] == secrecy[first]
        {
            parents.push(second);
        }
        let mut classes: Vec<Id> = Vec::new();
        if parents.is_empty() {
            classes.push(named(own));
        }
        if draw.chance(20) {
            classes.push(named("delicate"));
        }
        secrecy.push(first.map_or(own, |first| secrecy[first]));
        let parents = parents.into_iter().map(|parent| rows[parent].id.clone()).collect();
        rows.push(DataCategory { must_be_named: draw.chance(12), ..category(&format!("c{index}"), parents, classes) });
    }
    rows
}

fn purposes(draw: &mut Draw) -> Vec<Purpose> {
    let mut rows: Vec<Purpose> = Vec::new();
    for index in 0..draw.between(2, 3) {
        let parents = if index > 0 && draw.chance(60) { vec![rows[draw.below(index)].id.clone()] } else { Vec::new() };
        let classes = if parents.is_empty() || draw.chance(30) { vec![named(draw.pick(&PURPOSE_CLASSES))] } else { Vec::new() };
        rows.push(Purpose { must_be_named: draw.chance(10), ..purpose(&format!("p{index}"), parents, classes) });
    }
    rows
}

fn parties(draw: &mut Draw, categories: &[DataCategory], purposes: &[Purpose]) -> Vec<Party> {
    let mut rows: Vec<Party> = Vec::new();
    for index in 0..draw.between(3, 6) {
        let part_of = if index > 0 && draw.chance(55) { Some(rows[draw.below(index)].id.clone()) } else { None };
        let legal_person = draw.chance(15);
        let stated = part_of.is_none() || legal_person || draw.chance(20);
        let kind = stated.then(|| draw.pick(&[PartyKind::PublicAuthority, PartyKind::Company, PartyKind::Company]));
        rows.push(Party {
            part_of,
            legal_person,
            kind,
            classes: draw.sometimes(20, |_| vec![named("school")]).unwrap_or_default(),
            country: draw.sometimes(50, |d| d.pick(&["FI", "FI", "US"]).parse().expect("a country")),
            memberships: draw.sometimes(20, |d| (0..d.between(1, 2)).map(|_| membership(d)).collect()).unwrap_or_default(),
            ..party(&format!("u{index}"))
        });
    }
    for index in 0..rows.len() {
        let others: Vec<Party> = rows.iter().filter(|p| p.id != rows[index].id).cloned().collect();
        rows[index].authority = draw.sometimes(40, |d| d.pick(&rows[..2]).id);
        if draw.chance(30) {
            rows[index].processes_for = vec![agreement(draw, categories, purposes, &others)];
        }
        if draw.chance(12) {
            rows[index].succeeds = vec![succession(draw, categories, &others)];
        }
    }
    rows
}

fn membership(draw: &mut Draw) -> Membership {
    let (from, until) = interval(draw, 25);
    Membership {
        role: draw.pick(&[Role::Source, Role::Recipient, Role::Recipient]),
        status: draw.pick(&[
            MembershipStatus::Admitted,
            MembershipStatus::Admitted,
            MembershipStatus::Admitted,
            MembershipStatus::Suspended,
            MembershipStatus::Left,
        ]),
        from,
        until,
        rulebook: Some("1".to_owned()),
    }
}

fn agreement(draw: &mut Draw, categories: &[DataCategory], purposes: &[Purpose], others: &[Party]) -> ProcessesFor {
    let (from, until) = interval(draw, 20);
    ProcessesFor {
        controller: draw.pick(others).id,
        data_categories: broad(draw, &ids(categories, |c| &c.id), 2),
        purposes: broad(draw, &ids(purposes, |p| &p.id), 2),
        agreement: "agreement 1".to_owned(),
        from,
        until,
    }
}

fn succession(draw: &mut Draw, categories: &[DataCategory], others: &[Party]) -> Succeeds {
    Succeeds {
        party: draw.pick(others).id,
        data_categories: broad(draw, &ids(categories, |c| &c.id), 2),
        from: instant(draw),
        source: "1/2020 2 §".to_owned(),
        consents: draw.chance(60),
    }
}

pub(super) fn ids<T>(rows: &[T], id: impl Fn(&T) -> &Id) -> Vec<Id> {
    rows.iter().map(|row| id(row).clone()).collect()
}

/// Some of them, and often the first, which is the broadest.
fn broad<T: Clone + PartialEq>(draw: &mut Draw, list: &[T], most: usize) -> Vec<T> {
    let mut chosen = draw.some(list, most);
    if draw.chance(50) && !chosen.contains(&list[0]) {
        chosen.insert(0, list[0].clone());
    }
    chosen
}

fn near(draw: &mut Draw) -> CountryList {
    let (from, until) = interval(draw, 15);
    CountryList {
        id: named("near"),
        source: "GDPR 45".to_owned(),
        countries: vec![CountryEntry { country: "FI".parse().expect("a country"), from, until }],
    }
}

fn terms() -> Vec<Term> {
    let of = |kind: TermKind, words: &[&str]| -> Vec<Term> {
        words.iter().map(|word| Term { id: named(word), kind, labels: text(word) }).collect()
    };
    let mut all = of(TermKind::Assertion, &ASSERTIONS);
    all.extend(of(TermKind::Channel, &CHANNELS));
    all.extend(of(TermKind::Relationship, &RELATIONSHIPS));
    all.extend(of(TermKind::CaseKind, &["event", "permit-case"]));
    all.extend(of(TermKind::Obligation, &OBLIGATIONS));
    all.extend(of(TermKind::Class, &PURPOSE_CLASSES));
    all.extend(of(TermKind::Class, &["secret", "public", "delicate", "school"]));
    all
}

fn requirements(draw: &mut Draw) -> Vec<Requirement> {
    let row = |id: &str, raised_by: RaisedBy, consent: ConsentRule| Requirement {
        id: named(id),
        source: format!("article of {id}"),
        labels: text(id),
        raised_by,
        consent,
        from: None,
        until: None,
    };
    let classes = |words: &[&str]| Some(words.iter().map(|word| named(word)).collect());
    let mut rows = vec![row("lawful-basis", RaisedBy { always: true, ..RaisedBy::default() }, ConsentRule::Yes)];
    let mut others = vec![
        row(
            "secrecy",
            RaisedBy { data_classes: classes(&["secret"]), outside_authority: true, ..RaisedBy::default() },
            ConsentRule::Yes,
        ),
        row("delicacy", RaisedBy { data_classes: classes(&["delicate"]), ..RaisedBy::default() }, ConsentRule::Explicit),
        row(
            "handing-over",
            RaisedBy { disclosure: true, operations: Some(vec![Operation::Disclose]), ..RaisedBy::default() },
            ConsentRule::Written,
        ),
        row("online", RaisedBy { channels: classes(&["web"]), disclosure: true, ..RaisedBy::default() }, ConsentRule::Yes),
        row("transfer", RaisedBy { recipient_outside: Some(named("near")), ..RaisedBy::default() }, ConsentRule::Explicit),
        row("machine", RaisedBy { automated_decision: true, ..RaisedBy::default() }, ConsentRule::Explicit),
        row("marketing", RaisedBy { purpose_classes: classes(&["direct-marketing"]), ..RaisedBy::default() }, ConsentRule::Yes),
        row("schools", RaisedBy { recipient_classes: classes(&["school"]), ..RaisedBy::default() }, ConsentRule::No),
        row(
            "study",
            RaisedBy { purpose_classes: classes(&["study"]), controller_classes: classes(&["school"]), ..RaisedBy::default() },
            ConsentRule::Yes,
        ),
    ];
    draw.shuffle(&mut others);
    others.truncate(draw.between(0, 4));
    for other in &mut others {
        (other.from, other.until) = interval(draw, 12);
    }
    rows.extend(others);
    rows
}

fn bar_kind(draw: &mut Draw, catalogue: &Catalogue, id: &str) -> BarKind {
    let (from, until) = interval(draw, 10);
    let targets = [Target::B, Target::C, Target::D, Target::E, Target::F, Target::Duty, Target::Permission, Target::Consent];
    let setters = [Setter::Person, Setter::Guardian, Setter::Representative, Setter::Controller, Setter::Authority];
    BarKind {
        id: named(id),
        labels: text(id),
        source: "1/2020 3 §".to_owned(),
        set_by: draw.sometimes(50, |d| broad(d, &setters, 3)),
        lifted_by: draw.sometimes(85, |d| broad(d, &setters, 4)),
        over: draw.sometimes(30, |d| Scope {
            data_categories: d.sometimes(50, |d| broad(d, &ids(&catalogue.data_categories, |c| &c.id), 2)),
            purposes: d.sometimes(40, |d| broad(d, &ids(&catalogue.purposes, |c| &c.id), 2)),
            recipients: d.sometimes(30, |d| broad(d, &ids(&catalogue.parties, |c| &c.id), 2)),
            controllers: d.sometimes(20, |d| broad(d, &ids(&catalogue.parties, |c| &c.id), 2)),
            operations: d.sometimes(20, |d| broad(d, &OPERATIONS, 2)),
            cases: None,
        }),
        operations: draw.sometimes(25, |d| d.some(&OPERATIONS, 3)),
        defeats: draw
            .sometimes(60, |d| if d.chance(50) { broad(d, &targets, 4) } else { d.some(&targets, 4) })
            .filter(|list| list.iter().any(|target| !matches!(target, Target::Duty | Target::D | Target::Consent))),
        spares: draw.sometimes(25, |d| d.some(&[Target::Duty, Target::D, Target::Consent], 1)),
        reach: draw.sometimes(60, |d| d.pick(Reach::ALL)),
        later_consent: draw.sometimes(70, |d| d.pick(LaterConsent::ALL)),
        from,
        until,
    }
}

/// The party's kind, its own or of what it is part of.
fn kind_of(catalogue: &Catalogue, id: &Id) -> Option<PartyKind> {
    let row = catalogue.parties.iter().find(|party| party.id == *id)?;
    row.kind.or_else(|| kind_of(catalogue, row.part_of.as_ref()?))
}

fn scope_of_requirements(draw: &mut Draw, catalogue: &Catalogue, by_consent: bool) -> Vec<Id> {
    let possible: Vec<Id> = catalogue
        .requirements
        .iter()
        .filter(|row| !by_consent || row.consent != ConsentRule::No)
        .map(|row| row.id.clone())
        .collect();
    let mut meets = draw.some(&possible, 3);
    if draw.chance(80) && !meets.contains(&possible[0]) {
        meets.insert(0, possible[0].clone());
    }
    meets
}

fn obligations(draw: &mut Draw) -> Vec<Obligation> {
    let mut list = Vec::new();
    for id in draw.some(&OBLIGATIONS, 2) {
        let due = draw.pick(&[Due::Before, Due::With, Due::After, Due::By, Due::By, Due::OnEnd]);
        let mut row = Obligation { id: named(id), due, instant: None, within: None, age: None };
        if due == Due::By {
            match draw.below(3) {
                0 => row.instant = Some(instant(draw)),
                1 => row.within = Some("P1M".parse().expect("a period")),
                _ => row.age = Some(18),
            }
        }
        list.push(row);
    }
    list
}

fn condition(draw: &mut Draw, catalogue: &Catalogue) -> Condition {
    let with = |draw: &mut Draw| match draw.below(3) {
        0 => named("controller"),
        1 => named("recipient"),
        _ => draw.pick(&catalogue.parties).id,
    };
    match draw.below(4) {
        0 => Condition::Relationship(RelationshipCondition { kind: named(draw.pick(&RELATIONSHIPS)), with: with(draw) }),
        1 => {
            let min = draw.sometimes(60, |d| d.pick(&[13, 15]));
            let below = if min.is_none() || draw.chance(40) { Some(18) } else { None };
            Condition::Age(AgeCondition { min, below })
        }
        2 => Condition::HomeMunicipality(HomeCondition { party: with(draw) }),
        _ => Condition::Assertion(AssertionCondition { name: named(draw.pick(&ASSERTIONS)) }),
    }
}

fn legal_basis(draw: &mut Draw, catalogue: &Catalogue, id: &str) -> LegalBasis {
    let parties = ids(&catalogue.parties, |p| &p.id);
    let controller = if draw.chance(40) { parties[0].clone() } else { draw.pick(&parties) };
    let mut article = draw.pick(&[Article::B, Article::C, Article::D, Article::E, Article::E, Article::F]);
    if article == Article::F && kind_of(catalogue, &controller) != Some(PartyKind::Company) {
        article = Article::E;
    }
    let character = if article == Article::C || draw.chance(15) { draw.pick(Character::ALL) } else { Character::Permission };
    let mut kinds = vec![named("objection"), named("restriction"), named("withdrawal"), named("deceased"), named("not-admitted")];
    kinds.extend(ids(&catalogue.bar_kinds, |kind| &kind.id));
    let survives = draw.sometimes(30, |d| d.some(&kinds, 2));
    let (from, until) = interval(draw, 14);
    LegalBasis {
        id: named(id),
        since: catalogue.version,
        labels: text(id),
        article,
        statute: Some(Statute {
            name: text("act"),
            number: "1/2020".to_owned(),
            section: "2 §".to_owned(),
            as_of: "2026-01-01".parse().expect("a date"),
        }),
        meets: scope_of_requirements(draw, catalogue, false),
        controller: controller.clone(),
        recipients: draw.sometimes(60, |d| d.some(&parties, 3)),
        data_categories: broad(draw, &ids(&catalogue.data_categories, |c| &c.id), 3),
        purposes: broad(draw, &ids(&catalogue.purposes, |p| &p.id), 2),
        operations: broad(draw, &OPERATIONS, 3),
        cases: draw.sometimes(12, |d| d.some(&CASES, 2).iter().map(|c| named(c)).collect()),
        when: if draw.chance(28) { (0..draw.between(1, 2)).map(|_| condition(draw, catalogue)).collect() } else { Vec::new() },
        character,
        assessment: draw.sometimes(15, |d| Assessment { id: named("assessment"), until: d.sometimes(60, instant) }),
        permit: draw.sometimes(15, |d| {
            let (from, until) = interval(d, 45);
            Permit { id: named("permit"), holder: if d.chance(60) { controller.clone() } else { d.pick(&parties) }, from, until }
        }),
        survives: if character == Character::Duty { Some(survives.unwrap_or_default()) } else { survives },
        obligations: if draw.chance(35) { obligations(draw) } else { Vec::new() },
        from,
        until,
        retention: Some(text("ten years")),
        note: None,
    }
}

fn notice(draw: &mut Draw, catalogue: &Catalogue, id: &str, version: u32) -> Notice {
    let parties = ids(&catalogue.parties, |p| &p.id);
    let texts = text(&format!("{id} {version}"));
    let digest = |lang: Lang| texts.get(lang).map(|words| Digest::of(words.as_bytes()));
    let (from, until) = interval(draw, 8);
    Notice {
        id: named(id),
        version,
        since: catalogue.version,
        labels: text(id),
        sha256: TextDigests { fi: digest(Lang::Fi), sv: digest(Lang::Sv), en: digest(Lang::En) },
        texts,
        controllers: broad(draw, &parties, 2),
        recipients: draw.sometimes(65, |d| broad(d, &parties, 3)),
        data_categories: broad(draw, &ids(&catalogue.data_categories, |c| &c.id), 3)
            .into_iter()
            .map(|id| NoticeCategory { id, required: draw.chance(25) })
            .collect(),
        purposes: broad(draw, &ids(&catalogue.purposes, |p| &p.id), 2),
        operations: broad(draw, &OPERATIONS, 3),
        meets: scope_of_requirements(draw, catalogue, true),
        form: draw.pick(&[Form::Any, Form::Any, Form::Explicit, Form::Written, Form::ExplicitWritten]),
        activation: draw.pick(Activation::ALL),
        min_age_self: draw.pick(&[13, 15, 18]),
        guardian_until_age: draw.sometimes(25, |d| d.pick(&[15, 18])),
        min_assurance: draw.pick(&[Assurance::Low, Assurance::Substantial]),
        validity: draw.sometimes(35, |d| d.pick(&["P1M", "P2M", "P10D"]).parse().expect("a period")),
        material: version > 1 && draw.chance(50),
        reconsent_by: draw.sometimes(10, instant),
        refresh_by: draw.sometimes(25, instant),
        ask: draw.pick(Ask::ALL),
        ask_again_after: None,
        assessment: Some(Assessment { id: named("free"), until: draw.sometimes(15, instant) }),
        source: Some("1/2020 4 §".to_owned()),
        from,
        until,
        obligations: if draw.chance(20) { obligations(draw) } else { Vec::new() },
        plain: None,
        note: None,
    }
}
