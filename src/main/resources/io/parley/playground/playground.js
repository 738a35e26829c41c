/**
 * The playground's page. It plays a channel's client: shows one conversation, and beside it what the bot does in each turn.
 * All that it shows comes from the conversation's events, so a reload, or a connection that was lost, changes nothing.
 *
 * `Turn` and `Conversation` make sense of the events, the `…View` classes show them, `Playground` joins them to the server.
 */
import { Marked } from './marked.js';
import DOMPurify from './purify.js';

const BASE = '/playground/conversations';
const TYPING_LASTS = 3500;
const TRY_AGAIN_AFTER = 3000;
const BOT_MENTION = /^<at>[^<]*<\/at>\s*/;

const SUGGESTIONS = ['How do I add a monitor?', 'What did I ask before?', '/help'];

/** What each button sends, unless the composer has a text. */
const REHEARSALS = {
  'burst': ['First of five.', 'Second of five.', 'Third of five.', 'Fourth of five.', 'Fifth of five.'],
  'slow-model': ['Take your time.'],
  'failing-model': ['What do you say when the model fails?'],
  'connector-502': ['Does this arrive through a broken gateway?'],
  'connector-429': ['Does this arrive when the channel is busy?'],
};

const CHANNELS = { msteams: 'Teams', webchat: 'Web Chat', emulator: 'Emulator' };

// ---------------------------------------------------------------------------------------------------------- small tools

const $ = id => document.getElementById(id);

/** Makes an element. Children that are null or false are left out; attributes named `on…` are listeners. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value != null) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter(child => child != null && child !== false));
  return element;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

const unseen = text => h('span', { class: 'unseen' }, text);

const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

const isTaken = status => status >= 200 && status < 300;

/** A duration as people write it: 7 ms, 1.24 s, 2 min 5 s. */
function duration(millis) {
  const rounded = Math.max(0, Math.round(millis));
  if (rounded < 1000) {
    return `${rounded} ms`;
  }
  const seconds = rounded / 1000;
  return seconds < 60
    ? `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function clockTime(at) {
  const date = new Date(at);
  const two = number => String(number).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.`
    + String(date.getMilliseconds()).padStart(3, '0');
}

/** Changes what is in a box that scrolls; who was at its end stays there. */
function keepingEnd(box, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  change();
  if (atEnd) {
    box.scrollTop = box.scrollHeight;
  }
}

// -------------------------------------------------------------------------------------------------- the bot's markdown

const markdown = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    image: ({ text }) => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Text, lists, tables, code and links: nothing that loads, asks for input, or looks like the page itself. */
const CLEAN = {
  ALLOWED_TAGS: ['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'hr', 'i', 'li', 'ol', 'p', 'pre', 's', 'strong',
    'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul'],
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

/** What a bot's message looks like, as nodes that are safe to show. */
function formatted(text) {
  const fragment = DOMPurify.sanitize(markdown.parse(text), CLEAN);
  for (const code of fragment.querySelectorAll('pre')) {
    code.tabIndex = 0;
  }
  for (const table of fragment.querySelectorAll('table')) {
    const box = h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'Table' });
    table.replaceWith(box);
    box.append(table);
  }
  return fragment;
}

// ------------------------------------------------------------------------------------------------------------ the model

/** One activity that was sent to the bot, and all that came of it. */
class Turn {

  constructor(id, activity, number) {
    this.id = id;
    this.activity = activity;
    this.kind = activity.type;
    this.number = number;
    this.deliveries = [];
    this.steps = [];
    this.calls = [];
    this.updates = [];
    this.shown = new Map();
  }

  get isMessage() {
    return this.kind === 'message';
  }

  get text() {
    return (this.activity.text ?? '').replace(BOT_MENTION, '');
  }

  get isMentioned() {
    return BOT_MENTION.test(this.activity.text ?? '');
  }

  get isGroup() {
    return this.activity.conversation?.isGroup === true;
  }

  get title() {
    const titles = { message: this.text, conversationUpdate: 'You joined', invoke: 'Feedback on an answer' };
    return titles[this.kind] ?? this.kind;
  }

  times(step) {
    return this.steps.filter(other => other.step === step).length;
  }

  has(step) {
    return this.times(step) > 0;
  }

  /** When it was accepted; until then, when it was first delivered. */
  get start() {
    return (this.steps.find(step => step.step === 'accepted') ?? this.deliveries[0]).at;
  }

  get end() {
    return this.steps.findLast(step => step.step === 'done' || step.step === 'dead')?.at;
  }

  get answeredAt() {
    return this.calls.find(call => isTaken(call.status))?.at;
  }

  /** `open`, `done`, `dead` (given up) or `refused` (not accepted). */
  get state() {
    if (this.end !== undefined) {
      return this.steps.findLast(step => step.step === 'done' || step.step === 'dead').step;
    }
    const latest = this.deliveries.at(-1);
    if (this.steps.length > 0 || latest.status === undefined) {
      return 'open';
    }
    return isTaken(latest.status) ? (latest.status === 200 ? 'done' : 'open') : 'refused';
  }

