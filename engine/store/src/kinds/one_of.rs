//! One value of a list, exactly as the standard writes it.

use super::Fault;
use crate::nearest::{listed, nearest};

/// The index in the list.
pub(crate) fn one_of(text: &str, values: &[String], field: &str) -> Result<u32, Fault> {
    if let Some(index) = values.iter().position(|v| v == text) {
        return Ok(u32::try_from(index).unwrap_or(u32::MAX));
    }
    let trimmed = text.trim();
    let help = if values.iter().any(|v| v == trimmed) {
        format!("it has blanks around it; say `field {field} = trim(…)` in the source")
    } else if let Some(value) = values.iter().find(|v| v.to_lowercase() == trimmed.to_lowercase()) {
        format!("`{value}` is; say `field {field} = by … {{ \"{}\": {value} … }}` in the source", super::shown(text))
    } else if let Some(value) = nearest(trimmed, values.iter().map(String::as_str)) {
        format!(
            "the nearest is `{value}`; say `field {field} = by … {{ \"{}\": {value} … }}` in the source",
            super::shown(text)
        )
    } else {
        "add it to the list in the standard, or say what it means with `by … { … }` in the source".to_owned()
    };
    let list = listed(values.iter().map(String::as_str));
    Err(Fault::new("unknown-value", format!("`{}` is none of {list}; {help}", super::shown(text)), text))
}
