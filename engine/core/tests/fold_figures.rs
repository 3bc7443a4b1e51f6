//! Figures: formulas, periods, subjects, what is left out.

mod fold;

#[test]
fn formulas_are_exact() {
    fold::passes(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
event call { id text key  at instant  waited duration  talked duration?  points decimal?  stars whole  who text }
metric n         { count of call }
metric total     { sum waited of call }
metric mean_wait { mean waited of call }
metric stars     { mean stars of call  target >= 4 proven }
metric points    { mean points of call }
metric p90       { percentile 90 waited of call }
metric mid       { median waited of call }
metric longest   { max waited of call }
metric shortest  { min waited of call }
metric people    { distinct who of call }
metric talked    { mean talked of call }
test "three calls" {
  given call { at 2026-03-02T09:00 waited 10 s stars 5 who "a" points 0.1 }
  given call { at 2026-03-02T09:00 waited 20 s stars 4 who "b" points 0.2 talked 5 s }
  given call { at 2026-03-02T09:00 waited 31 s stars 2 who "a" points 0.6 }
  expect n = 3
  expect total = 61 s shown "1 min 1 s"
  expect mean_wait shown "20.3 s" n 3
  expect stars = 11/3 shown "3.7" not proven
  expect points = 0.3
  expect p90 shown "28.8 s"
  expect mid = 20 s
  expect longest = 31 s
  expect shortest = 10 s
  expect people = 2
  expect talked = 5 s n 1
}
test "no calls" {
  expect n = 0 n 0
  expect stars no data n 0
  expect people = 0
}
"#,
    );
}

#[test]
fn periods_are_cut_in_the_zone_of_the_standard() {
    fold::passes(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
event call { id text key  at instant  closed instant?  ok yes/no? }
metric by_all { share of call that ok  each day, week, month, quarter, year, all, last 7 days, last 12 h, last 2 }
metric by_end { count of call  each month  dated closed }
test "a call at midnight belongs to the new day, month, year" {
  given call { at 2025-12-31T23:59:59.999999 ok yes }
  given call { at 2026-01-01T00:00 ok no }
  given call { at 2026-01-01T09:00 ok yes }
  given call { at 2026-01-07T23:00 }
  as of 2026-01-07T23:30
  expect by_all in 2025-12-31 = 100% n 1
  expect by_all in 2026-01-01 = 1/2 n 2
  expect by_all in 2025-12 n 1
  expect by_all in 2026-01 n 2
  expect by_all in 2025-Q4 n 1
  expect by_all in 2026-Q1 n 2
  expect by_all in 2026-W01 = 2/3 n 3
  expect by_all in 2025 n 1
  expect by_all each all = 2/3 n 3
  expect by_all each last 7 days = 1/2 n 2
  expect by_all each last 12 h n 0
  expect by_all each last 2 = 1/2 n 2
}
test "another instant may decide the period" {
  given call { at 2026-01-31T09:00 closed 2026-02-01T09:00 ok yes }
  given call { at 2026-01-31T09:00 ok yes }
  as of 2026-03-01
  expect by_end in 2026-02 = 1
}
"#,
    );
}

#[test]
fn subjects_are_entities_or_values() {
    fold::passes(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity team { id text key }
entity agent is person { id text key  team team? }
event call { id text key  at instant  agent agent?  channel phone | chat?  ok yes/no }
metric rate { share of call that ok  per organization, agent, team, channel }
test "missing is a value of its own, nobody is nobody" {
  given agent { id "anna" team "north" }
  given call { at 2026-03-02T09:00 agent "anna" channel phone ok yes }
  given call { at 2026-03-02T09:00 agent "anna" ok no }
  given call { at 2026-03-02T09:00 agent "ghost" channel chat ok no }
  given call { at 2026-03-02T09:00 channel chat ok no }
  expect rate of organization = 1/4
  expect rate of agent "anna" = 1/2
  expect rate of agent "ghost" = 0% n 1
  expect rate of team "north" = 1/2
  expect rate of channel "phone" = 100%
  expect rate of channel "chat" = 0% n 2
  expect rate of channel "(missing)" = 0% n 1
}
"#,
    );
}

#[test]
fn what_is_not_applicable_leaves_both_numbers() {
    fold::passes(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
event call { id text key  at instant  kind a | b  waited duration? }
criterion quick { for call where kind = a  require waited is present and waited <= 20 s }
metric rate { share of call that met quick  each all }
test "only the units of the criterion count" {
  given call { at 2026-03-02T09:00 kind a waited 20 s }
  given call { at 2026-03-02T09:00 kind a waited 21 s }
  given call { at 2026-03-02T09:00 kind b waited 1 s }
  expect rate = 1/2 n 2
}
"#,
    );
}

#[test]
fn failures_say_what_was_expected_and_what_came() {
    let said = fold::failures(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity agent is person { id text key  manager agent? }
event call { id text key  at instant  agent agent  waited duration  talked duration? }
criterion quick { for call  require waited <= 20 s  employee controls it }
criterion long  { for call where waited > 1 s  require talked < 10 min }
metric rate { share of call that met quick  each month, all  target all >= 80% }
metric mean_wait { mean waited of call }
ladder l for agent {
  counts faults of quick
  step one { when 1 fault             owed by manager within 2 working days }
  step two { when 2 faults in 30 days owed by manager within 2 working days }
}
recognition thanks for agent { when call where waited < 1 s }
test "everything is wrong" {
  given agent { id "anna" manager "mari" }
  given call { at 2026-03-02T09:00 agent "anna" waited 21 s }
  given call { at 2026-03-02T10:00 agent "anna" waited 20 s }
  given call { at 2026-03-02T11:00 agent "anna" waited 10 s }
  given call { at 2026-03-02T12:00 agent "berta" waited 0.5 s }
  expect quick met for "c1"
  expect quick breached for "c9"
  expect long met for "c1"
  expect quick breached for "c1" cause company 1/2
  expect rate each all = 80% met
  expect rate each all = 75.1%
  expect rate in 2026-03 n 3
  expect rate in 2026-04 = 100%
  expect mean_wait = 13 s
  expect mean_wait shown "12.8 s"
  expect two proposed for "anna"
  expect one proposed for "anna" at 2026-03-03
  expect one proposed for "anna" at 2026-03-02 due 2026-03-05
  expect no one for "anna"
  expect one proposed for "mari"
  expect thanks celebrated for "anna"
  expect no thanks for "berta"
}
"#,
    );
    insta::assert_snapshot!(said);
}

#[test]
fn a_test_may_set_params_wherever_they_stand() {
    fold::passes(
        r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
param quick = 20 s between 1 s and 1 min
param goal  = 80%
event call { id text key  at instant  waited duration }
criterion fast { for call  require waited <= quick }
metric rate { share of call that met fast  target >= goal }
test "as written" {
  given 3 call { id "a#" at 2026-03-02T09:00 waited 20 s }
  given 1 call { id "b" at 2026-03-02T09:00 waited 21 s }
  expect rate = 75% missed
}
test "in a condition" {
  set quick = 21 s
  given 3 call { id "a#" at 2026-03-02T09:00 waited 20 s }
  given 1 call { id "b" at 2026-03-02T09:00 waited 21 s }
  expect rate = 100% met
}
test "in a target" {
  set goal = 75%
  given 3 call { id "a#" at 2026-03-02T09:00 waited 20 s }
  given 1 call { id "b" at 2026-03-02T09:00 waited 21 s }
  expect rate = 75% met
}
"#,
    );
}
