//! The short way through an object on one line: keys mostly come in the order of the line before, values are plain. What is
//! anything else is left to the full reader, which also says what is wrong.

use super::json::Seen;
use super::json_object::Paths;
use super::text_rows::Span;
use crate::kinds::quick;

/// The keys of the line before, in their order.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Key {
    /// From the sign before it to its value: `"at": `.
    written: Vec<u8>,
    column: Option<usize>,
}

/// One line on its way into cells.
struct Walk<'w> {
    raw: &'w [u8],
    at: usize,
    /// Where the line begins in the text.
    start: usize,
}

impl Shape {
    /// Fills in the cells of one object, which begins there in its text; none = not in the short way. The object must be
    /// valid UTF-8.
    pub fn object(
        &mut self,
        raw: &[u8],
        start: usize,
        paths: &Paths,
        seen: &mut Seen,
        cells: &mut [Span],
    ) -> Option<()> {
        let mut walk = Walk { raw, at: 0, start };
        walk.blanks();
        walk.sign(b'{')?;
        for place in 0.. {
            let column = self.key(place, &mut walk, paths, seen)?;
            let span = walk.value()?;
            if let Some(column) = column {
                if cells[column] != Span::ABSENT {
                    return None;
                }
                cells[column] = span;
                seen.columns[column] = true;
            }
            walk.blanks();
            match walk.next()? {
                b',' => {}
                b'}' => break,
                _ => return None,
            }
        }
        walk.blanks();
        if walk.at < raw.len() {
            return None;
        }
        seen.objects += 1;
        Some(())
    }

    /// The column of the next key; the outer none = not in the short way.
    #[inline]
    fn key(&mut self, place: usize, walk: &mut Walk<'_>, paths: &Paths, seen: &mut Seen) -> Option<Option<usize>> {
        if let Some(key) = self.keys.get(place)
            && walk.raw[walk.at..].starts_with(&key.written)
        {
            walk.at += key.written.len();
            return Some(key.column);
        }
        let from = walk.at;
        walk.blanks();
        walk.sign(b'"')?;
        let inside = walk.string()?;
        let name = std::str::from_utf8(&walk.raw[inside.0..inside.1]).ok()?;
        let column = paths.column(name)?;
        walk.blanks();
        walk.sign(b':')?;
        walk.blanks();
        seen.note(name);
        self.keys.truncate(place);
        self.keys.push(Key { written: walk.raw[from..walk.at].to_vec(), column });
        Some(column)
    }
}

impl Walk<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.raw.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        (self.next()? == sign).then_some(())
    }

    #[inline]
    fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.raw.get(self.at) {
            self.at += 1;
        }
    }

    /// A text without escaped signs, after its first quote: where it begins and ends.
    #[inline]
    fn string(&mut self) -> Option<(usize, usize)> {
        let from = self.at;
        while let Some(eight) = self.raw.get(self.at..self.at + 8) {
            let word = quick::word(eight);
            let found = quick::bytes_like(word, b'"') | quick::bytes_like(word, b'\\') | quick::control(word);
            if found != 0 {
                self.at += found.trailing_zeros() as usize / 8;
                break;
            }
            self.at += 8;
        }
        loop {
            match self.next()? {
                b'"' => return Some((from, self.at - 1)),
                b'\\' | ..b' ' => return None,
                _ => {}
            }
        }
    }

    #[inline]
    fn value(&mut self) -> Option<Span> {
        let from = self.at;
        match self.next()? {
            b'"' => {
                let (from, end) = self.string()?;
                Some(Span::new(self.start + from, self.start + end, false))
            }
            b't' => self.word(from, b"true"),
            b'f' => self.word(from, b"false"),
            b'n' => self.word(from, b"null").map(|_| Span::ABSENT),
            b'-' => {
                let first = self.next()?;
                self.number(from, first)
            }
            first => self.number(from, first),
        }
    }

    fn word(&mut self, from: usize, word: &[u8]) -> Option<Span> {
        let end = from + word.len();
        if self.raw.get(from..end)? != word {
            return None;
        }
        self.at = end;
        Some(Span::new(self.start + from, self.start + end, false))
    }

    /// Digits, perhaps with places; no exponent, no zeros in front.
    #[inline]
    fn number(&mut self, from: usize, first: u8) -> Option<Span> {
        if !first.is_ascii_digit() {
            return None;
        }
        let before = self.at;
        self.digits();
        if first == b'0' && self.at > before {
            return None;
        }
        if self.raw.get(self.at) == Some(&b'.') {
            self.at += 1;
            let point = self.at;
            self.digits();
            if self.at == point {
                return None;
            }
        }
        match self.raw.get(self.at)? {
            b',' | b'}' | b' ' | b'\t' | b'\r' => Some(Span::new(self.start + from, self.start + self.at, false)),
            _ => None,
        }
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.raw.get(self.at) {
            self.at += 1;
        }
    }
}
