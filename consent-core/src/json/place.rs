//! Where in a document a mistake is: found by reading the text once more, and only when there is one.
//!
//! Serde's errors say line and column. Which member of which object that is follows from the text alone; to have every type keep the
//! path while it is read costs a tenth of the whole program.

use serde::de::IgnoredAny;

use super::LIST_FOR_OBJECT;

/// The JSON pointer (RFC 6901) of the value that was wrong; of the object or the list, where that was wrong as such.
pub(super) fn of(text: &str, error: &serde_json::Error) -> String {
    let said = error.to_string();
    let begins = |with: &[&str]| with.iter().any(|with| said.starts_with(with));
    let bytes = text.as_bytes();
    let read = bytes.get(..offset(text, error.line(), error.column())).unwrap_or(bytes);
    // An escape is read as a whole, whatever stands in it.
    let in_escape = begins(&["invalid escape", "lone leading surrogate", "unexpected end of hex escape", "invalid unicode"]);
    let end = if in_escape { read.iter().rposition(|byte| *byte == b'\\').unwrap_or_default() } else { read.len() };
    // Where the syntax is wrong, the byte that makes it so has been read, too.
    let end = if error.is_syntax() && !in_escape { end.saturating_sub(1) } else { end };
    let mut reading = Reading { text, open: Vec::new(), at: At::Value };
    let is_json = text.bytes().enumerate().take(end).all(|(offset, byte)| reading.step(offset, byte).is_some());
    let whole = match reading.at {
        // A name that is wrong itself, and not for what stands beside it.
        At::Colon { start, end } if error.is_data() && !begins(&["duplicate field", "unknown variant"]) => {
            reading.name_part(start, end);
            true
        }
        _ if !is_json => false,
        At::Text { .. } => true,
        At::Scalar { start } => {
            let is_whole = || bytes.get(start..end).is_some_and(|scalar| serde_json::from_slice::<IgnoredAny>(scalar).is_ok());
            error.is_data() || begins(&["number out of range", "invalid number"]) || !is_whole()
        }
        At::Done => error.is_data(),
        At::Value if error.is_data() => !begins(&[LIST_FOR_OBJECT]),
        At::Value => !in_a_list(&reading) || error.is_syntax() && !read.ends_with(b"]"),
        At::Name | At::InName { .. } | At::Colon { .. } => false,
    };
    reading.pointer(whole)
}

/// How many bytes stand before a line and a column; none for an error that has neither.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let Some(before) = line.checked_sub(2) else { return column };
    let end = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').nth(before);
    end.map_or(0, |(end, _)| end.saturating_add(1).saturating_add(column))
}

fn in_a_list(reading: &Reading<'_>) -> bool {
    matches!(reading.open.last(), Some(Open::List(_)))
}

struct Reading<'a> {
    text: &'a str,
    /// What is open here, the outermost first.
    open: Vec<Open>,
    at: At,
}

/// An open list or object, with the part of it that is being read.
enum Open {
    List(usize),
    /// Where the name begins and ends.
    Object(usize, usize),
}

enum At {
    /// Before a value.
    Value,
    Text {
        escaped: bool,
    },
    Scalar {
        start: usize,
    },
    /// Behind a value.
    Done,
    /// Before a name.
    Name,
    InName {
        start: usize,
        escaped: bool,
    },
    /// Behind a name.
    Colon {
        start: usize,
        end: usize,
    },
}

impl Reading<'_> {
    /// Reads a byte on; nothing where no JSON has it.
    fn step(&mut self, offset: usize, byte: u8) -> Option<()> {
        let is_space = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.at = match (&self.at, byte) {
            (At::Text { escaped: false }, b'"') => At::Done,
            (At::Text { escaped }, _) => At::Text { escaped: !escaped && byte == b'\\' },
            (At::InName { start, escaped: false }, b'"') => At::Colon { start: *start, end: offset },
            (At::InName { start, escaped }, _) => At::InName { start: *start, escaped: !escaped && byte == b'\\' },
            (At::Scalar { .. }, _) if is_space => At::Done,
            _ if is_space => return Some(()),
            (At::Value, b'"') => At::Text { escaped: false },
            (At::Value, b'[') => {
                self.open.push(Open::List(0));
                At::Value
            }
            (At::Value, b'{') => {
                self.open.push(Open::Object(0, 0));
                At::Name
            }
            (At::Name, b'"') => At::InName { start: offset.saturating_add(1), escaped: false },
            (At::Colon { start, end }, b':') => {
                let (start, end) = (*start, *end);
                self.name_part(start, end);
                At::Value
            }
            (At::Scalar { .. } | At::Done, b',') => match self.open.last_mut()? {
                Open::List(index) => {
                    *index = index.saturating_add(1);
                    At::Value
                }
                Open::Object(..) => At::Name,
            },
            // An empty one ends before its first part.
            (At::Scalar { .. } | At::Done, b']') if in_a_list(self) => self.close(),
            (At::Value, b']') if matches!(self.open.last(), Some(Open::List(0))) => self.close(),
            (At::Scalar { .. } | At::Done, b'}') if !self.open.is_empty() && !in_a_list(self) => self.close(),
            (At::Name, b'}') if matches!(self.open.last(), Some(Open::Object(0, 0))) => self.close(),
            (At::Scalar { start }, _) => At::Scalar { start: *start },
            (At::Value, _) => At::Scalar { start: offset },
            _ => return None,
        };
        Some(())
    }

    fn name_part(&mut self, start: usize, end: usize) {
        if let Some(Open::Object(from, to)) = self.open.last_mut() {
            (*from, *to) = (start, end);
        }
    }

    fn close(&mut self) -> At {
        self.open.pop();
        At::Done
    }

    /// `whole`: with the part of the innermost one.
    fn pointer(&self, whole: bool) -> String {
        let parts = if whole { self.open.len() } else { self.open.len().saturating_sub(1) };
        let mut pointer = String::new();
        for part in self.open.iter().take(parts) {
            pointer.push('/');
            match part {
                Open::List(index) => pointer.push_str(&index.to_string()),
                Open::Object(start, end) => pointer.push_str(&self.name(*start, *end).replace('~', "~0").replace('/', "~1")),
            }
        }
        pointer
    }

    /// A name, its escapes resolved.
    fn name(&self, start: usize, end: usize) -> String {
        let quoted = start.checked_sub(1).zip(end.checked_add(1)).and_then(|(from, to)| self.text.get(from..to));
        quoted.and_then(|name| serde_json::from_str(name).ok()).unwrap_or_default()
    }
}
