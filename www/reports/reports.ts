// What leaves the page: reports as files, on paper, as text, of one packet or of all. Personal data is masked in them unless
// the reader shows it.
import { copyText } from '../browser/clipboard.ts';
import { fileNameFor, save } from '../browser/download.ts';
import type { Engine } from '../engine/client.ts';
import type { SetAsk } from '../engine/protocol.ts';
import type { Format, Options, Report } from '../engine/report.ts';
import { contentOf, type Source } from '../files/source.ts';
import type { Checked, Reading } from '../state/state.ts';
import { findingAsText } from './finding-text.ts';
import { onPaper } from './paper.ts';

/** What a report is saved as: what the engine writes, or what the page makes of that. */
export type Saved = Exclude<Format, 'text' | 'rows'> | 'xlsx';

const TYPES: Readonly<Record<Exclude<Saved, 'xlsx'>, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  sarif: 'application/sarif+json',
  html: 'text/html',
};

/** A report to save. */
interface Saving {
  named(ending: string): string;
  write(format: Format): Promise<string>;
  /** Of what it speaks of, where that is one file. */
  hash(): Promise<string | null>;
}

/** What the reports need of the page. */
interface Page extends Reading {
  readonly set: { ask(options: Options): SetAsk };
  /** The report, where it speaks of what is open; else the reader is told. */
  fresh(): Checked | null;
  options(name?: string): Options;
  /** Does the work; a fault is shown to the reader. */
  guard(work: () => Promise<void>): Promise<void>;
  say(notice: string): void;
}

export class Reports {
  readonly #page: Page;
  readonly #engine: Engine;

  constructor(page: Page, engine: Engine) {
    this.#page = page;
    this.#engine = engine;
  }

  async save(form: Saved): Promise<void> {
    const checked = this.#page.fresh();
    if (!checked) return;
    const options = { ...this.#page.options(), mask: this.#page.store.state.maskReports };
    const ask = { content: contentOf(checked.source), options, ...readTo(checked) };
    await this.#save(form, {
      named: (ending) => fileNameFor(checked.source.name, this.#page.texts.reportFile, ending),
      write: (format) => this.#engine.ask('write', { ...ask, format }).answer,
      hash: () => this.#hashOf(checked),
    });
  }

  /** The one report about all files. */
  async saveSet(form: Saved): Promise<void> {
    const { store, texts, set } = this.#page;
    const ask = set.ask({ ...this.#page.options(''), mask: store.state.maskReports });
    await this.#save(form, {
      named: (ending) => `${texts.setFile}.${ending}`,
      write: (format) => this.#engine.ask('writeSet', { ...ask, format }).answer,
      hash: async () => null,
    });
  }

  async #save(form: Saved, saving: Saving): Promise<void> {
    await this.#page.guard(() =>
      form === 'xlsx' ? this.#saveWorkbook(saving) : this.#saveText(form, saving),
    );
  }

  async #saveText(form: Exclude<Saved, 'xlsx'>, { named, write, hash }: Saving): Promise<void> {
    const written = await write(form);
    const text = form === 'html' ? await this.#withFacts(written, await hash()) : written;
    save(new Blob([text], { type: TYPES[form] }), named(form));
  }

  /** A report with too many rows for a sheet is saved as CSV, and the reader is told. */
  async #saveWorkbook(saving: Saving): Promise<void> {
    const { language } = this.#page.store.state;
    const { tooLarge, workbook } = await import('./workbook.ts');
    const made = await workbook(await saving.write('rows'), language);
    if (made) return save(made, saving.named('xlsx'));
    await this.#saveText('csv', saving);
    this.#page.say(tooLarge(language));
  }

  async #withFacts(html: string, sha256: string | null): Promise<string> {
    const { withFacts } = await import('./html-report.ts');
    const { store, texts } = this.#page;
    return withFacts(html, sha256, store.state.language, texts);
  }

  /** The report as it may be passed on, and the hash of what it speaks of. */
  async #shared(checked: Checked): Promise<{ report: Report; sha256: string | null }> {
    const report = this.#page.store.state.maskReports ? await this.#masked(checked) : checked.report;
    return { report, sha256: await this.#hashOf(checked) };
  }

  async #hashOf({ source, end, sha256 }: Checked): Promise<string | null> {
    return sha256 ?? (end === 'whole' ? this.#hash(source) : null);
  }

  /** What is open on paper: the report, masked as the reader chose, or the list of files. */
  async print(): Promise<void> {
    await this.#onPaper(() => this.paper(true));
  }

  async printSet(): Promise<void> {
    await this.#onPaper(() => this.#setPaper(true));
  }

  async #onPaper(make: () => Promise<HTMLElement[] | null>): Promise<void> {
    await this.#page.guard(async () => {
      const content = await make();
      if (!content) return;
      onPaper(...content);
    });
  }

  /** The content of a sheet of what is open. Where there is none, `asked` says whether the reader is to hear of it. */
  async paper(asked: boolean): Promise<HTMLElement[] | null> {
    const { set, current } = this.#page.store.state;
    if (set.length > 0 && current === null) return this.#setPaper(asked);
    const checked = asked ? this.#page.fresh() : this.#page.store.state.checked;
    const shared = checked && (await this.#shared(checked));
    if (!shared) return null;
    const { reportSheet } = await import('./sheet.ts');
    return reportSheet(this.#page, shared.report, shared.sha256);
  }

  async #setPaper(asked: boolean): Promise<HTMLElement[] | null> {
    const { setReport, setRuns } = this.#page.store.state;
    if (!setReport || setRuns) {
      if (asked) this.#page.say(this.#page.texts.stale);
      return null;
    }
    const { setSheet } = await import('./set-sheet.ts');
    return setSheet(this.#page, setReport);
  }

  #hash(source: Source): Promise<string> {
    return this.#engine.ask('hash', { content: contentOf(source) }).answer;
  }

  async #masked({ source, report, end }: Checked): Promise<Report> {
    const options = { ...this.#page.options(source.name), mask: true };
    if (end === 'whole')
      return (await this.#engine.ask('check', { content: contentOf(source), options }).answer).report;
    // What was given up is read as far again: the worker writes such a report.
    const ask = {
      content: contentOf(source),
      format: 'json' as const,
      options,
      until: report.sources[0]?.bytes ?? 0,
    };
    return JSON.parse(await this.#engine.ask('write', ask).answer) as Report;
  }

  /** Copies a finding; the text is to be passed on, so personal values are masked as the reader chose. */
  async copy(index: number): Promise<void> {
    const checked = this.#page.fresh();
    if (!checked) return;
    const copied = await copyText(this.#findingText(checked, index));
    const { maskReports } = this.#page.store.state;
    const done = maskReports ? this.#page.texts.copiedMasked : this.#page.texts.copied;
    this.#page.say(copied ? done : this.#page.texts.copyRefused);
  }

  async #findingText(checked: Checked, index: number): Promise<string> {
    const { maskReports: mask, language } = this.#page.store.state;
    const shared = mask ? await this.#masked(checked) : checked.report;
    const finding = shared.findings[index];
    return finding ? findingAsText(finding, shared, language) : '';
  }
}

/** How far a check that was given up had read. */
const readTo = ({ end, report }: Checked) =>
  end === 'whole' ? {} : { until: report.sources[0]?.bytes ?? 0 };
