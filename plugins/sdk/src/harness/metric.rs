//! A case of a metric.

use super::case::{Case, Expected};
use super::cell::Cell;
use super::{same, table};
use crate::made::Plugin;

/// Runs the case, then row by row, then backwards.
pub(super) fn run<P: Plugin>(case: &Case) -> Result<(), String> {
    let rows: Vec<&Vec<Cell>> = case.rows.iter().collect();
    let got = match (score::<P>(case, &rows), &case.expected) {
        (Ok(_), Expected::Fault(code)) => return Err(format!("was expected to be refused with {code}, and was not")),
        (Err((code, _)), Expected::Fault(expected)) if code == *expected => return Ok(()),
        (Err((code, text)), _) => return Err(format!("was refused with {code}: {text}")),
        (Ok(got), Expected::Values(values)) => {
            same(&got, values, "all rows at once", case)?;
            got
        }
    };
    let again =
        |rows: &[&Vec<Cell>]| score::<P>(case, rows).map_err(|(code, text)| format!("was refused with {code}: {text}"));
    for (at, row) in rows.iter().enumerate() {
        same(&again(&[row])?, &got[at..=at], &format!("row {} alone", at + 1), case)?;
    }
    let back: Vec<&Vec<Cell>> = rows.iter().rev().copied().collect();
    let mut turned = again(&back)?;
    turned.reverse();
    same(&turned, &got, "the rows backwards", case)
}

/// The answers; rows that the plugin never sees have none.
fn score<P: Plugin>(case: &Case, rows: &[&Vec<Cell>]) -> Result<Vec<Cell>, (String, String)> {
    let function = case.function;
    let seen: Vec<&Vec<Cell>> = rows.iter().filter(|row| table::complete(row, function)).copied().collect();
    let constants = table::constants(&case.constants, function);
    let column = P::score(function.name, &table::batch(&seen, function), &constants).map_err(|f| (f.code, f.text))?;
    let mut answers = table::cells(&column).map_err(|why| ("SDK-FORM".to_string(), why))?.into_iter();
    Ok(rows
        .iter()
        .map(|row| if table::complete(row, function) { answers.next().unwrap_or(Cell::None) } else { Cell::None })
        .collect())
}
