//! `etalon plugin inspect`: what a component is, offers and asks for.

mod may;

use crate::commands::Ended;
use crate::commands::format::Format;
use crate::plugins::Component;
use crate::speak;
use clap::Args;
use etalon_contract::{Description, FunctionText, Needs, TermText, show_size};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Show what a component is, offers and asks for. It is run once, with nothing granted, to say so of itself.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  etalon plugin inspect                        the component in this folder
  etalon plugin inspect plugins/tone.wasm
  etalon plugin inspect tone.wasm --format json")]
pub struct Inspect {
    /// A .wasm file, or the folder where the only one lies.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// How to say it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Inspect {
    pub fn run(&self) -> Result<Ended, Ended> {
        let component = Component::open(&self.path)?;
        match self.format {
            Format::Text => speak::result(&text(&component)),
            Format::Json => {
                let inspected = &component.inspected;
                let told = json!({
                    "schema": "etalon-inspect/1",
                    "file": component.file.display().to_string(),
                    "bytes": component.bytes.len(),
                    "sha256": inspected.sha256,
                    "contract": inspected.contract,
                    "imports": inspected.imports,
                    "exports": inspected.exports,
                    "description": inspected.description,
                });
                speak::result(&format!("{told:#}\n"));
            }
        }
        Ok(Ended::Fine)
    }
}

fn text(component: &Component) -> String {
    let inspected = &component.inspected;
    let description = &inspected.description;
    let mut out = format!("{} {}", description.name, description.version);
    if !description.doc.is_empty() {
        let _ = write!(out, ": {}", description.doc);
    }
    let size = component.bytes.len().div_ceil(1024);
    let _ = write!(out, "\n\nfile      {}, {size} KiB\nsha256    {}\n", component.file.display(), inspected.sha256);
    let _ = writeln!(out, "contract  {}", inspected.contract);
    let _ = writeln!(out, "imports   {}", or_nothing(&imports(&inspected.imports)));
    let _ = writeln!(out, "exports   {}", or_nothing(&inspected.exports.join(", ")));
    let _ = writeln!(out, "asks for  {}", or_nothing(&asked(&description.needs)));
    let (may, not) = may::may(&inspected.imports, description);
    for (title, lines) in [("it may", may), ("it may not", not)] {
        let _ = writeln!(out, "\n{title}");
        for line in lines {
            let _ = writeln!(out, "  - {line}");
        }
    }
    offers(description, &mut out);
    out
}

/// What it imports, in a line. `types` is no import of anything: it only says what values look like.
pub(super) fn imports(imports: &[String]) -> String {
    let real: Vec<&str> =
        imports.iter().map(String::as_str).filter(|name| !name.starts_with("etalon:plugin/types@")).collect();
    real.join(", ")
}

pub(super) fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// What it asks for, in a line.
pub(super) fn asked(needs: &Needs) -> String {
    let mut asked: Vec<String> = needs.hosts.iter().map(|host| format!("host {host}")).collect();
    asked.extend(
        needs
            .secrets
            .iter()
            .map(|secret| format!("secret {}{}", secret.name, if secret.reveal { " (to see it itself)" } else { "" })),
    );
    asked.extend(needs.scratch.then(|| "a place to keep things".to_owned()));
    asked.extend(needs.memory.map(|memory| format!("{} of memory", show_size(memory))));
    asked.join(", ")
}

fn offers(description: &Description, out: &mut String) {
    for (kind, functions) in [("metric", &description.metrics), ("window", &description.windows)] {
        for function in functions {
            let _ = writeln!(out, "\n{kind} {}", signature(function));
            told(&function.doc, out);
            let extra = [
                function.model.as_ref().map(|model| format!("rests on a statistical model: {model}")),
                function.deprecated.as_ref().map(|instead| format!("should no longer be used: {instead}")),
                function.retractable.then(|| "can slide".to_owned()),
            ];
            extra.iter().flatten().for_each(|line| told(line, out));
        }
    }
    for stream in &description.streams {
        let _ = writeln!(out, "\nstream {}", stream.name);
        told(&stream.doc, out);
        for field in &stream.fields {
            let _ = writeln!(out, "  {}: {}{}", field.name, term(&field.term), if field.nullable { "?" } else { "" });
        }
    }
    for action in &description.actions {
        let _ = writeln!(out, "\naction {}", action.name);
        told(&action.doc, out);
        for field in &action.fields {
            let _ = writeln!(out, "  {}: {}{}", field.name, term(&field.term), if field.nullable { "?" } else { "" });
        }
    }
    if !description.settings.is_empty() {
        out.push_str("\nsettings\n");
        for setting in &description.settings {
            let _ = write!(out, "  {}: {}", setting.name, term(&setting.term));
            match &setting.default {
                Some(default) => {
                    let _ = writeln!(out, " = {default}");
                }
                None => out.push_str(", must be set\n"),
            }
            told(&setting.doc, out);
        }
    }
}

fn told(doc: &str, out: &mut String) {
    if !doc.is_empty() {
        let _ = writeln!(out, "    {doc}");
    }
}

/// `politeness(message: text, language: lv | et = "lv") -> number in points, 0 to 100, or none`
fn signature(function: &FunctionText) -> String {
    let parameters: Vec<String> = function
        .params
        .iter()
        .map(|parameter| {
            let mut text = format!("{}: {}", parameter.name, term(&parameter.term));
            if parameter.nullable {
                text.push('?');
            }
            if let Some(default) = &parameter.default {
                let _ = write!(text, " = {default}");
            }
            if parameter.constant {
                text.push_str(", constant");
            }
            text
        })
        .collect();
    let none = if function.returns.nullable { ", or none" } else { "" };
    format!("{}({}) -> {}{none}", function.name, parameters.join("; "), term(&function.returns.term))
}

fn term(term: &TermText) -> String {
    let mut text = if term.choices.is_empty() { term.kind.clone() } else { term.choices.join(" | ") };
    if let Some(unit) = &term.unit {
        let _ = write!(text, " in {unit}");
    }
    if let Some((least, most)) = term.range {
        let _ = match term.kind.as_str() {
            "duration" => write!(text, " from {} to {}", seconds(least), seconds(most)),
            _ => write!(text, " from {least} to {most}"),
        };
    }
    text
}

/// Seconds as people say them: `90 s`, `2 min`, `10 days`; in the largest unit that divides them without rest.
fn seconds(seconds: f64) -> String {
    let units = [(86_400.0, "days"), (3_600.0, "h"), (60.0, "min")];
    match units.iter().find(|(size, _)| seconds != 0.0 && seconds % size == 0.0) {
        Some((size, "days")) if seconds == *size => "1 day".to_owned(),
        Some((size, unit)) => format!("{} {unit}", seconds / size),
        None => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_as_people_say_them() {
        let all: Vec<String> =
            [0.0, 0.5, 1.0, 60.0, 90.0, 120.0, 3_600.0, 5_400.0, 86_400.0, 864_000.0].map(seconds).into();
        assert_eq!(all.join(", "), "0 s, 0.5 s, 1 s, 1 min, 90 s, 2 min, 1 h, 90 min, 1 day, 10 days");
    }
}
