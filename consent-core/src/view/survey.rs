//! The uses that a catalogue's bases name, each asked like any other use.
//!
//! A basis names controllers, recipients and purposes; for each combination there is one question about all data that some basis
//! names there. What is asked more narrowly (a part of a party, a descendant) is `decide`'s to answer.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::standing::{Holding, Standing};
use crate::catalogue::extent::Symbols;
use crate::catalogue::world::{Rule, World};
use crate::catalogue::{Condition, Due, Obligation, Operation, TermKind};
use crate::decide::judge::{Case, Hit};
use crate::decide::{Basis, BasisRef, Item, Prepared, UseTemplate, Waivers};
use crate::error::Result;
use crate::id::Id;
use crate::order::{self, InOrder as _};
use crate::state::{Present, State};
use crate::time::Instant;

/// Uses that are covered on one basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UseEntry {
    /// The unit whose register holds the data.
    pub controller: Id,
    /// Who may use it.
    pub recipient: Id,
    /// For what.
    pub purpose: Id,
    /// The governing basis.
    pub basis: Basis,
    /// Which data, by id.
    pub data_categories: Vec<Id>,
    /// Which operations; every one of them for every category.
    pub operations: Vec<Operation>,
    /// Only when delivered by one of these; absent: by any channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Id>>,
    /// Only in these cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<Id>>,
    /// Only when the asker states these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<Id>,
    /// From when the basis has held: a consent's beginning, a row's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// Until when the basis holds by what is recorded; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Other bases on which the use would go on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<BasisRef>,
}

impl UseEntry {
    /// The entry as the service may see it (semantics §6 *Audiences*): which uses are covered, and nothing more about the person.
    pub(crate) fn for_service(mut self) -> Self {
        self.basis.at = None;
        self.basis.until = None;
        self.basis.by_representative = false;
        (self.since, self.until) = (None, None);
        self.others.clear();
        self
    }

    /// True when the person can end it by withdrawing: it rests on a consent, and on nothing else besides.
    #[must_use]
    pub fn ends_by_withdrawal(&self) -> bool {
        matches!(self.basis.basis, BasisRef::Consent(_)) && self.others.is_empty()
    }
}

/// Every named use of a catalogue, prepared.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) world: Arc<World>,
    pub(crate) named: Vec<Named>,
    /// How many scopes of consents its questions remember.
    pub(crate) scopes: usize,
    /// The requirements that read channels.
    by_channel: u64,
}

/// A combination of controller, recipient and purpose that some basis names.
#[derive(Debug)]
pub(crate) struct Named {
    /// Asked without a channel first, which raises every rule about channels, then by each channel.
    pub(crate) questions: Vec<Asked>,
}

/// A named use, delivered in one way.
#[derive(Debug)]
pub(crate) struct Asked {
    channel: Option<Id>,
    /// With nothing stated.
    plain: Prepared,
    /// With everything stated that a basis may need; absent when no basis needs anything.
    stated: Option<Prepared>,
}

impl Asked {
    pub(crate) fn plain(&self) -> &Prepared {
        &self.plain
    }

    /// With everything stated.
    pub(crate) fn lenient(&self) -> &Prepared {
        self.stated.as_ref().unwrap_or(&self.plain)
    }
}

type Key = (Id, Id, Id, Option<Vec<Id>>);

#[derive(Default)]
struct Draft {
    categories: BTreeSet<Id>,
    operations: BTreeSet<Operation>,
}

/// What has to be stated for a basis to hold.
pub(super) fn stated(when: &[Condition], obligations: &[Obligation]) -> Vec<Id> {
    let conditions = when.iter().filter_map(|condition| match condition {
        Condition::Assertion(assertion) => Some(assertion.name.clone()),
        _ => None,
    });
    conditions.chain(obligations.iter().filter(|o| o.due == Due::Before).map(|o| o.id.clone())).collect()
}

