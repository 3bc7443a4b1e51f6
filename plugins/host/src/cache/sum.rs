//! The sum of compiled code: SHA-256 of the SHA-256 of its parts, so that several threads can make it. Python's code is 40 MB.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes of a part.
const PART: u64 = 4 << 20;
/// Bytes that are read at once.
const READ: usize = 128 << 10;
/// The most threads that are worth their while.
const THREADS: usize = 4;

/// Of code at hand.
pub(super) fn of(code: &[u8]) -> [u8; 32] {
    let mut whole = Sha256::new();
    code.chunks(PART as usize).for_each(|part| whole.update(Sha256::digest(part)));
    whole.finalize().into()
}

/// Of the first `bytes` bytes of a file, without holding it: what is compared here is mapped afterwards. None if they cannot be read.
pub(super) fn of_file(path: &Path, bytes: u64) -> Option<[u8; 32]> {
    let parts = bytes.div_ceil(PART);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS) as u64;
    let share = parts.div_ceil(threads).max(1);
    let some = |from: u64| -> Option<Vec<[u8; 32]>> {
        let mut file = File::open(path).ok()?;
        file.seek(SeekFrom::Start(from * PART)).ok()?;
        (from..parts.min(from + share)).map(|part| digest(&mut file, PART.min(bytes - part * PART))).collect()
    };
    let digests: Option<Vec<Vec<[u8; 32]>>> = if parts <= share {
        Some(vec![some(0)?])
    } else {
        std::thread::scope(|scope| {
            let started: Vec<_> =
                (0..parts).step_by(share as usize).map(|from| scope.spawn(move || some(from))).collect();
            started.into_iter().map(|thread| thread.join().ok()?).collect()
        })
    };
    let mut whole = Sha256::new();
    digests?.iter().flatten().for_each(|digest| whole.update(digest));
    Some(whole.finalize().into())
}

/// Of the next bytes of a file.
fn digest(file: &mut File, bytes: u64) -> Option<[u8; 32]> {
    let (mut sum, mut held, mut left) = (Sha256::new(), vec![0; READ.min(bytes as usize)], bytes);
    while left > 0 {
        let next = held.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        file.read_exact(&mut held[..next]).ok()?;
        sum.update(&held[..next]);
        left -= next as u64;
    }
    Some(sum.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::{PART, of, of_file};

    #[test]
    fn a_file_has_the_sum_of_its_bytes_however_many_parts_it_has() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("code");
        let part = PART as usize;
        for size in [0, 1, part - 1, part, part + 1, 5 * part + 7] {
            let code: Vec<u8> = (0..size).map(|at| (at.wrapping_mul(31) >> 3) as u8).collect();
            let mut file = code.clone();
            file.extend_from_slice(b"and what stands behind it");
            std::fs::write(&path, file).expect("a place to write");
            assert_eq!(of_file(&path, size as u64), Some(of(&code)), "{size} bytes");
            let mut other = code.clone();
            if let Some(last) = other.last_mut() {
                *last ^= 1;
                assert_ne!(of(&other), of(&code), "{size} bytes");
            }
        }
        assert_eq!(of_file(&path, 6 * PART), None, "it is not so long");
    }
}
