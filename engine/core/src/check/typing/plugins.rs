//! `tone.politeness(message, language: "lv")`: who is asked, and whether it is given what it takes.

use super::Place;
use super::compare::alike;
use crate::check::context::Context;
use crate::check::messages;
use crate::check::plugins::Found;
use crate::plugin::{Kind, Parameter, Signature};
use crate::standard::{Ask, Expr, ExprKind, PluginCall, PluginId, Type};
use crate::value::Value;
use etalon_grammar::ast::{self, Span};

impl Context {
    /// A function of one row.
    pub(super) fn plugin_call(&mut self, place: &Place, call: &ast::PluginCall, span: Span) -> Option<Expr> {
        let (plugin, function, signature) = self.asked(call, false)?;
        let (arguments, constants) = self.arguments(place, call, &signature, span)?;
        let ty = Type::from(&signature.returns.term);
        let kind = ExprKind::Plugin(Box::new(PluginCall { plugin, function, arguments, constants }));
        // It may fail, and then there is no value.
        Some(Expr { kind, ty, optional: true, span })
    }

    /// A window as the formula of a metric; what it gives too.
    pub(crate) fn plugin_window(&mut self, place: &Place, call: &ast::PluginCall) -> Option<(PluginCall, Type)> {
        let (plugin, function, signature) = self.asked(call, true)?;
        let span = Span { end: call.function.span.end, ..call.plugin.span };
        let (arguments, constants) = self.arguments(place, call, &signature, span)?;
        let ty = Type::from(&signature.returns.term);
        Some((PluginCall { plugin, function, arguments, constants }, ty))
    }

    /// A window over others that are looked at.
    pub(super) fn window_looked_at(&mut self, inside: &Place, call: &ast::PluginCall) -> Option<(Ask, Type, bool)> {
        let (window, ty) = self.plugin_window(inside, call)?;
        let depth = inside.depth();
        let outside = |e: &Expr| match &e.kind {
            ExprKind::Field { scope, .. } | ExprKind::Met(_, scope) | ExprKind::Faults(_, scope, _) => *scope < depth,
            _ => false,
        };
        if let Some(argument) = window.arguments.iter().find(|e| super::shift::any(e, &outside)) {
            let d = messages::speaks_of_this(argument.span, call, &self.spoken_span(argument.span));
            self.report(d);
            return None;
        }
        let signature = window.window(&self.standard.plugins);
        if signature.is_some_and(|s| !s.retractable) {
            let d = messages::window_cannot_slide(call);
            self.report(d);
        }
        Some((Ask::Window(window), ty, true))
    }

    /// Which function, or which window, of which plugin.
    fn asked(&mut self, call: &ast::PluginCall, window: bool) -> Option<(PluginId, u16, Signature)> {
        let id = match self.plugin(&call.plugin) {
            Found::Plugin(id) => id,
            Found::Broken => return None,
            Found::Nothing => {
                if !self.is_declared(ast::Kind::Use, &call.plugin.text) {
                    let (used, at_hand) = self.plugin_names();
                    let field = self.standard.units.iter().any(|u| u.fields.iter().any(|f| f.name == call.plugin.text));
                    self.report(messages::unknown_plugin(call, &used, &at_hand, field));
                }
                return None;
            }
        };
        let plugin = std::sync::Arc::clone(&self.standard.plugins[id.index()].plugin);
        let (wanted, others) =
            if window { (&plugin.windows, &plugin.metrics) } else { (&plugin.metrics, &plugin.windows) };
        let name = &call.function.text;
        let Some(index) = wanted.iter().position(|s| s.name == *name) else {
            self.report(match others.iter().find(|s| s.name == *name) {
                Some(_) if window => messages::takes_one_row(call),
                Some(other) => messages::takes_many_rows(call, other),
                None if plugin.metrics.is_empty() && plugin.windows.is_empty() => {
                    messages::plugin_is_a_connector(call, &plugin)
                }
                None => messages::unknown_plugin_function(call, &plugin, window),
            });
            return None;
        };
        let signature = wanted[index].clone();
        if let Some(instead) = &signature.deprecated {
            self.report(messages::deprecated_function(call, instead));
        }
        Some((id, crate::check::outline::small(index), signature))
    }

    /// What each parameter is given: what changes from row to row, and what is known before.
    fn arguments(
        &mut self,
        place: &Place,
        call: &ast::PluginCall,
        signature: &Signature,
        span: Span,
    ) -> Option<(Vec<Expr>, Vec<Value>)> {
        let given = self.matched(call, signature, span)?;
        let (mut arguments, mut constants, mut sound) = (Vec::new(), Vec::new(), true);
        for (parameter, written) in signature.parameters.iter().zip(given) {
            let ty = Type::from(&parameter.term);
            let value = match written {
                Some(written) => self.argument(place, call, parameter, written),
                None => {
                    parameter.default.as_ref().map(|value| super::constant(of_choice(value, &ty), ty.clone(), span))
                }
            };
            let Some(value) = value else {
                sound = false;
                continue;
            };
            let fixed = self.fold(&value);
            let folded = fixed.as_ref().and_then(|v| Self::kept_as(v, &value.ty, &ty));
            if fixed.is_some() && folded.is_none() {
                let d = messages::not_whole(
                    value.span,
                    &self.spoken_span(value.span),
                    "at most six digits after the point",
                );
                self.report(d);
                sound = false;
                continue;
            }
            if !parameter.constant {
                arguments.push(match folded {
                    Some(Value::OneOf(index)) => super::constant(text_of(index, &value.ty), Type::Text, value.span),
                    _ => value,
                });
                continue;
            }
            match folded {
                Some(Value::OneOf(index)) => constants.push(text_of(index, &value.ty)),
                Some(value) => constants.push(value),
                None => {
                    self.report(messages::argument_not_constant(value.span, call, &parameter.name));
                    sound = false;
                }
            }
        }
        sound.then_some((arguments, constants))
    }

