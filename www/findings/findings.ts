// All findings, in groups by rule, the gravest first. Inside a group the places; advice and ground stand once for the
// group where its findings share them.
import type { App } from '../app/app.ts';
import { el, fill, show } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';
import { LongList } from '../dom/long-list.ts';
import { type Finding, inLanguage, type Numbered, type Report } from '../engine/report.ts';
import { type Group as GroupOf, groupByRule } from '../reports/groups.ts';
import type { Audience, Checked } from '../state/state.ts';
import { ALL, filterView, matching, type Wanted } from './filter.ts';
import { expectedView, findingView, groundsView, helpView, type Shared } from './finding.ts';
import { ruleView } from './rule.ts';

/** Up to so many places of a group are all in the document; of more only those in sight. */
const MOST_PLACES = 50;
/** Up to so many findings all groups stand open. */
const FEW = 12;
/** The report's own cap: a group that has so many may have more. */
const CAP = 1000;

type Group = GroupOf<Numbered>;

export class FindingsView {
  readonly #app: App;
  readonly #open = new Map<string, boolean>();
  /** The long lists of the groups that are or were open. */
  readonly #long = new Map<string, LongList>();
  #groups: readonly Group[] = [];
  #wanted: Wanted = ALL;
  #report: Report | null = null;
  readonly #list = el('div', { class: 'groups' });
  readonly #tally = el('p', { class: 'note', role: 'status' });
  readonly #hint: HTMLElement;
  #element: HTMLElement | null = null;
  /** Where the last fix was pressed: the group and the number within it. */
  #pressed: { id: string; at: number } | null = null;

  constructor(app: App) {
    this.#app = app;
    this.#hint = el('p', { class: 'note' }, app.texts.findHint);
  }

