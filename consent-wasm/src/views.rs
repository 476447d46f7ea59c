//! The full answer, the words and the views, as JSON.

use consent_core::decide::{Answer, Audience, ProposedUse, UseTemplate};
use consent_core::explain::{Labels, Style, explain};
use consent_core::ledger::Event;
use consent_core::view::{StopListOptions, SubjectsOptions, register};
use consent_core::{Engine as Core, Error, Result, read_json, write_json_line};
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, id, instant, lang, natural, position, subject, word};
use crate::engine::Engine;
use crate::report::SubjectList;

fn audience(found: &str) -> Result<Audience> {
    word(Audience::ALL, Audience::word, found)
}

/// The full answer, as it is meant for an audience.
fn answered(engine: &Core, question: &ProposedUse, audience: Audience) -> Result<Answer> {
    if audience == Audience::Requester { engine.decide(question) } else { engine.decide_with_horizon(question) }
}

impl Engine {
    fn ask(&self, ask: impl FnOnce(&Core) -> Result<String>) -> Thrown<String> {
        self.read(|kept| ask(kept.engine()))
    }
}

#[wasm_bindgen]
impl Engine {
    /// The full answer to a proposed use.
    pub fn decide(&self, proposed: &str, audience: &str) -> Thrown<String> {
        self.ask(|engine| {
            let audience = self::audience(audience)?;
            let answer = answered(engine, &ProposedUse::from_json(proposed.as_bytes())?, audience)?;
            if audience == Audience::Requester { write_json_line(&answer.for_requester()?) } else { write_json_line(&answer) }
        })
    }

    /// The answer in words.
    pub fn explain(&self, proposed: &str, audience: &str, lang: &str, plain: bool) -> Thrown<String> {
        self.ask(|engine| {
            let style = Style { lang: self::lang(lang)?, audience: self::audience(audience)?, plain };
            let question = ProposedUse::from_json(proposed.as_bytes())?;
            let answer = answered(engine, &question, style.audience)?;
            write_json_line(&explain(&answer, engine.catalogue(question.known_at)?, style)?)
        })
    }

    /// The answers to several uses, each and all together.
    pub fn decide_bundle(&self, legs: &str, audience: &str) -> Thrown<String> {
        self.ask(|engine| {
            let audience = self::audience(audience)?;
            let bundle = engine.decide_all(&read_json::<Vec<ProposedUse>>(legs.as_bytes())?)?;
            if audience == Audience::Requester { write_json_line(&bundle.for_requester()?) } else { write_json_line(&bundle) }
        })
    }

    /// What would cover a proposed use; to the requester the same whoever the person is.
    pub fn remedies(&self, proposed: &str, audience: &str) -> Thrown<String> {
        self.ask(|engine| {
            let audience = self::audience(audience)?;
            let question = ProposedUse::from_json(proposed.as_bytes())?;
            if audience == Audience::Requester {
                write_json_line(&engine.remedies_for_requester(&question.template(), question.at)?)
            } else {
                write_json_line(&engine.remedies(&question)?)
            }
        })
    }

    /// Who may use which data of a person.
    pub fn overview(&self, subject: &str, at: f64, known_at: Option<f64>) -> Thrown<String> {
        self.ask(|engine| {
            write_json_line(&engine.overview(&self::subject(subject)?, instant(at)?, known_at.map(position).transpose()?)?)
        })
    }

    /// Who may use a category of a person's data.
    pub fn who_may(
        &self,
        subject: &str,
        data_category: &str,
        purpose: Option<String>,
        at: f64,
        known_at: Option<f64>,
    ) -> Thrown<String> {
        self.ask(|engine| {
            let (subject, category) = (self::subject(subject)?, id(data_category)?);
            let purpose = purpose.as_deref().map(id).transpose()?;
            let known_at = known_at.map(position).transpose()?;
            write_json_line(&engine.who_may(&subject, &category, purpose.as_ref(), instant(at)?, known_at)?)
        })
    }

