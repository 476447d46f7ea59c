//! What a full answer says of an item before anybody is looked at: kept with the window, as it is the same for every person.

use super::answer::{Failing, RequirementAnswer};
use super::full::{Candidates, is_far, near_misses};
use super::judge::Source;
use super::prepare::{Item, Prepared};
use crate::catalogue::compile::NoticeRow;
use crate::catalogue::world::Rule;
use crate::catalogue::{ConsentRule, Form};
use crate::order;
use crate::time::Instant;

/// The catalogue's part of an item's full answer.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The rows that meet something that the item raises, but for those whose scope is too far off to be told.
    pub(super) rows: Vec<OutlineRow>,
    /// What no act and no fact of any person could change (for the requester).
    pub(super) impersonal: Vec<RequirementAnswer>,
}

/// A row that could meet a requirement of an item.
#[derive(Debug)]
pub(super) struct OutlineRow {
    /// The position among today's rows.
    pub(super) position: usize,
    /// What stands against it whoever the person is, sorted.
    pub(super) codes: Vec<Failing>,
}

impl Outline {
    /// Of an item that raises these requirements.
    pub(super) fn new(question: &Prepared, item: Item, raised: u64, t: Instant) -> Self {
        let today = &question.world.today;
        let covering = question.covering(item, t, Rule::Today);
        let rows: Vec<OutlineRow> = today
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.meets & raised != 0)
            .map(|(position, row)| {
                let mut codes = question.row_codes(row, item, &covering, t);
                order::sort(&mut codes);
                codes.dedup();
                OutlineRow { position, codes }
            })
            .filter(|row| !is_far(row.codes.iter().map(|failing| failing.code)))
            .collect();
        let impersonal = question.impersonal(item, raised, &rows, t);
        Self { rows, impersonal }
    }
}

impl Prepared {
    /// The requirements that nothing could meet for anybody, from the catalogue and the question alone.
    fn impersonal(&self, item: Item, raised: u64, rows: &[OutlineRow], t: Instant) -> Vec<RequirementAnswer> {
        let today = &self.world.today;
        let mut list = Vec::new();
        let mut bit = 1_u64;
        for requirement in &today.requirements {
            let needed = raised & bit;
            bit = bit.wrapping_shl(1);
            if needed == 0 {
                continue;
            }
            let mut candidates = Candidates::default();
            for outline in rows {
                if let Some(row) = today.rows.get(outline.position).filter(|row| row.meets & needed != 0) {
                    outline.codes.iter().cloned().for_each(|failing| candidates.fail(failing));
                    candidates.add(Source::LegalBasis(row), needed, u64::MAX);
                }
            }
            let consent_could = requirement.consent != ConsentRule::No
                && today.notices.iter().any(|notice| {
                    notice.meets & needed != 0
                        && notice.may_be_given(t)
                        && !self.assessment_has_run_out(notice.source.assessment.as_ref(), t)
                        && self.could_cover(notice, item, t)
                });
            if !candidates.any_holds() && !consent_could {
                let reasons = near_misses(&candidates, needed);
                list.push(RequirementAnswer { id: requirement.id.clone(), met_by: Vec::new(), reasons });
            }
        }
        list
    }

    /// True when a consent given on the notice could cover an item as the use is stated; cases are the giver's choice.
    fn could_cover(&self, notice: &NoticeRow, item: Item, t: Instant) -> bool {
        self.states_all_due_before(&notice.source.obligations)
            && self.extent_codes(&notice.extent, notice.source.since, item, t).is_empty()
    }

    /// Of the requirements that an item raises those that consents on a notice could meet: one whose rule is `no` is met by none.
    pub(super) fn notice_could_meet(&self, notice: &NoticeRow, raised: u64) -> u64 {
        notice.meets & raised & self.world.today.form_mask(Form::ExplicitWritten)
    }
}
