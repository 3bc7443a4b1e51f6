//! From what the sources delivered to the tables of events and entities: identity, then order.

use super::delivered::Delivered;
use super::identity::{Settled, settle};
use super::keys::{Keyed, keyed};
use super::known::leave_out_later;
use super::order::{by_text, order};
use super::table::{pick, row, taken};
use super::ties::TieBreakers;
use super::{Table, World};
use crate::evaluate::columns::Local;
use crate::evaluate::{Options, Pool};
use crate::outcome::SourceData;
use crate::standard::{FieldId, Type, Unit, UnitKind};
use crate::table::{Column, Data, Incoming, Input};
use crate::value::Texts;
use crate::{Plan, Standard};

/// How many columns are put in order at once: each is twice in memory meanwhile.
const COLUMNS: usize = 4;

/// The tables of events and entities. Cases and references come later.
pub(super) fn tables(standard: &Standard, plan: &Plan, input: Input, options: &Options, pool: &impl Pool) -> World {
    let Input { mut texts, mut incoming } = input;
    incoming.sort_by_key(|i| i.source);
    let mut data: Vec<SourceData> = incoming.iter().map(|i| started(standard, i)).collect();
    let delivered = Delivered::by_unit(standard, incoming);
    let mut keys: Vec<Keyed> = delivered.iter().map(|d| keyed(standard, plan, d, &mut texts, &mut data)).collect();
    let unit = |u: usize| &standard.units[u];
    if let Some(known) = options.known {
        for (delivered, keyed) in delivered.iter().zip(&mut keys) {
            leave_out_later(unit(delivered.unit.index()), delivered, keyed, known, &mut data);
        }
    }
    let mut settled = pool.map(delivered.len(), |u| settle(unit(u), &delivered[u], &keys[u], &texts));
    for ((delivered, keyed), settled) in delivered.iter().zip(&keys).zip(&mut settled) {
        for (place, counts) in delivered.data.iter().zip(std::mem::take(&mut settled.counts)) {
            let key = |row: u32| keyed.keys.text(&delivered.columns, row, &texts);
            counts.add_to(&mut data[usize::from(*place)], key, |row| delivered.spot(row));
        }
    }
    let lasts = (0..delivered.len()).filter_map(|u| last(unit(u), &delivered[u], &settled[u]));
    let as_of = options.as_of.or(lasts.max()).unwrap_or(0);
    for ((delivered, keyed), settled) in delivered.iter().zip(&keys).zip(&mut settled) {
        let unit = unit(delivered.unit.index());
        leave_out_ahead(unit, delivered, keyed, settled, as_of, &mut data);
    }
    let orders = pool.map(delivered.len(), |u| in_order(standard, &delivered[u], &keys[u], &settled[u].rows, &texts));
    let tables = delivered.into_iter().zip(keys).zip(orders);
    let tables = tables.map(|((delivered, keyed), order)| table(standard, delivered, keyed, order.as_deref(), pool));
    let tables: Vec<Table> = tables.collect();
    let calendars = super::calendars::lines(standard, &tables, as_of);
    World { tables, texts, as_of, calendars, data, ..World::default() }
}

fn started(standard: &Standard, incoming: &Incoming) -> SourceData {
    let name = standard.sources.get(incoming.source.index()).map(|s| s.label.name.clone());
    let unit = standard.units.get(incoming.unit.index()).map(|u| u.label.name.clone());
    SourceData {
        source: name.unwrap_or_default(),
        unit: unit.unwrap_or_default(),
        files: incoming.files.clone(),
        read: incoming.read,
        rejected: incoming.rejected.iter().map(|r| r.count).sum(),
        left_out: incoming.left_out,
        reasons: incoming.rejected.clone(),
        ..SourceData::default()
    }
}

/// The last instant at which anything happened.
fn last(unit: &Unit, delivered: &Delivered, settled: &Settled) -> Option<i64> {
    let at = delivered.instants(unit.at)?;
    match &settled.rows {
        Some(rows) => rows.iter().map(|row| at[*row as usize]).max(),
        None => at.iter().copied().max(),
    }
}

/// Leaves out what happened after the instant that the run speaks for.
fn leave_out_ahead(
    unit: &Unit,
    delivered: &Delivered,
    keyed: &Keyed,
    settled: &mut Settled,
    as_of: i64,
    data: &mut [SourceData],
) {
    let Some(at) = delivered.instants(unit.at) else { return };
    debug_assert!(keyed.usable.is_none() || settled.rows.is_some(), "rows without an instant do not count");
    if last(unit, delivered, settled).is_none_or(|last| last <= as_of) {
        return;
    }
    let all = 0..row(delivered.rows());
    let rows = settled.rows.take().unwrap_or_else(|| all.collect());
    let kept = rows.into_iter().filter(|row| {
        let ahead = at[*row as usize] > as_of;
        data[usize::from(delivered.data[delivered.origin(*row).0])].ahead += u64::from(ahead);
        !ahead
    });
    settled.rows = Some(kept.collect());
}

