// The measurements of a bot: turns per CPU second, waiting time of users, and memory.
import { pause } from '../../testbed/surroundings.mjs';
import { ClosedLoop, openLoop } from '../../testbed/caller.mjs';

/** Runs the bot at full load until it has made a number of turns, and for at least a number of seconds. */
export async function warmUp(caller, { inFlight, turns, seconds }) {
  const loop = new ClosedLoop(caller, inFlight);
  const end = performance.now() + seconds * 1000;
  while ((loop.turns < turns || performance.now() < end) && loop.failures.length <= loop.turns) await pause(100);
  await loop.end();
}

/** As fast as it can: turns, time, and CPU time used, in a window within the load. */
export async function saturate({ bot, caller }, { inFlight, seconds }) {
  const loop = new ClosedLoop(caller, inFlight);
  await pause(1000);
  const before = state(bot, loop);
  await pause(seconds * 1000);
  const after = state(bot, loop);
  await loop.end();
  const used = name => after[name] - before[name];
  return { turns: used('turns'), seconds: used('at') / 1000, cpu: used('cpuSeconds'), redisCpu: used('redisCpuSeconds'), failures: loop.failures };
}

function state(bot, { turns }) {
  return { ...bot.usage(), turns, at: performance.now() };
}

/** At a steady rate: percentiles of the times until the response and the reply, and memory at the end. */
export async function steady({ bot, caller }, load) {
  const turns = await openLoop(caller, load);
  const made = turns.filter(turn => !turn.failure);
  return {
    responded: percentiles(made.map(turn => turn.responded)),
    replied: percentiles(made.map(turn => turn.replied)),
    failures: failuresOf(turns),
    resident: bot.usage().resident,
  };
}

export function failuresOf(turns) {
  return turns.filter(turn => turn.failure).map(turn => turn.failure);
}

function percentiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return [50, 95, 99].map(percent => sorted[Math.ceil(sorted.length * percent / 100) - 1]);
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
