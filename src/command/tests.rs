//! The command, run in a world made of a map.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::model::Language;

/// A record of `DongBoHoSoMC` as a system writes it, without an envelope.
const CONFORMING: &str = include_str!("../../pkg-tests/samples/dossier-2020-single.json");

/// The same with one warning: a telephone number that no repair can guess.
fn warning() -> String {
    edited(CONFORMING, "0983960310", "0983 960 31x")
}

/// The same with one error as well: a date whose repair has to guess the time.
fn broken() -> String {
    edited(&warning(), "20200313080400", "13/03/2020")
}

fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// On one line, as in a file of lines.
fn one_line(packet: &str) -> String {
    packet.replace('\n', "")
}

#[derive(Default)]
struct World {
    files: BTreeMap<String, Vec<u8>>,
    out: Vec<u8>,
    /// How much had been written when each file was opened.
    written_at_open: Vec<usize>,
    err: String,
    reader_leaves_after: Option<usize>,
    chunk: usize,
}

impl Host for World {
    fn open(&mut self, path: &str) -> Result<Box<dyn Input>, SystemError> {
        self.written_at_open.push(self.out.len());
        let bytes = self.files.get(path).cloned().ok_or_else(|| SystemError::new("ENOENT", None))?;
        let size = self.chunk.max(1);
        let mut chunks: Vec<Vec<u8>> = bytes.chunks(size).map(<[u8]>::to_vec).collect();
        chunks.reverse();
        Ok(Box::new(Pieces(chunks)))
    }

