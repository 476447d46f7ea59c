//! One catalogue: each check finds its fault, at its place, and nothing else; the catalogue without the fault is clean.

use std::collections::BTreeSet;

use consent_core::catalogue::{lints, profile, shipped_profiles};
use serde_json::{Value, json};

use super::base::{Change, base, found, with_text};

/// What is changed, and what must then be found: code and pointer of each finding, in order.
type Case = (&'static str, fn(Value) -> Value, &'static [(&'static str, &'static str)]);

/// The law.
const LAW: &[Case] = &[
    (
        "special category, nothing has an exception",
        |v| v.push("/legal_bases/0/data_categories", json!("allergies")),
        &[("L01-art9-no-exception", "/legal_bases/0/data_categories/2")],
    ),
    (
        "exception on legitimate interest",
        |v| v.push("/legal_bases/3/meets", json!("special-category")),
        &[("L02-art9-needs-statute", "/legal_bases/3")],
    ),
    (
        "legitimate interest of an authority",
        |v| v.set("/legal_bases/0/article", json!("6(1)(f)")),
        &[("L03-f-public-authority", "/legal_bases/0/article")],
    ),
    ("public task without statute", |v| v.drop("/legal_bases/0/statute"), &[("L04-ce-no-statute", "/legal_bases/0")]),
    (
        "obligation without section",
        |v| v.set("/legal_bases/1/statute/section", json!(" ")),
        &[("L04-ce-no-statute", "/legal_bases/1/statute")],
    ),
    (
        "repealed subsection",
        |v| v.set("/legal_bases/0/statute/number", json!("621/1999")).set("/legal_bases/0/statute/section", json!("29 § 3 mom.")),
        &[("L05-statute-repealed", "/legal_bases/0/statute/section")],
    ),
    (
        "repealed act, and a row that ends later",
        |v| {
            v.set("/legal_bases/2/statute/number", json!("784/2021"))
                .set("/legal_bases/2/until", json!("2027-01-01T00:00:00+02:00"))
        },
        &[("L05-statute-repealed", "/legal_bases/2/statute/section")],
    ),
    (
        "consent where a statute obliges",
        |v| {
            v.drop("/legal_bases/1/when")
                .set("/legal_bases/1/recipients", json!(["espoo"]))
                .set("/notices/1/meets", json!(["lawful-basis", "special-category", "secrecy"]))
                .set("/notices/1/controllers", json!(["education"]))
                .set("/notices/1/recipients", json!(["espoo"]))
                .set("/notices/1/purposes", json!(["early-education"]))
        },
        &[("L07-consent-where-duty", "/notices/1/data_categories/0")],
    ),
    (
        "another basis beside a consent",
        |v| v.push("/legal_bases/0/purposes", json!("newsletter")),
        &[("L08-consent-fallback", "/notices/0")],
    ),
    ("authority's consent not assessed", |v| v.drop("/notices/0/assessment"), &[("L09-imbalance-unassessed", "/notices/0")]),
    (
        "purpose with others below",
        |v| v.set("/purposes/5/parents", json!(["newsletter"])).set("/purposes/5/since", json!(2)),
        &[("L11-purpose-too-broad", "/notices/0/purposes/0")],
    ),
    (
        "no controller named",
        |v| v.set("/notices/3/controllers", json!([])),
        &[("L13-controller-not-named", "/notices/3/controllers"), ("S06-empty-list", "/notices/3/controllers")],
    ),
    ("no Finnish", |v| v.drop("/purposes/1/labels/fi"), &[("L14-label-fi-missing", "/purposes/1/labels")]),
    ("no Swedish", |v| v.set("/parties/1/labels/sv", json!(" ")), &[("L15-label-sv-missing", "/parties/1/labels")]),
    ("no English", |v| v.drop("/legal_bases/0/retention/en"), &[("L16-label-en-missing", "/legal_bases/0/retention")]),
    ("English not listed", |v| v.drop("/languages/2").drop("/purposes/1/labels/en"), &[("L16-label-en-missing", "/languages")]),
    ("Swedish not listed", |v| v.drop("/languages/1"), &[("L15-label-sv-missing", "/languages")]),
    (
        "a child answers, no plain text",
        |v| v.set("/notices/3/min_age_self", json!(15)),
        &[("L17-plain-language-child", "/notices/3")],
    ),
    (
        "recipient outside the area",
        |v| v.set("/parties/4/country", json!("US")),
        &[
            ("L18-transfer-no-tool", "/legal_bases/3"),
            ("L18-transfer-no-tool", "/notices/1"),
            ("L18-transfer-no-tool", "/notices/1"),
        ],
    ),
    (
        "one recipient of two without a country",
        |v| v.drop("/parties/3/country"),
        &[
            ("L18-transfer-no-tool", "/legal_bases/1"),
            ("L18-transfer-no-tool", "/legal_bases/1"),
            ("L18-transfer-no-tool", "/legal_bases/2/recipients/1"),
            ("L18-transfer-no-tool", "/legal_bases/2/recipients/1"),
            ("L18-transfer-no-tool", "/notices/2"),
            ("L18-transfer-no-tool", "/notices/2"),
        ],
    ),
    (
        "consent as an authority's tool",
        |v| v.push("/notices/1/meets", json!("transfer")),
        &[("L18-transfer-no-tool", "/notices/1/meets")],
    ),
    (
        "ended entry of a list",
        |v| v.set("/country_lists/0/countries/1/until", json!("2026-01-01T00:00:00+02:00")),
        &[("L19-adequacy-ended", "/country_lists/0/countries/1")],
    ),
    (
        "neither secret nor public",
        |v| v.set("/data_categories/6/classes", json!(["criminal-offence"])),
        &[("L20-secret-or-public", "/data_categories/6/classes")],
    ),
    (
        "both, one by a parent",
        |v| v.set("/data_categories/1/classes", json!(["secret"])),
        &[("L20-secret-or-public", "/data_categories/1/classes")],
    ),
    (
        "disclosure without a ground for secrecy",
        |v| v.set("/legal_bases/1/meets", json!(["lawful-basis", "special-category"])),
        &[("L21-disclosure-no-secrecy-ground", "/legal_bases/1")],
    ),
    (
        "identity code without a ground",
        |v| v.push("/notices/0/data_categories", json!({"id": "code"})),
        &[("L23-id-code-no-ground", "/notices/0/data_categories/1")],
    ),
    (
        "offences on consent",
        |v| v.push("/notices/3/data_categories", json!({"id": "convictions"})),
        &[("L24-art10-no-ground", "/notices/3/data_categories/1")],
    ),
    ("row without retention", |v| v.drop("/legal_bases/0/retention"), &[("L25-no-retention", "/legal_bases/0")]),
    ("notice without end", |v| v.drop("/notices/0/obligations"), &[("L25-no-retention", "/notices/0")]),
    (
        "processor without agreement",
        |v| v.set("/parties/6/processes_for/0/agreement", json!("")),
        &[("L28-processor-no-contract", "/parties/6/processes_for/0/agreement")],
    ),
    (
        "child of twelve online",
        |v| {
            v.set("/notices/3/purposes", json!(["game"]))
                .set("/notices/3/min_age_self", json!(12))
                .set("/notices/3/plain", json!({"fi": "a", "sv": "b", "en": "c"}))
        },
        &[("L31-child-age-too-low", "/notices/3/min_age_self")],
    ),
    (
        "thirteen outside online services",
        |v| v.set("/notices/3/min_age_self", json!(13)).set("/notices/3/plain", json!({"fi": "a", "sv": "b", "en": "c"})),
        &[("L31-child-age-misused", "/notices/3/min_age_self")],
    ),
    (
        "marketing with an authority's data",
        |v| {
            v.set("/notices/1/purposes", json!(["marketing"]))
                .push("/notices/1/obligations", json!({"id": "show-objection-right", "due": "with"}))
        },
        &[("L32-marketing-from-authority", "/notices/1")],
    ),
    (
        "soft opt-in for a partner",
        |v| {
            v.push("/legal_bases/3/meets", json!("electronic-marketing"))
                .set("/legal_bases/3/recipients", json!(["shop", "institute"]))
        },
        &[("L33-soft-optin-partner", "/legal_bases/3/meets/1")],
    ),
    (
        "care data for innovation",
        |v| v.push("/purposes/2/classes", json!("innovation")),
        &[("L34-secondary-use-route", "/legal_bases/2"), ("L34-secondary-use-route", "/notices/2")],
    ),
    (
        "innovation opened on another act",
        |v| v.push("/legal_bases/2/meets", json!("innovation-aggregates")),
        &[("L34-secondary-use-route", "/legal_bases/2/meets/2")],
    ),
    (
        "secondary use, no permit",
        |v| v.push("/purposes/2/classes", json!("secondary-use")),
        &[("L35-permit-missing", "/legal_bases/2"), ("L35-permit-missing", "/notices/2")],
    ),
    (
        "permit required and not named",
        |v| {
            v.push("/legal_bases/2/meets", json!("secondary-use-permit"))
                .set("/legal_bases/2/statute/number", json!("552/2019"))
                .set("/legal_bases/2/statute/section", json!("38 §, 43 §"))
        },
        &[("L35-permit-missing", "/legal_bases/2/meets/2")],
    ),
    (
        "taking part in research as a basis",
        |v| v.push("/notices/3/meets", json!("research-participation")).set("/notices/3/form", json!("written")),
        &[("L36-research-consent-confused", "/notices/3/meets")],
    ),
    (
        "profiling without assessment",
        |v| v.push("/legal_bases/0/operations", json!("profile")),
        &[("L37-dpia-missing", "/legal_bases/0")],
    ),
    (
        "automated decision without statute",
        |v| v.push("/legal_bases/3/meets", json!("automated-decision-authority")),
        &[("L38-adm-no-statute", "/legal_bases/3/meets/1")],
    ),
    (
        "marketing profile of a child",
        |v| {
            v.set("/notices/3/purposes", json!(["marketing"]))
                .push("/notices/3/operations", json!("profile"))
                .set("/notices/3/activation", json!("any-guardian"))
                .push("/notices/3/obligations", json!({"id": "dpia", "due": "with"}))
                .push("/notices/3/obligations", json!({"id": "show-objection-right", "due": "with"}))
        },
        &[("L39-profile-for-child-marketing", "/notices/3")],
    ),
    (
        "two rows on different articles",
        |v| {
            let mut second = v["legal_bases"][0].clone();
            second["id"] = json!("teaching-by-contract");
            second["article"] = json!("6(1)(b)");
            v.push("/legal_bases", second)
        },
        &[("L40-overlapping-entries", "/legal_bases/4")],
    ),
    (
        "luovutuslupa as a basis",
        |v| {
            v.push("/notices/2/meets", json!("lawful-basis"))
                .set("/notices/2/assessment", json!({"id": "F-3"}))
                .set("/notices/2/obligations", json!([{"id": "erase", "due": "on-end"}]))
                .set("/legal_bases/2/when", json!([{"assertion": {"name": "necessary"}}]))
        },
        &[("L41-luovutuslupa-as-basis", "/notices/2/meets")],
    ),
    (
        "no word of the right to object",
        |v| v.drop("/legal_bases/0/obligations"),
        &[("L43-objection-text-missing", "/legal_bases/0")],
    ),
    (
        "marketing consent without it",
        |v| v.set("/notices/3/purposes", json!(["marketing"])),
        &[("L43-objection-text-missing", "/notices/3")],
    ),
    (
        "health data space before its date",
        |v| v.set("/legal_bases/0/statute/number", json!("(EU) 2025/327")),
        &[("L45-ehds-date", "/legal_bases/0")],
    ),
    (
        "requirement of it without a date",
        |v| v.set("/requirements/0/source", json!("(EU) 2025/327 Article 53")),
        &[("L45-ehds-date", "/requirements/0")],
    ),
    (
        "low assurance for secret data",
        |v| v.set("/notices/2/min_assurance", json!("low")),
        &[("L47-weak-identification", "/notices/2/min_assurance")],
    ),
    (
        "proactive on two authorities",
        |v| {
            v.push("/purposes/0/classes", json!("proactive-service"))
                .push("/legal_bases/2/purposes", json!("early-education"))
                .set("/legal_bases/0/article", json!("6(1)(d)"))
                .drop("/legal_bases/0/statute")
        },
        &[("L48-proactive-mix", "/legal_bases/0/purposes/0")],
    ),
];

