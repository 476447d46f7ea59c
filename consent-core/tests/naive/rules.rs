//! The rules of the specification that can be taken away one by one, to see which answers each of them decides.
//!
//! A rule is written where the page has it: `rule(Rule::X, what it says, || what would be without it)`. An evaluation
//! under [`watch`] notes where the two differ, one under [`without`] takes the second for one rule.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

macro_rules! rules {
    ($($name:ident = $section:literal $words:literal,)+) => {
        /// A rule of the specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Rule {
            $(#[doc = $words] $name,)+
        }

        impl Rule {
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// The section of the specification, and the rule in few words.
            pub(crate) fn words(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => ($section, $words),)+
                }
            }
        }
    };
}

rules! {
    // What raises a requirement.
    RequirementInForce = "2" "a requirement is raised within its from and until",
    RaisedByDataClasses = "2" "a requirement is raised by classes of data",
    RaisedByPurposeClasses = "2" "a requirement is raised by classes of purposes",
    RaisedByControllerClasses = "2" "a requirement is raised by classes of the controller",
    RaisedByRecipientClasses = "2" "a requirement is raised by classes of the recipient",
    RaisedByOperations = "2" "a requirement is raised by operations",
    RaisedByChannels = "2" "a requirement is raised by channels",
    RaisedByCountry = "2" "a requirement is raised by a recipient outside the countries of a list",
    RaisedByDisclosure = "2" "a requirement is raised by a disclosure",
    RaisedByAuthority = "2" "a requirement is raised outside the authority",
    RaisedByMachine = "2" "a requirement is raised by an automated decision",
    NoChannelIsEvery = "2" "a channel that nobody stated is every channel",
    NoCountryIsOutside = "2" "a country that nobody stated is outside",
    CountryInForce = "2" "a country is on a list within its from and until",
    NoAuthorityIsAnother = "2" "an authority that nobody stated is another authority",
    ClassesOfAncestors = "2" "an item has the classes of all its ancestors",
    NearestAncestor = "2" "what a party does not state its nearest ancestor does",
    NeverAboveLegalPerson = "2" "nothing is looked up above a legal person",
    // Covering in the hierarchies.
    CategoryBelow = "3" "a category covers what is below it",
    PurposeBelow = "3" "a purpose covers what is below it",
    CategoryMustBeNamed = "3" "nothing broader covers a category that must be named",
    PurposeMustBeNamed = "3" "nothing broader covers a purpose that must be named",
    YoungCategory = "3" "a consent does not reach a category younger than its text",
    YoungPurpose = "3" "a consent does not reach a purpose younger than its text",
    YoungParty = "3" "a consent does not reach a party younger than its text",
    PartOf = "3" "a party covers its parts",
    LegalPerson = "3" "part of does not pass a legal person",
    Processor = "3" "a basis reaches those who process for a covered party",
    ProcessorInForce = "3" "a processor's entry counts within its from and until",
    ProcessorCategories = "3" "a processor's entry counts for its categories",
    ProcessorPurposes = "3" "a processor's entry counts for its purposes",
    ProcessorIsNoController = "3" "a controller is covered by = or part of only",
    ProcessorNamesController = "3" "a processor's entry names a covered party itself, no other processor",
    SuccessionOfConsents = "3" "a consent follows a succession where the entry says so",
    SuccessionNotSaid = "3" "a consent follows no succession where the entry does not say so",
    SuccessionNotOfRows = "3" "a legal basis follows no succession",
    SuccessionFrom = "3" "a consent follows a succession from the entry's from",
    SuccessionCategories = "3" "a consent follows a succession for the entry's categories",
    BarBelow = "3" "a bar reaches what is below its scope",
    BarPastMustBeNamed = "3" "a bar reaches what must be named",
    BarPastLegalPerson = "3" "a bar reaches parts that are legal persons",
    BarPart = "3" "a bar reaches the parts of a party",
    BarProcessor = "3" "a bar reaches processors",
    BarProcessorInForce = "3" "a bar reaches processors while their entry is in force",
    BarSuccessor = "3" "a bar reaches what succeeds a party in its scope",
    BarSuccessorFrom = "3" "a bar reaches a successor from the entry's from",
    BarReplacement = "3" "a bar reaches what replaces an item in its scope",
    BarEveryVersion = "3" "a bar reaches what was below its scope in an earlier version",
    NarrowingThen = "3" "a narrowing takes what it reached when it took effect",
    NarrowingToday = "3" "a narrowing takes what it reaches today",
    DisclosureNotToParts = "3" "giving to a part of the unit is no disclosure",
    DisclosureNotToProcessors = "3" "giving to the unit's processor is no disclosure",
    SameAuthority = "3" "one authority is not outside itself",
    // The ledger.
    KnownAt = "4" "an answer as known at a position reads the events before it",
    TodaysCatalogue = "4" "today's catalogue is the highest version published by the position",
    Merged = "4" "two keys that were merged are one person",
    UnverifiedRaisesNothing = "4" "an unverified act raises no withdrawal bar",
    QuorumAlone = "4" "a person completes alone whatever the activation",
    QuorumRepresentative = "4" "a representative who is no guardian completes alone",
    QuorumSubject = "4" "a guardian never completes where only the subject may",
    QuorumAll = "4" "all guardians have to give where all are asked",
    QuorumAllTogether = "4" "acts of guardians before the last one count",
    QuorumGuardians = "4" "only guardians whose scope overlaps are asked",
    QuorumEndedGuardian = "4" "a guardian whose representation has ended is not asked",
    QuorumScope = "4" "the scope is what all of them gave",
    QuorumForm = "4" "the form is what all of them gave",
    QuorumUntil = "4" "the end is the earliest of theirs",
    QuorumFrom = "4" "the beginning is the latest of theirs",
    QuorumEarliest = "4" "acts after the completing one change nothing",
    OneText = "4" "a consent given on two texts never was complete",
    ValidFrom = "4" "a consent is valid from its valid_from on",
    ValidUntil = "4" "a consent is valid until its valid_until",
    Validity = "4" "a consent is valid for its notice's validity",
    ValidityFromLater = "4" "validity counts from the later of valid_from and the completing act",
    Renewal = "4" "a renewal moves the end",
    RenewalQuorum = "4" "a renewal needs the same quorum",
    RenewalNotAfterEnd = "4" "a renewal does not revive what has ended",
    RenewalNotAfterStop = "4" "a renewal does not revive what was withdrawn or refused",
    RenewalNeverEarlier = "4" "a renewal never moves the end to an earlier instant",
    GuardianUntilAge = "4" "a guardian's consent ends at the age that its notice states",
    GuardianUntilUnknownAge = "4" "a guardian's consent with such an end is not in force while nobody knows the age",
    CompleteAtOrBefore = "4" "a consent is in force from its completing act on",
    Suspended = "4" "a suspended consent is not in force",
    Resumed = "4" "a resumption ends a suspension",
    ResumedByPerson = "4" "the person ends what a representative suspended",
    ResumedByOthers = "4" "a suspension is not ended by just anyone",
    Withdrawn = "4" "a withdrawn consent is not in force",
    Refused = "4" "a refusal is a withdrawal",
    Prospective = "4" "a withdrawal leaves earlier instants as they were",
    Invalidated = "4" "an invalidated consent is not in force",
    InvalidatedBackwards = "4" "an invalidation works backwards",
    Reconsent = "4" "a consent ends when its notice asks for a new one",
    NoticeAssessment = "4" "a consent is in force while its notice's assessment holds",
    Narrowed = "4" "the scope is what was given less what was narrowed",
    NarrowingProspective = "4" "a narrowing leaves earlier instants as they were",
    BarFrom = "4" "a bar is in force from its from",
    BarUntil = "4" "a bar is in force until its until",
    BarLift = "4" "a lift ends a bar",
    BarOver = "4" "an absent member of a bar's scope is all that its kind allows",
    BarControllers = "4" "a bar reaches the controllers of its scope",
    BarRecipients = "4" "a bar reaches the recipients of its scope",
    BarCategories = "4" "a bar reaches the categories of its scope",
    BarPurposes = "4" "a bar reaches the purposes of its scope",
    BarOperations = "4" "a bar reaches the operations of its scope",
    BarKindOperations = "2" "a bar reaches the operations of its kind",
    BarKindInForce = "2" "a bar kind has effect within its from and until",
    BarDefeats = "2" "a bar defeats what its kind defeats",
    BarSpares = "2" "a bar defeats nothing that its kind spares",
    BarUnknownKind = "2" "a kind that today's catalogue does not know is the strictest",
    BarSurvived = "4" "a legal basis survives the kinds that it names",
    BarReachLater = "2" "a bar of reach later spares what began before it",
    BarLaterConsent = "4" "a later consent stands where the kind says so",
    BarLaterConsentByPerson = "4" "a later consent stands that the person gave",
    BarLaterConsentBySetter = "4" "a later consent stands that only the setter of the bar gave",
    BeginsFrom = "4" "a row begins at its from",
    BeginsPermit = "4" "a row begins at its permit's from",
    BeginsPublished = "4" "a row begins at the publication of its since",
    Objection = "2" "an objection against direct marketing raises a marketing objection",
    MarketingLift = "2" "a marketing objection is ended by the person's own lift only",
    Overruled = "4" "a controller ends an objection by overruling it",
    OverruledNotMarketing = "4" "overruling an objection does not end the marketing objection",
    WithdrawalBar = "2" "a withdrawal raises a bar",
    InvalidationBar = "2" "an invalidation raises a bar",
    NarrowingBar = "2" "a narrowing raises a bar",
    RefusalBar = "2" "the person's own refusal raises a bar",
    RefusalBarOwn = "2" "a representative's refusal raises no bar",
    WithdrawalOfLawful = "2" "giving up raises a bar only where the text meets the lawful basis",
    WithdrawalOverGiven = "2" "giving up raises a bar over what was given only",
    Deceased = "2" "death is a bar",
    NotAdmittedRecipient = "2" "a recipient that is not admitted is barred",
    NotAdmittedSource = "2" "a controller that discloses and is not admitted is barred",
    NotAdmittedDisclosing = "2" "a controller that does not disclose needs no admission",
    NotAdmittedNone = "2" "memberships of which none is in force bar",
    MembershipOfRole = "2" "memberships count for their role",
    // Ties.
    TieFactLater = "4" "the later fact counts",
    TieFactId = "4" "at one instant the greater event id counts",
    TieEnd = "4" "at one instant an end of a relationship wins over a start",
    TieDeceased = "4" "at one instant deceased: true wins over false",
    TieLift = "4" "at one instant a bar wins over its lift",
    TieResume = "4" "at one instant a suspension wins over a resumption",
    TieConsent = "4" "at one instant a bar wins over a consent",
    TieRow = "4" "at one instant a bar of reach later wins over a row that begins",
    TieStop = "4" "at one instant a withdrawal wins",
    // Cases.
    CaseOfConsent = "4" "a consent limited to cases covers uses within them",
    CaseOfRow = "4" "a legal basis limited to cases covers uses within them",
    CaseAll = "4" "all cases of a use have to be within",
    CaseKind = "4" "a kind of cases covers its cases",
    CaseOfBar = "4" "a bar limited to cases bars uses of those cases",
    CaseNone = "4" "a bar limited to cases bars a use that names none",
    // Erasure.
    ErasedGrant = "4" "an erased grant never took effect",
    ErasedCompletes = "4" "no later grant steps in the place of an erased one that completed",
    ErasedLift = "4" "an erased lift never took effect",
    ErasedRenewal = "4" "an erased renewal never took effect",
    ErasedResumption = "4" "an erased resumption never took effect",
    ErasedRequest = "4" "an erased request was never made",
    ErasedBirthDate = "4" "an erased birth date is unknown",
    ErasedHome = "4" "an erased home municipality is unknown",
    ErasedDeath = "4" "an erased record of death bars",
    ErasedRelationship = "4" "an erased relationship makes those of its kind unknown",
    ErasedGuardian = "4" "an erased guardianship is a guardian who has not given",
    ErasedNegative = "4" "erasing a negative act never removes the effect",
    ErasedAtEveryPosition = "4" "an erasure takes effect at every position",
    // The answer.
    ItemsBelow = "6" "the items are the categories asked for and those below",
    ItemsExcept = "6" "the items are less those excepted",
    AllRequirements = "6" "an item is covered when all its requirements are met",
    RowMeets = "6" "a row meets the requirements that it lists",
    RowInForce = "6" "a row is in force within its from and until",
    RowController = "6" "a row matches its controller",
    RowRecipient = "6" "a row matches its recipients",
    RowRecipientAbsent = "8" "a row without recipients is for its controller only",
    RowCategory = "6" "a row matches its categories",
    RowPurpose = "6" "a row matches its purposes",
    RowOperation = "6" "a row matches its operations",
    RowAssessment = "6" "a row holds while its assessment does",
    PermitInForce = "6" "a row holds while its permit does",
    PermitHolder = "6" "a permit's holder covers the recipient",
    RowObligationBefore = "6" "a row holds when what is due before is asserted",
    ConsentObligationBefore = "6" "a consent holds when what is due before is asserted",
    WhenRelationship = "2" "a row holds when a relationship is in force",
    WhenRelationshipPart = "2" "a relationship with a party holds for its parts",
    WhenAge = "2" "a row holds at an age",
    WhenHome = "2" "a row holds for a home municipality",
    WhenAssertion = "2" "a row holds when something is asserted",
    WhenStandIn = "2" "controller and recipient stand for the party of the use",
    FactMissing = "2" "a condition on a fact that is missing fails",
    ConsentMeets = "2" "a consent meets the requirements that its notice lists",
    ConsentForm = "2" "a consent is in the form that the requirement asks",
    ConsentController = "6" "a consent matches its controllers",
    ConsentRecipient = "6" "a consent matches its recipients",
    ConsentRecipientAbsent = "8" "a consent without recipients is for its controller only",
    ConsentCategory = "6" "a consent matches its categories",
    ConsentPurpose = "6" "a consent matches its purposes",
    ConsentOperation = "6" "a consent matches its operations",
    GoverningDuty = "6" "a duty governs before a permission",
    GoverningArticle = "6" "legal bases govern in the order of their articles",
    GoverningConsent = "6" "a consent governs last",
    GoverningEarliest = "6" "the earliest consent governs",
    ReasonsNear = "6" "a basis with more than two scope codes is no reason",
    ReasonsFewest = "6" "of the reasons those with the fewest codes are listed",
    ReasonsStopped = "6" "withdrawn and refused take the place of requested and quorum-incomplete",
    ReasonsYoung = "6" "what today's tree covers and the text does not is added-after-consent",
    ReasonsBarredComplete = "6" "only a complete consent is barred",
    ReasonsImpersonal = "6" "what no person can cure is told to the requester",
    ObligationsOfUsed = "6" "the obligations are those of the bases used",
    ObligationOfUnknownAge = "6" "an obligation due by a birthday that nobody knows is due at once",
    RefreshDue = "2" "a consent whose refresh is due is marked",
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// As the page says.
    Whole,
    /// As the page says, and noting what matters.
    Watching,
    /// Without one rule.
    Without(Rule),
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Whole) };
    static MET: RefCell<BTreeSet<Rule>> = const { RefCell::new(BTreeSet::new()) };
}

/// What a rule says at a place, and what would be without it.
pub(super) fn rule<T: PartialEq>(rule: Rule, with: T, without: impl FnOnce() -> T) -> T {
    match MODE.get() {
        Mode::Whole => with,
        Mode::Watching => {
            if without() != with {
                MET.with_borrow_mut(|met| met.insert(rule));
            }
            with
        }
        Mode::Without(off) if off == rule => without(),
        Mode::Without(_) => with,
    }
}

fn in_mode<T>(mode: Mode, evaluate: impl FnOnce() -> T) -> T {
    let before = MODE.replace(mode);
    let result = evaluate();
    MODE.set(before);
    result
}

/// Evaluates as the page says, and tells the rules without which some step would have gone another way.
pub(crate) fn watch<T>(evaluate: impl FnOnce() -> T) -> (T, BTreeSet<Rule>) {
    MET.set(BTreeSet::new());
    let result = in_mode(Mode::Watching, evaluate);
    (result, MET.take())
}

/// Evaluates without a rule.
pub(crate) fn without<T>(rule: Rule, evaluate: impl FnOnce() -> T) -> T {
    in_mode(Mode::Without(rule), evaluate)
}
