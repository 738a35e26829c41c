// Asks a running Parley which passages it finds for the questions of a file, and says how many of them are right.
//
//   node checks/knowledge/measure.mjs [--misses] [--repeat 20] [--management http://localhost:9000] QUESTIONS.tsv…
//
// docs/knowledge.md says what such a file holds. Exit code 1 if a question could not be asked, or --at-least is not reached.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { percentile, questionsOf, rankOf, summaryOf } from './figures.mjs';

const MOST_PASSAGES = 30;

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    management: { type: 'string', default: 'http://localhost:9000' },
    misses: { type: 'boolean', default: false },
    repeat: { type: 'string', default: '1' },
    'at-least': { type: 'string', default: '0' },
  },
});
if (files.length === 0) {
  console.error('Name at least one file of questions.');
  process.exit(1);
}

async function ask({ question, earlier }) {
  const url = new URL('/knowledge', options.management);
  url.search = new URLSearchParams({ question, earlier, limit: MOST_PASSAGES });
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${response.status} ${(await response.json()).detail} (${question})`);
  }
  return response.json();
}

const times = [];
let worst = 1;
for (const file of files) {
  const results = [];
  for (const question of questionsOf(readFileSync(file, 'utf8'))) {
    const answer = await ask(question);
    results.push({ ...question, rank: rankOf(question, answer.found), found: answer.found });
  }
  for (let round = 0; round < Number(options.repeat); round++) {
    for (const question of results) {
      times.push((await ask(question)).milliseconds);
    }
  }
  for (const language of [...new Set(results.map((result) => result.language))]) {
    const summary = summaryOf(results.filter((result) => result.language === language));
    worst = Math.min(worst, summary.answerable === 0 ? 1 : summary.hit5);
    console.log(
      `${basename(file)} ${language || '(any)'}: ${summary.answerable} answerable, hit@1 ${summary.hit1.toFixed(2)}, ` +
        `hit@3 ${summary.hit3.toFixed(2)}, hit@5 ${summary.hit5.toFixed(2)}, MRR ${summary.mrr.toFixed(2)}; ` +
        `${summary.unanswerable} unanswerable, nothing found for ${summary.nothingFound}`,
    );
  }
  if (options.misses) {
    results.filter((result) => result.pages.length > 0 && result.rank !== 1).forEach(showMiss);
  }
}
console.log(
  `${times.length} queries: p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`,
);
if (worst < Number(options['at-least'])) {
  console.error(`hit@5 is below ${options['at-least']}.`);
  process.exit(1);
}

function showMiss({ question, pages, rank, found }) {
  const first = found.slice(0, 3).map(({ document, score }) => `${document} (${score})`);
  console.log(`  ${rank === 0 ? 'not found' : `place ${rank}`}: ${question}`);
  console.log(`    wanted ${pages.join(' or ')}; first are ${first.join(', ') || 'none'}`);
}
