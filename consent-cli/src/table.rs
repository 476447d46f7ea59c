//! Tables in plain text: as wide as they need to be, never wider than a page.

use crate::output::{Out, Paint};

/// How many characters a line has at most.
const PAGE: usize = 100;
/// What stands between columns.
const GAP: usize = 2;

/// Rows under a head. A cell may have several lines.
#[derive(Debug)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<T: Into<String>>(head: impl IntoIterator<Item = T>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the table to what is printed.
    pub(crate) fn print(&self, out: &mut Out) {
        let widths = self.widths();
        for line in lines(&self.head, &widths) {
            out.line(out.paint(Paint::Bold, &line));
        }
        out.line(widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join(&" ".repeat(GAP)));
        let rows: Vec<Vec<String>> = self.rows.iter().map(|row| lines(row, &widths)).collect();
        // Where cells go on, an empty line tells the rows apart.
        let apart = rows.iter().any(|row| row.len() > 1);
        for (at, row) in rows.iter().enumerate() {
            if apart && at > 0 {
                out.line("");
            }
            row.iter().for_each(|line| out.line(line));
        }
    }

    /// As wide as the longest line of each column; where that is too much, the widest column gives way first, at words.
    fn widths(&self) -> Vec<usize> {
        let columns = self.head.len();
        let (mut widths, mut least) = (vec![1; columns], vec![1; columns]);
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for ((cell, width), word) in row.iter().zip(&mut widths).zip(&mut least) {
                *width = cell.lines().map(length).max().unwrap_or(0).max(*width);
                *word = cell.lines().flat_map(words).map(|word| length(&word)).max().unwrap_or(0).max(*word);
            }
        }
        let page = PAGE.saturating_sub(GAP * columns.saturating_sub(1));
        while widths.iter().sum::<usize>() > page {
            let widest = |at: &&usize| widths.get(**at).copied().unwrap_or(0);
            let all: Vec<usize> = (0..columns).collect();
            let room = all.iter().filter(|at| widths.get(**at) > least.get(**at)).max_by_key(widest);
            let Some(at) = room.or_else(|| all.iter().max_by_key(widest)).copied() else { break };
            match widths.get_mut(at) {
                Some(width) if *width > 1 => *width -= 1,
                _ => break,
            }
        }
        widths
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The lines of a row.
fn lines(cells: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..height)
        .map(|at| {
            let mut line = String::new();
            for (cell, width) in cells.iter().zip(widths) {
                let text = cell.get(at).map_or("", String::as_str);
                line.push_str(text);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(length(text)) + GAP));
            }
            line.trim_end().to_owned()
        })
        .collect()
}

/// The words between which a line may be broken: `3 §` is one.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.replace(" §", "\u{a0}§");
    let words: Vec<String> = words.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('\u{a0}', " ")).collect();
    words.into_iter()
}

/// A cell in lines of at most `width` characters: broken between words, within one only where it is longer than that.
fn wrapped(cell: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for text in cell.lines() {
        let mut line = String::new();
        for word in words(text) {
            if !line.is_empty() && length(&line) + 1 + length(&word) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            for c in word.chars() {
                if length(&line) == width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(table: &Table) -> Vec<String> {
        let widths = table.widths();
        table.rows.iter().flat_map(|row| lines(row, &widths)).collect()
    }

    #[test]
    fn a_narrow_table_stays_narrow() {
        let mut table = Table::new(["a", "b"]);
        table.row(["kyllä".to_owned(), "ei".to_owned()]);
        assert_eq!(printed(&table), ["kyllä  ei"]);
    }

    #[test]
    fn no_line_is_wider_than_a_page() {
        let mut table = Table::new(["a", "b", "c"]);
        table.row(["x".repeat(70), "pitkä teksti ".repeat(20), "y".repeat(300)]);
        table.row([String::new(), "ä\n\nb".to_owned(), "z".to_owned()]);
        let lines = printed(&table);
        assert!(lines.iter().all(|line| length(line) <= PAGE), "{lines:#?}");
        let count = |what: char| lines.iter().flat_map(|line| line.chars()).filter(|c| *c == what).count();
        assert_eq!((count('x'), count('y')), (70, 300), "nothing is cut off");
    }

    #[test]
    fn words_are_broken_only_where_they_must_be() {
        assert_eq!(wrapped("yksi kaksi", 5), ["yksi", "kaksi"]);
        assert_eq!(wrapped("kuusikymmentä", 5), ["kuusi", "kymme", "ntä"]);
        assert_eq!(wrapped("Laki 13 §, 40 §", 7), ["Laki", "13 §,", "40 §"]);
        assert_eq!(wrapped("", 5), Vec::<String>::new());
    }
}
