//! Facts as acts: which one fulfils a condition, and which one fulfils several at once.

use super::Fact;
use super::cure::{Cure, Cures};
use super::suppose::Ground;
use crate::catalogue::Condition;
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::world::Rule;
use crate::decide::ReasonCode;
use crate::decide::judge::Case;
use crate::id::Id;
use crate::state::door::ADULT;

/// The fact whose record would fulfil a condition; none for an age that the recorded birth date denies.
pub(super) fn fact_for(case: &Case<'_>, condition: &Condition, code: ReasonCode) -> Option<Fact> {
    match condition {
        Condition::Relationship(relationship) => {
            Some(Fact::Relationship { kind: relationship.kind.clone(), with: case.question.party_id(&relationship.with)? })
        }
        Condition::HomeMunicipality(home) => Some(Fact::HomeMunicipality { party: case.question.party_id(&home.party)? }),
        Condition::Age(age) if code == ReasonCode::FactMissing => born(case, age.min.unwrap_or(0), age.below),
        Condition::Age(_) | Condition::Assertion(_) => None,
    }
}

/// A birth date with at least `min` and fewer than `below` full years at the case's instant.
pub(super) fn born(case: &Case<'_>, min: u8, below: Option<u8>) -> Option<Fact> {
    let today = case.t.date(case.question.world.today.offset());
    Some(Fact::BirthDate { not_after: today.years_before(min)?, after: below.and_then(|below| today.years_before(below)) })
}

/// A birth date by which guardians can answer on a notice, and what they gave has not ended by age.
pub(super) fn child(case: &Case<'_>, notice: &NoticeRow) -> Option<Fact> {
    born(case, 0, Some(notice.source.guardian_until_age.unwrap_or(ADULT).min(ADULT)))
}

/// What two facts are to each other.
enum Both {
    /// One record says both.
    One(Fact),
    /// Each is recorded for itself.
    Two,
    /// They can't both be true.
    Never,
}

impl Ground<'_> {
    /// Both sets together, with the fewest facts that say what theirs say; `None` when the facts can't all be true.
    pub(super) fn union(&self, a: &Cures, b: &Cures) -> Option<Cures> {
        let mut all = a.clone();
        for cure in b {
            let mut new = cure.clone();
            for old in a.iter().chain(b) {
                if let (Cure::RecordFact(one), Cure::RecordFact(other)) = (old, &new) {
                    match self.both(one, other) {
                        Both::One(both) => {
                            all.remove(old);
                            new = Cure::RecordFact(both);
                        }
                        Both::Two => {}
                        Both::Never => return None,
                    }
                }
            }
            all.insert(new);
        }
        Some(all)
    }

    /// True when a set says all that another says.
    pub(super) fn includes(&self, acts: &Cures, way: &Cures) -> bool {
        let has_facts = || way.iter().any(|cure| matches!(cure, Cure::RecordFact(_)));
        way.is_subset(acts) || has_facts() && self.union(acts, way).is_some_and(|both| both == *acts)
    }

    fn both(&self, a: &Fact, b: &Fact) -> Both {
        match (a, b) {
            (Fact::Relationship { kind, with: x }, Fact::Relationship { kind: other, with: y }) if kind == other => {
                self.common_whole(x, y).map_or(Both::Two, |with| Both::One(Fact::Relationship { kind: kind.clone(), with }))
            }
            (Fact::HomeMunicipality { party: x }, Fact::HomeMunicipality { party: y }) => {
                self.common_whole(x, y).map_or(Both::Never, |party| Both::One(Fact::HomeMunicipality { party }))
            }
            (Fact::BirthDate { not_after: x, after: m }, Fact::BirthDate { not_after: y, after: n }) => {
                let (not_after, after) = (*x.min(y), *m.max(n));
                let empty = after.is_some_and(|after| not_after <= after);
                if empty { Both::Never } else { Both::One(Fact::BirthDate { not_after, after }) }
            }
            _ => Both::Two,
        }
    }

    /// The smallest party that two are, or are part of: a fact with it holds for both (READING 23).
    fn common_whole(&self, a: &Id, b: &Id) -> Option<Id> {
        let wholes = |id| self.symbols.parties.get(id).map(|n| self.question.world.wholes(n, Rule::Today)).unwrap_or_default();
        let of_b = wholes(b);
        let common = wholes(a).into_iter().find(|party| of_b.contains(party))?;
        self.question.world.today.party(common).map(|party| party.id.clone())
    }
}
