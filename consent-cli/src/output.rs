//! Standard output: gathered, then written once, so that a failure leaves no half answer behind.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use serde::Serialize;

use crate::failure::Problem;

/// What will be printed.
#[derive(Debug)]
pub(crate) struct Out {
    bytes: Vec<u8>,
    colour: bool,
}

impl Out {
    /// Nothing yet. Colours only on a terminal, and not when `NO_COLOR` is set.
    pub(crate) fn new() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { bytes: Vec::new(), colour: io::stdout().is_terminal() && !refused }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.bytes.extend_from_slice(text.as_ref().as_bytes());
        self.bytes.push(b'\n');
    }

    /// Adds a value as JSON with two spaces.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Problem> {
        serde_json::to_writer_pretty(&mut self.bytes, value)
            .map_err(|error| Problem::new("json-unwritable", error.to_string()))?;
        self.bytes.push(b'\n');
        Ok(())
    }

    /// Colours `text`, when colours are wanted.
    pub(crate) fn paint(&self, paint: Paint, text: &str) -> String {
        if self.colour { format!("\u{1b}[{}m{text}\u{1b}[0m", paint as u8) } else { text.to_owned() }
    }

    /// Writes everything. A reader that went away (`| head`) is no failure; a full disk is.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(&self.bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Problem::new("output-failed", format!("expected to write the answer to standard output, found: {error}")))
            }
            _ => Ok(()),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a new file that only its owner may read. It is on the disk as a whole when this returns, or it is not there.
pub(crate) fn secret_file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T, Problem>) -> Result<T, Problem> {
    let failed = |error: io::Error| Problem::io("file-unwritable", "a path where a new file can be made", path.display(), &error);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(failed)?;
    let mut to = BufWriter::new(&file);
    let written = write(&mut to).and_then(|value| {
        to.flush().and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(value)
    });
    if written.is_err() {
        // An export without its end is refused in any case.
        let _ = fs::remove_file(path);
    }
    written
}

/// A colour by its terminal number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Paint {
    Bold = 1,
    Red = 31,
    Green = 32,
    Yellow = 33,
}
