//! Unicode normalisation form C, as far as anybody asks for it here: is a text in it?
//!
//! The library's own answer brings the tables of all four forms along, a twelfth of a whole WebAssembly module. Nearly every text is
//! answered by a look at each character; the rest is composed by the tables of form C alone.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::order::sort_by_key;

/// Whether a text is in form C (UAX #15).
pub(crate) fn is_nfc(text: &str) -> bool {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => composed(text).into_iter().eq(text.chars()),
    }
}

/// Decomposed, put in canonical order, and composed again (UAX #15).
fn composed(text: &str) -> Vec<char> {
    let mut parts: Vec<(u8, char)> = Vec::new();
    for whole in text.chars() {
        decompose_canonical(whole, |part| parts.push((canonical_combining_class(part), part)));
    }
    parts.split_mut(|(class, _)| *class == 0).for_each(|marks| sort_by_key(marks, |(class, _)| *class));
    let mut text: Vec<char> = Vec::with_capacity(parts.len());
    let (mut starter, mut between) = (None, None);
    for (class, part) in parts {
        let open = between.is_none_or(|before| before < class);
        if let Some(first) = starter.and_then(|at: usize| text.get_mut(at))
            && open
            && let Some(whole) = compose(*first, part)
        {
            *first = whole;
            continue;
        }
        (starter, between) = if class == 0 { (Some(text.len()), None) } else { (starter, Some(class)) };
        text.push(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn every_character_alone_and_with_marks_is_answered_as_by_the_library() {
        let marks = ["", "\u{301}", "\u{308}\u{301}", "\u{323}\u{307}", "\u{307}\u{323}", "\u{11a8}", "\u{9be}", "\u{345}"];
        // Beyond are private characters and those of whole planes without a form.
        for character in '\0'..='\u{2ffff}' {
            for mark in marks {
                let text = format!("{character}{mark}");
                assert_eq!(is_nfc(&text), unicode_normalization::is_nfc(&text), "{}", text.escape_unicode());
            }
        }
    }

    proptest! {
        #[test]
        fn texts_are_composed_as_by_the_library(
            parts in prop::collection::vec(
                prop_oneof![
                    Just('a'), Just('e'), Just('\u{1100}'), Just('\u{1161}'), Just('\u{11a8}'), Just('\u{ac00}'),
                    prop::char::range('\u{300}', '\u{36f}'), prop::char::range('\u{1e00}', '\u{1eff}'), any::<char>(),
                ],
                0..9,
            ),
        ) {
            let text: String = parts.into_iter().collect();
            prop_assert_eq!(composed(&text).into_iter().collect::<String>(), text.nfc().collect::<String>());
            prop_assert_eq!(is_nfc(&text), unicode_normalization::is_nfc(&text));
        }
    }
}
