//! Namespace declarations in force (Namespaces in XML 1.0): prefixes, the default namespace, the two reserved names.
//! Both tables are bounded, so that no document can make looking up slow.

use crate::model::catalogue::{Message, syntax};

/// The namespace of the prefix `xml`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`.
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// Most declarations in force at one time, and most namespaces told apart in one document.
const MOST: usize = 255;
/// The number of every namespace beyond these.
pub(super) const UNTOLD: u16 = u16::MAX;

/// One declaration in force.
#[derive(Debug)]
struct Binding {
    /// Where its prefix begins in [`Namespaces::prefixes`]; it ends where the next one begins.
    prefix: usize,
    number: u16,
}

/// What is declared where the reader stands.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    bindings: Vec<Binding>,
    prefixes: Vec<u8>,
    names: Vec<String>,
    /// How many names the sink knows.
    announced: usize,
    default: u16,
    /// A declaration had no room: an unknown prefix proves nothing any more.
    overflowed: bool,
}

impl Namespaces {
    /// The namespace of elements without prefix.
    pub(super) const fn default(&self) -> u16 {
        self.default
    }

    /// Marks the place to which [`Self::leave`] returns.
    pub(super) const fn mark(&self) -> usize {
        self.bindings.len()
    }

    /// Forgets the declarations made since the mark.
    #[inline]
    pub(super) fn leave(&mut self, mark: usize) {
        if self.bindings.len() > mark {
            self.forget(mark);
        }
    }

    #[cold]
    #[inline(never)]
    fn forget(&mut self, mark: usize) {
        if let Some(first) = self.bindings.get(mark) {
            self.prefixes.truncate(first.prefix);
        }
        self.bindings.truncate(mark);
        self.default = self.find(b"").unwrap_or_default();
    }

    /// The number of a prefix's namespace.
    pub(super) fn resolve(&mut self, prefix: &[u8]) -> Option<u16> {
        match prefix {
            b"xml" => Some(self.number(XML)),
            b"xmlns" => None,
            _ => self.find(prefix).or_else(|| self.overflowed.then_some(UNTOLD)),
        }
    }

    fn find(&self, prefix: &[u8]) -> Option<u16> {
        let mut end = self.prefixes.len();
        self.bindings.iter().rev().find_map(|binding| {
            let declared = self.prefixes.get(binding.prefix..end);
            end = binding.prefix;
            (declared == Some(prefix)).then_some(binding.number)
        })
    }

    /// Declares a prefix (empty: the default namespace); the message key when that is forbidden.
    pub(super) fn declare(&mut self, prefix: &[u8], name: &str) -> Result<(), Message> {
        match (prefix, name) {
            (b"xml", XML) => return Ok(()),
            (b"xml" | b"xmlns", _) | (_, XML | XMLNS) => return Err(syntax::message::RESERVED_NAMESPACE),
            ([_, ..], "") => return Err(syntax::message::EMPTY_PREFIX_BINDING),
            _ => {}
        }
        if self.bindings.len() >= MOST {
            self.overflowed = true;
            return Ok(());
        }
        let number = if name.is_empty() { 0 } else { self.number(name) };
        self.bindings.push(Binding { prefix: self.prefixes.len(), number });
        self.prefixes.extend_from_slice(prefix);
        if prefix.is_empty() {
            self.default = number;
        }
        Ok(())
    }

    fn number(&mut self, name: &str) -> u16 {
        let known = self.names.iter().position(|known| known == name);
        let index = match known {
            Some(index) => index,
            None if self.names.len() >= MOST => return UNTOLD,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        };
        index as u16 + 1
    }

    /// There are names the sink has not been told.
    pub(super) const fn has_news(&self) -> bool {
        self.names.len() > self.announced
    }

    /// The names the sink has not been told, with their numbers.
    pub(super) fn news(&mut self) -> impl Iterator<Item = (u16, &str)> {
        let from = std::mem::replace(&mut self.announced, self.names.len());
        self.names.iter().enumerate().skip(from).map(|(index, name)| (index as u16 + 1, name.as_str()))
    }
}
