//! Conventions of case in which programs write names: a whole source may follow another one than the documents do.

use super::names::is_same_but_case;

/// See the module's comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Convention {
    /// `maHoSo`
    Camel,
    /// `ma_ho_so`, also `MA_HO_SO`
    Snake,
    /// `MAHOSO`
    Upper,
    /// `mahoso`
    Lower,
}

/// So many names in another convention show that they all are meant to be.
const ENOUGH: usize = 3;

impl Convention {
    const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Camel, Self::Snake];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Snake => "snake_case",
            Self::Upper => "UPPERCASE",
            Self::Lower => "lowercase",
        }
    }

    /// The name may be written in it.
    pub(crate) fn fits(self, name: &str) -> bool {
        let has_capital = name.bytes().any(|byte| byte.is_ascii_uppercase());
        let has_small = name.bytes().any(|byte| byte.is_ascii_lowercase());
        let has_mark = name.contains('_');
        match self {
            Self::Camel => !has_mark && name.starts_with(|sign: char| sign.is_ascii_lowercase()),
            Self::Snake => !(has_capital && has_small),
            Self::Upper => !has_mark && !has_small,
            Self::Lower => !has_mark && !has_capital,
        }
    }

    /// The convention that all these names follow which are meant for known ones; nothing where some are written as they
    /// are known and could not be in it, or where too few are in it.
    pub(crate) fn of<'a>(names: &[impl AsRef<str>], known: &(impl Iterator<Item = &'a str> + Clone)) -> Option<Self> {
        let mut other = 0;
        let mut meant: Vec<&str> = Vec::with_capacity(names.len());
        for name in names.iter().map(AsRef::as_ref) {
            if known.clone().any(|known| known == name) {
                meant.push(name);
            } else if known.clone().any(|known| is_same_but_case(name, known)) {
                meant.push(name);
                other += 1;
            }
        }
        if other < ENOUGH {
            return None;
        }
        Self::ALL.into_iter().find(|convention| meant.iter().all(|name| convention.fits(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["MaHoSo", "MaTTHC", "Email", "NgayTra", "Gia"];

    #[test]
    fn all_names_in_one_convention_tell_it() {
        for (names, convention) in [
            (["maHoSo", "maTTHC", "email"], Some(Convention::Camel)),
            (["maHoSo", "maTthc", "ngayTra"], Some(Convention::Camel)),
            (["ma_ho_so", "ma_tthc", "email"], Some(Convention::Snake)),
            (["MAHOSO", "MATTHC", "EMAIL"], Some(Convention::Upper)),
            (["mahoso", "matthc", "email"], Some(Convention::Lower)),
            (["maHoSo", "MaTTHC", "email"], None),
            (["MaHoSo", "MaTTHC", "Email"], None),
            (["maHoSo", "MATTHC", "email"], None),
        ] {
            assert_eq!(Convention::of(&names, &KNOWN.into_iter()), convention, "{names:?}");
        }
    }
}
