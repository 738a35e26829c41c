// Tests how the playground's page makes sense of events: node --test src/test/javascript/*.test.js
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Conversation } from '../../main/resources/io/parley/playground/conversation.js';
import { timeline } from '../../main/resources/io/parley/playground/timeline.js';
import { clockTime, count, duration } from '../../main/resources/io/parley/playground/words.js';

let conversation;
let time;

beforeEach(() => {
  time = 1_000_000;
  conversation = new Conversation({ id: 'c' }, () => time);
});

const apply = event => conversation.apply({ at: time, ...event });

const say = (turn, text = `text of ${turn}`, activity = {}) =>
  apply({ type: 'activity', direction: 'toBot', turn, delivery: 1, activity: { type: 'message', text, ...activity } });
const deliver = (turn, delivery) =>
  apply({ type: 'activity', direction: 'toBot', turn, delivery, activity: { type: 'message', text: `text of ${turn}` } });
const respond = (turn, status, detail, delivery = 1) => apply({ type: 'delivery', turn, delivery, status, detail });
const step = (turn, name, more = {}) => apply({ type: 'step', turn, step: name, attempt: 1, ...more });
const call = (turn, messageId, activity, status = 201) =>
  apply({ type: 'activity', direction: 'fromBot', method: 'POST', path: '/v3', turn, messageId, status, activity });
const reply = (turn, messageId, text = `reply to ${turn}`, status = 201) =>
  call(turn, messageId, { type: 'message', text }, status);

function accept(turn) {
  say(turn);
  step(turn, 'accepted');
  respond(turn, 202);
}

const turn = id => conversation.turns.get(id);

describe('outcome of a message', () => {
  test('goes from sending to answered', () => {
    say('a');
    assert.equal(turn('a').outcome, 'sending');
    step('a', 'accepted');
    assert.equal(turn('a').outcome, 'accepted');
    respond('a', 202);
    assert.equal(turn('a').state, 'open');
    reply('a', '1');
    assert.equal(turn('a').outcome, 'answered');
    step('a', 'done');
    assert.equal(turn('a').state, 'done');
    assert.equal(turn('a').verdict, '1 delivery, 1 turn, 1 reply');
  });

  test('is refused when the bot does not accept it', () => {
    say('a');
    respond('a', 413, 'too long');
    assert.equal(turn('a').outcome, 'refused');
    assert.equal(turn('a').latestDelivery.detail, 'too long');
    assert.equal(turn('a').verdict, '1 delivery, not accepted');
  });

  test('is refused when there is no response', () => {
    say('a');
    respond('a', 0);
    assert.equal(turn('a').outcome, 'refused');
  });

  test('is silent without a reply', () => {
    accept('a');
    step('a', 'done');
    assert.equal(turn('a').outcome, 'silent');
    assert.equal(turn('a').answer, 'no reply');
  });

  test('is silent in a group without a mention', () => {
    say('a', 'hello', { conversation: { isGroup: true } });
    respond('a', 200);
    assert.equal(turn('a').outcome, 'silent');
    assert.equal(turn('a').answer, 'no reply: not mentioned');
  });

  test('is dead when the bot gives up', () => {
    accept('a');
    step('a', 'dead', { detail: 'no model' });
    assert.equal(turn('a').outcome, 'dead');
    assert.equal(turn('a').lastStep.detail, 'no model');
  });
});

describe('text of a message', () => {
  test('has no mention of the bot', () => {
    say('a', '<at>Parley</at> hello');
    assert.equal(turn('a').text, 'hello');
    assert.ok(turn('a').isMentioned);
  });

  test('keeps a mention of somebody else in the middle', () => {
    say('a', 'hello <at>Ann</at>');
    assert.equal(turn('a').text, 'hello <at>Ann</at>');
    assert.ok(!turn('a').isMentioned);
  });

  test('may be absent', () => {
    apply({ type: 'activity', direction: 'toBot', turn: 'a', delivery: 1, activity: { type: 'message' } });
    assert.equal(turn('a').title, '');
  });
});