  /** How often the user was answered: parts of one answer differ, so the text seen most often tells. */
  get replies() {
    const times = new Map();
    for (const text of this.shown.values()) {
      times.set(text, (times.get(text) ?? 0) + 1);
    }
    return Math.max(0, ...times.values());
  }

  /** What became of a message, for whoever sent it. */
  get fate() {
    if (this.state === 'dead' || this.state === 'refused') {
      return this.state;
    }
    if (this.replies > 0) {
      return 'answered';
    }
    if (this.state === 'done') {
      return 'silent';
    }
    return this.has('accepted') || isTaken(this.deliveries.at(-1).status) ? 'accepted' : 'sending';
  }

  get isUnmentioned() {
    return this.isMessage && this.isGroup && !this.isMentioned;
  }

  /** What happened, counted from the events. */
  get verdict() {
    const delivered = count(this.deliveries.length, 'delivery', 'deliveries');
    if (this.state === 'refused') {
      return `${delivered}, not accepted`;
    }
    const turns = count(this.times('accepted'), 'turn');
    return this.kind === 'invoke' ? delivered : `${delivered}, ${turns}, ${this.replyVerdict}`;
  }

  get replyVerdict() {
    if (this.replies === 0) {
      return this.state === 'open' ? 'no reply yet' : this.isUnmentioned ? 'no reply: not mentioned' : 'no reply';
    }
    const parts = this.shown.size / this.replies;
    return count(this.replies, 'reply', 'replies') + (parts > 1 ? ` in ${this.shown.size} messages` : '');
  }
}

/** All that is known of a conversation. `apply` takes its events; `changed` holds what has to be shown anew. */
class Conversation {

  constructor(info) {
    this.info = info;
    this.turns = new Map();
    this.bubbles = new Map();
    this.items = [];
    this.activities = [];
    this.typingSince = null;
    this.outOfOrder = 0;
    this.accepted = new Map();
    this.latestReplied = -1;
    /** The server's clock, as far ahead of ours as was seen. */
    this.skew = -Infinity;
    this.changed = new Set();
  }

  get now() {
    return Date.now() + this.skew;
  }

  get messages() {
    return [...this.turns.values()].filter(turn => turn.isMessage);
  }

  /** The counts that tell whether the promise is kept; of messages alone, for the welcome answers none. */
  get tally() {
    const messages = this.messages;
    const sum = number => messages.reduce((total, turn) => total + number(turn), 0);
    return {
      'messages': messages.length,
      'turns': sum(turn => turn.times('accepted')),
      'replies': sum(turn => turn.replies),
      'repeats': sum(turn => turn.times('repeated')),
      'out-of-order': this.outOfOrder,
    };
  }

  apply(event) {
    this.skew = Math.max(this.skew, event.at - Date.now());
    if (event.type === 'activity') {
      event.direction === 'toBot' ? this.toBot(event) : this.fromBot(event);
    } else if (event.type === 'delivery') {
      this.delivered(event);
    } else if (event.type === 'step') {
      this.stepped(event);
    }
  }

  toBot(event) {
    const turn = this.turns.get(event.turn) ?? this.begin(event);
    turn.deliveries.push({ delivery: event.delivery, at: event.at });
    this.list({ ...event, method: 'POST', path: '/api/messages', status: undefined });
    this.changed.add(turn);
  }

  begin(event) {
    const turn = new Turn(event.turn, event.activity, this.messages.length + 1);
    this.turns.set(turn.id, turn);
    if (turn.isMessage) {
      this.items.push(turn);
    }
    return turn;
  }

  delivered(event) {
    const turn = this.turns.get(event.turn);
    const delivery = turn?.deliveries.find(other => other.delivery === event.delivery);
    if (!delivery) {
      return;
    }
    Object.assign(delivery, { status: event.status, millis: event.millis, detail: event.detail });
    const entry = this.activities.find(other =>
      other.direction === 'toBot' && other.turn === event.turn && other.delivery === event.delivery);
    entry.status = event.status;
    this.changed.add(entry).add(turn);
    if (turn.kind === 'invoke') {
      this.rated(turn, event);
    }
  }

  rated(turn, event) {
    const bubble = this.bubbles.get(turn.activity.replyToId);
    if (bubble) {
      bubble.rating = { status: event.status, reaction: turn.activity.value?.actionValue?.reaction };
      this.changed.add(bubble);
    }
  }

  stepped(event) {
    const turn = this.turns.get(event.turn);
    if (!turn) {
      return;
    }
    turn.steps.push(event);
    if (event.step === 'accepted' && !this.accepted.has(turn.id)) {
      this.accepted.set(turn.id, this.accepted.size);
    }
    if (event.step === 'done' || event.step === 'dead') {
      this.typingSince = null;
      this.stopWriting(turn);
    }
    this.changed.add(turn);
  }

  /** An attempt that died may have left a stream without its end. */
  stopWriting(turn) {
    for (const bubble of this.bubbles.values()) {
      if (bubble.turn === turn && bubble.state === 'writing') {
        bubble.state = 'stopped';
        this.changed.add(bubble);
      }
    }
  }

