// The draft of the written request on paper, in Vietnamese whatever the page speaks: the document's items in their order,
// what was filled in, and what is still missing. It says that it is no official form.
import { type Child, el } from '../dom/dom.ts';
import { reference } from '../reference/data.ts';
import { onPaper } from '../reports/paper.ts';
import { answerOf, decides, type Item, inOrder, linesOf, type Values } from './dossier.ts';

const LABEL =
  'BẢN NHÁP do công cụ goitin lập để tự kiểm tra. Không phải mẫu văn bản do cơ quan nhà nước ban hành.';

export function printDraft(values: Values): void {
  const items = inOrder(values);
  const answer = (name: string) => {
    const item = items.find(({ field }) => field.name === name);
    return item ? textOf(item, values) : '';
  };
  const receivers = items.find(({ field }) => field.name === 'NoiNhan');
  onPaper(
    el('p', { class: 'draft-label' }, LABEL),
    el('p', { class: 'draft-from' }, answer('DonViDangKy') || '……………………'),
    el('h1', { class: 'draft-title' }, `Đề nghị kết nối đến ${answer('HeThong')}`),
    el(
      'p',
      { class: 'draft-to' },
      'Kính gửi: ',
      (receivers && linesOf(values[receivers.path] ?? '').join('; ')) || '………………………………………………',
    ),
    factsView(items.filter(decides), values),
    el('h2', {}, 'Nội dung đề nghị'),
    el(
      'ol',
      { class: 'draft-items' },
      ...items.filter((item) => !decides(item)).map((item) => itemView(item, values)),
    ),
    el('h2', {}, 'Căn cứ của các mục trên'),
    el('ul', {}, ...groundsOf(items).map((ground) => el('li', {}, ground))),
    el(
      'div',
      { class: 'sheet-sign' },
      el('p', {}, 'Ngày …… tháng …… năm ……'),
      el(
        'div',
        {},
        el('p', {}, 'Thủ trưởng đơn vị (ký, ghi rõ họ tên, đóng dấu)'),
        el('div', { class: 'sheet-line' }),
      ),
    ),
    el('p', { class: 'sheet-small draft-end' }, LABEL),
  );
}

function factsView(items: readonly Item[], values: Values): HTMLElement {
  const rows = items.flatMap((item) => [
    el('dt', {}, item.field.meaning.vi),
    el('dd', {}, textOf(item, values) || MISSING),
  ]);
  return el('dl', { class: 'sheet-facts' }, ...rows);
}

const MISSING = '(còn thiếu)';

function itemView(item: Item, values: Values): HTMLElement {
  return el('li', {}, el('strong', {}, `${nameOf(item)}: `), ...contentOf(item, values));
}

/** The document's words for an item, else what the field means. */
const nameOf = ({ asked, field }: Item): string => asked?.item.vi ?? field.meaning.vi;

function contentOf(item: Item, values: Values): Child[] {
  if (item.members.length > 0)
    return [el('ul', {}, ...item.members.map((member) => itemView(member, values)))];
  const lines = item.field.type === 'texts' ? linesOf(values[item.path] ?? '') : [];
  if (lines.length > 0) return [el('ul', {}, ...lines.map((line) => el('li', {}, line)))];
  const text = textOf(item, values);
  return [text || (item.field.required === 'optional' ? '……' : el('em', {}, MISSING))];
}

/** The answer in words: of a code its meaning. */
function textOf(item: Item, values: Values): string {
  const answer = answerOf(item, values);
  return item.codes.find(({ code }) => code === answer)?.vi ?? answer;
}

/** The places that ask for the items; what this tool alone asks for has none. */
function groundsOf(items: readonly Item[]): string[] {
  const cites = items
    .flatMap((item) => [item, ...item.members])
    .flatMap(({ asked }) => asked?.cites ?? [])
    .map(({ doc, place }) => {
      const title = reference.documents.find(({ id }) => id === doc)?.title ?? doc;
      return `${title}, ${place}`;
    });
  return [...new Set(cites)];
}
