//! The tables: the same slots in every language, nothing empty, nothing left untranslated, short sentences, and the words
//! that were agreed on.

use std::collections::BTreeSet;

use consent_core::Lang;
use consent_core::catalogue::{Article, Ask, Character, Due, Form, Operation, Role, Term, TermKind};
use consent_core::decide::{Audience, Outcome, ReasonCode};
use consent_core::explain::{Heading, Labels, Phrase, Spoken, fill, phrase};
use consent_core::remedy::{ActKind, Performer};
use consent_core::view::ConsentStatus;

use super::{catalogue, id};

/// Every text with slots or sentences, by its key.
fn all() -> impl Iterator<Item = (&'static str, [&'static str; 3])> {
    let phrases = Phrase::ALL.iter().map(|key| (key.word(), Lang::ALL.map(|lang| key.say(lang))));
    phrases.chain(Heading::ALL.iter().map(|key| (key.word(), Lang::ALL.map(|lang| key.say(lang)))))
}

fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn every_language_has_the_same_slots() {
    for (key, texts) in all() {
        for text in texts {
            assert_eq!(slots(text), slots(texts[0]), "{key}: {text}");
        }
    }
}

fn check_words<T: Spoken + core::fmt::Debug>(all: &[T]) {
    let mut seen = BTreeSet::new();
    for word in all {
        let texts = Lang::ALL.map(|lang| word.say(lang));
        for text in texts {
            assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{word:?}: `{text}`");
            assert!(!text.chars().any(char::is_control), "{word:?}: {text:?}");
        }
        let different: BTreeSet<&str> = texts.into_iter().collect();
        assert_eq!(different.len(), 3, "{word:?} says the same in two languages: {texts:?}");
        assert!(seen.insert(texts), "{word:?} says what another says: {texts:?}");
    }
}

#[test]
fn every_text_is_there_and_is_its_own() {
    check_words(Phrase::ALL);
    check_words(Operation::ALL);
    check_words(Outcome::ALL);
    check_words(Article::ALL);
    check_words(Character::ALL);
    check_words(Due::ALL);
    check_words(Audience::ALL);
    check_words(ReasonCode::ALL);
    check_words(Heading::ALL);
    check_words(ActKind::ALL);
    check_words(Performer::ALL);
    check_words(ConsentStatus::ALL);
    check_words(Form::ALL);
    check_words(Ask::ALL);
    check_words(Role::ALL);
}

#[test]
fn no_sentence_has_more_than_twenty_words() {
    for (key, texts) in all().filter(|(key, _)| !key.starts_with("audit-")) {
        for text in texts {
            for sentence in text.split_inclusive(['.', '?']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{key} has {words} words: {sentence}");
            }
        }
    }
}

#[test]
fn a_slot_is_never_inflected() {
    // A letter right after or before a slot would be an ending, as in `{org}n`.
    for (key, texts) in all() {
        for text in texts {
            for (at, _) in text.match_indices('}') {
                assert!(!text[at + 1..].starts_with(|c: char| c.is_alphabetic() || c == '\''), "{key}: {text}");
            }
            for (at, _) in text.match_indices('{') {
                assert!(!text[..at].ends_with(char::is_alphabetic), "{key}: {text}");
            }
        }
    }
}

#[test]
fn the_agreed_words_are_said_as_agreed() {
    let mut lines = 0;
    for line in include_str!("agreed.tsv").lines() {
        let [key, fi, sv, en] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("four columns: {line}") };
        let key: Phrase = key.parse().unwrap();
        assert_eq!(Lang::ALL.map(|lang| phrase(key, lang)), [fi, sv, en], "{key}");
        lines += 1;
    }
    assert_eq!(lines, 68);
}

#[test]
fn keys_are_stable_kebab_case_and_found_again() {
    for key in Phrase::ALL {
        assert!(key.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{key}");
        assert_eq!(key.word().parse::<Phrase>().unwrap(), *key);
    }
    let error = "ask-titel".parse::<Phrase>().unwrap_err();
    assert_eq!(error.code(), "unknown-phrase");
    assert_eq!(error.message(), "expected the key of a text such as `ask-title`, found `ask-titel`; did you mean `ask-title`?");
}

#[test]
fn slots_are_filled_once_and_never_twice() {
    assert_eq!(fill("{a} ja {b}.", &[("a", "{b}"), ("b", "yksi")]), "{b} ja yksi.");
    assert_eq!(fill("Laki: {statute}.", &[("statute", "41 § 3 mom.")]), "Laki: 41 § 3 mom.");
    assert_eq!(fill("Laki: {statute}.", &[("statute", "7 §")]), "Laki: 7 §.");
    assert_eq!(fill("{unknown} {", &[("a", "x")]), "{unknown} {");
}

#[test]
fn a_legal_basis_is_cited_by_its_statute_or_else_by_its_name() {
    let catalogue = catalogue();
    let cited = |row: &str| Lang::ALL.map(|lang| Labels::new(&catalogue, lang).law(&id(row)).unwrap());
    assert_eq!(
        cited("lb-duty"),
        [
            "Varhaiskasvatuslaki (540/2018) 41 § 3 mom.",
            "Lag om småbarnspedagogik (540/2018) 41 § 3 mom.",
            "Act on Early Childhood Education and Care (540/2018) 41 § 3 mom.",
        ]
    );
    assert_eq!(cited("lb-contract"), ["Venepaikan vuokraus", "Hyra av båtplats", "Renting a boat berth"]);
    assert_eq!(Labels::new(&catalogue, Lang::Fi).law(&id("lb-none")).unwrap_err().code(), "unknown-legal-basis");
}

#[test]
fn channels_are_the_terms_of_that_kind() {
    let mut catalogue = catalogue();
    for (term, kind) in [("portal", TermKind::Channel), ("chat", TermKind::Channel), ("pupil", TermKind::Relationship)] {
        let labels = catalogue.terms[0].labels.clone();
        catalogue.terms.push(Term { id: id(term), kind, labels });
    }
    let labels = Labels::new(&catalogue, Lang::Fi);
    assert_eq!(labels.channels().unwrap(), BTreeSet::from([&id("chat"), &id("portal")]));
}
