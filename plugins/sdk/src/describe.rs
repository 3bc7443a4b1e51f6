//! What a plugin says of itself: `etalon-plugin/1`.

/// The plugin as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The name of the crate.
    pub name: &'static str,
    /// The version of the crate.
    pub version: &'static str,
    /// What the crate says of itself.
    pub doc: &'static str,
    /// What can be set.
    pub settings: &'static [Setting],
    /// What it offers.
    pub functions: &'static [&'static Function],
}

/// What can be set for a use of the plugin.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// "text", "number", …
    pub kind: &'static str,
    /// What it is if not set; none = it must be set.
    pub default: Option<&'static str>,
}

/// A function of one row, or a value of many.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// A value of many rows.
    pub window: bool,
    /// What it takes.
    pub params: &'static [Parameter],
    /// What it gives.
    pub returns: Returned,
    /// The statistical model behind it.
    pub model: Option<&'static str>,
    /// What to use instead.
    pub deprecated: Option<&'static str>,
    /// Rows can be taken out again.
    pub retractable: bool,
    /// States can be joined.
    pub mergeable: bool,
}

/// What a function takes.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// For people.
    pub doc: &'static str,
    /// What it may be.
    pub term: Term,
    /// What it is where the call leaves it out, as JSON.
    pub default: Option<&'static str>,
    /// Known before any event is read.
    pub constant: bool,
    /// Rows without a value are handed over.
    pub nullable: bool,
}

/// What a function gives.
#[derive(Debug, Clone, Copy)]
pub struct Returned {
    /// What it is.
    pub term: Term,
    /// Of a number: digits after the point.
    pub scale: u8,
    /// There may be no value.
    pub nullable: bool,
}

/// What is said of a value.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// "yes/no", "whole", "number", "duration", "instant", "date", "text"
    pub kind: &'static str,
    /// "points"
    pub unit: Option<&'static str>,
    /// Least and greatest as JSON: "[0, 100]".
    pub range: Option<&'static str>,
    /// What a text may be.
    pub choices: &'static [&'static str],
}

impl Facts {
    /// The name under which standards use it: the crate's name with `_` for `-`.
    #[must_use]
    pub fn used_as(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The description as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = String::with_capacity(1024);
        out.push_str("{\"schema\":\"etalon-plugin/1\",\"name\":");
        text(&mut out, &self.used_as());
        field(&mut out, "version", self.version);
        field(&mut out, "doc", self.doc);
        list(&mut out, ",\"settings\":[", self.settings, setting);
        let of = |window: bool| self.functions.iter().copied().filter(move |f| f.window == window);
        out.push_str("],\"metrics\":[");
        separated(&mut out, of(false), function);
        out.push_str("],\"windows\":[");
        separated(&mut out, of(true), function);
        out.push_str("]}");
        out
    }
}

fn setting(out: &mut String, setting: &Setting) {
    out.push_str("{\"name\":");
    text(out, setting.name);
    field(out, "doc", setting.doc);
    field(out, "type", setting.kind);
    if let Some(default) = setting.default {
        out.push_str(",\"default\":");
        out.push_str(default);
    }
    out.push('}');
}

fn function(out: &mut String, function: &Function) {
    out.push_str("{\"name\":");
    text(out, function.name);
    field(out, "doc", function.doc);
    list(out, ",\"params\":[", function.params, parameter);
    out.push_str("],\"returns\":{");
    term(out, &function.returns.term);
    out.push_str(",\"scale\":");
    out.push(char::from(b'0' + function.returns.scale % 10));
    flag(out, "nullable", function.returns.nullable);
    out.push('}');
    if let Some(model) = function.model {
        field(out, "model", model);
    }
    if let Some(instead) = function.deprecated {
        field(out, "deprecated", instead);
    }
    flag(out, "retractable", function.retractable);
    flag(out, "mergeable", function.mergeable);
    out.push('}');
}

fn parameter(out: &mut String, parameter: &Parameter) {
    out.push_str("{\"name\":");
    text(out, parameter.name);
    field(out, "doc", parameter.doc);
    out.push(',');
    term(out, &parameter.term);
    if let Some(default) = parameter.default {
        out.push_str(",\"default\":");
        out.push_str(default);
    }
    flag(out, "constant", parameter.constant);
    flag(out, "nullable", parameter.nullable);
    out.push('}');
}

/// Without a comma before it.
fn term(out: &mut String, term: &Term) {
    out.push_str("\"type\":");
    text(out, term.kind);
    if let Some(unit) = term.unit {
        field(out, "unit", unit);
    }
    if let Some(range) = term.range {
        out.push_str(",\"range\":");
        out.push_str(range);
    }
    if !term.choices.is_empty() {
        out.push_str(",\"choices\":[");
        separated(out, term.choices.iter(), |out, choice| text(out, choice));
        out.push(']');
    }
}

fn list<T>(out: &mut String, opening: &str, items: &[T], each: fn(&mut String, &T)) {
    out.push_str(opening);
    separated(out, items.iter(), each);
}

fn separated<T>(out: &mut String, items: impl Iterator<Item = T>, each: impl Fn(&mut String, T)) {
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(',');
        }
        each(out, item);
    }
}

fn field(out: &mut String, name: &str, value: &str) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    text(out, value);
}

fn flag(out: &mut String, name: &str, set: bool) {
    if set {
        out.push_str(",\"");
        out.push_str(name);
        out.push_str("\":true");
    }
}

/// A JSON text.
fn text(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if u32::from(c) < 0x20 => {
                let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(u32::from(c) >> 4));
                out.push(digit(u32::from(c) & 15));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
