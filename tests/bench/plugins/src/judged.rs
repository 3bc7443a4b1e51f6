//! A run: the same figure and the same rule, once with the language's own arithmetic, once with the plugin. Both say the same of each row.

use crate::clock::now;
use crate::columns::Columns;
use etalon_core::evaluate::{Options, Sequential, evaluate};
use etalon_core::outcome::Verdict;
use etalon_core::plugin::{Catalog, Module, Plugin};
use etalon_core::standard::{SourceId, Standard};
use etalon_core::table::{Column, Data, Incoming, Input, Place};
use etalon_core::{SourceFile, check_with, plan};
use std::fmt::Write as _;
use std::sync::Arc;

const ROWS: usize = 200_000;
const BEGIN: i64 = 1_774_396_800;

/// `$` is what is judged and counted.
const STANDARD: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
use plugin effort "^1"
event call { id text key  at instant  agent agent  wait decimal  handle decimal }
entity agent is person { id text key }
criterion easy { for call  require $ >= 98 }
metric effort_of_all { mean $ of call  per agent  each week }
"#;

pub fn text(module: Arc<dyn Module>) -> String {
    let nothing = timed("wait", &module);
    let own = timed("(100 - wait * 0.01 - handle * 0.001)", &module);
    let plugin = timed("effort.effort(wait, handle)", &module);
    assert_eq!(own.1, plugin.1, "both judge alike");
    let mut text = format!("| a run over {ROWS} calls, one thread | ms | times the built-in run |\n|---|---|---|\n");
    for (name, ms) in [("a field as it is", nothing.0), ("built-in arithmetic", own.0), ("the plugin", plugin.0)] {
        let _ = writeln!(text, "| {name} | {ms:.1} | {:.2} |", ms / own.0);
    }
    let cost = (plugin.0 - nothing.0) / (own.0 - nothing.0);
    let _ = writeln!(
        text,
        "\nOver what the run costs without either: the plugin costs {cost:.1} times the built-in arithmetic."
    );
    text
}

/// Milliseconds of a run, the median of some, and how many calls were breaches.
fn timed(judged: &str, module: &Arc<dyn Module>) -> (f64, usize) {
    let description: etalon_contract::Description =
        serde_json::from_str(crate::guest::DESCRIPTION).expect("a description");
    let plugin = description.plugin("effort", "aa").expect("it is sound");
    let catalog = Catalog { plugins: vec![Plugin { module: Some(Arc::clone(module)), ..plugin }.into()] };
    let file = SourceFile { path: "s.etalon".to_owned(), text: STANDARD.replace('$', judged), layer: 0 };
    let checked = check_with(&[file], &[], &catalog);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let plan = plan(&standard);
    let options = Options { as_of: Some((BEGIN + ROWS as i64 * 30) * 1_000_000), ..Options::default() };
    let mut breaches = 0;
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let input = input(&standard);
            let began = now();
            let run = evaluate(&standard, &plan, input, &options, &Sequential);
            let time = (now() - began).as_secs_f64() * 1e3;
            let verdicts = run.outcome.findings.iter().flat_map(|findings| findings.verdicts.iter());
            breaches = verdicts.filter(|verdict| **verdict == Verdict::Breached).count();
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], breaches)
}

fn input(standard: &Standard) -> Input {
    let Columns { wait_millionths, handle_millionths, .. } = Columns::new(ROWS);
    let mut input = Input::default();
    let unit = standard.unit("call").expect("it is declared");
    let mut columns = Vec::new();
    for field in &standard.units[unit.index()].fields {
        let data = match field.name.as_str() {
            "id" => Data::Codes((0..ROWS).map(|row| input.texts.code(&format!("c{row:07}"))).collect()),
            "agent" => Data::Codes((0..ROWS).map(|row| input.texts.code(&format!("a{}", row % 50))).collect()),
            "at" => Data::Ints((0..ROWS as i64).map(|row| (BEGIN + row * 20) * 1_000_000).collect()),
            "wait" => Data::Ints(wait_millionths.clone()),
            "handle" => Data::Ints(handle_millionths.clone()),
            other => panic!("{other}"),
        };
        columns.push(Column { data, valid: None });
    }
    input.incoming.push(Incoming {
        source: SourceId(u16::MAX),
        unit,
        files: vec!["x".to_owned()],
        columns,
        places: (0..ROWS).map(|row| Place { file: 0, row: row as u64 + 1 }).collect(),
        ties: None,
        retractions: vec![false; ROWS],
        read: ROWS as u64,
        left_out: 0,
        rejected: Vec::new(),
    });
    input
}
