//! What the checker makes of a text: names, scopes, types, layers. What it says about mistakes is told by the case
//! folders in `tests/cases/check`.

use etalon_core::standard::{
    Ask, CaseMember, Criterion, Expr, ExprKind, Fact, FieldId, Leaf, Range, Requirement, Standard, Type, UnitKind,
};
use etalon_core::value::{Ratio, Value};
use etalon_core::{Checked, SourceFile, check};

const DESK: &str = r#"
standard desk { version 1  zone "Europe/Tallinn"  owner "Head" }
entity team { id text key }
entity agent is person { id text key  team team  manager agent? }
event call {
  id       text key
  at       instant
  agent    agent?
  topic    text
  channel  phone | chat | "left a message"
  waited   duration
  talked   duration?
  lines    1..5
  tries    whole
}
event survey { id text key  at instant  call call  score 1..5? }
"#;

fn checked(layers: &[(u32, &str)], sets: &[(&str, &str)]) -> Checked {
    let files: Vec<SourceFile> = layers
        .iter()
        .enumerate()
        .map(|(index, (layer, text))| SourceFile {
            path: format!("{index}.etalon"),
            text: (*text).to_owned(),
            layer: *layer,
        })
        .collect();
    let sets: Vec<(String, String)> = sets.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    check(&files, &sets)
}

fn standard(text: &str) -> Standard {
    let checked = checked(&[(0, &format!("{DESK}{text}"))], &[]);
    checked.standard.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn slugs(checked: &Checked) -> Vec<&'static str> {
    checked.diagnostics.iter().map(|d| d.slug).collect()
}

fn said(text: &str) -> Vec<&'static str> {
    slugs(&checked(&[(0, &format!("{DESK}{text}"))], &[]))
}

fn criterion<'a>(standard: &'a Standard, name: &str) -> &'a Criterion {
    standard.criteria.iter().find(|c| c.label.name == name).expect("declared")
}

fn required<'a>(standard: &'a Standard, name: &str) -> &'a Expr {
    match &criterion(standard, name).require {
        Requirement::Condition(e) => e,
        other => panic!("{other:?}"),
    }
}

/// The two sides of a comparison.
fn sides(e: &Expr) -> (&Expr, &Expr) {
    match &e.kind {
        ExprKind::Compare(_, a, b) => (a, b),
        other => panic!("{other:?}"),
    }
}

/// A path in the words of the standard, with the number of its scope.
fn path(standard: &Standard, from: &[&str], e: &Expr) -> String {
    let ExprKind::Field { scope, path, leaf } = &e.kind else { panic!("{:?}", e.kind) };
    let mut unit = standard.unit(from[usize::from(*scope)]).expect("declared");
    let mut words = vec![scope.to_string()];
    let mut step = |id: &FieldId| {
        let field = &standard.units[unit.index()].fields[id.index()];
        words.push(field.name.clone());
        if let Type::Ref(next) = field.ty {
            unit = next;
        }
    };
    path.iter().for_each(&mut step);
    match leaf {
        Leaf::Field(id) => step(id),
        other => words.push(format!("{other:?}")),
    }
    words.join(".")
}

#[test]
fn a_word_beside_a_list_is_one_of_its_values() {
    let s = standard(
        "criterion a { for call  require channel = \"left a message\" or chat != channel or channel in (phone, chat) }",
    );
    let ExprKind::Or(parts) = &required(&s, "a").kind else { panic!() };
    assert!(matches!(sides(&parts[0]).1.kind, ExprKind::Const(Value::OneOf(2))));
    assert!(matches!(sides(&parts[1]).0.kind, ExprKind::Const(Value::OneOf(1))));
    assert!(matches!(&parts[2].kind, ExprKind::In(_, values, false) if *values == [Value::OneOf(0), Value::OneOf(1)]));
}

#[test]
fn inside_a_look_at_others_bare_words_speak_of_the_others_and_this_of_the_judged() {
    let s = standard(
        "criterion a { for call  require no call where topic = this.topic and agent.team = this.agent.team within 7 days }",
    );
    let ExprKind::Others(others) = &required(&s, "a").kind else { panic!() };
    assert!(matches!(others.ask, Ask::None));
    assert_eq!(others.scope, 1);
    let Some(Expr { kind: ExprKind::And(parts), .. }) = &others.filter else { panic!() };
    let units = ["call", "call"];
    assert_eq!(path(&s, &units, sides(&parts[0]).0), "1.topic");
    assert_eq!(path(&s, &units, sides(&parts[0]).1), "0.topic");
    assert_eq!(path(&s, &units, sides(&parts[1]).0), "1.agent.team");
    let Range::Within { duration, of: None } = &others.range else { panic!() };
    assert!(matches!(duration.kind, ExprKind::Const(Value::Duration(604_800_000_000))));
}

