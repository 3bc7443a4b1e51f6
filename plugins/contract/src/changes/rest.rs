//! Settings, needs, streams and actions.

use super::Changes;
use super::terms::differs;
use crate::{Description, Field};

pub(super) fn compare(before: &Description, now: &Description, all: &mut Changes) {
    settings(before, now, all);
    needs(before, now, all);
    for old in &before.streams {
        match now.streams.iter().find(|new| new.name == old.name) {
            None => all.large(format!("the stream `{}` is gone", old.name)),
            Some(new) => {
                if old.key != new.key || old.time != new.time {
                    all.large(format!("the stream `{}` has another key or time", old.name));
                }
                fields(&format!("the stream `{}`", old.name), &old.fields, &new.fields, true, all);
            }
        }
    }
    for new in now.streams.iter().filter(|new| !before.streams.iter().any(|old| old.name == new.name)) {
        all.small(format!("the stream `{}` is new", new.name));
    }
    for old in &before.actions {
        match now.actions.iter().find(|new| new.name == old.name) {
            None => all.large(format!("the action `{}` is gone", old.name)),
            Some(new) => fields(&format!("the action `{}`", old.name), &old.fields, &new.fields, false, all),
        }
    }
    for new in now.actions.iter().filter(|new| !before.actions.iter().any(|old| old.name == new.name)) {
        all.small(format!("the action `{}` is new", new.name));
    }
}

fn settings(before: &Description, now: &Description, all: &mut Changes) {
    for old in &before.settings {
        let whose = format!("the setting `{}`", old.name);
        let Some(new) = now.settings.iter().find(|new| new.name == old.name) else {
            all.large(format!("{whose} is gone"));
            continue;
        };
        let term = differs(&old.term, &new.term);
        for (small, said) in [(false, term.other), (true, term.wider), (false, term.narrower)] {
            if let Some(said) = said {
                all.one(small, format!("{whose} {said}"));
            }
        }
        match (&old.default, &new.default) {
            (None, Some(_)) => all.small(format!("{whose} need not be set")),
            (Some(_), None) => all.large(format!("{whose} must be set")),
            (Some(a), Some(b)) if a != b => all.large(format!("{whose} is {b} where it is not set, and was {a}")),
            _ => {}
        }
    }
    for new in now.settings.iter().filter(|new| !before.settings.iter().any(|old| old.name == new.name)) {
        let may = new.default.is_some();
        let must = if may { "is new" } else { "is new and must be set" };
        all.one(may, format!("the setting `{}` {must}", new.name));
    }
}

/// Whoever asks for more stands still until it is granted.
fn needs(before: &Description, now: &Description, all: &mut Changes) {
    let (before, now) = (&before.needs, &now.needs);
    for host in now.hosts.iter().filter(|host| !before.hosts.contains(host)) {
        all.large(format!("it asks for the host `{host}`"));
    }
    for host in before.hosts.iter().filter(|host| !now.hosts.contains(host)) {
        all.small(format!("it no longer asks for the host `{host}`"));
    }
    for new in &now.secrets {
        match before.secrets.iter().find(|old| old.name == new.name) {
            None => all.large(format!("it asks for the secret `{}`", new.name)),
            Some(old) if new.reveal && !old.reveal => {
                all.large(format!("it asks to see the secret `{}` itself", new.name));
            }
            Some(_) => {}
        }
    }
    for old in before.secrets.iter().filter(|old| !now.secrets.iter().any(|new| new.name == old.name)) {
        all.small(format!("it no longer asks for the secret `{}`", old.name));
    }
    if now.scratch && !before.scratch {
        all.large("it asks to keep something between its calls");
    }
    if now.memory.unwrap_or(0) > before.memory.unwrap_or(0) {
        all.large("it asks for more memory");
    }
}

/// Of a stream the fields come in, of an action they go out.
fn fields(which: &str, before: &[Field], now: &[Field], come_in: bool, all: &mut Changes) {
    for old in before {
        let whose = format!("`{}` of {which}", old.name);
        let Some(new) = now.iter().find(|new| new.name == old.name) else {
            all.one(!come_in, format!("{whose} is gone"));
            continue;
        };
        let term = differs(&old.term, &new.term);
        for (small, said) in [(false, term.other), (!come_in, term.wider), (come_in, term.narrower)] {
            if let Some(said) = said {
                all.one(small, format!("{whose} {said}"));
            }
        }
        if old.nullable != new.nullable {
            let may = if new.nullable { "may be missing" } else { "is always there" };
            all.one(new.nullable != come_in, format!("{whose} {may}"));
        }
    }
    for new in now.iter().filter(|new| !before.iter().any(|old| old.name == new.name)) {
        all.one(come_in || new.nullable, format!("`{}` of {which} is new", new.name));
    }
}
