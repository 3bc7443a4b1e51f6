//! A plugin's window as a formula: the rows of each cell, in their order, go out; one value for each cell comes back.

use super::cell::{Cell, Kept};
use super::gather::Cells;
use super::sheet::Sheet;
use super::subjects::Seen;
use crate::evaluate::Use;
use crate::evaluate::columns::plugin::{SLICE, texts};
use crate::evaluate::scene::Scene;
use crate::plugin::{Batch, Column, Data, Fault, Plugin, Signature};
use crate::standard::{Formula, MetricId, PluginCall};
use crate::table;
use std::borrow::Cow;
use std::sync::Arc;

/// Where so many cells fail one after the other from the first, the others are not asked any more: each failure may be dear.
const IN_VAIN: usize = 16;

/// What a metric's window is given of each row, and whether that must have a value.
pub(super) fn given<'a>(scene: &Scene<'a>, id: MetricId) -> Vec<(&'a table::Column, bool)> {
    let Formula::Window(call, _) = &scene.standard.metrics[id.index()].formula else { return Vec::new() };
    let parameters = call.window(&scene.standard.plugins).map_or(&[][..], |s| &s.parameters);
    let parameters = parameters.iter().filter(|p| !p.constant);
    let columns = (0..).map(|n| scene.column(Use::MetricWindow(id, n)));
    columns.zip(parameters).map_while(|(column, parameter)| Some((column?, !parameter.nullable))).collect()
}

/// The first argument without which a row cannot be given to the window; none if it can.
pub(crate) fn lacks(scene: &Scene<'_>, id: MetricId, call: &PluginCall, row: usize) -> Option<usize> {
    let place = given(scene, id).iter().position(|(column, must)| *must && !column.has(row));
    place.filter(|place| *place < call.arguments.len())
}

/// Puts the window's value in the place of the rows of each cell.
pub(super) fn answer(scene: &Scene<'_>, sheet: &Sheet<'_>, cells: &mut Cells) {
    let Formula::Window(call, _) = &sheet.metric.formula else { return };
    let Some(used) = scene.standard.plugins.get(call.plugin.index()) else { return };
    let Some(signature) = call.window(&scene.standard.plugins) else { return };
    let asker = Asker { scene, plugin: &used.plugin, signature, call, given: given(scene, sheet.id) };
    let rows: Vec<Vec<u32>> = cells.iter_mut().map(|(_, _, cell)| rows_of(cell)).collect();
    let everyone: Vec<usize> = (0..rows.len()).collect();
    let made = match asker.made(&rows, &everyone) {
        Ok(made) => made.into_iter().map(Ok).collect(),
        // One cell's rows must not cost the others their figures: each is asked alone.
        Err(_) => alone(&asker, &rows),
    };
    for ((_, _, cell), made) in cells.iter_mut().zip(made) {
        cell.kept = Kept::Window(made);
    }
}

type Made = Result<Option<i64>, Arc<str>>;

fn alone(asker: &Asker<'_>, rows: &[Vec<u32>]) -> Vec<Made> {
    let mut made: Vec<Made> = Vec::with_capacity(rows.len());
    for cell in 0..rows.len() {
        if made.len() >= IN_VAIN
            && let (true, Some(Err(why))) = (made.iter().all(Result::is_err), made.last())
        {
            made.push(Err(Arc::clone(why)));
            continue;
        }
        made.push(match asker.made(rows, &[cell]) {
            Ok(one) => Ok(one.first().copied().flatten()),
            Err(Fault(why)) => Err(why),
        });
    }
    made
}

/// The rows of a cell, in the order of their table.
fn rows_of(cell: &mut Cell) -> Vec<u32> {
    let Kept::Values(seen) = std::mem::replace(&mut cell.kept, Kept::Count) else { return Vec::new() };
    let row = |seen: Seen| if let Seen::Int(row) = seen { u32::try_from(row).ok() } else { None };
    let mut rows: Vec<u32> = seen.into_iter().filter_map(row).collect();
    rows.sort_unstable();
    rows
}

struct Asker<'a> {
    scene: &'a Scene<'a>,
    plugin: &'a Plugin,
    signature: &'a Signature,
    call: &'a PluginCall,
    given: Vec<(&'a table::Column, bool)>,
}

impl Asker<'_> {
    /// The values of these cells, asked together. The rows of all of them go out in the order of their table, in slices.
    fn made(&self, rows: &[Vec<u32>], cells: &[usize]) -> Result<Vec<Option<i64>>, Fault> {
        let Some(module) = &self.plugin.module else { return Err(Fault(Arc::from("the plugin is not loaded"))) };
        let mut window = module.window(&self.signature.name, &self.call.constants)?;
        let number = |group: usize| u32::try_from(group).expect("cells are numbered in 32 bits");
        let mut order: Vec<(u32, u32)> = cells
            .iter()
            .enumerate()
            .flat_map(|(g, cell)| rows[*cell].iter().map(move |row| (*row, number(g))))
            .collect();
        order.sort_unstable();
        for slice in order.chunks(SLICE) {
            let groups: Vec<u32> = slice.iter().map(|(_, group)| *group).collect();
            let columns: Vec<Column<'_>> = self.given.iter().map(|(column, _)| self.sent(column, slice)).collect();
            window.accumulate(&groups, Batch { rows: slice.len(), columns: &columns })?;
        }
        let groups: Vec<u32> = (0..cells.len()).map(number).collect();
        let mut made = Vec::with_capacity(cells.len());
        for part in groups.chunks(SLICE) {
            let column = window.finish(part)?;
            let Data::Ints(values) = &column.data else {
                return Err(Fault(Arc::from("answered with something other than it promises")));
            };
            if values.len() != part.len() {
                let why = format!("gave {} values for {} groups", values.len(), part.len());
                return Err(Fault(Arc::from(why)));
            }
            let has = |i: usize| column.valid.as_ref().is_none_or(|v| v.get(i).copied().unwrap_or(false));
            made.extend(values.iter().enumerate().map(|(i, value)| has(i).then_some(*value)));
        }
        Ok(made)
    }

    /// Some rows of a column as they cross the border.
    fn sent(&self, column: &table::Column, slice: &[(u32, u32)]) -> Column<'static> {
        let rows = || slice.iter().map(|(row, _)| *row as usize);
        let valid = (!rows().all(|row| column.has(row)))
            .then(|| Cow::Owned(rows().map(|row| column.has(row)).collect::<Vec<bool>>()));
        let data = match &column.data {
            table::Data::Flags(flags) => {
                Data::Flags(rows().map(|row| u8::from(column.has(row) && flags[row])).collect())
            }
            table::Data::Ints(ints) => {
                Data::Ints(rows().map(|row| if column.has(row) { ints[row] } else { 0 }).collect())
            }
            table::Data::Codes(codes) => {
                texts(rows().map(|row| column.has(row).then(|| codes[row])), |code| self.scene.text(code).to_owned())
            }
            // Fractions have been rounded to numbers before.
            table::Data::Ratios(_) => Data::Ints(vec![0; slice.len()].into()),
        };
        Column { data, valid }
    }
}
