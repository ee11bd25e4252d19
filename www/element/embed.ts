// `embed.html`: the element in a frame, for pages whose own policy cannot be changed. Parent and frame talk by messages
// `{ goitin: 1, type, … }`:
//   frame → parent   ready                       it listens
//                    resize   { height }         how high its content is, in CSS pixels
//                    report   { report, value }  a packet was checked
//   parent → frame   value    { value }          the packet to check
//                    options  { lang, packet, profile, theme, height, readonly, 'rule-pages' }  the element's attributes,
//                             { ownProfile }  and a profile of your own, as text
// `ready` and `resize` say nothing of the packet and go to any parent. What the reader enters goes only to a parent that
// has spoken first, and only to its origin.
import './element.ts';

const OPTIONS = ['lang', 'packet', 'profile', 'theme', 'height', 'readonly', 'rule-pages'];

const element = document.querySelector('goitin-checker');
let origin: string | undefined;

const say = (type: string, rest: object, to: string): void =>
  parent.postMessage({ goitin: 1, type, ...rest }, to);

function setOptions(options: Record<string, unknown>): void {
  for (const name of OPTIONS) {
    const value = options[name];
    if (value === null || value === false) element?.removeAttribute(name);
    else if (value === true) element?.setAttribute(name, '');
    else if (typeof value === 'string') element?.setAttribute(name, value);
  }
}

interface Message extends Record<string, unknown> {
  goitin?: unknown;
  type?: unknown;
  value?: unknown;
  ownProfile?: unknown;
}

function hear(event: MessageEvent<Message | null>): void {
  if (event.source !== parent || event.data?.goitin !== 1) return;
  // A page without an origin of its own (a file, a sandboxed frame) can be answered only as anybody.
  origin = event.origin === 'null' ? '*' : event.origin;
  const { type, value, ownProfile } = event.data;
  if (type === 'value' && typeof value === 'string' && element) element.value = value;
  if (type !== 'options') return;
  setOptions(event.data);
  if (element && (typeof ownProfile === 'string' || ownProfile === null)) element.ownProfile = ownProfile;
}

if (parent !== window && element) {
  setOptions(Object.fromEntries(new URLSearchParams(location.search)));
  addEventListener('message', hear);
  element.addEventListener('goitin-report', ({ detail }) => origin && say('report', detail, origin));
  new ResizeObserver(() => say('resize', { height: document.documentElement.offsetHeight }, '*')).observe(
    document.documentElement,
  );
  say('ready', {}, '*');
}
