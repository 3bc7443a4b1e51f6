//! From what a plugin says of itself to what the checker knows of it. Everything that is wrong with a description is said at once, in
//! sentences for the plugin's author.

mod names;
mod values;

use crate::{Description, FunctionText, ParameterText, ReturnedText, SCHEMA, TermText};
use etalon_core::plugin::{Kind, Model, Parameter, Plugin, Returned, Signature, Term};
use names::{at_most, name, prose, unique};

/// The most functions of a kind, streams, actions or settings.
const FUNCTIONS: usize = 64;
/// The most parameters of a function.
const PARAMETERS: usize = 32;
/// The most fields of a stream or an action.
const FIELDS: usize = 256;
/// The most values that a text may be narrowed to.
const CHOICES: usize = 256;
/// Digits after the point: the engine's numbers have six.
const DIGITS: u8 = 6;

impl Description {
    /// The plugin as the checker knows it: under the name by which standards use it (`used_as`), with the hash of all that can change its
    /// answers. It has no module yet, and no trouble.
    ///
    /// # Errors
    /// Everything that is wrong with the description, in order, one sentence each.
    pub fn plugin(&self, used_as: &str, hash: &str) -> Result<Plugin, Vec<String>> {
        let mut wrong = Vec::new();
        self.head(&mut wrong);
        let metrics = functions(&self.metrics, "metric", &mut wrong);
        let windows = functions(&self.windows, "window", &mut wrong);
        for window in &windows {
            if !matches!(window.returns.term.kind, Kind::Whole | Kind::Number | Kind::Duration) {
                wrong.push(format!("the window `{}` must give a number, a whole number or a duration", window.name));
            }
        }
        let all = self.metrics.iter().chain(&self.windows).map(|f| f.name.as_str());
        unique(all, "two functions are called", &mut wrong);
        self.connector(&mut wrong);
        if metrics.is_empty()
            && windows.is_empty()
            && self.streams.is_empty()
            && self.actions.is_empty()
            && wrong.is_empty()
        {
            wrong.push("it offers nothing: no metric, no window, no stream, no action".into());
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Plugin {
            name: used_as.into(),
            version: self.version.clone(),
            hash: hash.into(),
            metrics,
            windows,
            streams: self.streams.iter().map(|s| s.name.clone()).collect(),
            actions: self.actions.iter().map(|a| a.name.clone()).collect(),
            trouble: None,
            module: None,
        })
    }

    fn head(&self, wrong: &mut Vec<String>) {
        if self.schema != SCHEMA {
            wrong.push(format!("its description has the form `{}`, not `{SCHEMA}`", names::short(&self.schema)));
        }
        name(&self.name, "the plugin's name", wrong);
        match semver::Version::parse(&self.version) {
            Ok(version) if version.pre.is_empty() && version.build.is_empty() => {}
            _ => wrong.push(format!("the version `{}` is not of the form `1.2.3`", names::short(&self.version))),
        }
        prose(&self.doc, "what the plugin says of itself", wrong);
        at_most(self.settings.len(), FUNCTIONS, "settings", "the plugin", wrong);
        unique(self.settings.iter().map(|s| s.name.as_str()), "two settings are called", wrong);
        for setting in self.settings.iter().take(FUNCTIONS) {
            let whose = format!("the setting `{}`", names::short(&setting.name));
            name(&setting.name, "the name of a setting", wrong);
            prose(&setting.doc, &whose, wrong);
            if let Some(term) = term(&setting.term, &whose, wrong)
                && let Some(json) = &setting.default
                && let Err(why) = values::setting(json, &term)
            {
                wrong.push(format!("what {whose} is when it is not set: {why}"));
            }
        }
    }

    /// Streams and actions.
    fn connector(&self, wrong: &mut Vec<String>) {
        at_most(self.streams.len(), FUNCTIONS, "streams", "the plugin", wrong);
        at_most(self.actions.len(), FUNCTIONS, "actions", "the plugin", wrong);
        unique(self.streams.iter().map(|s| s.name.as_str()), "two streams are called", wrong);
        unique(self.actions.iter().map(|a| a.name.as_str()), "two actions are called", wrong);
        for stream in self.streams.iter().take(FUNCTIONS) {
            let whose = format!("the stream `{}`", names::short(&stream.name));
            name(&stream.name, "the name of a stream", wrong);
            prose(&stream.doc, &whose, wrong);
            fields(&stream.fields, &whose, wrong);
            // One without fields has those that its settings say: they are asked for when it runs.
            for named in stream.key.iter().chain(&stream.time) {
                if !stream.fields.is_empty() && !stream.fields.iter().any(|f| f.name == *named) {
                    wrong.push(format!("{whose} names `{}`, which is none of its fields", names::short(named)));
                }
            }
        }
        for action in self.actions.iter().take(FUNCTIONS) {
            let whose = format!("the action `{}`", names::short(&action.name));
            name(&action.name, "the name of an action", wrong);
            prose(&action.doc, &whose, wrong);
            fields(&action.fields, &whose, wrong);
        }
    }
}

fn fields(fields: &[crate::Field], whose: &str, wrong: &mut Vec<String>) {
    at_most(fields.len(), FIELDS, "fields", whose, wrong);
    unique(fields.iter().map(|f| f.name.as_str()), &format!("two fields of {whose} are called"), wrong);
    for field in fields.iter().take(FIELDS) {
        let what = format!("the field `{}` of {whose}", names::short(&field.name));
        name(&field.name, &format!("the name of a field of {whose}"), wrong);
        prose(&field.doc, &what, wrong);
        term(&field.term, &what, wrong);
    }
}

