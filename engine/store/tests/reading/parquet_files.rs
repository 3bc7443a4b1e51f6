//! Parquet: all plain types, nested values, several row groups, files cut short.

use crate::support::{standard, told};
use parquet::basic::Encoding;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn file(schema: &str, groups: &[&dyn Fn(&mut Group<'_>)]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("memory");
    for fill in groups {
        let mut group = writer.next_row_group().expect("memory");
        fill(&mut group);
        group.close().expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn put<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<&[i16]>) {
    let mut column = group.next_column().expect("memory").expect("one more column");
    column.typed::<T>().write_batch(values, levels, None).expect("memory");
    column.close().expect("memory");
}

fn texts(values: &[&str]) -> Vec<ByteArray> {
    values.iter().map(|v| ByteArray::from(*v)).collect()
}

/// Two rows of `id` and `at`.
pub fn small() -> Vec<u8> {
    file(
        "message m { required binary id (UTF8); required int64 at (TIMESTAMP(MICROS,true)); }",
        &[&|group| {
            put::<ByteArrayType>(group, &texts(&["1", "2"]), None);
            put::<Int64Type>(group, &[1_772_442_000_000_000, 1_772_442_000_500_000], None);
        }],
    )
}

#[test]
fn plain_types() {
    let standard = standard(
        "event row {
           id text key  at instant  local instant?  old instant?  nano instant?  day date?  time duration?  wait duration?
           whole whole?  big whole?  price decimal?  wide decimal?  float decimal?  double decimal?  ok yes/no?  inner text?  uuid text?
         }
         source rows for row {
           files \"*.parquet\"
           zone  \"Europe/Tallinn\"
           field wait  = seconds(wait)
           field inner = column \"customer.id\"
         }",
    );
    let schema = "message m {
        required binary id (UTF8);
        required int64 at (TIMESTAMP(MILLIS,true));
        optional int64 local (TIMESTAMP(MICROS,false));
        optional int96 old;
        optional int64 nano (TIMESTAMP(NANOS,true));
        optional int32 day (DATE);
        optional int64 time (TIME(MICROS,false));
        optional double wait;
        optional int32 whole (INTEGER(8,false));
        optional int64 big (INTEGER(64,false));
        optional int32 price (DECIMAL(9,2));
        optional fixed_len_byte_array(16) wide (DECIMAL(38,6));
        optional float float;
        optional double double;
        optional boolean ok;
        optional group customer { optional binary id (UTF8); optional binary name; }
        optional fixed_len_byte_array(16) uuid (UUID);
        required int32 unused;
    }";
    let rows = |group: &mut Group<'_>| {
        let all = Some(&[1, 0, 1][..]);
        put::<ByteArrayType>(group, &texts(&["1", "2", "3"]), None);
        put::<Int64Type>(group, &[1_772_442_000_000; 3], None);
        put::<Int64Type>(group, &[1_772_442_000_000_000; 2], all);
        put::<Int96Type>(group, &[Int96::from(vec![1000, 0, 2_440_588]), Int96::from(vec![0, 0, 2_461_102])], all);
        put::<Int64Type>(group, &[1_772_442_000_000_001_000, 1_772_442_000_000_000_001], all);
        put::<Int32Type>(group, &[20_514, -1], all);
        put::<Int64Type>(group, &[3_723_000_000, 500_000], all);
        put::<DoubleType>(group, &[20.5, 0.3], all);
        put::<Int32Type>(group, &[255, 7], all);
        put::<Int64Type>(group, &[i64::MAX, 5], all);
        put::<Int32Type>(group, &[-105, 5], all);
        let wide = |n: i128| FixedLenByteArray::from(n.to_be_bytes().to_vec());
        put::<FixedLenByteArrayType>(group, &[wide(-1_500_000), wide(1)], all);
        put::<FloatType>(group, &[0.1, 1e6], all);
        put::<DoubleType>(group, &[0.1, 1e-6], all);
        put::<BoolType>(group, &[true, false], all);
        put::<ByteArrayType>(group, &texts(&["k1"]), Some(&[2, 0, 1]));
        put::<ByteArrayType>(group, &texts(&["x"]), Some(&[2, 0, 1]));
        put::<FixedLenByteArrayType>(group, &[wide(1), wide(-1)], all);
        put::<Int32Type>(group, &[1, 2, 3], None);
    };
    insta::assert_snapshot!(told(&standard, &[("a.parquet", &file(schema, &[&rows, &rows]))]));
}

#[test]
fn values_that_cannot_be_kept_are_rejected() {
    let standard = standard(
        "event row { id text key at instant price decimal stars 1..5 } source rows for row { files \"*.parquet\" }",
    );
    let schema = "message m { required binary id (UTF8); required int64 at (TIMESTAMP(MILLIS,true)); required double price; required int32 stars; }";
    let bytes = file(
        schema,
        &[&|group| {
            put::<ByteArrayType>(
                group,
                &[ByteArray::from("1"), ByteArray::from("2"), ByteArray::from("3"), ByteArray::from(vec![0xf5])],
                None,
            );
            put::<Int64Type>(group, &[1_772_442_000_000; 4], None);
            put::<DoubleType>(group, &[0.1 + 0.2, f64::NAN, 1.0, 1.0], None);
            put::<Int32Type>(group, &[1, 1, 6, 1], None);
        }],
    );
    insta::assert_snapshot!(told(&standard, &[("a.parquet", &bytes)]));
}

