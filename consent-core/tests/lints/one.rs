//! One catalogue.
use super::base::{base, found};

#[test]
fn the_base_has_no_finding() {
    assert_eq!(found(&base()), []);
}