  draw(checked: Checked): HTMLElement {
    const { texts, store } = this.#app;
    const { findings } = checked.report;
    // Another packet is another search; after a repair or in another language it is the same.
    if (this.#report && this.#report.sources[0]?.name !== checked.report.sources[0]?.name) this.#wanted = ALL;
    this.#report = checked.report;
    const many = findings.length > FEW;
    if (!many) this.#wanted = ALL;
    this.#drawGroups(checked);
    this.#element = el(
      'section',
      { class: 'findings', 'aria-labelledby': 'findings-heading' },
      el(
        'div',
        { class: 'findings-head' },
        el(
          'h3',
          { id: 'findings-heading' },
          checked.report.reason === 'bad-profile' ? texts.ownProfileFindings : texts.findingsHeading,
        ),
        audienceSwitch(this.#app, store.state.audience),
      ),
      many &&
        filterView(this.#app, this.#wanted, (part) => {
          this.#wanted = { ...this.#wanted, ...part };
          this.#drawGroups(checked);
        }),
      many && chartsFold(this.#app, checked.report),
      this.#tally,
      this.#hint,
      this.#list,
      checked.report.truncated && el('p', { class: 'note' }, texts.capped),
    );
    return this.#element;
  }

  #drawGroups(checked: Checked): void {
    const { texts } = this.#app;
    const { findings } = checked.report;
    const numbered = findings.map((finding, index) => ({ finding, index }));
    const searched = this.#wanted !== ALL && Object.values(this.#wanted).some((wish) => wish.trim());
    const wanted = searched ? numbered.filter(matching(this.#app, this.#wanted)) : numbered;
    this.#groups = groupByRule(wanted, ({ finding }) => finding);
    for (const list of this.#long.values()) list.end();
    this.#long.clear();
    const few = wanted.length <= FEW;
    fill(
      this.#list,
      ...this.#groups.map((group, number) => this.#group(group, checked, few || number === 0)),
    );
    this.#tally.textContent = searched ? texts.filtered(wanted.length, findings.length) : '';
    show(
      this.#hint,
      this.#groups.some(({ members }) => members.length > MOST_PLACES),
    );
  }

  /** The finding before or after the one in focus, in the order of the list. */
  step(by: number): void {
    const order = this.#groups.flatMap(({ members }) => members.map(({ index }) => index));
    const focused = document.activeElement?.closest('.finding')?.id.slice('finding-'.length);
    const at = focused === undefined ? -1 : order.indexOf(Number(focused));
    const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
    const index = order[next];
    if (index !== undefined) this.reveal(index);
  }

  /** Opens the group of a finding, shows the finding and puts the focus on it. */
  reveal(index: number): void {
    const { checked } = this.#app.store.state;
    const isHere = (group: Group) => group.members.some((member) => member.index === index);
    if (!this.#groups.some(isHere) && checked) {
      this.#wanted = ALL;
      this.#drawGroups(checked);
    }
    const group = this.#groups.find(isHere);
    if (!group) return;
    const details = this.#detailsOf(group.id);
    if (!details) return;
    details.open = true;
    // The group is filled when it says that it was opened, which is too late for what is shown in it now.
    const body = details.querySelector<HTMLElement>('.group-body');
    if (body && checked && !body.firstChild) this.#fillGroup(body, group, checked);
    this.#long.get(group.id)?.bring(group.members.findIndex((member) => member.index === index));
    this.#focus(`finding-${index}`);
  }

  /** After a fix: the finding that took the place of the repaired one. */
  focusNear(): boolean {
    const pressed = this.#pressed;
    this.#pressed = null;
    const group = this.#groups.find(({ id }) => id === pressed?.id);
    const next = group?.members[Math.min(pressed?.at ?? 0, group.members.length - 1)];
    if (!next) return false;
    this.reveal(next.index);
    return true;
  }

  #focus(id: string): void {
    const target = this.#element?.querySelector<HTMLElement>(`#${id}`);
    // In a file that is not shown a place is no button.
    const place = target?.querySelector<HTMLElement>('button.place') ?? target;
    place?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }

  #group(group: Group, checked: Checked, openAtFirst: boolean): HTMLElement {
    const { texts, store } = this.#app;
    const { id, rule, first, members } = group;
    const title = store.state.engine?.rules.find((known) => known.id === rule)?.title;
    const count = members.length >= CAP ? texts.atLeast(CAP - 1) : texts.number(members.length);
    const body = el('div', { class: 'group-body' });
    const details = el(
      'details',
      { class: `group group-${first.severity}`, 'data-rule': rule, 'data-group': id },
      el(
        'summary',
        { class: 'group-head' },
        icon(first.severity),
        el(
          'h4',
          { class: 'group-title' },
          el('span', { class: 'group-severity' }, texts.severity[first.severity]),
          ' ',
          el('span', {}, inLanguage(title, store.state.language) || rule),
        ),
        el('span', { class: 'group-count' }, texts.places(count)),
        icon('fold'),
      ),
      body,
    );
    details.open = this.#open.get(id) ?? openAtFirst;
    if (details.open) this.#fillGroup(body, group, checked);
    details.addEventListener('toggle', () => {
      this.#open.set(id, details.open);
      if (details.open && !body.firstChild) this.#fillGroup(body, group, checked);
    });
    return details;
  }

  #fillGroup(body: HTMLElement, group: Group, checked: Checked): void {
    const shared = sharedOf(group.members);
    const expected = shared.expected && expectedView(this.#app, group.first);
    fill(
      body,
      shared.help && helpView(this.#app, group.first),
      expected && el('dl', { class: 'values' }, expected),
      shared.grounds && groundsView(this.#app, group.first),
      ruleView(this.#app, group.first, checked.report),
      this.#places(group, checked, shared),
    );
  }

  #places(group: Group, checked: Checked, shared: Shared): HTMLElement {
    const { id, members } = group;
    const view = (member: Numbered, at: number) =>
      findingView(this.#app, checked, member, shared, () => {
        this.#pressed = { id, at };
      });
    if (members.length <= MOST_PLACES) return el('ol', { class: 'places' }, ...members.map(view));
    const list = new LongList(members.length, (at) => view(members[at] as Numbered, at));
    this.#long.set(id, list);
    return list.element;
  }

  #detailsOf(id: string): HTMLDetailsElement | null {
    return this.#element?.querySelector<HTMLDetailsElement>(`details[data-group="${id}"]`) ?? null;
  }
}

/** The worker gives equal parts as one object, so that identity tells what all findings share. */
function sharedOf(members: readonly Numbered[]): Shared {
  const same = (part: (finding: Finding) => unknown) =>
    new Set(members.map(({ finding }) => part(finding))).size === 1;
  return {
    help: same((finding) => finding.help),
    grounds: same((finding) => finding.citations),
    expected: same((finding) => finding.expected),
  };
}

/** Charts of a long list: loaded when they are asked for. */
function chartsFold(app: App, report: Report): HTMLElement {
  const details = el('details', { class: 'charts-fold' }, el('summary', {}, app.texts.charts));
  details.addEventListener('toggle', async () => {
    if (!details.open || details.childElementCount > 1) return;
    const { chartsView } = await import('../reports/charts.ts');
    details.append(chartsView(app, report));
  });
  return details;
}

function audienceSwitch(app: App, audience: Audience): HTMLElement {
  const { texts } = app;
  const choice = (value: Audience, name: string) => {
    const input = el('input', {
      type: 'radio',
      name: 'audience',
      value,
      id: `audience-${value}`,
      checked: value === audience,
    });
    input.addEventListener('change', () => {
      app.advise(value);
      document.getElementById(input.id)?.focus();
    });
    return el('span', { class: 'switch-choice' }, input, el('label', { for: input.id }, name));
  };
  return el(
    'fieldset',
    { class: 'switch' },
    el('legend', {}, texts.audience),
    choice('staff', texts.staff),
    choice('developer', texts.developer),
  );
}
