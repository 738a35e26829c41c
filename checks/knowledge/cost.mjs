// Measures the cost of documents for a replica: the time until they are indexed, resident memory, and the time of a search.
//
//   node checks/knowledge/cost.mjs --program PROGRAM --folder DOCUMENTS [--questions QUESTIONS.tsv] [--repeat 20]
//
// PROGRAM is the native executable, or a jar. It is started in production mode twice, without and with the folder, beside a Redis of its
// own and stand-ins for its peers. Each gets as many requests on its management port, so that both have used their whole young generation,
// and only what stays in memory makes the difference. Needs redis-server and Linux.
// Exit code 1 if the index takes longer than 2 s, 40 MB, or 5 ms for 99 of 100 searches.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { alive, Identity, pause, Processes, Redis, Replica, startFakes } from '../../testbed/surroundings.mjs';
import { percentile, questionsOf } from './figures.mjs';

const WITHIN = { milliseconds: 2_000, megabytes: 40, search: 5 };

const { values: options } = parseArgs({
  options: {
    program: { type: 'string' },
    folder: { type: 'string' },
    questions: { type: 'string', default: fileURLToPath(new URL('oneuptime-paraphrased.tsv', import.meta.url)) },
    repeat: { type: 'string', default: '20' },
  },
});
if (!options.program || !options.folder) {
  console.error('Name a program and a folder.');
  process.exit(1);
}

const questions = questionsOf(fs.readFileSync(options.questions, 'utf8'));
const processes = new Processes('parley-knowledge');
let failed = true;
try {
  const identity = new Identity();
  const redis = await Redis.start(processes);
  const fakes = await startFakes(identity, { model: () => {}, connector: () => {} });
  const start = env => Replica.start(processes, path.resolve(options.program), { identity, fakes, redis, env });

  const bare = await start({});
  const without = await measure(bare, '/q/metrics', () => 0);
  await bare.end('SIGKILL');

  const replica = await start({ PARLEY_KNOWLEDGE_FOLDER: path.resolve(options.folder), PARLEY_KNOWLEDGE_MAX_BYTES: '64M' });
  const read = await line(replica, /Read (\d+) documents with (\d+) passages and (\d+) KiB in (\d+) ms/);
  const passages = Number(read[2]);
  const milliseconds = Number(read[4]);
  const found = await measure(replica, '/knowledge', answer => JSON.parse(answer).milliseconds);
  await replica.end('SIGKILL');

  const megabytes = found.megabytes - without.megabytes;
  const search = percentile(found.times, 0.99);
  console.log(`${read[1]} documents, ${passages} passages, ${read[3]} KiB: index ready in ${milliseconds} ms`);
  console.log(`resident memory: ${without.megabytes.toFixed(0)} MB without, ${found.megabytes.toFixed(0)} MB with them: ${megabytes.toFixed(0)} MB more`);
  console.log(`${found.times.length} searches: p50 ${percentile(found.times, 0.5).toFixed(2)} ms, p99 ${search.toFixed(2)} ms`);
  failed = milliseconds > WITHIN.milliseconds || megabytes > WITHIN.megabytes || search > WITHIN.search;
  if (failed) {
    console.error(`Expected within ${WITHIN.milliseconds} ms, ${WITHIN.megabytes} MB and ${WITHIN.search} ms.`);
  }
} finally {
  await processes.end();
}
process.exit(failed ? 1 : 0);

/** Asks all questions again and again, one after the other; then reads the resident memory of the process. */
async function measure(replica, route, timeOf) {
  while (!await alive(replica)) await pause(50);
  const times = [];
  for (let round = 0; round < Number(options.repeat); round++) {
    for (const { question, earlier } of questions) {
      const url = new URL(route, `http://127.0.0.1:${replica.management}`);
      url.search = new URLSearchParams({ question, earlier });
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status} for ${route}`);
      times.push(timeOf(await response.text()));
    }
  }
  return { times, megabytes: Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${replica.pid}/status`, 'utf8'))[1]) / 1000 };
}

async function line(replica, pattern) {
  const file = path.join(processes.folder, `replica-${replica.port}.log`);
  for (let waited = 0; waited < 60_000; waited += 20) {
    const match = pattern.exec(fs.readFileSync(file, 'utf8'));
    if (match) return match;
    await pause(20);
  }
  throw new Error('The documents were not read within a minute.');
}