    fn write(&mut self, path: &str, bytes: &[u8], _original: Option<&str>) -> Result<(), SystemError> {
        if path.contains("readonly") {
            return Err(SystemError::new("EACCES", None));
        }
        self.files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn back_up(&mut self, path: &str) -> Result<(), SystemError> {
        let bytes = self.files.get(path).cloned().ok_or_else(|| SystemError::new("ENOENT", None))?;
        self.write(&format!("{path}~"), &bytes, None)
    }

    fn out(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.out.extend_from_slice(bytes);
        match self.reader_leaves_after {
            Some(limit) if self.out.len() > limit => Err(OutputError::Closed),
            _ => Ok(()),
        }
    }

    fn err(&mut self, line: &str) {
        self.err.push_str(line);
        self.err.push('\n');
    }

    fn wants_color(&self) -> bool {
        false
    }

    fn page(&self, rule: &str) -> Option<String> {
        crate::rules::rule_page(rule).map(str::to_owned)
    }

    fn reference(&self) -> String {
        crate::reference::reference()
    }
}

struct Pieces(Vec<Vec<u8>>);

impl Input for Pieces {
    fn chunk(&mut self) -> Result<Option<Vec<u8>>, SystemError> {
        Ok(self.0.pop())
    }
}

fn world() -> World {
    let files = [
        ("good.json", CONFORMING.to_owned()),
        ("warning.json", warning()),
        ("bad.json", broken()),
        ("odd.txt", "abc".to_owned()),
        ("-", broken()),
        ("lines", format!("{}\n\n{}\nabc", one_line(CONFORMING), one_line(&warning()))),
    ];
    World {
        files: files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect(),
        chunk: 7,
        ..World::default()
    }
}

fn run_in(world: &mut World, line: &str) -> u8 {
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    run(&words, world)
}

/// Exit code, standard output, standard error.
fn result(line: &str) -> (u8, String, String) {
    let mut world = world();
    let code = run_in(&mut world, line);
    (code, String::from_utf8(world.out).unwrap(), world.err)
}

fn code(line: &str) -> u8 {
    result(line).0
}

#[test]
fn exit_codes_are_the_verdicts() {
    assert_eq!(code("check good.json"), 0);
    assert_eq!(code("check warning.json"), 0);
    assert_eq!(code("check --fail-on warning warning.json"), 1);
    assert_eq!(code("check bad.json"), 1);
    assert_eq!(code("check odd.txt"), 2);
    assert_eq!(code("check good.json bad.json good.json"), 1);
    assert_eq!(code("check bad.json odd.txt good.json"), 2);
    assert_eq!(code("check absent.json"), 2);
    assert_eq!(code("check -"), 1);
    assert_eq!(code("check --skip bad-date bad.json"), 2);
    assert_eq!(code("check --accept-selection --skip bad-date bad.json"), 0);
    assert_eq!(code("check --accept-selection --skip bad-code bad.json"), 1);
    assert_eq!(code("check --skip placeholder-value good.json"), 0, "never an error");
    assert_eq!(code("check --accept-selection odd.txt"), 2);
    assert_eq!(code("check --only bad-date,bad-code bad.json"), 1);
    assert_eq!(code("check --accept-selection --only bad-identifier --fail-on warning bad.json"), 1);
    assert_eq!(code("check --only bad-code bad.json"), 2);
    assert_eq!(code("check --accept-selection --only bad-code bad.json"), 0);
}

#[test]
fn wrong_usage_is_said_in_both_languages() {
    for line in [
        "",
        "chek good.json",
        "check",
        "check --fromat json good.json",
        "check --format yaml good.json",
        "check --lang",
        "check --mask=1 good.json",
        "check --max-findings -1 good.json",
        "fix",
        "fix --in-place -",
        "fix --in-place -o x good.json",
        "fix --backup good.json",
        "convert good.json",
        "convert --to yaml good.json",
        "convert --to xml",
        "explain",
        "explain bad-dat",
        "schema DongBoHoSoMC",
        "rules x",
    ] {
        let (code, out, err) = result(line);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        assert!(err.lines().count() >= 2, "{line}: {err}");
    }
    assert!(result("chek x").2.contains("did you mean “check”?"));
    assert!(result("check --fromat x y").2.contains("có phải là --format?"));
    assert!(result("explain bad-dat").2.contains("“bad-date”"));
}

#[test]
fn text_shows_the_line() {
    let (_, out, err) = result("check --lang en --developer bad.json");
    assert!(out.contains("  --> bad.json:15:19\n"), "{out}");
    assert!(out.contains("15 |  \"NgayTiepNhan\": \"13/03/2020\",\n"), "{out}");
    assert!(out.contains("   |                   ^^^^^^^^^^\n"), "{out}");
    assert!(out.contains("Write the string `yyyyMMddHHmmss`"), "{out}");
    assert_eq!(err, "");
    let (_, out, _) = result("check --color always -");
    assert!(out.contains("\x1b[1;31m") && out.contains("stdin:15:19"));
}

#[test]
fn a_masked_report_shows_no_line_and_no_value() {
    for format in ["text", "json", "csv", "sarif", "html"] {
        let (_, out, _) = result(&format!("check --mask --format {format} bad.json"));
        assert!(!out.contains("0983"), "{format}");
        assert!(out.contains("bad-identifier"), "{format}");
    }
}

#[test]
fn one_report_is_for_people_several_are_lines() {
    let (_, one, _) = result("check --format json bad.json");
    assert!(one.lines().count() > 20);
    let report: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(report["summary"].as_object().unwrap().len(), 2);
    let (code, several, err) = result("check --format=json good.json absent.json bad.json");
    let reports: Vec<Value> = several.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&Value> = reports.iter().map(|report| &report["sources"][0]["name"]).collect();
    assert_eq!(names, ["good.json", "absent.json", "bad.json"]);
    assert_eq!(reports[1]["verdict"], "not-checked");
    assert_eq!(reports[1]["reason"], "unreadable");
    assert!(reports[1]["notChecked"][0]["en"].as_str().unwrap().contains("there is no such file"));
    assert_eq!((code, err.as_str()), (2, "goitin: absent.json: không có tệp hoặc thư mục này\n"));
    let (_, vi, _) = result("check --format json --lang vi bad.json");
    let report: Value = serde_json::from_str(&vi).unwrap();
    assert_eq!(report["findings"][0]["message"].as_object().unwrap().len(), 1);
}

#[test]
fn several_files_are_one_document() {
    let files = "good.json absent.json bad.json";
    let (code, csv, _) = result(&format!("check --format csv --lang en {files}"));
    assert_eq!(code, 2);
    assert_eq!(csv.lines().count(), 1 + 1 + 1 + 2);
    let (_, html, _) = result(&format!("check --format html {files}"));
    assert_eq!(html.matches("<section class=\"packet\"").count(), 3);
    let (_, sarif, _) = result(&format!("check --format sarif {files}"));
    let log: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["runs"][0]["artifacts"].as_array().unwrap().len(), 3);
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    let titles: Vec<&Value> = rules.as_array().unwrap().iter().map(|rule| &rule["shortDescription"]["text"]).collect();
    let title =
        |id: &str| crate::rules::rules().into_iter().find(|rule| rule.id.as_str() == id).unwrap().title.vi.unwrap();
    assert_eq!(titles, [&title("bad-identifier"), &title("bad-date")]);
}

