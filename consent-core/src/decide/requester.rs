//! What the requester may know (semantics §6 *Audiences*).

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{
    Answer, BasisRef, NearMiss, ReasonCode, RequesterAnswer, RequesterItem, RequesterObligation, RequirementAnswer,
};
use crate::error::{Error, Result};

impl Answer {
    /// The answer as the requester sees it: which items are covered, what to do about those, and nothing about the person.
    ///
    /// An item that is not covered has no reason, whatever the reason is, unless nothing about any person could cover it.
    ///
    /// # Errors
    /// `requester-present-only` when the question asks about an earlier position of the ledger.
    pub fn for_requester(&self) -> Result<RequesterAnswer> {
        present_only(self.question.known_at)?;
        let mut covered = Vec::new();
        let mut not_available = Vec::new();
        for item in &self.items {
            let (list, reasons) =
                if item.covered { (&mut covered, Vec::new()) } else { (&mut not_available, impersonal(&item.impersonal)) };
            list.push(RequesterItem { category: item.category.clone(), operation: item.operation, reasons });
        }
        let mut merged = BTreeMap::<_, BTreeSet<_>>::new();
        for duty in &self.obligations {
            // A birthday would tell the birth date.
            let by = if duty.age.is_some() { None } else { duty.by };
            merged.entry((&duty.id, duty.due, by, duty.age)).or_default().extend(&duty.categories);
        }
        let obligations = merged
            .into_iter()
            .map(|((id, due, by, age), categories)| RequesterObligation {
                id: id.clone(),
                due,
                by,
                age,
                categories: categories.into_iter().cloned().collect(),
            })
            .collect();
        Ok(RequesterAnswer {
            outcome: self.outcome,
            covered,
            not_available,
            obligations,
            catalogue: self.position.catalogue.clone(),
            version: self.position.version,
        })
    }
}

/// Refuses a question of the requester about an earlier position.
pub(crate) fn present_only(known_at: Option<u64>) -> Result<()> {
    let Some(position) = known_at else { return Ok(()) };
    Err(Error::new(
        "requester-present-only",
        format_args!("expected a question about the present for the requester, found `known_at` {position}; ask without it"),
    ))
}

// INVARIANT (one form): what stands here depends on the catalogue and the question alone. If anything in it could tell
// of a person, the item is shown without any reason, like every other.
fn impersonal(requirements: &[RequirementAnswer]) -> Vec<RequirementAnswer> {
    let clean = requirements.iter().all(|requirement| {
        requirement.met_by.is_empty() && !requirement.reasons.is_empty() && requirement.reasons.iter().all(is_impersonal)
    });
    if clean { requirements.to_vec() } else { Vec::new() }
}

fn is_impersonal(near: &NearMiss) -> bool {
    near.notice.is_none()
        && !matches!(near.basis, Some(BasisRef::Consent(_)))
        && near.codes.iter().all(|failing| {
            failing.kind.is_none()
                && failing.since.is_none()
                && (failing.code.is_scope()
                    || matches!(
                        failing.code,
                        ReasonCode::AssertionMissing
                            | ReasonCode::AssessmentMissing
                            | ReasonCode::NoBasis
                            | ReasonCode::NotInForce
                            | ReasonCode::PermitMissing
                    ))
        })
}
