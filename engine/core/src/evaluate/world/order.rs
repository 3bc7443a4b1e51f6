//! The order of rows: by instant, ties, key. Events mostly come nearly in order: each is dropped where about it belongs,
//! and only near neighbours are compared.

use super::table::row;
use std::cmp::Ordering;

/// The rows in order; none if all stand in order already. `rows`: none = all. `then` puts rows of one instant in order.
pub(super) fn order(rows: Option<Vec<u32>>, at: &[i64], then: impl Fn(u32, u32) -> Ordering) -> Option<Vec<u32>> {
    let compare = |a: &u32, b: &u32| at[*a as usize].cmp(&at[*b as usize]).then_with(|| then(*a, *b));
    let rows = match rows {
        Some(rows) => rows,
        None => {
            let next = |i: usize| compare(&row(i), &row(i + 1)) != Ordering::Greater;
            if (0..at.len().saturating_sub(1)).all(next) {
                return None;
            }
            (0..row(at.len())).collect()
        }
    };
    let (mut order, ends) = dropped(&rows, at);
    let mut start = 0;
    for end in ends {
        order[start..end as usize].sort_unstable_by(compare);
        start = end as usize;
    }
    Some(order)
}

/// Equal stretches of time.
struct Buckets {
    first: i64,
    /// How long each is: a power of two of microseconds.
    shift: u32,
    count: usize,
}

impl Buckets {
    fn of(rows: &[u32], at: &[i64]) -> Self {
        let instants = || rows.iter().map(|r| at[*r as usize]);
        let (first, last) = (instants().min().unwrap_or(0), instants().max().unwrap_or(0));
        let span = first.abs_diff(last);
        // About one row in each.
        let goal = (rows.len() as u64).max(1);
        let shift = (0..64).find(|shift| span >> shift <= goal).unwrap_or(63);
        let count = usize::try_from(span >> shift).expect("no more than there are rows") + 1;
        Self { first, shift, count }
    }

    fn of_instant(&self, at: i64) -> usize {
        usize::try_from(self.first.abs_diff(at) >> self.shift).expect("no more than there are rows")
    }
}

/// The rows bucket by bucket, and where each bucket ends.
fn dropped(rows: &[u32], at: &[i64]) -> (Vec<u32>, Vec<u32>) {
    let buckets = Buckets::of(rows, at);
    // Where the next row of each goes.
    let mut next = vec![0_u32; buckets.count];
    for r in rows {
        next[buckets.of_instant(at[*r as usize])] += 1;
    }
    let mut total = 0;
    for next in &mut next {
        (*next, total) = (total, total + *next);
    }
    let mut dropped = vec![0; rows.len()];
    for r in rows {
        let place = &mut next[buckets.of_instant(at[*r as usize])];
        dropped[*place as usize] = *r;
        *place += 1;
    }
    (dropped, next)
}

/// The rows by their texts: mostly the first eight bytes tell.
pub(super) fn by_text<'t>(
    rows: impl Iterator<Item = u32>,
    text: impl Fn(u32) -> &'t str,
    then: impl Fn(u32, u32) -> Ordering,
) -> Vec<u32> {
    let start = |text: &str| {
        let mut start = [0; 8];
        let bytes = &text.as_bytes()[..text.len().min(8)];
        start[..bytes.len()].copy_from_slice(bytes);
        u64::from_be_bytes(start)
    };
    let mut rows: Vec<(u64, u32)> = rows.map(|r| (start(text(r)), r)).collect();
    rows.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| text(a.1).cmp(text(b.1))).then_with(|| then(a.1, b.1)).then(a.1.cmp(&b.1))
    });
    rows.into_iter().map(|r| r.1).collect()
}

#[cfg(test)]
mod tests {
    use super::{by_text, order};
    use std::cmp::Ordering;

    #[test]
    fn the_order_is_that_of_sorting() {
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for spread in [1, 10, 1_000, 1 << 30] {
            for len in [0, 1, 2, 100, 1_000] {
                let mut at: Vec<i64> = (0..len).map(|i| i * 5 + next(spread) as i64).collect();
                if len == 100 {
                    (at[3], at[50]) = (i64::MIN, i64::MAX);
                }
                let then = |a: u32, b: u32| b.cmp(&a);
                let mut expected: Vec<u32> = (0..len as u32).collect();
                expected.sort_by(|a, b| at[*a as usize].cmp(&at[*b as usize]).then(b.cmp(a)));
                let told = order(None, &at, then).unwrap_or_else(|| (0..len as u32).collect());
                assert_eq!(told, expected, "{spread} {len}");
                expected.retain(|r| r % 3 > 0);
                let some = (0..len as u32).rev().filter(|r| r % 3 > 0).collect();
                assert_eq!(order(Some(some), &at, then), Some(expected));
            }
        }
        assert_eq!(order(None, &[1, 2, 2, 5], |a, b| a.cmp(&b)), None);
    }

    #[test]
    fn texts_are_compared_to_their_ends() {
        let texts = ["beta", "", "alphabet", "alphabets", "alpha\0", "alpha", "alphabet"];
        let told = by_text(0..7, |r| texts[r as usize], |_, _| Ordering::Equal);
        assert_eq!(told, [1, 5, 4, 2, 6, 3, 0]);
    }
}
