//! Every text in English.

use super::heading::Heading as H;
use super::phrase::Phrase as P;
use crate::catalogue::{Article, Ask, Character, Due, Form, Operation, Role};
use crate::decide::{Audience, Outcome, ReasonCode};
use crate::remedy::{ActKind, Performer};
use crate::view::ConsentStatus;

/// The text of a key.
pub(super) const fn phrase(phrase: P) -> &'static str {
    match phrase {
        P::AskTitle => "May your data be used?",
        P::AskWho => "Requested by: {org}",
        P::AskWhat => "Data requested: {groups}",
        P::AskWhy => "What the data is used for: {purpose}",
        P::AskFrom => "Data comes from: {source}",
        P::AskUntil => "The permission is valid until {date}.",
        P::AskUntilTime => "The permission is valid until {time}.",
        P::AskFree => "You can decline. Declining does not affect other city services.",
        P::AskRequired => "The service does not work without this data.",
        P::AskOptional => "You can choose this data separately.",
        P::Give => "I give my consent",
        P::Decline => "I do not give my consent",
        P::Given => "Your consent has been saved. You can withdraw it at any time.",
        P::Withdraw => "Withdraw consent",
        P::WithdrawEffect => "Your data will no longer be disclosed. Withdrawal does not bring back data already disclosed.",
        P::WithdrawKeep => "The service may keep data if the law requires it.",
        P::Withdrawn => "You withdrew your consent on {date}.",
        P::Renew => "Your consent ends on {date}. Do you want to continue?",
        P::LawInfo => "No consent is needed because the law provides for this. You cannot refuse this use.",
        P::Object => "I object to the use of my data",
        P::Prohibit => "Prohibit disclosure of data",
        P::Behalf => "You are acting on behalf of: {name}",
        P::Both => "Consent from both guardians is needed.",
        P::Log => "See when your data has been used",
        P::NoPermissions => "You have not given any permissions.",
        P::EasyWhat => "Consent means you give permission. Then the city can use your information.",
        P::EasyFree => "You do not have to say yes.",
        P::EasyUndo => "You can change your mind. You can take back your permission at any time.",
        P::EasyLaw => "Sometimes the law says the city can use information. Then no permission is needed.",
        P::EasySee => "Here you can see who has used your information.",
        P::EasyChild => "A guardian gives permission for a child.",
        P::CoveredUse => "The data may be used.",
        P::CoveredDisclose => "The data may be disclosed.",
        P::CoveredMixed => "The requested use is allowed.",
        P::PartlyUse => "Part of the data may be used. This data may not be used: {groups}.",
        P::PartlyDisclose => "Part of the data may be disclosed. This data may not be disclosed: {groups}.",
        P::PartlyMixed => "Part of the requested use is allowed.",
        P::NotCoveredUse => "The data may not be used.",
        P::NotCoveredDisclose => "The data may not be disclosed.",
        P::NotCoveredMixed => "The requested use is not allowed.",
        P::UseWho => "Data used by: {org}",
        P::UseOperations => "What is done with the data: {operations}",
        P::Data => "Data: {groups}",
        P::DataOperations => "Data: {groups} ({operations})",
        P::AllowConsentDisclose => "The data may be disclosed because you gave your consent on {date}.",
        P::AllowConsentUse => "The data may be used because you gave your consent on {date}.",
        P::AllowConsentRepDisclose => "The data may be disclosed because your representative gave consent on {date}.",
        P::AllowConsentRepUse => "The data may be used because your representative gave consent on {date}.",
        P::AllowConsentUndatedDisclose => "The data may be disclosed because consent has been given.",
        P::AllowConsentUndatedUse => "The data may be used because consent has been given.",
        P::AllowPermission => {
            "The data may be disclosed because you have given consent to data sharing and have not prohibited this disclosure."
        }
        P::AllowLawDisclose => "The data may be disclosed without consent because the law requires it: {statute}.",
        P::AllowLawUse => "The data may be used without consent because the law requires it: {statute}.",
        P::AllowStatuteDisclose => "The data may be disclosed without consent because the law allows it: {statute}.",
        P::AllowStatuteUse => "The data may be used without consent because the law allows it: {statute}.",
        P::AllowPublicTaskDisclose => "The data may be disclosed because it is needed for a statutory task: {statute}.",
        P::AllowPublicTaskUse => "The data may be used because it is needed for a statutory task: {statute}.",
        P::AllowContractDisclose => "The data may be disclosed because it is needed to perform a contract.",
        P::AllowContractUse => "The data may be used because it is needed to perform a contract.",
        P::AllowVitalDisclose => "The data may be disclosed to protect life or health.",
        P::AllowVitalUse => "The data may be used to protect life or health.",
        P::AllowInterestDisclose => "The data may be disclosed because there is a legitimate interest in it.",
        P::AllowInterestUse => "The data may be used because there is a legitimate interest in it.",
        P::AllowAuthPermitDisclose => {
            "The data may be disclosed on the basis of a data permit granted by an authority: {permit}."
        }
        P::AllowAuthPermitUse => "The data may be used on the basis of a data permit granted by an authority: {permit}.",
        P::Basis => "Basis: {basis}",
        P::Law => "Law: {statute}",
        P::OtherBases => "Other bases for the same use: {bases}",
        P::WithdrawNoEffect => "Withdrawing a consent would not stop this use.",
        P::ConsentAlsoNeeded => "Consent is also needed for this: {requirements}. Without it the use is not allowed.",
        P::MayWithdraw => "You can withdraw the consent at any time.",
        P::MayObject => "You can object to this use.",
        P::Unmet => "What is not met: {requirements}",
        P::DenyNoConsentDisclose => "The data may not be disclosed because you have not given your consent.",
        P::DenyNoConsentUse => "The data may not be used because you have not given your consent.",
        P::DenyNoBasis => "There is no basis for this use. Consent is not enough.",
        P::DenyDeclinedDisclose => "The data may not be disclosed because you declined when asked on {date}.",
        P::DenyDeclinedUse => "The data may not be used because you declined when asked on {date}.",
        P::DenyDeclinedOther => "Consent was not given when it was requested on {date}.",
        P::DenyPendingDisclose => "The data may not be disclosed yet. The permission request is waiting for your answer.",
        P::DenyPendingUse => "The data may not be used yet. The permission request is waiting for your answer.",
        P::DenyPendingOther => "The permission request is still waiting for an answer.",
        P::DenyWithdrawnDisclose => "The data may not be disclosed because you withdrew your consent on {date}.",
        P::DenyWithdrawnUse => "The data may not be used because you withdrew your consent on {date}.",
        P::DenyWithdrawnOther => "The consent was withdrawn on {date}.",
        P::DenyExpiredDisclose => "The data may not be disclosed because your consent expired on {date}.",
        P::DenyExpiredUse => "The data may not be used because your consent expired on {date}.",
        P::DenyNotYetDisclose => "The data may not be disclosed yet. Your consent starts on {date}.",
        P::DenyNotYetUse => "The data may not be used yet. Your consent starts on {date}.",
        P::DenyNotValidDisclose => "The data may not be disclosed because the consent is not valid.",
        P::DenyNotValidUse => "The data may not be used because the consent is not valid.",
        P::DenyPurpose => "The data may not be used for this purpose: {purpose}. Your consent covers another purpose.",
        P::DenyGroup => "Your consent does not cover this data: {groups}.",
        P::DenyRecipient => "Your consent does not cover this recipient: {org}.",
        P::DenyController => "Your consent does not cover data held by this organisation: {org}.",
        P::DenyOperation => "Your consent does not cover this kind of processing: {operations}.",
        P::DenyCase => "Your consent does not cover this case.",
        P::DenyAddedLater => "The consent was given on an earlier text. It does not cover what was added later.",
        P::DenyProhibitedDisclose => "The data may not be disclosed because you prohibited disclosure on {date}.",
        P::DenyProhibitedUse => "The data may not be used because you prohibited the use on {date}.",
        P::DenyBarredDisclose => "The data may not be disclosed because a prohibition has been in force since {date}.",
        P::DenyBarredUse => "The data may not be used because a prohibition has been in force since {date}.",
        P::DenyBarredUndated => "The data may not be used or disclosed because a prohibition is in force.",
        P::Prohibition => "Prohibition: {bar}",
        P::DenyObjected => "The data is not used because an objection was made on {date}.",
        P::DenyMarketingObjected => "The data is not used for direct marketing because an objection was made on {date}.",
        P::DenyRestricted => "The use of the data has been restricted since {date}.",
        P::DenyBasisChange => "The consent was withdrawn or not given on {date}. After that the use cannot be given a new basis.",
        P::DenyDeceased => "The consent is no longer valid.",
        P::DenyDeceasedBasis => "This basis is no longer valid because the person has died.",
        P::DenyNotAdmitted => "One of the parties has not been admitted to the network.",
        P::DenyExplicit => "This data is sensitive. Your explicit consent is needed.",
        P::DenyExplicitOther => "Your explicit consent is needed here.",
        P::DenyWritten => "Your written consent is needed here.",
        P::DenyForm => "The consent was not given in the form that is needed.",
        P::DenyGuardians => "Consent from the other guardian is missing.",
        P::DenyQuorum => "Not everyone whose consent is needed has given it yet.",
        P::DenySuspended => "The service's right to use data has been suspended since {date}.",
        P::DenyNoticeChanged => "The terms of the service have changed. A new consent is needed.",
        P::DenyInvalidated => "The consent has been found invalid.",
        P::DenyAssessment => "The assessment of this use is no longer valid.",
        P::DenyAssertion => "The service has not confirmed what this use requires.",
        P::DenyCondition => "The conditions of this basis are not met: {basis}.",
        P::DenyFact => "The conditions of this basis cannot be checked because a fact is missing: {basis}.",
        P::DenyNotInForce => "This basis is not in force: {basis}.",
        P::DenyPermit => "The permit of an authority is missing or not in force: {basis}.",
        P::DenyNeutralDisclose => "The data cannot be disclosed.",
        P::DenyNeutralUse => "The data cannot be used.",
        P::DenyImpersonal => "This basis does not cover the use: {basis}. Reason: {reasons}.",
        P::DenyOnward => "The recipient may not pass the data on.",
        P::DenyCombine => "The data may not be combined because permission is missing for these sources: {sources}.",
        P::DenyGuardianRefused => "The other guardian has not given consent.",
        P::DenyRepInvalid => "The representative has no valid right to act on your behalf.",
        P::DenyAge => "You have turned {age}. You must give the consent yourself.",
        P::DenyMinorBlock => "The minor has prohibited giving the data to the guardian.",
        P::DenySecrecy => "The data is secret by law: {statute}.",
        P::DenySafety => "The data is not given for safety reasons.",
        P::DenyRulebook => "The network's rules forbid this use: {rule}.",
        P::DenyUnlinked => "The service is no longer linked to your data.",
        P::DenyLoa => "Use strong identification to give this permission.",
        P::DenyWithheldStale => "The permission data is not up to date. Nothing is disclosed until it has been checked.",
        P::NotAsk => "Consent need not and must not be requested because processing is based on law: {statute}.",
        P::DutyAsk => "Consent must be requested before the data is transferred: {statute}.",
        P::Obligation => "Whoever uses the data must see to this: {obligation} ({due})",
        P::ObligationBy => "Whoever uses the data must see to this: {obligation} (at the latest on {date})",
        P::RefreshDue => "Your consent is old. It is good to renew it.",
        P::HoldsUntil => "This answer holds until {date}.",
        P::HoldsUntilTime => "This answer holds until {time}.",
        P::AuditOutcome => "Outcome: {outcome} [{code}]",
        P::AuditPosition => "Catalogue: {catalogue}, version {version}; events read: {size}",
        P::AuditRoot => "Root of the ledger: {root}",
        P::AuditSubject => "Subject: {subject}",
        P::AuditAt => "Instant: {at}",
        P::AuditKnownAt => "As known at position: {position}",
        P::AuditController => "Controller: {org}",
        P::AuditRecipient => "Recipient: {org}",
        P::AuditPurpose => "Purpose: {purpose}",
        P::AuditRequested => "Data asked for: {groups}",
        P::AuditExcept => "Data left out: {groups}",
        P::AuditOperations => "Operations: {operations}",
        P::AuditCases => "Cases: {cases}",
        P::AuditChannel => "Channel: {channel}",
        P::AuditAutomated => "The decision is made by automated means.",
        P::AuditAssertions => "Stated by the asker: {assertions}",
        P::AuditCovered => "Covered: {groups} ({operations})",
        P::AuditNotCovered => "Not covered: {groups} ({operations})",
        P::AuditGoverning => "Governing basis: {basis}",
        P::AuditOther => "Other basis: {basis}",
        P::AuditMet => "Requirement met: {requirement}. Bases: {bases}",
        P::AuditUnmet => "Requirement not met: {requirement}",
        P::AuditNear => "Nearest bases: {basis}: {reasons}",
        P::AuditImpersonal => "The requester is told: {requirement}: {reasons}",
        P::AuditObligation => "Obligation: {obligation}, {due}; basis: {basis}; data: {groups}",
        P::AuditWarning => "Remark: {code}; basis: {basis}",
        P::AuditHoldsUntil => "The answer holds before {at}",
        P::WordConsent => "consent",
        P::WordNotice => "notice {notice}, version {version}",
        P::WordGiven => "given {at}",
        P::WordEnds => "ends {at}",
        P::WordRepresentative => "given by a representative",
        P::WordStatute => "{statute}, as of {date}",
        P::WordPermit => "permit {permit}",
        P::WordAssessment => "assessment {assessment}",
    }
}

