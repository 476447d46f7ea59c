//! What is said in the same words is said once; what must not be said is not.

use consent_core::Lang;
use consent_core::catalogue::{Article, Character, Operation};
use consent_core::decide::{Answer, Audience, ReasonCode, RequirementAnswer};
use consent_core::explain::{Style, explain};

use super::{
    answer, bar, catalogue, consent, consent_basis, consent_near, covered, failing, id, no_basis, row_basis, row_near, said,
    style, unmet,
};

fn codes(answer: &Answer) -> Vec<&'static str> {
    let page = said(answer, Lang::Fi, Audience::Citizen);
    page.paragraphs.iter().map(|paragraph| paragraph.code.word()).collect()
}

fn text(answer: &Answer) -> String {
    said(answer, Lang::En, Audience::Citizen).to_string()
}

#[test]
fn a_category_with_all_below_it_is_said_by_its_name() {
    let item = |category| covered(category, Operation::Use, consent_basis("c-1", "n-own"));
    let whole = answer(vec![item("contact"), item("contact-address"), item("contact-phone")]);
    assert!(text(&whole).contains("Data: Contact details\n"));
    let mut broken = whole.clone();
    broken.items[2] = unmet("contact-phone", Operation::Use, "lawful-basis", vec![no_basis()]);
    broken.outcome = consent_core::decide::Outcome::PartlyCovered;
    let text = text(&broken);
    assert!(text.starts_with("Part of the data may be used. This data may not be used: Telephone number.\n"), "{text}");
    assert!(text.contains("Data: Contact details, Address\n"), "{text}");
    assert!(text.contains("Data: Telephone number\n"), "{text}");
}

#[test]
fn items_that_differ_in_words_only_by_their_data_are_one_group() {
    let outside = || vec![consent_near("n-own", vec![failing(ReasonCode::CategoryOutside, None)])];
    let both = answer(vec![
        unmet("diets", Operation::Use, "lawful-basis", outside()),
        unmet("plan", Operation::Use, "lawful-basis", outside()),
    ]);
    assert!(text(&both).ends_with(
        "Data: Special diets and allergies, Child's early education plan\nWhat is not met: A legal basis for the use\n\
         Your consent does not cover this data: Special diets and allergies, Child's early education plan.\n"
    ));
}

#[test]
fn a_group_names_its_operations_only_when_they_are_not_all() {
    let item = |operation| covered("plan", operation, consent_basis("c-1", "n-own"));
    assert!(text(&answer(vec![item(Operation::Store), item(Operation::Use)])).contains("\nData: Child's early education plan\n"));
    let mut split = answer(vec![item(Operation::Store), unmet("plan", Operation::Use, "lawful-basis", vec![no_basis()])]);
    let page = text(&split);
    // One category on both sides: no sentence may say of it that it may or may not be used.
    assert!(page.starts_with("Part of the requested use is allowed.\n"), "{page}");
    assert!(page.contains("\nData: Child's early education plan (storage)\n"), "{page}");
    assert!(page.contains("\nData: Child's early education plan (use)\n"), "{page}");
    // What is allowed comes first, whatever the order of the items.
    split.items.reverse();
    assert!(text(&split).find("(storage)") < text(&split).find("(use)"));
}

#[test]
fn withdrawing_changes_nothing_is_said_only_where_it_is_true() {
    let mut item = covered("plan", Operation::Disclose, row_basis("lb-task", Article::E, Character::Permission));
    assert!(codes(&answer(vec![item.clone()])).contains(&"withdraw-no-effect"));
    // Secrecy is lifted by a consent alone: without it the use would stop.
    item.requirements.push(RequirementAnswer { id: id("secrecy"), met_by: vec![consent("c-2")], reasons: Vec::new() });
    let known = answer(vec![item]);
    assert!(!codes(&known).contains(&"withdraw-no-effect"));
    assert!(
        text(&known).contains(
            "Consent is also needed for this: A ground for disclosing secret data. Without it the use is not allowed.\n"
        )
    );
    let consented = answer(vec![covered("plan", Operation::Disclose, consent_basis("c-1", "n-own"))]);
    assert!(!codes(&consented).contains(&"withdraw-no-effect"));
    assert!(codes(&consented).contains(&"may-withdraw"));
}

