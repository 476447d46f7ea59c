//! Whatever is changed in a receipt, it is refused.

use std::collections::BTreeSet;

use consent_core::ledger::{Event, Memory, Note, SigningKey};
use consent_core::receipt::{ConsentReceipt, Receipt, verify, verify_with_catalogue};
use consent_core::{Ledger, SubjectId};
use serde_json::{Value, json};

use super::city::City;
use super::golden::stated;
use super::{NAME, Quick, RECORD, at, checkpoint, id, operator, particulars, salts};

const NOW: &str = "2026-11-21T10:00:00+02:00";

/// The pointers of all leaves; an empty list or object is one.
fn leaves(json: &Value, here: &str, found: &mut Vec<String>) {
    match json {
        Value::Object(members) if !members.is_empty() => members.iter().for_each(|(name, value)| {
            leaves(value, &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")), found);
        }),
        Value::Array(list) if !list.is_empty() => {
            list.iter().enumerate().for_each(|(at, value)| leaves(value, &format!("{here}/{at}"), found));
        }
        _ => found.push(here.to_owned()),
    }
}

/// A leaf changed in a way that is still of its type where there is one.
fn changed(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::String(text) => {
            // One character more, and another one in the middle.
            let mut all = vec![json!(format!("{text}x"))];
            if let Some((at, character)) = text.char_indices().nth(text.chars().count() / 2) {
                let other = if character == 'a' { 'b' } else { 'a' };
                all.push(json!(format!("{}{other}{}", &text[..at], &text[at + character.len_utf8()..])));
            }
            if text.ends_with('Z') {
                // The same instant, told in another zone; and a year later.
                all.push(json!(text.replace('Z', "+00:00")));
                all.push(json!(text.replacen("202", "203", 1)));
            }
            all
        }
        Value::Number(number) => vec![json!(number.as_u64().unwrap() + 1), json!(0)],
        Value::Bool(truth) => vec![json!(!truth)],
        other => vec![json!("x"), json!([other])],
    }
}

fn refuses(json: &Value, what: &str) -> consent_core::Error {
    let bytes = serde_json::to_vec(json).unwrap();
    match verify(&bytes, &Quick) {
        Ok(_) => panic!("a receipt was accepted: {what}"),
        Err(error) => error,
    }
}

fn check_leaves(json: &Value) -> usize {
    let mut found = Vec::new();
    leaves(json, "", &mut found);
    for pointer in &found {
        let leaf = json.pointer(pointer).unwrap();
        for other in changed(leaf).into_iter().filter(|other| other != leaf) {
            let mut forged = json.clone();
            *forged.pointer_mut(pointer).unwrap() = other.clone();
            refuses(&forged, &format!("{pointer}: {leaf} became {other}"));
        }
    }
    found.len()
}

/// Every member left out, every list a member shorter, longer, or turned round.
fn check_shape(json: &Value, whole: &Value, here: &str) {
    let with = |edit: &dyn Fn(&mut Value)| {
        let mut forged = whole.clone();
        edit(forged.pointer_mut(here).unwrap());
        refuses(&forged, &format!("{here} in another shape"));
    };
    match json {
        Value::Object(members) => {
            with(&|value| {
                value.as_object_mut().unwrap().insert("consent:more".to_owned(), json!("x"));
            });
            for (name, value) in members {
                with(&|value| {
                    value.as_object_mut().unwrap().remove(name);
                });
                check_shape(value, whole, &format!("{here}/{}", name.replace('~', "~0").replace('/', "~1")));
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                with(&|value| {
                    value.as_array_mut().unwrap().remove(at);
                });
                check_shape(value, whole, &format!("{here}/{at}"));
            }
            if let Some(first) = list.first() {
                with(&|value| value.as_array_mut().unwrap().push(first.clone()));
            }
            let mut turned = list.clone();
            turned.reverse();
            if turned != *list {
                with(&|value| value.as_array_mut().unwrap().reverse());
            }
        }
        _ => {}
    }
}

