//! To the auditor: everything, with ids, codes, articles, versions and instants, so that each sentence can be checked
//! against the catalogue and the ledger.

use std::collections::BTreeMap;

use super::fill::{Sentence, list};
use super::group::group;
use super::labels::Labels;
use super::{Explanation, Phrase as P, Spoken as _};
use crate::catalogue::{Character, Operation};
use crate::decide::{Answer, Basis, BasisRef, Failing, ItemAnswer, NearMiss, ProposedUse, RequirementAnswer};
use crate::error::Result;
use crate::id::Id;

pub(super) fn render(answer: &Answer, labels: &Labels<'_>) -> Result<Explanation> {
    let auditor = Auditor { labels };
    let mut page = vec![
        Sentence::new(P::AuditOutcome).with("outcome", answer.outcome.say(labels.lang)).with("code", answer.outcome.word()),
        Sentence::new(P::AuditPosition)
            .with("catalogue", answer.position.catalogue.as_str())
            .with("version", answer.position.version.to_string())
            .with("size", answer.position.size.to_string()),
    ];
    page.extend(answer.position.root.map(|root| Sentence::new(P::AuditRoot).with("root", root.to_string())));
    auditor.question(&answer.question, &mut page)?;
    // The same JSON without category and operation is the same explanation.
    let items = answer.items.iter().map(|item| {
        let same = (item.covered, &item.governing, &item.others, &item.requirements, &item.impersonal);
        Ok((crate::json::canonical(&same)?, item, &item.category, item.operation))
    });
    for group in group(items.collect::<Result<Vec<_>>>()?) {
        let phrase = if group.first.covered { P::AuditCovered } else { P::AuditNotCovered };
        page.push(
            Sentence::new(phrase)
                .with("groups", auditor.categories(&group.categories)?)
                .with("operations", auditor.operations(&group.operations)),
        );
        auditor.item(group.first, &mut page)?;
    }
    for duty in &answer.obligations {
        let due = duty.due.say(labels.lang);
        let due = duty.by.map_or_else(|| format!("{due} [{}]", duty.due), |by| format!("{due} [{} {by}]", duty.due));
        page.push(
            Sentence::new(P::AuditObligation)
                .with("obligation", named(labels.obligation(&duty.id)?, &duty.id))
                .with("due", due)
                .with("basis", auditor.basis(&duty.basis)?)
                .with("groups", auditor.categories(&duty.categories.iter().collect::<Vec<_>>())?),
        );
    }
    for warning in &answer.warnings {
        page.push(
            Sentence::new(P::AuditWarning).with("code", warning.code.as_str()).with("basis", auditor.basis(&warning.basis)?),
        );
    }
    if let Some(until) = answer.holds_until {
        page.push(Sentence::new(P::AuditHoldsUntil).with("at", until.to_string()));
    }
    Ok(Explanation { paragraphs: page.iter().map(|sentence| sentence.say(labels.lang)).collect() })
}

fn named(label: &str, id: &Id) -> String {
    format!("{label} [{id}]")
}

struct Auditor<'l, 'a> {
    labels: &'l Labels<'a>,
}

impl Auditor<'_, '_> {
    fn question(&self, question: &ProposedUse, page: &mut Vec<Sentence>) -> Result<()> {
        let labels = self.labels;
        let ids = |ids: &[Id]| list(ids.iter().map(Id::as_str), ", ");
        page.push(Sentence::new(P::AuditSubject).with("subject", question.subject.as_str()));
        page.push(Sentence::new(P::AuditAt).with("at", question.at.to_string()));
        if let Some(position) = question.known_at {
            page.push(Sentence::new(P::AuditKnownAt).with("position", position.to_string()));
        }
        let party = |id: &Id| Ok(named(labels.party(id)?, id));
        page.push(Sentence::new(P::AuditController).with("org", party(&question.controller)?));
        page.push(Sentence::new(P::AuditRecipient).with("org", party(&question.recipient)?));
        page.push(Sentence::new(P::AuditPurpose).with("purpose", named(labels.purpose(&question.purpose)?, &question.purpose)));
        let asked: Vec<&Id> = question.data_categories.iter().collect();
        page.push(Sentence::new(P::AuditRequested).with("groups", self.categories(&asked)?));
        if let Some(except) = &question.except {
            page.push(Sentence::new(P::AuditExcept).with("groups", self.categories(&except.iter().collect::<Vec<_>>())?));
        }
        page.push(Sentence::new(P::AuditOperations).with("operations", self.operations(&question.operations)));
        if let Some(cases) = &question.cases {
            page.push(Sentence::new(P::AuditCases).with("cases", ids(cases)));
        }
        if let Some(channel) = &question.channel {
            page.push(Sentence::new(P::AuditChannel).with("channel", channel.as_str()));
        }
        if question.automated_decision {
            page.push(Sentence::new(P::AuditAutomated));
        }
        if !question.assertions.is_empty() {
            page.push(Sentence::new(P::AuditAssertions).with("assertions", ids(&question.assertions)));
        }
        Ok(())
    }

