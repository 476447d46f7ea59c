//! To the person: what may be done with the data, why, until when; what may not, and the one reason that tells most.
//! Labels only, never ids.

use std::collections::BTreeSet;

use super::fill::{Sentence, list, push_once};
use super::group::group;
use super::labels::Labels;
use super::{Explanation, Phrase as P, reason};
use crate::catalogue::{Activation, Article, Character, LegalBasis, Operation};
use crate::decide::{Answer, Basis, BasisRef, ItemAnswer, Outcome, ProposedUse};
use crate::error::Result;
use crate::id::Id;
use crate::order::{self, InOrder as _};

pub(super) fn render(answer: &Answer, labels: &Labels<'_>, plain: bool) -> Result<Explanation> {
    let all: BTreeSet<&Id> = answer.items.iter().map(|item| &item.category).into_set();
    let mut page = vec![heading(answer, labels, &all)?];
    page.extend(facts(&answer.question, labels)?);
    let said = answer
        .items
        .iter()
        .map(|item| Ok(((!item.covered, about(item, &answer.question, labels)?), (), &item.category, item.operation)))
        .collect::<Result<Vec<_>>>()?;
    let mut groups = group(said);
    order::sort_by_key(&mut groups, |group| group.key.0);
    let asked: BTreeSet<Operation> = answer.question.operations.iter().copied().into_set();
    for group in groups {
        let categories = labels.categories(&group.categories, &all)?;
        let operations = labels.operations(&group.operations);
        let phrase = if group.operations.len() < asked.len() { P::DataOperations } else { P::Data };
        let (_, sentences) = group.key;
        // What the sentences of a group leave open is what the group is about.
        let close = |sentence: Sentence| sentence.with("groups", &*categories).with("operations", &*operations);
        page.push(close(Sentence::new(phrase)));
        page.extend(sentences.into_iter().map(close));
    }
    page.extend(duties(answer, labels)?);
    if answer.warnings.iter().any(|warning| warning.code.as_str() == "refresh-due") {
        page.push(Sentence::new(P::RefreshDue));
    }
    if let Some(until) = answer.holds_until {
        page.push(match labels.last_day(until) {
            Some(day) => Sentence::new(P::HoldsUntil).with("date", day),
            None => Sentence::new(P::HoldsUntilTime).with("time", labels.moment(until)),
        });
    }
    if plain {
        let easy = easy(answer, labels, &page);
        page.extend(easy);
    }
    Ok(Explanation { paragraphs: page.iter().map(|sentence| sentence.say(labels.lang)).collect() })
}

fn heading(answer: &Answer, labels: &Labels<'_>, all: &BTreeSet<&Id>) -> Result<Sentence> {
    let disclosures = answer.question.operations.iter().filter(|operation| **operation == Operation::Disclose).count();
    let pick = |mixed, disclose, only_use| match disclosures {
        0 => only_use,
        n if n == answer.question.operations.len() => disclose,
        _ => mixed,
    };
    Ok(Sentence::new(match answer.outcome {
        Outcome::Covered => pick(P::CoveredMixed, P::CoveredDisclose, P::CoveredUse),
        Outcome::NotCovered => pick(P::NotCoveredMixed, P::NotCoveredDisclose, P::NotCoveredUse),
        Outcome::PartlyCovered => {
            let with = |covered: bool| -> BTreeSet<&Id> {
                answer.items.iter().filter(|item| item.covered == covered).map(|item| &item.category).into_set()
            };
            let denied = with(false);
            let phrase = pick(P::PartlyMixed, P::PartlyDisclose, P::PartlyUse);
            // A category of which one operation is covered and another is not is on neither side.
            if phrase == P::PartlyMixed || !denied.is_disjoint(&with(true)) {
                return Ok(Sentence::new(P::PartlyMixed));
            }
            let denied: Vec<&Id> = denied.into_iter().collect();
            return Ok(Sentence::new(phrase).with("groups", labels.categories(&denied, all)?));
        }
    }))
}

