/** Shows the activities in both directions, as JSON on demand. */
import { $, button, h, icon, keepingEnd, unseen } from './dom.js';
import { isSuccess } from './turn.js';
import { clockTime } from './words.js';

const JSON_TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export class ActivitiesView {
  constructor() {
    this.box = $('activities-scroll');
    this.list = $('activities');
    this.clear();
  }

  clear() {
    this.statuses = new Map();
    this.list.replaceChildren();
  }

  render({ changed }) {
    keepingEnd(this.box, () => changed.entries.forEach(entry => this.renderEntry(entry)));
  }

  renderEntry(entry) {
    const element = this.statuses.get(entry) ?? this.add(entry);
    element.textContent = entry.status === 0 ? 'no answer' : entry.status ?? '…';
    element.classList.toggle('is-bad', entry.status !== undefined && !isSuccess(entry.status));
  }

  add(entry) {
    const { direction, activity, method, path, at } = entry;
    const status = h('span', { class: 'http' });
    const details = h('details', { class: 'activity', 'data-testid': 'activity', 'data-direction': direction },
      h('summary', {},
        icon(direction === 'toBot' ? 'to' : 'from'),
        unseen(direction === 'toBot' ? 'To the bot: ' : 'From the bot: '),
        h('span', { class: 'type' }, activity.type, h('span', { class: 'gist' }, gist(entry))),
        status,
        h('span', { class: 'path', title: path }, `${method} ${path.replace(/([\w-]{6})[\w-]{20,}/g, '$1…')}`),
        h('time', { class: 'time' }, clockTime(at))));
    details.addEventListener('toggle', () => {
      if (details.children.length === 1) details.append(wire(activity));
      if (details.open) details.scrollIntoView({ block: 'nearest' });
    });
    this.statuses.set(entry, status);
    this.list.append(details);
    return status;
  }
}

/** A few words that distinguish activities of the same type. */
function gist({ activity, delivery }) {
  const words = (activity.name ?? activity.text ?? '').slice(0, 100);
  return delivery > 1 ? `delivery ${delivery}: ${words}` : words;
}

/** The activity as it was sent. */
function wire(activity) {
  const json = JSON.stringify(activity, null, 2);
  const code = h('pre', { tabindex: 0, role: 'group', 'aria-label': 'JSON of the activity' }, ...coloured(json));
  const copy = button({ class: 'copy' }, () => copyText(json, copy, code), 'Copy');
  return h('div', { class: 'wire' }, copy, code);
}

function* coloured(json) {
  let end = 0;
  for (const { 0: whole, 1: string, 2: colon, index } of json.matchAll(JSON_TOKEN)) {
    yield json.slice(end, index);
    yield h('span', { class: colon ? 'key' : string ? 'string' : 'literal' }, string ?? whole);
    yield colon ?? '';
    end = index + whole.length;
  }
  yield json.slice(end);
}

/** Copies the text. Selects it instead when the browser does not allow pages to copy. */
async function copyText(text, copy, element) {
  copy.textContent = await navigator.clipboard?.writeText(text).then(() => 'Copied', () => null) ?? 'Selected';
  if (copy.textContent === 'Selected') getSelection().selectAllChildren(element);
  setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
}
