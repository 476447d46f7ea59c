//! The engine's handle: made in memory or on a ledger file, filled, freed.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_char;
use core::mem::MaybeUninit;
use std::sync::Arc;

use consent_core::catalogue::Catalogue;
use consent_core::ledger::{ErasureRequest, Event};
use consent_core::{Error, Result};
use consent_store::SqliteStorage;

use crate::answer::consent_recorded;
use crate::error::consent_error;
use crate::guard::{apart, call, given, quietly};
use crate::kept::Shared;
use crate::memory::{give, instant, lent, place};
use crate::status::consent_status;
use crate::text::consent_text;

/// Catalogues and a ledger, and the questions to them.
///
/// Lifetime: made by `consent_engine_new` or `consent_engine_open`, freed once with `consent_engine_free`; the queries prepared from it
/// live on without it. Threads: every function but `consent_engine_free` may run on any number of threads at a time; when
/// `consent_engine_record` returns, no thread gets an answer without the event any more.
#[derive(Debug)]
pub struct consent_engine {
    pub(crate) shared: Arc<Shared>,
}

/// Makes an engine in memory, without catalogues and events.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_new(
    out: Option<&mut MaybeUninit<*mut consent_engine>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let apart = apart(&out, &error);
    call(None, error, || {
        apart?;
        given(out, "out")?.write(give(consent_engine { shared: Arc::new(Shared::in_memory()) }));
        Ok(())
    })
}

/// Opens a ledger file to read: whatever would change it is refused. Answers rest on what was there when it was opened or followed last: a
/// withdrawal since is not seen until `consent_engine_follow` reads it. Follow before each job, and often in a long one.
pub const CONSENT_OPEN_READ_ONLY: u32 = 1;
/// Makes the ledger file; one that is there already is an error.
pub const CONSENT_OPEN_CREATE: u32 = 2;

/// The longest path that any system takes.
const LONGEST_PATH: usize = 32_767;

/// Opens a ledger in a file, made by this library or by the command `consent ledger create`. Every entry is checked. What
/// `consent_engine_record` acknowledges is on the disk. `flags`: 0 to read and write, or one of `CONSENT_OPEN_...`. The path is UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_open(
    path: *const c_char,
    path_size: usize,
    flags: u32,
    out: Option<&mut MaybeUninit<*mut consent_engine>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let path = lent!(path, path_size);
    let apart = apart(&out, &error);
    call(None, error, || {
        apart?;
        let out = given(out, "out")?;
        let path = path.text("path")?;
        if path.is_empty() || path.len() > LONGEST_PATH || path.contains('\0') {
            return Err(Error::new(
                "argument-value",
                format_args!(
                    "expected the path of a file in 1 to {LONGEST_PATH} bytes without a NUL, found {} bytes that are none",
                    path.len()
                ),
            ));
        }
        let storage = match flags {
            0 => SqliteStorage::open(path),
            CONSENT_OPEN_READ_ONLY => SqliteStorage::open_read_only(path),
            CONSENT_OPEN_CREATE => SqliteStorage::create(path),
            _ => Err(unknown_flags("0 or one of CONSENT_OPEN_READ_ONLY, CONSENT_OPEN_CREATE", flags)),
        }?;
        out.write(give(consent_engine { shared: Arc::new(Shared::in_file(storage)?) }));
        Ok(())
    })
}

pub(crate) fn unknown_flags(expected: &str, found: u32) -> Error {
    Error::new("argument-flag", format_args!("expected {expected} as `flags`, found {found}"))
}

/// Holds a version of the catalogue, from JSON, so that a `catalogue-published` event can name it. `*warnings` gets the findings of its
/// check as a JSON array; `warnings` may be NULL. One with errors is refused; `consent_error_json` has the findings then.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_add_catalogue(
    engine: Option<&consent_engine>,
    json: *const c_char,
    json_size: usize,
    warnings: Option<&mut MaybeUninit<*mut consent_text>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let json = lent!(json, json_size);
    let apart = apart(&warnings, &error);
    with(engine, error, |shared| {
        apart?;
        let findings = shared.add_catalogue(Catalogue::from_json(json.bytes("json")?)?)?;
        if let Some(warnings) = warnings {
            warnings.write(give(consent_text::new(consent_core::write_json(&findings)?)));
        }
        Ok(())
    })
}

