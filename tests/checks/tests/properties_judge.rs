//! What must hold of events and findings whatever the rows are (I2, I3, I4, I15, I24). proptest prints the seed of a failure.

use etalon_core::evaluate::{Judged, Options, Pool, Sequential, World, judge, world};
use etalon_core::standard::{SourceId, Standard, Type};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::fmt::Write;
use std::thread;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity team { id text key }
entity agent is person { id text key  team team?  since date valid from }
event call {
  id text key  at instant  agent agent?  customer text  waited duration?  score 1..5?  hard yes/no  level low | high | top  revision whole? rev
}
case customer of call by customer {
  fact opened = first at
  fact calls  = count
  fact hards  = count where hard
  fact late   = any waited > 20 s where position > 1
  fact path   = path level
  fact agents = distinct agent
  fact span   = last at - opened
}
define slow for call = waited > 20 s
criterion quick   { for call  require not slow or waited = 25 s }
criterion again   { for call  require no call where customer = this.customer within 3 days }
criterion answer  { for call where hard  require a call where customer = this.customer and not hard within 2 days }
criterion spread  { for call  require count(call where customer = this.customer over 5 days before this) <= 2 }
criterion rising  { for call  require sum(waited of call where customer = this.customer and score < this.score over 90 h to this) <= 30 s }
criterion steady  { for call  require max(score of call where customer = this.customer among last 3 before this) > score or score = 5 }
criterion team    { for call where agent is present  require agent.team = "t0" or met quick }
criterion calm    { for customer  require hards * 2 <= calls and (span is missing or span < 30 days) }
criterion few     { for customer  require length(path) < 12 and agents < 3 }
mitigation queue  { for call where waited > 50 s  covers quick, again  cause company 1/2 }
mitigation storm  { for call where count(slow where customer = this.customer over 1 h to this) >= 2  covers quick  cause company }
"#;

fn standard() -> Standard {
    let file = SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// 0 to 3: agents; else calls.
    entity: bool,
    key: u16,
    /// Hours since 2026-03-25T00:00Z: a night without an hour lies inside.
    hour: i64,
    agent: Option<u8>,
    customer: u8,
    waited: Option<i64>,
    score: Option<i64>,
    hard: bool,
    revision: Option<i64>,
    takes_back: bool,
}

fn call() -> impl Strategy<Value = Row> {
    let waited = prop_oneof![1 => Just(None), 4 => (0..60 * SECOND).prop_map(Some), 2 => Just(Some(20 * SECOND))];
    let agent = proptest::option::weighted(0.9, 0..4_u8);
    let score = proptest::option::weighted(0.8, 1..=5_i64);
    let times = prop_oneof![3 => 0..240_i64, 1 => Just(60_i64)];
    (times, agent, 0..4_u8, waited, score, any::<bool>()).prop_map(|(hour, agent, customer, waited, score, hard)| Row {
        entity: false,
        key: 0,
        hour,
        agent,
        customer,
        waited,
        score,
        hard,
        revision: None,
        takes_back: false,
    })
}

/// Calls with keys of their own, and agents.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let agents = proptest::collection::vec((0..3_u8, 0..9_i64, 0..3_u8), 0..8);
    (proptest::collection::vec(call(), 0..40), agents).prop_map(|(mut calls, agents)| {
        calls.iter_mut().enumerate().for_each(|(i, c)| c.key = i as u16);
        for (agent, day, team) in agents {
            let known = calls.iter().any(|r| r.entity && r.agent == Some(agent) && r.hour == day);
            if !known {
                calls.push(Row {
                    entity: true,
                    agent: Some(agent),
                    hour: day,
                    customer: team,
                    ..calls.first().cloned().unwrap_or(EMPTY)
                });
            }
        }
        calls
    })
}

const EMPTY: Row = Row {
    entity: false,
    key: 0,
    hour: 0,
    agent: None,
    customer: 0,
    waited: None,
    score: None,
    hard: false,
    revision: None,
    takes_back: false,
};

fn input(standard: &Standard, rows: &[Row], parts: usize) -> Input {
    let mut input = Input::default();
    for chunk in rows.chunks(rows.len().div_ceil(parts.max(1)).max(1)) {
        for entity in [true, false] {
            let rows: Vec<&Row> = chunk.iter().filter(|r| r.entity == entity).collect();
            let unit = standard.unit(if entity { "agent" } else { "call" }).expect("it is declared");
            let fields = standard.units[unit.index()].fields.clone();
            let columns = fields.iter().map(|f| column(&f.name, &f.ty, &rows, &mut input)).collect();
            input.incoming.push(Incoming {
                source: SourceId(u16::MAX),
                unit,
                files: vec!["x".to_owned()],
                columns,
                places: (0..rows.len()).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
                ties: None,
                retractions: rows.iter().map(|r| r.takes_back).collect(),
                read: rows.len() as u64,
                left_out: 0,
                rejected: Vec::new(),
            });
        }
    }
    input
}

