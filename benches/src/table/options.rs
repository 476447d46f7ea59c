//! What a run is asked to do.

use std::time::Duration;

use crate::Result;

/// The sizes and the effort of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many subjects, in one column of the table each.
    pub subjects: Vec<u32>,
    /// How many rounds; the least time of them counts.
    pub rounds: usize,
    /// How many questions a round asks at most.
    pub questions: usize,
    /// Whether a country is measured, which takes minutes.
    pub national: bool,
    /// How long one contender's turn lasts at most: a slow one answers fewer of the same questions.
    pub turn: Duration,
}

impl Options {
    /// Reads `[--quick] [--subjects N …]`.
    ///
    /// # Errors
    /// An argument that is neither.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            subjects: vec![1_000, 100_000, 1_000_000],
            rounds: 9,
            questions: 200 * super::CHUNK,
            national: true,
            turn: Duration::from_millis(400),
        };
        let mut arguments = arguments.peekable();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => {
                    let turn = Duration::from_millis(100);
                    options =
                        Self { subjects: vec![1_000, 20_000], rounds: 3, questions: 40 * super::CHUNK, national: false, turn };
                }
                "--subjects" => {
                    options.subjects.clear();
                    options.national = false;
                    while let Some(count) = arguments.next_if(|next| !next.starts_with("--")) {
                        options.subjects.push(count.parse().map_err(|_| unknown(&count))?);
                    }
                }
                _ => return Err(unknown(&argument).into()),
            }
        }
        options.subjects.sort_unstable();
        Ok(options)
    }
}

fn unknown(argument: &str) -> String {
    format!("expected `[--quick] [--subjects N …]`, found `{argument}`; subjects are counted in digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn the_sizes_are_those_named_and_nothing_else_is_taken() {
        assert_eq!(parse("--quick --subjects 300 20").unwrap().subjects, [20, 300]);
        assert_eq!(parse("").unwrap().subjects, [1_000, 100_000, 1_000_000]);
        assert!(parse("--fast").unwrap_err().to_string().contains("found `--fast`"));
        assert!(parse("--subjects 1,000").unwrap_err().to_string().contains("found `1,000`"));
    }
}
