//! Every kind of condition, proven: the proof replays, and the nearest change makes the outcome another one.

#[path = "explain/checker.rs"]
mod checker;
#[path = "explain/house.rs"]
mod house;
#[path = "explain/tree.rs"]
mod tree;

use etalon_core::SourceFile;
use etalon_core::evaluate::given;
use etalon_core::explain::Nearest;
use etalon_core::standard::MitigationId;
use etalon_core::time::LocalTime;
use house::House;
use tree::Tree;

fn kinds() -> House {
    let text = include_str!("explain/kinds.etalon").to_owned();
    let files = vec![SourceFile { path: "kinds.etalon".to_owned(), text, layer: 0 }];
    let checked = etalon_core::check(&files, &[]);
    let standard = checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let input = given(&standard, &standard.tests[0]);
    let as_of = standard.tests[0].as_of;
    House::with(files, standard, input, as_of)
}

#[test]
fn every_kind_of_condition_is_proven() {
    let house = kinds();
    let at = house.run.outcome.as_of;
    let local = LocalTime::new(&house.standard.zone, at, at);
    let mut tree = Tree { local: &local, text: String::new() };
    let mut wrong = Vec::new();
    for findings in &house.run.outcome.findings {
        for row in (0..).take(findings.verdicts.len()) {
            let proof = house.ask().finding(findings.criterion, row);
            wrong.extend(
                checker::finding(&proof).into_iter().map(|w| format!("{} {}: {w}", proof.name, proof.thing.key)),
            );
            tree.finding(&proof);
            if let Nearest::Found(change) = &proof.nearest {
                let asked = [(proof.criterion, proof.thing.unit, proof.thing.key.clone())];
                assert_eq!(
                    house.changed(&[change], &asked)[0],
                    Some(change.then),
                    "{} {}",
                    proof.name,
                    proof.thing.key
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!(tree.text);
}

#[test]
fn a_mitigation_says_what_would_have_made_it_hold() {
    let house = kinds();
    let at = house.run.outcome.as_of;
    let local = LocalTime::new(&house.standard.zone, at, at);
    let mut tree = Tree { local: &local, text: String::new() };
    for mitigation in (0..).map(MitigationId).take(house.standard.mitigations.len()) {
        for row in 0..4 {
            tree.mitigation(&house.ask().mitigation(mitigation, row));
        }
    }
    insta::assert_snapshot!(tree.text);
}
