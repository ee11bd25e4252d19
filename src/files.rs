//! Writes files natively: whole or not at all, and never readable to more people than before.
//!
//! What is new is written beside the file and takes its name. Where the folder takes no new file, where the owner cannot
//! be given, or where the file has other names too, it is written in place.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a whole file. One that is there keeps its rights; a new one has no wider rights than `original`.
pub(crate) fn write(path: &Path, bytes: &[u8], original: Option<&Path>) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(existing) if !existing.is_file() => fs::write(path, bytes),
        Ok(existing) => write_over(path, bytes, &existing),
        Err(_) => {
            let original = original.and_then(|original| fs::metadata(original).ok());
            let beside = Beside::new(path, original.as_ref())?;
            beside.write(bytes)?;
            beside.take_name(path)
        }
    }
}

/// Copies a file to the name with `~` behind it.
pub(crate) fn back_up(path: &Path) -> io::Result<()> {
    let existing = fs::metadata(path)?;
    let bytes = fs::read(path)?;
    let mut name = path.file_name().ok_or(ErrorKind::InvalidInput)?.to_owned();
    name.push("~");
    let copy = path.with_file_name(name);
    let beside = Beside::new(&copy, Some(&existing))?;
    beside.write(&bytes)?;
    // A copy that cannot have the same owner is for nobody but the one who made it.
    if rights::give(&beside.file, &existing).is_err() {
        rights::keep_private(&beside.file)?;
    }
    beside.take_name(&copy)
}

fn write_over(path: &Path, bytes: &[u8], existing: &Metadata) -> io::Result<()> {
    // Through a link: the file it leads to is replaced, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    // Whoever may not write the file may not replace it either, though the folder would let them.
    let file = OpenOptions::new().write(true).open(&path)?;
    if rights::names(existing) > 1 {
        return write_in_place(file, bytes);
    }
    let Ok(beside) = Beside::new(&path, Some(existing)) else {
        return write_in_place(file, bytes);
    };
    if rights::give(&beside.file, existing).is_err() {
        return write_in_place(file, bytes);
    }
    beside.write(bytes)?;
    beside.take_name(&path)
}

