//! The words of the language: which open a declaration, and which clauses each declaration has.

use crate::ast::Kind;

/// The words that open a declaration, and what each is called in a sentence.
pub(crate) const DECLARATIONS: [(&str, Kind); 20] = [
    ("use", Kind::Use),
    ("standard", Kind::Standard),
    ("param", Kind::Param),
    ("calendar", Kind::Calendar),
    ("event", Kind::Event),
    ("entity", Kind::Entity),
    ("source", Kind::Source),
    ("case", Kind::Case),
    ("define", Kind::Define),
    ("principle", Kind::Principle),
    ("criterion", Kind::Criterion),
    ("form", Kind::Form),
    ("steps", Kind::Steps),
    ("mitigation", Kind::Mitigation),
    ("duty", Kind::Duty),
    ("metric", Kind::Metric),
    ("notice", Kind::Notice),
    ("ladder", Kind::Ladder),
    ("recognition", Kind::Recognition),
    ("test", Kind::Test),
];

/// The declaration that a word opens.
pub(crate) fn declaration(word: &str) -> Option<Kind> {
    DECLARATIONS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
}

/// The word that opens a declaration.
pub(crate) fn word_of(kind: Kind) -> &'static str {
    DECLARATIONS.iter().find(|(_, candidate)| *candidate == kind).map_or("", |(word, _)| word)
}

/// Words that mean something of their own in every expression, and so can name nothing.
pub(crate) const RESERVED: [&str; 18] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "where",
    "within",
    "over",
    "yes",
    "no",
    "this",
    "met",
    "if",
    "then",
    "else",
    "otherwise",
    "between",
    "matches",
];

/// Whether a declaration has a body in braces.
pub(crate) fn has_block(kind: Kind) -> bool {
    !matches!(kind, Kind::Use | Kind::Param | Kind::Define)
}

/// The clauses of each declaration, and of the blocks inside a form, a ladder and a case.
pub(crate) const CLAUSES: [(&str, &[&str]); 22] = [
    ("standard", &["version", "zone", "languages", "closes", "owner", "meaning", "guidance"]),
    ("calendar", &["zone", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "closed", "short"]),
    (
        "source",
        &[
            "files",
            "format",
            "delimiter",
            "encoding",
            "zone",
            "time",
            "missing",
            "rows",
            "ties",
            "late",
            "field",
            "retract",
        ],
    ),
    ("case", &["fact", "keeps", "clock", "at", "meaning"]),
    ("principle", &["meaning", "guidance", "weight", "was"]),
    (
        "criterion",
        &["principle", "for", "require", "weight", "critical", "employee", "credit", "was", "meaning", "guidance"],
    ),
    (
        "form",
        &["by", "employee", "section", "item", "bands", "fault", "principle", "credit", "was", "meaning", "guidance"],
    ),
    ("section", &["item"]),
    (
        "steps",
        &[
            "stage",
            "step",
            "order",
            "sequence",
            "extras",
            "complete",
            "principle",
            "weight",
            "critical",
            "employee",
            "credit",
            "was",
            "meaning",
            "guidance",
        ],
    ),
    ("stage", &["step"]),
    ("mitigation", &["for", "when", "covers", "cause", "owes", "was", "meaning", "guidance"]),
    (
        "duty",
        &[
            "after",
            "once",
            "owed",
            "done",
            "barred",
            "warn",
            "principle",
            "weight",
            "critical",
            "was",
            "meaning",
            "guidance",
        ],
    ),
    ("notice", &["given", "acknowledged", "binds", "from", "covers", "was", "meaning", "guidance"]),
    ("appeal", &["within", "decided", "granted", "barred", "rounds", "guidance"]),
    (
        "metric",
        &[
            "share",
            "count",
            "sum",
            "mean",
            "median",
            "percentile",
            "distinct",
            "min",
            "max",
            "ratio",
            "spread",
            "rise",
            "per",
            "each",
            "dated",
            "target",
            "owner",
            "purpose",
            "grade",
            "every",
            "provisional",
            "chart",
            "hide",
            "expected",
            "was",
            "meaning",
            "guidance",
        ],
    ),
    (
        "ladder",
        &[
            "counts",
            "once",
            "step",
            "forgive",
            "spares",
            "appeal",
            "overturned",
            "adopt",
            "close",
            "was",
            "meaning",
            "guidance",
        ],
    ),
    ("step", &["when", "owed", "held", "guidance"]),
    ("recognition", &["when", "share", "order", "was", "meaning", "guidance"]),
    ("test", &["set", "given", "as", "expect"]),
    (
        "clock",
        &[
            "on", "starts", "pauses", "resumes", "stops", "reopens", "restarts", "target", "fair", "holder", "warn",
            "meaning",
        ],
    ),
    ("event", &[]),
    ("entity", &[]),
];

/// Whether a word opens a clause somewhere.
pub(crate) fn is_clause_word(word: &str) -> bool {
    CLAUSES.iter().any(|(_, clauses)| clauses.contains(&word))
}

/// The clauses of a declaration or inner block.
pub(crate) fn clauses_of(block: &str) -> &'static [&'static str] {
    CLAUSES.iter().find(|(name, _)| *name == block).map_or(&[], |(_, clauses)| clauses)
}
