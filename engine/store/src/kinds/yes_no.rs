//! Yes and no, as exports write them.

use super::Fault;

/// true/false, yes/no, y/n, t/f, 1/0, in any case.
pub(crate) fn yes_no(text: &str) -> Result<bool, Fault> {
    let word = text.trim();
    let is = |words: &[&str]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
    if is(&["true", "yes", "1", "y", "t"]) {
        Ok(true)
    } else if is(&["false", "no", "0", "n", "f"]) {
        Ok(false)
    } else {
        Err(Fault::new(
            "not-yes-or-no",
            "yes or no is due (true/false, yes/no, y/n, t/f, 1/0); for other words say `by … { \"…\": yes  otherwise: no }` in the source",
            text,
        ))
    }
}