/// A receipt for a consent that was narrowed, and one for a recorded use.
fn of_the_city() -> (City, [Value; 2]) {
    let city = City::at("2026-12-31T00:00:00+02:00");
    let narrowed = serde_json::to_value(city.receipt("demo-sanna", "sanna-service", &stated(NOW))).unwrap();
    let used = city.ledger.engine().records().iter().find(|record| record.event.kind().word() == "use-recorded").unwrap();
    let used = serde_json::to_value(city.decision(used.event.id.as_str(), &stated(NOW))).unwrap();
    (city, [narrowed, used])
}

#[test]
fn every_altered_leaf_is_refused() {
    for json in of_the_city().1 {
        assert!(check_leaves(&json) > 60);
    }
}

#[test]
fn every_altered_shape_is_refused() {
    for json in of_the_city().1 {
        check_shape(&json, &json, "");
    }
}

/// What follows from the entries is refused with its place.
#[test]
fn the_place_of_an_alteration_is_told() {
    let json = &of_the_city().1[0];
    for (member, value) in [
        ("dct:identifier", json!("other-consent")),
        ("dpv:hasDataSubject/dct:identifier", json!("demo-other")),
        ("dpv:hasNotice/0/schema:version", json!(2)),
        ("dpv:hasNotice/0/consent:sha256", json!("00".repeat(32))),
        ("dpv:hasConsentStatus/0/dpv:isIndicatedAtTime", json!("2026-02-01T08:00:01Z")),
        ("dpv:hasConsentStatus/0/consent:position", json!(1)),
        ("dpv:hasConsentStatus/1/@type/0", json!("dpv:ConsentGiven")),
        ("dpv:hasConsentStatus/2/@type/0", json!("dpv:ConsentWithdrawn")),
        ("consent:standing/consent:status", json!("withdrawn")),
        ("consent:standing/consent:completedAt", json!("2026-02-02T08:00:00Z")),
        ("consent:standing/consent:validFrom", json!("2026-02-02T08:00:00Z")),
        ("dpv:hasProcess/dpv:hasPersonalData/0/dpv:hasNecessity", json!("dpv:Whatever")),
        ("dpv:hasLegalBasis/0", json!("eu-gdpr:A6-1-b")),
    ] {
        let mut forged = json.clone();
        let pointer = format!("{RECORD}/{member}");
        *forged.pointer_mut(&pointer).unwrap() = value;
        let error = refuses(&forged, &pointer);
        assert!(["receipt-altered", "unknown-notice"].contains(&error.code()), "{pointer}: {error:?}");
        if member != "dct:identifier" && error.code() == "receipt-altered" {
            assert_eq!(error.pointer(), Some(pointer.as_str()));
        }
    }
    // Words are the issuer's: its seal is broken.
    let mut forged = json.clone();
    *forged.pointer_mut(&format!("{RECORD}/dpv:hasProcess/dpv:hasPurpose/0/skos:prefLabel/fi")).unwrap() = json!("Mainonta");
    let error = refuses(&forged, "a label");
    assert_eq!((error.code(), error.pointer()), ("receipt-altered", Some("")));
}

/// An operator who signs words of its own is found out by whoever has the catalogue; one who signs other events, by everyone.
#[test]
fn what_the_operator_itself_falsifies_is_found() {
    let (city, receipts) = of_the_city();
    let mut forged = receipts[0].clone();
    *forged.pointer_mut(&format!("{RECORD}/dpv:hasProcess/dpv:hasPurpose/0/skos:prefLabel/fi")).unwrap() = json!("Mainonta");
    let json = sealed_again(&forged);
    let checked = verify(json.as_bytes(), &Quick).unwrap();
    assert!(matches!(checked.receipt, Receipt::Consent(_)));
    let error = verify_with_catalogue(json.as_bytes(), &Quick, &city.catalogue).unwrap_err();
    let place = format!("{RECORD}/dpv:hasProcess/dpv:hasPurpose/0/skos:prefLabel/fi");
    assert_eq!((error.code(), error.pointer()), ("receipt-altered", Some(place.as_str())));

    let mut forged = receipts[0].clone();
    let place = format!("{RECORD}/dpv:hasConsentStatus/1/dpv:isIndicatedAtTime");
    *forged.pointer_mut(&place).unwrap() = json!("2026-07-02T06:00:00Z");
    let error = verify(sealed_again(&forged).as_bytes(), &Quick).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("receipt-altered", Some(place.as_str())));
}

