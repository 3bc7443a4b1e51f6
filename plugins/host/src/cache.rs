//! Compiled plugins on disk, by content. The only `unsafe` written by hand: what is loaded here is machine code, and nothing can check it. So it is
//! taken only from a folder that nobody but this user can write to, and only if it is byte for byte what was written. It is not read but mapped: what of it
//! is never called is never fetched. What was found whole once is not summed again as long as nobody wrote to it (`seen.rs` says why that is enough).

mod seen;
mod sum;

use crate::compile::sha256;
use crate::{Host, Refusal};
use etalon_contract::Seen;
use seen::Remembered;
use sha2::{Digest, Sha256};
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use wasmtime::Engine;
use wasmtime::component::Component;

/// The end of each file, behind the code and its sum: the code stands first, so that it can be mapped into memory as it lies there.
const MARK: &[u8; 16] = b"etalon plugin 2\n";
/// How many are kept.
const KEPT: usize = 64;
const TAIL: usize = 32 + MARK.len();

pub(crate) struct Cache {
    folder: PathBuf,
    /// Names the compiler, its version and its settings, and this machine's features.
    compiler: String,
}

impl Cache {
    /// The folder, made if it is not there.
    pub(crate) fn open(folder: PathBuf, engine: &Engine) -> Result<Self, Refusal> {
        let trouble = |why: String| {
            Refusal::new(format!("the folder for compiled plugins, {}, cannot be used: {why}", folder.display()))
                .help("compiled plugins are machine code: make it a folder of your own (chmod 700), or name another")
        };
        ours(&folder).map_err(trouble)?;
        let mut hasher = Digester(Sha256::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        let compiler = hasher.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { folder, compiler })
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(format!("{hash}-{}.cwasm", self.compiler))
    }

    /// What was compiled before; none if there is nothing, or nothing that is whole.
    #[expect(unsafe_code, reason = "wasmtime loads its own compiled code in no other way")]
    pub(crate) fn get(&self, hash: &str, engine: &Engine) -> Option<Component> {
        let path = self.path(hash);
        let before = fs::metadata(&path).ok()?;
        let mut remembered = self.remembered(hash);
        if !remembered.code_is(&before) {
            whole(&path)?;
            remembered.code_was(&before, &path);
        }
        // SAFETY: the code is what `Component::serialize` gave, unchanged (its sum says so), and was put there by this user, as nobody else can write
        // to the folder (`ours`). Nobody writes over it while it is mapped: a file is written beside and then given its name, and the old one stays as
        // it was for whoever has it open.
        unsafe { Component::deserialize_file(engine, &path) }.ok()
    }

    /// Keeps it. What cannot be kept is compiled again next time.
    pub(crate) fn put(&self, hash: &str, component: &Component) {
        let Ok(code) = component.serialize() else { return };
        let path = self.path(hash);
        // Nobody ever sees half a file: it is written beside and then given its name.
        static WRITTEN: AtomicU32 = AtomicU32::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_extension(format!("{}-{number}.part", std::process::id()));
        let whole = fs::File::create(&beside).and_then(|mut file| {
            file.write_all(&code)?;
            file.write_all(&sum::of(&code))?;
            file.write_all(MARK)?;
            // It shall not have its name before it has its contents, whenever the machine stops.
            file.sync_all()
        });
        if whole.and_then(|()| fs::rename(&beside, &path)).is_err() {
            // Nothing to be told: it costs time, not answers.
            let _ = fs::remove_file(&beside);
        }
        self.tidy();
    }

    fn remembered(&self, hash: &str) -> Remembered {
        Remembered::read(self.path(hash).with_extension("seen"))
    }

    /// Whether the code of this content, which nobody has written to since it was found whole, said this of itself.
    pub(crate) fn said(&self, hash: &str, description: &str) -> bool {
        self.remembered(hash).said(description)
    }

    /// It said this of itself.
    pub(crate) fn says(&self, hash: &str, description: &str) {
        self.remembered(hash).says(description);
    }

    /// Takes away what was written longest ago, so that the folder does not grow for ever.
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut ours: Vec<_> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "cwasm"))
            .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
            .collect();
        ours.sort();
        for (_, path) in ours.iter().take(ours.len().saturating_sub(KEPT)) {
            let _ = fs::remove_file(path);
            let _ = fs::remove_file(path.with_extension("seen"));
        }
    }
}

impl Seen for Host {
    fn knows(&self, file: &Path, sha256: &str) -> bool {
        let knows = |cache: &Cache| {
            let remembered = cache.remembered(sha256);
            let code = fs::metadata(cache.path(sha256)).ok()?;
            Some(remembered.code_is(&code) && remembered.file_is(&fs::metadata(file).ok()?))
        };
        self.cache().and_then(knows).unwrap_or(false)
    }

    fn saw(&self, file: &Path, before: &fs::Metadata, sha256: &str) {
        if let Some(cache) = self.cache() {
            cache.remembered(sha256).file_was(before, file);
        }
    }
}

/// Whether a file is one of ours and as it was written; none if not.
fn whole(path: &Path) -> Option<()> {
    let mut file = fs::File::open(path).ok()?;
    let code = file.metadata().ok()?.len().checked_sub(TAIL as u64)?;
    let mut tail = [0; TAIL];
    file.seek(SeekFrom::Start(code)).ok()?;
    file.read_exact(&mut tail).ok()?;
    let (sum, mark) = tail.split_at(32);
    (mark == MARK && sum::of_file(path, code)? == sum).then_some(())
}

/// Feeds what is hashed to SHA-256: names of files must not collide, and must be the same tomorrow.
struct Digester(Sha256);

impl Hasher for Digester {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Makes the folder if it is not there, and makes sure that it is ours alone.
#[cfg(unix)]
fn ours(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};
    if !folder.exists() {
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).map_err(|e| e.to_string())?;
        }
        fs::DirBuilder::new().mode(0o700).create(folder).or_else(|e| {
            // Two programs that start at once both make it.
            if folder.is_dir() { Ok(()) } else { Err(e.to_string()) }
        })?;
    }
    let about = fs::symlink_metadata(folder).map_err(|e| e.to_string())?;
    if !about.is_dir() {
        return Err("it is not a folder".to_owned());
    }
    if about.mode() & 0o022 != 0 {
        return Err("others can write to it".to_owned());
    }
    // Whose we are: whoever owns what we write.
    let probe = folder.join(format!("{}.probe", sha256(std::process::id().to_string().as_bytes())));
    let mine = fs::File::create(&probe).and_then(|file| file.metadata()).map(|file| file.uid());
    let _ = fs::remove_file(&probe);
    match mine {
        Ok(uid) if uid == about.uid() => Ok(()),
        Ok(_) => Err("it belongs to another user".to_owned()),
        Err(e) => Err(e.to_string()),
    }
}

/// Elsewhere the user's own folders are the user's own.
#[cfg(not(unix))]
fn ours(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| e.to_string())
}
