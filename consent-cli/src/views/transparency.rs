//! `consent transparency`: the public register of a catalogue. It has no personal data.

use consent_core::Engine;
use consent_core::explain::{Heading, Phrase};
use consent_core::view::{Activity, Register, register};

use super::title;
use crate::failure::{Exit, Failure, InFile as _};
use crate::options::{Format, Output, Transparency};
use crate::output::Out;
use crate::say::{Say, list};
use crate::table::Table;

pub(crate) fn run(options: &Transparency, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    let input = &options.catalogue;
    let catalogue = input.catalogue()?;
    // What the engine would refuse is not published either.
    Engine::new().add_catalogue(catalogue.clone()).in_file(input)?;
    let register = register(&catalogue);
    match output.format {
        Format::Json => out.json(&register)?,
        Format::Text => show(&register, &Say::new(&catalogue, output.lang), out),
    }
    Ok(Exit::Done)
}

fn show(register: &Register, say: &Say<'_>, out: &mut Out) {
    let version = register.version.to_string();
    let slots = [("catalogue", register.catalogue.as_str()), ("version", &*version)];
    title(&say.with(Heading::RegisterTitle, &slots), out);
    let headings = [Heading::Activity, Heading::Service, Heading::Data, Heading::Purpose, Heading::Basis];
    let mut table = Table::new(say.words(&headings));
    for activity in &register.activities {
        let mut name = activity.labels.best(say.lang).unwrap_or(activity.id.as_str()).to_owned();
        if let Some(time) = activity.retention.as_ref().and_then(|retention| retention.best(say.lang)) {
            name.push('\n');
            name.push_str(&say.with(Heading::KeptFor, &[("time", time)]));
        }
        let mut service = say.parties(&activity.recipients);
        if activity.controllers != activity.recipients {
            service.push('\n');
            service.push_str(&say.with(Heading::From, &[("source", &say.parties(&activity.controllers))]));
        }
        table.row([
            name,
            service,
            say.categories(&activity.data_categories),
            format!("{} ({})", say.purposes(&activity.purposes), say.operations(&activity.operations)),
            basis(activity, say),
        ]);
    }
    table.print(out);
}

/// The law with its letter in GDPR 6(1), or the text on which consent is asked.
fn basis(activity: &Activity, say: &Say<'_>) -> String {
    if let Some(notice) = &activity.notice {
        let version = notice.version.to_string();
        let text = say.with(Phrase::WordNotice, &[("notice", notice.id.as_str()), ("version", &version)]);
        return format!("{}\n({text})", say.word(Phrase::WordConsent));
    }
    let statute = activity
        .statute
        .as_ref()
        .map(|statute| format!("{} ({}) {}", statute.name.best(say.lang).unwrap_or_default(), statute.number, statute.section));
    let letter = activity.article.map(|article| format!("GDPR {article}: {}", say.word(article)));
    let character = activity.character.map(|character| say.word(character).to_owned());
    [statute, Some(list(letter.into_iter().chain(character)))].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
