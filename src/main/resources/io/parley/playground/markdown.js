/** Shows the bot's markdown. Its text comes from a model, so everything passes DOMPurify before it becomes elements. */
import { h } from './dom.js';
import { Marked } from './marked.js';
import DOMPurify from './purify.js';

const escaped = text => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const markdown = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    image: ({ text }) => escaped(text),
    // Shows markup as text. The exception is a line break: models put them into the cells of tables.
    html: ({ text }) => (/^<br *\/?>$/i.test(text.trim()) ? '<br>' : escaped(text)),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Allows text, lists, tables, code and links: nothing that loads, asks for input, or could pass for a part of the page. */
const CLEAN = {
  ALLOWED_TAGS: ['a', 'blockquote', 'br', 'code', 'del', 'em', 'hr', 'li', 'ol', 'p', 'pre', 'strong', 'table', 'tbody', 'td',
    'th', 'thead', 'tr', 'ul'],
  ALLOWED_ATTR: ['href', 'start'],
  ADD_URI_SAFE_ATTR: ['start'],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

DOMPurify.addHook('afterSanitizeAttributes', element => {
  if (element.tagName === 'A' && element.hasAttribute('href')) {
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noopener noreferrer nofollow');
  }
});

/** Formats a message of the bot as elements that are safe to show. */
export function formatted(text) {
  const fragment = DOMPurify.sanitize(markdown.parse(text), CLEAN);
  fragment.querySelectorAll('pre').forEach(code => { code.tabIndex = 0; });
  for (const table of fragment.querySelectorAll('table')) {
    const box = h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'Table' });
    table.replaceWith(box);
    box.append(table);
  }
  return fragment;
}
