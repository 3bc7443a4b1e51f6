//! What must hold of plugins, whatever the rows are: they are asked the same however a run is cut (I1, I24), their windows say what
//! built-in sums say, they change no rule that does not ask them (I14), and one that fails never makes a breach.

mod plugins;

use etalon_core::evaluate::{Options, Pool, Run, Sequential, evaluate};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{SourceId, Standard, Type};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::value::{SECOND, Value};
use etalon_core::{SourceFile, check_with, plan};
use plugins::{Health, catalog, link, score};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const PLAIN: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
event call { id text key  at instant  customer text  comment text?  waited duration?  score 1..5?  points decimal? }
case customer of call by customer {
  fact calls = count
}
criterion quick { for call  require waited <= 20 s }
criterion builtin { for call  require sum(waited of call where customer = this.customer over 40 h to this) <= 60 s }
metric waits { sum waited of call  per organization, customer  each day, all, last 5 }
metric calls { count of call  per customer  each week }
"#;

const PLUGIN: &str = r#"
use plugin fake "^1.2"
param least = 40
criterion polite  { for call  require fake.score(comment, points) >= least }
criterion based   { for call  require fake.score(comment, points, base: 20) >= 50 and fake.mood(comment) = good }
criterion guarded { for call  require first_of(fake.score(comment, points), 1000) >= 30 }
criterion chosen  { for call where fake.mood(comment) = good  require waited <= 30 s }
criterion seen    { for call  require count(call where fake.score(comment, points) >= 40 and customer = this.customer over 40 h to this) >= 1 }
criterion answer  { for call  require a call where fake.mood(comment) = good and customer = this.customer within 30 h }
criterion summed  { for call  require sum(fake.score(comment, points) of call where customer = this.customer over 40 h to this) >= 100 }
criterion pairs   { for call  require no call where fake.alike(comment, this.comment) and customer = this.customer over 40 h before this }
criterion nested  { for call  require count(call where customer = this.customer and (a call where fake.mood(comment) = good and waited > this.waited within 30 h) over 40 h to this) >= 1 }
criterion slid    { for call  require fake.total(waited of call where customer = this.customer over 40 h to this, times: 1) <= 60 s }
criterion chained { for call  require fake.chain(comment, score of call where customer = this.customer among last 3 before this) > 5000 }
criterion loved   { for customer  require goods >= 1 }
criterion again   { for call  require met polite }
mitigation upset  { for call where fake.mood(comment) = bad  covers quick  cause customer }
case customer_ of call by customer {
  fact goods = count where fake.mood(comment) = good
}
metric kind    { mean fake.score(comment, points) of call  per organization, customer  each week, all }
metric doubled { fake.total(waited, times: 2) of call  per organization, customer  each day, all, last 5 }
metric chain   { fake.chain(comment, score) of call  per customer  each day, all, last 5 }
"#;

fn text() -> String {
    // One case with the fact that asks the plugin in the place of the one without.
    let case = "  fact calls = count\n";
    let with = format!("{case}  fact goods = count where fake.mood(comment) = good\n");
    let plugin: Vec<&str> = PLUGIN.split("case customer_").collect();
    let rest = plugin[1].split_once("}\n").expect("the case ends").1;
    format!("{}{}{rest}", PLAIN.replace(case, &with), plugin[0])
}

fn checked(text: &str, health: Health) -> (Standard, std::sync::Arc<plugins::Native>) {
    let (catalog, module) = catalog(health);
    let file = SourceFile { path: "s.etalon".to_owned(), text: text.to_owned(), layer: 0 };
    let checked = check_with(&[file], &[], &catalog);
    (checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics)), module)
}

#[derive(Debug, Clone)]
struct Call {
    minute: i64,
    customer: u8,
    comment: Option<String>,
    waited: Option<i64>,
    score: Option<i64>,
    points: Option<i64>,
}

fn call() -> impl Strategy<Value = Call> {
    let comment = proptest::option::weighted(0.85, "[a?]{0,4}!{0,1}");
    let waited = proptest::option::weighted(0.85, 0..50 * SECOND);
    let some = |most: i64| proptest::option::weighted(0.7, 1..most);
    (0..5_000_i64, 0..3_u8, comment, waited, some(6), some(30_000_000)).prop_map(
        |(minute, customer, comment, waited, score, points)| Call { minute, customer, comment, waited, score, points },
    )
}

