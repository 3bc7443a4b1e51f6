//! Metrics and windows. Who calls them gives arguments, so those may become wider; and takes an answer, so that may become narrower.

use super::Changes;
use super::terms::differs;
use crate::{FunctionText, ParameterText};

pub(super) fn compare(kind: &str, before: &[FunctionText], now: &[FunctionText], all: &mut Changes) {
    for old in before {
        match now.iter().find(|new| new.name == old.name) {
            Some(new) => function(&format!("the {kind} `{}`", old.name), old, new, all),
            None => all.large(format!("the {kind} `{}` is gone", old.name)),
        }
    }
    for new in now.iter().filter(|new| !before.iter().any(|old| old.name == new.name)) {
        all.small(format!("the {kind} `{}` is new", new.name));
    }
}

fn function(which: &str, old: &FunctionText, new: &FunctionText, all: &mut Changes) {
    for (at, parameter_before) in old.params.iter().enumerate() {
        let whose = format!("`{}` of {which}", parameter_before.name);
        match new.params.iter().position(|p| p.name == parameter_before.name) {
            None => all.large(format!("{whose} is gone")),
            Some(place) => {
                if place != at {
                    all.large(format!("{whose} stands in another place"));
                }
                parameter(&whose, parameter_before, &new.params[place], all);
            }
        }
    }
    for added in new.params.iter().filter(|p| !old.params.iter().any(|o| o.name == p.name)) {
        let may = added.default.is_some();
        let must = if may { "is new" } else { "is new and must be given" };
        all.one(may, format!("`{}` of {which} {must}", added.name));
    }
    returned(which, old, new, all);
    if old.retractable != new.retractable {
        let can = if new.retractable { "can now slide" } else { "can no longer slide" };
        all.one(new.retractable, format!("{which} {can}"));
    }
    if old.mergeable != new.mergeable {
        let can = if new.mergeable { "can now be joined" } else { "can no longer be joined" };
        all.one(new.mergeable, format!("{which} {can}"));
    }
    if old.model != new.model {
        all.one(new.model.is_none(), format!("{which} rests on another statistical model"));
    }
    if old.deprecated.is_none() && new.deprecated.is_some() {
        all.small(format!("{which} should no longer be used"));
    }
}

fn parameter(whose: &str, old: &ParameterText, new: &ParameterText, all: &mut Changes) {
    let term = differs(&old.term, &new.term);
    for (small, said) in [(false, term.other), (true, term.wider), (false, term.narrower)] {
        if let Some(said) = said {
            all.one(small, format!("{whose} {said}"));
        }
    }
    match (&old.default, &new.default) {
        (None, Some(_)) => all.small(format!("{whose} may be left out")),
        (Some(_), None) => all.large(format!("{whose} must be given")),
        (Some(before), Some(now)) if before != now => {
            all.large(format!("{whose} is {now} where it is left out, and was {before}"));
        }
        _ => {}
    }
    if old.constant != new.constant {
        let must = if new.constant { "must be known beforehand" } else { "need not be known beforehand" };
        all.one(!new.constant, format!("{whose} {must}"));
    }
    // Rows without a value had no answer; now the plugin gives them one, or the reverse.
    if old.nullable != new.nullable {
        let may = if new.nullable { "may have no value in a row" } else { "must have a value in each row" };
        all.large(format!("{whose} {may}"));
    }
}

fn returned(which: &str, old: &FunctionText, new: &FunctionText, all: &mut Changes) {
    let term = differs(&old.returns.term, &new.returns.term);
    let what = format!("what {which} gives");
    for (small, said) in [(false, term.other), (false, term.wider), (true, term.narrower)] {
        if let Some(said) = said {
            all.one(small, format!("{what} {said}"));
        }
    }
    if old.returns.scale != new.returns.scale {
        all.large(format!("{what} has {} digits after the point and had {}", new.returns.scale, old.returns.scale));
    }
    if old.returns.nullable != new.returns.nullable {
        let may = if new.returns.nullable { "may now be no value" } else { "is now always a value" };
        all.one(!new.returns.nullable, format!("{what} {may}"));
    }
}
