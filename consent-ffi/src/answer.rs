//! Plain structs that the host owns: the small answer, and what became of an event.
#![expect(unsafe_code, reason = "the names of exported functions")]

use core::ffi::{CStr, c_char};
use core::mem::MaybeUninit;

use consent_core::Recorded;
use consent_core::decide::{BasisKind, Brief, BriefOptions, Outcome, ReasonCode};

use crate::guard::quietly;
use crate::status::{CONSENT_OK, consent_status};

/// Whether a use is covered. Treat a number that you don't know as *not covered*.
pub type consent_outcome = i32;
/// No item is covered.
pub const CONSENT_OUTCOME_NOT_COVERED: consent_outcome = 0;
/// Every item is covered.
pub const CONSENT_OUTCOME_COVERED: consent_outcome = 1;
/// Some items are covered, others are not: to one who asks yes or no, *no*.
pub const CONSENT_OUTCOME_PARTLY_COVERED: consent_outcome = 2;

/// What governs the covered items.
pub type consent_basis = i32;
/// Nothing is covered.
pub const CONSENT_BASIS_NONE: consent_basis = 0;
/// A legal basis that obliges: consent is neither needed nor asked.
pub const CONSENT_BASIS_DUTY: consent_basis = 1;
/// A legal basis that allows.
pub const CONSENT_BASIS_PERMISSION: consent_basis = 2;
/// The person's consent: withdrawing it stops the use.
pub const CONSENT_BASIS_CONSENT: consent_basis = 3;
/// Some items are governed by one kind, some by another.
pub const CONSENT_BASIS_SEVERAL: consent_basis = 4;

/// Why the first requirement that nothing meets is not met. `consent_reason_word` has the word that JSON has for it.
pub type consent_reason = i32;
/// Everything is covered, or the reason was not asked for.
pub const CONSENT_REASON_NONE: consent_reason = 0;
/// The consent was given on a text older than the item's place in the catalogue.
pub const CONSENT_REASON_ADDED_AFTER_CONSENT: consent_reason = 1;
/// Something that has to be stated was not.
pub const CONSENT_REASON_ASSERTION_MISSING: consent_reason = 2;
/// The recorded assessment has run out.
pub const CONSENT_REASON_ASSESSMENT_MISSING: consent_reason = 3;
/// An objection, a restriction, a prohibition or another bar defeats the basis.
pub const CONSENT_REASON_BARRED: consent_reason = 4;
/// The basis is limited to other cases.
pub const CONSENT_REASON_CASE_OUTSIDE: consent_reason = 5;
/// The basis does not cover the data category.
pub const CONSENT_REASON_CATEGORY_OUTSIDE: consent_reason = 6;
/// A condition about the person is not fulfilled.
pub const CONSENT_REASON_CONDITION_UNMET: consent_reason = 7;
/// The basis is another controller's.
pub const CONSENT_REASON_CONTROLLER_OUTSIDE: consent_reason = 8;
/// The consent has ended by time.
pub const CONSENT_REASON_EXPIRED: consent_reason = 9;
/// A fact about the person is not recorded.
pub const CONSENT_REASON_FACT_MISSING: consent_reason = 10;
/// The consent was not given in the form that is needed.
pub const CONSENT_REASON_FORM_INSUFFICIENT: consent_reason = 11;
/// The consent never was valid.
pub const CONSENT_REASON_INVALIDATED: consent_reason = 12;
/// No basis comes near.
pub const CONSENT_REASON_NO_BASIS: consent_reason = 13;
/// The legal basis is not in force at the instant.
pub const CONSENT_REASON_NOT_IN_FORCE: consent_reason = 14;
/// The consent begins later.
pub const CONSENT_REASON_NOT_YET_VALID: consent_reason = 15;
/// The text the consent was given on has been replaced.
pub const CONSENT_REASON_NOTICE_SUPERSEDED: consent_reason = 16;
/// The basis does not cover the operation.
pub const CONSENT_REASON_OPERATION_OUTSIDE: consent_reason = 17;
/// The permit is not in force or belongs to someone else.
pub const CONSENT_REASON_PERMIT_MISSING: consent_reason = 18;
/// The basis does not cover the purpose.
pub const CONSENT_REASON_PURPOSE_OUTSIDE: consent_reason = 19;
/// Someone who must give the consent has not.
pub const CONSENT_REASON_QUORUM_INCOMPLETE: consent_reason = 20;
/// The basis does not cover the recipient.
pub const CONSENT_REASON_RECIPIENT_OUTSIDE: consent_reason = 21;
/// The consent was refused.
pub const CONSENT_REASON_REFUSED: consent_reason = 22;
/// The consent was asked for and waits for an answer.
pub const CONSENT_REASON_REQUESTED: consent_reason = 23;
/// The consent is suspended.
pub const CONSENT_REASON_SUSPENDED: consent_reason = 24;
/// The consent, or this part of it, was taken back.
pub const CONSENT_REASON_WITHDRAWN: consent_reason = 25;

