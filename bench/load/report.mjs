// Writes the measurements as tables in Markdown.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { median } from './measures.mjs';

const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;
const times = ratio => `${ratio.toFixed(1)}×`;
const millis = values => values.map(value => (value < 9.95 ? value.toFixed(1) : value.toFixed(0))).join(' / ');

/** How often each failure happened. */
function counted(failures) {
  const times = failure => failures.filter(other => other === failure).length;
  return [...new Set(failures)].map(failure => `${times(failure)} ${failure}`).join(', ') || '0';
}

export function table(headers, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** The tables of results `{ title, sdk, rounds, steady, fresh }`. */
export function report(results, { rate }) {
  return [efficiency(results), latency(results, rate), memory(results, rate), surroundings()].join('\n');
}

function efficiency(results) {
  const sdks = results.filter(result => result.sdk);
  return table(
    ['', 'turns per CPU second', 'to the better SDK', "with Redis's", 'CPU seconds per 1,000 turns', 'of Redis', 'turns per second', 'failed'],
    results.map(result => [
      result.title,
      spread(result.rounds.map(perCpuSecond)),
      ratio(result, sdks, perCpuSecond),
      ratio(result, sdks, perCpuSecondWithRedis),
      of(result, round => 1000 / perCpuSecond(round)).toFixed(2),
      of(result, round => 1000 * round.redisCpu / round.turns).toFixed(2),
      of(result, round => round.turns / round.seconds).toFixed(0),
      counted(result.rounds.flatMap(round => round.failures)),
    ]));
}

const perCpuSecond = ({ turns, cpu }) => turns / cpu;
const perCpuSecondWithRedis = ({ turns, cpu, redisCpu }) => turns / (cpu + redisCpu);
const spread = values => `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
const of = (result, figure) => median(result.rounds.map(figure));

/** The ratio to the better SDK of the same round, so that other work on the machine affects both. */
function ratio(result, sdks, figure) {
  if (sdks.length === 0) return '';
  return times(median(result.rounds.map((round, index) => figure(round) / Math.max(...sdks.map(sdk => figure(sdk.rounds[index]))))));
}

function latency(results, rate) {
  return table(
    [`${rate} turns per second`, 'model takes', 'POST to response: p50 / p95 / p99 ms', 'POST to reply: p50 / p95 / p99 ms', 'failed'],
    results.flatMap(result => result.steady.map(({ modelLatency, responded, replied, failures }) =>
      [result.title, `${modelLatency / 1000} s`, millis(responded), millis(replied), counted(failures)])));
}

function memory(results, rate) {
  return table(
    ['resident memory', `fresh, at ${rate} turns per second`, `after saturation, at ${rate} turns per second`],
    results.map(result => [result.title, megabytes(result.fresh), megabytes(result.steady.at(-1).resident)]));
}

function surroundings() {
  const java = execFileSync(process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java', ['--version'], { encoding: 'utf8' }).split('\n')[0];
  const memory = /^MemTotal:\s+(\d+)/m.exec(fs.readFileSync('/proc/meminfo', 'utf8'))[1];
  return `${os.cpus()[0].model}, ${os.cpus().length} cores, ${(memory / 1e6).toFixed(0)} GB of memory; Linux ${os.release()}, ${java}, `
    + `Node ${process.version}; load average at the end ${os.loadavg().map(load => load.toFixed(1)).join(', ')}; ${new Date().toISOString().slice(0, 10)}.`;
}

/** The table of a soak: memory after the load, and what is left in Redis. */
export function reportSoak({ minutes, rate, samples, failures, redis }) {
  const ofMinute = minute => median(samples.filter(sample => Math.floor(sample.minute) === minute).map(sample => sample.resident));
  return [
    table(['minutes', 'turns per second', 'failed', 'resident, first minute', 'last minute', 'slope', 'after the load'],
      [[minutes, rate, counted(failures), megabytes(ofMinute(0)), megabytes(ofMinute(minutes - 1)), `${(slope(samples) / 1e6).toFixed(2)} MB a minute`,
        megabytes(samples.at(-1).resident)]]),
    table(['in Redis', 'keys', 'without lifetime', 'bytes', 'bytes a key'],
      Object.entries(redis.kinds).map(([kind, { keys, immortal, bytes }]) => [kind, keys, immortal, bytes, Math.round(bytes / keys)])),
    `Redis uses ${megabytes(redis.used)}, ${megabytes(redis.before)} before the load. Keys without a lifetime: ${(redis.immortal ?? []).join(', ') || 'none'}.`,
    surroundings(),
  ].join('\n');
}

/** The slope of the least-squares line, in bytes a minute. */
function slope(samples) {
  const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [minute, resident] = ['minute', 'resident'].map(name => mean(samples.map(sample => sample[name])));
  const covariance = mean(samples.map(sample => (sample.minute - minute) * (sample.resident - resident)));
  return covariance / mean(samples.map(sample => (sample.minute - minute) ** 2));
}
