//! Fields of events and entities, and facts of cases.

use super::{Expr, Name, Span, Text};

/// `waited duration? key`
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub ty: TypeName,
    /// `?`: it may be missing.
    pub optional: bool,
    /// `key`, `at`, `rev`, `recorded`, `valid from`, `valid to`.
    pub marks: Vec<(Mark, Span)>,
    /// What it means, for people.
    pub meaning: Option<Text>,
}

/// What a field is besides a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Part of the identity.
    Key,
    /// The instant at which it happened.
    At,
    /// The revision: a higher one corrects.
    Rev,
    /// The instant at which it was recorded, from which on it is known.
    Recorded,
    /// From when this row of an entity holds.
    ValidFrom,
    /// Until when (not including).
    ValidTo,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// Which kind.
    pub kind: TypeKind,
    /// Where.
    pub span: Span,
}

/// Which kind of value.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `text whole decimal yes/no duration instant date share`, or the name of an event, entity or case. As written.
    Word(String),
    /// `1..5`
    Range(Expr, Expr),
    /// `answered | abandoned | "left a message"`
    OneOf(Vec<Name>),
}

/// How a fact of a case is found.
#[derive(Debug, Clone)]
pub enum FactValue {
    /// `first at of message where …`
    Aggregate {
        /// `first last count sum min max any every distinct path`
        word: Name,
        /// What is taken; none for `count`.
        value: Option<Expr>,
        /// Which kind of event, where the case has several.
        of: Option<Name>,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// A value computed from other facts.
    Plain(Expr),
}
