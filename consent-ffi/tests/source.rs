//! What the sources of the library keep to.

use std::path::Path;

/// INVARIANT (one module owns all pointer work): no other file has an unsafe operation.
#[test]
fn only_one_module_works_with_pointers() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for entry in std::fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let text = std::fs::read_to_string(&path).unwrap();
            // The one unsafe operation of a unit test frees what the library gave away.
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for operation in
                ["unsafe {", "unsafe fn", "from_raw", "as_mut_ptr", ".read()", "transmute", "static mut", "thread_local"]
            {
                let allowed = operation == ".read()" && (path.ends_with("kept.rs") || code.contains("shared"));
                assert!(allowed || !code.contains(operation), "`{operation}` in {}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} files");
}

#[test]
fn the_version_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    let read = |name: &str| String::from_utf8(crate::host::file(name)).unwrap();
    assert!(read("consent-ffi/cmake/consentConfigVersion.cmake").contains(&format!("set(PACKAGE_VERSION \"{version}\")")));
    let number = consent::CONSENT_VERSION;
    assert!(read("examples/python/consent.py").contains(&format!("VERSION = {number} ")));
    assert!(read("examples/java/Consent.java").contains(&format!("VERSION = {number};")));
    assert_eq!(consent::consent_version(), number);
}