  fromBot(event) {
    const turn = this.turns.get(event.turn);
    this.list(event);
    if (event.activity.type === 'message') {
      turn?.calls.push(event);
      this.changed.add(turn);
    }
    if (isTaken(event.status)) {
      this.show(event, turn);
    }
  }

  show(event, turn) {
    const { type, text } = event.activity;
    if (type === 'typing' && !text) {
      this.typingSince = event.at;
      return;
    }
    if (type !== 'typing' && type !== 'message') {
      return;
    }
    this.typingSince = null;
    this.write(event, turn);
    if (type === 'typing') {
      turn?.updates.push(event);
    } else {
      this.note(event, turn);
    }
  }

  write({ messageId, activity }, turn) {
    const bubble = this.bubbles.get(messageId) ?? this.addBubble(messageId, turn);
    bubble.text = activity.text ?? '';
    bubble.state = activity.type === 'typing' ? 'writing' : 'final';
    bubble.isGenerated = (activity.entities ?? []).some(entity =>
      [entity.additionalType].flat().includes('AIGeneratedContent'));
    const data = activity.channelData ?? {};
    bubble.canBeRated = Boolean(data.feedbackLoop ?? data.feedbackLoopEnabled);
    this.changed.add(bubble);
  }

  addBubble(id, turn) {
    const bubble = { id, turn, isBubble: true };
    this.bubbles.set(id, bubble);
    this.items.push(bubble);
    return bubble;
  }

  /** Notes a finished reply, and whether it came after that to a message which was accepted later. */
  note(event, turn) {
    if (!turn) {
      return;
    }
    const place = this.accepted.get(turn.id);
    if (turn.shown.size === 0 && place !== undefined) {
      this.outOfOrder += place < this.latestReplied ? 1 : 0;
      this.latestReplied = Math.max(this.latestReplied, place);
    }
    turn.shown.set(event.messageId, event.activity.text ?? '');
    this.changed.add(turn);
  }

  list(event) {
    const entry = { ...event, isEntry: true };
    this.activities.push(entry);
    this.changed.add(entry);
  }
}

// ------------------------------------------------------------------------------------------------------------- the chat

class ChatView {

  /** @param actions `select(turn)`, `retry(turn)`, `rate(bubble, reaction)` */
  constructor(actions) {
    this.actions = actions;
    this.box = $('transcript');
    this.typing = h('div', { class: 'typing', 'data-testid': 'typing', role: 'img', 'aria-label': 'The bot is typing' },
      h('i'), h('i'), h('i'));
    this.clear();
  }

  clear() {
    this.elements = new Map();
    this.shown = 0;
    this.box.replaceChildren();
  }

  render(conversation) {
    keepingEnd(this.box, () => {
      for (; this.shown < conversation.items.length; this.shown++) {
        this.add(conversation.items[this.shown]);
      }
      const latest = conversation.messages.at(-1);
      for (const item of conversation.changed) {
        if (item instanceof Turn && item.isMessage) {
          this.renderUser(item, item === latest);
        } else if (item?.isBubble) {
          this.renderBot(item);
        }
      }
      this.renderTyping(conversation);
    });
  }

  /** What the user said is not read out again, nor is what changes beside it. */
  add(item) {
    const isTurn = item instanceof Turn;
    const element = h('article', isTurn
      ? { class: 'message user', 'data-testid': 'message-user', 'aria-live': 'off' }
      : { class: 'message bot', 'data-testid': 'message-bot' });
    element.addEventListener('click', () => {
      const turn = isTurn ? item : item.turn;
      if (turn && getSelection().isCollapsed) {
        this.actions.select(turn, false);
      }
    });
    this.elements.set(item, element);
    this.box.append(element);
  }

  renderUser(turn, isLatest) {
    const element = this.elements.get(turn);
    if (!element.hasChildNodes()) {
      element.append(
        h('div', { class: 'bubble' }, unseen('You: '),
          turn.isMentioned && h('span', { class: 'mention' }, '@Parley'), turn.text),
        h('div', { class: 'meta' }));
      this.box.scrollTop = this.box.scrollHeight;
    }
    element.dataset.state = turn.fate;
    const meta = element.lastElementChild;
    const hadFocus = meta.contains(document.activeElement);
    meta.replaceChildren(...this.notes(turn, isLatest));
    if (hadFocus) {
      meta.querySelector('button')?.focus();
    }
  }

  notes(turn, isLatest) {
    const repeats = turn.times('repeated');
    const latest = turn.deliveries.at(-1);
    const notes = [h('button', { type: 'button', class: 'fate', onclick: event => {
      event.stopPropagation();
      this.actions.select(turn, true);
    } }, fateInWords(turn), unseen(`, show turn ${turn.number}`))];
    if (repeats > 0) {
      notes.push(h('span', {}, `delivered again ×${repeats}: ${turn.times('accepted') === 1 ? 'still one turn' : turn.verdict}`));
    }
    if (turn.fate === 'silent' && turn.isUnmentioned) {
      notes.push(h('span', {}, 'In a group the bot answers only who mentions it.'));
    }
    if (turn.fate === 'refused') {
      notes.push(latest.detail && h('span', {}, latest.detail), this.retryButton(turn, isLatest));
    }
    if (turn.fate === 'dead') {
      notes.push(h('span', {}, turn.steps.findLast(step => step.step === 'dead').detail ?? ''));
    }
    return notes.filter(Boolean);
  }

