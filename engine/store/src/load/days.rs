//! The files of days that calendars name: CSV beside the standard, `date` in one column, for short days `opens` and `closes`
//! too. Other columns are for people.

use super::{data_file, display, tidy};
use crate::{LoadError, limits, nearest};
use etalon_core::{DayFile, DayFiles, FileDay, SourceFile};
use etalon_grammar::ast::{ClauseKind, Dates, Kind, Text};
use std::path::{Path, PathBuf};

/// Reads the files of days that the calendars of a standard name. `base` is the folder that the paths of the files are
/// relative to; none for where the user stands.
///
/// # Errors
/// With every file that cannot be read, and every row that says no day.
pub fn day_files(files: &[SourceFile], base: &Path) -> Result<DayFiles, Vec<LoadError>> {
    let (mut found, mut errors) = (DayFiles::new(), Vec::new());
    for file in files.iter().filter(|file| memchr::memmem::find(file.text.as_bytes(), b"calendar").is_some()) {
        for (name, short) in named(file) {
            let key = (file.path.clone(), name.text.clone());
            let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
            let shown = tidy(&folder.join(&name.text));
            match read(&base.join(&shown), &display(&shown), short, &asked(file, &name)) {
                Ok(days) => {
                    // A file named twice, once as closed and once as short days, must say the hours.
                    let known = found.entry(key).or_default();
                    if known.days.is_empty() || short {
                        *known = days;
                    }
                }
                Err(wrong) => errors.extend(wrong.into_iter().map(|e| *e)),
            }
        }
    }
    errors.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
    errors.dedup();
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

/// The files that the calendars of a text name, and whether as short days.
fn named(file: &SourceFile) -> Vec<(Text, bool)> {
    let meaning = etalon_grammar::read(0, &file.text);
    let calendars = meaning.file.items.into_iter().filter(|item| item.kind == Kind::Calendar);
    let mut names = Vec::new();
    for clause in calendars.flat_map(|item| item.clauses) {
        let (dates, short) = match clause.kind {
            ClauseKind::Closed(dates) => (dates, false),
            ClauseKind::Short { dates, .. } => (dates, true),
            _ => continue,
        };
        names.extend(dates.into_iter().filter_map(|dates| match dates {
            Dates::File(name) => Some((name, short)),
            Dates::Days { .. } => None,
        }));
    }
    names
}

/// Where the standard names a file: `closed file "x.csv"` in desk.etalon:12.
fn asked(file: &SourceFile, name: &Text) -> String {
    let start = (name.span.start as usize).min(file.text.len());
    let line = 1 + memchr::memchr_iter(b'\n', &file.text.as_bytes()[..start]).count();
    format!("{}:{line}", file.path)
}

type Wrong = Vec<Box<LoadError>>;

fn read(path: &Path, shown: &str, short: bool, asked: &str) -> Result<DayFile, Wrong> {
    let bytes = bytes_of(path, shown, asked).map_err(|e| vec![e])?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count() as u64;
        let error = LoadError::new("not-text", shown, "the file is not a text in UTF-8").line(line);
        vec![error.help("save it as CSV in UTF-8; most programs ask for the encoding in \"Save as\"")]
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let columns = Columns::of(&header, short, shown, asked).map_err(|e| vec![e])?;
    let (mut days, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        if days.len() >= limits::DAYS {
            let what = format!("the file has more than {} rows", limits::DAYS);
            wrong.push(
                LoadError::new("too-many-days", shown, what)
                    .help("closed and short days are few; is it the right file?"),
            );
            break;
        }
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => match day(&record, &columns, shown) {
                Ok(day) => days.push(day),
                Err(error) => wrong.push(error),
            },
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                wrong.push(LoadError::new("unreadable", shown, "the row cannot be read").line(line));
            }
        }
        if wrong.len() >= 20 {
            break;
        }
    }
    if wrong.is_empty() { Ok(DayFile { path: shown.to_owned(), days }) } else { Err(wrong) }
}

