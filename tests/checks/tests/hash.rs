//! I11: reformatting, reordering and splitting files change nothing; what changes a meaning changes the hash.

use etalon_core::standard::{Label, Standard};
use etalon_core::{SourceFile, check};
use etalon_grammar::ast::{Item, Kind};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// The texts of a standard of the house, and its declarations one by one.
struct Text {
    files: Vec<String>,
    items: Vec<(Item, usize)>,
}

fn text(folder: &str) -> Text {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let files: Vec<String> = etalon_store::load_standard(&folder)
        .expect("the standard is there")
        .into_iter()
        .map(|file| file.text)
        .collect();
    let mut items = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let parsed = etalon_grammar::parse(0, file);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        items.extend(parsed.file.items.into_iter().map(|item| (item, index)));
    }
    Text { files, items }
}

impl Text {
    fn slice(&self, file: usize, start: u32, end: u32) -> &str {
        &self.files[file][start as usize..end as usize]
    }

    /// A declaration as written; where the order of clauses means nothing, with its clauses rotated.
    fn item(&self, (item, file): &(Item, usize), turn: usize) -> String {
        let free = matches!(
            item.kind,
            Kind::Standard | Kind::Principle | Kind::Criterion | Kind::Mitigation | Kind::Metric | Kind::Recognition
        );
        let whole = self.slice(*file, item.span.start, item.span.end);
        let [first, .., last] = item.clauses.as_slice() else {
            return whole.to_owned();
        };
        if !free {
            return whole.to_owned();
        }
        let mut clauses: Vec<&str> =
            item.clauses.iter().map(|clause| self.slice(*file, clause.span.start, clause.span.end)).collect();
        let places = clauses.len();
        clauses.rotate_left(turn % places);
        let head = self.slice(*file, item.span.start, first.span.start);
        let tail = self.slice(*file, last.span.end, item.span.end);
        // A comment may end the line before a clause.
        format!("{head}\n{}\n{tail}", clauses.join("\n"))
    }
}

