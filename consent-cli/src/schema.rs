//! `consent schema`: the JSON Schema of every document, made from the types that read and write it.

use std::fs;

use clap::ValueEnum;
use consent_core::catalogue::{Catalogue, Profile};
use consent_core::decide::{Answer, ProposedUse, RequesterAnswer, UseTemplate};
use consent_core::explain::Explanation;
use consent_core::ledger::{Event, Record};
use schemars::{JsonSchema, schema_for};

use crate::failure::{Exit, Failure, Problem};
use crate::options::Schema;
use crate::output::Out;

/// A document that has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Name {
    /// What a city publishes.
    Catalogue,
    /// A part of the law that ships with the engine.
    Profile,
    /// Something that happened.
    Event,
    /// An event with its position in the ledger.
    Record,
    /// The question.
    Use,
    /// The question without subject and instant.
    UseTemplate,
    /// The answer to the citizen and the auditor.
    Answer,
    /// The answer to the requester.
    RequesterAnswer,
    /// An answer in words.
    Explanation,
}

impl Name {
    fn schema(self) -> schemars::Schema {
        match self {
            Self::Catalogue => of::<Catalogue>(),
            Self::Profile => of::<Profile>(),
            Self::Event => of::<Event>(),
            Self::Record => of::<Record>(),
            Self::Use => of::<ProposedUse>(),
            Self::UseTemplate => of::<UseTemplate>(),
            Self::Answer => of::<Answer>(),
            Self::RequesterAnswer => of::<RequesterAnswer>(),
            Self::Explanation => of::<Explanation>(),
        }
    }

    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

fn of<T: JsonSchema>() -> schemars::Schema {
    schema_for!(T)
}

pub(crate) fn run(options: &Schema, out: &mut Out) -> Result<Exit, Failure> {
    if let Some(name) = options.name {
        out.json(&name.schema())?;
    } else if let Some(dir) = &options.dir {
        let failed = |error| Problem::io("file-unwritable", "a folder that can be written", dir.display(), &error);
        fs::create_dir_all(dir).map_err(failed)?;
        for name in Name::value_variants() {
            let text = serde_json::to_string_pretty(&name.schema())
                .map_err(|error| Problem::new("json-unwritable", error.to_string()))?;
            fs::write(dir.join(format!("{}.json", name.word())), text + "\n").map_err(failed)?;
        }
    } else {
        let all: serde_json::Map<_, _> =
            Name::value_variants().iter().map(|name| (name.word(), name.schema().to_value())).collect();
        out.json(&all)?;
    }
    Ok(Exit::Done)
}
