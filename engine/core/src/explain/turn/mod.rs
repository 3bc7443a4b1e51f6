//! How little would have turned the verdict on a target, or what a figure is worth: by exact arithmetic. Every change that is told is put
//! back into the formula, and does turn it.

mod amounts;
mod grades;
mod parts;
mod values;

pub use grades::GradeTurn;

use super::Ask;
use crate::evaluate::scene::Scene;
use crate::evaluate::tally::Tallied;
use crate::evaluate::tally::exact::{Exact, Number, number_of};
use crate::evaluate::tally::target::keeps;
use crate::standard::{Formula, Metric, Target};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::BinaryOp;

/// How little would have turned a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// So many units (or values, or figures) other than they are.
    pub units: u64,
    /// What about them.
    pub how: FigureTurn,
    /// The verdict turns to *met*; else it turns to *missed*.
    pub met: bool,
}

/// What would have to be different about the units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureTurn {
    /// Of a share: so many more yes.
    MoreYes,
    /// Of a share: so many fewer.
    FewerYes,
    /// Of a count: so many more units.
    MoreUnits,
    /// Of a count: so many fewer.
    FewerUnits,
    /// Of a sum or a mean: the sum so much greater, in all.
    SumMore(Value),
    /// The same: so much less, in all.
    SumLess(Value),
    /// Of a ratio: the sum that is divided so much greater, in all.
    DividedMore(Value),
    /// The same: so much less, in all.
    DividedLess(Value),
    /// Of a percentile, a least or a greatest, of rows or of figures: so many values at the bound, or just beyond it, that now lie on
    /// its other side.
    Values,
    /// Of figures of figures: this one (index into the outcome's) so much higher.
    PartMore(usize, Value),
    /// The same: so much lower.
    PartLess(usize, Value),
    /// Of a spread: so many of the figures nearer to the others.
    Nearer,
    /// So many more units were needed for a verdict.
    Sample,
}

/// A change that turns a figure, and the figure then.
struct Turned {
    change: FigureChange,
    then: Exact,
}

/// On which side of a bound a figure is to be: the bound, how it is compared, and whether the figure keeps to it now.
#[derive(Clone, Copy)]
struct Bound {
    op: BinaryOp,
    at: Ratio,
    met: bool,
}

impl Bound {
    /// Whether the figure has to rise to be turned.
    fn rises(self) -> bool {
        matches!(self.op, BinaryOp::GreaterEqual | BinaryOp::Greater) != self.met
    }

    /// Whether it is not turned on the bound itself, only beyond it.
    fn is_beyond(self) -> bool {
        matches!(self.op, BinaryOp::Greater | BinaryOp::Less) != self.met
    }

    fn is_turned(self, then: &Exact) -> bool {
        keeps(&Number::new(then.clone()), self.op, self.at) != self.met
    }
}

/// Where figures are turned.
pub(super) struct Turner<'a> {
    pub ask: &'a Ask<'a>,
    pub scene: &'a Scene<'a>,
    /// All figures of the run.
    pub figures: &'a [Tallied],
}

impl Turner<'_> {
    /// The smallest change that turns the verdict on a target; none where none is known.
    pub fn target(&self, figure: usize, target: &Target) -> Option<FigureChange> {
        let n = self.figures.get(figure)?.figure.n;
        let least = u64::try_from(target.least.max(self.metric(figure).provisional.unwrap_or(0))).unwrap_or(0).max(1);
        if n < least {
            return Some(FigureChange { units: least - n, how: FigureTurn::Sample, met: true });
        }
        self.across(figure, target.op, number_of(&target.bound)?).map(|turned| turned.change)
    }

    fn metric(&self, figure: usize) -> &Metric {
        &self.ask.standard.metrics[self.figures[figure].figure.metric.index()]
    }

    /// The smallest change that brings a figure to the other side of a bound.
    fn across(&self, figure: usize, op: BinaryOp, at: Ratio) -> Option<Turned> {
        let (tallied, formula) = (&self.figures[figure], &self.metric(figure).formula);
        let value = tallied.exact.as_ref()?;
        let bound = Bound { op, at, met: keeps(value, op, at) };
        let (n, exact) = (tallied.figure.n, value.exact());
        let turned = match formula {
            Formula::Share(_) => amounts::share(n, tallied.hits, bound),
            Formula::Standing(at) if at.share => amounts::share(n, tallied.hits, bound),
            Formula::Count | Formula::Distinct(_) | Formula::Standing(_) => amounts::count(&exact, bound),
            Formula::Sum(e) => amounts::sum(&exact, 1, bound, &e.ty),
            Formula::Mean(e) => amounts::sum(&exact, n, bound, &e.ty),
            Formula::Ratio(both) => amounts::ratio(&tallied.figure, &both[0].ty, bound),
            Formula::Percentile(e, percent) => values::turned(self.values(figure, &e.ty), *percent, bound),
            Formula::Min(e) => values::turned(self.values(figure, &e.ty), Ratio::ZERO, bound),
            Formula::Max(e) => values::turned(self.values(figure, &e.ty), Ratio::whole(100), bound),
            Formula::Figures(of) => self.of_figures(of, figure, bound),
            // A plugin is not seen through.
            Formula::Window(..) => None,
        };
        turned.filter(|turned| bound.is_turned(&turned.then))
    }
}
