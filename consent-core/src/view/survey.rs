//! The uses that a catalogue's bases name, each asked like any other use.
//!
//! A basis names controllers, recipients and purposes; for each combination there is one question about all data that some basis
//! names there. What is asked more narrowly (a part of a party, a descendant) is `decide`'s to answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::catalogue::extent::Symbols;
use crate::catalogue::world::World;
use crate::catalogue::{Condition, Due, Obligation, Operation, TermKind};
use crate::decide::judge::Case;
use crate::decide::{Basis, BasisRef, Prepared, UseTemplate, Waivers};
use crate::error::Result;
use crate::id::Id;
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
fn stated(when: &[Condition], obligations: &[Obligation]) -> impl Iterator<Item = Id> {
    let conditions = when.iter().filter_map(|condition| match condition {
        Condition::Assertion(assertion) => Some(assertion.name.clone()),
        _ => None,
    });
    conditions.chain(obligations.iter().filter(|o| o.due == Due::Before).map(|o| o.id.clone())).collect::<Vec<_>>().into_iter()
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
        let everything: BTreeSet<Id> = of_rows.chain(of_notices).collect();
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
        Ok(Self { world: Arc::clone(world), named, by_channel })
    }

    /// Every covered named use of a person at `t`, by (controller, recipient, purpose): as it is, and as it would be when the asker
    /// states what some bases need.
    pub(crate) fn entries(&self, state: &State, t: Instant, wanted: impl Fn(&Prepared) -> bool) -> Vec<UseEntry> {
        let present = state.present(&self.world.today, t);
        let wanted = self.named.iter().filter(|named| named.questions.first().is_some_and(|asked| wanted(&asked.plain)));
        wanted.flat_map(|named| named.entries(&present, t, &[Level::Plain, Level::Stated], self.by_channel)).collect()
    }

    /// The same, once with nothing stated and once with everything, to be compared with those of another state.
    pub(crate) fn levels(&self, state: &State, t: Instant, wanted: impl Fn(&Prepared) -> bool) -> [Vec<UseEntry>; 2] {
        let present = state.present(&self.world.today, t);
        [Level::Plain, Level::Stated].map(|level| {
            let wanted = self.named.iter().filter(|named| named.questions.first().is_some_and(|asked| wanted(&asked.plain)));
            wanted.flat_map(|named| named.entries(&present, t, &[level], self.by_channel)).collect()
        })
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

/// By which channels an item is covered; `All`: whatever the channel.
enum Ways<'a> {
    All(Case<'a>),
    Some(Vec<(Id, Case<'a>)>),
}

/// What is the same in all items of an entry.
type Shared = (BasisRef, Vec<BasisRef>, Option<Vec<Id>>, Vec<Id>);

impl Named {
    /// By which channels an item is covered; `first` is the question without a channel.
    fn ways<'a>(&'a self, first: Case<'a>, present: &'a Present<'a>, at: usize, level: Level, by_channel: u64) -> Ways<'a> {
        let open = first.open(at);
        if open == 0 && first.raises(at) {
            return Ways::All(first);
        }
        // A channel helps only where nothing is open but what reads channels.
        if open & !by_channel != 0 {
            return Ways::Some(Vec::new());
        }
        let by = self.questions.iter().skip(1).filter_map(|asked| {
            let case = Case::present(asked.at(level), present, first.t);
            Some((asked.channel.clone()?, case.covers(at).then_some(case)?))
        });
        Ways::Some(by.collect())
    }

    /// The covered uses; at a second level only what was not covered at the first.
    fn entries(&self, present: &Present<'_>, t: Instant, levels: &[Level], by_channel: u64) -> Vec<UseEntry> {
        let Some(plain) = self.questions.first().map(Asked::plain) else { return Vec::new() };
        let mut groups: BTreeMap<Shared, BTreeMap<u32, BTreeSet<Operation>>> = BTreeMap::new();
        let firsts: Vec<(Level, Case<'_>)> = self
            .questions
            .first()
            .into_iter()
            .flat_map(|asked| levels.iter().map(|level| (*level, Case::present(asked.at(*level), present, t))))
            .collect();
        for (at, item) in plain.items.iter().enumerate() {
            let mut known: BTreeSet<Id> = BTreeSet::new();
            for (level, first) in &firsts {
                let (case, channels) = match self.ways(*first, present, at, *level, by_channel) {
                    Ways::All(case) => (Some(case), None),
                    Ways::Some(by) => {
                        let new: Vec<(Id, Case<'_>)> = by.into_iter().filter(|(channel, _)| !known.contains(channel)).collect();
                        known.extend(new.iter().map(|(channel, _)| channel.clone()));
                        (new.first().map(|(_, case)| *case), Some(new.into_iter().map(|(channel, _)| channel).collect()))
                    }
                };
                let Some(case) = case else { continue };
                let holding = case.holding(at);
                let Some(governing) = holding.lawful.first() else { continue };
                let others = holding.lawful.iter().skip(1).cloned().collect();
                let everywhere = channels.is_none();
                let shared = (governing.clone(), others, channels, holding.stated);
                groups.entry(shared).or_default().entry(item.category).or_default().insert(item.operation);
                if everywhere {
                    break;
                }
            }
        }
        let plain_case = Case::present(plain, present, t);
        let mut entries = Vec::new();
        for ((basis, others, channels, assertions), categories) in groups {
            // Categories with the same operations share an entry.
            let mut by_operations: BTreeMap<BTreeSet<Operation>, Vec<Id>> = BTreeMap::new();
            for (category, operations) in categories {
                if let Some(node) = plain.world.today.category(category) {
                    by_operations.entry(operations).or_default().push(node.id.clone());
                }
            }
            for (operations, mut data_categories) in by_operations {
                data_categories.sort();
                let mut operations: Vec<Operation> = operations.into_iter().collect();
                operations.sort_unstable_by_key(|operation| operation.word());
                let basis = plain_case.basis(&basis);
                let (since, until) = plain_case.span(&basis);
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

/// A basis that holds, with its place in the governing order.
struct Held {
    place: (u8, Option<Instant>, BasisRef),
    meets: u64,
    states: Vec<Id>,
}

/// What holds for an item.
struct Holding {
    /// The bases that meet `lawful-basis`, in the governing order.
    lawful: Vec<BasisRef>,
    /// What the bases used need to be stated.
    stated: Vec<Id>,
}

impl Case<'_> {
    /// The bases that hold for a covered item.
    fn holding(&self, at: usize) -> Holding {
        let today = &self.question.world.today;
        let needed = self.window.raised.get(at).copied().unwrap_or_default();
        let mut lawful: Vec<BasisRef> = Vec::new();
        let mut states: BTreeSet<Id> = BTreeSet::new();
        // The governing order: rows by rank and id, then consents by their `at` and id; the first that meets a bit is used.
        let mut bases: Vec<Held> = Vec::new();
        for open in &self.window.rows {
            let Some(row) = today.rows.get(open.row) else { continue };
            if row.meets & needed != 0 && open.items.has(at) && self.row_holds(open.row, at) {
                let basis = BasisRef::LegalBasis(row.source.id.clone());
                let states = stated(&row.source.when, &row.source.obligations).collect();
                bases.push(Held { place: (row.rank(), None, basis), meets: row.meets & needed, states });
            }
        }
        for consent in self.consents {
            let meets = self.consent_meets(consent, at, needed);
            if meets != 0 {
                let notice = consent.notice_row.and_then(|row| today.notices.get(row));
                let states = notice.map(|notice| stated(&[], &notice.source.obligations).collect()).unwrap_or_default();
                let since = consent.completion.as_ref().map(|done| done.at);
                bases.push(Held { place: (6, since, BasisRef::Consent(consent.id.clone())), meets, states });
            }
        }
        bases.sort_by(|a, b| a.place.cmp(&b.place));
        let mut open = needed;
        // The governing basis is used for all it meets, and for the rest the first that meets it.
        if let Some(at) = bases.iter().position(|held| held.meets & today.lawful_basis != 0) {
            let governing = bases.remove(at);
            bases.insert(0, governing);
        }
        for held in bases {
            if held.meets & today.lawful_basis != 0 {
                lawful.push(held.place.2);
            }
            if held.meets & open != 0 {
                open &= !held.meets;
                states.extend(held.states);
            }
        }
        Holding { lawful, stated: states.into_iter().collect() }
    }

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
