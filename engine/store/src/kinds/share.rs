//! Shares: `0.85`, `85%`, `17/20`.

use super::Fault;
use super::number::{Number, NumberFault, too_large, too_many_places};
use etalon_core::value::Ratio;

/// A share between nothing and the whole.
pub(crate) fn share(text: &str) -> Result<Ratio, Fault> {
    let trimmed = text.trim();
    let ratio = if let Some(percents) = trimmed.strip_suffix('%') {
        hundredths(percents, text)?
    } else if let Some((above, below)) = trimmed.split_once('/') {
        let whole = |part: &str| Number::parse(part).and_then(|n| n.scaled(0)).ok();
        let (Some(above), Some(below)) = (whole(above), whole(below)) else {
            return Err(not_a_share(text));
        };
        Ratio::new(above.into(), below.into()).ok_or_else(|| not_a_share(text))?
    } else {
        let millionths = Number::parse(trimmed).and_then(|n| n.scaled(6)).map_err(|fault| worded(fault, text))?;
        Ratio::new(millionths.into(), 1_000_000).ok_or_else(|| too_large(text))?
    };
    if ratio < Ratio::ZERO || ratio > Ratio::ONE {
        return Err(Fault::new(
            "out-of-range",
            "a share lies between 0 and 1; if the file holds percents, say `percent(…)` in the source",
            text,
        ));
    }
    Ok(ratio)
}

/// `85`, `85%`, `85.5 %`: so many hundredths.
pub(crate) fn percent(text: &str) -> Result<Ratio, Fault> {
    let trimmed = text.trim();
    hundredths(trimmed.strip_suffix('%').unwrap_or(trimmed), text)
}

fn hundredths(number: &str, text: &str) -> Result<Ratio, Fault> {
    let millionths = Number::parse(number.trim()).and_then(|n| n.scaled(6)).map_err(|fault| worded(fault, text))?;
    Ratio::new(millionths.into(), 100_000_000).ok_or_else(|| too_large(text))
}

fn worded(fault: NumberFault, text: &str) -> Fault {
    match fault {
        NumberFault::NotANumber => not_a_share(text),
        NumberFault::TooLarge => too_large(text),
        NumberFault::TooManyPlaces => too_many_places(text),
    }
}

fn not_a_share(text: &str) -> Fault {
    Fault::new("not-a-share", "a share is due, such as `0.85`, `85%` or `17/20`", text)
}
