/**
 * The playground's page. It plays a channel's client: shows one conversation, and beside it what the bot does in each turn.
 * All that it shows comes from the conversation's events, so that a reload, or a connection that was lost, changes nothing.
 *
 * `Turn` and `Conversation` make sense of the events, the `…View` classes show them, `Playground` joins them to the server.
 */
import { Marked } from './marked.js';
import DOMPurify from './purify.js';

const BASE = '/playground/conversations';
const TYPING_LASTS = 3500;
const TRY_AGAIN_AFTER = 3000;
const BOT_MENTION = /^<at>[^<]*<\/at>\s*/;
const CHANNELS = ['msteams', 'webchat', 'emulator'];
const SUGGESTIONS = ['How do I add a monitor?', 'What did I ask before?', '/help'];

/** What the buttons send, unless the composer has a text. */
const REHEARSALS = {
  'burst': ['First of five.', 'Second of five.', 'Third of five.', 'Fourth of five.', 'Fifth of five.'],
  'slow-model': ['Take your time.'],
  'failing-model': ['What do you say when the model fails?'],
  'connector-502': ['Does this get through a broken gateway?'],
  'connector-429': ['Does this get through a busy channel?'],
};

// Small tools -----------------------------------------------------------------------------------------------------------

const $ = id => document.getElementById(id);
const unseen = text => h('span', { class: 'unseen' }, text);
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
const isTaken = status => status >= 200 && status < 300;

/** Makes an element. Attributes named `on…` are listeners; attributes and children that are false or null are left out. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== false && child != null));
  return element;
}

function icon(name) {
  const [svg, use] = ['svg', 'use'].map(tag => document.createElementNS('http://www.w3.org/2000/svg', tag));
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A button, also within something that can be clicked itself. */
function button(attributes, action, ...children) {
  const onclick = event => { event.stopPropagation(); action(); };
  return h('button', { type: 'button', ...attributes, onclick }, ...children);
}

