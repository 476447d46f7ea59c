//! The canonical form (RFC 8785) of what serde writes, which has no white space and escapes as the RFC does: what is left is the
//! order of members. Numbers are whole in every document of the engine, and written as they are.
//!
//! One walk over the text: each value is written as it is met, and the members of an object are put in order when it ends.

use crate::order;

/// The largest number that every reader of JSON reads as it is.
const LARGEST: u64 = (1 << 53) - 1;

/// The canonical form of compact JSON; nothing for a number that is not whole or too large.
pub(super) fn canonical(compact: &[u8]) -> Option<Vec<u8>> {
    let out = Vec::with_capacity(compact.len());
    let mut walk = Walk { rest: compact, out, members: Vec::new(), unsorted: Vec::new() };
    walk.value()?;
    walk.rest.is_empty().then_some(walk.out)
}

struct Walk<'a> {
    /// What is not yet read.
    rest: &'a [u8],
    out: Vec<u8>,
    /// The members of the objects that have not ended, the outer ones first.
    members: Vec<Member<'a>>,
    /// Room for an object while it is put in order.
    unsorted: Vec<u8>,
}

struct Member<'a> {
    /// As it stands between its quotes.
    name: &'a [u8],
    /// Where it begins in what was written, and how long it is.
    start: usize,
    length: usize,
}

impl<'a> Walk<'a> {
    fn value(&mut self) -> Option<()> {
        match self.rest.first()? {
            b'{' => self.object(),
            b'[' => self.list(),
            b'"' => self.string().map(drop),
            b't' | b'f' | b'n' => self.plain().map(drop),
            _ => {
                let number = self.plain()?;
                let digits = number.strip_prefix(b"-").unwrap_or(number);
                let whole: u64 = core::str::from_utf8(digits).ok()?.parse().ok()?;
                (whole <= LARGEST).then_some(())
            }
        }
    }

    fn object(&mut self) -> Option<()> {
        let (first, begin) = (self.members.len(), self.out.len());
        self.take(b'{')?;
        while !self.ends(b'}')? {
            let start = self.out.len();
            let name = self.string()?;
            self.take(b':')?;
            self.value()?;
            self.members.push(Member { name, start, length: self.out.len().checked_sub(start)? });
        }
        let members = self.members.get_mut(first..)?;
        if !members.is_sorted_by(|a, b| by_code_units(a.name, b.name).is_le()) {
            order::sort_by(members, |a, b| by_code_units(a.name, b.name));
            self.unsorted.clear();
            self.unsorted.extend_from_slice(self.out.get(begin..)?);
            self.out.truncate(begin);
            let mut before = b'{';
            for member in members {
                self.out.push(before);
                let start = member.start.checked_sub(begin)?;
                self.out.extend_from_slice(self.unsorted.get(start..)?.get(..member.length)?);
                before = b',';
            }
            self.out.push(b'}');
        }
        self.members.truncate(first);
        Some(())
    }

    fn list(&mut self) -> Option<()> {
        self.take(b'[')?;
        while !self.ends(b']')? {
            self.value()?;
        }
        Some(())
    }

    /// Whether a list or an object ends here; a comma before its next part is read too.
    fn ends(&mut self, close: u8) -> Option<bool> {
        let ends = *self.rest.first()? == close;
        if ends || *self.rest.first()? == b',' {
            self.copy(1)?;
        }
        Some(ends)
    }

    fn take(&mut self, expected: u8) -> Option<()> {
        let found = self.copy(1)?;
        (found == [expected]).then_some(())
    }

    /// Writes a string; what stands between its quotes.
    fn string(&mut self) -> Option<&'a [u8]> {
        let mut escaped = true;
        let end = self.rest.iter().position(|byte| {
            let is_end = *byte == b'"' && !escaped;
            escaped = !escaped && *byte == b'\\';
            is_end
        })?;
        self.copy(end.checked_add(1)?)?.get(1..end)
    }

    /// Writes a number, or `true`, `false`, `null`.
    fn plain(&mut self) -> Option<&'a [u8]> {
        let end = self.rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']'));
        self.copy(end.unwrap_or(self.rest.len()))
    }

    fn copy(&mut self, length: usize) -> Option<&'a [u8]> {
        let (copied, rest) = self.rest.split_at_checked(length)?;
        self.out.extend_from_slice(copied);
        self.rest = rest;
        Some(copied)
    }
}

/// The order of names: RFC 8785 §3.2.3.
fn by_code_units(a: &[u8], b: &[u8]) -> core::cmp::Ordering {
    // ASCII sorts by bytes as it does by UTF-16 code units.
    if is_plain(a) && is_plain(b) { a.cmp(b) } else { code_units(a).cmp(&code_units(b)) }
}

fn is_plain(name: &[u8]) -> bool {
    name.iter().all(|byte| byte.is_ascii() && *byte != b'\\')
}

/// A name, its escapes resolved, in UTF-16.
fn code_units(name: &[u8]) -> Vec<u16> {
    serde_json::from_slice::<String>(&[b"\"", name, b"\""].concat()).unwrap_or_default().encode_utf16().collect()
}