  retryButton(turn, isLatest) {
    return h('button', { type: 'button', class: 'retry', onclick: event => {
      event.stopPropagation();
      this.actions.retry(turn, isLatest);
    } }, 'Try again');
  }

  /** A text that is being written is not read out piece by piece: the finished one takes its place, and is. */
  renderBot(bubble) {
    const element = this.elements.get(bubble);
    element.dataset.state = bubble.state;
    const body = h('div', { class: 'body', 'aria-live': bubble.state === 'final' ? null : 'off' },
      unseen('Parley: '), h('div', { class: 'markdown' }, formatted(bubble.text)));
    if (bubble.state === 'final' && element.firstElementChild?.dataset.text === bubble.text) {
      element.lastElementChild.replaceWith(this.footer(bubble));
      return;
    }
    if (bubble.state === 'final') {
      body.dataset.text = bubble.text;
    }
    element.replaceChildren(body, this.footer(bubble));
  }

  footer(bubble) {
    return h('div', { class: 'footer', 'aria-live': 'off' },
      bubble.state === 'writing' && h('span', { class: 'writing' }, 'being written'),
      bubble.state === 'stopped' && h('span', {}, 'stopped before its end'),
      bubble.isGenerated && h('span', { class: 'generated' }, 'AI-generated'),
      bubble.canBeRated && bubble.state === 'final' && this.thumb(bubble, 'like', 'up', 'Good answer'),
      bubble.canBeRated && bubble.state === 'final' && this.thumb(bubble, 'dislike', 'down', 'Bad answer'),
      bubble.rating && h('span', { class: 'rated' }, isTaken(bubble.rating.status)
        ? 'The bot took your feedback.'
        : `The bot did not take your feedback (${bubble.rating.status}).`));
  }

  thumb(bubble, reaction, name, label) {
    const button = h('button', {
      type: 'button', class: 'thumb', 'data-reaction': reaction, 'aria-label': label, title: label,
      'aria-pressed': String(bubble.rating?.reaction === reaction),
      onclick: event => {
        event.stopPropagation();
        this.actions.rate(bubble, reaction);
      },
    }, icon(name));
    if (document.activeElement?.dataset.reaction === reaction && this.elements.get(bubble).contains(document.activeElement)) {
      queueMicrotask(() => button.focus());
    }
    return button;
  }

  renderTyping(conversation) {
    clearTimeout(this.typingTimer);
    const left = conversation.typingSince === null ? 0 : conversation.typingSince + TYPING_LASTS - conversation.now;
    if (left <= 0) {
      this.typing.remove();
      return;
    }
    this.box.append(this.typing);
    this.typingTimer = setTimeout(() => this.typing.remove(), Math.min(left, TYPING_LASTS));
  }
}

/** What became of a message, in words. */
function fateInWords(turn) {
  const latest = turn.deliveries.at(-1);
  const words = {
    sending: () => 'sending',
    accepted: () => (turn.has('running') ? 'accepted, at work' : 'accepted'),
    answered: () => (turn.answeredAt === undefined ? 'answered' : `answered in ${duration(turn.answeredAt - turn.start)}`),
    silent: () => 'accepted, no reply',
    refused: () => `not accepted${latest.status ? ` (${latest.status})` : ''}`,
    dead: () => 'given up',
  };
  return words[turn.fate]();
}

// ------------------------------------------------------------------------------------------------------------ the turns

const STEP_WORDS = {
  accepted: 'accepted', repeated: 'delivered again', running: 'running', model: 'model asked', answered: 'answer there',
  recorded: 'recorded', sent: 'sent', done: 'done', dead: 'given up', postponed: 'postponed', streamed: 'shown so far',
  refused: 'refused', undelivered: 'not accepted',
};

/**
 * The rows of a turn's timeline, oldest first. A row with `until` is drawn as a bar: the bot was at that until the next step.
 * @returns {{step: string, at: number, until?: number, words: string, detail?: string}[]}
 */
function timeline(turn, now) {
  const rows = [...turn.steps.map(stepRow), ...refusalRows(turn), ...streamRows(turn), ...undeliveredRows(turn)]
    .sort((one, other) => one.at - other.at);
  const work = rows.filter(row => !row.aside);
  work.forEach((row, index) => {
    const isLast = index === work.length - 1;
    row.until = isLast ? (turn.state === 'open' ? Math.max(now, row.at) : row.at) : work[index + 1].at;
  });
  return rows;
}

function stepRow({ step, at, attempt, detail }) {
  const again = attempt > 1 && (step === 'running' || step === 'postponed') ? `, attempt ${attempt}` : '';
  return {
    step, at, detail,
    words: (STEP_WORDS[step] ?? step) + again,
    detail: step === 'repeated' ? 'known already: no second turn' : detail,
    aside: step === 'repeated',
    isBad: step === 'answered' && Boolean(detail),
  };
}

