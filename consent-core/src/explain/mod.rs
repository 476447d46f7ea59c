//! Words: a structured answer said in Finnish, Swedish and English, to the person, the requester or an auditor
//! (semantics §6 *Audiences*).
//!
//! Every text is code: one key, one exhaustive `match` per language, so that a missing text does not compile. Slots are
//! never inflected. Dates are printed at the catalogue's offset, in each language's own form. The words to the requester
//! are made from a [`RequesterAnswer`] alone, so that nothing about the person can slip in.

mod auditor;
mod citizen;
mod en;
mod fi;
mod fill;
mod group;
mod heading;
mod labels;
mod moment;
mod phrase;
mod reason;
mod requester;
mod spoken;
mod sv;

use serde::{Deserialize, Serialize};

pub use fill::fill;
pub use heading::Heading;
pub use labels::Labels;
pub use moment::{date, day, last_day, moment};
pub use phrase::Phrase;
pub use spoken::Spoken;

use crate::catalogue::Catalogue;
use crate::decide::{Answer, Audience, RequesterAnswer};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::text::Lang;

/// How an answer is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// For whom.
    pub audience: Audience,
    /// With the plain-language sentences (selkokieli, lättläst); to the citizen only, the others get the usual words.
    pub plain: bool,
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// In reading order.
    pub paragraphs: Vec<Paragraph>,
}

/// One paragraph of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// What is said, whatever the language.
    pub code: Phrase,
    /// How it is said; one line.
    pub text: String,
}

impl core::fmt::Display for Explanation {
    /// One paragraph a line.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.paragraphs.iter().try_for_each(|paragraph| writeln!(f, "{}", paragraph.text))
    }
}

/// Says an answer in words. `catalogue` is the one that the answer was computed from.
///
/// # Errors
/// `catalogue-mismatch` for another catalogue, `requester-present-only` when the requester asks about the past,
/// an `unknown-…` error for an id that the catalogue lacks, `label-missing` for one without any label.
pub fn explain(answer: &Answer, catalogue: &Catalogue, style: Style) -> Result<Explanation> {
    match style.audience {
        Audience::Requester => explain_to_requester(&answer.for_requester()?, catalogue, style.lang),
        Audience::Citizen => citizen::render(
            answer,
            &labels(catalogue, &answer.position.catalogue, answer.position.version, style.lang)?,
            style.plain,
        ),
        Audience::Auditor => {
            auditor::render(answer, &labels(catalogue, &answer.position.catalogue, answer.position.version, style.lang)?)
        }
    }
}

/// Says the requester's answer in words. `catalogue` is the one that the answer was computed from.
///
/// # Errors
/// As [`explain`].
pub fn explain_to_requester(answer: &RequesterAnswer, catalogue: &Catalogue, lang: Lang) -> Result<Explanation> {
    requester::render(answer, &labels(catalogue, &answer.catalogue, answer.version, lang)?)
}

/// The text of a key; slots are filled by [`fill`].
#[must_use]
pub const fn phrase(key: Phrase, lang: Lang) -> &'static str {
    match lang {
        Lang::Fi => fi::phrase(key),
        Lang::Sv => sv::phrase(key),
        Lang::En => en::phrase(key),
    }
}

fn labels<'a>(catalogue: &'a Catalogue, id: &Id, version: u32, lang: Lang) -> Result<Labels<'a>> {
    if catalogue.id == *id && catalogue.version == version {
        return Ok(Labels::new(catalogue, lang));
    }
    Err(Error::new(
        "catalogue-mismatch",
        format_args!(
            "expected the catalogue that the answer was computed from, `{id}` version {version}, found `{}` version {}",
            catalogue.id, catalogue.version
        ),
    ))
}
