//! Plugins that a standard uses, and what it asks them.

use super::{Expr, Label, PluginId, Type};
use crate::plugin::{Kind, Plugin, Signature, Term};
use crate::value::Value;
use std::sync::Arc;

/// `use plugin tone "^0.3"`
#[derive(Debug, Clone)]
pub struct UsedPlugin {
    /// Name and place. The hash is that of the plugin.
    pub label: Label,
    /// Which versions will do, as written; none = any.
    pub requirement: Option<String>,
    /// The plugin.
    pub plugin: Arc<Plugin>,
}

/// `tone.politeness(message, language: "lv")`, or what a window takes of each row.
#[derive(Debug, Clone)]
pub struct PluginCall {
    /// Of which plugin.
    pub plugin: PluginId,
    /// Which of its functions of one row, or of its windows.
    pub function: u16,
    /// What it is given for each row: the parameters that are no constants, in their order.
    pub arguments: Vec<Expr>,
    /// The parameters that are constants, in their order.
    pub constants: Vec<Value>,
}

impl PluginCall {
    /// What a function of one row takes and gives.
    #[must_use]
    pub fn metric<'p>(&self, plugins: &'p [UsedPlugin]) -> Option<&'p Signature> {
        plugins.get(self.plugin.index())?.plugin.metrics.get(usize::from(self.function))
    }

    /// The arguments without which it has no answer, of a function of one row.
    pub fn needed<'c>(&'c self, standard: &'c super::Standard) -> impl Iterator<Item = &'c Expr> {
        let parameters = self.metric(&standard.plugins).map_or(&[][..], |s| &s.parameters);
        let given = parameters.iter().filter(|p| !p.constant).zip(&self.arguments);
        given.filter(|(parameter, _)| !parameter.nullable).map(|(_, argument)| argument)
    }

    /// What a window takes and gives.
    #[must_use]
    pub fn window<'p>(&self, plugins: &'p [UsedPlugin]) -> Option<&'p Signature> {
        plugins.get(self.plugin.index())?.plugin.windows.get(usize::from(self.function))
    }
}

impl From<&Term> for Type {
    fn from(term: &Term) -> Self {
        match term.kind {
            Kind::YesNo => Self::YesNo,
            Kind::Whole => Self::Whole,
            Kind::Number => Self::Decimal,
            Kind::Duration => Self::Duration,
            Kind::Instant => Self::Instant,
            Kind::Date => Self::Date,
            Kind::Text if term.choices.is_empty() => Self::Text,
            Kind::Text => Self::OneOf(term.choices.clone().into()),
        }
    }
}
