//! A run of the standard workload with some metrics more: once calculated in the language, once by a plugin. Both say the same.

use crate::clock::{call, nanoseconds};
use crate::contacts::{CONTACTS, END, input};
use etalon_contract::Limits;
use etalon_core::evaluate::{Options, Sequential, evaluate};
use etalon_core::outcome::Verdict;
use etalon_core::plugin::{Catalog, Plugin};
use etalon_core::standard::Standard;
use etalon_core::table::Input;
use etalon_core::{Plan, SourceFile, check_with, plan};
use etalon_host::Host;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

const WORKLOAD: &str = include_str!("../../w/standard.etalon");
const ROUNDS: usize = 11;
/// So many metrics more, each of other arguments, so that each is worked out: one alone would be lost in what else the run does.
const METRICS: usize = 8;

/// `effort` of plugins/languages, in the language: `@` is how long was waited.
const OWN: &str = "max(0, 100 - (by channel { phone: 1  chat: 0.5  email: 0.125  counter: 1 }) * (@ / 1 s * 0.5 + talked / 1 s * 0.0625))";
const PLUGIN: &str = "effort.effort(@, talked, channel)";

pub fn text(host: &Host) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/guests/effort.wasm");
    let Ok(bytes) = std::fs::read(path) else {
        return "(The run needs target/guests/effort.wasm: plugins/build effort.)\n".to_owned();
    };
    let inspected = host.inspect(&bytes).expect("a plugin");
    let plugin = inspected.description.plugin("effort", &inspected.sha256).expect("it is described");
    let module = host.metric(&plugin, &bytes, &Limits::default(), &BTreeMap::new()).expect("it is loaded");
    let plugin: Arc<Plugin> = Plugin { module: Some(module), ..plugin }.into();

    let breaches = |expression| Run::new(&plugin, &criterion(expression)).breaches();
    let (own, foreign) = (breaches(OWN), breaches(PLUGIN));
    assert_eq!(own, foreign, "both judge alike");

    let mut lines = vec![("the workload as it is", 0, Run::new(&plugin, ""))];
    for (name, expression) in
        [("a field as it is", "@"), ("calculated in the language", OWN), ("by the plugin", PLUGIN)]
    {
        lines.push((name, METRICS, Run::new(&plugin, &metrics(expression))));
    }
    let mut calls: Vec<_> = lines.iter().map(|(_, _, run)| call(|| run.once())).collect();
    let times = nanoseconds(&mut calls, ROUNDS);
    drop(calls);
    let mut text = format!(
        "### The standard workload, {CONTACTS} contacts, one thread\n\n| metrics more | ms | times the run with built-in ones | one metric, ns a contact | times the built-in one |\n|---|---|---|---|---|\n"
    );
    let each = |time: f64| (time - times[0]) / METRICS as f64 / CONTACTS as f64;
    for ((name, metrics, _), time) in lines.iter().zip(&times) {
        let _ = write!(text, "| {metrics}: {name} | {:.1} | {:.2} |", time / 1e6, time / times[2]);
        let _ = match metrics {
            0 => writeln!(text, " | |"),
            _ => writeln!(text, " {:.1} | {:.2} |", each(*time), each(*time) / each(times[2])),
        };
    }
    let _ = writeln!(text, "\nBoth find {own} contacts below 80.");
    text
}

fn criterion(expression: &str) -> String {
    let expression = expression.replace('@', "waited");
    // Between two values that hundredths and tenths of seconds can give, so that rounding to hundredths, as the plugin promises, changes nothing.
    format!(
        "criterion easy {{ principle empathy  for contact where channel != counter  require {expression} >= 80.0049 }}\n"
    )
}

fn metrics(expression: &str) -> String {
    let metric = |seconds| {
        let expression = expression.replace('@', &format!("(waited + {seconds} s)"));
        format!(
            "metric more_{seconds} {{ mean {expression} of contact where handled and channel != counter  per agent  each all }}\n"
        )
    };
    (1..=METRICS).map(metric).collect()
}

/// A standard that is ready to be run.
struct Run {
    standard: Standard,
    plan: Plan,
    input: Input,
}

impl Run {
    fn new(plugin: &Arc<Plugin>, more: &str) -> Self {
        let text = WORKLOAD.replacen("\nentity team", "\nuse plugin effort\n\nentity team", 1) + more;
        let file = SourceFile { path: "standard.etalon".to_owned(), text, layer: 0 };
        let checked = check_with(&[file], &[], &Catalog { plugins: vec![Arc::clone(plugin)] });
        let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
        let (plan, input) = (plan(&standard), input(&standard));
        Self { standard, plan, input }
    }

    fn once(&self) -> etalon_core::evaluate::Run {
        let options = Options { as_of: Some(END), ..Options::default() };
        evaluate(&self.standard, &self.plan, self.input.clone(), &options, &Sequential)
    }

    /// Of the last criterion.
    fn breaches(&self) -> usize {
        let run = self.once();
        let findings = run.outcome.findings.last().expect("there is a criterion");
        findings.verdicts.iter().filter(|verdict| **verdict == Verdict::Breached).count()
    }
}
