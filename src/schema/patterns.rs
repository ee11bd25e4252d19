//! Regular expressions that JSON Schema (ECMA-262) and XSD both understand: plain groups, classes and counts, no anchors.
//! Characters beyond ASCII are written `\u{…}`; [`Dialect::write`] writes them as each side wants them.

/// Control characters that are no line breaks and no tabs, marks of lost letters, code points that are no characters.
const NO_TEXT: &str = r"\u{7f}-\u{9f}\u{fdd0}-\u{fdef}\u{fffd}\u{fffe}\u{ffff}";
const NO_TEXT_BELOW_SPACE: &str = r"\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}";
const BELOW_SPACE: &str = r"\u{0}-\u{1f}";
/// No XML document can hold these.
const NEVER_IN_XML: [&str; 2] = [BELOW_SPACE, r"\u{fffe}\u{ffff}"];
/// White space that is trimmed away, with a warning, besides that of ASCII.
const WIDE_SPACE: &str = r"\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

const MONTH_AND_DAY: &str = "((0[13578]|1[02])(0[1-9]|[12][0-9]|3[01])|(0[469]|11)(0[1-9]|[12][0-9]|30)\
                             |02(0[1-9]|1[0-9]|2[0-8]))";
/// Two digits of a year that are a multiple of four, but not 00.
const FOURTH: &str = "(0[48]|[2468][048]|[13579][26])";
const YEAR: &str = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})";
const TIME: &str = "([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]";
/// An agency code: new form, or the old one of 13 characters.
const UNIT: &str = r"([A-Z][0-9]{2}(\.[0-9A-Z]+)*|[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2})";

/// A real day, `yyyyMMdd`.
fn day() -> String {
    format!("({YEAR}{MONTH_AND_DAY}|([0-9]{{2}}{FOURTH}|{FOURTH}00)0229)")
}

/// `yyyyMMddHHmmss` of a real day and time.
pub(super) fn datetime() -> String {
    format!("{}{TIME}", day())
}

/// A month without a zero before it.
pub(super) fn month() -> String {
    "([1-9]|1[0-2])".to_owned()
}

/// Four digits.
pub(super) fn year() -> String {
    "[0-9]{4}".to_owned()
}

/// A year, or a real day with hyphens.
pub(super) fn date_or_year() -> String {
    let month_and_day = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
                         |02-(0[1-9]|1[0-9]|2[0-8]))";
    format!("([0-9]{{4}}|{YEAR}-{month_and_day}|([0-9]{{2}}{FOURTH}|{FOURTH}00)-02-29)")
}

/// A percentage without its sign, with at most two decimals.
pub(super) fn percentage() -> String {
    r"[0-9]{1,9}(\.[0-9]{1,2})?".to_owned()
}

/// One of the numbers, with or without zeros before it.
pub(super) fn numbers(codes: &[&str]) -> String {
    let bare: Vec<&str> = codes.iter().map(|code| code.trim_start_matches('0')).collect();
    let others: Vec<&str> = bare.iter().copied().filter(|code| !code.is_empty()).collect();
    let zero = if others.len() < bare.len() { "|0" } else { "" };
    format!("0*({}{zero})", others.join("|"))
}

/// A whole number of dong.
pub(super) fn amount() -> String {
    "[0-9]+".to_owned()
}

/// The agency code of the shape, and of at most 35 characters.
pub(super) fn agency_code() -> Vec<String> {
    vec![UNIT.to_owned(), "[0-9A-Z.]{1,35}".to_owned()]
}

/// Agency code, day, number.
pub(super) fn dossier_code() -> Vec<String> {
    let short_day = format!("([0-9]{{2}}{MONTH_AND_DAY}|(00|{FOURTH})0229)");
    let shape = format!("{UNIT}-({short_day}|{})-[0-9]{{4,7}}", day());
    vec![shape, "[0-9A-Z.]{1,35}-[0-9]+-[0-9]+".to_owned()]
}

/// An absolute http or https address with a host.
pub(super) fn web_address() -> String {
    let label = r"[0-9A-Za-z_\-\u{80}-\u{10ffff}]+";
    let user = format!(r"([^/?#\\{NO_TEXT}{BELOW_SPACE}]*@)?");
    let host = format!(r"({label}(\.{label})*\.?|\[[0-9A-Fa-f:.]+\])");
    format!(r"[Hh][Tt][Tt][Pp][Ss]?://{user}{host}(:[0-9]{{0,5}})?([/?#\\][^{NO_TEXT}{BELOW_SPACE}]*)?")
}

/// Which side a pattern is for: they differ in what is white space and in how a character is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// JSON Schema. A JSON string holds line breaks only as escapes, which are faults in one-line values.
    Ecma,
    /// XSD. Line breaks around a value come from indenting.
    Xml,
}

impl Dialect {
    /// Nothing but what counts as empty.
    pub(super) const fn blank(self) -> &'static str {
        match self {
            Self::Ecma => " *",
            Self::Xml => r"\s*",
        }
    }

    /// A value with white space around it, which is only a warning.
    pub(super) fn spaced(self, pattern: &str) -> String {
        let space = match self {
            Self::Ecma => format!("[ {WIDE_SPACE}]*"),
            Self::Xml => format!(r"[\s{WIDE_SPACE}]*"),
        };
        format!("{space}({pattern}){space}")
    }

    /// Text of one or several lines, blank or not.
    pub(super) fn text(self, lines: bool, required: bool) -> String {
        let no_text = match (self, lines) {
            (Self::Ecma, true) => format!("{NO_TEXT_BELOW_SPACE}{NO_TEXT}"),
            (Self::Ecma, false) => format!("{BELOW_SPACE}{NO_TEXT}"),
            (Self::Xml, _) => NO_TEXT.to_owned(),
        };
        match (self, required) {
            (_, false) => format!("[^{no_text}]*"),
            (Self::Ecma, true) => format!(" *[^ {no_text}][^{no_text}]*"),
            (Self::Xml, true) => format!(r"\s*[^\s{no_text}][^{no_text}]*"),
        }
    }

    /// The pattern as this side writes it.
    pub(super) fn write(self, pattern: &str) -> String {
        let mut pattern = pattern.to_owned();
        if self == Self::Xml {
            for never in NEVER_IN_XML {
                pattern = pattern.replace(never, "");
            }
        }
        let mut out = String::new();
        let mut rest = pattern.as_str();
        while let Some((before, behind)) = rest.split_once(r"\u{") {
            out.push_str(before);
            let (digits, after) = behind.split_once('}').unwrap_or((behind, ""));
            let number = u32::from_str_radix(digits, 16).unwrap_or_default();
            match self {
                Self::Ecma if number > 0xFFFF => out.extend([r"\u{", digits, "}"]),
                Self::Ecma => out.extend([r"\u", &format!("{number:04x}")]),
                Self::Xml => out.extend(char::from_u32(number)),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
