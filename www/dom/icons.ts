// The page's own icons: strokes on a grid of 24, in the colour of the text around them. They never stand alone:
// a word says the same, so screen readers skip them.

const SHAPES = {
  good: ['M12 2.75a9.25 9.25 0 1 1 0 18.5a9.25 9.25 0 0 1 0-18.5z', 'M7.75 12.4l2.9 2.9l5.6-6.1'],
  bad: ['M12 2.75a9.25 9.25 0 1 1 0 18.5a9.25 9.25 0 0 1 0-18.5z', 'M8.75 8.75l6.5 6.5M15.25 8.75l-6.5 6.5'],
  open: [
    'M12 2.75a9.25 9.25 0 1 1 0 18.5a9.25 9.25 0 0 1 0-18.5z',
    'M9.2 9.3a2.85 2.85 0 1 1 4.2 2.7c-.9.5-1.4 1-1.4 2.1',
    'M12 17.2v.1',
  ],
  error: ['M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z', 'M9 9l6 6M15 9l-6 6'],
  warning: ['M12 3.5L22 20.5H2z', 'M12 10v4.5', 'M12 17.4v.1'],
  info: ['M12 2.75a9.25 9.25 0 1 1 0 18.5a9.25 9.25 0 0 1 0-18.5z', 'M12 11v6', 'M12 7.4v.1'],
  file: ['M13.5 2.75h-7v18.5h11V6.75z', 'M13.5 2.75v4h4'],
  folder: ['M3 5.5h6.5l2 2.5H21v11.5H3z'],
  table: ['M3.5 4.5h17v15h-17z', 'M3.5 9.5h17M3.5 14.5h17M9.5 4.5v15'],
  paste: ['M8 4.5H5.5v16h13v-16H16', 'M8.5 2.75h7v3.5h-7z'],
  samples: ['M3.5 7.5L12 3l8.5 4.5L12 12z', 'M3.5 12L12 16.5l8.5-4.5', 'M3.5 16.5L12 21l8.5-4.5'],
  clear: ['M4 6.5h16', 'M9 6.5v-3h6v3', 'M6 6.5l1 14.5h10l1-14.5'],
  add: ['M12 5v14M5 12h14'],
  check: ['M4.5 12.8l4.8 4.8L19.5 6.6'],
  repair: [
    'M20.3 7.2a4.9 4.9 0 0 1-6.5 5.9L7 20a2.1 2.1 0 0 1-3-3l6.9-6.8a4.9 4.9 0 0 1 5.9-6.5l-3 3l.6 2.9l2.9.6z',
  ],
  undo: ['M8 4.5L3.5 9L8 13.5', 'M3.5 9h10.75a5.25 5.25 0 0 1 0 10.5H9'],
  download: ['M12 3.5v11.75', 'M7 10.5l5 5l5-5', 'M4 20.5h16'],
  copy: ['M8.5 8.5h11.75v11.75H8.5z', 'M15.5 8.5V3.75H3.75V15.5H8.5'],
  print: ['M7 8.5v-5h10v5', 'M7 17H3.5V8.5h17V17H17', 'M7 14h10v6.5H7z'],
  place: [
    'M12 21.25c4.6-4.7 6.9-8.3 6.9-11.2a6.9 6.9 0 0 0-13.8 0c0 2.9 2.3 6.5 6.9 11.2z',
    'M12 7.75a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 0 1 0-4.6z',
  ],
  shield: [
    'M12 2.75l7.75 2.9v5.6c0 4.6-3 8-7.75 10c-4.75-2-7.75-5.4-7.75-10v-5.6z',
    'M8.5 11.8l2.5 2.5l4.5-4.9',
  ],
  fold: ['M6 9.5l6 6l6-6'],
  previous: ['M6 15l6-6l6 6'],
  next: ['M6 9l6 6l6-6'],
  back: ['M19.5 12h-15', 'M10.5 6l-6 6l6 6'],
  close: ['M6 6l12 12M18 6L6 18'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof SHAPES;

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}

/** The sign of the house: a packet, opened, with its tick. */
export function brandMark(): SVGElement {
  const svg = icon('check');
  svg.setAttribute('class', 'brand-mark');
  svg.setAttribute('viewBox', '0 0 32 32');
  const shapes: readonly [string, string][] = [
    ['brand-ground', 'M7 1h18a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6H7a6 6 0 0 1-6-6V7a6 6 0 0 1 6-6z'],
    ['brand-line', 'M7.5 12.5L16 7l8.5 5.5V24h-17z'],
    ['brand-line', 'M11.6 17.4l3.3 3.3l5.6-6.2'],
  ];
  svg.replaceChildren();
  for (const [name, shape] of shapes) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}