impl Survey {
    pub(crate) fn new(world: &Arc<World>, symbols: &Symbols, scopes: usize) -> Result<Self> {
        Self::about(world, symbols, scopes, None, None, &[])
    }

    /// The named uses, of one category and purpose only where given, and also in the cases that some consents are limited to.
    pub(crate) fn about(
        world: &Arc<World>,
        symbols: &Symbols,
        scopes: usize,
        category: Option<&Id>,
        purpose: Option<&Id>,
        cases: &[Vec<Id>],
    ) -> Result<Self> {
        let today = &world.today;
        let mut drafts: BTreeMap<Key, Draft> = BTreeMap::new();
        let mut add = |key: Key, categories: &mut dyn Iterator<Item = &Id>, operations: &[Operation]| {
            let draft = drafts.entry(key).or_default();
            draft.categories.extend(categories.cloned());
            draft.operations.extend(operations.iter().copied());
        };
        for row in &today.rows {
            let source = &row.source;
            let own = [source.controller.clone()];
            for recipient in source.recipients.as_deref().unwrap_or(&own) {
                for purpose in &source.purposes {
                    let key = (source.controller.clone(), recipient.clone(), purpose.clone(), source.cases.clone());
                    add(key, &mut source.data_categories.iter(), &source.operations);
                }
            }
        }
        let mut limits: Vec<Option<Vec<Id>>> = vec![None];
        limits.extend(cases.iter().map(|cases| Some(cases.clone())));
        for notice in &today.notices {
            let source = &notice.source;
            for controller in &source.controllers {
                let own = [controller.clone()];
                for recipient in source.recipients.as_deref().unwrap_or(&own) {
                    for purpose in &source.purposes {
                        for limit in &limits {
                            let key = (controller.clone(), recipient.clone(), purpose.clone(), limit.clone());
                            add(key, &mut source.data_categories.iter().map(|c| &c.id), &source.operations);
                        }
                    }
                }
            }
        }
        let of_rows = today.rows.iter().flat_map(|row| stated(&row.source.when, &row.source.obligations));
        let of_notices = today.notices.iter().flat_map(|notice| stated(&[], &notice.source.obligations));
        let everything: BTreeSet<Id> = of_rows.chain(of_notices).into_set();
        let asked = |channel: Option<Id>, plain: Prepared| {
            let stated = (!everything.is_empty()).then(|| plain.supposing(everything.iter().cloned(), Waivers::default()));
            Asked { channel, plain, stated }
        };
        let mut named = Vec::new();
        for ((controller, recipient, its_purpose, cases), draft) in drafts {
            if purpose.is_some_and(|purpose| *purpose != its_purpose) {
                continue;
            }
            let template = UseTemplate {
                known_at: None,
                controller,
                recipient,
                purpose: its_purpose,
                data_categories: category
                    .map_or_else(|| draft.categories.into_iter().collect(), |category| vec![category.clone()]),
                except: None,
                operations: draft.operations.into_iter().collect(),
                cases,
                channel: None,
                automated_decision: false,
                assertions: Vec::new(),
            };
            // A row may name what a later version removed: nobody can use that any more.
            let Ok(question) = Prepared::new(&template, Arc::clone(world), symbols, scopes) else {
                if category.is_some() {
                    Prepared::new(&template, Arc::clone(world), symbols, scopes)?;
                }
                continue;
            };
            let mut questions = vec![asked(None, question)];
            if today.requirements.iter().any(|r| r.raised_by.channels.is_some()) {
                for (channel, kinds) in &today.terms {
                    if kinds.contains(&TermKind::Channel) {
                        let by = UseTemplate { channel: Some(channel.clone()), ..template.clone() };
                        questions.push(asked(Some(channel.clone()), Prepared::new(&by, Arc::clone(world), symbols, scopes)?));
                    }
                }
            }
            named.push(Named { questions });
        }
        let by_channel = today
            .requirements
            .iter()
            .zip(0_u32..)
            .filter(|(requirement, _)| requirement.raised_by.channels.is_some())
            .fold(0, |mask, (_, bit)| mask | 1_u64.wrapping_shl(bit));
        Ok(Self { world: Arc::clone(world), named, scopes, by_channel })
    }

