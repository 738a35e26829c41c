/** Shows the turns: a card with a timeline for each, and the tally of the conversation. */
import { $, h, keepingEnd } from './dom.js';
import { Conversation } from './conversation.js';
import { timeline } from './timeline.js';
import { duration } from './words.js';

export class TurnsView {
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

  /** Marks a turn, scrolls to its card, and returns the card. */
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
