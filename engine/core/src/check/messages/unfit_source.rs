//! `unfit-source`: a source that could not be read, or that fills a field with what it cannot hold.

use super::nearest;
use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span, Text};

/// `source x for CASE`
pub(crate) fn source_of_a_case(name: &Name) -> Diagnostic {
    Diagnostic::error(
        "unfit-source",
        name.span,
        format!("`{}` is a case: it is put together from events, not read from files", name.text),
    )
    .help("name the event that the case is made of")
}

/// `format X`
pub(crate) fn unknown_format(name: &Name) -> Diagnostic {
    let d = Diagnostic::error("unfit-source", name.span, format!("files in the format `{}` cannot be read", name.text));
    match nearest(&name.text, ["csv", "json", "parquet"]) {
        Some(near) => d.here(format!("did you mean `{near}`?")).help(format!("write `format {near}`")),
        None => d.help("write `csv`, `json` (one object a line) or `parquet`; other tables can be exported as CSV"),
    }
}

/// `delimiter "xx"`
pub(crate) fn bad_delimiter(text: &Text) -> Diagnostic {
    Diagnostic::error("unfit-source", text.span, format!("`\"{}\"` cannot stand between values", text.text))
        .help("one sign stands there: `\",\"`, `\";\"`, `\"|\"` or `\"\\t\"`")
}

/// A pattern of times.
pub(crate) fn bad_time_pattern(text: &Text) -> Diagnostic {
    Diagnostic::error("unfit-source", text.span, format!("the time pattern \"{}\" cannot be read", text.text))
        .reason("No time in the files could be understood.")
        .help("%Y year, %m month, %d day, %H hour, %M minute, %S second: `\"%d.%m.%Y %H:%M\"` reads 02.03.2026 09:00")
}

/// Something that no column can say.
pub(crate) fn not_about_columns(span: Span, text: &str, condition: bool) -> Diagnostic {
    if condition {
        return Diagnostic::error("unfit-source", span, format!("`{text}` does not say yes or no of a row"))
            .help("compare a column with a text: `rows where queue != \"test\"`");
    }
    Diagnostic::error("unfit-source", span, format!("`{text}` cannot be made of the columns of a row"))
        .reason("A source only reads what stands in a row; what is computed belongs into a rule.")
        .help("name a column, `column \"Wait s\"`, or use `&`, `by`, `if`, `seconds(…)`, `lower(…)` and the like")
}

/// `a.b`
pub(crate) fn dotted_column(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error("unfit-source", span, format!("a column is one name, and `{text}` has a dot in it"))
        .help(format!("write `column \"{text}\"`"))
}

/// A field that cannot hold what the columns make.
pub(crate) fn unfit_column(span: Span, field: &str, is: &str, makes: &str, duration: bool) -> Diagnostic {
    let d = Diagnostic::error("unfit-source", span, format!("`{field}` is {is}, and this makes {makes}"));
    if duration {
        d.help("say what the number counts: `seconds(…)`, `minutes(…)`, `hours(…)`, or `clock(…)` for 12:34")
    } else if makes == "a duration" {
        d.help(format!("declare the field as `{field} duration`, or take the column as it is"))
    } else {
        d.help("change the field's type where its event is declared, or what is taken")
    }
}
