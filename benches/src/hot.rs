//! The hot paths on fixed inputs, one at a time, for counting instructions: `hot PATH`.
//!
//! `cargo xtask counts` runs it under callgrind, which counts inside [`counted_path`] only. It prints how many questions were asked there, or events recorded.

use std::hint::black_box;
use std::rc::Rc;

use consent_benches::Result;
use consent_benches::barred::Barred;
use consent_benches::contender::engine::{self, Full, load};
use consent_benches::contender::index::{Compact, CompactScan, Ready, build};
use consent_benches::contender::{Contender, Scan};
use consent_benches::recording::{AT_ONCE, accounts, record_some, shared};
use consent_benches::table::CHUNK;
use consent_benches::workload::{Question, Questions, World};

/// Few enough that callgrind makes the world in seconds.
const SUBJECTS: u32 = 500;

/// How many hundred uses of a person's data there are accounts of.
const USED: u32 = 10;

/// Where instructions are counted: the name by which callgrind finds it.
#[unsafe(no_mangle)]
#[inline(never)]
fn counted_path(work: &mut dyn FnMut()) {
    work();
}

fn main() -> Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let world = World::new(SUBJECTS);
    let ready = Rc::new(Ready::new(&world, build(&world)?)?);
    let mut questions = Questions::new(&world, 7);
    let asked = match path.as_str() {
        "covered" | "uncovered" => {
            let mut single = Compact::single(&ready);
            let drawn = questions.mixed(4 * CHUNK);
            single.load(&drawn);
            let wanted = (0..drawn.len()).filter(|at| single.answer_one(*at) == (path == "covered")).map(|at| drawn[at]);
            let wanted: Vec<Question> = wanted.take(CHUNK).collect();
            answer(&mut single, &wanted)
        }
        "full" => answer(&mut Full::new(&Rc::new(engine::Ready::new(&world, load(&world)?)?)), &questions.mixed(CHUNK)),
        "barred" => {
            let barred = Barred::new()?;
            count(|| CHUNK * usize::from((0..CHUNK).all(|_| barred.ask())))
        }
        "record" | "account" => {
            let (shared, mut later) = if path == "record" { shared(&world, 2 * AT_ONCE)? } else { accounts(USED)? };
            let mut refused = None;
            let recorded = count(|| match record_some(&shared, &mut later) {
                Ok(recorded) => usize::try_from(recorded).unwrap_or_default(),
                Err(error) => {
                    refused = Some(error);
                    0
                }
            });
            refused.map_or(Ok(recorded), Err)?
        }
        "batch" => answer(&mut Compact::batch(&ready), &questions.batches(CHUNK, CHUNK)),
        "scan" => {
            let (mut scan, question) = (CompactScan(ready), questions.mixed(1)[0]);
            count(|| {
                black_box(scan.covered(question.asked, question.at));
                usize::try_from(SUBJECTS).unwrap_or_default()
            })
        }
        _ => {
            return Err(format!(
                "expected one of covered, uncovered, full, barred, record, account, batch, scan, found `{path}`"
            )
            .into());
        }
    };
    if asked == 0 {
        return Err(format!("expected answers on the path {path}, found none").into());
    }
    println!("{asked}");
    Ok(())
}

/// Answers all questions once to warm up, which works the catalogue's part out, and once counted.
fn answer(contender: &mut dyn Contender, questions: &[Question]) -> usize {
    let mut covered = Vec::with_capacity(questions.len());
    contender.load(questions);
    count(|| {
        covered.clear();
        contender.answer(&mut covered);
        black_box(&covered).len()
    })
}

/// Does the work twice, the second time counted; its result is how many questions it answered.
fn count(mut work: impl FnMut() -> usize) -> usize {
    work();
    let mut answered = 0;
    counted_path(&mut || answered = work());
    answered
}
