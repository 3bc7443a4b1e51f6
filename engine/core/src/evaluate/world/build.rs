//! From what the sources delivered to the tables of events and entities: identity, then order.

use super::identity::{Counts, Origin, Rows};
use super::keys::{Keyed, keyed};
use super::table::row;
use super::ties::TieBreakers;
use super::{Table, World};
use crate::Standard;
use crate::evaluate::columns::{Local, Vector, empty};
use crate::evaluate::{Options, Pool};
use crate::outcome::SourceData;
use crate::standard::{Type, Unit, UnitId, UnitKind};
use crate::table::{Column, Data, Incoming, Input};
use crate::value::Texts;

/// One unit's sources, with the places of their counts in [`World::data`].
struct Delivered<'a> {
    unit: UnitId,
    sources: Vec<&'a Incoming>,
    keys: Vec<Keyed>,
    data: Vec<usize>,
}

/// The rows that count, and what was counted.
struct Settled {
    rows: Vec<Origin>,
    counts: Vec<Counts>,
}

/// The tables of events and entities. Cases and references come later.
pub(super) fn tables(standard: &Standard, input: Input, options: &Options, pool: &impl Pool) -> World {
    let Input { mut texts, mut incoming } = input;
    incoming.sort_by_key(|i| i.source);
    let mut data: Vec<SourceData> = incoming.iter().map(|i| started(standard, i)).collect();
    let mut delivered: Vec<Delivered<'_>> = (0..standard.units.len())
        .map(|u| UnitId(u16::try_from(u).expect("ids are 16 bits")))
        .map(|unit| Delivered { unit, sources: Vec::new(), keys: Vec::new(), data: Vec::new() })
        .collect();
    for (place, source) in incoming.iter().enumerate() {
        let Some(unit) = standard.units.get(source.unit.index()) else {
            continue;
        };
        let of_unit = &mut delivered[source.unit.index()];
        of_unit.keys.push(keyed(unit, source, &mut texts, &mut data[place]));
        of_unit.sources.push(source);
        of_unit.data.push(place);
    }
    let settled = pool.map(delivered.len(), |u| settle(&standard.units[u], &delivered[u]));
    let last = delivered.iter().zip(&settled).filter_map(|(d, s)| last(&standard.units[d.unit.index()], d, s)).max();
    let as_of = options.as_of.or(last).unwrap_or(0);
    let tables = pool.map(delivered.len(), |u| table(standard, &delivered[u], &settled[u].rows, as_of, &texts));
    let mut finished = Vec::with_capacity(tables.len());
    for ((delivered, settled), (table, ahead)) in delivered.iter().zip(settled).zip(tables) {
        for ((place, counts), ahead) in delivered.data.iter().zip(settled.counts).zip(ahead) {
            let key = |o: Origin| texts.get(delivered.keys[o.source as usize].keys[o.row as usize]).to_owned();
            let spot = |o: Origin| {
                let source = delivered.sources[o.source as usize];
                let place = source.places.get(o.row as usize);
                (source.files.get(place.file as usize).cloned().unwrap_or_default(), place.row)
            };
            counts.add_to(&mut data[*place], key, spot);
            data[*place].ahead = ahead;
        }
        finished.push(table);
    }
    World { texts, tables: finished, as_of, data }
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

fn settle(unit: &Unit, delivered: &Delivered<'_>) -> Settled {
    let sources = &delivered.sources;
    let rows = Rows { sources, revisions: sources.iter().map(|i| of_field(i, unit.rev)).collect() };
    let begins: Vec<Option<Vector<'_>>> = sources.iter().map(|i| of_field(i, unit.valid.0)).collect();
    // Entities are told apart by their key and by when a row begins to hold.
    let mut all: Vec<(u32, Option<i64>, Origin)> = Vec::new();
    for (source, keyed) in (0_u16..).zip(&delivered.keys) {
        let begin = &begins[source as usize];
        all.extend(keyed.usable.iter().map(|row| {
            let begin = begin.as_ref().filter(|b| b.has(*row as usize)).map(|b| b.int(*row as usize));
            (keyed.keys[*row as usize], begin, Origin { source, row: *row })
        }));
    }
    all.sort_unstable();
    let mut counts = vec![Counts::default(); sources.len()];
    let mut kept = Vec::with_capacity(all.len());
    let mut group = Vec::new();
    for same in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        group.clear();
        group.extend(same.iter().map(|r| r.2));
        kept.extend(rows.settle(&group, &mut counts));
    }
    Settled { rows: kept, counts }
}

fn of_field(incoming: &Incoming, field: Option<crate::standard::FieldId>) -> Option<Vector<'_>> {
    let column = incoming.columns.get(field?.index())?;
    Some(Vector::of_column(column, 0, incoming.places.len()))
}

fn instant(unit: &Unit, delivered: &Delivered<'_>, origin: Origin) -> Option<i64> {
    match &delivered.sources[origin.source as usize].columns.get(unit.at?.index())?.data {
        Data::Ints(v) => v.get(origin.row as usize).copied(),
        _ => None,
    }
}

fn last(unit: &Unit, delivered: &Delivered<'_>, settled: &Settled) -> Option<i64> {
    settled.rows.iter().filter_map(|o| instant(unit, delivered, *o)).max()
}

