//! The command line, without a file system, an environment or a terminal of its own: everything outside is a [`Host`].
//! The native binary and the command of the npm package are two hosts of this one implementation.

mod arguments;
mod baseline;
mod check;
mod convert;
mod fix;
mod help;
mod lookup;
mod system;

pub use system::SystemError;

use arguments::{Arguments, Flag};

use crate::write::words::printable;

/// The world outside, as far as the command needs it. The name `-` means standard input and output.
pub trait Host {
    /// Opens a file, or standard input, for reading.
    ///
    /// # Errors
    /// What the system says.
    fn open(&mut self, path: &str) -> Result<Box<dyn Input>, SystemError>;

    /// Writes a whole file, so that it is never left half written, where the folder allows that. A file that is there
    /// keeps its rights and its owner; a new one has no wider rights than `original`, the file that the content comes
    /// from.
    ///
    /// # Errors
    /// What the system says.
    fn write(&mut self, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), SystemError>;

    /// Copies a file to the name with `~` behind it, with the rights it has; what had that name is gone.
    ///
    /// # Errors
    /// What the system says.
    fn back_up(&mut self, path: &str) -> Result<(), SystemError>;

    /// Writes to standard output.
    ///
    /// # Errors
    /// The reader has gone, or writing failed.
    fn out(&mut self, bytes: &[u8]) -> Result<(), OutputError>;

    /// Writes a line to standard error. It has no control characters, whatever the command was given.
    fn err(&mut self, line: &str);

    /// Shall text be coloured, when nobody says?
    fn wants_color(&self) -> bool;

    /// The page of a rule that exists. These texts are as large as half of the engine: not every host carries them in its
    /// program.
    fn page(&self, rule: &str) -> Option<String>;

    /// What [`crate::reference`] gives natively.
    fn reference(&self) -> String;
}

/// A file that is being read.
pub trait Input {
    /// The next bytes; nothing at the end.
    ///
    /// # Errors
    /// What the system says.
    fn chunk(&mut self) -> Result<Option<Vec<u8>>, SystemError>;
}

/// Why standard output takes nothing more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputError {
    /// The reader has seen enough and closed the pipe: no reason to complain.
    Closed,
    /// Something else.
    Failed(SystemError),
}

/// The exit code of a packet that conforms.
const CONFORMS: u8 = 0;
/// The exit code of a packet that does not.
const DOES_NOT_CONFORM: u8 = 1;
/// The exit code when there is no answer, or the command was not understood.
const NO_ANSWER: u8 = 2;

/// Runs the command; `arguments` are those after the program's name. Gives the exit code.
pub fn run(arguments: &[String], host: &mut dyn Host) -> u8 {
    match dispatch(arguments, host) {
        Ok(code) => code,
        // Said to nobody: who reads the code must not take it for an answer.
        Err(Stop::Closed) => NO_ANSWER,
        Err(Stop::Problem(problem)) => {
            say(host, &format!("goitin: {}", problem.vi));
            say(host, &format!("        {}", problem.en));
            NO_ANSWER
        }
    }
}

/// A line to standard error: names, options and what packets say may hold what steers a terminal.
fn say(host: &mut dyn Host, line: &str) {
    host.err(&printable(line));
}

fn dispatch(arguments: &[String], host: &mut dyn Host) -> Result<u8, Stop> {
    let Some((command, rest)) = arguments.split_first() else {
        help::page("").lines().for_each(|line| say(host, line));
        return Ok(NO_ANSWER);
    };
    let asks_for_help = |argument: &String| argument == "--help" || argument == "-h";
    let options = rest.iter().take_while(|argument| *argument != "--");
    if options.clone().any(asks_for_help) && is_command(command) {
        return print(host, help::page(command));
    }
    match command.as_str() {
        "check" => check::run(rest, host),
        "fix" => fix::run(rest, host),
        "convert" => convert::run(rest, host),
        "explain" => lookup::explain(rest, host),
        "rules" => lookup::rules(rest, host),
        "packets" => lookup::packets(rest, host),
        "schema" => lookup::schema(rest, host),
        "reference" => lookup::reference(rest, host),
        "--version" | "-V" => {
            let version = format!("{} (ruleset {})\n", crate::model::ENGINE, crate::model::RULESET);
            print(host, &version)
        }
        "help" | "--help" | "-h" => {
            let topic = rest.first().filter(|topic| is_command(topic));
            print(host, help::page(topic.map_or("", String::as_str)))
        }
        unknown => Err(unknown_command(unknown)),
    }
}

const COMMANDS: [&str; 8] = ["check", "fix", "convert", "explain", "rules", "packets", "schema", "reference"];

fn is_command(name: &str) -> bool {
    COMMANDS.contains(&name)
}

fn unknown_command(name: &str) -> Stop {
    let (vi, en) = match crate::letters::nearest_word(name, COMMANDS) {
        Some(near) => (format!("; có phải là “{near}”?"), format!("; did you mean “{near}”?")),
        None => ("; xem goitin --help".to_owned(), "; see goitin --help".to_owned()),
    };
    Problem::stop(format!("không có lệnh “{name}”{vi}"), format!("there is no command “{name}”{en}"))
}

fn print(host: &mut dyn Host, text: &str) -> Result<u8, Stop> {
    host.out(text.as_bytes())?;
    Ok(CONFORMS)
}

/// Why the command ends early.
enum Stop {
    /// The reader of the output has gone.
    Closed,
    /// Something a person must change.
    Problem(Problem),
}

impl From<OutputError> for Stop {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::Closed => Self::Closed,
            OutputError::Failed(why) => Problem::stop(
                format!("không ghi được kết quả: {}", why.vi),
                format!("cannot write the output: {}", why.en),
            ),
        }
    }
}

/// What is wrong with how the command was called, in both languages.
struct Problem {
    vi: String,
    en: String,
}

impl Problem {
    fn stop(vi: impl Into<String>, en: impl Into<String>) -> Stop {
        Stop::Problem(Self { vi: vi.into(), en: en.into() })
    }
}

/// Reads a whole file.
fn read_all(host: &mut dyn Host, path: &str) -> Result<Vec<u8>, Stop> {
    let cannot = |why: SystemError| {
        Problem::stop(format!("không đọc được {path}: {}", why.vi), format!("cannot read {path}: {}", why.en))
    };
    let mut input = host.open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = input.chunk().map_err(cannot)? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Writes a file with what comes from another one, or from the command itself.
fn write_file(host: &mut dyn Host, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), Stop> {
    let original = original.filter(|original| *original != "-");
    host.write(path, bytes, original).map_err(|why| cannot_write(path, &why))
}

fn cannot_write(path: &str, why: &SystemError) -> Stop {
    Problem::stop(format!("không ghi được {path}: {}", why.vi), format!("cannot write {path}: {}", why.en))
}

/// The name a source has in reports.
fn source_name(path: &str) -> &str {
    if path == "-" { "stdin" } else { path }
}

#[cfg(test)]
mod tests;
