//! What the rule finds in words that were broken, and leaves alone in words that were not.

use proptest::prelude::*;

use super::{legacy::TCVN3, *};
use crate::letters::{self, is_syllable};

fn read(text: &str) -> Option<(String, String)> {
    let remark = check(text, false)?;
    let habit = remark.arguments.iter().find_map(|(name, value)| match value {
        crate::record::remark::Argument::Known(text) if *name == "habit" => Some(text.clone()),
        _ => None,
    });
    Some((habit?, remark.fix.clone()?.text))
}

#[test]
fn ordinary_text_is_left_alone() {
    for word in letters::tests::ORDINARY {
        assert_eq!(read(word), None, "{word}");
    }
    // All of them in one value, and each beside each.
    assert_eq!(read(&letters::tests::ORDINARY.join(" ")), None);
    for pair in letters::tests::ORDINARY.windows(3) {
        assert_eq!(read(&pair.join(", ")), None);
    }
}

#[test]
fn each_habit_is_read() {
    let cases = [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3 (ABC)", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("NguyÔn V¨n MÉu", "TCVN3 (ABC)", "Nguyễn Văn Mẫu"),
        ("§éc lËp - Tù do - H¹nh phóc", "TCVN3 (ABC)", "Độc lập - Tự do - Hạnh phúc"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Nguyeãn Vaên Maãu", "VNI", "Nguyễn Văn Mẫu"),
        ("Ñöôøng Traàn Höng Ñaïo", "VNI", "Đường Trần Hưng Đạo"),
        ("NGUYEÃN VAÊN MAÃU", "VNI", "NGUYỄN VĂN MẪU"),
        ("Leâ Ñình Baïch", "VNI", "Lê Đình Bạch"),
        ("Nguye^~n Va(n Ma^~u", "VIQR", "Nguyễn Văn Mẫu"),
        ("Hoa`ng Hu+~u An Ha.", "VIQR", "Hoàng Hữu An Hạ"),
        ("Bu2i Va8n An Bi2nh", "VNI", "Bùi Văn An Bình"),
        ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", "VIQR", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("DDo^.c la^.p - Tu+. do", "VIQR", "Độc lập - Tự do"),
        ("Nguye64n Va8n Ma64u", "VNI", "Nguyễn Văn Mẫu"),
        ("D9o65c la65p Tu75 do", "VNI", "Độc lập Tự do"),
        ("Nguyá»…n VÄƒn Máº«u", "UTF-8", "Nguyễn Văn Mẫu"),
        ("Nguyê\u{DE}n Vãn Mâ\u{DE}u", "Windows-1258", "Nguyễn Văn Mẫu"),
    ];
    for (text, habit, converted) in cases {
        assert_eq!(read(text), Some((habit.to_owned(), converted.to_owned())), "{text}");
    }
}

/// Reads UTF-8 bytes as Windows-1252, as a program with wrong settings does.
fn misread_as_windows(text: &str) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => match WINDOWS.chars().nth(usize::from(byte - 0x80)) {
            Some(letter) if letter != ' ' => letter,
            _ => char::from(*byte),
        },
        _ => char::from(*byte),
    };
    text.as_bytes().iter().map(letter).collect()
}

#[test]
fn every_word_misread_comes_back() {
    for word in letters::tests::ORDINARY {
        if vowels_with_marks(word) < 2 {
            continue;
        }
        let (_, converted) = read(&misread_as_windows(word)).unwrap_or_else(|| panic!("{word}"));
        assert_eq!(&converted, word);
    }
}

fn vowels_with_marks(word: &str) -> usize {
    word.chars().filter(|letter| vowel(*letter).is_some_and(|(plain, tone)| tone != 0 || !plain.is_ascii())).count()
}

/// Writes Unicode in TCVN3.
fn as_tcvn3(text: &str) -> Option<String> {
    text.chars()
        .map(|letter| {
            if letter.is_ascii() {
                return Some(letter);
            }
            let small = letter.to_lowercase().next()?;
            let place = TCVN3
                .chars()
                .position(|known| known == letter)
                .or_else(|| TCVN3.chars().position(|known| known == small))?;
            char::from_u32(0xA1 + u32::try_from(place).ok()?)
        })
        .collect()
}

