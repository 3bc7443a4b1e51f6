//! `unfit-steps`: steps that could not be told apart, found or put in order.

use super::{list, nearest, quoted};
use crate::Diagnostic;
use etalon_grammar::ast::{Name, Span};

/// A step with the name of something that is known of all of them.
pub(crate) fn step_named_as_a_whole(name: &Name, words: &[&str]) -> Diagnostic {
    Diagnostic::error("unfit-steps", name.span, format!("a step cannot be named `{}`", name.text))
        .reason(format!("{} say how the steps went as a whole.", list(&quoted(words), "and")))
        .help("give the step a name that says what is done: `greeting`")
}

/// A step with the name that a pair of others has.
pub(crate) fn step_named_as_a_pair(name: &Name) -> Diagnostic {
    Diagnostic::error("unfit-steps", name.span, format!("a step cannot be named `{}`", name.text))
        .reason("That is what rules call a pair of the order.")
        .help("give the step a name that says what is done: `greeting`")
}

/// A step of one event that does not say when it was done.
pub(crate) fn step_without_instant(name: &Name, unit: &str) -> Diagnostic {
    Diagnostic::error("unfit-steps", name.span, format!("nothing says when the step `{}` was done", name.text))
        .reason(format!("Of one `{unit}` a step is done when its instant is there."))
        .help(format!("name the field that holds it: `step {0} at {0}`", name.text))
}

/// A step of a case that does not say which events it is.
pub(crate) fn step_without_events(name: &Name, case: &str, example: &str) -> Diagnostic {
    Diagnostic::error("unfit-steps", name.span, format!("nothing says which events are the step `{}`", name.text))
        .reason(format!("A `{case}` is made of events: a step is done when one of them is that step."))
        .help(format!("write for example `step {} {example}`", name.text))
}

/// `when` in the steps of one event, or `at` in those of a case.
pub(crate) fn step_of_another_kind(span: Span, name: &Name, event: bool, unit: &str) -> Diagnostic {
    let (what, help) = if event {
        (
            format!("`{unit}` is one event: the step `{}` is no event of its own", name.text),
            format!("name the field that holds its instant, `step {0} at {0}`, or write steps for a case", name.text),
        )
    } else {
        (
            format!("`{unit}` is a case: the step `{}` is one of its events", name.text),
            format!("say which: `step {} when …`", name.text),
        )
    };
    Diagnostic::error("unfit-steps", span, what).help(help)
}

/// `repeats`, `at most`, `extras` in the steps of one event.
pub(crate) fn once_in_an_event(span: Span, what: &str, unit: &str) -> Diagnostic {
    Diagnostic::error("unfit-steps", span, format!("{what} in one `{unit}`"))
        .reason(
            "An event holds one instant for each of its steps: each is done once or not at all, and nothing else is.",
        )
        .help("take it out, or write the steps for a case")
}

/// An order that names a step that is not there.
pub(crate) fn no_such_step(name: &Name, steps: &[&str]) -> Diagnostic {
    let help = match nearest(&name.text, steps.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the steps are {}", list(&quoted(steps), "and")),
    };
    Diagnostic::error("unfit-steps", name.span, format!("there is no step named `{}`", name.text)).help(help)
}

/// A step before itself.
pub(crate) fn before_itself(name: &Name) -> Diagnostic {
    Diagnostic::error("unfit-steps", name.span, format!("`{}` cannot come before itself", name.text))
        .help("name the step that comes before it, or take the pair out")
}

/// One pair twice.
pub(crate) fn pair_twice(span: Span, first: Span, names: (&str, &str)) -> Diagnostic {
    let what = format!("that `{}` comes before `{}` is said twice", names.0, names.1);
    Diagnostic::error("unfit-steps", span, what)
        .here("again here")
        .label(first, "first here")
        .reason("A sequence says it of every two neighbours.")
        .help("take one of them out")
}

/// An order in a circle.
pub(crate) fn order_in_a_circle(span: Span, names: &[&str]) -> Diagnostic {
    let first = names.first().copied().unwrap_or_default();
    let what = format!("the order goes in a circle: `{}` before `{first}`", names.join("` before `"));
    Diagnostic::error("unfit-steps", span, what)
        .here("closes the circle")
        .reason("Whoever does all of them breaks it, whatever comes first.")
        .help("take out the pair that does not hold")
}

/// More steps than there is room for.
pub(crate) fn too_many_steps(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error("unfit-steps", span, format!("there are more than {most} steps"))
        .reason("Nobody keeps so many in mind.")
        .help("write several declarations, one for each stage or channel")
}

/// A result that the steps do not have.
pub(crate) fn unknown_steps_result(name: &Name, known: &[String]) -> Diagnostic {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = match nearest(&name.text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", super::short_list(&quoted(&known), "or")),
    };
    Diagnostic::error("unfit-steps", name.span, format!("the steps say nothing that is named `{}`", name.text))
        .help(help)
}

/// Steps that look at others, asked for from elsewhere.
pub(crate) fn steps_from_afar(span: Span) -> Diagnostic {
    Diagnostic::error("unfit-steps", span, "these steps look at other things, and are asked for from elsewhere")
        .reason("What they look at is counted from where they are.")
        .help("ask in a rule for the thing itself, or let the steps read its own fields only")
}
