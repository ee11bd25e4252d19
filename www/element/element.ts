// `goitin/element`: registers `<goitin-checker>`, a packet that a reader can edit and check in the middle of a page.
// Everything happens in the reader's browser: nothing is fetched or sent. Styles come as a constructed sheet, which no
// Content-Security-Policy forbids; the one thing a policy must allow is 'wasm-unsafe-eval', and the worker needs
// `worker-src blob:` (without it the page itself checks).
import { el, fill } from '../dom/dom.ts';
import type { Finding, Options, Report } from '../engine/types.ts';
import { findingItem, IN_PACKET } from './finding.ts';
import { withEngine } from './place.ts';
import style from './style.css?inline';
import { type Language, WORDS, type Words } from './words.ts';

/** How long the reader may pause while typing before the packet is checked, in milliseconds. */
const PAUSE = 400;
/** So many findings are listed; the verdict's sentence counts all. */
const LISTED = 200;

/** A profile of your own, as JSON. */
export type OwnProfile = NonNullable<Options['ownProfile']>;

/** What `goitin-report` tells. */
export interface CheckedEvent extends CustomEvent<Checked> {}

/** A checked source. */
export interface Checked {
  /** What was found. */
  report: Report;
  /** The source. */
  value: string;
}

// On a server there are no elements; importing the module there does no harm.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * `<goitin-checker>`: a source to edit, a button, the verdict and the findings.
 *
 * Attributes: `lang` (vi, en), `packet`, `profile`, `theme` (light, dark, auto), `height` of the source (a CSS length),
 * `readonly`, `name` in its form, `rule-pages` (an address in which `{rule}` stands for the rule's id), `own-profile` (the
 * id of an element whose text is a profile of your own).
 *
 * The source is the text between the tags, or the property `value`. A checked packet is told by the event
 * `goitin-report`; a form gets the source as its value and is not valid while the packet does not conform.
 */
export class GoitinChecker extends Base {
  /** It takes part in its form. @internal */
  static readonly formAssociated = true;
  /** @internal */
  static readonly observedAttributes = [
    ...['lang', 'packet', 'profile', 'own-profile'],
    ...['height', 'readonly', 'rule-pages'],
  ];

