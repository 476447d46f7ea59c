//! The words around tables: titles, columns, and what is said within a cell.

use crate::catalogue::words;

words! {
    /// A word of a table. Slots stand in braces and are never inflected, as in a [`Phrase`](super::Phrase).
    Heading {
        // Columns.

        /// Who uses the data.
        Service = "service",
        /// Which data.
        Data = "data",
        /// For what.
        Purpose = "purpose",
        /// On which basis.
        Basis = "basis",
        /// The basis before an act.
        BasisBefore = "basis-before",
        /// The basis after an act.
        BasisAfter = "basis-after",
        /// From when and until when.
        Valid = "valid",
        /// Whether the person can end it.
        CanStop = "can-stop",
        /// Whose data.
        SubjectKey = "subject-key",
        /// The number of a set of acts.
        Way = "way",
        /// What is done.
        Act = "act",
        /// What an act is about.
        About = "about",
        /// In which roles an act is performed.
        WhoCan = "who-can",
        /// A consent.
        Consent = "consent",
        /// How a consent stands.
        Status = "status",
        /// When something was asked.
        Asked = "asked",
        /// Data without which a service does not work.
        Required = "required",
        /// Data that the person chooses.
        Optional = "optional",
        /// The least form of an answer.
        AnswerForm = "answer-form",
        /// A prohibition or another bar.
        Bar = "bar",
        /// Who set a bar.
        SetBy = "set-by",
        /// Whether the person can lift a bar.
        CanLift = "can-lift",
        /// An instant.
        When = "when",
        /// When a consent ended.
        Ended = "ended",
        /// What has to be done.
        Duty = "duty",
        /// Who has to be told.
        Tell = "tell",
        /// A processing activity.
        Activity = "activity",
        /// What the law demands.
        Requirements = "requirements",
        /// A place in the ledger.
        Position = "position",
        /// An event of the ledger.
        Event = "event",
        /// Who erased an event.
        ErasedBy = "erased-by",
        /// Whether an event is erased.
        Erased = "erased",
        /// Why something was done.
        Why = "why",

        // Titles, and what stands in place of an empty table.

        /// The person's overview. Slots: `date`, `subject`.
        OverviewTitle = "overview-title",
        /// The uses that are covered.
        UsesTitle = "uses-title",
        /// No use is covered.
        NoUse = "no-use",
        /// Uses that the person can't end.
        LawNote = "law-note",
        /// Requests that wait for the person.
        RequestsTitle = "requests-title",
        /// The consents.
        ConsentsTitle = "consents-title",
        /// The bars in force.
        BarsTitle = "bars-title",
        /// Recorded uses.
        RecordedTitle = "recorded-title",
        /// What ended consents oblige to.
        EndedTitle = "ended-title",
        /// Who may use a category. Slots: `groups`.
        WhoMayTitle = "who-may-title",
        /// A service's permissions. Slots: `date`, `org`, `subject`.
        NeedsTitle = "needs-title",
        /// What a service can ask.
        AskTitle = "ask-title",
        /// What a service must not ask.
        DoNotAskTitle = "do-not-ask-title",
        /// Requirements for which no consent must be asked.
        DoNotAskItems = "do-not-ask-items",
        /// Nothing in a list.
        None = "none",
        /// What an act would change. Slots: `date`.
        PreviewTitle = "preview-title",
        /// An act whose actor's entitlement is not recorded.
        Unverified = "unverified",
        /// Uses that an act would end.
        StopsTitle = "stops-title",
        /// Uses that an act would begin.
        StartsTitle = "starts-title",
        /// Uses that would go on.
        ContinuesTitle = "continues-title",
        /// Uses that an act would not touch.
        UnchangedTitle = "unchanged-title",
        /// An act would change nothing.
        NoChange = "no-change",
        /// What a service must stop. Slots: `date`, `org`.
        StopListTitle = "stop-list-title",
        /// A service must stop nothing.
        NothingToStop = "nothing-to-stop",
        /// The position for the next stop-list. Slots: `position`.
        NextSince = "next-since",
        /// The public register. Slots: `catalogue`, `version`.
        RegisterTitle = "register-title",
        /// Any one set of acts helps.
        OneOfThese = "one-of-these",
        /// No act helps.
        NoWay = "no-way",
        /// To the requester: the acts are the same for everyone.
        ForAnyone = "for-anyone",
        /// The instant from which the use is covered. Slots: `time`.
        WaitUntil = "wait-until",
        /// What can be left out. Slots: `groups`.
        LeaveOut = "leave-out",
        /// A use of a bundle. Slots: `number`.
        Leg = "leg",
        /// The uses of a bundle together. Slots: `outcome`.
        Together = "together",
        /// Progress: reading a ledger.
        Reading = "reading",
        /// Progress: asking about every person.
        Scanning = "scanning",
        /// How many persons a use is covered for. Slots: `covered`, `no`, `partly`, `total`.
        Counts = "counts",
        /// A number too small to be shown.
        Hidden = "hidden",
        /// Progress: recording events.
        Recording = "recording",
        /// What became of events at the door. Slots: `known`, `recorded`, `refused`.
        Appended = "appended",
        /// How far a ledger has come. Slots: `file`, `root`, `size`.
        LedgerHead = "ledger-head",
        /// Nothing was changed unseen.
        LedgerWhole = "ledger-whole",
        /// A ledger begins with that of a signed checkpoint. Slots: `origin`, `size`.
        LedgerGrew = "ledger-grew",
        /// The events that were erased.
        ErasedTitle = "erased-title",
        /// No event was erased.
        NothingErased = "nothing-erased",
        /// How many events were erased. Slots: `number`.
        ErasedCount = "erased-count",
        /// No event was left to erase.
        NothingToErase = "nothing-to-erase",
        /// Erased events whose bytes may still be beside the ledger. Slots: `number`.
        ErasurePending = "erasure-pending",
        /// A receipt is what was issued. Slots: `origin`, `size`.
        ReceiptGood = "receipt-good",
        /// A receipt's words are the catalogue's.
        ReceiptWords = "receipt-words",
        /// What a receipt is about. Slots: `consent`, `subject`.
        ReceiptOfConsent = "receipt-of-consent",
        /// What a receipt is about. Slots: `event`.
        ReceiptOfUse = "receipt-of-use",

        // Within a cell.

        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// The person can end it by withdrawing.
        StopWithdraw = "stop-withdraw",
        /// The person can end it by withdrawing several consents. Slots: `basis`.
        StopWithdrawAll = "stop-withdraw-all",
        /// Withdrawing would not end it. Slots: `basis`.
        StopOther = "stop-other",
        /// The person can object (GDPR 21).
        StopObject = "stop-object",
        /// The law obliges; the statute stands beside it.
        StopDuty = "stop-duty",
        /// The law allows it; the statute stands beside it.
        StopAllowed = "stop-allowed",
        /// A contract needs it.
        StopContract = "stop-contract",
        /// Life or health needs it.
        StopVital = "stop-vital",
        /// Only when the asker states it. Slots: `assertions`.
        OnlyStated = "only-stated",
        /// Only by some channels. Slots: `channels`.
        OnlyBy = "only-by",
        /// By every channel but some. Slots: `channels`.
        NotBy = "not-by",
        /// Only in some cases. Slots: `cases`.
        OnlyIn = "only-in",
        /// Whose register the data comes from. Slots: `source`.
        From = "from",
        /// A request that waits already. Slots: `consent`.
        AskedAlready = "asked-already",
        /// A relationship. Slots: `kind`, `org`.
        FactRelationship = "fact-relationship",
        /// A home municipality. Slots: `org`.
        FactHome = "fact-home",
        /// A latest birth date. Slots: `date`.
        FactBorn = "fact-born",
        /// Two limits of a birth date. Slots: `after`, `date`.
        FactBornBetween = "fact-born-between",
        /// Several who answer together. Slots: `people`.
        AllTogether = "all-together",
        /// How long data is kept. Slots: `time`.
        KeptFor = "kept-for",
    }
}
