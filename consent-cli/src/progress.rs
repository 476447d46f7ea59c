//! How far long work has come: one line on standard error, on a terminal only, gone when the work is done.

use std::io::{self, BufRead, IsTerminal as _, Read, Write as _};
use std::time::{Duration, Instant};

/// Work that is shorter is not worth a line.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often the line changes.
const BEAT: Duration = Duration::from_millis(100);
/// How many characters the bar has.
const BAR: u64 = 30;

/// A line of progress. It is taken away when it is dropped, so that an error stands alone.
#[derive(Debug)]
pub(crate) struct Progress {
    /// What is being done; absent: nobody looks.
    what: Option<&'static str>,
    next: Instant,
    shown: bool,
}

impl Progress {
    /// Progress of `what`, when standard error is a terminal.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what: io::stderr().is_terminal().then_some(what), next: Instant::now() + PATIENCE, shown: false }
    }

    /// Nobody looks.
    pub(crate) fn silent() -> Self {
        Self { what: None, next: Instant::now(), shown: false }
    }

    /// So much is done, of so much in all if that is known.
    pub(crate) fn tick(&mut self, done: u64, total: Option<u64>) {
        let Some(what) = self.what else { return };
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + BEAT;
        self.shown = true;
        let _ = write!(io::stderr().lock(), "\r{}\u{1b}[K", line(what, done, total));
    }

    /// Takes the line away, until there is more to tell.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// A reader that shows how many lines were read from it.
#[derive(Debug)]
pub(crate) struct Watching<R> {
    reader: R,
    lines: u64,
    progress: Progress,
}

impl<R: BufRead> Watching<R> {
    pub(crate) fn new(reader: R, progress: Progress) -> Self {
        Self { reader, lines: 0, progress }
    }
}

impl<R: BufRead> Read for Watching<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl<R: BufRead> BufRead for Watching<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let read = self.reader.fill_buf().unwrap_or_default().get(..amount).unwrap_or_default();
        self.lines += read.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.progress.tick(self.lines, None);
        self.reader.consume(amount);
    }
}

fn line(what: &str, done: u64, total: Option<u64>) -> String {
    let Some(total) = total.filter(|total| *total > 0) else { return format!("{what} {done}") };
    let full = u128::from(done.min(total)) * u128::from(BAR) / u128::from(total);
    let bar: String = (0..u128::from(BAR)).map(|at| if at < full { '#' } else { '.' }).collect();
    format!("{what} [{bar}] {done}/{total}")
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, Read as _};

    use super::{Progress, Watching, line};

    #[test]
    fn watching_changes_nothing_and_counts_lines() {
        let text = "one\n\ntwo\nthree";
        let mut reader = Watching::new(text.as_bytes(), Progress::silent());
        let read: Vec<String> = reader.by_ref().lines().map(Result::unwrap).collect();
        assert_eq!((read, reader.lines), (vec!["one".to_owned(), String::new(), "two".to_owned(), "three".to_owned()], 3));
    }

    #[test]
    fn a_line_says_how_far_it_is() {
        assert_eq!(line("Reading", 7, None), "Reading 7");
        assert_eq!(line("Reading", 0, Some(0)), "Reading 0");
        assert_eq!(line("Asking", 1, Some(2)), "Asking [###############...............] 1/2");
        assert_eq!(line("Asking", 9, Some(3)), format!("Asking [{}] 9/3", "#".repeat(30)));
        let largest = line("Asking", u64::MAX, Some(u64::MAX));
        assert!(largest.contains(&"#".repeat(30)));
    }
}
