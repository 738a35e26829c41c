// Makes the processes and services around Parley fail under load, and counts what users would see.
//
//   node checks/faults.mjs [--mode kill-2,redis,… | all] [--seed 1] [--times 1] [--rate 60] [--conversations 100]
//                         [--executable target/parley-…-runner] [--beside ANOTHER]
//   node checks/faults.mjs --mode tools-kill [--bot agents [--deliver once]] …
//
// For each mode: starts a Redis (redis-server and redis-cli on the PATH), stand-ins for the services that Parley talks to,
// and replicas of the native executable; posts messages at a steady rate to random replicas, several at once in each
// conversation; makes something fail again and again; then waits until each message is answered or given up. Prints a row of
// a table for each mode; docs/reliability.md explains it. Fails if a message is lost, answered out of order or answered
// wrongly, if one is answered twice or given up without a known cause, or if something is left in Redis. Loopback only; ends
// the processes that it started. With --beside, every second replica runs another version, and the mode roll replaces each
// version by the other. --times makes the modes shorter or longer; --keep also keeps the logs of modes that passed.
//
// In the modes of tools-kill, the model asks for one read and one write in each turn, and the system behind these tools
// counts the writes that it makes. A mode fails if a write is made twice, if a reply does not mention a write that was made
// or mentions one that was not made, or if the user and the operator do not learn of an unknown outcome. --bot agents runs
// these modes with a bot on the Microsoft 365 Agents SDK (npm ci --prefix bench/alternatives) for comparison; they then
// never fail. --deliver once posts each message to it only once.
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AgentsReplica } from './faults/agents.mjs';
import { callsFor, Orders, resultsIn, said, Writes } from './faults/orders.mjs';
import { certify, startLogins } from '../bench/load/services.mjs';
import { alive, found, Identity, pause, post, Processes, Random, Redis, Replica, startFakes } from '../testbed/surroundings.mjs';

const LEASE = 3000;
// The longest time from the Connector's response until Redis has the record that a message was sent. Usually it takes a few
// milliseconds, and much longer on a busy machine. A later fault is not the cause of a missing record. Redis is asked
// whether the record exists.
const UNTIL_NOTED = LEASE;
// The time after a restart of Redis until its clients are connected again.
const UNTIL_CONNECTED = 1000;
// A response of Redis that takes longer than this delays a record.
const STALL = 50;

// After these, no replica even apologises for a turn any more.
const MOST_STARTS = 14;

const durable = { appendonly: 'yes', appendfsync: 'always' };

/** The modes, one for each row of the table. Times are in ms; shares are of all requests to the model or the Connector. */
const modes = {
  quiet: { title: 'nothing; typing activities after 150 ms', seconds: 20, connectorTakes: 20, env: { PARLEY_TURNS_TYPING_AFTER: '150ms' } },
  'kill-2': { title: 'a replica: SIGKILL', replicas: 2, seconds: 120, kills: { signal: 'SIGKILL', every: [500, 2000] } },
  'kill-3': { title: 'a replica: SIGKILL', replicas: 3, seconds: 115, kills: { signal: 'SIGKILL', every: [500, 1500] } },
  'kill-slow': { title: 'a replica: SIGKILL; the Connector answers 50 ms after taking a reply', replicas: 3, seconds: 45, kills: { signal: 'SIGKILL', every: [500, 1500] }, connectorTakes: 50 },
  term: { title: 'a replica: SIGTERM', replicas: 3, seconds: 35, kills: { signal: 'SIGTERM', every: [500, 2000] } },
  pause: { title: 'a replica: SIGSTOP for 1 to 6 s', replicas: 3, seconds: 40, pauses: { every: [1000, 3000], lasting: [1000, 6000] } },
  redis: { title: 'Redis: SIGKILL, away for 0.2 to 4 s', replicas: 2, seconds: 45, redis: durable, outages: { how: 'kill', every: [2000, 4000], lasting: [200, 4000] } },
  'redis-power': { title: 'Redis with `appendfsync everysec`: SIGKILL, and what it wrote in its last second is gone', replicas: 2, seconds: 20, redis: { ...durable, appendfsync: 'everysec' }, outages: { how: 'power', every: [2000, 4000], lasting: [200, 1000] }, mayLose: true },
  freeze: { title: 'Redis: SIGSTOP for 1 to 6 s', replicas: 2, seconds: 45, outages: { how: 'freeze', every: [2000, 4000], lasting: [1000, 6000] } },
  'connector-429': { title: 'the Connector: 429, Retry-After 1', seconds: 10, connector: { 429: 0.25 } },
  'connector-502-before': { title: 'the Connector: 502, reply not taken', seconds: 10, connector: { '502 before': 0.15 } },
  'connector-502-after': { title: 'the Connector: 502, reply taken', seconds: 10, connector: { '502 after': 0.15 } },
  'connector-reset-before': { title: 'the Connector: connection reset, reply not taken', seconds: 10, connector: { 'reset before': 0.15 } },
  'connector-reset-after': { title: 'the Connector: connection reset, reply taken', seconds: 10, connector: { 'reset after': 0.15 } },
  'model-hang': { title: 'the model: no answer', seconds: 10, model: { hang: 0.1 } },
  'model-500': { title: 'the model: 500', seconds: 10, model: { 500: 0.1 } },
  mixed: {
    title: 'all of these at once, Redis with `appendfsync always`', replicas: 3, seconds: 60, redis: durable,
    kills: { signal: 'SIGKILL', every: [1000, 3000] }, outages: { how: 'kill or freeze', every: [4000, 8000], lasting: [200, 4000] },
    connector: { 429: 0.03, '502 before': 0.02, '502 after': 0.02, 'reset before': 0.02, 'reset after': 0.02 }, model: { hang: 0.02, 500: 0.02 },
  },
  roll: { title: 'each replica in turn: SIGTERM, and started as the other version', replicas: 3, seconds: 60, beside: true, kills: { signal: 'SIGTERM', every: [1500, 3000], roll: true } },
  ...toolsModes(''),
  ...toolsModes('-key'),
};

