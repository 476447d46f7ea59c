//! Cedar: one policy, flat attributes. A person is an entity with numbered consents; a use between two changes of the catalogue is an
//! entity with the requirements that are open, and for each the notices whose consents meet it.

use core::fmt::Write as _;
use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use consent_benches::Result;
use consent_benches::contender::Contender;
use consent_benches::workload::{Question, World};

use crate::facts::{Facts, REQUIREMENTS};

/// The most consents that a person has.
const MOST: usize = 15;

#[derive(Debug)]
pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    facts: Facts,
    person: EntityTypeName,
    action: EntityUid,
    uses: Vec<EntityUid>,
    questions: Vec<(EntityUid, EntityUid, i64)>,
}

/// Every requirement that is open is met by one of the consents; the first attribute says how many there are.
fn policy() -> String {
    let mut text = "permit(principal, action, resource) when { ".to_owned();
    for (at, (_, requirement)) in REQUIREMENTS.iter().enumerate() {
        let and = if at == 0 { "" } else { " && " };
        let _ = write!(text, "{and}(!resource.{requirement}_open || (");
        for consent in 0..MOST {
            let or = if consent == 0 { "" } else { " || " };
            let _ = write!(
                text,
                "{or}(principal.count > {consent} && (resource.{requirement}.contains(principal.notice{consent}) \
                 && principal.from{consent} <= context.at && context.at < principal.until{consent}"
            );
            text.push(')');
        }
        text.push_str(&")".repeat(MOST));
        text.push_str("))");
    }
    text.push_str(" };");
    text
}

impl Cedar {
    pub(crate) fn new(world: &World) -> Result<Self> {
        let facts = Facts::new(world);
        let (person, asked): (EntityTypeName, EntityTypeName) = ("Person".parse()?, "Use".parse()?);
        let mut entities = Vec::new();
        for number in 0..world.subjects {
            let known = world.person(number);
            let mut attributes = HashMap::from([("count".to_owned(), long(i64::try_from(known.consents.len())?))]);
            for (at, consent) in known.consents.iter().enumerate() {
                attributes.insert(format!("notice{at}"), long(i64::from(consent.notice)));
                attributes.insert(format!("from{at}"), long(consent.from));
                attributes.insert(format!("until{at}"), long(consent.end()));
            }
            entities.push(Entity::new(uid(&person, known.key), attributes, HashSet::new())?);
        }
        let mut uses = Vec::new();
        for (window, open) in (0_u64..).zip(&facts.open) {
            let number = facts.asked(usize::try_from(window)?);
            let attributes = REQUIREMENTS.iter().flat_map(|(bit, name)| {
                let met = RestrictedExpression::new_set(facts.notices(number, *bit).map(long));
                [(format!("{name}_open"), RestrictedExpression::new_bool(open & bit != 0)), ((*name).to_owned(), met)]
            });
            uses.push(uid(&asked, window));
            entities.push(Entity::new(uid(&asked, window), attributes.collect(), HashSet::new())?);
        }
        Ok(Self {
            authorizer: Authorizer::new(),
            policies: policy().parse()?,
            entities: Entities::from_entities(entities, None)?,
            facts,
            person,
            action: r#"Action::"ask""#.parse()?,
            uses,
            questions: Vec::new(),
        })
    }

    fn ask(&self, (person, asked, at): &(EntityUid, EntityUid, i64)) -> Result<bool> {
        let context = Context::from_pairs([("at".to_owned(), long(*at))])?;
        let request = Request::new(person.clone(), self.action.clone(), asked.clone(), context, None)?;
        Ok(self.authorizer.is_authorized(&request, &self.policies, &self.entities).decision() == Decision::Allow)
    }
}

fn long(number: i64) -> RestrictedExpression {
    RestrictedExpression::new_long(number)
}

fn uid(kind: &EntityTypeName, number: u64) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(format!("{number:016x}")))
}

impl Contender for Cedar {
    fn name(&self) -> &'static str {
        "Cedar"
    }

    fn load(&mut self, questions: &[Question]) {
        let ready = questions.iter().map(|question| {
            let asked = &self.uses[self.facts.window(question.asked, question.at)];
            (uid(&self.person, World::key(question.subject)), asked.clone(), question.at)
        });
        self.questions = ready.collect();
    }

    fn answer(&mut self, covered: &mut Vec<bool>) {
        // An error is no answer: the use is not covered, and the comparison of answers finds it.
        covered.extend(self.questions.iter().map(|question| self.ask(question).unwrap_or_default()));
    }

    fn answer_one(&mut self, at: usize) -> bool {
        self.ask(&self.questions[at]).unwrap_or_default()
    }
}
