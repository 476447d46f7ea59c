//! A small catalogue with no finding, and the hand that changes it.

use consent_core::Digest;
use consent_core::catalogue::{Catalogue, Finding, check, check_succession};
use serde_json::{Value, json};

fn words(text: &str) -> Value {
    json!({"fi": format!("{text} (fi)"), "sv": format!("{text} (sv)"), "en": text})
}

fn digests(texts: &Value) -> Value {
    let digest = |lang: &str| Digest::of(texts[lang].as_str().unwrap().as_bytes()).to_string();
    json!({"fi": digest("fi"), "sv": digest("sv"), "en": digest("en")})
}

fn statute(number: &str, section: &str) -> Value {
    json!({"name": words("Act"), "number": number, "section": section, "as_of": "2026-01-01"})
}

fn item(id: &str, classes: &[&str]) -> Value {
    json!({"id": id, "since": 1, "labels": words(id), "classes": classes})
}

fn party(id: &str, kind: &str) -> Value {
    json!({"id": id, "since": 1, "labels": words(id), "kind": kind, "country": "FI", "legal_person": true, "authority": id})
}

fn part(id: &str, of: &str) -> Value {
    json!({"id": id, "since": 1, "labels": words(id), "part_of": of, "authority": id})
}

fn notice(id: &str, meets: &[&str], changes: Value) -> Value {
    let texts = words("What the person reads");
    let mut notice = json!({
        "id": id, "version": 1, "since": 1, "labels": words(id), "texts": texts, "sha256": digests(&texts),
        "controllers": ["education"], "data_categories": [{"id": "basic", "required": true}], "purposes": ["newsletter"],
        "operations": ["store", "use"], "meets": meets, "form": "any", "activation": "subject", "min_age_self": 18,
        "min_assurance": "substantial", "ask": "may", "obligations": [{"id": "erase-or-justify", "due": "on-end"}]
    });
    for (key, value) in changes.as_object().unwrap() {
        notice[key] = value.clone();
    }
    notice
}

/// Two authorities of one city, another city, a shop, an institute and a processor.
pub(crate) fn base() -> Value {
    json!({
        "schema": "consent-catalogue/1", "id": "town", "version": 2, "published": "2026-03-01T00:00:00+02:00",
        "languages": ["fi", "sv", "en"], "utc_offset_minutes": 120, "profiles": ["eu-gdpr", "fi"],
        "country_lists": [{"id": "nordic", "source": "Rulebook 2", "countries": [{"country": "FI"}, {"country": "SE"}]}],
        "requirements": [
            {"id": "combining", "source": "Rulebook 4", "labels": words("Combining"), "raised_by": {"operations": ["combine"]},
             "consent": "yes"}
        ],
        "bar_kinds": [
            {"id": "kielto", "labels": words("Kielto"), "source": "703/2023 58 §", "set_by": ["person"], "lifted_by": ["person"],
             "over": {"data_categories": ["patient"]}, "operations": ["disclose"], "defeats": ["consent", "permission"]}
        ],
        "terms": [
            {"id": "town-events", "kind": "class", "labels": words("Events of the town")},
            {"id": "library-visit", "kind": "case-kind", "labels": words("Visit to the library")}
        ],
        "data_categories": [
            item("basic", &["public"]),
            {"id": "contact", "since": 2, "labels": words("contact"), "parents": ["basic"]},
            item("plan", &["secret"]),
            item("allergies", &["secret", "special-category"]),
            item("patient", &["secret", "special-category", "care-data"]),
            item("code", &["public", "national-identifier"]),
            item("convictions", &["secret", "criminal-offence"])
        ],
        "purposes": [
            item("early-education", &["early-education-service"]),
            item("newsletter", &["voluntary-service"]),
            item("care", &["care-service"]),
            item("marketing", &["direct-marketing"]),
            item("research", &["scientific-research", "research-area"]),
            {"id": "sleep-research", "since": 1, "labels": words("sleep"), "parents": ["research"]},
            item("game", &["information-society-service"]),
            item("events", &["town-events"])
        ],
        "parties": [
            {"id": "city", "since": 1, "labels": words("city"), "kind": "public-authority", "country": "FI", "legal_person": true},
            part("education", "city"),
            part("health", "city"),
            party("espoo", "public-authority"),
            party("shop", "company"),
            party("institute", "research-organisation"),
            {"id": "cloud", "since": 1, "labels": words("cloud"), "kind": "company", "country": "FI", "legal_person": true,
             "memberships": [{"role": "recipient", "status": "admitted", "from": "2025-01-01T00:00:00+02:00"}],
             "processes_for": [{"controller": "education", "data_categories": ["plan"], "purposes": ["early-education"],
                                "agreement": "A-1"}],
             "succeeds": [{"party": "institute", "data_categories": ["basic"], "from": "2025-01-01T00:00:00+02:00",
                           "source": "Decision 3"}]}
        ],
        "legal_bases": [
            {"id": "teaching", "since": 1, "labels": words("teaching"), "article": "6(1)(e)", "statute": statute("540/2018", "2 §"),
             "meets": ["lawful-basis"], "controller": "education", "data_categories": ["basic", "plan"],
             "purposes": ["early-education"], "operations": ["collect", "store", "use"], "character": "permission",
             "obligations": [{"id": "show-objection-right", "due": "with"}], "retention": words("Ten years")},
            {"id": "moving", "since": 1, "labels": words("moving"), "article": "6(1)(c)", "statute": statute("540/2018", "41 § 3 mom."),
             "meets": ["lawful-basis", "secrecy", "special-category"], "controller": "education", "recipients": ["espoo"],
             "data_categories": ["plan", "allergies"], "purposes": ["early-education"], "operations": ["disclose"],
             "when": [{"assertion": {"name": "moving"}},
                      {"relationship": {"kind": "early-education", "with": "controller"}}],
             "character": "duty", "survives": ["restriction"], "obligations": [{"id": "log-disclosure", "due": "with"}],
             "retention": words("Ten years")},
            {"id": "treatment", "since": 1, "labels": words("treatment"), "article": "6(1)(e)",
             "statute": statute("703/2023", "9 §"), "meets": ["lawful-basis", "special-category"], "controller": "health",
             "recipients": ["health", "espoo"], "data_categories": ["patient"], "purposes": ["care"],
             "operations": ["use", "disclose"], "character": "permission",
             "obligations": [{"id": "show-objection-right", "due": "with"}], "retention": words("Twelve years")},
            {"id": "own-customers", "since": 1, "labels": words("own"), "article": "6(1)(f)", "meets": ["lawful-basis"],
             "controller": "shop", "data_categories": ["basic"], "purposes": ["marketing"], "operations": ["use"],
             "when": [{"relationship": {"kind": "customer", "with": "controller"}}], "character": "permission",
             "assessment": {"id": "LIA-1"}, "obligations": [{"id": "show-objection-right", "due": "with"}],
             "retention": words("One year")}
        ],
        "notices": [
            notice("newsletter", &["lawful-basis"], json!({"assessment": {"id": "F-1"}})),
            notice("meals", &["lawful-basis", "special-category", "secrecy", "recipient-right"], json!({
                "controllers": ["education", "shop"], "recipients": ["shop"], "data_categories": [{"id": "allergies"}],
                "purposes": ["events"], "operations": ["disclose"], "form": "explicit", "assessment": {"id": "F-2"}})),
            notice("sharing", &["secrecy", "care-secrecy"], json!({
                "controllers": ["health"], "recipients": ["espoo"], "data_categories": [{"id": "patient"}], "purposes": ["care"],
                "operations": ["disclose"], "obligations": []})),
            notice("study", &["lawful-basis"], json!({"controllers": ["institute"], "purposes": ["research"]}))
        ]
    })
}

