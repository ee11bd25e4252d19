//! `goitin-pack INPUT OUTPUT [KNOWN]`: packs a file for `www/unpack`, a fifth smaller than deflate does.
//!
//! What is written: the length of the input (4 bytes, little endian), then its LZMA stream. With KNOWN, a file that the
//! unpacking side has as well, the stream may refer to it: of a file that is much like it, little is left.
use std::{fs, io::Write};

use anyhow::{Context, Result, bail, ensure};
use lzma_rust2::{LzmaOptions, LzmaWriter};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (input, output, known) = match arguments.as_slice() {
        [input, output] => (input, output, None),
        [input, output, known] => (input, output, Some(known)),
        _ => bail!("usage: goitin-pack INPUT OUTPUT [KNOWN]"),
    };
    let read = |path: &String| fs::read(path).with_context(|| path.clone());
    let bytes = read(input)?;
    let length = u32::try_from(bytes.len())?;
    let known = known.map(read).transpose()?;
    let reach = bytes.len() + known.as_ref().map_or(0, Vec::len);
    let mut options = options(known);
    ensure!(reach <= options.dict_size as usize, "{reach} bytes are more than the stream can refer to");
    // Nothing that is not there is ever referred to: a smaller window finds the same, in less memory.
    options.dict_size = u32::try_from(reach.max(1 << 12))?;
    let mut writer = LzmaWriter::new_no_header(length.to_le_bytes().to_vec(), &options, false)?;
    writer.write_all(&bytes)?;
    fs::write(output, writer.finish()?).with_context(|| output.clone())
}

/// The best there is; `lc`, `lp` and `pb` are what `www/unpack/unpack.rs` expects.
fn options(known: Option<Vec<u8>>) -> LzmaOptions {
    let mut options = LzmaOptions::with_preset(9);
    options.lc = 3;
    options.lp = 0;
    options.pb = 0;
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.depth_limit = 1000;
    options.preset_dict = known;
    options
}
