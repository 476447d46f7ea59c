//! Those who answer the same questions.

pub mod engine;
pub mod index;
pub mod limit;
pub mod plain;
pub mod sqlite;

use crate::workload::{Question, Tree};

/// One who answers questions about uses of persons' data.
///
/// Another surface of the engine (C, WebAssembly) or another peer is one more implementation, added to the list in
/// [`crate::table`].
pub trait Contender {
    /// What the table calls it.
    fn name(&self) -> &'static str;

    /// Puts questions into its own form: the key as its caller has it, the use as it was prepared. Not timed.
    fn load(&mut self, questions: &[Question]);

    /// Answers all loaded questions, in their order, true for *covered*. Timed.
    fn answer(&mut self, covered: &mut Vec<bool>);

    /// Answers one of the loaded questions.
    fn answer_one(&mut self, at: usize) -> bool;
}

/// One who finds everyone for whom a use is covered.
pub trait Scan {
    /// What the table calls it.
    fn name(&self) -> &'static str;

    /// For how many persons the use of a number is covered at an instant.
    fn covered(&mut self, asked: u16, at: i64) -> u64;
}

/// A tree whose nodes are numbered so that all below a node lie between two numbers.
#[derive(Clone, Debug)]
pub struct Spans(Vec<(u16, u16)>);

impl Spans {
    /// The spans of a tree.
    #[must_use]
    pub fn new(tree: &Tree) -> Self {
        let mut spans = vec![(0, 0); tree.parents.len()];
        let mut next = 0;
        for (node, parent) in (0_u16..).zip(&tree.parents) {
            if node == *parent {
                number(tree, node, &mut next, &mut spans);
            }
        }
        Self(spans)
    }

    /// The first and the last number at or below a node; the first is its own.
    #[must_use]
    pub fn of(&self, node: u16) -> (u16, u16) {
        self.0[usize::from(node)]
    }
}

fn number(tree: &Tree, node: u16, next: &mut u16, spans: &mut [(u16, u16)]) {
    let first = *next;
    *next += 1;
    for (child, parent) in (0_u16..).zip(&tree.parents) {
        if *parent == node && child != node {
            number(tree, child, next, spans);
        }
    }
    spans[usize::from(node)] = (first, *next - 1);
}
