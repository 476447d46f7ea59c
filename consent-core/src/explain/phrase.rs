//! The keys of every text of the engine.

use crate::catalogue::words;
use crate::error::{Error, Result};

words! {
    /// A text of the engine; its key is also the code of a paragraph.
    ///
    /// Slots stand in braces, `{date}`. They are never inflected: names come after a colon or in a list.
    Phrase {
        // For pages where a person gives, withdraws and looks.

        /// Asking: the title.
        AskTitle = "ask-title",
        /// Asking: who asks. Slots: `org`.
        AskWho = "ask-who",
        /// Asking: which data. Slots: `groups`.
        AskWhat = "ask-what",
        /// Asking and explaining: for what. Slots: `purpose`.
        AskWhy = "ask-why",
        /// Asking and explaining: where the data comes from. Slots: `source`.
        AskFrom = "ask-from",
        /// Asking and explaining: the last day on which the permission holds. Slots: `date`.
        AskUntil = "ask-until",
        /// As `ask-until` when the end is not a midnight. Slots: `time`.
        AskUntilTime = "ask-until-time",
        /// Asking: declining is free.
        AskFree = "ask-free",
        /// Asking: data the service needs.
        AskRequired = "ask-required",
        /// Asking: data the person may leave out.
        AskOptional = "ask-optional",
        /// The button that gives.
        Give = "give",
        /// The button that declines; as prominent as the one that gives.
        Decline = "decline",
        /// After giving.
        Given = "given",
        /// The button that withdraws.
        Withdraw = "withdraw",
        /// What withdrawing does.
        WithdrawEffect = "withdraw-effect",
        /// What withdrawing does not do.
        WithdrawKeep = "withdraw-keep",
        /// After withdrawing. Slots: `date`.
        Withdrawn = "withdrawn",
        /// Before the end. Slots: `date`.
        Renew = "renew",
        /// A use that the law decides.
        LawInfo = "law-info",
        /// The button that objects.
        Object = "object",
        /// The button that prohibits.
        Prohibit = "prohibit",
        /// Acting for someone else. Slots: `name`.
        Behalf = "behalf",
        /// A consent that both guardians give.
        Both = "both",
        /// The way to the log of uses.
        Log = "log",
        /// Nothing has been given.
        NoPermissions = "no-permissions",

        // Plain language (selkokieli, lättläst).

        /// What consent means.
        EasyWhat = "easy-what",
        /// Declining is free.
        EasyFree = "easy-free",
        /// One may change one's mind.
        EasyUndo = "easy-undo",
        /// Law instead of consent.
        EasyLaw = "easy-law",
        /// Who has used the data.
        EasySee = "easy-see",
        /// Who gives for a child.
        EasyChild = "easy-child",

        // The outcome.

        /// Every item is covered.
        CoveredUse = "covered-use",
        /// Every item is covered, all are disclosures.
        CoveredDisclose = "covered-disclose",
        /// Every item is covered, some are disclosures.
        CoveredMixed = "covered-mixed",
        /// Some categories are covered. Slots: `groups`.
        PartlyUse = "partly-use",
        /// Some categories are covered, all items are disclosures. Slots: `groups`.
        PartlyDisclose = "partly-disclose",
        /// Some items are covered.
        PartlyMixed = "partly-mixed",
        /// No item is covered.
        NotCoveredUse = "not-covered-use",
        /// No item is covered, all are disclosures.
        NotCoveredDisclose = "not-covered-disclose",
        /// No item is covered, some are disclosures.
        NotCoveredMixed = "not-covered-mixed",

        // The use, and what a group of sentences is about.

        /// Who uses the data. Slots: `org`.
        UseWho = "use-who",
        /// What is done with the data. Slots: `operations`.
        UseOperations = "use-operations",
        /// The data that the next sentences are about. Slots: `groups`.
        Data = "data",
        /// The data and the operations that the next sentences are about. Slots: `groups`, `operations`.
        DataOperations = "data-operations",

        // Why it is covered.

        /// A consent governs; a disclosure. Slots: `date`.
        AllowConsentDisclose = "allow-consent-disclose",
        /// A consent governs. Slots: `date`.
        AllowConsentUse = "allow-consent-use",
        /// A consent by a representative governs; a disclosure. Slots: `date`.
        AllowConsentRepDisclose = "allow-consent-rep-disclose",
        /// A consent by a representative governs. Slots: `date`.
        AllowConsentRepUse = "allow-consent-rep-use",
        /// A consent without a known date governs; a disclosure.
        AllowConsentUndatedDisclose = "allow-consent-undated-disclose",
        /// A consent without a known date governs.
        AllowConsentUndatedUse = "allow-consent-undated-use",
        /// For pages: a permission to disclose (*luovutuslupa*) lifts secrecy.
        AllowPermission = "allow-permission",
        /// A duty governs; a disclosure. Slots: `statute`.
        AllowLawDisclose = "allow-law-disclose",
        /// A duty governs. Slots: `statute`.
        AllowLawUse = "allow-law-use",
        /// A row on (c) that allows governs; a disclosure. Slots: `statute`.
        AllowStatuteDisclose = "allow-statute-disclose",
        /// A row on (c) that allows governs. Slots: `statute`.
        AllowStatuteUse = "allow-statute-use",
        /// A row on (e) governs; a disclosure. Slots: `statute`.
        AllowPublicTaskDisclose = "allow-public-task-disclose",
        /// A row on (e) governs. Slots: `statute`.
        AllowPublicTaskUse = "allow-public-task-use",
        /// A row on (b) governs; a disclosure.
        AllowContractDisclose = "allow-contract-disclose",
        /// A row on (b) governs.
        AllowContractUse = "allow-contract-use",
        /// A row on (d) governs; a disclosure.
        AllowVitalDisclose = "allow-vital-disclose",
        /// A row on (d) governs.
        AllowVitalUse = "allow-vital-use",
        /// A row on (f) governs; a disclosure.
        AllowInterestDisclose = "allow-interest-disclose",
        /// A row on (f) governs.
        AllowInterestUse = "allow-interest-use",
        /// A row with a permit governs; a disclosure. Slots: `permit`.
        AllowAuthPermitDisclose = "allow-auth-permit-disclose",
        /// A row with a permit governs. Slots: `permit`.
        AllowAuthPermitUse = "allow-auth-permit-use",
        /// What people call the governing basis. Slots: `basis`.
        Basis = "basis",
        /// The statute, when the sentence before does not name it. Slots: `statute`.
        Law = "law",
        /// Further bases that hold. Slots: `bases`.
        OtherBases = "other-bases",
        /// The use does not rest on any consent.
        WithdrawNoEffect = "withdraw-no-effect",
        /// A legal basis governs, but a requirement is met by consent alone. Slots: `requirements`.
        ConsentAlsoNeeded = "consent-also-needed",
        /// A consent governs.
        MayWithdraw = "may-withdraw",
        /// A row on (e) or (f) governs (GDPR 21).
        MayObject = "may-object",

        // Why it is not covered: what is missing, then the most telling reason.

        /// The unmet requirements. Slots: `requirements`.
        Unmet = "unmet",
        /// No basis comes near and a consent could meet the requirement; a disclosure.
        DenyNoConsentDisclose = "deny-no-consent-disclose",
        /// No basis comes near and a consent could meet the requirement.
        DenyNoConsentUse = "deny-no-consent-use",
        /// No basis comes near and no consent could meet the requirement.
        DenyNoBasis = "deny-no-basis",
        /// The person declined; a disclosure. Slots: `date`.
        DenyDeclinedDisclose = "deny-declined-disclose",
        /// The person declined. Slots: `date`.
        DenyDeclinedUse = "deny-declined-use",
        /// Someone who gives for the person declined. Slots: `date`.
        DenyDeclinedOther = "deny-declined-other",
        /// The person was asked; a disclosure.
        DenyPendingDisclose = "deny-pending-disclose",
        /// The person was asked.
        DenyPendingUse = "deny-pending-use",
        /// Those who give for the person were asked.
        DenyPendingOther = "deny-pending-other",
        /// The person withdrew; a disclosure. Slots: `date`.
        DenyWithdrawnDisclose = "deny-withdrawn-disclose",
        /// The person withdrew. Slots: `date`.
        DenyWithdrawnUse = "deny-withdrawn-use",
        /// Someone who gives for the person, or the person, withdrew. Slots: `date`.
        DenyWithdrawnOther = "deny-withdrawn-other",
        /// The consent ended by time; a disclosure. Slots: `date`.
        DenyExpiredDisclose = "deny-expired-disclose",
        /// The consent ended by time. Slots: `date`.
        DenyExpiredUse = "deny-expired-use",
        /// The consent begins later; a disclosure. Slots: `date`.
        DenyNotYetDisclose = "deny-not-yet-disclose",
        /// The consent begins later. Slots: `date`.
        DenyNotYetUse = "deny-not-yet-use",
        /// The consent has no effect and the date is not known; a disclosure.
        DenyNotValidDisclose = "deny-not-valid-disclose",
        /// The consent has no effect and the date is not known.
        DenyNotValidUse = "deny-not-valid-use",
        /// The consent is for another purpose. Slots: `purpose`.
        DenyPurpose = "deny-purpose",
        /// The consent is for other data. Slots: `groups`.
        DenyGroup = "deny-group",
        /// The consent is for another recipient. Slots: `org`.
        DenyRecipient = "deny-recipient",
        /// The consent is for data of another register. Slots: `org`.
        DenyController = "deny-controller",
        /// The consent is for other operations. Slots: `operations`.
        DenyOperation = "deny-operation",
        /// The consent is for another case.
        DenyCase = "deny-case",
        /// The consent is older than what is asked for.
        DenyAddedLater = "deny-added-later",
        /// The person prohibited; a disclosure. The name of the prohibition follows. Slots: `date`.
        DenyProhibitedDisclose = "deny-prohibited-disclose",
        /// The person prohibited. The name of the prohibition follows. Slots: `date`.
        DenyProhibitedUse = "deny-prohibited-use",
        /// A bar of the catalogue; a disclosure. Its name follows. Slots: `date`.
        DenyBarredDisclose = "deny-barred-disclose",
        /// A bar of the catalogue. Its name follows. Slots: `date`.
        DenyBarredUse = "deny-barred-use",
        /// A bar whose date is not known.
        DenyBarredUndated = "deny-barred-undated",
        /// The name of a prohibition. Slots: `bar`.
        Prohibition = "prohibition",
        /// The bar `objection`. Slots: `date`.
        DenyObjected = "deny-objected",
        /// The bar `marketing-objection`. Slots: `date`.
        DenyMarketingObjected = "deny-marketing-objected",
        /// The bar `restriction`. Slots: `date`.
        DenyRestricted = "deny-restricted",
        /// The bar `withdrawal`: no change of basis afterwards. Slots: `date`.
        DenyBasisChange = "deny-basis-change",
        /// The bar `deceased`, over a consent.
        DenyDeceased = "deny-deceased",
        /// The bar `deceased`, over a legal basis.
        DenyDeceasedBasis = "deny-deceased-basis",
        /// The bar `not-admitted`.
        DenyNotAdmitted = "deny-not-admitted",
        /// Special categories need an explicit consent.
        DenyExplicit = "deny-explicit",
        /// Something else needs an explicit consent.
        DenyExplicitOther = "deny-explicit-other",
        /// A written consent is needed.
        DenyWritten = "deny-written",
        /// The consent was given in a lesser form than its text asks for.
        DenyForm = "deny-form",
        /// A guardian has not given yet.
        DenyGuardians = "deny-guardians",
        /// Someone else than the other guardian has not given yet.
        DenyQuorum = "deny-quorum",
        /// The consent is suspended. Slots: `date`.
        DenySuspended = "deny-suspended",
        /// The text has been replaced.
        DenyNoticeChanged = "deny-notice-changed",
        /// The consent never was valid.
        DenyInvalidated = "deny-invalidated",
        /// A recorded assessment has run out.
        DenyAssessment = "deny-assessment",
        /// The service has not stated what the basis needs.
        DenyAssertion = "deny-assertion",
        /// A condition of a legal basis is not fulfilled. Slots: `basis`.
        DenyCondition = "deny-condition",
        /// A condition of a legal basis cannot be checked. Slots: `basis`.
        DenyFact = "deny-fact",
        /// A legal basis is not in force. Slots: `basis`.
        DenyNotInForce = "deny-not-in-force",
        /// The permit of a legal basis is not in force. Slots: `basis`.
        DenyPermit = "deny-permit",
        /// To the requester, whatever the reason about the person; a disclosure.
        DenyNeutralDisclose = "deny-neutral-disclose",
        /// To the requester, whatever the reason about the person.
        DenyNeutralUse = "deny-neutral-use",
        /// To the requester, when no act of the person could help: a legal basis and why it does not meet the requirement. Slots: `basis`, `reasons`.
        DenyImpersonal = "deny-impersonal",

        // Further reasons and duties, for pages.

        /// No onward transfer.
        DenyOnward = "deny-onward",
        /// A combination lacks a source. Slots: `sources`.
        DenyCombine = "deny-combine",
        /// The other guardian declined.
        DenyGuardianRefused = "deny-guardian-refused",
        /// The representative may not act.
        DenyRepInvalid = "deny-rep-invalid",
        /// The child has come of age for this. Slots: `age`.
        DenyAge = "deny-age",
        /// A minor keeps data from a guardian.
        DenyMinorBlock = "deny-minor-block",
        /// Secrecy. Slots: `statute`.
        DenySecrecy = "deny-secrecy",
        /// Safety.
        DenySafety = "deny-safety",
        /// The rulebook of the network. Slots: `rule`.
        DenyRulebook = "deny-rulebook",
        /// The service is no longer linked.
        DenyUnlinked = "deny-unlinked",
        /// Stronger identification is needed.
        DenyLoa = "deny-loa",
        /// The permissions are not up to date.
        DenyWithheldStale = "deny-withheld-stale",
        /// Consent must not be asked for. Slots: `statute`.
        NotAsk = "not-ask",
        /// Consent must be asked for. Slots: `statute`.
        DutyAsk = "duty-ask",

        // What follows.

        /// What the one who uses the data has to do, and when. Slots: `due`, `obligation`.
        Obligation = "obligation",
        /// As `obligation`, with a date. Slots: `date`, `obligation`.
        ObligationBy = "obligation-by",
        /// Renewing is good practice.
        RefreshDue = "refresh-due",
        /// The last day on which the answer holds. Slots: `date`.
        HoldsUntil = "holds-until",
        /// As `holds-until` when the end is not a midnight. Slots: `time`.
        HoldsUntilTime = "holds-until-time",

        // For the auditor.

        /// The outcome. Slots: `code`, `outcome`.
        AuditOutcome = "audit-outcome",
        /// What the answer was computed from. Slots: `catalogue`, `size`, `version`.
        AuditPosition = "audit-position",
        /// The root of the kept ledger. Slots: `root`.
        AuditRoot = "audit-root",
        /// Whose data. Slots: `subject`.
        AuditSubject = "audit-subject",
        /// The instant asked about. Slots: `at`.
        AuditAt = "audit-at",
        /// The position asked about. Slots: `position`.
        AuditKnownAt = "audit-known-at",
        /// The unit whose register holds the data. Slots: `org`.
        AuditController = "audit-controller",
        /// Who uses the data. Slots: `org`.
        AuditRecipient = "audit-recipient",
        /// For what. Slots: `purpose`.
        AuditPurpose = "audit-purpose",
        /// The categories asked for. Slots: `groups`.
        AuditRequested = "audit-requested",
        /// The categories left out. Slots: `groups`.
        AuditExcept = "audit-except",
        /// The operations. Slots: `operations`.
        AuditOperations = "audit-operations",
        /// The cases. Slots: `cases`.
        AuditCases = "audit-cases",
        /// The channel. Slots: `channel`.
        AuditChannel = "audit-channel",
        /// A decision by automated means.
        AuditAutomated = "audit-automated",
        /// What the asker stated. Slots: `assertions`.
        AuditAssertions = "audit-assertions",
        /// Covered items. Slots: `groups`, `operations`.
        AuditCovered = "audit-covered",
        /// Items that are not covered. Slots: `groups`, `operations`.
        AuditNotCovered = "audit-not-covered",
        /// The governing basis. Slots: `basis`.
        AuditGoverning = "audit-governing",
        /// Another basis that meets `lawful-basis`. Slots: `basis`.
        AuditOther = "audit-other",
        /// A requirement and what meets it. Slots: `bases`, `requirement`.
        AuditMet = "audit-met",
        /// An unmet requirement. Slots: `requirement`.
        AuditUnmet = "audit-unmet",
        /// A basis that comes near, and its codes. Slots: `basis`, `reasons`.
        AuditNear = "audit-near",
        /// What the requester is told about an item that nobody could cover. Slots: `reasons`, `requirement`.
        AuditImpersonal = "audit-impersonal",
        /// An obligation. Slots: `basis`, `due`, `groups`, `obligation`.
        AuditObligation = "audit-obligation",
        /// A remark. Slots: `basis`, `code`.
        AuditWarning = "audit-warning",
        /// The instant before which the answer holds. Slots: `at`.
        AuditHoldsUntil = "audit-holds-until",

        // Words within a line.

        /// A consent among bases.
        WordConsent = "word-consent",
        /// The notice of a consent. Slots: `notice`, `version`.
        WordNotice = "word-notice",
        /// When a consent was complete. Slots: `at`.
        WordGiven = "word-given",
        /// When a consent ends. Slots: `at`.
        WordEnds = "word-ends",
        /// A representative gave it.
        WordRepresentative = "word-representative",
        /// A statute as the auditor reads it. Slots: `date`, `statute`.
        WordStatute = "word-statute",
        /// A permit. Slots: `permit`.
        WordPermit = "word-permit",
        /// An assessment. Slots: `assessment`.
        WordAssessment = "word-assessment",
    }
}

impl core::str::FromStr for Phrase {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|phrase| phrase.word() == text).ok_or_else(|| {
            let near = crate::id::suggestion(text, Self::ALL.iter().map(|phrase| phrase.word()));
            Error::new("unknown-phrase", format_args!("expected the key of a text such as `ask-title`, found `{text}`{near}"))
        })
    }
}
