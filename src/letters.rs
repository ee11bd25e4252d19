//! The letters of Vietnamese: what a letter is made of, how its parts compose, what is left without them.
//!
//! One small table serves composing (`decomposed-text`), folding (labels, names) and the check of syllables.

pub(crate) mod disguise;

/// Each row: a plain vowel, then with grave, acute, hook above, tilde and dot below.
const VOWELS: [&str; 24] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
    "AÀÁẢÃẠ",
    "ĂẰẮẲẴẶ",
    "ÂẦẤẨẪẬ",
    "EÈÉẺẼẸ",
    "ÊỀẾỂỄỆ",
    "IÌÍỈĨỊ",
    "OÒÓỎÕỌ",
    "ÔỒỐỔỖỘ",
    "ƠỜỚỞỠỢ",
    "UÙÚỦŨỤ",
    "ƯỪỨỬỮỰ",
    "YỲÝỶỸỴ",
];

/// The combining tone marks, in the order of the rows.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Letter, mark, composed letter: the marks that are no Vietnamese tone, and tones on other letters.
const SHAPES: [(&str, char, &str); 9] = [
    ("aAeEiIoOuUgG", '\u{306}', "ăĂĕĔĭĬŏŎŭŬğĞ"),
    ("aAeEoOiIuUyY", '\u{302}', "âÂêÊôÔîÎûÛŷŶ"),
    ("oOuU", '\u{31B}', "ơƠưƯ"),
    ("aAeEiIoOuUyY", '\u{308}', "äÄëËïÏöÖüÜÿŸ"),
    ("nN", '\u{303}', "ñÑ"),
    ("cC", '\u{327}', "çÇ"),
    ("aA", '\u{30A}', "åÅ"),
    ("cCsSzZnN", '\u{30C}', "čČšŠžŽňŇ"),
    ("cCsSzZnN", '\u{301}', "ćĆśŚźŹńŃ"),
];

/// The plain vowel of a Vietnamese letter (its shape kept) and the number of its tone: 0 for none, 1 to 5 as in a row.
pub(crate) fn vowel(letter: char) -> Option<(char, usize)> {
    if letter.is_ascii() {
        let is_vowel = matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        return is_vowel.then_some((letter, 0));
    }
    if !matches!(letter, 'À'..='ư' | 'Ạ'..='ỹ') {
        return None;
    }
    VOWELS.iter().find_map(|row| {
        let tone = row.chars().position(|known| known == letter)?;
        Some((row.chars().next()?, tone))
    })
}

/// A plain vowel with a tone.
pub(crate) fn with_tone(plain: char, tone: usize) -> Option<char> {
    let row = VOWELS.iter().find(|row| row.starts_with(plain))?;
    row.chars().nth(tone)
}

/// What comes out of a letter and a combining mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Composed {
    /// One letter, the same by Unicode's own rules.
    Same(char),
    /// One letter, the marks having stood in an order that Unicode tells apart.
    Reordered(char),
}

/// Composes a letter and a combining mark.
pub(crate) fn compose(letter: char, mark: char) -> Option<Composed> {
    let tone = TONES.iter().position(|known| *known == mark);
    if let (Some(tone), Some((plain, 0))) = (tone, vowel(letter)) {
        return with_tone(plain, tone + 1).map(Composed::Same);
    }
    if let Some(shaped) = shape(letter, mark) {
        return Some(Composed::Same(shaped));
    }
    let (plain, tone) = vowel(letter)?;
    let composed = with_tone(shape(plain, mark)?, tone)?;
    // The dot below and the horn stand apart from the other marks: their order says nothing.
    let free = tone == 5 || mark == '\u{31B}';
    Some(if free { Composed::Same(composed) } else { Composed::Reordered(composed) })
}

fn shape(letter: char, mark: char) -> Option<char> {
    SHAPES.iter().filter(|(_, known, _)| *known == mark).find_map(|(letters, _, composed)| {
        let place = letters.chars().position(|known| known == letter)?;
        composed.chars().nth(place)
    })
}

