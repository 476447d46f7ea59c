//! Several uses that belong together: a trip's legs, the two sides of a disclosure, the sources of a combination.

use serde::{Deserialize, Serialize};

use crate::decide::{Answer, Outcome};

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

impl Bundle {
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