/// An operation, as a noun.
pub(super) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Collect => "collection",
        Operation::Receive => "receiving",
        Operation::Store => "storage",
        Operation::Use => "use",
        Operation::Analyse => "analysis",
        Operation::Profile => "profiling",
        Operation::Combine => "combination",
        Operation::Disclose => "disclosure",
        Operation::Publish => "publication",
        Operation::Pseudonymise => "pseudonymisation",
        Operation::Anonymise => "anonymisation",
        Operation::Erase => "erasure",
    }
}

/// An outcome, of a use.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotCovered => "not covered",
        Outcome::PartlyCovered => "partly covered",
        Outcome::Covered => "covered",
    }
}

/// A letter of GDPR 6(1).
pub(super) const fn article(article: Article) -> &'static str {
    match article {
        Article::B => "contract",
        Article::C => "legal obligation",
        Article::D => "vital interests",
        Article::E => "public task or official authority",
        Article::F => "legitimate interests",
    }
}

/// Whether the law obliges or allows.
pub(super) const fn character(character: Character) -> &'static str {
    match character {
        Character::Duty => "the law obliges",
        Character::Permission => "the law allows",
    }
}

/// When an obligation is due.
pub(super) const fn due(due: Due) -> &'static str {
    match due {
        Due::Before => "before the use",
        Due::With => "with the use",
        Due::After => "after the use",
        Due::By => "by a set time",
        Due::OnEnd => "when the basis ends",
    }
}

