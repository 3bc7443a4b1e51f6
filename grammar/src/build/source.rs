//! Clauses of a source.

use super::{Builder, Pair, child};
use crate::ast::ClauseKind;
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn source_clause(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        Some(match pair.as_rule() {
            Rule::files => ClauseKind::Files(self.text_list(pair)),
            Rule::format => ClauseKind::Format(self.first_name(pair)),
            Rule::delimiter => ClauseKind::Delimiter(self.only_text(pair)),
            Rule::encoding => ClauseKind::Encoding(self.only_text(pair)),
            Rule::time => ClauseKind::Time(self.text_list(pair)),
            Rule::missing => ClauseKind::Missing(self.text_list(pair)),
            Rule::rows => ClauseKind::Rows(self.filter(pair)?),
            Rule::ties => ClauseKind::Ties(child(pair, Rule::sum).map(|by| self.expr(&by))),
            Rule::late => ClauseKind::Late(self.only_expr(pair)?),
            Rule::take => ClauseKind::Take { field: self.first_name(pair), value: self.only_expr(pair)? },
            Rule::retract => ClauseKind::Retract(self.filter(pair)?),
            _ => return None,
        })
    }
}
