//! What must hold for the remedies of every random world (semantics §7, properties 5 and 8).

use std::cell::Cell;
use std::collections::BTreeSet;

use consent_core::catalogue::{Character, ConsentRule};
use consent_core::decide::{Answer, BasisRef, Outcome, ProposedUse};
use consent_core::remedy::{ActKind, Remedies};
use consent_core::{Engine, Id};

use super::deeds::{Copy, Deed};
use crate::properties::{Verdict, holds_in_all_worlds};
use crate::worlds::{Draw, Statistics, World};

/// The remedies of a world's question, with a copy to try them on; none when it is covered or no question.
fn remedies_of<'a>(world: &'a World, engine: &'a Engine) -> Result<Option<(Copy<'a>, Remedies)>, String> {
    let Some(copy) = Copy::new(world, engine) else { return Ok(None) };
    let Ok(answer) = engine.decide(&world.question) else { return Ok(None) };
    let remedies = engine.remedies(&world.question).map_err(|error| format!("{error:?}"))?;
    if remedies.covered != (answer.outcome == Outcome::Covered) {
        return Err(format!("the remedies say covered = {}, the answer {}", remedies.covered, answer.outcome));
    }
    if remedies.covered && !(remedies.sets.is_empty() && remedies.wait_until.is_none() && remedies.narrow_request.is_none()) {
        return Err(format!("there are remedies for what is covered: {remedies:?}"));
    }
    Ok((!remedies.covered).then_some((copy, remedies)))
}

fn shown(set: &impl serde::Serialize) -> String {
    serde_json::to_string(set).unwrap_or_default()
}

/// Every set, by everyone who can do it, makes the use covered; no part of it does.
fn sets_suffice(world: &World, found: &Cell<u64>) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let Some((copy, remedies)) = remedies_of(world, &built.engine)? else { return Ok(()) };
    for set in &remedies.sets {
        found.set(found.get() + 1);
        for deeds in copy.deeds(set)? {
            match copy.covered_after(&deeds) {
                Ok(true) => {}
                Ok(false) => return Err(format!("not covered after {deeds:?}, which is {}", shown(set))),
                Err(refusal) => return Err(format!("can't be done: {refusal}; {}", shown(set))),
            }
            for part in parts(&deeds) {
                if copy.covered_after(&part) == Ok(true) {
                    return Err(format!("{part:?} is enough, but the set is {}", shown(set)));
                }
            }
        }
    }
    Ok(())
}

/// Every proper part of a list, the longest first.
fn parts(deeds: &[Deed]) -> Vec<Vec<Deed>> {
    let whole = (1_u32 << deeds.len().min(5)) - 1;
    (0..whole)
        .rev()
        .map(|mask| {
            let taken = |at: &usize| *at >= 5 || mask & (1 << at) != 0;
            (0..deeds.len()).filter(taken).map(|at| deeds[at].clone()).collect()
        })
        .collect()
}

#[test]
fn property_05_remedies_suffice_and_no_part_of_them_does() {
    let found = Cell::new(0);
    let statistics = holds_in_all_worlds("remedies suffice", |world, _: &mut Statistics| sets_suffice(world, &found));
    println!("{} sets in {} worlds", found.get(), statistics.worlds);
    // A few worlds say nothing about how many remedies the generator makes.
    assert!(found.get() > 50 || statistics.worlds < 100, "too few remedies to learn from: {}", found.get());
}

/// No fewer acts do, and no other set of as many is missing, among all that could be done.
fn nothing_is_overlooked(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let Some((copy, remedies)) = remedies_of(world, &built.engine)? else { return Ok(()) };
    let size = remedies.sets.first().map_or(usize::MAX, Vec::len);
    let keys = |deeds: &[Deed]| deeds.iter().map(Deed::key).collect::<BTreeSet<_>>();
    let mut listed: Vec<BTreeSet<String>> = Vec::new();
    for set in &remedies.sets {
        listed.extend(copy.deeds(set)?.first().map(|deeds| keys(deeds)));
    }
    let judge = |deeds: &[Deed]| {
        if copy.covered_after(deeds) != Ok(true) || deeds.len() > size || (deeds.len() == size && listed.contains(&keys(deeds))) {
            return Ok(());
        }
        Err(format!("{deeds:?} would do, but the sets are {}", shown(&remedies.sets)))
    };
    if size == 0 {
        return Err("a set without acts".to_owned());
    }
    let universe = copy.universe();
    for deed in &universe {
        judge(std::slice::from_ref(deed))?;
    }
    // Pairs are many: some of them.
    if size >= 2 {
        let mut draw = Draw::new(world.salt);
        for _ in 0..60 {
            let pair = draw.some(&universe, 2);
            if pair.len() == 2 && pair[0].key() != pair[1].key() {
                judge(&pair)?;
            }
        }
    }
    Ok(())
}

