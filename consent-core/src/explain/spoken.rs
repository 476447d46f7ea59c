//! The engine's own words: operations, outcomes, articles, reasons.

use super::{Phrase, en, fi, phrase, sv};
use crate::catalogue::{Article, Character, Due, Operation};
use crate::decide::{Audience, Outcome, ReasonCode};
use crate::text::Lang;

/// What the engine has a word for in every language.
pub trait Spoken: Copy {
    /// The word or text in `lang`.
    fn say(self, lang: Lang) -> &'static str;
}

impl Spoken for Phrase {
    fn say(self, lang: Lang) -> &'static str {
        phrase(self, lang)
    }
}

macro_rules! spoken {
    ($($name:ident = $function:ident),+ $(,)?) => {$(
        impl Spoken for $name {
            fn say(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Fi => fi::$function(self),
                    Lang::Sv => sv::$function(self),
                    Lang::En => en::$function(self),
                }
            }
        }
    )+};
}

spoken! {
    Operation = operation,
    Outcome = outcome,
    Article = article,
    Character = character,
    Due = due,
    Audience = audience,
    ReasonCode = reason,
}
