//! What the catalogue alone says about a question between two instants at which it changes something.

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::OnceLock;

use super::answer::{Failing, ReasonCode};
use super::full::is_far;
use super::outline::Outline;
use super::plain::PlainWindow;
use super::prepare::{Item, Prepared};
use crate::catalogue::compile::{NoticeRow, Row, within};
use crate::catalogue::extent::{Extent, case_covers, operation_bit};
use crate::catalogue::world::{BarUp, Point, Rule, World, overlaps};
use crate::catalogue::{Assessment, Condition, Due, Form, Obligation};
use crate::id::Id;
use crate::time::Instant;

/// A set of items of a question.
#[derive(Clone, Debug, Default)]
pub(crate) struct Items(Vec<u64>);

impl Items {
    pub(crate) fn collect(count: usize, holds: impl Fn(usize) -> bool) -> Self {
        let words = count.div_ceil(64);
        Self(
            (0..words)
                .map(|word| {
                    let first = word.saturating_mul(64);
                    (0..64_u32).fold(0_u64, |mask, bit| {
                        let item = first.saturating_add(crate::names::index(bit));
                        if item < count && holds(item) { mask | 1_u64.wrapping_shl(bit) } else { mask }
                    })
                })
                .collect(),
        )
    }

    fn add(&mut self, item: usize) {
        let word = item >> 6;
        if self.0.len() <= word {
            self.0.resize(word.saturating_add(1), 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1_u64.wrapping_shl(u32::try_from(item & 63).unwrap_or_default());
        }
    }

    /// The first 64 items.
    pub(crate) fn first_word(&self) -> u64 {
        self.0.first().copied().unwrap_or_default()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    #[inline]
    pub(crate) fn has(&self, item: usize) -> bool {
        let bit = u32::try_from(item & 63).unwrap_or_default();
        self.0.get(item >> 6).is_some_and(|word| word & 1_u64.wrapping_shl(bit) != 0)
    }
}

/// What covers a question's item, by one rule.
#[derive(Clone, Debug)]
pub(crate) struct Covering {
    controllers: Vec<u32>,
    recipients: Vec<u32>,
    categories: Vec<u32>,
    purposes: Vec<u32>,
}

impl Covering {
    fn new(world: &World, controller: u32, recipient: u32, point: Point, t: Instant, rule: Rule) -> Self {
        Self {
            controllers: world.controllers_covering(controller, point, t, rule),
            recipients: world.recipients_covering(recipient, point, t, rule),
            categories: world.categories_covering(point.category, rule),
            purposes: world.purposes_covering(point.purpose, rule),
        }
    }
}

/// How a basis's scope stands to an item in one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Covers,
    /// Only by a path with an item that is younger than the consent's text.
    Younger,
    Outside,
}

/// The catalogue's part of the answer.
#[derive(Debug)]
pub(crate) struct Window {
    /// The requirements that each item raises.
    pub(crate) raised: Vec<u64>,
    /// The items for which the network's membership bar is set.
    pub(crate) not_admitted: Items,
    /// The rows against which the catalogue has nothing for some items.
    pub(crate) rows: Vec<OpenRow>,
    /// What all this says about plain persons.
    plain: OnceLock<Box<PlainWindow>>,
    /// What full answers say of each item, of a question of not too many.
    outlines: Box<[OnceLock<Outline>]>,
    /// What is known of scopes for each item, of a question of not too many.
    marks: Box<[OnceLock<Marks>]>,
    /// For each scope of the engine what it covers.
    scopes: Vec<OnceLock<Box<[OnceLock<ScopeAnswer>]>>>,
    /// For each view of the catalogue and each item, what lies above it for bars.
    bar_ups: Vec<OnceLock<Box<[OnceLock<BarUp>]>>>,
}

/// Scopes are remembered in chunks of this size, each made when one of it is first met: a city has many, a person few.
const CHUNK: usize = 64;

/// Of a question of at most so many items what full answers say of each is kept.
const OUTLINED: usize = 256;

/// Of a question of at most so many items is marked what is known of scopes.
const MARKED: usize = 64;

/// One bit for each scope: once set, it stays.
#[derive(Debug, Default)]
pub(crate) struct ScopeBits(Vec<AtomicU64>);

impl ScopeBits {
    /// For so many scopes.
    pub(crate) fn new(scopes: usize) -> Self {
        Self(core::iter::repeat_with(AtomicU64::default).take(scopes.div_ceil(64)).collect())
    }