/** The modes with tools, for tools with an idempotency key and for tools without one. */
function toolsModes(key) {
  const tools = { repeatable: key !== '' };
  const common = { replicas: 3, tools, redis: durable };
  const kills = { signal: 'SIGKILL', every: [500, 1500] };
  return {
    [`tools-sigkill${key}`]: { ...common, title: 'a replica: SIGKILL', seconds: 60, kills },
    [`tools-sigterm${key}`]: { ...common, title: 'a replica: SIGTERM', seconds: 40, kills: { ...kills, signal: 'SIGTERM' } },
    [`tools-sigstop${key}`]: { ...common, title: 'a replica: SIGSTOP for 1 to 6 s', seconds: 40, pauses: { every: [1000, 3000], lasting: [1000, 6000] } },
    [`tools-redis${key}`]: { ...common, title: 'Redis: SIGKILL, away for 0.2 to 4 s', seconds: 40, outages: { how: 'kill', every: [2000, 4000], lasting: [200, 4000] } },
    [`tools-mixed${key}`]: {
      ...common, title: 'all of these at once', seconds: 60, kills: { signal: ['SIGKILL', 'SIGTERM'], every: [700, 2000] },
      pauses: { every: [3000, 6000], lasting: [1000, 6000] }, outages: { how: 'kill', every: [5000, 10000], lasting: [200, 3000] },
    },
  };
}

/** Groups of modes that --mode can name. */
const groups = {
  all: () => Object.keys(modes).filter(name => !modes[name].tools && !modes[name].beside),
  'tools-kill': () => Object.keys(modes).filter(name => modes[name].tools && (options.bot === 'parley' || !modes[name].outages)),
};

const connectorFaults = {
  429: { status: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'Throttled' } } },
  '502 before': { status: 502, body: {} },
  '502 after': { status: 502, body: {}, taken: true },
  'reset before': { reset: true },
  'reset after': { reset: true, taken: true },
};

const modelFaults = {
  hang: { never: true },
  500: { status: 500, body: { error: { code: 'InternalServerError', message: 'The server had an error.' } } },
};

