//! "64 MiB", "2 s": how much, with its measure.

use std::time::Duration;

const SIZES: [(&str, u64); 7] = [
    ("B", 1),
    ("kB", 1000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
];
const TIMES: [(&str, u64); 3] = [("ms", 1), ("s", 1000), ("min", 60_000)];

/// Bytes.
pub(super) fn size(text: &str) -> Option<u64> {
    measured(text, &SIZES)
}

/// A span of time.
pub(super) fn time(text: &str) -> Option<Duration> {
    measured(text, &TIMES).map(Duration::from_millis)
}

/// `64 MiB`, in the largest measure in which it is whole.
pub fn show_size(bytes: u64) -> String {
    let (name, by) = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        .into_iter()
        .find(|(_, by)| bytes >= *by && bytes.is_multiple_of(*by))
        .unwrap_or(("B", 1));
    format!("{} {name}", bytes / by)
}

fn measured(text: &str, measures: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, measure) = text.split_at(at);
    let (_, by) = measures.iter().find(|(name, _)| *name == measure.trim())?;
    number.parse::<u64>().ok()?.checked_mul(*by)
}

#[cfg(test)]
mod tests {
    use super::{show_size, size, time};
    use std::time::Duration;

    #[test]
    fn how_much() {
        assert_eq!(size("64 MiB"), Some(64 << 20));
        assert_eq!(size("1kB"), Some(1000));
        assert_eq!(time("2 s"), Some(Duration::from_secs(2)));
        assert_eq!(time("500ms"), Some(Duration::from_millis(500)));
        for wrong in ["", "64", "MiB", "-1 B", "1.5 GiB", "99999999999999999999 B", "99999999999999 GiB", "3 parsecs"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
        assert_eq!((show_size(64 << 20), show_size(1500)), ("64 MiB".to_owned(), "1500 B".to_owned()));
    }
}
