//! What every policy engine is given: the hierarchies and the legal bases worked out beforehand, as a prepared question has them.

use consent_benches::workload::{LAWFUL, RECIPIENT, SECRECY, SPECIAL, World};

/// The requirements, each by its bit in a mask.
pub(crate) const REQUIREMENTS: [(u8, &str); 4] =
    [(LAWFUL, "lawful"), (SPECIAL, "special"), (SECRECY, "secrecy"), (RECIPIENT, "recipient")];

/// The uses of a world between two changes of the catalogue.
#[derive(Debug)]
pub(crate) struct Facts {
    changes: Vec<i64>,
    uses: usize,
    /// What the legal bases leave open, by window and use.
    pub(crate) open: Vec<u8>,
    /// What a consent on each notice meets, by use.
    pub(crate) meets: Vec<Vec<u8>>,
}

impl Facts {
    pub(crate) fn new(world: &World) -> Self {
        let changes = world.changes();
        let instants = core::iter::once(i64::MIN).chain(changes.iter().copied());
        let open = instants.flat_map(|at| world.uses.iter().map(move |asked| world.open(asked, at))).collect();
        let meets = world.uses.iter().map(|asked| {
            let met = world.notices.iter().map(|scope| if world.covers(scope, asked) { scope.meets } else { 0 });
            met.collect()
        });
        Self { uses: world.uses.len(), open, meets: meets.collect(), changes }
    }

    /// The position of a use at an instant among those of [`Self::open`].
    pub(crate) fn window(&self, asked: u16, at: i64) -> usize {
        self.changes.iter().filter(|change| **change <= at).count() * self.uses + usize::from(asked)
    }

    /// The number of the use at a position of [`Self::open`].
    pub(crate) fn asked(&self, window: usize) -> usize {
        window % self.uses
    }

    /// The notices of which a consent meets a requirement of a use.
    pub(crate) fn notices(&self, asked: usize, requirement: u8) -> impl Iterator<Item = i64> + '_ {
        (0..).zip(&self.meets[asked]).filter(move |(_, meets)| *meets & requirement != 0).map(|(notice, _)| notice)
    }
}
