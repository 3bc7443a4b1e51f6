//! Ladders: windows, shares, what is held, what is forgiven, what counts once.

mod fold;

const HEAD: &str = r#"
standard s { version 1  zone "Europe/Tallinn"  owner "x" }
entity team { id text key  lead agent? }
entity agent is person { id text key  team team?  manager agent? }
event call { id text key  at instant  agent agent?  ok yes/no  rude yes/no  wrong yes/no  company yes/no  customer yes/no }
event talk { id text key  at instant  agent agent  kind feedback | coaching }
event complaint { id text key  at instant  agent agent  upheld yes/no }
criterion good   { for call  require ok         employee controls it }
criterion polite { for call  require not rude   employee controls it  critical customer }
criterion right  { for call  require not wrong  employee controls it  critical customer }
mitigation by_company { for call where company   cause company }
mitigation by_half    { for call where customer  cause customer 1/2 }
"#;

fn passes(text: &str) {
    let calls = |text: &str| text.replace("CALL", "rude no wrong no company no customer no agent \"anna\"");
    fold::passes(&(HEAD.to_owned() + &calls(text)));
}

#[test]
fn windows_are_local_dates_and_both_ends_belong_to_them() {
    passes(
        r#"
ladder l for agent {
  counts faults of good
  step one { when 1 fault            owed by manager within 2 working days }
  step two { when 2 faults in 30 days owed by "the boss" within 1 month }
}
test "the 30th date is inside" {
  given agent { id "anna" manager "mari" }
  given call { at 2026-03-01T23:59:59 ok no CALL }
  given call { at 2026-03-30T00:00 ok no CALL }
  expect one proposed for "anna" at 2026-03-01 due 2026-03-03
  expect two proposed for "anna" at 2026-03-30 due 2026-04-30
}
test "the 31st is not, and the first step is not proposed a second time" {
  given call { at 2026-03-01T23:59:59 ok no CALL }
  given call { at 2026-03-31T00:00 ok no CALL }
  expect one proposed for "anna" at 2026-03-01
  expect not one proposed for "anna" at 2026-03-31
  expect no two for "anna"
}
test "one fault proposes one step at most" {
  given call { at 2026-03-01T12:00 ok no CALL }
  expect one proposed for "anna"
  expect no two for "anna"
}
"#,
    );
}

#[test]
fn what_the_company_or_the_customer_caused_adds_nothing() {
    passes(
        r#"
ladder l for agent {
  counts faults of good
  step one { when 1 fault              owed by manager within 2 working days }
  step two { when 2 faults in 30 days  owed by manager within 2 working days }
}
test "the company's" {
  given 5 call { id "c#" at 2026-03-02T09:00 agent "anna" ok no rude no wrong no company yes customer no }
  expect no one for "anna"
}
test "half the customer's: one reaches the first step, three are one and a half, four make two" {
  given 3 call { id "c#" at 2026-03-02T09:00 agent "anna" ok no rude no wrong no company no customer yes }
  given call { id "d" at 2026-03-02T10:00 agent "anna" ok no rude no wrong no company no customer yes }
  expect one proposed for "anna" at 2026-03-02T09:00
  expect two proposed for "anna" at 2026-03-02T10:00
}
test "calls that belong to nobody are nobody's faults" {
  given 5 call { id "c#" at 2026-03-02T09:00 ok no rude no wrong no company no customer no }
  expect no one for "anna"
}
"#,
    );
}

#[test]
fn faults_of_one_contact_and_class_count_once() {
    passes(
        r#"
ladder l for agent {
  counts faults of good, polite, right
  step one   { when 1 fault             owed by manager within 2 working days }
  step two   { when 2 faults in 30 days owed by manager within 2 working days }
  step three { when 3 faults in 30 days owed by manager within 2 working days }
}
test "two critical ones of one class and one of another rule are two" {
  given call { id "c1" at 2026-03-02T09:00 agent "anna" ok no rude yes wrong yes company no customer no }
  given call { id "c2" at 2026-03-03T09:00 ok yes CALL }
  expect one proposed for "anna"
  expect two proposed for "anna"
  expect no three for "anna"
}
"#,
    );
}

