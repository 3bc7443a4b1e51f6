//! Looks at other units say what looking at every single pair says, for every window and every question. proptest prints
//! the seed of a failure.

use etalon_core::evaluate::{Options, Sequential, Use, judge, world};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{SourceId, Standard};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::value::SECOND;
use etalon_core::{Checked, SourceFile, check, plan};
use proptest::prelude::*;
use std::fmt::Write;

const HEAD: &str = r#"
standard s { version 1  zone "UTC"  owner "x" }
event call { id text key  at instant  agent text?  score whole?  hard yes/no  seen instant? }
event shift { id text key  at instant  agent text?  score whole?  hard yes/no  seen instant? }
"#;

const HOUR: i64 = 3600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// A call or a shift. All times in hours, so that many coincide.
#[derive(Debug, Clone, Copy)]
struct Row {
    at: i64,
    agent: Option<u8>,
    score: Option<i64>,
    hard: bool,
    seen: Option<i64>,
}

fn row() -> impl Strategy<Value = Row> {
    let agent = proptest::option::weighted(0.9, 0..3_u8);
    let (score, seen) = (proptest::option::weighted(0.8, 0..6_i64), proptest::option::weighted(0.9, 0..80_i64));
    (0..72_i64, agent, score, any::<bool>(), seen).prop_map(|(at, agent, score, hard, seen)| Row {
        at: at * HOUR,
        agent,
        score,
        hard,
        seen: seen.map(|s| s * HOUR),
    })
}

/// Sorted as the world sorts them: the keys are numbered in this order.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(row(), 0..30).prop_map(|mut rows| {
        rows.sort_by_key(|r| r.at);
        rows
    })
}

/// From when to when, as it is written and as it is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Window {
    Ever,
    Within(i64),
    WithinOf(i64),
    Over(i64, bool),
    OverOf(i64, bool),
    Days(i64, bool),
    DaysOf(i64, bool),
    Last(usize, bool),
    Before,
    After,
}

impl Window {
    fn text(self) -> String {
        let to = |including: bool| if including { "to" } else { "before" };
        match self {
            Self::Ever => String::new(),
            Self::Within(h) => format!("within {h} h"),
            Self::WithinOf(h) => format!("within {h} h of seen"),
            Self::Over(h, including) => format!("over {h} h {} this", to(including)),
            Self::OverOf(h, including) => format!("over {h} h {} seen", to(including)),
            Self::Days(n, including) => format!("over {n} days {} this", to(including)),
            Self::DaysOf(n, including) => format!("over {n} days {} seen", to(including)),
            Self::Last(n, including) => format!("among last {n} {} this", to(including)),
            Self::Before => "before this".to_owned(),
            Self::After => "after this".to_owned(),
        }
    }
}

fn window() -> impl Strategy<Value = Window> {
    prop_oneof![
        Just(Window::Ever),
        (1..20_i64).prop_map(Window::Within),
        (1..20_i64).prop_map(Window::WithinOf),
        (1..20_i64, any::<bool>()).prop_map(|(h, i)| Window::Over(h, i)),
        (1..20_i64, any::<bool>()).prop_map(|(h, i)| Window::OverOf(h, i)),
        (1..4_i64, any::<bool>()).prop_map(|(n, i)| Window::Days(n, i)),
        (1..4_i64, any::<bool>()).prop_map(|(n, i)| Window::DaysOf(n, i)),
        (1..5_usize, any::<bool>()).prop_map(|(n, i)| Window::Last(n, i)),
        Just(Window::Before),
        Just(Window::After),
    ]
}