#[test]
fn no_smaller_set_is_overlooked() {
    holds_in_all_worlds("remedies complete", |world, _: &mut Statistics| nothing_is_overlooked(world));
}

/// Sorted, unique, the same each time; `wait_until`, `narrow_request` and `do_not_ask` are what they say.
fn the_rest_is_right(world: &World) -> Verdict {
    let Ok(built) = world.build() else { return Ok(()) };
    let engine = &built.engine;
    let Some((copy, remedies)) = remedies_of(world, engine)? else { return Ok(()) };
    if engine.remedies(&world.question).ok().as_ref() != Some(&remedies) {
        return Err("asked again, the remedies differ".to_owned());
    }
    let order = |set: &Vec<consent_core::remedy::RemedyAct>| -> Vec<(ActKind, Id)> {
        set.iter().map(|act| (act.act, act.id.clone())).collect()
    };
    let orders: Vec<_> = remedies.sets.iter().map(order).collect();
    if !orders.iter().all(|set| set.is_sorted()) || !orders.is_sorted() || remedies.sets.windows(2).any(|two| two[0] == two[1]) {
        return Err(format!("the sets are not in order: {}", shown(&remedies.sets)));
    }
    if remedies.sets.windows(2).any(|two| two[0].len() != two[1].len()) {
        return Err(format!("the sets are not all of the fewest acts: {}", shown(&remedies.sets)));
    }
    let ask = |question: &ProposedUse| engine.decide_with_horizon(question).map_err(|error| format!("{error:?}"));
    // The first covered instant, from horizon to horizon.
    let mut answer = ask(&world.question)?;
    let mut waited = None;
    while let Some(until) = answer.holds_until {
        answer = ask(&ProposedUse { at: until, ..world.question.clone() })?;
        if answer.outcome == Outcome::Covered {
            waited = Some(until);
            break;
        }
    }
    if waited != remedies.wait_until {
        return Err(format!("wait until {:?}, but it is first covered at {waited:?}", remedies.wait_until));
    }
    let answer = ask(&world.question)?;
    narrow(world, &copy, &remedies, &answer, &ask)?;
    do_not_ask(&copy, &remedies, &answer)?;
    asks_only_what_is_unmet(&copy, engine, &remedies)
}

fn narrow(
    world: &World,
    copy: &Copy<'_>,
    remedies: &Remedies,
    answer: &Answer,
    ask: &dyn Fn(&ProposedUse) -> Result<Answer, String>,
) -> Verdict {
    if let Some(except) = &remedies.narrow_request {
        let narrowed = ask(&ProposedUse { except: Some(except.clone()), ..world.question.clone() })?;
        if narrowed.outcome != Outcome::Covered {
            return Err(format!("not covered without {except:?}"));
        }
        let kept = world.question.except.iter().flatten().all(|id| except.contains(id));
        let open = |id: &Id| answer.items.iter().any(|item| item.category == *id && !item.covered);
        let new = except.iter().filter(|id| !world.question.except.iter().flatten().any(|e| e == *id));
        if !kept || !except.is_sorted() || !new.clone().all(open) {
            return Err(format!("leaves out more than it must, or less: {except:?}"));
        }
        return Ok(());
    }
    // Otherwise everything asked is open or lies below something that is.
    let mut left_out: BTreeSet<&Id> = answer.items.iter().filter(|item| !item.covered).map(|item| &item.category).collect();
    loop {
        let below = copy.catalogue.data_categories.iter().filter(|row| row.parents.iter().any(|p| left_out.contains(p)));
        let new: Vec<&Id> = below.map(|row| &row.id).filter(|id| !left_out.contains(id)).collect();
        if new.is_empty() {
            break;
        }
        left_out.extend(new);
    }
    match answer.items.iter().find(|item| !left_out.contains(&item.category)) {
        Some(item) => Err(format!("{} is covered and could be asked alone", item.category)),
        None => Ok(()),
    }
}

