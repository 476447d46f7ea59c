//! Is it covered? A question (`question`) is made ready (`prepare`), the catalogue's part worked out once (`window`), the
//! person's judged (`judge`), and answered in full when asked (`full`, `horizon`).

mod answer;
mod full;
mod horizon;
pub(crate) mod judge;
pub(crate) mod plain;
mod prepare;
mod question;
mod requester;
pub(crate) mod window;

pub use answer::{
    Answer, Audience, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Outcome, Position,
    ReasonCode, RequesterAnswer, RequesterItem, RequesterObligation, RequirementAnswer, Warning,
};
pub(crate) use prepare::{Item, Waivers};
pub use prepare::{MAX_ITEMS, Prepared};
pub use question::{ProposedUse, UseTemplate};
pub(crate) use requester::present_only;
