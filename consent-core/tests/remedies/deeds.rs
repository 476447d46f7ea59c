//! Doing what a remedy says: events through the door, catalogue rows in a copy, assertions in the use.

use consent_core::catalogue::{Assurance, Catalogue, Form, Membership, MembershipStatus, Permit, Role, Scope};
use consent_core::decide::ProposedUse;
use consent_core::ledger::{Actor, ActorRole, Attribute, Capacity, Event, EventBody, Grant, NoticeRef, Record};
use consent_core::remedy::{ActKind, Fact, Performer, RemedyAct};
use consent_core::{Engine, Id, Instant, Lang};

use crate::worlds::{World, named};

/// An act with those who do it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    Assert(Id),
    Record(Fact),
    Give {
        notice: (Id, u32),
        scope: Scope,
        form: Form,
        by: Vec<Actor>,
        consent: Option<Id>,
    },
    Complete {
        consent: Id,
        by: Vec<Actor>,
    },
    /// By the first of these whom the door lets in.
    Lift {
        bar: Id,
        by: Vec<Actor>,
    },
    Assess(Id),
    Permit {
        basis: Id,
    },
    Admit {
        party: Id,
        role: Role,
    },
}

impl Deed {
    /// What is done and about what, whoever does it. A fact with a party holds for its parts, so that the party is left out.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Assert(id) => format!("assert {id}"),
            Self::Record(Fact::Relationship { kind, .. }) => format!("record-fact {kind}"),
            Self::Record(Fact::HomeMunicipality { .. }) => "record-fact home".to_owned(),
            Self::Record(Fact::BirthDate { .. }) => "record-fact birth".to_owned(),
            Self::Give { notice: (id, version), .. } => format!("ask-consent {id} {version}"),
            Self::Complete { consent, .. } => format!("complete-quorum {consent}"),
            Self::Lift { bar, .. } => format!("lift-bar {bar}"),
            Self::Assess(id) => format!("renew-assessment {id}"),
            Self::Permit { basis } => format!("obtain-permit {basis}"),
            Self::Admit { party, role } => format!("admit-party {party} {role}"),
        }
    }
}

/// A ledger up to where a question reads it, and what is asked of it.
pub(super) struct Copy<'a> {
    pub(super) world: &'a World,
    pub(super) records: Vec<Record>,
    pub(super) question: &'a ProposedUse,
    /// Today's catalogue.
    pub(super) catalogue: &'a Catalogue,
}

impl<'a> Copy<'a> {
    pub(super) fn new(world: &'a World, engine: &'a Engine) -> Option<Self> {
        let question = &world.question;
        let position = question.known_at.unwrap_or(u64::MAX);
        let records = engine.records().iter().filter(|record| record.seq < position).cloned().collect();
        let catalogue = engine.catalogue(question.known_at).ok()?;
        Some(Self { world, records, question, catalogue })
    }

    /// When the acts happen and the use is asked again.
    pub(super) fn then(&self) -> Instant {
        self.question.at.next()
    }

    /// Whether the use is covered after these acts; an error says who was not let in.
    pub(super) fn covered_after(&self, deeds: &[Deed]) -> Result<bool, String> {
        let (engine, question) = self.after(deeds)?;
        let prepared = engine.prepare(&question.template()).map_err(|error| format!("{error:?}"))?;
        let outcome = engine.ask(&prepared, &question.subject, question.at).map_err(|error| format!("{error:?}"))?;
        Ok(outcome == consent_core::decide::Outcome::Covered)
    }

    /// An engine in which the acts have happened, and the use that is asked then.
    pub(super) fn after(&self, deeds: &[Deed]) -> Result<(Engine, ProposedUse), String> {
        let mut catalogues = self.world.catalogues.clone();
        let mut question = ProposedUse { at: self.then(), known_at: None, ..self.question.clone() };
        for deed in deeds {
            match deed {
                Deed::Assert(name) => question.assertions.push(name.clone()),
                Deed::Assess(_) | Deed::Permit { .. } | Deed::Admit { .. } => {
                    catalogues.iter_mut().for_each(|catalogue| self.republish(catalogue, deed));
                }
                _ => {}
            }
        }
        let mut engine = Engine::with_hash_key([7, 11]);
        let mut records = self.records.clone();
        for catalogue in catalogues {
            let digest = catalogue.digest().map_err(|error| format!("{error:?}"))?;
            for record in &mut records {
                if let EventBody::CataloguePublished { version, sha256 } = &mut record.event.body
                    && *version == catalogue.version
                {
                    *sha256 = digest;
                }
            }
            engine.add_catalogue(catalogue).map_err(|error| format!("{error:?} {:#?}", error.findings()))?;
        }
        engine.restore(records).map_err(|error| format!("{error:?}"))?;
        for (number, deed) in deeds.iter().enumerate() {
            self.record(&mut engine, number, deed)?;
        }
        Ok((engine, question))
    }

