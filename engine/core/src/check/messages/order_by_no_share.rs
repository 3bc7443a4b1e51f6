//! `order-by-no-share`: an order by a figure that is no share.

use crate::Diagnostic;
use etalon_grammar::ast::Name;

/// `word` opens the metric's formula.
pub(crate) fn order_by_no_share(name: &Name, word: &str) -> Diagnostic {
    Diagnostic::error("order-by-no-share", name.span, format!("only a share can give the order; `{}` is a {word}", name.text))
        .reason("People are ordered by what is certain of their share (its lower bound), so that few cases bring nobody to the top.")
        .help("name a metric that begins with `share of`, or leave `order by` out")
}
