//! Small numbers as Parquet packs them: runs of equal ones, and groups of eight in as few bits as they need.

use super::Unfit;

/// Reads so many numbers of this many bits.
pub(super) fn numbers(data: &[u8], bits: u32, count: usize, out: &mut Vec<u32>) -> Result<(), Unfit> {
    if bits > 32 {
        return Err(Unfit);
    }
    let end = out.len() + count;
    // A damaged file may ask for more than any file holds.
    out.reserve(count.min(1 << 20));
    let mut at = 0;
    while out.len() < end {
        let header = varint(data, &mut at)?;
        let left = end - out.len();
        if header & 1 == 0 {
            let bytes = bits.div_ceil(8) as usize;
            let value = data.get(at..at + bytes).ok_or(Unfit)?;
            let value = value.iter().rev().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
            at += bytes;
            let run = usize::try_from(header >> 1).map_err(|_| Unfit)?;
            if run == 0 || u64::from(value) >> bits != 0 {
                return Err(Unfit);
            }
            out.resize(out.len() + run.min(left), value);
        } else {
            let groups = usize::try_from(header >> 1).map_err(|_| Unfit)?;
            let bytes = groups.checked_mul(bits as usize).ok_or(Unfit)?;
            if bytes == 0 && bits > 0 {
                return Err(Unfit);
            }
            let run = groups.saturating_mul(8).min(left);
            let packed = data.get(at..data.len().min(at.saturating_add(bytes))).ok_or(Unfit)?;
            unpack(packed, bits, run, out)?;
            at += bytes;
        }
    }
    Ok(())
}

fn unpack(packed: &[u8], bits: u32, count: usize, out: &mut Vec<u32>) -> Result<(), Unfit> {
    let width = bits as usize;
    if (count * width).div_ceil(8) > packed.len() {
        return Err(Unfit);
    }
    let mask = (1_u64 << bits) - 1;
    // So many can be read from eight bytes that are there.
    let wide = match packed.len().checked_sub(8) {
        Some(last) if width > 0 => count.min(last * 8 / width),
        _ => 0,
    };
    let value = |word: [u8; 8], bit: usize| u32::try_from(u64::from_le_bytes(word) >> (bit & 7) & mask).unwrap_or(0);
    out.extend((0..wide).map(|n| {
        let bit = n * width;
        let mut word = [0; 8];
        word.copy_from_slice(&packed[bit / 8..bit / 8 + 8]);
        value(word, bit)
    }));
    out.extend((wide..count).map(|n| {
        let bit = n * width;
        let rest = &packed[(bit / 8).min(packed.len())..];
        let rest = &rest[..rest.len().min(8)];
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        value(word, bit)
    }));
    Ok(())
}

fn varint(data: &[u8], at: &mut usize) -> Result<u64, Unfit> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *data.get(*at).ok_or(Unfit)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(Unfit)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn runs_and_packed_groups() {
        // Eight values of three bits, 0 to 7, as in the description of the format; then a run of five fours.
        let data = [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010, 10, 4];
        let mut out = Vec::new();
        assert!(numbers(&data, 3, 13, &mut out).is_ok());
        assert_eq!(out, [0, 1, 2, 3, 4, 5, 6, 7, 4, 4, 4, 4, 4]);
        assert!(numbers(&data, 3, 14, &mut Vec::new()).is_err());
        assert!(numbers(&data[..3], 3, 8, &mut Vec::new()).is_err());
        assert!(numbers(&[6], 0, 3, &mut out).is_ok());
        assert!(numbers(&[8, 255], 1, 4, &mut Vec::new()).is_err(), "no number of one bit is 255");
    }
}
