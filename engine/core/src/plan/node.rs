//! Nodes of the plan.

use crate::standard::{Aggregate, CriterionId, FieldId, FormId, Function, Leaf, PluginId, Scope, Type, UnitId};
use crate::value::{Ratio, Value};
use etalon_grammar::ast::{BinaryOp, Span};

/// Index into [`super::Plan::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One computation.
#[derive(Debug, Clone)]
pub struct Node {
    /// What is computed.
    pub op: Op,
    /// Of which parts.
    pub level: Level,
    /// The type of the result.
    pub ty: Type,
    /// The first place in the text that it comes from.
    pub span: Span,
}

/// What a node's value depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Nothing.
    Constant,
    /// One row of this unit.
    Row(UnitId),
    /// Rows of several scopes.
    Pair,
}

/// What is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// A constant.
    Const(Value),
    /// A field of the unit, perhaps of what references lead to.
    Field(Vec<FieldId>, Leaf),
    /// The value of a row node where references lead to.
    Follow(Vec<FieldId>, NodeId),
    /// Pair level: the value of a row node at the row of a scope.
    At(Scope, NodeId),
    /// Pair level: the row's place in its case, from 1.
    Position,
    /// All, in the order of the text.
    And(Vec<NodeId>),
    /// One of, in the order of the text.
    Or(Vec<NodeId>),
    /// Not.
    Not(NodeId),
    /// `=`, `!=`, `<`, `<=` only.
    Compare(BinaryOp, NodeId, NodeId),
    /// `+ - * /`
    Arithmetic(BinaryOp, NodeId, NodeId),
    /// The same value in another type: whole to decimal, one-of to text …
    Convert(NodeId),
    /// Texts joined.
    Join(Vec<NodeId>),
    /// Whether there is a value.
    IsPresent(NodeId),
    /// One of these.
    In(NodeId, Vec<Value>),
    /// Fits a pattern.
    Matches(NodeId, String),
    /// The unit meets a criterion.
    Met(CriterionId),
    /// A built-in function.
    Call(Function, Vec<NodeId>),
    /// A table.
    By(NodeId, Vec<(Vec<Value>, NodeId)>, Option<NodeId>),
    /// Condition, then, else.
    If(NodeId, NodeId, NodeId),
    /// The score of a form.
    Score(FormId),
    /// Its verdict.
    Verdict(FormId),
    /// Its band.
    Band(FormId),
    /// A look at other units.
    Look(Box<Look>),
    /// A plugin's function of one row.
    Plugin(PluginAsk),
}

/// What a plugin is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginAsk {
    /// Which.
    pub plugin: PluginId,
    /// Which of its functions of one row, or of its windows.
    pub function: u16,
    /// What it is told before any row, in the order of the parameters.
    pub constants: Vec<Value>,
    /// What it is given of each row, in the order of the parameters.
    pub arguments: Vec<NodeId>,
}

/// A look at other units. The asking row is that of scope `asking`, the row looked at is scope `asking + 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Whether there is one (none), or how many, or one value of many.
    pub ask: Option<Aggregate>,
    /// What is looked at.
    pub unit: UnitId,
    /// Who looks.
    pub by: UnitId,
    /// The scope of who looks.
    pub asking: Scope,
    /// Fields that must be equal: a row node of what is looked at, and a node of who looks.
    pub equal: Vec<(NodeId, NodeId)>,
    /// A condition on what is looked at alone: a row node.
    pub only: Option<NodeId>,
    /// The other conditions: a pair node.
    pub rest: Option<NodeId>,
    /// What is taken of each: a row node of what is looked at, or a pair node.
    pub value: Option<NodeId>,
    /// A plugin's window over all of them; then `ask` is of no meaning. Its arguments are row nodes of what is looked at.
    pub window: Option<PluginAsk>,
    /// From when to when.
    pub reach: Reach,
}

/// From when to when; see [`crate::standard::Range`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `standard::Range`")]
pub enum Reach {
    /// Any time.
    Ever,
    /// From an instant on, for a duration.
    Within { duration: NodeId, of: Option<NodeId> },
    /// Elapsed time back.
    Over { micros: i64, of: Option<NodeId>, including: bool },
    /// Local dates back.
    OverDays { days: i64, of: Option<NodeId>, including: bool },
    /// The last n.
    AmongLast { count: i64, including: bool },
    /// Before this.
    Before,
    /// After this.
    After,
}

impl Reach {
    /// The nodes in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        match self {
            Self::Within { duration, of } => [Some(*duration), *of],
            Self::Over { of, .. } | Self::OverDays { of, .. } => [*of, None],
            _ => [None, None],
        }
        .into_iter()
        .flatten()
    }
}

impl Look {
    /// The nodes in it.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let pairs = self.equal.iter().flat_map(|(a, b)| [*a, *b]);
        let window = self.window.iter().flat_map(|window| window.arguments.iter().copied());
        pairs.chain(self.only).chain(self.rest).chain(self.value).chain(window).chain(self.reach.nodes())
    }
}

/// A constant number as an exact fraction.
pub(crate) fn number(value: &Value) -> Option<Ratio> {
    match value {
        Value::Whole(n) | Value::Duration(n) => Some(Ratio::whole(*n)),
        Value::Decimal(n) => Ratio::new(i128::from(*n), i128::from(crate::value::DECIMAL)),
        Value::Ratio(r) => Some(*r),
        _ => None,
    }
}
