//! A standard of many rules, as a large client's would be.

use crate::chance::Chance;
use crate::condition::{Condition, Test, filters, requirements};
use crate::contact::{Contact, contacts};
use std::collections::BTreeSet;
use std::fmt::Write;

/// One rule: 2 to 4 conditions.
pub struct Rule {
    /// All of these say for which contacts.
    filter: Vec<usize>,
    /// All of these must hold.
    require: Vec<usize>,
}

/// The rules and the conditions that they share.
pub struct Rules {
    filters: Vec<Condition>,
    requirements: Vec<Condition>,
    /// Each rule.
    pub rules: Vec<Rule>,
}

/// The closures of one rule.
pub struct Closures {
    /// For which contacts.
    pub filter: Vec<Test>,
    /// What must hold.
    pub require: Vec<Test>,
}

/// A bit for each contact of a sample.
type Rows = Vec<u64>;

fn rows(sample: &[Contact], test: &Test) -> Rows {
    let word = |part: &[Contact]| part.iter().enumerate().fold(0, |bits, (i, c)| bits | u64::from(test(c)) << i);
    sample.chunks(64).map(word).collect()
}

fn inside(part: &Rows, whole: &Rows) -> bool {
    part.iter().zip(whole).all(|(a, b)| a & !b == 0)
}

/// One or two conditions, each of another field.
fn draw(chance: &mut Chance, pool: &[Condition]) -> Vec<usize> {
    let all: Vec<usize> = (0..pool.len()).collect();
    let mut drawn = vec![*chance.one_of(&all)];
    if chance.percent(60) {
        let others: Vec<usize> = all.into_iter().filter(|i| pool[*i].field != pool[drawn[0]].field).collect();
        drawn.push(*chance.one_of(&others));
    }
    drawn.sort_unstable();
    drawn
}

impl Rules {
    /// This many rules. None is covered by another: what breaches one does not always breach the other.
    pub fn new(n: usize) -> Self {
        let sample = contacts(2048);
        let (filters, requirements) = (filters(), requirements());
        let hold = |pool: &[Condition]| -> Vec<Rows> { pool.iter().map(|c| rows(&sample, &(c.test)())).collect() };
        let (for_whom, kept) = (hold(&filters), hold(&requirements));
        let mut chance = Chance::new(42);
        let mut rules: Vec<(Rule, Rows)> = Vec::new();
        while rules.len() < n {
            let rule = Rule { filter: draw(&mut chance, &filters), require: draw(&mut chance, &requirements) };
            let all = |of: &[Rows], list: &[usize], w: usize| list.iter().fold(u64::MAX, |bits, i| bits & of[*i][w]);
            let breached: Rows = (0..for_whom[0].len())
                .map(|w| all(&for_whom, &rule.filter, w) & !all(&kept, &rule.require, w))
                .collect();
            if !rules.iter().any(|(_, other)| inside(&breached, other) || inside(other, &breached)) {
                rules.push((rule, breached));
            }
        }
        Self { filters, requirements, rules: rules.into_iter().map(|(rule, _)| rule).collect() }
    }

    /// How many conditions the rules have in all.
    pub fn conditions(&self) -> usize {
        self.rules.iter().map(|rule| rule.filter.len() + rule.require.len()).sum()
    }

    /// How many of them are different.
    pub fn different(&self) -> usize {
        let count = |of: fn(&Rule) -> &Vec<usize>| self.rules.iter().flat_map(of).collect::<BTreeSet<_>>().len();
        count(|rule| &rule.filter) + count(|rule| &rule.require)
    }

    /// The closures of a rule.
    pub fn closures(&self, rule: &Rule) -> Closures {
        let make = |pool: &[Condition], list: &[usize]| list.iter().map(|i| (pool[*i].test)()).collect();
        Closures { filter: make(&self.filters, &rule.filter), require: make(&self.requirements, &rule.require) }
    }

    /// The whole standard as text: the rules, what they serve, and what is made of them.
    pub fn text(&self) -> String {
        let mut out = HEAD.to_owned();
        let n = self.rules.len();
        let principles = (n / 50).clamp(1, 40);
        for i in 0..principles {
            let _ = write!(
                out,
                "\nprinciple p{i} \"Principle {i}\" {{ meaning \"What we hold to, in words.\"  weight {} }}\n",
                1 + i % 4
            );
        }
        let texts = |pool: &[Condition], list: &[usize]| -> Vec<String> {
            list.iter().map(|i| pool[*i].text.clone()).collect()
        };
        for (i, rule) in self.rules.iter().enumerate() {
            let (filter, require) = (texts(&self.filters, &rule.filter), texts(&self.requirements, &rule.require));
            let (filter, require) = (filter.join(" and "), require.join(" and "));
            let _ = write!(
                out,
                "\ncriterion c{i} \"Requirement {i}\" {{\n  principle p{}\n  for       contact where {filter}\n  require   {require}\n  weight    {}\n",
                i % principles,
                1 + i % 5
            );
            out += if i % 3 == 0 { "  employee controls it\n" } else { "" };
            out += if i % 4 == 0 { "  guidance  \"What to do better next time, in a sentence.\"\n" } else { "" };
            out += "}\n";
        }
        for i in (0..n).step_by(10) {
            let _ = write!(
                out,
                "\nmetric m{i} \"Figure {i}\" {{\n  share  of contact that met c{i}\n  per    organization, agent\n  each   month\n  target organization >= {}%\n  owner  \"Head of Service\"\n}}\n",
                70 + i % 25
            );
        }
        for i in (0..n).step_by(40) {
            let _ = write!(
                out,
                "\nmitigation l{i} \"Circumstance {i}\" {{\n  for    contact where waited > {} s\n  covers c{i}\n  cause  company 1/2\n}}\n",
                100 + i
            );
        }
        for i in (0..n).step_by(120) {
            let _ = write!(
                out,
                "\nladder d{i} \"When it happens again\" for agent {{\n  counts faults of c{i}\n  step talk{i} \"A talk\" {{ when 2 faults in 30 days  owed by manager within 5 working days }}\n}}\n"
            );
        }
        out
    }
}

const HEAD: &str = r#"standard many "Many rules" {
  version   1 from 2026-01-01
  zone      "Europe/Tallinn"
  languages en
  owner     "Head of Service"
}

entity agent "Agents" is person {
  id      text key
  manager agent?
}

event contact "A contact" {
  id         text key
  at         instant
  agent      agent
  topic      bill | fault | order | moving | contract | other
  channel    phone | chat | email | desk
  segment    private | business | partner
  language   text
  waited     duration
  talked     duration
  held       duration?
  transfers  whole
  score      1..5
  amount     decimal
  greeted    yes/no
  identified yes/no
  solved     yes/no
  recorded   yes/no
  promised   yes/no
}

source agents for agent { files "agents.csv" }
source contacts for contact { files "contacts.csv" }
"#;
