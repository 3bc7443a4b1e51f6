//! The tables "Rule by rule" of the three standards that were given in plain words: each rule names its line, and there it stands.

use std::path::Path;

const STANDARDS: [&str; 3] = ["it-helpdesk", "retail-chain", "phone-standard"];

#[test]
fn every_rule_of_the_plain_words_names_the_line_where_it_stands() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut wrong = Vec::new();
    for name in STANDARDS {
        let read = |file: &str| std::fs::read_to_string(examples.join(name).join(file)).expect("a file of the example");
        let standard = read("standard.etalon");
        let lines: Vec<&str> = standard.lines().collect();
        let rules = rules(&read("README.md"));
        assert!(rules.len() > 10, "{name}: the table was not found");
        for rule in &rules {
            let named = places(&rule[1]);
            if named.is_empty() {
                wrong.push(format!("{name}: “{}” names no line", rule[0]));
            }
            for (word, line) in named {
                if !lines.get(line - 1).is_some_and(|text| holds(text, &word)) {
                    wrong.push(format!("{name}: “{}”: `{word}` does not stand in line {line}", rule[0]));
                }
            }
            if rule[2].trim().len() < 2 {
                wrong.push(format!("{name}: “{}” names no test", rule[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "mend the table in README.md:\n{}", wrong.join("\n"));
}

/// The rows of the table: the rule, where it is said, its tests.
fn rules(readme: &str) -> Vec<Vec<String>> {
    let table = readme.lines().skip_while(|line| !line.starts_with("## Rule by rule")).skip(1);
    let rows = table.take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|line| line.trim_matches('|').split(" | ").map(str::to_owned).collect()).collect()
}

/// What stands as `` `word` (12) ``, with its line.
fn places(cell: &str) -> Vec<(String, usize)> {
    let parts: Vec<&str> = cell.split('`').collect();
    let named = parts.chunks(2).zip(parts.chunks(2).skip(1));
    let place = |(word, after): (&[&str], &[&str])| {
        let number = after.first()?.strip_prefix(" (")?.split(')').next()?.parse().ok()?;
        Some((word.get(1)?.replace('…', "").trim().to_owned(), number))
    };
    named.filter_map(place).collect()
}

/// Whether a line says it, however it is laid out.
fn holds(line: &str, word: &str) -> bool {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced(line).contains(&spaced(word))
}