/// For whom an answer is rendered.
pub(super) const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Citizen => "resident",
        Audience::Requester => "requester",
        Audience::Auditor => "auditor",
    }
}

/// A reason code, in a few words.
pub(super) const fn reason(reason: ReasonCode) -> &'static str {
    match reason {
        ReasonCode::AddedAfterConsent => "added after the consent",
        ReasonCode::AssertionMissing => "a required statement is missing",
        ReasonCode::AssessmentMissing => "the assessment is not valid",
        ReasonCode::Barred => "a prohibition or restriction prevents it",
        ReasonCode::CaseOutside => "does not cover this case",
        ReasonCode::CategoryOutside => "does not cover this data",
        ReasonCode::ConditionUnmet => "a condition is not met",
        ReasonCode::ControllerOutside => "does not cover this controller",
        ReasonCode::Expired => "expired",
        ReasonCode::FactMissing => "a needed fact is missing",
        ReasonCode::FormInsufficient => "the form is not sufficient",
        ReasonCode::Invalidated => "found invalid",
        ReasonCode::NoBasis => "there is no basis",
        ReasonCode::NotInForce => "not in force",
        ReasonCode::NotYetValid => "not yet valid",
        ReasonCode::NoticeSuperseded => "the text has been replaced",
        ReasonCode::OperationOutside => "does not cover this operation",
        ReasonCode::PermitMissing => "the permit of an authority is missing",
        ReasonCode::PurposeOutside => "does not cover this purpose",
        ReasonCode::QuorumIncomplete => "not everyone has consented",
        ReasonCode::RecipientOutside => "does not cover this recipient",
        ReasonCode::Refused => "consent was declined",
        ReasonCode::Requested => "waiting for an answer",
        ReasonCode::Suspended => "suspended",
        ReasonCode::Withdrawn => "withdrawn",
    }
}

