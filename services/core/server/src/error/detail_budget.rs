//! The budget of an error's details. They travel in a header, and clients close on a header list
//! above 8 KiB (gRPC's own default).

/// Bytes of text in the details: in base64, with the rest of the trailers, below 8 KiB.
const BYTES_MAX: usize = 4_800;
/// The bytes of one violation besides its text.
const OVERHEAD_BYTES: usize = 12;

/// The bytes that are left for violations.
#[derive(Debug)]
pub(super) struct DetailBudget {
    left: usize,
    waiting: usize,
    exhausted: bool,
}

impl DetailBudget {
    /// Returns a whole budget, for this many violations.
    pub fn new(violations: usize) -> Self {
        Self {
            left: BYTES_MAX,
            waiting: violations,
            exhausted: false,
        }
    }

    /// Takes the bytes of one violation's texts; `false` when they do not fit.
    pub fn take(&mut self, texts: &[&str]) -> bool {
        let bytes: usize = texts.iter().map(|text| text.len()).sum::<usize>() + OVERHEAD_BYTES;
        match self.left.checked_sub(bytes) {
            Some(left) if !self.exhausted => {
                self.left = left;
                self.waiting = self.waiting.saturating_sub(1);
                true
            }
            _ => {
                self.exhausted = true;
                false
            }
        }
    }

    /// Tells whether a violation did not fit.
    pub const fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// Counts the violations that did not fit, in words.
    pub fn rest(&self) -> String {
        format!("and {} more; correct these and ask again", self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let text = "x".repeat(1_000);
        let mut budget = DetailBudget::new(7);
        let taken = (0..7).filter(|_| budget.take(&[&text])).count();
        assert_eq!((taken, budget.is_exhausted()), (4, true));
        assert_eq!(budget.rest(), "and 3 more; correct these and ask again");
        assert!(!budget.take(&["y"]), "nothing slips in after the cut");
    }
}
