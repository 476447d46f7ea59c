//! Instants, dates, ages and durations, exact to the millisecond and without a clock or time-zone database.

use core::fmt;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, Result};

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, from the year 1 to the year 9999.
///
/// In JSON an RFC 3339 date and time with an offset; printed in UTC with `Z`, milliseconds only when not zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

#[cold]
fn out_of_range(millis: i64) -> Error {
    Error::new("instant-out-of-range", format_args!("expected an instant from the year 1 to 9999, found {millis} ms since 1970"))
}

impl Instant {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// The instant `millis` milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// `instant-out-of-range` outside the years 1 to 9999.
    #[inline]
    pub fn from_millis(millis: i64) -> Result<Self> {
        let instant = Self(millis);
        if instant < Self::MIN || instant > Self::MAX { Err(out_of_range(millis)) } else { Ok(instant) }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The next instant that can be told apart (1 ms later); [`Instant::MAX`] stays.
    #[must_use]
    pub fn next(self) -> Self {
        if self == Self::MAX { self } else { Self(self.0.saturating_add(1)) }
    }

    fn clamped(millis: i64) -> Self {
        Self(millis.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The wall clock at `offset`.
    fn local(self, offset: Offset) -> NaiveDateTime {
        let millis = self.0.saturating_add(offset.millis());
        DateTime::from_timestamp_millis(millis).unwrap_or_default().naive_utc()
    }

    /// The date at `offset`.
    #[must_use]
    pub fn date(self, offset: Offset) -> Date {
        Date(self.local(offset).date())
    }

    /// This instant plus a period, counted on the calendar at `offset`: months first (clamped to the month's end),
    /// then days, then time. Past the year 9999 it stays at [`Instant::MAX`].
    #[must_use]
    pub fn plus(self, period: Period, offset: Offset) -> Self {
        self.local(offset)
            .checked_add_months(Months::new(period.months))
            .and_then(|t| t.checked_add_days(Days::new(u64::from(period.days))))
            .and_then(|t| t.checked_add_signed(TimeDelta::seconds(i64::from(period.seconds))))
            .map_or(Self::MAX, |t| Self::clamped(t.and_utc().timestamp_millis().saturating_sub(offset.millis())))
    }
}

fn instant_error(text: &str, why: &str) -> Error {
    Error::new(
        "instant-invalid",
        format_args!(
            "expected an RFC 3339 date and time with an offset such as `2026-11-21T08:00:00+02:00`, found `{text}`: {why}"
        ),
    )
}

impl core::str::FromStr for Instant {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // The shape first: a calendar library accepts more than RFC 3339 and than this engine's precision.
        let bytes = text.as_bytes();
        let shape = |pattern: &[u8], part: &[u8]| {
            part.len() == pattern.len()
                && part.iter().zip(pattern).all(|(b, p)| if *p == b'0' { b.is_ascii_digit() } else { b == p })
        };
        let Some((head, rest)) = bytes.split_at_checked(19) else {
            return Err(instant_error(text, "it is too short"));
        };
        if !shape(b"0000-00-00T00:00:00", head) {
            return Err(instant_error(text, "its beginning is not `YYYY-MM-DDThh:mm:ss`"));
        }
        let zone = match rest.strip_prefix(b".") {
            Some(fraction) => {
                let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
                if !(1..=3).contains(&digits) {
                    return Err(instant_error(text, "a fraction has one to three digits, as the engine counts in milliseconds"));
                }
                fraction.get(digits..).unwrap_or_default()
            }
            None => rest,
        };
        if zone.is_empty() {
            return Err(instant_error(text, "it has no offset; add `Z` or for example `+02:00`"));
        }
        if zone != b"Z" && !shape(b"+00:00", zone) && !shape(b"-00:00", zone) {
            return Err(instant_error(text, "its offset is neither `Z` nor like `+02:00`"));
        }
        if head.ends_with(b":60") {
            return Err(instant_error(text, "a leap second has no place in the count of milliseconds"));
        }
        let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| instant_error(text, "there is no such date or time"))?;
        Self::from_millis(parsed.timestamp_millis())
    }
}

/// The last two decimal digits.
fn two_digits(number: u32) -> [u8; 2] {
    let digit = |number: u32| u8::try_from(number % 10).map_or(b'0', |digit| digit.wrapping_add(b'0'));
    [digit(number / 10), digit(number)]
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use chrono::Timelike as _;
        let local = self.local(Offset::UTC);
        let (date, time) = (local.date(), local.time());
        // Digit by digit: every event is written with several instants when it is kept.
        let [y1, y2] = two_digits(date.year().unsigned_abs() / 100);
        let [y3, y4] = two_digits(date.year().unsigned_abs());
        let ([m1, m2], [d1, d2]) = (two_digits(date.month()), two_digits(date.day()));
        let ([h1, h2], [i1, i2], [s1, s2]) = (two_digits(time.hour()), two_digits(time.minute()), two_digits(time.second()));
        let text = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2];
        f.write_str(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)?;
        match self.0.rem_euclid(1000) {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A calendar date without a time, in JSON as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The year, from 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The same day so many years before; 29 February becomes 28 February. None before the year 1.
    pub(crate) fn years_before(self, years: u8) -> Option<Self> {
        let months = Months::new(u32::from(years).saturating_mul(12));
        self.0.checked_sub_months(months).filter(|date| date.year() >= 1).map(Self)
    }

    /// The number of days since the beginning of the year 1, which is day 1.
    pub(crate) fn days(self) -> u32 {
        u32::try_from(self.0.num_days_from_ce()).unwrap_or_default()
    }

    /// The date of [`Self::days`]; none outside the years 1 to 9999.
    pub(crate) fn from_days(days: u32) -> Option<Self> {
        let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)?;
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The instant at which the date begins at `offset`.
    #[must_use]
    pub fn begins(self, offset: Offset) -> Instant {
        let midnight = self.0.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc().timestamp_millis();
        Instant::clamped(midnight.saturating_sub(offset.millis()))
    }

    /// The instant at which a person born on this date is `years` old: the beginning of the birthday at `offset`;
    /// someone born on 29 February has it on 1 March in other years.
    #[must_use]
    pub fn birthday(self, years: u8, offset: Offset) -> Instant {
        let year = self.year().saturating_add(i32::from(years));
        NaiveDate::from_ymd_opt(year, self.month(), self.day())
            .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
            .filter(|date| date.year() <= 9999)
            .map_or(Instant::MAX, |date| Self(date).begins(offset))
    }
}

impl core::str::FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        // Its three numbers, read by themselves: the calendar library's reader of patterns is 24 kB of WebAssembly.
        let read = || {
            let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        };
        let date = if shaped { read() } else { None };
        date.filter(|date| (1..=9999).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| Error::new("date-invalid", format_args!("expected a date such as `2026-11-21`, found `{text}`")))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A length of time as an ISO 8601 duration of whole years, months, weeks, days, hours, minutes and seconds: `P1Y6M`, `P30D`, `PT12H`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    months: u32,
    days: u32,
    seconds: u32,
}

