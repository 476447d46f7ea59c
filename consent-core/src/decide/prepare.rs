//! A question made ready: names to numbers, items expanded, requirements raised, once for many persons (semantics §5, §6.1–2).

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::question::UseTemplate;
use super::window::Window;
use crate::catalogue::extent::{Operations, Symbols, case_kind, operation_bit};
use crate::catalogue::world::{BarUp, Point, Rule, World};
use crate::catalogue::{MembershipStatus, Operation, RaisedBy, Role, TermKind};
use crate::error::{Error, Result};
use crate::id::{Id, suggestion};
use crate::order;
use crate::state::door::unknown_term;
use crate::time::Instant;

/// The largest number of items in one question.
pub const MAX_ITEMS: usize = 1 << 20;

/// A question that was prepared once and can be asked about many persons and instants.
///
/// It holds the catalogue it was prepared with; an engine that has published another since prepares anew by itself.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) template: UseTemplate,
    pub(crate) world: Arc<World>,
    pub(crate) controller: u32,
    pub(crate) recipient: u32,
    pub(crate) purpose: u32,
    pub(crate) assertions: Vec<Id>,
    /// By (category id, operation).
    pub(crate) items: Vec<Item>,
    /// What is taken as done (for remedies).
    pub(crate) waivers: Waivers,
    /// How many scopes the engine had; a consent of a later one is compared at each question.
    pub(crate) scopes: usize,
    /// The instants at which the catalogue changes something, and what holds between them, made when first needed.
    windows: Vec<OnceLock<Box<Window>>>,
}

/// What a remedy takes as done in the catalogue; in a question as it was asked, nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Waivers {
    /// Assessments that were renewed.
    pub(crate) assessments: BTreeSet<Id>,
    /// Rows whose permit was obtained.
    pub(crate) permits: BTreeSet<Id>,
    /// Parties that were admitted, and in which role.
    pub(crate) admitted: BTreeSet<(u32, Role)>,
}

/// A requested category, or a descendant of one, and an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) category: u32,
    pub(crate) operation: Operation,
}

impl Prepared {
    pub(crate) fn new(template: &UseTemplate, world: Arc<World>, symbols: &Symbols, scopes: usize) -> Result<Self> {
        let today = &world.today;
        let party = |id: &Id, member: &str| {
            symbols.parties.get(id).filter(|n| today.party(*n).is_some()).ok_or_else(|| {
                unknown("party", id, &mut today.parties.iter().flatten().map(|p| &p.id)).at_pointer(format!("/{member}"))
            })
        };
        let controller = party(&template.controller, "controller")?;
        let recipient = party(&template.recipient, "recipient")?;
        let purpose = symbols.purposes.get(&template.purpose).filter(|n| today.purpose(*n).is_some()).ok_or_else(|| {
            unknown("purpose", &template.purpose, &mut today.purposes.iter().flatten().map(|p| &p.id)).at_pointer("/purpose")
        })?;
        if let Some(channel) = &template.channel {
            unknown_term(&world, channel.as_str(), TermKind::Channel).map_err(|error| error.at_pointer("/channel"))?;
        }
        for (at, assertion) in template.assertions.iter().enumerate() {
            // An obligation due before the use is stated like an assertion.
            unknown_term(&world, assertion.as_str(), TermKind::Assertion)
                .or_else(|error| unknown_term(&world, assertion.as_str(), TermKind::Obligation).map_err(|_| error))
                .map_err(|error| error.at_pointer(format!("/assertions/{at}")))?;
        }
        if let Some(cases) = &template.cases {
            if cases.is_empty() {
                return Err(empty("cases"));
            }
            for (at, case) in cases.iter().enumerate() {
                unknown_term(&world, case_kind(case), TermKind::CaseKind)
                    .map_err(|error| error.at_pointer(format!("/cases/{at}")))?;
            }
        }
        let items = items(template, &world, symbols)?;
        let windows = (0..=world.instants.len()).map(|_| OnceLock::new()).collect();
        let mut assertions = template.assertions.clone();
        order::sort(&mut assertions);
        assertions.dedup();
        Ok(Self {
            template: template.clone(),
            controller,
            recipient,
            purpose,
            assertions,
            items,
            waivers: Waivers::default(),
            scopes,
            windows,
            world,
        })
    }

    /// The same question with more stated and more taken as done.
    pub(crate) fn supposing(&self, assertions: impl IntoIterator<Item = Id>, waivers: Waivers) -> Self {
        let mut all = self.assertions.clone();
        all.extend(assertions);
        order::sort(&mut all);
        all.dedup();
        Self {
            template: self.template.clone(),
            world: Arc::clone(&self.world),
            assertions: all,
            items: self.items.clone(),
            waivers,
            windows: self.windows.iter().map(|_| OnceLock::new()).collect(),
            ..*self
        }
    }

