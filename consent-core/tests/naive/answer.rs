//! §6: requirements, bases, the decision and its reasons.

use std::collections::{BTreeMap, BTreeSet};

use consent_core::catalogue::{
    Article, Character, ConsentRule, DataCategory, Due, LegalBasis, Obligation, Operation, Requirement,
};
use consent_core::catalogue::{Notice, Purpose};
use consent_core::decide::{
    Answer, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Outcome, Position, ReasonCode,
    RequirementAnswer, Warning,
};
use consent_core::ledger::ActorRole;
use consent_core::{Id, Instant};

use super::bars::Bar;
use super::consents::{Consent, Given, failing};
use super::hierarchy::{Item, Reading};
use super::rules::{Rule, rule};
use super::{World, within};

/// An obligation of a basis: which, when due, by when, by which age.
type Owed = (Id, Due, Option<Instant>, Option<u8>, BasisRef);

/// A basis that could meet a requirement.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    Row(&'a LegalBasis),
    Consent(&'a Consent<'a>),
}

impl Candidate<'_> {
    fn reference(self) -> BasisRef {
        match self {
            Self::Row(row) => BasisRef::LegalBasis(row.id.clone()),
            Self::Consent(consent) => BasisRef::Consent(consent.id.clone()),
        }
    }

    /// R29: the governing order.
    fn rank(self) -> (u8, Option<Instant>, Id) {
        match self {
            Self::Row(row) => {
                let rank = match row.article {
                    Article::C => 1,
                    Article::E => 2,
                    Article::D => 3,
                    Article::B => 4,
                    Article::F => 5,
                };
                let rank = rule(Rule::GoverningArticle, rank, || 1);
                let duty = row.character == Character::Duty;
                (if duty { rule(Rule::GoverningDuty, 0, || rank) } else { rank }, None, row.id.clone())
            }
            Self::Consent(consent) => {
                let completed = consent.completed.as_ref().map(|done| done.at);
                let earliest = rule(Rule::GoverningEarliest, completed, || None);
                (rule(Rule::GoverningConsent, 6, || 0), earliest, consent.id.clone())
            }
        }
    }

    fn notice(self) -> Option<NoticeVersion> {
        match self {
            Self::Row(_) => None,
            Self::Consent(consent) => Some(NoticeVersion { id: consent.notice.id.clone(), version: consent.notice.version }),
        }
    }

    fn obligations(&self) -> &[Obligation] {
        match self {
            Self::Row(row) => &row.obligations,
            Self::Consent(consent) => &consent.notice.obligations,
        }
    }
}

