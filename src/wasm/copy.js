// Reports are copies of one that had the same shape: see report.rs.

/**
 * A deep copy of plain data in which the numbers and the strings are these, each in the order of the members.
 * @param {unknown} object @param {Float64Array} numbers @param {Uint32Array} strings places in the list
 * @param {string[]} list
 */
export function copyWith(object, numbers, strings, list) {
  let nextNumber = 0;
  let nextString = 0;
  /** @param {unknown} value @returns {unknown} */
  const copy = (value) => {
    if (typeof value === 'string') return list[/** @type {number} */ (strings[nextString++])];
    if (typeof value === 'number') return numbers[nextNumber++];
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(copy);
    const members = /** @type {Record<string, unknown>} */ (value);
    /** @type {Record<string, unknown>} */
    const result = {};
    // Much quicker than `Object.entries`; plain data inherits nothing.
    for (const name in members) result[name] = copy(members[name]);
    return result;
  };
  return copy(object);
}

/** @param {string[]} list @param {string} json a list of strings */
export function addStrings(list, json) {
  for (const string of JSON.parse(json)) list.push(string);
}
