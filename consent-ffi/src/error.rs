//! Errors that the host owns.
#![expect(unsafe_code, reason = "the names of exported functions")]

use crate::guard::quietly;
use crate::status::{CONSENT_OK, consent_status};
use crate::text::consent_text;

/// What went wrong: a stable code and a message that says what was expected, what was found and what would work.
///
/// Lifetime: written by a call that failed, freed once with `consent_error_free`; its texts are lent until then. Pass NULL for
/// `error` where the status is enough. Threads: read by any number at a time.
#[derive(Debug)]
pub struct consent_error {
    status: consent_status,
    code: consent_text,
    message: consent_text,
    json: consent_text,
}

impl consent_error {
    pub(crate) fn new(status: consent_status, error: &consent_core::Error) -> Self {
        Self {
            status,
            code: consent_text::new(error.code().to_owned()),
            message: consent_text::new(error.to_string()),
            json: consent_text::new(consent_core::write_json(error).unwrap_or_default()),
        }
    }

    #[cfg(test)]
    pub(crate) fn code(&self) -> &str {
        self.code.as_str()
    }

    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        self.message.as_str()
    }
}

/// The kind of error; `CONSENT_OK` for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_error_status(error: Option<&consent_error>) -> consent_status {
    error.map_or(CONSENT_OK, |error| error.status)
}

/// The code, in kebab-case, such as `unknown-purpose`. Lent; NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_error_code(error: Option<&consent_error>) -> *const consent_text {
    error.map_or(core::ptr::null(), |error| &raw const error.code)
}

/// The message, in English, with the place in the input where there is one. Lent; NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_error_message(error: Option<&consent_error>) -> *const consent_text {
    error.map_or(core::ptr::null(), |error| &raw const error.message)
}

/// Everything as a JSON object: `code`, `message`, and where known `pointer` (RFC 6901), `position`, `line`, `column`, `findings`.
/// Lent; NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_error_json(error: Option<&consent_error>) -> *const consent_text {
    error.map_or(core::ptr::null(), |error| &raw const error.json)
}

/// Frees an error and the texts that it lent. NULL is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn consent_error_free(error: Option<Box<consent_error>>) {
    quietly((), || drop(error));
}
