//! What must hold of figures beyond a sum: grades and what is carried, rows for months of none (`every`), months of too few (`provisional`),
//! figures of figures, and who stands where. In small worlds made up at random they are what a few lines of counting by hand say; a cut of
//! files, batches and threads changes nothing (I24); and what had not happened by an instant is as if nobody had delivered it.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate};
use etalon_core::outcome::{Figure, TargetVerdict, Worth};
use etalon_core::standard::Standard;
use etalon_core::time::DAY;
use etalon_core::value::{Ratio, SECOND, Value};
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const TEXT: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity area { id text key }
entity shop { id text key  area area }
event visit { id text key  at instant  shop shop  score 0..100 }
source areas for area { files "areas.csv" }
source shops for shop { files "shops.csv" }
source visits for visit { files "visits*.csv" }
metric shop_month {
  mean        score of visit
  per         shop
  each        month, quarter
  every       shop
  provisional under 2
  target      month >= 60
  grade       month "Tier" at least 3 carry to quarter { >= 80: 3  >= 60: 2  else: 1 }
}
metric plain_month {
  mean        score of visit
  per         shop
  each        month
  provisional under 2
  target      >= 60
}
metric gap { spread of figures of shop_month at least 2  per organization, area  each month }
metric turn { rise of figures of shop_month  each month }
metric middle { median of figures of shop_month  per area  each month }
ladder shops for shop {
  counts misses of plain_month
  step read { when 1 miss                      owed by "x" }
  step plan { when 2 misses measured in a row  owed by "x" }
}
metric on_plan { count of shop standing at plan on shops  per area  each month }
"#;

/// 2026-01-01T00:00 in Tallinn (+02:00), and the first instant of May (+03:00): four months, all of them over.
const START: i64 = 20_454 * DAY - 2 * 3600 * SECOND;
const AS_OF: i64 = START + 120 * DAY - 3600 * SECOND;
const MONTHS: [&str; 4] = ["2026-01", "2026-02", "2026-03", "2026-04"];
/// On which day of the year each begins.
const BEGINS: [i64; 4] = [0, 31, 59, 90];
const SHOPS: usize = 5;

/// Day of the year at noon, shop, score.
type Visit = (i64, usize, i64);

fn visits() -> impl Strategy<Value = Vec<Visit>> {
    // Few scores, so that bounds are met exactly now and then.
    let score = prop_oneof![Just(40_i64), Just(59), Just(60), Just(80), Just(100), 0..101_i64];
    proptest::collection::vec((0..120_i64, 0..SHOPS, score), 0..40)
}

fn area(shop: usize) -> usize {
    usize::from(shop >= 3)
}

fn standard() -> Standard {
    let checked = check(&[SourceFile { path: "s.etalon".to_owned(), text: TEXT.to_owned(), layer: 0 }], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn run_over(visits: &[Visit], options: &Options, (parts, turn): (usize, usize), pool: &impl Pool) -> (Standard, Run) {
    let standard = standard();
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("areas.csv", "id\nr0\nr1\n");
    let shops: String = (0..SHOPS).map(|shop| format!("s{shop},r{}\n", area(shop))).collect();
    write("shops.csv", &format!("id,area\n{shops}"));
    let mut rows: Vec<String> = Vec::new();
    for (id, (day, shop, score)) in visits.iter().enumerate() {
        let at = jiff::Timestamp::from_microsecond(START + day * DAY + 12 * 3600 * SECOND).expect("an instant");
        rows.push(format!("v{id},{at},s{shop},{score}"));
    }
    let places = rows.len().max(1);
    rows.rotate_left(turn % places);
    for part in 0..parts {
        let mut text = "id,at,shop,score\n".to_owned();
        rows.iter().skip(part).step_by(parts).for_each(|row| writeln!(text, "{row}").expect("memory"));
        write(&format!("visits{part}.csv"), &text);
    }
    let input =
        etalon_store::read(&standard, folder.path(), &[], &etalon_store::Silent, &Sequential).expect("readable");
    let run = evaluate(&standard, &plan(&standard), input, options, pool);
    (standard, run)
}

fn plainly(visits: &[Visit]) -> (Standard, Run) {
    run_over(visits, &Options { as_of: Some(AS_OF), ..Options::default() }, (1, 0), &Sequential)
}

/// Two threads that take turns in whatever order they like.
struct Two;

impl Pool for Two {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let (even, odd) = std::thread::scope(|scope| {
            let odd = scope.spawn(|| (0..jobs).filter(|i| i % 2 == 1).map(&job).collect::<Vec<T>>());
            let even: Vec<T> = (0..jobs).filter(|i| i % 2 == 0).map(&job).collect();
            (even, odd.join().expect("no panic"))
        });
        let (mut even, mut odd) = (even.into_iter(), odd.into_iter());
        (0..jobs).filter_map(|i| if i % 2 == 0 { even.next() } else { odd.next() }).collect()
    }
}

/// The figures of a metric: by subject and period.
fn of<'r>((standard, run): &'r (Standard, Run), metric: &str) -> BTreeMap<(String, String), &'r Figure> {
    let own = run.outcome.figures.iter().filter(|f| standard.metrics[f.metric.index()].label.name == metric);
    own.map(|f| ((f.subject.clone(), f.period.clone()), f)).collect()
}

