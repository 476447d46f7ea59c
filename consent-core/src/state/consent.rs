//! A consent with all that happened to it.

use super::facts::Facts;
use super::timeline::Timeline;
use crate::catalogue::Form;
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::extent::Extent;
use crate::id::Id;
use crate::ledger::Actor;
use crate::time::{Instant, Offset};

/// A consent: what was asked, given, taken back.
#[derive(Clone, Debug)]
pub(crate) struct Consent {
    pub(crate) id: Id,
    /// The notice by id and version, when the ledger says which.
    pub(crate) notice: Option<(Id, u32)>,
    /// The position of that notice among today's.
    pub(crate) notice_row: Option<usize>,
    /// When it was asked for and what was asked (what is absent is the notice's), in time order.
    pub(crate) requested: Vec<(Instant, Extent)>,
    /// What was refused, in the same way.
    pub(crate) refused_extent: Extent,
    /// The acts of giving, in time order.
    pub(crate) acts: Vec<Act>,
    /// When and what was completed, if it ever was.
    pub(crate) completion: Option<Completion>,
    /// The earliest refusal.
    pub(crate) refused: Option<Instant>,
    /// The earliest withdrawal.
    pub(crate) withdrawn: Option<Instant>,
    /// An invalidation works backwards, too.
    pub(crate) invalidated: Option<Instant>,
    /// For each who suspended it, true where suspended. A suspension is ended by whoever made it; the person also ends what a
    /// representative suspended.
    pub(crate) suspended: Vec<(Actor, Timeline<bool>)>,
    /// What was taken away, from when, with the catalogue view of that instant.
    pub(crate) narrowings: Vec<Narrowing>,
}

/// What is looked at before a consent is read: most of a person's have a scope that has nothing to do with a question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// The number of the completed scope.
    scope: Option<u32>,
    /// From when on the consent is about that scope ([`Consent::extent_at`]).
    since: Instant,
}

impl Head {
    /// The number of the scope that the consent is about at `t`.
    #[inline]
    pub(crate) fn scope_at(&self, t: Instant) -> Option<u32> {
        self.scope.filter(|_| self.since <= t)
    }

    /// The number of the scope of what was completed, whenever that was.
    #[inline]
    pub(crate) fn completed_scope(&self) -> Option<u32> {
        self.scope
    }
}

/// An act of giving.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// On which text.
    pub(crate) notice: (Id, u32),
    pub(crate) at: Instant,
    pub(crate) by: Actor,
    pub(crate) extent: Extent,
    pub(crate) form: Form,
    pub(crate) valid_from: Option<Instant>,
    pub(crate) valid_until: Option<Instant>,
    /// An erased grant never took effect; only what it was over is kept.
    pub(crate) erased: bool,
}

/// A completed consent.
#[derive(Clone, Debug)]
pub(crate) struct Completion {
    /// When the last of those who had to give gave: the consent's own `at`.
    pub(crate) at: Instant,
    pub(crate) from: Instant,
    pub(crate) until: Option<Instant>,
    pub(crate) form: Form,
    pub(crate) extent: Extent,
    /// The number of this scope among those of the engine; `None` in a state that was made for one question.
    pub(crate) scope: Option<u32>,
    /// Guardians completed it.
    pub(crate) by_guardians: bool,
    /// Who gave the acts that completed it.
    pub(crate) givers: Vec<Actor>,
}

/// A part taken away.
#[derive(Clone, Debug)]
pub(crate) struct Narrowing {
    pub(crate) at: Instant,
    pub(crate) extent: Extent,
    /// The catalogue view when it took effect.
    pub(crate) view: Option<usize>,
}

impl Completion {
    /// True when a guardian's consent ends at an age that nobody knows at `t`: it has ended, but when can't be said.
    pub(crate) fn ends_unknown(&self, notice: &NoticeRow, facts: &Facts, t: Instant) -> bool {
        self.by_guardians && notice.source.guardian_until_age.is_some() && facts.birth_date(t).is_none()
    }

