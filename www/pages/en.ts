// The pages of text in English: privacy, what is checked, accessibility.
import type { Pages } from './page.ts';

export const pages: Pages = {
  'rieng-tu': {
    title: 'Privacy: what stays where',
    lede: 'The packets you check do not leave your machine. This page has no server that takes data, no accounts, no visitor counting and no advertising.',
    sections: [
      {
        heading: 'While a packet is checked',
        items: [
          'The packet is read and checked in the browser itself, in the memory of the open tab.',
          "Nothing is sent over the network. The page even forbids itself to open connections (`connect-src 'none'`), so the browser would block them if the page had a fault.",
          'Press Clear or close the tab, and the packet is no longer in the page.',
        ],
      },
      {
        heading: 'What remains on your machine',
        items: [
          'A copy of this page, so that it opens without a network. It holds the program only, and no packet.',
          'Your choice of the colours, of the editor and of whom the advice is for.',
          'Only when you tick “Keep the packet on this machine”: the packet you have open, until you take the tick away or clear it.',
          'Only when you tick “Keep it on this machine” at your own profile or at the connection dossier: what stands in it, until you take the tick away or remove it.',
          'Files you asked to download: reports and repaired packets. They lie in the download folder, and only you can delete them.',
          'What you copied: it lies on the clipboard of the machine until you copy something else.',
          'Only when you press Reload to use a newer version: the packet or files you have open, with the steps that can still be undone, are put aside in this tab, and taken out and deleted as soon as the page is back.',
        ],
      },
      {
        heading: 'When the page uses the network',
        items: [
          'When you open the page: the browser downloads it and asks whether there is a newer version.',
          'Right after the first visit: the browser downloads the remaining parts of the page, for use without a network.',
          'Like any web server, the one that holds this page may record the network address and the time of a download. It does not know what you check.',
        ],
      },
      {
        heading: 'When you send a result to somebody',
        text: [
          'Reports quote the packet. Personal data in reports and in copied findings is hidden unless you say otherwise. Hiding goes by the names of fields and the form of values, so read the text again before you send it.',
        ],
      },
      {
        heading: 'See for yourself',
        items: [
          'Switch the network off and check a packet: the page works as usual.',
          "Open the browser's developer tools (F12), the Network part: no line is added while a packet is checked.",
          'The source of this page is open. There is also a version in a single file, `goitin.html`: copied to a machine without a network, it works there.',
        ],
      },
      {
        heading: 'What this page cannot protect from',
        text: [
          'Browser extensions and other software on the machine can read what is on the screen. On a shared machine, close the tab and delete the downloaded files when you are done.',
        ],
      },
    ],
  },
  'pham-vi': {
    title: 'What is checked, and what is not',
    lede: 'This page tells whether a packet is written as the documents and the practice of connected systems ask. It does not tell whether its content is true.',
    sections: [
      {
        heading: 'Packets that can be checked',
        text: ['As JSON or XML, with or without the envelope, one record or many:'],
        packets: true,
      },
      {
        heading: 'What is checked',
        items: [
          'Syntax and encoding; behind a broken place the rest is still read.',
          'Fields that are missing, unknown or misspelled.',
          'Types, dates, codes, identifiers, lengths.',
          'Vietnamese text in old or broken encodings.',
          'Fields that must agree: the order of dates, a status and its date, a dossier that appears twice.',
        ],
      },
      {
        heading: 'How sure it is',
        text: ['Each finding says what it rests on:'],
        items: [
          "By the document's text: the regulation's own wording.",
          'By connection practice: seen in running systems. Where there is only one source, this is said, and it is not an error.',
          'Plausibility check: follows from the meaning of a field. Only a plain contradiction is an error.',
        ],
      },
      {
        heading: 'What is not checked',
        items: [
          'Other packets: the page says that it does not recognise them, and the verdict is “not checked”.',
          'What no public document says: the page notes that it could not be checked, instead of guessing.',
          'Whether the content is true: whether a person, a dossier, a procedure or an attached file exists, and whether amounts are right.',
          'Whether the National Public Service Portal has received the packet. The Portal compares with its own data, so a packet that conforms here can still be refused there.',
        ],
      },
      {
        heading: 'This is an aid',
        text: [
          'This page does not belong to the body that issues the regulation, does not replace the regulation, and is not legal advice.',
        ],
      },
    ],
  },
  'tro-nang': {
    title: 'Accessibility statement',
    lede: 'Everybody must be able to use this page: with a mouse, a keyboard or a screen reader, with large text or with high contrast.',
    sections: [
      {
        heading: 'The aim',
        text: [
          'The page aims at level AA of WCAG 2.2. Circular 26/2020/TT-BTTTT of Vietnam is about applying standards and technologies that help people with disabilities to access and use information and communication products and services; the page is made for the same purpose. It has not been compared with the Circular item by item.',
        ],
      },
      {
        heading: 'Tested automatically',
        text: ['These tests run in Chromium whenever the page is changed:'],
        items: [
          'axe-core finds no violation of WCAG 2.0, 2.1 and 2.2, levels A and AA, in many states of the page, in Vietnamese and English, in light, dark and high contrast colours.',
          'The keyboard alone is enough: open a sample, read the result, go to a place, repair it, change the language.',
          'On a screen 320 px wide, which is the same as 400 % zoom on one of 1280 px, the page never scrolls sideways.',
          'The page follows the settings of the machine for reduced motion and for forced colours.',
        ],
      },
      {
        heading: 'Not tested',
        items: [
          'With people who use screen readers: NVDA, JAWS, VoiceOver, TalkBack.',
          'With voice control and other assistive devices.',
          'Automatic tests find only some of the barriers. No independent body has assessed the page.',
        ],
      },
      {
        heading: 'Known limits',
        items: [
          'The editor with colours is harder to use with a screen reader. So the plain text box is the default; the editor opens only when you choose it.',
          'Large files are not shown as text; each finding quotes its place.',
          'Titles and places of documents are Vietnamese, on the English page too.',
        ],
      },
      {
        heading: 'Keys',
        items: [
          '`Tab`, `Shift` + `Tab`: to the next part, to the one before. In the text box, too, `Tab` leads out of it.',
          '`Ctrl` + `Enter` in the text box: check now.',
          '`Esc`: closes an open list.',
        ],
      },
      {
        heading: 'If something stands in your way',
        text: [
          'Tell whoever hosts this page, or write where its source is published. Please say what you were doing, and with which browser and assistive tool. Do not attach a real packet.',
        ],
      },
    ],
  },
};
