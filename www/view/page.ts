// A page of text in the place of the packet and its result, which wait behind it unchanged. Its words are loaded when
// it is first opened.
import type { App } from '../app.ts';
import { el, fill, show } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Page, Pages, Section } from '../pages/page.ts';
import { inLanguage, type Language } from '../report.ts';
import { addressOf, PAGES, type PageName } from '../route.ts';
import type { Texts } from '../text.ts';
import { prose } from './prose.ts';

async function load(language: Language): Promise<Pages> {
  const { pages } = language === 'vi' ? await import('../pages/vi.ts') : await import('../pages/en.ts');
  return pages;
}

export class PageView {
  readonly element = el('main', { class: 'page', hidden: true });
  readonly #app: App;
  #open: PageName | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** Shows a page, or none; what was asked for last is shown, however long the others took to load. */
  async open(name: PageName | null, focus: boolean): Promise<void> {
    this.#open = name;
    show(this.element, name !== null);
    if (!name) return;
    const { texts, store } = this.#app;
    const { language } = store.state;
    this.#frame(el('p', { role: 'status' }, texts.pageLoading));
    try {
      const pages = await load(language);
      if (this.#open === name) this.#show(pages[name], focus);
    } catch {
      this.#frame(el('p', { role: 'alert' }, texts.pageMissing));
    }
  }

  #show(page: Page, focus: boolean): void {
    const heading = el('h2', { class: 'page-title', tabindex: '-1' }, page.title);
    document.title = `${page.title} – goitin`;
    this.#frame(
      heading,
      el('p', { class: 'page-lede' }, page.lede),
      ...page.sections.map((section) => this.#section(section)),
    );
    if (focus) heading.focus();
    if (focus) scrollTo(0, 0);
  }

  #frame(...content: HTMLElement[]): void {
    const { texts, store } = this.#app;
    const back = addressOf(store.state.language);
    fill(
      this.element,
      el('a', { class: 'page-back', href: back }, icon('back'), el('span', {}, texts.pageBack)),
      el('article', { class: 'page-text' }, ...content),
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

/** The links to all pages. */
export function pageLinks(texts: Texts, language: Language): HTMLElement {
  const links = PAGES.map((page) =>
    el('li', {}, el('a', { href: addressOf(language, page) }, texts.pageNames[page])),
  );
  return el('nav', { 'aria-label': texts.pagesLabel }, el('ul', { class: 'page-links' }, ...links));
}