const { values: options } = parseArgs({
  options: {
    mode: { type: 'string', default: 'all' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    times: { type: 'string', default: '1' },
    rate: { type: 'string', default: '60' },
    conversations: { type: 'string', default: '100' },
    executable: { type: 'string', default: found('target', /-runner$/) },
    beside: { type: 'string' },
    bot: { type: 'string', default: 'parley' },
    deliver: { type: 'string', default: 'again' },
    keep: { type: 'boolean', default: false },
  },
});

/** The faults with their times by {@link performance.now}, and the messages that were in flight at a fault. */
class Faults {
  kills = [];
  outages = [];
  pauses = [];
  // Times at which Redis or a replica responded slowly, for example because the machine was busy.
  stalls = [];
  standstills = [];
  answers = 0;
  answersOfModel = 0;
  // Messages that were accepted and not yet answered when a process was killed or frozen, and writes that were running then.
  inFlight = new Set();
  writes = new Set();

  get times() {
    return this.kills.length + this.outages.length + this.pauses.length + this.answers;
  }

  /** Chooses a fault by the shares; usually none. */
  choose(random, shares = {}) {
    let left = random.next();
    for (const [name, share] of Object.entries(shares)) {
      left -= share;
      if (left < 0) {
        this.answers++;
        return name;
      }
    }
    return undefined;
  }
}

/**
 * The model: asks for its calls if it has tools, then repeats the question, with a number that no other answer has, and says what came of
 * the calls. Keeps the history that each answer was given for, by the first line of the answer.
 */
class Model {
  answers = new Map();
  asked = new Set();
  active = true;

  constructor(random, faults, shares) {
    Object.assign(this, { random, faults, shares });
  }

  answer({ messages, tools = [], stream }) {
    const place = messages.findLastIndex(message => message.role === 'user');
    const question = messages[place].content;
    const round = messages.slice(place + 1);
    this.asked.add(question);
    const after = this.random.between(100, 800);
    const fault = this.active && this.faults.choose(this.random, this.shares);
    if (fault) {
      this.faults.answersOfModel++;
      return { after, ...modelFaults[fault] };
    }
    if (tools.length > 0 && round.length === 0) return { after, ...callsFor(question.replace('message ', ''), stream) };
    const line = `answer ${this.answers.size} to ${question}`;
    this.answers.set(line, messages.slice(1, place).map(message => message.content));
    return { after, text: round.length === 0 ? line : `${line}\n\n${resultsIn(round)}` };
  }
}

/** The Connector. Knows the replies that users see, by the message that each answers. */
class Channel {
  replies = new Map();
  failures = new Map();
  active = true;

  /** @param noted returns for a message whether Redis has the record that its reply was sent */
  constructor(random, faults, shares, after = 0, noted = async () => undefined) {
    Object.assign(this, { random, faults, shares, after, noted });
  }

  post(activity, sender) {
    const fault = this.active ? this.faults.choose(this.random, this.shares) : undefined;
    if (fault && activity.type === 'message') this.failures.set(activity.replyToId, [...this.failuresOf(activity.replyToId), fault]);
    const { taken, ...outcome } = fault ? connectorFaults[fault] : { taken: true, status: 201 };
    if (!taken || activity.type !== 'message') return { after: this.after, ...outcome };
    const reply = { at: performance.now(), text: activity.text, sender, fault };
    const before = this.to(activity.replyToId).at(-1);
    this.to(activity.replyToId).push(reply);
    return { after: this.after, until: before && before.fault !== '502 after' ? this.#examine(reply, activity.replyToId) : undefined, ...outcome };
  }

  // The sender cannot record this reply while it waits for the response. So a record found now belongs to an earlier reply.
  #examine(reply, id) {
    const examined = this.noted(id).then(noted => { reply.beforeWasNoted = noted; }, () => {});
    return Promise.race([examined, pause(1000)]);
  }

  to(id) {
    if (!this.replies.has(id)) this.replies.set(id, []);
    return this.replies.get(id);
  }

  saw(id) {
    return this.replies.has(id);
  }

  failuresOf(id) {
    return this.failures.get(id) ?? [];
  }
}

/**
 * Users, through the Connector. In each conversation, a message is posted when the one before was accepted, not when it was
 * answered.
 */
class Traffic {
  conversations;
  accepted = new Map();
  refused = 0;
  cutOff = 0;
  untaken = 0;
  // Messages whose request waits for its response.
  posted = new Set();
  #posting = true;
  #sent = 0;

  /** @param delivery how messages are delivered */
  constructor(random, replicas, serviceUrl, token, delivery) {
    Object.assign(this, { random, replicas, serviceUrl, token, delivery });
    this.conversations = Array.from({ length: +options.conversations }, (_, index) => ({ id: `conversation-${index}`, order: [], last: Promise.resolve() }));
    this.running = this.#run();
  }

  async end() {
    this.#posting = false;
    await this.running;
    await Promise.all(this.conversations.map(conversation => conversation.last));
  }

  async #run() {
    const start = performance.now();
    while (this.#posting) {
      const conversation = this.random.of(this.conversations);
      conversation.last = conversation.last.then(() => this.#deliver(conversation));
      await pause(start + (++this.#sent * 1000) / +options.rate - performance.now());
    }
  }

  // Repeats an activity until it is accepted, as the Connector does. If one is never accepted, its conversation ends,
  // because the order of its messages would be unknown.
  async #deliver(conversation) {
    if (conversation.ended) return;
    const id = `${conversation.id}:${conversation.order.length}`;
    const activity = {
      type: 'message', id, channelId: 'msteams', serviceUrl: this.serviceUrl, from: { id: 'user' }, recipient: { id: 'bot' },
      conversation: { id: conversation.id }, text: `message ${id}`,
    };
    this.posted.add(id);
    try {
      await this.#post(conversation, id, activity);
    } finally {
      this.posted.delete(id);
    }
  }

  async #post(conversation, id, activity) {
    for (const giveUp = performance.now() + 60_000; performance.now() < giveUp; await pause(100)) {
      const status = await post(this.delivery.replica(conversation, this).port, activity, this.token, this.delivery.timeout);
      if ((status >= 200 && status < 300) || this.delivery.isOver(id)) {
        conversation.order.push(id);
        this.accepted.set(id, performance.now());
        return;
      }
      if (status > 0) this.refused++;
      else this.cutOff++;
    }
    conversation.ended = true;
    this.untaken++;
  }
}

/** Delivers to any replica, repeatedly until the message is accepted. */
const toAny = { replica: (conversation, { random, replicas }) => random.of(replicas), isOver: () => false, timeout: 5000 };

/**
 * For a bot that keeps histories in memory and responds when the turn has ended. Delivers to the conversation's replica
 * while that is up, with the Connector's time limit.
 */
function toOwn(model) {
  return {
    replica({ id }, { random, replicas }) {
      const own = replicas[id.match(/\d+$/)[0] % replicas.length];
      return own.up ? own : random.of(replicas);
    },
    isOver: id => options.deliver === 'once' && model.asked.has(`message ${id}`),
    timeout: options.deliver === 'once' ? 60_000 : 15_000,
    answersLate: true,
  };
}

/** Sends requests repeatedly, and reports responses that took too long. */
class Watch {
  #active = true;

  /** @param ask completes when there is a response, or can be none */
  constructor(ask, { every, atMost }, note) {
    this.running = this.#run(ask, every, atMost, note);
  }

  async end() {
    this.#active = false;
    await this.running;
  }

  async #run(ask, every, atMost, note) {
    while (this.#active) {
      const from = performance.now();
      const answered = await ask();
      const to = performance.now();
      if (to - from > atMost) note({ from, to, answered });
      await pause(every);
    }
  }
}

