//! The laws of §7, each by itself: two worlds that differ in one thing are compared.

use std::collections::BTreeSet;

use consent_core::catalogue::{Catalogue, Character, ConsentRule, DataCategory, Operation};
use consent_core::decide::{Answer, BasisRef, ItemAnswer, Outcome, ProposedUse};
use consent_core::ledger::{Actor, ActorRole, Event, EventBody, Record};
use consent_core::{Engine, Id, Instant};

use super::{Verdict, holds_in_all_worlds};
use crate::worlds::{Built, Draw, Statistics, World, in_this_order, instants, named, negative_act, some_event};

/// The items that an answer covers.
fn covered(answer: &Answer) -> BTreeSet<(Id, Operation)> {
    answer.items.iter().filter(|item| item.covered).map(|item| (item.category.clone(), item.operation)).collect()
}

/// Who reads the same ledger in another engine.
fn reread(world: &World, records: Vec<Record>) -> Result<Engine, String> {
    let mut engine = world.empty_engine()?;
    engine.restore(records).map_err(|error| format!("restore: {error:?}"))?;
    Ok(engine)
}

/// A world that answers its question; the others say nothing about a law.
fn asked(world: &World, statistics: &mut Statistics) -> Option<(Built, Answer)> {
    let built = world.build().ok()?;
    let answer = built.engine.decide(&world.question).ok()?;
    statistics.world(&built.records, built.refused);
    statistics.answer(&answer);
    Some((built, answer))
}

/// Today's catalogue at the position of the question.
fn today<'a>(built: &'a Built, question: &ProposedUse) -> &'a Catalogue {
    built.engine.catalogue(question.known_at).expect("the question was answered")
}

/// `after` covers nothing that `before` did not.
fn no_more(what: &str, before: &Answer, after: &Answer) -> Verdict {
    let more: Vec<_> = covered(after).difference(&covered(before)).cloned().collect();
    if more.is_empty() { Ok(()) } else { Err(format!("{what} makes {more:?} covered")) }
}

fn draw(world: &World) -> Draw {
    Draw::new(world.salt)
}

#[test]
fn property_01_negative_acts_never_add_cover() {
    let statistics = holds_in_all_worlds("negative-acts", |world, statistics| {
        let Some((mut built, before)) = asked(world, statistics) else { return Ok(()) };
        let mut draw = draw(world);
        // Known now, whatever was asked about before.
        let question = ProposedUse { known_at: None, ..world.question.clone() };
        let before = if world.question.known_at.is_none() {
            before
        } else {
            match built.engine.decide(&question) {
                Ok(answer) => answer,
                Err(_) => return Ok(()),
            }
        };
        for round in 0..4 {
            let events: Vec<Event> = built.records.iter().map(|record| record.event.clone()).collect();
            let catalogue = today(&built, &question).clone();
            let Some(act) = negative_act(&mut draw, &format!("fresh{round}"), &catalogue, &events) else { return Ok(()) };
            let kind = act.kind();
            if built.engine.record(act.clone(), instants()[6]).is_err() {
                continue;
            }
            let after = built.engine.decide(&question).map_err(|error| format!("after `{kind}`: {error:?}"))?;
            no_more(&act.to_json().unwrap_or_default(), &before, &after)?;
        }
        Ok(())
    });
    println!("{statistics}");
}