#[test]
fn a_define_is_taken_in_where_it_is_used_with_its_scopes_fitted() {
    let s = standard(
        "define busy for call = count(call where agent = this.agent over 60 min before this) >= 3
         criterion a { for call  require count(call where busy and topic = this.topic over 2 days to this) < 2 }",
    );
    let (count, _) = sides(required(&s, "a"));
    let ExprKind::Others(outer) = &count.kind else { panic!() };
    assert!(matches!(outer.range, Range::OverDays { days: 2, including_this: true, .. }));
    let Some(Expr { kind: ExprKind::And(parts), .. }) = &outer.filter else { panic!() };
    let ExprKind::Define(_, inner) = &parts[0].kind else { panic!() };
    let ExprKind::Others(inner) = &sides(inner).0.kind else { panic!() };
    assert_eq!(inner.scope, 2);
    let filter = inner.filter.as_ref().expect("has one");
    let units = ["call", "call", "call"];
    assert_eq!(path(&s, &units, sides(filter).0), "2.agent");
    assert_eq!(path(&s, &units, sides(filter).1), "1.agent");
}

#[test]
fn a_kind_of_thing_names_the_nearest_way_to_it() {
    let s = standard(
        "criterion a { for survey  require call.waited <= 3 min and agent.team = \"north\" and call = \"c1\" }",
    );
    let ExprKind::And(parts) = &required(&s, "a").kind else { panic!() };
    assert_eq!(path(&s, &["survey"], sides(&parts[0]).0), "0.call.waited");
    assert_eq!(path(&s, &["survey"], sides(&parts[1]).0), "0.call.agent.team");
    assert_eq!(path(&s, &["survey"], sides(&parts[2]).0), "0.call");
}

#[test]
fn whose_a_unit_is_follows_references_and_credit_decides() {
    let s = standard(
        "criterion a { for survey  require score >= 3 }
         criterion b { for survey  require score >= 3  credit call.agent.manager }",
    );
    let words = |name: &str| -> Vec<String> {
        criterion(&s, name).subjects.iter().map(|(_, e)| path(&s, &["survey"], e)).collect()
    };
    assert_eq!(words("a"), ["0.call.agent.team", "0.call.agent"]);
    assert_eq!(words("b"), ["0.call.agent.manager.team", "0.call.agent.manager"]);
}

#[test]
fn shares_dates_and_params_are_read_as_what_stands_beside_them() {
    let s = standard(
        "param goal = 80% between 50% and 100%
         event shift { id text key  at instant  busy share }
         criterion a { for shift  require busy >= 1/2 and busy <= 0.9 and busy < goal and at >= 2026-07-01 }",
    );
    let ExprKind::And(parts) = &required(&s, "a").kind else { panic!() };
    let constant = |e: &Expr| match &e.kind {
        ExprKind::Const(value) => value.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(constant(sides(&parts[0]).1), Value::Ratio(Ratio::new(1, 2).expect("small")));
    assert_eq!(constant(sides(&parts[1]).1), Value::Ratio(Ratio::new(9, 10).expect("small")));
    assert!(matches!(sides(&parts[2]).1.kind, ExprKind::Param(_)));
    // Midnight in Tallinn in summer is 21:00 UTC of the day before.
    assert_eq!(constant(sides(&parts[3]).1), Value::Instant(1_782_853_200_000_000));
}

#[test]
fn facts_come_in_an_order_in_which_each_uses_only_earlier_ones() {
    let s = standard(
        "case thread of call by topic {
           fact took   = solved - opened
           fact solved = last at where channel = phone and position > 1
           fact opened = first at
           fact slow   = count where waited > took
           at opened
         }",
    );
    let unit = &s.units[s.unit("thread").expect("declared").index()];
    let names: Vec<&str> = unit.fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["topic", "solved", "opened", "took", "slow"]);
    assert_eq!(unit.at, Some(FieldId(2)));
    assert!(matches!(&unit.kind, UnitKind::Case(members) if matches!(members.as_slice(), [CaseMember { .. }])));
    let Some(Fact::Aggregate { filter: Some(filter), .. }) = &unit.fields[4].fact else { panic!() };
    assert_eq!(path(&s, &["thread", "call"], sides(filter).0), "1.waited");
    assert_eq!(path(&s, &["thread", "call"], sides(filter).1), "0.took");
}

