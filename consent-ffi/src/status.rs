//! Statuses: what kind of thing went wrong, as a number that a program can branch on.

/// How a call ended: `CONSENT_OK`, or one of `CONSENT_ERROR_...`. Treat a number that you don't know as an error. No number is ever
/// used again for another meaning; 14 and up are free.
pub type consent_status = i32;

/// It did what it was asked.
pub const CONSENT_OK: consent_status = 0;
/// The call is wrong: a NULL, a size, a flag or a constant that there is not. A mistake in the calling program.
pub const CONSENT_ERROR_ARGUMENT: consent_status = 1;
/// The data is malformed: JSON, UTF-8, an id, an instant.
pub const CONSENT_ERROR_INPUT: consent_status = 2;
/// The catalogue or the ledger does not know a name (`unknown-...`).
pub const CONSENT_ERROR_UNKNOWN: consent_status = 3;
/// A catalogue is refused, or there is none.
pub const CONSENT_ERROR_CATALOGUE: consent_status = 4;
/// The ledger does not let an event in.
pub const CONSENT_ERROR_REFUSED: consent_status = 5;
/// A ledger, a proof or a receipt is not as it was written.
pub const CONSENT_ERROR_ALTERED: consent_status = 6;
/// A ledger file can't be opened, read or written.
pub const CONSENT_ERROR_STORAGE: consent_status = 7;
/// The question is larger than the engine answers.
pub const CONSENT_ERROR_TOO_LARGE: consent_status = 8;
/// A callback of the host said that it failed.
pub const CONSENT_ERROR_CALLBACK: consent_status = 9;
/// The header that the program was built with and this library don't fit.
pub const CONSENT_ERROR_VERSION: consent_status = 10;
/// A defect of the library; the handle is marked.
pub const CONSENT_ERROR_INTERNAL: consent_status = 11;
/// The handle is marked by an earlier `CONSENT_ERROR_INTERNAL`: free it.
pub const CONSENT_ERROR_UNUSABLE: consent_status = 12;
/// An error that this list has no kind for: its code says more.
pub const CONSENT_ERROR_OTHER: consent_status = 13;

/// Codes that don't go by their beginning.
const CODES: &[(&str, consent_status)] = &[
    ("arrow-too-large", CONSENT_ERROR_TOO_LARGE),
    ("cancelled", CONSENT_ERROR_CALLBACK),
    ("checkpoint-malformed", CONSENT_ERROR_INPUT),
    ("consistency-not-proven", CONSENT_ERROR_ALTERED),
    ("country-invalid", CONSENT_ERROR_INPUT),
    ("document-too-large", CONSENT_ERROR_TOO_LARGE),
    ("engine-unusable", CONSENT_ERROR_UNUSABLE),
    ("erasure-pending", CONSENT_ERROR_STORAGE),
    ("event-actor-invalid", CONSENT_ERROR_INPUT),
    ("event-attribute-invalid", CONSENT_ERROR_INPUT),
    ("event-list-empty", CONSENT_ERROR_INPUT),
    ("event-member-missing", CONSENT_ERROR_INPUT),
    ("event-member-unexpected", CONSENT_ERROR_INPUT),
    ("event-reason-invalid", CONSENT_ERROR_INPUT),
    ("handle-unusable", CONSENT_ERROR_UNUSABLE),
    ("inclusion-not-proven", CONSENT_ERROR_ALTERED),
    ("index-damaged", CONSENT_ERROR_ALTERED),
    ("index-too-large", CONSENT_ERROR_TOO_LARGE),
    ("internal-error", CONSENT_ERROR_INTERNAL),
    ("interval-empty", CONSENT_ERROR_INPUT),
    ("key-malformed", CONSENT_ERROR_INPUT),
    ("label-missing", CONSENT_ERROR_INPUT),
    ("ledger-broken", CONSENT_ERROR_ALTERED),
    ("ledger-in-file", CONSENT_ERROR_ARGUMENT),
    ("ledger-not-kept", CONSENT_ERROR_ARGUMENT),
    ("ledger-truncated", CONSENT_ERROR_ALTERED),
    ("list-empty", CONSENT_ERROR_INPUT),
    ("no-catalogue", CONSENT_ERROR_CATALOGUE),
    ("not-a-ledger", CONSENT_ERROR_STORAGE),
    ("note-malformed", CONSENT_ERROR_INPUT),
    ("note-too-large", CONSENT_ERROR_INPUT),
    ("offset-out-of-range", CONSENT_ERROR_INPUT),
    ("person-divided", CONSENT_ERROR_REFUSED),
    ("position-unknown", CONSENT_ERROR_UNKNOWN),
    ("proof-malformed", CONSENT_ERROR_INPUT),
    ("randomness-unavailable", CONSENT_ERROR_STORAGE),
    ("read-failed", CONSENT_ERROR_CALLBACK),
    ("record-position", CONSENT_ERROR_REFUSED),
    ("remedy-too-complex", CONSENT_ERROR_TOO_LARGE),
    ("requester-present-only", CONSENT_ERROR_INPUT),
    ("signer-failed", CONSENT_ERROR_OTHER),
    ("subject-is-identity-code", CONSENT_ERROR_INPUT),
    ("too-many-subjects", CONSENT_ERROR_TOO_LARGE),
    ("tree-position-unknown", CONSENT_ERROR_UNKNOWN),
    ("use-empty", CONSENT_ERROR_INPUT),
    ("use-incomplete", CONSENT_ERROR_INPUT),
    ("use-too-large", CONSENT_ERROR_TOO_LARGE),
    ("version-mismatch", CONSENT_ERROR_VERSION),
];

