//! The meaning-bearing view of a file: what [`crate::parse`] hands to the checker.
//!
//! Everything keeps its place in the text. Nothing here is resolved: a name is a name, whatever it may stand for.

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file, numbered by whoever loads the files.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word as written (for a quoted one-of value: without its quotes).
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text for people, perhaps for one language only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalText {
    /// `en`, `et` …; none = every language.
    pub language: Option<Name>,
    /// The text, escapes resolved.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
}

/// Everything one file declares, in the order of the text. Broken items are left out (they are errors already).
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The declarations.
    pub items: Vec<Item>,
    /// Names of declarations that were left out because they are broken: using such a name is no further error.
    pub broken: Vec<Name>,
}

/// The words that open a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the word itself")]
pub enum Kind {
    Use,
    Standard,
    Param,
    Event,
    Entity,
    Source,
    Case,
    Define,
    Principle,
    Criterion,
    Form,
    Mitigation,
    Metric,
    Ladder,
    Recognition,
    Test,
}

/// One declaration: `kind name "Title" … { clauses }`.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which word opens it.
    pub kind: Kind,
    /// `override criterion …`: replaces what a used standard says.
    pub overrides: Option<Span>,
    /// `drop criterion x`: takes out what a used standard says. Then there are no clauses.
    pub drops: Option<Span>,
    /// Its name. A `use` has its path here, a `test` its sentence.
    pub name: Name,
    /// Its title: one text, or one a language.
    pub title: Vec<LocalText>,
    /// What stands between the title and the body.
    pub head: Head,
    /// The clauses, in the order of the text.
    pub clauses: Vec<Clause>,
    /// From the first word to the closing brace.
    pub span: Span,
    /// Something in it could not be read (that is an error already): what seems to be missing may have stood there.
    pub broken: bool,
}

/// What stands between title and body.
#[derive(Debug, Clone)]
pub enum Head {
    /// Nothing.
    None,
    /// `param quick = 20 s between 5 s and 120 s`
    Param {
        /// The value.
        value: Expr,
        /// The bounds it may be tuned in.
        bounds: Option<(Expr, Expr)>,
    },
    /// `define offered for call = …`
    Define {
        /// The kind of thing it speaks of; none = of nothing but numbers and params.
        unit: Option<Name>,
        /// What it means.
        value: Expr,
    },
    /// `source calls for call`, `form qa for evaluation`, `ladder conduct for agent`, `recognition star for agent`
    For(Name),
    /// `case ticket of update by number, message by ticket`
    Case(Vec<CaseMember>),
    /// `entity agent is person`
    Person(Span),
}

/// One kind of event in a case.
#[derive(Debug, Clone)]
pub struct CaseMember {
    /// The kind of event.
    pub event: Name,
    /// The field that says which case it belongs to.
    pub by: Expr,
}

/// One clause: a keyword and what follows.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// From the keyword to its last word.
    pub span: Span,
}

/// What a clause says. Which clauses a declaration may have is the grammar's business.
#[derive(Debug, Clone)]
pub enum ClauseKind {
    // standard
    /// `version 3 from 2026-01-01`
    Version {
        /// As written.
        number: Name,
        /// From when it binds.
        from: Option<Expr>,
    },
    /// `zone "Europe/Tallinn"` (standard and source)
    Zone(Text),
    /// `languages en, et`
    Languages(Vec<Name>),
    /// `owner "Head of Service"` (standard and metric)
    Owner(Text),

    // event, entity
    /// `waited duration? key`
    Field(Field),

    // source
    /// `files "data/*.csv", "more/*.csv.gz"`
    Files(Vec<Text>),
    /// `format csv`
    Format(Name),
    /// `delimiter ";"`
    Delimiter(Text),
    /// `encoding "windows-1257"`
    Encoding(Text),
    /// `time "%d/%m/%Y %H:%M"`: how instants are written, tried in this order
    Time(Vec<Text>),
    /// `missing "", "NULL"`: tokens that mean missing
    Missing(Vec<Text>),
    /// `rows where …`: the other rows are left out and counted
    Rows(Expr),
    /// `ties by row` (`None`) or `ties by sequence`
    Ties(Option<Expr>),
    /// `late 3 days`
    Late(Expr),
    /// `field waited = seconds(wait_s)`
    Take {
        /// The event's field.
        field: Name,
        /// How the columns make it.
        value: Expr,
    },
    /// `retract where op = "deleted"`: such a row takes its event back
    Retract(Expr),

