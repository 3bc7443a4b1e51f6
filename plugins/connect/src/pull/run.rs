//! Asks a source for pages until there are no more, and stores them.

use super::{Feed, Kept};
use crate::files::FileTrouble;
use crate::rows::{INSTANTS, fit, lines};
use crate::wait::{Wait, pause};
use crate::{Failure, FailureKind, Next, Page};
use etalon_contract::Stream;
use std::time::Duration;

/// The largest cursor, bytes.
const CURSOR: usize = 64 << 10;
/// Failures of the plugin itself in a row before it is given up.
const BROKEN: u32 = 3;
/// Pages without a row and without a step forward before the source is asked less often.
const EMPTY: u32 = 3;
/// Pages without a row, though each is a step forward, before the same.
const DRY: u32 = 100;

/// What to fetch, and how.
#[derive(Debug, Clone)]
pub struct PullOptions {
    /// Rows of a page at most.
    pub page: u32,
    /// Pages of this run at most.
    pub pages: Option<u64>,
    /// Go on for ever: wait where the source says that there is no more for now.
    pub follow: bool,
    /// Tries of one page before a run that does not follow gives up.
    pub tries: u32,
    /// The longest wait of a run that does not follow.
    pub patience: Duration,
}

impl Default for PullOptions {
    fn default() -> Self {
        Self { page: 1_000, pages: None, follow: false, tries: 8, patience: Duration::from_secs(900) }
    }
}

/// What happens on the way, for the one who watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Bytes of an unfinished page of an earlier run were cut off.
    Cut(u64),
    /// A page was stored: its rows, and rows in all.
    Page(u32, u64),
    /// Of a dry run: the rows that would be stored, as lines.
    Rows(String),
    /// Something did not work; it is tried again after so long.
    Again(Failure, Duration),
    /// The source has no more for now; it is asked again after so long.
    Idle(Duration),
}

/// How a run came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Nothing more will ever come.
    Complete,
    /// That is all for now.
    Caught,
    /// As many pages as were wanted.
    Enough,
    /// Somebody wanted it to end.
    Stopped,
    /// It cannot go on.
    Failed(Failure),
}

/// What a run brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// Pages stored by this run.
    pub pages: u64,
    /// Rows stored by this run.
    pub rows: u64,
    /// No older event will come; microseconds since 1970.
    pub watermark: Option<i64>,
    /// How it ended.
    pub ended: Ended,
}

/// A run.
pub struct Pull<'a> {
    /// What the source declared. Where it declared no fields it is asked for them.
    pub stream: &'a Stream,
    /// Where rows go; none = a dry run: nothing is stored, and the rows are said.
    pub kept: Option<&'a mut Kept>,
    /// How.
    pub options: &'a PullOptions,
    /// The clock.
    pub wait: &'a dyn Wait,
    /// Who watches.
    pub say: &'a mut dyn FnMut(&Said),
}

/// Fetches.
///
/// # Errors
/// Says which file could not be written. What the source did wrong is told in [`Pulled::ended`].
pub fn pull(feed: &mut dyn Feed, run: Pull<'_>) -> Result<Pulled, FileTrouble> {
    let cursor = run.kept.as_ref().and_then(|kept| kept.cursor().map(<[u8]>::to_vec));
    let watermark = run.kept.as_ref().and_then(|kept| kept.watermark());
    let done = Pulled { pages: 0, rows: 0, watermark, ended: Ended::Stopped };
    let stream = run.stream.clone();
    Runner { run, stream, cursor, done, open: false, failed: 0, broken: 0, still: 0, dry: 0 }.go(feed)
}

struct Runner<'a> {
    run: Pull<'a>,
    stream: Stream,
    cursor: Option<Vec<u8>>,
    done: Pulled,
    open: bool,
    /// Tries of this page that failed.
    failed: u32,
    /// Of them the plugin's own.
    broken: u32,
    /// Pages without a step in a row.
    still: u32,
    /// Pages without a row in a row.
    dry: u32,
}

