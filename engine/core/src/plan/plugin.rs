//! What plugins are asked.

use super::build::Builder;
use super::lower::{Place, Term};
use super::{Level, NodeId, Op, PluginAsk};
use crate::plugin::Signature;
use crate::standard::{Expr, PluginCall, Type};
use etalon_grammar::ast::Span;

impl Builder<'_> {
    /// The answer of a function of one row.
    pub(super) fn plugin(&mut self, call: &PluginCall, place: &Place, ty: Type, span: Span) -> Term {
        let parts = self.given(call, call.metric(&self.standard.plugins), place);
        let op = |arguments: Vec<NodeId>| Op::Plugin(ask(call, arguments));
        if parts.iter().any(|part| part.on != 0) || place.frame.is_empty() {
            return self.combine(&parts, place, ty, span, op);
        }
        // What depends on no row is asked row by row all the same: only rows go to a plugin.
        let ids = parts.iter().map(|part| part.id).collect();
        Term { id: self.push(op(ids), Level::Row(place.frame[0]), ty, span), on: 1 }
    }

    /// What a window takes of each row, over that row alone.
    pub(super) fn window(&mut self, call: &PluginCall, place: &Place) -> PluginAsk {
        let parts = self.given(call, call.window(&self.standard.plugins), place);
        ask(call, parts.iter().map(|part| part.id).collect())
    }

    /// What a window as a formula takes of each row, in the kinds of its parameters.
    pub(super) fn window_arguments(&mut self, call: &PluginCall, unit: crate::standard::UnitId) -> Vec<NodeId> {
        self.window(call, &Place::of(&[unit])).arguments
    }

    /// The arguments in the kinds of the parameters.
    fn given(&mut self, call: &PluginCall, signature: Option<&Signature>, place: &Place) -> Vec<Term> {
        let parameters = signature.map_or(&[][..], |s| &s.parameters);
        let given = parameters.iter().filter(|p| !p.constant).zip(&call.arguments);
        let lowered = |(parameter, argument): (&crate::plugin::Parameter, &Expr)| {
            self.lower_as(argument, &plain(&parameter.term), place)
        };
        given.map(lowered).collect()
    }
}

fn ask(call: &PluginCall, arguments: Vec<NodeId>) -> PluginAsk {
    PluginAsk { plugin: call.plugin, function: call.function, constants: call.constants.clone(), arguments }
}

/// The type in which a parameter's values go out: texts are texts, whatever list they are of.
fn plain(term: &crate::plugin::Term) -> Type {
    match Type::from(term) {
        Type::OneOf(_) => Type::Text,
        ty => ty,
    }
}
