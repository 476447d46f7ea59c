//! What becomes of consents, and how receipts tell it.

use consent_core::ledger::{Actor, ActorRole, Event};
use consent_core::receipt::{Contact, verify};
use consent_core::{Erasure, SubjectId};
use serde_json::{Value, json};

use super::city::City;
use super::{Quick, RECORD, at, checkpoint, id, particulars, salts, value};

fn receipt(city: &City, subject: &str, consent: &str, created: &str) -> Value {
    let receipt = city.receipt(subject, consent, &particulars(created));
    verify(receipt.to_json().unwrap().as_bytes(), &Quick).unwrap();
    serde_json::to_value(receipt).unwrap()
}

/// The statuses in the order of the record: DPV's word and the engine's.
fn statuses(json: &Value) -> Vec<String> {
    let list = value(json, &format!("{RECORD}/dpv:hasConsentStatus")).as_array().unwrap();
    list.iter().map(|status| format!("{} {}", status["@type"][0], status["@type"][1]).replace('"', "")).collect()
}

fn last(json: &Value) -> String {
    statuses(json).pop().unwrap()
}

const END: &str = "2026-12-31T00:00:00+02:00";

#[test]
fn a_mandate_a_suspension_a_renewal() {
    let city = City::at(END);
    let json = receipt(&city, "demo-hilma", "hilma-counselling", "2026-11-21T10:00:00+02:00");
    let expected = [
        "dpv:ConsentRequested consent:consent-requested",
        "dpv:ConsentGiven consent:consent-given",
        "dpv:ConsentUnknown consent:consent-suspended",
        "dpv:ConsentGiven consent:consent-resumed",
        "dpv:RenewedConsentGiven consent:consent-renewed",
        "dpv:ConsentGiven consent:active",
    ];
    assert_eq!(statuses(&json), expected);
    for (created, status) in [
        ("2026-01-09T00:00:00+02:00", "dpv:ConsentRequested consent:requested"),
        ("2026-03-10T00:00:00+02:00", "dpv:ConsentUnknown consent:suspended"),
        ("2027-05-31T00:00:00+03:00", "dpv:ConsentGiven consent:active"),
        ("2027-06-02T00:00:00+03:00", "dpv:ConsentExpired consent:expired"),
    ] {
        assert_eq!(last(&receipt(&city, "demo-hilma", "hilma-counselling", created)), status, "{created}");
    }
    let by = value(&json, &format!("{RECORD}/dpv:hasConsentStatus/1/dpv:isIndicatedBy"));
    assert_eq!(*by, json!({"@type": ["dpv:Entity", "consent:mandate"], "dct:identifier": "demo-antti"}));
}

#[test]
fn guardians_together() {
    let city = City::at(END);
    let before = receipt(&city, "demo-venla", "venla-voluntary-to-espoo", "2026-03-06T20:05:30+02:00");
    assert_eq!(last(&before), "dpv:ConsentRequested consent:quorum-incomplete");
    let after = receipt(&city, "demo-venla", "venla-voluntary-to-espoo", "2026-03-07T00:00:00+02:00");
    assert_eq!(last(&after), "dpv:ConsentGiven consent:active");
    let givers = value(&after, &format!("{RECORD}/consent:standing/consent:givenBy")).as_array().unwrap();
    assert_eq!(givers.len(), 2);
    assert_eq!(givers[0]["@type"][0], "dpv:GuardianOfDataSubject");
    // Facts about the family are in no receipt.
    let text = after.to_string();
    assert!(!text.contains("representation-started") && !text.contains("birth_date"));
    let refused = receipt(&city, "demo-venla", "venla-welfare-to-turku", "2026-11-21T10:00:00+02:00");
    assert_eq!(last(&refused), "dpv:ConsentRefused consent:refused");
}

#[test]
fn narrowed_and_withdrawn() {
    let city = City::at(END);
    let json = receipt(&city, "demo-sanna", "sanna-service", "2026-11-21T10:00:00+02:00");
    let narrowing = value(&json, &format!("{RECORD}/dpv:hasConsentStatus/1"));
    // Who knows DPV alone is on the safe side until the last status, which says how it stands.
    assert_eq!(narrowing["@type"], json!(["dpv:ConsentWithdrawn", "consent:consent-narrowed"]));
    assert_eq!(narrowing["consent:takenAway"]["dpv:hasPersonalData"][0]["dct:identifier"], "own-measurements");
    assert_eq!(last(&json), "dpv:ConsentGiven consent:active");
    let withdrawn = receipt(&city, "demo-sanna", "sanna-development", "2026-11-21T10:00:00+02:00");
    assert_eq!(last(&withdrawn), "dpv:ConsentWithdrawn consent:withdrawn");
    assert_eq!(value(&withdrawn, &format!("{RECORD}/consent:standing/consent:validUntil")), &json!("2026-05-01T06:00:00Z"));
}