function refusalRows(turn) {
  return turn.calls.filter(call => !isTaken(call.status)).map(call => ({
    step: 'refused', at: call.at, words: `connector: ${call.status}`, detail: afterRefusal(turn, call),
  }));
}

/** What the bot did when the connector refused its reply. */
function afterRefusal(turn, call) {
  const next = turn.calls[turn.calls.indexOf(call) + 1];
  if (next) {
    return `sent once more after ${duration(next.at - call.at)}: ${isTaken(next.status) ? 'taken' : 'refused again'}`;
  }
  return turn.state === 'open' ? 'will be sent once more' : 'not sent again';
}

function streamRows({ updates }) {
  return updates.length === 0 ? [] : [{
    step: 'streamed', at: updates[0].at, until: updates.at(-1).at, aside: true,
    words: 'shown so far', detail: `${count(updates.length, 'update')} while it was written`,
  }];
}

function undeliveredRows({ deliveries }) {
  return deliveries.filter(({ status }) => status !== undefined && !isTaken(status)).map(({ at, status, detail }) => ({
    step: 'undelivered', at, words: status ? `not accepted: ${status}` : 'not accepted', detail, aside: true,
  }));
}

class TurnsView {

  /** @param actions `reveal(turn)` */
  constructor(actions) {
    this.actions = actions;
    this.box = $('turns-scroll');
    this.list = $('turns');
    this.clear();
  }

  clear() {
    this.cards = new Map();
    this.list.replaceChildren();
  }

  render(conversation) {
    const turns = [...conversation.changed].filter(item => item instanceof Turn);
    keepingEnd(this.box, () => turns.forEach(turn => this.renderTurn(turn, conversation.now)));
    this.renderTally(conversation.tally);
  }

  renderTally(tally) {
    for (const [name, number] of Object.entries(tally)) {
      $(`tally-${name}`).textContent = number;
    }
    $('tally-out-of-order').classList.toggle('is-bad', tally['out-of-order'] > 0);
    $('tally-replies').classList.toggle('is-bad', tally.replies > tally.turns);
  }

  renderTurn(turn, now) {
    const card = this.cards.get(turn) ?? this.addCard(turn);
    card.dataset.state = turn.state;
    const rows = timeline(turn, now);
    const [head, steps, verdict] = card.children;
    head.lastElementChild.textContent = stateInWords(turn);
    steps.replaceChildren(...rows.map(row => stepElement(row, turn, rows)));
    verdict.textContent = turn.verdict;
  }

  addCard(turn) {
    const card = h('li', { class: 'turn', 'data-testid': 'turn', 'data-kind': turn.kind, tabindex: -1 },
      h('div', { class: 'turn-head' },
        h('span', { class: 'number' }, turn.isMessage ? String(turn.number) : ''),
        h('h3', {}, turn.title),
        h('span', { class: 'state' })),
      h('ol', { class: 'steps' }),
      h('p', { class: 'verdict' }));
    this.cards.set(turn, card);
    this.list.append(card);
    return card;
  }

  /** Marks a turn, and brings it into sight. */
  select(turn) {
    this.list.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const card = this.cards.get(turn);
    card?.setAttribute('aria-current', 'true');
    card?.scrollIntoView({ block: 'nearest' });
    return card;
  }
}

function stateInWords(turn) {
  const took = turn.end === undefined ? '' : ` in ${duration(turn.end - turn.start)}`;
  const words = { open: turn.has('running') ? 'at work' : 'waiting', done: `done${took}`, dead: 'given up', refused: 'not accepted' };
  return words[turn.state];
}

function stepElement(row, turn, rows) {
  const last = Math.max(...rows.filter(other => !other.aside).map(other => other.until), turn.start + 1);
  const share = at => Math.min(100, Math.max(0, (at - turn.start) / (last - turn.start) * 100));
  const bar = h('span', { class: 'track', 'aria-hidden': 'true' });
  if (row.until !== undefined) {
    const fill = h('i');
    fill.style.setProperty('--from', `${share(row.at)}%`);
    fill.style.setProperty('--share', `${share(row.until) - share(row.at)}%`);
    bar.append(fill);
  }
  return h('li', { class: 'step', 'data-testid': 'step', 'data-step': row.step, 'data-bad': row.isBad },
    h('span', { class: 'words' }, row.words),
    bar,
    h('span', { class: 'time' }, row.at <= turn.start ? '0' : `+${duration(row.at - turn.start)}`),
    row.detail && h('span', { class: 'detail' }, row.detail));
}

// ------------------------------------------------------------------------------------------------------- the activities

class ActivitiesView {

  constructor() {
    this.box = $('activities-scroll');
    this.list = $('activities');
    this.clear();
  }

  clear() {
    this.statuses = new Map();
    this.list.replaceChildren();
  }

  render(conversation) {
    const entries = [...conversation.changed].filter(item => item?.isEntry);
    keepingEnd(this.box, () => entries.forEach(entry => this.renderEntry(entry)));
  }

