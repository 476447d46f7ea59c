//! Where the words of a receipt come from: the catalogue when it is made; the receipt itself when it is checked without one.

use std::collections::BTreeMap;

use super::context::{NOT_STATED, iri};
use super::model::{Basis, Concept, ConsentReceipt, ContactPoint, DecisionReceipt, Entity, NoticeNode, StatuteNode};
use crate::catalogue::{Article, Catalogue, Form, Law, Notice, Operation, Party, Term};
use crate::explain::Spoken;
use crate::id::Id;
use crate::text::{Lang, Text};
use crate::time::Period;

/// The class of data of GDPR 9(1).
const SPECIAL_CATEGORY: &str = "special-category";

/// How to reach a party. What is absent nobody has stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The postal address.
    pub address: Option<String>,
    /// The address for electronic mail.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// The page.
    pub url: Option<String>,
}

impl Contact {
    fn nodes(&self) -> Vec<ContactPoint> {
        let node = |kind: &str, stated: bool| ContactPoint {
            kind: if stated { vec![kind.to_owned()] } else { vec![kind.to_owned(), NOT_STATED.to_owned()] },
            address: None,
            email: None,
            telephone: None,
            url: None,
        };
        let wire = self.email.is_some() || self.telephone.is_some() || self.url.is_some();
        vec![
            ContactPoint {
                email: self.email.clone(),
                telephone: self.telephone.clone(),
                url: self.url.clone(),
                ..node("schema:ContactPoint", wire)
            },
            ContactPoint { address: self.address.clone(), ..node("schema:PostalAddress", self.address.is_some()) },
        ]
    }
}

/// What a notice offers, and what a consent on it does.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) label: Text,
    pub(super) form: Form,
    pub(super) validity: Option<Period>,
    pub(super) meets: Vec<Id>,
    pub(super) controllers: Vec<Id>,
    /// Absent: the controllers alone (READING 4).
    pub(super) recipients: Option<Vec<Id>>,
    pub(super) categories: Vec<Id>,
    /// Those without which the service does not work.
    pub(super) required: Vec<Id>,
    pub(super) purposes: Vec<Id>,
    pub(super) operations: Vec<Operation>,
}

/// What a catalogue says about ids. What it does not know has an id and no words.
pub(super) trait Words {
    /// The id of the catalogue.
    fn catalogue(&self) -> &Id;
    fn offer(&self, notice: &Id, version: u32) -> Option<Offer>;
    fn category(&self, id: &Id) -> Concept;
    fn purpose(&self, id: &Id) -> Concept;
    fn party(&self, id: &Id) -> Entity;
    fn term(&self, id: &Id) -> Option<Text>;
    fn basis(&self, id: &Id) -> Basis;
}

/// The words of a catalogue, and how the issuer says that parties are reached.
pub(super) struct Published<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) contacts: &'a BTreeMap<Id, Contact>,
}

impl Published<'_> {
    fn iri(&self, kind: &str, id: &Id) -> String {
        iri(&self.catalogue.id, kind, id.as_str())
    }

    fn is_special(&self, id: &Id) -> bool {
        let mut above = vec![id];
        let mut next = 0_usize;
        while let Some(id) = above.get(next) {
            next = next.saturating_add(1);
            let Some(category) = self.catalogue.data_categories.iter().find(|category| category.id == **id) else { continue };
            if category.classes.iter().any(|class| class.as_str() == SPECIAL_CATEGORY) {
                return true;
            }
            for parent in &category.parents {
                if !above.contains(&parent) {
                    above.push(parent);
                }
            }
        }
        false
    }

    /// What a party has itself or from the nearest party above that has it, never from above a legal person.
    fn inherited<T>(&self, id: &Id, own: impl Fn(&Party) -> Option<T>) -> Option<T> {
        let mut here = Some(id);
        // A tree has no more steps than parties.
        for _ in 0..=self.catalogue.parties.len() {
            let party = here.and_then(|id| self.catalogue.parties.iter().find(|party| party.id == *id))?;
            if let Some(found) = own(party) {
                return Some(found);
            }
            here = party.part_of.as_ref().filter(|_| !party.legal_person);
        }
        None
    }
}