pub(crate) fn read(document: &Value) -> Catalogue {
    Catalogue::from_json(document.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn found(document: &Value) -> Vec<Finding> {
    check(&read(document))
}

pub(crate) fn found_between(previous: &Value, next: &Value) -> Vec<Finding> {
    check_succession(&read(previous), &read(next))
}

/// A small language for changes, by JSON pointer: `set` a member or entry (made when missing), `push` to a list, `drop` either.
pub(crate) trait Change {
    fn set(self, pointer: &str, value: Value) -> Self;
    fn push(self, pointer: &str, value: Value) -> Self;
    fn drop(self, pointer: &str) -> Self;
}

fn place<'a>(document: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (above, last) = pointer.rsplit_once('/').unwrap();
    (document.pointer_mut(above).unwrap_or_else(|| panic!("no `{above}` in the base")), last.to_owned())
}

impl Change for Value {
    fn set(mut self, pointer: &str, value: Value) -> Self {
        let (above, last) = place(&mut self, pointer);
        match above {
            Value::Array(list) => list[last.parse::<usize>().unwrap()] = value,
            other => other[last] = value,
        }
        self
    }

    fn push(mut self, pointer: &str, value: Value) -> Self {
        let list = self.pointer_mut(pointer).unwrap_or_else(|| panic!("no `{pointer}` in the base"));
        list.as_array_mut().unwrap().push(value);
        self
    }

    fn drop(mut self, pointer: &str) -> Self {
        let (above, last) = place(&mut self, pointer);
        match above {
            Value::Array(list) => drop(list.remove(last.parse::<usize>().unwrap())),
            other => drop(other.as_object_mut().unwrap().remove(&last).unwrap()),
        }
        self
    }
}

/// Text with its digests, as a notice carries them.
pub(crate) fn with_text(document: Value, notice: usize, text: &str) -> Value {
    let texts = words(text);
    let sha256 = digests(&texts);
    document.set(&format!("/notices/{notice}/texts"), texts).set(&format!("/notices/{notice}/sha256"), sha256)
}
