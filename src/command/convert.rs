//! `goitin convert`: a packet in its other form, to standard output or a file.

use super::{Arguments, CONFORMS, Flag, Host, Problem, Stop, read_all, source_name, write_file};
use crate::convert::Form;

const FLAGS: [Flag; 5] = [
    Flag::value("--to"),
    Flag::value("--packet"),
    Flag::value("--profile"),
    Flag::value("-o"),
    Flag::value("--output"),
];

/// Converts one file. The exit code is 0, or 2 for a packet that is not converted.
pub(super) fn run(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&FLAGS])?;
    let Some(to) = arguments.choice("--to", &[("xml", Form::Xml), ("json", Form::Json)])? else {
        return Err(Problem::stop("hãy chọn --to xml hoặc --to json", "choose --to xml or --to json"));
    };
    let [path] = arguments.operands.as_slice() else {
        return Err(Problem::stop(
            "hãy nêu đúng một tệp, hoặc - để đọc từ đầu vào chuẩn",
            "name exactly one file, or - for standard input",
        ));
    };
    let options = arguments.engine_options(host)?.name(source_name(path)).build()?;
    let bytes = read_all(host, path)?;
    let converted =
        crate::convert::convert(&bytes, &options, to).map_err(|refusal| Problem::stop(refusal.vi, refusal.en))?;
    match arguments.value("-o").or(arguments.value("--output")).filter(|output| *output != "-") {
        Some(file) => write_file(host, file, converted.as_bytes(), Some(path))?,
        None => host.out(converted.as_bytes())?,
    }
    Ok(CONFORMS)
}
