//! `no-fixed-length`: a month, or a working day, where elapsed time is counted.

use crate::Diagnostic;
use etalon_grammar::ast::{DurationUnit, Span};

/// The number as written.
pub(crate) fn no_fixed_length(number: &str, unit: DurationUnit, span: Span) -> Diagnostic {
    let one = number == "1";
    let (name, reason, days) = match unit {
        DurationUnit::SameDay => ("days", "A day ends at 24:00: here time is counted as it passes.", 1),
        DurationUnit::WorkingDay => {
            ("working days", "Working days depend on the week: here time is counted as it passes.", 1)
        }
        DurationUnit::BusinessHour | DurationUnit::BusinessMinute => return business(number, unit, span),
        DurationUnit::Month => ("months", "Months are of different lengths: here time is counted as it passes.", 30),
        DurationUnit::Quarter => {
            ("quarters", "Quarters are of different lengths: here time is counted as it passes.", 90)
        }
        _ => ("years", "Years are of different lengths: here time is counted as it passes.", 365),
    };
    let name = if one { name.trim_end_matches('s') } else { name };
    let total = number.parse::<i64>().ok().and_then(|n| n.checked_mul(days));
    let help = total.map_or_else(
        || "write it in days, hours or minutes".to_owned(),
        |total| {
            let days = format!("write `{total} {}`", if total == 1 { "day" } else { "days" });
            match unit {
                // A clock has a calendar: one that is open on whole days counts what is not said otherwise.
                DurationUnit::WorkingDay => format!(
                    "{days}; for a clock, let a calendar be open on whole days (`mon..fri 00:00-24:00`): there {number} {name} are `{} h`",
                    total.saturating_mul(24)
                ),
                _ => days,
            }
        },
    );
    Diagnostic::error("no-fixed-length", span, format!("`{number} {name}` cannot be measured here"))
        .reason(format!("{reason} Only terms (`within 2 working days on office`) count in them."))
        .help(help)
}

/// `8 business hours` where a duration is due.
fn business(number: &str, unit: DurationUnit, span: Span) -> Diagnostic {
    let (name, plain) =
        if unit == DurationUnit::BusinessHour { ("business hours", "h") } else { ("business minutes", "min") };
    Diagnostic::error("no-fixed-length", span, format!("`{number} {name}` cannot be measured here"))
        .reason("Business time passes while a calendar is open; here nothing says which calendar, or from when on.")
        .help(format!("compare the time that was open with a plain duration: `business_time(opened, solved, office) <= {number} {plain}`; deadlines say `within {number} {name} on office`"))
}
