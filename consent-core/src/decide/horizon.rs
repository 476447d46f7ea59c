//! Until when an answer holds (semantics §6 *holds_until*).

use super::judge::Case;
use super::prepare::Prepared;
use crate::state::State;
use crate::time::Instant;

impl Prepared {
    /// The first instant after `t` at which, with the same ledger and catalogue, an item's outcome or governing basis differs.
    ///
    /// Between two instants of the world or of the person nothing changes, so that only those are looked at.
    pub(crate) fn holds_until(&self, state: &State, t: Instant) -> Option<Instant> {
        let now = Case::new(self, state, t);
        let signatures: Vec<_> = (0..self.items.len()).map(|item| now.signature(item)).collect();
        let mut own = state.instants.as_slice();
        let mut world = self.world.instants.as_slice();
        own = own.get(own.partition_point(|at| *at <= t)..).unwrap_or_default();
        world = world.get(world.partition_point(|at| *at <= t)..).unwrap_or_default();
        loop {
            let next = match (own.first(), world.first()) {
                (Some(a), Some(b)) => *a.min(b),
                (Some(one), None) | (None, Some(one)) => *one,
                (None, None) => return None,
            };
            let skip = |list: &mut &[Instant]| {
                if list.first() == Some(&next) {
                    *list = list.split_first().map_or(&[], |(_, rest)| rest);
                }
            };
            skip(&mut own);
            skip(&mut world);
            let then = Case::new(self, state, next);
            if signatures.iter().enumerate().any(|(item, before)| then.signature(item) != *before) {
                return Some(next);
            }
        }
    }
}
