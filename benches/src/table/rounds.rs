//! Rounds in which everyone has a turn on the same questions.

use std::time::Instant as Clock;

use super::{CHUNK, Options};
use crate::Result;
use crate::clock::Work;
use crate::contender::{Contender, Scan};
use crate::workload::Question;

/// The least time of a question in nanoseconds, for each contender. In every round all answer the same new questions, in chunks that
/// are loaded before the clock starts; a slow one answers as many as its turn allows. The first contender's answers are the measure
/// of all others'.
pub(super) fn rounds(
    options: &Options,
    contenders: &mut [Box<dyn Contender>],
    mut draw: impl FnMut() -> Vec<Question>,
) -> Result<Vec<f64>> {
    let mut best = vec![f64::INFINITY; contenders.len()];
    for _ in 0..options.rounds {
        let questions = draw();
        let mut right: Vec<bool> = Vec::new();
        for (contender, best) in contenders.iter_mut().zip(&mut best) {
            let (time, answers) = turn(options, contender.as_mut(), &questions);
            *best = best.min(time);
            if right.is_empty() {
                right = answers;
            } else if !contender.name().contains("look-up") {
                compare(contender.name(), &questions, &right, &answers)?;
            }
        }
    }
    Ok(best)
}

/// The time of a question in nanoseconds, and the answers.
fn turn(options: &Options, contender: &mut dyn Contender, questions: &[Question]) -> (f64, Vec<bool>) {
    let started = Clock::now();
    let (mut spent, mut asked) = (0.0, 0_usize);
    let mut answers = Vec::with_capacity(questions.len());
    for chunk in questions.chunks(CHUNK) {
        contender.load(chunk);
        let work = Work::begin();
        contender.answer(&mut answers);
        spent += work.seconds();
        asked += chunk.len();
        if started.elapsed() > options.turn {
            break;
        }
    }
    (spent * 1e9 / asked as f64, answers)
}

fn compare(name: &str, questions: &[Question], right: &[bool], answers: &[bool]) -> Result<()> {
    // A turn ends at a chunk's end.
    if answers.is_empty() || (!answers.len().is_multiple_of(CHUNK) && answers.len() != questions.len()) {
        return Err(format!("expected an answer to every question, found {} from {name}", answers.len()).into());
    }
    match questions.iter().zip(right.iter().zip(answers)).find(|(_, (right, answer))| right != answer) {
        Some((question, (right, answer))) => {
            Err(format!("expected {right} to {question:?} from {name}, found {answer}; nothing was measured").into())
        }
        None => Ok(()),
    }
}

/// The median and the 99th percentile of the time of one question in nanoseconds, the clock's own time included. Which question comes
/// next depends on the answer, so that the processor can't begin with it before.
pub(super) fn latencies(contender: &mut dyn Contender, questions: &[Question]) -> [f64; 2] {
    let mut times = Vec::with_capacity(questions.len());
    for chunk in questions.chunks(CHUNK) {
        contender.load(chunk);
        let mut at = 0;
        while at + 1 < chunk.len() {
            let start = Clock::now();
            let covered = contender.answer_one(at);
            times.push(start.elapsed().as_secs_f64() * 1e9);
            at += 1 + usize::from(covered);
        }
    }
    times.sort_unstable_by(f64::total_cmp);
    [times[times.len() / 2], times[times.len() * 99 / 100]]
}

/// The least seconds of a scan, for each who scans, as a mean over uses; all must find as many.
pub(super) fn scans(options: &Options, scanners: &mut [Box<dyn Scan>], questions: &[Question]) -> Result<Vec<f64>> {
    let mut best = vec![f64::INFINITY; scanners.len()];
    // Questions that the legal bases answer alone would be no scan.
    let questions = &questions[..questions.len().min(16)];
    for _ in 0..options.rounds.min(5) {
        let mut right: Option<Vec<u64>> = None;
        for (scanner, best) in scanners.iter_mut().zip(&mut best) {
            let work = Work::begin();
            let found: Vec<u64> = questions.iter().map(|question| scanner.covered(question.asked, question.at)).collect();
            *best = best.min(work.seconds() / questions.len() as f64);
            match &right {
                None => right = Some(found),
                Some(right) if *right == found => {}
                Some(right) => return Err(format!("expected {right:?} subjects from {}, found {found:?}", scanner.name()).into()),
            }
        }
    }
    Ok(best)
}
