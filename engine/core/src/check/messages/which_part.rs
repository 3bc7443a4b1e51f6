//! `which-part`: a clock's name where one of its values is due.

use super::{list, nearest};
use crate::Diagnostic;
use crate::standard::ClockPart;
use etalon_grammar::ast::Name;

/// The clock, what was written behind the dot (if anything), and which parts the clock has.
pub(crate) fn which_part(clock: &Name, part: Option<&Name>, has: impl Fn(ClockPart) -> bool) -> Diagnostic {
    let words: Vec<&str> = ClockPart::ALL
        .iter()
        .filter(|(part, word)| !word.starts_with('(') && has(*part))
        .map(|(_, word)| *word)
        .collect();
    let name = &clock.text;
    let Some(part) = part else {
        return Diagnostic::error("which-part", clock.span, format!("`{name}` is a clock: say what of it is meant"))
            .help(format!("write for example `{name}.elapsed` or `met {name}`; it has {}", list(&words, "and")));
    };
    let d = Diagnostic::error("which-part", part.span, format!("clock `{name}` has no `{}`", part.text));
    let about_holders = ClockPart::ALL.iter().any(|(p, word)| *word == part.text && p.is_about_holders());
    match nearest(&part.text, words.iter().copied()) {
        _ if part.text == ClockPart::Zone.word() => d.help(format!(
            "say in which zone its calendar is laid: `on office in zone contract_zone` in the clock `{name}`"
        )),
        _ if about_holders => d.help(format!("say whose its time is: `holder assignee` in the clock `{name}`")),
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `{name}.{near}`")),
        None => d.help(format!("it has {}", list(&words, "and"))),
    }
}
