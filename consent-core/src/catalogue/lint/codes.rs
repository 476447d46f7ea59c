//! The list of all checks. `L` numbers are those of the legal rules, `S` of the structure, `V` of two versions; none is reused.

use super::super::Severity;

/// One check of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The stable code.
    pub code: &'static str,
    /// Whether a finding refuses the catalogue.
    pub severity: Severity,
    /// The article, section or rule behind it.
    pub source: &'static str,
    /// What is found fault with.
    pub about: &'static str,
}

macro_rules! lints {
    ($($name:ident = $severity:ident $code:literal, $source:literal, $about:literal;)+) => {
        $(pub(super) const $name: Lint =
            Lint { code: $code, severity: Severity::$severity, source: $source, about: $about };)+

        /// Every check, by code.
        #[must_use]
        pub const fn lints() -> &'static [Lint] {
            &[$($name),+]
        }
    };
}

lints! {
    // The law.
    NO_ART9_GROUND = Warning "L01-art9-no-exception", "GDPR 9(1)–(2)",
        "special categories of data that no row and no notice has an exception for";
    ART9_STATUTE = Warning "L02-art9-needs-statute", "GDPR 9(2)(b), (g)–(j)",
        "an exception for special categories on contract or legitimate interest, without a statute";
    F_BY_AUTHORITY = Error "L03-f-public-authority", "GDPR 6(1) last subparagraph",
        "legitimate interests of a public authority";
    CE_NO_STATUTE = Error "L04-ce-no-statute", "GDPR 6(3); 1050/2018 4 §",
        "a legal obligation or public task without act, number and section";
    STATUTE_REPEALED = Error "L05-statute-repealed", "GDPR 6(3)",
        "a row that holds longer than the provision it cites";
    CONSENT_WHERE_DUTY = Warning "L07-consent-where-duty", "GDPR recital 43; 540/2018 41 §, 1214/2020 23 §",
        "a consent asked for what a statute obliges to do anyway";
    CONSENT_FALLBACK = Warning "L08-consent-fallback", "GDPR 5(1)(a), 7(3); EDPB 05/2020 §§ 120–123",
        "another basis beside a consent for the same use";
    IMBALANCE = Error "L09-imbalance-unassessed", "GDPR 7(4), recital 43; EDPB 05/2020 §§ 16–17",
        "a public authority relies on consent without an assessment that it is freely given";
    PURPOSE_TOO_BROAD = Warning "L11-purpose-too-broad", "GDPR 6(1)(a), recitals 32–33",
        "a consent on a purpose with purposes below it that is no area of research";
    CONTROLLER_NOT_NAMED = Error "L13-controller-not-named", "GDPR 4(11), recital 42; EDPB 05/2020 §§ 64–65",
        "a notice that names no controller";
    LABEL_FI = Error "L14-label-fi-missing", "423/2003 10 §, 32 §", "no Finnish words";
    LABEL_SV = Error "L15-label-sv-missing", "423/2003 10 §, 32 §", "no Swedish words";
    LABEL_EN = Warning "L16-label-en-missing", "GDPR 12(1)", "no English words";
    PLAIN_FOR_CHILD = Warning "L17-plain-language-child", "GDPR 12(1), recital 58",
        "a text that a child answers alone, without plain language";
    TRANSFER_NO_TOOL = Warning "L18-transfer-no-tool", "GDPR 44–49",
        "a recipient outside the area that no row and no notice has a tool for; consent as an authority's tool";
    ADEQUACY_ENDED = Warning "L19-adequacy-ended", "GDPR 45(3)–(5)", "an entry of a country list that has ended";
    SECRET_OR_PUBLIC = Error "L20-secret-or-public", "621/1999 22 §, 24 §",
        "a category that is neither or both of `secret` and `public`";
    NO_SECRECY_GROUND = Warning "L21-disclosure-no-secrecy-ground", "621/1999 26 §, 29 §; 703/2023 53–56 §; 1287/2013 22–23 §",
        "a disclosure of secret data that nothing has a ground for";
    ID_CODE_NO_GROUND = Warning "L23-id-code-no-ground", "1050/2018 29 §", "a personal identity code that nothing has a ground for";
    ART10_NO_GROUND = Warning "L24-art10-no-ground", "GDPR 10; 1050/2018 7 §",
        "data on criminal offences that no row has a ground for; consent is none";
    NO_RETENTION = Warning "L25-no-retention", "GDPR 5(1)(e), 13(2)(a), 30(1)(f)",
        "neither a time of retention nor a duty to erase";
    NO_AGREEMENT = Error "L28-processor-no-contract", "GDPR 28(3)", "a processor without the reference of its agreement";
    CHILD_AGE_LOW = Error "L31-child-age-too-low", "GDPR 8; 1050/2018 5 §",
        "an online service that lets a child under 13 consent alone";
    CHILD_AGE_MISUSED = Warning "L31-child-age-misused", "GDPR 8; 1050/2018 5 §",
        "the age 13 outside online services offered directly to a child";
    AUTHORITY_MARKETING = Warning "L32-marketing-from-authority", "621/1999 16.3 §",
        "marketing with an authority's data that nothing has a ground for";
    SOFT_OPT_IN = Error "L33-soft-optin-partner", "917/2014 200.3 §",
        "electronic marketing without consent for another seller";
    TOISIO_ROUTE = Warning "L34-secondary-use-route", "552/2019 37 §",
        "identifiable care data for innovation, or a row that opens it on another act";
    PERMIT_MISSING = Warning "L35-permit-missing", "552/2019 35 §, 43–44 §; 621/1999 28 §",
        "a use that needs a permit, without one";
    RESEARCH_CONSENT = Warning "L36-research-consent-confused", "488/1999 6 §, 21 a §",
        "a consent to take part in research used as a legal basis";
    DPIA = Warning "L37-dpia-missing", "GDPR 35", "profiling without the duty of an impact assessment";
    ADM_NO_STATUTE = Error "L38-adm-no-statute", "434/2003 53 e §", "an authority's automated decision without a statute";
    CHILD_MARKETING = Warning "L39-profile-for-child-marketing", "GDPR recital 38", "profiling for marketing that a child can agree to";
    OVERLAP = Warning "L40-overlapping-entries", "GDPR 5(2), 6(1)", "two rows on different articles for the same use";
    LUOV_AS_BASIS = Warning "L41-luovutuslupa-as-basis", "703/2023 53–55 §",
        "a permission to disclose between care providers used as a legal basis";
    OBJECTION_TEXT = Warning "L43-objection-text-missing", "GDPR 21(4)", "no duty to show the right to object";
    EHDS_DATE = Warning "L45-ehds-date", "EHDS (EU) 2025/327 Article 105", "a rule of the health data space before its date";
    WEAK_IDENTIFICATION = Warning "L47-weak-identification", "1050/2018 29 §; GDPR 32",
        "low assurance for sensitive or secret data";
    PROACTIVE_MIX = Warning "L48-proactive-mix", "906/2019 22 §; 621/1999 29 §",
        "one proactive purpose on secret registers of several authorities, without a statute for each";

    // The structure.
    DUPLICATE_ID = Error "S01-duplicate-id", "Semantics §2", "an id given twice";
    UNKNOWN_REFERENCE = Error "S02-unknown-reference", "Semantics §2", "an id that nothing has";
    CYCLE = Error "S03-cycle", "Semantics §2", "an item above itself";
    UNKNOWN_TERM = Error "S04-unknown-term", "Semantics §2", "a name that is no term, or a term of another kind";
    RESERVED_ID = Error "S05-reserved-id", "Semantics §2", "a party that is called as the party of a use is";
    EMPTY_LIST = Error "S06-empty-list", "Semantics §8", "an empty list where something is permitted, barred or demanded";
    INTERVAL = Error "S07-interval", "Semantics §8", "an end that is not after the beginning";
    LAWFUL_BASIS = Error "S08-lawful-basis", "Semantics §2; GDPR 6(1)",
        "not exactly one undated requirement `lawful-basis` raised by every use";
    RAISED_BY = Error "S09-raised-by", "Semantics §2, §8", "a requirement that nothing raises, or `always` beside others";
    TOO_MANY = Error "S10-too-many", "Semantics §2", "more rows than the engine counts";
    SHIPPED_BAR_KIND = Error "S11-shipped-bar-kind", "Semantics §2", "a shipped bar kind listed again";
    DEFEATS_NOTHING = Error "S12-defeats-nothing", "Semantics §2", "a bar kind that takes no effect away";
    DUTY_SURVIVES = Error "S13-duty-survives", "Semantics §2", "a duty that does not state which bars it survives";
    SINCE = Error "S14-since", "Semantics §2", "a version that is not yet or never was";
    LANGUAGES = Error "S15-languages", "423/2003 32 §", "no languages";
    TEXT_DIGEST = Error "S16-text-digest", "GDPR 7(1)", "a digest that is not the text's";
    TEXT_MISSING = Error "S17-text-missing", "GDPR 7(2), 12(1)", "a notice without its text in a language of the catalogue";
    PURPOSE_CLASS = Warning "S19-purpose-without-class", "Semantics §2", "a purpose that no ban can read";
    PARTY_KIND = Error "S20-party-without-kind", "Semantics §2", "a party that is nothing, itself or by what it is part of";
    OBLIGATION_DUE = Error "S21-obligation-due", "Semantics §6", "an obligation whose time is not said, or said twice";
    NOT_NFC = Error "S22-not-nfc", "Semantics §8", "text that is not in Unicode normalisation form C";
    FORM = Warning "S23-form-insufficient", "Semantics §2; GDPR 9(2)(a)", "a notice that asks for a lesser form than what it is to meet";
    CONSENT_CANNOT = Error "S24-consent-cannot", "Semantics §2", "a notice for a requirement that no consent meets";
    RECONSENT = Error "S25-reconsent-missing", "GDPR 7; EDPB 05/2020 §§ 110–111",
        "a text that was followed by a materially other one and has no end";
    LISTED_TWICE = Warning "S26-listed-twice", "Semantics §8", "the same entry twice in a list";
    AGE = Error "S27-age", "Semantics §2", "an age condition that says nothing or that nobody meets";
    NO_SOURCE = Error "S28-no-source", "GDPR 5(2)", "a rule without its article";
    NEVER_MET = Warning "S29-never-met", "Semantics §1", "a row or notice for a use that nothing in the catalogue can cover";

    // Two versions.
    OTHER_CATALOGUE = Error "V01-other-catalogue", "Semantics §2", "a version under another id";
    VERSION = Error "V02-version", "Semantics §2", "a version that does not grow";
    OFFSET = Error "V03-offset", "Semantics §8", "another offset, which would move every date";
    ROW_CHANGED = Error "V04-row-changed", "Semantics §2", "another content under a published id";
    PARENT_LOST = Error "V05-parent-lost", "Semantics §2", "an item that lost a parent";
    CLASS_LOST = Error "V06-class-lost", "Semantics §2", "an item that lost a class";
    SINCE_NOT_NEXT = Error "V07-since-not-next", "Semantics §2", "a new or moved item that pretends to be old";
    NOTICE_DROPPED = Error "V08-notice-dropped", "Semantics §2; GDPR 7(1)", "a notice version that was dropped";
    ID_RETURNED = Error "V10-id-returned", "Semantics §2", "an id that was removed and is used again";
    ENTRY_LOST = Error "V09-entry-lost", "Semantics §2", "an entry of a party or a list that was dropped or changed";
}
