// Colours for JSON and XML, from the page's own: every one of them can be read on the page's ground in every theme.
import { HighlightStyle, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { parser as jsonParser } from '@lezer/json';
import { parser as xmlParser } from '@lezer/xml';

const json = LRLanguage.define({ parser: jsonParser });
const xml = LRLanguage.define({ parser: xmlParser });

export const syntaxOf = (isXml: boolean) => (isXml ? xml : json);

export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.tagName], color: 'var(--accent)' },
    { tag: [tags.string, tags.attributeValue], color: 'var(--good)' },
    { tag: [tags.number, tags.bool, tags.null, tags.attributeName], color: 'var(--open)' },
    {
      tag: [tags.comment, tags.meta, tags.processingInstruction, tags.documentMeta],
      color: 'var(--ink-soft)',
    },
    {
      tag: [tags.separator, tags.squareBracket, tags.brace, tags.angleBracket],
      color: 'var(--ink-soft)',
    },
  ]),
);
