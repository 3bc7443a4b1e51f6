//! The page: one self-contained file. Every card is laid out here, once; in a large report the browser gets the cards as
//! text and makes a document of one when it is opened.

use crate::held::Pieces;
use crate::view::{Course, Handbook, Owed, Page, Subject, courses, handbook, page as view};
use crate::{Lexicon, Report};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, ErrorKind, context};
use serde::Serialize;

/// Escaped by their names: whatever ends in `.html` is.
const TEMPLATES: [(&str, &str); 11] = [
    ("page.html", include_str!("../templates/page.html")),
    ("charts.html", include_str!("../templates/charts.html")),
    ("figures.html", include_str!("../templates/figures.html")),
    ("lines.html", include_str!("../templates/lines.html")),
    ("step.html", include_str!("../templates/step.html")),
    ("steps.html", include_str!("../templates/steps.html")),
    ("subject.html", include_str!("../templates/subject.html")),
    ("handbook.html", include_str!("../templates/handbook.html")),
    ("timelines.html", include_str!("../templates/timelines.html")),
    ("closed.html", include_str!("../templates/closed.html")),
    ("data.html", include_str!("../templates/data.html")),
];
const STYLE: &str = include_str!("../templates/style.css");
const SCRIPT: &str = include_str!("../templates/script.js");

/// Up to so many cards are part of the document itself, so that it needs no script.
const WHOLE: usize = 300;
/// Up to so many steps are shown at once.
const UNFOLDED: usize = 40;

/// What the page shows of a card before it is opened, and the card.
#[derive(Serialize)]
struct Folded<'a> {
    id: &'a str,
    name: &'a str,
    belongs: &'a [(String, String, Option<String>)],
    reached: (usize, usize),
    open: (usize, usize),
    honoured: usize,
    body: String,
}

/// A kind of subject and its cards.
#[derive(Serialize)]
struct Group<'a> {
    title: &'a str,
    subjects: Vec<Folded<'a>>,
}

/// What one person owes.
#[derive(Serialize)]
struct Owes<'a> {
    who: Option<&'a str>,
    overdue: usize,
    open: usize,
    held: usize,
    unfold: bool,
    body: String,
}

pub fn page(report: &Report<'_>) -> Result<String, String> {
    let words = Lexicon::of(report.language);
    lay_out(&view(report, words), &handbook(report, words), &courses(report, words), words)
        .map_err(|error| format!("the page could not be laid out: {error:#}"))
}

fn lay_out(page: &Page, book: &Handbook, courses: &[Course], words: Lexicon) -> Result<String, Error> {
    let environment = environment(words)?;
    let cards: usize = page.groups.iter().map(|g| g.subjects.len()).sum();
    let held = cards + page.view.escalations.len() / 4 > WHOLE;
    let mut groups = Vec::new();
    let subject = environment.get_template("subject.html")?;
    for group in &page.groups {
        let card = |s| -> Result<Folded<'_>, Error> { Ok(folded(s, subject.render(context! { s => Serde(s) })?)) };
        groups
            .push(Group { title: &group.title, subjects: group.subjects.iter().map(card).collect::<Result<_, _>>()? });
    }
    let steps = environment.get_template("steps.html")?;
    let unfold = page.view.escalations.len() <= UNFOLDED;
    let owed = page.owed.iter().map(|owed| -> Result<Owes<'_>, Error> {
        let body = steps.render(context! { steps => Serde(&owed.steps), held => owed.held })?;
        Ok(owes(owed, body, unfold && owed.open > 0))
    });
    let mut owed: Vec<Owes<'_>> = owed.collect::<Result<_, _>>()?;
    let pieces = if held { hold(&mut groups, &mut owed)? } else { String::new() };
    environment.get_template("page.html")?.render(context! {
        v => Serde(&page.view),
        tiles => Serde(&page.tiles),
        blocks => Serde(&page.blocks),
        counts => Serde(page.counts),
        next => Serde(&page.next),
        helped => Serde(page.helped()),
        groups => Serde(groups),
        owed => Serde(owed),
        book => Serde(book),
        courses => Serde(courses),
        pieces => pieces,
        style => STYLE,
        script => SCRIPT,
    })
}

fn environment(words: Lexicon) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("count", |n: u64| crate::show::count(n));
    environment.add_filter("code", |text: &str| Value::from_safe_string(code(text)));
    environment.add_filter("goal", |target: &str| target.replace(">=", "≥").replace("<=", "≤"));
    environment.add_global("w", Value::from(Serde(words.all())));
    environment.add_global("language", words.language());
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// Makes the cards texts that the page's script makes part of the document, and says what they share. Whatever people
/// wrote is escaped in them, so that nothing can end such a text early.
fn hold(groups: &mut [Group<'_>], owed: &mut [Owes<'_>]) -> Result<String, Error> {
    let of_people = groups.iter().rev().flat_map(|g| &g.subjects).map(|s| &s.body);
    let pieces = Pieces::of(owed.iter().take(16).map(|o| &o.body).chain(of_people).map(String::as_str));
    let cards = groups.iter_mut().flat_map(|g| &mut g.subjects).map(|s| &mut s.body);
    for body in cards.chain(owed.iter_mut().map(|o| &mut o.body)) {
        *body = format!("<script type=\"text/html\">{}</script>", pieces.shorten(body));
    }
    pieces.json().map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

fn folded(subject: &Subject, body: String) -> Folded<'_> {
    Folded {
        id: &subject.id,
        name: &subject.name,
        belongs: &subject.belongs,
        reached: subject.reached,
        open: subject.open,
        honoured: subject.honoured,
        body,
    }
}

fn owes(owed: &Owed, body: String, unfold: bool) -> Owes<'_> {
    let Owed { who, overdue, open, held, .. } = owed;
    Owes { who: who.as_deref(), overdue: *overdue, open: *open, held: *held, unfold, body }
}

/// What stands between backticks is code.
fn code(text: &str) -> String {
    let escaped =
        |part: &str| part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let parts = text.split('`').enumerate();
    parts.map(|(i, part)| if i % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }).collect()
}
