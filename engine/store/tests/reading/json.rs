//! JSON lines, arrays, nested objects, exact numbers.

use crate::support::{gzip, standard, told};

const SURVEYS: &str =
    "event survey { id text key at instant score 1..5 price decimal? comment text? urgent yes/no? customer text? }
    source surveys for survey { files \"*.json*\" field customer = column \"customer.id\" }";

#[test]
fn lines() {
    let file = concat!(
        r#"{"id": "s1", "at": "2026-03-02T09:00:00Z", "score": 5, "price": 0.1, "comment": "thank \"you\" õ", "urgent": true, "customer": {"id": "k1", "name": "x"}}"#,
        "\n",
        r#"{"id": 2, "at": "2026-03-02T09:00:00Z", "score": 5.0, "price": 12345678.123456, "comment": null, "urgent": 0, "other": [1, {"a": 2}]}"#,
        "\n",
        "\n",
        r#"{"id": "s3", "at": "2026-03-02T09:00:00Z", "score": 4, "price": 0.1234567}"#,
        "\n",
        r#"{"id": "s4", "at": "2026-03-02T09:00:00Z"}"#,
        "\n",
        r#"{"id": "s5", "at": "2026-03-02T09:00:00Z", "score": 4, "score": 5}"#,
        "\n",
        r#"{"id": "s6", "at": "2026-03-02T09:00:00Z", "score": [4]}"#,
        "\n",
        r#"{"id": "s7", "at": "2026-03-02T09:00:00Z", "score": 4"#,
        "\n",
        r#"{"id": "s8"} trailing"#,
        "\n",
        r#"["s9"]"#,
        "\n",
        "nonsense\n",
        r#"{"id": 12345678901234567890123, "at": "2026-03-02T09:00:00Z", "score": 4, "customer.id": "flat"}"#,
    );
    insta::assert_snapshot!(told(&standard(SURVEYS), &[("s.jsonl", file.as_bytes())]));
}

#[test]
fn an_array() {
    let file = br#" [ {"id": "s1", "at": "2026-03-02T09:00:00Z", "score": 5, "customer": {"id": "k1"}},
        {"id": "s2", "at": "2026-03-02T09:00:00Z", "score": 6}, 7 ] "#;
    insta::assert_snapshot!(told(&standard(SURVEYS), &[("s.json", file), ("t.json.gz", &gzip(b"[]"))]));
}

#[test]
fn a_damaged_array_is_an_error() {
    let cut = br#"[{"id": "s1", "at": "2026-03-02T09:00:00Z", "score": 5}, {"id": "s2""#;
    let broken = br#"[{"id": "s1", "at": "2026-03-02T09:00:00Z", "score": 5} {"id": "s2"}]"#;
    insta::assert_snapshot!(told(&standard(SURVEYS), &[("cut.json", cut), ("broken.json", broken)]));
}

#[test]
fn objects_over_lines_are_an_error() {
    let file = b"{\n  \"id\": \"s1\"\n}\n";
    insta::assert_snapshot!(told(&standard(SURVEYS), &[("s.jsonl", file)]));
}

#[test]
fn a_key_that_no_object_has() {
    let file = br#"{"id": "s1", "at": "2026-03-02T09:00:00Z", "scores": 5}"#;
    insta::assert_snapshot!(told(&standard(SURVEYS), &[("s.jsonl", file)]));
}