  renderEntry(entry) {
    const status = this.statuses.get(entry) ?? this.add(entry);
    status.textContent = entry.status === undefined ? '…' : entry.status === 0 ? 'no answer' : entry.status;
    status.classList.toggle('is-bad', entry.status !== undefined && !isTaken(entry.status));
  }

  add(entry) {
    const status = h('span', { class: 'http' });
    const toBot = entry.direction === 'toBot';
    const details = h('details', { class: 'activity', 'data-testid': 'activity', 'data-direction': entry.direction },
      h('summary', {},
        icon(toBot ? 'to' : 'from'),
        unseen(toBot ? 'To the bot: ' : 'From the bot: '),
        h('span', { class: 'type' }, entry.activity.type, h('span', { class: 'gist' }, gist(entry))),
        status,
        h('span', { class: 'path', title: entry.path }, `${entry.method} ${entry.path}`),
        h('time', { class: 'time' }, clockTime(entry.at))));
    details.addEventListener('toggle', () => details.children.length === 1 && details.append(wire(entry.activity)));
    this.statuses.set(entry, status);
    this.list.append(details);
    return status;
  }
}

/** The little that tells activities of one type apart. */
function gist({ activity, delivery }) {
  const again = delivery > 1 ? `, delivery ${delivery}` : '';
  const told = activity.name ?? activity.text;
  return `${told ? ` ${told.slice(0, 80)}` : ''}${again}`;
}

function wire(activity) {
  const json = JSON.stringify(activity, null, 2);
  const copy = h('button', { type: 'button', class: 'copy', onclick: () => copyText(json, copy, code) }, 'Copy');
  const code = h('pre', { tabindex: 0, role: 'region', 'aria-label': 'JSON of the activity' }, ...coloured(json));
  return h('div', { class: 'wire' }, copy, code);
}

const JSON_TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function* coloured(json) {
  let end = 0;
  for (const match of json.matchAll(JSON_TOKEN)) {
    const [whole, string, colon] = match;
    yield json.slice(end, match.index);
    yield h('span', { class: colon ? 'key' : string ? 'string' : 'literal' }, string ?? whole);
    yield colon ?? '';
    end = match.index + whole.length;
  }
  yield json.slice(end);
}

/** Copies, or selects the text where the browser does not let pages copy. */
async function copyText(text, button, element) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(element);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
}

// ----------------------------------------------------------------------------------------------------- tabs and layouts

/** Which panels are tabs depends on the room there is. The widths are those of the style sheet. */
class Layout {

  static WIDE = matchMedia('(min-width: 74em)');
  static MEDIUM = matchMedia('(min-width: 52em)');
  static ALL = ['chat', 'turns', 'activities', 'trouble'];

  constructor() {
    this.tabs = $('tabs');
    this.chosen = null;
    Layout.ALL.forEach(name => $(`tab-${name}`).addEventListener('click', () => this.choose(name)));
    this.tabs.addEventListener('keydown', event => this.move(event));
    [Layout.WIDE, Layout.MEDIUM].forEach(query => query.addEventListener('change', () => this.apply()));
    this.apply();
  }

  get names() {
    return Layout.WIDE.matches ? Layout.ALL.slice(1, 3) : Layout.MEDIUM.matches ? Layout.ALL.slice(1) : Layout.ALL;
  }

  get isNarrow() {
    return this.names === Layout.ALL;
  }

  choose(name) {
    this.chosen = name;
    this.apply();
  }

  apply() {
    const names = this.names;
    const chosen = names.includes(this.chosen) ? this.chosen : names[0];
    const held = document.activeElement;
    this.isNarrow ? $('main').prepend(this.tabs) : $('panel-turns').before(this.tabs);
    if (this.tabs.contains(held)) {
      held.focus();
    }
    Layout.ALL.forEach(name => this.applyTo(name, names.includes(name), name === chosen));
  }