    /// The end by time at `t`: its own, and the birthday at which a guardian's consent ends; an unknown birth date ends it, too.
    pub(crate) fn ends(&self, notice: &NoticeRow, facts: &Facts, t: Instant, offset: Offset) -> Option<Instant> {
        let age = match notice.source.guardian_until_age {
            Some(age) if self.by_guardians => Some(facts.birth_date(t).map_or(self.from, |date| date.birthday(age, offset))),
            _ => None,
        };
        self.until.into_iter().chain(age).min()
    }
}

impl Consent {
    /// In force at `t`, its scope and its notice's assessment aside (semantics §4 *A consent is in force*).
    #[inline]
    pub(crate) fn in_force(&self, notice: &NoticeRow, facts: &Facts, t: Instant, offset: Offset) -> bool {
        self.completion.as_ref().is_some_and(|done| self.stands(notice, t, done.ends(notice, facts, t, offset)))
    }

    /// As [`Self::in_force`], when its end by time is at hand.
    #[inline]
    pub(crate) fn stands(&self, notice: &NoticeRow, t: Instant, end: Option<Instant>) -> bool {
        self.completion.as_ref().is_some_and(|done| done.at <= t && done.from <= t)
            && end.is_none_or(|end| t < end)
            && self.withdrawn.is_none_or(|at| t < at)
            && self.refused.is_none_or(|at| t < at)
            && self.invalidated.is_none()
            && self.suspended_since(t).is_none()
            && notice.source.reconsent_by.is_none_or(|by| t < by)
    }

    /// The latest of the suspensions in force at `t`.
    pub(crate) fn suspended_since(&self, t: Instant) -> Option<Instant> {
        self.suspended.iter().filter_map(|(_, line)| line.at(t).filter(|(_, on)| **on).map(|(since, _)| since)).max()
    }

    /// The latest request at or before `t`.
    pub(crate) fn requested_at(&self, t: Instant) -> Option<Instant> {
        self.requested.iter().rev().find(|(at, _)| *at <= t).map(|(at, _)| *at)
    }

    /// What is looked at before it is read.
    pub(crate) fn head(&self) -> Head {
        let Some(done) = &self.completion else { return Head { scope: None, since: Instant::MAX } };
        // What one act completed, with nothing asked before, was never about anything else.
        let never_another = self.acts.len() == 1 && self.requested.is_empty();
        Head { scope: done.scope, since: if never_another { Instant::MIN } else { done.at } }
    }

    /// What it is about at `t`: the completed scope; or else what those who acted so far gave; what was asked so far; what those
    /// who act later give; what was refused.
    pub(crate) fn extent_at(&self, notice: &NoticeRow, t: Instant) -> Extent {
        if let Some(completion) = self.completion.as_ref().filter(|done| done.at <= t) {
            return completion.extent.clone();
        }
        let given = |when: &dyn Fn(Instant) -> bool| {
            let acts = self.acts.iter().filter(|act| !act.erased && when(act.at)).map(|act| act.extent.clone());
            acts.reduce(|a, b| a.meet(&b))
        };
        let asked = || self.requested.iter().rev().find(|(at, _)| *at <= t).map(|(_, extent)| extent.clone());
        let extent = given(&|at| at <= t).or_else(asked).or_else(|| given(&|at| at > t));
        extent.unwrap_or_else(|| self.refused_extent.clone()).or(&notice.extent)
    }
}

/// A refusal of a notice after which it may not be asked again yet (`ask_again_after`).
pub(crate) fn cools_down(consents: &[Consent], notice: &NoticeRow, t: Instant, offset: Offset) -> bool {
    let Some(pause) = notice.source.ask_again_after else { return false };
    consents.iter().any(|consent| {
        consent.notice.as_ref().is_some_and(|(id, _)| *id == notice.source.id)
            && consent.refused.is_some_and(|refused| refused <= t && t < refused.plus(pause, offset))
    })
}
