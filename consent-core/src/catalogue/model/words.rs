//! The closed vocabularies of a catalogue: every word that JSON may have, with its meaning and source.

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in JSON.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The format of a catalogue document.
    Schema {
        /// The first format.
        V1 = "consent-catalogue/1",
    }
}

words! {
    /// What is done with data: a closed flat set, none implies another (W3C DPV processing operations).
    Operation {
        /// dpv:Collect.
        Collect = "collect",
        /// Obtaining what another party discloses; dpv:Obtain.
        Receive = "receive",
        /// dpv:Store.
        Store = "store",
        /// dpv:Use.
        Use = "use",
        /// dpv:Analyse.
        Analyse = "analyse",
        /// dpv:Profiling (GDPR 4(4)).
        Profile = "profile",
        /// dpv:Combine.
        Combine = "combine",
        /// dpv:Disclose.
        Disclose = "disclose",
        /// dpv:MakeAvailable to the public.
        Publish = "publish",
        /// dpv:Pseudonymise (GDPR 4(5)).
        Pseudonymise = "pseudonymise",
        /// dpv:Anonymise.
        Anonymise = "anonymise",
        /// dpv:Erase (GDPR 17).
        Erase = "erase",
    }
}

impl Operation {
    /// The IRI of the operation in W3C DPV 2.
    #[must_use]
    pub const fn iri(self) -> &'static str {
        match self {
            Self::Collect => "https://w3id.org/dpv#Collect",
            Self::Receive => "https://w3id.org/dpv#Obtain",
            Self::Store => "https://w3id.org/dpv#Store",
            Self::Use => "https://w3id.org/dpv#Use",
            Self::Analyse => "https://w3id.org/dpv#Analyse",
            Self::Profile => "https://w3id.org/dpv#Profiling",
            Self::Combine => "https://w3id.org/dpv#Combine",
            Self::Disclose => "https://w3id.org/dpv#Disclose",
            Self::Publish => "https://w3id.org/dpv#MakeAvailable",
            Self::Pseudonymise => "https://w3id.org/dpv#Pseudonymise",
            Self::Anonymise => "https://w3id.org/dpv#Anonymise",
            Self::Erase => "https://w3id.org/dpv#Erase",
        }
    }
}

words! {
    /// The legal basis of a row by its letter in GDPR 6(1); (a), consent, is never a row but a person's act.
    Article {
        /// Contract, 6(1)(b).
        B = "6(1)(b)",
        /// Legal obligation, 6(1)(c).
        C = "6(1)(c)",
        /// Vital interests, 6(1)(d).
        D = "6(1)(d)",
        /// Public task or official authority, 6(1)(e).
        E = "6(1)(e)",
        /// Legitimate interests, 6(1)(f).
        F = "6(1)(f)",
    }
}

words! {
    /// Whether the law obliges or allows.
    Character {
        /// The law obliges: consent is neither needed nor asked.
        Duty = "duty",
        /// The law allows.
        Permission = "permission",
    }
}

words! {
    /// What a requirement lets a consent do for it.
    ConsentRule {
        /// No consent meets it.
        No = "no",
        /// A consent in any form.
        Yes = "yes",
        /// An explicit consent (GDPR 9(2)(a), 22(2)(c), 49(1)(a)).
        Explicit = "explicit",
        /// A written consent.
        Written = "written",
    }
}

words! {
    /// The form in which a consent is given, and the least form that a notice asks for.
    Form {
        /// A clear affirmative act (GDPR 4(11)).
        Any = "any",
        /// An express statement (GDPR 9(2)(a)).
        Explicit = "explicit",
        /// In writing.
        Written = "written",
        /// An express statement in writing.
        ExplicitWritten = "explicit-written",
    }
}

impl Form {
    const fn parts(self) -> (bool, bool) {
        match self {
            Self::Any => (false, false),
            Self::Explicit => (true, false),
            Self::Written => (false, true),
            Self::ExplicitWritten => (true, true),
        }
    }

    const fn of(parts: (bool, bool)) -> Self {
        match parts {
            (false, false) => Self::Any,
            (true, false) => Self::Explicit,
            (false, true) => Self::Written,
            (true, true) => Self::ExplicitWritten,
        }
    }

    /// True when this form has everything that `needed` has.
    #[must_use]
    pub const fn is_at_least(self, needed: Self) -> bool {
        let (a, b) = (self.parts(), needed.parts());
        (a.0 || !b.0) && (a.1 || !b.1)
    }