/// A word of a table.
pub(super) const fn heading(heading: H) -> &'static str {
    match heading {
        H::Service => "Service",
        H::Data => "Data",
        H::Purpose => "Purpose",
        H::Basis => "Basis",
        H::BasisBefore => "Basis now",
        H::BasisAfter => "Basis afterwards",
        H::Valid => "Valid",
        H::CanStop => "Can you stop it?",
        H::SubjectKey => "Person's key",
        H::Way => "Way",
        H::Act => "What is done",
        H::About => "What it is about",
        H::WhoCan => "Who can do it",
        H::Consent => "Consent",
        H::Status => "State",
        H::Asked => "Asked",
        H::Required => "Required data",
        H::Optional => "Optional data",
        H::AnswerForm => "Form of answer",
        H::Bar => "Prohibition or restriction",
        H::SetBy => "Set by",
        H::CanLift => "Can you lift it?",
        H::When => "When",
        H::Ended => "Ended",
        H::Duty => "What has to be done",
        H::Tell => "Who has to be told",
        H::Activity => "Activity",
        H::Requirements => "Requirements",
        H::Position => "Position",
        H::Event => "Event",
        H::ErasedBy => "Erased by",
        H::Erased => "Erased",
        H::Why => "Reason",
        H::OverviewTitle => "How your data is used: {subject}, {date}",
        H::UsesTitle => "Who may use the data",
        H::NoUse => "No use is allowed.",
        H::LawNote => "For transparency you also see the uses that you cannot stop.",
        H::RequestsTitle => "Permission requests waiting for an answer",
        H::ConsentsTitle => "Consents",
        H::BarsTitle => "Prohibitions and restrictions",
        H::RecordedTitle => "When the data has been used",
        H::EndedTitle => "What follows from ended consents",
        H::WhoMayTitle => "Who may use this data: {groups}",
        H::NeedsTitle => "Permissions of the service: {org}. Person: {subject}, {date}",
        H::AskTitle => "Consent that can be asked",
        H::DoNotAskTitle => "Consent must not be asked because the law obliges",
        H::DoNotAskItems => "Consent must not be asked for this",
        H::None => "nothing",
        H::PreviewTitle => "What would change: {date}",
        H::Unverified => "The right to act is not recorded. The act would take effect all the same.",
        H::StopsTitle => "Would stop",
        H::StartsTitle => "Would begin",
        H::ContinuesTitle => "Would go on, on another basis",
        H::UnchangedTitle => "Would not change",
        H::NoChange => "No use would change.",
        H::StopListTitle => "Uses to stop: {org}, {date}",
        H::NothingToStop => "Nothing has to be stopped.",
        H::NextSince => "Ask next time since position: {position}",
        H::RegisterTitle => "Processing of data: {catalogue}, version {version}",
        H::OneOfThese => "The use is allowed once everything in one of the ways has been done.",
        H::NoWay => "No act would make the use allowed.",
        H::ForAnyone => "The ways are the same for everyone. Some of it may have been done already.",
        H::WaitUntil => "Without any act the use is allowed from: {time}",
        H::LeaveOut => "The rest is allowed when this data is left out: {groups}",
        H::Leg => "Use {number}",
        H::Together => "All together: {outcome}",
        H::Reading => "Reading events",
        H::Scanning => "Asking about persons",
        H::Counts => "Allowed: {covered}, partly allowed: {partly}, not allowed: {no}, in all: {total}",
        H::Hidden => "not shown",
        H::Recording => "Recording events",
        H::Appended => "Recorded: {recorded}, known already: {known}, refused: {refused}",
        H::LedgerHead => "{file}: events {size}, root {root}",
        H::LedgerWhole => "The ledger is whole. Every event is as it was written.",
        H::LedgerGrew => "It goes on from the signed checkpoint: {origin}, events {size}",
        H::ErasedTitle => "Erased events",
        H::NothingErased => "No event has been erased.",
        H::ErasedCount => "Events that were erased: {number}",
        H::NothingToErase => "There was nothing left to erase.",
        H::ErasurePending => "The erasure is not complete. Events that may still have traces on the disk: {number}",
        H::ReceiptGood => "The receipt is genuine. The ledger is signed by: {origin}, events {size}",
        H::ReceiptWords => "Its words are those of the published catalogue.",
        H::ReceiptOfConsent => "Consent: {consent}. Person: {subject}",
        H::ReceiptOfUse => "Use of data: {event}",
        H::Yes => "yes",
        H::No => "no",
        H::StopWithdraw => "yes: withdraw your consent",
        H::StopWithdrawAll => "yes: withdraw your consent and also: {basis}",
        H::StopOther => "no: it would go on, on another basis: {basis}",
        H::StopObject => "you can object",
        H::StopDuty => "no, the law obliges",
        H::StopAllowed => "no, the law allows it",
        H::StopContract => "no, it belongs to the contract",
        H::StopVital => "no, it protects life or health",
        H::OnlyStated => "only when the asker states: {assertions}",
        H::OnlyBy => "only by: {channels}",
        H::NotBy => "by any channel but: {channels}",
        H::OnlyIn => "only in: {cases}",
        H::From => "from: {source}",
        H::AskedAlready => "asked already: {consent}",
        H::FactRelationship => "{kind}, with: {org}",
        H::FactHome => "home municipality: {org}",
        H::FactBorn => "born no later than: {date}",
        H::FactBornBetween => "born no later than: {date}, after: {after}",
        H::AllTogether => "together: {people}",
        H::KeptFor => "kept for: {time}",
    }
}

