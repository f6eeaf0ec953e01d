//! The heart of the checker: one pot, by school arithmetic on whole numbers.
//!
//! It is shown what was published: the pot's one λ, what there was, and for every applicant weight,
//! base, bounds and award. It does not search for λ and it does not round; it looks whether six
//! statements hold, each of which anybody can check by hand:
//!
//! 1. every award is within its bounds, and on the step;
//! 2. without a weight no applicant has more than its lower bound;
//! 3. the exact shares `base + λ·weight`, held within their bounds, add up to what there was (or to
//!    all that bounds allow);
//! 4. the awards add up to what was spent, and no step is left that an applicant could take;
//! 5. no applicant's next step comes before anybody's last: no step would be better placed with
//!    another;
//! 6. where the two come at the same time, the one who has the step comes first in the draw.
//!
//! With 4, 5 and 6 there is one vector of awards and no other, so a single unit moved is seen.

use std::cmp::Ordering;

/// One member of a pot, in units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// The rise of its exact share per λ; below zero for one that falls, as where losses are
    /// shared.
    pub weight: i64,
    /// Its exact share at λ = 0, before bounds.
    pub base: i64,
    /// The bounds of its exact share, in half units: Talmud shares half-claims.
    pub halves: [i64; 2],
    /// The bounds of its award.
    pub bounds: [i64; 2],
    /// Its award.
    pub amount: i64,
}

/// The way from exact shares to awards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placed {
    /// Each rounded down to a whole unit, none handed on.
    Floor,
    /// Each rounded down to the step; where lower bounds off the step took too much, as
    /// [`Placed::Nearest`].
    Down,
    /// Steps to those furthest below their exact share.
    Nearest,
    /// Steps by `(2(award − base) + step) / 2·weight`, the smallest first: Sainte-Laguë.
    Divisor,
}

/// A pot as it was published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// λ: numerator and denominator.
    pub level: [i64; 2],
    /// The budget.
    pub budget: i64,
    /// The amount handed out.
    pub spent: i64,
    /// Awards are multiples of this.
    pub step: i64,
    /// Their rounding.
    pub placed: Placed,
}

