//! The doors that the rest of the checker uses.

use crate::check::context::Context;
use crate::standard::{Expr, Type, UnitId};
use crate::value::Value;
use etalon_grammar::ast::{self, Name, Span};

impl Context {
    /// A condition about one unit: yes or no. Problems are reported; then there is none.
    pub fn condition(&mut self, unit: UnitId, e: &ast::Expr) -> Option<Expr> {
        let _ = (unit, e);
        None
    }

    /// A value over one unit (or over nothing but params). With `expect`, bare words, dates and fractions are read as
    /// that type, and another type is an error.
    pub fn value(&mut self, unit: Option<UnitId>, e: &ast::Expr, expect: Option<&Type>) -> Option<Expr> {
        let _ = (unit, e, expect);
        None
    }

    /// A constant of that type: literals, params, and sums of them.
    pub fn constant(&mut self, e: &ast::Expr, expect: &Type) -> Option<Value> {
        let _ = (e, expect);
        None
    }

    /// What `for X` speaks of: an event, an entity or a case; or a define's unit with the define's condition (scope 0).
    pub fn unit_or_define(&mut self, name: &Name) -> Option<(UnitId, Option<Expr>)> {
        self.unit(name).map(|unit| (unit, None))
    }

    /// The path of references (scope 0) from a unit to the nearest entity of that kind: its key. None if there is none;
    /// two that are equally near are reported as `ambiguous-subject`.
    pub fn path_to(&mut self, from: UnitId, entity: UnitId, at: Span) -> Option<Expr> {
        let _ = (from, entity, at);
        None
    }
}