    fn republish(&self, catalogue: &mut Catalogue, deed: &Deed) {
        let t = self.then();
        match deed {
            Deed::Assess(id) => {
                let rows = catalogue.legal_bases.iter_mut().filter_map(|row| row.assessment.as_mut());
                let notices = catalogue.notices.iter_mut().filter_map(|notice| notice.assessment.as_mut());
                for assessment in rows.chain(notices).filter(|assessment| assessment.id == *id) {
                    assessment.until = None;
                }
            }
            // An older version may not know the holder yet.
            Deed::Permit { basis } if catalogue.parties.iter().any(|party| party.id == self.question.recipient) => {
                for row in catalogue.legal_bases.iter_mut().filter(|row| row.id == *basis) {
                    let holder = self.question.recipient.clone();
                    row.permit = row.permit.take().map(|old| Permit { id: old.id, holder, from: Some(t), until: None });
                }
            }
            Deed::Admit { party, role } => {
                let mut memberships = memberships(catalogue, party);
                for entry in memberships.iter_mut().filter(|entry| entry.role == *role) {
                    let begun = entry.from.is_none_or(|from| from < t);
                    let open = entry.until.is_none_or(|until| t < until);
                    if begun && open {
                        entry.until = Some(t);
                    }
                }
                let (status, rulebook) = (MembershipStatus::Admitted, Some("1".to_owned()));
                memberships.retain(|entry| entry.from.is_none_or(|from| from != t));
                memberships.push(Membership { role: *role, status, from: Some(t), until: None, rulebook });
                if let Some(row) = catalogue.parties.iter_mut().find(|row| row.id == *party) {
                    row.memberships = memberships;
                }
            }
            _ => {}
        }
    }

    fn record(&self, engine: &mut Engine, number: usize, deed: &Deed) -> Result<(), String> {
        let registrar = Actor { role: ActorRole::Authority, id: Some(named("u0")) };
        let acts: Vec<(Actor, EventBody)> = match deed {
            Deed::Assert(_) | Deed::Assess(_) | Deed::Permit { .. } | Deed::Admit { .. } => Vec::new(),
            Deed::Record(fact) => vec![(registrar, fact_event(fact))],
            Deed::Give { notice: (id, version), scope, form, by, consent } => {
                let notice = self.catalogue.notices.iter().find(|row| row.id == *id && row.version == *version);
                let notice = notice.ok_or_else(|| format!("there is no notice {id} {version}"))?;
                let grant = Grant {
                    consent: consent.clone().unwrap_or_else(|| named(&format!("new-{number}"))),
                    notice: NoticeRef {
                        id: id.clone(),
                        version: *version,
                        language: Some(Lang::Fi),
                        sha256: notice.sha256.get(Lang::Fi),
                    },
                    scope: scope.clone(),
                    form: *form,
                    channel: named("web"),
                    assurance: Assurance::High,
                    case: None,
                    valid_from: None,
                    valid_until: None,
                    evidence: None,
                };
                by.iter().map(|by| (by.clone(), EventBody::ConsentGiven(Box::new(grant.clone())))).collect()
            }
            Deed::Complete { consent, by } => {
                let given = self.records.iter().rev().find_map(|record| match &record.event.body {
                    EventBody::ConsentGiven(grant) if grant.consent == *consent => Some(grant.clone()),
                    _ => None,
                });
                let given = given.ok_or_else(|| format!("nobody gave {consent}"))?;
                let grant = Grant { form: Form::ExplicitWritten, valid_from: None, valid_until: None, ..*given };
                by.iter().map(|by| (by.clone(), EventBody::ConsentGiven(Box::new(grant.clone())))).collect()
            }
            Deed::Lift { bar, by } => {
                let refusals: Vec<String> = by
                    .iter()
                    .map_while(|by| {
                        let body = EventBody::BarLifted { bar: bar.clone() };
                        self.bring(engine, &format!("new-{number}"), by.clone(), body).err()
                    })
                    .collect();
                return if refusals.len() < by.len() { Ok(()) } else { Err(format!("nobody lifts {bar}: {refusals:?}")) };
            }
        };
        for (part, (by, body)) in acts.into_iter().enumerate() {
            self.bring(engine, &format!("new-{number}-{part}"), by, body)?;
        }
        Ok(())
    }

    fn bring(&self, engine: &mut Engine, id: &str, by: Actor, body: EventBody) -> Result<(), String> {
        let at = self.then();
        let subject = Some(self.question.subject.clone());
        let event = Event { id: named(id), subject, at, by, operator: None, reason: None, body };
        engine.record(event, at).map(|_| ()).map_err(|error| format!("{}: {error}", error.code()))
    }

