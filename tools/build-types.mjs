// The TypeScript declarations of what the engine reads and writes: dist/types/<name>.d.ts, from the JSON Schemas that the
// native command prints and that are derived from the engine's own types.
import { printed } from './build-reference.mjs';
import { inRoot, whenStarted, write } from './lib.mjs';

/** `goitin schema <name>`, and the name of the type of the whole. @type {[schema: string, type: string][]} */
const SCHEMAS = [
  ['contract', 'Contract'],
  ['reference', 'Reference'],
];

export async function buildTypes() {
  // Not above: what loads this runs before the dependencies are there.
  const { compile } = await import('json-schema-to-typescript');
  for (const [name, type] of SCHEMAS) {
    const schema = JSON.parse(printed('schema', name));
    const text = await compile(apart(schema), type, {
      additionalProperties: false,
      bannerComment: `// From \`goitin schema ${name}\` by tools/build-types.mjs.`,
      format: false,
      ignoreMinAndMaxItems: true,
    });
    write(inRoot('dist', 'types', `${name}.d.ts`), text);
  }
}

/**
 * A reference apart from what is said beside it: as one, it would become a type of its own.
 * @param {any} schema @returns {any}
 */
function apart(schema) {
  if (Array.isArray(schema)) return schema.map(apart);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...others } = schema;
  const rest = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, apart(value)]));
  if ($ref === undefined) return rest;
  return Object.keys(rest).length === 0 ? { $ref } : { ...rest, allOf: [{ $ref }] };
}

await whenStarted(import.meta, buildTypes);