fn checked(files: &[String]) -> Standard {
    let files: Vec<SourceFile> = files
        .iter()
        .enumerate()
        .map(|(index, text)| SourceFile { path: format!("{index}.etalon"), text: text.clone(), layer: 0 })
        .collect();
    let checked = check(&files, &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// Every rule's hash, by kind and name.
fn hashes(s: &Standard) -> BTreeMap<(&'static str, String), String> {
    let mut all = BTreeMap::new();
    let mut add = |kind, label: &Label| {
        assert_eq!(label.hash.len(), 64, "{kind} {} has no hash", label.name);
        all.insert((kind, label.name.clone()), label.hash.clone());
    };
    s.params.iter().for_each(|x| add("param", &x.label));
    s.calendars.iter().for_each(|x| add("calendar", &x.label));
    s.units.iter().for_each(|x| add("unit", &x.label));
    s.sources.iter().for_each(|x| add("source", &x.label));
    s.defines.iter().for_each(|x| add("define", &x.label));
    s.principles.iter().for_each(|x| add("principle", &x.label));
    s.criteria.iter().for_each(|x| add("criterion", &x.label));
    s.forms.iter().for_each(|x| add("form", &x.label));
    s.mitigations.iter().for_each(|x| add("mitigation", &x.label));
    s.metrics.iter().for_each(|x| add("metric", &x.label));
    s.ladders.iter().for_each(|x| add("ladder", &x.label));
    s.recognitions.iter().for_each(|x| add("recognition", &x.label));
    all
}

fn differing(a: &Standard, b: &Standard) -> Vec<String> {
    let (a, b) = (hashes(a), hashes(b));
    a.iter()
        .filter(|(key, hash)| b.get(*key) != Some(*hash))
        .map(|((kind, name), _)| format!("{kind} {name}"))
        .collect()
}

const HOUSES: [&str; 7] = [
    "examples/phone-centre",
    "examples/city-desk",
    "examples/retail-chain",
    "tests/worked/phone-centre",
    "tests/worked/figures",
    "tests/worked/it-helpdesk-calendar",
    "tests/real/uci-incidents",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn layout_order_and_files_do_not_matter(
        house in 0..HOUSES.len(),
        keys in prop::collection::vec(any::<u64>(), 16),
        cuts in 1_usize..5,
        turn in 0_usize..6,
        formatted in any::<bool>(),
    ) {
        let text = text(HOUSES[house]);
        let before = checked(&text.files);
        // A shuffle that is a function of the keys.
        let mut order: Vec<usize> = (0..text.items.len()).collect();
        order.sort_by_key(|i| (keys[i % keys.len()].rotate_left(u32::try_from(*i).unwrap_or(0) % 64), *i));
        let mut files = vec![String::from("// another comment\n"); cuts];
        for (place, index) in order.into_iter().enumerate() {
            let file = &mut files[place % cuts];
            file.push_str(&text.item(&text.items[index], turn));
            file.push_str("\n\n   // and one more\n");
        }
        if formatted {
            for file in &mut files {
                *file = etalon_grammar::format(file).expect("a sound text can be laid out");
            }
        }
        let after = checked(&files);
        prop_assert_eq!(differing(&before, &after), Vec::<String>::new());
        prop_assert_eq!(before.hash, after.hash);
    }
}

fn edited(text: &str, from: &str, to: &str) -> (Standard, Standard) {
    assert!(text.contains(from), "the text has `{from}`");
    (checked(&[text.to_owned()]), checked(&[text.replace(from, to)]))
}

const DESK: &str = r#"
standard desk "Desk" { version 1  zone "UTC"  owner "Head" }
param quick = 20 s between 5 s and 120 s
entity agent is person { id text key  manager agent? }
event call { id text key  at instant  agent agent?  topic text  waited duration  ended_as answered | lost }
define offered for call "A call that waited for a person" = ended_as = answered or waited > 5 s
principle speed { meaning "Quick." }
criterion quick_answer "Answered quickly" {
  principle speed
  for call where offered
  require ended_as = answered and waited <= quick
  employee controls it
  guidance "Finish the note later."
}
criterion topic_known { for call  require topic != "" }
metric level { share of call where offered that met quick_answer  each month  target >= 80%  owner "Head" }
metric topics { distinct topic of call }
ladder conduct for agent {
  counts faults of quick_answer
  step talk { when 3 faults in 7 days  owed by manager within 2 working days }
}
"#;

#[test]
fn words_change_the_standard_and_no_rule() {
    let (a, b) = edited(DESK, "Finish the note later.", "Finish the note afterwards.");
    assert!(differing(&a, &b).is_empty());
    assert_ne!(a.hash, b.hash);
}

#[test]
fn a_param_changes_the_rules_that_lean_on_it() {
    let (a, b) = edited(DESK, "param quick = 20 s", "param quick = 30 s");
    assert_eq!(differing(&a, &b), ["criterion quick_answer", "ladder conduct", "metric level", "param quick"]);
    assert_ne!(a.hash, b.hash);
}

#[test]
fn a_define_changes_the_rules_that_use_it() {
    let (a, b) = edited(DESK, "waited > 5 s", "waited > 6 s");
    assert_eq!(differing(&a, &b), ["criterion quick_answer", "define offered", "ladder conduct", "metric level"]);
}

#[test]
fn a_field_changes_only_the_rules_that_read_it() {
    let (a, b) = edited(DESK, "topic text ", "topic text? ");
    assert_eq!(differing(&a, &b), ["criterion topic_known", "metric topics", "unit call"]);
}

#[test]
fn a_rule_more_changes_no_other() {
    let (a, b) = edited(DESK, "metric topics", "metric calls { count of call }\nmetric topics");
    assert!(differing(&a, &b).is_empty());
    assert_ne!(a.hash, b.hash);
}

#[test]
fn a_name_is_not_a_meaning_but_a_threshold_is() {
    let (a, b) = edited(DESK, "target >= 80%", "target >= 81%");
    assert_eq!(differing(&a, &b), ["metric level"]);
    let (a, b) = edited(DESK, "when 3 faults in 7 days", "when 3 faults in 8 days");
    assert_eq!(differing(&a, &b), ["ladder conduct"]);
}

#[test]
fn a_test_does_not_change_what_the_standard_means() {
    let more = format!("{DESK}\ntest \"none\" {{ expect topics n 0 }}");
    assert_eq!(checked(&[DESK.to_owned()]).hash, checked(&[more]).hash);
}