describe('tally', () => {
  test('counts one turn and one reply for a message that is delivered three times', () => {
    accept('a');
    for (const delivery of [2, 3]) {
      deliver('a', delivery);
      step('a', 'repeated');
      respond('a', 202, undefined, delivery);
    }
    reply('a', '1');
    step('a', 'done');
    assert.deepEqual(conversation.tally, { 'messages': 1, 'turns': 1, 'replies': 1, 'repeats': 2, 'out-of-order': 0 });
    assert.equal(turn('a').verdict, '3 deliveries, 1 turn, 1 reply');
    assert.equal(conversation.entries.length, 4);
    assert.deepEqual(conversation.entries.map(({ status }) => status), [202, 202, 202, 201]);
  });

  test('shows a second reply to one message', () => {
    accept('a');
    reply('a', '1');
    reply('a', '2');
    assert.equal(conversation.tally.replies, 2);
  });

  test('counts one reply that has several messages', () => {
    accept('a');
    step('a', 'recorded', { messages: 2 });
    reply('a', '1');
    reply('a', '2');
    assert.equal(conversation.tally.replies, 1);
    assert.equal(turn('a').answer, '1 reply in 2 messages');
  });

  test('does not count a refused reply', () => {
    accept('a');
    reply('a', '1', 'reply', 502);
    assert.equal(conversation.tally.replies, 0);
    assert.equal(conversation.bubbles.size, 0);
    reply('a', '1');
    assert.equal(conversation.tally.replies, 1);
  });

  test('does not count the welcome', () => {
    apply({ type: 'activity', direction: 'toBot', turn: 'w', delivery: 1, activity: { type: 'conversationUpdate' } });
    step('w', 'accepted');
    reply('w', '1', 'Welcome!');
    assert.deepEqual(conversation.tally, { 'messages': 0, 'turns': 0, 'replies': 0, 'repeats': 0, 'out-of-order': 0 });
    assert.equal(conversation.items.length, 1);
  });

  test('counts a reply that comes before an earlier one', () => {
    ['a', 'b', 'c'].forEach(accept);
    reply('b', '1');
    reply('a', '2');
    reply('c', '3');
    assert.equal(conversation.tally['out-of-order'], 1);
  });

  test('takes the order of acceptance, not of delivery', () => {
    say('a');
    say('b');
    step('b', 'accepted');
    step('a', 'accepted');
    reply('b', '1');
    reply('a', '2');
    assert.equal(conversation.tally['out-of-order'], 0);
  });

  test('does not count further messages of one reply as out of order', () => {
    ['a', 'b'].forEach(accept);
    reply('a', '1');
    reply('b', '2');
    reply('a', '3');
    assert.equal(conversation.tally['out-of-order'], 0);
  });
});

describe('bubble', () => {
  const piece = (id, messageId, text) => call(id, messageId, { type: 'typing', text });

  test('shows a stream until its end', () => {
    accept('a');
    piece('a', '1', 'Hel');
    piece('a', '1', 'Hello');
    assert.deepEqual([conversation.bubbles.get('1').state, conversation.bubbles.get('1').text], ['writing', 'Hello']);
    reply('a', '1', 'Hello!');
    assert.deepEqual([conversation.bubbles.get('1').state, conversation.bubbles.get('1').text], ['final', 'Hello!']);
    assert.equal(turn('a').updates.length, 2);
    assert.equal(conversation.items.length, 2);
  });

  test('stops when its turn ends without a last piece', () => {
    accept('a');
    piece('a', '1', 'Hel');
    step('a', 'dead');
    assert.equal(conversation.bubbles.get('1').state, 'stopped');
  });

  test('takes a rating', () => {
    accept('a');
    call('a', '1', { type: 'message', text: 'x', channelData: { feedbackLoopEnabled: true } });
    assert.ok(conversation.bubbles.get('1').canBeRated);
    const activity = { type: 'invoke', replyToId: '1', value: { actionValue: { reaction: 'like' } } };
    apply({ type: 'activity', direction: 'toBot', turn: 'i', delivery: 1, activity });
    respond('i', 200);
    assert.deepEqual(conversation.bubbles.get('1').rating, { status: 200, reaction: 'like' });
    assert.equal(turn('i').state, 'done');
  });

  test('is marked when a model generated it', () => {
    accept('a');
    call('a', '1', { type: 'message', text: 'x', entities: [{ additionalType: ['AIGeneratedContent'] }] });
    assert.ok(conversation.bubbles.get('1').isGenerated);
  });
});

describe('typing', () => {
  test('is shown until the reply', () => {
    accept('a');
    call('a', '', { type: 'typing' });
    assert.equal(conversation.typingSince, time);
    reply('a', '1');
    assert.equal(conversation.typingSince, null);
  });

  test('ends with the turn', () => {
    accept('a');
    call('a', '', { type: 'typing' });
    step('a', 'done');
    assert.equal(conversation.typingSince, null);
  });

  test('is not shown when the channel refused it', () => {
    accept('a');
    call('a', '', { type: 'typing' }, 429);
    assert.equal(conversation.typingSince, null);
  });
});

