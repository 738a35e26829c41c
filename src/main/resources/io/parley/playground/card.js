/**
 * Reads the cards of a message: which texts, facts and buttons they have. It knows the elements that Parley sends, and gives the
 * fallback of any other. Knows nothing of the page, so that node can test it.
 *
 * A card is `{ name, elements, buttons }`. An element is `{ kind: 'text' | 'facts' | 'columns' | 'buttons' | 'note', … }`, a button
 * `{ label, press?, says?, why? }`: `press` is what is sent to the bot, `says` what the user says with it, and `why` says why it does nothing.
 */

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const HERO = 'application/vnd.microsoft.card.hero';

/** Limits of a card, which is untrusted data: deeper levels and further elements are left out. */
const DEEPEST = 6;
const MOST_ELEMENTS = 100;

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = value => (Array.isArray(value) ? value.filter(isObject).slice(0, MOST_ELEMENTS) : []);
const string = value => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
const note = text => ({ kind: 'note', text });

/** The cards of a message, in order. Attachments without a card are left out: Teams repeats the text in one. */
export function cardsOf(attachments, channel) {
  return list(attachments).map(attachment => card(attachment, channel)).filter(Boolean);
}

/** What a card becomes that replaces another after the press of a button. */
export const adaptive = content => ({ contentType: ADAPTIVE, content });

function card({ contentType, content }, channel) {
  if (!string(contentType).startsWith('application/vnd.microsoft.card.')) return null;
  if (!isObject(content)) return { name: 'Card', elements: [note('This card is empty.')], buttons: [] };
  const read = { [ADAPTIVE]: adaptiveCard, [HERO]: heroCard }[contentType] ?? otherCard;
  return read(content, channel);
}

function adaptiveCard(content, channel) {
  if (content.type !== 'AdaptiveCard') return otherCard(content);
  const elements = list(content.body).flatMap(element => elementsOf(element, channel, 1));
  return { name: nameOf(elements), elements, buttons: buttons(content.actions, channel) };
}

function heroCard(content, channel) {
  const elements = [
    content.title && { kind: 'text', text: string(content.title), isBold: true },
    content.subtitle && { kind: 'text', text: string(content.subtitle), isSubtle: true },
    content.text && { kind: 'text', text: string(content.text) },
  ].filter(Boolean);
  return { name: nameOf(elements), elements, buttons: list(content.buttons).map(one => cardAction(one, channel)) };
}

function otherCard(content) {
  const text = string(content.fallbackText) || string(content.title) || string(content.text);
  return { name: 'Card', elements: [note(text || 'The playground does not show cards of this kind.')], buttons: [] };
}

const nameOf = elements => elements.find(({ kind, text }) => kind === 'text' && text)?.text ?? 'Card';

function elementsOf(element, channel, depth) {
  if (element.isVisible === false) return [];
  if (depth > DEEPEST) return [note('…')];
  const inside = items => list(items).flatMap(item => elementsOf(item, channel, depth + 1));
  switch (element.type) {
    case 'TextBlock': return [text(element)];
    case 'RichTextBlock': return [{ kind: 'text', text: [element.inlines].flat().map(run => string(run?.text ?? run)).join('') }];
    case 'FactSet': return [{ kind: 'facts', facts: list(element.facts).map(({ title, value }) => ({ title: string(title), value: string(value) })) }];
    case 'Container': return inside(element.items);
    case 'ColumnSet': return [{ kind: 'columns', columns: list(element.columns).map(column => inside(column.items)) }];
    case 'ActionSet': return [{ kind: 'buttons', buttons: buttons(element.actions, channel) }];
    default: return fallback(element, channel, depth);
  }
}

function text({ text: words, weight, isSubtle }) {
  return { kind: 'text', text: string(words), isBold: string(weight).toLowerCase() === 'bolder', isSubtle: isSubtle === true };
}

function fallback({ type, fallback: other, altText }, channel, depth) {
  if (other === 'drop') return [];
  if (isObject(other)) return elementsOf(other, channel, depth + 1);
  return [note(string(altText) || `(${string(type) || 'element'}: not shown here)`)];
}

function buttons(actions, channel) {
  return list(actions).flatMap(action => button(action, channel, 1));
}

function button(action, channel, depth) {
  const { type, title, data, verb, fallback: other } = action;
  const label = string(title) || 'Button';
  if (type === 'Action.Submit') return [{ label, press: { type, data: isObject(data) ? data : {} } }];
  if (type === 'Action.Execute' && channel === 'msteams') {
    return [{ label, press: { type, verb: string(verb), data: isObject(data) ? data : {} } }];
  }
  if (other === 'drop') return [];
  if (isObject(other) && depth < DEEPEST) return button(other, channel, depth + 1);
  return [{ label, why: `${string(type) || 'This button'} does nothing on this channel.` }];
}

/** A button of a hero card, or a suggested action. */
function cardAction({ type, title, value, text: words }, channel) {
  const label = string(title) || string(value) || 'Button';
  if (type === 'imBack' && string(value)) return { label, says: string(value) };
  if (type === 'messageBack' && string(words)) return { label, says: string(words) };
  if ((type === 'messageBack' || (type === 'postBack' && channel !== 'msteams')) && isObject(value)) {
    return { label, press: { type: 'Action.Submit', data: value } };
  }
  return { label, why: `${string(type) || 'This button'} does nothing here.` };
}

/** The suggested actions of a message. Teams shows the first three alone. */
export function suggestionsOf(activity, channel) {
  const actions = list(activity?.suggestedActions?.actions).map(one => cardAction(one, channel));
  return channel === 'msteams' ? actions.slice(0, 3) : actions;
}

/** The label of the button that sends some data, among all buttons of a card. */
export function labelOf(card, data) {
  const wanted = JSON.stringify(data);
  const all = [...card.buttons, ...card.elements.flatMap(within)];
  return all.find(({ press }) => press && JSON.stringify(press.data) === wanted)?.label;
}

function within({ kind, buttons: inner, columns }) {
  if (kind === 'buttons') return inner;
  return kind === 'columns' ? columns.flat().flatMap(within) : [];
}