#[test]
fn what_led_to_a_step_is_settled_when_no_further_step_follows() {
    passes(
        r#"
ladder l for agent {
  counts faults of good
  step one { when 2 faults in 168 h  owed by manager within 2 working days }
  step two { when 1 fault after one  owed by manager within 2 working days }
  forgive after 336 h without step
}
test "to the very end of the time the next step can follow" {
  given call { id "c1" at 2026-03-02T09:00 ok no CALL }
  given call { id "c2" at 2026-03-03T09:00 ok no CALL }
  given call { id "c3" at 2026-03-17T09:00 ok no CALL }
  expect one proposed for "anna" at 2026-03-03T09:00
  expect two proposed for "anna" at 2026-03-17T09:00
}
test "later it is the first fault of a new beginning" {
  given call { id "c1" at 2026-03-02T09:00 ok no CALL }
  given call { id "c2" at 2026-03-03T09:00 ok no CALL }
  given call { id "c3" at 2026-03-17T09:00:01 ok no CALL }
  given call { id "c4" at 2026-03-18T09:00 ok no CALL }
  expect no two for "anna"
  expect one proposed for "anna" at 2026-03-18T09:00
}
test "after the last step nothing counts until it is settled" {
  given call { id "c1" at 2026-03-02T09:00 ok no CALL }
  given call { id "c2" at 2026-03-03T09:00 ok no CALL }
  given call { id "c3" at 2026-03-04T09:00 ok no CALL }
  given call { id "c4" at 2026-03-18T08:00 ok no CALL }
  given call { id "c5" at 2026-03-18T10:00 ok no CALL }
  expect two proposed for "anna" at 2026-03-04T09:00
  expect not one proposed for "anna" at 2026-03-18T10:00
}
"#,
    );
}

#[test]
fn steps_after_a_held_talk_and_after_a_step() {
    passes(
        r#"
ladder l for agent {
  counts faults of good; complaint where upheld
  step one   { when 1 fault                              owed by manager within 2 working days }
  step two   { when 2 faults in 30 days                  owed by manager within 5 working days  held by talk where kind = coaching }
  step three { when 3 faults in 60 days and two held     owed by team.lead within 10 working days }
  step four  { when 2 faults in 60 days after three      owed by "HR" within 10 working days }
  forgive after 90 days without fault
}
test "a feedback talk is no coaching" {
  given call { at 2026-03-02T09:00 ok no CALL }
  given call { at 2026-03-03T09:00 ok no CALL }
  given talk { at 2026-03-04T09:00 agent "anna" kind feedback }
  given call { at 2026-03-05T09:00 ok no CALL }
  expect two proposed for "anna" at 2026-03-03 due 2026-03-10
  expect no three for "anna"
}
test "held in time, at the last moment; then two more after it" {
  given team { id "north" lead "mari" }
  given agent { id "anna" team "north" }
  given call { at 2026-03-02T09:00 ok no CALL }
  given call { at 2026-03-03T09:00 ok no CALL }
  given talk { at 2026-03-11T00:00 agent "anna" kind coaching }
  given call { at 2026-03-12T09:00 ok no CALL }
  given complaint { at 2026-03-13T09:00 agent "anna" upheld yes }
  given complaint { at 2026-03-13T10:00 agent "anna" upheld no }
  given call { at 2026-03-14T09:00 ok no CALL }
  expect three proposed for "anna" at 2026-03-12 due 2026-03-26
  expect four proposed for "anna" at 2026-03-14
}
test "held before it was proposed does not count, nor after it was due" {
  given call { at 2026-03-02T09:00 ok no CALL }
  given talk { at 2026-03-03T09:00 agent "anna" kind coaching }
  given call { at 2026-03-03T09:00 ok no CALL }
  given talk { at 2026-03-11T00:00:01 agent "anna" kind coaching }
  given call { at 2026-03-12T09:00 ok no CALL }
  expect no three for "anna"
}
test "after 90 days without a fault the ladder begins anew" {
  given call { at 2026-01-01T09:00 ok no CALL }
  given call { at 2026-04-02T00:00 ok no CALL }
  given call { at 2026-04-03T00:00 ok no CALL }
  expect one proposed for "anna" at 2026-01-01
  expect one proposed for "anna" at 2026-04-02
  expect two proposed for "anna" at 2026-04-03
}
test "on the 90th day it is still the same" {
  given call { at 2026-01-01T09:00 ok no CALL }
  given call { at 2026-04-01T23:59:59 ok no CALL }
  given call { at 2026-04-02T12:00 ok no CALL }
  expect not one proposed for "anna" at 2026-04-01
  expect two proposed for "anna" at 2026-04-02
}
test "subjects are independent" {
  given call { at 2026-01-01T09:00 ok no CALL }
  given call { id "x" at 2026-01-02T09:00 agent "berta" ok no rude no wrong no company no customer no }
  expect one proposed for "anna" at 2026-01-01
  expect one proposed for "berta" at 2026-01-02
  expect no two for "anna"
  expect no two for "berta"
}
"#,
    );
}

