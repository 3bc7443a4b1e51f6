//! The page: one self-contained file.

use crate::view::view;
use crate::{Lexicon, Report};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};

/// Escaped by its name: whatever ends in `.html` is.
const PAGE: &str = include_str!("../templates/report.html");
const STYLE: &str = include_str!("../templates/style.css");

pub fn page(report: &Report<'_>) -> Result<String, String> {
    let words = Lexicon::of(report.language);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.add_filter("count", |n: u64| crate::show::count(n));
    let mut render = || {
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        environment.add_template("report.html", PAGE)?;
        environment.get_template("report.html")?.render(context! {
            v => Serde(view(report, words)),
            w => Serde(words.all()),
            language => words.language(),
            style => STYLE,
        })
    };
    render().map_err(|error: minijinja::Error| format!("the page could not be laid out: {error:#}"))
}
