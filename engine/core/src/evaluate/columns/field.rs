//! Fields, and what references lead to.

use super::bench::Rows;
use super::{Bench, Lane, Vector};
use crate::evaluate::world::NOWHERE;
use crate::plan::NodeId;
use crate::standard::{FieldId, Leaf, Type, UnitId, UnitKind};
use std::rc::Rc;

impl<'a> Bench<'a> {
    pub(super) fn field(&self, path: &[FieldId], leaf: Leaf, ty: &Type) -> Vector<'a> {
        let Rows::Of(unit, start) = self.rows else {
            return Vector::missing(ty);
        };
        let end = start + self.len;
        if !path.is_empty() {
            let (places, target) = self.places(unit, path);
            let table = self.engine.world.table(target);
            let vector = match leaf {
                Leaf::Key => table.codes().map(|codes| Vector::codes(Lane::Part(codes), None)),
                Leaf::Field(f) => table.columns.get(f.index()).map(|c| Vector::of_column(c, 0, table.rows)),
                _ => None,
            };
            return vector.map_or_else(|| Vector::missing(ty), |v| led(&v, &places, ty));
        }
        let table = self.engine.world.table(unit);
        match leaf {
            Leaf::Key => match table.codes() {
                Some(codes) => Vector::codes(Lane::Part(&codes[start..end]), None),
                None => Vector::missing(ty),
            },
            Leaf::Field(f) => match table.columns.get(f.index()) {
                Some(column) => Vector::of_column(column, start, end),
                None => Vector::missing(ty),
            },
            _ => Vector::missing(ty),
        }
    }

    pub(super) fn follow(&self, path: &[FieldId], inner: NodeId, ty: &Type) -> Vector<'a> {
        let Rows::Of(unit, _) = self.rows else {
            return Vector::missing(ty);
        };
        let (places, _) = self.places(unit, path);
        match self.engine.whole(inner) {
            Some(whole) => led(whole, &places, ty),
            None => Vector::missing(ty),
        }
    }

    /// The rows that a path of references leads to.
    pub(crate) fn places(&self, unit: UnitId, path: &[FieldId]) -> (Rc<Vec<u32>>, UnitId) {
        let standard = self.engine.standard;
        let target =
            path.iter().fold(unit, |unit, field| match standard.units[unit.index()].fields[field.index()].ty {
                Type::Ref(next) => next,
                _ => unit,
            });
        if let Some(known) = self.paths.borrow().get(path) {
            return (Rc::clone(known), target);
        }
        let (last, before) = path.split_last().expect("a path has a step");
        let found = if before.is_empty() {
            let table = self.engine.world.table(unit);
            match table.refs.get(last.index()) {
                Some(refs) if refs.len() == table.rows => (0..self.len).map(|i| refs[self.row(0, i)]).collect(),
                _ => vec![NOWHERE; self.len],
            }
        } else {
            let (from, middle) = self.places(unit, before);
            self.step(unit, &from, middle, *last, target)
        };
        let found = Rc::new(found);
        self.paths.borrow_mut().insert(path.to_vec(), Rc::clone(&found));
        (found, target)
    }

    /// One step further: between entities that change with time it is the instant of the row we started from that decides.
    fn step(&self, unit: UnitId, from: &[u32], middle: UnitId, field: FieldId, target: UnitId) -> Vec<u32> {
        let world = self.engine.world;
        let (table, goal) = (world.table(middle), world.table(target));
        let entity = matches!(self.engine.standard.units[middle.index()].kind, UnitKind::Entity);
        if !(entity && goal.timed) {
            let refs = table.refs.get(field.index()).filter(|r| r.len() == table.rows);
            let Some(refs) = refs else {
                return vec![NOWHERE; from.len()];
            };
            return from.iter().map(|r| if *r == NOWHERE { NOWHERE } else { refs[*r as usize] }).collect();
        }
        let Some(column) = table.columns.get(field.index()) else {
            return vec![NOWHERE; from.len()];
        };
        let keys = Vector::of_column(column, 0, table.rows);
        let root = world.table(unit);
        from.iter()
            .enumerate()
            .map(|(i, r)| {
                let row = *r as usize;
                if *r == NOWHERE || !keys.has(row) {
                    return NOWHERE;
                }
                let at = root.at.get(self.row(0, i)).copied().unwrap_or(world.as_of);
                goal.find(keys.code(row), at).and_then(|r| u32::try_from(r).ok()).unwrap_or(NOWHERE)
            })
            .collect()
    }
}

/// The values at the places that were led to; none where it led nowhere.
fn led<'a>(vector: &Vector<'_>, places: &[u32], ty: &Type) -> Vector<'a> {
    if places.iter().all(|p| *p != NOWHERE) {
        return vector.at(places, 0);
    }
    let Some(first) = places.iter().find(|p| **p != NOWHERE) else {
        return Vector::missing(ty);
    };
    let safe: Vec<u32> = places.iter().map(|p| if *p == NOWHERE { *first } else { *p }).collect();
    let mut result = vector.at(&safe, 0);
    let arrived = |i: usize| places[i] != NOWHERE;
    if let super::Lanes::Truth(lane) = &result.data {
        let truth = (0..places.len()).map(|i| if arrived(i) { lane.get(i) } else { super::UNKNOWN });
        return Vector::truth(Lane::Own(truth.collect()));
    }
    let valid = (0..places.len()).map(|i| arrived(i) && result.valid.as_ref().is_none_or(|v| v.get(i)));
    result.valid = Some(Lane::Own(valid.collect()));
    result
}
