//! Columns go out to a plugin, and its answers come back. What of them may enter is decided here.

mod received;

use super::{Bench, Engine, Lane, Lanes, UNKNOWN, Vector, Words};
use crate::evaluate::Pool;
use crate::plan::{NodeId, PluginAsk};
use crate::plugin::{Batch, Column, Data, Plugin, Scored, Signature};
use crate::standard::{Type, UnitId};
use foldhash::fast::FixedState;
use received::received;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// So many rows go out at once, counted from the first of the table: whatever the threads and batches of a run, a plugin sees the
/// same slices.
pub(crate) const SLICE: usize = 8_192;

/// Codes of texts below this are looked up by their place.
const NEAR: u32 = 1 << 14;

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
        let (vector, faults) = Asked::new(engine, ask).map_or_else(
            || (Vector::missing(ty).owned(end - start), Vec::new()),
            |asked| asked.answers(&given, (0, end - start), ty),
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
        let (vector, faults) = asked.answers(&given, (i, 1), ty);
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

    /// Its answers for so many places from the first on, in their order, and the places (counted in the answers) for which it failed.
    fn answers(
        &self,
        given: &[&Vector<'_>],
        (first, n): (usize, usize),
        ty: &Type,
    ) -> (Vector<'static>, Vec<(usize, Arc<str>)>) {
        let kept = self.kept(given, (first, n));
        let nothing = || Vector::missing(ty).owned(n);
        let rows = kept.as_ref().map_or(n, Vec::len);
        if rows == 0 {
            return (nothing(), Vec::new());
        }
        let place = |row: usize| kept.as_ref().map_or(Some(row), |kept| kept.get(row).copied());
        let fail = |why: &str| {
            let why: Arc<str> = Arc::from(why);
            (nothing(), (0..rows).filter_map(|row| Some((place(row)?, Arc::clone(&why)))).collect())
        };
        let Some(module) = &self.plugin.module else { return fail(NOT_LOADED) };
        let columns: Vec<Column<'_>> = match &kept {
            None => given.iter().map(|v| sent_run(v, (first, n), self.words)).collect(),
            Some(kept) => {
                let rows: Vec<usize> = kept.iter().map(|i| first + i).collect();
                given.iter().map(|v| sent(v, &rows, self.words)).collect()
            }
        };
        let Scored { column, faults } =
            module.score(&self.signature.name, &self.ask.constants, Batch { rows, columns: &columns });
        if column.data.len() != rows {
            return fail(&format!("gave {} answers for {rows} rows", column.data.len()));
        }
        let Some(mut vector) = received(self.words, column, kept.as_deref(), n, ty) else {
            return fail("answered with something other than it promises");
        };
        let failed: Vec<(usize, Arc<str>)> =
            faults.into_iter().filter_map(|(row, fault)| Some((place(row as usize)?, fault.0))).collect();
        failed.iter().for_each(|(i, _)| forget(&mut vector, *i));
        (vector, failed)
    }

    /// The places that have all that the function must have, counted from the first; none = all of them.
    fn kept(&self, given: &[&Vector<'_>], (first, n): (usize, usize)) -> Option<Vec<usize>> {
        let parameters = self.signature.parameters.iter().filter(|p| !p.constant);
        let must: Vec<&Vector<'_>> = parameters.zip(given).filter(|(p, _)| !p.nullable).map(|(_, v)| *v).collect();
        let holes: Vec<&Vector<'_>> = must.into_iter().filter(|v| !v.whole(first, n)).collect();
        (!holes.is_empty()).then(|| (0..n).filter(|i| holes.iter().all(|v| v.has(first + i))).collect())
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

/// Rows side by side as they cross the border: numbers that are all there go out as they lie.
fn sent_run<'v>(vector: &'v Vector<'_>, (first, n): (usize, usize), words: &Words<'_>) -> Column<'v> {
    let whole = vector.whole(first, n);
    match (&vector.data, whole) {
        (Lanes::Ints(Lane::Part(values)), true) => {
            Column { data: Data::Ints(Cow::Borrowed(&values[first..first + n])), valid: None }
        }
        (Lanes::Ints(Lane::Own(values)), true) => {
            Column { data: Data::Ints(Cow::Borrowed(&values[first..first + n])), valid: None }
        }
        (Lanes::Codes(v), true) => {
            let codes = (first..first + n).map(|row| Some(v.get(row)));
            Column { data: texts(codes, |code| words.owned(code)), valid: None }
        }
        _ => sent(vector, &(first..first + n).collect::<Vec<_>>(), words),
    }
}

/// Some rows of a vector as they cross the border.
pub(crate) fn sent<'v>(vector: &Vector<'_>, rows: &[usize], words: &Words<'_>) -> Column<'v> {
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
    let (mut words, mut sent) = (Vec::new(), Vec::with_capacity(codes.size_hint().0));
    // Most columns have few different texts, and small codes: those stand in a list by their place.
    let (mut near, mut far): (Vec<Option<u32>>, HashMap<u32, Option<u32>, FixedState>) = Default::default();
    for code in codes {
        let Some(code) = code else {
            sent.push(0);
            continue;
        };
        let known = if code < NEAR {
            let place = code as usize;
            if near.len() <= place {
                near.resize(place + 1, None);
            }
            &mut near[place]
        } else {
            far.entry(code).or_default()
        };
        sent.push(*known.get_or_insert_with(|| {
            words.push(word(code));
            u32::try_from(words.len() - 1).expect("a batch has fewer than four billion texts")
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