#[test]
fn property_02_asking_for_more_never_covers_more() {
    let statistics = holds_in_all_worlds("asking-for-more", |world, statistics| {
        let Some((built, before)) = asked(world, statistics) else { return Ok(()) };
        let mut draw = draw(world);
        let catalogue = today(&built, &world.question);
        let ask = |question: &ProposedUse| built.engine.decide(question);

        // One more category, one more operation: the items asked before stay as they were.
        let mut wider = world.question.clone();
        let more = draw.pick(&catalogue.data_categories).id;
        if !wider.data_categories.contains(&more) {
            wider.data_categories.push(more);
        }
        let operation = draw.pick(Operation::ALL);
        if !wider.operations.contains(&operation) {
            wider.operations.push(operation);
        }
        let after = ask(&wider).map_err(|error| format!("asked for more: {error:?}"))?;
        for item in &before.items {
            let same = after.items.iter().find(|other| (&other.category, other.operation) == (&item.category, item.operation));
            if same != Some(item) {
                return Err(format!("an item changes when others are asked for: {item:?} {same:?}"));
            }
        }

        // One assertion less.
        for left_out in 0..world.question.assertions.len() {
            let mut silent = world.question.clone();
            silent.assertions.remove(left_out);
            let after = ask(&silent).map_err(|error| format!("without an assertion: {error:?}"))?;
            no_more("leaving out an assertion", &before, &after)?;
        }

        // Every event about a fact that a `when` reads, left out of the accepted ledger.
        let facts: [fn(&EventBody) -> bool; 3] = [
            |body| matches!(body, EventBody::RelationshipStarted { .. } | EventBody::RelationshipEnded { .. }),
            |body| matches!(body, EventBody::AttributeSet(consent_core::ledger::Attribute::BirthDate(_))),
            |body| matches!(body, EventBody::AttributeSet(consent_core::ledger::Attribute::HomeMunicipality(_))),
        ];
        let question = ProposedUse { known_at: None, ..world.question.clone() };
        let Ok(before) = ask(&question) else { return Ok(()) };
        for is_fact in facts {
            let without = in_this_order(built.records.iter().filter(|r| !is_fact(&r.event.body)).cloned());
            let after = reread(world, without)?.decide(&question).map_err(|error| format!("without a fact: {error:?}"))?;
            no_more("leaving out every event about a fact", &before, &after)?;
        }
        Ok(())
    });
    println!("{statistics}");
}

/// The same rows in another order.
fn shuffled(draw: &mut Draw, catalogue: &Catalogue) -> Catalogue {
    let mut other = catalogue.clone();
    draw.shuffle(&mut other.legal_bases);
    draw.shuffle(&mut other.notices);
    draw.shuffle(&mut other.requirements);
    draw.shuffle(&mut other.bar_kinds);
    draw.shuffle(&mut other.terms);
    draw.shuffle(&mut other.data_categories);
    draw.shuffle(&mut other.purposes);
    draw.shuffle(&mut other.parties);
    // The same in every version: a published row does not change.
    for row in &mut other.legal_bases {
        row.data_categories.reverse();
        row.purposes.reverse();
        row.when.reverse();
    }
    for row in &mut other.notices {
        row.data_categories.reverse();
        row.controllers.reverse();
    }
    other
}

#[test]
fn property_03_the_order_of_rows_and_events_changes_nothing() {
    let statistics = holds_in_all_worlds("order", |world, statistics| {
        let Some((built, _)) = asked(world, statistics) else { return Ok(()) };
        let mut draw = draw(world);
        let question = ProposedUse { known_at: None, ..world.question.clone() };
        let Ok(before) = built.engine.decide_with_horizon(&question) else { return Ok(()) };

        // Accepted events in another order; the catalogue comes first, and what the door found out stays.
        let mut records = built.records.clone();
        draw.shuffle(&mut records[1..]);
        let after = reread(world, in_this_order(records))?
            .decide_with_horizon(&question)
            .map_err(|error| format!("other order of events: {error:?}"))?;
        if after != before {
            return Err(format!("the order of events changes the answer\nbefore: {before:?}\nafter: {after:?}"));
        }

        // The rows of every version in another order. Digests differ, so the events are published anew.
        let other = World {
            catalogues: world.catalogues.iter().map(|catalogue| shuffled(&mut draw, catalogue)).collect(),
            ..world.clone()
        };
        let rebuilt = other.build().map_err(|error| format!("other order of rows: {error}"))?;
        let after = rebuilt.engine.decide_with_horizon(&question).map_err(|error| format!("other order of rows: {error:?}"))?;
        if after != before {
            return Err(format!("the order of rows changes the answer\nbefore: {before:?}\nafter: {after:?}"));
        }
        Ok(())
    });
    println!("{statistics}");
}