fn functions(texts: &[FunctionText], what: &str, wrong: &mut Vec<String>) -> Vec<Signature> {
    at_most(texts.len(), FUNCTIONS, &format!("{what}s"), "the plugin", wrong);
    texts.iter().take(FUNCTIONS).filter_map(|text| function(text, what, wrong)).collect()
}

fn function(text: &FunctionText, what: &str, wrong: &mut Vec<String>) -> Option<Signature> {
    let whose = format!("the {what} `{}`", names::short(&text.name));
    name(&text.name, &format!("the name of a {what}"), wrong);
    prose(&text.doc, &whose, wrong);
    for said in text.model.iter().chain(&text.deprecated) {
        prose(said, &whose, wrong);
    }
    if text.params.is_empty() || text.params.iter().all(|p| p.constant) {
        wrong.push(format!("{whose} needs a parameter that is no constant: it would say the same of every row"));
    }
    at_most(text.params.len(), PARAMETERS, "parameters", &whose, wrong);
    unique(text.params.iter().map(|p| p.name.as_str()), &format!("two parameters of {whose} are called"), wrong);
    let mut parameters: Vec<Parameter> = Vec::new();
    for param in text.params.iter().take(PARAMETERS) {
        let before = parameters.last();
        if before.is_some_and(|b| b.default.is_some()) && param.default.is_none() {
            wrong.push(format!(
                "the parameter `{}` of {whose} needs a default, as one before it has one",
                names::short(&param.name)
            ));
        }
        parameters.push(parameter(param, &whose, wrong)?);
    }
    Some(Signature {
        name: text.name.clone(),
        doc: text.doc.clone(),
        parameters,
        returns: returned(&text.returns, &whose, wrong)?,
        model: text.model.clone().map(Model),
        deprecated: text.deprecated.clone(),
        retractable: text.retractable,
        mergeable: text.mergeable,
    })
}

fn parameter(text: &ParameterText, whose: &str, wrong: &mut Vec<String>) -> Option<Parameter> {
    let what = format!("the parameter `{}` of {whose}", names::short(&text.name));
    name(&text.name, &format!("the name of a parameter of {whose}"), wrong);
    prose(&text.doc, &what, wrong);
    if text.constant && text.nullable {
        wrong.push(format!("{what} is a constant, so it always has a value: leave out `nullable`"));
    }
    let term = term(&text.term, &what, wrong)?;
    let default = match text.default.as_ref().map(|json| values::value(json, &term)) {
        None => None,
        Some(Ok(value)) => Some(value),
        Some(Err(why)) => {
            wrong.push(format!("the default of {what}: {why}"));
            None
        }
    };
    Some(Parameter {
        name: text.name.clone(),
        doc: text.doc.clone(),
        term,
        default,
        constant: text.constant,
        nullable: text.nullable,
    })
}

fn returned(text: &ReturnedText, whose: &str, wrong: &mut Vec<String>) -> Option<Returned> {
    if text.scale > DIGITS {
        wrong.push(format!("{whose} asks for {} digits after the point; there are at most {DIGITS}", text.scale));
    }
    let term = term(&text.term, &format!("what {whose} gives"), wrong)?;
    Some(Returned { term, scale: text.scale, nullable: text.nullable })
}

fn term(text: &TermText, whose: &str, wrong: &mut Vec<String>) -> Option<Term> {
    let Some(kind) = kind(&text.kind) else {
        wrong.push(format!(
            "{whose} is of the kind `{}`, which there is not: yes/no, whole, number, duration, instant, date or text",
            names::short(&text.kind)
        ));
        return None;
    };
    if text.unit.as_ref().is_some_and(|u| u.is_empty() || u.chars().count() > 40 || u.chars().any(char::is_control)) {
        wrong.push(format!("the unit of {whose} must be a short word: \"points\""));
    }
    if text.unit.is_some() && !matches!(kind, Kind::Whole | Kind::Number) {
        wrong.push(format!("{whose} has a unit; only numbers have one"));
    }
    if !text.choices.is_empty() && kind != Kind::Text {
        wrong.push(format!("{whose} has choices; only texts have them"));
    }
    at_most(text.choices.len(), CHOICES, "choices", whose, wrong);
    unique(text.choices.iter().map(String::as_str), &format!("two choices of {whose} are"), wrong);
    if text.choices.iter().any(|c| c.is_empty() || c.chars().count() > names::NAME || c.chars().any(char::is_control)) {
        wrong.push(format!("a choice of {whose} must have 1 to {} characters, on one line", names::NAME));
    }
    let range = match text.range.map(|range| values::range(range, kind)) {
        None => None,
        Some(Ok(range)) => Some(range),
        Some(Err(why)) => {
            wrong.push(format!("the range of {whose} {why}"));
            None
        }
    };
    Some(Term { kind, unit: text.unit.clone(), range, choices: text.choices.clone() })
}

/// The kind that a word names.
#[must_use]
pub fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "yes/no" => Kind::YesNo,
        "whole" => Kind::Whole,
        "number" => Kind::Number,
        "duration" => Kind::Duration,
        "instant" => Kind::Instant,
        "date" => Kind::Date,
        "text" => Kind::Text,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
