//! Single values with the eyes of the evaluator: what did this part of a rule see for this row?

use super::columns::{Below, Bench, Engine, Lanes, Vector, Words, YES, batches, patterns, prepare};
use super::world::NOWHERE;
use super::{Options, Sequential, World};
use crate::outcome::Verdict;
use crate::plan::{Asked, Level, NodeId, Op};
use crate::standard::{CriterionId, FieldId, FormId, Type, UnitId};
use crate::value::{Ratio, Value};
use crate::{Plan, Standard};

/// The evaluator, ready to be asked about some nodes in one world.
pub(crate) struct Lens<'a> {
    engine: Engine<'a>,
}

/// The rows that the scopes of an expression stand for. The last scope goes through several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frames<'f> {
    /// The rows of the scopes outside.
    pub(crate) outer: &'f [u32],
    /// The rows of the last scope.
    pub(crate) rows: &'f [u32],
    /// Their places in their case.
    pub(crate) positions: Option<&'f [i64]>,
}

/// What a form came to for one row.
pub(crate) struct FormSaw {
    pub(crate) score: Option<Ratio>,
    pub(crate) verdict: u8,
    pub(crate) band: Option<u8>,
    /// By item: the share of its points, and whether it applies.
    pub(crate) items: Vec<(Option<Ratio>, bool)>,
}

