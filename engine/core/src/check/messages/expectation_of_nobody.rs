//! `expectation-of-nobody`: an `expect` that does not say of whom or what.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `whom` is what is not said: "of which call".
pub(crate) fn expectation_of_nobody(name: &Name, whom: &str) -> Diagnostic {
    let help = if whom.starts_with("whose") {
        format!("say it with `of`, as in `expect {} of agent \"anna\" …`", name.text)
    } else {
        format!("say it with `for`, as in `expect {} … for \"c1\"`", name.text)
    };
    Diagnostic::error("expectation-of-nobody", name.span, format!("this does not say {whom}")).help(help)
}