#[test]
fn most_vietnamese_in_tcvn3_is_found() {
    let (mut found, mut all) = (0, 0);
    for three in letters::tests::ORDINARY.windows(3) {
        let text = three.join(" ");
        let syllables = text.split_whitespace().filter(|word| !word.is_ascii() && is_syllable(word)).count();
        let Some(old) = as_tcvn3(&text).filter(|_| syllables >= 4) else {
            continue;
        };
        all += 1;
        if let Some((habit, converted)) = read(&old) {
            assert_eq!((habit.as_str(), converted.to_lowercase()), ("TCVN3 (ABC)", text.to_lowercase()));
            found += 1;
        }
    }
    assert!(all > 20 && found * 10 >= all * 9, "{found} of {all}");
}

/// What a program makes of a text.
type Way = fn(&str) -> String;

/// Ways in which programs break words, each with what it makes of a letter.
const WAYS: [(&str, Way); 9] = [
    ("UTF-8 as Windows-1252", misread_as_windows),
    ("decimal entities", |text| escaped(text, |letter| format!("&#{};", u32::from(letter)))),
    ("hexadecimal entities", |text| escaped(text, |letter| format!("&#x{:X};", u32::from(letter)))),
    ("JSON", |text| escaped(text, |letter| format!("\\u{:04X}", u32::from(letter)))),
    ("JSON, escaped again", |text| escaped(text, |letter| format!("\\\\u{:04x}", u32::from(letter)))),
    ("JavaScript", |text| {
        escaped(text, |letter| match u32::from(letter) {
            number @ ..=0xFF => format!("%{number:02X}"),
            number => format!("%u{number:04X}"),
        })
    }),
    ("addresses", |text| escaped(text, |letter| of_bytes(letter, "%"))),
    ("Python", |text| escaped(text, |letter| of_bytes(letter, "\\x"))),
    ("mail", |text| escaped(text, |letter| of_bytes(letter, "="))),
];

fn escaped(text: &str, escape: impl Fn(char) -> String) -> String {
    text.chars().map(|letter| if letter.is_ascii() { letter.to_string() } else { escape(letter) }).collect()
}

fn of_bytes(letter: char, sign: &str) -> String {
    let bytes = letter.to_string().into_bytes();
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{sign}{byte:02X}"))
}

/// Words with a letter that shows what was done to them.
fn words() -> impl Iterator<Item = &'static str> {
    let all = letters::tests::ORDINARY.iter().copied();
    all.filter(|word| word.chars().any(is_ours) && !word.contains(['/', '“', '«', '’', '–', '°', '²', '±']))
}

#[test]
fn what_is_broken_once_or_twice_comes_back() {
    for word in words() {
        for (first, once) in WAYS {
            let broken = once(word);
            // One letter that was read wrongly proves nothing.
            let is_enough = first != "UTF-8 as Windows-1252" || vowels_with_marks(word) >= 2;
            if is_enough {
                assert_eq!(read(&broken).map(|read| read.1).as_deref(), Some(word), "{first}: {broken}");
            }
            for (second, again) in WAYS {
                let twice = again(&broken);
                // What escapes nothing but letters leaves alone what has none.
                if twice != broken {
                    let right = read(&twice).map(|read| read.1);
                    let is_right = right.as_deref() == Some(word);
                    assert!(is_right || !is_enough && right.is_some(), "{first}, {second}: {twice}: {right:?}");
                }
            }
        }
        let thrice = misread_as_windows(&misread_as_windows(&misread_as_windows(word)));
        assert_eq!(read(&thrice).map(|read| read.1).as_deref(), Some(word), "{thrice}");
    }
}

#[test]
fn escapes_in_escapes_come_back() {
    let cases = [
        ("Nguy&amp;#7877;n", "Nguyễn"),
        ("Nguy&amp;amp;#x1ec5;n &amp; con", "Nguyễn & con"),
        ("Nguy%25E1%25BB%2585n", "Nguyễn"),
        ("Nguy%E1%BB%85n+V%C4%83n+M%E1%BA%ABu", "Nguyễn Văn Mẫu"),
        ("Nguy%E1%BB%85n%20V%C4%83n%20M%E1%BA%ABu.pdf", "Nguyễn Văn Mẫu.pdf"),
        ("T&ecirc;n ng&#432;&#7901;i", "Tên người"),
        ("T&ecirc;n ng&#432&#7901i", "Tên người"),
        ("Nguy&aacute;&raquo;&hellip;n V&Auml;&fnof;n", "Nguyễn Văn"),
        ("Nguyu1ec5n Du0169ng", "Nguyễn Dũng"),
        ("u0110u1eb7ng Huu1ec7", "Đặng Huệ"),
        ("Xem https://a.vn/T%E1%BB%9D%20khai.pdf, T%E1%BB%9D khai", "Xem https://a.vn/T%E1%BB%9D%20khai.pdf, Tờ khai"),
    ];
    for (text, right) in cases {
        assert_eq!(read(text).map(|read| read.1).as_deref(), Some(right), "{text}");
    }
}

