//! Something between declarations that is none.

use std::ops::Range;

use super::{SyntaxError, examples};
use crate::build::Builder;
use crate::words::{CLAUSES, DECLARATIONS};

pub(crate) fn explain(builder: &mut Builder<'_>, range: Range<usize>) {
    let Some(first) = builder.leaves_in(&range).first().copied() else {
        return;
    };
    let written = first.text.to_lowercase();
    let span = builder.span_of(first.token.range());
    if matches!(first.text, "drop" | "override") {
        let message = format!("`{}` does not say what", first.text);
        let help = if first.text == "drop" {
            "write for example `drop criterion old_rule`"
        } else {
            "write for example `override criterion quick_answer \"Answered within 10 seconds\" { … }`"
        };
        let help = Some(help.to_owned());
        builder.errors.push(SyntaxError { slug: "unknown-declaration", span, message, reason: None, help });
        return;
    }
    let meant = SYNONYMS.iter().find(|(other, _)| *other == written).map(|(_, word)| *word);
    let near = meant.or_else(|| super::unknown_clause::nearest(&written, DECLARATIONS.iter().map(|(word, _)| *word)));
    // `plugin tone "^0.3"`
    let example = if written == "plugin" { Some("use plugin tone \"^0.3\"") } else { None };
    let owner = CLAUSES.iter().find(|(_, clauses)| clauses.contains(&first.text)).map(|(block, _)| *block);
    let (message, help) = if let Some(near) = near {
        let message = format!("`{}` does not open a declaration; did you mean `{near}`?", first.text);
        (message, format!("write for example `{}`", example.unwrap_or_else(|| examples::head(near))))
    } else if foreign_comment(builder, &range) {
        let message = "a comment starts with `//` in this language".to_owned();
        (message, "write for example `// agreed with the client in May`, on each line anew".to_owned())
    } else if let Some(owner) = owner {
        let message = format!("`{}` stands outside of every declaration", first.text);
        (message, format!("It belongs between the braces of {}. Is a `}}` before it too early?", with_article(owner)))
    } else {
        let message = format!("`{}` does not open a declaration", shorten(first.text));
        (message, "A declaration opens with one of: standard, param, calendar, event, entity, source, case, define, principle, criterion, form, steps, mitigation, duty, metric, notice, ladder, recognition, test, use.".to_owned())
    };
    let reason = "Nothing of this piece, up to the next declaration, was read.".to_owned();
    builder.errors.push(SyntaxError {
        slug: "unknown-declaration",
        span,
        message,
        reason: Some(reason),
        help: Some(help),
    });
}

/// `/* … */`, `-- …`, `<!-- … -->`
fn foreign_comment(builder: &Builder<'_>, range: &Range<usize>) -> bool {
    match builder.leaves_in(range) {
        [first, second, ..] if first.token.end == second.token.start => {
            matches!((first.text, second.text), ("/", "*") | ("-", "-") | ("<", "!"))
        }
        _ => false,
    }
}

/// Words that people write for ours.
const SYNONYMS: [(&str, &str); 18] = [
    ("hours", "calendar"),
    ("opening", "calendar"),
    ("holidays", "calendar"),
    ("schedule", "calendar"),
    ("rule", "criterion"),
    ("requirement", "criterion"),
    ("kpi", "metric"),
    ("measure", "metric"),
    ("figure", "metric"),
    ("table", "entity"),
    ("person", "entity"),
    ("escalation", "ladder"),
    ("reward", "recognition"),
    ("import", "use"),
    ("include", "use"),
    ("plugin", "use"),
    ("plugins", "use"),
    ("let", "param"),
];

/// `a criterion`, `an event`
pub(super) fn with_article(word: &str) -> String {
    if word == "steps" {
        return word.to_owned();
    }
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// A word as it is shown in a message: not longer than a line can bear.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= 40 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(40).collect::<String>())
    }
}
