//! What a service can or must ask: what is missing, in the notice's own words, and nothing about the person besides.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::survey::{Asked, Named, Survey};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::world::Rule;
use crate::catalogue::{Ask, Form, Operation};
use crate::decide::judge::Case;
use crate::decide::{NoticeVersion, Prepared};
use crate::id::Id;
use crate::ledger::Actor;
use crate::order;
use crate::remedy::least_form;
use crate::state::{State, cools_down};
use crate::time::Instant;

/// What a service would have to ask on one notice. A grant of just this is one that the notice offers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskEntry {
    /// The text to show.
    pub notice: NoticeVersion,
    /// The law obliges to ask, or lets the service ask.
    pub ask: Ask,
    /// The unit whose register holds the data, as the notice names it.
    pub controller: Id,
    /// Who would use it, as the notice names it; absent where the notice names no recipients: the controller only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Id>,
    /// For what, as the notice names it.
    pub purpose: Id,
    /// Every category without which the service does not work: no grant leaves one out, also when it is given already.
    pub required: Vec<Id>,
    /// Missing categories that the person chooses one by one.
    pub optional: Vec<Id>,
    /// Which operations.
    pub operations: Vec<Operation>,
    /// The least form of the answer.
    pub form: Form,
}

/// A notice by its position, and a controller, recipient and purpose that it names.
type Text = (usize, u32, Option<u32>, u32);

/// What is missing on a text.
#[derive(Default)]
struct Missing {
    optional: BTreeSet<u32>,
    operations: BTreeMap<&'static str, Operation>,
    requirements: u64,
}

/// What a service (`number`) can or must ask of a person at an instant, by notice. `waits` tells the notices that wait for an answer.
///
/// INVARIANT (one form, semantics §6 *Audiences*; READING 43): of the person it reads which uses are covered, and what became of the
/// consents. A bar, a fact of a row or a death that leaves the coverage as it is changes nothing here.
pub(super) fn ask(survey: &Survey, state: &State, number: u32, at: Instant, waits: impl Fn(&NoticeRow) -> bool) -> Vec<AskEntry> {
    let today = &survey.world.today;
    let nobody = State::default();
    let mut texts: BTreeMap<Text, Missing> = BTreeMap::new();
    for named in &survey.named {
        if let Some(question) = named.questions.first().map(Asked::lenient).filter(|question| question.recipient == number) {
            let view = Asking { named, question, state, nobody: (&nobody, Case::new(question, &nobody, at)) };
            (0..question.items.len()).for_each(|item| view.collect(item, &mut texts));
        }
    }
    let entry = |((position, controller, recipient, purpose), missing): (Text, Missing)| {
        let notice = today.notices.get(position).filter(|notice| !waits(notice))?;
        let source = &notice.source;
        let party = |number| today.party(number).map(|party| party.id.clone());
        let categories = |list: &mut dyn Iterator<Item = u32>| {
            let mut ids: Vec<Id> = list.filter_map(|n| today.category(n)).map(|category| category.id.clone()).collect();
            order::sort(&mut ids);
            ids
        };
        Some(AskEntry {
            notice: NoticeVersion { id: source.id.clone(), version: source.version },
            ask: source.ask,
            controller: party(controller)?,
            recipient: recipient.and_then(party),
            purpose: today.purpose(purpose)?.id.clone(),
            required: categories(&mut notice.required.iter().copied()),
            optional: categories(&mut missing.optional.into_iter()),
            operations: missing.operations.into_values().collect(),
            form: least_form(source.form, today, missing.requirements),
        })
    };
    let mut entries: Vec<AskEntry> = texts.into_iter().filter_map(entry).collect();
    order::sort(&mut entries);
    entries
}

/// A named use of a person.
struct Asking<'a> {
    named: &'a Named,
    question: &'a Prepared,
    state: &'a State,
    /// The same use of somebody of whom nothing is recorded: what stands here is the catalogue's.
    nobody: (&'a State, Case<'a>),
}