fn column(name: &str, ty: &Type, rows: &[&Row], input: &mut Input) -> Column {
    let start = 1_774_396_800 * SECOND;
    let ints = |f: &dyn Fn(&Row) -> Option<i64>| {
        let values: Vec<Option<i64>> = rows.iter().map(|r| f(r)).collect();
        Column {
            data: Data::Ints(values.iter().map(|v| v.unwrap_or(0)).collect()),
            valid: Some(values.iter().map(Option::is_some).collect()),
        }
    };
    let mut texts = |f: &dyn Fn(&Row) -> Option<String>| {
        let values: Vec<Option<String>> = rows.iter().map(|r| f(r)).collect();
        Column {
            data: Data::Codes(values.iter().map(|v| input.texts.code(v.as_deref().unwrap_or(""))).collect()),
            valid: Some(values.iter().map(Option::is_some).collect()),
        }
    };
    match (name, ty) {
        ("id", _) => {
            texts(&|r| Some(if r.entity { format!("a{}", r.agent.unwrap_or(0)) } else { format!("c{}", r.key) }))
        }
        ("team", _) => texts(&|r| (r.customer < 2).then(|| format!("t{}", r.customer))),
        ("agent", _) => texts(&|r| r.agent.map(|a| format!("a{a}"))),
        ("customer", _) => texts(&|r| Some(format!("k{}", r.customer))),
        ("since", _) => ints(&|r| Some(20_537 + r.hour)),
        ("at", _) => ints(&|r| Some(start + r.hour * 3600 * SECOND)),
        ("waited", _) => ints(&|r| r.waited),
        ("score", _) => ints(&|r| r.score),
        ("revision", _) => ints(&|r| r.revision),
        ("level", _) => Column {
            data: Data::Codes(rows.iter().map(|r| u32::from(r.customer.wrapping_add(r.key as u8)) % 3).collect()),
            valid: None,
        },
        ("hard", _) => Column { data: Data::Flags(rows.iter().map(|r| r.hard).collect()), valid: None },
        _ => panic!("{name}"),
    }
}

/// Everything that is known and said, but what came in.
fn told(
    standard: &Standard,
    rows: &[Row],
    parts: usize,
    batch: usize,
    as_of: Option<i64>,
    pool: &impl Pool,
) -> (World, String) {
    let plan = plan(standard);
    let options = Options { as_of, batch, ..Options::default() };
    let world = world(standard, &plan, input(standard, rows, parts), &options, pool);
    let judged = judge(standard, &plan, &world, &options, pool);
    let mut text = format!("{}\n", world.as_of);
    for (unit, table) in standard.units.iter().zip(&world.tables) {
        for row in 0..table.rows {
            let _ = write!(text, "{} {}", unit.label.name, world.key(table.unit, row));
            for (field, column) in unit.fields.iter().zip(&table.columns) {
                let _ = write!(text, " {}", cell(&world, &judged, &field.ty, column, row));
            }
            text.push('\n');
        }
    }
    for finding in &judged.findings {
        let name = &standard.criteria[finding.criterion.index()].label.name;
        for (row, verdict) in finding.verdicts.iter().enumerate() {
            let key = world.key(finding.unit, row);
            let breach = finding.breaches.find(row).map(|b| (b.at, b.cause.shares, &b.cause.matched));
            let reason = finding.unjudged.iter().find(|u| u.0 as usize == row).map(|u| &u.1);
            let _ = writeln!(text, "{name} {key} {verdict:?} {breach:?} {reason:?}");
        }
    }
    for (uses, column) in judged.columns() {
        let ty = &plan.node(plan.roots[&uses].1).ty;
        for row in 0..column.data.len() {
            let _ = writeln!(text, "{uses:?} {}", cell(&world, &judged, ty, column, row));
        }
    }
    (world, text)
}

fn cell(world: &World, judged: &Judged, ty: &Type, column: &Column, row: usize) -> String {
    if !column.has(row) {
        return "-".to_owned();
    }
    match (&column.data, ty) {
        (Data::Codes(v), Type::OneOf(list)) => list[v[row] as usize].clone(),
        (Data::Codes(v), _) => judged.text(world, v[row]).to_owned(),
        (Data::Ints(v), _) => v[row].to_string(),
        (Data::Flags(v), _) => v[row].to_string(),
        (Data::Ratios(v), _) => v[row].to_string(),
    }
}

fn plain(standard: &Standard, rows: &[Row], as_of: Option<i64>) -> String {
    told(standard, rows, 1, 16_384, as_of, &Sequential).1
}

fn sums(world: &World) {
    for d in &world.data {
        assert_eq!(d.read, d.accepted + d.duplicate + d.conflict + d.rejected + d.left_out);
    }
}

