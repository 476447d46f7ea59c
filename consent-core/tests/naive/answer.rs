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

use super::consents::{Consent, Given, failing};
use super::hierarchy::{Item, Reading};
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
                let rank = match (row.character, row.article) {
                    (Character::Duty, _) => 0,
                    (_, Article::C) => 1,
                    (_, Article::E) => 2,
                    (_, Article::D) => 3,
                    (_, Article::B) => 4,
                    (_, Article::F) => 5,
                };
                (rank, None, row.id.clone())
            }
            Self::Consent(consent) => (6, consent.completed.as_ref().map(|done| done.at), consent.id.clone()),
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
        let consents = self.consents();
        let mut items = Vec::new();
        let mut obligations: BTreeMap<Owed, BTreeSet<Id>> = BTreeMap::new();
        let mut warnings = BTreeSet::new();
        for (category, operation) in self.items() {
            let item = Item { category: &category, purpose: &self.question.purpose, t };
            let raised = self.raised(item, operation);
            let mut requirements = Vec::new();
            let mut lawful: Vec<Candidate<'_>> = Vec::new();
            let mut used: Vec<(Id, Vec<Candidate<'_>>)> = Vec::new();
            for requirement in &raised {
                let (met_by, reasons) = self.bases(requirement, &consents, item, operation);
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
            let covered = !used.is_empty() && used.iter().all(|(_, met_by)| !met_by.is_empty());
            if covered {
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
                            && consent.notice.refresh_by.is_some_and(|by| by <= t)
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
        let asked: BTreeSet<Id> = self.question.data_categories.iter().flat_map(&below).collect();
        let except: BTreeSet<Id> = self.question.except.iter().flatten().flat_map(&below).collect();
        let mut operations = self.question.operations.clone();
        operations.sort_by_key(|operation| operation.word());
        operations.dedup();
        asked.difference(&except).flat_map(|category| operations.iter().map(|operation| (category.clone(), *operation))).collect()
    }

    /// §2 *requirements*: those in force that the item raises.
    fn raised(&self, item: Item<'_>, operation: Operation) -> Vec<&Requirement> {
        let use_ = self.question;
        let any = |wanted: &Option<Vec<Id>>, have: BTreeSet<Id>| {
            wanted.as_ref().is_none_or(|list| list.iter().any(|class| have.contains(class)))
        };
        self.requirements
            .iter()
            .filter(|row| within(item.t, row.from, row.until))
            .filter(|row| {
                let by = &row.raised_by;
                by.always
                    || any(&by.data_classes, self.classes::<DataCategory>(item.category))
                        && any(&by.purpose_classes, self.classes::<Purpose>(item.purpose))
                        && any(&by.controller_classes, self.party_classes(&use_.controller))
                        && any(&by.recipient_classes, self.party_classes(&use_.recipient))
                        && by.operations.as_ref().is_none_or(|list| list.contains(&operation))
                        && by.channels.as_ref().is_none_or(|list| use_.channel.as_ref().is_none_or(|c| list.contains(c)))
                        && by.recipient_outside.as_ref().is_none_or(|list| self.is_outside(list, &use_.recipient, item.t))
                        && (!by.disclosure || self.is_disclosure(item))
                        && (!by.outside_authority || self.is_outside_authority())
                        && (!by.automated_decision || use_.automated_decision)
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
            .any(|entry| Some(entry.country) == country && within(t, entry.from, entry.until));
        !on_the_list
    }

    /// §6.2: the bases that meet a requirement in the governing order, and the near misses.
    fn bases<'b>(
        &'b self,
        requirement: &'b Requirement,
        consents: &'b [Consent<'b>],
        item: Item<'_>,
        operation: Operation,
    ) -> (Vec<Candidate<'b>>, Vec<NearMiss>) {
        let rows = self.rows_for(requirement).map(|row| {
            let codes = self.row_codes(row, item, operation, true);
            (Candidate::Row(row), codes)
        });
        let given = consents.iter().filter_map(|consent| {
            let codes = self.consent_codes(consent, requirement, item, operation)?;
            Some((Candidate::Consent(consent), codes))
        });
        let (holds, fails): (Vec<_>, Vec<_>) = rows.chain(given).partition(|(_, codes)| codes.is_empty());
        let mut met_by: Vec<Candidate<'b>> = holds.into_iter().map(|(basis, _)| basis).collect();
        met_by.sort_by_key(|basis| basis.rank());
        (met_by, near_misses(fails))
    }

    /// R33.
    fn rows_for<'b>(&'b self, requirement: &'b Requirement) -> impl Iterator<Item = &'b LegalBasis> {
        self.today.legal_bases.iter().filter(|row| row.meets.contains(&requirement.id))
    }

    /// Every code for which a row does not hold for the item; without the personal ones if so wished (R35).
    fn row_codes(&self, row: &LegalBasis, item: Item<'_>, operation: Operation, personal: bool) -> BTreeSet<Failing> {
        let use_ = self.question;
        let mut codes = BTreeSet::new();
        let mut fail = |fails: bool, code: ReasonCode| {
            if fails {
                codes.insert(failing(code, None));
            }
        };
        let receives = |g: &Id| self.covers_recipient(g, &use_.recipient, Reading::Today, item);
        let recipient = row.recipients.as_ref().map_or_else(|| receives(&row.controller), |list| list.iter().any(receives));
        fail(!within(item.t, row.from, row.until), ReasonCode::NotInForce);
        fail(!self.part_of(&row.controller, &use_.controller, Reading::Today), ReasonCode::ControllerOutside);
        fail(!recipient, ReasonCode::RecipientOutside);
        fail(
            !row.data_categories.iter().any(|g| self.covers::<DataCategory>(g, item.category, Reading::Today)),
            ReasonCode::CategoryOutside,
        );
        fail(!row.purposes.iter().any(|g| self.covers::<Purpose>(g, item.purpose, Reading::Today)), ReasonCode::PurposeOutside);
        fail(!row.operations.contains(&operation), ReasonCode::OperationOutside);
        fail(row.cases.as_ref().is_some_and(|cases| !self.cases_within(cases)), ReasonCode::CaseOutside);
        fail(
            row.assessment.as_ref().is_some_and(|a| a.until.is_some_and(|until| until <= item.t)),
            ReasonCode::AssessmentMissing,
        );
        fail(
            row.permit.as_ref().is_some_and(|p| !within(item.t, p.from, p.until) || !receives(&p.holder)),
            ReasonCode::PermitMissing,
        );
        fail(self.is_unstated(&row.obligations), ReasonCode::AssertionMissing);
        for condition in &row.when {
            if let Some(code) = self.condition(condition, item.t)
                && (personal || code == ReasonCode::AssertionMissing)
            {
                fail(true, code);
            }
        }
        if personal {
            codes.extend(self.barred_row(row, item, operation));
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
                    .map(|row| (Candidate::Row(row), self.row_codes(row, item, operation, false)))
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
        stuck
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
        let birthday = obligation.age.map(|age| self.birth_date(t).map_or(t, |date| date.birthday(age, self.offset())));
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
    let near: Vec<_> = fails.into_iter().filter(|(_, codes)| codes.iter().filter(|c| c.code.is_scope()).count() <= 2).collect();
    let Some(fewest) = near.iter().map(|(_, codes)| codes.len()).min() else {
        return vec![NearMiss { basis: None, notice: None, codes: vec![failing(ReasonCode::NoBasis, None)] }];
    };
    let mut listed: Vec<NearMiss> = near
        .into_iter()
        .filter(|(_, codes)| codes.len() == fewest)
        .map(|(basis, codes)| NearMiss {
            basis: Some(basis.reference()),
            notice: basis.notice(),
            codes: codes.into_iter().collect(),
        })
        .collect();
    listed.sort_by(|a, b| (&a.codes, a.basis.as_ref().map(BasisRef::id)).cmp(&(&b.codes, b.basis.as_ref().map(BasisRef::id))));
    listed
}