impl Lens<'_> {
    /// Makes the evaluator ready for these nodes.
    pub(crate) fn with<R>(
        standard: &Standard,
        plan: &Plan,
        world: &World,
        nodes: impl IntoIterator<Item = NodeId>,
        look: impl FnOnce(&Lens<'_>) -> R,
    ) -> R {
        let words = Words::new(&world.texts);
        let needed = plan.needed(nodes);
        let shared = prepare(standard, plan, world, &words, (&needed, None), &Options::default(), &Sequential);
        let patterns = patterns(plan, &needed);
        let engine = Engine { standard, plan, world, words: &words, shared: &shared, patterns: &patterns };
        look(&Lens { engine })
    }

    pub(crate) const fn world(&self) -> &World {
        self.engine.world
    }

    /// The value of a node, and whether there is none only because its time has not come; for each row of the last scope.
    pub(crate) fn values(&self, asked: Asked, frames: Frames<'_>) -> Vec<(Value, bool)> {
        let ty = &self.engine.plan.node(asked.node).ty;
        self.each(asked, frames, |vector, i| (self.value(vector, ty, i), vector.waits(i)))
    }

    /// Why a plugin failed for these rows; none if it did not.
    pub(crate) fn fault(&self, asked: Asked, rows: &[u32]) -> Option<String> {
        let row = rows.get(asked.on.trailing_zeros() as usize)?;
        Some(self.engine.shared.faults.get(&asked.node)?.get(row)?.to_string())
    }

    /// For each row of the last scope, whether a condition holds.
    pub(crate) fn holds(&self, asked: Asked, frames: Frames<'_>) -> Vec<bool> {
        self.each(asked, frames, |vector, i| vector.flag(i) == YES)
    }

    fn each<R>(&self, asked: Asked, frames: Frames<'_>, read: impl Fn(&Vector<'_>, usize) -> R) -> Vec<R> {
        let (outer, rows) = (frames.outer, frames.rows);
        let one = |unit: UnitId, row: u32| Bench::rows(&self.engine, unit, row as usize, row as usize + 1);
        match self.engine.plan.node(asked.node).level {
            Level::Constant => {
                let vector = self.engine.constant(asked.node);
                rows.iter().map(|_| read(&vector, 0)).collect()
            }
            Level::Row(unit) => match outer.get(asked.on.trailing_zeros() as usize) {
                Some(row) => {
                    let vector = one(unit, *row).get(asked.node);
                    rows.iter().map(|_| read(&vector, 0)).collect()
                }
                None => {
                    // Rows that follow one another are seen at once.
                    let runs = rows.chunk_by(|a, b| a.checked_add(1) == Some(*b));
                    let batches = runs.flat_map(|run| run.chunks(Options::default().batch));
                    let see = |run: &[u32]| {
                        let start = run[0] as usize;
                        let vector = Bench::rows(&self.engine, unit, start, start + run.len()).get(asked.node);
                        (0..run.len()).map(|i| read(&vector, i)).collect::<Vec<R>>()
                    };
                    batches.flat_map(see).collect()
                }
            },
            Level::Pair => {
                let repeated: Vec<Vec<u32>> = outer.iter().map(|row| vec![*row; rows.len()]).collect();
                let mut scopes: Vec<&[u32]> = repeated.iter().map(Vec::as_slice).collect();
                scopes.push(rows);
                let below = outer.first().map(|row| one(asked.first, *row));
                let bench = Bench::pairs(&self.engine, scopes, below.as_ref().map(|b| b as &dyn Below));
                let bench = match frames.positions {
                    Some(positions) => bench.with_position(positions),
                    None => bench,
                };
                let vector = bench.get(asked.node);
                (0..rows.len()).map(|i| read(&vector, i)).collect()
            }
        }
    }

    fn value(&self, vector: &Vector<'_>, ty: &Type, i: usize) -> Value {
        if !vector.has(i) {
            return Value::Missing;
        }
        match (&vector.data, ty) {
            (Lanes::Truth(lane), _) => Value::YesNo(lane.get(i) == YES),
            (Lanes::Ints(lane), Type::Decimal) => Value::Decimal(lane.get(i)),
            (Lanes::Ints(lane), Type::Duration) => Value::Duration(lane.get(i)),
            (Lanes::Ints(lane), Type::Instant) => Value::Instant(lane.get(i)),
            (Lanes::Ints(lane), Type::Date) => Value::Date(lane.get(i)),
            (Lanes::Ints(lane), _) => Value::Whole(lane.get(i)),
            (Lanes::Ratios(lane), _) => Value::Ratio(lane.get(i)),
            (Lanes::Codes(lane), Type::OneOf(_)) => Value::OneOf(lane.get(i)),
            (Lanes::Codes(lane), _) => Value::Text(self.engine.words.owned(lane.get(i))),
        }
    }

    /// The rows that a look without a condition goes through, in order; none if its window cannot be told.
    pub(crate) fn looked(&self, asked: Asked, outer: &[u32]) -> Option<Vec<u32>> {
        let Op::Look(look) = &self.engine.plan.node(asked.node).op else { return None };
        let scopes: Vec<[u32; 1]> = outer.iter().map(|row| [*row]).collect();
        match self.engine.plan.node(asked.node).level {
            Level::Row(unit) => {
                let row = *outer.get(asked.on.trailing_zeros() as usize)? as usize;
                Bench::rows(&self.engine, unit, row, row + 1).looked(asked.node, look)
            }
            _ => {
                let below = Bench::rows(&self.engine, asked.first, outer[0] as usize, outer[0] as usize + 1);
                let scopes = scopes.iter().map(<[u32; 1]>::as_slice).collect();
                Bench::pairs(&self.engine, scopes, Some(&below)).looked(asked.node, look)
            }
        }
    }

    /// A text node over a whole table, as codes.
    pub(crate) fn codes(&self, unit: UnitId, node: NodeId) -> Vec<Option<u32>> {
        let rows = self.engine.world.table(unit).rows;
        let mut codes = Vec::with_capacity(rows);
        for (start, end) in batches(rows, &Options::default()) {
            let vector = Bench::rows(&self.engine, unit, start, end).get(node);
            codes.extend((0..end - start).map(|i| vector.has(i).then(|| vector.code(i))));
        }
        codes
    }

    /// The row that a path of references leads to; none if it leads nowhere.
    pub(crate) fn led(&self, unit: UnitId, row: u32, path: &[FieldId]) -> Option<u32> {
        if path.is_empty() {
            return Some(row);
        }
        let (places, _) = Bench::rows(&self.engine, unit, row as usize, row as usize + 1).places(unit, path);
        places.first().copied().filter(|place| *place != NOWHERE)
    }

    /// The verdict of a criterion.
    pub(crate) fn verdict(&self, criterion: CriterionId, row: u32) -> Verdict {
        let unit = self.engine.standard.criteria[criterion.index()].unit;
        Bench::rows(&self.engine, unit, row as usize, row as usize + 1).verdicts(criterion)[0]
    }

    /// What a form comes to.
    pub(crate) fn form(&self, form: FormId, row: u32) -> FormSaw {
        let unit = self.engine.standard.forms[form.index()].unit;
        let rows = Bench::rows(&self.engine, unit, row as usize, row as usize + 1).form(form);
        use super::columns::Answer;
        let item = |answer: &Answer| match answer {
            Answer::Share(share) => (Some(*share), true),
            Answer::NotApplicable => (None, false),
            Answer::Missing | Answer::Waits => (None, true),
        };
        FormSaw {
            score: rows.scores[0],
            verdict: rows.verdicts[0],
            band: rows.bands[0],
            items: rows.of(0).iter().map(item).collect(),
        }
    }
}