/// A combining mark of the block that Vietnamese uses.
pub(crate) fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&letter)
}

/// The letter in ASCII, lower case, where it is a Vietnamese one.
pub(crate) fn plain(letter: char) -> char {
    let shaped = vowel(letter).map_or(letter, |(plain, _)| plain);
    match shaped {
        'ă' | 'â' | 'Ă' | 'Â' => 'a',
        'ê' | 'Ê' => 'e',
        'ô' | 'ơ' | 'Ô' | 'Ơ' => 'o',
        'ư' | 'Ư' => 'u',
        'đ' | 'Đ' => 'd',
        other => other.to_ascii_lowercase(),
    }
}

/// The text in lower case: letters of Vietnamese and of ASCII.
pub(crate) fn lower(text: &str) -> String {
    let lower = |letter: char| match VOWELS.iter().position(|row| row.contains(letter)) {
        Some(row) if row >= VOWELS.len() / 2 => {
            let small = VOWELS.get(row - VOWELS.len() / 2).and_then(|row| row.chars().next());
            small.zip(vowel(letter)).and_then(|(small, (_, tone))| with_tone(small, tone)).unwrap_or(letter)
        }
        _ if letter == 'Đ' => 'đ',
        _ => letter.to_ascii_lowercase(),
    };
    text.chars().map(lower).collect()
}

/// The text without case, diacritics, spaces and punctuation: what two spellings of one label have in common.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|letter| !is_mark(*letter)).map(plain).filter(|letter| letter.is_alphanumeric()).collect()
}

/// Beginnings of syllables; those that hold a vowel, gi and qu, stand apart.
const ONSETS: [&str; 26] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "r", "s",
    "t", "th", "tr", "v", "x",
];

/// Vowels that need no consonant behind them.
const OPEN: &str = " a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu oa oai oay oe oi ôi ơi ua uây ui uê uôi uơ uy uya uyu ưa ươi ươu ưi ưu iêu yêu oao oeo ";
/// Vowels that take a consonant.
const CLOSED: &str = " a ă â e ê i o ô ơ u ư y iê oa oă oe oo uâ uê uô uy uyê ươ yê ";
/// Consonants that end a syllable.
const CODAS: &str = " c ch m n ng nh p t ";

/// The most letters of a syllable: `nghiêng`.
const LONGEST: usize = 7;

/// The word of a list that is most like `word`, whatever the case, if any is.
pub(crate) fn nearest_word<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let distances = words.into_iter().map(|other| (strsim::damerau_levenshtein(&lower, &other.to_lowercase()), other));
    let near = distances.min_by_key(|pair| pair.0)?;
    (near.0 <= 1 + word.chars().count() / 5).then_some(near.1)
}

/// A single well-formed Vietnamese syllable, in any case.
pub(crate) fn is_syllable(word: &str) -> bool {
    if word.is_empty() || word.chars().nth(LONGEST).is_some() {
        return false;
    }
    let (mut tone, mut tone_is_shaped, mut has_shaped) = (0, false, false);
    let mut toneless = String::with_capacity(2 * LONGEST);
    for letter in word.chars() {
        let (plain, own) = vowel(letter).unwrap_or((letter, 0));
        let is_shaped = "ăâêôơưĂÂÊÔƠƯ".contains(plain);
        has_shaped |= is_shaped;
        if own != 0 {
            if tone != 0 {
                return false;
            }
            (tone, tone_is_shaped) = (own, is_shaped);
        }
        toneless.push(match plain {
            'Đ' => 'đ',
            'Ă' => 'ă',
            'Â' => 'â',
            'Ê' => 'ê',
            'Ô' => 'ô',
            'Ơ' => 'ơ',
            'Ư' => 'ư',
            other => other.to_ascii_lowercase(),
        });
    }
    // The tone stands on the vowel that has a circumflex, a breve or a horn.
    if tone != 0 && has_shaped && !tone_is_shaped {
        return false;
    }
    let start = toneless.find(|letter| vowel(letter).is_some()).unwrap_or(toneless.len());
    let (onset, rime) = toneless.split_at(start);
    match (onset, rime.strip_prefix(if onset == "q" { 'u' } else { 'i' })) {
        ("q", after_u) => after_u.is_some_and(|rime| is_rime(rime, tone)),
        // The i of `gi` belongs to the onset (già) or is the vowel itself (gì).
        ("g", Some(after_i)) if is_rime(after_i, tone) => true,
        _ => ONSETS.contains(&onset) && is_rime(rime, tone),
    }
}