#[test]
fn property_04_an_answer_as_known_then_never_changes() {
    let statistics = holds_in_all_worlds("as-known-then", |world, statistics| {
        let Some((mut built, _)) = asked(world, statistics) else { return Ok(()) };
        let mut draw = draw(world);
        let size = built.records.len() as u64;
        let question = ProposedUse { known_at: world.question.known_at.or(Some(size)), ..world.question.clone() };
        let before = built.engine.decide_with_horizon(&question).map_err(|error| format!("{error:?}"))?;

        // A later catalogue, loaded and published; then more events.
        let newest = world.catalogues.last().expect("a catalogue").clone();
        let later = Catalogue { version: newest.version + 1, legal_bases: Vec::new(), ..newest };
        let digest = later.digest().map_err(|error| format!("{error:?}"))?;
        if built.engine.add_catalogue(later.clone()).is_ok() {
            let publication = Event {
                id: named("later"),
                subject: None,
                at: instants()[0],
                by: Actor { role: ActorRole::Operator, id: Some(named("operator")) },
                operator: None,
                reason: None,
                body: EventBody::CataloguePublished { version: later.version, sha256: digest },
            };
            built.engine.record(publication, instants()[6]).map_err(|error| format!("publication: {error:?}"))?;
        }
        let mut erased = false;
        for round in 0..6 {
            let events: Vec<Event> = built.engine.records().iter().map(|record| record.event.clone()).collect();
            let Some(event) = some_event(&mut draw, &format!("more{round}"), &world.catalogues[0], &events) else { break };
            let erases = matches!(event.body, EventBody::EventErased { .. });
            let accepted = built.engine.record(event.clone(), instants()[6]).is_ok();
            erased |= erases && accepted;
            let after = built.engine.decide_with_horizon(&question).map_err(|error| format!("{error:?}"))?;
            if erased {
                no_more(&format!("erasing, {}", event.to_json().unwrap_or_default()), &before, &after)?;
            } else if after != before {
                return Err(format!(
                    "{} changes what was known before it\nbefore: {before:?}\nafter: {after:?}",
                    event.to_json().unwrap_or_default()
                ));
            }
        }
        Ok(())
    });
    println!("{statistics}");
}

#[test]
fn property_05_an_answer_holds_until_it_says() {
    let statistics = holds_in_all_worlds("horizon", |world, statistics| {
        let Some((built, _)) = asked(world, statistics) else { return Ok(()) };
        let answer = built.engine.decide_with_horizon(&world.question).map_err(|error| format!("{error:?}"))?;
        let now = crate::naive::outcome_and_governing(&answer);
        let at = |t: Instant| -> Result<_, String> {
            let question = ProposedUse { at: t, ..world.question.clone() };
            let then = built.engine.decide(&question).map_err(|error| format!("{error:?}"))?;
            Ok(crate::naive::outcome_and_governing(&then))
        };
        // Before it: the same, at every instant of the world, and one millisecond to both sides of each.
        let end = answer.holds_until.unwrap_or(Instant::MAX);
        let mut draw = draw(world);
        let mut probes: Vec<Instant> = instants();
        for _ in 0..4 {
            let between = world.question.at.millis() + (draw.number() % 20_000_000_000) as i64;
            probes.extend(Instant::from_millis(between));
        }
        probes.extend(instants().into_iter().filter_map(|t| Instant::from_millis(t.millis() - 1).ok()));
        probes.extend(Instant::from_millis(end.millis() - 1));
        for t in probes.into_iter().filter(|t| world.question.at < *t && *t < end) {
            if at(t)? != now {
                return Err(format!("the answer holds until {:?}, but differs at {t}", answer.holds_until));
            }
        }
        match answer.holds_until {
            Some(end) if end <= world.question.at => Err(format!("the answer holds until {end}, before it was asked")),
            Some(end) if at(end)? == now => Err(format!("the answer holds until {end}, and then too")),
            _ => Ok(()),
        }
    });
    println!("{statistics}");
}

/// Whether a path leads from `g` down to `d` on which every item below `g` is as old as the text and need not be named.
fn named_by_a_text(rows: &[DataCategory], g: &Id, d: &Id, since: u32) -> bool {
    g == d
        || rows.iter().find(|row| row.id == *d).is_some_and(|row| {
            row.since <= since && !row.must_be_named && row.parents.iter().any(|parent| named_by_a_text(rows, g, parent, since))
        })
}