    #[inline]
    pub(crate) fn has(&self, scope: u32) -> bool {
        let word = self.0.get(crate::names::index(scope >> 6));
        word.is_some_and(|word| word.load(Ordering::Relaxed).wrapping_shr(scope) & 1 != 0)
    }

    pub(crate) fn set(&self, scope: u32) {
        if let Some(word) = self.0.get(crate::names::index(scope >> 6)) {
            word.fetch_or(1_u64.wrapping_shl(scope), Ordering::Relaxed);
        }
    }
}

/// What was found out about scopes for an item: what most consents are put aside by, in a bit each.
#[derive(Debug)]
pub(crate) struct Marks {
    /// The scope does not cover the item.
    pub(crate) outside: ScopeBits,
    /// It is too far off for a full answer to tell of it.
    pub(crate) far: ScopeBits,
}

/// What a completed consent of a scope does, as far as the catalogue decides.
#[derive(Debug)]
struct ScopeAnswer {
    /// The requirements it meets; none when its notice no longer counts.
    meets: u64,
    items: Items,
    /// Why it does not cover an item, once a full answer needed it.
    codes: OnceLock<Box<[OnceLock<Vec<ReasonCode>>]>>,
}

/// A scope of completed consents: the notice they were given on, in which form, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ConsentScope {
    pub(crate) notice: (Id, u32),
    pub(crate) form: Form,
    pub(crate) extent: Extent,
}

/// A row that may hold, depending on the person.
#[derive(Debug)]
pub(crate) struct OpenRow {
    /// The position among today's rows.
    pub(crate) row: usize,
    pub(crate) items: Items,
}

impl Window {
    pub(crate) fn new(question: &Prepared, t: Instant) -> Self {
        let count = question.items.len();
        let item = |at: usize| question.items.get(at).copied();
        let mut rows: Vec<OpenRow> =
            question.world.today.rows.iter().enumerate().map(|(row, _)| OpenRow { row, items: Items::default() }).collect();
        // One covering at a time: a deep hierarchy has long ones.
        let mut last: Option<(u32, Covering)> = None;
        for (at, item) in question.items.iter().enumerate() {
            let covering = match last.take() {
                Some((category, covering)) if category == item.category => covering,
                _ => question.covering(*item, t, Rule::Today),
            };
            for (row, open) in question.world.today.rows.iter().zip(&mut rows) {
                if question.row_is_open(row, *item, &covering, t) {
                    open.items.add(at);
                }
            }
            last = Some((item.category, covering));
        }
        rows.retain(|open| !open.items.is_empty());
        let raised: Vec<u64> = question.items.iter().map(|item| question.raised(*item, t)).collect();
        let not_admitted = Items::collect(count, |at| item(at).is_some_and(|item| question.is_not_admitted(item, t)));
        Self {
            raised,
            not_admitted,
            rows,
            plain: OnceLock::new(),
            outlines: (0..if count <= OUTLINED { count } else { 0 }).map(|_| OnceLock::new()).collect(),
            marks: (0..if count <= MARKED { count } else { 0 }).map(|_| OnceLock::new()).collect(),
            scopes: (0..question.scopes.div_ceil(CHUNK)).map(|_| OnceLock::new()).collect(),
            bar_ups: (0..=question.world.latest()).map(|_| OnceLock::new()).collect(),
        }
    }