/// An act that would help.
pub(super) const fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Assert => "the asker states",
        ActKind::RecordFact => "the fact is recorded, if it is true",
        ActKind::AskConsent => "consent is asked for and given",
        ActKind::CompleteQuorum => "the missing consent is given",
        ActKind::LiftBar => "the prohibition or restriction is lifted",
        ActKind::RenewAssessment => "the assessment is made anew",
        ActKind::ObtainPermit => "a permit is obtained from an authority",
        ActKind::AdmitParty => "the party is admitted to the network",
    }
}

/// A role in which somebody acts.
pub(super) const fn performer(performer: Performer) -> &'static str {
    match performer {
        Performer::Asker => "the asker",
        Performer::Person => "the person",
        Performer::Guardian => "a guardian",
        Performer::Representative => "a representative",
        Performer::Controller => "the controller",
        Performer::Operator => "the operator",
        Performer::Authority => "an authority",
    }
}

/// How a consent stands.
pub(super) const fn status(status: ConsentStatus) -> &'static str {
    match status {
        ConsentStatus::Active => "in force",
        ConsentStatus::Requested => "waiting for an answer",
        ConsentStatus::QuorumIncomplete => "not everyone has given",
        ConsentStatus::NotYetValid => "not yet valid",
        ConsentStatus::Suspended => "suspended",
        ConsentStatus::Refused => "declined",
        ConsentStatus::Withdrawn => "withdrawn",
        ConsentStatus::Expired => "expired",
        ConsentStatus::Invalidated => "found invalid",
        ConsentStatus::NoticeSuperseded => "the text has been replaced",
    }
}

/// The form of a consent.
pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Any => "any",
        Form::Explicit => "explicit",
        Form::Written => "written",
        Form::ExplicitWritten => "explicit and written",
    }
}

/// Whether a consent may or must be asked.
pub(super) const fn ask(ask: Ask) -> &'static str {
    match ask {
        Ask::May => "may be asked",
        Ask::Must => "must be asked",
    }
}

/// A role in the network.
pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Source => "source",
        Role::Recipient => "recipient",
        Role::Operator => "operator",
    }
}
