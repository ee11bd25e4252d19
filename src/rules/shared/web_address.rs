//! The host of a web address, for the rules about addresses.

/// Why a value is no absolute web address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No `http://` or `https://` before it.
    Scheme,
    /// No host behind that, or none that can be one.
    Host,
}

/// The host of an absolute http or https address; one of version 6 without its brackets.
pub(crate) fn host(url: &str) -> Result<&str, Fault> {
    let rest = without_scheme(url).ok_or(Fault::Scheme)?;
    if let Some(host) = plain_host(rest.as_bytes()) { Ok(host) } else { unusual_host(rest) }
}

/// The host where a path follows it at once, as in nearly every address: a name of letters, digits, dashes and dots.
fn plain_host(rest: &[u8]) -> Option<&str> {
    let mut before = b'.';
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            b'/' if before != b'.' => return std::str::from_utf8(rest.get(..at)?).ok(),
            b'.' if before == b'.' => return None,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' => before = byte,
            _ => return None,
        }
    }
    None
}

/// The host of an address as nearly all are: one of letters, digits, dashes and dots, and a path of visible ASCII.
pub(crate) fn plain_host_of(url: &[u8]) -> Option<&str> {
    let rest = url.strip_prefix(b"http")?;
    let rest = rest.strip_prefix(b"s").unwrap_or(rest).strip_prefix(b"://")?;
    let is_visible = rest.iter().fold(true, |visible, byte| visible & byte.is_ascii_graphic());
    if is_visible { plain_host(rest) } else { None }
}

fn unusual_host(rest: &str) -> Result<&str, Fault> {
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\')).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let start = memchr::memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
    let place = authority.get(start..).unwrap_or_default();
    if let Some(inner) = place.strip_prefix('[') {
        let (address, port) = inner.split_once(']').ok_or(Fault::Host)?;
        let is_address = v6(address).is_some();
        return if is_address && is_port(port) { Ok(address) } else { Err(Fault::Host) };
    }
    let end = memchr::memchr(b':', place.as_bytes()).unwrap_or(place.len());
    let (host, port) = place.split_at(end);
    if is_name(host) && is_port(port) { Ok(host) } else { Err(Fault::Host) }
}

fn without_scheme(url: &str) -> Option<&str> {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://"].into_iter().find(|scheme| begins(scheme)).and_then(|scheme| url.get(scheme.len()..))
}

/// Letters of any script, digits, dashes and low lines between single dots.
fn is_name(host: &str) -> bool {
    let mut before = b'.';
    for byte in host.bytes() {
        match byte {
            b'.' if before == b'.' => return false,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | 0x80.. => before = byte,
            _ => return false,
        }
    }
    // The dot of the root may end a name.
    before != b'.' || host.len() > 1
}

fn is_port(port: &str) -> bool {
    port.is_empty() || port.strip_prefix(':').is_some_and(|digits| digits.is_empty() || digits.parse::<u16>().is_ok())
}

/// The four numbers of an address of version 4.
pub(crate) fn v4(text: &str) -> Option<[u8; 4]> {
    let mut parts = text.split('.');
    let mut address = [0; 4];
    for place in &mut address {
        // A zero before other digits would be octal to some.
        let part = parts.next().filter(|part| *part == "0" || part.starts_with(|first| matches!(first, '1'..='9')))?;
        *place = part.parse().ok()?;
    }
    parts.next().is_none().then_some(address)
}

/// The eight groups of an address of version 6.
pub(crate) fn v6(text: &str) -> Option<[u16; 8]> {
    let Some((before, after)) = text.split_once("::") else {
        let all = groups(text)?;
        return all.try_into().ok();
    };
    // Only the end can be written as version 4.
    let (before, after) = (groups(before).filter(|_| !before.contains('.'))?, groups(after)?);
    let gap = 7_usize.checked_sub(before.len() + after.len())? + 1;
    [before, vec![0; gap], after].concat().try_into().ok()
}

/// Groups of hexadecimal digits; the last two may be written as an address of version 4.
fn groups(text: &str) -> Option<Vec<u16>> {
    let mut groups = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (group, more) = rest.split_once(':').map_or((rest, None), |(group, more)| (group, Some(more)));
        if let (Some([a, b, c, d]), None) = (v4(group), more)
            && group.contains('.')
        {
            groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
            break;
        }
        let is_group = matches!(group.len(), 1..=4) && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        groups.push(u16::from_str_radix(group, 16).ok().filter(|_| is_group)?);
        rest = more.unwrap_or_default();
        if more == Some("") {
            return None;
        }
    }
    Some(groups)
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn addresses_are_those_of_the_standard_library(four in "[0-9.]{1,12}", six in "(::|[0-9a-f]{1,4}:|:){0,8}[0-9a-f:]{0,6}(1\\.2\\.3\\.[0-9]{1,3})?") {
            prop_assert_eq!(v4(&four), four.parse::<Ipv4Addr>().ok().map(|address| address.octets()));
            prop_assert_eq!(v6(&six), six.parse::<Ipv6Addr>().ok().map(|address| address.segments()), "{}", six);
        }
    }

    #[test]
    fn addresses_are_read() {
        for text in [
            "::",
            "::1",
            "1::",
            "fe80::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::ffff:10.0.0.1",
            "1:2:3:4:5:6:1.2.3.4",
        ] {
            assert_eq!(v6(text), text.parse::<Ipv6Addr>().ok().map(|address| address.segments()), "{text}");
            assert!(v6(text).is_some());
        }
        for text in [
            "",
            ":",
            "1:",
            ":1",
            "1:2",
            "::1::",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4::5:6:7:8",
            "g::",
            "12345::",
            "+1::",
            "1.2.3.4",
            "1.2.3.4::",
            "::1.2.3",
        ] {
            assert_eq!(v6(text), None, "{text}");
        }
        assert_eq!(v4("10.0.0.255"), Some([10, 0, 0, 255]));
        for text in ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "+1.1.1.1", "1..1.1"] {
            assert_eq!(v4(text), None, "{text}");
        }
    }

    #[test]
    fn hosts_are_found() {
        for (url, expected) in [
            ("https://dvc.tinhmau.gov.vn/tep/8112.pdf", "dvc.tinhmau.gov.vn"),
            ("HTTP://user:pass@Host.vn:8080?x", "Host.vn"),
            ("http://[::1]:80/a", "::1"),
            ("http://10.0.0.1", "10.0.0.1"),
            ("https://tên-miền.vn/Tờ khai.pdf", "tên-miền.vn"),
        ] {
            assert_eq!(host(url), Ok(expected), "{url}");
        }
    }

    #[test]
    fn what_has_no_host_is_told_apart() {
        for url in ["", "/tep/1.pdf", "dvc.tinh.gov.vn/1", "ftp://a.vn", "C:\\tep\\1.pdf", "file:///C:/1.pdf", "//a.vn"]
        {
            assert_eq!(host(url), Err(Fault::Scheme), "{url}");
        }
        for url in
            ["http://", "https:///tep", "http://a b.vn/", "http://a..vn", "http://[zz]", "http://a.vn:x/", "http://:80"]
        {
            assert_eq!(host(url), Err(Fault::Host), "{url}");
        }
    }
}
