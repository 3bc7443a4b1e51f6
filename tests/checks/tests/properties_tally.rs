//! Figures and scorecards say the same as a count by hand: row by row, without columns, cells or cuts. proptest prints the
//! seed of a failure.

mod tally;

use proptest::prelude::*;
use tally::{Call, Counted, by_hand, cards_by_hand, cards_of, figures_of, run};

fn call() -> impl Strategy<Value = Call> {
    let maybe = |chance: u32| proptest::option::weighted(0.9, 0..chance);
    let flag = || proptest::option::weighted(0.85, any::<bool>());
    (0..24 * 130_i64, maybe(24 * 200), maybe(4), maybe(3), maybe(9), maybe(5_000_000), flag(), any::<[bool; 2]>())
        .prop_map(|(hour, closed, agent, team, stars, points, ok, [company, half])| Call {
            hour,
            closed: closed.map(i64::from),
            agent,
            team,
            stars: stars.map(i64::from),
            points: points.map(|p| i64::from(p) - 1_000_000),
            ok,
            company,
            half,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn figures_and_scorecards_are_those_counted_by_hand(calls in proptest::collection::vec(call(), 0..90)) {
        let run = run(&calls);
        let (found, wanted): (Counted, Counted) = (figures_of(&run), by_hand(&calls, &run));
        for (place, figure) in &wanted {
            prop_assert_eq!(found.get(place), Some(figure), "{}", place);
        }
        for place in found.keys() {
            prop_assert!(wanted.contains_key(place), "nobody counts {}", place);
        }
        prop_assert_eq!(cards_of(&run), cards_by_hand(&calls, &run));
    }
}

/// The property would hold of nothing, too: here is something of every kind.
#[test]
fn every_formula_and_period_is_counted() {
    let calls: Vec<Call> = (0..120)
        .map(|i| Call {
            hour: i * 26,
            closed: (i % 7 != 0).then_some(i * 31 % 3_000),
            agent: (i % 11 != 0).then_some(u32::try_from(i % 4).unwrap()),
            team: (i % 13 != 0).then_some(u32::try_from(i % 3).unwrap()),
            stars: (i % 5 != 0).then_some(i % 9),
            points: Some(i * 10_000),
            ok: (i % 17 != 0).then_some(i % 3 != 0),
            company: i % 6 == 0,
            half: i % 4 == 0,
        })
        .collect();
    let run = run(&calls);
    let found = figures_of(&run);
    assert_eq!(found, by_hand(&calls, &run));
    assert_eq!(cards_of(&run), cards_by_hand(&calls, &run));
    for wanted in
        ["rate 0 Month", "rate 2 LastN(5)", "rate 1 RollingDays(20)", "closings 0 Week", "best 1 All", "who 0 Quarter"]
    {
        assert!(found.keys().any(|place| place.starts_with(wanted)), "no figure of {wanted}");
    }
    for verdict in ["Met", "TooFew", "MissedProven", "MissedNotProven"] {
        assert!(found.values().any(|figure| figure.contains(verdict)), "no target is {verdict}");
    }
}
