//! Asks a batch: is there one, how many, which value.

use super::pairs::Limit;
use super::window::{Stretch, Windows};
use super::{Accumulator, Cell, from_cells};
use crate::evaluate::columns::{Bench, Lane, NO, PENDING, UNKNOWN, Vector, YES};
use crate::plan::{Level, Look, NodeId, Reach};
use crate::standard::{Aggregate, Type};
use std::rc::Rc;

impl<'a> Bench<'a> {
    pub(crate) fn look(&self, id: NodeId, look: &'a Look, ty: &Type) -> Vector<'a> {
        let Some(prepared) = self.engine.shared.indexes.get(id.index()).and_then(Option::as_ref) else {
            return Vector::missing(ty);
        };
        let keys: Vec<Rc<Vector<'a>>> = look.equal.iter().map(|e| self.get(e.1)).collect();
        let keys: Vec<&Vector<'_>> = keys.iter().map(|k| &**k).collect();
        let windows = Windows::new(self, look, prepared.index.rows());
        let mut words = Vec::new();
        let stretches: Vec<Option<Stretch>> = (0..self.len)
            .map(|i| {
                let (start, end) = prepared.index.list(&keys, i, &mut words);
                windows.stretch(self, i, start, end)
            })
            .collect();
        let rows = prepared.index.rows();
        match look.ask {
            None => self.some(look, rows, &stretches),
            Some(Aggregate::Count) if look.rest.is_none() => {
                let cells = self.each(&stretches, |s| Cell::Int(i64::try_from(s.count()).unwrap_or(i64::MAX)));
                from_cells(&cells, ty)
            }
            Some(how) => match &prepared.sums {
                Some(sums) => {
                    let value = look.value.and_then(|v| self.engine.whole(v));
                    let own = |place: usize| {
                        let row = rows[place] as usize;
                        value.filter(|v| v.has(row)).map_or(0, |v| i128::from(v.int(row)))
                    };
                    let cells = self.each(&stretches, |s| {
                        let sum = sums[s.high] - sums[s.low] - s.own.map_or(0, own);
                        i64::try_from(sum).map_or(Cell::Nothing, Cell::Int)
                    });
                    from_cells(&cells, ty)
                }
                None => self.aggregate(how, look, rows, &stretches, ty),
            },
        }
    }

    /// The rows that the first row of the bench looks at, in order; none if its window cannot be told.
    pub(crate) fn looked(&self, id: NodeId, look: &'a Look) -> Option<Vec<u32>> {
        let prepared = self.engine.shared.indexes.get(id.index())?.as_ref()?;
        let rows = prepared.index.rows();
        let keys: Vec<Rc<Vector<'a>>> = look.equal.iter().map(|e| self.get(e.1)).collect();
        let keys: Vec<&Vector<'_>> = keys.iter().map(|k| &**k).collect();
        let (start, end) = prepared.index.list(&keys, 0, &mut Vec::new());
        let stretch = Windows::new(self, look, rows).stretch(self, 0, start, end)?;
        Some(stretch.places().map(|place| rows[place]).collect())
    }

    /// The answer for each stretch; none without a window, none yet before its end.
    fn each(&self, stretches: &[Option<Stretch>], answer: impl Fn(&Stretch) -> Cell) -> Vec<Cell> {
        let as_of = self.engine.as_of();
        stretches
            .iter()
            .map(|stretch| match stretch {
                None => Cell::Nothing,
                Some(s) if s.due.is_some_and(|due| as_of < due) => Cell::Waits,
                Some(s) => answer(s),
            })
            .collect()
    }

    fn some(&self, look: &Look, rows: &[u32], stretches: &[Option<Stretch>]) -> Vector<'a> {
        let mut first: Vec<Option<u32>> = vec![None; self.len];
        if look.rest.is_some() {
            self.passing(look, rows, stretches, Limit::First(1), |i, row, _| {
                first[i].get_or_insert(row);
            });
        } else {
            for (first, stretch) in first.iter_mut().zip(stretches) {
                *first = stretch.and_then(|s| s.places().next()).map(|place| rows[place]);
            }
        }
        let as_of = self.engine.as_of();
        let truth: Vec<u8> = first
            .iter()
            .zip(stretches)
            .map(|(first, stretch)| match (first, stretch) {
                (_, None) => UNKNOWN,
                (Some(_), _) => YES,
                (None, Some(s)) if s.due.is_some_and(|due| as_of < due) => PENDING,
                _ => NO,
            })
            .collect();
        let mut vector = Vector::truth(Lane::Own(truth));
        if let Reach::Within { .. } = look.reach {
            let at = &self.engine.world.table(look.unit).at;
            let decided = first.iter().zip(stretches).map(|(first, stretch)| match (first, stretch) {
                (Some(row), _) => at.get(*row as usize).copied().unwrap_or_default(),
                (None, Some(s)) => s.due.unwrap_or_default(),
                _ => 0,
            });
            vector.when = Some(decided.collect());
        }
        vector
    }

    fn aggregate(
        &self,
        how: Aggregate,
        look: &Look,
        rows: &[u32],
        stretches: &[Option<Stretch>],
        ty: &Type,
    ) -> Vector<'a> {
        let value = look.value.map(|id| (id, self.engine.plan.node(id)));
        let kind = value.map_or(ty, |v| &v.1.ty);
        let mut results = vec![Accumulator::new(how, kind); self.len];
        let paired = value.is_some_and(|v| v.1.level == Level::Pair);
        if look.rest.is_none() && !paired {
            let constant = value.map(|v| self.engine.constant(v.0));
            let whole = value.and_then(|v| self.engine.whole(v.0)).or(constant.as_ref());
            let cell = |row: u32| whole.map_or(Cell::Nothing, |w| Cell::of(w, row as usize));
            for (result, stretch) in results.iter_mut().zip(stretches) {
                let Some(stretch) = stretch else { continue };
                match how {
                    Aggregate::First => stretch.places().take(1).for_each(|p| result.take(cell(rows[p]))),
                    Aggregate::Last => {
                        let last = (stretch.low..stretch.high).rev().find(|p| Some(*p) != stretch.own);
                        last.into_iter().for_each(|p| result.take(cell(rows[p])));
                    }
                    _ => stretch.places().for_each(|p| result.take(cell(rows[p]))),
                }
            }
        } else {
            let limit = match (&look.reach, how) {
                (Reach::AmongLast { count, .. }, _) => Limit::Last(usize::try_from(*count).unwrap_or(0)),
                (_, Aggregate::First) => Limit::First(1),
                (_, Aggregate::Last) => Limit::Last(1),
                _ => Limit::None,
            };
            if let Limit::Last(_) = limit {
                let mut found: Vec<Vec<Cell>> = vec![Vec::new(); self.len];
                self.passing(look, rows, stretches, limit, |i, _, cell| found[i].push(cell));
                for (result, found) in results.iter_mut().zip(found) {
                    found.into_iter().rev().for_each(|cell| result.take(cell));
                }
            } else {
                self.passing(look, rows, stretches, limit, |i, _, cell| results[i].take(cell));
            }
        }
        let words = self.engine.words;
        let as_of = self.engine.as_of();
        let cells: Vec<Cell> = results
            .into_iter()
            .zip(stretches)
            .map(|(result, stretch)| match stretch {
                None => Cell::Nothing,
                Some(s) if s.due.is_some_and(|due| as_of < due) => Cell::Waits,
                Some(_) => result.result(words),
            })
            .collect();
        from_cells(&cells, ty)
    }
}
