// The editor's looks, in the page's colours and measures. Findings differ by the shape of their line and mark as well.
import { EditorView } from '@codemirror/view';

const underline = (colour: string, shape: string) => ({
  textDecoration: `underline ${shape} var(${colour})`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '0.25em',
});

const lineMark = (colour: string, ground: string) => ({
  position: 'relative',
  backgroundColor: `var(${ground})`,
  color: `var(${colour})`,
  fontWeight: '700',
});

export const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-placeholder': { color: 'var(--ink-soft)', fontFamily: 'var(--font)', whiteSpace: 'normal' },
  '.cm-content ::selection, .cm-content::selection': {
    backgroundColor: 'var(--mark)',
    color: 'var(--mark-ink)',
  },
  '.cm-selectionMatch, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)', color: 'var(--mark-ink)' },
  '.cm-searchMatch-selected': { outline: '2px solid var(--accent)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-soft)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.6em 0 1.2em' },
  '.cm-gutterElement.mark-error': lineMark('--bad', '--bad-soft'),
  '.cm-gutterElement.mark-warning': lineMark('--open', '--open-soft'),
  '.cm-gutterElement.mark-info': lineMark('--note', '--note-soft'),
  '.cm-gutterElement[class*="mark-"]::before': {
    content: '""',
    position: 'absolute',
    left: '0.4em',
    top: '0.55em',
    width: '0.5em',
    height: '0.5em',
    backgroundColor: 'currentcolor',
  },
  '.cm-gutterElement.mark-warning::before': { clipPath: 'polygon(50% 0, 100% 100%, 0 100%)' },
  '.cm-gutterElement.mark-info::before': { borderRadius: '50%' },
  '.place-error': underline('--bad', 'wavy'),
  '.place-warning': underline('--open', 'dashed'),
  '.place-info': underline('--note', 'dotted'),
  '.cm-tooltip': {
    maxWidth: 'min(28rem, 90vw)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--round-small)',
    backgroundColor: 'var(--sheet)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
  },
  '.tip': {
    padding: '0.5rem 0.75rem',
    font: 'var(--text-small) / 1.5 var(--font)',
    overflowWrap: 'anywhere',
  },
  '.tip + .tip': { borderTop: '1px solid var(--line)' },
  '.tip-severity': { fontWeight: '700' },
  '.tip p': { margin: '0' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-search': { fontFamily: 'var(--font)', fontSize: 'var(--text-small)' },
  '.cm-textfield, .cm-button': {
    minHeight: '2rem',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--round-small)',
    background: 'var(--sheet)',
    color: 'inherit',
    font: 'inherit',
  },
  '.cm-panel.cm-search [name=close]': { minWidth: '1.75rem', minHeight: '1.75rem', color: 'inherit' },
  '@media (forced-colors: active)': {
    '.cm-gutterElement[class*="mark-"]::before': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
});