/// A condition, as it is written and as it is meant: of a row looked at and the row that asks.
type Condition = (&'static str, fn(&Row, &Row) -> bool);

const CONDITIONS: &[Condition] = &[
    ("agent = this.agent", |o, me| o.agent.is_some() && o.agent == me.agent),
    ("hard = this.hard", |o, me| o.hard == me.hard),
    ("hard", |o, _| o.hard),
    ("score is present", |o, _| o.score.is_some()),
    ("score < this.score", |o, me| o.score.zip(me.score).is_some_and(|(o, me)| o < me)),
    ("this.score <= score", |o, me| o.score.zip(me.score).is_some_and(|(o, me)| me <= o)),
    ("score != this.score", |o, me| o.score.zip(me.score).is_some_and(|(o, me)| o != me)),
    ("at + 2 h <= this.at", |o, me| o.at + 2 * HOUR <= me.at),
    ("this.at < seen", |o, me| o.seen.is_some_and(|seen| me.at < seen)),
    ("(hard or this.hard)", |o, me| o.hard || me.hard),
    ("this.score is present", |_, me| me.score.is_some()),
];

const ASKS: &[&str] = &["some", "none", "count", "sum", "min", "max", "first", "last"];

#[derive(Debug, Clone)]
struct Look {
    shift: bool,
    conditions: Vec<usize>,
    window: Window,
    ask: &'static str,
}

fn look() -> impl Strategy<Value = Look> {
    let conditions = proptest::sample::subsequence((0..CONDITIONS.len()).collect::<Vec<_>>(), 0..4);
    let conditions = (conditions, any::<bool>()).prop_map(|(mut list, by_agent)| {
        if by_agent && list.first() != Some(&0) {
            list.insert(0, 0);
        }
        // The checker refuses what can never hold.
        if list.contains(&4) {
            list.retain(|c| *c != 5);
        }
        list
    });
    (any::<bool>(), conditions, window(), proptest::sample::select(ASKS))
        .prop_map(|(shift, conditions, window, ask)| Look { shift, conditions, window, ask })
}

impl Look {
    fn text(&self) -> String {
        let conditions: Vec<&str> = self.conditions.iter().map(|c| CONDITIONS[*c].0).collect();
        let filter = if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
        let what = format!("{} {filter} {}", if self.shift { "shift" } else { "call" }, self.window.text());
        match self.ask {
            "some" => format!("a {what}"),
            "none" => format!("no {what}"),
            "count" => format!("count({what})"),
            how => format!("{how}(score of {what})"),
        }
    }

    fn is_condition(&self) -> bool {
        matches!(self.ask, "some" | "none")
    }
}

/// What is to be said of one call.
#[derive(Debug, PartialEq)]
enum Answer {
    /// The verdict, and when a breach counts.
    Verdict(Verdict, Option<i64>),
    Value(Verdict, Option<i64>),
}

fn naive(calls: &[Row], shifts: &[Row], me: usize, look: &Look, as_of: i64) -> Answer {
    let this = &calls[me];
    let unknown = || {
        let verdict = Verdict::NotJudged;
        if look.is_condition() { Answer::Verdict(verdict, None) } else { Answer::Value(verdict, None) }
    };
    let others = if look.shift { shifts } else { calls };
    let own = |j: usize| !look.shift && j == me;
    let passes = |o: &Row| look.conditions.iter().all(|c| CONDITIONS[*c].1(o, this));
    let (t, seen) = (this.at, this.seen);
    let of_seen = matches!(look.window, Window::WithinOf(_) | Window::OverOf(..) | Window::DaysOf(..));
    if of_seen && seen.is_none() {
        return unknown();
    }
    let seen = seen.unwrap_or(0);
    let day = |t: i64, n: i64| t.div_euclid(DAY) * DAY - (n - 1) * DAY;
    // Before and after in order: instant, then key; another kind by the instant alone.
    let before = |j: usize, o: &Row| if look.shift { o.at <= t } else { j < me };
    let after = |j: usize, o: &Row| if look.shift { o.at > t } else { j > me };
    let inside = |j: usize, o: &Row| match look.window {
        Window::Ever => !own(j),
        Window::Within(h) => (if look.shift { o.at >= t } else { j > me }) && o.at <= t + h * HOUR,
        Window::WithinOf(h) => !own(j) && o.at >= seen && o.at <= seen + h * HOUR,
        Window::Over(h, including) => (including || !own(j)) && o.at > t - h * HOUR && o.at <= t,
        Window::OverOf(h, true) => o.at > seen - h * HOUR && o.at <= seen,
        Window::OverOf(h, false) => !own(j) && o.at > seen - h * HOUR && o.at < seen,
        Window::Days(n, including) => (including || !own(j)) && o.at >= day(t, n) && o.at <= t,
        Window::DaysOf(n, true) => o.at >= day(seen, n) && o.at <= seen,
        Window::DaysOf(n, false) => !own(j) && o.at >= day(seen, n) && o.at < seen,
        Window::Last(_, including) => before(j, o) || (including && own(j)),
        Window::Before => before(j, o),
        Window::After => after(j, o),
    };
    let found = others.iter().enumerate().filter(|(j, o)| passes(o) && inside(*j, o));
    let mut found: Vec<&Row> = found.map(|(_, o)| o).collect();
    if let Window::Last(n, _) = look.window {
        found.drain(..found.len().saturating_sub(n));
    }
    let due = match look.window {
        Window::Within(h) => Some(t + h * HOUR),
        Window::WithinOf(h) => Some(seen + h * HOUR),
        _ => None,
    };
    let open = due.is_some_and(|due| as_of <= due);
    if look.is_condition() {
        let met = found.is_empty() == (look.ask == "none");
        return if found.is_empty() && open {
            Answer::Verdict(Verdict::Pending, None)
        } else if met {
            Answer::Verdict(Verdict::Met, None)
        } else {
            let decided = due.map_or(t, |due| found.first().map_or(due, |o| o.at));
            Answer::Verdict(Verdict::Breached, Some(decided))
        };
    }
    if open {
        return Answer::Value(Verdict::Pending, None);
    }
    let scores = found.iter().filter_map(|o| o.score);
    let value = match look.ask {
        "count" => Some(found.len() as i64),
        "sum" => Some(scores.sum()),
        "min" => scores.min(),
        "max" => scores.max(),
        "first" => found.first().and_then(|o| o.score),
        _ => found.last().and_then(|o| o.score),
    };
    Answer::Value(if value.is_some() { Verdict::Met } else { Verdict::NotJudged }, value)
}

fn text_of(looks: &[Look]) -> String {
    let mut text = HEAD.to_owned();
    for (i, look) in looks.iter().enumerate() {
        let condition = look.text();
        let _ = if look.is_condition() {
            writeln!(text, "criterion c{i} {{ for call  require {condition} }}")
        } else {
            writeln!(
                text,
                "define v{i} for call \"x\" = {condition}\ncriterion c{i} {{ for call  require v{i} >= 0 }}\nmetric m{i} {{ sum v{i} of call }}"
            )
        };
    }
    text
}

fn checked(text: &str) -> Checked {
    check(&[SourceFile { path: "s.etalon".to_owned(), text: text.to_owned(), layer: 0 }], &[])
}

/// Made up at random, two looks may be one: that is a mistake in a standard.
fn says_the_same_twice(text: &str) -> bool {
    checked(text).diagnostics.iter().any(|d| d.slug == "same-rule")
}

fn standard(text: &str) -> Standard {
    let checked = checked(text);
    checked.standard.unwrap_or_else(|| panic!("{text}\n{:#?}", checked.diagnostics))
}

fn incoming(standard: &Standard, unit: &str, rows: &[Row], input: &mut Input) -> Incoming {
    let column = |data: Data, valid: Vec<bool>| Column { data, valid: Some(valid) };
    let ints = |values: Vec<Option<i64>>| {
        let valid = values.iter().map(Option::is_some).collect();
        column(Data::Ints(values.into_iter().map(|v| v.unwrap_or(77)).collect()), valid)
    };
    let all = vec![true; rows.len()];
    let keys = (0..rows.len()).map(|i| input.texts.code(&format!("{unit}{i:03}"))).collect();
    let agents = rows.iter().map(|r| input.texts.code(&format!("a{}", r.agent.unwrap_or(9)))).collect();
    let columns = vec![
        column(Data::Codes(keys), all.clone()),
        ints(rows.iter().map(|r| Some(r.at)).collect()),
        column(Data::Codes(agents), rows.iter().map(|r| r.agent.is_some()).collect()),
        ints(rows.iter().map(|r| r.score).collect()),
        column(Data::Flags(rows.iter().map(|r| r.hard).collect()), all),
        ints(rows.iter().map(|r| r.seen).collect()),
    ];
    Incoming {
        source: SourceId(u16::MAX),
        unit: standard.unit(unit).expect("it is declared"),
        files: vec!["x".to_owned()],
        columns,
        places: (0..rows.len()).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
        ties: None,
        retractions: Vec::new(),
        read: rows.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    }
}

fn answers(text: &str, calls: &[Row], shifts: &[Row], looks: &[Look], as_of: i64, batch: usize) -> Vec<Vec<Answer>> {
    let standard = standard(text);
    let plan = plan(&standard);
    let mut input = Input::default();
    for (unit, rows) in [("call", calls), ("shift", shifts)] {
        let incoming = incoming(&standard, unit, rows, &mut input);
        input.incoming.push(incoming);
    }
    let options = Options { as_of: Some(as_of), batch, ..Options::default() };
    let world = world(&standard, &plan, input, &options, &Sequential);
    let judged = judge(&standard, &plan, &world, &options, &Sequential);
    let mut metrics = 0..;
    let answers = looks.iter().zip(&judged.findings).map(|(look, finding)| {
        let verdicts = finding.verdicts.iter().enumerate();
        if look.is_condition() {
            let breach = |row: usize| finding.breaches.find(row).map(|b| b.at);
            return verdicts.map(|(row, verdict)| Answer::Verdict(*verdict, breach(row))).collect();
        }
        let metric = etalon_core::standard::MetricId(metrics.next().expect("it never ends"));
        let column = judged.column(Use::MetricValue(metric)).expect("it has values");
        let Data::Ints(values) = &column.data else { panic!("no integers") };
        verdicts.map(|(row, verdict)| Answer::Value(*verdict, column.has(row).then(|| values[row]))).collect()
    });
    answers.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn looks_say_what_each_pair_says(
        calls in rows(),
        shifts in rows(),
        looks in proptest::collection::vec(look(), 1..8),
        as_of in 72..90_i64,
        batch in prop_oneof![Just(1_usize), Just(3), Just(16_384)],
    ) {
        let text = text_of(&looks);
        prop_assume!(!says_the_same_twice(&text));
        let as_of = as_of * HOUR;
        let told = answers(&text, &calls, &shifts, &looks, as_of, batch);
        for (look, told) in looks.iter().zip(&told) {
            let expected: Vec<Answer> = (0..calls.len()).map(|me| naive(&calls, &shifts, me, look, as_of)).collect();
            prop_assert_eq!(told, &expected, "{}", look.text());
        }
    }
}