fn ratio(num: i64, den: i64) -> Ratio {
    Ratio::new(num.into(), den.into()).expect("a fraction")
}

/// A number as the figures give it; none = missing.
fn number(value: &Value) -> Option<Ratio> {
    match value {
        Value::Ratio(ratio) => Some(*ratio),
        Value::Whole(n) => Some(Ratio::whole(*n)),
        Value::Missing => None,
        other => panic!("{other:?} is no number"),
    }
}

/// Cases and their sum, by shop and month (0 to 3).
fn counted(visits: &[Visit]) -> BTreeMap<(usize, usize), (i64, i64)> {
    let mut cells = BTreeMap::new();
    for (day, shop, score) in visits {
        let month = BEGINS.iter().rposition(|begins| day >= begins).expect("within the year");
        let cell = cells.entry((*shop, month)).or_insert((0, 0));
        *cell = (cell.0 + 1, cell.1 + score);
    }
    cells
}

/// The same with a row for months of none: from a shop's first month on, of one that was never seen from the first of all, to the last.
fn with_every(cells: &BTreeMap<(usize, usize), (i64, i64)>) -> BTreeMap<(usize, usize), (i64, i64)> {
    let months = || cells.keys().map(|(_, month)| *month);
    let (Some(first), Some(last)) = (months().min(), months().max()) else { return BTreeMap::new() };
    let begins = |shop: usize| cells.keys().filter(|(of, _)| *of == shop).map(|(_, m)| *m).min().unwrap_or(first);
    let rows = (0..SHOPS).flat_map(|shop| (begins(shop)..=last).map(move |month| (shop, month)));
    rows.map(|place| (place, cells.get(&place).copied().unwrap_or((0, 0)))).collect()
}

/// 3, 2 or 1 for a sum of so many cases.
fn tier((n, sum): (i64, i64)) -> i64 {
    match sum {
        sum if sum >= 80 * n => 3,
        sum if sum >= 60 * n => 2,
        _ => 1,
    }
}

fn shop_of(shop: usize) -> String {
    format!("s{shop}")
}

/// What a figure of figures is: how many it rests on, how many were left out, its value.
type Made = (u64, u64, Option<Ratio>);

