//! `consent remedy`: the smallest sets of acts that would cover a use.

use std::collections::BTreeMap;

use consent_core::catalogue::Operation;
use consent_core::decide::{Audience, Outcome, ProposedUse};
use consent_core::explain::{Heading, Phrase, date};
use consent_core::ledger::Actor;
use consent_core::remedy::{ActKind, DoNotAsk, Fact, RemedyAct};
use consent_core::{Engine, Id, Instant};

use super::section;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::input;
use crate::options::{Format, Output, Remedy};
use crate::output::Out;
use crate::say::{Say, list};
use crate::table::Table;

pub(crate) fn run(options: &Remedy, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let input = &options.question;
    let engine = input::sources(&options.sources, Some(input), output.lang)?;
    let mut question = ProposedUse::from_json(&input.document()?).in_file(input)?;
    question.at = options.at.unwrap_or(question.at);
    question.known_at = options.known_at.or(question.known_at);
    Ok(remedy(&engine, &question, output, out).in_file(input)?.into())
}

fn remedy(engine: &Engine, question: &ProposedUse, output: &Output, out: &mut Out) -> Result<Outcome, Problem> {
    let outcome = engine.decide(question)?.outcome;
    let say = Say::new(engine.catalogue(question.known_at)?, output.lang);
    if output.audience == Audience::Requester {
        let found = engine.remedies_for_requester(&question.template(), question.at)?;
        match output.format {
            Format::Json => out.json(&found)?,
            Format::Text => Shown {
                outcome,
                note: Some(Heading::ForAnyone),
                sets: &found.sets,
                wait_until: found.wait_until,
                narrow_request: found.narrow_request.as_deref(),
                do_not_ask: &found.do_not_ask,
            }
            .print(&say, out),
        }
    } else {
        let found = engine.remedies(question)?;
        match output.format {
            Format::Json => out.json(&found)?,
            Format::Text => Shown {
                outcome,
                note: None,
                sets: &found.sets,
                wait_until: found.wait_until,
                narrow_request: found.narrow_request.as_deref(),
                do_not_ask: &found.do_not_ask,
            }
            .print(&say, out),
        }
    }
    Ok(outcome)
}

/// What is said, whoever asks.
struct Shown<'a> {
    outcome: Outcome,
    note: Option<Heading>,
    sets: &'a [Vec<RemedyAct>],
    wait_until: Option<Instant>,
    narrow_request: Option<&'a [Id]>,
    do_not_ask: &'a [DoNotAsk],
}

impl Shown<'_> {
    fn print(&self, say: &Say<'_>, out: &mut Out) {
        out.line(say.word(match self.outcome {
            Outcome::Covered => Phrase::CoveredMixed,
            Outcome::PartlyCovered => Phrase::PartlyMixed,
            Outcome::NotCovered => Phrase::NotCoveredMixed,
        }));
        // Nothing has to be done for what is covered, whatever would have to be done for somebody else.
        if self.outcome != Outcome::Covered {
            self.ways(say, out);
        }
        section(Heading::DoNotAskItems, &do_not_ask(self.do_not_ask, say), say, out);
    }

    fn ways(&self, say: &Say<'_>, out: &mut Out) {
        if self.sets.is_empty() {
            out.line(say.word(Heading::NoWay));
        } else {
            out.line(say.word(Heading::OneOfThese));
            if let Some(note) = self.note {
                out.line(say.word(note));
            }
            out.line("");
            let headings = [Heading::Way, Heading::Act, Heading::About, Heading::WhoCan];
            let mut table = Table::new(say.words(&headings));
            for (number, set) in (1_usize..).zip(self.sets) {
                for (place, act) in set.iter().enumerate() {
                    let way = if place == 0 { number.to_string() } else { String::new() };
                    table.row([way, say.word(act.act).to_owned(), about(act, say), who(act, say)]);
                }
            }
            table.print(out);
            if self.wait_until.is_some() || self.narrow_request.is_some() {
                out.line("");
            }
        }
        if let Some(until) = self.wait_until {
            out.line(say.with(Heading::WaitUntil, &[("time", &say.moment(until))]));
        }
        if let Some(except) = self.narrow_request {
            out.line(say.with(Heading::LeaveOut, &[("groups", &say.categories(except))]));
        }
    }
}