#[test]
fn misses_of_targets_side_by_side_and_measured() {
    passes(
        r#"
metric rate {
  share of call that met good
  per team = agent.team
  each month
  target month >= 80% at least 2
}
ladder l for team {
  counts misses of rate each month
  step one { when 1 miss            owed by "x" within 2 working days }
  step two { when 2 misses in a row owed by "x" within 2 working days }
}
test "two months side by side" {
  given agent { id "anna" team "north" }
  given 2 call { id "a#" at 2026-01-05T09:00 ok no CALL }
  given 2 call { id "b#" at 2026-02-05T09:00 ok no CALL }
  as of 2026-02-28
  expect one proposed for "north" at 2026-02-01 due 2026-02-03
  expect two proposed for "north" at 2026-03-01
}
test "a month with too few calls between them breaks the row" {
  given agent { id "anna" team "north" }
  given 2 call { id "a#" at 2026-01-05T09:00 ok no CALL }
  given 1 call { id "b" at 2026-02-05T09:00 ok no CALL }
  given 2 call { id "d#" at 2026-03-05T09:00 ok no CALL }
  as of 2026-03-31
  expect rate of team "north" in 2026-02 too few n 1
  expect one proposed for "north"
  expect no two for "north"
}
test "so does a month without calls" {
  given agent { id "anna" team "north" }
  given 2 call { id "a#" at 2026-01-05T09:00 ok no CALL }
  given 2 call { id "d#" at 2026-03-05T09:00 ok no CALL }
  as of 2026-03-31
  expect no two for "north"
}
test "a month that is not over is not held against anybody" {
  given agent { id "anna" team "north" }
  given 2 call { id "a#" at 2026-01-05T09:00 ok no CALL }
  expect rate of team "north" in 2026-01 missed
  expect no one for "north"
}
"#,
    );
}

#[test]
fn ladders_of_the_organization_count_every_breach_in_full() {
    passes(
        r#"
ladder l {
  counts faults of good
  step one { when 2 faults in 7 days owed by "the board" within 5 days }
}
test "whoever caused it" {
  given 2 call { id "c#" at 2026-03-02T09:00 agent "anna" ok no rude no wrong no company yes customer no }
  expect one proposed at 2026-03-02 due 2026-03-07
}
"#,
    );
}

#[test]
fn faults_are_numbers_for_other_rules() {
    passes(
        r#"
define own for call "The agent's own faults" = faults of (good, polite, right)
metric sum_of_own { sum own of call  per agent  each all }
metric most_in_a_week { max sum(own of call where agent = this.agent over 168 h to this) of call  per agent  each all }
metric others_kept { count of call where no call where agent = this.agent and not met good before this  per agent  each all }
test "what the company caused is none, what the customer caused in part is a part" {
  given call { id "a" at 2026-03-02T09:00 agent "anna" ok no  rude yes wrong no  company no  customer no }
  given call { id "b" at 2026-03-03T09:00 agent "anna" ok no  rude no  wrong no  company yes customer no }
  given call { id "c" at 2026-03-04T09:00 agent "anna" ok yes rude yes wrong yes company no  customer yes }
  given call { id "d" at 2026-03-20T09:00 agent "anna" ok yes rude no  wrong yes company no  customer no }
  expect sum_of_own of agent "anna" = 4
  expect most_in_a_week of agent "anna" = 3
  expect others_kept of agent "anna" = 1
}
"#,
    );
}
