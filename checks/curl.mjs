// Runs the commands of docs/try-with-curl.md in order, and compares what they print with what the document says.
//
//   node checks/curl.mjs [--bot http://localhost:3978] [--document docs/try-with-curl.md] [--write]
//
// --bot names a bot in dev mode that runs already; it has to be one that has not seen these conversations. Without it, one is
// started. --write puts what was printed into the document, to be read before it is committed.
//
// A command is a block marked sh; the block marked text that comes next is its output. <words> in it stand for what differs from
// one run to the next. Fails when a command prints something else, or has no output to compare with, and when there are no commands.
// Needs bash, curl and jq.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { botAt } from '../testbed/dev.mjs';
import { Processes } from '../testbed/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    bot: { type: 'string' },
    document: { type: 'string', default: fileURLToPath(new URL('../docs/try-with-curl.md', import.meta.url)) },
    write: { type: 'boolean', default: false },
  },
});
const documented = 'localhost:3978';
const limit = 60_000;

/** Commands with their expected outputs; undefined if the document has none. */
function commandsOf(text) {
  const blocks = [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .map(({ index, 1: language, 2: content }) => ({ language, content, start: index + language.length + '```\n'.length }));
  return blocks.flatMap(({ language, content }, at) => language === 'sh'
    ? [{ command: content, output: blocks[at + 1]?.language === 'text' ? blocks[at + 1] : undefined }]
    : []);
}

/** The document with other outputs, of which the last comes first: what is before stays where it is. */
function withOutputs(text, outputs) {
  return outputs.reverse().reduce(
    (changed, [{ start, content }, actual]) => changed.slice(0, start) + actual.trimEnd() + '\n' + changed.slice(start + content.length), text);
}

async function run(command, address) {
  const { host } = new URL(address);
  const here = command.replaceAll(documented, host);
  // Runs like an interactive shell, but fails if any part of a pipe fails.
  const { stdout, stderr } = await promisify(execFile)('bash', ['-eo', 'pipefail', '-c', here], { timeout: limit })
    .catch(failure => ({ stdout: failure.stdout, stderr: `${failure.stderr}\n(ended with ${failure.code ?? failure.signal})` }));
  return (stdout + stderr).replaceAll(host, documented);
}

function matches(actual, expected) {
  const pattern = expected.trimEnd().split(/<\w+(?: \w+)*>/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}

async function main() {
  const text = fs.readFileSync(options.document, 'utf8');
  const commands = commandsOf(text);
  if (commands.length === 0) throw new Error(`No commands in ${options.document}`);
  const processes = new Processes('parley-curl');
  const changes = [];
  let wrong = 0;
  let bot;
  try {
    bot = await botAt(options.bot, processes);
    for (const { command, output } of commands) {
      const actual = await run(command, bot.address);
      if (output && matches(actual, output.content)) continue;
      wrong++;
      console.error(`${command}\nprinted\n${actual}\n${output ? `instead of\n${output.content}` : 'which the document does not show'}\n`);
      if (output) changes.push([output, actual]);
    }
    if (options.write) fs.writeFileSync(options.document, withOutputs(text, changes));
  } finally {
    await bot?.end();
    await processes.end();
  }
  console.log(`${commands.length - wrong} of ${commands.length} commands printed what the document says.`);
  return wrong === 0;
}

process.exit(await main().catch(failure => { console.error(failure.message); return false; }) ? 0 : 1);