/// Records an event, from JSON; `recorded_at` is when it became known: now, by your clock (milliseconds since 1970 UTC).
/// `CONSENT_ERROR_REFUSED` and nothing changed: the ledger does not let it in. `recorded` may be NULL. Whether the old bytes of what an
/// `event-erased` erases are gone already tells `consent_engine_erase`.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_record(
    engine: Option<&consent_engine>,
    json: *const c_char,
    json_size: usize,
    recorded_at: i64,
    recorded: *mut consent_recorded,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let json = lent!(json, json_size);
    with(engine, error, |shared| {
        let place = if recorded.is_null() { None } else { Some(place!(recorded)?) };
        let event = Event::from_json(json.bytes("json")?)?;
        let done = shared.record(event, instant(recorded_at)?)?;
        if let Some(mut place) = place {
            place.write(consent_recorded::new(done));
        }
        Ok(())
    })
}

/// Records events from JSON Lines, in order, until one is refused: those before it are recorded, those after it are not. All lines are
/// read before any is recorded: one that is no event is an error, and nothing changed. In a file all are written at once. `*accepted` gets
/// how many were let in, however the call ends (the one exception besides `consent_answer`): 0, or as many as stand before the one that
/// was refused. `accepted` may be NULL. Given again after mending, what is there already changes nothing.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_record_all(
    engine: Option<&consent_engine>,
    lines: *const c_char,
    lines_size: usize,
    recorded_at: i64,
    mut accepted: Option<&mut MaybeUninit<u64>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let lines = lent!(lines, lines_size);
    if let Some(accepted) = &mut accepted {
        accepted.write(0);
    }
    with(engine, error, |shared| {
        let events = Event::from_json_lines(lines.text("lines")?)?;
        let (count, refusal) = shared.record_all(events, instant(recorded_at)?)?;
        if let Some(accepted) = accepted {
            accepted.write(count);
        }
        refusal.map_or(Ok(()), Err)
    })
}

/// Erases from a ledger file (GDPR 17): every event of a person, or single events. The request is JSON: `by`, `at`, `subject` or
/// `events`, and where wanted `reason`, `operator`, `recorded_at`, `id_prefix`. What was erased is gone from the file when this returns;
/// that it was erased, by whom and why, stays. `*erased` gets how many events; `erased` may be NULL. `CONSENT_ERROR_STORAGE` with the
/// code `erasure-pending`: all of it is recorded and counts for every answer, but a reader or the disk still has the old bytes; the
/// same call finishes it later, and says 0 then. It also finishes what `event-erased` events that were recorded have left.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_erase(
    engine: Option<&consent_engine>,
    request: *const c_char,
    request_size: usize,
    erased: Option<&mut MaybeUninit<u64>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let request = lent!(request, request_size);
    with(engine, error, |shared| {
        let count = shared.erase(&ErasureRequest::from_json(request.bytes("request")?)?)?;
        if let Some(erased) = erased {
            erased.write(count);
        }
        Ok(())
    })
}

/// Reads what another process has written to the ledger file since. `*added` gets how many events; `added` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_follow(
    engine: Option<&consent_engine>,
    added: Option<&mut MaybeUninit<u64>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    with(engine, error, |shared| {
        let count = shared.follow()?;
        if let Some(added) = added {
            added.write(count);
        }
        Ok(())
    })
}

/// Frees an engine. NULL is ignored. No call on it may be running. A ledger file stays open, and with it the lock of the one who writes,
/// until the engine's queries are freed, too.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_free(engine: Option<Box<consent_engine>>) {
    quietly((), || drop(engine));
}

/// Runs a call on an engine.
pub(crate) fn with(
    engine: Option<&consent_engine>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
    body: impl FnOnce(&Arc<Shared>) -> Result<()>,
) -> consent_status {
    let mark = engine.map(|engine| &engine.shared.mark);
    call(mark, error, || body(&given(engine, "engine")?.shared))
}
