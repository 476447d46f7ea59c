//! Making a failing world smaller, one thing at a time.

use consent_core::catalogue::Catalogue;
use proptest::strategy::ValueTree;

use super::{Step, World};

/// A world, and what was tried to make it smaller.
#[derive(Clone, Debug)]
pub(crate) struct WorldTree {
    /// The smallest that failed.
    failing: World,
    /// What is looked at now.
    now: World,
    /// What is tried next.
    next: usize,
    /// Whether this round made it smaller: then there is another one.
    progress: bool,
}

impl WorldTree {
    pub(super) fn new(world: World) -> Self {
        Self { failing: world.clone(), now: world, next: 0, progress: false }
    }

    fn try_next(&mut self) -> bool {
        loop {
            match without(&self.failing, self.next) {
                Some(smaller) if smaller != self.failing => {
                    self.now = smaller;
                    return true;
                }
                Some(_) => self.next += 1,
                None if self.progress => {
                    self.progress = false;
                    self.next = 0;
                }
                None => return false,
            }
        }
    }
}

impl ValueTree for WorldTree {
    type Value = World;

    fn current(&self) -> World {
        self.now.clone()
    }

    /// It failed: what was left out stays out.
    fn simplify(&mut self) -> bool {
        if self.now != self.failing {
            self.failing = self.now.clone();
            self.progress = true;
        }
        self.try_next()
    }

    /// It did not fail: what was left out was needed.
    fn complicate(&mut self) -> bool {
        self.now = self.failing.clone();
        self.next += 1;
        self.try_next()
    }
}

/// The smallest world that fails, of those that leave out one thing after the other.
pub(crate) fn smallest(world: World, fails: impl Fn(&World) -> bool) -> World {
    let mut tree = WorldTree::new(world);
    let mut more = tree.simplify();
    for _ in 0..6_000 {
        if !more {
            break;
        }
        more = if fails(&tree.now) { tree.simplify() } else { tree.complicate() };
    }
    tree.failing
}

/// The world without its `index`-th thing; `None` when it has no so many.
fn without(world: &World, mut index: usize) -> Option<World> {
    let mut smaller = world.clone();
    // The last things first: they depend on the others.
    if index < world.steps.len() {
        smaller.steps.remove(world.steps.len() - 1 - index);
        return Some(smaller);
    }
    index -= world.steps.len();
    let highest = world.catalogues.iter().map(|catalogue| catalogue.version).max().unwrap_or(1);
    if index == 0 {
        // The last version, or only its publication's.
        if highest > 1 {
            smaller.catalogues.retain(|catalogue| catalogue.version < highest);
            smaller.steps.retain(|step| !matches!(step, Step::Publish { version, .. } if *version == highest));
        }
        return Some(smaller);
    }
    index -= 1;
    let question = &mut smaller.question;
    match index {
        0 => question.known_at = None,
        1 => question.except = None,
        2 => question.automated_decision = false,
        3 if question.operations.len() > 1 => drop(question.operations.pop()),
        4 if question.operations.len() > 1 => drop(question.operations.remove(0)),
        5 if question.data_categories.len() > 1 => drop(question.data_categories.pop()),
        6 if question.data_categories.len() > 1 => drop(question.data_categories.remove(0)),
        7 => question.cases = None,
        8 => drop(question.assertions.pop()),
        9 => smaller.restored = false,
        10 => question.recipient = question.controller.clone(),
        _ => {}
    }
    if index <= 10 {
        return Some(smaller);
    }
    index -= 11;
    // A row of the catalogue, from every version at once; or one of its optional members.
    let last = world.catalogues.last()?;
    let mut kinds: Vec<Row> = Vec::new();
    kinds.extend(last.legal_bases.iter().map(|row| Row::LegalBasis(row.id.clone())));
    kinds.extend(last.notices.iter().map(|row| Row::Notice(row.id.clone(), row.version)));
    kinds.extend(last.requirements.iter().skip(1).map(|row| Row::Requirement(row.id.clone())));
    kinds.extend(world.catalogues.iter().flat_map(|c| c.bar_kinds.iter().map(|row| Row::BarKind(row.id.clone()))));
    kinds.extend(last.data_categories.iter().rev().map(|row| Row::Category(row.id.clone())));
    kinds.extend(last.purposes.iter().rev().map(|row| Row::Purpose(row.id.clone())));
    kinds.extend(last.parties.iter().rev().map(|row| Row::Party(row.id.clone())));
    let (row, member) = (kinds.get(index / MEMBERS)?, index % MEMBERS);
    for catalogue in &mut smaller.catalogues {
        row.leave_out(catalogue, member);
    }
    Some(smaller)
}

/// So many ways to make a row simpler; the first leaves it out.
const MEMBERS: usize = 14;

enum Row {
    LegalBasis(consent_core::Id),
    Notice(consent_core::Id, u32),
    Requirement(consent_core::Id),
    BarKind(consent_core::Id),
    Category(consent_core::Id),
    Purpose(consent_core::Id),
    Party(consent_core::Id),
}

fn shorter<T>(list: &mut Vec<T>) {
    if list.len() > 1 {
        list.pop();
    }
}

