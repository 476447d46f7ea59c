//! `consent receipt`: made from a kept ledger, checked offline.

use serde_json::{Value, json};

use crate::fixture::{Folder, VKEY, birth, catalogue, golden, grant, publication};

/// A ledger with a consent and a recorded use, and a checkpoint that has them.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let used = json!({
        "id": "used-1", "type": "use-recorded", "subject": "resident-1", "at": "2026-02-11T09:30:00Z",
        "by": {"role": "controller", "id": "village-office"},
        "use": {
            "controller": "village-office", "recipient": "village-office", "purpose": "service",
            "data_categories": ["contact"], "operations": ["use"], "basis": "service-row",
        },
    });
    folder.keep("ledger.db", &[publication(&catalogue()), birth("born"), grant("consent-1", "given"), used]);
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0);
    let issuer = json!({
        "publisher": "village-office", "contacts": {"village-office": {"email": "privacy@village.example"}},
        "withdraw_at": "https://village.example/consents", "storage": ["loc:FI"], "retention": "P1Y",
    });
    folder.write("issuer.json", &issuer.to_string());
    folder
}

const CONSENT: [&str; 7] = ["receipt", "consent", "ledger.db", "--consent", "consent-1", "--subject", "resident-1"];
const DECISION: [&str; 5] = ["receipt", "decision", "ledger.db", "--event", "used-1"];
const ISSUED: [&str; 8] =
    ["--issuer", "issuer.json", "--key-file", "ledger.key", "--at", "2026-03-01T10:00:00Z", "--id", "receipt-1"];

#[test]
fn a_consent_receipt_is_made_and_checked_offline() {
    let folder = folder("receipt-consent");
    let receipt = folder.run(&[&CONSENT[..], &ISSUED].concat()).expect(0);
    assert_eq!(receipt.json()["@type"], "dpv:ConsentReceipt");
    folder.write("receipt.json", &receipt.stdout);
    std::fs::remove_file(folder.path("ledger.db")).unwrap();
    golden("receipt-consent", 0, |lang| folder.run(&["receipt", "verify", "receipt.json", "--key", VKEY, "--lang", lang]));
    let compared = ["receipt", "verify", "receipt.json", "--key", VKEY, "--catalogue", "catalogue.json"];
    golden("receipt-compared", 0, |lang| folder.run(&[&compared[..], &["--lang", lang]].concat()));
    let found = folder.run(&[&compared[..], &["--format", "json"]].concat()).expect(0).json();
    assert_eq!((&found["kind"], &found["id"], &found["size"]), (&json!("consent"), &json!("consent-1"), &json!(4)));
    let events: Vec<&Value> = found["records"].as_array().unwrap().iter().map(|record| &record["event"]["id"]).collect();
    assert_eq!(events, ["published-1", "given"]);

    // One letter, another key, another catalogue: refused.
    folder.write("altered.json", &receipt.stdout.replace("privacy@", "Privacy@"));
    let error = folder.run(&["receipt", "verify", "altered.json", "--key", VKEY, "--format", "json"]).expect(3).error();
    assert_eq!(error["file"], "altered.json");
    let other = folder.run(&["ledger", "key", "village.example/consents", "--out", "other.key"]).expect(0).stdout;
    folder.run(&["receipt", "verify", "receipt.json", "--key", other.trim()]).expect(3);
    let mut changed = catalogue();
    changed["note"] = json!("another text");
    folder.write("other.json", &changed.to_string());
    folder.run(&["receipt", "verify", "receipt.json", "--key", VKEY, "--catalogue", "other.json"]).expect(3);
}

#[test]
fn a_decision_receipt_is_made_and_checked_offline() {
    let folder = folder("receipt-decision");
    let receipt = folder.run(&[&DECISION[..], &ISSUED].concat()).expect(0).stdout;
    folder.write("receipt.json", &receipt);
    golden("receipt-decision", 0, |lang| folder.run(&["receipt", "verify", "receipt.json", "--key", VKEY, "--lang", lang]));
    // An erased use stays proven; what it said is gone from a new receipt.
    let by = ["--by", "controller:village-office", "--reason", "x", "--at", "2026-03-02T00:00:00Z", "--id-prefix", "erasure-"];
    folder.run(&[&["ledger", "erase", "ledger.db", "--event", "used-1"], &by[..]].concat()).expect(0);
    let error = folder.run(&[&DECISION[..], &ISSUED, &["--format", "json"]].concat()).expect(3).error();
    assert_eq!((&error["code"], &error["position"]), (&json!("event-beyond-checkpoint"), &json!(4)));
    folder.run(&["ledger", "checkpoint", "ledger.db", "--key-file", "ledger.key"]).expect(0);
    folder.write("erased.json", &folder.run(&[&DECISION[..], &ISSUED].concat()).expect(0).stdout);
    golden("receipt-erased", 0, |lang| folder.run(&["receipt", "verify", "erased.json", "--key", VKEY, "--lang", lang]));
}

#[test]
fn what_a_receipt_can_not_be_made_of_is_refused() {
    let folder = folder("receipt-refused");
    let json = ["--format", "json"];
    let nothing = ["receipt", "consent", "ledger.db", "--consent", "consent-7", "--subject", "resident-1"];
    assert_eq!(folder.run(&[&nothing[..], &ISSUED, &json].concat()).expect(3).error()["code"], "unknown-consent");
    let born = ["receipt", "decision", "ledger.db", "--event", "born"];
    assert_eq!(folder.run(&[&born[..], &ISSUED, &json].concat()).expect(3).error()["code"], "use-not-recorded");
    let coded = ["receipt", "consent", "ledger.db", "--consent", "consent-1", "--subject", "131052-308T"];
    let ended = folder.run(&[&coded[..], &ISSUED].concat()).expect(2);
    assert!(!ended.stderr.contains("131052"), "{}", ended.stderr);
    folder.write("issuer.json", "{\"publisher\": \"village-office\", \"adress\": \"x\"}");
    let error = folder.run(&[&CONSENT[..], &ISSUED, &json].concat()).expect(3).error();
    assert_eq!((&error["code"], &error["file"]), (&json!("json-unknown-field"), &json!("issuer.json")));
    // Without an id of its own it has a random one.
    folder.write("issuer.json", "{\"publisher\": \"village-office\"}");
    let more = ["--issuer", "issuer.json", "--key-file", "ledger.key"];
    let ids = [(); 2].map(|()| folder.run(&[&DECISION[..], &more].concat()).expect(0).json()["dct:identifier"].clone());
    assert_ne!(ids[0], ids[1]);
    folder.write("use.json", "{}");
    assert_eq!(
        folder.run(&["receipt", "verify", "use.json", "--key", VKEY, "--format", "json"]).expect(3).error()["code"],
        "receipt-other"
    );
}