/// The structure.
const STRUCTURE: &[Case] = &[
    ("category twice", |v| v.set("/data_categories/1/id", json!("basic")), &[("S01-duplicate-id", "/data_categories/1/id")]),
    ("row twice", |v| v.set("/legal_bases/3/id", json!("teaching")), &[("S01-duplicate-id", "/legal_bases/3/id")]),
    (
        "party twice",
        |v| v.set("/parties/5/id", json!("shop")).set("/notices/3/controllers", json!(["shop"])).drop("/parties/6/succeeds"),
        &[("S01-duplicate-id", "/parties/5/id")],
    ),
    (
        "a profile's requirement again",
        |v| v.set("/requirements/0/id", json!("secrecy")),
        &[("S01-duplicate-id", "/requirements/0/id")],
    ),
    (
        "a profile's term again",
        |v| v.set("/terms/0/id", json!("secret")).set("/purposes/7/classes", json!(["security"])),
        &[("S01-duplicate-id", "/terms/0/id")],
    ),
    ("a profile's list again", |v| v.set("/country_lists/0/id", json!("eea")), &[("S01-duplicate-id", "/country_lists/0/id")]),
    (
        "bar kind twice",
        |v| {
            let again = v["bar_kinds"][0].clone();
            v.push("/bar_kinds", again)
        },
        &[("S01-duplicate-id", "/bar_kinds/1/id")],
    ),
    (
        "notice version twice",
        |v| {
            let again = v["notices"][3].clone();
            v.push("/notices", again)
        },
        &[("S01-duplicate-id", "/notices/4/version")],
    ),
    ("unknown profile", |v| v.push("/profiles", json!("se")), &[("S02-unknown-reference", "/profiles/2")]),
    (
        "unknown parent",
        |v| v.set("/data_categories/1/parents", json!(["basic", "basik"])),
        &[("S02-unknown-reference", "/data_categories/1/parents/1")],
    ),
    ("unknown unit above", |v| v.set("/parties/4/part_of", json!("chain")), &[("S02-unknown-reference", "/parties/4/part_of")]),
    (
        "unknown requirement",
        |v| v.push("/legal_bases/0/meets", json!("secrecyy")),
        &[("S02-unknown-reference", "/legal_bases/0/meets/1")],
    ),
    (
        "unknown recipient",
        |v| v.push("/legal_bases/2/recipients", json!("esbo")),
        &[("S02-unknown-reference", "/legal_bases/2/recipients/2")],
    ),
    (
        "unknown controller",
        |v| v.push("/notices/3/controllers", json!("x")),
        &[("S02-unknown-reference", "/notices/3/controllers/1")],
    ),
    (
        "unknown category",
        |v| v.push("/notices/3/data_categories", json!({"id": "x"})),
        &[("S02-unknown-reference", "/notices/3/data_categories/1/id")],
    ),
    ("unknown purpose", |v| v.push("/notices/3/purposes", json!("x")), &[("S02-unknown-reference", "/notices/3/purposes/1")]),
    (
        "unknown bar kind",
        |v| v.push("/legal_bases/1/survives", json!("x")),
        &[("S02-unknown-reference", "/legal_bases/1/survives/1")],
    ),
    (
        "unknown holder",
        |v| v.set("/legal_bases/2/permit", json!({"id": "P", "holder": "x"})),
        &[("S02-unknown-reference", "/legal_bases/2/permit/holder")],
    ),
    (
        "unknown party of a condition",
        |v| v.set("/legal_bases/1/when/1/relationship/with", json!("x")),
        &[("S02-unknown-reference", "/legal_bases/1/when/1/relationship/with")],
    ),
    (
        "unknown municipality",
        |v| v.push("/legal_bases/1/when", json!({"home_municipality": {"party": "x"}})),
        &[("S02-unknown-reference", "/legal_bases/1/when/2/home_municipality/party")],
    ),
    (
        "unknown in an agreement",
        |v| v.set("/parties/6/processes_for/0/controller", json!("x")),
        &[("S02-unknown-reference", "/parties/6/processes_for/0/controller")],
    ),
    (
        "unknown in a bar's scope",
        |v| v.set("/bar_kinds/0/over/purposes", json!(["x"])),
        &[("S02-unknown-reference", "/bar_kinds/0/over/purposes/0")],
    ),
    (
        "unknown list",
        |v| v.set("/requirements/0/raised_by/recipient_outside", json!("nordik")),
        &[("S02-unknown-reference", "/requirements/0/raised_by/recipient_outside")],
    ),
    (
        "replaced by a first version",
        |v| {
            v.set("/version", json!(1))
                .set("/data_categories/1/since", json!(1))
                .set("/data_categories/1/replaces", json!(["old"]))
        },
        &[("S02-unknown-reference", "/data_categories/1/replaces/0")],
    ),
    (
        "categories in a ring",
        |v| v.set("/data_categories/0/parents", json!(["contact"])),
        &[("S03-cycle", "/data_categories/0/parents"), ("S03-cycle", "/data_categories/1/parents")],
    ),
    ("party part of itself", |v| v.set("/parties/4/part_of", json!("shop")), &[("S03-cycle", "/parties/4/part_of")]),
    ("in its own place", |v| v.set("/purposes/1/replaces", json!(["newsletter"])), &[("S03-cycle", "/purposes/1/replaces/0")]),
    (
        "successor of itself",
        |v| v.set("/parties/6/succeeds/0/party", json!("cloud")),
        &[("S03-cycle", "/parties/6/succeeds/0/party")],
    ),
    (
        "unknown class",
        |v| v.push("/data_categories/0/classes", json!("publik")),
        &[("S04-unknown-term", "/data_categories/0/classes/1")],
    ),
    (
        "term of another kind",
        |v| v.push("/purposes/1/classes", json!("moving")),
        &[("S04-unknown-term", "/purposes/1/classes/1")],
    ),
    ("unknown class of a party", |v| v.set("/parties/5/classes", json!(["x"])), &[("S04-unknown-term", "/parties/5/classes/0")]),
    (
        "unknown assertion",
        |v| v.set("/legal_bases/1/when/0/assertion/name", json!("mowing")),
        &[("S04-unknown-term", "/legal_bases/1/when/0/assertion/name")],
    ),
    (
        "unknown relationship",
        |v| v.set("/legal_bases/1/when/1/relationship/kind", json!("x")),
        &[("S04-unknown-term", "/legal_bases/1/when/1/relationship/kind")],
    ),
    (
        "unknown obligation",
        |v| v.set("/legal_bases/1/obligations/0/id", json!("log")),
        &[("S04-unknown-term", "/legal_bases/1/obligations/0/id")],
    ),
    (
        "unknown channel",
        |v| v.set("/requirements/0/raised_by/channels", json!(["x"])),
        &[("S04-unknown-term", "/requirements/0/raised_by/channels/0")],
    ),
    (
        "unknown class of a requirement",
        |v| v.set("/requirements/0/raised_by/data_classes", json!(["x"])),
        &[("S04-unknown-term", "/requirements/0/raised_by/data_classes/0")],
    ),
    (
        "unknown case kind",
        |v| v.set("/legal_bases/0/cases", json!(["library-visit:7", "visit:7"])),
        &[("S04-unknown-term", "/legal_bases/0/cases/1")],
    ),
    (
        "party called controller",
        |v| v.set("/parties/5/id", json!("recipient")).set("/notices/3/controllers", json!(["recipient"])),
        &[("S05-reserved-id", "/parties/5/id")],
    ),
    ("no operations", |v| v.set("/legal_bases/0/operations", json!([])), &[("S06-empty-list", "/legal_bases/0/operations")]),
    ("nothing met", |v| v.set("/notices/3/meets", json!([])), &[("S06-empty-list", "/notices/3/meets")]),
    ("no recipients", |v| v.set("/notices/2/recipients", json!([])), &[("S06-empty-list", "/notices/2/recipients")]),
    ("no cases", |v| v.set("/legal_bases/0/cases", json!([])), &[("S06-empty-list", "/legal_bases/0/cases")]),
    (
        "bar over nothing",
        |v| v.set("/bar_kinds/0/over/data_categories", json!([])),
        &[("S06-empty-list", "/bar_kinds/0/over/data_categories")],
    ),
    (
        "agreement on nothing",
        |v| v.set("/parties/6/processes_for/0/purposes", json!([])),
        &[("S06-empty-list", "/parties/6/processes_for/0/purposes")],
    ),
    (
        "row that ends as it begins",
        |v| {
            v.set("/legal_bases/0/from", json!("2026-05-01T00:00:00+03:00"))
                .set("/legal_bases/0/until", json!("2026-04-30T21:00:00Z"))
        },
        &[("S07-interval", "/legal_bases/0/until")],
    ),
    (
        "membership that ends before",
        |v| v.set("/parties/6/memberships/0/until", json!("2024-01-01T00:00:00Z")),
        &[("S07-interval", "/parties/6/memberships/0/until")],
    ),
    (
        "a second requirement of every use",
        |v| v.set("/requirements/0/raised_by", json!({"always": true})),
        &[("S08-lawful-basis", "/requirements/0")],
    ),
    ("raised by nothing", |v| v.set("/requirements/0/raised_by", json!({})), &[("S09-raised-by", "/requirements/0/raised_by")]),
    (
        "raised by an empty list",
        |v| v.set("/requirements/0/raised_by/channels", json!([])),
        &[("S09-raised-by", "/requirements/0/raised_by/channels")],
    ),
    ("a shipped bar kind", |v| v.set("/bar_kinds/0/id", json!("restriction")), &[("S11-shipped-bar-kind", "/bar_kinds/0/id")]),
    ("defeats nothing", |v| v.set("/bar_kinds/0/defeats", json!([])), &[("S12-defeats-nothing", "/bar_kinds/0/defeats")]),
    (
        "spares what it defeats",
        |v| v.set("/bar_kinds/0/spares", json!(["permission", "consent"])),
        &[("S12-defeats-nothing", "/bar_kinds/0/defeats")],
    ),
    (
        "spares everything",
        |v| v.drop("/bar_kinds/0/defeats").set("/bar_kinds/0/spares", json!(["duty", "permission", "consent"])),
        &[("S12-defeats-nothing", "/bar_kinds/0/spares")],
    ),
    ("duty without survives", |v| v.drop("/legal_bases/1/survives"), &[("S13-duty-survives", "/legal_bases/1")]),
    ("category of tomorrow", |v| v.set("/data_categories/1/since", json!(3)), &[("S14-since", "/data_categories/1/since")]),
    ("party of version 0", |v| v.set("/parties/4/since", json!(0)), &[("S14-since", "/parties/4/since")]),
    ("row of tomorrow", |v| v.set("/legal_bases/0/since", json!(9)), &[("S14-since", "/legal_bases/0/since")]),
    ("notice of tomorrow", |v| v.set("/notices/0/since", json!(3)), &[("S14-since", "/notices/0/since")]),
    ("notice version 0", |v| v.set("/notices/0/version", json!(0)), &[("S14-since", "/notices/0/version")]),
    ("no languages", |v| v.set("/languages", json!([])), &[("S15-languages", "/languages")]),
    ("another text", |v| v.set("/notices/0/texts/sv", json!("En annan text")), &[("S16-text-digest", "/notices/0/sha256/sv")]),
    ("no digest", |v| v.drop("/notices/0/sha256/fi"), &[("S16-text-digest", "/notices/0/sha256")]),
    ("no text", |v| v.drop("/notices/0/texts/en").drop("/notices/0/sha256/en"), &[("S17-text-missing", "/notices/0/texts")]),
    (
        "a digest of no text",
        |v| v.drop("/notices/0/texts/en"),
        &[("S16-text-digest", "/notices/0/sha256/en"), ("S17-text-missing", "/notices/0/texts")],
    ),
    ("purpose without class", |v| v.drop("/purposes/1/classes"), &[("S19-purpose-without-class", "/purposes/1")]),
    ("party without kind", |v| v.drop("/parties/5/kind"), &[("S20-party-without-kind", "/parties/5/kind")]),
    (
        "legal person looks not above itself",
        |v| v.set("/parties/1/legal_person", json!(true)),
        &[("S20-party-without-kind", "/parties/1/kind")],
    ),
    (
        "by no time",
        |v| v.set("/legal_bases/1/obligations/0/due", json!("by")),
        &[("S21-obligation-due", "/legal_bases/1/obligations/0")],
    ),
    (
        "by two times",
        |v| v.set("/notices/3/obligations/0", json!({"id": "erase-by", "due": "by", "within": "P1M", "age": 18})),
        &[("S21-obligation-due", "/notices/3/obligations/0")],
    ),
    (
        "a time without by",
        |v| v.set("/legal_bases/1/obligations/0/within", json!("P1M")),
        &[("S21-obligation-due", "/legal_bases/1/obligations/0")],
    ),
    ("text not in NFC", |v| v.set("/note", json!("A\u{308}ntligen")), &[("S22-not-nfc", "/note")]),
    (
        "notice text not in NFC",
        |v| with_text(v, 0, "La\u{308}s"),
        &[("S22-not-nfc", "/notices/0/texts/en"), ("S22-not-nfc", "/notices/0/texts/fi"), ("S22-not-nfc", "/notices/0/texts/sv")],
    ),
    ("form not explicit", |v| v.set("/notices/1/form", json!("written")), &[("S23-form-insufficient", "/notices/1/meets/1")]),
    (
        "no consent can",
        |v| v.push("/notices/3/meets", json!("criminal-offence")),
        &[("S24-consent-cannot", "/notices/3/meets/1")],
    ),
    (
        "a material version, the old without end",
        |v| {
            let mut newer = v["notices"][3].clone();
            newer["version"] = json!(2);
            newer["since"] = json!(2);
            newer["material"] = json!(true);
            v.push("/notices", newer)
        },
        &[("S25-reconsent-missing", "/notices/3")],
    ),
    (
        "a newer version from before",
        |v| {
            let mut newer = v["notices"][3].clone();
            newer["version"] = json!(2);
            v.set("/notices/3/since", json!(2)).push("/notices", newer)
        },
        &[("S14-since", "/notices/4/since")],
    ),
    (
        "operation twice",
        |v| v.push("/legal_bases/0/operations", json!("use")),
        &[("S26-listed-twice", "/legal_bases/0/operations/3")],
    ),
    (
        "category twice in a notice",
        |v| v.push("/notices/0/data_categories", json!({"id": "basic"})),
        &[("S26-listed-twice", "/notices/0/data_categories/1/id")],
    ),
    ("profile twice", |v| v.push("/profiles", json!("fi")), &[("S26-listed-twice", "/profiles/2")]),
    (
        "age of nobody",
        |v| v.push("/legal_bases/1/when", json!({"age": {"min": 18, "below": 18}})),
        &[("S27-age", "/legal_bases/1/when/2/age")],
    ),
    ("age of everybody", |v| v.push("/legal_bases/1/when", json!({"age": {}})), &[("S27-age", "/legal_bases/1/when/2/age")]),
    (
        "requirement without source",
        |v| v.set("/requirements/0/source", json!("")),
        &[("S28-no-source", "/requirements/0/source")],
    ),
    ("bar kind without source", |v| v.set("/bar_kinds/0/source", json!(" ")), &[("S28-no-source", "/bar_kinds/0/source")]),
    ("list without source", |v| v.set("/country_lists/0/source", json!("")), &[("S28-no-source", "/country_lists/0/source")]),
    (
        "succession without source",
        |v| v.set("/parties/6/succeeds/0/source", json!("")),
        &[("S28-no-source", "/parties/6/succeeds/0/source")],
    ),
    (
        "an operation that nothing opens",
        |v| v.push("/legal_bases/0/operations", json!("combine")),
        &[("S29-never-met", "/legal_bases/0/operations/3")],
    ),
    (
        "secrecy lifted, nothing to base the use on",
        |v| v.set("/notices/2/purposes", json!(["newsletter"])),
        &[
            ("L21-disclosure-no-secrecy-ground", "/legal_bases/2/recipients/1"),
            ("L21-disclosure-no-secrecy-ground", "/legal_bases/2/recipients/1"),
            ("L01-art9-no-exception", "/notices/2"),
            ("S29-never-met", "/notices/2"),
        ],
    ),
];