    /// What would change if an event were recorded; it is not.
    pub fn preview(&self, event: &str) -> Thrown<String> {
        self.ask(|engine| write_json_line(&engine.preview(&Event::from_json(event.as_bytes())?)?))
    }

    /// What a service has, waits for, can ask and must not ask of a person.
    pub fn needs(&self, service: &str, subject: &str, at: f64) -> Thrown<String> {
        self.ask(|engine| write_json_line(&engine.needs(&id(service)?, &self::subject(subject)?, instant(at)?)?))
    }

    /// What a service must stop since it last looked.
    pub fn stop_list(&self, service: &str, since: f64, since_at: f64, at: f64) -> Thrown<String> {
        self.ask(|engine| {
            let (since, since_at, at) = (position(since)?, instant(since_at)?, instant(at)?);
            write_json_line(&engine.stop_list(&id(service)?, since, since_at, at, StopListOptions::default())?)
        })
    }

    /// For whom a use is covered. `threshold`: count reasons, and show none below it.
    pub fn subjects(&self, template: &str, at: f64, threshold: Option<f64>) -> Thrown<String> {
        self.ask(|engine| {
            let template: UseTemplate = read_json(template.as_bytes())?;
            let threshold = threshold.map(|least| natural(least, "the least count to publish")).transpose()?;
            let options = SubjectsOptions::default();
            let options = if threshold.is_some() { options.with_reasons() } else { options };
            let found = engine.subjects(&template, instant(at)?, options)?;
            let shown = |threshold| found.published_reasons(threshold).into_iter();
            write_json_line(&SubjectList {
                covered: found.iter().cloned().collect(),
                partly: found.partly(),
                total: found.total(),
                reasons: threshold.map(|_| found.reasons().clone()),
                published: threshold.map(|least| shown(least).filter_map(|(code, count)| Some((code, count?))).collect()),
            })
        })
    }

    /// The public register of today's catalogue.
    pub fn register(&self) -> Thrown<String> {
        self.ask(|engine| write_json_line(&register(engine.catalogue(None)?)))
    }

    /// What people call a thing of today's catalogue and of the law it rests on.
    pub fn label(&self, kind: &str, name: &str, lang: &str, version: Option<f64>) -> Thrown<String> {
        self.ask(|engine| {
            let labels = Labels::new(engine.catalogue(None)?, self::lang(lang)?);
            let name = id(name)?;
            let plain = |label: &str| label.to_owned();
            match kind {
                "data-category" => labels.category(&name).map(plain),
                "purpose" => labels.purpose(&name).map(plain),
                "party" => labels.party(&name).map(plain),
                "legal-basis" => labels.row_label(&name).map(plain),
                "law" => labels.law(&name),
                "notice" => {
                    let version = natural(version.unwrap_or_default(), "the version of a notice")?;
                    let version = u32::try_from(version).unwrap_or(u32::MAX);
                    labels.notice_label(&consent_core::decide::NoticeVersion { id: name, version }).map(plain)
                }
                "requirement" => labels.requirement_label(&name).map(plain),
                "bar" => labels.bar(&name),
                "term" => labels.term(&name).map(plain),
                _ => Err(Error::new(
                    "argument-value",
                    "expected one of data-category, purpose, party, legal-basis, law, notice, requirement, bar, term, found another word",
                )),
            }
        })
    }

    /// An instant as people write it, at the offset of today's catalogue; `form`: `moment`, its `day` alone, or what it means as an `end`.
    pub fn moment(&self, at: f64, lang: &str, form: &str) -> Thrown<String> {
        self.ask(|engine| {
            let labels = Labels::new(engine.catalogue(None)?, self::lang(lang)?);
            let at = instant(at)?;
            Ok(match form {
                "day" => labels.day(at),
                "end" => labels.ended(at),
                _ => labels.moment(at),
            })
        })
    }
}
