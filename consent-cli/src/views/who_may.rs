//! `consent who-may`: who may use one category of a person's data.

use consent_core::explain::Heading;

use super::uses::{self, Column};
use super::{not_for_requester, title};
use crate::failure::{Exit, Failure, Problem};
use crate::input;
use crate::options::{Format, Output, WhoMay};
use crate::output::Out;
use crate::say::Say;

pub(crate) fn run(options: &WhoMay, output: &Output, out: &mut Out) -> Result<Exit, Failure> {
    not_for_requester(output)?;
    let subject = options.person.key()?;
    let engine = input::sources(&options.sources, None, output.lang)?;
    let who =
        engine.who_may(&subject, &options.data, options.purpose.as_ref(), options.at, options.known_at).map_err(Problem::from)?;
    match output.format {
        Format::Json => out.json(&who)?,
        Format::Text => {
            let catalogue = engine.catalogue(options.known_at).map_err(Problem::from)?;
            let say = Say::new(catalogue, output.lang);
            title(&say.with(Heading::WhoMayTitle, &[("groups", &say.category(&who.data_category))]), out);
            if who.uses.is_empty() {
                out.line(say.word(Heading::NoUse));
            } else {
                let columns = [Column::Service, Column::Data, Column::Purpose, Column::Basis, Column::Valid];
                uses::table(&columns, &who.uses, &say).print(out);
            }
        }
    }
    Ok(Exit::Done)
}
