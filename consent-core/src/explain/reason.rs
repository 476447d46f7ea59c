//! The reason that tells a person most: one per unmet requirement.

use super::Phrase as P;
use super::fill::Sentence;
use super::labels::Labels;
use crate::catalogue::{Activation, ConsentRule, Operation, Requirement, Setter};
use crate::decide::{BasisRef, Failing, NearMiss, ProposedUse, ReasonCode, RequirementAnswer};
use crate::error::Result;
use crate::id::Id;

/// Says why a requirement is not met: one sentence, or two with the name of a prohibition.
pub(super) fn telling(
    labels: &Labels<'_>,
    question: &ProposedUse,
    operation: Operation,
    unmet: &RequirementAnswer,
) -> Result<Vec<Sentence>> {
    let requirement = labels.requirement(&unmet.id)?;
    let mut best: Option<((u8, u8), &NearMiss, &Failing)> = None;
    for near in &unmet.reasons {
        for failing in &near.codes {
            if let Some(rank) = rank(near, failing)
                && best.is_none_or(|(least, _, _)| rank < least)
            {
                best = Some((rank, near, failing));
            }
        }
    }
    let disclose = operation == Operation::Disclose;
    let Some((_, near, failing)) = best else {
        return Ok(nothing_near(requirement, disclose));
    };
    match &near.basis {
        Some(BasisRef::LegalBasis(row)) => of_row(labels, row, failing, disclose),
        Some(BasisRef::Consent(_)) => of_consent(labels, question, requirement, near, failing, disclose),
        None => Ok(nothing_near(requirement, disclose)),
    }
}

/// How much a code tells, less is more; `None`: nothing that a person could make sense of.
///
/// What somebody did comes before what a basis is about; where a basis is about something else, only that is worth saying.
fn rank(near: &NearMiss, failing: &Failing) -> Option<(u8, u8)> {
    use ReasonCode as R;
    let elsewhere = near.codes.iter().any(|failing| failing.code.is_scope());
    let tier = match (&near.basis, elsewhere) {
        (Some(BasisRef::Consent(_)), false) => 0,
        (Some(BasisRef::LegalBasis(_)), false) if failing.code == R::Barred => 0,
        (Some(BasisRef::LegalBasis(_)), false) => 1,
        (Some(BasisRef::Consent(_)), true) if failing.code.is_scope() => 2,
        (Some(BasisRef::Consent(_)), true) | (Some(BasisRef::LegalBasis(_)), true) | (None, _) => return None,
    };
    let place = match failing.code {
        R::Barred => 0,
        R::Withdrawn => 1,
        R::Refused => 2,
        R::Suspended => 3,
        R::Invalidated => 4,
        R::Expired => 5,
        R::NoticeSuperseded => 6,
        R::QuorumIncomplete => 7,
        R::Requested => 8,
        R::NotYetValid => 9,
        R::FormInsufficient => 10,
        R::AddedAfterConsent => 11,
        R::AssessmentMissing => 12,
        R::AssertionMissing => 13,
        R::PermitMissing => 14,
        R::ConditionUnmet => 15,
        R::FactMissing => 16,
        R::NotInForce => 17,
        R::PurposeOutside => 18,
        R::CategoryOutside => 19,
        R::RecipientOutside => 20,
        R::ControllerOutside => 21,
        R::OperationOutside => 22,
        R::CaseOutside => 23,
        R::NoBasis => 24,
    };
    Some((tier, place))
}

/// Nothing comes near: the data is secret, a certain consent would do, or nothing would.
fn nothing_near(requirement: &Requirement, disclose: bool) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    if is_about(requirement, "secret") {
        sentences.push(Sentence::new(P::DenySecrecy).with("statute", &*requirement.source));
    }
    sentences.push(Sentence::new(match requirement.consent {
        ConsentRule::No => P::DenyNoBasis,
        ConsentRule::Yes => either(disclose, P::DenyNoConsentDisclose, P::DenyNoConsentUse),
        ConsentRule::Explicit | ConsentRule::Written => form(requirement),
    }));
    sentences
}

/// Whether a class of data that the specification itself names raises the requirement.
fn is_about(requirement: &Requirement, class: &str) -> bool {
    requirement.raised_by.data_classes.iter().flatten().any(|known| known.as_str() == class)
}

const fn either(disclose: bool, to_disclose: P, to_use: P) -> P {
    if disclose { to_disclose } else { to_use }
}

fn of_row(labels: &Labels<'_>, row: &Id, failing: &Failing, disclose: bool) -> Result<Vec<Sentence>> {
    let phrase = match failing.code {
        ReasonCode::Barred => return barred(labels, failing, disclose, P::DenyDeceasedBasis),
        ReasonCode::AssessmentMissing => return Ok(vec![Sentence::new(P::DenyAssessment)]),
        ReasonCode::AssertionMissing => return Ok(vec![Sentence::new(P::DenyAssertion)]),
        ReasonCode::PermitMissing => P::DenyPermit,
        ReasonCode::FactMissing => P::DenyFact,
        ReasonCode::NotInForce => P::DenyNotInForce,
        // The codes of consents do not come with a row.
        _ => P::DenyCondition,
    };
    Ok(vec![Sentence::new(phrase).with("basis", labels.row_label(row)?)])
}

