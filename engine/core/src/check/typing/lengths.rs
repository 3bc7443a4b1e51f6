//! Lengths of time as people count them: terms, windows, periods.

use crate::check::context::Context;
use crate::standard::{Period, Term, Window};
use etalon_grammar::ast;

impl Context {
    /// `within 2 working days`
    pub fn term(&mut self, e: &ast::Expr) -> Option<Term> {
        let _ = e;
        None
    }

    /// `in 30 days`
    pub fn window(&mut self, e: &ast::Expr) -> Option<Window> {
        let _ = e;
        None
    }

    /// `month`, `last 30 days`, `last 50`
    pub fn period(&mut self, p: &ast::Period) -> Option<Period> {
        let _ = p;
        None
    }
}