    /// The question without subject and instant.
    #[must_use]
    #[inline]
    pub fn template(&self) -> &UseTemplate {
        &self.template
    }

    /// What the catalogue says about this question at `t`.
    #[inline]
    pub(crate) fn window(&self, t: Instant) -> &Window {
        let instants = self.world.instants.as_slice();
        let at = instants.partition_point(|instant| *instant <= t);
        // One cell for each interval is made with the question, so that none is ever missing; were it, nothing is covered.
        match self.windows.get(at) {
            Some(cell) => cell.get_or_init(|| Box::new(Window::new(self, t))),
            None => Window::nothing(),
        }
    }

    pub(crate) fn cases(&self) -> Option<&[Id]> {
        self.template.cases.as_deref()
    }

    pub(crate) fn states(&self, assertion: &Id) -> bool {
        self.assertions.binary_search(assertion).is_ok()
    }

    pub(crate) fn point(&self, item: Item) -> Point {
        Point { category: item.category, purpose: self.purpose }
    }

    /// What lies above an item for bars, in the catalogue view.
    pub(crate) fn bar_up(&self, view: usize, item: Item, t: Instant) -> BarUp {
        self.world.bar_up(view, self.controller, self.recipient, self.point(item), t)
    }

    /// The recipient is neither the unit, nor part of it, nor its processor for the item (semantics §3).
    pub(crate) fn is_disclosure(&self, item: Item, t: Instant) -> bool {
        !self.world.recipients_covering(self.recipient, self.point(item), t, Rule::Today).contains(&self.controller)
    }

