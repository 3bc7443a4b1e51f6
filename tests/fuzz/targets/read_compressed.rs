//! Packed files, as they are and with what is inside changed: rows, rejected rows or an error.
#![no_main]

use etalon_fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use std::io::Write as _;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new("a.csv", "encoding \"windows-1257\""));

fuzz_target!(|bytes: &[u8]| {
    // The first byte says whether the rest is a packed file or is to be packed.
    match bytes.split_first() {
        Some((b'g', rest)) => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            if packer.write_all(rest).is_ok()
                && let Ok(packed) = packer.finish()
            {
                READER.read(&packed);
            }
        }
        Some((b'z', rest)) => {
            if let Ok(packed) = zstd::encode_all(rest, 1) {
                READER.read(&packed);
            }
        }
        Some((_, rest)) => READER.read(rest),
        None => READER.read(bytes),
    }
});
