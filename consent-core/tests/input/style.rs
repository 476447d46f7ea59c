//! The style of a message: lower case, no full stop, input in backticks, no type names of the host language.

use consent_core::Error;

/// Fails for a message in another style.
pub(super) fn check(error: &Error) {
    let (code, message) = (error.code(), error.message());
    assert!(!code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "code {code:?}");
    assert!(message.starts_with(char::is_lowercase), "lower case first: {message}");
    assert!(!message.ends_with('.'), "no full stop: {message}");
    assert!(message.starts_with("expected ") && message.contains("found"), "expected …, found …: {message}");
    assert_eq!(message.matches('`').count() % 2, 0, "backticks in pairs: {message}");
    for word in [
        "u8", "u32", "u64", "i64", "f64", "usize", "struct ", "enum ", "tuple", "Option", "Vec<", "String", "sequence", "::",
        " map", "variant",
    ] {
        let outside: String = message.split('`').step_by(2).collect();
        assert!(!outside.contains(word), "no word of the host language ({word}): {message}");
    }
}
