//! The batch on columns: any host that speaks the Arrow C data interface calls it without copying a subject.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::mem::MaybeUninit;

use consent_core::{Error, Result};

use crate::answer::consent_answer;
use crate::error::consent_error;
use crate::guard::{call, given};
use crate::memory::{ArrowArray, ArrowSchema, Given, Instants, Strings, Values, export, instant, release};
use crate::query::{Asked, consent_query};
use crate::status::{consent_status, status_of};

/// The columns of the result.
struct Columns {
    status: Vec<i32>,
    outcome: Vec<i32>,
    /// Eight to a byte.
    covered: Vec<u8>,
    basis: Vec<i32>,
    reason: Vec<i32>,
    holds_until: Vec<i64>,
}

impl Columns {
    /// Nothing is covered yet.
    ///
    /// # Errors
    /// `arrow-too-large`.
    fn of(count: usize) -> Result<Self> {
        Ok(Self {
            status: zeros(count)?,
            outcome: zeros(count)?,
            covered: zeros(count.div_ceil(8))?,
            basis: zeros(count)?,
            reason: zeros(count)?,
            holds_until: zeros(count)?,
        })
    }

    fn write(&mut self, at: usize, answer: &consent_answer) {
        for (column, code) in [
            (&mut self.status, answer.status),
            (&mut self.outcome, answer.outcome),
            (&mut self.basis, answer.basis),
            (&mut self.reason, answer.reason),
        ] {
            if let Some(place) = column.get_mut(at) {
                *place = code;
            }
        }
        if let Some(place) = self.holds_until.get_mut(at) {
            *place = answer.holds_until;
        }
        if let Some(byte) = self.covered.get_mut(at >> 3) {
            let bit = 1_u8.wrapping_shl(u32::try_from(at & 7).unwrap_or_default());
            *byte = if answer.covered == 1 { *byte | bit } else { *byte & !bit };
        }
    }

    fn given(self) -> (ArrowArray, ArrowSchema) {
        let length = self.status.len();
        let codes = |name, values| Given { name, format: "i", values: Values::Codes(values) };
        export(
            length,
            vec![
                codes("status", self.status),
                codes("outcome", self.outcome),
                Given { name: "covered", format: "b", values: Values::Flags(self.covered) },
                codes("basis", self.basis),
                codes("reason", self.reason),
                Given { name: "holds_until", format: "l", values: Values::Millis(self.holds_until) },
            ],
        )
    }
}

/// Room for so many, taken before anything is read: a length may be anything.
fn zeros<T: Clone + Default>(count: usize) -> Result<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(count).map_err(|_| {
        Error::new("arrow-too-large", format_args!("expected as many subjects as memory has room for answers to, found {count}"))
    })?;
    values.resize(count, T::default());
    Ok(values)
}

/// As `consent_query_decide_all`, on columns of the Arrow C data interface.
///
/// `subjects`: `utf8` or `large_utf8`, read where it lies. `ats`: `int64` or `timestamp[ms]` with a time zone, milliseconds since 1970
/// UTC either way, of the same length; NULL for both `ats` and `ats_schema`: everybody is asked about at `at`. These four are taken
/// over: however the call returns they are released, and their `release` is NULL then. A null is a request without an answer. Columns
/// encoded by a dictionary are refused.
///
/// `*out` and `*out_schema` get a struct array with a row for each request, for the host to release: `status`, `outcome` (`int32`),
/// `covered` (`bool`: the only *yes*), `basis`, `reason` (`int32`) and `holds_until` (`int64`), with the constants of this header.
/// Nothing in it is null: what is not known to be covered has the outcome 0 and is not `covered`. When the call fails, neither is
/// written.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_decide_arrow(
    query: Option<&consent_query>,
    subjects: Option<&mut ArrowArray>,
    subjects_schema: Option<&mut ArrowSchema>,
    ats: Option<&mut ArrowArray>,
    ats_schema: Option<&mut ArrowSchema>,
    at: i64,
    out: Option<&mut MaybeUninit<ArrowArray>>,
    out_schema: Option<&mut MaybeUninit<ArrowSchema>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    // They are this call's from here on, whatever is wrong with the rest.
    let mut taken = Taken { subjects, subjects_schema, ats, ats_schema };
    call(query.map(consent_query::mark), error, || {
        let query = given(query, "query")?;
        let (out, out_schema) = (given(out, "out")?, given(out_schema, "out_schema")?);
        let subjects = Strings::new(taken.subjects.take(), taken.subjects_schema.take())?;
        let instants = taken.ats.take().map(|ats| Instants::new(ats, taken.ats_schema.take(), subjects.len())).transpose()?;
        if taken.ats_schema.is_some() {
            return Err(Error::new("argument-null", "expected a pointer in `ats` beside `ats_schema`, found NULL"));
        }
        query.shared().mark.check()?;
        let (array, schema) = decide(query, &subjects, instants.as_ref(), at)?.given();
        out.write(array);
        out_schema.write(schema);
        Ok(())
    })
}

fn decide(query: &consent_query, subjects: &Strings, instants: Option<&Instants>, at: i64) -> Result<Columns> {
    let mut columns = Columns::of(subjects.len())?;
    let mut ats = instants.map(Instants::read).transpose()?;
    let engine = query.shared().read()?;
    let missing = |what: &str| Error::new("arrow-null", format_args!("expected {what}, found a null"));
    let mut asked = Asked::default();
    let (mut place, mut outcome) = (0_usize, Ok(()));
    subjects.each(|subject| {
        let millis = match &mut ats {
            None => Some(at),
            Some(ats) => ats.next().flatten(),
        };
        let subject = subject.ok_or_else(|| missing("a subject"));
        let request = subject.and_then(|subject| Ok((subject, instant(millis.ok_or_else(|| missing("an instant"))?)?)));
        match request {
            Ok(request) => asked.push(place, request),
            Err(error) => columns.write(place, &consent_answer::failed(status_of(error.code()))),
        }
        place = place.saturating_add(1);
        if asked.is_full() && outcome.is_ok() {
            outcome = asked.decide(query, &engine, |at, answer| columns.write(at, &answer));
        }
    })?;
    outcome?;
    asked.decide(query, &engine, |at, answer| columns.write(at, &answer))?;
    Ok(columns)
}

/// The columns that were handed in, released when they are not used.
struct Taken<'a> {
    subjects: Option<&'a mut ArrowArray>,
    subjects_schema: Option<&'a mut ArrowSchema>,
    ats: Option<&'a mut ArrowArray>,
    ats_schema: Option<&'a mut ArrowSchema>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        release(self.subjects.take(), self.subjects_schema.take());
        release(self.ats.take(), self.ats_schema.take());
    }
}
