/**
 * Makes sense of a conversation's events. `apply` takes one event, and the views read the result. This module, `turn.js` and
 * `timeline.js` know nothing of the page, so that node can test them.
 */
import { adaptive, cardsOf, labelOf, suggestionsOf } from './card.js';
import { isSuccess, Turn } from './turn.js';

/** The sources that a message names, as Teams and Web Chat show them: only an address of the web is a link. */
function sourcesOf(entities) {
  return entities.flatMap(({ citation }) => citation ?? []).map(({ position, appearance = {} }) => (
    { position, name: String(appearance.name ?? ''), url: /^https?:\/\//i.test(appearance.url) ? appearance.url : null }));
}

export class Conversation {
  /**
   * @param info the conversation as the server began it
   * @param clock the browser's time in milliseconds
   */
  constructor(info = {}, clock = Date.now) {
    this.info = info;
    this.clock = clock;
    this.turns = new Map();
    this.bubbles = new Map();
    this.entries = [];
    /** The turns of messages and the bubbles of the bot, in the order of their first event. */
    this.items = [];
    this.typingSince = null;
    this.order = new Map();
    this.latestAnswered = -1;
    this.outOfOrder = 0;
    /** How far the server's clock is ahead of the browser's: the largest difference of an event so far. */
    this.skew = -Infinity;
    this.settle();
  }

  /** Forgets the changes: the views have shown them. */
  settle() { this.changed = { turns: new Set(), bubbles: new Set(), entries: new Set() }; }
  get now() { return this.clock() + this.skew; }
  get messages() { return this.items.filter(item => item instanceof Turn); }
  get open() { return [...this.turns.values()].filter(turn => turn.state === 'open'); }

  /** Shows in numbers whether Parley keeps its promise. Only messages count: the welcome answers none. */
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
    this.skew = Math.max(this.skew, event.at - this.clock());
    const turn = this.turns.get(event.turn);
    if (event.type === 'activity') {
      this.list(event);
      event.direction === 'toBot' ? this.deliver(event, turn ?? this.begin(event)) : this.call(event, turn);
    } else if (turn && event.type === 'delivery') {
      this.endDelivery(event, turn);
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
    if (turn.isPress) turn.label = this.labelOf(turn.pressed);
    if (turn.isFromUser) this.items.push(turn);
    return turn;
  }

  /** The text on a button, which the activity of its press does not have. */
  labelOf(data) {
    const cards = [...this.bubbles.values()].reverse().flatMap(({ cards: shown }) => shown);
    return cards.map(card => labelOf(card, data)).find(Boolean) ?? 'A button of a card';
  }

  deliver({ delivery, at }, turn) {
    turn.deliveries.push({ delivery, at });
    this.changed.turns.add(turn);
  }

  endDelivery({ turn: id, delivery, status, detail, body }, turn) {
    const isSame = other => other.delivery === delivery;
    Object.assign(turn.deliveries.find(isSame) ?? {}, { status, detail, body });
    this.changed.turns.add(turn);
    const entry = this.entries.find(other => isSame(other) && other.turn === id);
    if (entry) this.changed.entries.add(Object.assign(entry, { status }));
    if (turn.kind === 'invoke') turn.isPress ? this.answerPress(turn, body) : this.rate(turn.activity, status);
  }

  /** A card in the response to the press of a button takes the place of the card with the button. */
  answerPress({ activity }, body) {
    const bubble = this.bubbles.get(activity.replyToId);
    if (bubble && body?.type === 'application/vnd.microsoft.card.adaptive') {
      bubble.cards = cardsOf([adaptive(body.value)], this.info.channel);
      this.changed.bubbles.add(bubble);
    }
  }

  rate({ replyToId, value }, status) {
    const bubble = this.bubbles.get(replyToId);
    if (bubble) {
      bubble.rating = { status, reaction: value?.actionValue?.reaction };
      this.changed.bubbles.add(bubble);
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

  /** Marks streams without an end: the attempt that wrote them died. */
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
    if (!isSuccess(event.status) || (type !== 'typing' && type !== 'message')) return;
    this.typingSince = type === 'typing' && !text ? event.at : null;
    if (type === 'message') {
      const earlier = this.bubbles.get(event.messageId)?.turn;
      this.write(event, turn);
      // The card of an earlier turn is replaced: that is no reply to this one.
      if (turn && (event.method !== 'PUT' || earlier === turn)) this.noteReply(event, turn);
    } else if (text) {
      this.write(event, turn);
      turn?.updates.push(event);
    }
  }

  /** Begins a bubble, or continues it. */
  write({ messageId, activity }, turn) {
    const { type, text = '', entities = [], channelData = {} } = activity;
    if (!this.bubbles.has(messageId)) {
      this.bubbles.set(messageId, { id: messageId, turn });
      this.items.push(this.bubbles.get(messageId));
    }
    const bubble = Object.assign(this.bubbles.get(messageId), {
      text,
      sources: sourcesOf(entities),
      cards: cardsOf(activity.attachments, this.info.channel),
      suggestions: suggestionsOf(activity, this.info.channel),
      state: type === 'typing' ? 'writing' : 'final',
      isGenerated: entities.some(entity => [entity.additionalType].flat().includes('AIGeneratedContent')),
      canBeRated: Boolean(channelData.feedbackLoop ?? channelData.feedbackLoopEnabled),
    });
    this.changed.bubbles.add(bubble);
  }

  /** Notes a finished reply. It is out of order when a message that was accepted later has a reply already. */
  noteReply({ messageId, activity }, turn) {
    const place = this.order.get(turn) ?? this.latestAnswered;
    if (turn.shown.size === 0) {
      this.outOfOrder += place < this.latestAnswered ? 1 : 0;
      this.latestAnswered = Math.max(this.latestAnswered, place);
    }
    turn.shown.set(messageId, activity.text ?? '');
  }
}
