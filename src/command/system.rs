//! What systems say about files, in words of our own: each system and each host has others, and none has Vietnamese ones.

/// Why the system did not open, read or write a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemError {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl SystemError {
    /// By the name that POSIX gives the error; one without words of its own goes by its number.
    #[must_use]
    pub fn new(name: &str, number: Option<i32>) -> Self {
        let (vi, en) = match name {
            "ENOENT" => ("không có tệp hoặc thư mục này", "there is no such file or folder"),
            "EACCES" | "EPERM" => ("không có quyền", "no permission"),
            "EISDIR" => ("đây là thư mục, không phải tệp", "it is a folder, not a file"),
            "ENOTDIR" => ("một phần của đường dẫn không phải thư mục", "a part of the path is not a folder"),
            "EROFS" => ("ổ đĩa chỉ cho phép đọc", "the disk can only be read"),
            "ENOSPC" | "EDQUOT" => ("ổ đĩa đã đầy", "the disk is full"),
            "ENAMETOOLONG" => ("tên quá dài", "the name is too long"),
            _ => return Self::unnamed(name, number),
        };
        Self { vi: vi.to_owned(), en: en.to_owned() }
    }

    fn unnamed(name: &str, number: Option<i32>) -> Self {
        let which = number.map_or_else(|| name.to_owned(), |number| number.to_string());
        Self { vi: format!("hệ thống báo lỗi {which}"), en: format!("the system reports error {which}") }
    }
}
