//! The few small things that a connector remembers between polls. What a call wrote is kept when the call ends well, else let go.

use crate::files::{FileTrouble, replace};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest key, bytes.
const KEY: usize = 256;
/// The longest value, bytes.
const VALUE: usize = 64 << 10;

/// Why something is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScratchError {
    /// The operator granted none.
    NotGranted,
    /// A key, a value or all together.
    TooLarge,
}

/// What is remembered for one use of a plugin.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Bytes granted; 0 = nothing.
    most: u64,
    /// None = not on the disk: tests and dry runs.
    path: Option<PathBuf>,
    kept: BTreeMap<String, Vec<u8>>,
    now: BTreeMap<String, Vec<u8>>,
    changed: bool,
}

impl Scratch {
    /// What is in the file, if there is one.
    ///
    /// # Errors
    /// Says that the file cannot be read, or is damaged.
    pub fn open(most: u64, path: Option<&Path>) -> Result<Self, FileTrouble> {
        let mut kept = BTreeMap::new();
        if let Some(path) = path.filter(|_| most > 0) {
            match fs::read(path) {
                Ok(bytes) => kept = read(&bytes).ok_or_else(|| damaged(path))?,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(FileTrouble::io("read", path, &error)),
            }
        }
        Ok(Self { most, path: path.map(Path::to_path_buf), now: kept.clone(), kept, changed: false })
    }

    /// What is remembered under a key.
    ///
    /// # Errors
    /// Nothing was granted.
    pub fn get(&self, key: &str) -> Result<Option<Vec<u8>>, ScratchError> {
        if self.most == 0 { Err(ScratchError::NotGranted) } else { Ok(self.now.get(key).cloned()) }
    }

    /// Remembers; the file is written when the call ends well.
    ///
    /// # Errors
    /// Nothing was granted, or not so much.
    pub fn put(&mut self, key: String, value: Vec<u8>) -> Result<(), ScratchError> {
        if self.most == 0 {
            return Err(ScratchError::NotGranted);
        }
        let others = self.now.iter().filter(|(k, _)| **k != key).map(|(k, v)| k.len() + v.len()).sum::<usize>();
        if key.len() > KEY || value.len() > VALUE || (others + key.len() + value.len()) as u64 > self.most {
            return Err(ScratchError::TooLarge);
        }
        self.now.insert(key, value);
        self.changed = true;
        Ok(())
    }

    /// Forgets.
    ///
    /// # Errors
    /// Nothing was granted.
    pub fn delete(&mut self, key: &str) -> Result<(), ScratchError> {
        if self.most == 0 {
            return Err(ScratchError::NotGranted);
        }
        self.changed |= self.now.remove(key).is_some();
        Ok(())
    }

    /// The call ended well: what it wrote is kept.
    ///
    /// # Errors
    /// Says why the file cannot be written.
    pub fn keep(&mut self) -> Result<(), FileTrouble> {
        if !std::mem::take(&mut self.changed) {
            return Ok(());
        }
        if let Some(path) = &self.path {
            let packed: BTreeMap<&str, String> =
                self.now.iter().map(|(k, v)| (k.as_str(), STANDARD.encode(v))).collect();
            replace(path, &serde_json::to_vec_pretty(&packed).unwrap_or_default())?;
        }
        self.kept.clone_from(&self.now);
        Ok(())
    }

    /// The call did not end well: what it wrote is let go.
    pub fn let_go(&mut self) {
        if std::mem::take(&mut self.changed) {
            self.now.clone_from(&self.kept);
        }
    }
}

fn read(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let packed: BTreeMap<String, String> = serde_json::from_slice(bytes).ok()?;
    packed.into_iter().map(|(k, v)| Some((k, STANDARD.decode(v).ok()?))).collect()
}

fn damaged(path: &Path) -> FileTrouble {
    FileTrouble::new(
        format!("`{}` is damaged: what the plugin remembers cannot be read", path.display()),
        "delete it: the plugin begins anew with what it remembers; where it goes on from is kept elsewhere",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_kept_unless_granted() {
        let mut none = Scratch::open(0, None).unwrap();
        assert_eq!(none.put("a".into(), vec![1]), Err(ScratchError::NotGranted));
        assert_eq!(none.get("a"), Err(ScratchError::NotGranted));
        assert_eq!(none.delete("a"), Err(ScratchError::NotGranted));
    }

    #[test]
    fn keys_values_and_all_together_have_a_limit() {
        let mut small = Scratch::open(100, None).unwrap();
        assert_eq!(small.put("k".repeat(257), vec![]), Err(ScratchError::TooLarge));
        assert_eq!(small.put("a".into(), vec![0; 99]), Ok(()));
        assert_eq!(small.put("b".into(), vec![]), Err(ScratchError::TooLarge));
        assert_eq!(small.put("a".into(), vec![0; 10]), Ok(()), "a value in the place of another");
        assert_eq!(small.put("b".into(), vec![0; 80]), Ok(()));
        assert_eq!(
            Scratch::open(1 << 30, None).unwrap().put("a".into(), vec![0; (64 << 10) + 1]),
            Err(ScratchError::TooLarge)
        );
    }

    #[test]
    fn what_a_call_wrote_is_kept_only_when_it_ends_well() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.scratch");
        let mut scratch = Scratch::open(1000, Some(&path)).unwrap();
        scratch.put("a".into(), b"one".to_vec()).unwrap();
        scratch.keep().unwrap();
        scratch.put("a".into(), b"two".to_vec()).unwrap();
        scratch.let_go();
        assert_eq!(scratch.get("a").unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(Scratch::open(1000, Some(&path)).unwrap().get("a").unwrap().as_deref(), Some(&b"one"[..]));
        fs::write(&path, "{").unwrap();
        assert!(Scratch::open(1000, Some(&path)).unwrap_err().what.contains("damaged"));
    }
}
