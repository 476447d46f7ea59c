//! `consent stop-list`: what a service must stop since it last looked.

use std::ops::ControlFlow;

use consent_core::explain::{Heading, Spoken as _};
use consent_core::view::{StopList, StopListOptions};

use super::title;
use super::uses::Purpose;
use crate::failure::{Exit, Failure, Problem};
use crate::input;
use crate::options::{Format, Output, StopList as Options};
use crate::output::Out;
use crate::progress::Progress;
use crate::say::Say;
use crate::table::Table;

pub(crate) fn run(options: &Options, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    if options.since_at > options.at {
        return Err(Failure::Usage(format!(
            "expected `--since-at` not later than `--at`, found {} and {}",
            options.since_at, options.at
        )));
    }
    let engine = input::sources(&options.sources, None, output.lang)?;
    let mut progress = Progress::new(Heading::Scanning.say(output.lang));
    let mut watch = |so_far: consent_core::view::Progress| {
        progress.tick(so_far.done, Some(so_far.total));
        ControlFlow::Continue(())
    };
    let watched = StopListOptions::default().watched_by(&mut watch);
    let list = engine.stop_list(&options.service, options.since, options.since_at, options.at, watched).map_err(Problem::from)?;
    drop(progress);
    match output.format {
        Format::Json => out.json(&list)?,
        Format::Text => {
            let catalogue = engine.catalogue(None).map_err(Problem::from)?;
            show(&list, &Say::new(catalogue, output.lang), out);
        }
    }
    Ok(Exit::Done)
}

fn show(list: &StopList, say: &Say<'_>, out: &mut Out) {
    let (org, at) = (say.party(&list.service), say.moment(list.at));
    title(&say.with(Heading::StopListTitle, &[("org", &org), ("date", &at)]), out);
    let headings = [Heading::SubjectKey, Heading::Data, Heading::Purpose, Heading::Duty, Heading::Tell];
    let mut table = Table::new(say.words(&headings));
    for stop in &list.stops {
        let purpose = Purpose {
            purpose: &stop.purpose,
            operations: &stop.operations,
            source: (stop.controller != list.service).then_some(&stop.controller),
            assertions: &[],
            channels: None,
            cases: stop.cases.as_deref(),
        };
        table.row([
            stop.subject.to_string(),
            say.categories(&stop.data_categories),
            purpose.cell(say),
            say.duties(&stop.obligations),
            say.parties(&stop.propagate_to),
        ]);
    }
    if table.is_empty() {
        out.line(say.word(Heading::NothingToStop));
    } else {
        table.print(out);
        out.line("");
    }
    out.line(say.with(Heading::NextSince, &[("position", &list.position.size.to_string())]));
}