fn of_consent(
    labels: &Labels<'_>,
    question: &ProposedUse,
    requirement: &Requirement,
    near: &NearMiss,
    failing: &Failing,
    disclose: bool,
) -> Result<Vec<Sentence>> {
    use ReasonCode as R;
    let activation = near.notice.as_ref().and_then(|notice| labels.notice(notice)).map(|notice| notice.activation);
    // Only where the person acts alone can it be said that they did it themself.
    let own = activation == Some(Activation::Subject);
    let plain = Sentence::new;
    let dated = |phrase: P| match failing.since {
        Some(since) => Sentence::new(phrase).with("date", labels.day(since)),
        None => Sentence::new(either(disclose, P::DenyNotValidDisclose, P::DenyNotValidUse)),
    };
    let sentence = match failing.code {
        R::Barred => return barred(labels, failing, disclose, P::DenyDeceased),
        R::Withdrawn if own => dated(either(disclose, P::DenyWithdrawnDisclose, P::DenyWithdrawnUse)),
        R::Withdrawn => dated(P::DenyWithdrawnOther),
        R::Refused if own => dated(either(disclose, P::DenyDeclinedDisclose, P::DenyDeclinedUse)),
        R::Refused => dated(P::DenyDeclinedOther),
        R::Requested if own => plain(either(disclose, P::DenyPendingDisclose, P::DenyPendingUse)),
        R::Requested => plain(P::DenyPendingOther),
        R::Suspended => dated(P::DenySuspended),
        R::Expired | R::NotYetValid => match failing.since {
            Some(since) if failing.code == R::Expired => {
                plain(either(disclose, P::DenyExpiredDisclose, P::DenyExpiredUse)).with("date", labels.ended(since))
            }
            Some(since) => plain(either(disclose, P::DenyNotYetDisclose, P::DenyNotYetUse)).with("date", labels.moment(since)),
            None => plain(either(disclose, P::DenyNotValidDisclose, P::DenyNotValidUse)),
        },
        R::Invalidated => plain(P::DenyInvalidated),
        R::NoticeSuperseded => plain(P::DenyNoticeChanged),
        R::QuorumIncomplete if activation == Some(Activation::AllGuardians) => plain(P::DenyGuardians),
        R::QuorumIncomplete => plain(P::DenyQuorum),
        R::FormInsufficient => plain(form(requirement)),
        R::AddedAfterConsent => plain(P::DenyAddedLater),
        R::AssessmentMissing => plain(P::DenyAssessment),
        R::AssertionMissing => plain(P::DenyAssertion),
        R::PurposeOutside => plain(P::DenyPurpose).with("purpose", labels.purpose(&question.purpose)?),
        // The categories are those of the group in which the sentence stands.
        R::CategoryOutside => plain(P::DenyGroup),
        R::RecipientOutside => plain(P::DenyRecipient).with("org", labels.party(&question.recipient)?),
        R::ControllerOutside => plain(P::DenyController).with("org", labels.party(&question.controller)?),
        R::OperationOutside => plain(P::DenyOperation),
        R::CaseOutside => plain(P::DenyCase),
        // The codes of legal bases do not come with a consent.
        R::ConditionUnmet | R::FactMissing | R::NoBasis | R::NotInForce | R::PermitMissing => {
            plain(either(disclose, P::DenyNotValidDisclose, P::DenyNotValidUse))
        }
    };
    Ok(vec![sentence])
}

fn form(requirement: &Requirement) -> P {
    match requirement.consent {
        ConsentRule::Explicit if is_about(requirement, "special-category") => P::DenyExplicit,
        ConsentRule::Explicit => P::DenyExplicitOther,
        ConsentRule::Written => P::DenyWritten,
        ConsentRule::Yes | ConsentRule::No => P::DenyForm,
    }
}

/// The shipped kinds (semantics §2) have sentences of their own; the others are said by name.
fn barred(labels: &Labels<'_>, failing: &Failing, disclose: bool, deceased: P) -> Result<Vec<Sentence>> {
    let shipped = match failing.kind.as_ref().map(Id::as_str) {
        Some("deceased") => return Ok(vec![Sentence::new(deceased)]),
        Some("not-admitted") => return Ok(vec![Sentence::new(P::DenyNotAdmitted)]),
        Some("objection") => Some(P::DenyObjected),
        Some("marketing-objection") => Some(P::DenyMarketingObjected),
        Some("restriction") => Some(P::DenyRestricted),
        Some("withdrawal") => Some(P::DenyBasisChange),
        _ => None,
    };
    let kind = match &failing.kind {
        Some(kind) => labels.bar_kind(kind)?,
        None => None,
    };
    let Some(since) = failing.since else {
        return named(labels, Sentence::new(P::DenyBarredUndated), kind);
    };
    let date = labels.day(since);
    if let Some(phrase) = shipped {
        return Ok(vec![Sentence::new(phrase).with("date", date)]);
    }
    // Only where nobody else may set the bar can it be said that the person did.
    let own = kind.and_then(|kind| kind.set_by.as_deref()) == Some(&[Setter::Person]);
    let phrase = if own {
        either(disclose, P::DenyProhibitedDisclose, P::DenyProhibitedUse)
    } else {
        either(disclose, P::DenyBarredDisclose, P::DenyBarredUse)
    };
    named(labels, Sentence::new(phrase).with("date", date), kind)
}

fn named(labels: &Labels<'_>, sentence: Sentence, kind: Option<&crate::catalogue::BarKind>) -> Result<Vec<Sentence>> {
    match kind {
        Some(kind) => Ok(vec![sentence, Sentence::new(P::Prohibition).with("bar", labels.bar_label(kind)?)]),
        None => Ok(vec![sentence]),
    }
}
