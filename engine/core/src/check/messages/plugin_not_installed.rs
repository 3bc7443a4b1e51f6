//! `plugin-not-installed`: a plugin that the standard uses is not there.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// `lines`: file, line and place of all that needs it; `names`: the plugins that are there.
pub(crate) fn plugin_not_installed(name: &Name, lines: &[(u32, usize, Span)], names: &[&str]) -> Diagnostic {
    let needed = match lines {
        [] => String::new(),
        [(_, line, _)] => format!(" (needed by line {line})"),
        [(_, line, _), rest @ ..] => format!(" (needed by line {line} and {} more)", rest.len()),
    };
    let what = format!("plugin `{}` is not installed{needed}", name.text);
    let mut d = Diagnostic::error("plugin-not-installed", name.span, what)
        .reason("What a plugin takes and gives is read from `etalon.lock`; nothing there has this name.");
    if let Some((_, _, span)) = lines.first() {
        d = d.label(*span, "needed here");
    }
    match nearest(&name.text, names.iter().copied()) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `use plugin {near}`")),
        None => d.help(format!(
            "put the file at `plugins/{}.wasm` beside the standard, or name it in `etalon.toml`, and run `etalon plugin lock`",
            name.text
        )),
    }
}
