//! Compact JSON as people read it: two spaces for each level, as serde writes it.

/// Breaks compact JSON into lines.
pub(super) fn indented(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len().saturating_mul(2));
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut rest = compact.chars().peekable();
    while let Some(each) = rest.next() {
        if in_text {
            out.push(each);
            in_text = escaped || each != '"';
            escaped = !escaped && each == '\\';
            continue;
        }
        match each {
            '{' | '[' => {
                out.push(each);
                if let Some(end) = rest.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth = depth.saturating_add(1);
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(each);
            }
            ',' => {
                out.push(each);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_text = each == '"';
                out.push(each);
            }
        }
    }
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}
