//! Several uses that belong together: a trip's legs, the two sides of a disclosure, the sources of a combination.

use serde::{Deserialize, Serialize};

use crate::decide::{Answer, Outcome, RequesterAnswer};
use crate::error::Result;

/// The answers to the legs of a bundle, and to all together.
///
/// A disclosure between controllers is two legs, the discloser's and the recipient's own use; a combination is one leg for each
/// source, and every source has to allow it. No leg changes the answer to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Covered when every leg is; not covered when no leg is covered in any part.
    pub outcome: Outcome,
    /// The answers, in the order of the questions.
    pub legs: Vec<Answer>,
}

/// The answers to the legs of a bundle as the requester sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequesterBundle {
    /// Covered when every leg is; not covered when no leg is covered in any part.
    pub outcome: Outcome,
    /// The answers, in the order of the questions.
    pub legs: Vec<RequesterAnswer>,
}

impl Bundle {
    /// The bundle as the requester sees it.
    ///
    /// # Errors
    /// As [`Answer::for_requester`]; the place of the leg is in the pointer.
    pub fn for_requester(&self) -> Result<RequesterBundle> {
        let leg = |(at, leg): (usize, &Answer)| leg.for_requester().map_err(|error| error.below(&format!("/{at}")));
        let legs = self.legs.iter().enumerate().map(leg).collect::<Result<_>>()?;
        Ok(RequesterBundle { outcome: self.outcome, legs })
    }

    pub(crate) fn new(legs: Vec<Answer>) -> Self {
        let all = |outcome: Outcome| legs.iter().all(|leg| leg.outcome == outcome);
        let outcome = if legs.is_empty() || all(Outcome::NotCovered) {
            Outcome::NotCovered
        } else if all(Outcome::Covered) {
            Outcome::Covered
        } else {
            Outcome::PartlyCovered
        };
        Self { outcome, legs }
    }
}
