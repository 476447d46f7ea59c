//! What exactly a notice is asked for: the missing pieces, in the notice's own words.

use std::collections::{BTreeMap, BTreeSet};

use super::cure::{Cure, Cures};
use super::doors::Doors;
use super::suppose::Ground;
use crate::catalogue::compile::{Compiled, NoticeRow};
use crate::catalogue::extent::Extent;
use crate::catalogue::world::Rule;
use crate::catalogue::{Form, Operation, Scope};
use crate::id::Id;
use crate::names::Names;
use crate::order::{self, InOrder as _};
use crate::state::door::Door;

/// What is asked on a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) scope: Scope,
    pub(super) form: Form,
    /// The scope in numbers.
    pub(super) extent: Extent,
    /// The consent that waits for an answer to at least this.
    pub(super) pending: Option<Id>,
}

impl Ground<'_> {
    pub(super) fn doors(&self) -> Doors<'_> {
        let door = |state| Door { state, world: &self.question.world, symbols: self.symbols };
        Doors { now: door(self.state), child: self.child.map(door) }
    }

    /// What each notice would be asked for, by its position among today's, when these requirements are unmet.
    pub(super) fn asked_of_all(&self, open: &[Option<u64>]) -> BTreeMap<usize, Asked> {
        let notices = self.question.world.today.notices.iter().enumerate();
        notices.filter_map(|(position, notice)| Some((position, self.asked(position, notice, open)?))).into_map()
    }

    /// A proven set, each of whose notices is asked only for what is missing when everything else is done.
    pub(super) fn exactly(&self, set: Cures, asked: &BTreeMap<usize, Asked>) -> (Cures, BTreeMap<usize, Asked>) {
        let mut exact = asked.clone();
        for act in &set {
            let Cure::AskConsent(position, _) = act else { continue };
            let Some(notice) = self.question.world.today.notices.get(*position) else { continue };
            let others: Cures = set.iter().filter(|other| *other != act).cloned().collect();
            let open = self.open_after(&others, &exact);
            exact.extend(self.asked(*position, notice, &open).map(|asked| (*position, asked)));
        }
        if self.covers(&set, &exact) { (set, exact) } else { (set, asked.clone()) }
    }

    /// What a notice has to be asked for: the items it covers and lacks no more than it can meet, and its required categories.
    fn asked(&self, position: usize, notice: &NoticeRow, open: &[Option<u64>]) -> Option<Asked> {
        let question = self.question;
        let world = &question.world;
        let rule = Rule::NotAfter(notice.source.since);
        let mut form = notice.source.form;
        let mut categories: BTreeSet<u32> = notice.required.iter().copied().into_set();
        let (mut controllers, mut recipients) = (BTreeSet::new(), BTreeSet::new());
        let mut operations: Vec<Operation> = Vec::new();
        // The narrowest of the notice's own words first.
        let own = |up: Vec<u32>, list: &Option<Vec<u32>>| -> Vec<u32> {
            up.into_iter().filter(|n| list.as_ref().is_some_and(|list| list.contains(n))).collect()
        };
        for (item, open) in question.items.iter().zip(open) {
            let lacking = open.unwrap_or_default() & notice.meets;
            if lacking == 0 || !question.extent_codes(&notice.extent, notice.source.since, *item, self.t).is_empty() {
                continue;
            }
            let up = own(world.categories_covering(item.category, rule), &notice.extent.categories);
            if !up.iter().any(|n| categories.contains(n)) {
                categories.extend(up.first());
            }
            if !operations.contains(&item.operation) {
                operations.push(item.operation);
            }
            let point = question.point(*item);
            let over = own(world.controllers_covering(question.controller, point, self.t, rule), &notice.extent.controllers);
            let to = world.recipients_covering(question.recipient, point, self.t, rule);
            if notice.extent.recipients.is_some() {
                let to = own(to, &notice.extent.recipients);
                if !to.iter().any(|n| recipients.contains(n)) {
                    recipients.extend(to.first());
                }
                if !over.iter().any(|n| controllers.contains(n)) {
                    controllers.extend(over.first());
                }
            } else if !over.iter().any(|n| controllers.contains(n) && to.contains(n)) {
                // The controller only: the one that covers the use's controller covers its recipient, too.
                controllers.extend(over.iter().find(|n| to.contains(n)));
            }
            form = least_form(form, &world.today, lacking);
        }
        if operations.is_empty() {
            return None;
        }
        order::sort_by_key(&mut operations, |operation| operation.word());
        let purposes = own(world.purposes_covering(question.purpose, rule), &notice.extent.purposes);
        let scope = Scope {
            controllers: named(&self.symbols.parties, controllers),
            recipients: notice.extent.recipients.as_ref().and_then(|_| named(&self.symbols.parties, recipients)),
            data_categories: named(&self.symbols.categories, categories),
            purposes: named(&self.symbols.purposes, purposes.first().copied()),
            operations: Some(operations),
            cases: None,
        };
        let extent = Extent::find(&scope, self.symbols).or(&notice.extent);
        let pending = self.pending(position, notice, &extent);
        Some(Asked { scope, form, extent, pending })
    }

    /// A consent that waits for an answer, and to which nothing else has happened.
    fn pending(&self, position: usize, notice: &NoticeRow, extent: &Extent) -> Option<Id> {
        let waits = self.state.consents.iter().find(|consent| {
            let asked = consent.requested.iter().rev().find(|(at, _)| *at <= self.t);
            consent.notice_row == Some(position)
                && consent.acts.is_empty()
                && consent.refused.is_none()
                && consent.withdrawn.is_none()
                && consent.invalidated.is_none()
                && consent.suspended.is_empty()
                && consent.narrowings.is_empty()
                && asked.is_some_and(|(_, asked)| asked.or(&notice.extent).meet(extent) == *extent)
        });
        waits.map(|consent| consent.id.clone())
    }
}

/// Ids in their order; none of none.
fn named(names: &Names, numbers: impl IntoIterator<Item = u32>) -> Option<Vec<Id>> {
    let mut list: Vec<Id> = numbers.into_iter().filter_map(|n| names.name(n).cloned()).collect();
    order::sort(&mut list);
    (!list.is_empty()).then_some(list)
}

/// The least form that has what a form asks, and the rules of some requirements.
pub(crate) fn least_form(form: Form, today: &Compiled, requirements: u64) -> Form {
    let rules = today.requirements.iter().zip(0_u32..).filter(|(_, bit)| requirements & 1_u64.wrapping_shl(*bit) != 0);
    rules.fold(form, |form, (requirement, _)| {
        let enough = |candidate: &Form| candidate.is_at_least(form) && candidate.satisfies(requirement.consent);
        Form::ALL.iter().copied().find(enough).unwrap_or(Form::ExplicitWritten)
    })
}
