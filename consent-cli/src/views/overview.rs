//! `consent overview`: who may use a person's data, and what they can stop.

use consent_core::Id;
use consent_core::explain::Heading;
use consent_core::view::{Overview, Pivot, WaitingRequest};

use super::uses::{self, Column};
use super::{not_for_requester, section, title};
use crate::failure::{Exit, Failure, Problem};
use crate::input;
use crate::options::{Format, Output, Overview as Options};
use crate::output::Out;
use crate::say::Say;
use crate::table::Table;

pub(crate) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    not_for_requester(output)?;
    let subject = options.person.key()?;
    let engine = input::sources(&options.sources, None, output.lang)?;
    let overview = engine.overview(&subject, options.at, options.known_at).map_err(Problem::from)?;
    match output.format {
        Format::Json => out.json(&overview)?,
        Format::Text => {
            let catalogue = engine.catalogue(options.known_at).map_err(Problem::from)?;
            show(&overview, options.by, &Say::new(catalogue, output.lang), out);
        }
    }
    Ok(Exit::Done)
}

fn show(overview: &Overview, by: Pivot, say: &Say<'_>, out: &mut Out) {
    let at = say.moment(overview.at);
    title(&say.with(Heading::OverviewTitle, &[("subject", overview.subject.as_str()), ("date", &at)]), out);
    if overview.uses.is_empty() {
        out.line(say.word(Heading::NoUse));
    } else {
        out.line(say.word(Heading::LawNote));
    }
    pivot(overview, by, say, out);
    section(Heading::RequestsTitle, &requests(&overview.requests, say), say, out);
    section(Heading::ConsentsTitle, &consents(overview, say), say, out);
    section(Heading::BarsTitle, &bars(overview, say), say, out);
    section(Heading::RecordedTitle, &recorded(overview, say), say, out);
    section(Heading::EndedTitle, &ended(overview, say), say, out);
}

/// The uses under what they are arranged by.
fn pivot(overview: &Overview, by: Pivot, say: &Say<'_>, out: &mut Out) {
    let own = match by {
        Pivot::Service => Column::Service,
        Pivot::Data => Column::Data,
        Pivot::Purpose => Column::Purpose,
        Pivot::Basis => Column::Basis,
    };
    // What the title says is not said again, save where the cell says more than the title.
    let hidden = if matches!(by, Pivot::Service | Pivot::Data) { Some(own) } else { None };
    let all = [Column::Service, Column::Data, Column::Purpose, Column::Basis, Column::Valid, Column::CanStop];
    let columns: Vec<Column> = all.into_iter().filter(|column| Some(*column) != hidden).collect();
    for (id, places) in overview.pivot(by) {
        let entries: Vec<_> = places.iter().filter_map(|place| overview.uses.get(*place)).collect();
        let name = match by {
            Pivot::Service => say.party(&id),
            Pivot::Data => say.category(&id),
            Pivot::Purpose => say.purpose(&id),
            Pivot::Basis => basis_name(&id, overview, say),
        };
        out.line("");
        title(&format!("{}: {name}", say.word(own.heading())), out);
        uses::table(&columns, entries, say).print(out);
    }
}

fn basis_name(id: &Id, overview: &Overview, say: &Say<'_>) -> String {
    let basis = overview.uses.iter().map(|entry| &entry.basis).find(|basis| basis.basis.id() == id);
    let name = basis.map_or_else(|| id.to_string(), |basis| say.basis(basis));
    name.lines().next().unwrap_or_default().to_owned()
}

pub(super) fn requests(requests: &[WaitingRequest], say: &Say<'_>) -> Table {
    let mut table = Table::new(say.words(&[Heading::Consent, Heading::Asked]));
    for request in requests {
        table.row([format!("{} ({})", say.notice(&request.notice), request.consent), say.moment(request.requested_at)]);
    }
    table
}

fn consents(overview: &Overview, say: &Say<'_>) -> Table {
    let mut table = Table::new(say.words(&[Heading::Consent, Heading::Status, Heading::Valid]));
    for entry in &overview.consents {
        let name = match &entry.notice {
            Some(notice) => format!("{} ({})", say.notice(notice), entry.consent),
            None => entry.consent.to_string(),
        };
        table.row([name, say.word(entry.status).to_owned(), say.span(entry.from, entry.until)]);
    }
    table
}

fn bars(overview: &Overview, say: &Say<'_>) -> Table {
    let mut table = Table::new(say.words(&[Heading::Bar, Heading::About, Heading::Valid, Heading::SetBy, Heading::CanLift]));
    for bar in &overview.bars {
        let can_lift = if bar.person_can_lift { Heading::Yes } else { Heading::No };
        table.row([
            format!("{} ({})", say.bar(&bar.kind), bar.id),
            bar.scope.as_ref().map(|scope| say.scope(scope)).unwrap_or_default(),
            say.span(Some(bar.from), bar.until),
            say.actor(&bar.set_by),
            say.word(can_lift).to_owned(),
        ]);
    }
    table
}

fn recorded(overview: &Overview, say: &Say<'_>) -> Table {
    let mut table = Table::new(say.words(&[Heading::When, Heading::Service, Heading::Data, Heading::Purpose, Heading::Basis]));
    for entry in &overview.recorded_uses {
        let used = &entry.recorded_use;
        table.row([
            say.moment(entry.at),
            say.party(&used.recipient),
            say.categories(&used.data_categories),
            format!("{} ({})", say.purpose(&used.purpose), say.operations(&used.operations)),
            say.row(&used.basis),
        ]);
    }
    table
}

fn ended(overview: &Overview, say: &Say<'_>) -> Table {
    let mut table = Table::new(say.words(&[Heading::Consent, Heading::Ended, Heading::Duty]));
    // One row for all that a consent's end asks for; they stand together, in the order of consents.
    for group in overview.ended.chunk_by(|a, b| (&a.consent, a.ended) == (&b.consent, b.ended)) {
        let Some(first) = group.first() else { continue };
        let duties = say.duties(group.iter().map(|entry| &entry.obligation));
        table.row([first.consent.to_string(), say.moment(first.ended), duties]);
    }
    table
}
