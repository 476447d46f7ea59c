//! Runs the public corpus in `conformance/`: every case, whole answers and words, byte for byte.
//!
//! `CONSENT_BLESS=1` writes the expectations of those questions whose answers agree with the claim of the case.

mod case;
mod coverage;
mod json;
mod run;
mod views;

macro_rules! areas {
    ($($name:ident $folder:literal),+ $(,)?) => {
        $(#[test] fn $name() { run::area($folder); })+
        const AREAS: &[&str] = &[$($folder),+];
    };
}

areas! {
    bars "bars",
    catalogue_checks "catalogue-checks",
    consents "consents",
    door "door",
    errors "errors",
    growth "growth",
    law_care "law-care",
    law_education "law-education",
    law_market "law-market",
    law_research "law-research",
    ledger "ledger",
    legal_bases "legal-bases",
    representation "representation",
    requester "requester",
    requirements "requirements",
    views_officer "views-officer",
    views_remedies "views-remedies",
    views_resident "views-resident",
    views_service "views-service",
}
