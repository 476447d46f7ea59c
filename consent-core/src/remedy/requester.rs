//! To the requester: what would cover a use of anybody's data, by the catalogue alone (semantics §6 *Audiences*).

use serde::{Deserialize, Serialize};

use super::search::remedies_of_anybody;
use super::{ActKind, DoNotAsk, Performer, RemedyAct};
use crate::catalogue::{Activation, Catalogue};
use crate::decide::judge::Case;
use crate::decide::{Position, UseTemplate, present_only};
use crate::engine::Engine;
use crate::error::Result;
use crate::id::{Id, SubjectId};
use crate::state::derive;
use crate::time::Instant;

/// What would cover a use, as the requester sees it: the same for every person, whatever they did.
///
/// It does not say whether the use is covered: that is the answer's to say. An act may have been done already for the person
/// in question, and something that is not among the acts may stand in the way; the requester can't learn either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequesterRemedies {
    /// All sets with the fewest acts for a person of whom nothing is recorded; who is entitled to answer, and of what age, is
    /// taken as settled: the requester asks, the door judges. No act has `who` or `pending`, none is about a
    /// bar that a person set or a consent that somebody gave. Empty: nothing is needed, or no set of acts can do it.
    pub sets: Vec<Vec<RemedyAct>>,
    /// The first instant at which the catalogue covers the use without any act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_until: Option<Instant>,
    /// What the asker can leave out (`except`), so that the catalogue covers the rest now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrow_request: Option<Vec<Id>>,
    /// Where consent must not be asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub do_not_ask: Vec<DoNotAsk>,
    /// The catalogue it was computed from.
    pub catalogue: Id,
    /// Its version.
    pub version: u32,
}

impl Engine {
    /// What would cover a use of anybody's data at the present: the remedies of a person of whom nothing is recorded.
    ///
    /// INVARIANT (one form): no event about a person is read, so two persons' remedies can't differ by a byte.
    ///
    /// # Errors
    /// As [`Engine::remedies`]; `requester-present-only` for a template with `known_at`.
    pub fn remedies_for_requester(&self, template: &UseTemplate, at: Instant) -> Result<RequesterRemedies> {
        present_only(template.known_at)?;
        let prepared = self.prepare(template)?;
        let today = &prepared.world.today.source;
        let nobody = derive(&[], &prepared.world, self.symbols());
        // A key that nothing is looked up by. The size of the ledger would tell that something happened.
        let key = SubjectId::new("nobody")?;
        let position = Position { size: 0, root: None, catalogue: today.id.clone(), version: today.version };
        let answer = Case::new(&prepared, &nobody, at).answer(&key, position);
        let found = remedies_of_anybody(self, &prepared, &answer, &nobody)?;
        let set = |set: Vec<RemedyAct>| set.into_iter().map(|act| anybodys(act, today)).collect();
        Ok(RequesterRemedies {
            sets: found.sets.into_iter().map(set).collect(),
            wait_until: found.wait_until,
            narrow_request: found.narrow_request,
            do_not_ask: found.do_not_ask,
            catalogue: today.id.clone(),
            version: today.version,
        })
    }
}

/// An act with those who may perform it by the catalogue: who a person's guardians are is not the requester's to know.
fn anybodys(mut act: RemedyAct, catalogue: &Catalogue) -> RemedyAct {
    act.who.clear();
    act.pending = None;
    if act.act == ActKind::AskConsent {
        let notice = catalogue.notices.iter().find(|notice| notice.id == act.id && Some(notice.version) == act.version);
        act.performed_by = match notice.map(|notice| notice.activation) {
            Some(Activation::AnyGuardian | Activation::AllGuardians) => {
                vec![Performer::Person, Performer::Guardian, Performer::Representative]
            }
            Some(Activation::Subject) | None => vec![Performer::Person, Performer::Representative],
        };
    }
    act
}
