//! `principle-without-criterion`: a value that nothing measures.

use super::reason::{Rules, Space};
use crate::Diagnostic;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for (i, principle) in standard.principles.iter().enumerate() {
        let serves = |id: Option<crate::standard::PrincipleId>| id.is_some_and(|id| id.index() == i);
        let served = standard.criteria.iter().any(|c| serves(c.principle))
            || standard.forms.iter().any(|f| f.items.iter().any(|item| serves(item.principle)));
        if !served {
            let name = &principle.label.name;
            out.push(
                Diagnostic::warning(
                    "principle-without-criterion",
                    principle.label.name_span,
                    format!("no rule serves the principle `{name}`"),
                )
                .here("nothing measures it")
                .reason("It stands in the handbook, but no figure will ever show whether it is lived.")
                .help(format!("write `principle {name}` in a criterion or beside an item of a form, or take it out")),
            );
        }
    }
}