    /// A window in which nothing is covered.
    pub(crate) fn nothing() -> &'static Self {
        static NOTHING: OnceLock<Window> = OnceLock::new();
        NOTHING.get_or_init(|| Self {
            raised: Vec::new(),
            not_admitted: Items::default(),
            rows: Vec::new(),
            plain: OnceLock::new(),
            outlines: Box::default(),
            marks: Box::default(),
            scopes: Vec::new(),
            bar_ups: Vec::new(),
        })
    }

    /// What all this says about plain persons.
    #[inline]
    pub(crate) fn plain(&self, question: &Prepared, t: Instant) -> &PlainWindow {
        self.plain.get_or_init(|| Box::new(PlainWindow::new(question, self, t)))
    }

    /// Reads what a full answer says of an item before anybody is looked at.
    pub(super) fn with_outline<T>(&self, question: &Prepared, at: usize, t: Instant, read: impl FnOnce(&Outline) -> T) -> T {
        let raised = self.raised.get(at).copied().unwrap_or_default();
        let outline = || question.items.get(at).map_or_else(Outline::default, |item| Outline::new(question, *item, raised, t));
        match self.outlines.get(at) {
            Some(kept) => read(kept.get_or_init(outline)),
            None => read(&outline()),
        }
    }

    /// The scope codes of a completed consent for an item; `None` where they are not kept.
    pub(super) fn scope_codes(
        &self,
        question: &Prepared,
        scope: u32,
        (extent, form, notice): (&Extent, Form, &NoticeRow),
        at: usize,
        t: Instant,
    ) -> Option<&[ReasonCode]> {
        let answer = self.scope_answer(question, scope, (extent, form, notice), t)?;
        let items = self.outlines.len();
        let codes = answer.codes.get_or_init(|| (0..items).map(|_| OnceLock::new()).collect());
        let item = question.items.get(at)?;
        let codes = codes.get(at)?.get_or_init(|| question.extent_codes(extent, notice.source.since, *item, t));
        if is_far(codes.iter().copied())
            && let Some(marks) = self.marks(at)
        {
            marks.far.set(scope);
        }
        Some(codes)
    }

    /// What lies above an item for bars, in a view of the catalogue.
    #[inline]
    pub(crate) fn bar_up(&self, question: &Prepared, view: usize, at: usize, t: Instant) -> Option<&BarUp> {
        let item = question.items.get(at)?;
        let items = self.bar_ups.get(view)?.get_or_init(|| question.items.iter().map(|_| OnceLock::new()).collect());
        Some(items.get(at)?.get_or_init(|| question.bar_up(view, *item, t)))
    }

    /// True when a completed consent's scope covers an item.
    #[inline]
    pub(crate) fn scope_covers(
        &self,
        question: &Prepared,
        scope: Option<u32>,
        (extent, form, notice): (&Extent, Form, &NoticeRow),
        at: usize,
        t: Instant,
    ) -> bool {
        match scope.and_then(|number| self.scope_answer(question, number, (extent, form, notice), t)) {
            Some(answer) => answer.items.has(at),
            None => {
                question.items.get(at).is_some_and(|item| question.extent_codes(extent, notice.source.since, *item, t).is_empty())
            }
        }
    }

    /// What was found out about scopes for an item.
    #[inline]
    pub(crate) fn marks(&self, item: usize) -> Option<&Marks> {
        let room = self.scopes.len().wrapping_mul(CHUNK);
        let marks = || Marks { outside: ScopeBits::new(room), far: ScopeBits::new(room) };
        self.marks.get(item).map(|kept| kept.get_or_init(marks))
    }

    /// What a completed consent of a scope does; `None`: the scope is younger than the question.
    #[inline]
    fn scope_answer(
        &self,
        question: &Prepared,
        scope: u32,
        (extent, form, notice): (&Extent, Form, &NoticeRow),
        t: Instant,
    ) -> Option<&ScopeAnswer> {
        Some(self.cell(scope)?.get_or_init(|| {
            let answer = question.scope_answer(extent, form, notice, t);
            for item in (0..self.marks.len()).filter(|item| !answer.items.has(*item)) {
                if let Some(marks) = self.marks(item) {
                    marks.outside.set(scope);
                }
            }
            answer
        }))
    }

    #[inline]
    fn cell(&self, scope: u32) -> Option<&OnceLock<ScopeAnswer>> {
        let scope = crate::names::index(scope);
        let chunk = self.scopes.get(scope / CHUNK)?;
        chunk.get_or_init(|| (0..CHUNK).map(|_| OnceLock::new()).collect()).get(scope % CHUNK)
    }

    /// Whether a completed consent of a scope covers an item, and what it meets where it does. `None`: the scope is younger than the
    /// question.
    pub(crate) fn scope_meets(
        &self,
        question: &Prepared,
        number: u32,
        scope: &ConsentScope,
        item: usize,
        t: Instant,
    ) -> Option<(bool, u64)> {
        let answer = match self.cell(number)?.get() {
            Some(answer) => answer,
            None => {
                let notice = question.world.today.notice(&scope.notice.0, scope.notice.1)?;
                self.scope_answer(question, number, (&scope.extent, scope.form, notice), t)?
            }
        };
        Some((answer.items.has(item), answer.meets))
    }
}