fn facts(question: &ProposedUse, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    let mut facts = vec![
        Sentence::new(P::UseWho).with("org", labels.party(&question.recipient)?),
        Sentence::new(P::AskWhy).with("purpose", labels.purpose(&question.purpose)?),
    ];
    if question.operations.contains(&Operation::Disclose) && question.controller != question.recipient {
        facts.push(Sentence::new(P::AskFrom).with("source", labels.party(&question.controller)?));
    }
    facts.push(Sentence::new(P::UseOperations).with("operations", labels.operations(&question.operations)));
    Ok(facts)
}

fn about(item: &ItemAnswer, question: &ProposedUse, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    if item.covered { allowed(item, labels) } else { denied(item, question, labels) }
}

fn allowed(item: &ItemAnswer, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let Some(governing) = &item.governing else {
        return Ok(sentences);
    };
    let disclose = item.operation == Operation::Disclose;
    match &governing.basis {
        BasisRef::Consent(_) => consent(governing, disclose, labels, &mut sentences)?,
        BasisRef::LegalBasis(id) => row(labels.row(id)?, disclose, labels, &mut sentences)?,
    }
    let others = item.others.iter().filter_map(|other| labels.basis(&other.basis, other.notice.as_ref()).transpose());
    let others = others.collect::<Result<Vec<_>>>()?.into_iter().into_set();
    if !others.is_empty() {
        sentences.push(Sentence::new(P::OtherBases).with("bases", list(others, ", ")));
    }
    if matches!(governing.basis, BasisRef::Consent(_)) {
        sentences.push(Sentence::new(P::MayWithdraw));
        return Ok(sentences);
    }
    // What only a consent meets would no longer be met without it: then it must not be said that withdrawing changes nothing.
    let by_consent = item.requirements.iter().filter(|r| r.met_by.iter().all(|basis| matches!(basis, BasisRef::Consent(_))));
    let by_consent = by_consent.map(|r| labels.requirement_label(&r.id)).collect::<Result<Vec<_>>>()?;
    if by_consent.is_empty() {
        sentences.push(Sentence::new(P::WithdrawNoEffect));
    } else {
        sentences.push(Sentence::new(P::ConsentAlsoNeeded).with("requirements", list(by_consent, ", ")));
    }
    Ok(sentences)
}

fn consent(basis: &Basis, disclose: bool, labels: &Labels<'_>, sentences: &mut Vec<Sentence>) -> Result<()> {
    sentences.push(match (basis.at, basis.by_representative, disclose) {
        (Some(at), false, true) => Sentence::new(P::AllowConsentDisclose).with("date", labels.day(at)),
        (Some(at), false, false) => Sentence::new(P::AllowConsentUse).with("date", labels.day(at)),
        (Some(at), true, true) => Sentence::new(P::AllowConsentRepDisclose).with("date", labels.day(at)),
        (Some(at), true, false) => Sentence::new(P::AllowConsentRepUse).with("date", labels.day(at)),
        (None, _, true) => Sentence::new(P::AllowConsentUndatedDisclose),
        (None, _, false) => Sentence::new(P::AllowConsentUndatedUse),
    });
    if let Some(label) = labels.basis(&basis.basis, basis.notice.as_ref())? {
        sentences.push(Sentence::new(P::Basis).with("basis", label));
    }
    if let Some(until) = basis.until {
        sentences.push(match labels.last_day(until) {
            Some(day) => Sentence::new(P::AskUntil).with("date", day),
            None => Sentence::new(P::AskUntilTime).with("time", labels.moment(until)),
        });
    }
    Ok(())
}

