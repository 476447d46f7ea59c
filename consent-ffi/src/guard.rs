//! The one way into the library: errors become a status, a panic marks the handle.
//!
//! A few functions only read a field or return a constant: the version, the texts, and the parts of an error. They stay outside, as there
//! is nothing in them that can panic; if there were, `extern "C"` would end the process rather than unwind into the host.

use core::any::Any;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicBool, Ordering};
use std::panic::{AssertUnwindSafe, catch_unwind};

use consent_core::{Error, Result};

use crate::error::consent_error;
use crate::memory::give;
use crate::status::{CONSENT_OK, consent_status, status_of};

/// Whether a call on a handle has panicked: then what it holds may be half done, and every later call is refused.
#[derive(Debug, Default)]
pub(crate) struct Mark(AtomicBool);

impl Mark {
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// # Errors
    /// `handle-unusable`.
    pub(crate) fn check(&self) -> Result<()> {
        if self.0.load(Ordering::Acquire) { Err(unusable()) } else { Ok(()) }
    }
}

pub(crate) fn unusable() -> Error {
    Error::new(
        "handle-unusable",
        "expected a handle in order, found one on which an earlier call ended in an internal error; free it and make a new one",
    )
}

/// The error for a NULL, or the argument.
#[inline(always)]
pub(crate) fn given<T>(argument: Option<T>, name: &str) -> Result<T> {
    argument.ok_or_else(|| null(name))
}

#[cold]
pub(crate) fn null(name: &str) -> Error {
    Error::new("argument-null", format_args!("expected a pointer in `{name}`, found NULL"))
}

/// The error for one variable that is to take both a result and an error: one of the two would be lost.
///
/// # Errors
/// `argument-shared`.
pub(crate) fn apart<T>(
    out: &Option<&mut MaybeUninit<*mut T>>,
    error: &Option<&mut MaybeUninit<*mut consent_error>>,
) -> Result<()> {
    match (out, error) {
        (Some(out), Some(error)) if core::ptr::addr_eq(&raw const **out, &raw const **error) => Err(Error::new(
            "argument-shared",
            "expected a variable for the result and another for the error, found one for both; pass two, or NULL for the error",
        )),
        _ => Ok(()),
    }
}

/// Runs the body of an exported function.
pub(crate) fn call(
    mark: Option<&Mark>,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
    body: impl FnOnce() -> Result<()>,
) -> consent_status {
    let checked = || mark.map_or(Ok(()), Mark::check).and_then(|()| body());
    let found = match catch_unwind(AssertUnwindSafe(checked)) {
        Ok(Ok(())) => return CONSENT_OK,
        Ok(Err(found)) => found,
        Err(panic) => {
            if let Some(mark) = mark {
                mark.set();
            }
            internal(&*panic)
        }
    };
    let status = status_of(found.code());
    if let Some(error) = error {
        // What is wrong is told even where its words could not be made.
        error.write(quietly(core::ptr::null_mut(), || give(consent_error::new(status, &found))));
    }
    status
}

/// Runs what returns no status and can't fail.
pub(crate) fn quietly<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(otherwise)
}

fn internal(panic: &(dyn Any + Send)) -> Error {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::new(
        "internal-error",
        format_args!(
            "expected no defect in the library, found one: {}; please report it",
            said.unwrap_or("a panic without words")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{CONSENT_ERROR_INTERNAL, CONSENT_ERROR_UNUSABLE};

    fn take(error: MaybeUninit<*mut consent_error>) -> Box<consent_error> {
        #[expect(unsafe_code, reason = "the test is the host")]
        // SAFETY: the call failed, so that it has written a box of its own.
        unsafe {
            Box::from_raw(error.assume_init())
        }
    }

    #[test]
    fn a_panic_marks_the_handle_and_no_other() {
        let (mark, other) = (Mark::default(), Mark::default());
        let mut error = MaybeUninit::uninit();
        assert_eq!(call(Some(&mark), Some(&mut error), || panic!("the test says so")), CONSENT_ERROR_INTERNAL);
        let said = take(error);
        assert!(said.message().contains("the test says so"), "{}", said.message());
        let mut error = MaybeUninit::uninit();
        assert_eq!(call(Some(&mark), Some(&mut error), || unreachable!()), CONSENT_ERROR_UNUSABLE);
        assert_eq!(take(error).code(), "handle-unusable");
        assert_eq!(call(Some(&other), None, || Ok(())), CONSENT_OK);
        assert_eq!(call(None, None, || panic!("nobody asks why")), CONSENT_ERROR_INTERNAL);
        assert_eq!(quietly(7, || panic!("nobody is told")), 7);
    }
}
