//! The plain part of every person's state in columns: what a scan reads, and the plain answer where it suffices.

use crate::catalogue::compile::{Compiled, NoticeRow};
use crate::names::index;
use crate::state::{Consent, State};
use crate::time::Instant;

/// A consent of which nothing but scope and time matters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// The number of its scope, which says notice, form and extent.
    pub(crate) scope: u32,
    pub(crate) from: Instant,
    /// The end by time, withdrawal or refusal; [`Instant::MAX`] plus nothing: without end.
    pub(crate) until: Option<Instant>,
}

/// Where a person's consents are, and whether they say everything.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    start: u32,
    len: u32,
    /// Something besides plain consents may matter: bars, death, suspensions, narrowings, an end at an age.
    beyond: bool,
}

/// All persons by dense number.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    heads: Vec<Head>,
    consents: Vec<Plain>,
    /// How many entries no head points to any more.
    waste: usize,
}

impl Columns {
    /// Puts a person's state in its place.
    pub(crate) fn set(&mut self, number: u32, state: &State, today: &Compiled) {
        let at = index(number);
        if self.heads.len() <= at {
            self.heads.resize(at.saturating_add(1), Head::default());
        }
        let old = self.heads.get(at).copied().unwrap_or_default();
        self.waste = self.waste.saturating_add(index(old.len));
        let (start, before) = (u32::try_from(self.consents.len()).unwrap_or(u32::MAX), self.consents.len());
        let mut beyond = !state.bars.is_empty() || state.facts.deceased.instants().next().is_some();
        for consent in &state.consents {
            match plain(consent, today) {
                Some(Kept::Plain(consent)) => self.consents.push(consent),
                Some(Kept::Never) => {}
                None => beyond = true,
            }
        }
        let len = u32::try_from(self.consents.len().saturating_sub(before)).unwrap_or(u32::MAX);
        if let Some(head) = self.heads.get_mut(at) {
            *head = Head { start, len, beyond };
        }
        if self.waste > 4096 && self.waste > self.consents.len() / 2 {
            self.compact();
        }
    }

    fn compact(&mut self) {
        let mut kept = Vec::with_capacity(self.consents.len().saturating_sub(self.waste));
        for head in &mut self.heads {
            let start = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            let own = self.consents.get(index(head.start)..index(head.start.saturating_add(head.len)));
            kept.extend_from_slice(own.unwrap_or_default());
            head.start = start;
        }
        self.consents = kept;
        self.waste = 0;
    }

    /// The consents of a person, when nothing else about them can matter but facts; `None`: ask the whole state.
    pub(crate) fn plain(&self, number: u32) -> Option<&[Plain]> {
        let head = self.heads.get(index(number)).filter(|head| !head.beyond)?;
        self.consents.get(index(head.start)..index(head.start.saturating_add(head.len)))
    }
}

enum Kept {
    Plain(Plain),
    /// It never was in force.
    Never,
}

fn plain(consent: &Consent, today: &Compiled) -> Option<Kept> {
    let Some(done) = &consent.completion else { return Some(Kept::Never) };
    let notice: Option<&NoticeRow> = consent.notice_row.and_then(|at| today.notices.get(at));
    let (Some(notice), Some(scope)) = (notice, done.scope) else { return None };
    if consent.invalidated.is_some() {
        return Some(Kept::Never);
    }
    let by_age = done.by_guardians && notice.source.guardian_until_age.is_some();
    if by_age || !consent.suspended.is_empty() || !consent.narrowings.is_empty() {
        return None;
    }
    let until = [done.until, consent.withdrawn, consent.refused].into_iter().flatten().min();
    Some(Kept::Plain(Plain { scope, from: done.from.max(done.at), until }))
}
