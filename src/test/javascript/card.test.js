// Tests what the playground's page reads from cards: node --test src/test/javascript/*.test.js
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cardsOf, labelOf, suggestionsOf } from '../../main/resources/io/parley/playground/card.js';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const HERO = 'application/vnd.microsoft.card.hero';

const adaptive = (content, channel = 'msteams') =>
  cardsOf([{ contentType: ADAPTIVE, content: { type: 'AdaptiveCard', ...content } }], channel)[0];
const body = (...elements) => adaptive({ body: elements }).elements;
const actions = (channel, ...buttons) => adaptive({ actions: buttons }, channel).buttons;

describe('consent card', () => {
  const card = adaptive({
    body: [
      { type: 'TextBlock', text: 'Acknowledge an incident', weight: 'Bolder', wrap: true },
      { type: 'FactSet', facts: [{ title: 'incident', value: '4711' }] },
    ],
    actions: [
      { type: 'Action.Submit', title: 'Yes', data: { verb: 'parley.confirm', token: 't', answer: 'yes' } },
      { type: 'Action.Submit', title: 'No', data: { verb: 'parley.confirm', token: 't', answer: 'no' } },
    ],
  });

  test('has its title, its facts and two buttons', () => {
    assert.equal(card.name, 'Acknowledge an incident');
    assert.deepEqual(card.elements, [
      { kind: 'text', text: 'Acknowledge an incident', isBold: true, isSubtle: false },
      { kind: 'facts', facts: [{ title: 'incident', value: '4711' }] },
    ]);
    assert.deepEqual(card.buttons.map(({ label, press }) => [label, press.type, press.data.answer]),
      [['Yes', 'Action.Submit', 'yes'], ['No', 'Action.Submit', 'no']]);
  });

  test('knows its buttons by their data', () => {
    assert.equal(labelOf(card, { verb: 'parley.confirm', token: 't', answer: 'no' }), 'No');
    assert.equal(labelOf(card, { verb: 'parley.confirm', token: 'other', answer: 'no' }), undefined);
  });
});

describe('elements', () => {
  test('keep their order in containers and columns', () => {
    const words = text => ({ type: 'TextBlock', text });
    assert.deepEqual(body({ type: 'Container', items: [words('a'), words('b')] }).map(({ text }) => text), ['a', 'b']);
    const [columns] = body({ type: 'ColumnSet', columns: [{ items: [words('left')] }, { items: [words('right')] }] });
    assert.deepEqual(columns.columns.map(([first]) => first.text), ['left', 'right']);
  });

  test('that are unknown give way to their fallback', () => {
    assert.deepEqual(body({ type: 'Table', fallback: { type: 'TextBlock', text: 'instead' } })[0].text, 'instead');
    assert.deepEqual(body({ type: 'Table', fallback: 'drop' }), []);
    assert.deepEqual(body({ type: 'Table' }), [{ kind: 'note', text: '(Table: not shown here)' }]);
    assert.deepEqual(body({ type: 'Image', url: 'https://elsewhere.example/x.png', altText: 'A chart' }), [{ kind: 'note', text: 'A chart' }]);
  });

  test('that are hidden are not shown', () => {
    assert.deepEqual(body({ type: 'TextBlock', text: 'x', isVisible: false }), []);
  });

  test('end where a card is nested too deep or has too many', () => {
    let deep = { type: 'TextBlock', text: 'bottom' };
    for (let level = 0; level < 50; level++) deep = { type: 'Container', items: [deep] };
    assert.deepEqual(body(deep), [{ kind: 'note', text: '…' }]);
    assert.equal(body(...Array(1000).fill({ type: 'TextBlock', text: 'x' })).length, 100);
  });

  test('of any shape are read without a failure', () => {
    for (const strange of [null, 7, 'text', [], {}, { type: 7 }, { type: 'FactSet', facts: 'x' }, { type: 'ColumnSet', columns: [null] },
      { type: 'TextBlock', text: { a: 1 } }, { type: 'RichTextBlock', inlines: [null, 'a', { text: 'b' }] }, { fallback: { fallback: {} } }]) {
      assert.ok(Array.isArray(body(strange)));
      assert.ok(cardsOf([{ contentType: ADAPTIVE, content: strange }], 'webchat').length === 1);
    }
    assert.deepEqual(cardsOf(undefined, 'webchat'), []);
    assert.deepEqual(cardsOf('x', 'webchat'), []);
  });
});

describe('buttons', () => {
  const execute = { type: 'Action.Execute', title: 'Go', verb: 'v', data: { a: 1 } };

  test('of an Action.Execute run on Teams only', () => {
    assert.deepEqual(actions('msteams', execute), [{ label: 'Go', press: { type: 'Action.Execute', verb: 'v', data: { a: 1 } } }]);
    assert.deepEqual(actions('webchat', execute), [{ label: 'Go', why: 'Action.Execute does nothing on this channel.' }]);
    assert.deepEqual(actions('webchat', { ...execute, fallback: { type: 'Action.Submit', title: 'Send', data: { a: 2 } } }),
      [{ label: 'Send', press: { type: 'Action.Submit', data: { a: 2 } } }]);
  });

  test('never open an address', () => {
    assert.deepEqual(actions('msteams', { type: 'Action.OpenUrl', title: 'Open', url: 'javascript:alert(1)' }),
      [{ label: 'Open', why: 'Action.OpenUrl does nothing on this channel.' }]);
  });

  test('of a hero card say their value', () => {
    const [card] = cardsOf([{ contentType: HERO, content: { title: 'Sure?', buttons: [
      { type: 'imBack', title: 'Yes', value: 'yes' }, { type: 'openUrl', title: 'Open', value: 'https://elsewhere.example' }] } }], 'webchat');
    assert.equal(card.name, 'Sure?');
    assert.deepEqual(card.buttons, [{ label: 'Yes', says: 'yes' }, { label: 'Open', why: 'openUrl does nothing here.' }]);
  });
});

describe('attachments', () => {
  test('without a card are left out', () => {
    assert.deepEqual(cardsOf([{ contentType: 'text/html', content: '<p>x</p>' }], 'msteams'), []);
  });

  test('of an unknown kind show their fallback text', () => {
    const of = content => cardsOf([{ contentType: 'application/vnd.microsoft.card.receipt', content }], 'msteams')[0].elements[0].text;
    assert.equal(of({ title: 'Receipt 7' }), 'Receipt 7');
    assert.equal(of({}), 'The playground does not show cards of this kind.');
  });
});

test('Teams shows three suggested actions', () => {
  const activity = { suggestedActions: { actions: ['a', 'b', 'c', 'd'].map(value => ({ type: 'imBack', title: value, value })) } };
  assert.deepEqual(suggestionsOf(activity, 'msteams').map(({ says }) => says), ['a', 'b', 'c']);
  assert.equal(suggestionsOf(activity, 'webchat').length, 4);
  assert.deepEqual(suggestionsOf({}, 'webchat'), []);
});
