//! Clauses: what a declaration says.

use super::{
    Action, Appeal, Band, Celebrate, Clock, Closing, Counted, Dates, Due, Expect, Expr, FactValue, Field, FormItem,
    Formula, Given, Grade, LocalText, Name, OpenHours, Owed, PerItem, Period, Section, Shown, Span, Stage, Step,
    Target, Text, WeekDays,
};

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
    /// `zone "Europe/Tallinn"` (standard, calendar and source)
    Zone(Text),
    /// `languages en, et`
    Languages(Vec<Name>),
    /// `closes month at 12:00 on working day 5 on office`
    Closes(Closing),
    /// `owner "Head of Service"` (standard and metric)
    Owner(Text),

    // calendar
    /// `mon..fri 08:00-12:00, 13:00-17:00`
    Opens {
        /// On which days of the week.
        days: Vec<WeekDays>,
        /// From when to when.
        hours: Vec<OpenHours>,
    },
    /// `closed 2026-12-24..2026-12-26, file "holidays.csv"`
    Closed(Vec<Dates>),
    /// `short 2026-12-23 08:00-14:00`, `short file "short-days.csv"`
    Short {
        /// Which days.
        dates: Vec<Dates>,
        /// From when to when; empty if a file says so.
        hours: Vec<OpenHours>,
    },

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
    /// `keeps priority, status of change`: an event that leaves these out keeps the values of the events before it
    Keeps {
        /// The fields.
        names: Vec<Name>,
        /// Of which kind of event; none = of each that has them.
        of: Option<Name>,
        /// An event for which that holds gives up what was kept.
        unless: Option<Expr>,
    },
    /// `clock resolution "Resolution" { … }`
    Clock(Clock),

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
    /// `for visit, queue where present < on_rota * 0.8` (mitigation): two or more kinds of things
    ForSeveral {
        /// Events, cases or defines.
        units: Vec<Name>,
        /// Which of them: of each kind alike.
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

    // steps
    /// `stage opening "Opening" { steps }`
    Stage(Stage),
    /// `step greeting …`
    Action(Action),
    /// `order greeting before question, question before options`
    Order(Vec<(Name, Name)>),
    /// `sequence submit, check, decision`
    Sequence(Vec<Name>),
    /// `extras allowed` or `no extras`
    Extras(bool),
    /// `complete when closed is present`
    Complete(Expr),

    // mitigation
    /// `owes recovery_break` (mitigation): the duties that arise with it
    Owes(Vec<Name>),
    /// `covers low_rating, qa.identified`
    Covers(Vec<Vec<Name>>),
    /// `cause company 1/2`
    Cause {
        /// `company` or `customer`
        party: Name,
        /// Its share.
        share: Option<Expr>,
    },

    // duty
    /// `after survey where score <= 2`
    After {
        /// Event, case or define.
        unit: Name,
        /// Which of them.
        filter: Option<Expr>,
    },
    /// `owed by call.agent.manager within 2 working days on office`
    Owed(Owed),
    /// `done by coaching_talk where call = this.call by held_by`
    Done(Shown),
    /// `warn 1 working day before due`
    Warn(Expr),
    /// `once per agent while open`, `once per agent within 30 days` (duty)
    OncePer {
        /// What it is owed once for.
        by: Expr,
        /// `while open`: only as long as it is neither done nor overdue.
        open: Option<Span>,
        /// Only for so long.
        within: Option<Due>,
    },
    /// `barred when decider = this.evaluation.grader` (duty): by whom it is not done
    Barred(Expr),

    // notice
    /// `given by letter where rule = "conduct"`
    GivenBy(Shown),
    /// `acknowledged by reading`
    Acknowledged(Shown),
    /// `binds after 10 working days on office`
    Binds(Due),
    /// `from 2026-01-01`
    From(Expr),

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
    /// `grade month at least 20 carry to quarter { < 90%: 10%  < 95%: 5%  else: 0% }`
    Grade(Grade),
    /// `every shop`: one that was not measured has a row too
    Every(Name),
    /// `provisional under 2`
    Provisional(Expr),
    /// `purpose learning`
    Purpose(Name),
    /// `chart`, `chart baseline 2026-01-01..2026-03-31`
    Chart(Option<Dates>),
    /// `hide under 5`
    Hide(Expr),
    /// `expected by topic, channel`
    Expected(Vec<Expr>),

    // ladder
    /// `counts faults of qa, upheld complaint, misses of csat each month`
    Counts(Vec<Counted>),
    /// `step feedback "Feedback talk" { … }`
    Step(Step),
    /// `forgive after 90 days without fault`, `forgive after 14 days without step`
    Forgive {
        /// How long.
        after: Expr,
        /// Counted from the last step instead of the last fault.
        without_step: bool,
    },
    /// `spares 3 months after hired`: what happens until then counts for learning only
    Spares {
        /// How long.
        term: Due,
        /// A field of the subject.
        since: Expr,
    },
    /// `appeal by dispute { … }`
    Appeal(Appeal),
    /// `overturned by review where outcome = lifted`
    Overturned(Shown),
    /// `adopt`, `close`: what becomes of open episodes where a later version says a ladder anew
    Handover {
        /// They go on with the new steps; else they end.
        adopt: bool,
    },
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
        within: Option<Due>,
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
