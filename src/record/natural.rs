//! Natural numbers of any length, exact: figures of statistics are added and compared whatever stands there.
//!
//! Every operation is linear in the digits, so that a figure of a million digits costs no more than reading it.

use std::{borrow::Cow, cmp::Ordering};

/// A limb of a long number.
const BASE: u64 = 1_000_000_000;
const LIMB_DIGITS: usize = 9;

/// A natural number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Natural {
    Short(u64),
    /// More than a short one holds: limbs of nine digits, the lowest first, the highest not zero.
    Long(Vec<u32>),
}

impl Natural {
    /// Of a few digits and nothing else, as nearly all figures are.
    #[inline]
    pub(crate) fn short(digits: &[u8]) -> Option<Self> {
        if !(1..19).contains(&digits.len()) {
            return None;
        }
        let add = |number: u64, digit: &u8| digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0'));
        digits.iter().try_fold(0, add).map(Self::Short)
    }

    /// Of digits and nothing else.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if let Ok(number) = digits.parse() {
            return Some(Self::Short(number));
        }
        let limb = |chunk: &[u8]| chunk.iter().fold(0, |limb, digit| limb * 10 + u32::from(digit - b'0'));
        Some(Self::of_limbs(digits.as_bytes().rchunks(LIMB_DIGITS).map(limb).collect()))
    }

    /// Short where it fits.
    fn of_limbs(mut limbs: Vec<u32>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        let short = limbs.iter().rev().try_fold(0_u64, |number, limb| {
            if limbs.len() > 3 { None } else { number.checked_mul(BASE)?.checked_add(u64::from(*limb)) }
        });
        short.map_or(Self::Long(limbs), Self::Short)
    }

    fn limbs(&self) -> Cow<'_, [u32]> {
        match self {
            Self::Short(number) => {
                let limb = |power: u32| (number / BASE.pow(power) % BASE) as u32;
                Cow::Owned(vec![limb(0), limb(1), limb(2)])
            }
            Self::Long(limbs) => Cow::Borrowed(limbs),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        *self == Self::Short(0)
    }

    /// The sum.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        if let (Self::Short(one), Self::Short(other)) = (self, other)
            && let Some(sum) = one.checked_add(*other)
        {
            return Self::Short(sum);
        }
        let (one, other) = (self.limbs(), other.limbs());
        let mut sum = Vec::with_capacity(one.len().max(other.len()) + 1);
        let mut carry = 0;
        for at in 0..=one.len().max(other.len()) {
            let limb = |limbs: &[u32]| u64::from(limbs.get(at).copied().unwrap_or(0));
            carry += limb(&one) + limb(&other);
            sum.push((carry % BASE) as u32);
            carry /= BASE;
        }
        Self::of_limbs(sum)
    }

    /// The difference, or zero where the other one is greater.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        if let (Self::Short(one), Self::Short(other)) = (self, other) {
            return Self::Short(one.saturating_sub(*other));
        }
        if *self < *other {
            return Self::Short(0);
        }
        let (one, other) = (self.limbs(), other.limbs());
        let mut owed = 0;
        let limb = |(at, limb): (usize, &u32)| {
            let taken = u64::from(other.get(at).copied().unwrap_or(0)) + owed;
            let limb = u64::from(*limb);
            owed = u64::from(taken > limb);
            (limb + owed * BASE - taken) as u32
        };
        Self::of_limbs(one.iter().enumerate().map(limb).collect())
    }

    /// So many times.
    pub(crate) fn times(&self, factor: u64) -> Self {
        if let Self::Short(number) = self
            && let Some(product) = number.checked_mul(factor)
        {
            return Self::Short(product);
        }
        let mut product = Vec::new();
        let mut carry = 0_u128;
        for limb in self.limbs().iter() {
            carry += u128::from(*limb) * u128::from(factor);
            product.push((carry % u128::from(BASE)) as u32);
            carry /= u128::from(BASE);
        }
        while carry > 0 {
            product.push((carry % u128::from(BASE)) as u32);
            carry /= u128::from(BASE);
        }
        Self::of_limbs(product)
    }

    /// How far the two are apart.
    pub(crate) fn distance(&self, other: &Self) -> Self {
        if self < other { other.minus(self) } else { self.minus(other) }
    }

    /// How often the other number goes into it, where that is no more than `most`.
    pub(crate) fn over(&self, other: &Self, most: u64) -> Option<u64> {
        if other.is_zero() || *self >= other.times(most.saturating_add(1)) {
            return None;
        }
        // The other one goes in `least` times, and not one time more than `most` times.
        let (mut least, mut most) = (0, most);
        while least < most {
            let middle = least + (most - least).div_ceil(2);
            if other.times(middle) <= *self { least = middle } else { most = middle - 1 }
        }
        Some(least)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Short(one), Self::Short(other)) => one.cmp(other),
            (Self::Short(_), Self::Long(_)) => Ordering::Less,
            (Self::Long(_), Self::Short(_)) => Ordering::Greater,
            (Self::Long(one), Self::Long(other)) => {
                one.len().cmp(&other.len()).then_with(|| one.iter().rev().cmp(other.iter().rev()))
            }
        }
    }
}

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        Self::Short(number)
    }
}

impl std::fmt::Display for Natural {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Short(number) => write!(out, "{number}"),
            Self::Long(limbs) => {
                let mut limbs = limbs.iter().rev();
                write!(out, "{}", limbs.next().copied().unwrap_or(0))?;
                limbs.try_for_each(|limb| write!(out, "{limb:09}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn natural(number: u128) -> Natural {
        Natural::parse(&number.to_string()).unwrap()
    }

    proptest! {
        #[test]
        fn arithmetic_is_that_of_the_machine(one in 0..u128::MAX >> 28, other in 0..u128::MAX >> 28, shifts in (0..99, 0..99), factor in 0_u64..1 << 27) {
            let (one, other) = (one >> shifts.0, other >> shifts.1);
            let (long, longer) = (natural(one), natural(other));
            prop_assert_eq!(long.to_string(), one.to_string());
            prop_assert!(Natural::short(one.to_string().as_bytes()).is_none_or(|short| short == long));
            prop_assert_eq!(long.plus(&longer), natural(one + other));
            prop_assert_eq!(long.minus(&longer), natural(one.saturating_sub(other)));
            prop_assert_eq!(long.distance(&longer), natural(one.abs_diff(other)));
            prop_assert_eq!(long.times(factor), natural(one * u128::from(factor)));
            prop_assert_eq!(long.cmp(&longer), one.cmp(&other));
            let quotient = one.checked_div(other).and_then(|quotient| u64::try_from(quotient).ok());
            prop_assert_eq!(long.over(&longer, 1 << 40), quotient.filter(|quotient| *quotient <= 1 << 40));
        }
    }

    #[test]
    fn zeros_before_a_number_do_not_count() {
        let zeros = "0".repeat(100);
        assert_eq!(Natural::parse(&format!("{zeros}7")), Some(Natural::Short(7)));
        assert_eq!(Natural::parse(&zeros), Some(Natural::Short(0)));
        assert_eq!((Natural::parse(""), Natural::parse("-1"), Natural::parse("1e3")), (None, None, None));
    }

    #[test]
    fn a_million_digits_are_added_at_once() {
        let nines = Natural::parse(&"9".repeat(1_000_000)).unwrap();
        let sum = nines.plus(&Natural::Short(1)).to_string();
        assert_eq!((sum.len(), sum.trim_end_matches('0')), (1_000_001, "1"));
    }
}