#[test]
fn two_keys_of_one_person() {
    let city = City::at(END);
    let json = receipt(&city, "demo-omar", "omar-discount-2", "2026-11-21T10:00:00+02:00");
    assert_eq!(value(&json, &format!("{RECORD}/dpv:hasDataSubject/dct:identifier")), "demo-omar");
    assert_eq!(value(&json, &format!("{RECORD}/dpv:hasConsentStatus/1/consent:subject")), "demo-omar-old-key");
    assert_eq!(last(&json), "dpv:ConsentWithdrawn consent:withdrawn");
}

#[test]
fn a_permission_that_is_no_consent_of_the_gdpr() {
    let city = City::at(END);
    let json = receipt(&city, "demo-aune", "aune-luovutuslupa", "2026-11-21T10:00:00+02:00");
    assert_eq!(value(&json, &format!("{RECORD}/dpv:hasLegalBasis")), &json!(["dpv:ExpressedConsent"]));
    let rights = value(&json, &format!("{RECORD}/dpv:hasRight")).to_string();
    assert!(!rights.contains("A7-3") && rights.contains("A15"));
    let explicit = receipt(&city, "demo-liisa", "liisa-counselling", "2026-11-21T10:00:00+02:00");
    let basis = value(&explicit, &format!("{RECORD}/dpv:hasLegalBasis"));
    assert_eq!(*basis, json!(["eu-gdpr:A6-1-a-explicit-consent", "eu-gdpr:A9-2-a"]));
}

/// Adds events to the city, and a checkpoint.
fn add(city: &mut City, events: &[Value]) {
    let mut salts = salts();
    for event in events {
        let event = Event::from_json(event.to_string().as_bytes()).unwrap();
        let known = event.at;
        city.ledger.record(event, known, &mut salts).unwrap();
    }
    city.checkpoint = checkpoint(&mut city.ledger, &Quick);
}

#[test]
fn invalidated() {
    let mut city = City::at(END);
    let by = json!({"role": "authority", "id": "helsinki"});
    add(
        &mut city,
        &[json!({"id": "void", "type": "consent-invalidated", "subject": "demo-liisa", "at": "2027-01-01T00:00:00Z", "by": by,
            "consent": "liisa-counselling", "reason": "Given under pressure."})],
    );
    let json = receipt(&city, "demo-liisa", "liisa-counselling", "2027-01-02T00:00:00Z");
    assert_eq!(
        statuses(&json)[1..],
        ["dpv:ConsentInvalidated consent:consent-invalidated", "dpv:ConsentInvalidated consent:invalidated"]
    );
    // Backwards, too.
    assert_eq!(
        last(&receipt(&city, "demo-liisa", "liisa-counselling", "2026-06-01T00:00:00Z")),
        "dpv:ConsentInvalidated consent:invalidated"
    );
}

/// The refusal alone says of which notice.
#[test]
fn refused_without_having_been_asked() {
    let mut city = City::at(END);
    let notice = json!({"id": "exercise-counselling", "version": 1});
    add(
        &mut city,
        &[json!({"id": "no", "type": "consent-refused", "subject": "demo-liisa", "at": "2027-01-01T00:00:00Z",
            "by": {"role": "self"}, "consent": "liisa-no", "notice": notice})],
    );
    let json = receipt(&city, "demo-liisa", "liisa-no", "2027-01-02T00:00:00Z");
    assert_eq!(statuses(&json), ["dpv:ConsentRefused consent:consent-refused", "dpv:ConsentRefused consent:refused"]);
    assert_eq!(value(&json, &format!("{RECORD}/dpv:hasNotice/0/dct:identifier")), "exercise-counselling");
}

/// One way of reaching somebody is enough: a contact point that is stated has one type.
#[test]
fn a_contact_with_one_address() {
    let city = City::at(END);
    let one = [
        Contact { email: Some("tietosuoja@helsinki.example".to_owned()), ..Contact::default() },
        Contact { telephone: Some("+358 9 310 1691".to_owned()), ..Contact::default() },
        Contact { url: Some("https://helsinki.example/tietosuoja".to_owned()), ..Contact::default() },
        Contact { address: Some("PL 1, 00099".to_owned()), ..Contact::default() },
    ];
    for contact in one {
        let by_post = contact.address.is_some();
        let mut stated = particulars("2026-11-21T10:00:00+02:00");
        stated.contacts = [(id("helsinki"), contact)].into();
        let json = serde_json::to_value(city.receipt("demo-liisa", "liisa-counselling", &stated)).unwrap();
        let entities = value(&json, &format!("{RECORD}/dpv:hasEntity")).as_array().unwrap();
        let points = entities.iter().map(|entity| &entity["schema:contactPoint"]);
        let stated = points.map(|points| [0, 1].map(|at| points[at]["@type"].as_array().unwrap().len() == 1));
        assert_eq!(stated.filter(|stated| *stated == [!by_post, by_post]).count(), 1);
    }
}

