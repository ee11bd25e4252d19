//! A procedure that lacks one of the parts every procedure must state.
//!
//! Its name is a required field, so that its absence is said by `missing-field`.

use super::shared::{
    fields::{self, List},
    record_rule::RecordRule,
};
use crate::{
    model::catalogue::{Message, procedure_incomplete::message},
    record::{Record, output::Output, remark::Remark, table::Type},
};

/// A part of a procedure: where it stands, and what says that it is there.
struct Part {
    message: Message,
    list: usize,
    /// Fields of one type of items, of which one must be filled.
    items: usize,
    fields: Vec<usize>,
    /// A field of the procedure that says it in words.
    in_words: Option<usize>,
}

struct ProcedureIncomplete {
    parts: Vec<Part>,
    papers: usize,
    numbers: Vec<usize>,
    paper_list: usize,
}

pub(crate) fn bind(record: &Type, types: &[Type]) -> Option<Box<dyn RecordRule>> {
    let steps = fields::list(record, types, "TRINHTUTHUCHIEN")?;
    let manner = fields::list(record, types, "CACHTHUCTHUCHIEN")?;
    let papers = fields::list(record, types, "THANHPHANHOSO")?;
    let users = fields::list(record, types, "DOITUONGTHUCHIEN")?;
    let agencies = fields::list(record, types, "COQUANTHUCHIEN")?;
    let step = fields::list(steps.table, types, "TRINHTU")?;
    let time = fields::list(manner.table, types, "THOIGIAN")?;
    let paper = fields::list(papers.table, types, "GIAYTO")?;
    let part = |message, list: &List<'_>, items: &List<'_>, names: &[&str], in_words: Option<&str>| Part {
        message,
        list: list.slot,
        items: items.type_number,
        fields: slots(items.table, names),
        in_words: in_words.and_then(|name| fields::slot(record, name)),
    };
    let parts = vec![
        part(message::STEPS, &steps, &step, &["TENTRINHTU"], None),
        part(message::MANNER, &manner, &manner, &["KENH"], None),
        part(message::TIME, &manner, &time, &["THOIGIANGIAIQUYET", "MOTA"], None),
        part(message::PAPERS, &papers, &paper, &["TENGIAYTO"], None),
        part(message::USERS, &users, &users, &["MADOITUONG", "TENDOITUONG"], Some("MOTADOITUONGTHUCHIEN")),
        part(message::AGENCY, &agencies, &agencies, &["MADONVI", "TENDONVI"], Some("MOTACOQUANTHUCHIEN")),
    ];
    let numbers = slots(paper.table, &["SOBANCHINH", "SOBANSAO"]);
    Some(Box::new(ProcedureIncomplete { parts, papers: paper.type_number, numbers, paper_list: papers.slot }))
}

fn slots(table: &Type, names: &[&str]) -> Vec<usize> {
    names.iter().filter_map(|name| fields::slot(table, name)).collect()
}

impl RecordRule for ProcedureIncomplete {
    fn check(&self, record: &Record<'_>, output: &mut Output) {
        let filled = |object: usize, slots: &[usize]| slots.iter().any(|slot| record.get_in(object, *slot).is_some());
        for part in &self.parts {
            let in_words = part.in_words.is_some_and(|slot| record.get(slot).is_some());
            if !in_words && !record.objects_of(part.items).any(|object| filled(object, &part.fields)) {
                record.report_absent(output, part.list, Remark::new(part.message));
            }
        }
        if record.objects_of(self.papers).any(|paper| !filled(paper, &self.numbers)) {
            record.report_absent(output, self.paper_list, Remark::new(message::NUMBER));
        }
    }
}
