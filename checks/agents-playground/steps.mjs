// The steps in each channel, in order. A step throws if something is wrong; its return value is a remark. Texts are those of
// the bot in dev mode, with its demo model.
import fs from 'node:fs';
import { pause } from '../../testbed/surroundings.mjs';
import { until, version } from './playground.mjs';

const welcome = 'Hello! I am the OneUptime support bot. Ask me about monitoring, alerts or incident management.';
const forgotten = 'I have forgotten our conversation. What can I do for you?';
const unreadable = 'I can only read text so far. Please write your question as a message.';
const answer = (question, messages) => `I am the demo model, not a real one. You said: “${question}”. No page mentions that. `
  + `I was given ${messages} ${messages === 1 ? 'message' : 'messages'} of this conversation, and a system prompt.`;

// No page of the demo has these words: an answer that quotes one would be longer than what is compared here.
const first = 'Bicycles?';
const second = 'And giraffes?';
const spoken = 'Zebras?';

// The time after which an absent message counts as not sent.
const quiet = () => pause(3000);

function expect(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

const of = (client, type) => client.requests.filter(({ request }) => request.body.type === type);
const isOfInvoke = warning => warning.includes("'task/fetch' invoke request is not implemented");
const statuses = entries => entries.map(({ response }) => response.statusCode);

async function connects(client) {
  await until('Connected.', () => client.sentences.includes('Connected.'));
  const named = `Current version: ${version}`;
  await until(named, async () => (await client.pageText()).includes(named));
}

async function welcomes(client) {
  await until('the welcome', async () => await client.count(welcome) === 1);
  await quiet();
  expect(await client.count(welcome), 1, 'welcomes on the page');
  expect(statuses(of(client, 'conversationUpdate')), [client.expectsReplies ? 200 : 202], 'answers to conversationUpdate');
  if (client.channel === 'msteams') {
    expect(statuses(of(client, 'installationUpdate')), [client.expectsReplies ? 200 : 202], 'answers to installationUpdate');
  }
}

async function answers(client) {
  client.drafts = await client.ask(first, answer(first, 1));
  expect(await client.count(answer(first, 1)), 1, 'answers on the page');
  client.firstMessage = of(client, 'message').at(-1).request.body;
}

function showsDrafts(client) {
  if (client.drafts.length === 0) throw new Error('the page showed nothing of the answer before its end');
  const parts = client.shown.filter(({ message }) => message.text && answer(first, 1).startsWith(message.text));
  expect(new Set(parts.map(({ message }) => message.messageId)).size, 1, 'messages that the answer took');
  return `${client.drafts.length} before the whole`;
}

function isOneMessage(client) {
  expect(client.drafts, [], 'seen before the answer');
}

async function remembers(client) {
  await client.ask(second, answer(second, 3));
}

async function isLabelled(client) {
  if (!await client.isLabelledAsGenerated()) throw new Error('the answer is not labelled “AI generated”');
}

async function takesFeedback(client) {
  await client.thumbsUp();
  const invoke = await until('an invoke', () => of(client, 'invoke').at(-1));
  expect([invoke.request.body.name, invoke.response.statusCode], ['message/submitAction', 200], 'the invoke');
}

const ignoresRedelivery = client => ignores(client, client.firstMessage);

const ignoresResent = client => ignores(client, { ...client.firstMessage, id: crypto.randomUUID() });

async function ignores(client, message) {
  const before = [await client.texts(), client.shown.length];
  const again = await client.custom(message);
  await quiet();
  expect([await client.texts(), client.shown.length], before, 'on the page');
  return `answered ${again.response.statusCode}`;
}

async function welcomesNoTwice(client) {
  const before = of(client, 'conversationUpdate').length;
  await client.mock('Add user');
  await until('conversationUpdate', () => of(client, 'conversationUpdate').length > before);
  await quiet();
  expect(await client.count(welcome), 1, 'welcomes on the page');
}

async function forgets(client) {
  await client.ask('/reset', forgotten);
  await client.ask(spoken, answer(spoken, 1));
}

/** Another activity of the same user. Web Chat's own id of a message would make it the same one. */
function derived({ firstMessage }, changes) {
  const { clientActivityID, ...channelData } = firstMessage.channelData;
  return { ...firstMessage, id: crypto.randomUUID(), channelData, ...changes };
}

async function readsNoCards(client) {
  const { text, textFormat, ...card } = derived(client, { value: { choice: 'yes' } });
  const taken = await client.custom(card);
  await until('an answer to the card', async () => await client.count(unreadable) === 1);
  return `answered ${taken.response.statusCode}`;
}

async function asksForConsent(client) {
  await client.say('Please acknowledge incident 4711');
  await until('two buttons', async () => await client.buttons('Yes') === 1 && await client.buttons('No') === 1);
  const posts = client.posts.map(({ request }) => request.body).filter(({ type }) => type === 'message');
  const question = posts.findLast(({ text }) => text?.startsWith('Shall I do this?'));
  const card = posts.findLast(({ attachments }) => attachments?.length > 0);
  expect(card !== question, client.channel === 'msteams', 'whether the card is a message of its own');
  return card === question ? 'text and card in one message' : 'the card is a message of its own';
}

async function doesItByClick(client) {
  const invokes = of(client, 'invoke').length;
  await client.press('Yes');
  await until('what came of it', async () => /state\W+acknowledged/.test(await client.pageText()));
  const how = of(client, 'invoke').length > invokes ? 'Action.Execute' : 'Action.Submit';
  if (client.channel !== 'msteams') return how;
  await until('the outcome in place of the card', async () => await client.buttons('Yes') === 0
    && (await client.pageText()).includes('This was done: Acknowledge an incident.'));
  return `${how}, and the outcome in place of the card`;
}

/** This client sends the press of a card's button in another conversation than the one that shows it: no question is open there. */
async function doesItByWord(client) {
  await client.say('Yes');
  await until('what came of it', async () => /state\W+acknowledged/.test(await client.pageText()));
}

async function knowsNoInvoke(client) {
  const { text, textFormat, ...invoke } = derived(client, { type: 'invoke', name: 'task/fetch', value: {} });
  expect((await client.custom(invoke)).response.statusCode, 501, 'the status');
  await until('the client’s remark on it', () => client.warnings.some(isOfInvoke));
  return 'the client tells its user';
}

async function reopens(client) {
  const before = of(client, 'conversationUpdate').length;
  await client.reload();
  await until('conversationUpdate', () => of(client, 'conversationUpdate').length > before);
  await quiet();
  expect(await client.count(welcome), webChat.includes(client.channel) ? 1 : 0, 'welcomes on the page');
}

async function leavesOthersAlone(client) {
  const before = client.requests.length;
  await client.openConversation('Group Chat');
  await until('the group chat', () => client.requests.length >= before + 2);
  const messages = of(client, 'message').length;
  await client.say('This is for the others.');
  await quiet();
  expect(of(client, 'message').length, messages, 'messages that the client sent to the bot');
  return 'not even sent by the client';
}

async function answersMention(client) {
  const drafts = await client.ask(spoken, answer(spoken, 1), { mention: 'Test Bot' });
  expect(drafts, [], 'seen before the answer');
}

async function answersInChannel(client) {
  const before = client.requests.length;
  await client.openConversation('My Team - General');
  await until('the channel', () => client.requests.length >= before + 2);
  await client.ask(spoken, answer(spoken, 1), { mention: 'Test Bot' });
  return of(client, 'message').at(-1).request.body.conversation.id.includes(';messageid=') ? 'in its thread' : '';
}

/** The names of all fields, without what is in them: `channelData.tenant.id`. */
function fields(value, path = '') {
  if (typeof value !== 'object' || value === null) return [path];
  const below = name => Array.isArray(value) ? `${path}[]` : path ? `${path}.${name}` : name;
  return Object.entries(value).flatMap(([name, inner]) => fields(inner, below(name)));
}

const kind = ({ type, name, conversation = {}, text, entities = [], membersAdded }) => [
  type, name, conversation.conversationType, Boolean(text), entities.some(entity => entity.type === 'mention'), membersAdded?.length,
].join(' ');

/** Not a condition: the client may change. Says how. */
function comparesWithCaptures(client) {
  const own = client.requests.map(({ request }) => request.body).filter(({ id }) => !client.handmade.has(id));
  const sent = new Map(own.reverse().map(body => [kind(body), new Set(fields(body))]));
  const file = new URL(`../../src/test/resources/activities/inbound-${client.channel}.json`, import.meta.url);
  const captured = JSON.parse(fs.readFileSync(file)).map(({ body }) => body).filter(body => sent.has(kind(body ?? {})));
  if (captured.length === 0) throw new Error('sends nothing that was captured');
  const differences = captured.flatMap(body => {
    const [before, now] = [new Set(fields(body)), sent.get(kind(body))];
    const without = (names, others, sign) => [...names].filter(name => !others.has(name)).map(name => sign + name);
    return [...without(now, before, '+'), ...without(before, now, '-')];
  });
  return `${captured.length} compared: ${[...new Set(differences)].join(' ') || 'the same fields'}`;
}

function hasNoComplaints(client) {
  expect(client.warnings.filter(warning => !isOfInvoke(warning)), [], 'warnings in the log panel');
  const refused = client.requests
    .filter(({ request, response }) => response.statusCode >= 300 && request.body.name !== 'task/fetch');
  expect(refused.map(({ activityName, response }) => [activityName, response.statusCode]), [], 'refused by the bot');
  const posts = client.posts.filter(({ response }) => !(response?.statusCode < 300));
  expect(posts.map(({ activityName, response }) => [activityName, response?.statusCode]), [], 'refused by the playground');
  return `${client.requests.length} requests to the bot, ${client.posts.length} of its own`;
}

function postsNothing(client) {
  const replies = client.requests.filter(({ response }) => response.body?.activities?.length > 0);
  expect(replies.length, 5, 'responses with answers');
  expect(client.posts.length, 0, 'requests of the bot’s own');
}

const all = ['msteams', 'webchat', 'directline', 'emulator'];
const teams = ['msteams'];
const webChat = ['webchat', 'directline'];

/** `[behaviour, channels, step]`, in the order in which they are tried. */
export const steps = [
  ['connects, and is the pinned version', all, connects],
  ['opening the chat: welcomes, once', all, welcomes],
  ['a message is answered, once', all, answers],
  ['the answer is shown while it is written, as one message', [...teams, ...webChat], showsDrafts],
  ['the answer comes whole', ['emulator'], isOneMessage],
  ['it is labelled as generated', teams, isLabelled],
  ['thumbs up: 200', teams, takesFeedback],
  ['the next message: history is there', all, remembers],
  ['the first message again: nothing more', all, ignoresRedelivery],
  ['sent again by Web Chat, under another id: nothing more', webChat, ignoresResent],
  ['“Add user”: no second welcome', all, welcomesNoTwice],
  ['/reset: history is gone', all, forgets],
  ['a card’s submit without text: says that it reads text only', all, readsNoCards],
  ['a write: asks with a card', all, asksForConsent],
  ['Yes, by a click: the write is made', [...teams, 'emulator'], doesItByClick],
  ['Yes, in a word: the write is made', webChat, doesItByWord],
  ['an invoke that is not known: 501', all, knowsNoInvoke],
  ['page opened again: no second welcome', [...teams, 'emulator'], reopens],
  ['page opened again, a new conversation: a welcome', webChat, reopens],
  ['group chat, without mention: nothing', teams, leavesOthersAlone],
  ['group chat, with mention: one whole answer', teams, answersMention],
  ['channel of a team, with mention: an answer', teams, answersInChannel],
  ['its activities beside those that the tests have of it', all, comparesWithCaptures],
  ['no warning in its log, nothing refused on either side', all, hasNoComplaints],
];

/** With `--delivery-mode expectReplies`. */
export const expectingReplies = [
  ['connects, and is the pinned version', all, connects],
  ['opening the chat: welcomes, once', all, welcomes],
  ['a message is answered, once', all, answers],
  ['the next message: history is there', all, remembers],
  ['/reset: history is gone', all, forgets],
  ['all of it came in responses, nothing was posted', all, postsNothing],
  ['no warning in its log, nothing refused on either side', all, hasNoComplaints],
];