/// Runs the jobs on several threads, the last first.
struct Threads;

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        thread::scope(|scope| {
            let job = &job;
            let handles: Vec<_> = (0..jobs).rev().map(|i| scope.spawn(move || job(i))).collect();
            let mut results: Vec<T> = handles.into_iter().map(|h| h.join().expect("no job panics")).collect();
            results.reverse();
            results
        })
    }
}

/// Revisions, conflicts and retractions of the calls.
fn revised() -> impl Strategy<Value = Vec<Row>> {
    let change = (0..40_u16, proptest::option::of(0..3_i64), any::<bool>(), 0..6_u8, 0..100 * SECOND);
    (rows(), proptest::collection::vec(change, 0..20)).prop_map(|(mut rows, changes)| {
        for (key, revision, same, takes_back, waited) in changes {
            if let Some(mut row) = rows.iter().find(|r| !r.entity && r.key == key).cloned() {
                row.revision = revision;
                row.takes_back = takes_back == 0;
                row.waited = if same { row.waited } else { Some(waited) };
                rows.push(row);
            }
        }
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// I2: any order of arrival.
    #[test]
    fn order_of_arrival_means_nothing(rows in revised(), seed in any::<u64>()) {
        let standard = standard();
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        let (world, text) = told(&standard, &shuffled, 1, 7, None, &Sequential);
        sums(&world);
        prop_assert_eq!(plain(&standard, &rows, None), text);
    }

    /// I3: duplicates change only what is counted.
    #[test]
    fn duplicates_only_count(rows in revised(), again in proptest::collection::vec(any::<prop::sample::Index>(), 0..10)) {
        let standard = standard();
        let mut doubled = rows.clone();
        if !rows.is_empty() {
            doubled.extend(again.iter().map(|i| i.get(&rows).clone()));
        }
        let (world, text) = told(&standard, &doubled, 1, 16_384, None, &Sequential);
        sums(&world);
        let (before, plain) = told(&standard, &rows, 1, 16_384, None, &Sequential);
        prop_assert_eq!(plain, text);
        for (now, then) in world.data.iter().zip(&before.data) {
            prop_assert_eq!(now.read - now.duplicate, then.read - then.duplicate);
            prop_assert_eq!(now.accepted, then.accepted);
        }
    }

    /// I4: taken back is as if it had never been; corrected is as if it had always been so.
    #[test]
    fn corrections_and_retractions_leave_no_trace(rows in rows(), which in any::<prop::sample::Index>(), waited in 0..100 * SECOND) {
        let standard = standard();
        let calls: Vec<usize> = rows.iter().enumerate().filter(|(_, r)| !r.entity).map(|(i, _)| i).collect();
        prop_assume!(!calls.is_empty());
        let place = *which.get(&calls);
        let mut retracted = rows.clone();
        retracted.push(Row { takes_back: true, ..rows[place].clone() });
        let mut never = rows.clone();
        never.remove(place);
        prop_assert_eq!(plain(&standard, &retracted, None), plain(&standard, &never, None));
        let correction = Row { revision: Some(1), waited: Some(waited), ..rows[place].clone() };
        let mut corrected = rows.clone();
        corrected.insert(0, correction.clone());
        let mut always = rows.clone();
        always[place] = correction;
        prop_assert_eq!(plain(&standard, &corrected, None), plain(&standard, &always, None));
    }

    /// I15: what is said of one customer's calls does not depend on other customers.
    #[test]
    fn subjects_are_independent(rows in revised(), customer in 0..4_u8) {
        let standard = standard();
        let own: Vec<Row> = rows.iter().filter(|r| r.entity || r.customer == customer).cloned().collect();
        let as_of = Some(1_775_300_000 * SECOND);
        let whole = plain(&standard, &rows, as_of);
        let mine = plain(&standard, &own, as_of);
        let keys: Vec<String> = own.iter().filter(|r| !r.entity).map(|r| format!("c{}", r.key)).chain([format!("k{customer}")]).collect();
        let about = |text: &str| -> Vec<String> {
            let said = text.lines().filter(|l| l.split(' ').nth(1).is_some_and(|key| keys.iter().any(|k| k == key)));
            said.map(str::to_owned).collect()
        };
        prop_assert_eq!(about(&whole), about(&mine));
    }

    /// I24: how the data are cut changes nothing.
    #[test]
    fn cuts_change_nothing(rows in revised(), parts in 1..5_usize, batch in 1..9_usize) {
        let standard = standard();
        let whole = plain(&standard, &rows, None);
        prop_assert_eq!(&whole, &told(&standard, &rows, parts, 16_384, None, &Sequential).1);
        prop_assert_eq!(&whole, &told(&standard, &rows, 1, batch, None, &Sequential).1);
        prop_assert_eq!(&whole, &told(&standard, &rows, parts, batch, None, &Threads).1);
    }
}