/// Is there a letter of Vietnamese beyond ASCII in the place of each question mark, with which the word is a syllable? At
/// most; the tones are not looked at.
pub(crate) fn may_be_syllable(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take(LONGEST + 1).map(toneless).collect();
    let fits = |known: char, letter: &char| match letter {
        '?' => known == 'đ' || vowel(known).is_some(),
        letter => known == *letter,
    };
    let begins = |part: &str, at: usize| {
        let rest = letters.get(at..).unwrap_or_default();
        let length = part.chars().count();
        (length <= rest.len() && part.chars().zip(rest).all(|(known, letter)| fits(known, letter)))
            .then_some(at + length)
    };
    let ends = |part: &str, at: usize| begins(part, at) == Some(letters.len());
    let is_rime = |at: usize| {
        let nucleus = |part: &str| begins(part, at).is_some_and(|at| items(CODAS).any(|coda| ends(coda, at)));
        items(OPEN).any(|part| ends(part, at)) || items(CLOSED).any(nucleus)
    };
    letters.len() <= LONGEST && ONSETS.iter().chain(&["gi", "qu"]).filter_map(|onset| begins(onset, 0)).any(is_rime)
}

/// The letter in lower case without its tone.
fn toneless(letter: char) -> char {
    let small = lower(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter);
    vowel(small).map_or(small, |(plain, _)| plain)
}

fn is_rime(rime: &str, tone: usize) -> bool {
    if rime.is_empty() {
        return false;
    }
    if listed(OPEN, rime) {
        return true;
    }
    let consonants = rime.char_indices().find(|(_, letter)| "bcdghklmnpqrstvx".contains(*letter));
    let Some((start, _)) = consonants else {
        return false;
    };
    let (nucleus, coda) = rime.split_at(start);
    // A syllable that ends in a stop has the acute or the dot.
    let stopped = matches!(coda, "c" | "ch" | "p" | "t");
    listed(CLOSED, nucleus) && listed(CODAS, coda) && (!stopped || tone == 2 || tone == 5)
}

