//! The leaves of a text: words, numbers, texts, signs, and what stands between them. Every byte belongs to exactly one.

use pest::unicode::{XID_CONTINUE, XID_START};

/// What a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// White space, line ends included.
    Space,
    /// `// …`, without the line end.
    Comment,
    /// A word of the language or of the author.
    Word,
    /// A number, a date or an instant.
    Number,
    /// `"…"`
    Text,
    /// A text whose closing quote is missing: up to the end of its line.
    OpenText,
    /// A sign such as `>=` or `{`.
    Sign,
    /// A character that the language does not use.
    Stray,
}

/// A leaf of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

impl Token {
    /// The bytes it covers.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Whether it is white space or a comment.
    pub fn is_trivia(&self) -> bool {
        matches!(self.kind, TokenKind::Space | TokenKind::Comment)
    }
}

/// Cuts a text into its leaves.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (kind, length) = next(&text[start..]);
        let end = start + length;
        tokens.push(Token { kind, start, end });
        start = end;
    }
    tokens
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{FEFF}' | '\u{A0}')
}

fn is_word_start(c: char) -> bool {
    c == '_' || XID_START(c)
}

const SIGNS: [&str; 14] = ["!=", ">=", "<=", "..", "==", "&&", "||", "<>", "=>", "=<", ":=", "/", "&", "|"];
const SINGLE_SIGNS: &str = "{}()[],;:.=<>+-*%?!#@";

fn next(rest: &str) -> (TokenKind, usize) {
    let first = rest.chars().next().unwrap_or('\0');
    if is_space(first) {
        return (TokenKind::Space, length_while(rest, is_space));
    }
    if rest.starts_with("//") {
        return (TokenKind::Comment, rest.find(['\n', '\r']).unwrap_or(rest.len()));
    }
    if first == '"' {
        return text(rest);
    }
    if is_word_start(first) {
        return (TokenKind::Word, length_while(rest, XID_CONTINUE));
    }
    if first.is_ascii_digit() {
        return (TokenKind::Number, number(rest));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return (TokenKind::Sign, sign.len());
    }
    if SINGLE_SIGNS.contains(first) {
        return (TokenKind::Sign, 1);
    }
    (TokenKind::Stray, first.len_utf8())
}

fn length_while(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

fn text(rest: &str) -> (TokenKind, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return (TokenKind::OpenText, at),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (TokenKind::Text, at + 1),
            _ => {}
        }
    }
    (TokenKind::OpenText, rest.len())
}

/// `20`, `4.5`, `1_000`, `2026-01-01`, `2026-03`, `2026-Q1`, `2026-03-02T09:00:00+02:00`.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    if digits(0) == 4 && at(4) == b'-' {
        if matches!(at(5), b'Q' | b'W') && digits(6) > 0 {
            return 6 + digits(6);
        }
        if digits(5) == 2 {
            return if at(7) == b'-' && digits(8) == 2 { 10 + wall_time(&rest[10..]) } else { 7 };
        }
    }
    let run =
        |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit() || **b == b'_').count();
    let whole = run(0);
    if at(whole) == b'.' && digits(whole + 1) > 0 { whole + 1 + run(whole + 1) } else { whole }
}

/// The length of `T09:00:00.5+02:00` at the start of `rest`, or nothing.
fn wall_time(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'T') || !bytes.get(1).is_some_and(u8::is_ascii_digit) {
        return 0;
    }
    let belongs = |b: &u8| b.is_ascii_digit() || matches!(b, b':' | b'.');
    let mut length = 1 + bytes[1..].iter().take_while(|b| belongs(b)).count();
    match bytes.get(length) {
        Some(b'Z') => length += 1,
        Some(b'+' | b'-') if bytes.get(length + 1).is_some_and(u8::is_ascii_digit) => {
            length += 1 + bytes[length + 1..].iter().take_while(|b| belongs(b)).count();
        }
        _ => {}
    }
    length
}