    /// What a set tells to do, for every choice of those who answer.
    pub(super) fn deeds(&self, set: &[RemedyAct]) -> Result<Vec<Vec<Deed>>, String> {
        let mut choices: Vec<Vec<Deed>> = vec![Vec::new()];
        for act in set {
            let one = self.deed(act)?;
            choices = choices
                .iter()
                .flat_map(|done| one.iter().map(move |deed| done.iter().cloned().chain([deed.clone()]).collect()))
                .collect();
        }
        Ok(choices)
    }

    fn deed(&self, act: &RemedyAct) -> Result<Vec<Deed>, String> {
        let lacks = |what: &str| format!("an act without {what}: {act:?}");
        if act.performed_by.is_empty() {
            return Err(lacks("anyone who can do it"));
        }
        let id = act.id.clone();
        Ok(match act.act {
            ActKind::Assert => vec![Deed::Assert(id)],
            ActKind::RecordFact => vec![Deed::Record(act.fact.clone().ok_or_else(|| lacks("its fact"))?)],
            ActKind::AskConsent => {
                let version = act.version.ok_or_else(|| lacks("its version"))?;
                let scope = act.scope.clone().ok_or_else(|| lacks("its scope"))?;
                let form = act.form.ok_or_else(|| lacks("its form"))?;
                if act.who.is_empty() {
                    return Err(lacks("those who answer"));
                }
                let give = |by: &Vec<Actor>| Deed::Give {
                    notice: (id.clone(), version),
                    scope: scope.clone(),
                    form,
                    by: by.clone(),
                    consent: act.pending.clone(),
                };
                act.who.iter().map(give).collect()
            }
            ActKind::CompleteQuorum => act.who.iter().map(|by| Deed::Complete { consent: id.clone(), by: by.clone() }).collect(),
            ActKind::LiftBar => {
                vec![Deed::Lift { bar: id, by: act.performed_by.iter().flat_map(|by| self.actors(*by)).collect() }]
            }
            ActKind::RenewAssessment => vec![Deed::Assess(id)],
            ActKind::ObtainPermit => vec![Deed::Permit { basis: act.basis.clone().ok_or_else(|| lacks("its basis"))? }],
            ActKind::AdmitParty => vec![Deed::Admit { party: id, role: act.role.ok_or_else(|| lacks("its role"))? }],
        })
    }

    /// Everyone in a role whom the ledger or the catalogue knows.
    pub(super) fn actors(&self, performer: Performer) -> Vec<Actor> {
        let office = |role: ActorRole| -> Vec<Actor> {
            self.catalogue.parties.iter().map(|party| Actor { role, id: Some(party.id.clone()) }).collect()
        };
        match performer {
            Performer::Asker => Vec::new(),
            Performer::Person => vec![Actor::person()],
            Performer::Guardian => self.representatives(Capacity::Guardian, ActorRole::Guardian),
            Performer::Representative => {
                let mut both = self.representatives(Capacity::Mandate, ActorRole::Mandate);
                both.extend(self.representatives(Capacity::LegalGuardian, ActorRole::LegalGuardian));
                both
            }
            Performer::Controller => office(ActorRole::Controller),
            Performer::Operator => office(ActorRole::Operator),
            Performer::Authority => office(ActorRole::Authority),
        }
    }

    fn representatives(&self, wanted: Capacity, role: ActorRole) -> Vec<Actor> {
        let mut list: Vec<Actor> = self
            .records
            .iter()
            .filter_map(|record| match &record.event.body {
                EventBody::RepresentationStarted { representative, capacity, .. } if *capacity == wanted => {
                    Some(Actor { role, id: Some(representative.clone()) })
                }
                _ => None,
            })
            .collect();
        list.sort();
        list.dedup();
        list
    }
}

/// A party's memberships: its own, or else its nearest ancestor's, never looking above a legal person.
fn memberships(catalogue: &Catalogue, party: &Id) -> Vec<Membership> {
    let mut next = Some(party.clone());
    while let Some(id) = next {
        let Some(row) = catalogue.parties.iter().find(|row| row.id == id) else { break };
        if !row.memberships.is_empty() || row.legal_person {
            return row.memberships.clone();
        }
        next = row.part_of.clone();
    }
    Vec::new()
}

fn fact_event(fact: &Fact) -> EventBody {
    match fact {
        Fact::Relationship { kind, with } => EventBody::RelationshipStarted { kind: kind.clone(), with: with.clone() },
        Fact::HomeMunicipality { party } => EventBody::AttributeSet(Attribute::HomeMunicipality(party.clone())),
        Fact::BirthDate { not_after, .. } => EventBody::AttributeSet(Attribute::BirthDate(*not_after)),
    }
}
