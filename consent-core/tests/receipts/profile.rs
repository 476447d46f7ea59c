//! The mandatory fields of ISO/IEC TS 27560:2023 with the cardinalities of the DPV profile, in every receipt of the city.

use serde_json::Value;

use super::city::City;
use super::golden::stated;
use super::{RECORD, particulars, value};

/// The fields of a record of which there is at least one, from the record on.
const FIELDS: &[&str] = &[
    "dct:identifier",
    "dpv:hasIdentifier",
    "dpv:hasDataSubject",
    "dpv:hasNotice",
    "dct:language",
    "dpv:hasProcess",
    "dpv:hasDataController",
    "dpv:hasLegalBasis",
    "dpv:hasJurisdiction",
    "dpv:hasApplicableLaw",
    "dpv:hasConsentControl",
    "dpv:hasConsentControl/dpv:isExercisedAt",
    "dpv:hasRight",
    "dpv:hasEntity",
    "dpv:hasConsentStatus",
    "dpv:hasProcess/dpv:hasPurpose",
    "dpv:hasProcess/dpv:hasPersonalData",
    "dpv:hasProcess/dpv:hasProcessing",
    "dpv:hasProcess/dpv:hasRecipient",
    "dpv:hasProcess/dpv:hasStorageCondition",
    "dpv:hasProcess/dpv:hasStorageCondition/0/dpv:hasLocation",
    "dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration",
];

/// Those of a party, an event, a category.
const ENTITY: &[&str] = &["@id", "@type", "dct:identifier", "dpv:hasIdentifier", "dpv:hasName", "schema:contactPoint"];
const EVENT: &[&str] = &["@type", "dpv:isIndicatedAtTime", "dpv:isIndicatedBy", "dpv:hasDuration", "dpv:hasLegalBasis"];
const DATA: &[&str] = &["@id", "@type", "dct:identifier", "skos:broader", "skos:prefLabel", "dpv:hasNecessity"];

fn full(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty() && list.iter().all(full),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}

fn has(json: &Value, fields: &[&str], what: &str) {
    for field in fields {
        assert!(full(value(json, &format!("/{field}"))), "{what}: {field} is empty");
    }
}

fn each(json: &Value, pointer: &str, fields: &[&str], what: &str) {
    for (at, one) in value(json, pointer).as_array().unwrap().iter().enumerate() {
        has(one, fields, &format!("{what} {pointer}/{at}"));
    }
}

/// Every consent of the city.
fn consents(city: &City) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for record in city.ledger.engine().records() {
        let event = serde_json::to_value(&record.event).unwrap();
        if let (Some(consent), Some(subject)) = (event["consent"].as_str(), event["subject"].as_str()) {
            all.push((subject.to_owned(), consent.to_owned()));
        }
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 30, "{}", all.len());
    all
}

#[test]
fn every_mandatory_field_is_there() {
    let city = City::at("2026-12-31T00:00:00+02:00");
    let now = "2026-11-21T10:00:00+02:00";
    for (subject, consent) in consents(&city) {
        for particulars in [particulars(now), stated(now)] {
            let receipt = city.receipt(&subject, &consent, &particulars);
            let json: Value = serde_json::from_str(&receipt.to_json().unwrap()).unwrap();
            assert_eq!(json["@type"], "dpv:ConsentReceipt");
            // Exactly one each.
            assert_eq!(json["dct:conformsTo"], "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr");
            assert_eq!(json["dct:references"], "https://w3id.org/dpv/2.3");
            assert_eq!(json["dct:created"], "2026-11-21T08:00:00Z");
            assert!(json["dct:identifier"].is_string() && json["dpv:hasIdentifier"].is_string());
            let record = value(&json, RECORD);
            assert_eq!(record["dct:conformsTo"], "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr");
            assert!(record["dpv:hasDataSubject"].is_object(), "one person");
            has(record, FIELDS, &consent);
            each(record, "/dpv:hasEntity", ENTITY, &consent);
            each(record, "/dpv:hasConsentStatus", EVENT, &consent);
            each(record, "/dpv:hasProcess/dpv:hasPersonalData", DATA, &consent);
            each(record, "/dpv:hasRight", &["@type", "dpv:isExercisedAt"], &consent);
        }
    }
}

#[test]
fn what_nobody_stated_says_so() {
    let city = City::at("2026-12-31T00:00:00+02:00");
    let receipt = city.receipt("demo-liisa", "liisa-counselling", &particulars("2026-11-21T10:00:00+02:00"));
    let json = serde_json::to_value(receipt).unwrap();
    let record = value(&json, RECORD);
    assert_eq!(record["dpv:hasConsentControl"]["dpv:isExercisedAt"], "consent:not-stated");
    let storage = value(record, "/dpv:hasProcess/dpv:hasStorageCondition");
    assert_eq!(storage[0]["dpv:hasLocation"], serde_json::json!(["consent:not-stated"]));
    assert_eq!(storage[1]["dpv:hasDuration"]["@type"], "dpv:IndeterminateDuration");
    for entity in record["dpv:hasEntity"].as_array().unwrap() {
        assert_eq!(entity["schema:contactPoint"][0]["@type"][1], "consent:not-stated");
        assert_eq!(entity["schema:contactPoint"][1]["@type"][1], "consent:not-stated");
    }
}

/// Every prefix is one of the context; every instant is in UTC.
#[test]
fn names_and_instants_are_read_without_a_network() {
    fn walk(json: &Value, context: &Value, prefixed: &mut usize) {
        let known = |name: &str| {
            let prefix = name.split_once(':').map(|(prefix, _)| prefix);
            prefix.is_none_or(|prefix| context.get(prefix).is_some() || ["urn", "https", "http"].contains(&prefix))
        };
        match json {
            Value::Object(members) => {
                for (name, value) in members {
                    if name == "@context" || name == "consent:evidence" || name == "consent:seal" {
                        continue;
                    }
                    assert!(known(name), "{name}");
                    *prefixed += usize::from(name.contains(':'));
                    if ["dct:created", "dpv:isIndicatedAtTime", "consent:recordedAt", "consent:validFrom"]
                        .contains(&name.as_str())
                    {
                        let text = value.as_str().unwrap();
                        assert!(text.ends_with('Z') && text.contains('T'), "{name} {text}");
                    }
                    if name == "@type" {
                        assert!(value.as_str().is_none_or(known), "{value}");
                    }
                    walk(value, context, prefixed);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| walk(value, context, prefixed)),
            _ => {}
        }
    }
    let city = City::at("2026-12-31T00:00:00+02:00");
    let receipt = city.receipt("demo-sanna", "sanna-service", &stated("2026-11-21T10:00:00+02:00"));
    let json = serde_json::to_value(receipt).unwrap();
    let mut prefixed = 0;
    walk(&json, &json["@context"], &mut prefixed);
    assert!(prefixed > 100, "{prefixed}");
    assert!(json["@context"].is_object(), "no context from elsewhere");
}
