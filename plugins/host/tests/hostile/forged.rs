//! Descriptions that lie.

use super::tried;
use crate::support::{ECHO, Make};

#[test]
fn descriptions_that_lie() {
    let says = |describe: &str| Make { describe: describe.to_owned(), ..Make::default() }.bytes();
    let does = |body| Make { describe_body: Some(body), ..Make::default() }.bytes();
    let with = |from: &str, to: &str| {
        assert!(ECHO.contains(from), "{from}");
        says(&ECHO.replace(from, to))
    };
    let many: Vec<String> =
        (0..3000).map(|n| format!(r#"{{"name":"m{n}","params":[],"returns":{{"type":"number"}}}}"#)).collect();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    insta::assert_snapshot!(tried(vec![
        ("says nothing", says("")),
        ("says what is no JSON", says("I am a very good plugin, trust me")),
        ("says JSON without end", says(r#"{"schema":"etalon-plugin/1","name":"echo","#)),
        ("says JSON of great depth", says(&format!(r#"{{"schema":"etalon-plugin/1","name":"echo","more":{deep}}}"#))),
        ("says another form", with("etalon-plugin/1", "etalon-plugin/9")),
        ("has a name that is a path", with(r#""name":"echo","version""#, r#""name":"../../etc/passwd","version""#)),
        ("has a name that moves the cursor", with(r#""name":"echo","version""#, r#""name":"\u001b[2Jecho","version""#)),
        ("has no version", with("1.0.0", "newest")),
        ("promises a kind that is none", with(r#""returns":{"type":"number","#, r#""returns":{"type":"feelings","#)),
        ("promises more digits than there are", with(r#""scale":2"#, r#""scale":40"#)),
        ("offers three thousand functions", with(r#""metrics":["#, &format!(r#""metrics":[{},"#, many.join(",")))),
        (
            "describes windows that it has not",
            with(
                r#""metrics":["#,
                r#""windows":[{"name":"w","params":[{"name":"x","type":"number"}],"returns":{"type":"number"}}],"metrics":["#
            )
        ),
        (
            "describes streams that it has not",
            with(r#""metrics":["#, r#""streams":[{"name":"s","fields":[{"name":"id","type":"text"}]}],"metrics":["#)
        ),
        (
            "describes for two MiB",
            does(
                "(i32.store (i32.const 16) (i32.const 0)) (i32.store (i32.const 20) (i32.const 2097152)) (i32.const 16)"
            )
        ),
        (
            "describes what lies outside its memory",
            does(
                "(i32.store (i32.const 16) (i32.const 4194000)) (i32.store (i32.const 20) (i32.const 100000)) (i32.const 16)"
            )
        ),
        (
            "describes what is no text",
            does(
                "(i32.store (i32.const 24) (i32.const -1)) (i32.store (i32.const 16) (i32.const 24)) (i32.store (i32.const 20) (i32.const 4)) (i32.const 16)"
            )
        ),
        ("describes for ever", does("(loop $l (br $l)) (i32.const 0)")),
        ("stops as it describes", does("unreachable")),
    ]));
}
