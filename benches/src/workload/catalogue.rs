//! The world as a catalogue that the engine's own check accepts.

use consent_core::Digest;
use consent_core::catalogue::{Catalogue, Operation};
use consent_core::decide::UseTemplate;
use consent_core::{Id, Instant, Result};
use serde_json::{Value, json};

use super::trees::{CITIES, is_secret, is_special};
use super::{DISCLOSE, LAWFUL, LegalBasis, NEVER, RECIPIENT, SECRECY, SPECIAL, Scope, Tree, USE, Use, World};

/// When the catalogue was published: before anyone consented, so that no legal basis begins after a withdrawal.
pub(super) const PUBLISHED: &str = "2020-01-01T00:00:00Z";

pub(super) fn notice_id(at: usize) -> String {
    format!("notice-{at}")
}

fn category(node: u16) -> String {
    format!("category-{node}")
}

fn purpose(node: u16) -> String {
    format!("purpose-{node}")
}

fn party(node: u16) -> String {
    format!("party-{node}")
}

fn labels(text: &str) -> Value {
    json!({"fi": text, "sv": text, "en": text})
}

fn operations(mask: u8) -> Vec<Operation> {
    [(USE, Operation::Use), (DISCLOSE, Operation::Disclose)]
        .iter()
        .filter(|(bit, _)| mask & bit != 0)
        .map(|(_, one)| *one)
        .collect()
}

fn requirements(mask: u8) -> Vec<&'static str> {
    let all = [(LAWFUL, "lawful-basis"), (RECIPIENT, "recipient-right"), (SECRECY, "secrecy"), (SPECIAL, "special-category")];
    all.iter().filter(|(bit, _)| mask & bit != 0).map(|(_, id)| *id).collect()
}

/// The catalogue of a world.
///
/// # Errors
/// None, as the tests show.
pub fn build(world: &World) -> Result<Catalogue> {
    Catalogue::from_json(json(world).to_string().as_bytes())
}

/// A use of the world as a question that can be prepared.
///
/// # Errors
/// None.
pub fn template(asked: &Use) -> Result<UseTemplate> {
    Ok(UseTemplate {
        known_at: None,
        controller: Id::new(&party(asked.controller))?,
        recipient: Id::new(&party(asked.recipient))?,
        purpose: Id::new(&purpose(asked.purpose))?,
        data_categories: vec![Id::new(&category(asked.category))?],
        except: None,
        operations: operations(asked.operation),
        cases: None,
        // Without a channel every rule about channels would be raised.
        channel: Some(Id::new("online-service")?),
        automated_decision: false,
        assertions: Vec::new(),
    })
}

fn json(world: &World) -> Value {
    json!({
        "schema": "consent-catalogue/1", "id": "benchmark", "version": 1, "published": PUBLISHED, "languages": ["fi", "sv", "en"],
        "utc_offset_minutes": 120, "note": "Made up for measuring. Nothing in it is law.", "profiles": ["eu-gdpr", "fi"],
        "data_categories": items(&world.categories, category, |node| {
            let classes = match (is_secret(node), is_special(node)) {
                (_, true) => &["secret", "special-category"][..],
                (true, false) => &["secret"],
                (false, false) => &["public"],
            };
            json!({"classes": classes})
        }),
        "purposes": items(&world.purposes, purpose, |_| json!({})),
        "parties": parties(world),
        "legal_bases": world.legal_bases.iter().enumerate().map(|(at, row)| legal_basis(at, row)).collect::<Vec<_>>(),
        "notices": world.notices.iter().enumerate().map(|(at, scope)| notice(at, scope)).collect::<Vec<_>>(),
    })
}

fn extend(item: &mut Value, more: Value) {
    if let (Some(item), Value::Object(more)) = (item.as_object_mut(), more) {
        item.extend(more);
    }
}

/// The nodes of a tree; what `root` says belongs to the roots, and all below have it from them.
fn items(tree: &Tree, name: fn(u16) -> String, root: impl Fn(u16) -> Value) -> Vec<Value> {
    let nodes = (0_u16..).zip(&tree.parents).map(|(node, parent)| {
        let mut item = json!({"id": name(node), "since": 1, "labels": labels(&name(node))});
        extend(&mut item, if *parent == node { root(node) } else { json!({"parents": [name(*parent)]}) });
        item
    });
    nodes.collect()
}

fn parties(world: &World) -> Vec<Value> {
    let nodes = (0_u16..).zip(&world.parties.parents).map(|(node, parent)| {
        let mut item = json!({"id": party(node), "since": 1, "labels": labels(&party(node))});
        let more = if *parent != node {
            json!({"part_of": party(*parent)})
        } else if node < CITIES {
            json!({"kind": "public-authority", "country": "FI", "authority": party(node), "legal_person": true})
        } else {
            json!({"kind": "company", "country": "FI", "legal_person": true})
        };
        extend(&mut item, more);
        item
    });
    nodes.collect()
}

/// An instant as a catalogue writes it; nothing where there is none.
fn instant(millis: i64) -> Option<String> {
    let there = millis != i64::MIN && millis != NEVER;
    there.then(|| Instant::from_millis(millis).ok()).flatten().map(|at| at.to_string())
}

fn legal_basis(at: usize, row: &LegalBasis) -> Value {
    let id = format!("legal-basis-{at}");
    let duty = row.article == 'c';
    let mut item = json!({
        "id": id, "since": 1, "labels": labels(&id), "article": format!("6(1)({})", row.article), "meets": requirements(row.scope.meets),
        "statute": {"name": labels("Act made up for measuring"), "number": "1/2020", "section": format!("{} §", at + 1), "as_of": "2026-01-01"},
        "controller": party(row.scope.controller), "data_categories": [category(row.scope.category)],
        "purposes": [purpose(row.scope.purpose)], "operations": operations(row.scope.operations),
        "character": if duty { "duty" } else { "permission" },
    });
    if duty {
        extend(&mut item, json!({"survives": []}));
    }
    if row.scope.recipient != row.scope.controller {
        extend(&mut item, json!({"recipients": [party(row.scope.recipient)]}));
    }
    for (member, millis) in [("from", row.from), ("until", row.until)] {
        if let Some(text) = instant(millis) {
            extend(&mut item, json!({member: text}));
        }
    }
    item
}

fn notice(at: usize, scope: &Scope) -> Value {
    let id = notice_id(at);
    let text = format!("The text of {id}, made up for measuring.");
    let digest = Digest::of(text.as_bytes()).to_string();
    let mut item = json!({
        "id": id, "version": 1, "since": 1, "labels": labels(&id), "texts": labels(&text),
        "sha256": {"fi": digest, "sv": digest, "en": digest}, "controllers": [party(scope.controller)],
        "data_categories": [{"id": category(scope.category), "required": true}], "purposes": [purpose(scope.purpose)],
        "operations": operations(scope.operations), "meets": requirements(scope.meets), "form": "explicit", "activation": "subject",
        "min_age_self": 15, "min_assurance": "substantial", "ask": "may", "assessment": {"id": format!("assessment-{at}")},
    });
    if scope.recipient != scope.controller {
        extend(&mut item, json!({"recipients": [party(scope.recipient)]}));
    }
    item
}
