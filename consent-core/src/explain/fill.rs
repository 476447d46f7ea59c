//! Sentences: a key and what its slots hold.

use super::{Paragraph, Phrase, phrase};
use crate::text::Lang;

/// Puts values into the slots of a text. A slot without a value stays as it is.
///
/// A value that ends in a full stop (`41 § 3 mom.`) takes the place of one that follows its slot.
#[must_use]
pub fn fill(text: &str, slots: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('{') {
        out.push_str(head);
        let found = tail.split_once('}').and_then(|(name, after)| {
            let (_, value) = slots.iter().find(|(slot, _)| *slot == name)?;
            Some((*value, after))
        });
        rest = match found {
            Some((value, after)) => {
                out.push_str(value);
                if value.ends_with('.') { after.strip_prefix('.').unwrap_or(after) } else { after }
            }
            None => {
                out.push('{');
                tail
            }
        };
    }
    out.push_str(rest);
    out
}

/// A text that is going to be said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sentence {
    pub(super) phrase: Phrase,
    slots: Vec<(&'static str, String)>,
}

impl Sentence {
    pub(super) const fn new(phrase: Phrase) -> Self {
        Self { phrase, slots: Vec::new() }
    }

    pub(super) fn with(mut self, slot: &'static str, value: impl Into<String>) -> Self {
        self.slots.push((slot, value.into()));
        self
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        let slots: Vec<(&str, &str)> = self.slots.iter().map(|(slot, value)| (*slot, value.as_str())).collect();
        // One paragraph is one line, whatever a label holds.
        fill(phrase(self.phrase, lang), &slots).replace(char::is_control, " ")
    }

    pub(super) fn say(&self, lang: Lang) -> Paragraph {
        Paragraph { code: self.phrase, text: self.text(lang) }
    }
}

/// Adds a sentence that is not there yet.
pub(super) fn push_once(sentences: &mut Vec<Sentence>, sentence: Sentence) {
    if !sentences.contains(&sentence) {
        sentences.push(sentence);
    }
}

/// A list within a line.
pub(super) fn list<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut out = String::new();
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        out.push_str(part.as_ref());
    }
    out
}