    fn is_outside_authority(&self) -> bool {
        let authority = |n: u32| self.world.today.party(n).and_then(|p| p.authority.as_ref());
        let same = match (authority(self.controller), authority(self.recipient)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        self.recipient != self.controller && !same
    }

    fn is_outside(&self, list: &Id, t: Instant) -> bool {
        let country = self.world.today.party(self.recipient).and_then(|p| p.country);
        let listed = self.world.today.country_lists.get(list).zip(country).is_some_and(|(list, country)| {
            list.countries
                .iter()
                .any(|entry| entry.country == country && crate::catalogue::compile::within(entry.from, entry.until, t))
        });
        !listed
    }

    /// The requirements that an item raises at `t`, one bit each (semantics §2 *requirements*).
    pub(crate) fn raised(&self, item: Item, t: Instant) -> u64 {
        let mut mask = 0_u64;
        let mut bit = 1_u64;
        for requirement in &self.world.today.requirements {
            if crate::catalogue::compile::within(requirement.from, requirement.until, t)
                && self.raises(&requirement.raised_by, item, t)
            {
                mask |= bit;
            }
            bit = bit.wrapping_shl(1);
        }
        mask
    }

    fn raises(&self, rule: &RaisedBy, item: Item, t: Instant) -> bool {
        let today = &self.world.today;
        if rule.always {
            return true;
        }
        let any = |wanted: &Option<Vec<Id>>, has: Option<&Vec<Id>>| {
            wanted
                .as_ref()
                .is_none_or(|wanted| has.is_some_and(|has| wanted.iter().any(|class| has.binary_search(class).is_ok())))
        };
        any(&rule.data_classes, today.category(item.category).map(|c| &c.classes))
            && any(&rule.purpose_classes, today.purpose(self.purpose).map(|p| &p.classes))
            && any(&rule.controller_classes, today.party(self.controller).map(|p| &p.classes))
            && any(&rule.recipient_classes, today.party(self.recipient).map(|p| &p.classes))
            && rule.operations.as_ref().is_none_or(|list| list.contains(&item.operation))
            && rule
                .channels
                .as_ref()
                .is_none_or(|list| self.template.channel.as_ref().is_none_or(|channel| list.contains(channel)))
            && rule.recipient_outside.as_ref().is_none_or(|list| self.is_outside(list, t))
            && (!rule.disclosure || self.is_disclosure(item, t))
            && (!rule.outside_authority || self.is_outside_authority())
            && (!rule.automated_decision || self.template.automated_decision)
    }

    /// The bar kind `not-admitted` for an item: the recipient, or a controller that discloses, has no admitted membership of its
    /// role (semantics §2).
    pub(crate) fn is_not_admitted(&self, item: Item, t: Instant) -> bool {
        self.shut_roles(item, t).next().is_some()
    }

    /// Who is not admitted for an item, in which role.
    pub(crate) fn shut_roles(&self, item: Item, t: Instant) -> impl Iterator<Item = (u32, Role)> {
        let shut = |number: u32, role: Role| {
            if self.waivers.admitted.contains(&(number, role)) {
                return false;
            }
            let Some(party) = self.world.today.party(number) else { return false };
            let mut of_role = party.memberships.iter().filter(|m| m.role == role).peekable();
            if of_role.peek().is_none() {
                return false;
            }
            let in_force: Vec<MembershipStatus> =
                of_role.filter(|m| crate::catalogue::compile::within(m.from, m.until, t)).map(|m| m.status).collect();
            !in_force.contains(&MembershipStatus::Admitted) || in_force.iter().any(|s| *s != MembershipStatus::Admitted)
        };
        let recipient = shut(self.recipient, Role::Recipient).then_some((self.recipient, Role::Recipient));
        let source =
            (shut(self.controller, Role::Source) && self.is_disclosure(item, t)).then_some((self.controller, Role::Source));
        recipient.into_iter().chain(source)
    }
}

fn unknown(what: &'static str, id: &Id, known: &mut dyn Iterator<Item = &Id>) -> Error {
    Error::new(
        format!("unknown-{what}"),
        format_args!(
            "expected a {} of today's catalogue, found `{id}`{}",
            what.replace('-', " "),
            suggestion(id.as_str(), known.map(Id::as_str))
        ),
    )
}

fn empty(member: &str) -> Error {
    Error::new("list-empty", format_args!("expected `{member}` with at least one entry, found an empty list"))
        .at_pointer(format!("/{member}"))
}

/// Every requested category and each of its descendants, less `except` with its descendants, × every operation.
fn items(template: &UseTemplate, world: &World, symbols: &Symbols) -> Result<Vec<Item>> {
    let today = &world.today;
    if template.data_categories.is_empty() {
        return Err(empty("data_categories"));
    }
    if template.operations.is_empty() {
        return Err(empty("operations"));
    }
    if template.except.as_ref().is_some_and(Vec::is_empty) {
        return Err(empty("except"));
    }
    let number = |id: &Id, member: &str, at: usize| {
        symbols.categories.get(id).filter(|n| today.category(*n).is_some()).ok_or_else(|| {
            unknown("data-category", id, &mut today.categories.iter().flatten().map(|c| &c.id))
                .at_pointer(format!("/{member}/{at}"))
        })
    };
    let mut wanted = vec![false; today.categories.len()];
    for (member, list, value) in
        [("data_categories", Some(&template.data_categories), true), ("except", template.except.as_ref(), false)]
    {
        let mut next: Vec<u32> = Vec::new();
        for (at, id) in list.into_iter().flatten().enumerate() {
            next.push(number(id, member, at)?);
        }
        let mut seen = vec![false; today.categories.len()];
        while let Some(category) = next.pop() {
            let at = crate::names::index(category);
            if let (Some(slot), Some(mark)) = (wanted.get_mut(at), seen.get_mut(at))
                && !*mark
            {
                *mark = true;
                *slot = value;
                next.extend(today.category(category).map_or(&[][..], |node| &node.children));
            }
        }
    }
    let mut categories: Vec<(&Id, u32)> = wanted
        .iter()
        .zip(0_u32..)
        .filter(|(wanted, _)| **wanted)
        .filter_map(|(_, n)| today.category(n).map(|node| (&node.id, n)))
        .collect();
    order::sort(&mut categories);
    let mask: Operations = template.operations.iter().fold(0, |mask, operation| mask | operation_bit(*operation));
    let mut operations: Vec<Operation> =
        Operation::ALL.iter().copied().filter(|operation| mask & operation_bit(*operation) != 0).collect();
    order::sort_by_key(&mut operations, |operation| operation.word());
    if categories.is_empty() {
        return Err(Error::new(
            "use-empty",
            "expected at least one data category that `except` leaves, found none; nothing is covered by asking for nothing",
        )
        .at_pointer("/except"));
    }
    let mut items = Vec::with_capacity(how_many(categories.len(), operations.len())?);
    for (_, category) in categories {
        items.extend(operations.iter().map(|operation| Item { category, operation: *operation }));
    }
    Ok(items)
}

/// How many items a question has, if they are few enough.
fn how_many(categories: usize, operations: usize) -> Result<usize> {
    let count = categories.saturating_mul(operations);
    if count > MAX_ITEMS {
        return Err(Error::new(
            "use-too-large",
            format_args!("expected at most {MAX_ITEMS} items, found {categories} categories × {operations} operations"),
        ));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_at_most_a_million_items() {
        assert_eq!(how_many(MAX_ITEMS / 8, 8).unwrap(), MAX_ITEMS);
        assert_eq!(how_many(1, 1).unwrap(), 1);
        for (categories, operations) in [(MAX_ITEMS + 1, 1), (MAX_ITEMS / 8 + 1, 8), (usize::MAX, usize::MAX)] {
            assert_eq!(how_many(categories, operations).unwrap_err().code(), "use-too-large");
        }
    }
}
