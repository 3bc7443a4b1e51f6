//! Steps found in one pass say what looking at every event of a case says, for any log, cut anywhere and on any number of threads.
//! proptest prints the seed of a failure.

use etalon_core::evaluate::{Options, Pool, Run, Sequential, Use, evaluate};
use etalon_core::outcome::Verdict;
use etalon_core::standard::{MetricId, SourceId, Standard, StepFault};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::value::SECOND;
use etalon_core::{SourceFile, check, plan};
use proptest::prelude::*;

const HOUR: i64 = 3600 * SECOND;

const STANDARD: &str = r#"
standard s { version 1  zone "UTC"  owner "x" }
event entry { id text key  at instant  number text  activity text? }
case application of entry by number { fact opened = first at }
steps handling for application {
  step a when activity = "A"
  step b when activity = "B" within 5 h of a at most 2
  step c when activity = "C" repeats optional
  sequence a, b, c
  no extras
}
metric missing { sum handling.missing of application }
metric repeated { sum handling.repeated of application }
metric extra { sum handling.extra of application }
metric in_order { share of application that handling.in_order }
metric exact { share of application that handling.exact }
"#;

/// A line of the log: hours, so that many coincide; which application; what was done, perhaps something that nobody knows.
#[derive(Debug, Clone, Copy)]
struct Entry {
    at: i64,
    number: u8,
    activity: Option<char>,
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let activity = prop_oneof![20 => "[ABCD]".prop_map(|s| s.chars().next()), 1 => Just(None)];
    let entry =
        (0..12_i64, 0..6_u8, activity).prop_map(|(at, number, activity)| Entry { at: at * HOUR, number, activity });
    // In the order of the world: the keys are numbered so.
    proptest::collection::vec(entry, 0..40).prop_map(|mut rows| {
        rows.sort_by_key(|row| row.at);
        rows
    })
}