impl Runner<'_> {
    fn go(mut self, feed: &mut dyn Feed) -> Result<Pulled, FileTrouble> {
        loop {
            if self.run.wait.stopped() {
                return Ok(self.end(Ended::Stopped));
            }
            if self.run.options.pages.is_some_and(|most| self.done.pages >= most) {
                return Ok(self.end(Ended::Enough));
            }
            let ended = match self.page(feed) {
                Ok(page) => self.take(page)?,
                Err(failure) => {
                    self.open = false;
                    self.failure(failure)
                }
            };
            if let Some(ended) = ended {
                return Ok(self.end(ended));
            }
        }
    }

    fn end(mut self, ended: Ended) -> Pulled {
        self.done.ended = ended;
        self.done
    }

    /// A page that has the declared form.
    fn page(&mut self, feed: &mut dyn Feed) -> Result<Page, Failure> {
        if self.stream.fields.is_empty() {
            let found = feed.streams()?.into_iter().find(|stream| stream.name == self.stream.name);
            self.stream =
                found.ok_or_else(|| Failure::broken("streams", "it does not say which fields its stream has"))?;
        }
        if !self.open {
            feed.open(&self.stream.name, self.cursor.as_deref())?;
            self.open = true;
        }
        let most = self.run.options.page;
        let page = feed.poll(most)?;
        fit(&self.stream, &page.batch, most)
            .map_err(|misfit| Failure::broken("misfit", format!("what it gave is not what it declared: {misfit}")))?;
        if page.cursor.len() > CURSOR {
            let text =
                format!("the place to go on from is {} bytes long; at most {CURSOR} are allowed", page.cursor.len());
            return Err(Failure::broken("cursor-size", text));
        }
        if let Some(watermark) = page.watermark.filter(|at| !INSTANTS.contains(at)) {
            let text =
                format!("the time up to which it has told all, {watermark} µs, is none between the years 0 and 9999");
            return Err(Failure::broken("watermark", text));
        }
        if page.batch.rows > 0 && self.cursor.as_ref() == Some(&page.cursor) {
            let text = "it gave rows and said to go on from the same place: they would come again and again";
            return Err(Failure::broken("same-page", text));
        }
        Ok(page)
    }

    fn take(&mut self, page: Page) -> Result<Option<Ended>, FileTrouble> {
        let moved = self.cursor.as_ref() != Some(&page.cursor);
        let rows = page.batch.rows;
        let text = lines(&self.stream, &page.batch);
        if moved || page.watermark > self.done.watermark {
            if let Some(kept) = &mut self.run.kept {
                kept.store(&text, u64::from(rows), &page.cursor, page.watermark)?;
                let all = kept.rows();
                (self.run.say)(&Said::Page(rows, all));
            } else {
                (self.run.say)(&Said::Rows(String::from_utf8_lossy(&text).into_owned()));
            }
            self.done.pages += 1;
        }
        (self.failed, self.broken) = (0, 0);
        self.still = if moved { 0 } else { self.still + 1 };
        self.dry = if rows > 0 { 0 } else { self.dry.saturating_add(1) };
        self.done.rows += u64::from(rows);
        self.done.watermark = self.done.watermark.max(page.watermark);
        self.cursor = Some(page.cursor);
        Ok(match page.next {
            Next::Ended => Some(Ended::Complete),
            Next::Now if self.still < EMPTY && self.dry < DRY => None,
            // It says that there is more and brings nothing: as if there were no more for now.
            Next::Now => self.idle(pause(self.still.saturating_sub(EMPTY) + 1, None)),
            Next::After(how_long) => self.idle(how_long.max(Duration::from_secs(1))),
        })
    }

    fn idle(&mut self, how_long: Duration) -> Option<Ended> {
        if !self.run.options.follow {
            return Some(Ended::Caught);
        }
        (self.run.say)(&Said::Idle(how_long));
        (!self.run.wait.sleep(how_long)).then_some(Ended::Stopped)
    }

    fn failure(&mut self, failure: Failure) -> Option<Ended> {
        self.failed += 1;
        match failure.kind {
            FailureKind::Again => {}
            FailureKind::Broken => self.broken += 1,
            _ => return Some(Ended::Failed(failure)),
        }
        let options = self.run.options;
        let pause = pause(self.failed, failure.after);
        if self.broken >= BROKEN || (!options.follow && (self.failed >= options.tries || pause > options.patience)) {
            return Some(Ended::Failed(failure));
        }
        (self.run.say)(&Said::Again(failure, pause));
        (!self.run.wait.sleep(pause)).then_some(Ended::Stopped)
    }
}