#[test]
fn one_may_object_where_the_statute_does_not_override_it() {
    let by =
        |name, article| codes(&answer(vec![covered("plan", Operation::Use, row_basis(name, article, Character::Permission))]));
    assert!(by("lb-task", Article::E).contains(&"may-object"));
    assert!(by("lb-interest", Article::F).contains(&"may-object"));
    assert!(!by("lb-task-fixed", Article::E).contains(&"may-object"));
    assert!(!by("lb-contract", Article::B).contains(&"may-object"));
}

fn telling(reasons: Vec<consent_core::decide::NearMiss>) -> Vec<&'static str> {
    codes(&answer(vec![unmet("plan", Operation::Disclose, "lawful-basis", reasons)])).split_off(7)
}

#[test]
fn the_most_telling_reason_is_said() {
    let since = Some("2026-03-01T10:00:00Z");
    let withdrawn = || failing(ReasonCode::Withdrawn, since);
    let purpose = || failing(ReasonCode::PurposeOutside, None);
    // What somebody did comes first, a prohibition before all.
    let expired = consent_near("n-own", vec![failing(ReasonCode::Expired, since)]);
    let condition = row_near("lb-task", vec![failing(ReasonCode::ConditionUnmet, None)]);
    let gone = consent_near("n-own", vec![withdrawn()]);
    assert_eq!(telling(vec![condition.clone(), expired.clone(), gone]), ["deny-withdrawn-disclose"]);
    let barred = row_near("lb-task", vec![bar("kielto", since)]);
    assert_eq!(telling(vec![expired, barred]), ["deny-prohibited-disclose", "prohibition"]);
    // That a consent to something else was withdrawn says nothing about this use.
    assert_eq!(telling(vec![consent_near("n-own", vec![purpose(), withdrawn()])]), ["deny-purpose"]);
    // A row about something else is no reason that a person could make sense of.
    assert_eq!(telling(vec![row_near("lb-task", vec![purpose()])]), ["deny-no-consent-disclose"]);
    assert_eq!(telling(vec![row_near("lb-task", vec![purpose()]), condition]), ["deny-condition"]);
    assert_eq!(telling(Vec::new()), ["deny-no-consent-disclose"]);
}

#[test]
fn the_same_reason_for_two_requirements_is_said_once() {
    let near = || vec![consent_near("n-own", vec![failing(ReasonCode::Withdrawn, Some("2026-03-01T10:00:00Z"))])];
    let mut item = unmet("plan", Operation::Disclose, "lawful-basis", near());
    item.requirements.push(RequirementAnswer { id: id("secrecy"), met_by: Vec::new(), reasons: near() });
    assert!(text(&answer(vec![item])).ends_with(
        "What is not met: A legal basis for the use, A ground for disclosing secret data\n\
         The data may not be disclosed because you withdrew your consent on 1 March 2026.\n"
    ));
}

#[test]
fn no_id_and_no_open_slot_reaches_the_person() {
    let catalogue = catalogue();
    let ids: Vec<String> = (catalogue.legal_bases.iter().map(|row| row.id.to_string()))
        .chain(["c-1", "n-own", "n-child", "person-1", "THL-1234", "540/2018 41 §"].map(str::to_owned))
        .collect();
    for (name, answer) in super::golden::cases() {
        for lang in Lang::ALL {
            for plain in [false, true] {
                let page = explain(&answer, &catalogue, Style { lang, audience: Audience::Citizen, plain }).unwrap().to_string();
                assert!(!page.contains(['{', '}', '[', ']']), "{name} in {lang}: {page}");
                for id in &ids {
                    assert!(!page.contains(id.as_str()), "{name} in {lang} shows `{id}`: {page}");
                }
            }
        }
    }
}