#[test]
fn a_set_has_one_report_and_every_file_its_answer() {
    let (code, out, err) = result("check --set --format json good.json absent.json bad.json");
    let report: Value = serde_json::from_str(&out).unwrap();
    let answers: Vec<(&Value, &Value)> =
        report["sources"].as_array().unwrap().iter().map(|source| (&source["name"], &source["verdict"])).collect();
    assert_eq!(answers[0], (&"good.json".into(), &"conforms".into()));
    assert_eq!(answers[1], (&"absent.json".into(), &"not-checked".into()));
    assert_eq!(answers[2], (&"bad.json".into(), &"does-not-conform".into()));
    assert_eq!((code, &report["verdict"]), (2, &"does-not-conform".into()), "the highest of the sources'");
    assert!(report["findings"].as_array().unwrap().iter().all(|finding| finding["source"] == 2));
    assert!(err.contains("absent.json"), "{err}");
    let (_, text, _) = result("check --set --lang en good.json bad.json");
    assert!(text.contains("bad.json:15:19") && text.contains("Of 2 packets 1 conforms and 1 does not"), "{text}");
    let set = |format: &str| result(&format!("check --set --lang en --format {format} good.json bad.json")).1;
    let csv = set("csv");
    assert!(csv.lines().any(|line| line.starts_with("good.json,Conforms,")), "{csv}");
    assert!(csv.lines().skip(1).filter(|line| line.starts_with("bad.json,")).count() > 1, "{csv}");
    let html = set("html");
    assert!(
        html.contains("<h2 id=\"packet-1\">2 files</h2>")
            && html.contains("<strong>good.json</strong> – The packet conforms")
    );
    let log: Value = serde_json::from_str(&set("sarif")).unwrap();
    let answers = &log["runs"][0]["properties"];
    assert!(answers.to_string().contains(r#"{"file":"good.json","verdict":"conforms"}"#), "{answers}");
    let mut world = world();
    assert_eq!(run_in(&mut world, "check --set --write-baseline known.json good.json bad.json"), 0);
    assert_eq!(run_in(&mut world, "check --set --baseline known.json good.json bad.json"), 0);
    let (_, masked, _) = result("check --set --mask --format json good.json bad.json");
    assert!(masked.contains("tệp 2.json") && !masked.contains("bad.json"));
}

#[test]
fn a_report_is_written_before_the_next_file_is_opened() {
    for format in ["text", "json", "csv", "sarif", "html"] {
        let mut world = world();
        run_in(&mut world, &format!("check --format {format} bad.json warning.json bad.json good.json"));
        let out = String::from_utf8(world.out).unwrap();
        let reported = world.written_at_open.iter().map(|&end| out[..end].matches("13/03/2020").count());
        let of_one_report = out.matches("13/03/2020").count() / 2;
        assert!(of_one_report > 0, "{format}");
        assert_eq!(reported.collect::<Vec<usize>>(), [0, 1, 1, 2].map(|reports| reports * of_one_report), "{format}");
    }
}

#[test]
fn a_document_without_reports_is_whole() {
    let written = |format: &str| {
        let mut world = world();
        world.files.insert("blank".to_owned(), b"\n\n".to_vec());
        assert_eq!(run_in(&mut world, &format!("check --ndjson --format {format} blank")), 0, "{format}");
        String::from_utf8(world.out).unwrap()
    };
    assert_eq!(written("csv").lines().count(), 1);
    assert!(written("html").ends_with("</html>\n"));
    let log: Value = serde_json::from_str(&written("sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_document_is_whole_when_the_baseline_cannot_be_written() {
    for (format, end) in [("csv", "\r\n"), ("html", "</html>\n"), ("sarif", "]}\n")] {
        let (code, out, err) = result(&format!("check --format {format} --write-baseline readonly bad.json"));
        assert_eq!((code, err.is_empty()), (2, false), "{format}");
        assert!(out.ends_with(end), "{format}");
    }
}

#[test]
fn each_line_may_be_a_packet() {
    for chunk in [1, 2, 5, 64, 1000] {
        let mut world = world();
        world.chunk = chunk;
        assert_eq!(run_in(&mut world, "check --ndjson lines"), 2);
        let out = String::from_utf8(world.out).unwrap();
        let reports: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let names: Vec<&Value> = reports.iter().map(|report| &report["sources"][0]["name"]).collect();
        assert_eq!(names, ["lines#1", "lines#3", "lines#4"]);
        let verdicts: Vec<&Value> = reports.iter().map(|report| &report["verdict"]).collect();
        assert_eq!(verdicts, ["conforms", "conforms", "not-checked"]);
        assert_eq!(reports[1]["findings"][0]["rule"], "bad-identifier");
        assert_eq!(reports[1]["findings"][0]["range"]["start"]["line"], 1);
        assert_eq!(reports[1]["sources"][0]["bytes"], one_line(&warning()).len() as u64);
    }
}

#[test]
fn a_baseline_hides_what_is_known_and_nothing_else() {
    let mut world = world();
    assert_eq!(run_in(&mut world, "check --write-baseline known.json bad.json"), 0);
    let known: Vec<String> = serde_json::from_slice(&world.files["known.json"]).unwrap();
    let report: Value = serde_json::from_str(&result("check --format json bad.json").1).unwrap();
    let fingerprint = |rule: &str| {
        let findings = report["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["rule"] == rule).unwrap();
        finding["fingerprint"].as_str().unwrap().to_owned()
    };
    let mut found = [fingerprint("bad-date"), fingerprint("bad-identifier")];
    found.sort();
    assert_eq!(known, found);
    world.out.clear();
    let line = "check --fail-on warning --baseline known.json --format json bad.json";
    assert_eq!(run_in(&mut world, line), 0);
    let report: Value = serde_json::from_slice(&world.out).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 0);
    assert_eq!(report["verdict"], "does-not-conform");
    assert_eq!(report["counts"]["error"], 1);
    world.out.clear();
    assert_eq!(run_in(&mut world, "check --baseline known.json bad.json odd.txt"), 2);
    let text = String::from_utf8(std::mem::take(&mut world.out)).unwrap();
    assert!(text.contains("Không liệt kê 2 phát hiện đã biết."));
    world.files.insert("some.json".to_owned(), format!("[\"{}\"]", fingerprint("bad-identifier")).into_bytes());
    assert_eq!(run_in(&mut world, "check --baseline some.json bad.json"), 1);
    world.files.insert("wrong.json".to_owned(), b"{}".to_vec());
    assert_eq!(run_in(&mut world, "check --baseline wrong.json good.json"), 2);
}

#[test]
fn repairs_go_where_they_are_sent() {
    let (code, out, err) = result("fix --all bad.json");
    assert_eq!(code, 0);
    assert_eq!(out, edited(&warning(), "20200313080400", "20200313000000"));
    assert!(err.contains("Đã sửa 1 chỗ."), "{err}");
    let (code, out, err) = result("fix bad.json");
    assert_eq!((code, out), (1, broken()), "a guess is not made unless asked for");
    assert!(err.contains("Đã sửa 0 chỗ."), "{err}");
    let mut world = world();
    assert_eq!(run_in(&mut world, "fix --all -o out.json bad.json"), 0);
    assert!(world.out.is_empty() && world.files.contains_key("out.json"));
    assert_eq!(run_in(&mut world, "fix --all --in-place bad.json"), 0);
    assert_eq!(world.files["bad.json"], world.files["out.json"]);
    assert_eq!(run_in(&mut world, "fix --all -o readonly bad.json"), 2);
    world.files.insert("bad.json".to_owned(), broken().into_bytes());
    assert_eq!(run_in(&mut world, "fix --all --in-place --backup bad.json"), 0);
    assert_eq!(world.files["bad.json~"], broken().into_bytes());
    assert_ne!(world.files["bad.json"], broken().into_bytes());
    assert_eq!(run_in(&mut world, "fix --all -"), 0);
}

#[test]
fn a_packet_goes_to_its_other_form_and_back() {
    let mut world = world();
    assert_eq!(run_in(&mut world, "convert --to xml -o good.xml good.json"), 0);
    assert_eq!(run_in(&mut world, "check good.xml"), 0);
    assert_eq!(run_in(&mut world, "convert --to json -o back.json good.xml"), 0);
    let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    assert_eq!(parsed(&world.files["back.json"]), parsed(CONFORMING.as_bytes()));
    let (code, out, err) = result("convert --to xml bad.json");
    assert_eq!((code, err.as_str()), (0, ""), "what does not conform is converted all the same");
    assert!(out.contains("<NgayTiepNhan>13/03/2020</NgayTiepNhan>"), "{out}");
    for line in ["convert --to json good.json", "convert --to xml odd.txt", "convert --to xml -o readonly good.json"] {
        let (code, out, err) = result(line);
        assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 2), "{line}: {err}");
    }
}

#[test]
fn an_endless_source_ends_at_the_limit() {
    struct Endless;
    impl Input for Endless {
        fn chunk(&mut self) -> Result<Option<Vec<u8>>, SystemError> {
            Ok(Some(vec![b' '; 1000]))
        }
    }
    struct Tap(World);
    impl Host for Tap {
        fn open(&mut self, _path: &str) -> Result<Box<dyn Input>, SystemError> {
            Ok(Box::new(Endless))
        }
        fn write(&mut self, path: &str, bytes: &[u8], original: Option<&str>) -> Result<(), SystemError> {
            self.0.write(path, bytes, original)
        }
        fn back_up(&mut self, path: &str) -> Result<(), SystemError> {
            self.0.back_up(path)
        }
        fn out(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
            self.0.out(bytes)
        }
        fn err(&mut self, line: &str) {
            self.0.err(line);
        }
        fn wants_color(&self) -> bool {
            false
        }
        fn page(&self, rule: &str) -> Option<String> {
            self.0.page(rule)
        }
        fn reference(&self) -> String {
            self.0.reference()
        }
    }
    let words = ["check", "--limit-bytes", "5000", "x"].map(str::to_owned);
    assert_eq!(run(&words, &mut Tap(World::default())), 2);
}

#[test]
fn a_reader_that_leaves_is_no_complaint() {
    let mut world = world();
    world.reader_leaves_after = Some(10);
    assert_eq!(run_in(&mut world, "check good.json bad.json"), 2);
    assert_eq!(world.err, "");
}

#[test]
fn the_program_explains_itself() {
    for line in ["--help", "help", "check --help", "fix -h", "schema --help", "help check"] {
        let (code, out, err) = result(line);
        assert_eq!((code, err.as_str()), (0, ""), "{line}");
        assert!(out.contains("goitin"), "{line}");
    }
    assert!(result("--version").1.starts_with("goitin 0."));
    let (_, rules, _) = result("rules");
    assert_eq!(rules.lines().count(), crate::rules::rules().len());
    for (rule, line) in crate::rules::rules().iter().zip(rules.lines()) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(words, [rule.id.as_str(), rule.severity.name()]);
        assert!(line.ends_with(rule.title.get(Language::Vi)), "{line}");
        assert_eq!(result(&format!("explain {}", rule.id)).1, crate::rules::rule_page(rule.id.as_str()).unwrap());
    }
    let (_, packets, _) = result("packets --lang en");
    assert!(packets.starts_with("DongBoHoSoMC  "), "{packets}");
    assert!(
        packets.contains("Synchronise dossiers of the one-stop shop [qcvn120-2020, qcvn120-2022, qd1705]\n"),
        "{packets}"
    );
    let (code, out, _) = result("schema report");
    assert_eq!(code, 0);
    assert!(serde_json::from_str::<Value>(&out).is_ok());
}

#[test]
fn every_option_is_in_the_help() {
    let (_, out, _) = result("check --help");
    let flags = arguments::CHECKING.iter().map(|flag| flag.name);
    let own = ["--format", "--fail-on", "--baseline", "--write-baseline", "--color", "--ndjson", "--set"];
    for name in flags.chain(own).chain(["--staff", "--developer"]) {
        assert!(out.contains(name), "{name}");
    }
}

#[test]
fn names_that_do_not_exist_are_refused() {
    for (line, said) in [
        ("check --only bad-dat good.json", "--only: there is no rule “bad-dat”; did you mean “bad-date”?"),
        ("check --skip syntax,nothing good.json", "--skip: there is no rule “nothing”"),
        (
            "check --packet DongBoHoSo good.json",
            "--packet: there is no packet “DongBoHoSo”; did you mean “DongBoHoSoMC”?",
        ),
        ("check --packet dongbohosomc good.json", "did you mean “DongBoHoSoMC”?"),
        ("fix --profile qcvn120 good.json", "--profile: there is no profile “qcvn120”"),
        ("convert --to xml --packet X good.json", "--packet: there is no packet “X”"),
    ] {
        let (code, out, err) = result(line);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        assert!(err.contains(said), "{line}: {err}");
    }
    assert_ne!(
        result("check --accept-selection --packet Document --profile qd1705 --only bad-date,syntax good.json").0,
        2
    );
}

#[test]
fn a_file_that_cannot_be_opened_is_not_called_unreadable_text() {
    let (code, out, _) = result("check --lang en nowhere.json");
    assert_eq!(code, 2);
    assert!(out.starts_with("Not checked: the file cannot be opened or read."), "{out}");
    assert!(result("check --format json nowhere.json").1.contains(r#""reason": "unreadable""#));
}

#[test]
fn mistakes_of_a_profile_stand_in_its_file() {
    let mut world = world();
    world.files.insert("own.json".to_owned(), b"{}".to_vec());
    run_in(&mut world, "check --profile own.json good.json");
    let out = String::from_utf8(world.out).unwrap();
    assert!(out.contains("--> own.json:1:1"), "{out}");
}

/// What moves the cursor, turns the direction of writing, or cannot be seen.
fn steering() -> impl Iterator<Item = char> {
    let marks = ['\u{7F}', '\u{61C}', '\u{200B}', '\u{200E}', '\u{200F}', '\u{2028}', '\u{2029}', '\u{FEFF}'];
    let ranges = ['\u{1}'..='\u{1F}', '\u{80}'..='\u{9F}', '\u{202A}'..='\u{202E}', '\u{2066}'..='\u{2069}'];
    ranges.into_iter().flatten().chain(marks)
}

fn steers(shown: &str) -> Option<char> {
    steering().find(|mark| *mark != '\n' && shown.contains(*mark))
}

#[test]
fn nothing_that_is_given_steers_the_terminal() {
    for mark in steering() {
        let name = format!("a{mark}b.json");
        let in_json = format!("\\u{:04X}", u32::from(mark));
        for hidden in [in_json, mark.to_string()] {
            let mut world = World { chunk: 1 << 16, ..world() };
            let value = edited(&broken(), "0983 960 31x", &format!("0983{hidden}x"));
            let key = edited(&broken(), "\"GhiChu\"", &format!("\"Ghi{hidden}Chu\""));
            let xml =
                format!("<DongBoHoSoMC><data><item><Ma{hidden}>{hidden}</Ma{hidden}></item></data></DongBoHoSoMC>");
            for text in [value, key, xml] {
                world.files.insert(name.clone(), text.into_bytes());
                for words in [
                    vec!["check", &name],
                    vec!["check", "--set", "--developer", &name, "good.json"],
                    vec!["fix", "--all", "-o", "out", &name],
                    vec!["convert", "--to", "json", "-o", "out", &name],
                ] {
                    world.out.clear();
                    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
                    run(&words, &mut world);
                    let out = String::from_utf8(std::mem::take(&mut world.out)).unwrap();
                    assert_eq!((steers(&out), steers(&world.err)), (None, None), "{words:?}: {out}");
                }
            }
        }
    }
}

#[test]
fn no_option_steers_the_terminal() {
    for mark in steering() {
        let odd = format!("x{mark}y");
        let (option, packet) = (format!("--{odd}"), format!("--packet={odd}"));
        for words in [
            vec![odd.as_str()],
            vec!["check", &odd],
            vec!["check", &option, "good.json"],
            vec!["check", &packet, "good.json"],
            vec!["check", "--format", &odd, "good.json"],
            vec!["check", "--max-findings", &odd, "good.json"],
            vec!["check", "--profile", &format!("./{odd}"), "good.json"],
            vec!["check", "--baseline", &odd, "good.json"],
            vec!["fix", "-o", &format!("readonly{odd}"), "bad.json"],
            vec!["convert", "--to", &odd, "good.json"],
            vec!["explain", &odd],
            vec!["schema", &odd],
        ] {
            let mut world = world();
            let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            assert_eq!(run(&words, &mut world), 2, "{words:?}");
            let lines = world.err.lines().count();
            assert!(steers(&world.err).is_none() && (1..=2).contains(&lines), "{words:?}: {:?}", world.err);
        }
    }
}