    /// Every covered named use of a person at `t`, by (controller, recipient, purpose): as it is, and as it would be when the asker
    /// states what some bases need.
    pub(crate) fn entries(&self, state: &State, t: Instant, wanted: impl Fn(&Prepared) -> bool) -> Vec<UseEntry> {
        self.at_levels(&state.present(&self.world.today, t), &[Level::Plain, Level::Stated], wanted)
    }

    /// The same, once with nothing stated and once with everything, to be compared with those of another state.
    pub(crate) fn levels(&self, state: &State, t: Instant, wanted: impl Fn(&Prepared) -> bool) -> [Vec<UseEntry>; 2] {
        let present = state.present(&self.world.today, t);
        [Level::Plain, Level::Stated].map(|level| self.at_levels(&present, &[level], &wanted))
    }

    fn at_levels(&self, present: &Present<'_>, levels: &[Level], wanted: impl Fn(&Prepared) -> bool) -> Vec<UseEntry> {
        let wanted = self.named.iter().filter(|named| named.questions.first().is_some_and(|asked| wanted(&asked.plain)));
        wanted.flat_map(|named| named.entries(present, levels, self.by_channel)).collect()
    }
}

impl Asked {
    fn at(&self, level: Level) -> &Prepared {
        if level == Level::Plain { &self.plain } else { self.lenient() }
    }
}

/// What the asker states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Plain,
    Stated,
}

/// How an item is covered at a level.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// Where the level is in the list asked for, and the question among those of the named use.
    level: usize,
    question: usize,
    holding: Holding,
    /// By these; `None`: by any.
    channels: Option<Vec<Id>>,
}

/// What is the same in all items of an entry.
type Shared = (BasisRef, Vec<BasisRef>, Option<Vec<Id>>, Vec<Id>);

