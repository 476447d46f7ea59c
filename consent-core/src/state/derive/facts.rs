//! The facts about a person and who represents them, from the events.

use std::collections::BTreeMap;

use crate::catalogue::extent::{Extent, Symbols};
use crate::id::Id;
use crate::ledger::{Attribute, Capacity, EventBody, EventType, Record};
use crate::order;
use crate::state::facts::{Capable, Facts, Relationship, Representation};
use crate::state::timeline::{Timeline, Weight, Word};
use crate::time::Instant;

pub(super) fn facts(records: &[&Record], symbols: &Symbols) -> Facts {
    let mut birth = Vec::new();
    let mut home = Vec::new();
    let mut deceased = Vec::new();
    let mut capable: Vec<(Weight, &Id, Capable)> = Vec::new();
    let mut relationships: BTreeMap<(Id, u32), Vec<Word<'_, Option<bool>>>> = BTreeMap::new();
    let mut erased_relationships: Vec<(&Id, Word<'_, Option<bool>>)> = Vec::new();
    for record in records {
        let (at, id) = (record.event.at, &record.event.id);
        let word = |weight| Word { at, weight, id, value: () };
        match &record.event.body {
            EventBody::AttributeSet(Attribute::BirthDate(date)) => birth.push(word(Weight::Positive).with(Some(*date))),
            EventBody::AttributeSet(Attribute::HomeMunicipality(party)) => {
                home.push(word(Weight::Positive).with(Some(symbols.parties.get(party).unwrap_or(u32::MAX))));
            }
            EventBody::AttributeSet(Attribute::Deceased(dead)) => {
                deceased.push(word(if *dead { Weight::Negative } else { Weight::Positive }).with(*dead));
            }
            EventBody::AttributeSet(Attribute::Capable { value, purposes }) => {
                let purposes = purposes.iter().filter_map(|p| symbols.purposes.get(p)).collect();
                let weight = if *value { Weight::Positive } else { Weight::Negative };
                capable.push((weight, id, Capable { at, purposes: Some(purposes), value: *value }));
            }
            EventBody::RelationshipStarted { kind, with } | EventBody::RelationshipEnded { kind, with } => {
                let started = matches!(record.event.body, EventBody::RelationshipStarted { .. });
                let weight = if started { Weight::Positive } else { Weight::Negative };
                let party = symbols.parties.get(with).unwrap_or(u32::MAX);
                relationships.entry((kind.clone(), party)).or_default().push(word(weight).with(Some(started)));
            }
            EventBody::Erased(shell) => match (shell.event_type, shell.kind.as_ref()) {
                (EventType::AttributeSet, Some(kind)) => match kind.as_str() {
                    "birth_date" => birth.push(word(Weight::Erased).with(None)),
                    "home_municipality" => home.push(word(Weight::Erased).with(None)),
                    "deceased" => deceased.push(word(Weight::Erased).with(true)),
                    _ => capable.push((Weight::Erased, id, Capable { at, purposes: None, value: false })),
                },
                (EventType::RelationshipStarted | EventType::RelationshipEnded, Some(kind)) => {
                    erased_relationships.push((kind, word(Weight::Erased).with(None)));
                }
                _ => {}
            },
            _ => {}
        }
    }
    for ((kind, _), words) in &mut relationships {
        words.extend(erased_relationships.iter().filter(|(k, _)| *k == kind).map(|(_, word)| word.clone()));
    }
    order::sort_by(&mut capable, |a, b| (a.2.at, a.0, a.1).cmp(&(b.2.at, b.0, b.1)));
    let (representations, unknown_guardian) = representations(records, symbols);
    Facts {
        birth: Timeline::new(birth),
        home: Timeline::new(home),
        deceased: Timeline::new(deceased),
        relationships: relationships
            .into_iter()
            .map(|((kind, party), words)| Relationship { kind, party, standing: Timeline::new(words) })
            .collect(),
        capable: capable.into_iter().map(|(_, _, capable)| capable).collect(),
        representations,
        unknown_guardian,
    }
}

impl<'a> Word<'a, ()> {
    fn with<T>(self, value: T) -> Word<'a, T> {
        Word { at: self.at, weight: self.weight, id: self.id, value }
    }
}

fn representations(records: &[&Record], symbols: &Symbols) -> (Vec<Representation>, Option<Instant>) {
    // An end without a representative is an erased one: it may have been anybody's of that capacity.
    let mut ends: Vec<(Option<&Id>, Capacity, Instant)> = Vec::new();
    let mut unknown: Option<Instant> = None;
    for record in records {
        let at = record.event.at;
        match &record.event.body {
            EventBody::RepresentationEnded { representative, capacity } => ends.push((Some(representative), *capacity, at)),
            EventBody::Erased(shell) => {
                let Some(capacity) = shell.capacity else { continue };
                if shell.event_type == EventType::RepresentationEnded {
                    ends.push((None, capacity, at));
                }
                if capacity == Capacity::Guardian {
                    unknown = Some(unknown.map_or(at, |earlier| earlier.min(at)));
                }
            }
            _ => {}
        }
    }
    let mut list: Vec<Representation> = Vec::new();
    for record in records {
        if let EventBody::RepresentationStarted { representative, capacity, scope } = &record.event.body {
            let from = record.event.at;
            let until = ends
                .iter()
                .filter(|(who, what, at)| *what == *capacity && *at >= from && who.is_none_or(|who| who == representative))
                .map(|(_, _, at)| *at)
                .min();
            list.push(Representation {
                representative: representative.clone(),
                capacity: *capacity,
                extent: Extent::find(scope, symbols),
                from,
                until,
            });
        }
    }
    order::sort_by(&mut list, |a, b| (&a.representative, a.from).cmp(&(&b.representative, b.from)));
    (list, unknown)
}
