//! Everything that could be done, found without the engine's help.

use std::collections::BTreeSet;

use consent_core::Id;
use consent_core::catalogue::{Activation, Condition, Form, Notice, Role, Scope};
use consent_core::ledger::{Actor, ActorRole, Attribute, EventBody, NoticeRef, Record};
use consent_core::remedy::{Fact, Performer};

use super::deeds::{Copy, Deed};

impl Copy<'_> {
    /// Candidate acts: every assertion, fact, notice by everyone, bar, assessment, permit and party.
    pub(super) fn universe(&self) -> Vec<Deed> {
        let catalogue = self.catalogue;
        let mut all: Vec<Deed> = Vec::new();
        let mut add = |deed: Deed| {
            if !all.contains(&deed) {
                all.push(deed);
            }
        };
        for row in &catalogue.legal_bases {
            for condition in &row.when {
                if let Some(fact) = self.fact(condition) {
                    add(Deed::Record(fact));
                }
                if let Condition::Assertion(assertion) = condition {
                    add(Deed::Assert(assertion.name.clone()));
                }
            }
            row.obligations.iter().for_each(|obligation| add(Deed::Assert(obligation.id.clone())));
            row.assessment.iter().for_each(|assessment| add(Deed::Assess(assessment.id.clone())));
            row.permit.iter().for_each(|_| add(Deed::Permit { basis: row.id.clone() }));
        }
        for notice in &catalogue.notices {
            notice.obligations.iter().for_each(|obligation| add(Deed::Assert(obligation.id.clone())));
            notice.assessment.iter().for_each(|assessment| add(Deed::Assess(assessment.id.clone())));
            for by in self.givers() {
                for scope in [Scope::default(), self.asked_of(notice)] {
                    let notice = (notice.id.clone(), notice.version);
                    add(Deed::Give { notice, scope, form: Form::ExplicitWritten, by: by.clone(), consent: None });
                }
            }
        }
        let everyone: Vec<Actor> = [Performer::Person, Performer::Guardian, Performer::Representative]
            .into_iter()
            .chain([Performer::Controller, Performer::Operator, Performer::Authority])
            .flat_map(|performer| self.actors(performer))
            .collect();
        for record in &self.records {
            match &record.event.body {
                EventBody::BarSet { .. }
                | EventBody::ConsentWithdrawn { .. }
                | EventBody::ConsentRefused { .. }
                | EventBody::ConsentNarrowed { .. }
                | EventBody::ConsentInvalidated { .. }
                | EventBody::Erased(_) => add(Deed::Lift { bar: record.event.id.clone(), by: everyone.clone() }),
                // A consent that some guardians gave, where all must.
                EventBody::ConsentGiven(grant)
                    if record.event.by.role == ActorRole::Guardian
                        && record.event.at <= self.question.at
                        && record.event.subject.as_ref() == Some(&self.question.subject)
                        && self.needs_all(&grant.notice) =>
                {
                    for by in self.givers().into_iter().filter(|by| by.iter().all(|by| by.role == ActorRole::Guardian)) {
                        add(Deed::Complete { consent: grant.consent.clone(), by });
                    }
                }
                _ => {}
            }
        }
        // Where no birth date is recorded, that of an adult, of a youth and of a child.
        let is_birth = |record: &Record| matches!(record.event.body, EventBody::AttributeSet(Attribute::BirthDate(_)));
        if !self.records.iter().any(is_birth) {
            for date in ["1970-01-01", "2010-06-01", "2020-01-01"] {
                let not_after = date.parse().expect("a date");
                add(Deed::Record(Fact::BirthDate { not_after, after: None }));
            }
        }
        for (party, role) in [(&self.question.recipient, Role::Recipient), (&self.question.controller, Role::Source)] {
            add(Deed::Admit { party: party.clone(), role });
        }
        all
    }

    fn fact(&self, condition: &Condition) -> Option<Fact> {
        let party = |with: &Id| match with.as_str() {
            "controller" => self.question.controller.clone(),
            "recipient" => self.question.recipient.clone(),
            _ => with.clone(),
        };
        match condition {
            Condition::Relationship(r) => Some(Fact::Relationship { kind: r.kind.clone(), with: party(&r.with) }),
            Condition::HomeMunicipality(home) => Some(Fact::HomeMunicipality { party: party(&home.party) }),
            Condition::Age(_) | Condition::Assertion(_) => None,
        }
    }

    fn needs_all(&self, notice: &NoticeRef) -> bool {
        let mut rows = self.catalogue.notices.iter().filter(|row| row.id == notice.id && row.version == notice.version);
        rows.any(|row| row.activation == Activation::AllGuardians)
    }

    /// Each of those who might give, and the guardians together.
    fn givers(&self) -> Vec<Vec<Actor>> {
        let mut groups = vec![vec![Actor::person()]];
        let guardians = self.actors(Performer::Guardian);
        groups.extend(guardians.iter().map(|by| vec![by.clone()]));
        groups.extend(self.actors(Performer::Representative).into_iter().map(|by| vec![by]));
        if guardians.len() > 1 {
            groups.push(guardians);
        }
        groups
    }

    /// A choice of the notice's own ids that has to do with the use.
    fn asked_of(&self, notice: &Notice) -> Scope {
        let question = self.question;
        let up = |id: &Id, parents: &dyn Fn(&Id) -> Vec<Id>| -> BTreeSet<Id> {
            let mut found = BTreeSet::new();
            let mut next = vec![id.clone()];
            while let Some(id) = next.pop() {
                if found.insert(id.clone()) {
                    next.extend(parents(&id));
                }
            }
            found
        };
        let categories = |id: &Id| -> Vec<Id> {
            let row = self.catalogue.data_categories.iter().find(|row| row.id == *id);
            row.map(|row| row.parents.clone()).unwrap_or_default()
        };
        let purposes = |id: &Id| -> Vec<Id> {
            let row = self.catalogue.purposes.iter().find(|row| row.id == *id);
            row.map(|row| row.parents.clone()).unwrap_or_default()
        };
        let wholes = |id: &Id| -> Vec<Id> {
            let row = self.catalogue.parties.iter().find(|row| row.id == *id);
            row.and_then(|row| row.part_of.clone()).into_iter().collect()
        };
        let wanted: BTreeSet<Id> = question.data_categories.iter().flat_map(|id| up(id, &categories)).collect();
        let some = |list: Vec<Id>| (!list.is_empty()).then_some(list);
        let chosen = |list: &[Id], up: BTreeSet<Id>| some(list.iter().filter(|id| up.contains(*id)).cloned().collect());
        let data_categories =
            notice.data_categories.iter().filter(|c| c.required || wanted.contains(&c.id)).map(|c| c.id.clone()).collect();
        Scope {
            controllers: chosen(&notice.controllers, up(&question.controller, &wholes)),
            recipients: notice.recipients.as_ref().and_then(|list| chosen(list, up(&question.recipient, &wholes))),
            data_categories: some(data_categories),
            purposes: chosen(&notice.purposes, up(&question.purpose, &purposes)),
            operations: {
                let list: Vec<_> = notice.operations.iter().copied().filter(|o| question.operations.contains(o)).collect();
                (!list.is_empty()).then_some(list)
            },
            cases: None,
        }
    }
}
