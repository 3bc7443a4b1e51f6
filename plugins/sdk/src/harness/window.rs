//! A case of a window, and what must hold of any.

use super::case::{Case, Expected};
use super::cell::Cell;
use super::{same, table};
use crate::groups::Grouped;
use crate::made::Plugin;

/// Rows as a window gets them: with the group of each.
type Rows<'a> = Vec<(u32, &'a Vec<Cell>)>;

/// A step that failed, by its code and what it said.
type Failed = (String, String);

struct Try<'a, P> {
    case: &'a Case,
    /// How many groups are asked for.
    groups: u32,
    plugin: std::marker::PhantomData<P>,
}

/// Runs the case, then its rows in other ways that must come to the same.
pub(super) fn run<P: Plugin>(case: &Case) -> Result<(), String> {
    let asked = match &case.expected {
        Expected::Values(values) => values.len(),
        Expected::Fault(_) => case.groups.iter().max().map_or(1, |g| *g as usize + 1),
    };
    let tried = Try { case, groups: u32::try_from(asked).unwrap_or(u32::MAX), plugin: std::marker::PhantomData::<P> };
    let rows: Rows<'_> =
        case.groups.iter().copied().zip(&case.rows).filter(|(_, row)| table::complete(row, case.function)).collect();
    let got = match (tried.whole(&rows), &case.expected) {
        (Ok(_), Expected::Fault(code)) => return Err(format!("was expected to be refused with {code}, and was not")),
        (Err((code, _)), Expected::Fault(expected)) if code == *expected => return Ok(()),
        (Err((code, text)), _) => return Err(format!("was refused with {code}: {text}")),
        (Ok(got), Expected::Values(values)) => {
            same(&got, values, "all rows at once", case)?;
            got
        }
    };
    tried.properties(&rows, &got).map_err(|(code, text)| if code.is_empty() { text } else { format!("{code}: {text}") })
}

impl<P: Plugin> Try<'_, P> {
    fn open(&self) -> Result<Box<dyn Grouped>, Failed> {
        P::open(self.case.function.name, &table::constants(&self.case.constants, self.case.function)).map_err(failed)
    }

    fn add(&self, states: &mut dyn Grouped, rows: &[(u32, &Vec<Cell>)]) -> Result<(), Failed> {
        let (groups, cells): (Vec<u32>, Vec<&Vec<Cell>>) = rows.iter().copied().unzip();
        states.accumulate(&groups, &table::batch(&cells, self.case.function)).map_err(failed)
    }

    fn remove(&self, states: &mut dyn Grouped, rows: &[(u32, &Vec<Cell>)]) -> Result<(), Failed> {
        let (groups, cells): (Vec<u32>, Vec<&Vec<Cell>>) = rows.iter().copied().unzip();
        states.retract(&groups, &table::batch(&cells, self.case.function)).map_err(failed)
    }

    fn all(&self) -> Vec<u32> {
        (0..self.groups).collect()
    }

    fn values(&self, states: &mut dyn Grouped) -> Result<Vec<Cell>, Failed> {
        let column = states.finish(&self.all()).map_err(failed)?;
        table::cells(&column).map_err(|why| ("SDK-FORM".into(), why))
    }

    /// All rows in one call.
    fn whole(&self, rows: &[(u32, &Vec<Cell>)]) -> Result<Vec<Cell>, Failed> {
        let mut states = self.open()?;
        self.add(&mut *states, rows)?;
        self.values(&mut *states)
    }

    fn same(&self, states: &mut dyn Grouped, expected: &[Cell], what: &str) -> Result<(), Failed> {
        same(&self.values(states)?, expected, what, self.case).map_err(|why| (String::new(), why))
    }

    fn properties(&self, rows: &Rows<'_>, got: &[Cell]) -> Result<(), Failed> {
        let function = self.case.function;
        let mut states = self.open()?;
        for row in rows {
            self.add(&mut *states, &[*row])?;
        }
        self.same(&mut *states, got, "row by row")?;
        self.same(&mut *states, got, "finished twice")?;
        self.add(&mut *states, &[])?;
        self.same(&mut *states, got, "and then a batch without rows")?;
        states.close(&self.all());
        let empty = self.whole(&[])?;
        self.same(&mut *states, &empty, "forgotten, and so empty again")?;

        for cut in cuts(rows.len()) {
            let (early, late) = rows.split_at(cut);
            let mut states = self.open()?;
            self.add(&mut *states, early)?;
            let saved = states.save(&self.all()).map_err(failed)?;
            self.add(&mut *states, late)?;
            self.same(&mut *states, got, &format!("in two batches, cut after row {cut}"))?;

            let mut restored = self.open()?;
            restored.merge(&self.all(), &saved).map_err(failed)?;
            self.add(&mut *restored, late)?;
            self.same(&mut *restored, got, &format!("saved after row {cut} and gone on from there"))?;

            if function.mergeable {
                let (mut first, mut second) = (self.open()?, self.open()?);
                self.add(&mut *first, early)?;
                self.add(&mut *second, late)?;
                let saved = second.save(&self.all()).map_err(failed)?;
                first.merge(&self.all(), &saved).map_err(failed)?;
                self.same(&mut *first, got, &format!("two states, cut after row {cut}, joined"))?;
            }
            if function.retractable {
                let mut states = self.open()?;
                self.add(&mut *states, early)?;
                self.add(&mut *states, rows)?;
                self.remove(&mut *states, early)?;
                self.same(&mut *states, got, &format!("{cut} rows more, taken out again"))?;
            }
        }
        self.absent()
    }

    /// Rows in which nothing has a value, where such rows are handed over at all.
    fn absent(&self) -> Result<(), Failed> {
        let params = self.case.function.params.iter().filter(|p| !p.constant);
        let row = vec![Cell::None; params.clone().count()];
        if params.clone().all(|p| p.nullable) {
            self.whole(&[(0, &row), (0, &row)])?;
        }
        Ok(())
    }
}

fn failed(fault: crate::bindings::etalon::plugin::types::Fault) -> Failed {
    (fault.code, fault.text)
}

/// Where rows are cut: everywhere if there are few.
fn cuts(rows: usize) -> Vec<usize> {
    (0..=rows).step_by((rows / 64).max(1)).collect()
}
