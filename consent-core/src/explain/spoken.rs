//! The engine's own words: operations, outcomes, articles, reasons, the words of tables.

use super::{Heading, Phrase, en, fi, phrase, sv};
use crate::catalogue::{Article, Ask, Character, Due, Form, Operation, Role};
use crate::decide::{Audience, Outcome, ReasonCode};
use crate::remedy::{ActKind, Performer};
use crate::text::Lang;
use crate::view::ConsentStatus;

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
    Heading = heading,
    ActKind = act,
    Performer = performer,
    ConsentStatus = status,
    Form = form,
    Ask = ask,
    Role = role,
}