fn input(standard: &Standard, calls: &[Call]) -> Input {
    let mut input = Input::default();
    let unit = standard.unit("call").expect("it is declared");
    let mut columns = Vec::new();
    for field in &standard.units[unit.index()].fields {
        let mut column = |valid: Vec<bool>, data: Data| columns.push(Column { data, valid: Some(valid) });
        let ints = |f: &dyn Fn(&Call) -> Option<i64>| {
            let values: Vec<Option<i64>> = calls.iter().map(f).collect();
            (values.iter().map(Option::is_some).collect(), Data::Ints(values.iter().map(|v| v.unwrap_or(0)).collect()))
        };
        let mut texts = |f: &dyn Fn(usize, &Call) -> Option<String>| {
            let values: Vec<Option<String>> = calls.iter().enumerate().map(|(i, c)| f(i, c)).collect();
            let codes = values.iter().map(|v| input.texts.code(v.as_deref().unwrap_or(""))).collect();
            (values.iter().map(Option::is_some).collect(), Data::Codes(codes))
        };
        let (valid, data) = match field.name.as_str() {
            "id" => texts(&|i, _| Some(format!("c{i:04}"))),
            "customer" => texts(&|_, c| Some(format!("k{}", c.customer))),
            "comment" => texts(&|_, c| c.comment.clone()),
            "at" => ints(&|c| Some((1_774_396_800 + c.minute * 60) * SECOND)),
            "waited" => ints(&|c| c.waited),
            "score" => ints(&|c| c.score),
            "points" => ints(&|c| c.points),
            other => panic!("{other}"),
        };
        column(valid, data);
    }
    input.incoming.push(Incoming {
        source: SourceId(u16::MAX),
        unit,
        files: vec!["x".to_owned()],
        columns,
        places: (0..calls.len()).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
        ties: None,
        retractions: vec![false; calls.len()],
        read: calls.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    });
    input
}

fn run(standard: &Standard, calls: &[Call], batch: usize, pool: &impl Pool) -> Run {
    let options = Options { as_of: Some((1_774_396_800 + 6_000 * 60) * SECOND), batch, ..Options::default() };
    evaluate(standard, &plan(standard), input(standard, calls), &options, pool)
}

/// By criterion and key: the verdict, and why there is none.
type Verdicts = BTreeMap<(String, String), (Verdict, Option<String>)>;

fn verdicts(standard: &Standard, run: &Run) -> Verdicts {
    let mut all = Verdicts::new();
    for findings in &run.outcome.findings {
        let name = &standard.criteria[findings.criterion.index()].label.name;
        for (row, verdict) in findings.verdicts.iter().enumerate() {
            let why = findings.unjudged.iter().find(|(r, _)| *r as usize == row).map(|(_, why)| why.to_string());
            all.insert((name.clone(), run.world.key(findings.unit, row).into_owned()), (*verdict, why));
        }
    }
    all
}

fn figures(standard: &Standard, run: &Run) -> BTreeMap<(String, String), String> {
    let mut all = BTreeMap::new();
    for figure in &run.outcome.figures {
        let name = standard.metrics[figure.metric.index()].label.name.clone();
        let place = format!("{} {} {:?} {}", figure.per, figure.subject, figure.each, figure.period);
        let mut said = format!("{:?} n {} unjudged {}", figure.value, figure.n, figure.unjudged);
        if let Some(fault) = &figure.fault {
            let _ = write!(said, " failed {fault}");
        }
        all.insert((name, place), said);
    }
    all
}

/// Runs the jobs on several threads, the last first.
struct Threads;

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        std::thread::scope(|scope| {
            let job = &job;
            let handles: Vec<_> = (0..jobs).rev().map(|i| scope.spawn(move || job(i))).collect();
            let mut results: Vec<T> = handles.into_iter().map(|h| h.join().expect("no job panics")).collect();
            results.reverse();
            results
        })
    }
}