/// It states how the parties are reached, and where and how long data lies. Any other leaf that it changes and seals again is found out.
#[test]
fn what_an_operator_is_free_to_state() {
    let (city, receipts) = of_the_city();
    let json = &receipts[0];
    let mut found = Vec::new();
    leaves(json, "", &mut found);
    let mut free = BTreeSet::new();
    for pointer in found {
        for other in changed(json.pointer(&pointer).unwrap()) {
            let mut forged = json.clone();
            *forged.pointer_mut(&pointer).unwrap() = other;
            // What is no receipt any more can't be sealed; an instant told in another zone is the same.
            let Ok(receipt) = serde_json::from_value::<ConsentReceipt>(forged) else { continue };
            if serde_json::to_value(&receipt).unwrap() == *json {
                continue;
            }
            if verify_with_catalogue(sealed(receipt).as_bytes(), &Quick, &city.catalogue).is_ok() {
                free.insert(pointer.clone());
            }
        }
    }
    let contact = |entity: u8| {
        ["0/schema:email", "0/schema:telephone", "0/schema:url", "1/schema:streetAddress"]
            .map(|way| format!("{RECORD}/dpv:hasEntity/{entity}/schema:contactPoint/{way}"))
    };
    let mut expected = BTreeSet::from([
        "/consent:seal".to_owned(),
        format!("{RECORD}/dpv:hasConsentControl/dpv:isExercisedAt"),
        format!("{RECORD}/dpv:hasProcess/dpv:hasStorageCondition/0/dpv:hasLocation/0"),
        format!("{RECORD}/dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration/@type"),
        format!("{RECORD}/dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration/rdf:value"),
    ]);
    expected.extend(contact(0));
    expected.extend(contact(3));
    assert_eq!(free, expected);
}

fn sealed_again(forged: &Value) -> String {
    sealed(serde_json::from_value(forged.clone()).unwrap())
}

/// A receipt as the operator signs it.
fn sealed(mut receipt: ConsentReceipt) -> String {
    receipt.seal = String::new();
    let digest = consent_core::Digest::of(serde_json_canonical(&serde_json::to_value(&receipt).unwrap()).as_bytes());
    receipt.seal = Note::sign(&format!("consent-engine receipt 1\n{digest}\n"), &[&Quick]).unwrap().to_string();
    receipt.to_json().unwrap()
}

