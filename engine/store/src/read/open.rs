//! A file as a stream of UTF-8 text: unpacked by what it begins with, decoded, within limits.

use super::decode::Decoded;
use super::files::DataFile;
use super::source_plan::SourcePlan;
use crate::{Progress, ReadError, limits};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// So much of a text says how its lines end.
const HEAD: usize = 1 << 16;

/// The text of one file.
pub(crate) struct Text<'p> {
    inner: Box<dyn Read + Send + 'p>,
    meter: Arc<Meter>,
    packed: bool,
}

/// How much has gone through.
#[derive(Debug, Default)]
struct Meter {
    disk: AtomicU64,
    unpacked: AtomicU64,
}

/// Reads from the disk and tells how much.
struct Disk<'p> {
    file: File,
    meter: Arc<Meter>,
    progress: &'p dyn Progress,
}

impl Read for Disk<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buf)?;
        self.meter.disk.fetch_add(n as u64, Ordering::Relaxed);
        self.progress.advance(n as u64);
        Ok(n)
    }
}

/// Stops what grows without end.
struct Unpacked<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        let unpacked = self.meter.unpacked.fetch_add(n as u64, Ordering::Relaxed) + n as u64;
        let disk = self.meter.disk.load(Ordering::Relaxed).max(1);
        if unpacked > limits::UNPACKED && unpacked / disk > limits::RATIO {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "unpacks to far too much"));
        }
        Ok(n)
    }
}

impl Read for Text<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buf)
    }
}

impl Text<'_> {
    /// How the text begins; it is read again from its beginning.
    pub fn head(&mut self) -> io::Result<Vec<u8>> {
        let inner = std::mem::replace(&mut self.inner, Box::new(io::empty()));
        let (head, whole) = peek(inner, HEAD)?;
        self.inner = whole;
        Ok(head)
    }

    /// An error while reading, in plain words.
    pub fn failed(&self, plan: &SourcePlan<'_>, file: &DataFile, error: &io::Error) -> Box<ReadError> {
        let disk = self.meter.disk.load(Ordering::Relaxed);
        let unpacked = self.meter.unpacked.load(Ordering::Relaxed);
        let place = if self.packed {
            format!("after {disk} bytes of the file, {unpacked} bytes unpacked")
        } else {
            format!("after {disk} bytes")
        };
        let error = match error.kind() {
            io::ErrorKind::FileTooLarge => plan
                .error("unpacks-too-far", format!("the file unpacks to far more than data of its size would ({place})"))
                .reason("a small file that unpacks without end would fill the machine; it is not read any further")
                .help("unpack it yourself and look what it is; unpacked, a file may have any size"),
            io::ErrorKind::UnexpectedEof => plan
                .error("cut-short", format!("the packed file ends in the middle ({place})"))
                .reason("the rows after that are lost, so that no figure would be right")
                .help("copy or export the file again, whole"),
            _ if error.to_string().contains("too much memory") => plan
                .error("unpacks-too-far", "to unpack the file would take more than 128 MiB of memory at once")
                .reason("it was packed with a very large window, such as by `zstd --long` or `--ultra`")
                .help("pack it without these, or unpack it yourself"),
            _ if self.packed => plan
                .error("damaged", format!("the packed file is damaged ({place}): {error}"))
                .reason("the rows after that are lost, so that no figure would be right")
                .help("copy or export the file again"),
            _ => plan.error("unreadable", format!("the file cannot be read any further ({place}): {error}")),
        };
        error.file(&file.name)
    }
}

/// Opens a text file.
pub(crate) fn open<'p>(
    plan: &SourcePlan<'_>,
    file: &DataFile,
    progress: &'p dyn Progress,
) -> Result<Text<'p>, Box<ReadError>> {
    let opened = File::open(&file.path)
        .map_err(|error| plan.error("unreadable", format!("the file cannot be opened: {error}")).file(&file.name))?;
    let meter = Arc::new(Meter::default());
    let disk = Disk { file: opened, meter: Arc::clone(&meter), progress };
    let broken =
        |error: io::Error| plan.error("unreadable", format!("the file cannot be read: {error}")).file(&file.name);
    let (head, disk) = peek(disk, 8).map_err(broken)?;
    let mut packed = true;
    let inner: Box<dyn Read + Send + 'p> = match Begins::of(&head) {
        Begins::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(1 << 16, disk))),
        Begins::Zstd => Box::new(zstd::stream::read::Decoder::new(disk).map_err(broken)?),
        Begins::Text => {
            packed = false;
            Box::new(disk)
        }
        Begins::Other(what, help) => {
            return Err(plan.error("not-text", format!("the file is {what}, not a text")).file(&file.name).help(help));
        }
    };
    let unpacked = Unpacked { inner, meter: Arc::clone(&meter) };
    let text = Text { inner: Box::new(unpacked), meter, packed };
    let (head, rest) = match peek(text.inner, 8) {
        Ok(both) => both,
        Err(error) => {
            let text = Text { inner: Box::new(io::empty()), meter: text.meter, packed };
            return Err(text.failed(plan, file, &error));
        }
    };
    if packed {
        match Begins::of(&head) {
            Begins::Text => {}
            Begins::Gzip | Begins::Zstd => {
                let error = plan.error("not-text", "the file is packed twice").file(&file.name);
                return Err(error.help("unpack it once"));
            }
            Begins::Other(what, help) => {
                let error = plan.error("not-text", format!("the file is {what} that was packed, not a text"));
                return Err(error.file(&file.name).help(help));
            }
        }
    }
    let inner: Box<dyn Read + Send + 'p> = match encoding_rs::Encoding::for_bom(&head) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => {
            let mut rest = rest;
            let mut skipped = [0_u8; 4];
            rest.read_exact(&mut skipped[..mark]).map_err(broken)?;
            rest
        }
        Some((encoding, _)) => Box::new(Decoded::new(rest, encoding)),
        None => match plan.encoding {
            Some(encoding) => Box::new(Decoded::new(rest, encoding)),
            None => rest,
        },
    };
    Ok(Text { inner, meter: text.meter, packed })
}

/// What the first bytes say.
enum Begins {
    Text,
    Gzip,
    Zstd,
    Other(&'static str, &'static str),
}

impl Begins {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'P', b'K', 3, 4, ..] => {
                Self::Other("a ZIP or Excel file", "save the sheet as CSV, or unpack the archive")
            }
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::Other("an old Excel file", "save the sheet as CSV"),
            [b'B', b'Z', b'h', ..] => Self::Other("packed with bzip2", "unpack it, or pack it with gzip or zstd"),
            [0xfd, b'7', b'z', b'X', b'Z', ..] => {
                Self::Other("packed with xz", "unpack it, or pack it with gzip or zstd")
            }
            [b'P', b'A', b'R', b'1', ..] => Self::Other("a Parquet file", "say `format parquet` in the source"),
            [b'<', b'!', b'D' | b'd', b'O' | b'o', b'C' | b'c', ..]
            | [b'<', b'h' | b'H', b't' | b'T', b'm' | b'M', ..] => {
                Self::Other("a page of the web", "mostly it is the page that asks to sign in: export the data anew")
            }
            [b'%', b'P', b'D', b'F', ..] => Self::Other("a PDF document", "export the data as CSV"),
            _ => Self::Text,
        }
    }
}

/// The first bytes, and the whole as if nothing had been read.
fn peek<'p>(mut from: impl Read + Send + 'p, most: usize) -> io::Result<(Vec<u8>, Box<dyn Read + Send + 'p>)> {
    let mut head = Vec::with_capacity(most);
    from.by_ref().take(most as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(from))))
}
