//! The columns a file has against those its source needs.

use super::files::DataFile;
use super::source_plan::{Need, SourcePlan};
use crate::ReadError;
use crate::nearest::{listed, nearest};

/// By column of the source: its place in the file; none = the file has no such column.
pub(crate) fn map(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    headers: &[String],
) -> Result<Vec<Option<usize>>, Box<ReadError>> {
    let mut places = Vec::new();
    for name in &plan.columns.names {
        let mut fits = headers.iter().enumerate().filter(|(_, h)| h.trim() == name.trim()).map(|(i, _)| i);
        let first = fits.next();
        if fits.next().is_some() {
            return Err(plan
                .error("column-twice", format!("the file has more than one column `{name}`"))
                .file(&file.name)
                .reason("nobody can say which of them is meant")
                .help("rename one of them where the file is made"));
        }
        places.push(first);
    }
    let has = |name: &str| headers.iter().any(|h| h.trim() == name.trim());
    missing(plan, file, headers, &has)?;
    Ok(places)
}

/// An error that names every needed column which is not there.
pub(crate) fn missing(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    headers: &[String],
    has: &dyn Fn(&str) -> bool,
) -> Result<(), Box<ReadError>> {
    let absent = |need: &Need| !need.columns.iter().any(|c| has(c));
    let mut lines = Vec::new();
    let mut own = None;
    let mut span = None;
    for field in &plan.fields {
        for need in field.needs.iter().filter(|n| absent(n)) {
            if !field.given && field.optional {
                continue;
            }
            let name = &field.kind.name;
            lines.push(line(need, &format!("field `{name}`"), headers));
            if !field.given {
                own = own.or(Some(name));
            }
            span = span.or(need.span);
        }
    }
    for (clause, need) in plan.other_needs.iter().filter(|(_, n)| absent(n)) {
        lines.push(line(need, &format!("`{clause}`"), headers));
        span = span.or(need.span);
    }
    if lines.is_empty() {
        return Ok(());
    }
    let error = plan.error("missing-column", format!("the file lacks {}", lines.join("; "))).file(&file.name);
    let error = match span {
        Some(span) => error.at(span),
        None => error,
    };
    let mut help = Vec::new();
    if let Some(name) = own {
        help.push(format!(
            "a field takes the column of its own name unless the source says another: `field {name} = column \"…\"`"
        ));
    }
    if let [only] = headers
        && let Some(delimiter) = [';', '\t', '|', ','].into_iter().find(|d| only.contains(*d))
    {
        help.push(format!(
            "the first line seems to be cut by another sign: say `delimiter \"{}\"` in the source",
            delimiter.escape_default()
        ));
    }
    help.push(format!("the columns of the file are: {}", listed(headers.iter().map(String::as_str))));
    Err(error.help(help.join("; ")))
}

fn line(need: &Need, who: &str, headers: &[String]) -> String {
    let names = need.columns.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(" or ");
    let near = need.columns.iter().find_map(|c| nearest(c, headers.iter().map(String::as_str)));
    let near = near.map_or_else(String::new, |n| format!("; the nearest is `{n}`"));
    format!("the column {names}, which {who} needs{near}")
}