function watch(replica, faults) {
  let sender;
  const ask = () => {
    sender = replica.name;
    return alive(replica);
  };
  return new Watch(ask, { every: 100, atMost: LEASE / 3 }, still => faults.standstills.push({ ...still, sender }));
}

function ping(redis) {
  return new Promise(done => {
    const failed = () => { redis.watched = undefined; done(false); };
    redis.watched ??= net.connect(redis.port, '127.0.0.1').unref();
    redis.watched.removeAllListeners().once('data', () => done(true)).once('error', failed).once('close', failed).write('PING\r\n');
  });
}

/** Makes processes fail until it is stopped. Then it starts all of them again. */
class Saboteur {
  #active = true;
  #ending;
  #sizes = [];

  constructor(random, mode, { replicas, redis, faults, traffic, channel, orders }) {
    Object.assign(this, { random, mode, replicas, redis, faults, traffic, channel, orders });
    this.#ending = Promise.all([this.#killing(mode.kills), this.#interrupting(mode.outages), this.#pausing(mode.pauses)]);
  }

  async end() {
    this.#active = false;
    await this.#ending;
  }

  async #killing(kills) {
    const starts = [];
    while (kills && await this.#wait(kills.every)) {
      const up = this.replicas.filter(replica => replica.up);
      if (up.length === 0) continue;
      const replica = kills.roll ? up.find(one => one === this.replicas[starts.length % this.replicas.length]) : this.random.of(up);
      if (!replica) continue;
      const signal = this.random.of([kills.signal].flat());
      this.#note();
      this.faults.kills.push({ at: performance.now(), sender: replica.name, signal });
      if (kills.roll) replica.program = replica.program === options.executable ? options.beside : options.executable;
      const rest = this.random.between(0, 500);
      starts.push(replica.end(signal).then(() => pause(rest)).then(() => replica.start()));
    }
    await Promise.all(starts);
  }

  async #pausing(pauses) {
    while (pauses && await this.#wait(pauses.every)) {
      const replica = this.random.of(this.replicas);
      const still = { sender: replica.name, from: performance.now(), to: Infinity };
      this.faults.pauses.push(still);
      this.#note();
      replica.signal('SIGSTOP');
      await pause(this.random.between(...pauses.lasting));
      replica.signal('SIGCONT');
      still.to = performance.now();
    }
  }

  async #interrupting(outages) {
    const watch = outages?.how === 'power' ? setInterval(() => this.#measure(), 50) : undefined;
    while (outages && await this.#wait(outages.every)) {
      const outage = { from: performance.now(), to: Infinity };
      this.faults.outages.push(outage);
      this.#note();
      const how = outages.how === 'kill or freeze' ? this.random.of(['kill', 'freeze']) : outages.how;
      const lasting = this.random.between(...outages.lasting);
      if (how === 'freeze') {
        this.redis.signal('SIGSTOP');
        await pause(lasting);
        this.redis.signal('SIGCONT');
      } else {
        await this.redis.kill();
        if (how === 'power') this.#forget();
        await pause(lasting);
        await this.redis.start();
      }
      Object.assign(outage, { to: performance.now(), how, lost: how === 'power' ? 1100 : 0 });
    }
    clearInterval(watch);
  }

  async #wait(every) {
    await pause(this.random.between(...every));
    return this.#active;
  }

  #note() {
    const open = this.traffic.delivery.answersLate ? this.traffic.posted : this.traffic.accepted.keys();
    for (const id of open) if (!this.channel.saw(id)) this.faults.inFlight.add(id);
    this.orders?.underWay.forEach(write => this.faults.writes.add(write));
  }

  // The system still writes the data of a killed process to disk. A machine that loses power loses the data of the last
  // second.
  #measure() {
    const file = this.#appendOnlyFile();
    if (file) this.#sizes.push({ at: performance.now(), size: fs.statSync(file).size });
  }

  #forget() {
    const safe = this.#sizes.findLast(({ at }) => at < performance.now() - 1000);
    if (safe) fs.truncateSync(this.#appendOnlyFile(), safe.size);
    this.#sizes = [];
  }

  #appendOnlyFile() {
    return found(path.join(this.redis.folder, 'appendonlydir'), /\.incr\.aof$/);
  }
}

