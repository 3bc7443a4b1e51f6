//! Where a value lies in JSON: names with points between, numbers for places in a list: `data.items`, `tags.0`.

use etalon_plugin::connector::json::Value as Json;

/// What lies there; an empty path is the whole.
pub(crate) fn at<'a>(json: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.').filter(|step| !step.is_empty()).try_fold(json, |at, step| match at {
        Json::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => at.get(step),
    })
}
