//! How the rows to blame are found, with a made-up track of the contract in place of WebAssembly: whatever implements [`RowMetric`] is
//! asked alike, so an older track needs nothing but that.

use super::Slice;
use crate::Budget;
use crate::failure::Failure;
use crate::outgoing::{Prepared, Sent, SentData};
use crate::track::{Answer, AnswerData, Asked, RowMetric};
use etalon_contract::Limits;
use etalon_core::plugin::{Batch, Column, Data, Kind, Parameter, Returned, Scored, Signature, Term};
use std::borrow::Cow;
use std::sync::Mutex;

/// Gives back what it gets, unless something is said of a value.
struct Made {
    says: fn(f64) -> Option<Failure>,
    /// Work of a call that fails.
    cost: u64,
    /// Rows and work of each call.
    calls: Mutex<Vec<(usize, u64)>>,
}

impl RowMetric for Made {
    fn score(&self, budget: Budget, _: &str, _: &Sent<'_>, rows: &Sent<'_>) -> Asked<Answer> {
        let SentData::Numbers(values) = &rows.columns[0].data else { panic!("numbers are sent") };
        self.calls.lock().expect("no thread failed").push((rows.rows, budget.work));
        let said = values.iter().enumerate().find_map(|(row, value)| Some((row, (self.says)(*value)?)));
        let gave = match said {
            None => Ok(Answer { data: AnswerData::Numbers(values.to_vec()), valid: None }),
            Some((row, Failure::Refused(words, Some(_)))) => Err(Failure::Refused(words, Some(row as u32))),
            Some((_, failure)) => Err(failure),
        };
        Asked { gave, cost: self.cost }
    }
}

fn term() -> Term {
    Term { kind: Kind::Number, unit: None, range: None, choices: Vec::new() }
}

/// Asks about the numbers from 0 on.
fn asked(made: &Made, rows: usize) -> Result<Scored, String> {
    let parameter = Parameter {
        name: "x".into(),
        doc: String::new(),
        term: term(),
        default: None,
        constant: false,
        nullable: false,
    };
    let signature = Signature {
        name: "echo".into(),
        doc: String::new(),
        parameters: vec![parameter],
        returns: Returned { term: term(), scale: 0, nullable: false },
        model: None,
        deprecated: None,
        retractable: false,
        mergeable: false,
    };
    let values: Vec<i64> = (0..rows as i64).map(|n| n * 1_000_000).collect();
    let columns = [Column { data: Data::Ints(Cow::Owned(values)), valid: None }];
    let prepared = Prepared::new(&signature.parameters, Batch { rows, columns: &columns }).expect("it fits");
    let limits = Limits { work: 1_000_000, work_per_row: 1_000, ..Limits::default() };
    let constants = Sent { rows: 1, columns: Vec::new() };
    Slice { score: made, signature: &signature, limits: &limits, constants: &constants, rows: &prepared }.scored()
}

fn made(says: fn(f64) -> Option<Failure>, cost: u64) -> Made {
    Made { says, cost, calls: Mutex::default() }
}

fn faults(scored: &Scored) -> Vec<(u32, String)> {
    scored.faults.iter().map(|(row, fault)| (*row, fault.0.to_string())).collect()
}

#[test]
fn what_goes_well_is_asked_once_and_a_few_rows_again() {
    let made = made(|_| None, 0);
    assert_eq!(asked(&made, 8192).expect("answers").faults, []);
    let calls = made.calls.into_inner().expect("no thread failed");
    // No call has more work than 512 rows are worth.
    assert_eq!(calls, [(8192, 1_512_000), (3, 1_512_000)]);
}

#[test]
fn rows_that_it_blames_itself_are_left_out_one_by_one() {
    let refuse = |x: f64| (x % 100.0 == 7.0).then(|| Failure::Refused("gave no answer: a seven".into(), Some(0)));
    let scored = asked(&made(refuse, 10), 1000).expect("answers");
    let expected: Vec<_> = (0..10).map(|n| (n * 100 + 7, "gave no answer: a seven".to_owned())).collect();
    assert_eq!(faults(&scored), expected);
}

#[test]
fn rows_at_which_it_stops_are_found_by_halving() {
    let stop = |x: f64| (x == 5.0 || x == 900.0).then(|| Failure::Stopped("stopped itself".into()));
    let made = made(stop, 10);
    let scored = asked(&made, 1000).expect("answers");
    assert_eq!(faults(&scored), [(5, "stopped itself".to_owned()), (900, "stopped itself".to_owned())]);
    assert!(made.calls.into_inner().expect("no thread failed").len() < 50);
}

#[test]
fn too_long_on_the_wall_ends_the_slice() {
    let hang = |x: f64| (x == 600.0).then(|| Failure::TooLong("took longer than 10 s".into()));
    let made = made(hang, 10);
    let scored = asked(&made, 1000).expect("answers");
    assert_eq!(scored.faults.len(), 1000, "nothing is tried again");
    assert_eq!(made.calls.into_inner().expect("no thread failed").len(), 1);
}

#[test]
fn what_fails_everywhere_does_not_cost_for_ever() {
    let made = made(|_| Some(Failure::Stopped("ran out of work".into())), 1_512_000);
    let scored = asked(&made, 8192).expect("answers");
    let last = &scored.faults.last().expect("faults").1;
    assert_eq!(scored.faults.len(), 8192);
    assert_eq!(&*last.0, "was not tried: too much of what lies near it failed (ran out of work)");
    assert_eq!(made.calls.into_inner().expect("no thread failed").len(), 6);
}

#[test]
fn an_answer_in_another_form_is_believed_nowhere() {
    let made = made(|x| (x == 3.0).then(|| Failure::Form("gave 3 answers for 4 rows".into())), 10);
    assert_eq!(asked(&made, 1000), Err("gave 3 answers for 4 rows".into()));
}
