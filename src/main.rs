//! The native command: with `files`, the only one that knows files and terminals.

mod files;

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use goitin::command::{self, Host, Input, OutputError, SystemError};

fn main() -> ExitCode {
    // A name that is no Unicode is still a file, but it can be neither shown nor reported: say so like any other.
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    ExitCode::from(command::run(&arguments, &mut Native))
}

/// Files, standard streams and the terminal of this machine.
struct Native;

impl Host for Native {
    fn open(&mut self, path: &str) -> Result<Box<dyn Input>, SystemError> {
        let reader: Box<dyn Read> =
            if path == "-" { Box::new(io::stdin()) } else { Box::new(File::open(path).map_err(in_words)?) };
        Ok(Box::new(Chunks { reader }))
    }

    fn write(&mut self, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), SystemError> {
        files::write(Path::new(path), bytes, original.map(Path::new)).map_err(in_words)
    }

    fn back_up(&mut self, path: &str) -> Result<(), SystemError> {
        files::back_up(Path::new(path)).map_err(in_words)
    }

    fn out(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        let mut out = io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        written.map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => OutputError::Closed,
            _ => OutputError::Failed(in_words(error)),
        })
    }

    fn err(&mut self, line: &str) {
        // Whoever closed this stream does not want to hear of it.
        let _ = writeln!(io::stderr(), "{line}");
    }

    fn wants_color(&self) -> bool {
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        io::stdout().is_terminal() && !forbidden
    }

    fn page(&self, rule: &str) -> Option<String> {
        goitin::rule_page(rule).map(str::to_owned)
    }

    fn reference(&self) -> String {
        goitin::reference()
    }
}

struct Chunks {
    reader: Box<dyn Read>,
}

impl Input for Chunks {
    fn chunk(&mut self) -> Result<Option<Vec<u8>>, SystemError> {
        const SIZE: usize = 256 * 1024;
        let mut bytes = vec![0; SIZE];
        loop {
            match self.reader.read(&mut bytes) {
                Ok(0) => return Ok(None),
                Ok(length) => {
                    bytes.truncate(length);
                    return Ok(Some(bytes));
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(in_words(error)),
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn in_words(error: io::Error) -> SystemError {
    let name = match error.kind() {
        ErrorKind::NotFound => "ENOENT",
        ErrorKind::PermissionDenied => "EACCES",
        ErrorKind::IsADirectory => "EISDIR",
        ErrorKind::NotADirectory => "ENOTDIR",
        ErrorKind::ReadOnlyFilesystem => "EROFS",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "ENOSPC",
        ErrorKind::InvalidFilename => "ENAMETOOLONG",
        _ => "",
    };
    SystemError::new(name, error.raw_os_error())
}
