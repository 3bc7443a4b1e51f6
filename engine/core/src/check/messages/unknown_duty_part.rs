//! `unknown-duty-part`: something is asked of a duty that it cannot say.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `manager_talk.x`; `parts`: what can be asked.
pub(crate) fn unknown_duty_part(duty: &Name, part: &Name, parts: &[&str]) -> Diagnostic {
    let slug = "unknown-duty-part";
    if parts.contains(&part.text.as_str()) {
        let what = format!("nobody can say whether `{}` was done by another", duty.text);
        return Diagnostic::error(slug, part.span, what)
            .reason("Its `done` does not say by whom it is done, so whoever does it does it right.")
            .help("say in `done` who did it: `done by coaching_talk where call = this.call by held_by`");
    }
    let d = Diagnostic::error(slug, part.span, format!("the duty `{}` has no `{}`", duty.text, part.text));
    let d = match nearest(&part.text, parts.iter().copied()) {
        Some(near) => d.here(format!("did you mean `{near}`?")),
        None => d,
    };
    let list: Vec<String> = parts.iter().map(|part| format!("`{}.{part}`", duty.text)).collect();
    d.help(format!("it has {}; whether it was kept says `met {}`", list.join(", "), duty.text))
}
