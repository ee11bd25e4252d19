//! Web addresses that are right in form and lead nowhere outside the sender's own network.

use super::shared::web_address;
use crate::{
    model::catalogue::unreachable_url::{expectation, message},
    record::remark::Remark,
};

/// An address the Portal cannot fetch; what is no address at all is `bad-identifier`.
pub(crate) fn check(url: &str) -> Option<Remark> {
    let host = web_address::host(url).ok()?;
    if is_public(host) {
        return None;
    }
    Some(Remark::new(message::INTERNAL).expected(expectation::PUBLIC).quoting("host", host))
}

/// The host is known outside the sender's own network.
pub(crate) fn is_public(host: &str) -> bool {
    !is_internal(host)
}

fn is_internal(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    match host.as_bytes().first() {
        Some(b'0'..=b'9') => web_address::v4(host).is_some_and(is_internal_v4),
        _ if host.contains(':') => web_address::v6(host).is_some_and(is_internal_v6),
        _ => {
            // A name of one part is known only to the network it stands in, as `localhost` is.
            !host.contains('.') || ends_with(host, ".local") || ends_with(host, ".localhost")
        }
    }
}

fn ends_with(host: &str, ending: &str) -> bool {
    let start = host.len().saturating_sub(ending.len());
    host.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Private, of the machine itself, of the link, or none at all.
const fn is_internal_v4(address: [u8; 4]) -> bool {
    matches!(address, [10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [169, 254, ..] | [0, 0, 0, 0])
}

/// The same of version 6, or one of version 4 in its clothes.
const fn is_internal_v6(address: [u16; 8]) -> bool {
    match address {
        [0, 0, 0, 0, 0, 0xffff, high, low] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            is_internal_v4([a, b, c, d])
        }
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] | [0xfc00..=0xfdff | 0xfe80..=0xfebf, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_addresses_are_found() {
        for url in [
            "http://localhost/1.pdf",
            "https://LOCALHOST:8443/",
            "http://may-chu.local/a",
            "http://server01/tep/1.pdf",
            "http://10.1.2.3/a",
            "http://172.16.0.1/",
            "http://172.31.255.255",
            "http://192.168.1.5:8080/a",
            "http://127.0.0.1",
            "http://169.254.1.1/",
            "http://0.0.0.0/",
            "http://[::1]/a",
            "http://[fc00::1]/",
            "http://[fd12::1]",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
        ] {
            assert!(check(url).is_some(), "{url}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://dvc.tinhmau.gov.vn/tep/8112.pdf",
            "http://11.0.0.1/",
            "http://172.32.0.1/",
            "http://113.160.1.1:8080/a",
            "http://[2001:db8::1]/",
            "http://10.example.vn/",
            "http://local.vn/",
            "/tep/1.pdf",
            "",
        ] {
            assert_eq!(check(url), None, "{url}");
        }
    }
}
