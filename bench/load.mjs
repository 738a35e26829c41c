// Compares Parley with alternative bots: turns per CPU second, waiting time of users, and memory.
//
//   node bench/load.mjs [--targets native,native-3,jvm,jvm-3,botbuilder,agents] [--executable target/parley-…-runner]
//                       [--jar target/quarkus-app/quarkus-run.jar] [--rounds 5] [--seconds 10] [--in-flight 64]
//                       [--warm-turns 20000] [--rate 100] [--steady-seconds 30] [--model-seconds 0,1] [--conversations 1000]
//                       [--before EXECUTABLE] [--jar-before JAR] [--tls] [--keep-logs]
//   node bench/load.mjs --soak 10 [--executable …] [--rate 100] [--conversations 1000]
//
// Needs redis-server, redis-cli and openssl on the PATH, and `npm ci --prefix bench/alternatives` for the bots on an SDK.
// The model and the Connector are stand-ins in this process, which is also the caller; each bot is a process of its own (or
// three), with a Redis of its own if it is Parley. First each bot is started, left at the steady rate, and warmed up; then
// all are measured in turn, round by round, as fast as they can with a model that takes no time; then at the steady rate,
// with a model that takes 0 and 1 s. Bots that are not being measured are idle. Parley reads answers as the model writes them; the
// targets native-whole and jvm-whole do not; native-before and jvm-before are another version; floor is
// bench/DurableFloor.java; native-limited, native-limited-whole and jvm-limited run under testbed/limited.
// --tls: the model is asked over TLS; needs keytool.
//
// --soak: one replica of the executable at the steady rate for so many minutes; its memory, and what is left in Redis.
//
// Loopback only; ends what it started.
import { parseArgs } from 'node:util';
import { bots } from './load/bots.mjs';
import { Caller, Replies } from '../testbed/caller.mjs';
import { saturate, steady, warmUp } from './load/measures.mjs';
import { report, reportSoak } from './load/report.mjs';
import { startServices } from './load/services.mjs';
import { soak } from './load/soak.mjs';
import { found, Identity, Processes } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    targets: { type: 'string', default: 'native,native-3,jvm,jvm-3,botbuilder,agents' },
    executable: { type: 'string', default: found('target', /-runner$/) },
    jar: { type: 'string', default: found('target/quarkus-app', /^quarkus-run\.jar$/) },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    'in-flight': { type: 'string', default: '64' },
    'warm-turns': { type: 'string', default: '20000' },
    rate: { type: 'string', default: '100' },
    'steady-seconds': { type: 'string', default: '30' },
    'model-seconds': { type: 'string', default: '0,1' },
    conversations: { type: 'string', default: '1000' },
    soak: { type: 'string' },
    before: { type: 'string' },
    'jar-before': { type: 'string' },
    tls: { type: 'boolean', default: false },
    'keep-logs': { type: 'boolean', default: false },
  },
});
const number = name => +options[name];
const warmSeconds = 20;
const closed = { inFlight: number('in-flight'), seconds: number('seconds') };
const open = { rate: number('rate'), seconds: number('steady-seconds'), conversations: number('conversations') };

const processes = new Processes('parley-load');
const identity = new Identity();
const replies = new Replies();

async function main() {
  const services = await startServices(processes, identity, (id, at) => replies.arrived(id, at), { tls: options.tls });
  const selected = (options.soak ? 'native' : options.targets).split(',').map(name => bots(options)[name]);
  const start = target => startTarget(target, services);
  console.log(options.soak
    ? reportSoak(await soak(await start(selected[0]), { ...open, minutes: number('soak') }))
    : report(await compare(await inTurn(selected, start), services), open));
}

async function inTurn(items, action) {
  const results = [];
  for (const item of items) results.push(await action(item));
  return results;
}

async function startTarget({ title, sdk, start }, services) {
  note(`Starting ${title}`);
  const bot = await start({ processes, identity, services });
  const caller = new Caller(bot.ports, { serviceUrl: services.serviceUrl, identity, replies });
  const { failure } = await caller.turn('first');
  if (failure) throw new Error(`${title}: ${failure}`);
  return { title, sdk, bot, caller };
}

async function compare(targets, services) {
  await inTurn(targets, async target => {
    note(`Warming up ${target.title}`);
    target.fresh = (await steady(target, open)).resident;
    await warmUp(target.caller, { ...closed, turns: number('warm-turns') * target.bot.ports.length, seconds: warmSeconds });
    target.rounds = [];
    target.steady = [];
  });
  for (let round = 1; round <= number('rounds'); round++) {
    note(`Round ${round}`);
    await inTurn(targets, async target => target.rounds.push(await saturate(target, closed)));
  }
  await inTurn(options['model-seconds'].split(',').map(seconds => seconds * 1000), async modelLatency => {
    services.modelLatency = modelLatency;
    note(`At the steady rate, with a model that takes ${modelLatency} ms`);
    await inTurn(targets, async target => target.steady.push({ modelLatency, ...await steady(target, open) }));
  });
  return targets;
}

function note(what) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}

main()
  .then(() => processes.end(options['keep-logs']), async failure => {
    console.error(failure, `\nLogs: ${processes.folder}`);
    process.exitCode = 1;
    await processes.end(true);
  })
  .finally(() => process.exit());
