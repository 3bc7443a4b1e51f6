//! `missing-argument`: a plugin's function is not given all that it needs.

use super::{list, quoted};
use crate::Diagnostic;
use crate::plugin::{Parameter, Signature};
use etalon_grammar::ast::{PluginCall, Span};

/// `lacking`: what is not there.
pub(crate) fn missing_argument(
    call: &PluginCall,
    span: Span,
    lacking: &[&Parameter],
    signature: &Signature,
) -> Diagnostic {
    let full = format!("{}.{}", call.plugin.text, call.function.text);
    let names: Vec<&str> = lacking.iter().map(|p| p.name.as_str()).collect();
    let what = format!("`{full}` is not given {}", list(&quoted(&names), "and"));
    let mut d = Diagnostic::error("missing-argument", span, what);
    if let [one] = lacking
        && !one.doc.is_empty()
    {
        d = d.reason(format!("`{}` is {}: {}", one.name, super::kind_words(&one.term), one.doc));
    }
    d.help(format!("write for example `{}`", super::how_to_call(&full, signature)))
}