/// The requirements that no consent can meet, or a duty does.
fn decided_by_law(copy: &Copy<'_>, requirement: &consent_core::decide::RequirementAnswer) -> bool {
    let duty = |basis: &BasisRef| {
        let rows = &copy.catalogue.legal_bases;
        matches!(basis, BasisRef::LegalBasis(id) if rows.iter().any(|row| row.id == *id && row.character == Character::Duty))
    };
    copy.catalogue.requirements.iter().any(|row| row.id == requirement.id && row.consent == ConsentRule::No)
        || requirement.met_by.iter().any(duty)
}

fn do_not_ask(copy: &Copy<'_>, remedies: &Remedies, answer: &Answer) -> Verdict {
    let expected: Vec<_> = answer
        .items
        .iter()
        .map(|item| {
            let law = item.requirements.iter().filter(|requirement| decided_by_law(copy, requirement));
            (item.category.clone(), item.operation, law.map(|requirement| requirement.id.clone()).collect::<Vec<_>>())
        })
        .filter(|(_, _, requirements)| !requirements.is_empty())
        .collect();
    let found: Vec<_> =
        remedies.do_not_ask.iter().map(|no| (no.category.clone(), no.operation, no.requirements.clone())).collect();
    if expected == found { Ok(()) } else { Err(format!("do not ask {found:?}, but the law decides {expected:?}")) }
}

/// Property 8: each consent that is asked meets something unmet that the law leaves to consent, in each of its categories.
fn asks_only_what_is_unmet(copy: &Copy<'_>, engine: &Engine, remedies: &Remedies) -> Verdict {
    let then = ProposedUse { at: copy.then(), ..copy.question.clone() };
    let answer = engine.decide(&then).map_err(|error| format!("{error:?}"))?;
    for act in remedies.sets.iter().flatten().filter(|act| act.act == ActKind::AskConsent) {
        let notice = copy.catalogue.notices.iter().find(|n| n.id == act.id && Some(n.version) == act.version);
        let notice = notice.ok_or_else(|| format!("asks an unknown notice: {act:?}"))?;
        let unmet = answer.items.iter().any(|item| {
            item.requirements.iter().any(|requirement| {
                requirement.met_by.is_empty() && notice.meets.contains(&requirement.id) && !decided_by_law(copy, requirement)
            })
        });
        if !unmet {
            return Err(format!("asks a consent that meets nothing unmet: {act:?}"));
        }
        let scope = act.scope.clone().unwrap_or_default();
        let needless = scope.operations.iter().flatten().any(|operation| !copy.question.operations.contains(operation));
        let complete = [&scope.controllers, &scope.data_categories, &scope.purposes].into_iter().all(Option::is_some)
            && scope.operations.is_some()
            && scope.recipients.is_some() == notice.recipients.is_some();
        if needless || !complete {
            return Err(format!("the scope is not exactly what to ask: {act:?}"));
        }
    }
    Ok(())
}

#[test]
fn waiting_narrowing_and_not_asking_are_right() {
    holds_in_all_worlds("remedies beside", |world, _: &mut Statistics| the_rest_is_right(world));
}

/// What all goes wrong, without making it smaller: `CONSENT_CASES=1000 cargo test -- --ignored --nocapture surveys_remedies`.
#[test]
#[ignore = "for a person who looks into failures"]
fn surveys_remedies() {
    let count = std::env::var("CONSENT_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let which = std::env::var("CONSENT_LAW").unwrap_or_default();
    for number in 0..count {
        let world = World::from_number(number);
        let verdict = match which.as_str() {
            "suffice" => sets_suffice(&world, &Cell::new(0)),
            "complete" => nothing_is_overlooked(&world),
            _ => the_rest_is_right(&world),
        };
        if let Err(message) = verdict {
            println!("{number}: {message}");
        }
    }
}