describe('conversation', () => {
  test('ignores events of a turn that it does not know', () => {
    step('x', 'accepted');
    respond('x', 202);
    assert.equal(conversation.turns.size, 0);
  });

  test('shows a message of the bot outside any turn', () => {
    call(undefined, '1', { type: 'message', text: 'by the way' });
    assert.equal(conversation.bubbles.get('1').state, 'final');
    assert.equal(conversation.tally.replies, 0);
  });

  test('reads the same from events that are applied again from the beginning', () => {
    accept('a');
    reply('a', '1');
    const first = conversation.tally;
    conversation = new Conversation({ id: 'c' }, () => time);
    accept('a');
    reply('a', '1');
    assert.deepEqual(conversation.tally, first);
  });

  test('follows the clock of the server', () => {
    apply({ at: time + 5000, type: 'step', turn: 'x', step: 'accepted' });
    time += 100;
    assert.equal(conversation.now, time + 5000);
  });

  test('lists its changes until they are shown', () => {
    accept('a');
    assert.deepEqual([...conversation.changed.turns], [turn('a')]);
    conversation.settle();
    assert.equal(conversation.changed.turns.size, 0);
    assert.deepEqual(conversation.open, [turn('a')]);
  });
});

describe('timeline', () => {
  test('draws each step until the next one', () => {
    accept('a');
    time += 10;
    step('a', 'running');
    time += 20;
    step('a', 'done');
    assert.deepEqual(timeline(turn('a'), time).map(({ at, until }) => until - at), [10, 20, 0]);
  });

  test('grows while the turn is open', () => {
    accept('a');
    assert.equal(timeline(turn('a'), time + 70)[0].until, time + 70);
  });

  test('says what followed a refusal', () => {
    accept('a');
    reply('a', '1', 'x', 502);
    assert.equal(timeline(turn('a'), time)[1].detail, 'will be sent again');
    time += 1000;
    reply('a', '1');
    const [, refused] = timeline(turn('a'), time);
    assert.deepEqual([refused.words, refused.detail], ['connector: 502', 'sent again after 1.00 s: accepted']);
  });

  test('puts repeats and streams aside', () => {
    accept('a');
    call('a', '1', { type: 'typing', text: 'H' });
    time += 10;
    step('a', 'repeated');
    assert.deepEqual(timeline(turn('a'), time).filter(row => row.aside).map(row => row.step), ['streamed', 'repeated']);
  });

  test('names the attempt after the first', () => {
    accept('a');
    step('a', 'running', { attempt: 2 });
    assert.equal(timeline(turn('a'), time)[1].words, 'running, attempt 2');
  });
});

test('sources are links only where their address is one of the web', () => {
  accept('a');
  const source = (position, name, url) => ({ position, appearance: { name, url } });
  call('a', '1', { type: 'message', text: 'x [1]', entities: [{ type: 'other' }, { citation: [
    source(1, 'Alerts', 'https://docs.example/alerts'), source(2, 'Bad', 'javascript:alert(1)'), source(3, 'None')] }] });
  assert.deepEqual(conversation.bubbles.get('1').sources, [
    { position: 1, name: 'Alerts', url: 'https://docs.example/alerts' }, { position: 2, name: 'Bad', url: null }, { position: 3, name: 'None', url: null }]);
});

describe('rounds and calls', () => {
  const row = (id, name) => timeline(turn(id), time).find(({ step: other }) => other === name);

  test('show tokens, what the model asks for, and the call', () => {
    accept('a');
    step('a', 'model');
    time += 100;
    step('a', 'answered', { input: 120, output: 15, calls: [{ tool: 'monitor_status', arguments: '{"monitor":"checkout"}' }] });
    step('a', 'calling', { tool: 'monitor_status', number: '1/1', effect: 'read' });
    assert.equal(row('a', 'call').detail, 'monitor_status: running');
    time += 40;
    step('a', 'called', { tool: 'monitor_status', number: '1/1', effect: 'read', outcome: 'succeeded' });
    step('a', 'model');
    time += 10;
    step('a', 'answered', { calls: [] });
    const rows = timeline(turn('a'), time);
    assert.deepEqual(rows.map(({ words }) => words), ['accepted', 'model asked, round 1', 'tool called: read', 'model asked, round 2']);
    assert.equal(rows[1].detail, '100 ms · 120 tokens in, 15 out · asks for monitor_status {"monitor":"checkout"}');
    assert.deepEqual([rows[2].detail, rows[2].until - rows[2].at, rows[2].isBad], ['monitor_status: succeeded in 40 ms', 40, false]);
    assert.equal(rows[3].detail, '10 ms');
  });

  test('keep calls apart that run side by side', () => {
    accept('a');
    step('a', 'calling', { tool: 'one', number: '1/1' });
    step('a', 'calling', { tool: 'two', number: '1/2' });
    time += 10;
    step('a', 'called', { tool: 'two', number: '1/2', outcome: 'failed' });
    time += 10;
    step('a', 'called', { tool: 'one', number: '1/1', outcome: 'succeeded' });
    assert.deepEqual(timeline(turn('a'), time).slice(1).map(({ detail, isBad }) => [detail, isBad]),
      [['one: succeeded in 20 ms', false], ['two: failed in 10 ms', true]]);
  });

  test('show a call that is not made', () => {
    accept('a');
    step('a', 'called', { tool: 'invented', number: '1/1', outcome: 'not made' });
    assert.deepEqual([row('a', 'call').words, row('a', 'call').detail], ['tool called: none such', 'invented: not made']);
  });

  test('show a failure of the model in its round', () => {
    accept('a');
    step('a', 'model');
    step('a', 'answered', { detail: 'it is away', calls: [] });
    assert.deepEqual([row('a', 'model').words, row('a', 'model').detail], ['model failed', 'it is away']);
  });

  test('show what the documents have, with scores', () => {
    accept('a');
    step('a', 'found', { passages: [{ title: 'Alerts', score: 12.3456 }, { title: 'On call', score: 0.5 }] });
    assert.equal(row('a', 'found').detail, '1. Alerts: 12.3\n2. On call: 0.500');
  });
});