/// Every reason by its number less one, with its word as C has it.
const REASONS: [(ReasonCode, &CStr); 25] = [
    (ReasonCode::AddedAfterConsent, c"added-after-consent"),
    (ReasonCode::AssertionMissing, c"assertion-missing"),
    (ReasonCode::AssessmentMissing, c"assessment-missing"),
    (ReasonCode::Barred, c"barred"),
    (ReasonCode::CaseOutside, c"case-outside"),
    (ReasonCode::CategoryOutside, c"category-outside"),
    (ReasonCode::ConditionUnmet, c"condition-unmet"),
    (ReasonCode::ControllerOutside, c"controller-outside"),
    (ReasonCode::Expired, c"expired"),
    (ReasonCode::FactMissing, c"fact-missing"),
    (ReasonCode::FormInsufficient, c"form-insufficient"),
    (ReasonCode::Invalidated, c"invalidated"),
    (ReasonCode::NoBasis, c"no-basis"),
    (ReasonCode::NotInForce, c"not-in-force"),
    (ReasonCode::NotYetValid, c"not-yet-valid"),
    (ReasonCode::NoticeSuperseded, c"notice-superseded"),
    (ReasonCode::OperationOutside, c"operation-outside"),
    (ReasonCode::PermitMissing, c"permit-missing"),
    (ReasonCode::PurposeOutside, c"purpose-outside"),
    (ReasonCode::QuorumIncomplete, c"quorum-incomplete"),
    (ReasonCode::RecipientOutside, c"recipient-outside"),
    (ReasonCode::Refused, c"refused"),
    (ReasonCode::Requested, c"requested"),
    (ReasonCode::Suspended, c"suspended"),
    (ReasonCode::Withdrawn, c"withdrawn"),
];

/// Wants `reason` in every answer of a query.
pub const CONSENT_WANT_REASON: u32 = 1;
/// Wants `holds_until` in every answer of a query.
pub const CONSENT_WANT_HORIZON: u32 = 2;

/// As `holds_until`: the answer never changes by time alone.
pub const CONSENT_FOREVER: i64 = i64::MAX;
/// As `holds_until`: it was not asked for, or there is no answer.
pub const CONSENT_HORIZON_UNKNOWN: i64 = 0;

/// The small answer. Zeroed it says *not covered*.
///
/// Set `struct_size` to `sizeof(consent_answer)` before each call; the library writes no more than that. A size that no version has
/// (less than 40, more than 4096, no multiple of 8) is an error, and nothing is written then.
///
/// It is for the one who decides. Who asks to use the data may be told `outcome` and `covered`, of the present only: `basis`, `reason`
/// and `holds_until` say what the person did. What else a requester may know gives `consent_engine_decide`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct consent_answer {
    /// `sizeof(consent_answer)` of the calling program.
    pub struct_size: u32,
    /// Of a request in a batch: why it has no answer; else `CONSENT_OK`.
    pub status: consent_status,
    /// Whether the use is covered.
    pub outcome: consent_outcome,
    /// 1 for `CONSENT_OUTCOME_COVERED`, else 0: the *yes* of one who asks yes or no.
    pub covered: u32,
    /// What governs the covered items.
    pub basis: consent_basis,
    /// The first reason of the first item that is not covered, with `CONSENT_WANT_REASON`.
    pub reason: consent_reason,
    /// The first instant (milliseconds since 1970 UTC) at which the outcome or the governing basis of an item would differ, with
    /// `CONSENT_WANT_HORIZON`; or `CONSENT_FOREVER`, or `CONSENT_HORIZON_UNKNOWN`.
    pub holds_until: i64,
    /// How many events of the ledger the answer rests on.
    pub position: u64,
}

impl consent_answer {
    /// Not covered, because there is no answer.
    pub(crate) fn failed(status: consent_status) -> Self {
        Self { status, ..Self::default() }
    }