    // case
    /// `fact answered = first at where role = desk`
    Fact {
        /// Its name.
        name: Name,
        /// How it is found.
        value: FactValue,
    },
    /// `at opened`: which fact is the case's instant
    At(Expr),

    // principle, criterion, form items
    /// `meaning en "…" et "…"`
    Meaning(Vec<LocalText>),
    /// `guidance en "…" et "…"`
    Guidance(Vec<LocalText>),
    /// `principle responsiveness`
    Principle(Name),
    /// `for call where offered` (criterion and mitigation)
    For {
        /// Event, case or define.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// `require …`
    Require(Expr),
    /// `when …` (mitigation)
    When(Expr),
    /// `weight 3`
    Weight(Expr),
    /// `critical customer`
    Critical(Name),
    /// `employee controls it`
    EmployeeControls,
    /// `credit this.agent`
    Credit(Expr),
    /// `was old_name`: the rule had another name before
    Was(Name),

    // form
    /// `by sections` or `by points`
    By(Name),
    /// `section opening "Opening" weight 10 { items }`
    Section(Section),
    /// `item …` straight in a form (by points)
    Item(FormItem),
    /// `bands excellent >= 90, good >= 75, weak`
    Bands(Vec<Band>),
    /// `fault when failed or band = weak`
    FaultWhen(Expr),

    // mitigation
    /// `covers low_rating, qa.identified`
    Covers(Vec<Vec<Name>>),
    /// `cause company 1/2`
    Cause {
        /// `company` or `customer`
        party: Name,
        /// Its share.
        share: Option<Expr>,
    },

    // metric
    /// `share of call where offered that met quick_answer`
    Formula(Formula),
    /// `per organization, team, agent = resolved_by`
    Per(Vec<PerItem>),
    /// `each month, last 30 days`
    Each(Vec<Period>),
    /// `dated closed_at`: the instant that decides the period
    Dated(Expr),
    /// `target month >= 80% at least 30 proven`
    Target(Target),
    /// `purpose learning`
    Purpose(Name),

    // ladder
    /// `counts faults of qa, upheld complaint, misses of csat each month`
    Counts(Vec<Counted>),
    /// `step feedback "Feedback talk" { … }`
    Step(Step),
    /// `forgive after 90 days without fault`
    Forgive(Expr),
    /// `once per call`: faults that lead to one and the same call count once
    Once(Name),

    // recognition
    /// `when survey where score = 5`, `when csat each month >= 90% at least 20 and …`, `when 20 in a row met solved`
    Celebrate(Celebrate),
    /// `share team within 1 working day with consent`
    Share {
        /// `team`, `organization` …
        with: Name,
        /// By when.
        within: Option<Expr>,
        /// Only if the person agrees.
        consent: bool,
    },
    /// `order by csat`
    OrderBy(Name),

    // test
    /// `given 860 call { id "a#" … }`
    Given(Given),
    /// `as of 2026-03-10`
    AsOf(Expr),
    /// `set quick = 10 s`
    Set {
        /// The param.
        param: Name,
        /// Its value here.
        value: Expr,
    },
    /// `expect …`
    Expect(Expect),
}

/// A text literal, escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// `waited duration? key`
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub ty: TypeName,
    /// `?`: it may be missing.
    pub optional: bool,
    /// `key`, `at`, `rev`, `valid from`, `valid to`.
    pub marks: Vec<(Mark, Span)>,
    /// What it means, for people.
    pub meaning: Option<Text>,
}

/// What a field is besides a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Part of the identity.
    Key,
    /// The instant at which it happened.
    At,
    /// The revision: a higher one corrects.
    Rev,
    /// From when this row of an entity holds.
    ValidFrom,
    /// Until when (not including).
    ValidTo,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// Which kind.
    pub kind: TypeKind,
    /// Where.
    pub span: Span,
}

/// Which kind of value.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `text whole decimal yes/no duration instant date share`, or the name of an event, entity or case. As written.
    Word(String),
    /// `1..5`
    Range(Expr, Expr),
    /// `answered | abandoned | "left a message"`
    OneOf(Vec<Name>),
}

