//! Numbers as they stand in files, kept digit by digit.

use super::Fault;

/// An exact decimal number: `digits` / 10^`places`, without zeros at the end of the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub digits: i128,
    pub places: u32,
}

/// Why a text is no number that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFault {
    NotANumber,
    TooLarge,
    TooManyPlaces,
}

impl Number {
    /// Reads `12`, `-0.50`, `+3.`, `.5`, `1e3`.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let text = text.trim_ascii();
        let bytes = text.as_bytes();
        if let Some(number) = short(bytes) {
            return Ok(number);
        }
        let (negative, rest) = match bytes.first() {
            Some(b'-') => (true, &bytes[1..]),
            Some(b'+') => (false, &bytes[1..]),
            _ => (false, bytes),
        };
        let mut digits: i128 = 0;
        let mut places: i64 = 0;
        let mut zeros: i64 = 0;
        let mut seen = false;
        let mut point = false;
        let mut exponent: i64 = 0;
        let mut i = 0;
        while i < rest.len() {
            match rest[i] {
                b @ b'0'..=b'9' => {
                    seen = true;
                    if b == b'0' {
                        // Zeros wait: at the end of the places they are worth nothing.
                        zeros += 1;
                    } else {
                        digits = shift(digits, zeros + 1)?;
                        digits = digits.checked_add(i128::from(b - b'0')).ok_or(NumberFault::TooLarge)?;
                        zeros = 0;
                    }
                    places += i64::from(point);
                }
                b'.' if !point => point = true,
                b'e' | b'E' if seen => {
                    exponent = exponent_of(&rest[i + 1..])?;
                    break;
                }
                _ => return Err(NumberFault::NotANumber),
            }
            i += 1;
        }
        if !seen {
            return Err(NumberFault::NotANumber);
        }
        // `digits` stands without the zeros that wait, so it has that many places fewer.
        places = places - zeros - exponent;
        if digits == 0 {
            return Ok(Self { digits: 0, places: 0 });
        }
        if places < 0 {
            digits = shift(digits, -places)?;
            places = 0;
        }
        let places = u32::try_from(places).map_err(|_| NumberFault::TooManyPlaces)?;
        Ok(Self { digits: if negative { -digits } else { digits }, places })
    }

    /// The number times ten to the power of `places`, if that is whole and fits.
    pub fn scaled(self, places: u32) -> Result<i64, NumberFault> {
        if self.places > places {
            return Err(NumberFault::TooManyPlaces);
        }
        let value = shift(self.digits, i64::from(places - self.places))?;
        i64::try_from(value).map_err(|_| NumberFault::TooLarge)
    }

    /// The number times this many, if that is whole and fits.
    pub fn times(self, factor: i64) -> Result<i64, NumberFault> {
        let product = self.digits.checked_mul(i128::from(factor)).ok_or(NumberFault::TooLarge)?;
        let divisor = shift(1, i64::from(self.places)).map_err(|_| NumberFault::TooManyPlaces)?;
        if product % divisor != 0 {
            return Err(NumberFault::TooManyPlaces);
        }
        i64::try_from(product / divisor).map_err(|_| NumberFault::TooLarge)
    }
}

/// Times ten to the power of `by`.
fn shift(digits: i128, by: i64) -> Result<i128, NumberFault> {
    if digits == 0 {
        return Ok(0);
    }
    u32::try_from(by)
        .ok()
        .and_then(|by| 10_i128.checked_pow(by))
        .and_then(|power| digits.checked_mul(power))
        .ok_or(NumberFault::TooLarge)
}

fn exponent_of(bytes: &[u8]) -> Result<i64, NumberFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| NumberFault::NotANumber)?;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    text.parse::<i64>().ok().filter(|e| e.abs() < 10_000).ok_or(NumberFault::TooLarge)
}