    #[inline(always)]
    pub(crate) fn new(brief: &Brief, wanted: BriefOptions) -> Self {
        let (outcome, covered) = match brief.outcome {
            Outcome::NotCovered => (CONSENT_OUTCOME_NOT_COVERED, 0),
            Outcome::PartlyCovered => (CONSENT_OUTCOME_PARTLY_COVERED, 0),
            Outcome::Covered => (CONSENT_OUTCOME_COVERED, 1),
        };
        let basis = match brief.basis {
            None => CONSENT_BASIS_NONE,
            Some(BasisKind::Duty) => CONSENT_BASIS_DUTY,
            Some(BasisKind::Permission) => CONSENT_BASIS_PERMISSION,
            Some(BasisKind::Consent) => CONSENT_BASIS_CONSENT,
            Some(BasisKind::Several) => CONSENT_BASIS_SEVERAL,
        };
        let reason = brief.reason.and_then(|reason| REASONS.iter().position(|(known, _)| *known == reason));
        let holds_until = match (wanted.horizon, brief.holds_until) {
            (false, _) => CONSENT_HORIZON_UNKNOWN,
            (true, None) => CONSENT_FOREVER,
            (true, Some(until)) => until.millis(),
        };
        Self {
            struct_size: 0,
            status: CONSENT_OK,
            outcome,
            covered,
            basis,
            reason: reason
                .and_then(|at| consent_reason::try_from(at).ok())
                .map_or(CONSENT_REASON_NONE, |at| at.saturating_add(1)),
            holds_until,
            position: brief.size,
        }
    }
}

/// The word of a reason, such as `withdrawn`, and its number of bytes in `*size`; `size` may be NULL, as a NUL ends the word. It is
/// never freed. NULL and 0 for `CONSENT_REASON_NONE` and for a number that is no reason.
#[unsafe(no_mangle)]
pub extern "C" fn consent_reason_word(reason: consent_reason, size: Option<&mut MaybeUninit<usize>>) -> *const c_char {
    quietly(core::ptr::null(), || {
        let at = usize::try_from(reason).ok().and_then(|number| number.checked_sub(1));
        let word = at.and_then(|at| REASONS.get(at)).map(|(_, word)| word);
        if let Some(size) = size {
            size.write(word.map_or(0, |word| word.count_bytes()));
        }
        word.map_or(core::ptr::null(), |word| word.as_ptr())
    })
}

/// A negative act whose actor's entitlement is not recorded; it takes effect all the same.
pub const CONSENT_RECORDED_ACTOR_UNVERIFIED: u32 = 1;
/// The same event was there before; nothing changed.
pub const CONSENT_RECORDED_ALREADY_KNOWN: u32 = 2;

/// What became of an event. Set `struct_size` to `sizeof(consent_recorded)` before the call; at least 16, at most 4096, a multiple of 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct consent_recorded {
    /// `sizeof(consent_recorded)` of the calling program.
    pub struct_size: u32,
    /// `CONSENT_RECORDED_...`, together.
    pub flags: u32,
    /// Its position in the ledger.
    pub position: u64,
}

impl consent_recorded {
    pub(crate) fn new(recorded: Recorded) -> Self {
        let unverified = if recorded.actor_unverified { CONSENT_RECORDED_ACTOR_UNVERIFIED } else { 0 };
        let known = if recorded.already_known { CONSENT_RECORDED_ALREADY_KNOWN } else { 0 };
        Self { struct_size: 0, flags: unverified | known, position: recorded.seq }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_number() {
        assert_eq!(REASONS.map(|(reason, _)| reason).as_slice(), ReasonCode::ALL);
        for (reason, word) in REASONS {
            assert_eq!(word.to_str().unwrap(), reason.word());
        }
        assert_eq!(CONSENT_REASON_WITHDRAWN, 25);
        assert_eq!(REASONS[CONSENT_REASON_NO_BASIS as usize - 1].0, ReasonCode::NoBasis);
        assert_eq!(REASONS[CONSENT_REASON_NOTICE_SUPERSEDED as usize - 1].0, ReasonCode::NoticeSuperseded);
        assert_eq!(REASONS[CONSENT_REASON_REFUSED as usize - 1].0, ReasonCode::Refused);
    }

    #[test]
    fn nothing_says_not_covered() {
        let zeroed = consent_answer::default();
        assert_eq!((zeroed.outcome, zeroed.covered, zeroed.basis), (CONSENT_OUTCOME_NOT_COVERED, 0, CONSENT_BASIS_NONE));
        assert_eq!(size_of::<consent_answer>(), 40);
        assert_eq!(size_of::<consent_recorded>(), 16);
    }
}