/// The statement that does not hold, and the member for whom it does not, if it is about one.
pub(crate) type Broken = (&'static str, Option<usize>);

/// The order of a step: a numerator, and a denominator above zero.
type Key = (i128, i128);

fn compare(a: Key, b: Key) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

/// The earliest or the latest step of all, and whose it is.
#[derive(Default)]
struct End {
    key: Option<Key>,
    who: Vec<usize>,
}

impl End {
    /// Takes the step if it lies further out than those before it, or as far.
    fn offer(&mut self, key: Option<Key>, who: usize, out: Ordering) {
        let Some(key) = key else { return };
        let order = self.key.map_or(out, |held| compare(key, held));
        if order == out {
            self.key = Some(key);
            self.who.clear();
        }
        if order == out || order == Ordering::Equal {
            self.who.push(who);
        }
    }
}

fn must(holds: bool, statement: &'static str, who: Option<usize>) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err((statement, who)) }
}

impl Shown {
    /// Returns what exact shares are counted over: twice λ's denominator.
    pub(crate) fn over(&self) -> i128 {
        2 * i128::from(self.level[1])
    }

    /// The exact share, over [`Shown::over`].
    pub(crate) fn share(&self, m: &Member) -> i128 {
        let [p, q] = self.level;
        let times = |a: i64, b: i64| i128::from(a) * i128::from(b);
        let free = 2 * (times(m.base, q) + times(m.weight, p));
        free.clamp(times(m.halves[0], q), times(m.halves[1], q))
    }

    /// Returns when the step from `from` is taken.
    fn key(&self, m: &Member, share: i128, from: i64) -> Key {
        match self.placed {
            Placed::Divisor => (i128::from(2 * (from - m.base) + self.step), m.weight.into()),
            Placed::Floor | Placed::Down | Placed::Nearest => {
                (i128::from(from) * self.over() - share, 1)
            }
        }
    }

    /// The last step a member has and the next it could take, where there are any.
    fn steps(&self, m: &Member, share: i128) -> [Option<Key>; 2] {
        let [lo, hi] = m.bounds;
        let moves = lo < hi && m.weight != 0;
        let key = |from| self.key(m, share, from);
        [
            (moves && m.amount - self.step >= lo).then(|| key(m.amount - self.step)),
            (moves && m.amount + self.step <= hi).then(|| key(m.amount)),
        ]
    }

    /// Returns true if the award is the exact share rounded down to the step, or lifted to the
    /// first step that its lower bound allows.
    fn is_down(&self, m: &Member, share: i128) -> bool {
        let step = i128::from(self.step);
        let whole = share.div_euclid(self.over() * step) * step;
        let lifted = m.amount - self.step < m.bounds[0] && whole < m.amount.into();
        m.bounds[0] == m.bounds[1] || whole == m.amount.into() || lifted
    }

    /// Accepts the pot. `lot` puts members in the order in which they come first where two are
    /// tied.
    ///
    /// # Errors
    /// The statement that does not hold.
    pub(crate) fn check<L: Ord>(
        &self,
        members: impl Iterator<Item = Member>,
        lot: impl Fn(usize) -> L,
    ) -> Result<(), Broken> {
        let step = self.step;
        let (mut sum, mut shares, mut reach, mut down) = (0_i128, 0_i128, 0_i128, true);
        let (mut latest, mut first) = (End::default(), End::default());
        for (who, m) in members.enumerate() {
            let share = self.share(&m);
            let [lo, hi] = m.bounds;
            sum += i128::from(m.amount);
            shares += share;
            reach += i128::from(if m.weight == 0 { lo.max(m.base) } else { hi });
            if self.placed == Placed::Floor {
                let floor = share.div_euclid(self.over()) == m.amount.into();
                must(
                    floor,
                    "the award is the exact share rounded down",
                    Some(who),
                )?;
                continue;
            }
            let within = lo <= m.amount && m.amount <= hi;
            must(within, "the award is within its bounds", Some(who))?;
            let whole = lo == hi || step == 1 || m.amount % step == 0;
            must(whole, "awards are multiples of the step", Some(who))?;
            let idle = m.weight == 0 && lo < hi && m.amount >= lo + step;
            must(
                !idle,
                "without a weight there is no more than the lower bound",
                Some(who),
            )?;
            down &= self.placed == Placed::Down && self.is_down(&m, share);
            let [last, next] = self.steps(&m, share);
            latest.offer(last, who, Ordering::Greater);
            first.offer(next, who, Ordering::Less);
        }
        let there = i128::from(self.budget).min(reach);
        must(
            shares == there * self.over(),
            "the exact shares use the whole pot",
            None,
        )?;
        must(
            self.spent <= self.budget,
            "a pot spends no more than it has",
            None,
        )?;
        if self.placed == Placed::Floor {
            return must(
                there == self.spent.into(),
                "the pot spends its exact shares",
                None,
            );
        }
        must(sum == self.spent.into(), "a pot's awards add up", None)?;
        if self.placed == Placed::Down && down {
            return Ok(());
        }
        let full = self.budget - self.spent < step || first.key.is_none();
        must(full, "no step is left that somebody could take", None)?;
        let order = latest.key.zip(first.key).map(|(a, b)| compare(a, b));
        let ordered = order.is_none_or(Ordering::is_le);
        must(ordered, "no step would be better placed with another", None)?;
        let [has, has_not] = [latest, first].map(|end| end.who.into_iter().map(&lot));
        let drawn = order != Some(Ordering::Equal) || has.max() < has_not.min();
        must(drawn, "a tie falls as it was drawn", None)
    }
}
