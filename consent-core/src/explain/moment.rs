//! Dates and times at the catalogue's offset, in each language's own form (`12.3.2026`, `12 March 2026`).

use crate::text::Lang;
use crate::time::{Date, Instant, Offset};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date.
#[must_use]
pub fn date(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::Fi | Lang::Sv => format!("{day}.{month}.{year}"),
        Lang::En => {
            let name =
                usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or_default();
            format!("{day} {name} {year}")
        }
    }
}

/// The day of an instant at `offset`.
#[must_use]
pub fn day(instant: Instant, offset: Offset, lang: Lang) -> String {
    date(instant.date(offset), lang)
}

/// The last day before an end, when the end is a midnight at `offset`: what holds in `[from, until)` holds until and with that day.
#[must_use]
pub fn last_day(until: Instant, offset: Offset, lang: Lang) -> Option<String> {
    if until.date(offset).begins(offset) != until {
        return None;
    }
    let before = Instant::from_millis(until.millis().checked_sub(1)?).ok()?;
    Some(day(before, offset, lang))
}

/// Day and time at `offset`; the day alone for its beginning. Seconds only when there are some, milliseconds never.
#[must_use]
pub fn moment(instant: Instant, offset: Offset, lang: Lang) -> String {
    let on = instant.date(offset);
    let day = date(on, lang);
    let seconds = instant.millis().saturating_sub(on.begins(offset).millis()).div_euclid(1000);
    if instant == on.begins(offset) {
        return day;
    }
    let (hour, minute, second) = (seconds.div_euclid(3600), seconds.div_euclid(60).rem_euclid(60), seconds.rem_euclid(60));
    let (at, dot) = match lang {
        Lang::Fi => ("klo", '.'),
        Lang::Sv => ("kl.", '.'),
        Lang::En => ("at", ':'),
    };
    // Finnish and Finland-Swedish write the hour as it is said, English with two digits.
    let hour = if lang == Lang::En { format!("{hour:02}") } else { hour.to_string() };
    if second == 0 {
        format!("{day} {at} {hour}{dot}{minute:02}")
    } else {
        format!("{day} {at} {hour}{dot}{minute:02}{dot}{second:02}")
    }
}
