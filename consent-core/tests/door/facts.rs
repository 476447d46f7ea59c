//! Who records facts: an office that answers for them, never the one whom they entitle.

use serde_json::json;

use super::world::*;

const NOT_ENTITLED: &str = "actor-not-entitled at /by";

fn by_person(act: Act) -> Act {
    act.with("by", json!({"role": "self"}))
}

fn facts() -> Vec<Act> {
    vec![
        started("pupil", "school", "2026-01-10"),
        ended("pupil", "school", "2026-01-10"),
        fact("birth_date", json!("1950-01-01"), "2026-01-10"),
        fact("home_municipality", json!("city"), "2026-01-10"),
        fact("deceased", json!(false), "2026-01-10"),
        capable(true, &["teaching"], "2026-01-10"),
        represented("eva", "guardian", "2026-01-10"),
        represented("eva", "legal-guardian", "2026-01-10"),
        represented_no_more("eva", "guardian", "2026-01-10"),
        represented_no_more("eva", "legal-guardian", "2026-01-10"),
        merged("a2", "2026-01-10"),
        used("2026-01-10"),
        erased("e1", "2026-01-10"),
    ]
}

#[test]
fn an_office_records_facts() {
    for act in facts() {
        for (role, id) in [("controller", "city"), ("operator", "op"), ("authority", "city")] {
            World::new().does(act.clone().by(role, id));
        }
    }
}

#[test]
fn nobody_records_a_fact_about_themself() {
    for act in facts() {
        let mut world = World::new();
        assert_eq!(world.refuses(by_person(act.clone())), NOT_ENTITLED, "{}", act.0);
    }
}

#[test]
fn no_representative_records_a_fact() {
    for act in facts() {
        let mut world = World::child(Book::new());
        world.does(represented("eva", "mandate", "2026-01-01"));
        world.does(represented("olli", "legal-guardian", "2026-01-01"));
        for (role, id) in [("guardian", "mom"), ("mandate", "eva"), ("legal-guardian", "olli")] {
            assert_eq!(world.refuses(act.clone().by(role, id)), NOT_ENTITLED, "{role} {}", act.0);
        }
    }
}

#[test]
fn nobody_appoints_themself() {
    let mut world = World::new();
    for (capacity, role) in [("mandate", "mandate"), ("guardian", "guardian"), ("legal-guardian", "legal-guardian")] {
        let own = represented("mallory", capacity, "2026-01-10").by(role, "mallory");
        assert_eq!(world.refuses(own), NOT_ENTITLED, "{role}");
    }
    assert_eq!(world.refuses(given("c1", "2026-02-01").by("mandate", "mallory")), NOT_ENTITLED);
    // Nor does a mandate holder give the mandate on.
    world.does(represented("eva", "mandate", "2026-01-10"));
    assert_eq!(world.refuses(represented("mallory", "mandate", "2026-01-11").by("mandate", "eva")), NOT_ENTITLED);
}

#[test]
fn a_mandate_is_the_persons_to_give_and_to_take_back() {
    let mut world = World::new();
    world.does(by_person(represented("eva", "mandate", "2026-01-10")));
    world.does(given("c1", "2026-02-01").by("mandate", "eva"));
    assert_eq!(world.says(at("2026-02-01")), "covered by c1");
    world.does(by_person(represented_no_more("eva", "mandate", "2026-03-01")));
    assert_eq!(world.refuses(given("c2", "2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
}

#[test]
fn a_mandate_is_laid_down_by_its_holder_and_by_no_other() {
    let mut world = World::new();
    world.does(represented("eva", "mandate", "2026-01-10"));
    world.does(represented("ivo", "mandate", "2026-01-10"));
    assert_eq!(world.refuses(represented_no_more("eva", "mandate", "2026-03-01").by("mandate", "ivo")), NOT_ENTITLED);
    world.does(represented_no_more("eva", "mandate", "2026-03-01").by("mandate", "eva"));
    assert_eq!(world.refuses(given("c1", "2026-03-01").by("mandate", "eva")), NOT_ENTITLED);
    world.does(given("c1", "2026-03-01").by("mandate", "ivo"));
}
