//! Questions: who, which use, when.

use super::{FIRST_QUESTION, LAST_QUESTION, Random, World};

/// A question about one person.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The person's number.
    pub subject: u32,
    /// The number of the use.
    pub asked: u16,
    /// The instant asked about; milliseconds since 1970.
    pub at: i64,
}

/// Random questions, the same for the same seed.
#[derive(Debug)]
pub struct Questions<'w> {
    world: &'w World,
    random: Random,
}

impl<'w> Questions<'w> {
    /// The questions of a seed.
    #[must_use]
    pub fn new(world: &'w World, seed: u64) -> Self {
        Self { world, random: Random::new(seed) }
    }

    /// Questions of any use about anyone.
    pub fn mixed(&mut self, count: usize) -> Vec<Question> {
        (0..count).map(|_| self.one()).collect()
    }

    /// Batches of `size` persons each, of whom one use is asked at one instant.
    pub fn batches(&mut self, count: usize, size: usize) -> Vec<Question> {
        let mut questions = Vec::with_capacity(count);
        while questions.len() < count {
            let first = self.one();
            questions.extend((0..size).map(|_| Question { subject: self.subject(), ..first }));
        }
        questions.truncate(count);
        questions
    }

    fn one(&mut self) -> Question {
        let asked = u16::try_from(self.random.index(self.world.uses.len())).unwrap_or_default();
        Question { subject: self.subject(), asked, at: self.random.between(FIRST_QUESTION, LAST_QUESTION) }
    }

    fn subject(&mut self) -> u32 {
        u32::try_from(self.random.below(u64::from(self.world.subjects))).unwrap_or_default()
    }
}
