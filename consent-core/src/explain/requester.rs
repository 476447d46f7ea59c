//! To the requester: what may be done, what follows from it, and one neutral sentence for everything else.
//!
//! INVARIANT (one form): this module reads a [`RequesterAnswer`] and the catalogue, nothing that knows the person.

use std::collections::BTreeSet;

use super::fill::{Sentence, list};
use super::group::group;
use super::labels::Labels;
use super::{Explanation, Phrase as P, Spoken as _};
use crate::catalogue::{Due, Operation};
use crate::decide::{BasisRef, NearMiss, Outcome, RequesterAnswer, RequesterItem};
use crate::error::Result;
use crate::id::Id;
use crate::order::InOrder as _;
use crate::time::Instant;

pub(super) fn render(answer: &RequesterAnswer, labels: &Labels<'_>) -> Result<Explanation> {
    let all: BTreeSet<&Id> = answer.covered.iter().chain(&answer.not_available).map(|item| &item.category).into_set();
    let mut page = vec![Sentence::new(match answer.outcome {
        Outcome::Covered => P::CoveredMixed,
        Outcome::PartlyCovered => P::PartlyMixed,
        Outcome::NotCovered => P::NotCoveredMixed,
    })];
    let covered = answer.covered.iter().map(|item| {
        let phrase = if item.operation == Operation::Disclose { P::CoveredDisclose } else { P::CoveredUse };
        Ok((vec![Sentence::new(phrase)], (), &item.category, item.operation))
    });
    let refused = answer.not_available.iter().map(|item| Ok((refused(item, labels)?, (), &item.category, item.operation)));
    for items in [covered.collect::<Result<Vec<_>>>()?, refused.collect::<Result<Vec<_>>>()?] {
        for group in group(items) {
            page.push(
                Sentence::new(P::DataOperations)
                    .with("groups", labels.categories(&group.categories, &all)?)
                    .with("operations", labels.operations(&group.operations)),
            );
            page.extend(group.key);
        }
    }
    for duty in &answer.obligations {
        page.push(self::duty(&duty.id, duty.due, duty.by, labels)?);
    }
    Ok(Explanation { paragraphs: page.iter().map(|sentence| sentence.say(labels.lang)).collect() })
}

fn refused(item: &RequesterItem, labels: &Labels<'_>) -> Result<Vec<Sentence>> {
    let neutral = if item.operation == Operation::Disclose { P::DenyNeutralDisclose } else { P::DenyNeutralUse };
    let mut sentences = vec![Sentence::new(neutral)];
    for requirement in &item.reasons {
        sentences.push(Sentence::new(P::Unmet).with("requirements", labels.requirement_label(&requirement.id)?));
        for near in &requirement.reasons {
            sentences.push(why(near, labels)?);
        }
    }
    Ok(sentences)
}

fn why(near: &NearMiss, labels: &Labels<'_>) -> Result<Sentence> {
    let Some(BasisRef::LegalBasis(row)) = &near.basis else {
        return Ok(Sentence::new(P::DenyNoBasis));
    };
    let reasons = near.codes.iter().map(|failing| failing.code.say(labels.lang));
    Ok(Sentence::new(P::DenyImpersonal).with("basis", labels.row_label(row)?).with("reasons", list(reasons, ", ")))
}

/// An obligation; a date by which it is due is the last day for it.
pub(super) fn duty(id: &Id, due: Due, by: Option<Instant>, labels: &Labels<'_>) -> Result<Sentence> {
    let obligation = labels.obligation(id)?;
    Ok(match by {
        Some(by) => Sentence::new(P::ObligationBy).with("date", labels.ended(by)),
        None => Sentence::new(P::Obligation).with("due", due.say(labels.lang)),
    }
    .with("obligation", obligation))
}
