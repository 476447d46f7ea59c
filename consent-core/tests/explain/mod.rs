//! Explanations: hand-built answers, and what is said about them.

mod dates;
mod golden;
mod grouping;
mod requester;
mod texts;

use consent_core::catalogue::{Article, Catalogue, Character, Operation};
use consent_core::decide::{
    Answer, Audience, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, Outcome, Position, ProposedUse, ReasonCode,
    RequirementAnswer,
};
use consent_core::explain::{Explanation, Style, explain};
use consent_core::{Id, Instant, Lang};

fn catalogue() -> Catalogue {
    Catalogue::from_json(include_bytes!("catalogue.json")).unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn style(lang: Lang, audience: Audience) -> Style {
    Style { lang, audience, plain: false }
}

fn said(answer: &Answer, lang: Lang, audience: Audience) -> Explanation {
    explain(answer, &catalogue(), style(lang, audience)).unwrap()
}

/// An answer whose outcome and question follow from its items.
fn answer(items: Vec<ItemAnswer>) -> Answer {
    let covered = items.iter().filter(|item| item.covered).count();
    let outcome = match covered {
        0 => Outcome::NotCovered,
        n if n == items.len() => Outcome::Covered,
        _ => Outcome::PartlyCovered,
    };
    let mut operations: Vec<Operation> = items.iter().map(|item| item.operation).collect();
    operations.sort();
    operations.dedup();
    let mut data_categories: Vec<Id> = items.iter().map(|item| item.category.clone()).collect();
    data_categories.dedup();
    let question = ProposedUse {
        subject: "person-1".parse().unwrap(),
        at: at("2026-11-21T08:00:00Z"),
        known_at: None,
        controller: id("helsinki"),
        recipient: id("espoo"),
        purpose: id("moving"),
        data_categories,
        except: None,
        operations,
        cases: None,
        channel: None,
        automated_decision: false,
        assertions: Vec::new(),
    };
    let position = Position { size: 42, root: None, catalogue: id("words"), version: 3 };
    Answer { outcome, question, items, holds_until: None, obligations: Vec::new(), warnings: Vec::new(), position }
}

fn row(row: &str) -> BasisRef {
    BasisRef::LegalBasis(id(row))
}

fn consent(consent: &str) -> BasisRef {
    BasisRef::Consent(id(consent))
}

fn notice(notice: &str) -> Option<NoticeVersion> {
    Some(NoticeVersion { id: id(notice), version: if notice == "n-child" { 2 } else { 1 } })
}

fn row_basis(name: &str, article: Article, character: Character) -> Basis {
    Basis {
        basis: row(name),
        article: Some(article),
        character: Some(character),
        at: None,
        until: None,
        notice: None,
        by_representative: false,
    }
}

fn consent_basis(name: &str, of: &str) -> Basis {
    Basis {
        basis: consent(name),
        article: None,
        character: None,
        at: Some(at("2026-03-11T22:30:00Z")),
        until: Some(at("2027-03-11T22:00:00Z")),
        notice: notice(of),
        by_representative: false,
    }
}

fn covered(category: &str, operation: Operation, governing: Basis) -> ItemAnswer {
    let met_by = vec![governing.basis.clone()];
    ItemAnswer {
        category: id(category),
        operation,
        covered: true,
        governing: Some(governing),
        others: Vec::new(),
        requirements: vec![RequirementAnswer { id: id("lawful-basis"), met_by, reasons: Vec::new() }],
        impersonal: Vec::new(),
    }
}

fn unmet(category: &str, operation: Operation, requirement: &str, reasons: Vec<NearMiss>) -> ItemAnswer {
    ItemAnswer {
        category: id(category),
        operation,
        covered: false,
        governing: None,
        others: Vec::new(),
        requirements: vec![RequirementAnswer { id: id(requirement), met_by: Vec::new(), reasons }],
        impersonal: Vec::new(),
    }
}

fn failing(code: ReasonCode, since: Option<&str>) -> Failing {
    Failing { code, kind: None, since: since.map(at) }
}

fn bar(kind: &str, since: Option<&str>) -> Failing {
    Failing { code: ReasonCode::Barred, kind: Some(id(kind)), since: since.map(at) }
}

fn consent_near(of: &str, codes: Vec<Failing>) -> NearMiss {
    NearMiss { basis: Some(consent("c-1")), notice: notice(of), codes }
}

fn row_near(name: &str, codes: Vec<Failing>) -> NearMiss {
    NearMiss { basis: Some(row(name)), notice: None, codes }
}

fn no_basis() -> NearMiss {
    NearMiss { basis: None, notice: None, codes: vec![failing(ReasonCode::NoBasis, None)] }
}