/// A change after which nothing is found.
type Clean = (&'static str, fn(Value) -> Value);

/// Near misses.
const CLEAN: &[Clean] = &[
    ("English not wished for in a label", |v| v.set("/purposes/1/labels/en", json!("Newsletter"))),
    ("a row that ended with its act", |v| {
        let mut old = v["legal_bases"][0].clone();
        old["id"] = json!("old");
        old["statute"]["number"] = json!("784/2021");
        old["until"] = json!("2024-01-01T00:00:00+02:00");
        v.push("/legal_bases", old)
    }),
    ("another subsection of a section with a repealed one", |v| {
        v.set("/legal_bases/0/statute/number", json!("621/1999")).set("/legal_bases/0/statute/section", json!("29 § 1 mom."))
    }),
    ("a city's company on legitimate interest", |v| v.set("/parties/4/part_of", json!("city"))),
    ("a duty with a condition beside a consent", |v| {
        v.set("/notices/1/meets", json!(["lawful-basis", "special-category", "secrecy"]))
            .set("/notices/1/controllers", json!(["education"]))
            .set("/notices/1/recipients", json!(["espoo"]))
            .set("/notices/1/purposes", json!(["early-education"]))
    }),
    ("a company's consent without assessment", |v| v.set("/notices/3/controllers", json!(["shop", "institute"]))),
    ("an area of research with projects below", |v| v.set("/notices/3/purposes", json!(["research", "sleep-research"]))),
    ("below only what must be named", |v| {
        v.set("/purposes/5/parents", json!(["newsletter"])).set("/purposes/5/must_be_named", json!(true))
    }),
    ("a row that is the tool of a transfer", |v| {
        let row = json!({"id": "safeguards", "since": 2, "labels": {"fi": "a", "sv": "b", "en": "c"}, "article": "6(1)(f)",
            "meets": ["transfer"], "controller": "shop", "data_categories": ["basic"], "purposes": ["marketing"],
            "operations": ["use"], "character": "permission", "assessment": {"id": "TIA-1"}});
        v.set("/parties/4/country", json!("US")).push("/legal_bases", row).drop("/notices/1")
    }),
    ("a country with a decision", |v| v.set("/parties/4/country", json!("CH"))),
    ("secret by a parent", |v| {
        v.set("/data_categories/1/parents", json!(["plan"])).set("/data_categories/1/classes", json!(["special-category"]))
    }),
    ("a disclosure to a processor", |v| {
        v.set("/legal_bases/0/recipients", json!(["education", "cloud"])).push("/legal_bases/0/meets", json!("secrecy"))
    }),
    ("thirteen in an online service", |v| {
        v.set("/notices/3/purposes", json!(["game"]))
            .set("/notices/3/min_age_self", json!(13))
            .set("/notices/3/plain", json!({"fi": "a", "sv": "b", "en": "c"}))
    }),
    ("soft opt-in of the seller", |v| v.push("/legal_bases/3/meets", json!("electronic-marketing"))),
    ("innovation on its own act", |v| {
        v.push("/legal_bases/2/meets", json!("innovation-aggregates")).set("/legal_bases/2/statute/number", json!("552/2019"))
    }),
    ("secondary use with its permit", |v| {
        v.push("/purposes/2/classes", json!("secondary-use"))
            .push("/legal_bases/2/meets", json!("secondary-use-permit"))
            .set("/legal_bases/2/permit", json!({"id": "P-1", "holder": "city"}))
    }),
    ("secondary use directly by law", |v| {
        v.push("/purposes/2/classes", json!("secondary-use"))
            .push("/legal_bases/2/meets", json!("secondary-use-permit"))
            .set("/legal_bases/2/statute/number", json!("552/2019"))
            .set("/legal_bases/2/statute/section", json!("41 §"))
    }),
    ("a rule that does not hold yet", |v| {
        v.set("/requirements/0/raised_by", json!({"disclosure": true})).set("/requirements/0/from", json!("2029-03-26T00:00:00Z"))
    }),
    ("a rule that turns on the channel", |v| {
        v.set("/requirements/0/raised_by", json!({"disclosure": true, "channels": ["interface"]}))
    }),
    ("rows on different articles at different times", |v| {
        let mut second = v["legal_bases"][0].clone();
        second["id"] = json!("later");
        second["article"] = json!("6(1)(b)");
        second["from"] = json!("2027-01-01T00:00:00Z");
        v.set("/legal_bases/0/until", json!("2027-01-01T00:00:00Z")).push("/legal_bases", second)
    }),
    ("replaced in a later version", |v| v.set("/data_categories/1/replaces", json!(["gone"]))),
    ("succeeds one that is gone", |v| v.set("/parties/6/succeeds/0/party", json!("gone"))),
    ("an obligation asserted", |v| v.push("/legal_bases/1/when", json!({"assertion": {"name": "inform-subject"}}))),
    ("a case and a case kind", |v| v.set("/legal_bases/0/cases", json!(["library-visit", "library-visit:7"]))),
    ("a party of the use in a condition", |v| {
        v.push("/legal_bases/1/when", json!({"home_municipality": {"party": "recipient"}}))
    }),
    ("a notice of the city, rows of its units", |v| {
        v.set("/notices/2/controllers", json!(["city"])).set("/parties/0/authority", json!("health"))
    }),
    ("rows on parts of what the notice names", |v| {
        v.set("/legal_bases/2/data_categories", json!(["labs"])).push(
            "/data_categories",
            json!({"id": "labs", "since": 1, "labels": {"fi": "a", "sv": "b", "en": "c"}, "parents": ["patient"]}),
        )
    }),
    ("a duty that ends beside a consent", |v| {
        v.drop("/legal_bases/1/when")
            .set("/legal_bases/1/until", json!("2030-01-01T00:00:00Z"))
            .set("/notices/1/meets", json!(["lawful-basis", "special-category", "secrecy"]))
            .set("/notices/1/controllers", json!(["education"]))
            .set("/notices/1/recipients", json!(["espoo"]))
            .set("/notices/1/purposes", json!(["early-education"]))
    }),
    ("a row of the seller's unit", |v| {
        v.push("/legal_bases/3/meets", json!("electronic-marketing"))
            .set("/legal_bases/3/recipients", json!(["shop"]))
            .set("/legal_bases/3/controller", json!("counter"))
            .push(
                "/parties",
                json!({"id": "counter", "since": 1, "labels": {"fi": "a", "sv": "b", "en": "c"}, "part_of": "shop"}),
            )
    }),
    ("nobody lifts", |v| v.set("/bar_kinds/0/lifted_by", json!([]))),
    ("a duty that survives nothing", |v| v.set("/legal_bases/1/survives", json!([]))),
    ("a form that has more", |v| v.set("/notices/1/form", json!("explicit-written"))),
    ("a material version, the old with an end", |v| {
        let mut newer = v["notices"][3].clone();
        newer["version"] = json!(2);
        newer["since"] = json!(2);
        newer["material"] = json!(true);
        v.set("/notices/3/reconsent_by", json!("2026-06-01T00:00:00+03:00")).push("/notices", newer)
    }),
    ("a version that is not material", |v| {
        let mut newer = v["notices"][3].clone();
        newer["version"] = json!(2);
        newer["since"] = json!(2);
        v.push("/notices", newer)
    }),
    ("by one time", |v| v.set("/legal_bases/1/obligations/0", json!({"id": "erase-by", "due": "by", "within": "P1M"}))),
    ("no rows and no notices", |v| v.drop("/legal_bases").drop("/notices")),
];

#[test]
fn the_base_has_no_finding() {
    assert_eq!(found(&base()), []);
}

fn run(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (name, change, expected) in cases {
        let findings = found(&change(base()));
        let seen: Vec<_> = findings.iter().map(|f| (f.code, f.pointer.as_str())).collect();
        if seen != *expected {
            wrong.push(format!("{name}:\n  expected {expected:?}\n  found    {findings:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_law() {
    run(LAW);
}

#[test]
fn the_structure() {
    run(STRUCTURE);
}

#[test]
fn near_misses() {
    for (name, change) in CLEAN {
        assert_eq!(found(&change(base())), [], "{name}");
    }
}

#[test]
fn lawful_basis_is_there_once_and_always() {
    let own = |requirement: Value| {
        base()
            .set("/profiles", json!([]))
            .set("/requirements", json!([requirement]))
            .set("/terms", json!([]))
            .set("/data_categories", json!([]))
            .set("/purposes", json!([]))
            .set("/bar_kinds", json!([]))
            .set("/parties", json!([base()["parties"][3]]))
            .drop("/legal_bases")
            .drop("/notices")
    };
    let basis = json!({"id": "lawful-basis", "source": "GDPR 6(1)", "labels": {"fi": "a", "sv": "b", "en": "c"},
        "raised_by": {"always": true}, "consent": "yes"});
    assert_eq!(found(&own(basis.clone())), []);
    let wrong = [
        own(basis.clone()).set("/requirements", json!([])),
        own(basis.clone().set("/id", json!("basis"))),
        own(basis.clone().set("/from", json!("2020-01-01T00:00:00Z"))),
        own(basis.clone().set("/until", json!("2030-01-01T00:00:00Z"))),
        own(basis.clone().set("/consent", json!("no"))),
        own(basis.clone()).push("/requirements", basis.clone().set("/id", json!("second"))),
    ];
    for document in wrong {
        let findings = found(&document);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].code, "S08-lawful-basis");
    }
    let beside = found(&own(basis.set("/raised_by", json!({"always": true, "disclosure": true}))));
    assert_eq!(beside.iter().map(|f| f.code).collect::<Vec<_>>(), ["S09-raised-by"]);
}

#[test]
fn more_than_the_engine_counts() {
    let many = |count: usize| {
        (0..count).fold(base(), |v, i| {
            let row = json!({"id": format!("rule-{i}"), "source": "Rulebook 9", "labels": {"fi": "a", "sv": "b", "en": "c"},
                "raised_by": {"operations": ["publish"]}, "consent": "yes"});
            v.push("/requirements", row)
        })
    };
    let shipped: usize = shipped_profiles().map(|id| profile(id).unwrap().requirements.len()).sum();
    assert_eq!(found(&many(63 - shipped)), []);
    let over = found(&many(64 - shipped));
    assert_eq!(over.iter().map(|f| (f.code, f.pointer.as_str())).collect::<Vec<_>>(), [("S10-too-many", "/requirements")]);

    let labels = json!({"fi": "a", "sv": "b", "en": "c"});
    let mut document = base();
    let rows = document["data_categories"].as_array_mut().unwrap();
    while rows.len() < 65_536 {
        let id = format!("c{}", rows.len());
        rows.push(json!({"id": id, "since": 1, "labels": labels, "parents": ["basic"]}));
    }
    let over = found(&document);
    assert_eq!(over.iter().map(|f| (f.code, f.pointer.as_str())).collect::<Vec<_>>(), [("S10-too-many", "/data_categories")]);
}

#[test]
fn deep_hierarchies_are_walked_once() {
    let labels = json!({"fi": "a", "sv": "b", "en": "c"});
    let mut document = base();
    let rows = document["data_categories"].as_array_mut().unwrap();
    rows.push(json!({"id": "d0", "since": 1, "labels": labels, "parents": ["basic"]}));
    for i in 1..5_000 {
        rows.push(json!({"id": format!("d{i}"), "since": 1, "labels": labels, "parents": [format!("d{}", i - 1)]}));
    }
    let parties = document["parties"].as_array_mut().unwrap();
    for i in 0..5_000_usize {
        let above = i.checked_sub(1).map_or("city".to_owned(), |i| format!("p{i}"));
        parties.push(json!({"id": format!("p{i}"), "since": 1, "labels": labels, "part_of": above}));
    }
    assert_eq!(found(&document), []);
    // A ring of a thousand with a tail: those of the ring are found, not the tail.
    let ring = document.set("/data_categories/7/parents", json!(["d999"]));
    assert_eq!(found(&ring).iter().filter(|f| f.code == "S03-cycle").count(), 1_000);
}

#[test]
fn every_check_has_its_case() {
    let mut tried: BTreeSet<&str> = LAW.iter().chain(STRUCTURE).flat_map(|case| case.2).map(|(code, _)| *code).collect();
    tried.insert("S10-too-many");
    let of_one: BTreeSet<&str> = lints().iter().map(|lint| lint.code).filter(|code| !code.starts_with('V')).collect();
    assert_eq!(tried, of_one);
    assert_eq!(lints().iter().map(|lint| lint.code).collect::<BTreeSet<_>>().len(), lints().len(), "a code twice");
}

#[test]
fn findings_say_what_was_expected_and_found() {
    for (name, change, _) in LAW.iter().chain(STRUCTURE) {
        for finding in found(&change(base())) {
            let message = &finding.message;
            assert!(message.starts_with("expected ") && message.contains(", found "), "{name}: {message}");
            assert!(!message.ends_with('.') && !message.contains("  "), "{name}: {message}");
            let lint = lints().iter().find(|lint| lint.code == finding.code).unwrap();
            assert_eq!((lint.severity, lint.source), (finding.severity, finding.source));
            let document = change(base());
            assert!(
                document.pointer(&finding.pointer).is_some() || is_missing_member(&finding.pointer),
                "{name}: {}",
                finding.pointer
            );
        }
    }
}

/// Pointers to a member that the finding says is missing.
fn is_missing_member(pointer: &str) -> bool {
    ["/kind", "/classes", "/requirements"].iter().any(|member| pointer.ends_with(member))
}

#[test]
fn messages() {
    let message = |change: fn(Value) -> Value| found(&change(base())).remove(0).message;
    assert_eq!(
        message(|v| v.set("/legal_bases/1/when/0/assertion/name", json!("mowing"))),
        "expected a term of kind `assertion` or `obligation`, found `mowing`; did you mean `moving`?"
    );
    assert_eq!(
        message(|v| v.push("/purposes/1/classes", json!("moving"))),
        "expected a term of kind `class`, found `moving`, which is a term of kind `assertion`"
    );
    assert_eq!(
        message(|v| v.push("/legal_bases/0/meets", json!("secrecyy"))),
        "expected the id of a requirement of this catalogue, found `secrecyy`; did you mean `secrecy`?"
    );
    assert_eq!(
        message(|v| v.set("/requirements/0/id", json!("secrecy"))),
        "expected an id of its own, found `secrecy` again beside one that a profile or the engine brings; \
         leave it out or give it another id"
    );
    assert_eq!(
        message(|v| v.set("/legal_bases/0/article", json!("6(1)(f)"))),
        "expected another basis than 6(1)(f), found it for the public authority `education`; a public task is 6(1)(e) with its statute"
    );
    assert_eq!(
        message(|v| v.set("/legal_bases/1/meets", json!(["lawful-basis", "special-category"]))),
        "expected a row or notice that meets `secrecy` (621/1999 22 §, 26.1 §, 26.3 §, 29.1 §) for the uses that `moving` names, \
         found none; such a use is never covered"
    );
}