impl Asking<'_> {
    fn cases<'a>(&'a self, state: &'a State) -> impl Iterator<Item = Case<'a>> {
        // The most lenient channel tells what a consent could cover at all.
        self.named.questions.iter().map(move |asked| Case::new(asked.lenient(), state, self.nobody.1.t))
    }

    /// Adds an item to every text on which it is missing.
    fn collect(&self, item: usize, texts: &mut BTreeMap<Text, Missing>) {
        let today = &self.question.world.today;
        if self.cases(self.state).any(|case| case.covers(item)) {
            return;
        }
        let open = self.cases(self.nobody.0).map(|case| case.open(item)).min_by_key(|open| open.count_ones()).unwrap_or_default();
        let may: Vec<(usize, &NoticeRow)> = today.notices.iter().enumerate().filter(|(_, n)| self.could(n, item)).collect();
        let notices = may.iter().fold(0, |bits, (_, notice)| bits | notice.meets) & today.form_mask(Form::ExplicitWritten);
        // What nothing that may be shown or recorded of anybody can meet stays open, so that asking for the rest would be in vain.
        if open & !(notices | self.rows_for_some(item)) != 0 {
            return;
        }
        // Something defeats what was given, if that is all: it is asked like of one who gave nothing.
        let given = self.given(item);
        let missing = if open & !given == 0 { open } else { open & !given };
        for (position, notice) in may {
            if missing & notice.meets != 0
                && let Some((text, category)) = self.words(position, notice, item)
                && let Some(item) = self.question.items.get(item)
            {
                let text = texts.entry(text).or_default();
                text.requirements |= missing & notice.meets;
                text.operations.insert(item.operation.word(), item.operation);
                text.optional.extend(Some(category).filter(|category| !notice.required.contains(category)));
            }
        }
    }

    /// True when a notice may be shown now, and a consent on it would cover an item by all that is public.
    fn could(&self, notice: &NoticeRow, item: usize) -> bool {
        let (question, at) = (self.question, self.nobody.1.t);
        notice.may_be_given(at)
            && !cools_down(&self.state.consents, notice, at, question.world.today.offset())
            && !question.assessment_has_run_out(notice.source.assessment.as_ref(), at)
            && !self.nobody.1.any_bar(item, |hit| hit.defeats_consent_of(&[Actor::person()], at))
            && question
                .items
                .get(item)
                .is_some_and(|item| question.extent_codes(&notice.extent, notice.source.since, *item, at).is_empty())
    }

    /// The requirements that a legal basis meets for an item of somebody of whom the right facts are recorded.
    fn rows_for_some(&self, item: usize) -> u64 {
        let world = &self.question.world;
        let rows = self.nobody.1.window.rows.iter().filter(|open| open.items.has(item));
        let rows = rows.filter_map(|open| world.today.rows.get(open.row).zip(world.row_begins.get(open.row)));
        let standing = rows.filter(|(row, began)| !self.nobody.1.any_bar(item, |hit| hit.defeats_row(row, **began)));
        standing.fold(0, |bits, (row, _)| bits | row.meets)
    }

    /// The requirements that consents in force meet for an item, whatever bars there are.
    fn given(&self, item: usize) -> u64 {
        let raised = self.nobody.1.window.raised.get(item).copied().unwrap_or_default();
        let meets = |case: Case<'_>| {
            self.state.consents.iter().fold(0, |bits, consent| bits | case.consent_is_for(consent, item, raised))
        };
        self.cases(self.state).next().map(meets).unwrap_or_default()
    }

    /// An item in the notice's own words, the narrowest of them: where it is asked, and its category.
    fn words(&self, position: usize, notice: &NoticeRow, item: usize) -> Option<(Text, u32)> {
        let (question, t) = (self.question, self.nobody.1.t);
        let (world, extent) = (&question.world, &notice.extent);
        let rule = Rule::NotAfter(notice.source.since);
        let item = *question.items.get(item)?;
        let point = question.point(item);
        let own =
            |up: Vec<u32>, list: &Option<Vec<u32>>| up.into_iter().find(|n| list.as_ref().is_some_and(|list| list.contains(n)));
        let mut over = world.controllers_covering(question.controller, point, t, rule);
        let to = world.recipients_covering(question.recipient, point, t, rule);
        let recipient = own(to.clone(), &extent.recipients);
        if extent.recipients.is_none() {
            // The controller only: the one that covers the use's controller covers its recipient, too.
            over.retain(|party| to.contains(party));
        }
        let text = (
            position,
            own(over, &extent.controllers)?,
            recipient,
            own(world.purposes_covering(question.purpose, rule), &extent.purposes)?,
        );
        Some((text, own(world.categories_covering(item.category, rule), &extent.categories)?))
    }
}
