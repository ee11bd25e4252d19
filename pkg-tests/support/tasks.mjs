// How long the tasks of the page's main thread are while something happens, from the browser's own trace. What counts is
// the processor's time: where other programs run beside the browser, any task takes long by the clock. They also slow the
// processor itself (caches, shared cores): a piece of work that is always the same, done before and after, says how much.
// A task of a script that is not the page's (the test's own questions) does not count.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number,
 *   args?: { name?: string, data?: { url?: string, functionName?: string } } }} TraceEvent
 */

/** No task of the main thread may take longer, in milliseconds. */
export const LONGEST_TASK = 50;
/** A first run compiles what later ones have ready, and a machine can be at its end: a task has to be long each time. */
const TRIES = 3;

/** What the yardstick takes at least on the machine that the limit is made for, in milliseconds. */
const YARDSTICK = 2;
const YARDSTICK_RUNS = 20;

/**
 * Asserts that no task is long, in one of three runs of the same. @param {string} what @param {() => Promise<Task>} run
 */
export async function assertShortTasks(what, run) {
  /** @type {Task[]} */
  const longest = [];
  while (longest.length < TRIES && !longest.some(({ ms }) => ms <= LONGEST_TASK)) longest.push(await run());
  const words = longest.map(({ ms, parts }) => `${ms} ms (${parts})`).join('; ');
  console.log(`longest task, ${what}: ${words}`);
  assert.ok(Math.min(...longest.map(({ ms }) => ms)) <= LONGEST_TASK, `${what}: ${words}`);
}

/** @typedef {{ ms: number, parts: string }} Task */

/** The longest task of the main thread during some work, and what it did. @param {Page} page @param {() => Promise<void>} work @returns {Promise<Task>} */
export async function longestTaskOf(page, work) {
  const browser = page.context().browser();
  assert.ok(browser);
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
  await browser.startTracing(page, { categories });
  await page.evaluate(measure, YARDSTICK_RUNS);
  await work();
  await page.evaluate(measure, YARDSTICK_RUNS);
  /** @type {TraceEvent[]} */
  const events = JSON.parse(String(await browser.stopTracing())).traceEvents;
  const url = new URL(page.url()).origin;
  const ours = events.find(({ name, args }) => name === 'FunctionCall' && args?.data?.url?.startsWith(url));
  const main = events.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === ours?.pid && args?.name === 'CrRendererMain',
  );
  assert.ok(main, 'the trace holds the main thread of the page');
  const tasks = partsOfTasks(events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid));
  const counted = tasks.filter(({ parts }) => isOfPage(parts, url));
  assert.ok(counted.length > 0, 'the trace holds tasks of the page');
  const [longest] = counted.sort((a, b) => timeOf(b.task) - timeOf(a.task));
  const slowness = slownessIn(events);
  const parts = `${describe(longest?.parts ?? [])}; all ${slowness.toFixed(1)} times as slow as on a quiet machine`;
  return { ms: Math.round(timeOf(longest?.task) / slowness), parts };
}

/** Makes and lays out elements, as the page does, in tasks of their own. @param {number} runs */
async function measure(runs) {
  function yardstick() {
    const list = document.createElement('ol');
    for (let at = 0; at < 60; at += 1) {
      const row = document.createElement('li');
      row.append(document.createElement('b'), `Trường số ${at}`);
      row.className = 'yardstick';
      list.append(row);
    }
    document.body.append(list);
    list.getBoundingClientRect();
    list.remove();
  }
  for (let run = 0; run < runs; run += 1)
    await new Promise((resolve) =>
      setTimeout(function measured() {
        yardstick();
        resolve(undefined);
      }),
    );
}

/** @param {TraceEvent} event */
const isYardstick = ({ name, args }) => name === 'FunctionCall' && args?.data?.functionName === 'measured';

/** How many times the yardstick's own time it took: 1 where nothing was in its way. @param {TraceEvent[]} events */
function slownessIn(events) {
  const times = events.filter(isYardstick).map(timeOf);
  assert.ok(times.length >= YARDSTICK_RUNS, 'the trace holds the yardstick');
  times.sort((a, b) => a - b);
  return Math.max(1, (times[times.length >> 1] ?? 0) / YARDSTICK);
}

/** In milliseconds of the processor. @param {TraceEvent | undefined} event */
const timeOf = (event) => (event?.tdur ?? event?.dur ?? 0) / 1000;

/** Every task with the events that lie in it. @param {TraceEvent[]} events */
function partsOfTasks(events) {
  const complete = events.filter(({ ph }) => ph === 'X').sort((a, b) => a.ts - b.ts);
  /** @type {{ task: TraceEvent, parts: TraceEvent[] }[]} */
  const tasks = [];
  for (const event of complete) {
    const last = tasks.at(-1);
    const isInside = last && event.ts < last.task.ts + (last.task.dur ?? 0);
    if (isInside) last.parts.push(event);
    else if (event.name === 'RunTask') tasks.push({ task: event, parts: [] });
  }
  return tasks;
}

/** Without a script it is drawing, or a message that is taken in. @param {TraceEvent[]} parts @param {string} url */
function isOfPage(parts, url) {
  const calls = parts.filter(({ name }) => name === 'FunctionCall');
  return calls.length === 0 || calls.some(({ args }) => args?.data?.url?.startsWith(url));
}

/** The longest parts by name. @param {TraceEvent[]} parts */
function describe(parts) {
  const long = parts.filter((part) => timeOf(part) > 2).sort((a, b) => timeOf(b) - timeOf(a));
  return long
    .slice(0, 5)
    .map((part) => `${part.args?.data?.functionName || part.name} ${Math.round(timeOf(part))}`)
    .join(', ');
}
