//! The command's output: lines on standard output, failures on standard error.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Prints a line, as `println!` does. Fails where it cannot be written, unless the reader has left.
macro_rules! say {
    ($($arg:tt)*) => {
        $crate::output::line(format_args!($($arg)*))
    };
}
pub(crate) use say;

/// Prints a line.
pub(crate) fn line(text: fmt::Arguments<'_>) -> io::Result<()> {
    unless_closed(writeln!(io::stdout().lock(), "{text}"))
}

/// Turns a closed pipe into success: a reader that has seen enough, such as `head`, is no failure.
pub(crate) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(problem) if problem.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints a line on standard error. One that cannot be written is lost.
pub(crate) fn complain(text: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints an error and gives the exit code.
pub(crate) fn fail(problem: &anyhow::Error, code: u8) -> ExitCode {
    complain(format_args!("error: {}", with_causes(problem)));
    ExitCode::from(code)
}

/// Prints the error of a command that failed; exit code 1.
pub(crate) fn finish(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => fail(&problem, 1),
    }
}

/// An error with its causes, each said once: many errors quote their cause themselves.
fn with_causes(problem: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in problem.chain().map(ToString::to_string) {
        if !text.contains(&cause) {
            let colon = if text.is_empty() { "" } else { ": " };
            text += colon;
            text += &cause;
        }
    }
    text
}

/// A file to write. `-` is refused: standard output has the command's own text.
pub(crate) fn file_to_write(text: &str) -> Result<PathBuf, String> {
    if text == "-" {
        return Err("standard output has the text of the command itself; name a file".to_owned());
    }
    Ok(PathBuf::from(text))
}

/// Writes a file beside its place and moves it there when it is complete, so that no reader finds
/// half of it. `-` is standard output, which also gets all of it or nothing. Returns the sentence
/// to print about it, if any.
pub(crate) fn complete(
    out: &Path,
    write: impl FnOnce(&mut std::fs::File) -> anyhow::Result<usize>,
) -> anyhow::Result<Option<String>> {
    use anyhow::Context;
    if out == Path::new("-") {
        let mut file = tempfile::tempfile()?;
        write(&mut file)?;
        io::Seek::rewind(&mut file)?;
        let copied = io::copy(&mut file, &mut io::stdout().lock());
        unless_closed(copied.map(|_| ()))?;
        return Ok(None);
    }
    let folder = out
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)
        .with_context(|| format!("cannot write to {}", folder.display()))?;
    let rows = write(file.as_file_mut())?;
    file.persist(out)
        .with_context(|| format!("cannot write {}", out.display()))?;
    Ok(Some(format!("{rows} rows in {}", out.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_cause_that_an_error_quotes_is_said_once() {
        let outer = "issuer.key: File exists (os error 17). Make the folder writable";
        let inner = io::Error::from_raw_os_error(17);
        let problem = Err::<(), _>(inner).context(outer).unwrap_err();
        assert_eq!(with_causes(&problem), outer);
        let problem = anyhow::anyhow!("no such file").context("cannot read a.csv");
        assert_eq!(with_causes(&problem), "cannot read a.csv: no such file");
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        let failed = |kind: io::ErrorKind| unless_closed(Err(kind.into()));
        assert!(failed(io::ErrorKind::BrokenPipe).is_ok());
        assert!(failed(io::ErrorKind::StorageFull).is_err());
    }
}
