//! The workload is what it says, and everyone gives the same answers on it.

#[path = "../../consent-core/tests/naive/mod.rs"]
#[expect(dead_code, unused_imports, reason = "of the naive evaluator only its answers are needed here")]
mod naive;

use std::rc::Rc;

use consent_benches::contender::Contender;
use consent_benches::contender::engine::{Full, Ready, Single, load};
use consent_benches::contender::index::{self, Compact};
use consent_benches::contender::limit::{Limit, Table, Way};
use consent_benches::contender::plain::Plain;
use consent_benches::contender::sqlite::Sqlite;
use consent_benches::workload::{Questions, World, catalogue};
use consent_core::catalogue::{Severity, check};
use consent_core::decide::Outcome;

const SUBJECTS: u32 = 200;
const QUESTIONS: usize = 1_024;

#[test]
fn the_catalogue_has_the_size_it_promises_and_no_errors() {
    let world = World::new(1);
    let catalogue = catalogue::build(&world).unwrap();
    assert_eq!((catalogue.data_categories.len(), catalogue.purposes.len(), catalogue.parties.len()), (200, 100, 300));
    assert_eq!((world.categories.levels.len(), world.purposes.levels.len(), world.parties.levels.len()), (4, 3, 3));
    assert_eq!((catalogue.legal_bases.len(), catalogue.notices.len()), (40, 240));
    let errors: Vec<_> = check(&catalogue).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn persons_have_about_ten_consents_of_which_some_have_ended() {
    let world = World::new(10_000);
    let consents: Vec<_> = (0..world.subjects).flat_map(|number| world.person(number).consents).collect();
    assert_eq!(consents.len() as u64, world.consents());
    let share = |count: usize, of: usize| count as f64 / of as f64;
    assert!((9.5..10.5).contains(&share(consents.len(), 10_000)));
    let withdrawn = consents.iter().filter(|consent| consent.withdrawn < consent.until).count();
    assert!((0.15..0.25).contains(&share(withdrawn, consents.len())), "{withdrawn}");
}

#[test]
fn half_of_the_questions_are_covered() {
    let world = World::new(5_000);
    let questions = Questions::new(&world, 1).mixed(50_000);
    let mut limit = Limit::new(&Rc::new(Table::new(&world)), Way::Single);
    let mut covered = Vec::new();
    limit.load(&questions);
    limit.answer(&mut covered);
    let share = covered.iter().filter(|covered| **covered).count() as f64 / covered.len() as f64;
    println!("covered: {share:.3}");
    assert!((0.45..0.55).contains(&share), "{share}");
}

#[test]
fn everyone_gives_the_same_answers_as_the_naive_evaluator() {
    let world = World::new(SUBJECTS);
    let ready = Rc::new(Ready::new(&world, load(&world).unwrap()).unwrap());
    let compact = Rc::new(index::Ready::new(&world, index::build(&world).unwrap()).unwrap());
    let table = Rc::new(Table::new(&world));
    let mut questions = Questions::new(&world, 2).mixed(QUESTIONS);
    questions.extend(Questions::new(&world, 3).batches(QUESTIONS, 256));
    let mut contenders: Vec<Box<dyn Contender>> = vec![
        Box::new(Limit::new(&table, Way::Single)),
        Box::new(Limit::new(&table, Way::Batch)),
        Box::new(Plain::new(&world)),
        Box::new(Sqlite::new(&world).unwrap()),
        Box::new(Single::new(&ready)),
        Box::new(Full::new(&ready)),
        Box::new(Compact::single(&compact)),
        Box::new(Compact::batch(&compact)),
    ];
    let answers: Vec<Vec<bool>> = contenders
        .iter_mut()
        .map(|contender| {
            let (mut all, mut again) = (Vec::new(), Vec::new());
            contender.load(&questions);
            contender.answer(&mut all);
            again.extend((0..questions.len()).map(|at| contender.answer_one(at)));
            assert_eq!(all, again, "{}", contender.name());
            all
        })
        .collect();
    for (contender, answers_of) in contenders.iter().zip(&answers) {
        let differs = answers_of.iter().zip(&answers[0]).position(|(one, other)| one != other);
        assert_eq!(
            (answers_of.len(), differs),
            (questions.len(), None),
            "{}: {:?}",
            contender.name(),
            differs.map(|at| questions[at])
        );
    }
    // The naive evaluator reads a whole ledger for one answer: one person's ledger at a time, and a few questions about each.
    let catalogue = catalogue::build(&world).unwrap();
    let mut asked = 0;
    for (question, answer) in questions.iter().zip(&answers[0]).step_by(32) {
        let whole = ready.whole(question).unwrap();
        let mut records = vec![ready.engine.records()[0].clone()];
        records.extend(
            ready.engine.records().iter().filter(|record| record.event.subject.as_ref() == Some(&whole.subject)).cloned(),
        );
        for (seq, record) in (0..).zip(&mut records) {
            record.seq = seq;
        }
        let naive = naive::answer(std::slice::from_ref(&catalogue), &records, &whole).unwrap();
        assert_eq!(naive.outcome == Outcome::Covered, *answer, "{question:?}");
        asked += 1;
    }
    assert!(asked >= 60, "{asked}");
}
