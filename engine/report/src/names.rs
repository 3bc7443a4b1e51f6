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
    belongs: BTreeMap<(String, String), Vec<Belonging>>,
}

/// What an entity says it belongs to: the `team` of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belonging {
    /// The field.
    pub field: String,
    /// The kind of entity it leads to.
    pub kind: String,
    /// Its key.
    pub key: String,
}

impl Names {
    /// The names that the data know.
    #[must_use]
    pub fn of(standard: &Standard, world: &World) -> Self {
        let mut names = Self::default();
        for (index, unit) in standard.units.iter().enumerate() {
            names.belongings(standard, world, index);
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
                    kind.insert(world.key(UnitId(id), row).into_owned(), world.texts.get(*code).to_owned());
                }
            }
            if unit.person {
                names.people.push(unit.label.name.clone());
            }
        }
        names
    }

    fn belongings(&mut self, standard: &Standard, world: &World, index: usize) {
        let unit = &standard.units[index];
        let (UnitKind::Entity, Some(table), Ok(id)) = (&unit.kind, world.tables.get(index), u16::try_from(index))
        else {
            return;
        };
        let leads = |ty: &Type| match ty {
            Type::Ref(to) => {
                let to = &standard.units[to.index()];
                matches!(to.kind, UnitKind::Entity).then(|| to.label.name.clone())
            }
            _ => None,
        };
        for (field, column) in unit.fields.iter().zip(&table.columns) {
            let (Some(kind), Data::Codes(codes)) = (leads(&field.ty), &column.data) else {
                continue;
            };
            for (row, code) in codes.iter().enumerate().filter(|(row, _)| column.has(*row)) {
                let key = world.key(UnitId(id), row).into_owned();
                let here = self.belongs.entry((unit.label.name.clone(), key)).or_default();
                // Of several rows of one key the last one stands: it holds last.
                here.retain(|b| b.field != field.name);
                let key = world.texts.get(*code).to_owned();
                here.push(Belonging { field: field.name.clone(), kind: kind.clone(), key });
            }
        }
    }

    /// What it belongs to, in the order of its fields.
    #[must_use]
    pub fn belongs(&self, kind: &str, key: &str) -> &[Belonging] {
        self.belongs.get(&(kind.to_owned(), key.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Says that it belongs there.
    pub fn belong(&mut self, kind: &str, key: &str, to: Belonging) {
        self.belongs.entry((kind.to_owned(), key.to_owned())).or_default().push(to);
    }

    /// Calls a person so.
    pub fn call(&mut self, kind: &str, key: &str, name: &str) {
        if !self.people.iter().any(|known| known == kind) {
            self.people.push(kind.to_owned());
        }
        self.kinds.entry(kind.to_owned()).or_default().insert(key.to_owned(), name.to_owned());
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