fn about(act: &RemedyAct, say: &Say<'_>) -> String {
    match act.act {
        ActKind::Assert => say.term(&act.id),
        ActKind::RecordFact => act.fact.as_ref().map_or_else(|| act.id.to_string(), |found| fact(found, say)),
        ActKind::AskConsent => ask(act, say),
        ActKind::CompleteQuorum => act.id.to_string(),
        ActKind::LiftBar => {
            act.kind.as_ref().map_or_else(|| act.id.to_string(), |kind| format!("{} ({})", say.bar(kind), act.id))
        }
        ActKind::RenewAssessment => say.with(Phrase::WordAssessment, &[("assessment", act.id.as_str())]),
        ActKind::ObtainPermit => {
            let permit = say.with(Phrase::WordPermit, &[("permit", act.id.as_str())]);
            act.basis.as_ref().map_or_else(|| permit.clone(), |basis| format!("{permit}\n{}", say.row(basis)))
        }
        ActKind::AdmitParty => match act.role {
            Some(role) => format!("{} ({})", say.party(&act.id), say.word(role)),
            None => say.party(&act.id),
        },
    }
}

/// The text to show, and exactly what has to be asked.
fn ask(act: &RemedyAct, say: &Say<'_>) -> String {
    let version = act.version.unwrap_or_default();
    let notice = consent_core::decide::NoticeVersion { id: act.id.clone(), version };
    let text = say.with(Phrase::WordNotice, &[("notice", act.id.as_str()), ("version", &version.to_string())]);
    let mut lines = vec![format!("{} ({text})", say.notice(&notice))];
    // The rest of the scope is what the use itself names.
    if let Some(scope) = &act.scope {
        let data = say.categories(scope.data_categories.as_deref().unwrap_or_default());
        let operations = say.operations(scope.operations.as_deref().unwrap_or_default());
        lines.push(say.with(Phrase::DataOperations, &[("groups", &data), ("operations", &operations)]));
    }
    lines.extend(act.form.map(|form| format!("{}: {}", say.word(Heading::AnswerForm), say.word(form))));
    lines.extend(act.pending.as_ref().map(|consent| say.with(Heading::AskedAlready, &[("consent", consent.as_str())])));
    lines.join("\n")
}

fn fact(fact: &Fact, say: &Say<'_>) -> String {
    match fact {
        Fact::Relationship { kind, with } => {
            say.with(Heading::FactRelationship, &[("kind", &say.term(kind)), ("org", &say.party(with))])
        }
        Fact::HomeMunicipality { party } => say.with(Heading::FactHome, &[("org", &say.party(party))]),
        Fact::BirthDate { not_after, after: None } => say.with(Heading::FactBorn, &[("date", &date(*not_after, say.lang))]),
        Fact::BirthDate { not_after, after: Some(after) } => {
            let (not_after, after) = (date(*not_after, say.lang), date(*after, say.lang));
            say.with(Heading::FactBornBetween, &[("date", &not_after), ("after", &after)])
        }
    }
}

/// Who performs an act: those who answer, one alternative a line, or else the roles.
fn who(act: &RemedyAct, say: &Say<'_>) -> String {
    if act.who.is_empty() {
        return list(act.performed_by.iter().map(|performer| say.word(*performer)));
    }
    let group = |group: &Vec<Actor>| {
        let people = list(group.iter().map(|actor| say.actor(actor)));
        if group.len() > 1 { say.with(Heading::AllTogether, &[("people", &people)]) } else { people }
    };
    act.who.iter().map(group).collect::<Vec<_>>().join("\n")
}

/// The items with the same requirements together.
fn do_not_ask(items: &[DoNotAsk], say: &Say<'_>) -> Table {
    let mut groups: BTreeMap<(&[Id], Operation), Vec<Id>> = BTreeMap::new();
    for item in items {
        groups.entry((&item.requirements, item.operation)).or_default().push(item.category.clone());
    }
    let mut table = Table::new(say.words(&[Heading::Data, Heading::Requirements]));
    for ((requirements, operation), categories) in groups {
        table
            .row([format!("{} ({})", say.categories(&categories), say.operations(&[operation])), say.requirements(requirements)]);
    }
    table
}