impl core::str::FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse_period(text).ok_or_else(|| {
            Error::new(
                "duration-invalid",
                format_args!("expected an ISO 8601 duration longer than zero such as `P12M` or `PT2H`, found `{text}`"),
            )
        })
    }
}

fn parse_period(text: &str) -> Option<Period> {
    let rest = text.strip_prefix('P')?;
    let (dates, times) = match rest.split_once('T') {
        Some((dates, times)) if !times.is_empty() => (dates, times),
        Some(_) => return None,
        None => (rest, ""),
    };
    let mut period = Period { months: 0, days: 0, seconds: 0 };
    let mut read = |part: &str, units: &[(char, u32, u8)]| -> Option<()> {
        let mut next = 0_usize;
        let mut number = String::new();
        for c in part.chars() {
            if c.is_ascii_digit() {
                number.push(c);
                continue;
            }
            let (position, &(_, factor, field)) = units.iter().enumerate().skip(next).find(|(_, (u, _, _))| *u == c)?;
            next = position.checked_add(1)?;
            let value = number.parse::<u32>().ok()?.checked_mul(factor)?;
            number.clear();
            let target = match field {
                0 => &mut period.months,
                1 => &mut period.days,
                _ => &mut period.seconds,
            };
            *target = target.checked_add(value)?;
        }
        number.is_empty().then_some(())
    };
    read(dates, &[('Y', 12, 0), ('M', 1, 0), ('W', 7, 1), ('D', 1, 1)])?;
    read(times, &[('H', 3600, 2), ('M', 60, 2), ('S', 1, 2)])?;
    (period != Period { months: 0, days: 0, seconds: 0 }).then_some(period)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        if self.months > 0 {
            write!(f, "{}M", self.months)?;
        }
        if self.days > 0 {
            write!(f, "{}D", self.days)?;
        }
        if self.seconds > 0 {
            write!(f, "T{}S", self.seconds)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A catalogue's fixed distance from UTC in minutes, from −14 to +14 hours: Finland's winter time is 120.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Offset(i16);

impl Offset {
    /// No distance.
    pub const UTC: Self = Self(0);

    /// The offset of `minutes`.
    ///
    /// # Errors
    /// `offset-out-of-range` beyond 14 hours.
    pub fn from_minutes(minutes: i16) -> Result<Self> {
        if (-840..=840).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(Error::new("offset-out-of-range", format_args!("expected an offset from -840 to 840 minutes, found {minutes}")))
        }
    }

    /// Minutes east of UTC.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.0
    }

    fn millis(self) -> i64 {
        i64::from(self.0).saturating_mul(60_000)
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
        struct Minutes;

        impl de::Visitor<'_> for Minutes {
            type Value = Offset;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("i16")
            }

            fn visit_i64<E: de::Error>(self, minutes: i64) -> core::result::Result<Offset, E> {
                let wrong = |_| E::invalid_value(de::Unexpected::Signed(minutes), &"i16");
                Offset::from_minutes(i16::try_from(minutes).map_err(wrong)?).map_err(crate::json::carry)
            }

            fn visit_u64<E: de::Error>(self, minutes: u64) -> core::result::Result<Offset, E> {
                let wrong = |_| E::invalid_value(de::Unexpected::Unsigned(minutes), &"i16");
                self.visit_i64(i64::try_from(minutes).map_err(wrong)?)
            }
        }

        deserializer.deserialize_i16(Minutes)
    }
}

macro_rules! as_text {
    ($name:ident, $what:literal, $schema:tt) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> core::result::Result<Self, D::Error> {
                crate::json::text(deserializer, $what)
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

as_text!(Instant, "an RFC 3339 date and time with an offset", {
    "type": "string", "format": "date-time",
    "description": "RFC 3339 with an offset, at most milliseconds, from the year 1 to 9999"
});
as_text!(Date, "a date such as 2026-11-21", {"type": "string", "format": "date"});
as_text!(Period, "an ISO 8601 duration such as P12M", {"type": "string", "format": "duration"});