impl Prepared {
    pub(crate) fn covering(&self, item: Item, t: Instant, rule: Rule) -> Covering {
        Covering::new(&self.world, self.controller, self.recipient, self.point(item), t, rule)
    }

    /// What a consent of a scope covers and meets, as far as the catalogue and the question decide.
    fn scope_answer(&self, extent: &Extent, form: Form, notice: &NoticeRow, t: Instant) -> ScopeAnswer {
        let counts = self.states_all_due_before(&notice.source.obligations)
            && !self.assessment_has_run_out(notice.source.assessment.as_ref(), t)
            && notice.source.reconsent_by.is_none_or(|by| t < by);
        let since = notice.source.since;
        ScopeAnswer {
            meets: if counts { self.world.today.meets_in(notice, form) } else { 0 },
            items: Items::collect(self.items.len(), |at| {
                self.items.get(at).is_some_and(|item| self.extent_codes(extent, since, *item, t).is_empty())
            }),
            codes: OnceLock::new(),
        }
    }

    /// True when nothing in the catalogue or the question stands against a row for an item.
    fn row_is_open(&self, row: &Row, item: Item, covering: &Covering, t: Instant) -> bool {
        // The cheap dimensions first: most rows are about something else.
        row.operations & operation_bit(item.operation) != 0
            && overlaps(&row.categories, &covering.categories)
            && self.row_codes(row, item, covering, t).is_empty()
    }

    /// The failing codes of a row that don't depend on the person.
    pub(crate) fn row_codes(&self, row: &Row, item: Item, covering: &Covering, t: Instant) -> Vec<Failing> {
        let source = &row.source;
        let mut codes = Vec::new();
        let mut fail = |failed: bool, code: ReasonCode| {
            if failed {
                codes.push(Failing { code, kind: None, since: None });
            }
        };
        fail(!covering.controllers.contains(&row.controller), ReasonCode::ControllerOutside);
        let recipient = match &row.recipients {
            Some(list) => overlaps(list, &covering.recipients),
            None => covering.recipients.contains(&row.controller),
        };
        fail(!recipient, ReasonCode::RecipientOutside);
        fail(!overlaps(&row.categories, &covering.categories), ReasonCode::CategoryOutside);
        fail(!overlaps(&row.purposes, &covering.purposes), ReasonCode::PurposeOutside);
        fail(row.operations & operation_bit(item.operation) == 0, ReasonCode::OperationOutside);
        fail(!self.cases_within(source.cases.as_deref()), ReasonCode::CaseOutside);
        fail(!within(source.from, source.until, t), ReasonCode::NotInForce);
        fail(self.assessment_has_run_out(source.assessment.as_ref(), t), ReasonCode::AssessmentMissing);
        let permit = source.permit.as_ref().is_none_or(|permit| {
            self.waivers.permits.contains(&source.id)
                || (within(permit.from, permit.until, t)
                    && row.holder.is_some_and(|holder| covering.recipients.contains(&holder)))
        });
        fail(!permit, ReasonCode::PermitMissing);
        let stated = source.when.iter().all(|condition| match condition {
            Condition::Assertion(assertion) => self.states(&assertion.name),
            _ => true,
        }) && self.states_all_due_before(&source.obligations);
        fail(!stated, ReasonCode::AssertionMissing);
        codes
    }