    /// True when a consent in this form does what the rule asks.
    #[must_use]
    pub const fn satisfies(self, rule: ConsentRule) -> bool {
        match rule {
            ConsentRule::No => false,
            ConsentRule::Yes => true,
            ConsentRule::Explicit => self.is_at_least(Self::Explicit),
            ConsentRule::Written => self.is_at_least(Self::Written),
        }
    }

    /// What both forms have.
    #[must_use]
    pub const fn meet(self, other: Self) -> Self {
        let (a, b) = (self.parts(), other.parts());
        Self::of((a.0 && b.0, a.1 && b.1))
    }
}

words! {
    /// Who completes a consent (semantics §4 *Quorum*).
    Activation {
        /// The person, or a representative who is no guardian.
        Subject = "subject",
        /// One guardian suffices.
        AnyGuardian = "any-guardian",
        /// All guardians together.
        AllGuardians = "all-guardians",
    }
}

words! {
    /// Level of assurance of the identification (Regulation (EU) 910/2014, article 8(2)); ordered.
    Assurance {
        /// Low.
        Low = "low",
        /// Substantial.
        Substantial = "substantial",
        /// High.
        High = "high",
    }
}

words! {
    /// Whether a service may or must ask (1287/2013 23 § obliges to ask).
    Ask {
        /// May be asked.
        May = "may",
        /// Must be asked.
        Must = "must",
    }
}

words! {
    /// What a party is; it is also one of its classes.
    PartyKind {
        /// An authority or a body in a public task.
        PublicAuthority = "public-authority",
        /// A company.
        Company = "company",
        /// A research organisation.
        ResearchOrganisation = "research-organisation",
        /// An association.
        Association = "association",
        /// A private person: a guardian, or a person's own device or wallet as a source.
        Person = "person",
        /// A consent operator.
        Operator = "operator",
    }
}

words! {
    /// The role of a member in the network.
    Role {
        /// Discloses data.
        Source = "source",
        /// Receives data.
        Recipient = "recipient",
        /// Runs the consent service.
        Operator = "operator",
    }
}

words! {
    /// The standing of a membership.
    MembershipStatus {
        /// May take part.
        Admitted = "admitted",
        /// May not take part for now.
        Suspended = "suspended",
        /// Has left.
        Left = "left",
    }
}

words! {
    /// Who sets or lifts a bar.
    Setter {
        /// The person.
        Person = "person",
        /// A guardian of a minor.
        Guardian = "guardian",
        /// A representative who is no guardian: a mandate or a legal guardian of an adult.
        Representative = "representative",
        /// A controller.
        Controller = "controller",
        /// An operator.
        Operator = "operator",
        /// An authority.
        Authority = "authority",
    }
}

words! {
    /// What a bar kind defeats or spares.
    Target {
        /// Rows on 6(1)(b).
        B = "b",
        /// Rows on 6(1)(c).
        C = "c",
        /// Rows on 6(1)(d).
        D = "d",
        /// Rows on 6(1)(e).
        E = "e",
        /// Rows on 6(1)(f).
        F = "f",
        /// Rows that oblige.
        Duty = "duty",
        /// Rows that allow.
        Permission = "permission",
        /// Consents.
        Consent = "consent",
    }
}

words! {
    /// Which legal bases a bar reaches.
    Reach {
        /// All.
        All = "all",
        /// Those that began at or after the bar's `at`.
        Later = "later",
    }
}

words! {
    /// What a consent given after the bar does.
    LaterConsent {
        /// The bar stands.
        Stands = "stands",
        /// The later consent stands for what it covers.
        Lifts = "lifts",
    }
}

words! {
    /// What a term names.
    TermKind {
        /// Something the asker states (necessary, emergency, moving …).
        Assertion = "assertion",
        /// A kind of relationship between the person and a party.
        Relationship = "relationship",
        /// A way of delivery or of giving consent.
        Channel = "channel",
        /// A class of categories, purposes or parties.
        Class = "class",
        /// A kind of case.
        CaseKind = "case-kind",
        /// An obligation that an answer can carry; also an assertion when it is due before the use.
        Obligation = "obligation",
    }
}

words! {
    /// When an obligation is due.
    Due {
        /// Before the use: it must be asserted for the basis to hold.
        Before = "before",
        /// With the use.
        With = "with",
        /// After the use.
        After = "after",
        /// By an instant.
        By = "by",
        /// When the basis ends.
        OnEnd = "on-end",
    }
}
