/** Shows a page of the demo's documents. Without this module, the page shows its Markdown as it is. */
import { $, h } from './dom.js';
import { formatted } from './markdown.js';

const source = $('document');
const [, title, text] = source.textContent.match(/^---\ntitle: (.*)\n[^]*?\n---\n([^]*)$/) ?? [null, '', source.textContent];
document.title = title || document.title;
source.replaceWith(h('article', { class: 'markdown', 'data-testid': 'document' }, title && h('h1', {}, title), formatted(text)));
