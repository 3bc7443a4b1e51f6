//! Columns go out to a plugin, and its answers come back. What of them may enter is decided here.

use super::{Bench, Engine, Lane, Lanes, UNKNOWN, Vector, Words};
use crate::evaluate::Pool;
use crate::plan::{NodeId, PluginAsk};
use crate::plugin::{Batch, Column, Data, Parameter, Plugin, Scored, Signature};
use crate::standard::{Type, UnitId};
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// So many rows go out at once, counted from the first of the table: whatever the threads and batches of a run, a plugin sees the
/// same slices.
pub(crate) const SLICE: usize = 8_192;

/// The rows for which a plugin failed, and why.
pub(crate) type Faults = BTreeMap<u32, Arc<str>>;

/// What is said of a plugin that is known by its description only.
const NOT_LOADED: &str = "the plugin is not loaded";

/// A function of one row over a whole table.
pub(super) fn answered_by_plugin(
    engine: &Engine<'_>,
    unit: UnitId,
    ask: &PluginAsk,
    ty: &Type,
    pool: &impl Pool,
) -> (Vector<'static>, Faults) {
    let rows = engine.world.table(unit).rows;
    let cuts: Vec<(usize, usize)> = (0..rows).step_by(SLICE).map(|start| (start, (start + SLICE).min(rows))).collect();
    let parts = pool.map(cuts.len(), |i| {
        let (start, end) = cuts[i];
        let bench = Bench::rows(engine, unit, start, end);
        let given: Vec<_> = ask.arguments.iter().map(|id| bench.get(*id)).collect();
        let given: Vec<&Vector<'_>> = given.iter().map(|v| &**v).collect();
        let places: Vec<usize> = (0..end - start).collect();
        let (vector, faults) = Asked::new(engine, ask).map_or_else(
            || (Vector::missing(ty).owned(end - start), Vec::new()),
            |asked| asked.answers(&given, &places, ty),
        );
        (bench.tinted(vector, &given).owned(end - start), faults)
    });
    let mut faults = Faults::new();
    let mut vectors = Vec::with_capacity(parts.len());
    for ((vector, failed), (start, _)) in parts.into_iter().zip(&cuts) {
        vectors.push(vector);
        let row = |i: usize| u32::try_from(start + i).expect("rows are numbered in 32 bits");
        faults.extend(failed.into_iter().map(|(i, why)| (row(i), why)));
    }
    (Vector::joined(vectors, ty), faults)
}

/// The same for pairs of rows: each goes out alone, so that no cut of the pairs can reach an answer.
pub(super) fn one_by_one<'a>(bench: &Bench<'a>, ask: &PluginAsk, ty: &Type) -> Vector<'a> {
    let given: Vec<_> = ask.arguments.iter().map(|id| bench.get(*id)).collect();
    let given: Vec<&Vector<'_>> = given.iter().map(|v| &**v).collect();
    let Some(asked) = Asked::new(bench.engine, ask) else { return Vector::missing(ty) };
    let mut parts: Vec<Vector<'static>> = Vec::with_capacity(bench.len);
    for i in 0..bench.len {
        let (vector, faults) = asked.answers(&given, &[i], ty);
        parts.push(vector);
        let mut failed = bench.failed.borrow_mut();
        failed.extend(faults.into_iter().map(|(_, why)| (u32::try_from(i).expect("pairs are few"), why)));
    }
    bench.tinted(Vector::joined(parts, ty), &given)
}

/// A function that is asked.
struct Asked<'e> {
    plugin: &'e Plugin,
    signature: &'e Signature,
    ask: &'e PluginAsk,
    words: &'e Words<'e>,
}

impl<'e> Asked<'e> {
    fn new(engine: &'e Engine<'_>, ask: &'e PluginAsk) -> Option<Self> {
        let plugin = &*engine.standard.plugins.get(ask.plugin.index())?.plugin;
        let signature = plugin.metrics.get(usize::from(ask.function))?;
        Some(Self { plugin, signature, ask, words: engine.words })
    }