/// The catalogue without an id and every mention of it in a list; `None` when it is mentioned otherwise, or alone.
fn without_name(catalogue: &Catalogue, id: &consent_core::Id) -> Option<Catalogue> {
    use serde_json::Value;
    fn forget(value: &mut Value, name: &str, top: bool) -> bool {
        match value {
            Value::Array(list) => {
                let before = list.len();
                list.retain(|entry| entry != name && (entry.get("id").is_none_or(|id| id != name)));
                (top || before == 0 || !list.is_empty()) && list.iter_mut().all(|entry| forget(entry, name, false))
            }
            Value::Object(members) => {
                if members.get("parents").is_some_and(|list| *list == serde_json::json!([name])) {
                    return false;
                }
                members.values_mut().all(|member| forget(member, name, false))
            }
            Value::String(text) => text != name,
            _ => true,
        }
    }
    let mut value = serde_json::to_value(catalogue).ok()?;
    let sound = value.as_object_mut()?.values_mut().all(|member| forget(member, id.as_str(), true));
    if sound { serde_json::from_value(value).ok() } else { None }
}

impl Row {
    fn leave_out(&self, catalogue: &mut Catalogue, member: usize) {
        match self {
            Self::LegalBasis(id) if member == 0 => catalogue.legal_bases.retain(|row| row.id != *id),
            Self::Notice(id, version) if member == 0 => {
                catalogue.notices.retain(|row| row.id != *id || row.version != *version);
            }
            Self::Requirement(id) if member == 0 => {
                catalogue.requirements.retain(|row| row.id != *id);
                catalogue.legal_bases.iter_mut().for_each(|row| row.meets.retain(|met| met != id));
                catalogue.notices.iter_mut().for_each(|row| row.meets.retain(|met| met != id));
                catalogue.legal_bases.retain(|row| !row.meets.is_empty());
                catalogue.notices.retain(|row| !row.meets.is_empty());
            }
            Self::BarKind(id) if member == 0 => {
                catalogue.bar_kinds.retain(|row| row.id != *id);
                for row in &mut catalogue.legal_bases {
                    row.survives.iter_mut().for_each(|list| list.retain(|kind| kind != id));
                }
            }
            Self::Category(id) | Self::Purpose(id) | Self::Party(id) if member == 0 => {
                if let Some(smaller) = without_name(catalogue, id) {
                    *catalogue = smaller;
                }
            }
            Self::LegalBasis(id) => {
                if let Some(row) = catalogue.legal_bases.iter_mut().find(|row| row.id == *id) {
                    match member {
                        1 => row.when.clear(),
                        2 => drop(row.when.pop()),
                        3 => row.permit = None,
                        4 => row.assessment = None,
                        5 => row.obligations.clear(),
                        6 => drop(row.obligations.pop()),
                        7 => (row.from, row.until) = (None, None),
                        8 => row.cases = None,
                        9 => row.recipients = None,
                        10 => shorter(&mut row.data_categories),
                        11 => shorter(&mut row.purposes),
                        12 => shorter(&mut row.operations),
                        _ => shorter(&mut row.meets),
                    }
                }
            }
            Self::Notice(id, version) => {
                if let Some(row) = catalogue.notices.iter_mut().find(|row| row.id == *id && row.version == *version) {
                    match member {
                        1 => row.validity = None,
                        2 => (row.from, row.until) = (None, None),
                        3 => row.obligations.clear(),
                        4 => drop(row.obligations.pop()),
                        5 => row.refresh_by = None,
                        6 => row.reconsent_by = None,
                        7 => row.guardian_until_age = None,
                        8 => row.recipients = None,
                        9 => shorter(&mut row.data_categories),
                        10 => shorter(&mut row.purposes),
                        11 => shorter(&mut row.operations),
                        12 => shorter(&mut row.meets),
                        _ => shorter(&mut row.controllers),
                    }
                }
            }
            Self::Requirement(id) => {
                if let Some(row) = catalogue.requirements.iter_mut().find(|row| row.id == *id && member == 1) {
                    (row.from, row.until) = (None, None);
                }
            }
            Self::BarKind(id) => {
                if let Some(row) = catalogue.bar_kinds.iter_mut().find(|row| row.id == *id) {
                    match member {
                        1 => row.over = None,
                        2 => row.operations = None,
                        3 => row.defeats = None,
                        4 => row.spares = None,
                        5 => row.reach = None,
                        6 => row.later_consent = None,
                        7 => (row.from, row.until) = (None, None),
                        _ => {}
                    }
                }
            }
            Self::Category(id) => {
                if let Some(row) = catalogue.data_categories.iter_mut().find(|row| row.id == *id) {
                    match member {
                        1 => row.must_be_named = false,
                        2 => row.replaces.clear(),
                        3 => shorter(&mut row.parents),
                        4 => row.classes.retain(|class| class.as_str() != "delicate"),
                        _ => {}
                    }
                }
            }
            Self::Purpose(id) => {
                if let Some(row) = catalogue.purposes.iter_mut().find(|row| row.id == *id) {
                    match member {
                        1 => row.must_be_named = false,
                        2 => row.replaces.clear(),
                        3 => row.parents.clear(),
                        _ => {}
                    }
                }
            }
            Self::Party(id) => {
                if let Some(row) = catalogue.parties.iter_mut().find(|row| row.id == *id) {
                    match member {
                        1 => row.memberships.clear(),
                        2 => row.processes_for.clear(),
                        3 => row.succeeds.clear(),
                        4 => row.legal_person = false,
                        5 => row.authority = None,
                        6 => row.country = None,
                        7 => row.classes.clear(),
                        8 if row.kind.is_some() => row.part_of = None,
                        9 if row.part_of.is_none() && row.kind.is_none() => {
                            row.kind = Some(consent_core::catalogue::PartyKind::Company)
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}
