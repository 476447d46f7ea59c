//! The canonical form (RFC 8785) of what serde writes, which has no white space and escapes as the RFC does: what is left is the
//! order of members. Numbers are whole in every document of the engine, and written as they are.

use crate::order;

/// The largest number that every reader of JSON reads as it is.
const LARGEST: u64 = (1 << 53) - 1;

/// The canonical form of compact JSON; nothing for a number that is not whole or too large.
pub(super) fn canonical(compact: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(compact.len());
    write(compact, &mut out)?;
    Some(out)
}

fn write(value: &[u8], out: &mut Vec<u8>) -> Option<()> {
    match value {
        [b'{', inside @ .., b'}'] => {
            let mut members = parts(inside).map(member).collect::<Option<Vec<_>>>()?;
            order::sort_by(&mut members, |(a, _), (b, _)| {
                // ASCII sorts by bytes as it does by UTF-16 code units.
                if is_plain(a) && is_plain(b) { a.cmp(b) } else { code_units(a).cmp(&code_units(b)) }
            });
            list(out, b'{', b'}', members, |(name, value), out| {
                out.push(b'"');
                out.extend_from_slice(name);
                out.extend_from_slice(b"\":");
                write(value, out)
            })
        }
        [b'[', inside @ .., b']'] => list(out, b'[', b']', parts(inside), write),
        [b'"' | b't' | b'f' | b'n', ..] => {
            out.extend_from_slice(value);
            Some(())
        }
        number => {
            let digits = number.strip_prefix(b"-").unwrap_or(number);
            let whole: u64 = core::str::from_utf8(digits).ok()?.parse().ok()?;
            out.extend_from_slice(number);
            (whole <= LARGEST).then_some(())
        }
    }
}

fn list<T>(
    out: &mut Vec<u8>,
    open: u8,
    close: u8,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut Vec<u8>) -> Option<()>,
) -> Option<()> {
    let mut before = open;
    for item in items {
        out.push(before);
        write(item, out)?;
        before = b',';
    }
    if before == open {
        out.push(open);
    }
    out.push(close);
    Some(())
}

/// The name of a member, without its quotes, and its value.
fn member(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"\"")?;
    let mut escaped = false;
    let end = text.iter().position(|byte| {
        let is_end = *byte == b'"' && !escaped;
        escaped = !escaped && *byte == b'\\';
        is_end
    })?;
    let (name, rest) = text.split_at_checked(end)?;
    Some((name, rest.strip_prefix(b"\":")?))
}

fn is_plain(name: &[u8]) -> bool {
    name.iter().all(|byte| byte.is_ascii() && *byte != b'\\')
}

/// A name, its escapes resolved, in UTF-16: RFC 8785 §3.2.3.
fn code_units(name: &[u8]) -> Vec<u16> {
    serde_json::from_slice::<String>(&[b"\"", name, b"\""].concat()).unwrap_or_default().encode_utf16().collect()
}

/// What stands between the commas of an object or a list, but not in its values.
fn parts(inside: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    let between = move |byte: &u8| {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            return false;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => return depth == 0,
            _ => {}
        }
        false
    };
    inside.split(between).filter(|part| !part.is_empty())
}
