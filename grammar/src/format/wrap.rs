//! Breaks what is too long for a line, and keeps the breaks before `and` and `or` that the author made.

use super::atom::{Atom, AtomKind, commented, flat};
use super::page::{Line, append, prefixed};
use super::{WIDTH, width};

/// Lays out atoms whose first one stands in a column.
pub(super) fn wrap(atoms: &[Atom], column: usize) -> Vec<Line> {
    if atoms.is_empty() {
        return Vec::new();
    }
    if commented(atoms) {
        return as_written(atoms, column);
    }
    let line = flat(atoms);
    if !wants_break(atoms) && column + width(&line) <= WIDTH {
        return vec![Line::new(column, line)];
    }
    for word in ["or", "and"] {
        let joints = joints(atoms, word);
        if !joints.is_empty() {
            return at_joints(atoms, &joints, column);
        }
    }
    if let Some((open, close)) = bracket(atoms) {
        return at_bracket(atoms, open, close, column);
    }
    let commas: Vec<usize> = outside(atoms).filter(|index| atoms[*index].is(",") || atoms[*index].is(";")).collect();
    if !commas.is_empty() {
        return at_commas(atoms, &commas, column);
    }
    vec![Line::new(column, line)]
}

/// Whether the author broke before an `and` or `or`, or wrote a table over several lines.
fn wants_break(atoms: &[Atom]) -> bool {
    atoms.iter().enumerate().any(|(index, atom)| {
        index > 0 && atom.fresh && (atom.row && atom.table || atom.keyword && (atom.is("and") || atom.is("or")))
    })
}

/// The places that lie in no bracket.
fn outside(atoms: &[Atom]) -> impl Iterator<Item = usize> {
    let mut depth = 0_usize;
    atoms.iter().enumerate().filter_map(move |(index, atom)| {
        let sign = atom.kind == AtomKind::Sign;
        if sign && matches!(atom.text.as_str(), ")" | "}") {
            depth = depth.saturating_sub(1);
        }
        let here = depth == 0;
        if sign && matches!(atom.text.as_str(), "(" | "{") {
            depth += 1;
        }
        here.then_some(index)
    })
}

/// Where a word joins two conditions (the `and` of a `between` does not).
fn joints(atoms: &[Atom], word: &str) -> Vec<usize> {
    let mut between = false;
    outside(atoms)
        .filter(|index| {
            let atom = &atoms[*index];
            if atom.keyword && atom.is("between") {
                between = true;
            } else if atom.keyword && atom.is("and") && std::mem::take(&mut between) {
                return false;
            }
            *index > 0 && atom.keyword && atom.is(word)
        })
        .collect()
}

fn at_joints(atoms: &[Atom], joints: &[usize], column: usize) -> Vec<Line> {
    let mut lines = wrap(&atoms[..joints[0]], column);
    for (place, start) in joints.iter().enumerate() {
        let end = joints.get(place + 1).copied().unwrap_or(atoms.len());
        let word = format!("{} ", atoms[*start].text);
        let part = wrap(&atoms[start + 1..end], column + width(&word));
        lines.extend(prefixed(&word, column, part));
    }
    lines
}

/// The bracket to open: one in which the author broke, else the longest.
fn bracket(atoms: &[Atom]) -> Option<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = Vec::new();
    for (index, atom) in atoms.iter().enumerate().filter(|(_, atom)| atom.kind == AtomKind::Sign) {
        match atom.text.as_str() {
            "(" | "{" => open.push(index),
            ")" | "}" => {
                let start = open.pop()?;
                if open.is_empty() && index > start + 1 {
                    pairs.push((start, index));
                }
            }
            _ => {}
        }
    }
    let broken = pairs.iter().find(|(start, end)| wants_break(&atoms[*start..*end])).copied();
    broken.or_else(|| {
        pairs.into_iter().max_by_key(|(start, end)| (width(&flat(&atoms[*start..*end])), usize::MAX - start))
    })
}

fn at_bracket(atoms: &[Atom], open: usize, close: usize, column: usize) -> Vec<Line> {
    let head = flat(&atoms[..=open]);
    let (inner, rest) = (&atoms[open + 1..close], &atoms[close + 1..]);
    if atoms[open].is("(") {
        let mut lines = prefixed(&head, column, wrap(inner, column + width(&head)));
        append(&mut lines, ")");
        attach(&mut lines, &atoms[close], rest);
        return lines;
    }
    let mut lines = vec![Line::new(column, head)];
    let mut starts: Vec<usize> = (0..inner.len()).filter(|index| *index == 0 || row_starts(inner, *index)).collect();
    starts.push(inner.len());
    for pair in starts.windows(2) {
        lines.extend(wrap(&inner[pair[0]..pair[1]], column + 2));
    }
    lines.push(Line::new(column, "}"));
    attach(&mut lines, &atoms[close], rest);
    lines
}

/// Whether a row of this very table starts here, and not one of a table inside it.
fn row_starts(inner: &[Atom], index: usize) -> bool {
    let depth =
        inner[..index].iter().fold(0_i32, |depth, atom| depth + i32::from(atom.is("{")) - i32::from(atom.is("}")));
    inner[index].row && depth == 0
}

/// What follows a bracket stays on its last line.
fn attach(lines: &mut [Line], bracket: &Atom, rest: &[Atom]) {
    if !rest.is_empty() {
        let mut both = vec![bracket.clone()];
        both.extend_from_slice(rest);
        let more = flat(&both);
        append(lines, more.strip_prefix(bracket.text.as_str()).unwrap_or(&more));
    }
}

/// Fills lines with the things of a list.
fn at_commas(atoms: &[Atom], commas: &[usize], column: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for end in commas.iter().map(|comma| comma + 1).chain([atoms.len()]) {
        if start == end {
            continue;
        }
        let part = flat(&atoms[start..end]);
        start = end;
        match lines.last_mut() {
            Some(last) if column + width(&last.text) + 1 + width(&part) <= WIDTH => {
                last.text.push(' ');
                last.text.push_str(&part);
            }
            _ => lines.push(Line::new(column, part)),
        }
    }
    lines
}

/// With comments inside, every line stays as its author broke it.
pub(super) fn as_written(atoms: &[Atom], column: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for index in 1..=atoms.len() {
        if index < atoms.len() && !atoms[index].fresh {
            continue;
        }
        for comment in atoms[start].before.iter().filter(|_| start > 0) {
            lines.push(Line::new(column, comment.clone()));
        }
        let mut text = flat(&atoms[start..index]);
        if let Some(comment) = atoms[index - 1].after.as_ref().filter(|_| index < atoms.len()) {
            text.push_str("  ");
            text.push_str(comment);
        }
        lines.push(Line::new(column, text));
        start = index;
    }
    lines
}
