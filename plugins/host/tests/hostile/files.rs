//! Files that are no plugins.

use super::tried;
use crate::support::Make;

#[test]
fn files_that_are_no_plugins() {
    let honest = Make::default().bytes();
    let cut = |part: usize| honest[..honest.len() * part / 10].to_vec();
    let wrong = |at: usize| {
        let mut bytes = honest.clone();
        for byte in &mut bytes[at..at + 40] {
            *byte ^= 0x55;
        }
        bytes
    };
    let text = |text: &str| wat::parse_str(text).unwrap();
    insta::assert_snapshot!(tried(vec![
        ("empty", Vec::new()),
        ("not WebAssembly", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("of a version that nobody knows", b"\0asm\x63\0\0\0".to_vec()),
        ("cut in the middle", cut(5)),
        ("cut near the end", cut(9)),
        ("overwritten near the beginning", wrong(60)),
        ("overwritten in its code", wrong(honest.len() / 2)),
        ("a core module", text(r#"(module (func (export "score")))"#)),
        ("an empty component", text("(component)")),
        ("a component that wants a module from outside", text(r#"(component (import "door" (core module)))"#)),
        ("without anything to offer", Make { world: String::new(), scores: false, ..Make::default() }.bytes()),
        ("with a memory for threads", text("(component (core module (memory 1 64 shared)))")),
        ("with a memory of 64 bits", text("(component (core module (memory i64 1)))")),
        (
            "with vectors that differ from machine to machine",
            Make {
                more: "(func $madd (param v128 v128 v128) (result v128)
                (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))"
                    .to_owned(),
                ..Make::default()
            }
            .bytes()
        ),
        ("with two memories", text("(component (core module (memory 1) (memory 1)))")),
        (
            "with a table of ten million",
            Make { more: "(table $t 10000000 funcref)".to_owned(), ..Make::default() }.bytes()
        ),
        ("that needs a GiB from the start", Make { pages: 16_384, ..Make::default() }.bytes()),
        (
            "whose data lie beyond its memory",
            Make { more: r#"(data (i32.const 4194300) "longer than what is left")"#.to_owned(), ..Make::default() }
                .bytes()
        ),
        (
            "that starts for ever",
            Make { more: "(func $begin (loop $l (br $l))) (start $begin)".to_owned(), ..Make::default() }.bytes()
        ),
        (
            "that stops as it starts",
            Make { more: "(func $begin unreachable) (start $begin)".to_owned(), ..Make::default() }.bytes()
        ),
    ]));
}
