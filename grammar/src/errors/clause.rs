//! A clause that cannot be read.

use super::SyntaxError;
use crate::ast::Kind;
use crate::build::{Broken, Builder};

pub(crate) fn explain(builder: &mut Builder<'_>, kind: Kind, broken: &Broken) {
    let span = builder.span_of(broken.range.clone());
    let message = format!("{kind:?} {:?} {}", broken.rule, &builder.text[broken.range.clone()]);
    builder.errors.push(SyntaxError { slug: "broken-clause", span, message, reason: None, help: None });
}
