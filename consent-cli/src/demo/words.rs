//! The few words of the frame around the stories; the answers themselves are put into words by the engine.

use consent_core::Lang;
use consent_core::decide::Outcome;

/// The words of the frame in one language.
pub(crate) struct Words {
    pub(crate) covered: &'static str,
    pub(crate) partly_covered: &'static str,
    pub(crate) not_covered: &'static str,
    pub(crate) basis: &'static str,
    pub(crate) until: &'static str,
    pub(crate) together: &'static str,
    pub(crate) stories: &'static str,
    pub(crate) questions: &'static str,
    pub(crate) as_promised: &'static str,
    pub(crate) differ: &'static str,
    pub(crate) not_compared: &'static str,
    pub(crate) expected: &'static str,
    pub(crate) found: &'static str,
}

impl Words {
    pub(crate) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Fi => &FI,
            Lang::Sv => &SV,
            Lang::En => &EN,
        }
    }

    pub(crate) fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Covered => self.covered,
            Outcome::PartlyCovered => self.partly_covered,
            Outcome::NotCovered => self.not_covered,
        }
    }
}

const FI: Words = Words {
    covered: "sallittu",
    partly_covered: "osittain sallittu",
    not_covered: "ei sallittu",
    basis: "peruste",
    until: "voimassa, kunnes",
    together: "yhdessä",
    stories: "tarinoita",
    questions: "kysymyksiä",
    as_promised: "kaikki vastaukset odotetut",
    differ: "poikkeavia vastauksia",
    not_compared: "odotuksiin ei verrattu",
    expected: "odotettu",
    found: "saatu",
};

const SV: Words = Words {
    covered: "tillåtet",
    partly_covered: "delvis tillåtet",
    not_covered: "inte tillåtet",
    basis: "grund",
    until: "gäller till",
    together: "tillsammans",
    stories: "berättelser",
    questions: "frågor",
    as_promised: "alla svar som väntat",
    differ: "avvikande svar",
    not_compared: "inte jämfört med det väntade",
    expected: "väntat",
    found: "fått",
};

const EN: Words = Words {
    covered: "covered",
    partly_covered: "partly covered",
    not_covered: "not covered",
    basis: "basis",
    until: "until",
    together: "together",
    stories: "stories",
    questions: "questions",
    as_promised: "every answer as expected",
    differ: "answers that differ",
    not_compared: "not compared with what the stories expect",
    expected: "expected",
    found: "found",
};
