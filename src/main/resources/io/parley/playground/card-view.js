/** Shows a card as elements. All its texts are set as text: a card can neither bring markup, nor a link, nor load anything. */
import { button, h } from './dom.js';

/** @param act `press(press)` sends what a button sends, `say(text)` says something in the user's name */
export function cardElement(card, act) {
  return h('div', { class: 'card', 'data-testid': 'card', role: 'group', tabindex: -1, 'aria-label': `Card: ${card.name.slice(0, 100)}` },
    ...card.elements.map(element => shown(element, act)),
    card.buttons.length > 0 && buttonRow(card.buttons, act));
}

function shown(element, act) {
  const { kind, text, facts, columns, buttons } = element;
  switch (kind) {
    case 'facts': return h('dl', {}, ...facts.flatMap(({ title, value }) => [h('dt', {}, title), h('dd', {}, value)]));
    case 'columns': return h('div', { class: 'columns' },
      ...columns.map(column => h('div', {}, ...column.map(inner => shown(inner, act)))));
    case 'buttons': return buttonRow(buttons, act);
    case 'note': return h('p', { class: 'is-note' }, text);
    default: return h('p', { class: element.isBold ? 'is-bold' : element.isSubtle ? 'is-subtle' : null }, text);
  }
}

/** A row of buttons. One that does nothing says why, also to screen readers. */
export function buttonRow(buttons, act) {
  return h('div', { class: 'card-buttons' }, ...buttons.map(({ label, press, says, why }) => button(
    { 'class': 'button', 'aria-disabled': why ? 'true' : null, 'title': why, 'aria-description': why },
    () => (press ? act.press(press) : says && act.say(says)),
    label)));
}
