// Files dropped anywhere on the page. The button "choose file" does the same without dragging.
import { el, show } from '../dom/dom.ts';
import { icon } from '../dom/icons.ts';

export function dropZone(words: string, take: (dropped: DataTransfer) => void): HTMLElement {
  const zone = el(
    'div',
    { class: 'drop', hidden: true, 'aria-hidden': 'true' },
    icon('file'),
    el('p', {}, words),
  );
  const page = document.documentElement;
  page.ondragover = (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    // A place that takes files for itself is not covered.
    show(zone, !ownPlace(event));
  };
  page.ondragleave = (event) => {
    if (event.relatedTarget === null) show(zone, false);
  };
  page.ondrop = (event) => {
    show(zone, false);
    if (!event.dataTransfer?.files.length || ownPlace(event)) return;
    event.preventDefault();
    take(event.dataTransfer);
  };
  return zone;
}

const ownPlace = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('[data-takes-files]') !== null;
