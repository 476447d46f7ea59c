//! The small answer says what the full one says.

use std::cell::RefCell;
use std::collections::BTreeSet;

use consent_core::catalogue::Character;
use consent_core::decide::{Answer, BasisKind, BasisRef, BriefOptions, Outcome, ReasonCode};

use super::{Verdict, holds_in_all_worlds};
use crate::worlds::{Statistics, World};

/// The kind of what governs the covered items of a full answer.
fn basis(answer: &Answer) -> Option<BasisKind> {
    let governing = answer.items.iter().filter(|item| item.covered).filter_map(|item| item.governing.as_ref());
    let kinds: BTreeSet<(bool, Option<Character>)> =
        governing.map(|basis| (matches!(basis.basis, BasisRef::Consent(_)), basis.character)).collect();
    match kinds.into_iter().collect::<Vec<_>>().as_slice() {
        [] => None,
        [(true, _)] => Some(BasisKind::Consent),
        [(false, Some(Character::Duty))] => Some(BasisKind::Duty),
        [(false, _)] => Some(BasisKind::Permission),
        _ => Some(BasisKind::Several),
    }
}

/// The first code of the first unmet requirement of the first item that is not covered.
fn reason(answer: &Answer) -> Option<ReasonCode> {
    let item = answer.items.iter().find(|item| !item.covered)?;
    let unmet = item.requirements.iter().find(|requirement| requirement.met_by.is_empty())?;
    unmet.reasons.first()?.codes.first().map(|failing| failing.code)
}

fn agrees(world: &World, statistics: &mut Statistics, seen: &mut BTreeSet<String>) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    statistics.world(&built.records, built.refused);
    let engine = &built.engine;
    let Ok(prepared) = engine.prepare(&world.question.template()) else { return Ok(()) };
    // The person of the world, whoever else the ledger knows, and one whom it does not.
    let mut subjects: BTreeSet<String> =
        built.records.iter().filter_map(|r| r.event.subject.as_ref()).map(|s| s.to_string()).collect();
    subjects.extend([world.question.subject.to_string(), "nobody-knows-this-key".to_owned()]);
    for subject in subjects {
        let question = consent_core::decide::ProposedUse { subject: subject.parse().expect("a key"), ..world.question.clone() };
        let full = engine.decide_with_horizon(&question).map_err(|error| format!("no full answer: {error:?}"))?;
        seen.extend([format!("{}", full.outcome), format!("{:?}", basis(&full))]);
        for (options, wants_reason, wants_horizon) in [
            (BriefOptions::default(), false, false),
            (BriefOptions::default().with_reason(), true, false),
            (BriefOptions::default().with_reason().with_horizon(), true, true),
        ] {
            let brief = engine
                .brief(&prepared, subject.as_bytes(), question.at, options)
                .map_err(|error| format!("no answer: {error:?}"))?;
            let expected = (
                full.outcome,
                basis(&full),
                reason(&full).filter(|_| wants_reason),
                full.holds_until.filter(|_| wants_horizon),
                full.position.size,
            );
            let found = (brief.outcome, brief.basis, brief.reason, brief.holds_until, brief.size);
            if expected != found {
                return Err(format!(
                    "about `{subject}` with {options:?}: the full answer says {expected:?}, the small one {found:?}"
                ));
            }
        }
    }
    Ok(())
}

#[test]
fn the_small_answer_agrees_with_the_full_one() {
    let seen = RefCell::new(BTreeSet::new());
    holds_in_all_worlds("brief", |world, statistics| agrees(world, statistics, &mut seen.borrow_mut()));
    let kinds = [BasisKind::Duty, BasisKind::Permission, BasisKind::Consent].map(|kind| format!("{:?}", Some(kind)));
    let outcomes = [Outcome::Covered, Outcome::NotCovered].map(|outcome| outcome.to_string());
    for what in kinds.into_iter().chain(outcomes) {
        assert!(seen.borrow().contains(&what), "no world has {what}");
    }
}

#[test]
fn a_key_that_no_event_names_is_read_like_every_other() {
    let built = (0..).find_map(|number| {
        let world = World::from_number(number);
        let built = world.build().ok()?;
        let prepared = built.engine.prepare(&world.question.template()).ok()?;
        Some((built.engine, prepared, world.question.at))
    });
    let (engine, prepared, at) = built.expect("a world");
    for (key, code) in [("131052-308T", "subject-is-identity-code"), ("", "id-invalid"), ("a\u{7}b", "id-invalid")] {
        let error = engine.brief(&prepared, key.as_bytes(), at, BriefOptions::default()).unwrap_err();
        assert_eq!(error.code(), code);
    }
}
