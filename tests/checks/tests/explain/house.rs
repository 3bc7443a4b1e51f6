//! A standard with its data, kept so that the data can be changed and run again.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use etalon_core::evaluate::{Options, Run, Sequential, evaluate, judge, world};
use etalon_core::explain::{Added, Ask, Change, Edit};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{CriterionId, FieldId, UnitId};
use etalon_core::table::{Column, Data, Input, Place};
use etalon_core::value::{Ratio, Texts, Value};
use etalon_core::{Plan, SourceFile, Standard};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub struct House {
    pub files: Vec<SourceFile>,
    pub standard: Standard,
    pub plan: Plan,
    pub input: Input,
    pub run: Run,
    /// By unit and key: which source, which row; several if it was delivered several times.
    places: BTreeMap<(UnitId, String), Vec<(usize, usize)>>,
}

impl House {
    #[allow(dead_code, reason = "each test of proofs uses its part of the house")]
    pub fn open(folder: &str, overrides: &[(&str, PathBuf)]) -> Self {
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
        let files = etalon_store::load_standard(&base).unwrap();
        let checked = etalon_core::check(&files, &[]);
        let standard = checked.standard.unwrap();
        let overrides: Vec<_> = overrides.iter().map(|(name, path)| ((*name).to_owned(), vec![path.clone()])).collect();
        let input = etalon_store::read(&standard, &base, &overrides, &etalon_store::Silent, &Sequential).unwrap();
        Self::with(files, standard, input, None)
    }

    pub fn with(files: Vec<SourceFile>, standard: Standard, input: Input, as_of: Option<i64>) -> Self {
        let plan = etalon_core::plan::plan(&standard);
        let options = Options { as_of, ..Options::default() };
        let run = evaluate(&standard, &plan, input.clone(), &options, &Sequential);
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (s, incoming) in input.incoming.iter().enumerate() {
            let unit = &standard.units[incoming.unit.index()];
            for row in 0..incoming.places.len() {
                let parts: Option<Vec<String>> = unit
                    .keys
                    .iter()
                    .map(|key| {
                        let column = &incoming.columns[key.index()];
                        match &column.data {
                            _ if !column.has(row) => None,
                            Data::Codes(v) => Some(input.texts.get(v[row]).to_owned()),
                            Data::Ints(v) => Some(v[row].to_string()),
                            _ => None,
                        }
                    })
                    .collect();
                if let Some(parts) = parts {
                    let rows = places.entry((incoming.unit, parts.join("/"))).or_default();
                    if unit.rev.is_some() {
                        // The correction is what counts.
                        rows.clear();
                    }
                    rows.push((s, row));
                }
            }
        }
        Self { files, standard, plan, input, run, places }
    }

