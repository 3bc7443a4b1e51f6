//! A proof on a terminal: a tree of sentences, wrapped to the width, each line under the words it belongs to.

use super::{Branch, Mark, Told};
use crate::terminal::wrap;
use std::fmt::Write as _;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

const fn sign(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Yes => ("✓ ", "\x1b[32m"),
        Mark::No => ("✗ ", "\x1b[31m"),
        Mark::Unknown => ("? ", "\x1b[33m"),
        Mark::Hint => ("→ ", "\x1b[36m"),
        Mark::Plain => ("", ""),
    }
}

/// For a terminal of so many columns.
pub fn page(told: &Told, width: usize) -> String {
    let mut out = String::new();
    let (_, colour) = sign(told.mark);
    for line in wrap(&told.answer, width) {
        let _ = writeln!(out, "{BOLD}{colour}{line}{PLAIN}");
    }
    for branch in &told.proof {
        lay(&mut out, branch, 0, width);
    }
    out
}

fn lay(out: &mut String, branch: &Branch, indent: usize, width: usize) {
    if branch.is == "section" {
        let _ = writeln!(out, "\n{BOLD}{}{PLAIN}", branch.text);
        branch.parts.iter().for_each(|part| lay(out, part, 2, width));
        return;
    }
    if branch.is == "quote" {
        quote(out, &branch.text, indent, width);
    } else {
        let (sign, colour) = sign(branch.mark);
        let hang = indent + sign.chars().count();
        let dim = if branch.is == "note" { DIM } else { "" };
        for (index, line) in wrap(&branch.text, width.saturating_sub(hang).max(20)).iter().enumerate() {
            let _ = match index {
                0 => writeln!(out, "{:indent$}{colour}{sign}{PLAIN}{dim}{line}{}", "", reset(dim)),
                _ => writeln!(out, "{:hang$}{dim}{line}{}", "", reset(dim)),
            };
        }
    }
    branch.parts.iter().for_each(|part| lay(out, part, indent + 2, width));
}

const fn reset(style: &str) -> &str {
    if style.is_empty() { "" } else { PLAIN }
}

/// The words of the standard keep their own lines; only what is too long is wrapped.
fn quote(out: &mut String, text: &str, indent: usize, width: usize) {
    let lines: Vec<&str> = text.lines().collect();
    let common = lines.iter().skip(1).filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min();
    for (index, line) in lines.iter().enumerate() {
        let line = if index == 0 { line } else { line.get(common.unwrap_or(0)..).unwrap_or(line) };
        let own = line.len() - line.trim_start().len();
        for part in wrap(line, width.saturating_sub(indent + own).max(20)) {
            let _ = writeln!(out, "{:1$}{DIM}{part}{PLAIN}", "", indent + own);
        }
    }
}