fn bytes_of(path: &Path, shown: &str, asked: &str) -> Result<Vec<u8>, Box<LoadError>> {
    use std::io::Read as _;
    let lost = "without its days, deadlines would fall on days that are closed";
    let cannot = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            let error =
                LoadError::new("no-such-path", shown, format!("there is no such file; {asked} names it")).reason(lost);
            return match near(path) {
                Some(near) => error.help(format!("did you mean {near}?")),
                None => error.help("the path is relative to the file that names it"),
            };
        }
        LoadError::new("unreadable", shown, format!("the file cannot be read: {error}")).reason(lost)
    };
    if path.exists() && !path.is_file() {
        let error = LoadError::new("unreadable", shown, format!("this is no file; {asked} names it"));
        return Err(error.reason(lost).help("name a CSV file with a column `date`"));
    }
    let file = std::fs::File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    file.take(limits::DAY_FILE + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > limits::DAY_FILE {
        let error = LoadError::new("text-too-large", shown, "the file is larger than 4 MiB");
        return Err(error.reason("closed and short days are few").help("is it the right file?"));
    }
    match data_file(shown, &bytes) {
        Some(error) => Err(error),
        None => Ok(bytes),
    }
}

/// A file beside it whose name is like it.
fn near(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_owned);
    let names = crate::beside::names(folder.read_dir().ok()?);
    nearest(&name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Offices of some countries write `;` between the cells.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    if count(';') > count(',') {
        b';'
    } else if count('\t') > count(',') {
        b'\t'
    } else {
        b','
    }
}

struct Columns {
    date: usize,
    /// `opens` and `closes`.
    hours: Option<(usize, usize)>,
}

impl Columns {
    fn of(header: &csv::StringRecord, short: bool, shown: &str, asked: &str) -> Result<Self, Box<LoadError>> {
        let find = |name: &str| {
            header.iter().position(|cell| cell.eq_ignore_ascii_case(name)).ok_or_else(|| {
                let there: Vec<String> = header.iter().filter(|c| !c.is_empty()).map(|c| format!("`{c}`")).collect();
                let there =
                    if there.is_empty() { "it has none".to_owned() } else { format!("it has {}", there.join(", ")) };
                let help = if short {
                    "the first line is `date,opens,closes`"
                } else {
                    "the first line names the columns; one of them is `date`"
                };
                let what = format!("there is no column `{name}`; {there}");
                let error = LoadError::new("missing-column", shown, what).line(1);
                error.reason(format!("{asked} names the file")).help(help)
            })
        };
        let hours = if short { Some((find("opens")?, find("closes")?)) } else { None };
        Ok(Self { date: find("date")?, hours })
    }
}

fn day(record: &csv::StringRecord, columns: &Columns, shown: &str) -> Result<FileDay, Box<LoadError>> {
    let line = record.position().map_or(1, csv::Position::line);
    let cell = |column: usize| record.get(column).unwrap_or_default();
    let wrong = |what: String, help: &str| LoadError::new("unreadable-day", shown, what).line(line).help(help);
    let written = cell(columns.date);
    let date = written
        .parse::<jiff::civil::Date>()
        .ok()
        .filter(|_| written.len() == 10)
        .ok_or_else(|| wrong(format!("`{written}` is no date"), "write year, month and day: `2026-12-24`"))?;
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = date.since(epoch).map_or(0, |span| i64::from(span.get_days()));
    let time = |column: usize| {
        let written = cell(column);
        clock(written).ok_or_else(|| {
            wrong(format!("`{written}` is no time of day"), "write hours and minutes: `08:00`, up to `24:00`")
        })
    };
    let hours =
        columns.hours.map(|(opens, closes)| Ok::<_, Box<LoadError>>((time(opens)?, time(closes)?))).transpose()?;
    Ok(FileDay { line, date: days, hours })
}

/// `08:00` or `08:00:00`, in microseconds since midnight.
fn clock(text: &str) -> Option<i64> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let two = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse::<u8>().ok()).flatten().map(i64::from);
    let (hour, minute, second) = (two(hour)?, two(minute)?, two(second)?);
    let seconds = (hour * 60 + minute) * 60 + second;
    (minute < 60 && second < 60 && seconds <= 86_400).then_some(seconds * 1_000_000)
}
