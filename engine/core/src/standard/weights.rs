//! Effective weights: what share of a score each rule and each item really has.

use super::{CriterionId, Form, FormId, Item, PrincipleId, Standard, Type, UnitId};
use crate::value::Ratio;

/// The criteria of a principle: what share of its score each has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipleWeights {
    /// Which.
    pub principle: PrincipleId,
    /// Of each criterion its share of the principle's score: on the organization's scorecard (none), or on those of a kind
    /// of entity. Of a kind to whom it does not belong it has none.
    pub criteria: Vec<(CriterionId, Vec<Option<Ratio>>)>,
}

/// The items of a form: what share of its score each has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormWeights {
    /// Which.
    pub form: FormId,
    /// In the order of the form.
    pub items: Vec<ItemWeight>,
}

/// What an item weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemWeight {
    /// Its share where every item applies: it never has less.
    pub least: Ratio,
    /// Its share where no other applies that need not.
    pub most: Ratio,
}

impl Standard {
    /// Principle by principle, over the scorecards of these kinds, what the criteria really weigh where all of them apply.
    #[must_use]
    pub fn principle_weights(&self, kinds: &[Option<UnitId>]) -> Vec<PrincipleWeights> {
        let of = |principle: PrincipleId| {
            let ids = (0..).map(CriterionId).zip(&self.criteria).filter(|(_, c)| c.principle == Some(principle));
            let ids: Vec<CriterionId> = ids.map(|(id, _)| id).collect();
            let belongs = |id: CriterionId, kind: Option<UnitId>| {
                let subjects = &self.criteria[id.index()].subjects;
                kind.is_none_or(|kind| subjects.iter().any(|(unit, _)| *unit == kind))
            };
            let share = |id: CriterionId, kind: Option<UnitId>| {
                let all = ids.iter().filter(|id| belongs(**id, kind)).map(|id| self.criteria[id.index()].weight);
                belongs(id, kind).then(|| self.criteria[id.index()].weight.over(sum(all)?)).flatten()
            };
            let row = |id: &CriterionId| (*id, kinds.iter().map(|kind| share(*id, *kind)).collect());
            PrincipleWeights { principle, criteria: ids.iter().map(row).collect() }
        };
        (0..).map(PrincipleId).zip(&self.principles).map(|(id, _)| of(id)).collect()
    }

    /// Form by form what the items really weigh. A form whose numbers are too large for that is left out.
    #[must_use]
    pub fn form_weights(&self) -> Vec<FormWeights> {
        let of = |(id, form): (FormId, &Form)| {
            let items = (0..form.items.len()).map(|i| item(form, i)).collect::<Option<_>>()?;
            Some(FormWeights { form: id, items })
        };
        (0..).map(FormId).zip(&self.forms).filter_map(of).collect()
    }
}

impl Item {
    /// Whether it may be left out: by `na when`, or because `na` is one of its answers.
    #[must_use]
    pub fn may_not_apply(&self) -> bool {
        self.na.is_some() || matches!(&self.answer.ty, Type::OneOf(names) if names.iter().any(|name| name == "na"))
    }
}

fn sum(list: impl IntoIterator<Item = Ratio>) -> Option<Ratio> {
    list.into_iter().try_fold(Ratio::ZERO, Ratio::plus)
}

fn item(form: &Form, which: usize) -> Option<ItemWeight> {
    Some(ItemWeight {
        least: share(form, which, |_| true)?,
        most: share(form, which, |i| i == which || !form.items[i].may_not_apply())?,
    })
}

/// The share of an item where these apply.
fn share(form: &Form, which: usize, applies: impl Fn(usize) -> bool) -> Option<Ratio> {
    let points = |items: std::ops::Range<usize>| sum(items.filter(|i| applies(*i)).map(|i| form.items[i].points));
    let own = form.items[which].points;
    if !form.by_sections {
        return own.over(points(0..form.items.len())?);
    }
    let section = form.sections.iter().find(|s| s.items.contains(&which))?;
    // A section without an item that applies has no weight.
    let scored = form.sections.iter().filter(|s| s.items.clone().any(&applies)).map(|s| s.weight);
    own.over(points(section.items.clone())?)?.times(section.weight)?.over(sum(scored)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceFile;

    fn standard(text: &str) -> Standard {
        let head = "standard x { version 1  zone \"UTC\" }
            entity agent is person { id text key }
            event talk { id text key  at instant  agent agent  a yes/no  b yes/no  c yes/no  gave yes/no }
            event fault { id text key  at instant  late yes/no }\n";
        let file = SourceFile { path: "x.etalon".into(), text: head.to_owned() + text, layer: 0 };
        let checked = crate::check(&[file], &[]);
        checked.standard.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
    }

    fn percent(n: i64, of: i64) -> Ratio {
        Ratio::new(i128::from(n), i128::from(of)).unwrap_or(Ratio::ZERO)
    }

    #[test]
    fn an_item_has_its_part_of_its_section_and_more_where_others_do_not_apply() {
        let standard = standard(
            "form qa for talk { by sections
               section one weight 40 { item a 4  item b 6 na when gave }
               section two weight 60 { item c 5 na when gave }
             }",
        );
        let items: Vec<_> = standard.form_weights()[0].items.iter().map(|i| (i.least, i.most)).collect();
        // a: 4/10 of 40; alone where neither b nor c applies. b: with a, without c. c: 60 against 40.
        let wanted = [
            (percent(16, 100), percent(1, 1)),
            (percent(24, 100), percent(6, 10)),
            (percent(60, 100), percent(60, 100)),
        ];
        assert_eq!(items, wanted);
    }

    #[test]
    fn a_rule_weighs_more_with_those_to_whom_its_neighbours_do_not_belong() {
        let standard = standard(
            "principle care { meaning \"We care.\" }
             criterion kind { principle care  for talk  require a  weight 3 }
             criterion soon { principle care  for fault  require not late }",
        );
        let agent = standard.units.iter().position(|u| u.person).map(|i| UnitId(u16::try_from(i).unwrap_or(0)));
        let weights = standard.principle_weights(&[None, agent]);
        let shares: Vec<_> = weights[0].criteria.iter().map(|(_, shares)| shares.clone()).collect();
        assert_eq!(shares, [vec![Some(percent(3, 4)), Some(Ratio::ONE)], vec![Some(percent(1, 4)), None]]);
    }
}
