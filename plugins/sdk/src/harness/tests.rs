//! The harness must see what is wrong.

use super::case::File;
use super::window;
use crate::State;
use crate::bindings::etalon::plugin::types::{Batch, Column, Fault};
use crate::describe::{Facts, Function, Parameter, Returned, Term};
use crate::groups::{Grouped, Groups};
use crate::made::{Plugin, Window};
use crate::values::{Answer, Argument};

const NUMBER: Term = Term { kind: "number", unit: None, range: None, choices: &[] };

/// A sum that is wrong in one way or another: `W` says how.
#[derive(Default)]
struct Sum<const W: u8>(f64, f64);

impl<const W: u8> State for Sum<W> {
    fn save(&self, out: &mut Vec<u8>) {
        if W == b's' {
            0.0_f64.save(out)
        } else {
            self.0.save(out)
        }
        self.1.save(out);
    }

    fn load(from: &mut &[u8]) -> Option<Self> {
        Some(Self(f64::load(from)?, f64::load(from)?))
    }
}

impl<const W: u8> Window for Sum<W> {
    const MERGEABLE: bool = true;

    fn fresh(_: &[Column]) -> Result<Self, Fault> {
        Ok(Self::default())
    }

    fn accumulate(all: &mut Groups<Self>, groups: &[u32], args: &Batch) -> Result<(), Fault> {
        let column = <f64 as Argument>::reader(&args.columns[0], groups.len())?;
        for (row, group) in groups.iter().enumerate() {
            let state = all.at(*group)?;
            // Wrong way b: a batch counts once.
            if W != b'b' || row == 0 {
                state.0 += f64::get(&column, row);
            }
        }
        Ok(())
    }

    fn retract(all: &mut Groups<Self>, groups: &[u32], args: &Batch) -> Result<(), Fault> {
        let column = <f64 as Argument>::reader(&args.columns[0], groups.len())?;
        for (row, group) in groups.iter().enumerate() {
            // Wrong way r: only half goes.
            all.at(*group)?.0 -= f64::get(&column, row) / if W == b'r' { 2.0 } else { 1.0 };
        }
        Ok(())
    }

    fn join(&mut self, other: Self) {
        // Wrong way m: the other replaces this one.
        self.0 = if W == b'm' { other.0 } else { self.0 + other.0 };
    }

    fn finish(all: &mut Groups<Self>, groups: &[u32]) -> Result<Column, Fault> {
        let mut store = <f64 as Answer>::room(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let state = all.at(*group)?;
            // Wrong way f: to finish changes the state.
            state.1 += f64::from(u8::from(W == b'f'));
            let _ = (state.0 + state.1).put(&mut store, at);
        }
        Ok(<f64 as Answer>::column(store))
    }
}

struct Made<const W: u8>;

const SUM: Function = Function {
    name: "sum",
    doc: "A sum.",
    window: true,
    params: &[Parameter { name: "x", doc: "", term: NUMBER, default: None, constant: false, nullable: false }],
    returns: Returned { term: NUMBER, scale: 2, nullable: false },
    model: None,
    deprecated: None,
    retractable: true,
    mergeable: true,
};

impl<const W: u8> Plugin for Made<W> {
    const FACTS: Facts =
        Facts { name: "made-up", version: "0.1.0", doc: "Made up.", settings: &[], functions: &[&SUM] };

    fn score(_: &str, _: &Batch, _: &[Column]) -> Result<Column, Fault> {
        Err(crate::plugin::unknown("score"))
    }

    fn open(_: &str, constants: &[Column]) -> Result<Box<dyn Grouped>, Fault> {
        Groups::<Sum<W>>::open(constants)
    }
}

fn tried<const W: u8>(text: &str) -> Result<(), String> {
    File::read(text, &Made::<W>::FACTS)?.cases.iter().try_for_each(window::run::<Made<W>>)
}

const ROWS: &str =
    "[[case]]\nwindow = \"sum\"\nrows = [{ x = 1 }, { x = 2.5 }, { x = 4 }]\ngroups = [0, 1, 0]\nvalues = [5, 2.5, 0]";
const FINISHED: &str = "[[case]]\nwindow = \"sum\"\nrows = [{ x = 1 }]\nvalues = [2]";
const ONE: &str = "[[case]]\nwindow = \"sum\"\nrows = [{ x = 1 }, { x = 2 }]\nvalues = [1]";

#[test]
fn a_sound_window_holds() {
    assert_eq!(tried::<0>(ROWS), Ok(()));
    assert_eq!(Made::<0>::FACTS.used_as(), "made_up");
}

#[test]
fn each_way_to_be_wrong_is_found() {
    let said = |held: Result<(), String>| held.expect_err("it is wrong");
    assert!(said(tried::<b'b'>(ONE)).contains("row by row"));
    assert!(said(tried::<b'f'>(FINISHED)).contains("finished twice"));
    // What is not saved is missed where it is read again: joined, or gone on from.
    assert!(said(tried::<b's'>(ROWS)).contains("two states, cut after row 0, joined"));
    assert!(said(tried::<b'm'>(ROWS)).contains("joined"));
    assert!(said(tried::<b'r'>(ROWS)).contains("taken out again"));
}

#[test]
fn a_misspelled_case_is_an_error() {
    for (from, to, why) in [
        ("rows", "row", "there is no `row`"),
        ("{ x = 1 }", "{ y = 1 }", "there is no `y`; there are x"),
        ("\"sum\"", "\"sun\"", "there is no window `sun`; there are sum"),
        ("[5, 2.5, 0]", "[5, 2.505, 0]", "more digits"),
        ("[5, 2.5, 0]", "[5, 2.5, 1]", "value 3 is 0.00, expected 1.00"),
        ("[5, 2.5, 0]", "[5, \"none\", 0]", "expected no value"),
        ("{ x = 1 }", "{ x = \"a\" }", "is no number"),
        ("[0, 1, 0]", "[0, 1]", "2 groups for 3 rows"),
        ("values", "fault = \"A\"\nvalues", "either `values"),
    ] {
        let said = tried::<0>(&ROWS.replacen(from, to, 1)).expect_err("it is wrong");
        assert!(said.contains(why), "{said}\n  does not say\n{why}");
    }
}