    /// True when an assessment no longer holds at `t`, and was not renewed.
    pub(crate) fn assessment_has_run_out(&self, assessment: Option<&Assessment>, t: Instant) -> bool {
        assessment.is_some_and(|a| a.until.is_some_and(|until| until <= t) && !self.waivers.assessments.contains(&a.id))
    }

    /// True when every obligation that is due before the use was stated.
    pub(crate) fn states_all_due_before(&self, obligations: &[Obligation]) -> bool {
        obligations.iter().all(|o| o.due != Due::Before || self.states(&o.id))
    }

    /// True when a basis limited to cases covers the cases of the use.
    fn cases_within(&self, limits: Option<&[Id]>) -> bool {
        limits.is_none_or(|limits| {
            self.cases().is_some_and(|cases| cases.iter().all(|case| limits.iter().any(|limit| case_covers(limit, case))))
        })
    }

    /// The scope codes of a consent given on a notice whose `since` is `v`.
    ///
    /// INVARIANT (consents never grow): only paths whose items were there with the text count.
    pub(crate) fn extent_codes(&self, extent: &Extent, v: u32, item: Item, t: Instant) -> Vec<ReasonCode> {
        let then = self.covering(item, t, Rule::NotAfter(v));
        let now = self.covering(item, t, Rule::NotAfter(u32::MAX));
        let fit = |list: &Option<Vec<u32>>, then: &[u32], now: &[u32]| {
            let list = list.as_deref().unwrap_or_default();
            if overlaps(list, then) {
                Fit::Covers
            } else if overlaps(list, now) {
                Fit::Younger
            } else {
                Fit::Outside
            }
        };
        let controller = fit(&extent.controllers, &then.controllers, &now.controllers);
        let recipient = if extent.recipients.is_some() {
            fit(&extent.recipients, &then.recipients, &now.recipients)
        } else {
            // The controller only: the one that covers the use's controller covers the recipient, too.
            let own = |up: &[u32]| -> Option<Vec<u32>> {
                let list = extent.controllers.as_deref().unwrap_or_default();
                let own: Vec<u32> = list.iter().copied().filter(|n| up.contains(n)).collect();
                Some(if own.is_empty() { list.to_vec() } else { own })
            };
            if fit(&own(&then.controllers), &then.recipients, &[]) == Fit::Covers {
                Fit::Covers
            } else {
                match fit(&own(&now.controllers), &[], &now.recipients) {
                    Fit::Covers | Fit::Younger => Fit::Younger,
                    Fit::Outside => Fit::Outside,
                }
            }
        };
        let dimensions = [
            (controller, ReasonCode::ControllerOutside),
            (recipient, ReasonCode::RecipientOutside),
            (fit(&extent.categories, &then.categories, &now.categories), ReasonCode::CategoryOutside),
            (fit(&extent.purposes, &then.purposes, &now.purposes), ReasonCode::PurposeOutside),
        ];
        let mut codes: Vec<ReasonCode> =
            dimensions.iter().filter(|(fit, _)| *fit == Fit::Outside).map(|(_, code)| *code).collect();
        if dimensions.iter().any(|(fit, _)| *fit == Fit::Younger) {
            codes.push(ReasonCode::AddedAfterConsent);
        }
        if extent.operations.is_none_or(|mask| mask & operation_bit(item.operation) == 0) {
            codes.push(ReasonCode::OperationOutside);
        }
        if !self.cases_within(extent.cases.as_deref()) {
            codes.push(ReasonCode::CaseOutside);
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_has_a_bit_of_its_own_and_those_without_room_none() {
        let bits = ScopeBits::new(200);
        let set = [0, 1, 62, 63, 64, 130, 199];
        for scope in set.into_iter().chain([256, 300, u32::MAX]) {
            bits.set(scope);
        }
        for scope in (0..20_000).chain([u32::MAX - 1, u32::MAX]) {
            assert_eq!(bits.has(scope), set.contains(&scope), "{scope}");
        }
    }
}