#[test]
fn another_catalogue_is_refused_and_an_unknown_id_is_an_error() {
    let known = answer(vec![covered("plan", Operation::Use, consent_basis("c-1", "n-own"))]);
    let mut other = catalogue();
    other.version = 4;
    for audience in Audience::ALL {
        let error = explain(&known, &other, style(Lang::Fi, *audience)).unwrap_err();
        assert_eq!(error.code(), "catalogue-mismatch");
        assert_eq!(
            error.message(),
            "expected the catalogue that the answer was computed from, `words` version 3, found `words` version 4"
        );
        let unknown = answer(vec![covered("nowhere", Operation::Use, consent_basis("c-1", "n-own"))]);
        let error = explain(&unknown, &catalogue(), style(Lang::Fi, *audience)).unwrap_err();
        assert_eq!(error.code(), "unknown-data-category");
        assert!(error.is_unknown_term());
        let mut wordless = catalogue();
        wordless.data_categories[4].labels = consent_core::Text::default();
        assert_eq!(explain(&known, &wordless, style(Lang::Fi, *audience)).unwrap_err().code(), "label-missing");
        // English is wished for: a label in another language is better than none.
        wordless.data_categories[4].labels.sv = Some("Plan".to_owned());
        assert!(explain(&known, &wordless, style(Lang::En, *audience)).unwrap().to_string().contains("Plan"));
    }
}

#[test]
fn a_label_stays_on_its_line() {
    let mut odd = catalogue();
    odd.data_categories[4].labels.fi = Some("Yksi\nkaksi {groups} kolme".to_owned());
    let known = answer(vec![covered("plan", Operation::Use, consent_basis("c-1", "n-own"))]);
    for audience in Audience::ALL {
        let page = explain(&known, &odd, style(Lang::Fi, *audience)).unwrap();
        assert!(page.to_string().contains("Yksi kaksi {groups} kolme"));
        assert_eq!(page.to_string().lines().count(), page.paragraphs.len());
    }
}

#[test]
fn an_explanation_is_codes_and_texts_in_json() {
    let known = answer(vec![covered("plan", Operation::Use, row_basis("lb-vital", Article::D, Character::Permission))]);
    let page = said(&known, Lang::Sv, Audience::Citizen);
    let json = serde_json::to_string(&page).unwrap();
    assert!(
        json.starts_with(r#"{"paragraphs":[{"code":"covered-use","text":"Uppgifterna får användas."},{"code":"use-who","#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<consent_core::explain::Explanation>(&json).unwrap(), page);
}

#[test]
fn what_ships_with_the_engine_has_labels_too() {
    let mut bare = catalogue();
    bare.requirements.clear();
    bare.terms.clear();
    let near = consent_near("n-own", vec![bar("objection", None)]);
    let mut known = answer(vec![unmet("plan", Operation::Use, "lawful-basis", vec![near])]);
    let duty = consent_core::decide::ObligationAnswer {
        id: id("log-disclosure"),
        due: consent_core::catalogue::Due::After,
        by: None,
        age: None,
        basis: consent("c-1"),
        categories: vec![id("plan")],
    };
    known.obligations = vec![duty];
    let error = explain(&known, &bare, style(Lang::Fi, Audience::Citizen)).unwrap_err();
    assert_eq!(error.code(), "unknown-requirement");
    bare.profiles = vec![id("eu-gdpr")];
    let profile = consent_core::catalogue::profile("eu-gdpr").unwrap();
    let page = explain(&known, &bare, style(Lang::Fi, Audience::Citizen)).unwrap().to_string();
    let requirement = profile.requirements.iter().find(|requirement| requirement.id == id("lawful-basis")).unwrap();
    assert!(page.contains(requirement.labels.fi.as_deref().unwrap()), "{page}");
    let term = profile.terms.iter().find(|term| term.id == id("log-disclosure")).unwrap();
    assert!(page.contains(term.labels.fi.as_deref().unwrap()), "{page}");
    assert!(page.contains("Kielto: Vastustaminen\n"), "{page}");
    bare.profiles = vec![id("nowhere")];
    assert_eq!(explain(&known, &bare, style(Lang::Fi, Audience::Citizen)).unwrap_err().code(), "unknown-profile");
}