#[test]
fn files_that_cannot_be_read() {
    let standard = standard("event note { id text key at instant } source notes for note { files \"a.parquet\" }");
    let whole = small();
    let lists = file("message m { repeated binary id (UTF8); required int64 at; }", &[]);
    let mut damaged = whole.clone();
    let end = damaged.len();
    damaged[end - 8..end - 4].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f]);
    let mut out = String::new();
    for bytes in [&whole[..whole.len() - 20], &whole[..6], b"id,at\n", &lists, &damaged, b"PAREPARE", &[]] {
        out.push_str(&told(&standard, &[("a.parquet", bytes)]));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn many_rows_in_several_groups_keep_their_numbers() {
    let standard = standard(
        "event note { id text key at instant line text } source notes for note { files \"a.parquet\" field line = row }",
    );
    let rows = |group: &mut Group<'_>| {
        let ids: Vec<String> = (0..9000).map(|n| n.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        put::<ByteArrayType>(group, &texts(&ids), None);
        put::<Int64Type>(group, &[1_772_442_000_000_000; 9000], None);
    };
    let bytes =
        file("message m { required binary id (UTF8); required int64 at (TIMESTAMP(MICROS,true)); }", &[&rows, &rows]);
    let told = told(&standard, &[("a.parquet", &bytes)]);
    assert!(told.contains("read 18000, kept 18000"));
    assert!(
        told.contains("a.parquet:18000 id=\"8999\" at=2026-03-02T09:00:00Z line=\"18000\""),
        "{}",
        &told[told.len() - 300..]
    );
}

/// How a file is packed.
#[derive(Debug, Clone, Copy)]
pub struct Packing {
    /// Whether there are dictionaries.
    pub dictionary: bool,
    /// Pages of the second version.
    pub second: bool,
    /// Rows in a page.
    pub page: usize,
    /// Numbers, instants and yes/no as such where each cell of the column is one, or nothing.
    pub typed: bool,
}

/// A file of these texts in the columns `c0` to `c9`; empty ones are nothing.
pub fn packed(rows: &[Vec<String>], packing: Packing) -> Vec<u8> {
    let version = if packing.second { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
    let properties = WriterProperties::builder()
        .set_writer_version(version)
        .set_dictionary_enabled(packing.dictionary)
        .set_encoding(Encoding::PLAIN)
        .set_write_batch_size(packing.page)
        .set_data_page_row_count_limit(packing.page)
        .build();
    let kinds = ["", "instant", "", "double", "double", "whole", "flag", "", "instant", "whole"];
    let kinds = kinds.map(|kind| if packing.typed { kind } else { "" });
    let kind = |n: usize| match kinds[n] {
        "instant" => format!("optional int64 c{n} (TIMESTAMP(MICROS,{}));", n == 8),
        "double" => format!("optional double c{n};"),
        "whole" => format!("optional int32 c{n};"),
        "flag" => format!("optional boolean c{n};"),
        _ => format!("optional binary c{n} (UTF8);"),
    };
    let schema = format!("message m {{ {} }}", (0..10).map(kind).collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    for (n, kind) in kinds.into_iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|row| row[n].as_str()).collect();
        let has = |cell: &&str| !cell.is_empty() && (kind.is_empty() || typed(kind, cell).is_some());
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(has(cell))).collect();
        let numbers = || cells.iter().filter(|c| has(c)).filter_map(|cell| typed(kind, cell));
        let group = &mut group;
        match kind {
            "instant" => put::<Int64Type>(group, &numbers().map(|v| v as i64).collect::<Vec<_>>(), Some(&levels)),
            "double" => put::<DoubleType>(group, &numbers().collect::<Vec<_>>(), Some(&levels)),
            "whole" => put::<Int32Type>(group, &numbers().map(|v| v as i32).collect::<Vec<_>>(), Some(&levels)),
            "flag" => put::<BoolType>(group, &numbers().map(|v| v == 1.0).collect::<Vec<_>>(), Some(&levels)),
            _ => put::<ByteArrayType>(
                group,
                &texts(&cells.into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>()),
                Some(&levels),
            ),
        }
    }
    group.close().expect("memory");
    writer.into_inner().expect("memory")
}

fn typed(kind: &str, cell: &str) -> Option<f64> {
    match kind {
        // Some instant that the text has something to do with, also far outside the calendar.
        "instant" => Some((cell.len() as f64 - 20.0).powi(13) * 1e3),
        "double" => cell.trim().parse().ok(),
        "whole" => cell.parse::<i32>().ok().map(f64::from),
        "flag" => match cell {
            "true" => Some(1.0),
            "no" | "0" => Some(0.0),
            _ => None,
        },
        _ => None,
    }
}
