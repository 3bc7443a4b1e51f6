//! The lines that are being written.

/// One line: how far it is indented, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) indent: usize,
    pub(super) text: String,
}

impl Line {
    pub(super) fn new(indent: usize, text: impl Into<String>) -> Line {
        Line { indent, text: text.into() }
    }
}

/// Puts something before the first of some lines; the others keep their places.
pub(super) fn prefixed(prefix: &str, indent: usize, mut lines: Vec<Line>) -> Vec<Line> {
    match lines.first_mut() {
        Some(first) => {
            first.text.insert_str(0, prefix);
            first.indent = indent;
            lines
        }
        None => vec![Line::new(indent, prefix.trim_end())],
    }
}

/// Appends to the last line.
pub(super) fn append(lines: &mut [Line], more: &str) {
    if let Some(last) = lines.last_mut() {
        last.text.push_str(more);
    }
}

/// Lines as a text.
pub(super) fn print(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let trimmed = line.text.trim_end();
        if !trimmed.is_empty() {
            text.extend(std::iter::repeat_n(' ', line.indent));
            text.push_str(trimmed);
        }
        text.push('\n');
    }
    text
}
