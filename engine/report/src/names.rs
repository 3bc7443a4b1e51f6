//! What people are called: a key means little to a manager.

use etalon_core::evaluate::World;
use etalon_core::standard::{Standard, Type, UnitId, UnitKind};
use etalon_core::table::Data;
use std::collections::BTreeMap;

/// Names by kind of entity and key: the field called `name` of each entity that has one, as of the run.
#[derive(Debug, Clone, Default)]
pub struct Names {
    kinds: BTreeMap<String, BTreeMap<String, String>>,
    people: Vec<String>,
}

impl Names {
    /// The names that the data know.
    #[must_use]
    pub fn of(standard: &Standard, world: &World) -> Self {
        let mut names = Self::default();
        for (index, unit) in standard.units.iter().enumerate() {
            let field = unit.fields.iter().position(|f| f.name == "name" && f.ty == Type::Text);
            let (UnitKind::Entity, Some(field), Ok(id)) = (&unit.kind, field, u16::try_from(index)) else {
                continue;
            };
            let Some(table) = world.tables.get(index) else { continue };
            let Some(column) = table.columns.get(field) else {
                continue;
            };
            let Data::Codes(codes) = &column.data else { continue };
            let kind = names.kinds.entry(unit.label.name.clone()).or_default();
            for (row, code) in codes.iter().enumerate() {
                // Of several rows of one key the last one stands: it holds last.
                if column.has(row) {
                    kind.insert(world.key(UnitId(id), row).to_owned(), world.texts.get(*code).to_owned());
                }
            }
            if unit.person {
                names.people.push(unit.label.name.clone());
            }
        }
        names
    }

    /// `Anna Kask (a1)`; the key alone if there is no name or it says the same.
    #[must_use]
    pub fn subject(&self, kind: &str, key: &str) -> String {
        match self.kinds.get(kind).and_then(|names| names.get(key)) {
            Some(name) if name.to_lowercase() == key.to_lowercase() => name.clone(),
            Some(name) => format!("{name} ({key})"),
            None => key.to_owned(),
        }
    }

    /// The keys of those of a kind who are called so: by their whole name, else by one word of it.
    #[must_use]
    pub fn called(&self, kind: &str, word: &str) -> Vec<String> {
        let Some(names) = self.kinds.get(kind) else { return Vec::new() };
        let word = word.to_lowercase();
        let by = |is: &dyn Fn(&str) -> bool| -> Vec<String> {
            names.iter().filter(|(_, name)| is(&name.to_lowercase())).map(|(key, _)| key.clone()).collect()
        };
        let whole = by(&|name| name == word);
        if whole.is_empty() { by(&|name| name.split_whitespace().any(|part| part == word)) } else { whole }
    }

    /// `Anna Kask (a1)` of a person of whatever kind.
    #[must_use]
    pub fn person(&self, key: &str) -> String {
        let kind = self.people.iter().find(|kind| self.kinds.get(*kind).is_some_and(|names| names.contains_key(key)));
        kind.map_or_else(|| key.to_owned(), |kind| self.subject(kind, key))
    }
}