/// Canonical form for values without fractions: sorted members (serde_json's own order), no white space.
fn serde_json_canonical(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn another_key_or_ledger_is_refused() {
    let city = City::signed_at("2026-12-31T00:00:00+02:00", Box::new(operator()));
    let json = serde_json::to_value(city.receipt("demo-hilma", "hilma-counselling", &stated(NOW))).unwrap();
    let check = |json: &Value, key: &SigningKey| verify(json.to_string().as_bytes(), key.verifier());
    check(&json, &operator()).unwrap();
    // The same name, another key.
    let other = SigningKey::from_seed(NAME, &[8; 32]).unwrap();
    assert_eq!(check(&json, &other).unwrap_err().code(), "note-not-signed");
    // The checkpoint of another ledger of the same operator.
    let foreign = City::signed_at("2026-02-01T00:00:00+02:00", Box::new(operator())).checkpoint;
    let mut forged = json.clone();
    for evidence in forged["consent:evidence"].as_array_mut().unwrap() {
        let proof = evidence["consent:proof"].as_str().unwrap();
        let (head, _) = proof.split_once("\n\n").unwrap();
        evidence["consent:proof"] = json!(format!("{head}\n\n{foreign}"));
    }
    assert_eq!(check(&forged, &operator()).unwrap_err().code(), "inclusion-not-proven");
    // A signature that is not one.
    let mut forged = json.clone();
    let seal = json["consent:seal"].as_str().unwrap();
    let signature = foreign.to_string().lines().last().unwrap().to_owned();
    let (text, _) = seal.split_once("\n\n").unwrap();
    forged["consent:seal"] = json!(format!("{text}\n\n{signature}\n"));
    let error = check(&forged, &operator()).unwrap_err();
    assert_eq!((error.code(), error.pointer()), ("note-signature-wrong", Some("/consent:seal")));
}

#[test]
fn doubled_members_and_other_documents_are_refused() {
    let (_, receipts) = of_the_city();
    let text = serde_json::to_string(&receipts[0]).unwrap();
    let key = Quick;
    for (from, to) in [
        ("\"@type\":\"dpv:ConsentReceipt\"", "\"@type\":\"dpv:ConsentReceipt\",\"@type\":\"dpv:ConsentReceipt\""),
        ("\"dpv\":\"https://w3id.org/dpv#\"", "\"dpv\":\"https://evil.example/#\",\"dpv\":\"https://w3id.org/dpv#\""),
        ("\"dpv:hasProcess\":{", "\"dpv:hasProcess\":{\"@type\":\"x\","),
    ] {
        assert!(text.contains(from), "{from}");
        let error = verify(text.replacen(from, to, 1).as_bytes(), &key).unwrap_err();
        assert_eq!(error.code(), "json-duplicate-field", "{error:?}");
    }
    assert_eq!(verify(b"{\"@type\":\"dpv:ConsentRecord\"}", &key).unwrap_err().code(), "receipt-other");
    assert_eq!(verify(b"[]", &key).unwrap_err().code(), "receipt-other");
}

#[test]
fn a_receipt_needs_a_checkpoint_that_has_it_all() {
    let mut city = City::at("2026-12-31T00:00:00+02:00");
    let early = city.checkpoint.clone();
    let withdrawn = json!({"id": "late", "type": "consent-withdrawn", "subject": "demo-sanna", "at": "2026-12-31T10:00:00Z",
        "by": {"role": "self"}, "consent": "sanna-service"});
    let withdrawn = Event::from_json(withdrawn.to_string().as_bytes()).unwrap();
    let seq = city.ledger.record(withdrawn, at("2026-12-31T10:00:00Z"), &mut salts()).unwrap().seq;
    let sanna = SubjectId::new("demo-sanna").unwrap();
    let key = Quick;
    let make = |ledger: &Ledger<Memory>, consent: &str, checkpoint| {
        ledger.consent_receipt(&sanna, &id(consent), &particulars(NOW), checkpoint, &[&key]).map(drop)
    };
    // A receipt without the withdrawal would tell a half.
    let error = make(&city.ledger, "sanna-service", &early).unwrap_err();
    assert_eq!((error.code(), error.position()), ("event-beyond-checkpoint", Some(seq)));
    let now = checkpoint(&mut city.ledger, &Quick);
    make(&city.ledger, "sanna-service", &now).unwrap();
    let error = make(&city.ledger, "hilma-counselling", &now).unwrap_err();
    assert_eq!(error.code(), "unknown-consent", "another person's consent is nobody's business");
    let wrong = city.ledger.decision_receipt(&id("life-of-a-consent-03"), &particulars(NOW), &now, &[&key]).unwrap_err();
    assert_eq!(wrong.code(), "use-not-recorded");
    let none = city.ledger.decision_receipt(&id("no-such-event"), &particulars(NOW), &now, &[&key]).unwrap_err();
    assert_eq!(none.code(), "unknown-event");
}