impl World<'_> {
    /// The answer about `t`.
    pub(super) fn answer(&self, t: Instant) -> Result<Answer, &'static str> {
        let mut items = Vec::new();
        let mut obligations: BTreeMap<Owed, BTreeSet<Id>> = BTreeMap::new();
        let mut warnings = BTreeSet::new();
        for (category, operation) in self.items() {
            let item = Item { category: &category, purpose: &self.question.purpose, t };
            let raised = self.raised(item, operation);
            let bars = self.bars(item, operation);
            let mut requirements = Vec::new();
            let mut lawful: Vec<Candidate<'_>> = Vec::new();
            let mut used: Vec<(Id, Vec<Candidate<'_>>)> = Vec::new();
            for requirement in &raised {
                let (met_by, reasons) = self.bases(requirement, item, operation, &bars);
                if requirement.id.as_str() == "lawful-basis" {
                    lawful.clone_from(&met_by);
                }
                requirements.push(RequirementAnswer {
                    id: requirement.id.clone(),
                    met_by: met_by.iter().map(|basis| basis.reference()).collect(),
                    reasons: if met_by.is_empty() { reasons } else { Vec::new() },
                });
                used.push((requirement.id.clone(), met_by));
            }
            requirements.sort_by(|a, b| a.id.cmp(&b.id));
            let met = |(_, met_by): &(_, Vec<Candidate<'_>>)| !met_by.is_empty();
            let all = || used.iter().all(met);
            let covered = !used.is_empty() && rule(Rule::AllRequirements, all(), || used.iter().any(met));
            if rule(Rule::ObligationsOfUsed, covered, || true) {
                // R30: the governing basis where it meets the requirement, else the first that does.
                for (_, met_by) in &used {
                    let governs = lawful.first().map(|basis| basis.reference());
                    let basis = met_by.iter().find(|b| Some(b.reference()) == governs).or_else(|| met_by.first());
                    if let Some(basis) = basis {
                        for obligation in basis.obligations() {
                            let age = obligation.age.filter(|_| obligation.due == Due::By);
                            let key = (obligation.id.clone(), obligation.due, self.due_by(obligation, t), age, basis.reference());
                            obligations.entry(key).or_default().insert(category.clone());
                        }
                        if let Candidate::Consent(consent) = basis
                            && rule(Rule::RefreshDue, consent.notice.refresh_by.is_some_and(|by| by <= t), || false)
                        {
                            warnings
                                .insert(Warning { code: Id::new("refresh-due").map_err(|_| "id")?, basis: basis.reference() });
                        }
                    }
                }
            }
            items.push(ItemAnswer {
                covered,
                governing: lawful.first().map(|basis| self.describe(*basis, t)),
                others: lawful.iter().skip(1).map(|basis| self.describe(*basis, t)).collect(),
                requirements,
                impersonal: if covered { Vec::new() } else { self.impersonal(&raised, item, operation) },
                category,
                operation,
            });
        }
        let covered = items.iter().filter(|item| item.covered).count();
        Ok(Answer {
            outcome: match covered {
                0 => Outcome::NotCovered,
                n if n == items.len() => Outcome::Covered,
                _ => Outcome::PartlyCovered,
            },
            question: self.question.clone(),
            items,
            holds_until: None,
            obligations: obligations
                .into_iter()
                .map(|((id, due, by, age, basis), categories)| ObligationAnswer {
                    id,
                    due,
                    by,
                    age,
                    basis,
                    categories: categories.into_iter().collect(),
                })
                .collect(),
            warnings: warnings.into_iter().collect(),
            position: Position { size: self.size, root: None, catalogue: self.today.id.clone(), version: self.today.version },
        })
    }

    /// §6.1: every requested category and its descendants, less `except`, times every operation.
    pub(super) fn items(&self) -> Vec<(Id, Operation)> {
        let below = |top: &Id| -> BTreeSet<Id> {
            let mut all = BTreeSet::from([top.clone()]);
            loop {
                let before = all.len();
                for row in &self.today.data_categories {
                    if row.parents.iter().any(|parent| all.contains(parent)) {
                        all.insert(row.id.clone());
                    }
                }
                if all.len() == before {
                    return all;
                }
            }
        };
        let named = || self.question.data_categories.iter().cloned().collect();
        let asked: BTreeSet<Id> = self.question.data_categories.iter().flat_map(&below).collect();
        let asked = rule(Rule::ItemsBelow, asked, named);
        let except: BTreeSet<Id> = self.question.except.iter().flatten().flat_map(&below).collect();
        let except = rule(Rule::ItemsExcept, except, BTreeSet::new);
        let mut operations = self.question.operations.clone();
        operations.sort_by_key(|operation| operation.word());
        operations.dedup();
        asked.difference(&except).flat_map(|category| operations.iter().map(|operation| (category.clone(), *operation))).collect()
    }

    /// §2 *requirements*: those in force that the item raises.
    fn raised(&self, item: Item<'_>, operation: Operation) -> Vec<&Requirement> {
        let use_ = self.question;
        let any = |wanted: &Option<Vec<Id>>, have: &dyn Fn() -> BTreeSet<Id>| match wanted {
            Some(list) => {
                let have = have();
                list.iter().any(|class| have.contains(class))
            }
            None => true,
        };
        self.requirements
            .iter()
            .filter(|row| rule(Rule::RequirementInForce, within(item.t, row.from, row.until), || true))
            .filter(|row| {
                let by = &row.raised_by;
                let on_channel = |list: &Vec<Id>| match &use_.channel {
                    Some(channel) => list.contains(channel),
                    None => rule(Rule::NoChannelIsEvery, true, || false),
                };
                let members = [
                    (Rule::RaisedByDataClasses, any(&by.data_classes, &|| self.classes::<DataCategory>(item.category))),
                    (Rule::RaisedByPurposeClasses, any(&by.purpose_classes, &|| self.classes::<Purpose>(item.purpose))),
                    (Rule::RaisedByControllerClasses, any(&by.controller_classes, &|| self.party_classes(&use_.controller))),
                    (Rule::RaisedByRecipientClasses, any(&by.recipient_classes, &|| self.party_classes(&use_.recipient))),
                    (Rule::RaisedByOperations, by.operations.as_ref().is_none_or(|list| list.contains(&operation))),
                    (Rule::RaisedByChannels, by.channels.as_ref().is_none_or(on_channel)),
                    (
                        Rule::RaisedByCountry,
                        by.recipient_outside.as_ref().is_none_or(|list| self.is_outside(list, &use_.recipient, item.t)),
                    ),
                    (Rule::RaisedByDisclosure, !by.disclosure || self.is_disclosure(item)),
                    (Rule::RaisedByAuthority, !by.outside_authority || self.is_outside_authority()),
                    (Rule::RaisedByMachine, !by.automated_decision || use_.automated_decision),
                ];
                by.always || members.into_iter().all(|(member, raised)| rule(member, raised, || true))
            })
            .collect()
    }

    /// The party's country is not on the list, or nobody stated it.
    fn is_outside(&self, list: &Id, party: &Id, t: Instant) -> bool {
        let country = self.effective(party, |p| p.country);
        let on_the_list = self
            .country_lists
            .iter()
            .filter(|l| l.id == *list)
            .flat_map(|l| &l.countries)
            .filter(|entry| rule(Rule::CountryInForce, within(t, entry.from, entry.until), || true))
            .any(|entry| match country {
                Some(country) => entry.country == country,
                None => rule(Rule::NoCountryIsOutside, false, || true),
            });
        !on_the_list
    }

    /// §6.2: the bases that meet a requirement in the governing order, and the near misses.
    fn bases<'b>(
        &'b self,
        requirement: &'b Requirement,
        item: Item<'_>,
        operation: Operation,
        bars: &[Bar],
    ) -> (Vec<Candidate<'b>>, Vec<NearMiss>) {
        let rows = self.rows_for(requirement).map(|row| {
            let codes = self.row_codes(row, item, operation, Some(bars));
            (Candidate::Row(row), codes)
        });
        let given = self.consents.iter().filter_map(|consent| {
            let codes = self.consent_codes(consent, requirement, item, operation, bars)?;
            Some((Candidate::Consent(consent), codes))
        });
        let (holds, fails): (Vec<_>, Vec<_>) = rows.chain(given).partition(|(_, codes)| codes.is_empty());
        let mut met_by: Vec<Candidate<'b>> = holds.into_iter().map(|(basis, _)| basis).collect();
        met_by.sort_by_key(|basis| basis.rank());
        (met_by, near_misses(fails))
    }

    /// R33.
    fn rows_for<'b>(&'b self, requirement: &'b Requirement) -> impl Iterator<Item = &'b LegalBasis> {
        self.today.legal_bases.iter().filter(|row| rule(Rule::RowMeets, row.meets.contains(&requirement.id), || true))
    }

    /// Every code for which a row does not hold for the item; without bars those that are not personal (R35).
    fn row_codes(&self, row: &LegalBasis, item: Item<'_>, operation: Operation, bars: Option<&[Bar]>) -> BTreeSet<Failing> {
        let use_ = self.question;
        let mut codes = BTreeSet::new();
        let mut asks = |what: Rule, holds: bool, code: ReasonCode| {
            if !rule(what, holds, || true) {
                codes.insert(failing(code, None));
            }
        };
        let receives = |g: &Id| self.covers_recipient(g, &use_.recipient, Reading::Today, item);
        let recipient = match &row.recipients {
            Some(list) => list.iter().any(receives),
            None => rule(Rule::RowRecipientAbsent, receives(&row.controller), || true),
        };
        let controller = self.covers_controller(&row.controller, &use_.controller, Reading::Today, item);
        let category = row.data_categories.iter().any(|g| self.covers::<DataCategory>(g, item.category, Reading::Today));
        let purpose = row.purposes.iter().any(|g| self.covers::<Purpose>(g, item.purpose, Reading::Today));
        let assessed = row.assessment.as_ref().is_none_or(|a| a.until.is_none_or(|until| item.t < until));
        asks(Rule::RowInForce, within(item.t, row.from, row.until), ReasonCode::NotInForce);
        asks(Rule::RowController, controller, ReasonCode::ControllerOutside);
        asks(Rule::RowRecipient, recipient, ReasonCode::RecipientOutside);
        asks(Rule::RowCategory, category, ReasonCode::CategoryOutside);
        asks(Rule::RowPurpose, purpose, ReasonCode::PurposeOutside);
        asks(Rule::RowOperation, row.operations.contains(&operation), ReasonCode::OperationOutside);
        asks(Rule::CaseOfRow, row.cases.as_ref().is_none_or(|cases| self.cases_within(cases)), ReasonCode::CaseOutside);
        asks(Rule::RowAssessment, assessed, ReasonCode::AssessmentMissing);
        if let Some(permit) = &row.permit {
            asks(Rule::PermitInForce, within(item.t, permit.from, permit.until), ReasonCode::PermitMissing);
            asks(Rule::PermitHolder, receives(&permit.holder), ReasonCode::PermitMissing);
        }
        asks(Rule::RowObligationBefore, !self.is_unstated(&row.obligations), ReasonCode::AssertionMissing);
        for condition in &row.when {
            if let Some(code) = self.condition(condition, item.t)
                && (bars.is_some() || code == ReasonCode::AssertionMissing)
            {
                codes.insert(failing(code, None));
            }
        }
        if let Some(bars) = bars {
            codes.extend(self.barred_row(row, bars));
        }
        codes
    }

    /// An obligation that is due before the use was not asserted.
    pub(super) fn is_unstated(&self, obligations: &[Obligation]) -> bool {
        obligations.iter().any(|o| o.due == Due::Before && !self.question.assertions.contains(&o.id))
    }

    /// R35: what stands in the way whatever any person does, by the catalogue and the question alone.
    fn impersonal(&self, raised: &[&Requirement], item: Item<'_>, operation: Operation) -> Vec<RequirementAnswer> {
        let mut stuck: Vec<RequirementAnswer> = raised
            .iter()
            .filter_map(|requirement| {
                let rows: Vec<_> = self
                    .rows_for(requirement)
                    .map(|row| (Candidate::Row(row), self.row_codes(row, item, operation, None)))
                    .collect();
                let curable = rows.iter().any(|(_, codes)| codes.is_empty())
                    || self.today.notices.iter().any(|notice| self.could_meet(notice, requirement, item, operation));
                (!curable).then(|| RequirementAnswer {
                    id: requirement.id.clone(),
                    met_by: Vec::new(),
                    reasons: near_misses(rows),
                })
            })
            .collect();
        stuck.sort_by(|a, b| a.id.cmp(&b.id));
        rule(Rule::ReasonsImpersonal, stuck, Vec::new)
    }

    /// A notice that may be given at the instant and, given whole, would meet the requirement for the item.
    fn could_meet(&self, notice: &Notice, requirement: &Requirement, item: Item<'_>, operation: Operation) -> bool {
        requirement.consent != ConsentRule::No
            && notice.meets.contains(&requirement.id)
            && within(item.t, notice.from, notice.until)
            && notice.reconsent_by.is_none_or(|by| item.t < by)
            && notice.assessment.as_ref().is_none_or(|a| a.until.is_none_or(|until| item.t < until))
            && !self.is_unstated(&notice.obligations)
            && self.scope_codes(&Given::all_of(notice), notice, item, operation).is_empty()
    }

    /// When an obligation due `by` an instant is due: the earliest that it names.
    fn due_by(&self, obligation: &Obligation, t: Instant) -> Option<Instant> {
        if obligation.due != Due::By {
            return None;
        }
        let within = obligation.within.map(|period| t.plus(period, self.offset()));
        // A birthday that nobody knows is due at once.
        let born = |age: u8| self.birth_date(t).map(|date| date.birthday(age, self.offset()));
        let birthday = obligation.age.and_then(|age| born(age).or_else(|| rule(Rule::ObligationOfUnknownAge, Some(t), || None)));
        [obligation.instant, within, birthday].into_iter().flatten().min()
    }

    fn describe(&self, basis: Candidate<'_>, t: Instant) -> Basis {
        match basis {
            Candidate::Row(row) => Basis {
                basis: basis.reference(),
                article: Some(row.article),
                character: Some(row.character),
                at: None,
                until: None,
                notice: None,
                by_representative: false,
            },
            Candidate::Consent(consent) => {
                let done = consent.completed.as_ref();
                Basis {
                    basis: basis.reference(),
                    article: None,
                    character: None,
                    at: done.map(|done| done.at),
                    until: self.ends(consent, t),
                    notice: basis.notice(),
                    by_representative: !done.is_some_and(|d| d.actors.iter().any(|a| a.role == ActorRole::Person)),
                }
            }
        }
    }
}