/** Returns what is left in Redis at the end. */
const LEFT = `
local left = {eternal = 0, unfinished = 0, dead = {}}
for _, key in ipairs(redis.call('KEYS', '*')) do
  if redis.call('PTTL', key) == -1 then left.eternal = left.eternal + 1 end
  if key:match(':pending$') or key:match(':due$') then left.unfinished = left.unfinished + redis.call('ZCARD', key) end
  if key:match(':turns:') then left.unfinished = left.unfinished + redis.call('LLEN', key) end
  if key:match(':dead$') then
    local list = redis.call('TYPE', key).ok == 'list'
    for _, letter in ipairs(list and redis.call('LRANGE', key, 0, -1) or {}) do
      letter = cjson.decode(letter)
      table.insert(left.dead, {id = letter.activity.id, reason = letter.reason})
    end
    for _, letter in ipairs(list and {} or redis.call('ZRANGE', key, 0, -1)) do
      local stored = redis.call('HMGET', key:gsub('dead$', 'turn:') .. letter, 'activity', 'reason')
      table.insert(left.dead, {id = cjson.decode(stored[1]).id, reason = stored[2]})
    end
  end
end
return cjson.encode(left)`;

/** The operator's list of writes. */
const WRITES = `
local writes = {}
for _, key in ipairs(redis.call('KEYS', '*:writes')) do
  for _, write in ipairs(redis.call('LRANGE', key, 0, -1)) do
    table.insert(writes, cjson.decode(write))
  end
end
return #writes > 0 and cjson.encode(writes) or '[]'`;