    /// Which argument goes to which parameter; none for those that are left out.
    fn matched<'c>(
        &mut self,
        call: &'c ast::PluginCall,
        signature: &Signature,
        span: Span,
    ) -> Option<Vec<Option<&'c ast::Expr>>> {
        let parameters = &signature.parameters;
        let mut given: Vec<Option<&'c ast::Expr>> = vec![None; parameters.len()];
        let before = self.diagnostics.len();
        let mut named: Option<&ast::Name> = None;
        let mut places = 0;
        for argument in &call.arguments {
            let value = &argument.value;
            if let Some(name) = &argument.name {
                named.get_or_insert(name);
                match parameters.iter().position(|p| p.name == name.text) {
                    None => self.report(messages::unknown_argument(call, name, parameters)),
                    Some(index) => match given[index] {
                        Some(first) => self.report(messages::argument_twice(call, name, first.span)),
                        None => given[index] = Some(value),
                    },
                }
            } else if let Some(named) = named {
                let free =
                    parameters.iter().zip(&given).find(|(_, g)| g.is_none()).map_or("name", |(p, _)| p.name.as_str());
                self.report(messages::argument_order(call, value.span, named, (&self.spoken(value), free)));
            } else if let Some(name) = meant_as_name(value, parameters) {
                self.report(messages::named_with_equals(call, value, name));
            } else if let Some(slot) = given.get_mut(places) {
                *slot = Some(value);
                places += 1;
            } else {
                self.report(messages::too_many_arguments(call, value.span, signature));
                break;
            }
        }
        if self.diagnostics.len() > before {
            return None;
        }
        let lacking: Vec<&Parameter> =
            parameters.iter().zip(&given).filter(|(p, g)| g.is_none() && p.default.is_none()).map(|(p, _)| p).collect();
        if !lacking.is_empty() {
            self.report(messages::missing_argument(call, span, &lacking, signature));
            return None;
        }
        Some(given)
    }

    /// One argument, in the kind that the parameter has.
    fn argument(
        &mut self,
        place: &Place,
        call: &ast::PluginCall,
        parameter: &Parameter,
        written: &ast::Expr,
    ) -> Option<Expr> {
        let ty = Type::from(&parameter.term);
        if let Type::OneOf(choices) = &ty
            && self.is_bare(place, written)
        {
            let word = match &*written.kind {
                ast::ExprKind::Text(text) => text.clone(),
                ast::ExprKind::Path(names) => names[0].text.clone(),
                _ => String::new(),
            };
            if !choices.contains(&word) {
                self.report(messages::argument_choice(written.span, &word, call, &parameter.name, choices));
                return None;
            }
        }
        let typed = self.typed(place, written, Some(&ty))?;
        let fits = match parameter.term.kind {
            Kind::Text => matches!(typed.ty, Type::Text | Type::OneOf(_) | Type::Ref(_)),
            Kind::Whole => typed.ty == Type::Whole,
            _ => alike(&typed.ty, &ty),
        };
        let typed = if fits {
            typed
        } else if let Some(read) = self.read_as(&typed, &ty, written).filter(|_| ty != Type::Share) {
            read?
        } else {
            let (text, is, number) = (self.spoken(written), self.type_words(&typed.ty), self.number_of(&typed));
            let d = messages::argument_type(call, parameter, written.span, (&text, &is, &typed.ty, number.is_some()));
            self.report(d);
            return None;
        };
        self.in_range(call, parameter, &typed, written).then_some(typed)
    }

    /// A value that is known already must lie where the parameter allows it.
    fn in_range(&mut self, call: &ast::PluginCall, parameter: &Parameter, typed: &Expr, written: &ast::Expr) -> bool {
        let Some((least, greatest)) = parameter.term.range else { return true };
        let ty = Type::from(&parameter.term);
        let folded = self.fold(typed).and_then(|v| Self::kept_as(&v, &typed.ty, &ty));
        let Some(Value::Whole(n) | Value::Decimal(n) | Value::Duration(n)) = folded else { return true };
        if (least..=greatest).contains(&n) {
            return true;
        }
        let d = messages::argument_range(call, parameter, written.span, &self.spoken(written));
        self.report(d);
        false
    }
}

/// `language = "lv"` in the place of `language: "lv"`.
fn meant_as_name<'c>(value: &'c ast::Expr, parameters: &[Parameter]) -> Option<&'c ast::Name> {
    let ast::ExprKind::Binary { op: ast::BinaryOp::Equal, left, .. } = &*value.kind else { return None };
    let ast::ExprKind::Path(names) = &*left.kind else { return None };
    let [name] = names.as_slice() else { return None };
    parameters.iter().any(|p| p.name == name.text).then_some(name)
}

/// A default text as one of the choices.
fn of_choice(value: &Value, ty: &Type) -> Value {
    let (Value::Text(text), Type::OneOf(choices)) = (value, ty) else { return value.clone() };
    let index = choices.iter().position(|c| c == text).and_then(|index| u32::try_from(index).ok());
    index.map_or_else(|| value.clone(), Value::OneOf)
}

/// One of a list as the text that it is.
fn text_of(index: u32, ty: &Type) -> Value {
    match ty {
        Type::OneOf(values) => Value::Text(values.get(index as usize).cloned().unwrap_or_default()),
        _ => Value::Missing,
    }
}