/// §6 *reasons*: of those with at most two scope codes the ones with the fewest codes, or else `no-basis`.
fn near_misses(fails: Vec<(Candidate<'_>, BTreeSet<Failing>)>) -> Vec<NearMiss> {
    let is_near = |codes: &BTreeSet<Failing>| codes.iter().filter(|c| c.code.is_scope()).count() <= 2;
    let near: Vec<_> = fails.into_iter().filter(|(_, codes)| rule(Rule::ReasonsNear, is_near(codes), || true)).collect();
    let Some(fewest) = near.iter().map(|(_, codes)| codes.len()).min() else {
        return vec![NearMiss { basis: None, notice: None, codes: vec![failing(ReasonCode::NoBasis, None)] }];
    };
    let mut listed: Vec<NearMiss> = near
        .into_iter()
        .filter(|(_, codes)| rule(Rule::ReasonsFewest, codes.len() == fewest, || true))
        .map(|(basis, codes)| NearMiss {
            basis: Some(basis.reference()),
            notice: basis.notice(),
            codes: codes.into_iter().collect(),
        })
        .collect();
    listed.sort_by(|a, b| (&a.codes, a.basis.as_ref().map(BasisRef::id)).cmp(&(&b.codes, b.basis.as_ref().map(BasisRef::id))));
    listed
}