fn made(figure: &Figure) -> Made {
    (figure.n, figure.unjudged, number(&figure.value))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn figures_their_targets_and_their_grades_are_as_counted_by_hand(visits in visits()) {
        let ran = plainly(&visits);
        let figures = of(&ran, "shop_month");
        let (cells, rows) = (counted(&visits), with_every(&counted(&visits)));
        let came: BTreeSet<_> = figures.keys().filter(|(_, period)| MONTHS.contains(&period.as_str())).cloned().collect();
        let wanted: BTreeSet<_> = rows.keys().map(|(shop, month)| (shop_of(*shop), MONTHS[*month].to_owned())).collect();
        prop_assert_eq!(came, wanted);
        for ((shop, month), (n, sum)) in &rows {
            let figure = figures[&(shop_of(*shop), MONTHS[*month].to_owned())];
            prop_assert_eq!(i64::try_from(figure.n).unwrap(), *n);
            prop_assert_eq!(number(&figure.value), (*n > 0).then(|| ratio(*sum, *n)));
            let verdicts: Vec<TargetVerdict> = figure.targets.iter().map(|(_, verdict)| *verdict).collect();
            let missed = verdicts.iter().any(|v| matches!(v, TargetVerdict::MissedProven | TargetVerdict::MissedNotProven));
            prop_assert_eq!(verdicts.contains(&TargetVerdict::Met), *n >= 2 && *sum >= 60 * n);
            prop_assert_eq!(missed, *n >= 2 && *sum < 60 * n);
            prop_assert!(*n != 1 || figure.provisional);
            let graded = figure.graded.as_ref().expect("every month is over");
            let why = match n { 0 => Worth::NoData, 1 | 2 => Worth::Carried, _ => Worth::Reached };
            prop_assert_eq!(graded.why, why);
            prop_assert_eq!(graded.worth.as_ref().and_then(number), (*n >= 3).then(|| Ratio::whole(tier((*n, *sum)))));
        }
        // The first quarter is over, and so are the months of the second that are carried; the quarter itself is not.
        for shop in 0..SHOPS {
            let few = (0..3).filter_map(|month| cells.get(&(shop, month))).filter(|(n, _)| *n < 3);
            let pool = few.fold((0, 0), |(n, sum), cell| (n + cell.0, sum + cell.1));
            let graded = figures.get(&(shop_of(shop), "2026-Q1".to_owned())).and_then(|f| f.graded.as_ref());
            let wanted = (pool.0 >= 3).then(|| Ratio::whole(tier(pool)));
            prop_assert_eq!(graded.and_then(|graded| graded.worth.as_ref()).and_then(number), wanted);
            prop_assert_eq!(graded.and_then(|g| g.pool.as_ref()).map_or(0, |pool| pool.n), u64::try_from(pool.0).unwrap());
            let second = figures.get(&(shop_of(shop), "2026-Q2".to_owned())).and_then(|f| f.graded.as_ref());
            prop_assert_eq!(second, None);
        }
    }

    #[test]
    fn figures_of_figures_are_as_counted_by_hand(visits in visits()) {
        let ran = plainly(&visits);
        let rows = with_every(&counted(&visits));
        let (mut gaps, mut middles, mut turns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (month, name) in MONTHS.iter().enumerate() {
            // Of all shops, and of those of one area.
            for (whose, in_it) in [("organization", None), ("r0", Some(0)), ("r1", Some(1))] {
                let own = || rows.iter().filter(|((shop, of), _)| *of == month && in_it.is_none_or(|a| a == area(*shop)));
                let all = own().count() as u64;
                if all == 0 {
                    continue;
                }
                let values = |least: i64| {
                    let mut values: Vec<Ratio> =
                        own().filter(|(_, (n, _))| *n >= least).map(|(_, (n, sum))| ratio(*sum, *n)).collect();
                    values.sort();
                    values
                };
                let minus = |a: Ratio, b: Ratio| {
                    let num = i128::from(a.num()) * i128::from(b.den()) - i128::from(b.num()) * i128::from(a.den());
                    Ratio::new(num, i128::from(a.den()) * i128::from(b.den())).expect("a fraction")
                };
                let twos = values(2);
                let spread = (twos.len() > 1).then(|| minus(twos[twos.len() - 1], twos[0]));
                let n = twos.len() as u64;
                gaps.insert((whose.to_owned(), (*name).to_owned()), (n, all - n, spread));
                if in_it.is_some() {
                    let ones = values(1);
                    let n = ones.len() as u64;
                    let median = (n > 0).then(|| {
                        let (low, high) = (ones[(ones.len() - 1) / 2], ones[ones.len() / 2]);
                        low.plus(high).and_then(|sum| sum.over(Ratio::whole(2))).expect("small")
                    });
                    middles.insert((whose.to_owned(), (*name).to_owned()), (n, all - n, median));
                }
            }
            for shop in 0..SHOPS {
                let before = month.checked_sub(1).and_then(|before| rows.get(&(shop, before)));
                if let (Some((n0, s0)), Some((n1, s1))) = (before, rows.get(&(shop, month))) {
                    let both = *n0 > 0 && *n1 > 0;
                    let rise = both.then(|| ratio(s1 * n0 - s0 * n1, n0 * n1));
                    let n = if both { u64::try_from(*n0.min(n1)).unwrap() } else { 0 };
                    turns.insert((shop_of(shop), (*name).to_owned()), (n, u64::from(!both), rise));
                }
            }
        }
        let came = |metric: &str| of(&ran, metric).into_iter().map(|(place, f)| (place, made(f))).collect::<BTreeMap<_, Made>>();
        prop_assert_eq!(came("gap"), gaps);
        prop_assert_eq!(came("middle"), middles);
        prop_assert_eq!(came("turn"), turns);
    }

    #[test]
    fn who_stands_on_a_step_is_as_counted_by_hand(visits in visits()) {
        let ran = plainly(&visits);
        let cells = counted(&visits);
        // The month at whose end a shop has missed twice in a row, of the months that are measured.
        let on_plan_from = |shop: usize| {
            let measured = (0..4).filter_map(|month| cells.get(&(shop, month)).map(|cell| (month, *cell)));
            let mut last_missed = false;
            for (month, (n, sum)) in measured.filter(|(_, (n, _))| *n >= 2) {
                if sum < 60 * n && last_missed {
                    return Some(month);
                }
                last_missed = sum < 60 * n;
            }
            None
        };
        let came = of(&ran, "on_plan");
        for (month, name) in MONTHS.iter().enumerate() {
            for region in 0..2 {
                let there = (0..SHOPS).filter(|shop| area(*shop) == region && on_plan_from(*shop).is_some_and(|m| m <= month));
                let there = i64::try_from(there.count()).unwrap();
                let figure = came.get(&(format!("r{region}"), (*name).to_owned()));
                // Before the first fault there is no figure.
                let value = figure.and_then(|figure| number(&figure.value)).unwrap_or(Ratio::ZERO);
                prop_assert_eq!(value, Ratio::whole(there), "{} r{}", name, region);
            }
        }
    }

    /// I24: files, batches and threads.
    #[test]
    fn no_cut_changes_a_figure(visits in visits(), parts in 1..4_usize, turn in 0..40_usize, batch in 1..9_usize) {
        let whole = plainly(&visits);
        let cut = run_over(&visits, &Options { as_of: Some(AS_OF), batch, ..Options::default() }, (parts, turn), &Two);
        prop_assert_eq!(&cut.1.outcome.figures, &whole.1.outcome.figures);
        prop_assert_eq!(&cut.1.outcome.decisions, &whole.1.outcome.decisions);
    }

    /// Seen from an instant, what happens later is as if nobody had delivered it.
    #[test]
    fn what_is_still_to_come_is_as_if_it_were_not_delivered(visits in visits(), day in 0..121_i64) {
        let options = Options { as_of: Some(START + day * DAY), ..Options::default() };
        let all = run_over(&visits, &options, (1, 0), &Sequential);
        // At noon of the day it has not come yet.
        let known: Vec<Visit> = visits.iter().filter(|(of, ..)| *of < day).copied().collect();
        let filtered = run_over(&known, &options, (1, 0), &Sequential);
        prop_assert_eq!(&all.1.outcome.figures, &filtered.1.outcome.figures);
        // Keys are numbered by their place among all: what they are called is no matter.
        let said = |run: &Run| run.outcome.decisions.iter().map(|d| (d.at, d.subject.clone(), d.kind)).collect::<Vec<_>>();
        prop_assert_eq!(said(&all.1), said(&filtered.1));
    }
}

/// What is compared is there: a world in which each word has something to say.
#[test]
fn the_words_have_something_to_say() {
    let month = |month: usize, shop: usize, scores: &[i64]| -> Vec<Visit> {
        scores.iter().map(|score| (BEGINS[month] + 5, shop, *score)).collect()
    };
    let visits: Vec<Visit> = [
        month(0, 0, &[50, 50]),
        month(1, 0, &[40, 40, 40]),
        month(2, 0, &[90, 70]),
        month(0, 1, &[90]),
        month(3, 3, &[100, 100, 100]),
    ]
    .concat();
    let ran = plainly(&visits);
    let place = |subject: &str, period: &str| (subject.to_owned(), period.to_owned());
    // January and March of s0 are too few: 50, 50, 90 and 70 make 65 together, which is tier 2.
    let quarter = of(&ran, "shop_month")[&place("s0", "2026-Q1")].graded.clone().expect("carried");
    assert_eq!(quarter.worth.as_ref().and_then(number), Some(Ratio::whole(2)));
    // s0 has missed January and February: on a plan from February on.
    assert_eq!(number(&of(&ran, "on_plan")[&place("r0", "2026-02")].value), Some(Ratio::whole(1)));
    // March less February: 80 - 40.
    assert_eq!(number(&of(&ran, "turn")[&place("s0", "2026-03")].value), Some(Ratio::whole(40)));
}
