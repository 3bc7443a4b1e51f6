//! Where a span lies, for people: lines and columns, and the lines around it. Each text is gone through once, so that a
//! thousand messages about a large text cost hardly more than one.

use etalon_core::SourceFile;
use etalon_grammar::ast::Span;
use std::cell::OnceCell;

/// The lines of some files.
pub struct Places<'f> {
    files: &'f [SourceFile],
    /// Where each line of a file begins.
    starts: Vec<OnceCell<Vec<usize>>>,
}

/// Whole lines of a text.
pub struct Lines<'f> {
    /// The text of the lines.
    pub text: &'f str,
    /// Where it begins in its file.
    pub start: usize,
    /// The number of the first line, from 1.
    pub first: usize,
}

impl<'f> Places<'f> {
    /// Of these files; none of them is looked at yet.
    pub fn new(files: &'f [SourceFile]) -> Self {
        Self { files, starts: files.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The file, the line and the column, both from 1; columns count characters.
    pub fn of(&self, span: Span) -> (&'f str, usize, usize) {
        let Some(file) = self.files.get(span.file as usize) else {
            return ("", 1, 1);
        };
        let offset = floor(&file.text, span.start as usize);
        let line = self.line(span.file as usize, offset);
        let start = self.starts(span.file as usize)[line];
        (&file.path, line + 1, file.text[start..offset].chars().count() + 1)
    }

    /// The lines from one place of a file to another, both included.
    pub fn lines(&self, file: usize, from: usize, to: usize) -> Lines<'f> {
        let text = self.files[file].text.as_str();
        let starts = self.starts(file);
        let (first, last) = (self.line(file, from), self.line(file, to.max(from)));
        let end = starts.get(last + 1).copied().unwrap_or(text.len());
        Lines { text: &text[starts[first]..end], start: starts[first], first: first + 1 }
    }

    /// How many lines further the one place of a file is than the other.
    pub fn between(&self, file: usize, one: usize, other: usize) -> usize {
        self.line(file, one).abs_diff(self.line(file, other))
    }

    /// The line of an offset, from 0.
    fn line(&self, file: usize, offset: usize) -> usize {
        self.starts(file).partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn starts(&self, file: usize) -> &[usize] {
        self.starts[file].get_or_init(|| {
            let ends = self.files[file].text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }
}

/// The nearest place at or before an offset that does not cut a character.
pub fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