fn write_in_place(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// A file that is not whole yet; it is gone with this value, unless it took its name.
struct Beside {
    file: File,
    path: PathBuf,
}

impl Beside {
    /// An empty file beside that one, with no wider rights than the one whose content it will have.
    fn new(path: &Path, original: Option<&Metadata>) -> io::Result<Self> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.goitin", std::process::id()));
        let path = path.with_file_name(hidden);
        let file = rights::create_new(&path, original)?;
        Ok(Self { file, path })
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn take_name(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Behind the new name there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
mod rights {
    use std::fs::{File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
    use std::path::Path;

    /// Who may read and write.
    const RIGHTS: u32 = 0o666;

    /// A new file with at most the rights of the other; its group has none that the other's strangers do not have, as long
    /// as it may be another group.
    pub(super) fn create_new(path: &Path, original: Option<&Metadata>) -> io::Result<File> {
        let wanted = original.map_or(RIGHTS, |original| original.mode() & RIGHTS);
        let strangers = wanted & 0o006;
        let narrow = wanted & (0o600 | strangers << 3 | strangers);
        let file = OpenOptions::new().write(true).create_new(true).mode(narrow | 0o200).open(path)?;
        if let Some(original) = original
            && file.metadata()?.gid() == original.gid()
        {
            let given = file.metadata()?.mode() & RIGHTS;
            file.set_permissions(Permissions::from_mode(given | wanted & 0o060))?;
        }
        Ok(file)
    }

    /// Gives the owner, the group and the rights of another file: the rights last, since they are for that owner.
    pub(super) fn give(file: &File, like: &Metadata) -> io::Result<()> {
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            fchown(file, Some(like.uid()), Some(like.gid()))?;
        }
        file.set_permissions(like.permissions())
    }

    pub(super) fn keep_private(file: &File) -> io::Result<()> {
        file.set_permissions(Permissions::from_mode(0o600))
    }

    /// How many names the file has.
    pub(super) fn names(file: &Metadata) -> u64 {
        file.nlink()
    }
}

#[cfg(not(unix))]
mod rights {
    use std::fs::{File, Metadata};
    use std::io;
    use std::path::Path;

    /// A new file; its rights are those of the folder.
    pub(super) fn create_new(path: &Path, _original: Option<&Metadata>) -> io::Result<File> {
        File::create_new(path)
    }

    pub(super) fn give(file: &File, like: &Metadata) -> io::Result<()> {
        file.set_permissions(like.permissions())
    }

    pub(super) fn keep_private(_file: &File) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn names(_file: &Metadata) -> u64 {
        1
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    /// A folder of its own, gone at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("goitin-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self, name: &str, text: &str, mode: u32) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            path
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            let mut names: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::set_permissions(&self.0, fs::Permissions::from_mode(0o700));
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_file_keeps_its_rights() {
        let folder = Folder::new("rights");
        for rights in [0o600, 0o640, 0o644, 0o660, 0o666, 0o700, 0o200] {
            let path = folder.file("a", "old and longer", rights);
            write(&path, b"new", None).unwrap();
            assert_eq!(mode(&path), rights);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert_eq!(read(&path), "new");
        }
        assert_eq!(folder.names(), ["a"]);
    }

    #[test]
    fn what_is_written_beside_is_never_wider() {
        let folder = Folder::new("beside");
        for rights in [0o600, 0o640, 0o604, 0o644, 0o660, 0o666] {
            let path = folder.file("a", "old", rights);
            let beside = Beside::new(&path, Some(&fs::metadata(&path).unwrap())).unwrap();
            assert_eq!(mode(&beside.path) & !rights, 0, "{rights:o}");
        }
        assert_eq!(folder.names(), ["a"]);
    }

    #[test]
    fn a_new_file_has_no_wider_rights_than_what_it_comes_from() {
        let folder = Folder::new("new");
        for rights in [0o600, 0o640, 0o644, 0o400] {
            let original = folder.file("a", "old", rights);
            let path = folder.0.join("b");
            write(&path, b"new", Some(&original)).unwrap();
            assert_eq!(mode(&path) & !(rights | 0o200), 0, "{rights:o}");
            assert_eq!(read(&path), "new");
            fs::remove_file(&path).unwrap();
            fs::remove_file(&original).unwrap();
        }
    }

    #[test]
    fn a_link_stays_a_link_and_a_second_name_a_name() {
        let folder = Folder::new("links");
        let path = folder.file("a", "old", 0o600);
        let (link, name) = (folder.0.join("link"), folder.0.join("name"));
        symlink("a", &link).unwrap();
        write(&link, b"new", None).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!((read(&path).as_str(), mode(&path)), ("new", 0o600));
        fs::hard_link(&path, &name).unwrap();
        write(&path, b"n", None).unwrap();
        assert_eq!(read(&name), "n");
    }

    #[test]
    fn a_copy_has_the_same_rights_and_replaces_an_older_one() {
        let folder = Folder::new("copy");
        let path = folder.file("a", "old", 0o640);
        let older = folder.file("a~", "older", 0o666);
        back_up(&path).unwrap();
        assert_eq!((read(&older).as_str(), mode(&older)), ("old", 0o640));
        assert_eq!(folder.names(), ["a", "a~"]);
    }

    #[test]
    fn in_a_folder_that_takes_no_file_it_is_written_in_place() {
        let folder = Folder::new("place");
        let path = folder.file("a", "old and longer", 0o640);
        fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o500)).unwrap();
        write(&path, b"new", None).unwrap();
        assert_eq!((read(&path).as_str(), mode(&path)), ("new", 0o640));
        let number = fs::metadata(&path).unwrap().ino();
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        write_in_place(file, b"n").unwrap();
        assert_eq!((read(&path).as_str(), fs::metadata(&path).unwrap().ino()), ("n", number));
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = Folder::new("error");
        assert!(write(&folder.0.join("no/a"), b"new", None).is_err());
        assert!(back_up(&folder.0.join("a")).is_err());
        assert_eq!(folder.names(), [""; 0]);
    }
}
