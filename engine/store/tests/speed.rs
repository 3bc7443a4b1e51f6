//! How fast rows are read. Ignored by default: it says nothing without `--release`.

use etalon_core::evaluate::Sequential;
use etalon_core::{SourceFile, check};
use etalon_store::Silent;
use std::fmt::Write as _;
use std::time::Instant;

const STANDARD: &str = r#"
standard speed { version 1 from 2026-01-01 zone "Europe/Tallinn" languages en }
entity agent { id text key }
event call {
  id text key  at instant  closed instant?  agent agent?  customer text  topic text  queue text  waited duration  talked duration?
  tries whole  cost decimal?  stars 1..5?  day date?  urgent yes/no?  ended_as answered | abandoned | menu
}
source calls for call { files "calls.csv" zone "Europe/Tallinn" field waited = seconds(waited) field talked = seconds(talked) }
"#;

#[test]
#[ignore = "a measurement: cargo test --release -p etalon-store --test speed -- --ignored --nocapture"]
fn a_million_rows_of_fifteen_columns() {
    let text = STANDARD.to_owned();
    let checked = check(&[SourceFile { path: "speed.etalon".into(), text, layer: 0 }], &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let rows: usize = 1_000_000;
    let mut file =
        "id,at,closed,agent,customer,topic,queue,waited,talked,tries,cost,stars,day,urgent,ended_as\n".to_owned();
    for n in 0..rows {
        let (day, hour, minute) = (n * 28 / rows + 1, n * 7919 % 24, n * 31 % 60);
        writeln!(
            file,
            "c{n},2026-03-{day:02}T{hour:02}:{minute:02}:00,2026-03-{day:02} {hour:02}:{minute:02}:59,agent{},k{},topic {},queue,{},{}.5,{},{}.25,{},2026-03-{day:02},true,answered",
            n % 300, n * 104_729 % 200_000, n % 40, n % 97, n % 500, n % 4, n % 90, n % 5 + 1
        )
        .expect("memory");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("calls.csv"), &file).expect("a file");
    for _ in 0..3 {
        let started = Instant::now();
        let input = etalon_store::read(&standard, folder.path(), &[], &Silent, &Sequential).expect("a good file");
        let seconds = started.elapsed().as_secs_f64();
        assert_eq!(input.incoming[0].places.len(), rows);
        let bytes = file.len() as f64 / 1e6;
        eprintln!("{rows} rows, {bytes:.0} MB in {seconds:.2} s: {:.0} MB/s", bytes / seconds);
    }
}
