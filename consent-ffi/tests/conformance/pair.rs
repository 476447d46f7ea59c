//! The same story in Rust and behind the C library.

use core::ffi::{c_char, c_void};
use core::fmt::Debug;

use consent::*;
use consent_core::catalogue::Catalogue;
use consent_core::ledger::{Event, Record};
use consent_core::{Engine, Error};

use super::catalogue;
use super::json::Json;
use crate::host::{Failed, add_catalogue, checked, engine, record};

/// Two engines that were told the same.
pub(super) struct Pair {
    pub(super) native: Engine,
    pub(super) engine: Box<consent_engine>,
}

/// The same result, or the same error with the same place.
pub(super) fn agree<T: PartialEq + Debug>(name: &str, native: Result<T, Error>, ours: Result<T, Failed>) {
    match (native, ours) {
        (Ok(native), Ok(ours)) => assert!(native == ours, "{name}: expected {native:?}\nfound {ours:?}"),
        (Err(native), Err(ours)) => {
            assert_eq!(native.code(), ours.code, "{name}");
            assert_eq!(consent_core::write_json(&native).expect("JSON"), ours.json, "{name}");
        }
        (native, ours) => panic!("{name}: expected {native:?}\nfound {ours:?}"),
    }
}

impl Pair {
    pub(super) fn of(name: &str, catalogues: &[String], events: &[Json]) -> Self {
        let mut pair = Self { native: Engine::new(), engine: engine() };
        for id in catalogues {
            let bytes = catalogue(id);
            let native = pair.native.add_catalogue(Catalogue::from_json(&bytes).expect("a catalogue"));
            let findings = native.and_then(|findings| consent_core::write_json(&findings));
            agree(name, findings, add_catalogue(&pair.engine, &bytes));
        }
        for step in events {
            pair.happens(name, step);
        }
        pair
    }

    /// An event, or an event with what the door must say to it, or one that another ledger had let in.
    fn happens(&mut self, name: &str, step: &Json) {
        let event = match step.get("event") {
            Some(event @ Json::Object(_)) => event,
            _ => step,
        };
        let merged = step.get("merged") == Some(&Json::Bool(true)) && step.get("event").is_some();
        let json = event.compact();
        let read = Event::from_json(json.as_bytes());
        if merged {
            let event = read.expect("an event");
            let at = event.at;
            let record = Record { seq: self.native.size(), recorded_at: at, actor_unverified: false, event };
            let mut line = record.to_json().expect("JSON").into_bytes();
            line.push(b'\n');
            agree(name, self.native.restore(vec![record]).map(|()| 1), feed(&self.engine, &line));
            return;
        }
        let at = read.as_ref().map_or(0, |event| event.at.millis());
        let native = read.and_then(|event| {
            let at = event.at;
            self.native.record(event, at)
        });
        let native = native.map(|done| (done.seq, u32::from(done.actor_unverified) | u32::from(done.already_known) << 1));
        let ours = record(&self.engine, json.as_bytes(), at).map(|done| (done.position, done.flags));
        agree(name, native, ours);
    }
}

unsafe extern "C" fn read(userdata: *mut c_void, buffer: *mut c_char, capacity: usize) -> isize {
    // SAFETY: `feed` hands in a slice that lives as long as the call.
    let rest = unsafe { &mut *userdata.cast::<&[u8]>() };
    let (now, later) = rest.split_at(rest.len().min(capacity));
    // SAFETY: the buffer has room for `capacity` bytes.
    unsafe { core::ptr::copy_nonoverlapping(now.as_ptr().cast(), buffer, now.len()) };
    *rest = later;
    now.len() as isize
}

fn feed(engine: &consent_engine, mut lines: &[u8]) -> Result<u64, Failed> {
    let userdata = (&raw mut lines).cast();
    let mut count = core::mem::MaybeUninit::new(0);
    checked(|error| consent_engine_feed(Some(engine), Some(read), userdata, None, Some(&mut count), error))?;
    // SAFETY: written by a call that succeeded.
    Ok(unsafe { count.assume_init() })
}
