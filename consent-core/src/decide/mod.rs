//! Is it covered? A question (`question`) is made ready (`prepare`), the catalogue's part worked out once (`window`), the
//! person's judged (`judge`), and answered as a plain value (`brief`), or in full when asked (`full`, `horizon`).

mod answer;
mod brief;
mod full;
mod horizon;
pub(crate) mod judge;
mod outline;
pub(crate) mod plain;
mod prepare;
mod question;
mod requester;
pub(crate) mod window;

pub use answer::{
    Answer, Audience, Basis, BasisRef, Failing, ItemAnswer, NearMiss, NoticeVersion, ObligationAnswer, Outcome, Position,
    ReasonCode, RequesterAnswer, RequesterItem, RequesterObligation, RequirementAnswer, Warning,
};
pub use brief::{BasisKind, Brief, BriefOptions};
pub(crate) use prepare::{Item, Waivers};
pub use prepare::{MAX_ITEMS, Prepared};
pub use question::{ProposedUse, UseTemplate};
pub(crate) use requester::present_only;