fn said(standard: &Standard, run: &Run) -> String {
    let breaches: Vec<_> = run.outcome.findings.iter().map(|f| &f.breaches).collect();
    format!("{:#?}\n{:#?}\n{breaches:?}\n{:?}", verdicts(standard, run), figures(standard, run), run.outcome.plugins)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// I1, I24: however a run is cut, plugins are sent the same and the run says the same.
    #[test]
    fn cuts_reach_no_plugin(calls in proptest::collection::vec(call(), 0..40), batch in 1..9_usize, sound in any::<bool>()) {
        let health = if sound { Health::Sound } else { Health::Failing };
        let (standard, whole) = checked(&text(), health);
        let first = said(&standard, &run(&standard, &calls, 16_384, &Sequential));
        let (standard, parts) = checked(&text(), health);
        let second = said(&standard, &run(&standard, &calls, batch, &Threads));
        prop_assert_eq!(first, second);
        // Rows go out in the same slices; pairs go out one by one, as often as looks need them.
        let slices = |native: &plugins::Native| -> Vec<_> {
            native.sent().into_iter().filter(|(name, _)| !name.starts_with("alike")).collect()
        };
        prop_assert_eq!(slices(&whole), slices(&parts));
    }

    /// I14: rules that ask no plugin say the same beside others that do.
    #[test]
    fn a_plugin_changes_no_other_rule(calls in proptest::collection::vec(call(), 0..40)) {
        let (plain, _) = checked(PLAIN, Health::Sound);
        let (asking, _) = checked(&text(), Health::Sound);
        let (without, with) = (run(&plain, &calls, 16_384, &Sequential), run(&asking, &calls, 16_384, &Sequential));
        let both = verdicts(&asking, &with);
        for (place, verdict) in verdicts(&plain, &without) {
            prop_assert_eq!(both.get(&place), Some(&verdict), "{:?}", place);
        }
        let both = figures(&asking, &with);
        for (place, figure) in figures(&plain, &without) {
            prop_assert_eq!(both.get(&place), Some(&figure), "{:?}", place);
        }
        let hash = |standard: &Standard, name: &str| {
            standard.criteria.iter().find(|c| c.label.name == name).map(|c| c.label.hash.clone())
        };
        prop_assert_eq!(hash(&plain, "builtin"), hash(&asking, "builtin"));
    }

    /// What a plugin says is what a count by hand says.
    #[test]
    fn answers_come_back_to_their_rows(calls in proptest::collection::vec(call(), 0..40)) {
        let (standard, _) = checked(&text(), Health::Sound);
        let run = run(&standard, &calls, 16_384, &Sequential);
        let said = verdicts(&standard, &run);
        for (i, call) in calls.iter().enumerate() {
            let value = call.comment.as_ref().and_then(|comment| score(comment, call.points, 10));
            let wanted = match value {
                None => Verdict::NotJudged,
                Some(score) if score >= 40_000_000 => Verdict::Met,
                Some(_) => Verdict::Breached,
            };
            let (verdict, why) = &said[&("polite".to_owned(), format!("c{i:04}"))];
            prop_assert_eq!(*verdict, wanted);
            let lacks = if call.comment.is_none() { "comment" } else { "fake.score (the plugin gave no value)" };
            prop_assert_eq!(why.as_deref(), (wanted == Verdict::NotJudged).then_some(lacks));
            // A window that slides says what the built-in sum says.
            let of = |name: &str| &said[&(name.to_owned(), format!("c{i:04}"))].0;
            prop_assert_eq!(of("slid"), of("builtin"));
        }
        let figures = figures(&standard, &run);
        let numbers: BTreeMap<(&str, &str), Value> = run.outcome.figures.iter().map(|f| {
            let name = standard.metrics[f.metric.index()].label.name.as_str();
            let place = figures.keys().find(|(n, place)| n == name
                && *place == format!("{} {} {:?} {}", f.per, f.subject, f.each, f.period)).expect("it is there");
            ((name, place.1.as_str()), f.value.clone())
        }).collect();
        for ((name, place), value) in &numbers {
            if let ("doubled", Value::Duration(twice)) = (*name, value) {
                let Some(Value::Duration(once)) = numbers.get(&("waits", *place)) else { panic!("{place}") };
                prop_assert_eq!(*twice, 2 * once, "{}", place);
            }
        }
        // A window that depends on the order of its rows gets them in the order of their kind.
        let mut order: Vec<(usize, &Call)> = calls.iter().enumerate().collect();
        order.sort_by_key(|(i, call)| (call.minute, format!("c{i:04}")));
        for customer in 0..3_u8 {
            let mut chain = None;
            for (_, call) in order.iter().filter(|(_, c)| c.customer == customer) {
                if let Some(comment) = &call.comment {
                    chain = Some(link(chain, comment, call.score));
                }
            }
            let place = format!("0 k{customer} All all");
            let found = numbers.get(&("chain", place.as_str()));
            prop_assert_eq!(found.cloned().unwrap_or(Value::Missing), chain.map_or(Value::Missing, Value::Whole));
        }
    }

    /// A plugin that fails leaves things not judged, says why, and changes nothing else: it never makes a breach, nor takes one away.
    #[test]
    fn a_failing_plugin_only_leaves_things_open(calls in proptest::collection::vec(call(), 0..40)) {
        let (standard, _) = checked(&text(), Health::Sound);
        let (failing, _) = checked(&text(), Health::Failing);
        let sound = verdicts(&standard, &run(&standard, &calls, 16_384, &Sequential));
        let failed_run = run(&failing, &calls, 16_384, &Sequential);
        for (place, (verdict, why)) in verdicts(&failing, &failed_run) {
            // What to do without an answer is what `guarded` says itself.
            if matches!(verdict, Verdict::NotJudged | Verdict::Pending) || place.0 == "guarded" {
                continue;
            }
            prop_assert_eq!(verdict, sound[&place].0, "{:?} {:?}", place, why);
        }
        let said = verdicts(&failing, &failed_run);
        for (i, call) in calls.iter().enumerate().filter(|(_, c)| c.comment.as_deref().is_some_and(|c| c.contains('!'))) {
            let (verdict, why) = &said[&("polite".to_owned(), format!("c{i:04}"))];
            prop_assert_eq!(*verdict, Verdict::NotJudged, "{:?}", call);
            prop_assert_eq!(
                why.as_deref(),
                Some("fake.score (the plugin failed: asked for more than 64 MiB of memory)")
            );
        }
        // Figures: those of a window that failed are not given, and say why; the others are as they would be.
        let healthy = figures(&standard, &run(&standard, &calls, 16_384, &Sequential));
        for (place, figure) in figures(&failing, &failed_run).into_iter().filter(|(place, _)| place.0 == "chain") {
            if !figure.contains("failed stopped itself: unreachable") {
                prop_assert_eq!(healthy.get(&place), Some(&figure), "{:?}", place);
            }
        }
    }
}

