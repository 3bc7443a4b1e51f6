//! `weights-do-not-add`: weights that look as if they were to make 100, and do not.

use super::reason::{Rules, Space, decimal, list};
use crate::Diagnostic;
use crate::value::Ratio;
use etalon_grammar::ast::Span;

pub(super) fn find<'a>(space: &mut Space<'a>, _: &Rules<'a>, out: &mut Vec<Diagnostic>) {
    let standard = space.standard;
    for form in &standard.forms {
        let name = &form.label.name;
        if form.by_sections {
            let weights = form.sections.iter().map(|s| s.weight).collect();
            tell(weights, &format!("the sections of form `{name}`"), "weights", form.label.name_span, out);
        } else {
            let points = form.items.iter().map(|item| item.points).collect();
            tell(points, &format!("the items of form `{name}`"), "points", form.label.name_span, out);
        }
    }
    if let Some(last) = standard.principles.last() {
        let weights = standard.principles.iter().map(|p| p.weight).collect();
        tell(weights, "the principles", "weights", last.label.name_span, out);
    }
}

fn tell(weights: Vec<Ratio>, what: &str, word: &str, at: Span, out: &mut Vec<Diagnostic>) {
    let Some(sum) = weights.iter().try_fold(Ratio::ZERO, |sum, w| sum.plus(*w)) else {
        return;
    };
    let near = |whole: i64| {
        let (low, high) = (Ratio::new(i128::from(whole) * 95, 100), Ratio::new(i128::from(whole) * 105, 100));
        sum != Ratio::whole(whole) && low.is_some_and(|l| l <= sum) && high.is_some_and(|h| sum <= h)
    };
    let fractions = weights.iter().all(|w| *w < Ratio::ONE);
    let whole = if near(100) { 100 } else { 1 };
    if weights.len() < 2 || !(near(100) || fractions && near(1)) {
        return;
    }
    let sum_text = decimal(sum);
    let terms: Vec<String> = weights.iter().map(|w| decimal(*w)).collect();
    let terms = if terms.len() > 12 { list(&[], "") } else { format!("{} = ", terms.join(" + ")) };
    out.push(
        Diagnostic::warning(
            "weights-do-not-add",
            at,
            format!("the {word} of {what} add up to {sum_text}, not to {whole}: {terms}{sum_text}"),
        )
        .here(format!("{sum_text} in all"))
        .reason(format!(
            "The score is right all the same (it is divided by {sum_text}), but a reader who takes {word} for percent reads them wrongly."
        ))
        .help(format!("change one of them so that they make {whole}")),
    );
}
