//! Texts that the library hands out: pointer and length, UTF-8, not ended by a NUL.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::c_char;

use crate::guard::quietly;

/// A text in UTF-8. It never changes; read it with `consent_text_data` and `consent_text_size`.
///
/// Lifetime: handed out by a function with `consent_text **`, freed once with `consent_text_free`; or lent by a `consent_error`.
/// Threads: read by any number at a time.
#[derive(Debug)]
pub struct consent_text {
    text: String,
}

impl consent_text {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    #[cfg(test)]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

/// The first byte; no NUL follows the last one, so print it with `%.*s` and the size. NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_text_data(text: Option<&consent_text>) -> *const c_char {
    text.map_or(core::ptr::null(), |text| text.text.as_ptr().cast())
}

/// How many bytes it has. 0 for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn consent_text_size(text: Option<&consent_text>) -> usize {
    text.map_or(0, |text| text.text.len())
}

/// Frees a text that was handed out. NULL is ignored.
#[unsafe(no_mangle)]
pub extern "C" fn consent_text_free(text: Option<Box<consent_text>>) {
    quietly((), || drop(text));
}
