// A page of text, of the reference, or the connection dossier in the place of the packet and its result, which wait behind it unchanged. What it
// shows is loaded when it is first opened.
import type { App } from '../app/app.ts';
import { el, fill, show } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { prose } from '../dom/prose.ts';
import { inLanguage, type Language } from '../engine/report.ts';
import type { Page, Pages, Section } from '../pages/page.ts';
import { addressOf, CONNECTION, isPage, PAGES, type PageName, REFERENCE } from '../pages/route.ts';
import type { Texts } from '../text/text.ts';

async function load(language: Language): Promise<Pages> {
  const { pages } = language === 'vi' ? await import('../pages/vi.ts') : await import('../pages/en.ts');
  return pages;
}

/** A page ready to be shown. */
interface Shown {
  readonly title: string;
  readonly lede: string;
  readonly content: readonly Node[];
}

export class PageView {
  readonly element = el('main', { class: 'page', hidden: true });
  readonly #app: App;
  #open: string | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** Shows a page, or none; what was asked for last is shown, however long the others took to load. */
  async open(name: string | null, focus: boolean): Promise<void> {
    this.#open = name;
    show(this.element, name !== null);
    if (!name) return;
    const { texts, store } = this.#app;
    const { language } = store.state;
    this.#frame(el('p', { role: 'status' }, texts.pageLoading));
    try {
      const shown = await this.#shown(name, language);
      if (this.#open === name && store.state.language === language) this.#show(shown, focus);
    } catch {
      this.#frame(el('p', { role: 'alert' }, texts.pageMissing));
    }
  }

  async #shown(name: string, language: Language): Promise<Shown> {
    if (isPage(name)) return this.#text(name, language);
    if (name !== CONNECTION) return reference(name, language);
    const { connectionPage } = await import('../connection/view.ts');
    return connectionPage(this.#app);
  }

  async #text(name: PageName, language: Language): Promise<Shown> {
    const page: Page = (await load(language))[name];
    return { ...page, content: page.sections.map((section) => this.#section(section)) };
  }

  #show(page: Shown, focus: boolean): void {
    const heading = el('h2', { class: 'page-title', tabindex: '-1' }, page.title);
    document.title = `${page.title} – goitin`;
    this.#frame(heading, el('p', { class: 'page-lede' }, page.lede), ...page.content);
    if (focus) heading.focus();
    if (focus) scrollTo(0, 0);
  }

  #frame(...content: Node[]): void {
    const { texts, store } = this.#app;
    const back = addressOf(store.state.language);
    fill(
      this.element,
      el('a', { class: 'page-back', href: back }, icon('back'), el('span', {}, texts.pageBack)),
      el('article', { class: isPage(this.#open ?? '') ? 'page-text' : 'page-text is-wide' }, ...content),
    );
  }

  #section({ heading, text = [], items = [], packets }: Section): HTMLElement {
    return el(
      'section',
      {},
      el('h3', {}, heading),
      ...text.map((paragraph) => el('p', {}, ...prose(paragraph))),
      items.length > 0 && el('ul', {}, ...items.map((item) => el('li', {}, ...prose(item)))),
      packets && el('ul', {}, ...this.#packets()),
    );
  }

  #packets(): HTMLElement[] {
    const { engine, language } = this.#app.store.state;
    return (engine?.packets ?? []).map(({ id, title }) =>
      el('li', {}, inLanguage(title, language), ' ', el('code', {}, id)),
    );
  }
}

async function reference(name: string, language: Language): Promise<Shown> {
  const { entryAt } = await import('../reference/view.ts');
  return entryAt(name.split('/').slice(1), language);
}

/** The links to all pages. */
export function pageLinks(texts: Texts, language: Language): HTMLElement {
  const links = PAGES.map((page) =>
    el('li', {}, el('a', { href: addressOf(language, page) }, texts.pageNames[page])),
  );
  const connection = el('li', {}, el('a', { href: addressOf(language, CONNECTION) }, texts.connectionName));
  const reference = el('li', {}, el('a', { href: addressOf(language, REFERENCE) }, texts.referenceName));
  return el(
    'nav',
    { 'aria-label': texts.pagesLabel },
    el('ul', { class: 'page-links' }, connection, reference, ...links),
  );
}
