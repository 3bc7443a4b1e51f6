//! Reading the values of options.

use etalon_core::Standard;
use std::path::PathBuf;

/// `quick=30s`
pub fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write the param's name, =, and its value: --set quick=30s".to_owned()),
    }
}

/// `calls=may.csv`
pub fn source(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, file)) if !name.trim().is_empty() && !file.is_empty() => {
            Ok((name.trim().to_owned(), PathBuf::from(file)))
        }
        _ => Err("write the source's name, =, and a file: --source calls=may.csv".to_owned()),
    }
}

/// An instant in the zone of the standard; a date is the end of that day.
pub fn as_of(text: &str, standard: &Standard) -> Result<i64, String> {
    let explain = || {
        format!(
            "`{text}` is no instant; write a date (2026-03-31), a local time (2026-03-31T18:00), or a time with its \
             distance from UTC (2026-03-31T18:00:00+03:00)"
        )
    };
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Ok(instant.as_microsecond());
    }
    let local = if let Ok(date) = text.parse::<jiff::civil::Date>()
        && !text.contains(['T', ' '])
    {
        date.tomorrow().map_err(|_| explain())?.at(0, 0, 0, 0)
    } else {
        text.replacen(' ', "T", 1).parse::<jiff::civil::DateTime>().map_err(|_| explain())?
    };
    // As everywhere: wall times that do not exist move forward, repeated ones are the first.
    let zoned = standard.zone.to_ambiguous_zoned(local).compatible().map_err(|_| explain())?;
    Ok(zoned.timestamp().as_microsecond())
}

/// Overrides by source, files in the order given.
pub fn overrides(given: &[(String, PathBuf)]) -> Vec<(String, Vec<PathBuf>)> {
    let mut out: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for (name, file) in given {
        match out.iter_mut().find(|(n, _)| n == name) {
            Some((_, files)) => files.push(file.clone()),
            None => out.push((name.clone(), vec![file.clone()])),
        }
    }
    out
}
