// Runs the commands of docs/try-with-curl.md and docs/tools.md in order, and compares what they print with what the documents say.
//
//   node checks/curl.mjs [--document docs/tools.md] [--bot http://localhost:3978] [--write]
//
// A bot in dev mode is started for each document. --bot names one that runs already; it has to be one that has not seen these
// conversations. --write puts what was printed into the document, to be read before it is committed.
//
// A command is a block marked sh; the block marked text that comes next is its output. <words> in it stand for what differs from
// one run to the next. A block whose mark is followed by a name, such as `yaml tools.yaml`, is a file: it is saved in the folder in
// which the commands run. A .mjs is started there, and a block `text shop.mjs` is what it has printed until then. A command
// with bin/dev starts the bot, instead of the one without settings. Fails when a command prints something else, or has no output to
// compare with, and when there are no commands. Needs bash, curl and jq.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { botAt, startBot } from '../testbed/dev.mjs';
import { freePort, Processes, reachable } from '../testbed/surroundings.mjs';

const documents = ['try-with-curl.md', 'tools.md'].map(name => fileURLToPath(new URL(`../docs/${name}`, import.meta.url)));
const { values: options } = parseArgs({
  options: {
    bot: { type: 'string' },
    document: { type: 'string', multiple: true, default: documents },
    write: { type: 'boolean', default: false },
  },
});
const limit = 60_000;
// The ports that the documents name: of the bot, of its management, and of the API in docs/tools.md.
const ports = { bot: '3978', management: '9000', api: '8081' };

/** Blocks of a document, without the indentation of their list: `{ language, name, content, indent, start, end }`. */
function blocksOf(text) {
  return [...text.matchAll(/^( *)```(\w+)(?: (\S+))?\n([^]*?)^\1```$/gm)].map(({ index, 0: whole, 1: indent, 2: language, 3: name, 4: content }) => {
    const end = index + whole.length - indent.length - '```'.length;
    return { language, name, indent, content: content.replace(new RegExp(`^${indent}`, 'gm'), ''), start: end - content.length, end };
  });
}

/** The document with other outputs, of which the last comes first: what is before stays where it is. */
function withOutputs(text, outputs) {
  return outputs.reverse().reduce((changed, [{ start, end, indent }, actual]) =>
    changed.slice(0, start) + actual.trimEnd().replace(/^(?=.)/gm, indent) + '\n' + changed.slice(end), text);
}

/** What a reader of a document has: a folder, a shell in it, programs and the bot. */
class Reader {
  #processes = new Processes('parley-curl');
  #places = [];
  #bot;

  /** What the commands printed so far, each with the block that shows it. */
  changes = [];
  commands = 0;
  wrong = 0;

  async read(text) {
    const blocks = blocksOf(text);
    try {
      if (!blocks.some(startsBot)) await this.#use(await botAt(options.bot, this.#processes));
      for (const [at, block] of blocks.entries()) {
        const output = blocks[at + 1]?.language === 'text' && !blocks[at + 1].name ? blocks[at + 1] : undefined;
        if (startsBot(block)) await this.#use(await startBot(this.#processes.folder, this.#here(block.content)));
        else if (block.language === 'sh') this.#compare(block.content, await this.#run(block.content), output);
        else if (block.name && block.language === 'text') this.#compare(block.name, this.#printed(block.name), block);
        else if (block.name) await this.#save(block);
      }
    } finally {
      await this.#bot?.end();
      await this.#processes.end();
    }
    if (this.commands === 0) throw new Error('No commands');
  }

  #use(bot) {
    this.#bot = bot;
    this.#places.push([ports.bot, new URL(bot.address).port]);
    if (bot.management) this.#places.push([ports.management, new URL(bot.management).port]);
  }

  async #save({ name, content }) {
    if (content.includes(ports.api) && !this.#places.some(([documented]) => documented === ports.api)) this.#places.push([ports.api, await freePort()]);
    fs.writeFileSync(path.join(this.#processes.folder, name), this.#here(content));
    if (!name.endsWith('.mjs')) return;
    this.#processes.start(process.execPath, [path.join(this.#processes.folder, name)], {}, name);
    await reachable(this.#places.find(([documented]) => documented === ports.api)[1]);
  }

  #printed(program) {
    return fs.readFileSync(path.join(this.#processes.folder, `${program}.log`), 'utf8');
  }

  // Each command has the functions of those before, as in one shell. Fails if any part of a pipe fails.
  async #run(command) {
    const shell = `[[ ! -e .functions ]] || . ./.functions\n${this.#here(command)}\ndeclare -f > .functions`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-eo', 'pipefail', '-c', shell], { timeout: limit, cwd: this.#processes.folder })
      .catch(failure => ({ stdout: failure.stdout, stderr: `${failure.stderr}\n(ended with ${failure.code ?? failure.signal})` }));
    return this.#places.reduce((text, [documented, port]) => text.replaceAll(`localhost:${port}`, `localhost:${documented}`), stdout + stderr);
  }

  #here(text) {
    return this.#places.reduce((here, [documented, port]) => here.replaceAll(new RegExp(`\\b${documented}\\b`, 'g'), port), text);
  }

  #compare(command, actual, output) {
    this.commands++;
    if (output && matches(actual, output.content)) return;
    this.wrong++;
    console.error(`${command}\nprinted\n${actual}\n${output ? `instead of\n${output.content}` : 'which the document does not show'}\n`);
    if (output) this.changes.push([output, actual]);
  }
}

function startsBot({ language, content }) {
  return language === 'sh' && /\/bin\/dev\b/.test(content);
}

function matches(actual, expected) {
  const pattern = expected.trimEnd().split(/<\w+(?: \w+)*>/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}

async function check(document) {
  const text = fs.readFileSync(document, 'utf8');
  const reader = new Reader();
  await reader.read(text);
  if (options.write) fs.writeFileSync(document, withOutputs(text, reader.changes));
  console.log(`${path.basename(document)}: ${reader.commands - reader.wrong} of ${reader.commands} commands printed what it says.`);
  return reader.wrong === 0;
}

async function main() {
  let right = true;
  for (const document of options.document) right = await check(document) && right;
  return right;
}

process.exit(await main().catch(failure => { console.error(failure.message); return false; }) ? 0 : 1);
