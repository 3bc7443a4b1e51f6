//! Fields of events and entities.

use super::{Builder, Pair, child, children};
use crate::ast::{ClauseKind, Field, Mark, Name, TypeKind, TypeName};
use crate::language::Rule;

impl Builder<'_> {
    pub(super) fn field(&mut self, pair: &Pair<'_>) -> Option<ClauseKind> {
        let name = child(pair, Rule::field_name).map(|name| self.name(&name))?;
        let ty = pair.clone().into_inner().find_map(|inner| self.type_name(&inner))?;
        let optional = child(pair, Rule::optional).is_some();
        let marks = children(pair, Rule::mark).map(|mark| (which_mark(mark.as_str()), self.span(&mark))).collect();
        let meaning = child(pair, Rule::field_meaning).map(|text| self.text(&text));
        Some(ClauseKind::Field(Field { name, ty, optional, marks, meaning }))
    }

    fn type_name(&mut self, pair: &Pair<'_>) -> Option<TypeName> {
        let kind = match pair.as_rule() {
            Rule::type_word => TypeKind::Word(pair.as_str().to_owned()),
            Rule::range_type => {
                let mut ends =
                    children(pair, Rule::signed_number).map(|end| self.expr(&end)).collect::<Vec<_>>().into_iter();
                TypeKind::Range(ends.next()?, ends.next()?)
            }
            Rule::one_of => TypeKind::OneOf(children(pair, Rule::choice).map(|choice| self.choice(&choice)).collect()),
            _ => return None,
        };
        Some(TypeName { kind, span: self.span(pair) })
    }

    fn choice(&self, pair: &Pair<'_>) -> Name {
        if child(pair, Rule::text).is_some() {
            let text = self.text(pair);
            Name { text: text.text, span: text.span }
        } else {
            self.name(pair)
        }
    }
}

fn which_mark(words: &str) -> Mark {
    match words.split_whitespace().next_back() {
        Some("key") => Mark::Key,
        Some("rev") => Mark::Rev,
        Some("recorded") => Mark::Recorded,
        Some("from") => Mark::ValidFrom,
        Some("to") => Mark::ValidTo,
        _ => Mark::At,
    }
}