    /// Its answers for these places, in their order, and the places (counted in the answers) for which it failed.
    fn answers(&self, given: &[&Vector<'_>], places: &[usize], ty: &Type) -> (Vector<'static>, Vec<(usize, Arc<str>)>) {
        let parameters: Vec<&Parameter> = self.signature.parameters.iter().filter(|p| !p.constant).collect();
        let whole = |i: &usize| parameters.iter().zip(given).all(|(p, v)| p.nullable || v.has(places[*i]));
        let kept: Vec<usize> = (0..places.len()).filter(whole).collect();
        let n = places.len();
        let nothing = || Vector::missing(ty).owned(n);
        if kept.is_empty() {
            return (nothing(), Vec::new());
        }
        let fail = |why: &str| {
            let why: Arc<str> = Arc::from(why);
            (nothing(), kept.iter().map(|i| (*i, Arc::clone(&why))).collect())
        };
        let Some(module) = &self.plugin.module else { return fail(NOT_LOADED) };
        let rows: Vec<usize> = kept.iter().map(|i| places[*i]).collect();
        let columns: Vec<Column<'_>> = given.iter().map(|v| sent(v, &rows, self.words)).collect();
        let batch = Batch { rows: rows.len(), columns: &columns };
        let Scored { column, faults } = module.score(&self.signature.name, &self.ask.constants, batch);
        if column.data.len() != rows.len() {
            return fail(&format!("gave {} answers for {} rows", column.data.len(), rows.len()));
        }
        let Some(mut vector) = self.received(&column, &kept, n, ty) else {
            return fail("answered with something other than it promises");
        };
        let failed: Vec<(usize, Arc<str>)> =
            faults.into_iter().filter_map(|(row, fault)| Some((*kept.get(row as usize)?, fault.0))).collect();
        failed.iter().for_each(|(i, _)| forget(&mut vector, *i));
        (vector, failed)
    }

    /// An answer at the places that were asked, in the form of the engine; none if it is not of the kind that was promised.
    fn received(&self, column: &Column<'_>, kept: &[usize], n: usize, ty: &Type) -> Option<Vector<'static>> {
        let has = |i: usize| column.valid.as_ref().is_none_or(|v| v.get(i).copied().unwrap_or(false));
        let mut valid = vec![false; n];
        kept.iter().enumerate().for_each(|(i, place)| valid[*place] = has(i));
        let lane = (!valid.iter().all(|v| *v)).then(|| Lane::Own(valid.clone()));
        Some(match (&column.data, ty) {
            (Data::Flags(flags), Type::YesNo) => {
                let mut truth = vec![UNKNOWN; n];
                for (i, place) in kept.iter().enumerate().filter(|(i, _)| has(*i)) {
                    truth[*place] = u8::from(flags[i] != 0);
                }
                Vector::truth(Lane::Own(truth))
            }
            (Data::Ints(ints), Type::Whole | Type::Decimal | Type::Duration | Type::Instant | Type::Date) => {
                let mut values = vec![0; n];
                kept.iter().zip(ints.iter()).for_each(|(place, value)| values[*place] = *value);
                Vector::ints(Lane::Own(values), lane)
            }
            (Data::Texts { codes, words }, Type::Text | Type::OneOf(_)) => {
                let code = |word: &String| match ty {
                    Type::OneOf(list) => list.iter().position(|l| l == word).and_then(|p| u32::try_from(p).ok()),
                    _ => Some(self.words.code(word)),
                };
                let known: Vec<Option<u32>> = words.iter().map(code).collect();
                let mut values = vec![0; n];
                for (i, place) in kept.iter().enumerate().filter(|(i, _)| has(*i)) {
                    values[*place] = (*known.get(codes[i] as usize)?)?;
                }
                Vector::codes(Lane::Own(values), lane)
            }
            _ => return None,
        })
    }
}

/// Takes the value of a row away.
pub(crate) fn forget(vector: &mut Vector<'static>, row: usize) {
    if let Lanes::Truth(Lane::Own(truth)) = &mut vector.data {
        truth[row] = UNKNOWN;
        return;
    }
    let n = match &vector.data {
        Lanes::Ints(v) => v.rows().map_or(0, <[i64]>::len),
        Lanes::Codes(v) => v.rows().map_or(0, <[u32]>::len),
        Lanes::Ratios(v) => v.rows().map_or(0, <[crate::value::Ratio]>::len),
        Lanes::Truth(_) => 0,
    };
    let mut valid = vector.valid.take().map_or_else(|| vec![true; n], |v| v.into_rows(n));
    if let Some(has) = valid.get_mut(row) {
        *has = false;
    }
    vector.valid = Some(Lane::Own(valid));
}

/// Some rows of a vector as they cross the border.
pub(crate) fn sent<'v>(vector: &'v Vector<'_>, rows: &[usize], words: &Words<'_>) -> Column<'v> {
    // Rows side by side that all have a value go out as they lie.
    if let (Lanes::Ints(v), None, [first, ..]) = (&vector.data, &vector.valid, rows)
        && let Some(values) = v.rows().filter(|_| rows.iter().zip(*first..).all(|(row, next)| *row == next))
    {
        return Column { data: Data::Ints(Cow::Borrowed(&values[*first..first + rows.len()])), valid: None };
    }
    let all = rows.iter().all(|row| vector.has(*row));
    let valid = (!all).then(|| Cow::Owned(rows.iter().map(|row| vector.has(*row)).collect::<Vec<bool>>()));
    let data = match &vector.data {
        Lanes::Truth(v) => Data::Flags(rows.iter().map(|row| u8::from(v.get(*row) == super::YES)).collect()),
        Lanes::Ints(v) => Data::Ints(rows.iter().map(|row| if vector.has(*row) { v.get(*row) } else { 0 }).collect()),
        Lanes::Codes(v) => {
            let codes = rows.iter().map(|row| vector.has(*row).then(|| v.get(*row)));
            texts(codes, |code| words.owned(code))
        }
        // Fractions have been rounded to numbers before.
        Lanes::Ratios(_) => Data::Ints(vec![0; rows.len()].into()),
    };
    Column { data, valid }
}

/// Texts with the words of this batch alone, in the order in which they come: so that codes of a run, which may differ from run to
/// run, never go out.
pub(crate) fn texts(codes: impl Iterator<Item = Option<u32>>, word: impl Fn(u32) -> String) -> Data<'static> {
    let mut known: HashMap<u32, u32, FixedState> = HashMap::default();
    let (mut words, mut sent) = (Vec::new(), Vec::new());
    for code in codes {
        sent.push(code.map_or(0, |code| {
            *known.entry(code).or_insert_with(|| {
                words.push(word(code));
                u32::try_from(words.len() - 1).expect("a batch has fewer than four billion texts")
            })
        }));
    }
    Data::Texts { codes: sent.into(), words: words.into() }
}

/// The parts of an ask that must have a value, in their order.
pub(crate) fn needed<'s>(
    signature: Option<&'s Signature>,
    ask: &'s PluginAsk,
) -> impl Iterator<Item = NodeId> + use<'s> {
    let parameters = signature.map_or(&[][..], |s| &s.parameters);
    let given = parameters.iter().filter(|p| !p.constant).zip(&ask.arguments);
    given.filter(|(parameter, _)| !parameter.nullable).map(|(_, id)| *id)
}