/// The rows that count in the order of their table; none if that is all of them as they came.
fn in_order(
    standard: &Standard,
    delivered: &Delivered,
    keyed: &Keyed,
    rows: &Option<Vec<u32>>,
    texts: &Texts,
) -> Option<Vec<u32>> {
    let unit = &standard.units[delivered.unit.index()];
    let all = 0..row(delivered.rows());
    if matches!(unit.kind, UnitKind::Entity) {
        // The rows of one key in the order in which they begin to hold.
        let holds = holds(standard, unit, delivered);
        let codes = keyed.keys.codes(&delivered.columns).unwrap_or_default();
        let text = |row: u32| texts.get(codes[row as usize]);
        let begin = |a: u32, b: u32| holds[a as usize].cmp(&holds[b as usize]);
        return Some(match rows {
            Some(rows) => by_text(rows.iter().copied(), text, begin),
            None => by_text(all, text, begin),
        });
    }
    let ties = TieBreakers::new(standard, delivered, texts);
    let then = |a: u32, b: u32| {
        let keys = || keyed.keys.compare(&delivered.columns, (a, b), texts);
        ties.of(a).cmp(&ties.of(b)).then_with(keys)
    };
    match delivered.instants(unit.at) {
        Some(at) => order(rows.clone(), at, then),
        None => order(rows.clone(), &vec![i64::MIN; delivered.rows()], then),
    }
}

/// The table with these rows in this order.
fn table(standard: &Standard, delivered: Delivered, keyed: Keyed, order: Option<&[u32]>, pool: &impl Pool) -> Table {
    let unit = &standard.units[delivered.unit.index()];
    let entity = matches!(unit.kind, UnitKind::Entity);
    let picked = |values: Vec<(i64, i64)>| order.map_or_else(|| values.clone(), |order| pick(&values, order));
    let holds = if entity { picked(holds(standard, unit, &delivered)) } else { Vec::new() };
    let origin = |row: u32| delivered.data[delivered.origin(row).0];
    let origin = match order {
        Some(order) => order.iter().map(|row| origin(*row)).collect(),
        None => (0..row(delivered.rows())).map(origin).collect(),
    };
    let rows = order.map_or(delivered.rows(), <[u32]>::len);
    let columns = sorted(delivered.columns, order, pool);
    let at = match unit.at.and_then(|at: FieldId| columns.get(at.index())).map(|c| &c.data) {
        _ if entity => Vec::new(),
        Some(Data::Ints(at)) => at.clone(),
        _ => vec![i64::MIN; rows],
    };
    let table = Table {
        rows,
        keys: match order {
            Some(order) => keyed.keys.picked(order),
            None => keyed.keys,
        },
        at,
        origin,
        refs: vec![Vec::new(); unit.fields.len()],
        columns,
        holds,
        timed: entity && unit.valid != (None, None),
        ..Table::empty(delivered.unit)
    };
    if entity { table.indexed() } else { table }
}

/// The columns with their rows in this order, some at a time.
fn sorted(mut columns: Vec<Column>, order: Option<&[u32]>, pool: &impl Pool) -> Vec<Column> {
    if let Some(order) = order {
        for wave in columns.chunks_mut(COLUMNS) {
            let sorted = pool.map(wave.len(), |c| taken(&wave[c], order));
            for (column, sorted) in wave.iter_mut().zip(sorted) {
                *column = sorted;
            }
        }
    }
    for column in &mut columns {
        // Rows without a value may have been left out.
        column.valid = column.valid.take().filter(|valid| valid.contains(&false));
    }
    columns
}

/// From when to when each row of an entity holds. A date at the end is the last day on which it does.
fn holds(standard: &Standard, unit: &Unit, delivered: &Delivered) -> Vec<(i64, i64)> {
    let local = Local::new(&standard.zone);
    let side = |field: Option<FieldId>, r: usize, end: bool| {
        let none = if end { i64::MAX } else { i64::MIN };
        let Some((field, column)) = field.zip(delivered.column(field)) else { return none };
        match &column.data {
            Data::Ints(v) if column.has(r) => match unit.fields[field.index()].ty {
                Type::Date => local.start(v[r].saturating_add(i64::from(end))),
                _ => v[r],
            },
            _ => none,
        }
    };
    (0..delivered.rows()).map(|r| (side(unit.valid.0, r, false), side(unit.valid.1, r, true))).collect()
}
