//! The pages show code that is compiled and run: each block is a file of the examples, or a part of one.

use crate::host::file;

fn text(name: &str) -> String {
    String::from_utf8(file(name)).expect("UTF-8")
}

/// The blocks of a page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text(page).split(&fence).skip(1).filter_map(|rest| rest.split("\n```").next().map(|block| format!("{block}\n"))).collect()
}

#[test]
fn the_pages_show_what_is_run() {
    for (page, language, source) in [
        ("consent-ffi/README.md", "c", "examples/c/decide.c"),
        ("examples/cpp/README.md", "cpp", "examples/cpp/moving.cpp"),
        ("examples/python/README.md", "python", "examples/python/moving.py"),
        ("examples/java/README.md", "java", "examples/java/Moving.java"),
        ("examples/c/nightly_batch/README.md", "c", "examples/c/nightly_batch/request.h"),
    ] {
        let (blocks, source_text) = (blocks(page, language), text(source));
        assert!(!blocks.is_empty(), "{page} shows nothing");
        for block in blocks {
            assert!(source_text.contains(&block), "expected a part of {source} in {page}, found\n{block}");
        }
    }
    assert!(text("README.md").contains("consent-ffi/README.md"), "the first page leads to the C library");
}
