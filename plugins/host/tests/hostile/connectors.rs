//! Connectors may import more, and get nothing of it while they are looked at; as metrics they are not loaded at all.

use super::limits;
use crate::support::{Make, host, plugin};

const SINK: &str = r#"{"schema":"etalon-plugin/1","name":"sink","version":"1.0.0","needs":{"secrets":[{"name":"token"}]},
 "actions":[{"name":"tell","fields":[{"name":"text","type":"text"}]}]}"#;

/// A sink that may ask for its secrets.
fn sink() -> Make {
    Make {
        world: "import secrets; export sink;".to_owned(),
        imports: r#"(import "etalon:plugin/secrets@0.1.0" "placeholder" (func $secret (param i32 i32 i32)))"#.to_owned(),
        describe: SINK.to_owned(),
        scores: false,
        more: r#"
          (func (export "etalon:plugin/sink@0.1.0#check") (result i32) unreachable)
          (func (export "etalon:plugin/sink@0.1.0#preview") (param i32 i32 i32 i32 i32 i32 i64 i32 i32 i32) (result i32) unreachable)
          (func (export "etalon:plugin/sink@0.1.0#deliver") (param i32 i32) (result i32) unreachable)"#
            .to_owned(),
        ..Make::default()
    }
}

#[test]
fn a_connector_is_looked_at_with_nothing_granted() {
    let inspected = host().inspect(&sink().bytes()).unwrap();
    assert!(inspected.offers.sink && inspected.offers.connects());
    assert!(inspected.imports.contains(&"etalon:plugin/secrets@0.1.0".to_owned()));

    let curious = Make {
        describe_body: Some("(call $secret (i32.const 131072) (i32.const 5) (i32.const 80)) (i32.const 80)"),
        ..sink()
    };
    let refusal = host().inspect(&curious.bytes()).unwrap_err();
    assert_eq!(refusal.what, "it does not describe itself: it asked for something that was not granted");
}

#[test]
fn a_connector_is_no_metric() {
    let bytes = sink().bytes();
    let described = plugin(&host().inspect(&bytes).unwrap().description);
    let refusal = host().metric(&described, &bytes, &limits(), &Default::default()).unwrap_err();
    assert_eq!(refusal.what, "it imports `etalon:plugin/secrets@0.1.0`, which no metric plugin may");
}
