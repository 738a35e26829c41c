// Compares how long bots take from their start to their first reply, and their memory while they have nothing to do.
//
//   node bench/starts.mjs [--targets native,agents] [--starts 7] [--rest-seconds 10]
//                         [--executable target/parley-…-runner] [--jar target/quarkus-app/quarkus-run.jar] [--before EXECUTABLE]
//
// The bots and what they need are those of bench/load.mjs. Each start is a new process; the bots take turns. The time is from the
// start of the process until the reply to the first message arrives at the Connector; the message is sent again every 2 ms until the
// bot accepts it. After the rest, the resident memory is read. The first start of each bot is not counted. Ratios are to
// agents-hosting, if it is a target. Loopback only; ends what it started.
import { parseArgs } from 'node:util';
import { bots } from './load/bots.mjs';
import { startServices } from './load/services.mjs';
import { Caller, Replies } from '../testbed/caller.mjs';
import { found, Identity, pause, Processes } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    targets: { type: 'string', default: 'native,agents' },
    starts: { type: 'string', default: '7' },
    'rest-seconds': { type: 'string', default: '10' },
    executable: { type: 'string', default: found('target', /-runner$/) },
    jar: { type: 'string', default: found('target/quarkus-app', /^quarkus-run\.jar$/) },
    before: { type: 'string' },
  },
});

const processes = new Processes('parley-starts');
const identity = new Identity();
const replies = new Replies();

/** Starts a bot once: the milliseconds to its first reply, and its resident memory in bytes after a rest. */
async function once({ start }, services) {
  const bot = await start({ processes, identity, services });
  const startedAt = processes.lastStartAt;
  const caller = new Caller(bot.ports, { serviceUrl: services.serviceUrl, identity, replies });
  const firstReply = await accepted(caller, startedAt);
  await pause(+options['rest-seconds'] * 1000);
  const { resident } = bot.usage();
  await bot.end();
  return { firstReply, resident };
}

async function accepted(caller, startedAt) {
  for (;;) {
    const sentAt = performance.now();
    const { failure, replied } = await caller.turn('first');
    if (!failure) return sentAt + replied - startedAt;
    if (sentAt - startedAt > 60_000) throw new Error(failure);
    await pause(2);
  }
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

async function main() {
  const services = await startServices(processes, identity, (id, at) => replies.arrived(id, at));
  const targets = options.targets.split(',').map(name => ({ name, ...bots(options)[name], measured: [] }));
  for (let run = 0; run <= +options.starts; run++) {
    for (const target of targets) {
      const measured = await once(target, services);
      if (run > 0) target.measured.push(measured);
    }
  }
  print(targets.map(({ name, title, measured }) => ({
    name,
    title,
    firstReply: median(measured.map(each => each.firstReply)),
    resident: median(measured.map(each => each.resident)),
  })));
}

function print(results) {
  const agents = results.find(({ name }) => name === 'agents');
  console.log('|  | first reply, ms | to agents-hosting | resident, MB |\n| --- | --- | --- | --- |');
  for (const { title, firstReply, resident } of results) {
    const ratio = agents ? (firstReply / agents.firstReply).toFixed(3) : '';
    console.log(`| ${title} | ${firstReply.toFixed(0)} | ${ratio} | ${(resident / 1e6).toFixed(1)} |`);
  }
}

main()
  .then(() => processes.end(), async failure => {
    console.error(failure, `\nLogs: ${processes.folder}`);
    process.exitCode = 1;
    await processes.end(true);
  })
  .finally(() => process.exit());