    pub fn ask(&self) -> Ask<'_> {
        Ask { files: &self.files, standard: &self.standard, plan: &self.plan, run: &self.run }
    }

    /// The data with these edits made.
    fn edited<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Input {
        let mut input = self.input.clone();
        let mut gone: BTreeSet<(usize, usize)> = BTreeSet::new();
        for edit in edits {
            match edit {
                Edit::Added(added) => self.add(&mut input, added),
                Edit::Absent(thing) => {
                    gone.extend(&self.places[&(thing.unit, thing.key.clone())]);
                }
                Edit::Field { thing, field, to, from, .. } => {
                    for (s, row) in &self.places[&(thing.unit, thing.key.clone())] {
                        let column = &mut input.incoming[*s].columns[field.index()];
                        assert_eq!(column.has(*row), *from != Value::Missing, "the edit knows what there was");
                        set(column, &mut input.texts, *row, to);
                    }
                }
            }
        }
        for (s, incoming) in input.incoming.iter_mut().enumerate() {
            let keep: Vec<bool> = (0..incoming.places.len()).map(|row| !gone.contains(&(s, row))).collect();
            if keep.iter().all(|k| *k) {
                continue;
            }
            // A row that is not there is one without a key.
            let unit = &self.standard.units[incoming.unit.index()];
            for key in &unit.keys {
                let column = &mut incoming.columns[key.index()];
                let rows = column.data.len();
                let valid = column.valid.get_or_insert_with(|| vec![true; rows]);
                for (valid, keep) in valid.iter_mut().zip(&keep) {
                    *valid &= *keep;
                }
            }
        }
        input
    }

    /// One row more, with a key that no other has.
    fn add(&self, input: &mut Input, added: &Added) {
        let unit = &self.standard.units[added.unit.index()];
        let incoming = input.incoming.iter_mut().find(|i| i.unit == added.unit).unwrap();
        let row = incoming.places.len();
        for (id, column) in (0..).map(FieldId).zip(&mut incoming.columns) {
            let given = added.values.iter().find(|g| g.field == id).map(|g| g.value.clone());
            let value = match given {
                _ if unit.at == Some(id) => Value::Instant(added.at),
                _ if unit.keys.contains(&id) => Value::Text(format!("made up {row}")),
                Some(value) => value,
                None => Value::Missing,
            };
            column.valid.get_or_insert_with(|| vec![true; row]).push(false);
            match &mut column.data {
                Data::Flags(v) => v.push(false),
                Data::Ints(v) => v.push(0),
                Data::Codes(v) => v.push(0),
                Data::Ratios(v) => v.push(Ratio::ZERO),
            }
            set(column, &mut input.texts, row, &value);
        }
        incoming.places.push(Place { file: 0, row: row as u64 + 1 });
        if let Some(Column { data: Data::Ints(v), .. }) = &mut incoming.ties {
            v.push(i64::MAX);
        }
        if !incoming.retractions.is_empty() {
            incoming.retractions.push(false);
        }
        incoming.read += 1;
    }

    /// The run over the data with these edits made.
    #[allow(dead_code, reason = "each test of proofs uses its part of the house")]
    pub fn rerun<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Run {
        let options = Options { as_of: Some(self.run.outcome.as_of), ..Options::default() };
        evaluate(&self.standard, &self.plan, self.edited(edits), &options, &Sequential)
    }

    /// What the criteria say of these things when the changes are made, all at once.
    #[allow(dead_code, reason = "each test of proofs uses its part of the house")]
    pub fn changed(&self, changes: &[&Change], asked: &[(CriterionId, UnitId, String)]) -> Vec<Option<Verdict>> {
        let input = self.edited(changes.iter().flat_map(|c| &c.edits));
        let options = Options { as_of: Some(self.run.outcome.as_of), ..Options::default() };
        let world = world(&self.standard, &self.plan, input, &options, &Sequential);
        let judged = judge(&self.standard, &self.plan, &world, &options, &Sequential);
        asked
            .iter()
            .map(|(criterion, unit, key)| {
                let code = world.texts.find(key)?;
                let row = world.find(*unit, code, 0)?;
                Some(judged.findings[criterion.index()].verdicts[row])
            })
            .collect()
    }
}

/// Puts a value into a column.
fn set(column: &mut Column, texts: &mut Texts, row: usize, to: &Value) {
    let rows = column.data.len();
    if *to == Value::Missing || !column.has(row) {
        column.valid.get_or_insert_with(|| vec![true; rows])[row] = *to != Value::Missing;
    }
    match (&mut column.data, to) {
        (_, Value::Missing) => {}
        (Data::Flags(v), Value::YesNo(b)) => v[row] = *b,
        (
            Data::Ints(v),
            Value::Whole(n) | Value::Decimal(n) | Value::Duration(n) | Value::Instant(n) | Value::Date(n),
        ) => v[row] = *n,
        (Data::Ratios(v), Value::Ratio(r)) => v[row] = *r,
        (Data::Codes(v), Value::OneOf(n)) => v[row] = *n,
        (Data::Codes(v), Value::Text(text)) => v[row] = texts.code(text),
        (_, to) => panic!("{to:?} does not fit its column"),
    }
}
