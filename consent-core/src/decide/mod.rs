//! Is it covered?

mod answer;
mod question;
mod requester;

pub use answer::{
    Answer, Audience, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Outcome, Position,
    ReasonCode, RequesterAnswer, RequesterItem, RequesterObligation, RequirementAnswer, Warning,
};
pub use question::{ProposedUse, UseTemplate};
