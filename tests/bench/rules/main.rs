//! A standard of many rules: how long the checker takes, and what judging costs.
//!
//! `rules standard 1000` prints the standard, `rules judge` the table of what judging costs.

mod chance;
mod clock;
mod condition;
mod contact;
mod judge;
mod standard;
mod table;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut out = std::io::stdout();
    match words.as_slice() {
        ["standard", n] => out.write_all(standard::Rules::new(n.parse().unwrap_or(1000)).text().as_bytes()),
        ["judge"] => judge::table(100_000, &mut out),
        ["judge", events] => judge::table(events.parse().unwrap_or(100_000), &mut out),
        _ => writeln!(out, "usage: rules standard N | rules judge [EVENTS]"),
    }
}