/// A whole number: `12`, also `12.0`.
pub(crate) fn whole(text: &str) -> Result<i64, Fault> {
    if let Some(value) = small(text.as_bytes()) {
        return Ok(value);
    }
    Number::parse(text).and_then(|n| n.scaled(0)).map_err(|fault| match fault {
        NumberFault::NotANumber => not_a_number(text, "a whole number"),
        NumberFault::TooLarge => too_large(text),
        NumberFault::TooManyPlaces => Fault::new(
            "not-whole",
            "a whole number is due and this one has decimals; declare the field as `decimal` if it may",
            text,
        ),
    })
}

/// A decimal, in millionths.
pub(crate) fn decimal(text: &str) -> Result<i64, Fault> {
    Number::parse(text).and_then(|n| n.scaled(6)).map_err(|fault| match fault {
        NumberFault::NotANumber => not_a_number(text, "a decimal number such as 12.50"),
        NumberFault::TooLarge => too_large(text),
        NumberFault::TooManyPlaces => too_many_places(text),
    })
}

/// A number with a decimal comma, blanks, apostrophes or points between thousands, as a plain one.
pub(crate) fn plain(text: &str) -> Result<String, Fault> {
    let due = "a number is due, such as `1234,5` or `1 234,5`";
    let out = without_marks(text).ok_or_else(|| {
        Fault::new(
            "not-a-number",
            format!(
                "{due}; here it is not certain whether a comma or point stands between thousands or before the decimals"
            ),
            text,
        )
    })?;
    match Number::parse(&out) {
        Ok(_) => Ok(out),
        Err(NumberFault::TooLarge) => Err(too_large(text)),
        Err(_) => Err(Fault::new("not-a-number", due, text)),
    }
}

/// None where one and the same text may mean two numbers.
fn without_marks(text: &str) -> Option<String> {
    let out: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '’').collect();
    match (out.matches(',').count(), out.matches('.').count()) {
        (0, 0) => Some(out),
        (1, 0) => Some(out.replace(',', ".")),
        // 1.234.567,89
        (1, _) if out.rfind('.') < out.find(',') => Some(out.replace('.', "").replace(',', ".")),
        // 12.345 may be twelve thousand; 12.3 cannot.
        (0, 1) if out.len() - out.find('.')? != 4 => Some(out),
        _ => None,
    }
}

/// The numbers that files are full of: up to 18 digits, perhaps with a point between them.
fn short(bytes: &[u8]) -> Option<Number> {
    if bytes.is_empty() || bytes.len() > 18 || bytes[0] == b'.' {
        return None;
    }
    let mut digits: i64 = 0;
    let mut point = None;
    for (n, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(n),
            _ => return None,
        }
    }
    let mut places = point.map_or(0, |at| bytes.len() - 1 - at);
    while places > 0 && digits % 10 == 0 {
        digits /= 10;
        places -= 1;
    }
    Some(Number { digits: digits.into(), places: u32::try_from(places).ok()? })
}

/// Up to 18 plain digits.
fn small(bytes: &[u8]) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 18 {
        return None;
    }
    bytes.iter().try_fold(0_i64, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')))
}

pub(crate) fn too_many_places(text: &str) -> Fault {
    Fault::new(
        "too-many-places",
        "numbers are kept exactly, to six places after the point, and this one has more; round it where it is exported",
        text,
    )
}

pub(crate) fn too_large(text: &str) -> Fault {
    Fault::new("too-large", "the number is too large to be kept exactly", text)
}

fn not_a_number(text: &str, due: &str) -> Fault {
    let trimmed = text.trim();
    if trimmed.eq_ignore_ascii_case("nan")
        || trimmed.eq_ignore_ascii_case("null")
        || trimmed.eq_ignore_ascii_case("none")
    {
        return Fault::new(
            "not-a-number",
            format!(
                "{due} is due; if `{trimmed}` means that there is no value, say `missing \"{trimmed}\"` in the source"
            ),
            text,
        );
    }
    if trimmed.contains([',', ' ', '\'', '\u{a0}']) && trimmed.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return Fault::new(
            "not-a-number",
            format!("{due} is due; for a decimal comma or marks between thousands say `number(…)` in the source"),
            text,
        );
    }
    Fault::new("not-a-number", format!("{due} is due"), text)
}
