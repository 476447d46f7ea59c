//! Facts as acts: which one fulfils a condition, and which one fulfils several at once.

use super::Fact;
use super::cure::{Cure, Cures};
use super::suppose::Ground;
use crate::catalogue::Condition;
use crate::catalogue::world::Rule;
use crate::decide::ReasonCode;
use crate::decide::judge::Case;
use crate::id::Id;
use crate::time::Date;

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

impl Ground<'_> {
    /// Both sets together, with the fewest facts that say what theirs say.
    pub(super) fn union(&self, a: &Cures, b: &Cures) -> Cures {
        b.iter().fold(a.clone(), |mut all, cure| {
            let fact = |cure: &Cure| if let Cure::RecordFact(fact) = cure { Some(fact.clone()) } else { None };
            let both =
                fact(cure).and_then(|new| all.iter().find_map(|cure| Some((cure.clone(), self.both(&fact(cure)?, &new)?))));
            match both {
                Some((old, both)) => {
                    all.remove(&old);
                    all.insert(Cure::RecordFact(both));
                }
                None => {
                    all.insert(cure.clone());
                }
            }
            all
        })
    }

    /// True when a set says all that another says.
    pub(super) fn includes(&self, acts: &Cures, way: &Cures) -> bool {
        let has_facts = || way.iter().any(|cure| matches!(cure, Cure::RecordFact(_)));
        way.is_subset(acts) || has_facts() && self.union(acts, way) == *acts
    }

    /// The one fact that says what two say, if there is one.
    fn both(&self, a: &Fact, b: &Fact) -> Option<Fact> {
        match (a, b) {
            (Fact::Relationship { kind, with: x }, Fact::Relationship { kind: other, with: y }) if kind == other => {
                Some(Fact::Relationship { kind: kind.clone(), with: self.common_whole(x, y)? })
            }
            (Fact::HomeMunicipality { party: x }, Fact::HomeMunicipality { party: y }) => {
                Some(Fact::HomeMunicipality { party: self.common_whole(x, y)? })
            }
            (Fact::BirthDate { not_after: x, after: m }, Fact::BirthDate { not_after: y, after: n }) => {
                let after: Option<Date> = (*m).max(*n);
                Some(Fact::BirthDate { not_after: *x.min(y), after })
            }
            _ => None,
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