/// How a fact of a case is found.
#[derive(Debug, Clone)]
pub enum FactValue {
    /// `first at of message where …`
    Aggregate {
        /// `first last count sum min max any every distinct path`
        word: Name,
        /// What is taken; none for `count`.
        value: Option<Expr>,
        /// Which kind of event, where the case has several.
        of: Option<Name>,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// A value computed from other facts.
    Plain(Expr),
}

/// `section opening "Opening" weight 10 { items }`
#[derive(Debug, Clone)]
pub struct Section {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// Its weight, in a form by sections.
    pub weight: Option<Expr>,
    /// Its items.
    pub items: Vec<FormItem>,
    /// Where.
    pub span: Span,
}

/// `item listens "Listens" 10 scale 1..5 from listens na when … critical customer principle empathy { guidance … }`
#[derive(Debug, Clone)]
pub struct FormItem {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// Its points.
    pub points: Expr,
    /// `scale 1..5`; none = yes/no.
    pub scale: Option<(Expr, Expr)>,
    /// Where the answer comes from; none = the field of the same name.
    pub from: Option<Expr>,
    /// When it does not apply.
    pub na: Option<Expr>,
    /// `critical customer | business | compliance`
    pub critical: Option<Name>,
    /// Which principle it serves.
    pub principle: Option<Name>,
    /// Whether the employee controls it is said on the form (`employee controls it`); texts for people:
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// `excellent >= 90`; the last has no edge.
#[derive(Debug, Clone)]
pub struct Band {
    /// Its name.
    pub name: Name,
    /// The least score that belongs to it.
    pub edge: Option<Expr>,
}

/// The formula of a metric, written out.
#[derive(Debug, Clone)]
pub struct Formula {
    /// `share count sum mean median percentile distinct min max`
    pub word: Name,
    /// `percentile 90`
    pub rank: Option<Expr>,
    /// What is added up or ordered; none for `share` and `count`.
    pub value: Option<Expr>,
    /// Event, case or define.
    pub unit: Name,
    /// Which of them: the denominator.
    pub filter: Option<Expr>,
    /// `that …`: the numerator of a share.
    pub that: Option<Expr>,
}

/// `agent = resolved_by`
#[derive(Debug, Clone)]
pub struct PerItem {
    /// `organization`, an entity, or a field of the unit.
    pub name: Name,
    /// Where the subject is found, if not by its kind.
    pub path: Option<Expr>,
}

/// `month`, `last 30 days`, `last 50`
#[derive(Debug, Clone)]
pub struct Period {
    /// Which kind.
    pub kind: PeriodKind,
    /// Where.
    pub span: Span,
}

/// Which kind of period.
#[derive(Debug, Clone)]
pub enum PeriodKind {
    /// `day week month quarter year all`, as written
    Calendar(String),
    /// `last 30 days`
    Rolling(Expr),
    /// `last 50`
    LastN(Expr),
}

/// `target month >= 80% at least 30 proven`
#[derive(Debug, Clone)]
pub struct Target {
    /// For which period; none = for every period of the metric.
    pub period: Option<Period>,
    /// For whom (`target agent month …`); none = for every subject kind.
    pub subject: Option<Name>,
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
    /// Minimum sample.
    pub least: Option<Expr>,
    /// Whether a miss must be proven before anything acts on it.
    pub proven: bool,
}

/// What a ladder counts.
#[derive(Debug, Clone)]
pub enum Counted {
    /// `faults of qa, sla` : criteria, forms or principles
    Faults(Vec<Name>),
    /// `misses of csat each month`
    Misses {
        /// The metric.
        metric: Name,
        /// Which of its periods.
        each: Option<Period>,
    },
    /// `upheld complaint` (a define, then the event) or `complaint where upheld`: each such event is a fault
    Events {
        /// The define that says which, if named.
        define: Option<Name>,
        /// The event or case.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
}

/// `step coaching "Coaching" { when 2 faults in 30 days  owed by manager within 5 working days  held by talk where … }`
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Vec<LocalText>,
    /// The condition, parts joined by `and`. Empty if it was broken or left out.
    pub when: Vec<StepCondition>,
    /// Who owes it and by when.
    pub owed: Option<Owed>,
    /// Which event shows that it was held.
    pub held: Option<(Name, Option<Expr>)>,
    /// Texts for people.
    pub guidance: Vec<LocalText>,
    /// Where.
    pub span: Span,
}

/// `owed by manager within 2 working days`
#[derive(Debug, Clone)]
pub struct Owed {
    /// A path from the subject (`manager`, `team.lead`), or a text that names a role.
    pub by: Expr,
    /// By when.
    pub within: Option<Expr>,
    /// Where.
    pub span: Span,
}

/// One part of a step's condition.
#[derive(Debug, Clone)]
pub struct StepCondition {
    /// What it asks.
    pub kind: StepConditionKind,
    /// Where.
    pub span: Span,
}

/// What a part of a step's condition asks.
#[derive(Debug, Clone)]
pub enum StepConditionKind {
    /// `2 faults in 30 days after plan`
    Faults {
        /// How many.
        count: Expr,
        /// `in 30 days`
        within: Option<Expr>,
        /// `in a row`: adjacent periods, all missed
        in_a_row: bool,
        /// `measured in a row`: periods without a verdict are skipped
        measured: bool,
        /// `of the last 4`: among the last 4 (measured) periods
        of_last: Option<Expr>,
        /// `after plan`: only those after that step was proposed
        after: Option<Name>,
    },
    /// `coaching held`
    Held(Name),
}

/// What a recognition celebrates.
#[derive(Debug, Clone)]
pub enum Celebrate {
    /// `when survey where score = 5 and comment is present`
    Unit {
        /// Event, case or define.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// `when quality each quarter >= 92 at least 10 and csat each quarter >= 85% at least 20`
    Metrics(Vec<MetricCondition>),
    /// `when 20 in a row met solved_at_once`
    Streak {
        /// How many.
        count: Expr,
        /// The criterion.
        criterion: Name,
    },
}

/// `csat each quarter >= 85% at least 20`
#[derive(Debug, Clone)]
pub struct MetricCondition {
    /// The metric.
    pub metric: Name,
    /// Which of its periods.
    pub each: Option<Period>,
    /// `>= > <= <`
    pub op: (BinaryOp, Span),
    /// The bound.
    pub bound: Expr,
    /// Minimum sample.
    pub least: Option<Expr>,
}

/// `given 860 call { id "a#" at 2026-03-02T09:00 … }`
#[derive(Debug, Clone)]
pub struct Given {
    /// How many alike; `#` in a text becomes 1, 2, 3 …
    pub count: Option<Expr>,
    /// Event or entity.
    pub unit: Name,
    /// The values.
    pub values: Vec<(Name, Expr)>,
}

/// What must follow.
#[derive(Debug, Clone)]
pub struct Expect {
    /// `expect no coaching for "anna"`, `expect not …`
    pub negated: bool,
    /// What is looked at: a criterion, form, item (`qa.greeting`), metric, ladder step or recognition.
    pub what: Vec<Name>,
    /// What is said of it, in the order of the text.
    pub parts: Vec<ExpectPart>,
}

/// One thing said of what is looked at.
#[derive(Debug, Clone)]
pub enum ExpectPart {
    /// `met`, `breached`, `pending`, `proposed`, `missed`, `proven` … words, as written: `not applicable` is one name
    Outcome(Name),
    /// `for "c1"` the unit or subject
    For(Expr),
    /// `of agent "anna"` a metric's subject
    Of(Name, Option<Expr>),
    /// `in 2026-03`: a metric's period: year, month, quarter (`2026-Q1`), week (`2026-W09`) or day
    In(Name),
    /// `each month`
    Each(Period),
    /// `= 860/1050`, `= 81.9%`: the exact value
    Is(Expr),
    /// `shown "81.9%"`: the value as printed
    Shown(Text),
    /// `n 30`
    Count(Expr),
    /// `cause company 1/2`
    Cause {
        /// Whose.
        party: Name,
        /// How much.
        share: Expr,
    },
    /// `by long_queue`: a mitigation that matched
    By(Name),
    /// `at 2026-03-03`: when
    At(Expr),
    /// `due 2026-03-05T24:00`
    Due(Expr),
    /// `score 78.5`
    Score(Expr),
    /// `band good`
    Band(Name),
    /// `verdict failed`
    Verdict(Name),
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Which.
    pub kind: Box<ExprKind>,
    /// Where.
    pub span: Span,
}

/// The forms an expression takes.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// `20`, `4.5`, `1_000`: exact, as written without the underscores
    Number(String),
    /// `80%`: the number as written
    Percent(String),
    /// `20 s`, `2 working days`
    Duration {
        /// The number as written.
        number: String,
        /// Which unit.
        unit: DurationUnit,
    },
    /// `"…"`
    Text(String),
    /// `yes`, `no`
    YesNo(bool),
    /// `2026-01-01`, as written
    Date(String),
    /// `2026-01-01T09:00`, with seconds, fraction and offset if written; as written
    Instant(String),
    /// `this`, `waited`, `this.agent.manager`, `call.waited`
    Path(Vec<Name>),
    /// `not x`
    Not(Expr),
    /// `-x`
    Minus(Expr),
    /// `a and b`, `a = b`, `a + b` …
    Binary {
        /// Which.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// Left.
        left: Expr,
        /// Right.
        right: Expr,
    },
    /// `x is present` (true), `x is missing` (false)
    IsPresent(Expr, bool),
    /// `x in (phone, chat)`, `x not in (…)` (true = not)
    In(Expr, Vec<Expr>, bool),
    /// `x between a and b`: both ends belong to it
    Between(Expr, Expr, Expr),
    /// `x matches "pattern"`
    Matches(Expr, Text),
    /// `met quick_answer`: the unit meets that criterion
    Met(Name),
    /// `lower(x)`, `position(steps, "V")`
    Call(Name, Vec<Expr>),
    /// `by channel { phone: 20 s  chat: 40 s  otherwise: 4 h }`
    By {
        /// What is looked up.
        on: Expr,
        /// The rows of the table: values to a result.
        arms: Vec<(Vec<Expr>, Expr)>,
        /// `otherwise: …`
        otherwise: Option<Expr>,
    },
    /// `if a then b else c`
    If(Expr, Expr, Expr),
    /// `a message where … within 4 h`, `no call where …`, `count(x where … over 60 min before this)`
    Others(Others),
}

/// A look at other units.
#[derive(Debug, Clone)]
pub struct Others {
    /// What is asked.
    pub ask: Ask,
    /// Event, case or define.
    pub unit: Name,
    /// Which of them; `this` is the unit that is being judged.
    pub filter: Option<Expr>,
    /// From when to when.
    pub range: Option<Range>,
}

/// What is asked about other units.
#[derive(Debug, Clone)]
pub enum Ask {
    /// `a`, `an`: there is one
    Some,
    /// `no`: there is none
    None,
    /// `count(…)`
    Count,
    /// `sum(x of …)`, `min(x of …)`, `max(x of …)`, `first(x of …)`, `last(x of …)`
    Aggregate(Name, Expr),
}

/// From when to when others are looked at.
#[derive(Debug, Clone)]
pub struct Range {
    /// Which.
    pub kind: RangeKind,
    /// Where.
    pub span: Span,
}

/// The kinds of range.
#[derive(Debug, Clone)]
pub enum RangeKind {
    /// `within 4 h` after this, `within 4 h of opened`: [t, t + d]
    Within {
        /// How long.
        duration: Expr,
        /// From which instant; none = this unit's.
        of: Option<Expr>,
    },
    /// `over 60 min before this` (without this) or `over 168 h to this` (with it): (t - d, t]; days are local dates.
    /// `over 60 min before call.at`: (t - d, t) seen from another instant; `over 60 min to call.at`: (t - d, t]
    Over {
        /// How long.
        duration: Expr,
        /// Seen from which instant; none = `this`.
        of: Option<Expr>,
        /// `to` (true) or `before` (false).
        including_this: bool,
    },
    /// `among last 3 before this`, `among last 3 to this`
    AmongLast {
        /// How many.
        count: Expr,
        /// Whether this unit counts too.
        including_this: bool,
    },
    /// `before this`, `after this`: any time
    Before,
    /// See [`RangeKind::Before`].
    After,
}

/// Operators with two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is its sign")]
pub enum BinaryOp {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    /// `a & b`: texts joined
    Join,
}

/// Units of time as written after a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is its word")]
pub enum DurationUnit {
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    WorkingDay,
    Week,
    Month,
    Quarter,
    Year,
}
