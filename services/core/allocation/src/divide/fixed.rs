//! λ in fixed point, to look at many applicants quickly. It only ever says what must be compared
//! exactly, or which awards a nearby divisor gives; it decides nothing.

use super::kernel::types::Level;

/// m / 2ᵏ, never above the level it stands for by construction (rounded down).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixed {
    pub m: u64,
    pub k: u32,
}

impl Fixed {
    /// About `level`, with the highest bit of m at about `precision` (1 to 62); k is at least 1.
    pub(crate) fn near(level: Level, precision: u32) -> Fixed {
        let (p, q) = (level.p.unsigned_abs(), level.q.unsigned_abs().max(1));
        // p/q lies in [2^(bits − 1), 2^(bits + 1)).
        let k = (precision + q.ilog2())
            .saturating_sub(p.max(1).ilog2())
            .max(1);
        let m = if k <= 64 {
            (u128::from(p) << k) / u128::from(q)
        } else {
            // Two steps of long division, since p·2ᵏ may need more than 128 bits.
            let high = (u128::from(p) << 64) / u128::from(q);
            high << (k - 64)
        };
        Fixed {
            m: u64::try_from(m).unwrap_or(u64::MAX),
            k,
        }
    }

    /// `weight · m / 2ᵏ⁻ˢʰⁱᶠᵗ`, rounded down and held below 2⁶².
    #[inline]
    pub(crate) fn times(self, weight: i64, shift: u32) -> i64 {
        let product = (u128::from(self.m) * u128::from(weight.unsigned_abs())) >> (self.k - shift);
        i64::try_from(product.min(1 << 62)).unwrap_or(1 << 62)
    }
}

/// m / 2⁶⁴⁻ˢ for weights that have room for s more bits: weights are shifted by s once, and the
/// upper half of one multiplication is then `⌊λ·w⌋`, exactly and for several m. Not for every
/// level, and not for every weight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quick {
    pub m: u64,
    s: u32,
}

impl Quick {
    /// The largest such number that is not above the level, for weights up to `largest`; `None`
    /// where they leave no room. There is a factor of two, at least, between m and its largest
    /// value.
    pub(crate) fn near(level: Level, largest: u64) -> Option<Quick> {
        let (p, q) = (level.p.unsigned_abs(), level.q.unsigned_abs().max(1));
        let s = (p / q).checked_ilog2().map_or(0, |bits| bits + 1) + 1;
        // One bit for the sign of the result, one for twice the weight.
        (s + 2 < largest.leading_zeros()).then(|| {
            let m = (u128::from(p) << (64 - s)) / u128::from(q);
            Quick {
                m: u64::try_from(m).unwrap_or(u64::MAX),
                s,
            }
        })
    }

    /// The weight, or twice the weight, as [`Quick::of`] needs it.
    #[inline]
    pub(crate) fn shifted(self, weight: i64) -> u64 {
        weight.cast_unsigned() << (self.s & 63)
    }

    /// `⌊λ·w⌋` for a shifted weight.
    #[inline]
    pub(crate) fn of(self, shifted: u64) -> i64 {
        let product = u128::from(self.m) * u128::from(shifted);
        // The upper half always fits, and is below 2⁶³, since the shifted weight is.
        u64::try_from(product >> 64)
            .unwrap_or(u64::MAX)
            .cast_signed()
    }

    /// Returns how far apart two such numbers are that differ by `part` of `whole`.
    pub(crate) fn stride(self, part: u64, whole: u64) -> Option<u64> {
        let wide = u128::from(part).checked_shl(64 - self.s)?;
        u64::try_from(wide.checked_div(u128::from(whole))?).ok()
    }

    /// Another m with the same s.
    pub(crate) const fn with(self, m: u64) -> Quick {
        Quick { m, s: self.s }
    }

    /// The level that this is; exact for an m that is a multiple of eight.
    pub(crate) fn level(self) -> Level {
        // Within i64: m / 8 is below 2⁶¹, and s is at least 1.
        let p = i64::try_from(self.m >> 3).unwrap_or(i64::MAX);
        Level::new(p, 1 << (61 - self.s))
    }
}
