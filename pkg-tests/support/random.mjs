// Randomness that is the same in every run: a counter, stirred (mulberry32).

export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below `end`. @param {number} end */
  below(end) {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `first` to `last`. @param {number} first @param {number} last */
  between(first, last) {
    return first + this.below(last - first + 1);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /** @param {number} chance */
  happens(chance) {
    return this.next() < chance;
  }

  /** @param {number} length */
  digits(length) {
    return Array.from({ length }, () => this.below(10)).join('');
  }
}
