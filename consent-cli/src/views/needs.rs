//! `consent needs`: what a service may use, waits for, can ask and must not ask of a person.

use consent_core::explain::{Heading, Phrase};
use consent_core::view::{AskEntry, Needs};

use super::overview::requests;
use super::uses::{self, Column};
use super::{section, title};
use crate::failure::{Exit, Failure, Problem};
use crate::input;
use crate::options::{Format, Needs as Options, Output};
use crate::output::Out;
use crate::say::Say;
use crate::table::Table;

pub(crate) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let subject = options.person.key()?;
    let engine = input::sources(&options.sources, None, output.lang)?;
    let needs = engine.needs(&options.service, &subject, options.at).map_err(Problem::from)?;
    match output.format {
        Format::Json => out.json(&needs)?,
        Format::Text => {
            let catalogue = engine.catalogue(None).map_err(Problem::from)?;
            show(&needs, &Say::new(catalogue, output.lang), out);
        }
    }
    Ok(Exit::Done)
}

fn show(needs: &Needs, say: &Say<'_>, out: &mut Out) {
    let (org, at) = (say.party(&needs.service), say.moment(needs.at));
    title(&say.with(Heading::NeedsTitle, &[("org", &org), ("subject", needs.subject.as_str()), ("date", &at)]), out);
    if needs.has.is_empty() {
        out.line(say.word(Heading::NoUse));
    }
    let columns = [Column::Data, Column::Purpose, Column::Basis];
    section(Heading::UsesTitle, &uses::table(&columns, &needs.has, say), say, out);
    section(Heading::RequestsTitle, &requests(&needs.pending, say), say, out);
    section(Heading::AskTitle, &ask(&needs.ask, say), say, out);
    section(Heading::DoNotAskTitle, &uses::table(&columns, &needs.do_not_ask, say), say, out);
}

fn ask(entries: &[AskEntry], say: &Say<'_>) -> Table {
    let headings = [Heading::Consent, Heading::Purpose, Heading::Required, Heading::Optional, Heading::AnswerForm];
    let mut table = Table::new(say.words(&headings));
    for entry in entries {
        let version = entry.notice.version.to_string();
        let notice = say.with(Phrase::WordNotice, &[("notice", entry.notice.id.as_str()), ("version", &version)]);
        table.row([
            format!("{}\n({notice})\n{}", say.notice(&entry.notice), say.word(entry.ask)),
            format!(
                "{} ({})\n{}",
                say.purpose(&entry.purpose),
                say.operations(&entry.operations),
                say.with(Heading::From, &[("source", &say.party(&entry.controller))])
            ),
            say.categories(&entry.required),
            say.categories(&entry.optional),
            say.word(entry.form).to_owned(),
        ]);
    }
    table
}