fn erasing(city: &mut City, subject: &str) {
    let erasure = Erasure {
        by: Actor { role: ActorRole::Controller, id: Some(id("helsinki")) },
        at: at("2027-01-10T00:00:00Z"),
        recorded_at: at("2027-01-10T00:00:00Z"),
        operator: Some(id("vastuu-group")),
        reason: Some("GDPR 17(1)(b)".to_owned()),
        id_prefix: "erasure-".to_owned(),
    };
    let subject = SubjectId::new(subject).unwrap();
    assert!(city.ledger.erase_subject(&subject, &erasure, &mut salts()).unwrap() > 0);
    city.checkpoint = checkpoint(&mut city.ledger, &Quick);
}

#[test]
fn erased() {
    let mut city = City::at(END);
    let early = city.checkpoint.clone();
    erasing(&mut city, "demo-sanna");
    let json = receipt(&city, "demo-sanna", "sanna-service", "2027-01-11T00:00:00Z");
    // What was given never took effect; what was taken away stays taken away.
    let expected = [
        "dpv:ConsentUnknown consent:consent-given",
        "dpv:ConsentWithdrawn consent:consent-narrowed",
        "dpv:ConsentUnknown consent:unknown",
    ];
    assert_eq!(statuses(&json), expected);
    let given = value(&json, &format!("{RECORD}/dpv:hasConsentStatus/0"));
    assert_eq!(given["consent:erased"]["@type"], "consent-given");
    assert_eq!(given["consent:erased"]["dct:description"], "GDPR 17(1)(b)");
    assert_eq!(given["consent:erased"]["consent:erasedAt"], "2027-01-10T00:00:00Z");
    assert!(given.get("dpv:hasIndicationMethod").is_none());
    let checked = verify(json.to_string().as_bytes(), &Quick).unwrap();
    let positions: Vec<u64> =
        (0..2).filter_map(|n| value(&json, &format!("{RECORD}/dpv:hasConsentStatus/{n}/consent:position")).as_u64()).collect();
    assert_eq!(checked.erased, positions);
    assert_eq!(checked.checkpoint.size(), city.ledger.head().size);
    // The record of the erasure is younger than the first checkpoint.
    let sanna = SubjectId::new("demo-sanna").unwrap();
    let stated = particulars("2027-01-11T00:00:00Z");
    let error = city.ledger.consent_receipt(&sanna, &id("sanna-service"), &stated, &early, &[&Quick]).unwrap_err();
    assert_eq!(error.code(), "event-beyond-checkpoint");
}

#[test]
fn a_recorded_use_and_its_erasure() {
    let mut city = City::at(END);
    let used = city.ledger.engine().records().iter().find(|record| record.event.kind().word() == "use-recorded").unwrap();
    let used = used.event.id.to_string();
    let decided = |city: &City| {
        let receipt = city.decision(&used, &particulars("2027-01-11T00:00:00Z"));
        verify(receipt.to_json().unwrap().as_bytes(), &Quick).unwrap();
        serde_json::to_value(receipt).unwrap()
    };
    let json = decided(&city);
    let record = json["consent:record"].as_object().unwrap();
    // The fields of 703/2023 10 §, and what they stand in.
    let fields: Vec<&str> = record.keys().map(String::as_str).collect();
    let expected = [
        "@id",
        "@type",
        "dct:identifier",
        "dpv:hasDataController",
        "dpv:hasDataSubject",
        "dpv:hasLegalBasis",
        "dpv:hasPersonalData",
        "dpv:hasPurpose",
        "dpv:hasRecipient",
        "dpv:isIndicatedAtTime",
    ];
    assert_eq!(fields, expected);
    assert_eq!(record["dpv:hasLegalBasis"]["dct:source"]["schema:legislationIdentifier"], "540/2018");
    assert_eq!(json["consent:evidence"].as_array().unwrap().len(), 2, "the event and the publication");
    erasing(&mut city, "demo-eino");
    let json = decided(&city);
    let record = json["consent:record"].as_object().unwrap();
    let fields: Vec<&str> = record.keys().map(String::as_str).collect();
    assert_eq!(fields, ["@id", "@type", "consent:erased", "dct:identifier", "dpv:hasDataSubject", "dpv:isIndicatedAtTime"]);
    assert!(!json.to_string().contains("child-support-needs"));
}

/// The receipt for a use that rested on a consent says the consent's id and nothing else of it.
#[test]
fn a_use_on_a_permission() {
    let city = City::at(END);
    let records = city.ledger.engine().records();
    let of_saga = |record: &&consent_core::ledger::Record| {
        record.event.kind().word() == "use-recorded" && record.event.subject.as_ref().is_some_and(|s| s.as_str() == "demo-saga")
    };
    let used = records.iter().find(of_saga).unwrap().event.id.to_string();
    let receipt = city.decision(&used, &particulars("2027-01-11T00:00:00Z"));
    let json = serde_json::to_value(&receipt).unwrap();
    let basis = &json["consent:record"]["dpv:hasLegalBasis"];
    assert_eq!(basis["@type"], "dpv:Consent");
    assert_eq!(basis["dct:identifier"], "saga-pilot");
    assert_eq!(basis.as_object().unwrap().len(), 3);
}