fn listed(list: &str, item: &str) -> bool {
    items(list).any(|known| known == item)
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(' ').filter(|item| !item.is_empty())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Ordinary words and names of Vietnam, of its minorities and of foreigners who live there.
    pub(crate) const ORDINARY: &[&str] = &[
        "Nguyễn Minh Dũng",
        "Lê Hữu Lan",
        "Trần Thị Mẫu",
        "Phạm Thanh Hạnh",
        "Hoàng Quốc Việt",
        "Huỳnh Thúc Kháng",
        "Vũ Thị Thuý",
        "Võ Nguyên Giáp",
        "Đặng Thuỳ Trâm",
        "Bùi Xuân Phái",
        "Đỗ Quyên",
        "Hồ Chí Minh",
        "Ngô Gia Tự",
        "Dương Văn Nội",
        "Lý Thái Tổ",
        "Tôn Đức Thắng",
        "Mai An Tiêm",
        "Hà Nội",
        "Đà Nẵng",
        "Cần Thơ",
        "Thừa Thiên Huế",
        "Thanh Hóa",
        "Thanh Hoá",
        "Hòa Bình",
        "Hoà Xuân",
        "Sóc Trăng",
        "Bà Rịa - Vũng Tàu",
        "Đắk Lắk",
        "Đăk Lăk",
        "Đắk Nông",
        "K'Ho",
        "K’Ho",
        "Cơ Ho",
        "Ê-đê",
        "Êban",
        "H'Hen Niê",
        "Y-Krông",
        "Y Thông Êban",
        "Krông Pắc",
        "Krông Buk",
        "Ea H'leo",
        "Čư M'gar",
        "Cư M'gar",
        "Buôn Ma Thuột",
        "Bru - Vân Kiều",
        "Gia Rai",
        "Ba Na",
        "Xơ Đăng",
        "Giẻ Triêng",
        "Pà Thẻn",
        "La Hủ",
        "Si La",
        "Rơ Măm",
        "Brâu",
        "Ơ Đu",
        "Kon Tum",
        "Kon Plông",
        "Siu Black",
        "Rơ Châm H'Blăk",
        "Nay H'Nan",
        "Ñi H'Ñuôn",
        "Tạ Ôn",
        "Giàng A Phử",
        "Lò Văn Ón",
        "Müller",
        "Jürgen Müller-Lüdenscheidt",
        "Björn Öberg",
        "Straße",
        "François",
        "Françoise Hélène Noël",
        "Où est l'été, à la forêt?",
        "Thérèse Desqueyroux",
        "José Núñez Ibáñez",
        "Señora Peña",
        "São Paulo",
        "Ångström",
        "Škoda",
        "Đăng ký thành lập hộ kinh doanh",
        "Đăng ký khai sinh",
        "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "Chứng thực bản sao từ bản chính giấy tờ",
        "Ủy ban nhân dân xã Mẫu",
        "UBND phường Trúc Bạch",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "VẤP NGÃ",
        "“VẤP NGÃ”",
        "Ngã ba “Ngã Tư”",
        "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "Điều 8, khoản 2; điểm a)",
        "Diện tích 120 m², dài 20,5 m",
        "Nhiệt độ 37 °C ± 0,5",
        "§ 5 – ½ bản © 2024",
        "Lệ phí: 50.000 đồng/hồ sơ",
        "a) bản chính; b) bản sao (có chứng thực)",
        "«cá»; «má»",
        "Nhà số 5 tổ 6 khu phố 7",
        "Nha so 5 to6 khu pho7",
        "Lo A8, duong so6 khu 7",
        "y = a+b; u+v; 2^n; e^x",
        "C++ (a(n)) f(x)",
        "a(n) + a(n), I'm sure",
        "I'm here. It's o.k., isn't it?",
        "Nguyen Van An",
        "Cong hoa xa hoi chu nghia Viet Nam",
        "tep(1).pdf",
        "ban sao(2)",
        "Ho so(a) va (b)",
        "119a72d1-d708-4a1b-9c2d-f1d617f5e837",
        "ba8c4d a6n7 9f3e u7n8",
        "https://dvc.tinhmau.gov.vn/tep/8112.pdf?a=b+c^d&e=f(x)",
        "mau+thu@tinh.gov.vn",
        "000.00.01.H22-200715-0003",
        "G03-GD10",
        "Trà Vinh",
        "Cà Mau",
        "cà phê",
        "ô tô",
        "xe mô tô hai bánh",
        "sô cô la",
        "bê tông",
        "pa tê",
        "ghi đông",
        "quyền sử dụng đất",
        "thế chấp, giải chấp",
        "khuyến khích",
        "nghiêng ngả",
        "ngoằn ngoèo",
        "khúc khuỷu",
        "xoong nồi",
        "Khoa học và Công nghệ",
        "Toà án nhân dân",
        "Giấy khai sinh",
        "Cải chính hộ tịch",
        "thừa kế",
        "Đơn xin phép",
        "Tờ khai",
        "tôi là người có tài sản",
        "cô ấy và bà ấy",
        "Tân Bình",
        "Trương Thế Ân",
        "Quách Tĩnh",
        "Cao Bá Quát",
        "Phan Đình Phùng",
        "Phú Quốc",
        "Côn Đảo",
        "Lâm Đồng",
        "Ninh Bình",
        "Quảng Ngãi",
        "Hà Giang",
        "Tuyên Quang",
        "Lào Cai",
        "Điện Biên",
        "Lai Châu",
        "Sơn La",
        "Yên Bái",
        "Thái Nguyên",
        "Lạng Sơn",
        "Quảng Ninh",
        "Bắc Giang",
        "Phú Thọ",
        "Vĩnh Phúc",
        "Bắc Ninh",
        "Hải Dương",
        "Hải Phòng",
        "Hưng Yên",
        "Thái Bình",
        "Hà Nam",
        "Nam Định",
        "Nghệ An",
        "Hà Tĩnh",
        "Quảng Bình",
        "Quảng Trị",
        "Quảng Nam",
        "Bình Định",
        "Phú Yên",
        "Khánh Hòa",
        "Ninh Thuận",
        "Bình Thuận",
        "Gia Lai",
        "Bình Phước",
        "Tây Ninh",
        "Bình Dương",
        "Đồng Nai",
        "Long An",
        "Tiền Giang",
        "Bến Tre",
        "Vĩnh Long",
        "Đồng Tháp",
        "An Giang",
        "Kiên Giang",
        "Hậu Giang",
        "Bạc Liêu",
    ];

    #[test]
    fn lower_case_is_that_of_the_standard_library() {
        for text in ORDINARY {
            let upper = text.to_uppercase();
            if upper.chars().all(|letter| letter.is_ascii() || vowel(letter).is_some() || letter == 'Đ') {
                assert_eq!(lower(&upper), upper.to_lowercase());
            }
        }
    }

    #[test]
    fn ordinary_syllables_are_syllables() {
        let words = "nghiêng khuyến quốc quyền giếng gì gia giúp oằn ngoèo khuỷu xoong toà hoá uống ước yêu \
                     được đường tuyết lịch sử Việt NAM NGHĨA ĐỒNG thuở huơ khuya loay hoay giữa quýt tuần luật";
        for word in words.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Muller", "Mỹller", "Krông", "băc", "", "ng", "aing", "tóàn", "străng", "hôì", "thưòng"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn a_syllable_whose_letters_are_lost_may_be_one() {
        let words = ORDINARY.iter().flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()));
        for word in words.filter(|word| is_syllable(word)) {
            let lost = |letter: char| if letter.is_ascii() { letter } else { '?' };
            assert!(may_be_syllable(&word.chars().map(lost).collect::<String>()), "{word}");
        }
        for word in ["a?b", "colou?r", "không?nếu", "wh?t", "a?o", "g?", "?a?a", "nghi?ngh", ""] {
            assert_eq!(may_be_syllable(word), word == "g?", "{word}");
        }
    }

    #[test]
    fn folding_leaves_the_letters() {
        assert_eq!(fold("Đang  xử lý."), "dangxuly");
        assert_eq!(fold("ĐANG XU\u{31B}\u{309} LY\u{301}"), "dangxuly");
    }

    #[test]
    fn two_marks_compose_in_either_order() {
        assert_eq!(compose('ê', '\u{323}'), Some(Composed::Same('ệ')));
        assert_eq!(compose('ẹ', '\u{302}'), Some(Composed::Same('ệ')));
        assert_eq!(compose('ó', '\u{31B}'), Some(Composed::Same('ớ')));
        assert_eq!(compose('é', '\u{302}'), Some(Composed::Reordered('ế')));
        assert_eq!(compose('ê', '\u{306}'), None);
        assert_eq!(compose('n', '\u{303}'), Some(Composed::Same('ñ')));
    }
}
