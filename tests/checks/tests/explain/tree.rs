//! A proof as a short text, for eyes that compare.

use etalon_core::explain::{
    Change, Edit, FactProof, FindingProof, Given, LookProof, MitigationProof, Nearest, Reason, Saw, Seen, Wanted, What,
};
use etalon_core::show;
use etalon_core::standard::Type;
use etalon_core::time::LocalTime;
use etalon_core::value::Value;
use std::fmt::Write;

pub struct Tree<'a> {
    pub local: &'a LocalTime,
    pub text: String,
}

impl Tree<'_> {
    pub fn finding(&mut self, proof: &FindingProof) {
        let thing = format!("{} {}", proof.thing.kind, proof.thing.key);
        self.line(0, &format!("{} of {thing}: {:?}", proof.name, proof.verdict));
        if let Some(missing) = &proof.missing {
            self.line(1, &format!("missing: {missing}"));
        }
        if let Some(applies) = &proof.applies {
            self.line(1, "for");
            self.reason(2, applies);
        }
        if let Wanted::Condition(reason) = &proof.requires {
            self.reason(1, reason);
        }
        for mitigation in &proof.mitigations {
            self.mitigation(mitigation);
        }
        self.nearest(1, &proof.nearest);
    }

    pub fn mitigation(&mut self, proof: &MitigationProof) {
        self.line(1, &format!("mitigation {} ({:?} {}): {:?}", proof.name, proof.party, proof.share, proof.standing));
        if let Some(reason) = &proof.reason {
            self.reason(2, reason);
        }
        if let Some(nearest) = &proof.nearest {
            self.nearest(2, nearest);
        }
    }

    fn nearest(&mut self, depth: usize, nearest: &Nearest) {
        let text = match nearest {
            Nearest::Found(change) => format!("nearest: {}", self.change(change)),
            Nearest::NotFound(tried) => format!("nearest: none of {tried}"),
            Nearest::NotAsked => return,
        };
        self.line(depth, &text);
    }

    fn change(&self, change: &Change) -> String {
        let edit = |edit: &Edit| match edit {
            Edit::Absent(thing) => format!("without {} {}", thing.kind, thing.key),
            Edit::Added(added) => {
                let value = |v: &Given| format!(" {} {}", v.name, show::value(self.local, &v.value, &v.ty));
                let values: String = added.values.iter().map(value).collect();
                let at = show::value(self.local, &Value::Instant(added.at), &Type::Instant);
                format!("with one more {} at {at}{values}", added.kind)
            }
            Edit::Field { thing, name, from, to, ty, .. } => {
                let value = |v| show::value(self.local, v, ty);
                format!("{} {}: {name} {} instead of {}", thing.kind, thing.key, value(to), value(from))
            }
        };
        let edits: Vec<String> = change.edits.iter().map(edit).collect();
        format!("{} -> {:?}", edits.join(" and "), change.then)
    }

    fn reason(&mut self, depth: usize, reason: &Reason) {
        let marks = [(!reason.decides, " (does not decide)"), (reason.nearest, " <- nearest")];
        let marks: String = marks.iter().filter(|m| m.0).map(|m| m.1).collect();
        let quote = reason.quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = match &reason.what {
            What::Field { name, of, .. } => match of {
                Some(of) => format!("{name} of {} {}", of.kind, of.key),
                None => name.clone(),
            },
            What::Met(name, verdict) => format!("met {name}: {verdict:?}"),
            _ => quote,
        };
        let saw = self.saw(&reason.saw);
        self.line(depth, &format!("{what} = {saw}{marks}"));
        match &reason.what {
            What::Constant => return,
            What::Field { fact, lost, .. } => {
                if let Some((path, key)) = lost {
                    self.line(depth + 1, &format!("{path} leads nowhere: {key:?}"));
                }
                if let Some(fact) = fact {
                    self.fact(depth + 1, fact);
                }
            }
            What::Look(look) => self.look(depth + 1, look),
            _ => {}
        }
        for part in &reason.parts {
            if !matches!(part.what, What::Constant) {
                self.reason(depth + 1, part);
            }
        }
    }

    fn fact(&mut self, depth: usize, fact: &FactProof) {
        let quote = fact.quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line(depth, &format!("fact {quote}: {} of {} {}", fact.matched, fact.considered, fact.kind));
        self.seen(depth + 1, "", &fact.matches);
        if let Some(from) = &fact.from {
            self.reason(depth + 1, from);
        }
    }

    fn look(&mut self, depth: usize, look: &LookProof) {
        let at = |at: Option<i64>| at.map_or("…".to_owned(), |at| show::instant(self.local, at));
        let window = format!("{} to {}", at(look.from), at(look.to));
        self.line(depth, &format!("{window}: {} of {} {} match", look.matched, look.considered, look.kind));
        self.seen(depth + 1, "match ", &look.matches);
        self.seen(depth + 1, "other ", &look.others);
        self.seen(depth + 1, "near ", &look.near);
    }

    fn seen(&mut self, depth: usize, word: &str, seen: &[Seen]) {
        for seen in seen {
            let at = seen.thing.at.map(|at| format!(" at {}", show::instant(self.local, at))).unwrap_or_default();
            let value = seen.value.as_ref().map(|v| format!(": {}", self.saw(&v.saw))).unwrap_or_default();
            self.line(depth, &format!("{word}{} {}{at}{value}", seen.thing.kind, seen.thing.key));
        }
    }

    fn saw(&self, saw: &Saw) -> String {
        if saw.waits { "not yet".to_owned() } else { show::value(self.local, &saw.value, &saw.ty) }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }
}
