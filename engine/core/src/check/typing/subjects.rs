//! Whose a unit is: the nearest references that lead to a kind of thing.

use crate::check::context::Context;
use crate::standard::{FieldId, Type, UnitId};
use std::collections::{BTreeMap, BTreeSet};

impl Context {
    /// All shortest paths of reference fields from one unit to another; more than one = two are equally near.
    pub(crate) fn nearest_paths(&self, from: UnitId, to: UnitId) -> Vec<Vec<FieldId>> {
        self.all_nearest(from).remove(&to).unwrap_or_default()
    }

    /// Whether references lead from one unit to another.
    pub(super) fn leads(&self, from: UnitId, to: UnitId) -> bool {
        self.all_nearest(from).contains_key(&to)
    }

    /// For every unit that references lead to: the shortest paths.
    pub(crate) fn all_nearest(&self, from: UnitId) -> BTreeMap<UnitId, Vec<Vec<FieldId>>> {
        let mut found: BTreeMap<UnitId, Vec<Vec<FieldId>>> = BTreeMap::new();
        let mut seen = BTreeSet::from([from]);
        let mut level: Vec<(UnitId, Vec<FieldId>)> = vec![(from, Vec::new())];
        while !level.is_empty() {
            let mut next: BTreeMap<UnitId, Vec<Vec<FieldId>>> = BTreeMap::new();
            for (unit, path) in level {
                for (index, field) in self.standard.units[unit.index()].fields.iter().enumerate() {
                    let Type::Ref(target) = field.ty else { continue };
                    let Ok(index) = u16::try_from(index) else { continue };
                    let ways = next.entry(target).or_default();
                    // Two ways are enough to say that it is ambiguous.
                    if !seen.contains(&target) && ways.len() < 4 {
                        let mut longer = path.clone();
                        longer.push(FieldId(index));
                        ways.push(longer);
                    }
                }
            }
            next.retain(|_, ways| !ways.is_empty());
            level = next.iter().flat_map(|(unit, ways)| ways.iter().map(|w| (*unit, w.clone()))).collect();
            seen.extend(next.keys());
            found.extend(next);
        }
        found
    }

    /// Paths as they are written: `agent.team`.
    pub(crate) fn path_words(&self, from: UnitId, paths: &[Vec<FieldId>]) -> Vec<String> {
        paths.iter().map(|path| self.path_word(from, path)).collect()
    }

    fn path_word(&self, from: UnitId, path: &[FieldId]) -> String {
        let mut unit = from;
        let mut words = Vec::new();
        for id in path {
            let field = &self.standard.units[unit.index()].fields[id.index()];
            words.push(field.name.clone());
            if let Type::Ref(next) = field.ty {
                unit = next;
            }
        }
        words.join(".")
    }
}