impl Named {
    /// How an item that these bars reach is covered: at a second level only by what does not cover it at the first.
    fn ways<'a, F: FnOnce() -> Standing<'a>>(
        &self,
        standings: &[Vec<LazyCell<Standing<'a>, F>>],
        item: usize,
        hits: &[Hit<'_>],
        by_channel: u64,
    ) -> Vec<Way> {
        let mut ways = Vec::new();
        let mut known: BTreeSet<&Id> = BTreeSet::new();
        for (level, standings) in standings.iter().enumerate() {
            let Some(holding) = standings.first().map(|first| first.holding(item, hits)) else { continue };
            if holding.covers() {
                ways.push(Way { level, question: 0, holding, channels: None });
                break;
            }
            // A channel helps only where nothing is open but what reads channels.
            if holding.open & !by_channel != 0 {
                continue;
            }
            let asked = self.questions.iter().zip(standings).enumerate().skip(1);
            let by = asked.filter_map(|(question, (asked, standing))| {
                let channel = asked.channel.as_ref().filter(|channel| !known.contains(channel))?;
                let holding = standing.holding(item, hits);
                holding.covers().then_some((channel, question, holding))
            });
            let by: Vec<(&Id, usize, Holding)> = by.collect();
            let channels = Some(by.iter().map(|(channel, ..)| (*channel).clone()).collect());
            known.extend(by.iter().map(|(channel, ..)| *channel));
            ways.extend(by.into_iter().next().map(|(_, question, holding)| Way { level, question, holding, channels }));
        }
        ways
    }

    /// The covered uses.
    fn entries(&self, present: &Present<'_>, levels: &[Level], by_channel: u64) -> Vec<UseEntry> {
        let Some(plain) = self.questions.first().map(Asked::plain) else { return Vec::new() };
        let world = &plain.world;
        let case = Case::new(plain, present.state, present.t);
        let consents = &present.consents_for(&world.purposes_covering(plain.purpose, Rule::NotAfter(u32::MAX)));
        let bars = present.bars_over(&world.bar_purposes(world.latest(), plain.purpose));
        let standing = |level: Level, asked| LazyCell::new(move || Standing::new(Asked::at(asked, level), present, consents));
        let standings: Vec<Vec<_>> =
            levels.iter().map(|level| self.questions.iter().map(|asked| standing(*level, asked)).collect()).collect();
        // Items that are covered alike are told together.
        let mut alike: BTreeMap<Way, Vec<Item>> = BTreeMap::new();
        for (at, item) in plain.items.iter().enumerate() {
            // The channel does not matter to what a basis reaches.
            if !standings.iter().filter_map(|level| level.first()).any(|standing| standing.reaches(at)) {
                continue;
            }
            let hits: Vec<Hit<'_>> = case.hits(at, bars.iter().copied()).collect();
            for way in self.ways(&standings, at, &hits, by_channel) {
                alike.entry(way).or_default().push(*item);
            }
        }
        let mut groups: BTreeMap<Shared, BTreeMap<u32, BTreeSet<Operation>>> = BTreeMap::new();
        for (way, items) in alike {
            let Some(standing) = standings.get(way.level).and_then(|level| level.get(way.question)) else { continue };
            let mut lawful = standing.lawful(&way.holding).into_iter();
            let Some(governing) = lawful.next() else { continue };
            let shared = (governing, lawful.collect(), way.channels, standing.stated(&way.holding));
            let categories = groups.entry(shared).or_default();
            for item in items {
                categories.entry(item.category).or_default().insert(item.operation);
            }
        }
        let mut entries = Vec::new();
        for ((basis, others, channels, assertions), categories) in groups {
            // Categories with the same operations share an entry.
            let mut by_operations: BTreeMap<BTreeSet<Operation>, Vec<Id>> = BTreeMap::new();
            for (category, operations) in categories {
                if let Some(node) = world.today.category(category) {
                    by_operations.entry(operations).or_default().push(node.id.clone());
                }
            }
            for (operations, mut data_categories) in by_operations {
                order::sort(&mut data_categories);
                let mut operations: Vec<Operation> = operations.into_iter().collect();
                order::sort_by_key(&mut operations, |operation| operation.word());
                let basis = case.basis(&basis);
                let (since, until) = case.span(&basis);
                entries.push(UseEntry {
                    controller: plain.template.controller.clone(),
                    recipient: plain.template.recipient.clone(),
                    purpose: plain.template.purpose.clone(),
                    basis,
                    data_categories,
                    operations,
                    channels: channels.clone(),
                    cases: plain.template.cases.clone(),
                    assertions: assertions.clone(),
                    since,
                    until,
                    others: others.clone(),
                });
            }
        }
        entries
    }
}

impl Case<'_> {
    /// From when and until when a basis holds, by what is recorded.
    fn span(&self, basis: &Basis) -> (Option<Instant>, Option<Instant>) {
        let world = &self.question.world;
        match &basis.basis {
            BasisRef::LegalBasis(id) => {
                let row = world.today.rows.iter().zip(&world.row_begins).find(|(row, _)| row.source.id == *id);
                let ends = row.map(|(row, _)| {
                    let permit = row.source.permit.as_ref().and_then(|permit| permit.until);
                    let assessment = row.source.assessment.as_ref().and_then(|assessment| assessment.until);
                    row.source.until.into_iter().chain(permit).chain(assessment).min()
                });
                (row.map(|(_, began)| *began), ends.flatten())
            }
            BasisRef::Consent(id) => {
                let from = self.consent(id).and_then(|consent| consent.completion.as_ref()).map(|done| done.from);
                (from, basis.until)
            }
        }
    }
}