#[test]
fn letters_that_look_alike_are_replaced() {
    let cases = [
        ("Ðặng Văn Ðức", "Đặng Văn Đức"),
        ("Ɖào", "Đào"),
        ("UBND xã Ðông Anh", "UBND xã Đông Anh"),
        ("Ðoàn Vãn Nam", "Đoàn Văn Nam"),
        ("Số 15/2021/NÐ-CP, QÐ số 3 của HÐND", "Số 15/2021/NĐ-CP, QĐ số 3 của HĐND"),
        ("xã Ðông Anh", "xã Đông Anh"),
        ("Нà Nội", "Hà Nội"),
        ("Nguyễn Vǎn Nаm", "Nguyễn Văn Nam"),
        ("Τrần Ρhú", "Trần Phú"),
        ("ＮＧＵＹỄＮ", "NGUYỄN"),
    ];
    for (text, right) in cases {
        let remark = check(text, false).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(remark.fix.as_ref().map(|fix| fix.text.as_str()), Some(right), "{text}");
    }
    for text in [
        "Москва",
        "Анна Каренина",
        "Sigurður Guðrúnarson",
        "Reyðarfjörður",
        "Αθήνα",
        "Nguyễn Анна",
        "Tab Ω 5",
        "Byte'ın ince",
    ] {
        assert_eq!(check(text, false), None, "{text}");
    }
}

#[test]
fn lost_letters_have_no_repair() {
    let lost =
        |text: &str| check(text, false).is_some_and(|remark| remark.message == message::LOST && remark.fix.is_none());
    for text in [
        "Nguy?n Minh D?ng",
        "Nguy?n Th? Ð?ng Hu?ng",
        "TR?N H?U PH??C",
        "?inh Lan",
        "Lan ?inh",
        "UBND xã B?c Sơn",
        "Nguyá»n VÄƒn Máº«u",
        "Ä?áº·ng HÆ°á»?ng",
        "Nguyá»n",
    ] {
        assert!(lost(text), "{text}");
    }
    for text in [
        "Có được không?",
        "Có được không?Nếu có thì nộp ở đâu??",
        "Ai? Khi nào? Ở đâu?",
        "Sao vậy ?anh",
        "https://a.vn/?b?c=d",
        "/tra-cuu/b?c",
        "dvc.vn/tim?c=bi?n",
        "colou?r",
        "a ? b : c",
        "«má»; «cá»",
    ] {
        assert_eq!(check(text, false), None, "{text}");
    }
}

#[test]
fn letters_lost_in_words_are_missed() {
    for word in words() {
        let broken = word.chars().map(|letter| if is_ours(letter) { '?' } else { letter }).collect::<String>();
        let is_inside = |word: &str| word.trim_matches('?').contains('?') && letters::may_be_syllable(word);
        if broken.split(|letter: char| !letter.is_alphabetic() && letter != '?').any(is_inside) {
            assert!(check(&broken, false).is_some(), "{broken}");
        }
    }
}

#[test]
fn html_keeps_its_escapes() {
    for text in ["T&ecirc;n", "Nguy?n", "T%E1%BB%9D khai"] {
        assert_eq!(check(text, true), None, "{text}");
        assert!(check(text, false).is_some(), "{text}");
    }
    assert_eq!(check("<p>T&ecirc;n <a href=\"a.html?b\">Nguy&#7877;n</a></p>", false), None);
}

#[test]
fn what_is_proposed_is_right() {
    let parts = ["Nguyá»…n", "Ã¡", "Nguy?n", "Ð", "&#195;&#161;", "u1ec5", "%C3%A1", "á»", "NguyÔn V¨n", "Ä?", "Hu?ng"];
    for (first, second) in parts.iter().flat_map(|first| parts.iter().map(move |second| (first, second))) {
        let text = format!("{first} {second}{first}n");
        if let Some(fix) = check(&text, false).and_then(|remark| remark.fix.clone()) {
            assert_eq!(check(&fix.text, false), None, "{text} -> {}", fix.text);
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in ".{0,40}|[ÃáÄÆâ€»º…a-z ]{0,20}|[a-z^(+`'~.0-9 ]{0,30}|[&#;%=?\\\\u01eacE1BÐá»ếxX ]{0,30}") {
        if let Some(fix) = check(&text, false).and_then(|remark| remark.fix.clone()) {
            prop_assert_eq!(check(&fix.text, false), None);
        }
    }
}