  readonly #internals = this.attachInternals?.();
  readonly #area =
    globalThis.document &&
    el('textarea', { part: 'source', spellcheck: 'false', id: 'source', translate: 'no' });
  readonly #label = globalThis.document && el('label', { for: 'source', part: 'label' });
  readonly #checkButton =
    globalThis.document &&
    el('button', { type: 'button', class: 'main', part: 'button check', click: () => void this.check() });
  readonly #repairButton =
    globalThis.document &&
    el('button', { type: 'button', part: 'button repair', hidden: true, click: () => void this.repair() });
  readonly #verdict = globalThis.document && el('p', { class: 'verdict', part: 'verdict', role: 'status' });
  readonly #list = globalThis.document && el('ol', { part: 'findings', tabindex: '0', hidden: true });
  #report: Report | null = null;
  #ownProfile: OwnProfile | null = null;
  #initial = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Gives up what is being checked, when the source has changed meanwhile. */
  #checking = new AbortController();
  #visible: IntersectionObserver | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [sheet()];
    root.append(
      this.#label,
      this.#area,
      el('div', { class: 'tools', part: 'tools' }, this.#checkButton, this.#repairButton),
      this.#verdict,
      this.#list,
    );
    this.#area.addEventListener('input', () => this.#edited());
    this.#area.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.check();
    });
  }

  /** The source. Setting it checks it. */
  get value(): string {
    return this.#area.value;
  }
  /** Puts another source in its place, and checks it. */
  set value(text: string) {
    this.#area.value = text;
    this.#edited(0);
  }

  /** The report of the source as it stands; null while there is none. */
  get report(): Report | null {
    return this.#report;
  }

  /**
   * A profile of your own, as JSON (its text or its bytes), in place of the one that the attribute `own-profile` names.
   * Setting it checks the source.
   */
  get ownProfile(): OwnProfile | null {
    return this.#ownProfile;
  }
  /** Takes another profile, or with null none, and checks the source. */
  set ownProfile(profile: OwnProfile | null) {
    this.#ownProfile = profile;
    this.#edited(0);
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /** @internal */
  connectedCallback(): void {
    if (!this.#area.value) {
      this.#initial = unindented(this.textContent ?? '');
      this.#area.value = this.#initial;
    }
    this.#takeIn();
    this.#show();
    // The engine starts when the reader comes near: a page of many samples loads as quickly as one without.
    this.#visible = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.#visible?.disconnect();
      if (!this.#report && this.value.trim()) void this.check();
    });
    this.#visible.observe(this);
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#visible?.disconnect();
    this.#giveUp();
  }

  /** @internal */
  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === 'height' || name === 'readonly' || name === 'rule-pages') this.#show();
    else this.#edited(0);
  }

  /** @internal */
  formResetCallback(): void {
    this.value = this.#initial;
  }

  /** Checks the source now. Gives null when the engine cannot run in this page, or the source changed meanwhile. */
  async check(): Promise<Report | null> {
    this.#giveUp();
    const { signal } = this.#checking;
    const { value } = this;
    const options = { ...this.#options, signal };
    this.#verdict.textContent ||= this.#words.checking;
    try {
      const report = await withEngine(signal, (engine) => engine.check(value, options));
      signal.throwIfAborted();
      this.#report = report;
      this.#judge(report);
      this.#show();
      this.dispatchEvent(
        new CustomEvent('goitin-report', { bubbles: true, composed: true, detail: { report, value } }),
      );
      return report;
    } catch (error) {
      if (!signal.aborted) this.#broken(error);
      return null;
    }
  }

  /** Applies the repairs that cannot lose or invent information, and checks the result. */
  async repair(): Promise<void> {
    const { signal } = this.#checking;
    const { value } = this;
    const options = { ...this.#options, signal };
    try {
      const { bytes, applied } = await withEngine(signal, (engine) => engine.repair(value, 'safe', options));
      signal.throwIfAborted();
      this.#area.value = new TextDecoder().decode(bytes);
      if (!(await this.check())) return;
      this.#verdict.append(` ${this.#words.repaired(applied)}`);
      this.#area.focus();
    } catch (error) {
      if (!signal.aborted) this.#broken(error);
    }
  }

  get #language(): Language {
    return (this.lang || document.documentElement.lang).startsWith('en') ? 'en' : 'vi';
  }

  get #words(): Words {
    return WORDS[this.#language];
  }

  get #options(): Options {
    const packet = this.getAttribute('packet');
    const profile = this.getAttribute('profile');
    const ownProfile = this.#ownProfile ?? this.#namedProfile;
    return {
      lang: this.#language,
      ...(packet && { packet }),
      ...(profile && { profile }),
      ...(ownProfile !== null && { ownProfile }),
    };
  }

  /** The text of the element that the attribute `own-profile` names; one that is not there is no profile, and is told as that. */
  get #namedProfile(): string | null {
    const id = this.getAttribute('own-profile');
    return id && (document.getElementById(id)?.textContent ?? '');
  }

  /** Tells the form of a source that is not checked yet. */
  #takeIn(): void {
    this.#internals?.setFormValue(this.value);
    if (this.value.trim())
      this.#internals?.setValidity({ customError: true }, this.#words.checking, this.#area);
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#checking.abort();
    this.#checking = new AbortController();
  }

  #edited(pause = PAUSE): void {
    this.#takeIn();
    this.#giveUp();
    this.#report = null;
    this.#verdict.classList.add('stale');
    this.#list.classList.add('stale');
    if (this.isConnected) this.#timer = setTimeout(() => void this.check(), pause);
  }

  #judge({ verdict, summary }: Report): void {
    const message = verdict === 'conforms' ? '' : (summary[this.#language] ?? '');
    this.#internals?.setValidity(message ? { customError: true } : {}, message, this.#area);
  }

  #broken(error: unknown): void {
    this.#report = null;
    this.#verdict.className = 'verdict not-checked';
    fill(this.#verdict, el('strong', {}, this.#words.fault));
    this.#list.hidden = true;
    // A form must not wait for an engine that cannot run.
    this.#internals?.setValidity({});
    this.dispatchEvent(new CustomEvent('goitin-fault', { bubbles: true, composed: true, detail: { error } }));
  }

  #show(): void {
    const words = this.#words;
    this.#label.textContent = words.label;
    this.#checkButton.textContent = words.check;
    this.#repairButton.textContent = words.repair;
    this.#area.readOnly = this.hasAttribute('readonly');
    const height = this.getAttribute('height');
    // A length that is none is refused by the style itself.
    if (height) this.#area.style.height = height;
    this.#showReport(words);
  }

  #showReport(words: Words): void {
    const report = this.#report;
    const findings = report?.findings.slice(0, LISTED) ?? [];
    this.#verdict.className = `verdict ${report?.verdict ?? ''}`;
    if (report)
      fill(
        this.#verdict,
        el('strong', {}, words.verdicts[report.verdict]),
        report.summary[this.#language] ?? '',
      );
    else fill(this.#verdict, this.value.trim() ? words.checking : words.waiting);
    const canRepair =
      !this.#area.readOnly && findings.some(({ fix, source }) => fix?.safe && source === IN_PACKET);
    this.#repairButton.hidden = !canRepair;
    this.#list.hidden = findings.length === 0;
    this.#list.className = '';
    this.#list.setAttribute('aria-label', words.findings);
    const place = {
      goTo: (finding: Finding) => this.#goTo(finding),
      rulePage: (rule: string) =>
        this.getAttribute('rule-pages')?.replace('{rule}', encodeURIComponent(rule)),
    };
    fill(this.#list, ...findings.map((finding) => findingItem(finding, this.#language, words, place)));
  }

  #goTo({ range }: Finding): void {
    const area = this.#area;
    area.focus();
    area.setSelectionRange(range.start.utf16, Math.max(range.end.utf16, range.start.utf16 + 1));
    // Browsers do not scroll to a selection that a script makes.
    const lines = this.value.split('\n').length;
    area.scrollTop = (area.scrollHeight * (range.start.line - 3)) / lines;
  }
}

let shared: CSSStyleSheet | undefined;

function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(style);
  }
  return shared;
}

/** Without the line breaks and the indentation that the surrounding HTML gives it. */
function unindented(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const depths = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(depth)).join('\n');
}

if (globalThis.customElements && !customElements.get('goitin-checker'))
  customElements.define('goitin-checker', GoitinChecker);

declare global {
  interface HTMLElementTagNameMap {
    'goitin-checker': GoitinChecker;
  }
  interface HTMLElementEventMap {
    'goitin-report': CheckedEvent;
  }
}
