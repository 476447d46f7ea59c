//! The command line as clap reads it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use consent_core::decide::Audience;
use consent_core::explain::Style;
use consent_core::view::Pivot;
use consent_core::{Id, Instant, Lang, SubjectId};

use crate::failure::Failure;
use crate::input::Input;
use crate::schema::SCHEMAS;

/// Is this use of personal data covered, by the resident's consent or by another legal basis?
///
/// Exit codes: 0 covered or done, 1 the demonstration differs from what it promises, 2 wrong usage, 3 bad input,
/// a broken ledger or an altered receipt (the error is on standard error), 10 partly covered, 11 not covered. A script that wants yes or no takes 0 as yes.
#[derive(Debug, Parser)]
#[command(name = "consent", version, arg_required_else_help = true, propagate_version = true, infer_subcommands = false)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check catalogues; several are versions in order and are checked against each other too.
    Check(Check),
    /// Ask whether a use is covered, or several uses that belong together.
    Decide(Decide),
    /// Find the smallest sets of acts that would cover a use.
    Remedy(Remedy),
    /// Tell what a service may use, waits for, can ask and must not ask of a person.
    Needs(Needs),
    /// Show a person who may use their data, on which basis, and what they can stop.
    Overview(Overview),
    /// Tell what an act would change, without recording it.
    Preview(Preview),
    /// Tell who may use one category of a person's data.
    WhoMay(WhoMay),
    /// List every person for whom a use is covered.
    Subjects(Subjects),
    /// List what a service must stop since it last looked.
    StopList(StopList),
    /// Print the public register of a catalogue.
    Transparency(Transparency),
    /// Ask the door for events and print those it accepts as records.
    Record(Record),
    /// Keep a ledger in a file: nothing is lost, nothing is changed unseen, nothing stays that was erased.
    #[command(subcommand)]
    Ledger(crate::ledger::Command),
    /// Make receipts for consents and recorded uses, and check them.
    #[command(subcommand)]
    Receipt(crate::receipt::Command),
    /// Tell the demonstration stories and compare every answer with what the story promises.
    Demo(Demo),
    /// Print the JSON Schema of a document.
    Schema(Schema),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// How answers are shown; the same for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Words for people, or JSON for programs.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The language of the words.
    #[arg(long, global = true, value_name = "LANG", default_value = "en", value_parser = lang())]
    pub(crate) lang: Lang,
    /// For whom: the requester learns nothing about the person beyond what is covered.
    #[arg(long, global = true, value_name = "AUDIENCE", default_value = "citizen", value_parser = audience())]
    pub(crate) audience: Audience,
    /// In plain language: short sentences, no law.
    #[arg(long, global = true)]
    pub(crate) plain: bool,
}

