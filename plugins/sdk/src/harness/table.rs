//! From rows to columns, and back.

use super::cell::Cell;
use crate::bindings::etalon::plugin::types::{Batch, Column, Data, TextData};
use crate::describe::{Function, Parameter};

/// A column of that kind.
pub(super) fn column<'a>(cells: impl Iterator<Item = &'a Cell> + Clone, kind: &str) -> Column {
    let int = |cell: &Cell| if let Cell::Int(n) = cell { *n } else { 0 };
    let data = match kind {
        "yes/no" => Data::Booleans(cells.clone().map(|c| u8::from(*c == Cell::Flag(true))).collect()),
        "number" => Data::Numbers(cells.clone().map(|c| if let Cell::Number(n) = c { *n } else { 0.0 }).collect()),
        "text" => texts(cells.clone()),
        _ => Data::Ints(cells.clone().map(int).collect()),
    };
    let mut valid = Vec::new();
    let mut holes = false;
    for (row, cell) in cells.enumerate() {
        if row % 8 == 0 {
            valid.push(0);
        }
        match cell {
            Cell::None => holes = true,
            _ => valid[row / 8] |= 1 << (row % 8),
        }
    }
    Column { data, valid: holes.then_some(valid) }
}

fn texts<'a>(cells: impl Iterator<Item = &'a Cell>) -> Data {
    let (mut codes, mut dict) = (Vec::new(), Vec::<String>::new());
    for cell in cells {
        let code = match cell {
            Cell::Text(text) => dict.iter().position(|known| known == text).unwrap_or_else(|| {
                dict.push(text.clone());
                dict.len() - 1
            }),
            _ => 0,
        };
        codes.push(u32::try_from(code).unwrap_or(0));
    }
    Data::Texts(TextData { codes, dict })
}

/// The rows as a batch of the function's parameters.
pub(super) fn batch(rows: &[&Vec<Cell>], function: &Function) -> Batch {
    let params: Vec<&Parameter> = function.params.iter().filter(|p| !p.constant).collect();
    let columns =
        params.iter().enumerate().map(|(at, p)| column(rows.iter().map(|row| &row[at]), p.term.kind)).collect();
    Batch { rows: u32::try_from(rows.len()).unwrap_or(u32::MAX), columns }
}

/// The constants, each a column of one row.
pub(super) fn constants(cells: &[Cell], function: &Function) -> Vec<Column> {
    let params = function.params.iter().filter(|p| p.constant);
    cells.iter().zip(params).map(|(cell, p)| column(std::iter::once(cell), p.term.kind)).collect()
}

/// Whether the plugin sees the row: it has a value for each parameter that needs one.
pub(super) fn complete(row: &[Cell], function: &Function) -> bool {
    let params = function.params.iter().filter(|p| !p.constant);
    row.iter().zip(params).all(|(cell, p)| p.nullable || *cell != Cell::None)
}

/// The values of a column of answers; what is wrong with it, else.
pub(super) fn cells(column: &Column) -> Result<Vec<Cell>, String> {
    let rows = match &column.data {
        Data::Booleans(v) => v.iter().map(|b| Ok(Cell::Flag(*b == 1))).collect::<Result<Vec<_>, String>>()?,
        Data::Ints(v) => v.iter().map(|n| Cell::Int(*n)).collect(),
        Data::Numbers(v) => v.iter().map(|n| if n.is_finite() { Cell::Number(*n) } else { Cell::None }).collect(),
        Data::Texts(t) => {
            let word =
                |code: &u32| t.dict.get(*code as usize).ok_or("an answer has no text behind its code".to_string());
            t.codes.iter().map(|code| word(code).map(|w| Cell::Text(w.clone()))).collect::<Result<_, _>>()?
        }
    };
    let valid = |row: usize| {
        column.valid.as_ref().is_none_or(|v| v.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1))
    };
    Ok(rows.into_iter().enumerate().map(|(row, cell)| if valid(row) { cell } else { Cell::None }).collect())
}
