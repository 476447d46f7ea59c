//! Receipts of the demonstration's city as files, to be read by people.
//!
//! `CONSENT_BLESS=1 cargo test -p consent-core --test all golden` writes them anew.

use std::path::PathBuf;

use consent_core::receipt::{Contact, Particulars, verify, verify_with_catalogue};

use super::city::City;
use super::{id, operator, particulars};

fn compare(city: &City, name: &str, json: &str) {
    let json = format!("{json}\n");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/receipts/golden").join(format!("{name}.json"));
    if std::env::var_os("CONSENT_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &json).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    for (line, (ours, theirs)) in json.lines().zip(expected.lines()).enumerate() {
        assert_eq!(ours, theirs, "{} line {}", path.display(), line + 1);
    }
    assert_eq!(json, expected, "{}", path.display());
    verify(json.as_bytes(), operator().verifier()).unwrap();
    verify_with_catalogue(json.as_bytes(), operator().verifier(), &city.catalogue).unwrap();
}

/// Everything that an issuer can state.
pub(super) fn stated(created: &str) -> Particulars {
    let mut stated = particulars(created);
    let contact = |name: &str| Contact {
        address: Some(format!("{name}, PL 1, 00099")),
        email: Some(format!("tietosuoja@{name}.example")),
        telephone: Some("+358 9 310 1691".to_owned()),
        url: Some(format!("https://{name}.example/tietosuoja")),
    };
    stated.contacts = [(id("helsinki"), contact("helsinki")), (id("vastuu-group"), contact("operator"))].into();
    stated.withdraw_at = Some("https://operator.example/omat-luvat".to_owned());
    stated.rights_at = Some("https://operator.example/oikeudet".to_owned());
    stated.storage = vec!["loc:FI".to_owned()];
    stated.retention = Some("P2Y".parse().unwrap());
    stated
}

#[test]
fn golden_receipts() {
    let city = City::signed_at("2026-12-31T00:00:00+02:00", Box::new(operator()));
    let now = "2026-11-21T10:00:00+02:00";
    for (subject, consent) in [
        ("demo-hilma", "hilma-counselling"),
        ("demo-venla", "venla-voluntary-to-espoo"),
        ("demo-venla", "venla-welfare-to-turku"),
        ("demo-sanna", "sanna-service"),
        ("demo-onni", "onni-contact"),
        ("demo-omar", "omar-discount-2"),
        ("demo-aune", "aune-luovutuslupa"),
    ] {
        compare(&city, consent, &city.receipt(subject, consent, &particulars(now)).to_json().unwrap());
    }
    let receipt = city.receipt("demo-liisa", "liisa-counselling", &stated(now));
    compare(&city, "liisa-counselling", &receipt.to_json().unwrap());
    for (name, event) in uses(&city) {
        compare(&city, &name, &city.decision(&event, &particulars(now)).to_json().unwrap());
    }
}

/// The recorded uses of the stories: by law and by permission.
fn uses(city: &City) -> Vec<(String, String)> {
    let uses = city.ledger.engine().records().iter().filter(|record| record.event.kind().word() == "use-recorded");
    uses.map(|record| (format!("use-{}", record.event.id), record.event.id.to_string())).collect()
}
