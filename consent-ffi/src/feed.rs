//! A ledger that the host reads from wherever it keeps it.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_void;
use core::mem::MaybeUninit;
use std::io::{BufRead as _, BufReader, Read as _};

use consent_core::ledger::Record;
use consent_core::{Error, MAX_DOCUMENT_BYTES, Result};

use crate::engine::{consent_engine, with};
use crate::error::consent_error;
use crate::memory::{Source, consent_read, consent_release, source};
use crate::status::consent_status;

/// How much is asked for at a time.
const CHUNK: usize = 64 << 10;

/// Fills an engine in memory with records, the JSON Lines that `consent record` prints: events that a ledger has let in before, in its
/// order. They are read from a callback, chunk by chunk. All of them or none is taken; `*count` gets how many, and may be NULL.
///
/// A file that was cut after a line is as good as a whole one: what is missing at its end, perhaps a withdrawal, nobody can tell from it.
/// Compare `*count` with how many records there have to be before you ask anything.
///
/// `release` is called with `userdata` exactly once before this returns, however it returns; it may be NULL. Nothing may call the
/// engine from within the callback.
#[unsafe(no_mangle)]
pub extern "C" fn consent_engine_feed(
    engine: Option<&consent_engine>,
    read: consent_read,
    userdata: *mut c_void,
    release: consent_release,
    count: Option<&mut MaybeUninit<u64>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let source = source!(read, userdata, release);
    with(engine, error, move |shared| {
        source.check()?;
        let records = records(source)?;
        let fed = u64::try_from(records.len()).unwrap_or(u64::MAX);
        shared.restore(records)?;
        if let Some(count) = count {
            count.write(fed);
        }
        Ok(())
    })
}

fn records(source: Source) -> Result<Vec<Record>> {
    // One byte more than a document may have, so that it is seen to be too large.
    let limit = u64::try_from(MAX_DOCUMENT_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut reader = BufReader::with_capacity(CHUNK, source);
    let (mut records, mut line) = (Vec::new(), Vec::new());
    for number in 1_u64.. {
        line.clear();
        let read = reader.by_ref().take(limit).read_until(b'\n', &mut line).map_err(|error| {
            Error::new("read-failed", format_args!("expected bytes or the end from `read`, found that {error}")).in_line(number)
        })?;
        if read == 0 {
            break;
        }
        let text = line.trim_ascii();
        if !text.is_empty() {
            records.push(Record::from_json(text).map_err(|error| error.in_line(number))?);
        }
    }
    Ok(records)
}
