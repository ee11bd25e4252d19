//! `goitin fix`: the repaired packet to standard output, to another file or in place of the old one.

use super::arguments::CHECKING;
use super::{
    Arguments, CONFORMS, DOES_NOT_CONFORM, Flag, Host, NO_ANSWER, Problem, Stop, cannot_write, read_all, say,
    source_name, write_file,
};
use crate::{
    model::{Language, Verdict},
    repair::Which,
};

const FLAGS: [Flag; 5] = [
    Flag::switch("--all"),
    Flag::switch("--in-place"),
    Flag::switch("--backup"),
    Flag::value("-o"),
    Flag::value("--output"),
];

/// Repairs one file. The exit code is the verdict's after the repair.
pub(super) fn run(words: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let arguments = Arguments::parse(words, &[&FLAGS, &CHECKING])?;
    let [path] = arguments.operands.as_slice() else {
        return Err(Problem::stop(
            "hãy nêu đúng một tệp, hoặc - để đọc từ đầu vào chuẩn",
            "name exactly one file, or - for standard input",
        ));
    };
    let target = target(&arguments, path)?;
    let language = arguments.language()?;
    let options = arguments.engine_options(host)?.name(source_name(path)).build()?;
    let which = if arguments.has("--all") { Which::All } else { Which::Safe };
    let bytes = read_all(host, path)?;
    let repaired = crate::repair::repair(&bytes, &options, which);
    match target {
        Some(file) if file == path && repaired.applied == 0 => {}
        Some(file) => {
            if arguments.has("--backup") {
                host.back_up(path).map_err(|why| cannot_write(&format!("{path}~"), &why))?;
            }
            write_file(host, file, &repaired.bytes, Some(path))?;
        }
        None => host.out(&repaired.bytes)?,
    }
    let made = match language {
        Language::Vi => format!("Đã sửa {} chỗ.", repaired.applied),
        Language::En => format!("Repairs made: {}.", repaired.applied),
    };
    say(host, &made);
    say(host, repaired.report.summary.get(language));
    Ok(match repaired.report.verdict {
        Verdict::Conforms => CONFORMS,
        Verdict::DoesNotConform => DOES_NOT_CONFORM,
        Verdict::NotChecked => NO_ANSWER,
    })
}

/// The file that is written; nothing is standard output.
fn target<'a>(arguments: &'a Arguments, path: &'a str) -> Result<Option<&'a str>, Stop> {
    let output = arguments.value("-o").or(arguments.value("--output"));
    if arguments.has("--backup") && !arguments.has("--in-place") {
        return Err(Problem::stop(
            "--backup chỉ dùng cùng --in-place: nếu không, tệp cũ vẫn còn nguyên",
            "--backup goes with --in-place only: without it the file stays as it is",
        ));
    }
    match (output, arguments.has("--in-place")) {
        (Some(_), true) => {
            Err(Problem::stop("chỉ dùng một trong hai: -o hoặc --in-place", "use either -o or --in-place"))
        }
        (None, true) if path == "-" => Err(Problem::stop(
            "không thể ghi đè đầu vào chuẩn; bỏ --in-place",
            "standard input cannot be written over; leave --in-place out",
        )),
        (None, true) => Ok(Some(path)),
        (output, false) => Ok(output.filter(|output| *output != "-")),
    }
}
