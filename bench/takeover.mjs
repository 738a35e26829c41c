// Measures the commands that idle replicas send to Redis, and how soon other replicas answer the messages of a killed one.
//
//   node bench/takeover.mjs [--program target/quarkus-app/quarkus-run.jar] [--replicas 3] [--seconds 20] [--kills 8] [--held 40]
//
// Idle: counts the commands that clients send to Redis, by MONITOR, in that many seconds. Killed: one replica accepts that many
// messages, each of its own conversation, and waits for a model that does not answer; it gets a SIGKILL at a random time, and
// starts again afterwards. The model answers the next call for the same message after 100 ms. The time of a message is from the kill
// to its reply at the Connector. Needs redis-server and redis-cli on the PATH. Loopback only; ends what it started.
import crypto from 'node:crypto';
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Identity, pause, Processes, Redis, Replica, startFakes, post } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: 'target/quarkus-app/quarkus-run.jar' },
    replicas: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '20' },
    kills: { type: 'string', default: '8' },
    held: { type: 'string', default: '40' },
  },
});

/** Commands of clients, without those that scripts call. */
async function count(redis, seconds) {
  const monitor = spawn('redis-cli', ['-p', String(redis.port), 'MONITOR'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const commands = new Map();
  let rest = '';
  let counting = false;
  monitor.stdout.on('data', data => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines.filter(one => counting && !one.includes(' lua] '))) {
      const command = /\] "(\w+)"/.exec(line)?.[1]?.toUpperCase() ?? 'OK';
      commands.set(command, (commands.get(command) ?? 0) + 1);
    }
  });
  await pause(1000);
  counting = true;
  await pause(seconds * 1000);
  counting = false;
  monitor.kill();
  return commands;
}

/** The first call for a message is not answered. */
class Model {
  #calls = new Map();

  answer({ messages }) {
    const question = messages.at(-1).content;
    this.#calls.set(question, (this.#calls.get(question) ?? 0) + 1);
    return this.#calls.get(question) === 1 ? { never: true } : { after: 100, text: `An answer to ${question}` };
  }

  isAsked(question) {
    return this.#calls.has(question);
  }
}

class Users {
  #replied = new Map();

  constructor(identity, serviceUrl) {
    Object.assign(this, { identity, serviceUrl });
  }

  arrived({ type, replyToId }) {
    if (type === 'message' && !this.#replied.has(replyToId)) this.#replied.set(replyToId, performance.now());
    return {};
  }

  async say(port) {
    const id = crypto.randomUUID();
    const status = await post(port, {
      type: 'message', id, channelId: 'msteams', serviceUrl: this.serviceUrl, from: { id: `user-${id}` }, recipient: { id: 'bot' },
      conversation: { id: `conversation-${id}` }, text: id,
    }, this.identity.token(this.serviceUrl));
    if (status !== 202) throw new Error(`A message was answered with ${status}`);
    return id;
  }

  async reply(id) {
    for (let waited = 0; !this.#replied.has(id) && waited < 60_000; waited += 10) await pause(10);
    return this.#replied.get(id) ?? Infinity;
  }
}

async function kill(replica, users, model) {
  const ids = await Promise.all(Array.from({ length: +options.held }, () => users.say(replica.port)));
  while (!ids.every(id => model.isAsked(id))) await pause(20);
  await pause(crypto.randomInt(4000));
  const killed = performance.now();
  await replica.end('SIGKILL');
  const times = await Promise.all(ids.map(async id => (await users.reply(id)) - killed));
  await replica.start();
  await pause(3000);
  return times;
}

const quantile = (sorted, share) => Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]).toLocaleString('en');

async function main() {
  const processes = new Processes('parley-takeover');
  try {
    const identity = new Identity();
    const model = new Model();
    let users;
    const fakes = await startFakes(identity, { model: question => model.answer(question), connector: activity => users.arrived(activity) });
    users = new Users(identity, fakes.serviceUrl);
    const redis = await Redis.start(processes);
    const replicas = [];
    while (replicas.length < +options.replicas) replicas.push(await Replica.start(processes, options.program, { identity, fakes, redis, env: { PARLEY_CHAT_STREAMING: 'false', PARLEY_TURNS_TYPING_AFTER: '1h' } }));
    await pause(5000);
    const commands = await count(redis, +options.seconds);
    const all = [...commands.values()].reduce((sum, calls) => sum + calls, 0);
    const each = all / +options.seconds / replicas.length;
    console.log(`Idle: ${each.toFixed(2)} commands a second from each of ${replicas.length} replicas (${[...commands].map(([name, calls]) => `${name} ${calls}`).join(', ')} in ${options.seconds} s)`);
    const times = [];
    for (let number = 0; number < +options.kills; number++) times.push(...await kill(replicas[number % replicas.length], users, model));
    times.sort((one, other) => one - other);
    console.log(`Killed: ${times.length} messages answered after 50 % ${quantile(times, 0.5)} ms, 95 % ${quantile(times, 0.95)} ms, last ${quantile(times, 1)} ms`);
    await fakes.close();
  } finally {
    await processes.end();
  }
}

main()
  .catch(failure => { console.error(failure); process.exitCode = 1; })
  .finally(() => process.exit());