#[test]
fn property_07_consents_never_grow() {
    let statistics = holds_in_all_worlds("growth", |world, statistics| {
        let Some((built, answer)) = asked(world, statistics) else { return Ok(()) };
        let catalogue = today(&built, &world.question);
        for item in &answer.items {
            for met in item.requirements.iter().flat_map(|requirement| &requirement.met_by) {
                let BasisRef::Consent(id) = met else { continue };
                let given = built.records.iter().find_map(|record| match &record.event.body {
                    EventBody::ConsentGiven(grant) if grant.consent == *id => Some(grant),
                    _ => None,
                });
                let grant = given.ok_or_else(|| format!("consent `{id}` was never given"))?;
                let notice = catalogue
                    .notices
                    .iter()
                    .find(|notice| notice.id == grant.notice.id && notice.version == grant.notice.version)
                    .ok_or_else(|| format!("consent `{id}` is on no text"))?;
                let by_text = notice
                    .data_categories
                    .iter()
                    .any(|c| named_by_a_text(&catalogue.data_categories, &c.id, &item.category, notice.since));
                if !by_text {
                    return Err(format!("consent `{id}` on `{}` covers `{}`, which its text does not", notice.id, item.category));
                }
            }
        }
        // What is added below the categories of a text is covered by no consent on it.
        let mut grown = built;
        let newest = world.catalogues.last().expect("a catalogue").clone();
        let mut draw = draw(world);
        let parent = draw.pick(&newest.data_categories);
        let mut later = Catalogue { version: newest.version + 1, ..newest };
        later.data_categories.push(DataCategory {
            id: named("added"),
            since: later.version,
            parents: vec![parent.id.clone()],
            replaces: Vec::new(),
            must_be_named: false,
            classes: Vec::new(),
            ..parent.clone()
        });
        let digest = later.digest().map_err(|error| format!("{error:?}"))?;
        grown.engine.add_catalogue(later.clone()).map_err(|error| format!("{error:?} {:#?}", error.findings()))?;
        let publication = Event {
            id: named("growth"),
            subject: None,
            at: instants()[0],
            by: Actor { role: ActorRole::Operator, id: Some(named("operator")) },
            operator: None,
            reason: None,
            body: EventBody::CataloguePublished { version: later.version, sha256: digest },
        };
        grown.engine.record(publication, instants()[6]).map_err(|error| format!("{error:?}"))?;
        let question =
            ProposedUse { known_at: None, data_categories: vec![named("added")], except: None, ..world.question.clone() };
        let Ok(after) = grown.engine.decide(&question) else { return Ok(()) };
        for met in after.items.iter().flat_map(|item| &item.requirements).flat_map(|requirement| &requirement.met_by) {
            if matches!(met, BasisRef::Consent(_)) {
                return Err(format!("{met:?} covers `added`, which came after its text"));
            }
        }
        Ok(())
    });
    println!("{statistics}");
}

/// What an item says about rows alone.
fn duties(catalogue: &Catalogue, item: &ItemAnswer) -> Vec<(Id, Vec<BasisRef>)> {
    let is_duty = |basis: &BasisRef| {
        catalogue.legal_bases.iter().any(|row| *basis == BasisRef::LegalBasis(row.id.clone()) && row.character == Character::Duty)
    };
    item.requirements
        .iter()
        .map(|requirement| (requirement.id.clone(), requirement.met_by.iter().filter(|b| is_duty(b)).cloned().collect()))
        .collect()
}

#[test]
fn property_08_duties_and_consents_are_apart() {
    let statistics = holds_in_all_worlds("duties", |world, statistics| {
        let Some((built, answer)) = asked(world, statistics) else { return Ok(()) };
        let catalogue = today(&built, &world.question);

        // No consent meets what no consent can; none covers alone where its notice meets only a part of what is raised.
        for item in &answer.items {
            for requirement in &item.requirements {
                let consent = catalogue.requirements.iter().find(|row| row.id == requirement.id).map(|row| row.consent);
                if consent == Some(ConsentRule::No)
                    && let Some(met) = requirement.met_by.iter().find(|basis| matches!(basis, BasisRef::Consent(_)))
                {
                    return Err(format!("{met:?} meets `{}`, which no consent can", requirement.id));
                }
                for met in &requirement.met_by {
                    if let BasisRef::Consent(id) = met {
                        let lists = built.records.iter().any(|record| match &record.event.body {
                            EventBody::ConsentGiven(grant) if grant.consent == *id => catalogue.notices.iter().any(|n| {
                                n.id == grant.notice.id && n.version == grant.notice.version && n.meets.contains(&requirement.id)
                            }),
                            _ => false,
                        });
                        if !lists {
                            return Err(format!("consent `{id}` meets `{}`, which its notice does not list", requirement.id));
                        }
                    }
                }
            }
            if item.covered && item.requirements.iter().any(|requirement| requirement.met_by.is_empty()) {
                return Err(format!("{item:?} is covered though a requirement is not met"));
            }
            if item.covered && item.requirements.iter().all(|requirement| requirement.id.as_str() != "lawful-basis") {
                return Err(format!("{item:?} is covered without a lawful basis"));
            }
        }

        // A duty is the same without any act about any consent, save the bars that a withdrawal raises, which spare it.
        let question = ProposedUse { known_at: None, ..world.question.clone() };
        let Ok(before) = built.engine.decide(&question) else { return Ok(()) };
        let without =
            in_this_order(built.records.iter().filter(|record| !record.event.kind().word().starts_with("consent-")).cloned());
        let after = reread(world, without)?.decide(&question).map_err(|error| format!("without consents: {error:?}"))?;
        let catalogue = today(&built, &question);
        for (one, other) in before.items.iter().zip(&after.items) {
            if duties(catalogue, one) != duties(catalogue, other) {
                return Err(format!("a duty depends on a consent\nwith: {one:?}\nwithout: {other:?}"));
            }
        }
        Ok(())
    });
    println!("{statistics}");
}

