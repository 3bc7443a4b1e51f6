//! `missing-in-clock`: a clock lacks what it cannot do without.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `clause` is the keyword that lacks, `why` what cannot be said without it, `example` a line that mends it.
pub(crate) fn missing_in_clock(clock: &Name, clause: &str, why: &str, example: &str) -> Diagnostic {
    Diagnostic::error("missing-in-clock", clock.span, format!("clock `{}` has no `{clause}`", clock.text))
        .here(format!("`{clause}` belongs here"))
        .reason(why)
        .help(format!("add a line like `{example}`"))
}
