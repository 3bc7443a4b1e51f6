//! The nearest change of the data, in words.

use super::{Branch, Explain, Mark};
use crate::view::plain;
use etalon_core::explain::{Added, Change, Edit, Given, Nearest};
use etalon_core::outcome::Verdict;
use etalon_core::standard::Type;
use etalon_core::value::Value;
use serde_json::{Map, Value as Json, json};

impl Explain<'_> {
    /// The change as a sentence; `then` says what would be so, if it is not the verdict of a finding. None if none was
    /// looked for.
    pub(super) fn nearest(&self, nearest: &Nearest, then: Option<&str>) -> Option<Branch> {
        match nearest {
            Nearest::Found(change) => Some(self.change(change, then)),
            Nearest::NotFound(0) => Some(Branch::plain("change", self.say("no_change_at_all", &[])).with("tried", 0)),
            Nearest::NotFound(tried) => {
                let text = self.say("no_change", &[("n", &tried.to_string())]);
                Some(Branch::plain("change", text).with("tried", *tried))
            }
            Nearest::NotAsked => None,
        }
    }

    fn change(&self, change: &Change, then: Option<&str>) -> Branch {
        let then = then.map_or_else(|| self.then(change.then), str::to_owned);
        let edits: Vec<Json> = change.edits.iter().map(|e| self.json_edit(e)).collect();
        let branch = match change.edits.as_slice() {
            [edit] => Branch::new("change", Mark::Hint, self.had(edit, &then)),
            many => {
                let parts = many.iter().map(|edit| Branch::plain("edit", self.edit(edit))).collect();
                Branch::new("change", Mark::Hint, self.say("had_all", &[("then", &then)])).under(parts)
            }
        };
        branch.with("edits", edits).with("then", super::finding::verdict_word(change.then))
    }

    fn then(&self, verdict: Verdict) -> String {
        let key = match verdict {
            Verdict::Met => "then_met",
            Verdict::Breached => "then_breached",
            Verdict::NotApplicable => "then_not_applicable",
            Verdict::Pending => "then_pending",
            Verdict::NotJudged => "then_not_judged",
        };
        self.say(key, &[])
    }

    fn had(&self, edit: &Edit, then: &str) -> String {
        match edit {
            Edit::Field { .. } => self.field("had_been", edit, then),
            Edit::Absent(thing) => self.say("had_absent", &[("thing", &self.thing_short(thing)), ("then", then)]),
            Edit::Added(added) => self.added("had_added", added, &[("then", then)]),
        }
    }

    fn edit(&self, edit: &Edit) -> String {
        match edit {
            Edit::Field { .. } => self.field("edit_field", edit, ""),
            Edit::Absent(thing) => self.say("edit_absent", &[("thing", &self.thing_short(thing))]),
            Edit::Added(added) => self.added("edit_added", added, &[]),
        }
    }

    fn added(&self, key: &'static str, added: &Added, more: &[(&str, &str)]) -> String {
        let value = |given: &Given| format!("{} = {}", given.name, self.value(&given.value, &given.ty));
        let values: Vec<String> = added.values.iter().map(value).collect();
        let with = match values.as_slice() {
            [] => String::new(),
            values => self.say("added_with", &[("values", &values.join(", "))]),
        };
        let at = super::say::instant(self.standard, added.at);
        let when = self.say(if added.or_earlier { "added_by" } else { "added_at" }, &[("when", &at)]);
        let kind = plain(&added.kind);
        self.say(key, &[&[("kind", &*kind), ("when", &*when), ("with", &*with)], more].concat())
    }

    fn field(&self, key: &'static str, edit: &Edit, then: &str) -> String {
        let Edit::Field { thing, name, from, to, ty, difference, .. } = edit else { return String::new() };
        let difference = difference.as_ref().map(|size| self.difference(from, to, size, ty)).unwrap_or_default();
        let of = self.say("of_thing", &[("thing", &self.thing_short(thing))]);
        let (from, to) = (self.value(from, ty), self.value(to, ty));
        let mut gaps =
            vec![("name", name.as_str()), ("to", &to), ("from", &from), ("difference", &difference), ("of", &of)];
        if key == "had_been" {
            gaps.push(("then", then));
        }
        self.say(key, &gaps)
    }

    /// ` (4 s less)`
    fn difference(&self, from: &Value, to: &Value, size: &Value, ty: &Type) -> String {
        let (less, size) = match size {
            Value::Duration(n) => (*n < 0, Value::Duration(n.saturating_abs())),
            Value::Whole(n) => (*n < 0, Value::Whole(n.saturating_abs())),
            Value::Decimal(n) => (*n < 0, Value::Decimal(n.saturating_abs())),
            other => (false, other.clone()),
        };
        let less = match (from, to) {
            (Value::Duration(a), Value::Duration(b)) | (Value::Whole(a), Value::Whole(b)) => b < a,
            (Value::Decimal(a), Value::Decimal(b)) | (Value::Instant(a), Value::Instant(b)) => b < a,
            (Value::Date(a), Value::Date(b)) => b < a,
            (Value::Ratio(a), Value::Ratio(b)) => b < a,
            _ => less,
        };
        let ago = matches!(ty, Type::Instant | Type::Date);
        let shown = match (&size, ty) {
            (Value::Whole(n), Type::Date) => self.words().many("day", *n),
            (Value::Duration(_), _) => self.value(&size, &Type::Duration),
            (size, ty) => self.value(size, ty),
        };
        let key = match (ago, less) {
            (true, true) => "earlier_by",
            (true, false) => "later_by",
            (false, true) => "less_by",
            (false, false) => "more_by",
        };
        self.say(key, &[("size", &shown)])
    }

    fn json_edit(&self, edit: &Edit) -> Json {
        match edit {
            Edit::Field { thing, name, from, to, ty, .. } => json!({
                "edit": "field",
                "of": self.json_thing(thing),
                "field": name,
                "from": self.json_value(from, ty),
                "to": self.json_value(to, ty),
            }),
            Edit::Absent(thing) => json!({ "edit": "absent", "of": self.json_thing(thing) }),
            Edit::Added(added) => {
                let value = |given: &Given| (given.name.clone(), self.json_value(&given.value, &given.ty));
                let values: Map<String, Json> = added.values.iter().map(value).collect();
                json!({ "edit": "added", "unit": added.kind, "at": self.json_at(Some(added.at)), "values": values })
            }
        }
    }
}
