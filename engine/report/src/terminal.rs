//! The summary on a terminal: one or two screens that a manager can read.

use crate::view::{CardLine, FigureRow, Tone, View, view};
use crate::{Lexicon, Report, show};
use std::fmt::Write as _;

/// At most so many lines of a list.
const TARGETS: usize = 14;
const OFF_TARGET: usize = 6;
const ATTENTION: usize = 4;
const ESCALATIONS: usize = 4;
const RECOGNITIONS: usize = 4;
const PROBLEMS: usize = 5;

/// The whole summary.
pub fn summary(report: &Report<'_>, width: usize) -> String {
    let words = Lexicon::of(report.language);
    let view = view(report, words);
    let mut page = Page { out: String::new(), width: width.clamp(60, 120), words };
    page.head(&view);
    page.targets(&view);
    page.off_target(&view);
    page.organization(&view);
    page.attention(&view);
    page.escalations(&view);
    page.recognitions(&view);
    page.quality(&view);
    page.out
}

/// One line: how many targets are met, how many steps proposed.
pub fn headline(report: &Report<'_>) -> String {
    let words = Lexicon::of(report.language);
    let view = view(report, words);
    let rows = || view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_some());
    let (met, measured) = (rows().filter(|r| r.tone == Tone::Good), rows().filter(|r| r.tone != Tone::Quiet));
    format!(
        "{}: {} {}/{}, {} {}, {} {}",
        view.head.title,
        words.get("targets").to_lowercase(),
        met.count(),
        measured.count(),
        words.get("escalations").to_lowercase(),
        view.escalations.len(),
        words.get("rejected"),
        view.sources.iter().map(|s| s.counts[4]).sum::<u64>(),
    )
}

struct Page {
    out: String,
    width: usize,
    words: Lexicon,
}

/// ANSI styles; whoever writes to something else than a terminal takes them off.
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

const fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => GREEN,
        Tone::Warn => YELLOW,
        Tone::Bad => RED,
        Tone::Quiet => DIM,
    }
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn section(&mut self, key: &'static str, note: &str) {
        let title = self.words.get(key);
        let note = if note.is_empty() { String::new() } else { format!("  {DIM}{note}{PLAIN}") };
        let _ = writeln!(self.out, "\n{BOLD}{title}{PLAIN}{note}");
    }

    fn more(&mut self, hidden: usize) {
        if hidden > 0 {
            let (and, more, see) = (self.words.get("and"), self.words.get("more"), self.words.get("see_more"));
            self.line(&format!("  {DIM}… {and} {hidden} {more} ({see}){PLAIN}"));
        }
    }

    /// A paragraph under an item.
    fn note(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.line(&format!("{:indent$}{DIM}{line}{PLAIN}", ""));
        }
    }

    fn head(&mut self, view: &View) {
        let head = &view.head;
        let mut about = Vec::new();
        if !head.version.is_empty() {
            about.push(format!("{} {}", self.words.get("version"), head.version));
        }
        about.push(format!("{} {}", self.words.get("as_of"), head.as_of));
        self.line(&format!("{BOLD}{}{PLAIN}  {DIM}{}{PLAIN}", head.title, about.join(" · ")));
        let rows: Vec<String> = view
            .sources
            .iter()
            .map(|s| {
                let mut text = format!("{} {} {}", s.name, show::count(s.counts[0]), self.words.get("rows"));
                if s.counts[4] > 0 {
                    let _ = write!(text, " ({} {})", show::count(s.counts[4]), self.words.get("rejected"));
                }
                text
            })
            .collect();
        if !rows.is_empty() {
            let text = format!("{}: {}", self.words.get("data"), rows.join(", "));
            self.note(0, &text);
        }
    }

    fn targets(&mut self, view: &View) {
        let targeted: Vec<&FigureRow> =
            view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_some()).collect();
        let other: Vec<&FigureRow> =
            view.metrics.iter().flat_map(|m| &m.whole).filter(|r| r.target.is_none()).collect();
        if !targeted.is_empty() {
            self.section("targets", "");
            self.figures(&targeted, TARGETS);
        }
        if !other.is_empty() {
            self.section("figures", "");
            self.figures(&other, if targeted.is_empty() { TARGETS } else { 6 });
        }
    }

    fn figures(&mut self, rows: &[&FigureRow], most: usize) {
        let shown = &rows[..rows.len().min(most)];
        let name = |r: &FigureRow| {
            if r.subject.is_empty() { r.metric.clone() } else { format!("{}: {} {}", r.metric, r.kind, r.subject) }
        };
        let columns = |f: &dyn Fn(&FigureRow) -> String| shown.iter().map(|r| chars(&f(r))).max().unwrap_or(0);
        let sample = self.words.get("sample");
        let of = |r: &FigureRow| format!("{sample} {}", show::count(r.n));
        let names = columns(&name).min(self.width * 2 / 5);
        let values = columns(&|r| r.value.clone());
        let targets = columns(&|r| r.target.clone().unwrap_or_default());
        let periods = columns(&|r| r.period.clone());
        let samples = columns(&of);
        for row in shown {
            let mut notes = vec![row.verdict.clone()];
            notes.extend(row.notes.iter().cloned());
            notes.retain(|n| !n.is_empty());
            if let Some(fair) = &row.fair {
                notes.push(format!("{fair} {}", self.words.get("fair")));
            }
            let tone = colour(row.tone);
            let text = format!(
                "  {tone}{}{PLAIN} {}  {tone}{}{PLAIN}  {}  {DIM}{}  {}{PLAIN}",
                row.sign,
                pad(&cut(&name(row), names), names),
                pad_left(&row.value, values),
                pad(&row.target.clone().unwrap_or_default(), targets),
                pad(&row.period, periods),
                pad(&of(row), samples),
            );
            // What does not fit beside stands below.
            let room = self.width.saturating_sub(names + values + targets + periods + samples + 14);
            let mut beside = wrap_at(&notes, room);
            let first = if beside.is_empty() { String::new() } else { beside.remove(0) };
            self.line(&format!("{text}  {first}"));
            for rest in beside {
                self.line(&format!("{:1$}{DIM}{rest}{PLAIN}", "", 6 + names));
            }
        }
        self.more(rows.len() - shown.len());
    }

    fn off_target(&mut self, view: &View) {
        let mut rows: Vec<&FigureRow> = view
            .metrics
            .iter()
            .flat_map(|m| &m.parts)
            .filter(|r| matches!(r.tone, Tone::Bad | Tone::Warn))
            .collect();
        if rows.is_empty() {
            return;
        }
        rows.sort_by_key(|r| r.tone);
        let reached: Vec<String> = view
            .metrics
            .iter()
            .filter_map(|m| m.reached.map(|(met, measured)| format!("{} {met}/{measured}", m.title)))
            .collect();
        let note = format!("{}: {}", self.words.get("met"), reached.join(", "));
        self.section("below_target", &cut(&note, self.width.saturating_sub(24)));
        self.figures(&rows, OFF_TARGET);
    }

    fn organization(&mut self, view: &View) {
        let Some(card) = &view.organization else { return };
        if !card.strengths.is_empty() {
            self.section("strengths", "");
            for line in &card.strengths {
                self.card_line(line, Tone::Good, 2, false);
            }
        }
        if !card.weaknesses.is_empty() {
            self.section("weaknesses", "");
            for line in &card.weaknesses {
                self.card_line(line, Tone::Bad, 2, true);
            }
        }
    }

    fn card_line(&mut self, line: &CardLine, tone: Tone, indent: usize, explain: bool) {
        let mut text = format!(
            "{:indent$}{}{}{PLAIN} {}  {}{}{PLAIN}  {DIM}{}/{} {}{PLAIN}",
            "",
            colour(tone),
            if tone == Tone::Good { "+" } else { "−" },
            line.title,
            colour(tone),
            line.raw,
            show::count(line.kept),
            show::count(line.judged),
            self.words.get("kept"),
        );
        if let Some(fair) = &line.fair {
            let _ = write!(text, ", {fair} {}", self.words.get("fair"));
        }
        self.line(&text);
        if explain && let Some(guidance) = &line.guidance {
            self.note(indent + 2, &format!("→ {guidance}"));
        }
    }

    fn attention(&mut self, view: &View) {
        let cards: Vec<_> =
            view.groups.iter().flat_map(|g| g.cards.iter().filter(|c| !c.weaknesses.is_empty()).take(ATTENTION)).collect();
        if cards.is_empty() {
            return;
        }
        self.section("attention", "");
        let names = cards.iter().map(|c| chars(&c.kind) + 1 + chars(&c.subject)).max().unwrap_or(0).min(30);
        for card in &cards {
            let mut name = cut(&format!("{} {}", card.kind, card.subject), names);
            for (lines, tone) in [(&card.strengths, Tone::Good), (&card.weaknesses, Tone::Bad)] {
                let Some(line) = lines.first() else { continue };
                let figures = format!("{}  {DIM}{}/{}{PLAIN}", line.raw, show::count(line.kept), show::count(line.judged));
                let room = self.width.saturating_sub(names + 24);
                let text = format!(
                    "  {}  {}{} {}{PLAIN}  {figures}",
                    pad(&name, names),
                    colour(tone),
                    if tone == Tone::Good { "+" } else { "−" },
                    cut(&line.title, room),
                );
                self.line(&text);
                name.clear();
            }
        }
    }

    fn escalations(&mut self, view: &View) {
        if view.escalations.is_empty() {
            return;
        }
        let steps: Vec<String> = view.steps.iter().map(|s| format!("{} {}", s.step, s.count)).collect();
        self.section("escalations", &cut(&steps.join(" · "), self.width.saturating_sub(20)));
        for step in view.escalations.iter().take(ESCALATIONS) {
            let mut facts = vec![match &step.owed_by {
                Some(who) => format!("{} {who}", self.words.get("owed_by")),
                None => self.words.get("nobody_named").to_owned(),
            }];
            if let Some(due) = &step.due {
                facts.push(format!("{} {due}", self.words.get("due")));
            }
            if let Some(held) = &step.held {
                facts.push(format!("{} {held}", self.words.get("held")));
            }
            if step.overdue {
                facts.push(format!("{RED}{}{PLAIN}", self.words.get("overdue")));
            }
            let whom = format!("{} {}", step.kind, step.subject);
            self.line(&format!("  {YELLOW}!{PLAIN} {} – {}: {}", step.step, whom.trim(), facts.join(", ")));
            self.note(4, &step.sentence);
        }
        self.more(view.escalations.len().saturating_sub(ESCALATIONS));
    }

    fn recognitions(&mut self, view: &View) {
        if view.recognitions.is_empty() {
            return;
        }
        self.section("recognitions", "");
        for honour in view.recognitions.iter().take(RECOGNITIONS) {
            let who: Vec<String> = honour
                .who
                .iter()
                .take(6)
                .map(|h| {
                    let times = if h.times > 1 { format!(" ×{}", h.times) } else { String::new() };
                    format!("{}{times}", h.subject)
                })
                .collect();
            let hidden = honour.who.len().saturating_sub(6) + honour.more;
            let rest = if hidden > 0 {
                format!(" … {} {hidden} {}", self.words.get("and"), self.words.get("more"))
            } else {
                String::new()
            };
            self.line(&format!("  {GREEN}★{PLAIN} {}: {}{rest}", honour.title, who.join(", ")));
        }
        self.more(view.recognitions.len().saturating_sub(RECOGNITIONS));
    }

    fn quality(&mut self, view: &View) {
        let mut lines: Vec<String> = view
            .problems
            .iter()
            .map(|p| {
                let first = p.first.first().map_or_else(String::new, |f| format!(" ({f})"));
                format!("{}: {} {}: {}{first}", p.source, show::count(p.count), p.what, p.reason)
            })
            .collect();
        for requirement in view.requirements.iter().filter(|r| r.not_judged > 0) {
            let because = requirement.because.first().map_or_else(String::new, |(why, _)| format!(": {why}"));
            let (title, count) = (&requirement.title, show::count(requirement.not_judged));
            lines.push(format!("{title}: {count} {}{because}", self.words.get("not_judged")));
        }
        if lines.is_empty() {
            return;
        }
        self.section("data_quality", "");
        let hidden = lines.len().saturating_sub(PROBLEMS);
        for line in lines.iter().take(PROBLEMS) {
            let mut wrapped = wrap(line, self.width.saturating_sub(4)).into_iter();
            if let Some(first) = wrapped.next() {
                self.line(&format!("  {YELLOW}·{PLAIN} {first}"));
            }
            for rest in wrapped.take(1) {
                self.line(&format!("    {rest}"));
            }
        }
        self.more(hidden);
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(chars(text))))
}

fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(chars(text))))
}

/// At most so many characters.
fn cut(text: &str, width: usize) -> String {
    if chars(text) <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Notes with commas between, the first line no longer than the room beside the figures (one note at least).
fn wrap_at(notes: &[String], room: usize) -> Vec<String> {
    let mut first: Vec<&str> = Vec::new();
    let mut used = 0;
    for note in notes {
        let needed = chars(note) + 2;
        if !first.is_empty() && used + needed > room {
            break;
        }
        used += needed;
        first.push(note);
    }
    let rest = &notes[first.len()..];
    let mut lines = vec![first.join(", ")];
    if !rest.is_empty() {
        lines.push(rest.join(", "));
    }
    lines
}

/// Lines of at most so many characters, cut at blanks.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && chars(&line) + 1 + chars(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