fn row(row: &LegalBasis, disclose: bool, labels: &Labels<'_>, sentences: &mut Vec<Sentence>) -> Result<()> {
    let label = labels.row_label(&row.id)?;
    let pick = |to_disclose, to_use| Sentence::new(if disclose { to_disclose } else { to_use });
    let citation = labels.citation(row)?;
    // Whether the sentence itself names the statute.
    let (sentence, cited) = match (row.character, &row.permit, row.article) {
        (Character::Duty, _, _) => (pick(P::AllowLawDisclose, P::AllowLawUse).with("statute", &*citation), true),
        (Character::Permission, Some(_), _) => {
            (pick(P::AllowAuthPermitDisclose, P::AllowAuthPermitUse).with("permit", label), false)
        }
        (Character::Permission, None, Article::B) => (pick(P::AllowContractDisclose, P::AllowContractUse), false),
        (Character::Permission, None, Article::C) => {
            (pick(P::AllowStatuteDisclose, P::AllowStatuteUse).with("statute", &*citation), true)
        }
        (Character::Permission, None, Article::D) => (pick(P::AllowVitalDisclose, P::AllowVitalUse), false),
        (Character::Permission, None, Article::E) => {
            (pick(P::AllowPublicTaskDisclose, P::AllowPublicTaskUse).with("statute", &*citation), true)
        }
        (Character::Permission, None, Article::F) => (pick(P::AllowInterestDisclose, P::AllowInterestUse), false),
    };
    sentences.push(sentence);
    sentences.push(Sentence::new(P::Basis).with("basis", label));
    if !cited && row.statute.is_some() {
        sentences.push(Sentence::new(P::Law).with("statute", citation));
    }
    let spared = row.survives.as_deref().unwrap_or_default().iter().any(|kind| kind.as_str() == "objection");
    if matches!(row.article, Article::E | Article::F) && !spared {
        sentences.push(Sentence::new(P::MayObject));
    }
    Ok(())
}

fn denied(item: &ItemAnswer, question: &ProposedUse, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let unmet: Vec<_> = item.requirements.iter().filter(|requirement| requirement.met_by.is_empty()).collect();
    if unmet.is_empty() {
        // No requirement is raised: nothing says that the use is lawful.
        return Ok(vec![Sentence::new(P::DenyNoBasis)]);
    }
    let names = unmet.iter().map(|requirement| labels.requirement_label(&requirement.id)).collect::<Result<Vec<_>>>()?;
    sentences.push(Sentence::new(P::Unmet).with("requirements", list(names, ", ")));
    for requirement in unmet {
        for sentence in reason::telling(labels, question, item.operation, requirement)? {
            push_once(&mut sentences, sentence);
        }
    }
    Ok(sentences)
}

fn duties(answer: &Answer, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    let merged: BTreeSet<_> = answer.obligations.iter().map(|duty| (&duty.id, duty.due, duty.by)).into_set();
    let said = merged.into_iter().map(|(id, due, by)| super::requester::duty(id, due, by, labels));
    said.collect()
}

/// The plain sentences that apply: what consent is, that one may decline, may change one's mind, that the law may decide,
/// that a guardian gives for a child.
fn easy(answer: &Answer, labels: &Labels<'_>, page: &[Sentence]) -> Vec<Sentence> {
    let governing = || answer.items.iter().filter(|item| item.covered).filter_map(|item| item.governing.as_ref());
    let law = governing()
        .any(|basis| basis.character == Some(Character::Duty) || matches!(basis.article, Some(Article::C | Article::E)));
    let says = |phrases: &[P]| page.iter().any(|sentence| phrases.contains(&sentence.phrase));
    let asked = says(&[
        P::DenyNoConsentDisclose,
        P::DenyNoConsentUse,
        P::DenyPendingDisclose,
        P::DenyPendingUse,
        P::DenyPendingOther,
        P::DenyExplicit,
        P::DenyExplicitOther,
        P::DenyWritten,
        P::DenyGuardians,
        P::DenyQuorum,
    ]);
    let given = governing().any(|basis| matches!(basis.basis, BasisRef::Consent(_))) || says(&[P::ConsentAlsoNeeded]);
    let guardians = answer.items.iter().any(|item| {
        let bases = item.governing.iter().filter(|basis| item.covered && basis.by_representative);
        let near = item.requirements.iter().flat_map(|requirement| &requirement.reasons);
        let mut notices = bases.filter_map(|basis| basis.notice.as_ref()).chain(near.filter_map(|near| near.notice.as_ref()));
        notices.any(|notice| labels.notice(notice).is_some_and(|notice| notice.activation != Activation::Subject))
    });
    let mut easy = Vec::new();
    let mut add = |applies: bool, phrase: P| {
        if applies {
            easy.push(Sentence::new(phrase));
        }
    };
    add(asked || given, P::EasyWhat);
    add(asked, P::EasyFree);
    add(given, P::EasyUndo);
    add(law, P::EasyLaw);
    add(guardians, P::EasyChild);
    easy
}