/// The types of what comes back are those of the language.
#[test]
fn answers_have_the_types_of_the_language() {
    let (standard, _) = checked(&text(), Health::Sound);
    let ty = |name: &str| {
        let metric = standard.metrics.iter().find(|m| m.label.name == name).expect("it is there");
        etalon_core::evaluate::figure_type(metric)
    };
    assert_eq!([ty("kind"), ty("doubled"), ty("chain")], [Type::Exact, Type::Duration, Type::Whole]);
}

/// Another version or another file of the plugin is another rule, for those that ask it.
#[test]
fn what_rests_on_a_plugin_changes_with_it() {
    let hashes = |hash: &str| {
        let (mut catalog, _) = catalog(Health::Sound);
        let plugin = etalon_core::plugin::Plugin { hash: hash.to_owned(), ..(*catalog.plugins[0]).clone() };
        catalog.plugins = vec![plugin.into()];
        let file = SourceFile { path: "s.etalon".to_owned(), text: text(), layer: 0 };
        let standard = check_with(&[file], &[], &catalog).standard.expect("it is sound");
        let rules = standard.criteria.iter().map(|c| &c.label).chain(standard.metrics.iter().map(|m| &m.label));
        let rules: BTreeMap<String, String> = rules.map(|label| (label.name.clone(), label.hash.clone())).collect();
        (standard.hash, rules)
    };
    let ((one, before), (other, after)) = (hashes("aa"), hashes("bb"));
    assert_ne!(one, other);
    let same: Vec<&str> =
        before.iter().filter(|(name, hash)| after.get(*name) == Some(hash)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(same, ["builtin", "calls", "quick", "waits"], "those that ask no plugin are what they were");
}

/// Slices are cut from the table, not from the batches of a run.
#[test]
fn a_long_table_goes_out_in_slices_of_its_own() {
    const ASKING: &str = r#"
use plugin fake
criterion polite { for call where waited <= 50 s  require fake.score(comment, points) >= 40 }
criterion kept   { for call  require fake.score(comment, points) >= 60 or score = 5 }
metric kind { mean fake.score(comment, points) of call  per customer  each all }
"#;
    let calls: Vec<Call> = (0..20_000_i64)
        .map(|i| Call {
            minute: i / 5,
            customer: u8::try_from(i % 3).expect("small"),
            comment: Some(["a", "aa?", "aaaa", "a!"][usize::try_from(i % 4).expect("small")].to_owned()),
            waited: Some(i % 60 * SECOND),
            score: Some(i % 5 + 1),
            points: None,
        })
        .collect();
    let text = format!("{PLAIN}{ASKING}");
    let mut told = Vec::new();
    for batch in [16_384, 999] {
        let (standard, native) = checked(&text, Health::Failing);
        let run = run(&standard, &calls, batch, &Threads);
        told.push(said(&standard, &run));
        let mut sizes: Vec<usize> = native.sent().into_iter().map(|(_, rows)| rows).collect();
        sizes.sort_unstable();
        // One node, however many rules ask it.
        assert_eq!(sizes, [20_000 - 2 * 8_192, 8_192, 8_192]);
    }
    assert!(told[0] == told[1], "the batch reaches the outcome");
}
