//! What a plugin offers: `tone.politeness(message, language: "lv")`, `ewma.level(waited of call over 30 days to this)`.

use super::{Builder, Pair, child, children};
use crate::ast::{Argument, Ask, ExprKind, Name, Others, PluginCall};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn plugin_call(&mut self, pair: &Pair<'_>) -> (ExprKind, u32) {
        let (call, depth) = self.plugin_words(pair);
        let Some(look) = child(pair, Rule::aggregate) else {
            return (ExprKind::Plugin(call), depth + 1);
        };
        let (filter, inner) = self.deep_filter(&look);
        let (unit, range) = (self.first_name(&look), self.look_range(&look));
        (ExprKind::Others(Others { ask: Ask::Window(call), unit, filter, range }), depth.max(inner) + 1)
    }

    /// The call without what is looked at, and how deep its arguments are.
    pub(super) fn plugin_words(&mut self, pair: &Pair<'_>) -> (PluginCall, u32) {
        let span = self.span(pair);
        let mut words = child(pair, Rule::dotted).map(|dotted| self.dotted(&dotted)).unwrap_or_default().into_iter();
        let mut word = || words.next().unwrap_or(Name { text: String::new(), span });
        let (plugin, function) = (word(), word());
        let (mut arguments, mut depth) = (Vec::new(), 0);
        for argument in children(pair, Rule::argument) {
            let name = child(&argument, Rule::argument_name).map(|name| self.name(&name));
            let Some(value) = child(&argument, Rule::expr) else { continue };
            let value = self.deep(&value);
            depth = depth.max(value.depth);
            arguments.push(Argument { name, value: value.expr });
        }
        (PluginCall { plugin, function, arguments }, depth)
    }
}