  applyTo(name, isTab, isChosen) {
    const tab = $(`tab-${name}`);
    const panel = $(`panel-${name}`);
    tab.hidden = !isTab;
    tab.setAttribute('aria-selected', String(isTab && isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const wasHidden = panel.hidden;
    panel.hidden = isTab && !isChosen;
    isTab ? panel.setAttribute('role', 'tabpanel') : panel.removeAttribute('role');
    const box = panel.querySelector('.scroll, .transcript');
    if (wasHidden && !panel.hidden && box) {
      box.scrollTop = box.scrollHeight;
    }
  }

  move(event) {
    const names = this.names;
    const here = names.findIndex(name => $(`tab-${name}`) === document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: names.length - 1 };
    if (here >= 0 && event.key in steps) {
      event.preventDefault();
      const name = names.at(steps[event.key] % names.length);
      this.choose(name);
      $(`tab-${name}`).focus();
    }
  }
}

// ----------------------------------------------------------------------------------------------------------- the server

/** What the server answered instead of what was asked for; status 0 where it did not answer. */
class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function post(path, body) {
  const response = await fetch(BASE + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem(0, 'The server cannot be reached.');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(response.status, answer.detail ?? answer.title ?? `The server answered ${response.status}.`);
  }
  return answer;
}

/** The events of a conversation, each once, however often the connection is lost. */
class Events {

  /** @param listener `event(event)`, `connected()`, `lost()`, `gone()` */
  constructor(id, listener) {
    this.path = `${BASE}/${encodeURIComponent(id)}/events`;
    this.listener = listener;
    this.latest = 0;
    this.isClosed = false;
    this.open();
  }

  open() {
    this.source = new EventSource(this.path);
    this.source.onopen = () => this.listener.connected();
    this.source.onmessage = message => this.take(Number(message.lastEventId), message.data);
    this.source.onerror = () => this.fail();
  }

  take(number, data) {
    if (number > this.latest) {
      this.latest = number;
      this.listener.event(JSON.parse(data));
    }
  }

  /** A browser goes on trying unless it was refused, and then does not tell why. */
  fail() {
    if (this.source.readyState !== EventSource.CLOSED) {
      this.listener.lost();
    } else if (!this.isClosed) {
      this.ask();
    }
  }

  async ask() {
    const abort = new AbortController();
    const status = await fetch(this.path, { signal: abort.signal }).then(response => response.status, () => 0);
    abort.abort();
    if (this.isClosed) {
      return;
    }
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

// ------------------------------------------------------------------------------------------------------------- the page

/** A line about the connection, or about what went wrong, with a way on. */
class Status {

  constructor() {
    this.element = $('status');
  }

  /** @param kind `waiting`, `error` */
  show(kind, text, action) {
    this.element.dataset.kind = kind;
    this.element.replaceChildren(h('span', {}, text),
      action && h('button', { type: 'button', class: 'button', onclick: action.run }, action.label));
    this.element.hidden = false;
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
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

  get text() {
    return this.field.value.trim();
  }

  set text(text) {
    this.field.value = text;
    this.fit();
  }

  fit() {
    this.field.style.height = 'auto';
    this.field.style.height = `${this.field.scrollHeight}px`;
    $('send').classList.toggle('is-ready', this.text !== '');
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  /** Empties the field; gives what was in it. */
  take() {
    const text = this.text;
    if (text && this.sent.at(-1) !== text) {
      this.sent.push(text);
    }
    this.place = this.sent.length;
    this.text = '';
    return text;
  }

  press(event, send) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && this.isRecalling && this.place > 0) {
      event.preventDefault();
      this.recall(this.place - 1);
    } else if (event.key === 'ArrowDown' && this.isRecalling && this.place < this.sent.length) {
      event.preventDefault();
      this.recall(this.place + 1);
    }
  }

  /** Whether the arrows leaf through what was sent: the field is empty, or shows what was recalled. */
  get isRecalling() {
    return this.field.value === (this.sent[this.place] ?? '');
  }

  recall(place) {
    this.place = place;
    this.text = this.sent[place] ?? '';
  }
}

class Playground {

  constructor() {
    this.layout = new Layout();
    this.status = new Status();
    this.chat = new ChatView({
      select: (turn, goThere) => this.select(turn, goThere),
      retry: (turn, isLatest) => this.retry(turn, isLatest),
      rate: (bubble, reaction) => this.rate(bubble, reaction),
    });
    this.turns = new TurnsView();
    this.activities = new ActivitiesView();
    this.composer = new Composer(() => this.send());
    this.listen();
    this.resumeOrBegin();
    this.composer.focus();
  }

  listen() {
    $('new-conversation').addEventListener('click', () => {
      this.begin();
      this.composer.focus();
    });
    for (const radio of document.querySelectorAll('[name=channel]')) {
      radio.addEventListener('change', () => this.begin());
    }
    $('group').addEventListener('change', () => this.begin());
    $('mention').addEventListener('change', () => this.showMention());
    $('troubles').addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button) {
        this.rehearse(button.dataset.trouble);
      }
    });
    $('suggestions').append(...SUGGESTIONS.map(text =>
      h('button', { type: 'button', class: 'suggestion', onclick: () => this.suggest(text) }, text)));
    addEventListener('hashchange', () => this.resumeOrBegin());
  }

  // Conversations: the URL's hash holds all that the page has to know of one.

  resumeOrBegin() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const id = hash.get('id');
    if (!id) {
      this.begin();
    } else if (id !== this.conversation?.info.id) {
      this.open({
        id,
        channel: hash.get('channel') in CHANNELS ? hash.get('channel') : 'webchat',
        group: hash.get('group') === 'true',
        model: hash.get('model'),
        token: hash.get('token') === 'true',
      });
    }
  }

  get wanted() {
    const channel = document.querySelector('[name=channel]:checked').value;
    return { channel, group: channel === 'msteams' && $('group').checked };
  }

  async begin() {
    this.close();
    this.showControls(this.wanted);
    const beginning = this.beginning = {};
    try {
      const info = await post('', this.wanted);
      if (this.beginning === beginning) {
        const { id, channel, group, model, token } = info;
        history.replaceState(null, '', `#${new URLSearchParams({ id, channel, group, model, token })}`);
        this.open(info);
      }
    } catch (problem) {
      if (this.beginning === beginning) {
        this.failToBegin(problem);
      }
    }
  }