    fn item(&self, item: &ItemAnswer, page: &mut Vec<Sentence>) -> Result<()> {
        if let Some(governing) = &item.governing {
            page.push(Sentence::new(P::AuditGoverning).with("basis", self.full(governing)?));
            if let (BasisRef::LegalBasis(id), Some(Character::Duty)) = (&governing.basis, governing.character) {
                page.push(Sentence::new(P::NotAsk).with("statute", self.labels.citation(self.labels.row(id)?)?));
            }
        }
        for other in &item.others {
            page.push(Sentence::new(P::AuditOther).with("basis", self.full(other)?));
        }
        for requirement in &item.requirements {
            let name = self.requirement(&requirement.id)?;
            if requirement.met_by.is_empty() {
                page.push(Sentence::new(P::AuditUnmet).with("requirement", name));
                for (reasons, bases) in self.near(requirement)? {
                    page.push(Sentence::new(P::AuditNear).with("basis", list(bases, ", ")).with("reasons", reasons));
                }
            } else {
                let bases = requirement.met_by.iter().map(|basis| self.basis(basis)).collect::<Result<Vec<_>>>()?;
                page.push(Sentence::new(P::AuditMet).with("requirement", name).with("bases", list(bases, ", ")));
            }
        }
        for requirement in &item.impersonal {
            for (reasons, bases) in self.near(requirement)? {
                let reasons = format!("{}: {reasons}", list(bases, ", "));
                let name = self.requirement(&requirement.id)?;
                page.push(Sentence::new(P::AuditImpersonal).with("requirement", name).with("reasons", reasons));
            }
        }
        Ok(())
    }

    fn requirement(&self, id: &Id) -> Result<String> {
        let requirement = self.labels.requirement(id)?;
        Ok(format!("{} [{id}], {}", self.labels.requirement_label(id)?, requirement.source))
    }

    /// Near misses by their codes: many consents fail in one way.
    fn near(&self, requirement: &RequirementAnswer) -> Result<BTreeMap<String, Vec<String>>> {
        let mut by_codes = BTreeMap::<String, Vec<String>>::new();
        for near in &requirement.reasons {
            let codes = near.codes.iter().map(|failing| self.code(failing)).collect::<Result<Vec<_>>>()?;
            by_codes.entry(list(codes, ", ")).or_default().push(self.near_basis(near)?);
        }
        Ok(by_codes)
    }

    fn near_basis(&self, near: &NearMiss) -> Result<String> {
        let basis = near.basis.as_ref().map_or_else(|| Ok("–".to_owned()), |basis| self.basis(basis))?;
        let Some(notice) = &near.notice else {
            return Ok(basis);
        };
        Ok(format!("{basis} ({})", self.notice(notice)))
    }

    /// `peruttu [withdrawn 2026-03-01T10:00:00Z]`
    fn code(&self, failing: &Failing) -> Result<String> {
        let mut text = format!("{} [{}", failing.code.say(self.labels.lang), failing.code);
        if let Some(kind) = &failing.kind {
            text.push(' ');
            text.push_str(kind.as_str());
        }
        if let Some(since) = failing.since {
            text.push(' ');
            text.push_str(&since.to_string());
        }
        text.push(']');
        if let Some(kind) = &failing.kind
            && let Some(kind) = self.labels.bar_kind(kind)?
        {
            text.push_str(&format!(" ({}, {})", self.labels.bar_label(kind)?, kind.source));
        }
        Ok(text)
    }

    fn basis(&self, basis: &BasisRef) -> Result<String> {
        Ok(match basis {
            BasisRef::LegalBasis(id) => named(self.labels.row_label(id)?, id),
            BasisRef::Consent(id) => named(P::WordConsent.say(self.labels.lang), id),
        })
    }

    fn notice(&self, notice: &crate::decide::NoticeVersion) -> String {
        let words = Sentence::new(P::WordNotice).with("notice", notice.id.as_str());
        words.with("version", notice.version.to_string()).text(self.labels.lang)
    }

    /// A basis with all that is known about it.
    fn full(&self, basis: &Basis) -> Result<String> {
        let lang = self.labels.lang;
        let mut parts = vec![self.basis(&basis.basis)?];
        if let Some(article) = basis.article {
            parts.push(format!("{article} {}", article.say(lang)));
        }
        if let Some(character) = basis.character {
            parts.push(format!("{} [{character}]", character.say(lang)));
        }
        if let BasisRef::LegalBasis(id) = &basis.basis {
            let row = self.labels.row(id)?;
            if let Some(statute) = &row.statute {
                let words = Sentence::new(P::WordStatute).with("statute", self.labels.statute(statute, id)?);
                parts.push(words.with("date", statute.as_of.to_string()).text(lang));
            }
            if let Some(permit) = &row.permit {
                parts.push(Sentence::new(P::WordPermit).with("permit", permit.id.as_str()).text(lang));
            }
            if let Some(assessment) = &row.assessment {
                parts.push(Sentence::new(P::WordAssessment).with("assessment", assessment.id.as_str()).text(lang));
            }
        }
        if let Some(notice) = &basis.notice {
            parts.push(self.notice(notice));
        }
        if let Some(at) = basis.at {
            parts.push(Sentence::new(P::WordGiven).with("at", at.to_string()).text(lang));
        }
        if let Some(until) = basis.until {
            parts.push(Sentence::new(P::WordEnds).with("at", until.to_string()).text(lang));
        }
        if basis.by_representative {
            parts.push(P::WordRepresentative.say(lang).to_owned());
        }
        Ok(list(parts, "; "))
    }

    fn categories(&self, ids: &[&Id]) -> Result<String> {
        let named = ids.iter().map(|id| Ok(named(self.labels.category(id)?, id)));
        Ok(list(named.collect::<Result<Vec<_>>>()?, ", "))
    }

    fn operations(&self, operations: &[Operation]) -> String {
        list(operations.iter().map(|operation| format!("{} [{operation}]", operation.say(self.labels.lang))), ", ")
    }
}
