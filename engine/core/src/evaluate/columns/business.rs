//! What is counted on a calendar, many rows at a time.

use super::arithmetic::ints;
use super::{Lane, NO, UNKNOWN, Vector, YES};
use crate::standard::{Function, Type};
use crate::time::{DAY, OpenTime};

/// Business time is counted from 1900 to 2200: what lies outside is a slip of the pen, and would be dear to lay out.
pub(crate) const KNOWN: std::ops::Range<i64> = -25_567 * DAY..84_006 * DAY;

/// A function that counts on a calendar. Of a missing part, or one outside of 1900 to 2200, comes a missing value.
pub(super) fn on_calendar<'a>(
    function: Function,
    line: &OpenTime,
    parts: &[&Vector<'_>],
    kinds: &[&Type],
    n: usize,
) -> Vector<'a> {
    let instant = |part: usize, i: usize| {
        let value = parts[part].has(i).then(|| parts[part].int(i))?;
        KNOWN.contains(&value).then_some(value)
    };
    let date = |part: usize, i: usize| match kinds[part] {
        Type::Date => parts[part].has(i).then(|| parts[part].int(i)).filter(|day| KNOWN.contains(&(day * DAY))),
        _ => line.local().date(instant(part, i)?),
    };
    match function {
        Function::BusinessTime(_) => ints(n, |i| line.elapsed(instant(0, i)?, instant(1, i)?)),
        Function::AddBusinessTime(_) => {
            ints(n, |i| line.add(instant(0, i)?, parts[1].has(i).then(|| parts[1].int(i))?))
        }
        Function::WorkingDays(_) => ints(n, |i| line.working_days(date(0, i)?, date(1, i)?)),
        _ => {
            let open = |i| instant(0, i).map_or(UNKNOWN, |at| if line.is_open(at) { YES } else { NO });
            Vector::truth(Lane::Own((0..n).map(open).collect()))
        }
    }
}
