// Measures the billed tokens of long chats: with a sliding window of history, and with a window that grows and is cut.
//
//   node bench/tokens.mjs [--program target/quarkus-app/quarkus-run.jar] [--turns 40] [--chats 3]
//
// Chats of that many turns through Parley, with a stand-in for the model that counts and bills as the service describes it: what
// begins like an earlier prompt is cached, from 1,024 tokens on and in steps of 128, until it was not used for five minutes. A token
// is four characters. Questions have 100 tokens and answers 300. The stand-in has a clock of its own, so that pauses take no time.
// Needs redis-server on the PATH. Loopback only; ends what it started.
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { Identity, Processes, Redis, Replica, startFakes, post } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: 'target/quarkus-app/quarkus-run.jar' },
    turns: { type: 'string', default: '40' },
    chats: { type: 'string', default: '3' },
  },
});

const CHARACTERS = 4;
const STEP = 128;
const LEAST_CACHED = 1024;
const LIFE = 5 * 60;

const windows = [
  { title: 'last 20 messages', env: { PARLEY_CONVERSATION_GROWS_TO: '20' } },
  { title: '40, then cut to 20', env: {} },
];
const prompts = [{ tokens: 600 }, { tokens: 2000 }];
const pauses = [{ title: '30 s', seconds: 30 }, { title: '10 min', seconds: 600 }];

/** A cache of prompts by their beginnings, and the bill. */
class Service {
  #cache = new Map();
  #now = 0;
  bill = { prompt: 0, cached: 0, written: 0 };

  pass(seconds) {
    this.#now += seconds;
  }

  /** The service reads the tools first and then the messages in order, wherever they are in the request. */
  answer({ tools = [], messages, prompt_cache_key: key = '' }) {
    const text = JSON.stringify(tools) + messages.map(({ role, content }) => `<${role}>${content}`).join('');
    const tokens = Math.ceil(text.length / CHARACTERS);
    const beginnings = this.#beginnings(text, tokens, key);
    const cached = beginnings.findLast(({ name }) => this.#cache.get(name) >= this.#now)?.tokens ?? 0;
    beginnings.forEach(({ name }) => this.#cache.set(name, this.#now + LIFE));
    this.bill.prompt += tokens;
    this.bill.cached += cached;
    this.bill.written += Math.max((beginnings.at(-1)?.tokens ?? 0) - cached, 0);
    return { text: filled(`Answer ${crypto.randomUUID()}`, 300) };
  }

  #beginnings(text, tokens, key) {
    const beginnings = [];
    for (let length = LEAST_CACHED; length <= tokens; length += STEP) {
      const name = crypto.createHash('sha256').update(key + '\n' + text.slice(0, length * CHARACTERS)).digest('base64');
      beginnings.push({ tokens: length, name });
    }
    return beginnings;
  }
}

function filled(text, tokens) {
  return text.padEnd(tokens * CHARACTERS, ' word');
}

/** Sends a message, and completes with the reply. */
class Users {
  #waiting = new Map();

  constructor(identity) {
    this.identity = identity;
  }

  arrived({ type, replyToId }) {
    if (type === 'message') this.#waiting.get(replyToId)?.();
    return {};
  }

  async say(port, serviceUrl, conversation) {
    const id = crypto.randomUUID();
    const replied = new Promise(done => this.#waiting.set(id, done));
    const status = await post(port, {
      type: 'message', id, channelId: 'msteams', serviceUrl, from: { id: 'user' }, recipient: { id: 'bot' }, conversation: { id: conversation },
      text: filled(`Question ${id}`, 100),
    }, this.identity.token(serviceUrl));
    if (status !== 202) throw new Error(`A message was answered with ${status}`);
    await replied;
  }
}

async function run(window, prompt) {
  const processes = new Processes('parley-tokens');
  try {
    const identity = new Identity();
    const users = new Users(identity);
    let service;
    const fakes = await startFakes(identity, { model: question => service.answer(question), connector: activity => users.arrived(activity) });
    const redis = await Redis.start(processes);
    const env = {
      ...window.env, PARLEY_BOT_SYSTEM_PROMPT: filled('You help with monitors.', prompt.tokens), PARLEY_CHAT_ROUTE: 'v1', PARLEY_CHAT_STREAMING: 'false',
    };
    const replica = await Replica.start(processes, options.program, { identity, fakes, redis, env });
    const bills = [];
    for (const pause of pauses) {
      service = new Service();
      for (let chat = 0; chat < +options.chats; chat++) {
        for (let turn = 0; turn < +options.turns; turn++) {
          await users.say(replica.port, fakes.serviceUrl, `${pause.title}-${chat}`);
          service.pass(pause.seconds);
        }
      }
      bills.push({ pause, window, prompt, bill: service.bill });
    }
    await fakes.close();
    return bills;
  } finally {
    await processes.end();
  }
}

function row({ pause, window, prompt, bill: { prompt: all, cached, written } }) {
  const each = tokens => Math.round(tokens / +options.chats).toLocaleString('en');
  const columns = [
    prompt.tokens.toLocaleString('en'), pause.title, window.title, each(all), `${Math.round((100 * cached) / all)} %`,
    each(all - 0.5 * cached), each(all - 0.9 * cached), each(all - 0.9 * cached + 0.25 * written),
  ];
  return `| ${columns.join(' | ')} |`;
}

async function main() {
  console.log('| system prompt | pause between messages | window | tokens of all prompts | cached | billed, reads at 0.5 | reads at 0.1 | reads at 0.1, writes at 1.25 |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const prompt of prompts) {
    const bills = [];
    for (const window of windows) bills.push(...await run(window, prompt));
    for (const pause of pauses) bills.filter(bill => bill.pause === pause).forEach(bill => console.log(row(bill)));
  }
}

main()
  .catch(failure => { console.error(failure); process.exitCode = 1; })
  .finally(() => process.exit());
