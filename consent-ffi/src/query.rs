//! A question that is prepared once and asked about many persons and instants.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_char;
use core::mem::MaybeUninit;
use std::sync::Arc;

use consent_core::decide::{Brief, BriefOptions, Prepared, UseTemplate};
use consent_core::{Engine, Instant, Result};

use crate::answer::{CONSENT_WANT_HORIZON, CONSENT_WANT_REASON, consent_answer};
use crate::engine::{consent_engine, unknown_flags, with};
use crate::error::consent_error;
use crate::guard::{Mark, apart, call, given, quietly};
use crate::kept::Shared;
use crate::memory::{batch, give, instant, lent, place, rows};
use crate::proposed::consent_use;
use crate::status::{CONSENT_OK, consent_status, status_of};

/// A use made ready: its names looked up, its requirements raised.
///
/// Lifetime: prepared from an engine, freed once with `consent_query_free`, before or after the engine. Threads: deciding may run on any
/// number of threads at a time, also while the engine records; `consent_query_refresh` and `consent_query_free` need it alone.
#[derive(Debug)]
pub struct consent_query {
    mark: Mark,
    shared: Arc<Shared>,
    prepared: Prepared,
    wanted: BriefOptions,
}

fn wanted(flags: u32) -> Result<BriefOptions> {
    if flags & !(CONSENT_WANT_REASON | CONSENT_WANT_HORIZON) != 0 {
        return Err(unknown_flags("0 or CONSENT_WANT_REASON, CONSENT_WANT_HORIZON or both", flags));
    }
    let mut wanted = BriefOptions::default();
    if flags & CONSENT_WANT_REASON != 0 {
        wanted = wanted.with_reason();
    }
    if flags & CONSENT_WANT_HORIZON != 0 {
        wanted = wanted.with_horizon();
    }
    Ok(wanted)
}

fn prepare(shared: &Arc<Shared>, template: &UseTemplate, flags: u32, out: &mut MaybeUninit<*mut consent_query>) -> Result<()> {
    let wanted = wanted(flags)?;
    let prepared = shared.read()?.prepare(template)?;
    out.write(give(consent_query { mark: Mark::default(), shared: Arc::clone(shared), prepared, wanted }));
    Ok(())
}

/// Prepares a use that was put together with `consent_use_...`. `flags`: 0, or what each answer has besides outcome and basis,
/// `CONSENT_WANT_REASON` and `CONSENT_WANT_HORIZON`; both take time.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_prepare(
    engine: Option<&consent_engine>,
    proposed: Option<&consent_use>,
    flags: u32,
    out: Option<&mut MaybeUninit<*mut consent_query>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let apart = apart(&out, &error);
    with(engine, error, |shared| {
        apart?;
        let proposed = given(proposed, "proposed")?;
        proposed.mark().check()?;
        prepare(shared, &proposed.template()?, flags, given(out, "out")?)
    })
}

/// Prepares a use from JSON: the proposed use without `subject` and `at`.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_from_json(
    engine: Option<&consent_engine>,
    json: *const c_char,
    json_size: usize,
    flags: u32,
    out: Option<&mut MaybeUninit<*mut consent_query>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let json = lent!(json, json_size);
    let apart = apart(&out, &error);
    with(engine, error, |shared| {
        apart?;
        let template: UseTemplate = consent_core::read_json(json.bytes("json")?)?;
        prepare(shared, &template, flags, given(out, "out")?)
    })
}

/// Prepares the same use anew. Once a new version of the catalogue was published every answer is right without it, but slow.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_refresh(
    query: Option<&mut consent_query>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let Some(query) = query else { return call(None, error, || given(None, "query")) };
    let consent_query { mark, shared, prepared, .. } = query;
    call(Some(mark), error, || {
        shared.mark.check()?;
        let anew = shared.read()?.prepare(prepared.template())?;
        *prepared = anew;
        Ok(())
    })
}

impl consent_query {
    /// The engine, while it is read.
    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) fn mark(&self) -> &Mark {
        &self.mark
    }

    #[inline]
    pub(crate) fn decide(&self, engine: &Engine, subject: &[u8], at: i64) -> Result<consent_answer> {
        let brief = consent_ask::brief(engine, &self.prepared, subject, instant(at)?, self.wanted)?;
        Ok(consent_answer::new(&brief, self.wanted))
    }
}

/// Well-formed requests of columns, gathered to be decided together.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    requests: Vec<(&'a [u8], Instant)>,
    places: Vec<usize>,
}

/// How many requests are gathered.
const GATHERED: usize = 256;

