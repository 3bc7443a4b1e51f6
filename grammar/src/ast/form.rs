//! Parts of a form.

use super::{Expr, LocalText, Name, Span};

/// `section opening "Opening" weight 10 { items }`
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// Its weight, in a form by sections.
    pub weight: Option<Expr>,
    /// Its items.
    pub items: Vec<FormItem>,
    /// Where.
    pub span: Span,
}

/// `item listens "Listens" 10 scale 1..5 from listens na when … critical customer principle empathy { guidance … }`
#[derive(Debug, Clone)]
pub struct FormItem {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// Its points.
    pub points: Expr,
    /// `scale 1..5`; none = yes/no.
    pub scale: Option<(Expr, Expr)>,
    /// Where the answer comes from; none = the field of the same name.
    pub from: Option<Expr>,
    /// When it does not apply.
    pub na: Option<Expr>,
    /// `critical customer | business | compliance`
    pub critical: Option<Name>,
    /// Which principle it serves.
    pub principle: Option<Name>,
    /// Whether the employee controls it is said on the form (`employee controls it`); texts for people:
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// `excellent >= 90`; the last has no edge.
#[derive(Debug, Clone)]
pub struct Band {
    /// Its name.
    pub name: Name,
    /// The least score that belongs to it.
    pub edge: Option<Expr>,
}
