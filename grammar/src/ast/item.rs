//! Declarations: what a file is made of.

use super::{Clause, Expr};

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file, numbered by whoever loads the files.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word as written (for a quoted one-of value: without its quotes).
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text for people, perhaps for one language only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalText {
    /// `en`, `et` …; none = every language.
    pub language: Option<Name>,
    /// The text, escapes resolved.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
}

/// A text literal, escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// Everything one file declares, in the order of the text. Broken items are left out (they are errors already).
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The declarations.
    pub items: Vec<Item>,
    /// Names of declarations that were left out because they are broken: using such a name is no further error.
    pub broken: Vec<Name>,
}

/// The words that open a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum Kind {
    Use,
    Standard,
    Param,
    Calendar,
    Event,
    Entity,
    Source,
    Case,
    Define,
    Principle,
    Criterion,
    Form,
    Steps,
    Mitigation,
    Duty,
    Metric,
    Notice,
    Ladder,
    Recognition,
    Test,
}

/// One declaration: `kind name "Title" … { clauses }`.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which word opens it.
    pub kind: Kind,
    /// `override criterion …`: replaces what a used standard says.
    pub overrides: Option<Span>,
    /// `drop criterion x`: takes out what a used standard says. Then there are no clauses.
    pub drops: Option<Span>,
    /// Its name. A `use` has its path here, or the name of the plugin; a `test` its sentence.
    pub name: Name,
    /// Its title: one text, or one a language.
    pub title: Vec<LocalText>,
    /// What stands between the title and the body.
    pub head: Head,
    /// The clauses, in the order of the text.
    pub clauses: Vec<Clause>,
    /// From the first word to the closing brace.
    pub span: Span,
    /// Something in it could not be read (that is an error already): what seems to be missing may have stood there.
    pub broken: bool,
}

/// What stands between title and body.
#[derive(Debug, Clone)]
pub enum Head {
    /// Nothing.
    None,
    /// `use plugin tone "^0.3"`: which versions will do; none = any.
    Plugin(Option<Text>),
    /// `param quick = 20 s between 5 s and 120 s`
    Param {
        /// The value.
        value: Expr,
        /// The bounds it may be tuned in.
        bounds: Option<(Expr, Expr)>,
    },
    /// `define offered for call = …`
    Define {
        /// The kind of thing it speaks of; none = of nothing but numbers and params.
        unit: Option<Name>,
        /// What it means.
        value: Expr,
    },
    /// `source calls for call`, `form qa for evaluation`, `ladder conduct for agent`, `notice told for agent`, `recognition star for agent`
    For(Name),
    /// `steps sale for visit where channel = shop`
    Steps {
        /// Event, case or define.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// `case ticket of update by number, message by ticket`
    Case(Vec<CaseMember>),
    /// `entity agent is person`
    Person(Span),
}

/// One kind of event in a case.
#[derive(Debug, Clone)]
pub struct CaseMember {
    /// The kind of event.
    pub event: Name,
    /// The field that says which case it belongs to.
    pub by: Expr,
}
