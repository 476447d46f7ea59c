//! The engine's own words, for pages that arrange answers themselves.

use std::collections::BTreeMap;

use consent_core::Result;
use consent_core::catalogue::{Article, Ask, Character, Due, Form, Operation, Role};
use consent_core::decide::{Audience, Outcome, ReasonCode};
use consent_core::explain::{Heading, Phrase, Spoken};
use consent_core::remedy::{ActKind, Performer};
use consent_core::view::ConsentStatus;
use consent_core::{Lang, write_json_line};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::boundary::{Thrown, lang, thrown};

type Said = BTreeMap<&'static str, &'static str>;

/// What the engine calls the values of its own words, in one language.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// Titles, columns, what is said within a cell. Slots stand in braces.
    pub headings: Said,
    /// What pages and answers say. Slots stand in braces.
    pub phrases: Said,
    /// What is done with data.
    pub operations: Said,
    /// Whether a use is covered.
    pub outcomes: Said,
    /// Articles of the GDPR.
    pub articles: Said,
    /// Whether a legal basis obliges or allows.
    pub characters: Said,
    /// When an obligation is due.
    pub dues: Said,
    /// For whom an answer is.
    pub audiences: Said,
    /// Why something is not covered.
    pub reasons: Said,
    /// What can be done about it.
    pub acts: Said,
    /// In which role somebody acts.
    pub performers: Said,
    /// How a consent stands.
    pub statuses: Said,
    /// Forms of an answer.
    pub forms: Said,
    /// What may be asked.
    pub asks: Said,
    /// Roles in a network.
    pub roles: Said,
}

fn said<T: Spoken>(all: &[T], word: fn(T) -> &'static str, lang: Lang) -> Said {
    all.iter().map(|value| (word(*value), value.say(lang))).collect()
}

/// The engine's own words in a language, as JSON.
#[wasm_bindgen]
pub fn words(lang: &str) -> Thrown<String> {
    self::lang(lang).and_then(in_lang).map_err(thrown)
}

fn in_lang(lang: Lang) -> Result<String> {
    write_json_line(&Words {
        headings: said(Heading::ALL, Heading::word, lang),
        phrases: said(Phrase::ALL, Phrase::word, lang),
        operations: said(Operation::ALL, Operation::word, lang),
        outcomes: said(Outcome::ALL, Outcome::word, lang),
        articles: said(Article::ALL, Article::word, lang),
        characters: said(Character::ALL, Character::word, lang),
        dues: said(Due::ALL, Due::word, lang),
        audiences: said(Audience::ALL, Audience::word, lang),
        reasons: said(ReasonCode::ALL, ReasonCode::word, lang),
        acts: said(ActKind::ALL, ActKind::word, lang),
        performers: said(Performer::ALL, Performer::word, lang),
        statuses: said(ConsentStatus::ALL, ConsentStatus::word, lang),
        forms: said(Form::ALL, Form::word, lang),
        asks: said(Ask::ALL, Ask::word, lang),
        roles: said(Role::ALL, Role::word, lang),
    })
}