impl Words for Published<'_> {
    fn catalogue(&self) -> &Id {
        &self.catalogue.id
    }

    fn offer(&self, notice: &Id, version: u32) -> Option<Offer> {
        let named = |known: &&Notice| known.id == *notice && known.version == version;
        self.catalogue.notices.iter().find(named).map(|notice| Offer {
            label: notice.labels.clone(),
            form: notice.form,
            validity: notice.validity,
            meets: notice.meets.clone(),
            controllers: notice.controllers.clone(),
            recipients: notice.recipients.clone(),
            categories: notice.data_categories.iter().map(|category| category.id.clone()).collect(),
            required: notice.data_categories.iter().filter(|category| category.required).map(|c| c.id.clone()).collect(),
            purposes: notice.purposes.clone(),
            operations: notice.operations.clone(),
        })
    }

    fn category(&self, id: &Id) -> Concept {
        let known = self.catalogue.data_categories.iter().find(|category| category.id == *id);
        let kind = if self.is_special(id) { "dpv:SpecialCategoryPersonalData" } else { "dpv:PersonalData" };
        let label = known.map(|category| category.labels.clone());
        concept(self.iri("data-category", id), kind, id, label, known.map(|category| category.same_as.as_slice()))
    }

    fn purpose(&self, id: &Id) -> Concept {
        let known = self.catalogue.purposes.iter().find(|purpose| purpose.id == *id);
        let label = known.map(|purpose| purpose.labels.clone());
        concept(self.iri("purpose", id), "dpv:Purpose", id, label, known.map(|purpose| purpose.same_as.as_slice()))
    }

    fn party(&self, id: &Id) -> Entity {
        let known = self.catalogue.parties.iter().find(|party| party.id == *id);
        let country = self.inherited(id, |party| party.country);
        let contact = self.inherited(id, |party| self.contacts.get(&party.id)).or_else(|| self.contacts.get(id));
        Entity {
            iri: self.iri("party", id),
            roles: Vec::new(),
            id: id.clone(),
            identifier: id.clone(),
            name: known.map(|party| party.labels.clone()),
            jurisdiction: country.map_or_else(|| NOT_STATED.to_owned(), |country| format!("loc:{}", country.as_str())),
            contact: contact.cloned().unwrap_or_default().nodes(),
        }
    }

    fn term(&self, id: &Id) -> Option<Text> {
        let same = |term: &&Term| term.id == *id;
        let own = self.catalogue.terms.iter().find(same).map(|term| term.labels.clone());
        own.or_else(|| Law::of_profiles(self.catalogue).ok()?.terms.iter().find(same).map(|term| term.labels.clone()))
    }

    fn basis(&self, id: &Id) -> Basis {
        let Some(row) = self.catalogue.legal_bases.iter().find(|row| row.id == *id) else {
            let iri = self.iri("consent", id);
            return Basis { iri, kind: "dpv:Consent".to_owned(), id: id.clone(), label: None, statute: None };
        };
        let article = match row.article {
            Article::B => "eu-gdpr:A6-1-b",
            Article::C => "eu-gdpr:A6-1-c",
            Article::D => "eu-gdpr:A6-1-d",
            Article::E => "eu-gdpr:A6-1-e",
            Article::F => "eu-gdpr:A6-1-f",
        };
        Basis {
            iri: self.iri("legal-basis", id),
            kind: article.to_owned(),
            id: id.clone(),
            label: Some(row.labels.clone()),
            statute: row.statute.as_ref().map(|statute| StatuteNode {
                name: statute.name.clone(),
                number: statute.number.clone(),
                section: statute.section.clone(),
            }),
        }
    }
}

fn concept(iri: String, kind: &str, id: &Id, label: Option<Text>, same_as: Option<&[String]>) -> Concept {
    let broader = same_as.filter(|same| !same.is_empty()).map_or_else(|| vec![kind.to_owned()], <[String]>::to_vec);
    Concept { iri, kind: kind.to_owned(), id: id.clone(), label, broader, necessity: None }
}

/// An operation: the same words in every catalogue.
pub(super) fn operation(catalogue: &Id, operation: Operation, id: Id) -> Concept {
    let label = Some(in_every_language(operation));
    let iri = iri(catalogue, "operation", operation.word());
    let broader = vec![operation.iri().to_owned()];
    Concept { iri, kind: "dpv:Processing".to_owned(), id, label, broader, necessity: None }
}

/// A word of the engine's own.
pub(super) fn in_every_language(word: impl Spoken) -> Text {
    let say = |lang| Some(word.say(lang).to_owned());
    Text { fi: say(Lang::Fi), sv: say(Lang::Sv), en: say(Lang::En) }
}

/// The words of a receipt that is checked: each thing's are those that stand where the receipt itself names it.
impl Words for ConsentReceipt {
    fn catalogue(&self) -> &Id {
        &self.catalogue.id
    }

