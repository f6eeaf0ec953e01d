//! How much fits into an error. Details travel in a header, and clients close on a header list
//! above 8 KiB (gRPC's own default).

/// Bytes of text in the details: in base64, with the rest of the trailers, below 8 KiB.
const BYTES_MAX: usize = 4_800;
/// What one violation costs besides its text.
const OVERHEAD_BYTES: usize = 12;

/// The room that is left.
#[derive(Debug)]
pub(super) struct Room {
    left: usize,
    waiting: usize,
    enough: bool,
}

impl Room {
    /// Room for this many violations, if they are short.
    pub fn new(violations: usize) -> Self {
        Self {
            left: BYTES_MAX,
            waiting: violations,
            enough: true,
        }
    }

    /// Takes the room of one violation's texts; `false` when they do not fit.
    pub fn take(&mut self, texts: &[&str]) -> bool {
        let bytes: usize = texts.iter().map(|text| text.len()).sum::<usize>() + OVERHEAD_BYTES;
        match self.left.checked_sub(bytes) {
            Some(left) if self.enough => {
                self.left = left;
                self.waiting = self.waiting.saturating_sub(1);
                true
            }
            _ => {
                self.enough = false;
                false
            }
        }
    }

    /// Whether everything fitted so far.
    pub const fn is_enough(&self) -> bool {
        self.enough
    }

    /// What to say of those that did not fit.
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
        let mut room = Room::new(7);
        let taken = (0..7).filter(|_| room.take(&[&text])).count();
        assert_eq!((taken, room.is_enough()), (4, false));
        assert_eq!(room.rest(), "and 3 more; correct these and ask again");
        assert!(!room.take(&["y"]), "nothing slips in after the cut");
    }
}
