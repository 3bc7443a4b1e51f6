//! Whatever bytes a file holds: rows, rejected rows or an error, but never a panic.

use crate::support::{calls, folder, gzip, standard, tell, zstd};
use etalon_core::evaluate::Sequential;
use etalon_core::standard::Standard;
use etalon_store::{Cut, Silent, read_cut};
use proptest::prelude::*;
use std::sync::LazyLock;

static CSV: LazyLock<Standard> = LazyLock::new(|| calls("files \"a.csv\" field waited = seconds(wait_s)"));
static JSON: LazyLock<Standard> = LazyLock::new(|| {
    standard(
        "event note { id text key at instant n whole? } source notes for note { files \"a.json\" field n = column \"a.b\" }",
    )
});
static PARQUET: LazyLock<Standard> =
    LazyLock::new(|| standard("event note { id text key at instant } source notes for note { files \"a.parquet\" }"));

fn survives(standard: &Standard, name: &str, bytes: &[u8]) {
    let folder = folder(&[(name, bytes)]);
    let result =
        read_cut(standard, folder.path(), &[], &Silent, &Sequential, Cut { wave: 256, piece: 50, slowly: false });
    tell(standard, &result, folder.path());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&CSV, "a.csv", &bytes);
        survives(&JSON, "a.json", &bytes);
        survives(&PARQUET, "a.parquet", &bytes);
    }

    #[test]
    fn any_rows(rows in "[a-z0-9,;\"\r\n:.%/ +-]{0,300}") {
        let text = format!("id,at,agent,wait_s,cost,stars,share,day,urgent,ended_as\n{rows}");
        survives(&CSV, "a.csv", text.as_bytes());
    }

    #[test]
    fn any_objects(rows in "[\\[\\]{}a-bnidtu0-9,:\"\\\\\n .]{0,300}") {
        survives(&JSON, "a.json", rows.as_bytes());
        survives(&JSON, "a.json", format!("[{rows}]").as_bytes());
    }

    #[test]
    fn damaged_packing(at in 0_usize..200, byte in any::<u8>(), keep in 0_usize..400) {
        for packed in [gzip(&b"id,at\nx,y\n".repeat(40)), zstd(&b"id,at\nx,y\n".repeat(40))] {
            let mut bytes = packed;
            let length = bytes.len();
            bytes[at % length] ^= byte;
            bytes.truncate(keep);
            survives(&CSV, "a.csv", &bytes);
        }
    }

    #[test]
    fn damaged_parquet(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut bytes = crate::parquet_files::small();
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] ^= byte;
        }
        survives(&PARQUET, "a.parquet", &bytes);
    }
}
