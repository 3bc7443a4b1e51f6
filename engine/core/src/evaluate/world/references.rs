//! Which row each reference leads to.

use super::table::row;
use super::{NOWHERE, Table, World};
use crate::Standard;
use crate::standard::{Type, UnitId, UnitKind};
use crate::table::{Column, Data};
use std::collections::{BTreeMap, HashSet};

/// How many unknown keys are named.
const NAMED: usize = 5;

impl World {
    /// Finds what the reference fields of a unit lead to, of those that lead to units of which `wanted` says yes.
    pub(super) fn refer(&mut self, standard: &Standard, unit: UnitId, wanted: impl Fn(UnitId) -> bool) {
        for (f, field) in standard.units[unit.index()].fields.iter().enumerate() {
            let Type::Ref(target) = field.ty else { continue };
            let table = &self.tables[unit.index()];
            let Some(column) = table.columns.get(f).filter(|_| wanted(target)) else {
                continue;
            };
            // Nothing is known of those that it names: it leads nowhere.
            let unfed = !standard.units[target.index()].sourced && self.tables[target.index()].rows == 0;
            if unfed {
                continue;
            }
            let refs = found(table, column, &self.tables[target.index()], self.as_of);
            // Of a course the events themselves have told it.
            let told = table.origin.is_empty() || matches!(standard.units[unit.index()].kind, UnitKind::Course(_));
            if standard.units[target.index()].sourced && !told {
                let unknown = self.unknown(unit, column, &refs);
                for (source, count, first) in unknown {
                    if let Some(data) = self.data.get_mut(source as usize) {
                        data.unknown_keys.push((field.name.clone(), count, first));
                    }
                }
            }
            let table = &mut self.tables[unit.index()];
            table.refs.resize(table.columns.len().max(table.refs.len()), Vec::new());
            table.refs[f] = refs;
        }
    }

    /// By source: how many rows name a key that nobody knows, and the first of those keys.
    fn unknown(&self, unit: UnitId, column: &Column, refs: &[u32]) -> Vec<(u16, u64, Vec<String>)> {
        let Data::Codes(codes) = &column.data else {
            return Vec::new();
        };
        let table = &self.tables[unit.index()];
        let mut unknown: BTreeMap<u16, (u64, Vec<String>, HashSet<u32>)> = BTreeMap::new();
        for (r, to) in refs.iter().enumerate() {
            if *to == NOWHERE && column.has(r) {
                let (count, first, seen) = unknown.entry(table.origin[r]).or_default();
                *count += 1;
                if first.len() < NAMED && seen.insert(codes[r]) {
                    first.push(self.texts.get(codes[r]).to_owned());
                }
            }
        }
        unknown.into_iter().map(|(source, (count, first, _))| (source, count, first)).collect()
    }
}

/// The row that each reference leads to. Where it does not matter when one asks, each key is looked up in a list by code.
fn found(table: &Table, column: &Column, target: &Table, as_of: i64) -> Vec<u32> {
    let (Data::Codes(codes), Some(keys)) = (&column.data, target.codes()) else {
        return vec![NOWHERE; table.rows];
    };
    if target.timed {
        let found = |r: usize| target.find(codes[r], table.at.get(r).copied().unwrap_or(as_of)).map_or(NOWHERE, row);
        return (0..table.rows).map(|r| if column.has(r) { found(r) } else { NOWHERE }).collect();
    }
    let mut rows = vec![NOWHERE; keys.iter().max().map_or(0, |last| *last as usize + 1)];
    for (row, key) in (0..).zip(keys) {
        rows[*key as usize] = row;
    }
    let found = |r: usize| rows.get(codes[r] as usize).copied().unwrap_or(NOWHERE);
    (0..table.rows).map(|r| if column.has(r) { found(r) } else { NOWHERE }).collect()
}
