//! Text of a certain width.

pub fn chars(text: &str) -> usize {
    text.chars().count()
}

pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(chars(text))))
}

pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(chars(text))))
}

/// At most so many characters.
pub fn cut(text: &str, width: usize) -> String {
    if chars(text) <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Notes with commas between, the first line no longer than the room beside the figures (one note at least).
pub fn wrap_at(notes: &[String], room: usize) -> Vec<String> {
    let mut first: Vec<&str> = Vec::new();
    let mut used = 0;
    for note in notes {
        let needed = chars(note) + 2;
        if !first.is_empty() && used + needed > room {
            break;
        }
        used += needed;
        first.push(note);
    }
    let rest = &notes[first.len()..];
    let mut lines = vec![first.join(", ")];
    if !rest.is_empty() {
        lines.push(rest.join(", "));
    }
    lines
}

/// Lines of at most so many characters, cut at blanks.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && chars(&line) + 1 + chars(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