#[test]
fn property_09_false_is_absent_and_an_error_helps_nobody() {
    let statistics = holds_in_all_worlds("false-and-absent", |world, statistics| {
        let Some((built, answer)) = asked(world, statistics) else { return Ok(()) };
        // Every optional flag that is not said is written as `false`.
        let question =
            with_flags(serde_json::to_value(&world.question).map_err(|e| e.to_string())?, &[("", &["automated_decision"])]);
        let question = ProposedUse::from_json(question.to_string().as_bytes()).map_err(|error| format!("{error:?}"))?;
        let flags: [(&str, &[&str]); 8] = [
            ("data_categories", &["must_be_named"]),
            ("purposes", &["must_be_named"]),
            ("parties", &["legal_person"]),
            ("succeeds", &["consents"]),
            ("notices", &["material"]),
            ("raised_by", &["always", "disclosure", "outside_authority", "automated_decision"]),
            ("", &[]),
            ("", &[]),
        ];
        let mut said = world.clone();
        for catalogue in &mut said.catalogues {
            let value = serde_json::to_value(&*catalogue).map_err(|e| e.to_string())?;
            let value = with_flags(value, &flags[..6]);
            *catalogue = Catalogue::from_json(value.to_string().as_bytes()).map_err(|error| format!("{error:?}"))?;
        }
        if said.catalogues != world.catalogues || question != world.question {
            return Err("a flag that is `false` is read as something else than an absent one".to_owned());
        }

        // One record that the door refuses changes nothing for the others.
        let mut broken = built;
        let mut draw = draw(world);
        let before = broken.engine.decide_with_horizon(&world.question).map_err(|error| format!("{error:?}"))?;
        for round in 0..6 {
            let events: Vec<Event> = broken.records.iter().map(|record| record.event.clone()).collect();
            let Some(event) = some_event(&mut draw, &format!("bad{round}"), &world.catalogues[0], &events) else { break };
            let size = broken.engine.records().len();
            // Another content under an id that was seen, and a scope of nobody.
            let other = Event { id: broken.records[broken.records.len() - 1].event.id.clone(), ..event.clone() };
            let unknown = match event.body.clone() {
                EventBody::ConsentGiven(mut grant) => {
                    grant.notice.version = 99;
                    Event { body: EventBody::ConsentGiven(grant), ..event }
                }
                _ => other.clone(),
            };
            for bad in [other, unknown] {
                if broken.engine.record(bad, instants()[6]).is_err() && broken.engine.records().len() != size {
                    return Err("a refused event was stored".to_owned());
                }
                if broken.engine.records().len() != size {
                    return Ok(()); // it was no mistake
                }
                let after = broken.engine.decide_with_horizon(&world.question).map_err(|error| format!("{error:?}"))?;
                if after != before {
                    return Err(format!("a refused event changes the answer\nbefore: {before:?}\nafter: {after:?}"));
                }
            }
        }
        // An item is covered only in an answer that has it.
        if answer.outcome == Outcome::Covered && covered(&answer).len() != answer.items.len() {
            return Err("covered, but not every item".to_owned());
        }
        Ok(())
    });
    println!("{statistics}");
}

/// Writes `false` where an object under `name` (or a member of a list under it) does not say a flag.
fn with_flags(mut value: serde_json::Value, flags: &[(&str, &[&str])]) -> serde_json::Value {
    use serde_json::Value;
    fn say(value: &mut Value, under: &str, flags: &[(&str, &[&str])]) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|entry| say(entry, under, flags)),
            Value::Object(members) => {
                for (name, all) in flags {
                    // A notice's categories have no labels, and another flag.
                    if *name == under && (under != "data_categories" || members.contains_key("labels")) {
                        for flag in *all {
                            members.entry((*flag).to_owned()).or_insert(Value::Bool(false));
                        }
                    }
                }
                for (name, member) in members.iter_mut() {
                    say(member, name, flags);
                }
            }
            _ => {}
        }
    }
    say(&mut value, "", flags);
    value
}