fn standard() -> Standard {
    let file = SourceFile { path: "s.etalon".to_owned(), text: STANDARD.to_owned(), layer: 0 };
    let checked = check(&[file], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn run(standard: &Standard, entries: &[Entry], as_of: i64, batch: usize, pool: &impl Pool) -> Run {
    let mut input = Input::default();
    let column = |data: Data, valid: Vec<bool>| Column { data, valid: Some(valid) };
    let all = vec![true; entries.len()];
    let keys = (0..entries.len()).map(|i| input.texts.code(&format!("e{i:03}"))).collect();
    let numbers = entries.iter().map(|e| input.texts.code(&format!("n{}", e.number))).collect();
    let activities = entries.iter().map(|e| input.texts.code(&e.activity.unwrap_or('?').to_string())).collect();
    let columns = vec![
        column(Data::Codes(keys), all.clone()),
        column(Data::Ints(entries.iter().map(|e| e.at).collect()), all.clone()),
        column(Data::Codes(numbers), all),
        column(Data::Codes(activities), entries.iter().map(|e| e.activity.is_some()).collect()),
    ];
    input.incoming.push(Incoming {
        source: SourceId(u16::MAX),
        unit: standard.unit("entry").expect("it is declared"),
        files: vec!["x".to_owned()],
        columns,
        places: (0..entries.len()).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
        ties: None,
        retractions: Vec::new(),
        read: entries.len() as u64,
        left_out: 0,
        rejected: Vec::new(),
    });
    evaluate(standard, &plan(standard), input, &Options { as_of: Some(as_of), batch, ..Options::default() }, pool)
}

/// What is said of one application: the verdict, what is wrong, and the results (none = not known).
#[derive(Debug, PartialEq)]
struct Said {
    verdict: Verdict,
    faults: Vec<StepFault>,
    missing: Option<i64>,
    repeated: Option<i64>,
    extra: Option<i64>,
    in_order: Option<bool>,
    exact: Option<bool>,
}

fn said(standard: &Standard, run: &Run) -> Vec<(String, Said)> {
    let unit = standard.unit("application").expect("it is declared");
    let findings = &run.outcome.findings[standard.steps[0].criterion.index()];
    let column = |metric: u16| run.judged.column(Use::MetricValue(MetricId(metric))).expect("it is asked for");
    let whole = |metric, row: usize| match &column(metric).data {
        Data::Ints(values) if column(metric).has(row) => Some(values[row]),
        _ => None,
    };
    let flag = |metric, row: usize| match &column(metric).data {
        Data::Flags(values) if column(metric).has(row) => Some(values[row]),
        _ => None,
    };
    let one = |row: usize| Said {
        verdict: findings.verdicts[row],
        faults: run.outcome.steps[0].of(row).to_vec(),
        missing: whole(0, row),
        repeated: whole(1, row),
        extra: whole(2, row),
        in_order: flag(3, row),
        exact: flag(4, row),
    };
    (0..findings.verdicts.len()).map(|row| (run.world.key(unit, row).to_string(), one(row))).collect()
}

/// Truth as people think of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Truth {
    No,
    Yes,
    Unknown,
    NotYet,
}
use Truth::{No, NotYet, Unknown, Yes};

impl Truth {
    fn of(yes: bool) -> Self {
        if yes { Yes } else { No }
    }

    fn not(self) -> Self {
        match self {
            No => Yes,
            Yes => No,
            other => other,
        }
    }
}

fn all(parts: &[Truth]) -> Truth {
    [No, NotYet, Unknown].into_iter().find(|truth| parts.contains(truth)).unwrap_or(Yes)
}

/// Each event of the application looked at for each question.
fn naive(log: &[Entry], as_of: i64) -> Said {
    let of = |activity: char| log.iter().enumerate().filter(move |(_, e)| e.activity == Some(activity));
    let first = |activity: char| of(activity).map(|(place, e)| (place, e.at)).next();
    let times = |activity: char| of(activity).count() as i64;
    let (a, b, c) = (first('A'), first('B'), first('C'));
    let due = a.map(|(_, at)| at + 5 * HOUR);
    let kept_a = Truth::of(a.is_some());
    let kept_b = match (b, due) {
        (_, None) => Unknown,
        (Some((_, at)), Some(due)) => Truth::of(at <= due),
        (None, Some(due)) => {
            if as_of > due {
                No
            } else {
                NotYet
            }
        }
    };
    let kept_c = Truth::of(c.is_some());
    let later = |x: Option<(usize, i64)>, y: Option<(usize, i64)>| match (x, y) {
        (Some(x), Some(y)) => Truth::of(x.0 > y.0),
        _ => Unknown,
    };
    let turned = [all(&[kept_a, kept_b, later(a, b)]), all(&[kept_b, kept_c, later(b, c)])];
    let surplus = [(times('A') - 1).max(0), (times('B') - 2).max(0)];
    let others = times('D');
    let in_order = all(&[kept_a, kept_b, turned[0].not(), turned[1].not()]);
    let exact = all(&[in_order, Truth::of(surplus == [0, 0]), Truth::of(others == 0)]);
    let missing_b = match (b, kept_b) {
        (Some(_), _) => No,
        (None, kept) => kept.not(),
    };
    let late_b = b.zip(due).is_some_and(|((_, at), due)| at > due);
    let mut faults = Vec::new();
    for (is, fault) in [
        (a.is_none(), StepFault::Missing(0)),
        (surplus[0] > 0, StepFault::Repeated(0)),
        (missing_b == Yes, StepFault::Missing(1)),
        (late_b, StepFault::Late(1)),
        (surplus[1] > 0, StepFault::Repeated(1)),
        (turned[0] == Yes, StepFault::OutOfOrder(0)),
        (turned[1] == Yes, StepFault::OutOfOrder(1)),
        (others > 0, StepFault::Extra),
    ] {
        faults.extend(is.then_some(fault));
    }
    let known = |truth: Truth| match truth {
        Yes => Some(true),
        No => Some(false),
        Unknown | NotYet => None,
    };
    // Nothing is known where an event may be a step or not.
    let clear = log.iter().all(|e| e.activity.is_some());
    let verdict = match exact {
        _ if !clear => Verdict::NotJudged,
        Yes => Verdict::Met,
        No => Verdict::Breached,
        Unknown => Verdict::NotJudged,
        NotYet => Verdict::Pending,
    };
    Said {
        verdict,
        faults: if verdict == Verdict::Breached { faults } else { Vec::new() },
        missing: known(kept_a).zip(known(kept_b)).filter(|_| clear).map(|(a, b)| i64::from(!a) + i64::from(!b)),
        repeated: clear.then_some(surplus.iter().sum()),
        extra: clear.then_some(others),
        in_order: known(in_order).filter(|_| clear),
        exact: known(exact).filter(|_| clear),
    }
}

/// Jobs by several threads, the last first.
struct Threads(usize);

impl Pool for Threads {
    fn map<T: Send>(&self, jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let share = |thread: usize| (0..jobs).rev().filter(move |i| i % self.0 == thread);
        let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
            let job = &job;
            let threads: Vec<_> = (0..self.0)
                .map(|thread| scope.spawn(move || share(thread).map(|i| (i, job(i))).collect::<Vec<_>>()))
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("it does not panic")).collect()
        });
        all.sort_by_key(|(i, _)| *i);
        all.into_iter().map(|(_, result)| result).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pass_says_what_every_event_says(entries in entries(), as_of in 11..18_i64, batch in 1..9_usize, threads in 1..4_usize) {
        let standard = standard();
        let as_of = as_of * HOUR;
        let found = said(&standard, &run(&standard, &entries, as_of, 100_000, &Sequential));
        for (key, said) in &found {
            let number: u8 = key[1..].parse().expect("a number");
            let log: Vec<Entry> = entries.iter().filter(|e| e.number == number).copied().collect();
            prop_assert_eq!(said, &naive(&log, as_of), "application {} of {:?}", key, log);
        }
        let cut = said(&standard, &run(&standard, &entries, as_of, batch, &Threads(threads)));
        prop_assert_eq!(found, cut);
    }
}
