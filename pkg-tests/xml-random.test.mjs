// Random documents, judged by the engine and by libxml2: what is well-formed is never called malformed, what is not is,
// and no repair breaks what was well-formed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XmlDocument } from 'libxml2-wasm';
import { bytesOf, check, repair } from './support/engine.mjs';
import { randomXml } from './support/random-xml.mjs';

/** By hand: DOCUMENTS=50000. */
const DOCUMENTS = Number(process.env.DOCUMENTS ?? 3000);
/** What is said only of text that is not well-formed, and what may be said of it (an encoding with a made-up name). */
const MALFORMED = ['syntax', 'forbidden-dtd', 'too-deep'];
const MAY_BE_MALFORMED = [...MALFORMED, 'encoding', 'pasted-debris'];

/** @param {Uint8Array} bytes @param {string} [text] */
function isWellFormed(bytes, text = '') {
  // libxml2 takes it for a version; XML 1.0, 2.8 wants a digit.
  if (text.includes('version="1."')) return false;
  try {
    XmlDocument.fromBuffer(bytes).dispose();
    return true;
  } catch {
    return false;
  }
}

test('what libxml2 takes for well-formed the engine does, and no other', (context) => {
  let wellFormed = 0;
  for (let seed = 1; seed <= DOCUMENTS; seed += 1) {
    const text = randomXml(seed);
    const bytes = bytesOf(text);
    const expected = isWellFormed(bytes, text);
    const rules = expected ? MALFORMED : MAY_BE_MALFORMED;
    const { reason, findings } = check(bytes);
    // Of what is no packet at all only that is said.
    const faults = findings.filter(
      ({ rule }) => (!expected && reason === 'not-a-packet') || rules.includes(rule),
    );
    const said = faults.map(({ message }) => message.en).join('; ');
    assert.equal(faults.length === 0, expected, `seed ${seed}: ${JSON.stringify(text)}: ${said}`);
    if (!expected) continue;
    wellFormed += 1;
    for (const which of /** @type {const} */ (['safe', 'all'])) {
      const repaired = repair(bytes, which).bytes;
      assert.ok(isWellFormed(repaired), `seed ${seed}, repairs: ${which}: ${JSON.stringify(text)}`);
    }
  }
  context.diagnostic(`${DOCUMENTS} documents, ${wellFormed} of them well-formed`);
  assert.ok(wellFormed > DOCUMENTS / 3 && wellFormed < DOCUMENTS, 'both kinds came');
});