/** A duration as people write it: 7 ms, 1.24 s, 2 min 5 s. */
function duration(millis) {
  const rounded = Math.max(0, Math.round(millis));
  const seconds = rounded / 1000;
  if (seconds < 1) return `${rounded} ms`;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

function clockTime(at) {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0'));
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Changes what is in a box that scrolls; who was at its end stays there. */
function keepingEnd(box, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  change();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// The bot's markdown ----------------------------------------------------------------------------------------------------

const escaped = text => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const markdown = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    image: ({ text }) => escaped(text),
    // Markup is shown as text, but for line breaks, which models put into the cells of tables.
    html: ({ text }) => (/^<br *\/?>$/i.test(text.trim()) ? '<br>' : escaped(text)),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Text, lists, tables, code and links: nothing that loads, asks for input, or could pass for a part of the page. */
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

/** What a message of the bot looks like, as nodes that are safe to show. */
function formatted(text) {
  const fragment = DOMPurify.sanitize(markdown.parse(text), CLEAN);
  fragment.querySelectorAll('pre').forEach(code => { code.tabIndex = 0; });
  for (const table of fragment.querySelectorAll('table')) {
    const box = h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'Table' });
    table.replaceWith(box);
    box.append(table);
  }
  return fragment;
}

// What happened ---------------------------------------------------------------------------------------------------------

/** One activity that was sent to the bot, and all that came of it. */
class Turn {
  constructor(id, activity, number) {
    Object.assign(this, { id, activity, number, kind: activity.type });
    this.deliveries = [];
    this.steps = [];
    /** The messages that the bot sent, taken or not; and the pieces of a stream. */
    this.calls = [];
    this.updates = [];
    /** The texts that the user ended up with, by message. */
    this.shown = new Map();
  }

  get isMessage() { return this.kind === 'message'; }
  get text() { return (this.activity.text ?? '').replace(BOT_MENTION, ''); }
  get isMentioned() { return BOT_MENTION.test(this.activity.text ?? ''); }
  get isUnmentioned() { return this.isMessage && this.activity.conversation?.isGroup === true && !this.isMentioned; }
  get latestDelivery() { return this.deliveries.at(-1); }
  get lastStep() { return this.steps.findLast(({ step }) => step === 'done' || step === 'dead'); }
  get answeredAt() { return this.calls.find(call => isTaken(call.status))?.at; }

  get title() {
    const titles = { message: this.text, conversationUpdate: 'You joined', invoke: 'Feedback on an answer' };
    return titles[this.kind] ?? this.kind;
  }

  times(step) { return this.steps.filter(other => other.step === step).length; }
  has(step) { return this.times(step) > 0; }

  /** When it was accepted; until then, when it was first delivered. */
  get start() { return (this.steps.find(({ step }) => step === 'accepted') ?? this.deliveries[0]).at; }

  /** `open`, `done`, `dead` (given up) or `refused` (not accepted). */
  get state() {
    const { status } = this.latestDelivery;
    if (this.lastStep) return this.lastStep.step;
    if (this.steps.length > 0 || status === undefined || status === 202) return 'open';
    return isTaken(status) ? 'done' : 'refused';
  }

  /** What became of a message, for whoever sent it. */
  get fate() {
    if (this.state === 'dead' || this.state === 'refused') return this.state;
    if (this.replies > 0 || this.state === 'done') return this.replies > 0 ? 'answered' : 'silent';
    return this.has('accepted') || isTaken(this.latestDelivery.status) ? 'accepted' : 'sending';
  }

  /** How often the user was answered. An answer may be of several messages: of how many, its record tells. */
  get replies() {
    const recorded = this.steps.findLast(step => step.step === 'recorded');
    return Math.ceil(this.shown.size / (recorded?.messages ?? 1));
  }

  /** What happened in words, counted from the events. */
  get verdict() {
    const delivered = count(this.deliveries.length, 'delivery', 'deliveries');
    if (this.state === 'refused') return `${delivered}, not accepted`;
    return this.kind === 'invoke' ? delivered : `${delivered}, ${count(this.times('accepted'), 'turn')}, ${this.answer}`;
  }

  get answer() {
    if (this.replies === 0) {
      return this.state === 'open' ? 'no reply yet' : this.isUnmentioned ? 'no reply: not mentioned' : 'no reply';
    }
    const parts = this.shown.size > this.replies ? ` in ${this.shown.size} messages` : '';
    return count(this.replies, 'reply', 'replies') + parts;
  }
}

/** All that is known of a conversation. `apply` takes its events; `changed` holds what has to be shown anew. */
class Conversation {
  constructor(info) {
    this.info = info;
    this.turns = new Map();
    this.bubbles = new Map();
    this.entries = [];
    /** The turns of messages and the bubbles of the bot, as they came. */
    this.items = [];
    this.typingSince = null;
    this.order = new Map();
    this.latestAnswered = -1;
    this.outOfOrder = 0;
    /** How far the server's clock is ahead of ours, as far as was seen. */
    this.skew = -Infinity;
    this.settle();
  }

  settle() { this.changed = { turns: new Set(), bubbles: new Set(), entries: new Set() }; }
  get now() { return Date.now() + this.skew; }
  get messages() { return this.items.filter(item => item instanceof Turn); }
  get open() { return [...this.turns.values()].filter(turn => turn.state === 'open'); }

  /** Whether the promise is kept, in numbers. Of messages alone: the welcome replies to none. */
  get tally() {
    const sum = number => this.messages.reduce((total, turn) => total + number(turn), 0);
    return {
      'messages': this.messages.length,
      'turns': sum(turn => turn.times('accepted')),
      'replies': sum(turn => turn.replies),
      'repeats': sum(turn => turn.times('repeated')),
      'out-of-order': this.outOfOrder,
    };
  }

  apply(event) {
    this.skew = Math.max(this.skew, event.at - Date.now());
    const turn = this.turns.get(event.turn);
    if (event.type === 'activity') {
      this.list(event);
      event.direction === 'toBot' ? this.deliver(event, turn ?? this.begin(event)) : this.call(event, turn);
    } else if (turn && event.type === 'delivery') {
      this.deliverEnded(event, turn);
    } else if (turn && event.type === 'step') {
      this.step(event, turn);
    }
  }

  list(event) {
    const entry = event.direction === 'toBot' ? { ...event, method: 'POST', path: '/api/messages' } : { ...event };
    this.entries.push(entry);
    this.changed.entries.add(entry);
  }

  begin({ turn: id, activity }) {
    const turn = new Turn(id, activity, this.messages.length + 1);
    this.turns.set(id, turn);
    if (turn.isMessage) this.items.push(turn);
    return turn;
  }

  deliver({ delivery, at }, turn) { turn.deliveries.push({ delivery, at }); this.changed.turns.add(turn); }

  deliverEnded({ turn: id, delivery, status, detail }, turn) {
    const isMeant = other => other.delivery === delivery;
    Object.assign(turn.deliveries.find(isMeant) ?? {}, { status, detail });
    this.changed.turns.add(turn);
    const entry = this.entries.find(other => isMeant(other) && other.turn === id);
    if (entry) this.changed.entries.add(Object.assign(entry, { status }));
    const rated = this.bubbles.get(turn.activity.replyToId);
    if (turn.kind === 'invoke' && rated) {
      rated.rating = { status, reaction: turn.activity.value?.actionValue?.reaction };
      this.changed.bubbles.add(rated);
    }
  }

  step(event, turn) {
    turn.steps.push(event);
    this.changed.turns.add(turn);
    if (event.step === 'accepted' && !this.order.has(turn)) this.order.set(turn, this.order.size);
    if (event === turn.lastStep) {
      this.typingSince = null;
      this.stopWriting(turn);
    }
  }

  /** An attempt that died may have left a stream without its end. */
  stopWriting(turn) {
    for (const bubble of this.bubbles.values()) {
      if (bubble.turn === turn && bubble.state === 'writing') {
        bubble.state = 'stopped';
        this.changed.bubbles.add(bubble);
      }
    }
  }

  call(event, turn) {
    const { type, text } = event.activity;
    if (type === 'message' && turn) {
      turn.calls.push(event);
      this.changed.turns.add(turn);
    }
    if (!isTaken(event.status) || (type !== 'typing' && type !== 'message')) return;
    this.typingSince = type === 'typing' && !text ? event.at : null;
    if (type === 'message') {
      this.write(event, turn);
      turn && this.answered(event, turn);
    } else if (text) {
      this.write(event, turn);
      turn?.updates.push(event);
    }
  }

  /** Begins a bubble, or goes on with it. */
  write({ messageId, activity }, turn) {
    const { type, text = '', entities = [], channelData = {} } = activity;
    if (!this.bubbles.has(messageId)) {
      this.bubbles.set(messageId, { id: messageId, turn });
      this.items.push(this.bubbles.get(messageId));
    }
    const bubble = Object.assign(this.bubbles.get(messageId), {
      text,
      state: type === 'typing' ? 'writing' : 'final',
      isGenerated: entities.some(entity => [entity.additionalType].flat().includes('AIGeneratedContent')),
      canBeRated: Boolean(channelData.feedbackLoop ?? channelData.feedbackLoopEnabled),
    });
    this.changed.bubbles.add(bubble);
  }

  /** Notes a finished reply, and whether one to a message that was accepted later came before it. */
  answered({ messageId, activity }, turn) {
    const place = this.order.get(turn) ?? this.latestAnswered;
    if (turn.shown.size === 0) {
      this.outOfOrder += place < this.latestAnswered ? 1 : 0;
      this.latestAnswered = Math.max(this.latestAnswered, place);
    }
    turn.shown.set(messageId, activity.text ?? '');
  }
}

// The chat --------------------------------------------------------------------------------------------------------------

class ChatView {
  /** @param actions `select(turn, goThere)`, `retry(turn)`, `rate(bubble, reaction)` */
  constructor(actions) {
    this.actions = actions;
    this.box = $('transcript');
    this.typing = h('div', { class: 'typing', 'data-testid': 'typing', 'aria-live': 'off', role: 'img',
      'aria-label': 'The bot is typing' }, h('i'), h('i'), h('i'));
    this.clear();
  }

  clear() { this.elements = new Map(); this.box.replaceChildren(); }

  render(conversation) {
    keepingEnd(this.box, () => {
      conversation.items.slice(this.elements.size).forEach(item => this.add(item));
      [...conversation.changed.turns].filter(turn => turn.isMessage).forEach(turn => this.renderUser(turn));
      conversation.changed.bubbles.forEach(bubble => this.renderBot(bubble));
      this.renderTyping(conversation);
    });
  }

  /** What the user said is not read out again, nor what changes beside it. */
  add(item) {
    const isUser = item instanceof Turn;
    const turn = isUser ? item : item.turn;
    const element = h('article', {
      'class': `message ${isUser ? 'user' : 'bot'}`,
      'data-testid': `message-${isUser ? 'user' : 'bot'}`,
      'aria-live': isUser ? 'off' : null,
      'onclick': () => turn && getSelection().isCollapsed && this.actions.select(turn, false),
    });
    this.elements.set(item, element);
    this.box.append(element);
  }

  renderUser(turn) {
    const element = this.elements.get(turn);
    if (!element.hasChildNodes()) {
      const mention = turn.isMentioned && h('span', { class: 'mention' }, '@Parley');
      element.append(h('div', { class: 'bubble' }, unseen('You: '), mention, turn.text), h('div', { class: 'meta' }));
      this.box.scrollTop = this.box.scrollHeight;
    }
    const meta = element.lastElementChild;
    const hadFocus = meta.contains(document.activeElement);
    element.dataset.state = turn.fate;
    meta.replaceChildren(...this.notes(turn));
    hadFocus && meta.querySelector('button').focus();
  }

  notes(turn) {
    const repeats = turn.times('repeated');
    const turns = turn.times('accepted') === 1 ? 'still one turn' : count(turn.times('accepted'), 'turn');
    const texts = [
      repeats > 0 && `delivered again ×${repeats}: ${turns}`,
      turn.fate === 'silent' && turn.isUnmentioned && 'In a group the bot answers only those who mention it.',
      turn.fate === 'refused' && turn.latestDelivery.detail,
      turn.fate === 'dead' && turn.lastStep.detail,
    ];
    return [
      button({ class: 'fate' }, () => this.actions.select(turn, true), fateInWords(turn), unseen(`, show turn ${turn.number}`)),
      ...texts.filter(Boolean).map(text => h('span', {}, text)),
      turn.fate === 'refused' && button({ class: 'retry' }, () => this.actions.retry(turn), 'Try again'),
    ].filter(Boolean);
  }

  /** A text that is being written is not read out piece by piece: the finished one takes its place, and is. */
  renderBot(bubble) {
    const element = this.elements.get(bubble);
    const { text, state } = bubble;
    element.dataset.state = state;
    if (state === 'final' && element.firstElementChild?.dataset.state === 'final' && element.dataset.text === text) {
      element.lastElementChild.replaceWith(this.footer(bubble));
      return;
    }
    element.dataset.text = text;
    element.replaceChildren(
      h('div', { 'data-state': state, 'aria-live': state === 'final' ? null : 'off' },
        unseen('Parley: '), h('div', { class: 'markdown' }, formatted(text))),
      this.footer(bubble));
  }

  footer(bubble) {
    const { state, rating } = bubble;
    const canBeRated = bubble.canBeRated && state === 'final';
    return h('div', { class: 'footer', 'aria-live': 'off' },
      state === 'writing' && h('span', { class: 'writing' }, 'being written'),
      state === 'stopped' && h('span', {}, 'stopped before its end'),
      bubble.isGenerated && h('span', { class: 'generated' }, 'AI-generated'),
      canBeRated && this.thumb(bubble, 'like', 'up', 'Good answer'),
      canBeRated && this.thumb(bubble, 'dislike', 'down', 'Bad answer'),
      rating && h('span', { role: 'status' }, isTaken(rating.status)
        ? 'The bot took your feedback.'
        : `The bot did not take your feedback (${rating.status}).`));
  }

  thumb(bubble, reaction, name, label) {
    const pressed = String(bubble.rating?.reaction === reaction);
    const attributes = { class: 'thumb', 'data-reaction': reaction, 'aria-label': label, title: label, 'aria-pressed': pressed };
    const thumb = button(attributes, () => this.actions.rate(bubble, reaction), icon(name));
    const held = document.activeElement;
    if (held.dataset.reaction === reaction && this.elements.get(bubble).contains(held)) {
      queueMicrotask(() => thumb.focus());
    }
    return thumb;
  }

  renderTyping({ typingSince, now }) {
    clearTimeout(this.typingTimer);
    const left = typingSince === null ? 0 : Math.min(TYPING_LASTS, typingSince + TYPING_LASTS - now);
    if (left > 0) {
      this.box.append(this.typing);
      this.typingTimer = setTimeout(() => this.typing.remove(), left);
    } else {
      this.typing.remove();
    }
  }
}

/** What became of a message, in words. */
function fateInWords(turn) {
  const { status } = turn.latestDelivery;
  return {
    sending: 'sending',
    accepted: turn.has('running') ? 'accepted, at work' : 'accepted',
    answered: `answered in ${duration(turn.answeredAt - turn.start)}`,
    silent: 'accepted, no reply',
    refused: `not accepted${status ? ` (${status})` : ''}`,
    dead: 'given up',
  }[turn.fate];
}

// The turns -------------------------------------------------------------------------------------------------------------

const STEPS = { model: 'model asked', repeated: 'delivered again', dead: 'given up' };

/**
 * The rows of a turn's timeline, oldest first. One with `until` is drawn as a bar: it took until then. What lies `aside`
 * happened beside the bot's work on the turn.
 *
 * @returns {{step: string, at: number, until?: number, words: string, detail?: string, aside?: boolean}[]}
 */
function timeline(turn, now) {
  const rows = [...turn.steps.map(stepRow), ...refusals(turn), ...stream(turn), ...undelivered(turn)]
    .sort((one, other) => one.at - other.at);
  const work = rows.filter(row => !row.aside);
  work.forEach((row, index) => {
    row.until = work[index + 1]?.at ?? (turn.state === 'open' ? Math.max(now, row.at) : row.at);
  });
  return rows;
}

function stepRow({ step, at, attempt, detail }) {
  if (step === 'repeated') return { step, at, words: STEPS[step], detail: 'known already: no second turn', aside: true };
  const isBad = step === 'answered' && Boolean(detail);
  const again = attempt > 1 && step === 'running' ? `, attempt ${attempt}` : '';
  return { step, at, detail, isBad, words: isBad ? 'model failed' : (STEPS[step] ?? step) + again };
}

function refusals(turn) {
  return turn.calls.filter(call => !isTaken(call.status)).map(call => (
    { step: 'refused', at: call.at, words: `connector: ${call.status}`, detail: afterRefusal(turn, call) }));
}

/** What the bot did when the connector refused its reply. */
function afterRefusal(turn, call) {
  const next = turn.calls[turn.calls.indexOf(call) + 1];
  if (next) {
    return `sent once more after ${duration(next.at - call.at)}: ${isTaken(next.status) ? 'taken' : 'refused again'}`;
  }
  return turn.state === 'open' ? 'to be sent once more' : 'not sent again';
}

function stream({ updates }) {
  const detail = `${count(updates.length, 'piece')} shown while it was written`;
  return updates.slice(0, 1).map(({ at }) =>
    ({ step: 'streamed', at, until: updates.at(-1).at, words: 'streamed', detail, aside: true }));
}

function undelivered({ deliveries }) {
  return deliveries.filter(({ status }) => status !== undefined && !isTaken(status)).map(({ at, status, detail }) =>
    ({ step: 'undelivered', at, words: status ? `not accepted: ${status}` : 'not accepted', detail, aside: true }));
}

class TurnsView {
  constructor() {
    this.box = $('turns-scroll');
    this.list = $('turns');
    this.clear();
  }

  clear() {
    this.cards = new Map();
    this.list.replaceChildren();
    this.renderTally(new Conversation().tally);
  }

  render({ changed, now, tally }) {
    keepingEnd(this.box, () => changed.turns.forEach(turn => this.renderTurn(turn, now)));
    this.renderTally(tally);
  }

  renderTally(tally) {
    Object.entries(tally).forEach(([name, number]) => { $(`tally-${name}`).textContent = number; });
    $('tally-out-of-order').classList.toggle('is-bad', tally['out-of-order'] > 0);
    $('tally-replies').classList.toggle('is-bad', tally.replies > tally.turns);
  }

  renderTurn(turn, now) {
    const card = this.cards.get(turn) ?? this.add(turn);
    const [head, steps, verdict] = card.children;
    card.dataset.state = turn.state;
    head.lastElementChild.textContent = stateInWords(turn);
    steps.replaceChildren(...stepElements(turn, timeline(turn, now)));
    verdict.textContent = turn.verdict;
  }

  add(turn) {
    const card = h('li', { class: 'turn', 'data-testid': 'turn', 'data-kind': turn.kind, tabindex: -1 },
      h('div', { class: 'turn-head' },
        h('span', { class: 'number' }, turn.isMessage ? String(turn.number) : ''),
        h('h2', { title: turn.title.slice(0, 500) }, turn.title.slice(0, 200)),
        h('span', { class: 'state' })),
      h('ol', { class: 'steps' }),
      h('p', { class: 'verdict' }));
    this.cards.set(turn, card);
    this.list.append(card);
    return card;
  }

  /** Marks a turn, brings it into sight, and gives its card. */
  select(turn) {
    const card = this.cards.get(turn);
    this.list.querySelector('[aria-current]')?.removeAttribute('aria-current');
    card?.setAttribute('aria-current', 'true');
    card?.scrollIntoView({ block: 'nearest' });
    return card;
  }
}

function stateInWords(turn) {
  const words = { open: turn.has('running') ? 'at work' : 'waiting', dead: 'given up', refused: 'not accepted' };
  return words[turn.state] ?? (turn.lastStep ? `done in ${duration(turn.lastStep.at - turn.start)}` : 'done');
}

function stepElements(turn, rows) {
  const end = Math.max(turn.start + 1, ...rows.filter(row => !row.aside).map(row => row.until));
  const share = at => Math.min(100, Math.max(0, (at - turn.start) / (end - turn.start) * 100));
  return rows.map(row => h('li', { class: 'step', 'data-testid': 'step', 'data-step': row.step, 'data-bad': row.isBad },
    h('span', { class: 'words' }, row.words),
    row.until === undefined ? h('span') : bar(share(row.at), share(row.until)),
    h('span', { class: 'time' }, row.at <= turn.start ? '0' : `+${duration(row.at - turn.start)}`),
    row.detail && h('span', { class: 'detail' }, row.detail)));
}

function bar(from, to) {
  const fill = h('i');
  fill.style.setProperty('--from', `${from}%`);
  fill.style.setProperty('--share', `${to - from}%`);
  return h('span', { class: 'track', 'aria-hidden': 'true' }, fill);
}

// The activities --------------------------------------------------------------------------------------------------------

class ActivitiesView {
  constructor() {
    this.box = $('activities-scroll');
    this.list = $('activities');
    this.clear();
  }

  clear() { this.statuses = new Map(); this.list.replaceChildren(); }

  render({ changed }) {
    keepingEnd(this.box, () => changed.entries.forEach(entry => this.renderEntry(entry)));
  }

  renderEntry(entry) {
    const element = this.statuses.get(entry) ?? this.add(entry);
    element.textContent = entry.status === 0 ? 'no answer' : entry.status ?? '…';
    element.classList.toggle('is-bad', entry.status !== undefined && !isTaken(entry.status));
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

/** The little that tells activities of one type apart. */
function gist({ activity, delivery }) {
  const told = (activity.name ?? activity.text ?? '').slice(0, 100);
  return delivery > 1 ? `delivery ${delivery}: ${told}` : told;
}

/** The activity as it went over the wire. */
function wire(activity) {
  const json = JSON.stringify(activity, null, 2);
  const code = h('pre', { tabindex: 0, role: 'group', 'aria-label': 'JSON of the activity' }, ...coloured(json));
  const copy = button({ class: 'copy' }, () => copyText(json, copy, code), 'Copy');
  return h('div', { class: 'wire' }, copy, code);
}

const JSON_TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

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

/** Copies, or selects the text where the browser does not let pages copy. */
async function copyText(text, copy, element) {
  copy.textContent = await navigator.clipboard?.writeText(text).then(() => 'Copied', () => null) ?? 'Selected';
  if (copy.textContent === 'Selected') getSelection().selectAllChildren(element);
  setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
}

// The page's parts ------------------------------------------------------------------------------------------------------

/** Which panels are tabs depends on the room there is. The widths are those of the style sheet. */
class Layout {
  constructor() {
    this.all = ['chat', 'turns', 'activities', 'trouble'];
    this.wide = matchMedia('(width >= 74em)');
    this.medium = matchMedia('(width >= 52em)');
    this.all.forEach(name => $(`tab-${name}`).addEventListener('click', () => this.choose(name)));
    $('tabs').addEventListener('keydown', event => this.move(event));
    [this.wide, this.medium].forEach(query => query.addEventListener('change', () => this.apply()));
    this.apply();
  }

  get isNarrow() { return !this.medium.matches; }
  get names() { return this.wide.matches ? this.all.slice(1, 3) : this.isNarrow ? this.all : this.all.slice(1); }
  choose(name) { this.chosen = name; this.apply(); }

  apply() {
    const names = this.names;
    const chosen = names.includes(this.chosen) ? this.chosen : names[0];
    const place = this.isNarrow ? $('main').firstElementChild : $('panel-turns');
    if (place !== $('tabs') && place.previousElementSibling !== $('tabs')) place.before($('tabs'));
    this.all.forEach(name => this.applyTo(name, names.includes(name), name === chosen));
  }

  applyTo(name, isTab, isChosen) {
    const [tab, panel] = [$(`tab-${name}`), $(`panel-${name}`)];
    tab.hidden = !isTab;
    tab.tabIndex = isChosen ? 0 : -1;
    tab.setAttribute('aria-selected', String(isTab && isChosen));
    isTab ? panel.setAttribute('role', 'tabpanel') : panel.removeAttribute('role');
    const appears = panel.hidden && (!isTab || isChosen);
    panel.hidden = isTab && !isChosen;
    if (appears) panel.querySelectorAll('.scroll, .transcript').forEach(box => { box.scrollTop = box.scrollHeight; });
  }

  move(event) {
    const names = this.names;
    const here = names.findIndex(name => $(`tab-${name}`) === document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (here >= 0 && to !== undefined) {
      event.preventDefault();
      this.choose(names.at(to % names.length));
      $(`tab-${this.chosen}`).focus();
    }
  }
}

/** A line about the connection, or about what went wrong, with a way on. */
class Status {
  constructor() { this.element = $('status'); }
  get isError() { return this.element.dataset.kind === 'error'; }

  /** @param kind `waiting` or `error` */
  show(kind, text, action) {
    this.element.dataset.kind = kind;
    this.element.replaceChildren(h('span', {}, text), ...(action ? [button({ class: 'button' }, action.run, action.label)] : []));
    this.element.hidden = false;
  }

  hide() { this.element.hidden = true; }
}

/** The field that one writes in: grows with its text, and remembers what was sent. */
class Composer {
  constructor(send) {
    this.field = $('composer');
    this.sent = [];
    this.place = 0;
    this.field.addEventListener('input', () => this.fit());
    this.field.addEventListener('keydown', event => this.press(event, send));
    $('composer-form').addEventListener('submit', event => {
      event.preventDefault();
      send();
    });
    this.fit();
  }

  get text() { return this.field.value.trim(); }
  set text(text) { this.field.value = text; this.fit(); }

  fit() {
    this.field.style.height = 'auto';
    this.field.style.height = `${this.field.scrollHeight}px`;
    $('send').classList.toggle('is-ready', this.text !== '');
  }

  focus() { this.field.focus({ preventScroll: true }); }

  /** Empties the field, and gives what was in it. */
  take() {
    const text = this.text;
    if (text && this.sent.at(-1) !== text) this.sent.push(text);
    this.place = this.sent.length;
    this.text = '';
    return text;
  }

  /** The arrows leaf through what was sent while the field is empty, or shows what was recalled. */
  press(event, send) {
    const recalled = this.place + { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (recalled >= 0 && recalled <= this.sent.length && this.field.value === (this.sent[this.place] ?? '')) {
      event.preventDefault();
      this.place = recalled;
      this.text = this.sent[recalled] ?? '';
    }
  }
}

// The server ------------------------------------------------------------------------------------------------------------

/** What the server answered instead of what was asked for; status 0 where it did not answer. */
class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function post(path, body) {
  const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(BASE + path, request).catch(() => Response.error());
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const otherwise = response.status === 0 ? 'The server cannot be reached.' : `The server answered ${response.status}.`;
  throw new Problem(response.status, answer.detail ?? answer.title ?? otherwise);
}

/** The events of a conversation, each once, however often the connection is lost. */
class Events {
  /** @param listener `event(event)`, `connected()`, `lost()`, `gone()` */
  constructor(id, listener) {
    this.path = `${BASE}/${encodeURIComponent(id)}/events`;
    this.listener = listener;
    this.latest = 0;
    this.open();
  }

  open() {
    this.source = new EventSource(this.path);
    this.source.onopen = () => this.listener.connected();
    this.source.onmessage = ({ lastEventId, data }) => this.take(Number(lastEventId), data);
    this.source.onerror = () => (this.source.readyState === EventSource.CLOSED ? this.ask() : this.listener.lost());
  }

  take(number, data) {
    if (number > this.latest) {
      this.latest = number;
      this.listener.event(JSON.parse(data));
    }
  }

  /** A browser goes on trying unless it was refused, and then it does not tell why. */
  async ask() {
    const abort = new AbortController();
    const status = await fetch(this.path, { signal: abort.signal }).then(response => response.status, () => 0);
    abort.abort();
    if (this.isClosed) return;
    if (status === 404) {
      this.listener.gone();
    } else {
      this.listener.lost();
      this.timer = setTimeout(() => this.open(), TRY_AGAIN_AFTER);
    }
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.source.close();
  }
}

/** The whole: which conversation is shown, and what the user can do. */
class Playground {
  constructor() {
    this.layout = new Layout();
    this.status = new Status();
    this.chat = new ChatView({
      select: (turn, goThere) => this.select(turn, goThere),
      retry: turn => this.retry(turn),
      rate: ({ id }, reaction) => this.demand('/feedback', { messageId: id, reaction }),
    });
    this.turns = new TurnsView();
    this.activities = new ActivitiesView();
    this.composer = new Composer(() => this.send());
    this.listen();
    this.resumeOrBegin();
    this.composer.focus();
  }

  listen() {
    $('new-conversation').addEventListener('click', () => this.beginAnew());
    $('mention').addEventListener('change', () => this.showMention());
    for (const control of [$('group'), ...document.querySelectorAll('[name=channel]')]) {
      control.addEventListener('change', () => this.begin());
    }
    for (const control of document.querySelectorAll('[data-trouble]')) {
      control.addEventListener('click', () => this.rehearse(control.dataset.trouble));
    }
    const suggest = text => {
      this.say([text]);
      this.composer.focus();
    };
    $('suggestions').append(...SUGGESTIONS.map(text => button({ class: 'suggestion' }, () => suggest(text), text)));
    addEventListener('hashchange', () => this.resumeOrBegin());
  }

  // Which conversation: the URL's hash holds all that the page has to know of one.

  resumeOrBegin() {
    const { id, channel, group, model, token } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (id && CHANNELS.includes(channel)) {
      this.open({ id, channel, model, group: group === 'true', token: token === 'true' });
      // What was said before is not read out again.
      $('transcript').setAttribute('aria-busy', 'true');
      setTimeout(() => $('transcript').removeAttribute('aria-busy'), 1000);
    } else {
      this.begin();
    }
  }

  get wanted() {
    const channel = document.querySelector('[name=channel]:checked').value;
    return { channel, group: channel === 'msteams' && $('group').checked };
  }

  async begin() {
    this.close();
    this.showControls(this.wanted);
    const beginning = this.beginning = Symbol('beginning');
    const begun = await post('', this.wanted).catch(problem => problem);
    if (this.beginning !== beginning) return;
    if (begun instanceof Problem) {
      this.failToBegin(begun);
    } else {
      const { id, channel, group, model, token } = begun;
      // The first one takes the place of the bare address; after that, the browser leads back to earlier ones.
      history[location.hash ? 'pushState' : 'replaceState'](null, '', `#${new URLSearchParams({ id, channel, group, model, token })}`);
      this.open(begun);
    }
  }

  beginAnew() { this.begin(); this.composer.focus(); }

  failToBegin(problem) {
    if (problem.status === 0) {
      this.status.show('waiting', 'The server cannot be reached. Is Parley running? Trying again every few seconds.');
      this.retryTimer = setTimeout(() => this.begin(), TRY_AGAIN_AFTER);
    } else {
      this.status.show('error', `No conversation was begun. ${problem.message}`, { label: 'Try again', run: () => this.beginAnew() });
    }
  }

  open(info) {
    this.close();
    this.conversation = new Conversation(info);
    this.showControls(info);
    this.showInfo(info);
    this.showUse();
    this.events = new Events(info.id, {
      event: event => {
        this.conversation.apply(event);
        this.frame ??= requestAnimationFrame(() => this.render());
      },
      connected: () => this.status.hide(),
      lost: () => this.status.show('waiting', 'The connection is lost. Trying again; nothing that happens meanwhile is missed.'),
      gone: () => this.gone(),
    });
  }

  close() {
    this.beginning = null;
    this.conversation = null;
    this.events?.close();
    clearTimeout(this.retryTimer);
    [this.chat, this.turns, this.activities].forEach(view => view.clear());
    this.status.hide();
    this.showUse();
  }

  gone() {
    this.events.close();
    this.status.show('error', 'This conversation is gone: the playground keeps a few conversations, in memory, until the server stops.',
      { label: 'New conversation', run: () => this.beginAnew() });
  }

  // What is shown, at most once a frame; and while a turn is under way, its last bar grows.

  render() {
    this.frame = null;
    if (this.conversation) {
      [this.chat, this.turns, this.activities].forEach(view => view.render(this.conversation));
      this.conversation.settle();
      this.showUse();
      this.ticker ??= setInterval(() => this.tick(), 250);
    }
  }

  tick() {
    const open = this.conversation?.open ?? [];
    open.forEach(turn => this.turns.renderTurn(turn, this.conversation.now));
    if (open.length === 0) {
      clearInterval(this.ticker);
      this.ticker = null;
    }
  }

  /** What depends on whether something was said. */
  showUse() {
    const isUsed = Boolean(this.conversation?.messages.length);
    $('suggestions').hidden = isUsed || !this.conversation;
    document.querySelector('[data-trouble=redeliver]').disabled = !isUsed;
  }

  showControls({ channel, group }) {
    document.querySelector(`[name=channel][value=${channel}]`).checked = true;
    $('group').checked = group;
    $('group-control').hidden = channel !== 'msteams';
    $('mention-control').hidden = !group;
    this.showMention();
  }

  showMention() {
    $('mention-hint').hidden = $('mention-control').hidden || $('mention').checked;
    $('composer-hint').hidden = !$('mention-hint').hidden;
  }

  showInfo({ model, token }) {
    const badge = $('model-badge');
    badge.hidden = !model;
    badge.dataset.model = model;
    badge.replaceChildren(...(model === 'demo' ? ['Demo model', h('span', {}, ', no Azure account')] : ['Azure OpenAI']));
    $('token-note').textContent = token
      ? 'The bot demands a token of the channel; this page’s is signed by the playground.'
      : 'The bot demands no token, as MICROSOFT_APP_ID is not set.';
  }

  // What the user does.

  send() {
    if (this.composer.text && this.conversation) {
      const text = this.composer.take();
      this.say([text], 'none', text);
    }
    this.composer.focus();
  }

  rehearse(trouble) {
    if (trouble === 'redeliver') {
      this.demand('/redeliveries', {});
    } else if (this.conversation) {
      const own = this.composer.take();
      const isBurst = trouble === 'burst';
      const texts = isBurst ? [1, 2, 3, 4, 5].map(number => `${own} (${number} of 5)`) : [own];
      this.say(own ? texts : REHEARSALS[trouble], isBurst ? 'none' : trouble, own);
    }
    if (this.layout.isNarrow) {
      this.layout.choose('chat');
      $('tab-chat').focus();
    }
  }

  /** @param typed goes back to the composer when it cannot be sent */
  async say(texts, trouble = 'none', typed = '') {
    const isSaid = await this.demand('/messages', { texts, mention: $('mention').checked, trouble });
    if (!isSaid && !this.composer.text) this.composer.text = typed;
  }

  /** Only the last message can be delivered again; an older one is said anew. */
  retry(turn) {
    turn === this.conversation.messages.at(-1) ? this.demand('/redeliveries', {}) : this.say([turn.text]);
    this.composer.focus();
  }

  /** Asks something of the conversation; whether it was done. */
  async demand(path, body) {
    const conversation = this.conversation;
    const problem = await post(`/${encodeURIComponent(conversation.info.id)}${path}`, body).then(() => null, failure => failure);
    if (this.conversation !== conversation) return true;
    if (problem?.status === 404) {
      this.gone();
    } else if (problem) {
      this.status.show('error', `Not sent${problem.status ? ` (${problem.status})` : ''}. ${problem.message}`);
    } else if (this.status.isError) {
      this.status.hide();
    }
    return !problem;
  }

  select(turn, goThere) {
    if (goThere) this.layout.choose('turns');
    const card = this.turns.select(turn);
    if (goThere && this.layout.isNarrow) card?.focus({ preventScroll: true });
  }
}

new Playground();
