//! The course of a clock as a picture: stretches side by side, in per cent of the whole.

use super::figures::Tone;
use super::scale::coordinate;
use crate::explain::hours;
use crate::{Lexicon, Report, show};
use etalon_core::explain::{ClockState, Timeline};
use serde::Serialize;

/// The course of one clock of one case.
#[derive(Debug, Clone, Serialize)]
pub struct Course {
    /// The clock's title.
    pub clock: String,
    /// The case, in words.
    pub case: String,
    /// When it began and when it ended, or until when it is seen.
    pub ends: [String; 2],
    /// What came of it, in words.
    pub said: String,
    /// How it stands: broken, kept, or neither yet.
    pub tone: Tone,
    /// Its sign.
    pub sign: &'static str,
    /// From left to right, without a gap.
    pub stretches: Vec<Piece>,
    /// Where the target is reached, if that lies in the picture.
    pub due: Option<String>,
}

/// One stretch.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// `running`, `void`, `paused`, `stopped`.
    pub state: &'static str,
    /// From the left, per cent.
    pub from: String,
    /// How wide, per cent.
    pub wide: String,
    /// In words: from when to when, what it does, how much counts, whose it is.
    pub said: String,
    /// Whose it is.
    pub holder: Option<String>,
}

/// The stable word of a state.
pub const fn word(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "running",
        ClockState::Void => "void",
        ClockState::Paused => "paused",
        ClockState::Stopped => "stopped",
    }
}

/// The courses that are shown.
pub fn courses(report: &Report<'_>, words: Lexicon) -> Vec<Course> {
    report.timelines.iter().filter_map(|line| course(report, words, line)).collect()
}

fn course(report: &Report<'_>, words: Lexicon, line: &Timeline) -> Option<Course> {
    let (first, last) = (line.stretches.first()?.from, line.stretches.last()?.to);
    let wide = (last - first).max(1);
    #[expect(clippy::cast_precision_loss, reason = "for drawing only")]
    let across = |at: i64| (at - first) as f64 / wide as f64 * 100.0;
    let instant = |at: i64| show::instant(report.standard, at);
    let pieces = line.stretches.iter().map(|stretch| Piece {
        state: word(stretch.state),
        from: coordinate(across(stretch.from)),
        wide: coordinate((across(stretch.to) - across(stretch.from)).max(0.2)),
        said: crate::explain::stretch_words(words, stretch, instant, report.names)
            + &crate::explain::after_words(words, report.standard, report.language, line, stretch),
        holder: stretch.holder.as_deref().map(|key| report.names.person(key)),
    });
    let tone = match (line.breached, line.stopped) {
        (Some(_), _) => Tone::Bad,
        (None, Some(_)) => Tone::Good,
        (None, None) => Tone::Quiet,
    };
    let due = line.due.filter(|due| (first..=last).contains(due));
    let title = line.title.get(report.language).filter(|t| !t.is_empty()).unwrap_or(&line.clock);
    Some(Course {
        clock: title.to_owned(),
        case: format!("{} {}", super::plain(&line.thing.kind), line.thing.key),
        ends: [instant(first), instant(last)],
        said: crate::explain::course_words(words, line, instant, hours),
        tone,
        sign: tone.sign(),
        stretches: pieces.collect(),
        due: due.map(|due| coordinate(across(due))),
    })
}
