/** Shows the chat: what the user and the bot said. */
import { buttonRow, cardElement } from './card-view.js';
import { $, button, h, icon, keepingEnd, unseen } from './dom.js';
import { formatted } from './markdown.js';
import { isSuccess, Turn } from './turn.js';
import { count, duration } from './words.js';

/** How long clients show that the bot is typing, in milliseconds. */
const TYPING_LASTS = 3500;

export class ChatView {
  /** @param actions `select(turn, goThere)`, `retry(turn)`, `rate(bubble, reaction)`, `press(bubble, press)`, `say(text)` */
  constructor(actions) {
    this.actions = actions;
    this.box = $('transcript');
    this.typing = h('div', { class: 'typing', 'data-testid': 'typing', 'aria-live': 'off', role: 'img',
      'aria-label': 'The bot is typing' }, h('i'), h('i'), h('i'));
    this.clear();
  }

  clear() {
    this.elements = new Map();
    this.box.replaceChildren();
  }

  render(conversation) {
    keepingEnd(this.box, () => {
      conversation.items.slice(this.elements.size).forEach(item => this.add(item));
      [...conversation.changed.turns].filter(turn => turn.isFromUser).forEach(turn => this.renderUser(turn));
      conversation.changed.bubbles.forEach(bubble => this.renderBot(bubble));
      this.renderSuggestions(conversation.items.at(-1));
      this.renderTyping(conversation);
    });
  }

  /** Screen readers do not announce the user's own messages, nor what changes beside them. */
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
      const words = turn.isPress ? [unseen('You pressed: '), turn.label] : [unseen('You: '), mention, turn.text];
      element.append(h('div', { class: turn.isPress ? 'bubble is-press' : 'bubble' }, ...words.filter(Boolean)),
        h('div', { class: 'meta' }));
      this.box.scrollTop = this.box.scrollHeight;
    }
    const meta = element.lastElementChild;
    const hadFocus = meta.contains(document.activeElement);
    element.dataset.state = turn.outcome;
    meta.replaceChildren(...this.remarks(turn));
    hadFocus && meta.querySelector('button').focus();
  }

  remarks(turn) {
    const repeats = turn.times('repeated');
    const turns = turn.times('accepted') === 1 ? 'still one turn' : count(turn.times('accepted'), 'turn');
    const texts = [
      repeats > 0 && `delivered again ×${repeats}: ${turns}`,
      turn.notice,
      turn.outcome === 'silent' && turn.isUnmentioned && 'In a group the bot answers only messages that mention it.',
      turn.outcome === 'refused' && turn.latestDelivery.detail,
      turn.outcome === 'dead' && turn.lastStep.detail,
    ];
    const show = () => this.actions.select(turn, true);
    return [
      button({ class: 'outcome' }, show, outcomeInWords(turn), unseen(`, show turn ${turn.number}`)),
      ...texts.filter(Boolean).map(text => h('span', {}, text)),
      turn.outcome === 'refused' && button({ class: 'retry' }, () => this.actions.retry(turn), 'Try again'),
    ].filter(Boolean);
  }

  /** A screen reader announces the finished text once, and not the pieces that came before it. */
  renderBot(bubble) {
    const element = this.elements.get(bubble);
    const { text, cards, sources, state } = bubble;
    const content = JSON.stringify([text, cards, sources]);
    element.dataset.state = state;
    if (state === 'final' && element.firstElementChild?.dataset.state === 'final' && bubble.rendered === content) {
      element.lastElementChild.replaceWith(this.footer(bubble));
      return;
    }
    const hadFocus = element.contains(document.activeElement);
    bubble.rendered = content;
    const act = { press: press => this.actions.press(bubble, press), say: said => this.actions.say(said) };
    element.replaceChildren(
      h('div', { 'data-state': state, 'aria-live': state === 'final' ? null : 'off' },
        unseen('Parley: '), text && h('div', { class: 'markdown' }, formatted(text)),
        sources.length > 0 && h('ul', { 'class': 'sources', 'data-testid': 'sources', 'aria-label': 'Sources' }, ...sources.map(source)), ...cards.map(card => cardElement(card, act))),
      this.footer(bubble));
    if (hadFocus) element.querySelector('.card')?.focus({ preventScroll: true });
  }

  /** The suggested actions of the last message. They disappear with the next message. */
  renderSuggestions(last) {
    this.suggested?.remove();
    const suggestions = last instanceof Turn ? [] : last?.suggestions ?? [];
    if (suggestions.length === 0) return;
    const act = { press: press => this.actions.press(last, press), say: said => this.actions.say(said) };
    this.suggested = h('div', { class: 'suggested', role: 'group', 'aria-label': 'Suggested answers' }, buttonRow(suggestions, act));
    this.box.append(this.suggested);
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
      rating && h('span', { role: 'status' }, isSuccess(rating.status)
        ? 'The bot took your feedback.'
        : `The bot did not take your feedback (${rating.status}).`));
  }

  thumb(bubble, reaction, name, label) {
    const pressed = String(bubble.rating?.reaction === reaction);
    const attributes = { class: 'thumb', 'data-reaction': reaction, 'aria-label': label, title: label, 'aria-pressed': pressed };
    const thumb = button(attributes, () => this.actions.rate(bubble, reaction), icon(name));
    const focused = document.activeElement;
    if (focused.dataset.reaction === reaction && this.elements.get(bubble).contains(focused)) {
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

function source({ position, name, url }) {
  const link = url && h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, name || url);
  return h('li', {}, h('span', { class: 'number' }, String(position)), link || name);
}

function outcomeInWords(turn) {
  const { status } = turn.latestDelivery;
  return {
    sending: 'sending',
    accepted: turn.has('running') ? 'accepted, at work' : 'accepted',
    answered: `answered in ${duration(turn.answeredAt - turn.start)}`,
    silent: 'accepted, no reply',
    refused: `not accepted${status ? ` (${status})` : ''}`,
    dead: 'given up',
  }[turn.outcome];
}
