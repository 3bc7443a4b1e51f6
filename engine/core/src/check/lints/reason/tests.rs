//! Laws of sets and situations: what they hold is what their parts hold.

use super::domain::{Domain, Values};
use super::numbers::Numbers;
use crate::value::Ratio;
use etalon_grammar::ast::BinaryOp;
use proptest::prelude::*;

const OPS: [BinaryOp; 6] = [
    BinaryOp::Less,
    BinaryOp::LessEqual,
    BinaryOp::Greater,
    BinaryOp::GreaterEqual,
    BinaryOp::Equal,
    BinaryOp::NotEqual,
];

/// A set, and the numbers from -3 to 3 in half steps that it should hold.
fn sets(whole: bool) -> impl Strategy<Value = (Numbers, Vec<i64>)> {
    let simple = (0..6_usize, -6..7_i64).prop_map(move |(op, half)| {
        let at = Ratio::new(i128::from(half), 2).expect("two is not zero");
        let set = Numbers::compare(whole, OPS[op], at);
        let fits = |x: &i64| match OPS[op] {
            BinaryOp::Less => *x < half,
            BinaryOp::LessEqual => *x <= half,
            BinaryOp::Greater => *x > half,
            BinaryOp::GreaterEqual => *x >= half,
            BinaryOp::Equal => *x == half,
            _ => *x != half,
        };
        (set, points(whole).into_iter().filter(fits).collect::<Vec<i64>>())
    });
    simple.prop_recursive(4, 16, 2, move |inner| {
        (inner.clone(), inner, 0..3_u8).prop_map(move |((a, x), (b, y), how)| match how {
            0 => (a.and(&b), x.into_iter().filter(|p| y.contains(p)).collect()),
            1 => (
                a.or(&b),
                points(whole)
                    .into_iter()
                    .filter(|p| x.contains(p) || y.contains(p))
                    .collect(),
            ),
            _ => (a.not(), points(whole).into_iter().filter(|p| !x.contains(p)).collect()),
        })
    })
}

fn points(whole: bool) -> Vec<i64> {
    (-6..7).filter(|half| !whole || half % 2 == 0).collect()
}

fn check(whole: bool, set: &Numbers, expected: &[i64]) -> Result<(), TestCaseError> {
    for half in points(whole) {
        let at = Ratio::new(i128::from(half), 2).expect("two is not zero");
        prop_assert_eq!(set.holds(at), expected.contains(&half), "{:?} at {}", set, at);
    }
    prop_assert_eq!(set.not().not(), set.clone());
    prop_assert!(set.and(&set.not()).is_empty());
    prop_assert!(set.or(&set.not()).not().is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn sets_of_numbers_hold_what_they_should((set, expected) in sets(false)) {
        check(false, &set, &expected)?;
    }

    #[test]
    fn sets_of_whole_numbers_hold_what_they_should((set, expected) in sets(true)) {
        check(true, &set, &expected)?;
    }

    #[test]
    fn a_domain_without_a_part_holds_the_rest(a in texts(), b in texts(), x in any::<bool>(), y in any::<bool>()) {
        let (a, b) = (Domain { missing: x, values: a }, Domain { missing: y, values: b });
        prop_assert!(a.minus(&b).and(&b).is_empty());
        prop_assert_eq!(a.minus(&b).or(&a.and(&b)), a);
    }
}

fn texts() -> impl Strategy<Value = Values> {
    let listed = proptest::collection::btree_set("[ab]", 0..3);
    (any::<bool>(), listed).prop_map(|(all_but, listed)| Values::Texts { all_but, listed })
}