  failToBegin(problem) {
    if (problem.status === 0) {
      this.status.show('waiting', 'The server cannot be reached. Is Parley running? Trying again every few seconds.');
      this.retryTimer = setTimeout(() => this.begin(), TRY_AGAIN_AFTER);
    } else {
      this.status.show('error', `No conversation was begun. ${problem.message}`, { label: 'Try again', run: () => this.begin() });
    }
  }

  close() {
    this.beginning = null;
    clearTimeout(this.retryTimer);
    clearInterval(this.ticker);
    this.ticker = null;
    this.events?.close();
    this.conversation = null;
    this.chat.clear();
    this.turns.clear();
    this.activities.clear();
    this.turns.renderTally(new Conversation({}).tally);
    this.status.hide();
    this.showUse();
  }

  open(info) {
    this.close();
    const conversation = this.conversation = new Conversation(info);
    this.showControls(info);
    this.showInfo(info);
    this.events = new Events(info.id, {
      event: event => {
        conversation.apply(event);
        this.refresh();
      },
      connected: () => this.status.hide(),
      lost: () => this.status.show('waiting', 'The connection is lost. Trying again; nothing that happens meanwhile is missed.'),
      gone: () => this.gone(),
    });
  }

  gone() {
    this.events?.close();
    this.status.show('error', 'This conversation is gone: the server was started anew, and the playground keeps conversations in memory.', {
      label: 'New conversation',
      run: () => {
        this.begin();
        this.composer.focus();
      },
    });
  }

  // What is shown, at most once a frame.

  refresh() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        this.render();
      });
    }
  }

  render() {
    const conversation = this.conversation;
    if (!conversation) {
      return;
    }
    conversation.changed.delete(undefined);
    this.chat.render(conversation);
    this.turns.render(conversation);
    this.activities.render(conversation);
    conversation.changed.clear();
    this.showUse();
    this.tick();
  }

  /** While a turn is under way, its last bar grows. */
  tick() {
    const open = [...this.conversation.turns.values()].filter(turn => turn.state === 'open');
    if (open.length === 0) {
      clearInterval(this.ticker);
      this.ticker = null;
    } else {
      this.ticker ??= setInterval(() => {
        [...this.conversation.turns.values()]
          .filter(turn => turn.state === 'open')
          .forEach(turn => this.turns.renderTurn(turn, this.conversation.now));
      }, 250);
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
    const isDemo = model === 'demo';
    $('model-badge').hidden = !model;
    $('model-badge').textContent = isDemo ? 'Demo model, no Azure account' : 'Azure OpenAI';
    $('model-badge').dataset.model = model;
    $('token-note').textContent = token
      ? 'The bot demands a token of the channel. This one shows a token that the playground signs.'
      : 'The bot demands no token, as MICROSOFT_APP_ID is not set.';
  }

  // What the user does.

  suggest(text) {
    this.say([text]);
    this.composer.focus();
  }

  send() {
    const text = this.composer.text;
    if (text && this.conversation) {
      this.say([this.composer.take()]);
    }
    this.composer.focus();
  }

  rehearse(trouble) {
    if (!this.conversation) {
      return;
    }
    if (trouble === 'redeliver') {
      this.demand('/redeliveries', {});
    } else {
      const own = this.composer.take();
      const texts = own && trouble === 'burst' ? [1, 2, 3, 4, 5].map(number => `${own} (${number} of 5)`) : [own];
      this.say(own ? texts : REHEARSALS[trouble], trouble === 'burst' ? 'none' : trouble);
    }
    if (this.layout.isNarrow) {
      this.layout.choose('chat');
      $('tab-chat').focus();
    }
  }

  async say(texts, trouble = 'none') {
    const done = await this.demand('/messages', { texts, mention: $('mention').checked, trouble });
    if (!done && texts.length === 1 && !this.composer.text) {
      this.composer.text = texts[0];
    }
  }

  /** Only the last message can be delivered again; an older one is said anew. */
  retry(turn, isLatest) {
    isLatest ? this.demand('/redeliveries', {}) : this.say([turn.text]);
    this.composer.focus();
  }

  rate(bubble, reaction) {
    this.demand('/feedback', { messageId: bubble.id, reaction });
  }

  /** Asks something of the conversation; whether it was done. */
  async demand(path, body) {
    const { id } = this.conversation.info;
    try {
      await post(`/${encodeURIComponent(id)}${path}`, body);
      if (this.status.element.dataset.kind === 'error') {
        this.status.hide();
      }
      return true;
    } catch (problem) {
      if (this.conversation?.info.id === id) {
        problem.status === 404 ? this.gone() : this.status.show('error', `Not sent${problem.status ? ` (${problem.status})` : ''}. ${problem.message}`);
      }
      return false;
    }
  }

  select(turn, goThere) {
    if (goThere) {
      this.layout.choose('turns');
    }
    const card = this.turns.select(turn);
    if (goThere && this.layout.isNarrow) {
      card?.focus({ preventScroll: true });
    }
  }
}

new Playground();