    fn offer(&self, notice: &Id, version: u32) -> Option<Offer> {
        let NoticeNode { label, form, validity, meets, .. } =
            self.record.notices.iter().find(|node| node.id == *notice && node.version == version)?;
        let process = &self.record.process;
        let parties = |iris: &[String]| iris.iter().filter_map(|iri| self.party_of(iri)).collect();
        let required = |concept: &&Concept| concept.necessity.as_deref() == Some(super::consent::REQUIRED);
        Some(Offer {
            label: label.clone(),
            form: *form,
            validity: *validity,
            meets: meets.clone(),
            controllers: parties(&self.record.controllers),
            recipients: Some(parties(&process.recipients)),
            categories: ids(&process.data),
            required: process.data.iter().filter(required).map(|concept| concept.id.clone()).collect(),
            purposes: ids(&process.purposes),
            operations: process.operations.iter().filter_map(|node| operation_named(&node.id)).collect(),
        })
    }

    fn category(&self, id: &Id) -> Concept {
        let taken = self.record.events.iter().filter_map(|event| event.taken_away.as_ref()).flat_map(|taken| &taken.data);
        find(self.record.process.data.iter().chain(taken), &self.catalogue.id, "data-category", id)
    }

    fn purpose(&self, id: &Id) -> Concept {
        let taken = self.record.events.iter().filter_map(|event| event.taken_away.as_ref()).flat_map(|taken| &taken.purposes);
        find(self.record.process.purposes.iter().chain(taken), &self.catalogue.id, "purpose", id)
    }

    fn party(&self, id: &Id) -> Entity {
        let known = self.record.entities.iter().find(|entity| entity.id == *id);
        let blank = unknown(&self.catalogue.id, id);
        known.map_or(blank.clone(), |Entity { name, jurisdiction, contact, .. }| Entity {
            name: name.clone(),
            jurisdiction: jurisdiction.clone(),
            contact: contact.clone(),
            ..blank
        })
    }

    fn term(&self, id: &Id) -> Option<Text> {
        let methods = self.record.events.iter().filter_map(|event| event.method.as_ref());
        methods.map(|method| &method.channel).find(|channel| channel.id == *id)?.label.clone()
    }

    fn basis(&self, id: &Id) -> Basis {
        let iri = iri(&self.catalogue.id, "consent", id.as_str());
        Basis { iri, kind: "dpv:Consent".to_owned(), id: id.clone(), label: None, statute: None }
    }
}

impl ConsentReceipt {
    fn party_of(&self, iri: &str) -> Option<Id> {
        self.record.entities.iter().find(|entity| entity.iri == iri).map(|entity| entity.id.clone())
    }
}

impl Words for DecisionReceipt {
    fn catalogue(&self) -> &Id {
        &self.catalogue.id
    }

    fn offer(&self, _: &Id, _: u32) -> Option<Offer> {
        None
    }

    fn category(&self, id: &Id) -> Concept {
        find(self.record.data.iter(), &self.catalogue.id, "data-category", id)
    }

    fn purpose(&self, id: &Id) -> Concept {
        find(self.record.purpose.iter(), &self.catalogue.id, "purpose", id)
    }

    fn party(&self, id: &Id) -> Entity {
        let known = self.record.discloser.iter().chain(&self.record.recipient).find(|party| party.id == *id);
        let name = known.and_then(|party| party.name.clone());
        Entity { name, ..unknown(&self.catalogue.id, id) }
    }

    fn term(&self, _: &Id) -> Option<Text> {
        None
    }

    fn basis(&self, id: &Id) -> Basis {
        let stated = self.record.basis.as_ref();
        let kind = if stated.is_some_and(|basis| basis.kind == "dpv:Consent") { "consent" } else { "legal-basis" };
        Basis {
            iri: iri(&self.catalogue.id, kind, id.as_str()),
            kind: stated.map(|basis| basis.kind.clone()).unwrap_or_default(),
            id: id.clone(),
            label: stated.and_then(|basis| basis.label.clone()),
            statute: stated.and_then(|basis| basis.statute.clone()),
        }
    }
}

fn operation_named(id: &Id) -> Option<Operation> {
    Operation::ALL.iter().copied().find(|operation| operation.word() == id.as_str())
}

fn ids(concepts: &[Concept]) -> Vec<Id> {
    concepts.iter().map(|concept| concept.id.clone()).collect()
}

fn find<'a>(mut named: impl Iterator<Item = &'a Concept>, catalogue: &Id, kind: &str, id: &Id) -> Concept {
    let iri = iri(catalogue, kind, id.as_str());
    match named.find(|concept| concept.id == *id) {
        Some(known) => Concept { iri, necessity: None, ..known.clone() },
        None => Concept { iri, kind: String::new(), id: id.clone(), label: None, broader: Vec::new(), necessity: None },
    }
}

fn unknown(catalogue: &Id, id: &Id) -> Entity {
    Entity {
        iri: iri(catalogue, "party", id.as_str()),
        roles: Vec::new(),
        id: id.clone(),
        identifier: id.clone(),
        name: None,
        jurisdiction: NOT_STATED.to_owned(),
        contact: Contact::default().nodes(),
    }
}
