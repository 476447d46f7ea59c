//! The shipped profiles are complete: every row has its article and its words in Finnish, Swedish and English.

use std::collections::BTreeSet;

use consent_core::catalogue::{ConsentRule, PartyKind, Profile, TermKind, profile, shipped_bar_kinds, shipped_profiles};
use consent_core::{Lang, Text};

fn all() -> Vec<Profile> {
    shipped_profiles().map(|id| profile(id).unwrap()).collect()
}

fn has_all_languages(what: &str, text: &Text) {
    for lang in Lang::ALL {
        let words = text.get(lang).unwrap_or_else(|| panic!("`{what}` has no label in {lang}"));
        assert!(!words.trim().is_empty() && words.trim() == words, "`{what}` in {lang}: {words:?}");
    }
}

#[test]
fn each_is_named_as_it_says() {
    let ids: Vec<_> = all().iter().map(|p| p.id.to_string()).collect();
    assert_eq!(ids, ["eu-gdpr", "fi"]);
    assert_eq!(profile("fii").unwrap_err().code(), "unknown-profile");
}

#[test]
fn every_row_has_its_article_and_words() {
    for profile in all() {
        for row in &profile.requirements {
            has_all_languages(row.id.as_str(), &row.labels);
            assert!(row.source.chars().any(|c| c.is_ascii_digit()), "`{}` cites no article: {}", row.id, row.source);
        }
        for term in &profile.terms {
            has_all_languages(term.id.as_str(), &term.labels);
        }
        for list in &profile.country_lists {
            assert!(!list.source.is_empty() && !list.countries.is_empty(), "{}", list.id);
        }
    }
    for kind in shipped_bar_kinds().unwrap() {
        has_all_languages(kind.id.as_str(), &kind.labels);
        assert!(!kind.source.is_empty());
    }
}

#[test]
fn ids_are_unique_over_all_profiles() {
    let profiles = all();
    let mut seen = BTreeSet::new();
    for id in profiles.iter().flat_map(|p| p.requirements.iter().map(|r| &r.id)) {
        assert!(seen.insert(id.clone()), "requirement `{id}` twice");
    }
    seen.clear();
    for id in profiles.iter().flat_map(|p| p.terms.iter().map(|t| &t.id)) {
        assert!(seen.insert(id.clone()), "term `{id}` twice");
    }
    assert!(profiles.iter().map(|p| p.requirements.len()).sum::<usize>() <= 40, "leave room for a catalogue's own");
}

#[test]
fn names_in_raised_by_are_terms_and_lists() {
    let profiles = all();
    let terms: BTreeSet<_> = profiles.iter().flat_map(|p| &p.terms).map(|t| (t.kind, t.id.as_str())).collect();
    let lists: BTreeSet<_> = profiles.iter().flat_map(|p| &p.country_lists).map(|l| l.id.as_str()).collect();
    for kind in PartyKind::ALL {
        assert!(terms.contains(&(TermKind::Class, kind.word())), "the kind `{kind}` has no label");
    }
    for row in profiles.iter().flat_map(|p| &p.requirements) {
        let raised = &row.raised_by;
        let classes = [&raised.data_classes, &raised.purpose_classes, &raised.controller_classes, &raised.recipient_classes];
        for class in classes.into_iter().flatten().flatten() {
            assert!(terms.contains(&(TermKind::Class, class.as_str())), "`{}` reads the unknown class `{class}`", row.id);
        }
        for channel in raised.channels.iter().flatten() {
            assert!(terms.contains(&(TermKind::Channel, channel.as_str())), "`{}`: {channel}", row.id);
        }
        if let Some(list) = &raised.recipient_outside {
            assert!(lists.contains(list.as_str()), "`{}`: {list}", row.id);
        }
    }
}

#[test]
fn what_the_law_says_of_consent() {
    let rows: Vec<_> = all().into_iter().flat_map(|p| p.requirements).collect();
    let rule = |id: &str| rows.iter().find(|r| r.id.as_str() == id).unwrap_or_else(|| panic!("no `{id}`")).consent;
    for (id, expected) in [
        ("lawful-basis", ConsentRule::Yes),
        ("special-category", ConsentRule::Explicit),
        ("criminal-offence", ConsentRule::No),
        ("transfer", ConsentRule::Explicit),
        ("transfer-by-authority", ConsentRule::No),
        ("automated-decision", ConsentRule::Explicit),
        ("automated-decision-special", ConsentRule::Explicit),
        ("automated-decision-authority", ConsentRule::No),
        ("ai-prohibited", ConsentRule::No),
        ("consent-terms", ConsentRule::Yes),
        ("third-party-secrecy", ConsentRule::No),
        ("identity-code", ConsentRule::Yes),
        ("secrecy", ConsentRule::Yes),
        ("care-secrecy", ConsentRule::Yes),
        ("student-welfare-secrecy", ConsentRule::Yes),
        ("written-guardian-consent", ConsentRule::Written),
        ("recipient-right", ConsentRule::Yes),
        ("authority-marketing", ConsentRule::Yes),
        ("electronic-marketing", ConsentRule::Yes),
        ("interface-right", ConsentRule::No),
        ("research-permit", ConsentRule::Yes),
        ("secondary-use-permit", ConsentRule::No),
        ("innovation-aggregates", ConsentRule::No),
        ("secondary-use-decision", ConsentRule::Explicit),
        ("safety-data", ConsentRule::No),
        ("research-participation", ConsentRule::Written),
    ] {
        assert_eq!(rule(id), expected, "{id}");
    }
    let always: Vec<_> = rows.iter().filter(|r| r.raised_by.always).map(|r| r.id.as_str()).collect();
    assert_eq!(always, ["lawful-basis"]);
}

#[test]
fn country_lists_hold_the_area() {
    let profile = profile("eu-gdpr").unwrap();
    let countries = |id: &str| {
        let list = profile.country_lists.iter().find(|l| l.id.as_str() == id).unwrap();
        let codes: BTreeSet<_> = list.countries.iter().map(|c| c.country.as_str().to_owned()).collect();
        assert_eq!(codes.len(), list.countries.len(), "a country twice in `{id}`");
        codes
    };
    let (eea, adequate) = (countries("eea"), countries("eea-and-adequate"));
    assert_eq!(eea.len(), 30);
    assert!(eea.is_subset(&adequate));
    for partly in ["US", "CA", "JP"] {
        assert!(!adequate.contains(partly), "a decision for some recipients only is no country's: {partly}");
    }
}
