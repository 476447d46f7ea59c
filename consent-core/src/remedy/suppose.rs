//! What would be if some acts were done: the same derivation and decision, on a copy.

use std::collections::BTreeMap;

use super::Fact;
use super::asking::Asked;
use super::cure::{Cure, Cures};
use crate::catalogue::extent::Symbols;
use crate::catalogue::{Form, Notice, Scope};
use crate::decide::judge::Case;
use crate::decide::{Prepared, Waivers};
use crate::id::{Id, SubjectId};
use crate::ledger::{Actor, Attribute, Event, EventBody, Grant, NoticeRef, Record};
use crate::state::{State, derive};
use crate::time::Instant;

/// The person and the question of a remedy.
pub(super) struct Ground<'a> {
    pub(super) question: &'a Prepared,
    pub(super) records: &'a [&'a Record],
    pub(super) subject: &'a SubjectId,
    pub(super) symbols: &'a Symbols,
    pub(super) state: &'a State,
    /// What would be known if the person was recorded as just born, where no birth date is known.
    pub(super) child: Option<&'a State>,
    /// The instant at which the acts happen and the use is asked.
    pub(super) t: Instant,
}

impl Ground<'_> {
    /// The state of a person just born, when no birth date is known at the instant of the acts.
    pub(super) fn as_child(&self) -> Option<State> {
        if self.state.facts.birth_date(self.t).is_some() {
            return None;
        }
        let born = Fact::BirthDate { not_after: self.t.date(self.question.world.today.offset()), after: None };
        let supposed = self.events(&Cure::RecordFact(born), 0, &BTreeMap::new());
        let records: Vec<&Record> = self.records.iter().copied().chain(&supposed).collect();
        Some(derive(&records, &self.question.world, self.symbols))
    }

    /// True when the use is covered after the acts, when each notice is asked for what `asked` says.
    pub(super) fn covers(&self, acts: &Cures, asked: &BTreeMap<usize, Asked>) -> bool {
        self.open_after(acts, asked).iter().all(|open| *open == Some(0))
    }

    /// The requirements of each item that are unmet after the acts; none for an item that raises no requirement.
    pub(super) fn open_after(&self, acts: &Cures, asked: &BTreeMap<usize, Asked>) -> Vec<Option<u64>> {
        let mut waivers = Waivers::default();
        let mut assertions: Vec<Id> = Vec::new();
        let mut supposed: Vec<Record> = Vec::new();
        for (number, act) in (0_u64..).zip(acts) {
            match act {
                Cure::Assert(name) => assertions.push(name.clone()),
                Cure::RenewAssessment(id) => {
                    waivers.assessments.insert(id.clone());
                }
                Cure::ObtainPermit(row) => {
                    waivers.permits.insert(row.clone());
                }
                Cure::AdmitParty(party, role) => {
                    waivers.admitted.insert((*party, *role));
                }
                Cure::RecordFact(_) | Cure::AskConsent(..) | Cure::CompleteQuorum(..) | Cure::LiftBar(_) => {
                    supposed.extend(self.events(act, number, asked));
                }
            }
        }
        let question = self.question.supposing(assertions, waivers);
        let mut records = self.records.to_vec();
        records.extend(&supposed);
        let state = derive(&records, &question.world, self.symbols);
        let case = Case::new(&question, &state, self.t);
        let raises = |item: &usize| case.window.raised.get(*item).is_some_and(|raised| *raised != 0);
        (0..question.items.len()).map(|item| raises(&item).then(|| case.open(item))).collect()
    }

    fn events(&self, act: &Cure, number: u64, asked: &BTreeMap<usize, Asked>) -> Vec<Record> {
        let bodies: Vec<(Actor, EventBody)> = match act {
            Cure::RecordFact(fact) => vec![(Actor::person(), fact_event(fact))],
            Cure::LiftBar(bar) => vec![(Actor::person(), EventBody::BarLifted { bar: bar.clone() })],
            Cure::AskConsent(position, group) => {
                let Some(notice) = self.question.world.today.notices.get(*position) else { return Vec::new() };
                let Some(asked) = asked.get(position) else { return Vec::new() };
                let Some(consent) = asked.pending.clone().or_else(|| supposed_id("consent", number, 0)) else {
                    return Vec::new();
                };
                let grant = grant(consent, &notice.source, asked.scope.clone(), asked.form);
                group.iter().map(|by| (by.clone(), EventBody::ConsentGiven(Box::new(grant.clone())))).collect()
            }
            Cure::CompleteQuorum(consent, missing) => self.completing(consent, missing),
            _ => Vec::new(),
        };
        (0_u64..)
            .zip(bodies)
            .filter_map(|(part, (by, body))| {
                let event = Event {
                    id: supposed_id("event", number, part)?,
                    subject: Some(self.subject.clone()),
                    at: self.t,
                    by,
                    operator: None,
                    reason: None,
                    body,
                };
                Some(Record { seq: u64::MAX, recorded_at: self.t, actor_unverified: false, event })
            })
            .collect()
    }

    /// The missing guardians give what the others gave.
    fn completing(&self, consent: &Id, missing: &[Actor]) -> Vec<(Actor, EventBody)> {
        let given = self.records.iter().rev().find_map(|record| match &record.event.body {
            EventBody::ConsentGiven(grant) if grant.consent == *consent => Some(grant.clone()),
            _ => None,
        });
        let Some(mut grant) = given else { return Vec::new() };
        grant.form = Form::ExplicitWritten;
        grant.valid_from = None;
        grant.valid_until = None;
        missing.iter().map(|by| (by.clone(), EventBody::ConsentGiven(grant.clone()))).collect()
    }
}

fn fact_event(fact: &Fact) -> EventBody {
    match fact {
        Fact::Relationship { kind, with } => EventBody::RelationshipStarted { kind: kind.clone(), with: with.clone() },
        Fact::HomeMunicipality { party } => EventBody::AttributeSet(Attribute::HomeMunicipality(party.clone())),
        Fact::BirthDate { not_after, .. } => EventBody::AttributeSet(Attribute::BirthDate(*not_after)),
    }
}

fn grant(consent: Id, notice: &Notice, scope: Scope, form: Form) -> Grant {
    Grant {
        consent,
        notice: NoticeRef { id: notice.id.clone(), version: notice.version, language: None, sha256: None },
        scope,
        form,
        channel: notice.id.clone(),
        assurance: crate::catalogue::Assurance::High,
        case: None,
        valid_from: None,
        valid_until: None,
        evidence: None,
    }
}

/// An id that no event of a ledger has, greater than all of them in ties: it begins with the last character of Unicode.
fn supposed_id(what: &str, number: u64, part: u64) -> Option<Id> {
    Id::new(&format!("\u{10FFFD}{what}-{number}-{part}")).ok()
}
