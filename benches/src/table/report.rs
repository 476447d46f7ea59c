//! The table.

use core::fmt;

/// What a figure must reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    /// Nothing.
    None,
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::None => true,
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    unit: &'static str,
    cells: Vec<Option<f64>>,
    bound: Bound,
    /// The size at which the bound counts.
    size: u32,
}

/// Rows of figures, a column for each size.
#[derive(Clone, Debug)]
pub(super) struct Report {
    sizes: Vec<u32>,
    measured: Vec<Row>,
    figures: Vec<Row>,
}

impl Report {
    pub(super) fn new(sizes: &[u32]) -> Self {
        Self { sizes: sizes.to_vec(), measured: Vec::new(), figures: Vec::new() }
    }

    /// Puts a measured number in its place.
    pub(super) fn set(&mut self, name: &str, unit: &'static str, column: usize, value: f64) {
        let at = self.measured.iter().position(|row| row.name == name && row.unit == unit).unwrap_or_else(|| {
            let cells = vec![None; self.sizes.len()];
            self.measured.push(Row { name: name.to_owned(), unit, cells, bound: Bound::None, size: 0 });
            self.measured.len() - 1
        });
        self.measured[at].cells[column] = Some(value);
    }

    fn cells(&self, (name, unit): (&str, &str)) -> Vec<Option<f64>> {
        let row = self.measured.iter().find(|row| row.name == name && row.unit == unit);
        row.map_or_else(|| vec![None; self.sizes.len()], |row| row.cells.clone())
    }

    /// A figure with a target.
    pub(super) fn figure(&mut self, name: &str, of: (&str, &str), bound: Bound, size: u32) {
        let cells = self.cells(of);
        self.figures.push(Row { name: name.to_owned(), unit: "", cells, bound, size });
    }

    /// A ratio with a target.
    pub(super) fn ratio(&mut self, name: &str, over: (&str, &str), under: (&str, &str), bound: Bound, size: u32) {
        let pairs = self.cells(over).into_iter().zip(self.cells(under));
        let cells = pairs.map(|(over, under)| Some(over? / under?)).collect();
        self.figures.push(Row { name: name.to_owned(), unit: "", cells, bound, size });
    }

    fn verdict(&self, row: &Row) -> String {
        let word = match row.bound {
            Bound::None => return "–".to_owned(),
            Bound::AtMost(most) => format!("≤ {}", number(most)),
            Bound::AtLeast(least) => format!("≥ {}", number(least)),
        };
        let at = self.sizes.iter().position(|size| *size == row.size);
        match at.and_then(|at| row.cells[at]) {
            Some(value) if row.bound.holds(value) => format!("{word} reached"),
            Some(_) => format!("{word} MISSED"),
            None => format!("{word} at {} subjects, not measured", grouped(row.size)),
        }
    }
}

/// A number in few digits.
fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 1e8 => format!("{:.0} M", value / 1e6),
        size if size >= 1e6 => format!("{:.2} M", value / 1e6),
        size if size >= 1e4 => format!("{:.0} k", value / 1e3),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| core::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![vec!["figure".to_owned()]];
        lines[0].extend(self.sizes.iter().map(|size| format!("{} subjects", grouped(*size))));
        lines[0].push("target".to_owned());
        for row in self.measured.iter().chain(&self.figures) {
            let name = if row.unit.is_empty() { row.name.clone() } else { format!("{}, {}", row.name, row.unit) };
            let cells = row.cells.iter().map(|cell| cell.map_or_else(|| "–".to_owned(), number));
            lines.push([name].into_iter().chain(cells).chain([self.verdict(row)]).collect());
        }
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
        for (at, line) in lines.iter().enumerate() {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                let numeric = column > 0 && column + 1 < line.len();
                if numeric { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
            });
            writeln!(f, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
            if at == 0 {
                let rule = widths.iter().enumerate().map(|(column, width)| {
                    let end = if column > 0 && column + 1 < widths.len() { ":" } else { "-" };
                    format!("{}{end}", "-".repeat(width + 1))
                });
                writeln!(f, "|{}|", rule.collect::<Vec<_>>().join("|"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_counts_at_its_size_only() {
        let mut report = Report::new(&[1_000, 100_000]);
        for (column, (ours, other)) in [(10.0, 5.0), (10.0, 600.0)].into_iter().enumerate() {
            report.set("ours", "ns", column, ours);
            report.set("other", "ns", column, other);
        }
        report.ratio("other ÷ ours", ("other", "ns"), ("ours", "ns"), Bound::AtLeast(50.0), 100_000);
        report.ratio("ours ÷ other", ("ours", "ns"), ("other", "ns"), Bound::AtMost(1.5), 1_000);
        report.figure("ours", ("ours", "ns"), Bound::AtMost(9.0), 1_000_000);
        let table = report.to_string();
        assert!(table.contains("≥ 50.0 reached"), "{table}");
        assert!(table.contains("≤ 1.50 MISSED"), "{table}");
        assert!(table.contains("≤ 9.00 at 1,000,000 subjects, not measured"), "{table}");
        assert!(table.contains("| figure "), "{table}");
    }
}
