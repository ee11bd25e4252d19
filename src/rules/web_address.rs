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
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\')).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let start = memchr::memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1);
    let place = authority.get(start..).unwrap_or_default();
    if let Some(inner) = place.strip_prefix('[') {
        let (address, port) = inner.split_once(']').ok_or(Fault::Host)?;
        let is_address = address.parse::<std::net::Ipv6Addr>().is_ok();
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

#[cfg(test)]
mod tests {
    use super::*;

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
