//! A proposed use, member by member, for hosts that would rather not write JSON.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_char;
use core::mem::MaybeUninit;
use std::sync::{Mutex, PoisonError};

use consent_core::catalogue::Operation;
use consent_core::decide::UseTemplate;
use consent_core::{Error, Id, MAX_ID_BYTES, Result};

use crate::error::consent_error;
use crate::guard::{Mark, apart, call, given, quietly};
use crate::memory::{Lent, give, lent};
use crate::status::consent_status;
use crate::views::known_at;

/// A use of personal data that someone proposes: everything about it but whose data, and when.
///
/// Lifetime: `consent_use_new`, the members, `consent_query_prepare`, `consent_use_free`; the query does not need it any more.
/// Threads: one at a time.
#[derive(Debug)]
pub struct consent_use {
    mark: Mark,
    // One thread at a time is what the header asks for; a host that forgets it gets a mixture, not a crash.
    members: Mutex<Members>,
}

#[derive(Clone, Debug, Default)]
struct Members {
    controller: Option<Id>,
    recipient: Option<Id>,
    purpose: Option<Id>,
    data_categories: Vec<Id>,
    except: Vec<Id>,
    operations: Vec<Operation>,
    cases: Vec<Id>,
    channel: Option<Id>,
    automated_decision: bool,
    assertions: Vec<Id>,
    known_at: Option<u64>,
}

impl consent_use {
    pub(crate) fn mark(&self) -> &Mark {
        &self.mark
    }

    /// # Errors
    /// `use-incomplete`.
    pub(crate) fn template(&self) -> Result<UseTemplate> {
        let members = self.members.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let some = |list: Vec<Id>| if list.is_empty() { None } else { Some(list) };
        Ok(UseTemplate {
            known_at: members.known_at,
            controller: needed(members.controller, "controller")?,
            recipient: needed(members.recipient, "recipient")?,
            purpose: needed(members.purpose, "purpose")?,
            data_categories: members.data_categories,
            except: some(members.except),
            operations: members.operations,
            cases: some(members.cases),
            channel: members.channel,
            automated_decision: members.automated_decision,
            assertions: members.assertions,
        })
    }
}

fn needed(member: Option<Id>, name: &str) -> Result<Id> {
    member.ok_or_else(|| {
        Error::new("use-incomplete", format_args!("expected a use with a {name}, found none; set it with consent_use_set_{name}"))
    })
}

/// Makes a use without members.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_new(
    out: Option<&mut MaybeUninit<*mut consent_use>>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let apart = apart(&out, &error);
    call(None, error, || {
        apart?;
        given(out, "out")?.write(give(consent_use { mark: Mark::default(), members: Mutex::default() }));
        Ok(())
    })
}

fn change(
    proposed: Option<&mut consent_use>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
    body: impl FnOnce(&mut Members) -> Result<()>,
) -> consent_status {
    let proposed = proposed.map(|proposed| &*proposed);
    call(proposed.map(consent_use::mark), error, || {
        body(&mut given(proposed, "proposed")?.members.lock().unwrap_or_else(PoisonError::into_inner))
    })
}

fn member(
    proposed: Option<&mut consent_use>,
    id: Lent<'_>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
    place: impl FnOnce(&mut Members, Id),
) -> consent_status {
    change(proposed, error, |members| {
        place(members, id.id("id")?);
        Ok(())
    })
}

/// Sets the unit whose register holds the data.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_controller(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.controller = Some(id))
}

/// Sets who uses the data.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_recipient(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.recipient = Some(id))
}

/// Sets for what the data is used.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_purpose(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.purpose = Some(id))
}

/// Adds a category of data, with its descendants.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_add_data_category(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.data_categories.push(id))
}

/// Leaves out a category, with its descendants.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_add_except(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.except.push(id))
}

/// Adds an operation by its word: `collect receive store use analyse profile combine disclose publish pseudonymise anonymise erase`.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_add_operation(
    proposed: Option<&mut consent_use>,
    word: *const c_char,
    word_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    let word = lent!(word, word_size);
    change(proposed, error, |members| {
        let word = word.text("word")?;
        let operation = Operation::ALL.iter().find(|operation| operation.word() == word).ok_or_else(|| {
            let known = Operation::ALL.iter().map(|operation| operation.word()).collect::<Vec<_>>().join("`, `");
            // A word of the caller's is repeated up to the length of an id.
            let found: String = word.chars().take(MAX_ID_BYTES).collect();
            Error::new("unknown-operation", format_args!("expected one of the operations `{known}`, found `{found}`"))
        })?;
        members.operations.push(*operation);
        Ok(())
    })
}

/// Adds a case in which the data is used: `kind:id`, or a case kind.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_add_case(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.cases.push(id))
}

/// Adds what you state about the use; the engine never judges it.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_add_assertion(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.assertions.push(id))
}

/// Sets how the data is delivered; without it every rule about channels is raised.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_channel(
    proposed: Option<&mut consent_use>,
    id: *const c_char,
    id_size: usize,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    member(proposed, lent!(id, id_size), error, |members, id| members.channel = Some(id))
}

/// Says that a decision is made by automated means alone (GDPR 22).
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_automated_decision(
    proposed: Option<&mut consent_use>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    change(proposed, error, |members| {
        members.automated_decision = true;
        Ok(())
    })
}

/// Asks as it was known at a position of the ledger: only the events before it are read. `CONSENT_KNOWN_NOW`: all of them.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_set_known_at(
    proposed: Option<&mut consent_use>,
    position: u64,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    change(proposed, error, |members| {
        members.known_at = known_at(position);
        Ok(())
    })
}

/// Frees a use. NULL is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn consent_use_free(proposed: Option<Box<consent_use>>) {
    quietly((), || drop(proposed));
}