describe('consent', () => {
  const DATA = { verb: 'parley.confirm', token: 't', answer: 'yes' };
  const CARD = { contentType: 'application/vnd.microsoft.card.adaptive', content: {
    type: 'AdaptiveCard', body: [], actions: [{ type: 'Action.Submit', title: 'Sure', data: DATA }] } };
  const press = id => say(id, null, { value: DATA });

  beforeEach(() => {
    accept('a');
    step('a', 'asked', { tool: 'acknowledge', title: 'Acknowledge an incident' });
    call('a', 'm1', { type: 'message', text: '', attachments: [CARD] });
    step('a', 'done');
  });

  test('is asked by a card', () => {
    const asked = timeline(turn('a'), time).find(row => row.step === 'asked');
    assert.deepEqual([asked.words, asked.detail], ['consent asked', 'Acknowledge an incident (acknowledge)']);
    assert.equal(conversation.bubbles.get('m1').cards[0].buttons[0].label, 'Sure');
  });

  test('is given by a button, which is shown by its label', () => {
    press('b');
    step('b', 'accepted');
    step('b', 'consented', { tool: 'acknowledge', title: 'Acknowledge an incident' });
    step('b', 'done');
    assert.equal(turn('b').title, 'Sure');
    assert.ok(conversation.items.includes(turn('b')));
    assert.ok(!timeline(turn('b'), time).some(row => row.step === 'late'));
  });

  test('has no effect when no call waits', () => {
    press('b');
    step('b', 'accepted');
    step('b', 'done');
    assert.equal(timeline(turn('b'), time).find(row => row.step === 'late').words, 'consent: no effect');
  });

  test('counts no second reply when the card is replaced', () => {
    press('b');
    step('b', 'accepted');
    reply('b', 'm2', 'Done.');
    apply({ type: 'activity', direction: 'fromBot', method: 'PUT', path: '/v3', turn: 'b', messageId: 'm1', status: 201,
      activity: { type: 'message', text: '', attachments: [{ ...CARD, content: { ...CARD.content, actions: [] } }] } });
    step('b', 'done');
    assert.equal(turn('b').replies, 1);
    assert.equal(conversation.tally['out-of-order'], 0);
    assert.deepEqual(conversation.bubbles.get('m1').cards[0].buttons, []);
    assert.equal(conversation.bubbles.size, 2);
  });

  test('shows what the bot answers to an Action.Execute', () => {
    say('b', null, { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'm1', value: { action: { data: DATA } } });
    apply({ type: 'delivery', turn: 'b', delivery: 1, status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Working on it' } });
    assert.deepEqual([turn('b').title, turn('b').notice], ['Sure', 'Working on it']);
  });

  test('takes the card that the bot answers with', () => {
    conversation.info.channel = 'msteams';
    say('b', null, { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'm1', value: { action: { data: DATA } } });
    apply({ type: 'delivery', turn: 'b', delivery: 1, status: 200, body: { statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Done' }] } } });
    assert.equal(conversation.bubbles.get('m1').cards[0].name, 'Done');
  });
});

describe('words', () => {
  test('of durations', () => {
    assert.deepEqual([-5, 7.4, 999, 1240, 12_340, 125_000].map(duration),
      ['0 ms', '7 ms', '999 ms', '1.24 s', '12.3 s', '2 min 5 s']);
  });

  test('of numbers', () => {
    assert.deepEqual([count(0, 'turn'), count(1, 'turn'), count(2, 'reply', 'replies')], ['0 turns', '1 turn', '2 replies']);
  });

  test('of the time of day', () => {
    assert.equal(clockTime(new Date(2020, 0, 1, 9, 5, 7, 42).getTime()), '09:05:07.042');
  });
});