impl<'a> Asked<'a> {
    pub(crate) fn push(&mut self, place: usize, request: (&'a [u8], Instant)) {
        self.places.push(place);
        self.requests.push(request);
    }

    pub(crate) fn is_full(&self) -> bool {
        self.places.len() >= GATHERED
    }

    /// Calls `answer` for each: an error is an answer that covers nothing.
    pub(crate) fn decide(
        &mut self,
        query: &consent_query,
        engine: &Engine,
        mut answer: impl FnMut(usize, consent_answer),
    ) -> Result<()> {
        let wanted = query.wanted;
        let mut places = self.places.drain(..);
        consent_ask::brief_all(engine, &query.prepared, &mut self.requests.drain(..), wanted, &mut |brief| {
            if let Some(place) = places.next() {
                answer(place, answer_of(brief, wanted));
            }
        })
    }
}

/// Whether the use is covered for a person at an instant (milliseconds since 1970 UTC). Without flags it takes no memory once the
/// query, of today's catalogue and as known now, has met the person's kinds of consents and fewer than three bars reach each item. When
/// it fails, `*answer` says *not covered*, so that no earlier answer is taken for it; only where its `struct_size` is one that can't
/// be, nothing is written.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_decide(
    query: Option<&consent_query>,
    subject: *const c_char,
    subject_size: usize,
    at: i64,
    answer: *mut consent_answer,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let subject = lent!(subject, subject_size);
    let mut place = place!(answer);
    let status = call(query.map(consent_query::mark), error, || {
        let place = place.as_mut().map_err(|wrong| wrong.clone())?;
        let query = given(query, "query")?;
        query.shared.mark.check()?;
        place.write(query.decide(&*query.shared.read()?, subject.bytes("subject")?, at)?);
        Ok(())
    });
    if status != CONSENT_OK
        && let Ok(place) = &mut place
    {
        place.write(consent_answer::failed(status));
    }
    status
}

/// Decides many requests at one position of the ledger: the subject `subjects[i]` with `subject_sizes[i]` bytes at `ats[i]`, into
/// `answers[i]`. `answer_size` is `sizeof(consent_answer)`; the `struct_size` of the answers is set. A request that has no answer has
/// its `status` and is not covered; it does not hold up the others. When the call itself fails, every one of the `count` answers says
/// *not covered* and has the status of the call, so that no earlier answer is taken for one; only where `answers` is NULL or
/// `answer_size` or `count` is one that can't be, nothing is written. Recording waits meanwhile, and whoever asks after a recording that
/// waits: split batches that take long.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_decide_all(
    query: Option<&consent_query>,
    subjects: *const *const c_char,
    subject_sizes: *const usize,
    ats: *const i64,
    count: usize,
    answers: *mut consent_answer,
    answer_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let batch = batch!(subjects, subject_sizes, ats, count);
    let rows = rows!(answers, count, answer_size);
    let status = call(query.map(consent_query::mark), error, || {
        let rows = rows.as_ref().map_err(|wrong| wrong.clone())?;
        let batch = batch?;
        let query = given(query, "query")?;
        query.shared.mark.check()?;
        let engine = query.shared.read()?;
        let mut wrong = Vec::new();
        let mut asked = (0..count).filter_map(|at| {
            let (subject, millis) = batch.request(at)?;
            let request = subject.bytes("subjects").and_then(|subject| Ok((subject, instant(millis)?)));
            // One that can't be asked keeps its place, and is answered below.
            Some(request.unwrap_or_else(|error| {
                wrong.push((at, status_of(error.code())));
                (&[][..], Instant::MIN)
            }))
        });
        let (mut at, wanted) = (0_usize, query.wanted);
        consent_ask::brief_all(&engine, &query.prepared, &mut asked, wanted, &mut |brief| {
            rows.write(at, answer_of(brief, wanted));
            at = at.saturating_add(1);
        })?;
        drop(asked);
        for (at, status) in wrong {
            rows.write(at, consent_answer::failed(status));
        }
        Ok(())
    });
    if status != CONSENT_OK
        && let Ok(rows) = &rows
    {
        rows.fill(consent_answer::failed(status));
    }
    status
}

/// The answer to one of many requests: an error is an answer that covers nothing.
#[inline]
fn answer_of(brief: Result<Brief>, wanted: BriefOptions) -> consent_answer {
    match brief {
        Ok(brief) => consent_answer::new(&brief, wanted),
        Err(error) => consent_answer::failed(status_of(error.code())),
    }
}

/// Frees a query. NULL is ignored. No call on it may be running.
#[unsafe(no_mangle)]
pub extern "C" fn consent_query_free(query: Option<Box<consent_query>>) {
    quietly((), || drop(query));
}
