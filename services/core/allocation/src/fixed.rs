//! λ in fixed point, to look at many applicants quickly. It only ever says what must be compared exactly, or which awards a
//! nearby divisor gives; it decides nothing.

use crate::kernel::Level;

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