/// Families of codes.
const FAMILIES: &[(&str, consent_status)] = &[
    ("actor-", CONSENT_ERROR_REFUSED),
    ("argument-", CONSENT_ERROR_ARGUMENT),
    ("arrow-", CONSENT_ERROR_INPUT),
    ("assurance-", CONSENT_ERROR_REFUSED),
    ("bar-", CONSENT_ERROR_REFUSED),
    ("catalogue-", CONSENT_ERROR_CATALOGUE),
    ("checkpoint-", CONSENT_ERROR_REFUSED),
    ("consent-", CONSENT_ERROR_REFUSED),
    ("date-", CONSENT_ERROR_INPUT),
    ("digest-", CONSENT_ERROR_INPUT),
    ("duration-", CONSENT_ERROR_INPUT),
    ("entry-", CONSENT_ERROR_ALTERED),
    ("erasure-", CONSENT_ERROR_ALTERED),
    ("event-", CONSENT_ERROR_REFUSED),
    ("export-", CONSENT_ERROR_STORAGE),
    ("form-", CONSENT_ERROR_REFUSED),
    ("id-", CONSENT_ERROR_INPUT),
    ("index-", CONSENT_ERROR_STORAGE),
    ("instant-", CONSENT_ERROR_INPUT),
    ("json-", CONSENT_ERROR_INPUT),
    ("ledger-", CONSENT_ERROR_STORAGE),
    ("lift-", CONSENT_ERROR_REFUSED),
    ("merge-", CONSENT_ERROR_REFUSED),
    ("not-an-objection", CONSENT_ERROR_REFUSED),
    ("note-", CONSENT_ERROR_ALTERED),
    ("notice-", CONSENT_ERROR_REFUSED),
    ("receipt-", CONSENT_ERROR_ALTERED),
    ("required-category-", CONSENT_ERROR_REFUSED),
    ("scope-", CONSENT_ERROR_REFUSED),
    ("storage-", CONSENT_ERROR_STORAGE),
    ("text-", CONSENT_ERROR_INPUT),
    ("unknown-", CONSENT_ERROR_UNKNOWN),
    ("use-not-", CONSENT_ERROR_REFUSED),
];

/// The status of an error code.
pub(crate) fn status_of(code: &str) -> consent_status {
    let named = CODES.iter().find(|(known, _)| *known == code);
    let family = || FAMILIES.iter().find(|(family, _)| code.starts_with(family));
    named.or_else(family).map_or(CONSENT_ERROR_OTHER, |(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Every code that the sources of a crate make an error of: what stands first behind `Error::new(`.
    fn codes(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                for rest in code.split("Error::new(").skip(1) {
                    if let Some((code, _)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                        found.insert(code.to_owned());
                    }
                }
            }
        }
    }

    #[test]
    fn every_code_of_the_engine_has_a_kind() {
        let mut found = BTreeSet::new();
        for crate_ in ["consent-core", "consent-store", "consent-ffi"] {
            codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_).join("src"), &mut found);
        }
        assert!(found.len() > 100, "only {found:?}");
        let without: Vec<_> = found
            .iter()
            .filter(|code| {
                CODES.iter().all(|(known, _)| known != code) && FAMILIES.iter().all(|(family, _)| !code.starts_with(family))
            })
            .collect();
        assert!(without.is_empty(), "expected a row in status.rs for {without:?}");
        let named: Vec<_> = CODES.iter().map(|(code, _)| code).filter(|code| !found.contains(**code)).collect();
        assert!(named.is_empty(), "expected only codes that there are, found {named:?}");
    }

    #[test]
    fn the_tables_are_sorted_and_say_nothing_twice() {
        assert!(CODES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert!(FAMILIES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(status_of("something-new"), CONSENT_ERROR_OTHER);
        assert_eq!(status_of("use-too-large"), CONSENT_ERROR_TOO_LARGE);
    }
}
