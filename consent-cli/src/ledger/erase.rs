//! `consent ledger erase` (GDPR 17): the payload and its secret are destroyed; that it was erased, by whom and why, stays.

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueHint};
use consent_core::explain::{Heading, Spoken as _, fill};
use consent_core::ledger::{Actor, ActorRole};
use consent_core::{Erasure, Error, Id, Instant};
use serde_json::json;

use super::line;
use crate::clock;
use crate::failure::{Exit, Failure, InFile as _, Problem};
use crate::kept;
use crate::options::{Format, Output, subject};
use crate::output::Out;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["event", "subject"]))]
pub(crate) struct Options {
    /// The ledger file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The events to erase.
    #[arg(long, num_args = 1.., value_name = "ID")]
    event: Vec<Id>,
    /// The key of the person of whom every event is erased.
    // Read by hand: clap would repeat a key that is refused, and it may be a personal identity code.
    #[arg(long, value_name = "KEY")]
    subject: Option<String>,
    /// Who erases: `controller`, `operator` or `authority`, a colon, and the party's id.
    #[arg(long, value_name = "ROLE:ID", value_parser = actor)]
    by: Actor,
    /// Why, in words without personal data: they stay in the ledger.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// When; absent: now.
    #[arg(long, value_name = "INSTANT")]
    at: Option<Instant>,
    /// How the ids of the records of erasure begin; they end with the position of what was erased. Absent: a random text.
    #[arg(long, value_name = "TEXT")]
    id_prefix: Option<String>,
    /// Through which operator.
    #[arg(long, value_name = "ID")]
    operator: Option<Id>,
}

pub(super) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let subject = options.subject.as_deref().map(subject).transpose()?;
    let erasure = Erasure {
        by: options.by.clone(),
        at: clock::or_now(options.at)?,
        recorded_at: clock::or_now(None)?,
        operator: options.operator.clone(),
        reason: Some(options.reason.clone()),
        id_prefix: options
            .id_prefix
            .clone()
            .map_or_else(|| Erasure::any_prefix(&mut consent_store::salt), Ok)
            .map_err(Problem::from)?,
    };
    let mut ledger = kept::write(&options.file, output.lang)?;
    let salt = &mut consent_store::salt;
    let erased = match &subject {
        Some(subject) => ledger.erase_subject(subject, &erasure, salt),
        None => ledger.erase(&options.event, &erasure, salt),
    };
    let erased = erased.map_err(explained).in_file(options.file.display())?;
    let head = ledger.head();
    match output.format {
        Format::Json => out.json(&json!({"erased": erased, "size": head.size, "root": head.root}))?,
        Format::Text => {
            let slots = [("number", &*erased.to_string())];
            let heading = if erased == 0 { Heading::NothingToErase } else { Heading::ErasedCount };
            out.line(fill(heading.say(output.lang), &slots));
            out.line(line(&options.file, head, output.lang));
        }
    }
    Ok(Exit::Done)
}

/// Says which command finishes an erasure that is recorded but not complete.
pub(super) fn explained(error: Error) -> Problem {
    if error.code() != "erasure-pending" {
        return error.into();
    }
    Problem::new(
        "erasure-pending",
        "expected the old bytes of what was erased to be gone, found that a reader or the disk still has them; the erasure is \
         recorded: give the same command again once readers are done",
    )
}

/// Who may erase at all; the door asks for the rest.
const ERASERS: [ActorRole; 3] = [ActorRole::Controller, ActorRole::Operator, ActorRole::Authority];

fn actor(text: &str) -> Result<Actor, String> {
    let named = text.split_once(':').and_then(|(role, id)| Some((ERASERS.into_iter().find(|known| known.word() == role)?, id)));
    let (role, id) = named.ok_or("expected a role that may erase, a colon and an id, such as `controller:city-schools`")?;
    let id = Id::new(id).map_err(|error| error.message().to_owned())?;
    Ok(Actor { role, id: Some(id) })
}
