//! What the values of a Parquet column stand for.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// How the values of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Plain,
    Unsigned,
    Text,
    Date,
    /// Nanoseconds a unit; whether it counts from midnight in Greenwich.
    Instant(i64, bool),
    /// Nanoseconds a unit.
    TimeOfDay(i64),
    /// Places.
    Decimal(u32),
    Uuid,
}

impl Way {
    /// How a column is meant, or what it holds that is no plain value.
    pub fn of(column: &ColumnDescriptor) -> Result<Self, &'static str> {
        let places = |scale: i32| u32::try_from(scale).map(Way::Decimal).map_err(|_| "decimals with a negative scale");
        if let Some(logical) = column.logical_type_ref() {
            return match logical {
                LogicalType::String | LogicalType::Enum | LogicalType::Json => Ok(Self::Text),
                LogicalType::Decimal(decimal) => places(decimal.scale),
                LogicalType::Date => Ok(Self::Date),
                LogicalType::Time(time) => Ok(Self::TimeOfDay(nanos(&time.unit))),
                LogicalType::Timestamp(time) => Ok(Self::Instant(nanos(&time.unit), time.is_adjusted_to_u_t_c)),
                LogicalType::Integer(integer) => Ok(if integer.is_signed { Self::Plain } else { Self::Unsigned }),
                LogicalType::Uuid => Ok(Self::Uuid),
                LogicalType::Unknown => Ok(Self::Plain),
                LogicalType::Float16 => Err("numbers of 16 bits"),
                _ => Err("something nested or packed"),
            };
        }
        match (column.converted_type(), column.physical_type()) {
            (ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON, _) => Ok(Self::Text),
            (ConvertedType::DECIMAL, _) => places(column.type_scale()),
            (ConvertedType::DATE, _) => Ok(Self::Date),
            (ConvertedType::TIME_MILLIS, _) => Ok(Self::TimeOfDay(1_000_000)),
            (ConvertedType::TIME_MICROS, _) => Ok(Self::TimeOfDay(1000)),
            (ConvertedType::TIMESTAMP_MILLIS, _) => Ok(Self::Instant(1_000_000, true)),
            (ConvertedType::TIMESTAMP_MICROS, _) => Ok(Self::Instant(1000, true)),
            (ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64, _) => {
                Ok(Self::Unsigned)
            }
            (ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64, _) => {
                Ok(Self::Plain)
            }
            // Several engines write texts without saying that they are.
            (ConvertedType::NONE, Type::BYTE_ARRAY) => Ok(Self::Text),
            // Some write these in Greenwich time and some in local time: the source has to say.
            (ConvertedType::NONE, Type::INT96) => Ok(Self::Instant(1, false)),
            (ConvertedType::NONE, Type::FIXED_LEN_BYTE_ARRAY) => Err("bytes"),
            (ConvertedType::NONE, _) => Ok(Self::Plain),
            _ => Err("something nested or packed"),
        }
    }
}

fn nanos(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000_000,
        TimeUnit::MICROS => 1000,
        TimeUnit::NANOS => 1,
    }
}
