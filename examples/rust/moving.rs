//! A pupil moves from Helsinki to Turku: what the law obliges to pass on, what has to be asked, and what the answer
//! changes. Run it with `cargo run --package consent-core --example moving`.
//!
//! The catalogue is the demonstration of the project; it is no legal advice.

use consent_core::catalogue::{Assurance, Catalogue, Form, Operation, Scope};
use consent_core::decide::{Answer, Audience, Outcome, ProposedUse};
use consent_core::explain::{Style, explain};
use consent_core::ledger::{Actor, ActorRole, Attribute, Event, EventBody, Grant, NoticeRef};
use consent_core::{Engine, Id, Instant, Lang, Result, SubjectId};

const CATALOGUE: &str = include_str!("../data/catalogue.json");

fn main() -> Result<()> {
    let catalogue = Catalogue::from_json(CATALOGUE.as_bytes())?;
    let notice = catalogue.notices.iter().find(|notice| notice.id.as_str() == "student-welfare-on-moving").cloned();
    let published = EventBody::CataloguePublished { version: catalogue.version, sha256: catalogue.digest()? };
    let in_force_from = catalogue.published;

    let mut story = Story { engine: Engine::new(), events: 0 };
    story.engine.add_catalogue(catalogue)?;
    let helsinki = Actor { role: ActorRole::Controller, id: Some(Id::new("helsinki-education")?) };
    story.happens(in_force_from, &helsinki, None, published)?;

    // What the old school knows: the pupil is 16, goes to school in Turku from August, and can judge the matter.
    let pupil = SubjectId::new("pupil-a81f")?;
    let summer = "2026-06-01T09:00:00+03:00".parse()?;
    for fact in [
        EventBody::AttributeSet(Attribute::BirthDate("2010-03-14".parse()?)),
        EventBody::RelationshipStarted { kind: Id::new("pupil")?, with: Id::new("turku-education")? },
        EventBody::AttributeSet(Attribute::Capable { value: true, purposes: vec![Id::new("moving-transfer")?] }),
    ] {
        story.happens(summer, &helsinki, Some(&pupil), fact)?;
    }

    // 1. The law obliges: the pupil's records move with the pupil, and nobody is asked.
    let august = "2026-08-10T08:00:00+03:00".parse()?;
    let records = transfer(&pupil, "pupil-records", &["moving", "necessary"], august)?;
    let answer = story.ask("May Helsinki pass the pupil's records on to Turku?", &records)?;
    assert_eq!(answer.outcome, Outcome::Covered);

    // 2. The law does not open the records of student welfare: there the pupil has to be asked.
    let welfare = transfer(&pupil, "student-welfare-records", &["continuity-of-welfare"], august)?;
    let answer = story.ask("And the records of student welfare?", &welfare)?;
    assert_eq!(answer.outcome, Outcome::NotCovered);

    // 3. The pupil is shown the notice, and says yes.
    let notice = notice.expect("the demonstration has this notice");
    let permission = Id::new("permission-2f6c")?;
    let shown = NoticeRef { id: notice.id.clone(), version: notice.version, language: Some(Lang::Fi), sha256: notice.sha256.fi };
    let yes = Grant {
        consent: permission.clone(),
        notice: shown,
        scope: Scope::default(),
        form: Form::Any,
        channel: Id::new("online-service")?,
        assurance: Assurance::Substantial,
        case: None,
        valid_from: None,
        valid_until: None,
        evidence: None,
    };
    story.happens(
        "2026-08-10T09:30:00+03:00".parse()?,
        &Actor::person(),
        Some(&pupil),
        EventBody::ConsentGiven(Box::new(yes)),
    )?;
    let noon = "2026-08-10T12:00:00+03:00".parse()?;
    let answer = story.ask("And now, at noon?", &ProposedUse { at: noon, ..welfare.clone() })?;
    assert_eq!(answer.outcome, Outcome::Covered);

    // 4. The pupil thinks again. What the law obliges to is not touched by it; and the past stays what it was.
    let withdrawn = EventBody::ConsentWithdrawn { consent: permission };
    story.happens("2026-08-11T10:00:00+03:00".parse()?, &Actor::person(), Some(&pupil), withdrawn)?;
    let later = "2026-08-12T08:00:00+03:00".parse()?;
    let answer = story.ask("After the withdrawal?", &ProposedUse { at: later, ..welfare.clone() })?;
    assert_eq!(answer.outcome, Outcome::NotCovered);
    let answer = story.ask("And the pupil's records after it?", &ProposedUse { at: later, ..records })?;
    assert_eq!(answer.outcome, Outcome::Covered);
    let answer =
        story.ask("Was it right to pass the welfare records on at noon on 10 August?", &ProposedUse { at: noon, ..welfare })?;
    assert_eq!(answer.outcome, Outcome::Covered);
    Ok(())
}

struct Story {
    engine: Engine,
    events: u32,
}

impl Story {
    /// Something happens, and is known at once.
    fn happens(&mut self, at: Instant, by: &Actor, subject: Option<&SubjectId>, body: EventBody) -> Result<()> {
        self.events += 1;
        let id = Id::new(&format!("event-{}", self.events))?;
        let event = Event { id, subject: subject.cloned(), at, by: by.clone(), operator: None, reason: None, body };
        self.engine.record(event, at).map(drop)
    }

    /// Asks, and prints the answer as the pupil would read it.
    fn ask(&self, title: &str, question: &ProposedUse) -> Result<Answer> {
        let answer = self.engine.decide_with_horizon(question)?;
        let style = Style { lang: Lang::En, audience: Audience::Citizen, plain: false };
        let words = explain(&answer, self.engine.catalogue(question.known_at)?, style)?;
        println!("{title}\n{words}");
        Ok(answer)
    }
}

/// Helsinki discloses to Turku because the pupil moves.
fn transfer(subject: &SubjectId, data: &str, stated: &[&str], at: Instant) -> Result<ProposedUse> {
    Ok(ProposedUse {
        subject: subject.clone(),
        at,
        known_at: None,
        controller: Id::new("helsinki-education")?,
        recipient: Id::new("turku-education")?,
        purpose: Id::new("moving-transfer")?,
        data_categories: vec![Id::new(data)?],
        except: None,
        operations: vec![Operation::Disclose],
        cases: None,
        channel: None,
        automated_decision: false,
        assertions: stated.iter().map(|word| Id::new(word)).collect::<Result<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_story_goes_as_it_is_told() {
        super::main().unwrap();
    }
}
