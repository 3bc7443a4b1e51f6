//! What share of a score each rule and each item really has, as people and as tools read it.

use etalon_core::Standard;
use etalon_core::evaluate::scorecard_kinds;
use etalon_core::show::{number, share};
use etalon_core::standard::{Form, FormWeights, PrincipleWeights, UnitId};
use etalon_core::value::Ratio;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// One line of a table.
type Row = Vec<String>;

/// The kinds of scorecards, the organization's first.
fn kinds(standard: &Standard) -> Vec<Option<UnitId>> {
    std::iter::once(None).chain(scorecard_kinds(standard).into_iter().map(Some)).collect()
}

fn kind_name(standard: &Standard, kind: Option<UnitId>) -> &str {
    kind.map_or("organization", |unit| &standard.units[unit.index()].label.name)
}

fn shown(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| "–".to_owned(), share)
}

/// All of them as tables.
pub fn render(standard: &Standard) -> String {
    let kinds = kinds(standard);
    let mut parts: Vec<String> = Vec::new();
    let weights = standard.principle_weights(&kinds);
    let principles = weights.iter().filter(|p| !p.criteria.is_empty());
    parts.extend(principles.map(|p| principle(standard, &kinds, p)));
    if !parts.is_empty() {
        parts.push(
            "These are the shares where all of them were judged; where one was not, the others share its part.\n\
             Scorecards show principle beside principle: no score adds them up, whatever their own weights are.\n"
                .to_owned(),
        );
    }
    parts.extend(standard.form_weights().iter().map(|f| form(standard, f)));
    if parts.is_empty() {
        return "nothing is weighed: no principle has a criterion, and there is no form\n".to_owned();
    }
    parts.join("\n")
}

fn principle(standard: &Standard, kinds: &[Option<UnitId>], weights: &PrincipleWeights) -> String {
    let mut head: Row = vec!["criterion".to_owned(), "weight".to_owned()];
    head.extend(kinds.iter().map(|kind| kind_name(standard, *kind).to_owned()));
    let mut rows = vec![head];
    for (id, shares) in &weights.criteria {
        let criterion = &standard.criteria[id.index()];
        let mut row = vec![criterion.label.name.clone(), number(criterion.weight)];
        row.extend(shares.iter().map(|ratio| shown(*ratio)));
        rows.push(row);
    }
    let name = &standard.principles[weights.principle.index()].label.name;
    format!("principle {name}: shares of its score\n{}", table(&rows))
}

fn form(standard: &Standard, weights: &FormWeights) -> String {
    let form = &standard.forms[weights.form.index()];
    let moves = weights.items.iter().any(|item| item.least != item.most);
    let mut head: Row = ["item", "points", "of the score"].map(str::to_owned).into();
    if moves {
        head.push("at most".to_owned());
    }
    let mut rows = vec![head];
    for section in &form.sections {
        if form.by_sections {
            rows.push(vec![format!("{} (weight {})", section.name, number(section.weight))]);
        }
        for i in section.items.clone() {
            let (item, weight) = (&form.items[i], weights.items[i]);
            let indent = if form.by_sections { "  " } else { "" };
            let mut row = vec![format!("{indent}{}", item.name), number(item.points), share(weight.least)];
            if moves {
                row.push(share(weight.most));
            }
            rows.push(row);
        }
    }
    let mut out = format!("form {}: shares of its score\n{}", form.label.name, table(&rows));
    if moves {
        let _ = writeln!(out, "\"At most\" is the share where {} left out.", left_out(form));
    }
    out
}

/// `greeting` and 3 more are
fn left_out(form: &Form) -> String {
    let names: Vec<&str> =
        form.items.iter().filter(|item| item.may_not_apply()).map(|item| item.name.as_str()).collect();
    match names.as_slice() {
        [one] => format!("{one} is"),
        [a, b] => format!("{a} and {b} are"),
        [a, b, c] => format!("{a}, {b} and {c} are"),
        _ => format!("all {} items that need not apply are", names.len()),
    }
}

/// The first column stands to the left, the others to the right.
fn table(rows: &[Row]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(i, (cell, width))| match i {
            0 if row.len() == 1 => cell.clone(),
            0 => format!("{cell:<width$}"),
            _ => format!("  {cell:>width$}"),
        });
        let _ = writeln!(out, "  {}", cells.collect::<String>());
    }
    out
}

/// The same for tools: fractions as texts.
pub fn json(standard: &Standard) -> Value {
    let kinds = kinds(standard);
    let text = |ratio: &Ratio| ratio.to_string();
    let principles = standard.principle_weights(&kinds).into_iter().map(|p| {
        let criteria = p.criteria.iter().map(|(id, shares)| {
            let criterion = &standard.criteria[id.index()];
            let shares: serde_json::Map<String, Value> = kinds
                .iter()
                .zip(shares)
                .map(|(kind, share)| (kind_name(standard, *kind).to_owned(), json!(share.as_ref().map(text))))
                .collect();
            json!({ "criterion": criterion.label.name, "weight": text(&criterion.weight), "shares": shares })
        });
        let name = &standard.principles[p.principle.index()].label.name;
        json!({ "principle": name, "criteria": criteria.collect::<Vec<_>>() })
    });
    let forms = standard.form_weights().into_iter().map(|f| {
        let form = &standard.forms[f.form.index()];
        let items = form.items.iter().zip(&f.items).map(|(item, weight)| {
            json!({
                "item": item.name,
                "points": text(&item.points),
                "least": text(&weight.least),
                "most": text(&weight.most),
            })
        });
        json!({ "form": form.label.name, "items": items.collect::<Vec<_>>() })
    });
    json!({ "principles": principles.collect::<Vec<_>>(), "forms": forms.collect::<Vec<_>>() })
}
