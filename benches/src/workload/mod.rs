//! The workload: one made-up country, the same for every contender and on every machine.
//!
//! 200 data categories in a tree of depth 4, 100 purposes of depth 3, 300 parties of depth 3, 240 notices, 40 legal bases, 64 uses,
//! and as many persons as are asked for, with 5 to 15 consents each. It exists twice: as a catalogue and events for the engine
//! ([`catalogue`], [`events`]), and as the plain numbers that peers are built from ([`World`], [`Person`]). Persons are made one by
//! one, so that a million of them never lie in memory at once.

pub mod catalogue;
pub mod events;
mod people;
mod questions;
mod random;
mod trees;

pub use people::{Consent, Person};
pub use questions::{Question, Questions};
pub use random::{Random, mix};
pub use trees::Tree;

/// The requirement `lawful-basis` (GDPR 6) in a mask.
pub const LAWFUL: u8 = 1;
/// The requirement `special-category` (GDPR 9).
pub const SPECIAL: u8 = 2;
/// The requirement `secrecy` (621/1999).
pub const SECRECY: u8 = 4;
/// The requirement `recipient-right` (621/1999 16 §).
pub const RECIPIENT: u8 = 8;

/// The operation `use` in a mask.
pub const USE: u8 = 1;
/// The operation `disclose`.
pub const DISCLOSE: u8 = 2;

/// The end of what has none.
pub const NEVER: i64 = i64::MAX;

/// 2022-01-01, the earliest consent.
pub const FIRST_CONSENT: i64 = 1_640_995_200_000;
/// 2026-06-01, the earliest question.
pub const FIRST_QUESTION: i64 = 1_780_272_000_000;
/// 2026-12-01, after the last question.
pub const LAST_QUESTION: i64 = 1_796_083_200_000;
/// A day in milliseconds.
pub const DAY: i64 = 86_400_000;

/// What a basis is for: one node of each tree covers itself and all below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The unit whose register holds the data, or what it is part of.
    pub controller: u16,
    /// Who uses the data; the controller itself where nobody else is named.
    pub recipient: u16,
    /// Which data.
    pub category: u16,
    /// For what.
    pub purpose: u16,
    /// Which operations, as a mask.
    pub operations: u8,
    /// Which requirements it meets, as a mask.
    pub meets: u8,
}

/// A legal basis.
#[derive(Clone, Copy, Debug)]
pub struct LegalBasis {
    /// What it is for.
    pub scope: Scope,
    /// The first instant at which it is in force; milliseconds.
    pub from: i64,
    /// The first instant at which it no longer is.
    pub until: i64,
    /// The letter of GDPR 6(1).
    pub article: char,
}

/// A use that somebody asks about again and again, for one person after another.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// The unit whose register holds the data.
    pub controller: u16,
    /// Who uses it.
    pub recipient: u16,
    /// Which data: a leaf.
    pub category: u16,
    /// For what: a leaf.
    pub purpose: u16,
    /// One operation.
    pub operation: u8,
    /// The requirements it raises.
    pub raises: u8,
}

/// The catalogue as plain numbers, and the uses.
#[derive(Clone, Debug)]
pub struct World {
    /// The data categories.
    pub categories: Tree,
    /// The purposes.
    pub purposes: Tree,
    /// The parties: five cities and five companies with their parts.
    pub parties: Tree,
    /// The legal bases.
    pub legal_bases: Vec<LegalBasis>,
    /// What the consents given on each notice are for.
    pub notices: Vec<Scope>,
    /// The uses that are asked about.
    pub uses: Vec<Use>,
    /// How many persons there are.
    pub subjects: u32,
}

impl World {
    /// The world with so many persons.
    #[must_use]
    pub fn new(subjects: u32) -> Self {
        trees::world(subjects)
    }

    /// True when a basis of this scope is for a use: each dimension covers, and the operation is among its own.
    #[must_use]
    pub fn covers(&self, scope: &Scope, asked: &Use) -> bool {
        scope.operations & asked.operation != 0
            && self.categories.is_within(asked.category, scope.category)
            && self.purposes.is_within(asked.purpose, scope.purpose)
            && self.parties.is_within(asked.controller, scope.controller)
            && self.parties.is_within(asked.recipient, scope.recipient)
    }

    /// The requirements of a use that no legal basis meets at an instant.
    #[must_use]
    pub fn open(&self, asked: &Use, at: i64) -> u8 {
        let in_force = self.legal_bases.iter().filter(|row| row.from <= at && at < row.until);
        in_force.filter(|row| self.covers(&row.scope, asked)).fold(asked.raises, |open, row| open & !row.scope.meets)
    }

    /// The instants at which a legal basis begins or ends, ascending: between two of them the catalogue's part does not change.
    #[must_use]
    pub fn changes(&self) -> Vec<i64> {
        let ends = self.legal_bases.iter().flat_map(|row| [row.from, row.until]);
        let mut changes: Vec<i64> = ends.filter(|at| *at != i64::MIN && *at != NEVER).collect();
        changes.sort_unstable();
        changes.dedup();
        changes
    }

    /// How many consents all persons have together.
    #[must_use]
    pub fn consents(&self) -> u64 {
        (0..self.subjects).map(|number| u64::from(people::count(number))).sum()
    }
}