/** Returns Parley's id of the turn of a message. */
function turnOf(id) {
  const turn = crypto.createHash('md5').update(`message\n${id}`).digest();
  turn[6] = (turn[6] & 0x0f) | 0x30;
  turn[8] = (turn[8] & 0x3f) | 0x80;
  return turn.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Whether the turn of a message has recorded that its reply was sent, or has ended. */
async function noted(redis, id) {
  return redis.script(`
    for _, key in ipairs(redis.call('KEYS', '*:turn:*:${turnOf(id)}')) do
      local stored = redis.call('HMGET', key, 'sent', 'state')
      return cjson.encode(stored[1] == '1' or stored[2] == 'done' or stored[2] == 'dead')
    end
    return 'null'`);
}

/** Judges the result of each accepted message. */
class Verdict {
  constructor(faults, model, channel, traffic, left) {
    Object.assign(this, { faults, model, channel, traffic, orders: left.orders });
    this.eternal = left.eternal;
    this.unfinished = left.unfinished;
    this.dead = new Map(Array.from(left.dead, letter => [letter.id, letter.reason]));
    const accepted = [...traffic.accepted.keys()];
    this.unseen = [...this.dead.keys()].filter(id => !channel.saw(id));
    this.abandoned = [...this.dead.keys()].filter(id => !this.#hasCause(id));
    this.unasked = [...this.dead.keys()].filter(id => !model.asked.has(`message ${id}`));
    this.lost = accepted.filter(id => !channel.saw(id) && !this.dead.has(id));
    this.apologies = accepted.filter(id => channel.saw(id) && channel.to(id).some(reply => !this.#isAnswer(reply)));
    this.wrong = accepted.filter(id => channel.saw(id) && !this.#isRight(id));
    this.doubles = accepted.filter(id => channel.saw(id)).flatMap(id => this.#doubles(id));
    this.disordered = traffic.conversations.flatMap(({ order }) => this.#disorder(order));
    this.late = traffic.conversations.flatMap(({ order }) => this.#late(order));
    this.forgotten = traffic.conversations.flatMap(({ order }) => this.#forgotten(order));
    this.writes = left.orders && new Writes(left.orders, accepted, id => (channel.saw(id) ? channel.to(id) : []), turnOf, left.writes && { writes: left.writes, dead: this.dead });
  }

  /** Whether a fault explains that a turn was given up. */
  #hasCause(id) {
    const reason = this.dead.get(id);
    const failed = kind => this.channel.failuresOf(id).some(failure => failure.startsWith(kind));
    if (reason.startsWith('No answer')) return failed('reset');
    if (reason.startsWith('The Connector answered')) return failed(reason.match(/\d+/)[0]);
    return this.faults.kills.length + this.faults.outages.length + this.faults.pauses.length > 0;
  }

  #isAnswer(reply) {
    return this.model.answers.has(firstLine(reply.text));
  }

  /**
   * Whether all replies to a message are its own answer, or all are the apology. If the turn was given up, the apology may follow an answer
   * that nobody recorded as sent.
   */
  #isRight(id) {
    const replies = this.channel.to(id);
    const answers = replies.filter(reply => this.#isAnswer(reply));
    const others = replies.filter(reply => !this.#isAnswer(reply));
    const same = list => list.every(reply => reply.text === list[0].text);
    return same(answers) && answers.every(reply => firstLine(reply.text).endsWith(` to message ${id}`))
      && same(others) && others.every(reply => reply.text.startsWith('Sorry, something went wrong'))
      && (answers.length === 0 || others.length === 0 || this.dead.has(id));
  }

  #doubles(id) {
    return this.channel.to(id).slice(1).map((reply, index) => {
      const first = this.channel.to(id)[index];
      return { id, first, second: reply, ...this.#cause(id, first, reply, index) };
    });
  }

  /** Returns why a reply that the Connector had accepted was sent again. */
  #cause(id, first, second, before) {
    if (first.fault === '502 after' && !this.channel.to(id).slice(0, before).some(({ fault, sender }) => fault === first.fault && sender === first.sender)) {
      return { cause: 'gateway' };
    }
    const stall = this.faults.stalls.find(({ from, to }) => from - first.at < UNTIL_NOTED && first.at < to);
    const noted = Math.max(first.at, stall?.to ?? 0) + UNTIL_NOTED + this.channel.after;
    const kill = this.faults.kills.find(({ at, sender, signal }) => signal === 'SIGKILL' && sender === first.sender && at < noted);
    if (kill && !second.beforeWasNoted) return { cause: 'kill', after: kill.at - first.at };
    const away = [...this.faults.outages, ...this.faults.stalls.filter(({ from, to }) => to - from > LEASE / 3)];
    const outage = away.find(({ from, to, lost = 0 }) => from - lost < noted && first.at < to + UNTIL_CONNECTED);
    if (outage && !second.beforeWasNoted) return { cause: 'redis', after: outage.from - first.at, lasting: outage.to - outage.from };
    // A paused replica continues its current step before it notices that its lease has ended.
    const still = [...this.faults.pauses, ...this.faults.standstills].find(({ sender, from, to }) => (sender === first.sender && from < noted && first.at < to + LEASE / 3)
      || (sender === second.sender && from < second.at && second.at < to + LEASE / 3));
    if (still) return { cause: 'still', after: still.from - first.at, lasting: still.to - still.from };
    return { cause: 'unexplained' };
  }

  /** Returns messages whose first reply came after a reply to a later message. */
  #disorder(order) {
    const first = order.filter(id => this.channel.saw(id)).map(id => ({ id, at: this.channel.to(id)[0].at }));
    return first.filter(({ at }, index) => first.slice(0, index).some(earlier => earlier.at > at)).map(({ id }) => id);
  }

  /** Returns replies that were repeated after a reply to a later message. */
  #late(order) {
    return this.doubles.filter(({ id, second }) => order.slice(order.indexOf(id) + 1).some(later => order.includes(id) && this.channel.saw(later) && this.channel.to(later)[0].at < second.at));
  }

  /** Returns messages whose answer was given with a wrong history: without the exchange before, or with something else. */
  #forgotten(order) {
    // What history may end with.
    let last = [undefined];
    return order.filter(id => {
      const reply = this.channel.saw(id) ? this.channel.to(id)[0] : { text: '' };
      const expected = last;
      last = this.#remembered(id, reply, expected);
      if (!this.#isAnswer(reply)) return false;
      const history = this.model.answers.get(firstLine(reply.text));
      return !expected.some(exchange => history.at(-2) === exchange?.question && firstLine(history.at(-1)) === exchange?.answer)
        || new Set(history).size < history.length;
    });
  }

  /**
   * What history may end with after a message. It keeps a turn that was given up if that made calls: the reply mentions a write, and only
   * the system behind the tools knows of a read. A turn that no replica runs any more is not kept.
   */
  #remembered(id, reply, before) {
    const answered = { question: `message ${id}`, answer: firstLine(reply.text) };
    if (!this.dead.has(id)) return this.#isAnswer(reply) ? [answered] : before;
    const failed = { ...answered, answer: '(The answer failed.)' };
    const wrote = [said.done, said.unknown, said.doneByModel].some(words => reply.text.includes(words));
    if (wrote && !this.dead.get(id).includes(`${MOST_STARTS} times`)) return [failed];
    return wrote || this.orders?.reads.has(id) ? [...before, failed] : before;
  }

  count(cause) {
    return this.doubles.filter(double => double.cause === cause).length;
  }

  get failed() {
    return this.lost.length + this.disordered.length + this.count('unexplained') + this.wrong.length + this.forgotten.length + this.abandoned.length
      + this.eternal + this.unfinished + this.traffic.untaken > 0 || this.writes?.failed === true;
  }

  row(mode) {
    const { refused, cutOff, accepted } = this.traffic;
    const twice = ['kill', 'gateway', 'redis', 'still', 'unexplained'].map(cause => this.count(cause));
    if (this.writes) return this.#rowWithWrites(mode);
    return [
      mode.title, mode.replicas ?? 2, this.faults.times, accepted.size, this.faults.inFlight.size || '', `${refused} / ${cutOff}`, this.lost.length, this.disordered.length,
      twice.join(' / '), this.late.length, this.apologies.length, `${this.dead.size} / ${this.unseen.length} / ${this.abandoned.length}`,
      `${this.wrong.length} / ${this.forgotten.length}`, `${this.unfinished} / ${this.eternal}`,
    ];
  }

  #rowWithWrites(mode) {
    const { faults, traffic } = this;
    return [
      mode.title, mode.tools.repeatable ? 'yes' : 'no', faults.times, traffic.accepted.size, `${faults.inFlight.size} / ${faults.writes.size}`,
      this.lost.length, this.disordered.length, new Set(this.doubles.map(({ id }) => id)).size, ...this.writes.row(),
      `${this.apologies.length} / ${this.dead.size}`, `${this.wrong.length} / ${this.forgotten.length}`,
    ];
  }

  /** Details for finding the cause. */
  get evidence() {
    const story = id => ({ id, accepted: this.traffic.accepted.get(id), replies: this.channel.replies.get(id) ?? [], dead: this.dead.get(id), failures: this.channel.failuresOf(id) });
    return {
      origin: performance.timeOrigin, stalls: this.faults.stalls, standstills: this.faults.standstills, pauses: this.faults.pauses, late: this.late,
      lost: this.lost.map(story), abandoned: this.abandoned.map(story), disordered: this.disordered.map(story), wrong: this.wrong.map(story), forgotten: this.forgotten.map(story),
      writes: this.writes && { ...this.writes.failures, unknown: this.writes.unknown, repeated: this.writes.repeated },
      apologies: this.apologies.map(story), doubles: this.doubles, kills: this.faults.kills, outages: this.faults.outages, untaken: this.traffic.untaken, dead: [...this.dead],
    };
  }
}

const columns = [
  'what fails', 'replicas', 'times', 'accepted', 'in flight at a fault', 'posts refused / cut off', 'lost', 'out of order',
  'answered twice: kill / 502 / Redis away / replica stood still / unexplained', 'repeated late', 'apologies', 'dead letters / not seen / without cause',
  'wrong answer / history', 'left unfinished / without end',
];

const columnsWithWrites = [
  'what fails', 'takes a key', 'times', 'accepted', 'in flight at a fault: messages / writes', 'lost', 'out of order', 'answered twice', ...Writes.columns,
  'apologies / dead letters', 'wrong answer / history',
];

function firstLine(text) {
  return text?.split('\n')[0];
}

async function run(name, mode) {
  const processes = new Processes(`parley-faults-${name}`);
  let failed = true;
  try {
    const seed = +options.seed * 31 + Object.keys(modes).indexOf(name);
    const stream = purpose => new Random(seed * 7 + purpose);
    const faults = new Faults();
    const model = new Model(stream(1), faults, mode.model);
    const redis = await Redis.start(processes, mode.redis);
    const channel = new Channel(stream(2), faults, mode.connector, mode.connectorTakes, id => noted(redis, id));
    const identity = new Identity();
    const fakes = await startFakes(identity, { model: question => model.answer(question), connector: (activity, sender) => channel.post(activity, sender) });
    const orders = mode.tools && await new Orders(stream(5), mode.tools).start();
    const env = { PARLEY_TURNS_LEASE: `${LEASE}ms`, PARLEY_CHAT_TIMEOUT: mode.model?.hang ? '2s' : '10s', ...mode.env };
    // Older versions know no secret, and look for conversations in the partitions of their names.
    if (options.beside) env.PARLEY_CONVERSATION_PARTITION_SECRET_AFTER = '30d';
    if (orders) env.PARLEY_TOOLS_FILE = orders.toolsFile(processes.folder);
    const versions = Array.from({ length: mode.replicas ?? 2 }, (_, index) => (index % 2 && options.beside) || options.executable);
    const isParley = options.bot === 'parley';
    const logins = isParley ? undefined : await startLogins(certify(processes.folder), identity);
    const replicas = await Promise.all(versions.map(version => (isParley
      ? Replica.start(processes, version, { identity, fakes, redis, env })
      : AgentsReplica.start(processes, { identity, fakes, logins, env: { ORDERS: orders.origin } }))));
    const traffic = new Traffic(stream(3), replicas, fakes.serviceUrl, identity.token(fakes.serviceUrl), isParley ? toAny : toOwn(model));
    const watches = [
      new Watch(() => ping(redis), { every: 10, atMost: STALL }, stall => faults.stalls.push(stall)),
      ...isParley ? replicas.map(replica => watch(replica, faults)) : [],
    ];
    const saboteur = new Saboteur(stream(4), mode, { replicas, redis, faults, traffic, channel, orders });
    await pause(mode.seconds * 1000 * +options.times);
    await saboteur.end();
    model.active = channel.active = false;
    await traffic.end();
    const left = await settled(redis, traffic, channel);
    const operators = orders && isParley ? await redis.script(WRITES) : undefined;
    const verdict = new Verdict(faults, model, channel, traffic, { ...left, orders, writes: operators });
    await Promise.all(watches.map(watch => watch.end()));
    await fakes.close();
    await orders?.close();
    failed = isParley && verdict.failed;
    fs.writeFileSync(path.join(processes.folder, 'evidence.json'), JSON.stringify(verdict.evidence, null, 1));
    if (failed) console.error(`${name}: not as promised${mode.mayLose ? ', nor was it to be expected' : ''}; logs in ${processes.folder}`);
    notes(name, verdict);
    return verdict;
  } finally {
    await processes.end(failed || options.keep);
  }
}

/** Waits until each message is answered or given up. After two minutes, the others count as lost. */
async function settled(redis, traffic, channel) {
  for (let waited = 0; ; waited += 500) {
    const left = await redis.script(LEFT);
    const dead = new Set(Array.from(left.dead, letter => letter.id));
    const open = [...traffic.accepted.keys()].some(id => !channel.saw(id) && !dead.has(id));
    if ((!open && left.unfinished === 0) || waited > (options.bot === 'parley' ? 120_000 : 15_000)) return left;
    await pause(500);
  }
}

function notes(name, { doubles, dead, apologies, unasked, faults, traffic }) {
  for (const cause of ['kill', 'redis', 'still']) {
    const of = doubles.filter(double => double.cause === cause);
    if (of.length === 0) continue;
    const after = of.map(double => Math.round(double.after)).sort((a, b) => a - b);
    const lasting = of.map(double => Math.round(double.lasting)).sort((a, b) => a - b);
    console.error(`${name}: answered twice (${cause}): the fault came ${after[0]} to ${after.at(-1)} ms after the first reply, median ${after[after.length >> 1]}`
      + (lasting[0] > 0 ? `, and lasted ${lasting[0]} to ${lasting.at(-1)} ms, less than the lease for ${lasting.filter(time => time < LEASE).length}` : ''));
  }
  const unburied = apologies.filter(id => !dead.has(id)).length - faults.answersOfModel;
  if (unburied > 0) console.error(`${name}: apologies for no failure of the model and without a dead letter: ${unburied}`);
  const longest = Math.max(0, ...faults.stalls.filter(stall => stall.answered).map(({ from, to }) => to - from));
  if (longest > 0) console.error(`${name}: Redis took up to ${Math.round(longest)} ms to answer`);
  const reasons = new Map();
  dead.forEach(reason => reasons.set(reason, (reasons.get(reason) ?? 0) + 1));
  if (traffic.untaken) console.error(`${name}: messages that no replica took within a minute: ${traffic.untaken}`);
  if (unasked.length) console.error(`${name}: given up, and the model was never asked: ${unasked.length}`);
  reasons.forEach((count, reason) => console.error(`${name}: dead letters: ${count} × ${reason}`));
}

async function main() {
  if (options.bot === 'parley' && !options.executable) throw new Error('There is no native executable in target: mvn package -Dnative');
  const names = options.mode.split(',').flatMap(name => groups[name]?.() ?? [name]);
  const unknown = names.find(name => !modes[name]);
  if (unknown) throw new Error(`There is no mode ${unknown}: ${[...Object.keys(groups), ...Object.keys(modes)].join(', ')}`);
  const heads = modes[names[0]].tools ? columnsWithWrites : columns;
  if (names.some(name => Boolean(modes[name].tools) !== Boolean(modes[names[0]].tools))) throw new Error('Modes with tools have a table of their own');
  if (options.bot !== 'parley' && names.some(name => !modes[name].tools)) throw new Error('Only the modes with tools know another bot');
  if (!options.beside && names.some(name => modes[name].beside)) throw new Error('This mode needs --beside');
  console.log(`Seed ${options.seed}\n\n| ${heads.join(' | ')} |\n|${heads.map(() => '---').join('|')}|`);
  for (const name of names) {
    const verdict = await run(name, modes[name]);
    console.log(`| ${verdict.row(modes[name]).join(' | ')} |`);
    if (verdict.failed && !modes[name].mayLose && options.bot === 'parley') process.exitCode = 1;
  }
}

main()
  .catch(failure => { console.error(failure); process.exitCode = 1; })
  .finally(() => process.exit());
