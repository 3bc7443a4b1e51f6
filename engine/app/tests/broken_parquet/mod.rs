//! Parquet files, sound and broken.

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

const CALLS: &str = "message calls {
    required binary id (UTF8); required int64 at (TIMESTAMP(MICROS,true)); required binary agent (UTF8); required double wait_s;
}";
const AT: i64 = 1_772_442_000_000_000;

fn file(schema: &str, properties: WriterProperties, fill: impl Fn(&mut Group<'_>)) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    fill(&mut group);
    group.close().expect("memory");
    writer.into_inner().expect("memory")
}

fn plain() -> WriterProperties {
    WriterProperties::builder().build()
}

fn put<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<(&[i16], &[i16])>) {
    let mut column = group.next_column().expect("memory").expect("one more column");
    let (definition, repetition) = levels.unzip();
    column.typed::<T>().write_batch(values, definition, repetition).expect("memory");
    column.close().expect("memory");
}

fn texts(many: usize) -> Vec<ByteArray> {
    (0..many).map(|n| ByteArray::from(n.to_string().as_str())).collect()
}

/// Fifty sound rows.
pub fn good() -> Vec<u8> {
    file(CALLS, plain(), |group| {
        put::<ByteArrayType>(group, &texts(50), None);
        put::<Int64Type>(group, &[AT; 50], None);
        put::<ByteArrayType>(group, &texts(50), None);
        put::<DoubleType>(group, &[12.5; 50], None);
    })
}

/// Where the footer begins.
fn footer(bytes: &[u8]) -> usize {
    let tail = bytes.len() - 8;
    let length = u32::from_le_bytes(bytes[tail..tail + 4].try_into().expect("four bytes"));
    tail - length as usize
}

pub fn footer_of_noise() -> Vec<u8> {
    let mut bytes = good();
    let (start, end) = (footer(&bytes), bytes.len() - 8);
    for (n, byte) in bytes[start..end].iter_mut().enumerate() {
        *byte = u8::try_from(n * 89 % 251).expect("less than 251");
    }
    bytes
}

pub fn footer_too_large() -> Vec<u8> {
    let mut bytes = good();
    let tail = bytes.len() - 8;
    bytes[tail..tail + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    bytes
}

pub fn noise_in_pages() -> Vec<u8> {
    let mut bytes = good();
    let end = footer(&bytes);
    bytes[4..end].iter_mut().skip(20).step_by(3).for_each(|byte| *byte ^= 0x5a);
    bytes
}

/// The footer says that there are 51 million rows; the pages hold fifty.
pub fn lying_rows() -> Vec<u8> {
    let mut bytes = good();
    let start = footer(&bytes);
    // Fifty, in Thrift's compact form: a number of 64 bits (0x16), then 100. The file's rows stand first, then those of
    // the columns and, last of all, those of the row group.
    let places: Vec<usize> = (start..bytes.len() - 9).filter(|at| bytes[*at..*at + 2] == [0x16, 100]).collect();
    let many = [0x80, 0xe8, 0xd1, 0x30];
    for at in places.into_iter().rev() {
        bytes.splice(at + 1..at + 2, many);
    }
    let tail = bytes.len() - 8;
    let length = u32::try_from(tail - start).expect("a small footer");
    bytes[tail..tail + 4].copy_from_slice(&length.to_le_bytes());
    bytes
}

pub fn lists() -> Vec<u8> {
    let schema = "message calls {
        required binary id (UTF8); required int64 at (TIMESTAMP(MICROS,true)); repeated binary agent (UTF8); required double wait_s;
    }";
    file(schema, plain(), |group| {
        put::<ByteArrayType>(group, &texts(2), None);
        put::<Int64Type>(group, &[AT; 2], None);
        put::<ByteArrayType>(group, &texts(3), Some((&[1, 1, 1], &[0, 1, 0])));
        put::<DoubleType>(group, &[12.5; 2], None);
    })
}

pub fn other_types() -> Vec<u8> {
    let schema = "message calls {
        required int32 id; required int64 at; required double agent; required binary wait_s (UTF8);
    }";
    file(schema, plain(), |group| {
        put::<Int32Type>(group, &[1, 2], None);
        put::<Int64Type>(group, &[AT; 2], None);
        put::<DoubleType>(group, &[f64::NAN, 0.5], None);
        put::<ByteArrayType>(group, &["12,5", "soon"].map(ByteArray::from), None);
    })
}

pub fn without_a_column() -> Vec<u8> {
    file("message calls { required binary id (UTF8); required double wait; }", plain(), |group| {
        put::<ByteArrayType>(group, &texts(2), None);
        put::<DoubleType>(group, &[12.5; 2], None);
    })
}

/// A page of 80 MB that is packed into a few kB.
pub fn bomb() -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).expect("a level")))
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::PLAIN)
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        .set_data_page_size_limit(1 << 30)
        .set_data_page_row_count_limit(1 << 30)
        .build();
    let long = ByteArray::from(vec![b'a'; 1000]);
    file(CALLS, properties, |group| {
        put::<ByteArrayType>(group, &vec![long.clone(); 80_000], None);
        put::<Int64Type>(group, &vec![AT; 80_000], None);
        put::<ByteArrayType>(group, &vec![long.clone(); 80_000], None);
        put::<DoubleType>(group, &vec![12.5; 80_000], None);
    })
}