/// The table, and for each source how many of its rows are ahead of the run's instant.
fn table(
    standard: &Standard,
    delivered: &Delivered<'_>,
    rows: &[Origin],
    as_of: i64,
    texts: &Texts,
) -> (Table, Vec<u64>) {
    let unit = &standard.units[delivered.unit.index()];
    let mut ahead = vec![0; delivered.sources.len()];
    let entity = matches!(unit.kind, UnitKind::Entity);
    let ties = TieBreakers::new(standard, &delivered.sources, texts);
    let mut order = Vec::with_capacity(rows.len());
    for origin in rows {
        let at = instant(unit, delivered, *origin).unwrap_or(i64::MIN);
        if at > as_of {
            ahead[origin.source as usize] += 1;
            continue;
        }
        let key = delivered.keys[origin.source as usize].keys[origin.row as usize];
        order.push((at, ties.of(*origin), key, *origin));
    }
    let text = |key: u32| texts.get(key);
    if entity {
        order.sort_by(|a, b| text(a.2).cmp(text(b.2)));
    } else {
        order.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| text(a.2).cmp(text(b.2))));
    }
    let origins: Vec<Origin> = order.iter().map(|o| o.3).collect();
    let columns: Vec<Column> =
        (0..unit.fields.len()).map(|f| column(delivered, f, &unit.fields[f].ty, &origins)).collect();
    let mut table = Table {
        rows: order.len(),
        keys: order.iter().map(|o| o.2).collect(),
        at: if entity { Vec::new() } else { order.iter().map(|o| o.0).collect() },
        origin: origins.iter().map(|o| u16::try_from(delivered.data[o.source as usize]).unwrap_or(u16::MAX)).collect(),
        refs: vec![Vec::new(); unit.fields.len()],
        columns,
        ..Table::empty(delivered.unit)
    };
    if entity {
        table.timed = unit.valid != (None, None);
        table.holds = holds(standard, unit, &table);
        // The rows of one key in the order in which they begin to hold.
        let mut order: Vec<u32> = (0..row(table.rows)).collect();
        order.sort_by(|a, b| {
            let key = |r: u32| text(table.keys[r as usize]);
            key(*a).cmp(key(*b)).then_with(|| table.holds[*a as usize].cmp(&table.holds[*b as usize]))
        });
        table = reordered(table, &order);
    }
    (table.indexed(), ahead)
}

/// The same table with its rows in another order.
pub(super) fn reordered(table: Table, order: &[u32]) -> Table {
    fn pick<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
        if values.is_empty() { Vec::new() } else { order.iter().map(|r| values[*r as usize]).collect() }
    }
    Table {
        columns: table.columns.iter().map(|c| super::table::taken(c, order)).collect(),
        keys: pick(&table.keys, order),
        at: pick(&table.at, order),
        holds: pick(&table.holds, order),
        origin: pick(&table.origin, order),
        ..table
    }
}

fn column(delivered: &Delivered<'_>, field: usize, ty: &Type, origins: &[Origin]) -> Column {
    let columns: Vec<Option<&Column>> = delivered.sources.iter().map(|s| s.columns.get(field)).collect();
    let of =
        |o: &Origin| columns[o.source as usize].filter(|c| c.has(o.row as usize)).map(|c| (&c.data, o.row as usize));
    let valid: Vec<bool> = origins.iter().map(|o| of(o).is_some()).collect();
    let data = match empty(ty) {
        Data::Flags(_) => {
            Data::Flags(origins.iter().map(|o| matches!(of(o), Some((Data::Flags(v), r)) if v[r])).collect())
        }
        Data::Ints(_) => {
            Data::Ints(origins.iter().map(|o| if let Some((Data::Ints(v), r)) = of(o) { v[r] } else { 0 }).collect())
        }
        Data::Codes(_) => {
            Data::Codes(origins.iter().map(|o| if let Some((Data::Codes(v), r)) = of(o) { v[r] } else { 0 }).collect())
        }
        Data::Ratios(_) => {
            let zero = crate::value::Ratio::ZERO;
            Data::Ratios(
                origins.iter().map(|o| if let Some((Data::Ratios(v), r)) = of(o) { v[r] } else { zero }).collect(),
            )
        }
    };
    let all = valid.iter().all(|v| *v);
    Column { data, valid: (!all).then_some(valid) }
}

/// From when to when each row of an entity holds. A date at the end is the last day on which it does.
fn holds(standard: &Standard, unit: &Unit, table: &Table) -> Vec<(i64, i64)> {
    let local = Local::new(&standard.zone);
    let side = |field: Option<crate::standard::FieldId>, r: usize, end: bool| {
        let none = if end { i64::MAX } else { i64::MIN };
        let Some(field) = field else { return none };
        let column = &table.columns[field.index()];
        match &column.data {
            Data::Ints(v) if column.has(r) => match unit.fields[field.index()].ty {
                Type::Date => local.start(v[r].saturating_add(i64::from(end))),
                _ => v[r],
            },
            _ => none,
        }
    };
    (0..table.rows).map(|r| (side(unit.valid.0, r, false), side(unit.valid.1, r, true))).collect()
}
