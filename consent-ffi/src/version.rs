//! The version of the header and that of the library.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::mem::MaybeUninit;

use consent_core::Error;

use crate::error::consent_error;
use crate::guard::call;
use crate::status::consent_status;

/// The first number of the version of this header.
pub const CONSENT_VERSION_MAJOR: u32 = 0;
/// The second number.
pub const CONSENT_VERSION_MINOR: u32 = 1;
/// The third number.
pub const CONSENT_VERSION_PATCH: u32 = 0;
/// The version of this header as one number that grows with it: `major * 1000000 + minor * 1000 + patch`.
pub const CONSENT_VERSION: u32 = 1_000;

/// Of a composite version its three numbers.
const fn parts(version: u32) -> (u32, u32, u32) {
    (version / 1_000_000, version / 1_000 % 1_000, version % 1_000)
}

/// True when a program that was built with the header `header` can use the library `library`: from 1.0 on one of the same major
/// version that is not older; before that of the same minor version, too.
const fn fits(header: u32, library: u32) -> bool {
    let ((major, minor, _), (own_major, own_minor, _)) = (parts(header), parts(library));
    major == own_major && (major > 0 || minor == own_minor) && header <= library
}

/// The version of the library that is running, composed like `CONSENT_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn consent_version() -> u32 {
    CONSENT_VERSION
}

/// Asks whether a program that was built with this header can use the library that is running. Call it once at the start:
/// `consent_check_version(CONSENT_VERSION, &error)`. `CONSENT_ERROR_VERSION`: it can't.
#[unsafe(no_mangle)]
pub extern "C" fn consent_check_version(
    header_version: u32,
    error: Option<&mut MaybeUninit<*mut consent_error>>,
) -> consent_status {
    call(None, error, || {
        if fits(header_version, CONSENT_VERSION) {
            return Ok(());
        }
        let words = |version| {
            let (major, minor, patch) = parts(version);
            format!("{major}.{minor}.{patch}")
        };
        Err(Error::new(
            "version-mismatch",
            format_args!(
                "expected a library for programs built with version {}, found version {}; install the other, or build the program again",
                words(header_version),
                words(CONSENT_VERSION)
            ),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_package() {
        assert_eq!(format!("{CONSENT_VERSION_MAJOR}.{CONSENT_VERSION_MINOR}.{CONSENT_VERSION_PATCH}"), env!("CARGO_PKG_VERSION"));
        assert_eq!(CONSENT_VERSION, CONSENT_VERSION_MAJOR * 1_000_000 + CONSENT_VERSION_MINOR * 1_000 + CONSENT_VERSION_PATCH);
        assert_eq!(parts(2_034_567), (2, 34, 567));
    }

    #[test]
    fn versions_are_compared_number_by_number() {
        let version = |major: u32, minor: u32, patch: u32| major * 1_000_000 + minor * 1_000 + patch;
        for (header, library, expected) in [
            ((0, 1, 0), (0, 1, 0), true),
            ((0, 1, 0), (0, 1, 7), true),
            ((0, 1, 8), (0, 1, 7), false),
            ((0, 1, 0), (0, 2, 0), false),
            ((0, 15, 1), (0, 15, 3), true),
            ((0, 15, 3), (0, 15, 1), false),
            ((0, 2, 0), (0, 1, 999), false),
            ((0, 9, 0), (1, 0, 0), false),
            ((1, 0, 0), (1, 4, 2), true),
            ((1, 4, 3), (1, 4, 2), false),
            ((1, 5, 0), (1, 4, 2), false),
            ((1, 10, 0), (1, 9, 0), false),
            ((1, 9, 0), (1, 10, 0), true),
            ((2, 0, 0), (1, 9, 9), false),
            ((1, 0, 0), (2, 0, 0), false),
        ] {
            let (h, l) = (version(header.0, header.1, header.2), version(library.0, library.1, library.2));
            assert_eq!(fits(h, l), expected, "a header {header:?} with a library {library:?}");
        }
        assert!(!fits(0, CONSENT_VERSION));
        assert!(!fits(u32::MAX, CONSENT_VERSION));
    }
}
