//! How little would have turned a figure, in words.

use super::{Branch, Explain, Mark};
use crate::show;
use etalon_core::evaluate::figure_type;
use etalon_core::explain::{FigureChange, FigureTurn, GradeTurn};
use etalon_core::standard::{Formula, Metric, Type};
use etalon_core::value::Value;

impl Explain<'_> {
    /// The change that turns the verdict on a target of a figure of the outcome.
    pub(super) fn figure_change(&self, figure: usize, change: &FigureChange) -> Branch {
        let verdict = self.words().get(if change.met { "met" } else { "missed" });
        self.turn(figure, change, &self.say("then_target", &[("verdict", verdict)]), "x_sample").with("met", change.met)
    }

    /// The change with which a figure would be worth something else.
    pub(super) fn grade_turn(&self, metric: &Metric, turn: &GradeTurn) -> Branch {
        let Some(grade) = metric.grades.get(turn.grade) else { return Branch::plain("change", String::new()) };
        let title = crate::view::grades::title(self.words(), self.language, grade);
        let worth = turn.worth.as_ref().map(|worth| show::value(self.standard, worth, &grade.ty)).unwrap_or_default();
        let then = self.say("then_grade", &[("grade", &title), ("worth", &worth)]);
        let mut branch = self.turn(turn.figure, &turn.change, &then, "x_sample_grade");
        let other = &self.standard.metrics[self.outcome.figures[turn.figure].metric.index()];
        if !std::ptr::eq(other, metric) {
            // It is the other figure that would have to be different.
            branch.text = format!("{}. {}", self.figure_line(&self.outcome.figures[turn.figure], true), branch.text);
        }
        let worth = turn.worth.as_ref().map(|worth| self.json_value(worth, &grade.ty));
        branch.with("worth", worth)
    }

    fn turn(&self, index: usize, change: &FigureChange, then: &str, sample: &'static str) -> Branch {
        let figure = &self.outcome.figures[index];
        let metric = &self.standard.metrics[figure.metric.index()];
        let (n, of) = (show::count(change.units), show::count(figure.n));
        let ty = type_of(metric);
        let size_of = |size: &Value| self.value(size, &ty);
        let sized = |key, size: &Value| self.say(key, &[("size", &size_of(size)), ("then", then)]);
        let counted = |key| self.say(key, &[("n", &n), ("of", &of), ("then", then)]);
        let of_part = |key, part: usize, size: &Value| {
            let part = self.figure_line(&self.outcome.figures[part], true);
            self.say(key, &[("size", &size_of(size)), ("part", &part), ("then", then)])
        };
        let (how, text) = match &change.how {
            FigureTurn::MoreYes => ("more_yes", counted("x_more_yes")),
            FigureTurn::FewerYes => ("fewer_yes", counted("x_fewer_yes")),
            FigureTurn::MoreUnits => ("more_units", counted("x_more_units")),
            FigureTurn::FewerUnits => ("fewer_units", counted("x_fewer_units")),
            FigureTurn::SumMore(size) => ("sum_more", sized("x_sum_more", size)),
            FigureTurn::SumLess(size) => ("sum_less", sized("x_sum_less", size)),
            FigureTurn::DividedMore(size) => ("divided_more", sized("x_divided_more", size)),
            FigureTurn::DividedLess(size) => ("divided_less", sized("x_divided_less", size)),
            FigureTurn::Values => ("values", counted("x_values")),
            FigureTurn::PartMore(part, size) => ("part_more", of_part("x_part_more", *part, size)),
            FigureTurn::PartLess(part, size) => ("part_less", of_part("x_part_less", *part, size)),
            FigureTurn::Nearer => ("nearer", counted("x_nearer")),
            FigureTurn::Sample => ("sample", self.say(sample, &[("n", &n)])),
        };
        let branch = Branch::new("change", Mark::Hint, text).with("units", change.units).with("how", how);
        match &change.how {
            FigureTurn::SumMore(size)
            | FigureTurn::SumLess(size)
            | FigureTurn::DividedMore(size)
            | FigureTurn::DividedLess(size)
            | FigureTurn::PartMore(_, size)
            | FigureTurn::PartLess(_, size) => branch.with("size", self.json_value(size, &ty)),
            _ => branch,
        }
    }
}

/// The type of what is added up, or of the figure itself.
fn type_of(metric: &Metric) -> Type {
    match &metric.formula {
        Formula::Sum(e) | Formula::Mean(e) => e.ty.clone(),
        Formula::Ratio(both) => both[0].ty.clone(),
        _ => figure_type(metric),
    }
}
