//! Broken data: each file gets its message, and no row is lost without a word.
#![cfg(unix)]

mod broken;
mod broken_parquet;

use broken::Make;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

const HEADER: &str = "id,at,agent,wait_s,score,cost,day,answered\n";

const MADE: &[(&str, Make)] = &[
    ("a-gz-file-cut-in-the-middle", |to| put(to, "calls.csv.gz", &half(&gzip(&rows(5000))))),
    ("a-zst-file-cut-in-the-middle", |to| put(to, "calls.csv.zst", &half(&zstd(&rows(5000))))),
    ("a-gz-file-damaged-in-the-middle", |to| put(to, "calls.csv.gz", &damaged(gzip(&rows(5000))))),
    ("a-zst-file-damaged-in-the-middle", |to| put(to, "calls.csv.zst", &damaged(zstd(&rows(5000))))),
    ("a-gz-file-with-something-behind-it", |to| {
        put(to, "calls.csv.gz", &[gzip(&rows(3)), b"-- signed by the mail server --".to_vec()].concat());
    }),
    ("a-file-packed-twice", |to| put(to, "calls.csv.gz", &gzip(&gzip(&rows(3))))),
    ("a-zst-file-that-needs-too-much-memory", |to| {
        let mut to = zstd::Encoder::new(create(to, "calls.csv.zst"), 1).expect("a packer");
        to.window_log(30).expect("a window");
        to.include_contentsize(false).expect("a setting");
        to.write_all(rows(3).as_bytes()).expect("a file");
        to.finish().expect("a file");
    }),
    ("a-gz-bomb", |to| {
        let mut packer = flate2::write::GzEncoder::new(create(to, "calls.csv.gz"), flate2::Compression::default());
        packer.write_all(HEADER.as_bytes()).expect("a file");
        (0..200).for_each(|_| packer.write_all(&[vec![b'x'; (1 << 20) - 1], vec![b'\n']].concat()).expect("a file"));
        packer.finish().expect("a file");
    }),
    ("a-zst-bomb", |to| {
        let mut packer = zstd::Encoder::new(create(to, "calls.csv.zst"), 1).expect("a packer");
        packer.write_all(HEADER.as_bytes()).expect("a file");
        (0..1000).for_each(|_| packer.write_all(&[vec![b'x'; (1 << 20) - 1], vec![b'\n']].concat()).expect("a file"));
        packer.finish().expect("a file");
    }),
    ("a-json-bomb", |to| {
        let mut packer = zstd::Encoder::new(create(to, "calls.json.zst"), 1).expect("a packer");
        packer.write_all(b"[").expect("a file");
        (0..1000).for_each(|_| packer.write_all(&[b'['; 1 << 20]).expect("a file"));
        packer.finish().expect("a file");
    }),
    ("a-hundred-mb-on-one-line", |to| {
        let mut file = create(to, "calls.csv");
        file.write_all(format!("{HEADER}1,2026-03-02T09:00,").as_bytes()).expect("a file");
        (0..100).for_each(|_| file.write_all(&[b'x'; 1_000_000]).expect("a file"));
    }),
    ("a-hundred-mb-in-a-quote", |to| {
        let mut file = create(to, "calls.csv");
        file.write_all(format!("{HEADER}1,2026-03-02T09:00,\"").as_bytes()).expect("a file");
        (0..1_000_000).for_each(|n| {
            writeln!(file, "{n},2026-03-02T09:00,anna,12,5,1.20,2026-03-02,yes,\"\"{:60}", "").expect("a file")
        });
    }),
    ("a-hundred-mb-in-the-header", |to| {
        let mut file = create(to, "calls.csv");
        (0..10_000_000).for_each(|_| file.write_all(b"column_x, ").expect("a file"));
    }),
    ("a-hundred-mb-of-json-on-one-line", |to| {
        let mut file = create(to, "calls.jsonl");
        file.write_all(b"{\"id\":\"1\",\"note\":\"").expect("a file");
        (0..100).for_each(|_| file.write_all(&[b'x'; 1_000_000]).expect("a file"));
    }),
    ("thirty-mb-of-json-in-one-array-that-never-ends", |to| {
        let mut file = create(to, "calls.json");
        file.write_all(b"[").expect("a file");
        (0..300_000).for_each(|n| {
            write!(
                file,
                "{{\"id\":\"{n}\",\"at\":\"2026-03-02T09:00\",\"agent\":\"anna\",\"wait_s\":12.5,\"note\":\"{:36}\"}},",
                ""
            )
            .expect("a file");
        });
    }),
    ("twenty-thousand-columns", |to| {
        let names: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
        put(to, "calls.csv", format!("{}{}\n", HEADER.trim(), names.join(",")).as_bytes());
    }),
    ("a-row-of-a-million-values", |to| {
        put(to, "calls.csv", format!("{}3{}\n", rows(2), ",".repeat(1_000_000)).as_bytes());
    }),
    ("json-nested-a-million-deep", |to| {
        let row = |deep: &str| format!("{{\"id\":\"1\",\"at\":\"2026-03-02T09:00\",\"agent\":{deep},\"wait_s\":1}}\n");
        let lists = row(&("[".repeat(1_000_000) + &"]".repeat(1_000_000)));
        let objects = row(&("{\"a\":".repeat(500_000) + "1" + &"}".repeat(500_000)));
        put(to, "calls.jsonl", (lists + &objects).as_bytes());
    }),
    ("an-array-nested-a-million-deep", |to| put(to, "calls.json", "[".repeat(1_000_000).as_bytes())),
    ("binary", |to| put(to, "calls.csv", &(0..=255).cycle().take(100_000).collect::<Vec<u8>>())),
    ("binary-with-the-ending-json", |to| put(to, "calls.json", &(0..=255).cycle().take(100_000).collect::<Vec<u8>>())),
    ("a-value-of-ten-mb", |to| {
        put(to, "calls.csv", format!("{}3,2026-03-02T09:10,{},12,5,,,\n", rows(2), "ä".repeat(5_000_000)).as_bytes());
    }),
    ("three-hundred-thousand-values-that-are-all-wrong", |to| {
        let mut file = create(to, "calls.csv");
        file.write_all(HEADER.as_bytes()).expect("a file");
        (0..300_000)
            .for_each(|n| writeln!(file, "{n},2026-03-02T09:00,anna,wrong-{n},5,1.20,2026-03-02,yes").expect("a file"));
    }),
    ("a-pattern-over-a-hundred-thousand-files", |to| {
        let folder = folder(to);
        (0..100_001).for_each(|n| drop(fs::File::create(folder.join(format!("{n}.csv"))).expect("a file")));
    }),
    ("folders-that-hold-one-another", |to| {
        let folder = folder(to);
        fs::create_dir(folder.join("a")).expect("a folder");
        std::os::unix::fs::symlink("..", folder.join("a/back")).expect("a link");
        fs::write(to.join("calls.etalon"), standard().replace("data/*", "data/**/*.csv")).expect("a file");
    }),
    ("a-pipe-in-place-of-a-file", |to| {
        let made = std::process::Command::new("mkfifo").arg(folder(to).join("calls.csv")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo makes a pipe");
    }),
    ("a-link-that-leads-nowhere", |to| {
        std::os::unix::fs::symlink("gone.csv", folder(to).join("calls.csv")).expect("a link")
    }),
    ("a-parquet-file-cut-in-the-middle", |to| put(to, "calls.parquet", &half(&broken_parquet::good()))),
    ("a-parquet-file-with-a-footer-of-noise", |to| put(to, "calls.parquet", &broken_parquet::footer_of_noise())),
    ("a-parquet-file-whose-footer-is-said-to-be-larger-than-the-file", |to| {
        put(to, "calls.parquet", &broken_parquet::footer_too_large());
    }),
    ("a-parquet-file-with-noise-in-its-pages", |to| put(to, "calls.parquet", &broken_parquet::noise_in_pages())),
    ("a-parquet-file-that-lies-about-its-rows", |to| put(to, "calls.parquet", &broken_parquet::lying_rows())),
    ("a-parquet-file-with-lists", |to| put(to, "calls.parquet", &broken_parquet::lists())),
    ("a-parquet-file-with-other-types", |to| put(to, "calls.parquet", &broken_parquet::other_types())),
    ("a-parquet-file-without-a-column", |to| put(to, "calls.parquet", &broken_parquet::without_a_column())),
    ("a-parquet-bomb", |to| put(to, "calls.parquet", &broken_parquet::bomb())),
    ("a-parquet-file-that-is-only-its-sign", |to| put(to, "calls.parquet", b"PAR1PAR1")),
    ("a-parquet-file-packed-as-a-whole", |to| {
        put(to, "calls.parquet.gz", &pack(&broken_parquet::good()));
    }),
];

#[test]
fn each_gets_its_message() {
    broken::every("broken-data", &["calls.etalon"], MADE, &[&["run", "."]]);
}

fn standard() -> String {
    let area = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/broken-data");
    fs::read_to_string(area.join("calls.etalon")).expect("the common standard")
}

fn folder(to: &Path) -> PathBuf {
    let folder = to.join("data");
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn create(to: &Path, name: &str) -> BufWriter<fs::File> {
    BufWriter::new(fs::File::create(folder(to).join(name)).expect("a file"))
}

fn put(to: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder(to).join(name), bytes).expect("a file");
}

fn rows(many: usize) -> String {
    let rows = (0..many).map(|n| {
        format!(
            "{n},2026-03-02T{:02}:{:02},agent {},{},5,1.20,2026-03-02,yes\n",
            n % 24,
            n % 60,
            n * 7919 % 50,
            n * 31 % 90
        )
    });
    HEADER.chars().chain(rows.collect::<String>().chars()).collect()
}

fn gzip(bytes: &(impl AsRef<[u8]> + ?Sized)) -> Vec<u8> {
    pack(bytes.as_ref())
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    to.write_all(bytes).expect("memory");
    to.finish().expect("memory")
}

fn zstd(text: &str) -> Vec<u8> {
    zstd::encode_all(text.as_bytes(), 3).expect("memory")
}

fn half(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

fn damaged(mut bytes: Vec<u8>) -> Vec<u8> {
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40].fill(0xff);
    bytes
}
