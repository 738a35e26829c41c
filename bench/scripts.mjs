// Measures what each script of the ledger costs Redis, by Redis' own clock, while a replica serves users at a steady rate.
//
//   node bench/scripts.mjs [--program target/parley-…-runner] [--before ANOTHER] [--rate 100] [--seconds 30] [--conversations 200]
//
// Redis logs each call of a script with its duration (SLOWLOG from 0 µs on). A script is known by the digest of its source. For each
// script: calls a turn, the median and the 99th percentile in µs, and the calls of Redis commands that it makes (commandstats).
// --before measures another version in the same run: versions take turns, and the sources of its scripts are those of this tree, so
// a script that differs is shown by its digest. Needs redis-server and redis-cli on the PATH. Loopback only; ends what it started.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { Caller, Replies, openLoop } from '../testbed/caller.mjs';
import { found, Identity, Processes, Redis, Replica, startFakes } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: found('target', /-runner$/) ?? found('target/quarkus-app', /^quarkus-run\.jar$/) },
    before: { type: 'string' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const load = { rate: +options.rate, seconds: +options.seconds, conversations: +options.conversations };
// The length of SLOWLOG: more calls than one round makes.
const MOST_CALLS = 1_000_000;

const sources = new URL('../src/main/resources/io/parley/ledger/', import.meta.url);
const source = name => fs.readFileSync(new URL(name, sources), 'utf8');
const shared = ['common.lua', 'turns.lua'];
const digest = files => crypto.createHash('sha1').update(files.map(source).join('\n')).digest('hex');
// Some scripts are preceded by all shared functions, others by the first file only.
const names = Object.fromEntries(fs.readdirSync(sources)
  .filter(name => name.endsWith('.lua') && !shared.includes(name))
  .flatMap(name => [[...shared, name], [shared[0], name]].map(files => [digest(files), name.replace('.lua', '')])));

/** A replica with a Redis of its own. */
async function start(processes, program) {
  const identity = new Identity();
  const replies = new Replies();
  const redis = await Redis.start(processes);
  const fakes = await startFakes(identity, {
    model: () => ({ text: 'You can add a monitor under Monitors, and choose how often it is checked.' }),
    connector: activity => {
      if (activity.type === 'message' && activity.replyToId) replies.arrived(activity.replyToId, performance.now());
      return {};
    },
  });
  const replica = await Replica.start(processes, program, { identity, fakes, redis });
  const caller = new Caller([replica.port], { serviceUrl: fakes.serviceUrl, identity, replies });
  const { failure } = await caller.turn('first');
  if (failure) throw new Error(`${program}: ${failure}`);
  // Histories grow to their full length before anything is measured.
  await openLoop(caller, { ...load, seconds: load.conversations * 12 / load.rate });
  return { redis, caller, fakes, calls: new Map(), turns: 0, commands: 0, busy: 0 };
}

async function measure(target) {
  await target.redis.command('CONFIG', 'SET', 'slowlog-max-len', MOST_CALLS);
  await target.redis.command('SLOWLOG', 'RESET');
  await target.redis.command('CONFIG', 'RESETSTAT');
  const used = await processor(target.redis);
  await target.redis.command('CONFIG', 'SET', 'slowlog-log-slower-than', 0);
  const turns = await openLoop(target.caller, load);
  await target.redis.command('CONFIG', 'SET', 'slowlog-log-slower-than', -1);
  target.busy += await processor(target.redis) - used;
  target.commands += await commands(target.redis);
  target.turns += turns.filter(turn => !turn.failure).length;
  await collect(target);
}

/** Seconds of processor time that this Redis took so far. */
async function processor(redis) {
  const info = await redis.command('INFO', 'cpu');
  return ['used_cpu_sys', 'used_cpu_user'].reduce((sum, name) => sum + Number(info.match(new RegExp(`${name}:([\\d.]+)`))[1]), 0);
}

/** The number of calls of commands, including those of scripts. */
async function commands(redis) {
  const info = await redis.command('INFO', 'commandstats');
  return [...info.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0);
}

async function collect(target) {
  const entries = JSON.parse(await target.redis.command('--json', 'SLOWLOG', 'GET', MOST_CALLS));
  for (const [, , duration, [command, digest]] of entries) {
    if (!/^evalsha$/i.test(command)) continue;
    const name = names[digest] ?? digest.slice(0, 8);
    target.calls.set(name, [...target.calls.get(name) ?? [], duration]);
  }
}

const at = (sorted, share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];

function report(title, target) {
  console.log(`\n${title}: ${target.turns} turns, ${(target.commands / target.turns).toFixed(1)} commands and ${(target.busy * 1e6 / target.turns).toFixed(0)} µs of Redis' processor a turn\n`);
  console.log('| script | calls a turn | median µs | 99 % within µs | µs a turn |\n|---|---|---|---|---|');
  for (const [name, durations] of [...target.calls].sort((a, b) => b[1].length - a[1].length)) {
    durations.sort((a, b) => a - b);
    const sum = durations.reduce((total, duration) => total + duration, 0);
    console.log(`| ${name} | ${(durations.length / target.turns).toFixed(2)} | ${at(durations, 0.5)} | ${at(durations, 0.99)} | ${(sum / target.turns).toFixed(0)} |`);
  }
}

const processes = new Processes('parley-scripts');
try {
  const programs = { now: options.program, ...options.before ? { before: options.before } : {} };
  const targets = {};
  for (const [title, program] of Object.entries(programs)) targets[title] = await start(processes, program);
  for (let round = 0; round < +options.rounds; round++) {
    for (const target of Object.values(targets)) await measure(target);
  }
  for (const [title, target] of Object.entries(targets)) report(title, target);
  await Promise.all(Object.values(targets).map(target => target.fakes.close()));
} finally {
  await processes.end();
}