impl Output {
    /// The words that were asked for.
    pub(crate) fn style(&self) -> Style {
        Style { lang: self.lang, audience: self.audience, plain: self.plain }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Words for people.
    Text,
    /// JSON for programs.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The catalogue files, oldest version first; `-` is standard input.
    #[arg(required = true, value_name = "CATALOGUE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) catalogues: Vec<Input>,
}

/// What an answer is computed from.
#[derive(Debug, Args)]
pub(crate) struct Sources {
    /// Every catalogue version that the ledger names; a kept ledger has them itself.
    #[arg(long = "catalogue", num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) catalogues: Vec<Input>,
    /// What happened: a kept ledger or an export of one, then or instead JSON Lines of events or of records, read in order.
    /// `-` is standard input.
    #[arg(long = "ledger", required = true, num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) ledgers: Vec<Input>,
    /// When plain events became known; absent: when each took effect.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) recorded_at: Option<Instant>,
}

/// A person, as the ledger names them.
#[derive(Debug, Args)]
pub(crate) struct Person {
    /// The person's key in the ledger.
    // Read by hand: clap would repeat a key that is refused, and it may be a personal identity code.
    #[arg(long = "subject", value_name = "KEY")]
    key: String,
}

impl Person {
    /// The key, when it is one.
    pub(crate) fn key(&self) -> Result<SubjectId, Failure> {
        subject(&self.key)
    }
}

/// The person's key, when it is one.
pub(crate) fn subject(key: &str) -> Result<SubjectId, Failure> {
    SubjectId::new(key).map_err(|error| Failure::Usage(format!("--subject: {}", error.message())))
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The use that someone proposes, as JSON, or an array of uses that belong together; `-` is standard input.
    #[arg(long = "use", value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) question: Input,
    /// The instant asked about, instead of the one in the use: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<Instant>,
    /// Answer as known at this position of the ledger, instead of the one in the use.
    #[arg(long, value_name = "POSITION")]
    pub(crate) known_at: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Remedy {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The use that someone proposes, as JSON; `-` is standard input.
    #[arg(long = "use", value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) question: Input,
    /// The instant asked about, instead of the one in the use: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<Instant>,
    /// Answer as known at this position of the ledger, instead of the one in the use.
    #[arg(long, value_name = "POSITION")]
    pub(crate) known_at: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Needs {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The service, a party of the catalogue.
    #[arg(long, value_name = "PARTY")]
    pub(crate) service: Id,
    #[command(flatten)]
    pub(crate) person: Person,
    /// The instant asked about: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Instant,
}

#[derive(Debug, Args)]
pub(crate) struct Overview {
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) person: Person,
    /// By what the uses are arranged in the text; JSON has them all in one list.
    #[arg(long, value_name = "PIVOT", default_value = "service", value_parser = pivot())]
    pub(crate) by: Pivot,
    /// The instant asked about: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Instant,
    /// Answer as known at this position of the ledger.
    #[arg(long, value_name = "POSITION")]
    pub(crate) known_at: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Preview {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The act, an event as JSON; it is not recorded. `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) event: Input,
}

#[derive(Debug, Args)]
pub(crate) struct WhoMay {
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) person: Person,
    /// The data category, with everything below it.
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) data: Id,
    /// The purpose; absent: any.
    #[arg(long, value_name = "PURPOSE")]
    pub(crate) purpose: Option<Id>,
    /// The instant asked about: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Instant,
    /// Answer as known at this position of the ledger.
    #[arg(long, value_name = "POSITION")]
    pub(crate) known_at: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Subjects {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The use without `subject` and `at`, as JSON; `-` is standard input.
    #[arg(long = "use", value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) question: Input,
    /// The instant asked about: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Instant,
    /// Answer as known at this position of the ledger, instead of the one in the use.
    #[arg(long, value_name = "POSITION")]
    pub(crate) known_at: Option<u64>,
    /// Count the reasons of those for whom the use is not covered (slower).
    #[arg(long)]
    pub(crate) reasons: bool,
    /// Don't show counts of fewer persons than this.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) threshold: u64,
}

#[derive(Debug, Args)]
pub(crate) struct StopList {
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// The service, a party of the catalogue.
    #[arg(long, value_name = "PARTY")]
    pub(crate) service: Id,
    /// The position of the ledger at which the service last looked.
    #[arg(long, value_name = "POSITION")]
    pub(crate) since: u64,
    /// The instant at which it last looked: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) since_at: Instant,
    /// The instant at which it looks now: RFC 3339 with an offset.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Instant,
}

#[derive(Debug, Args)]
pub(crate) struct Transparency {
    /// The catalogue; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) catalogue: Input,
}

#[derive(Debug, Args)]
pub(crate) struct Record {
    /// Every catalogue version that the events name.
    #[arg(long = "catalogue", required = true, num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) catalogues: Vec<Input>,
    /// The new events as JSON Lines; `-` is standard input.
    #[arg(long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath, value_parser = input())]
    pub(crate) events: Input,
    /// When the events became known; absent: when each took effect.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) recorded_at: Option<Instant>,
    /// Print what the door accepts and report what it refuses; without it one refusal refuses all.
    #[arg(long)]
    pub(crate) keep_going: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Read the demonstration from a folder instead of the one that is built in.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data: Option<PathBuf>,
    /// Ask every question at this instant instead of the story's; the promises are then not compared.
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// The document; absent: all, in one object by name.
    #[arg(value_parser = schema())]
    pub(crate) name: Option<String>,
}

/// Refuses a command line that reads standard input twice: the second reader would find nothing.
pub(crate) fn stdin_once<'a>(inputs: impl Iterator<Item = &'a Input>) -> Result<(), Failure> {
    if inputs.filter(|input| matches!(input, Input::Stdin)).count() > 1 {
        return Err(Failure::Usage("expected `-` (standard input) once, found it several times; name a file instead".to_owned()));
    }
    Ok(())
}

/// Reads `-` or the path of a file.
pub(crate) fn input() -> impl TypedValueParser<Value = Input> {
    OsStringValueParser::new().map(|text: OsString| if text == "-" { Input::Stdin } else { Input::File(PathBuf::from(text)) })
}

fn schema() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(SCHEMAS.iter().map(|(name, _)| *name))
}

fn lang() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::tag)).try_map(|tag| tag.parse::<Lang>())
}

fn pivot() -> impl TypedValueParser<Value = Pivot> {
    PossibleValuesParser::new(Pivot::ALL.iter().map(|pivot| pivot.word()))
        .map(|word| Pivot::ALL.iter().copied().find(|pivot| pivot.word() == word).unwrap_or(Pivot::Service))
}

fn audience() -> impl TypedValueParser<Value = Audience> {
    PossibleValuesParser::new(Audience::ALL.iter().map(|audience| audience.word()))
        .map(|word| Audience::ALL.iter().copied().find(|audience| audience.word() == word).unwrap_or(Audience::Requester))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