#[test]
fn a_form_makes_a_criterion_for_itself_and_one_for_each_yes_no_item() {
    let s = standard(
        "event talk { id text key  at instant  agent agent  greets yes/no  listens 1..5  ends yes/no }
         form qa for talk {
           by points
           employee controls it
           item greets 4 critical compliance
           item listens 10 scale 1..5
           item ends 2
           bands good >= 80, weak
           fault when failed or band = weak
         }
         mitigation m { for talk  covers qa.ends, qa  cause company 1/2 }
         criterion again { for talk  require qa.score >= 50 and met qa }",
    );
    let names: Vec<&str> = s.criteria.iter().map(|c| c.label.name.as_str()).collect();
    assert_eq!(names, ["again", "qa", "qa.greets", "qa.ends"]);
    assert!(s.criteria[1..].iter().all(|c| c.employee_controls && c.subjects.len() == 2));
    let covers: Vec<usize> = s.mitigations[0].covers.iter().map(|c| c.index()).collect();
    // `qa.ends` is the item and, where the fault rests on it alone, the form; `qa` then is all of it.
    assert_eq!(covers, [1, 3, 2]);
    assert!(s.mitigations[0].parts.is_empty());
    assert_eq!(s.forms[0].items[1].criterion, None);
}

#[test]
fn a_lower_layer_replaces_and_takes_out_aloud() {
    let base = format!(
        "{DESK}criterion a {{ for call  require waited <= 20 s }}\ncriterion b {{ for call  require tries < 3 }}"
    );
    let own = "override criterion a { for call  require waited <= 10 s }\ndrop criterion b";
    let both = checked(&[(0, own), (1, &base)], &[]);
    let standard = both.standard.expect("fine");
    assert_eq!(standard.name, "desk");
    assert_eq!(standard.criteria.len(), 1);
    assert!(matches!(sides(required(&standard, "a")).1.kind, ExprKind::Const(Value::Duration(10_000_000))));

    let silent = checked(&[(0, "criterion a { for call  require waited <= 10 s }"), (1, &base)], &[]);
    assert_eq!(slugs(&silent), ["needs-override"]);
}

#[test]
fn params_are_set_from_outside_in_the_language_and_within_their_bounds() {
    let text =
        format!("{DESK}param quick = 20 s between 5 s and 2 min\ncriterion a {{ for call  require waited <= quick }}");
    let set = |value: &str| checked(&[(0, &text)], &[("quick", value)]);
    assert_eq!(set("1 min").standard.expect("fine").params[0].value, Value::Duration(60_000_000));
    assert_eq!(slugs(&set("3 min")), ["outside-bounds"]);
    assert_eq!(slugs(&set("20")), ["wrong-set"]);
    assert_eq!(slugs(&set("} event x {")), ["wrong-set"]);
}

#[test]
fn a_mistake_is_told_once_and_where_it_is_made() {
    assert_eq!(
        said(
            "define fast for call = wated < 20 s\ncriterion a { for fast  require met b }\ncriterion b { for call where fast  require tries < 2 }"
        ),
        ["unknown-name"]
    );
    assert_eq!(
        said("event late { id text key  at instant  was duraton }\ncriterion a { for late  require was < 3 s }"),
        ["unknown-type"]
    );
    let broken =
        said("criterion a { for call  require waited <= }\nmitigation m { for call  covers a  cause company }");
    assert_eq!(broken.len(), 1, "{broken:?}");
}

#[test]
fn circles_are_found_through_defines_facts_criteria_and_forms() {
    assert_eq!(said("define x for call = y\ndefine y for call = not x\ncriterion a { for x  require y }"), ["cycle"]);
    assert_eq!(said("case t of call by topic { fact a = b + 1  fact b = a + 1 }"), ["cycle"]);
    assert_eq!(said("criterion a { for call  require met b }\ncriterion b { for call  require met a }"), ["cycle"]);
}

#[test]
fn defines_that_double_with_every_step_are_refused_in_time() {
    let mut text = String::from("define d0 for call = tries > 1 or lines > 2\n");
    for i in 1..40 {
        text.push_str(&format!("define d{i} for call = d{0} and d{0} and d{0}\n", i - 1));
    }
    text.push_str("criterion a { for d39  require tries < 9 }\n");
    assert!(said(&text).contains(&"too-deep"));
}
