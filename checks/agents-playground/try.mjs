// Tests Parley with a client by Microsoft: Microsoft 365 Agents Playground, which acts as a channel, with its page in a
// browser. Prints a table of the steps and their results; docs/compatibility.md explains it.
//
//   npm ci --prefix checks/agents-playground
//   node checks/agents-playground/try.mjs [--bot http://localhost:3978] [--channels msteams,webchat,directline,emulator]
//                                        [--browser /usr/bin/chromium] [--keep-logs]
//
// Needs Chromium. --bot names a bot in dev mode that runs already; without it, one is started. The texts that are expected
// are those of dev mode, with the demo model.
//
// Exits with 0 only if each step of each channel passed. Its traffic stays on this machine; the playground's telemetry is
// switched off. Ends what it started.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { botAt } from '../../testbed/dev.mjs';
import { Processes } from '../../testbed/surroundings.mjs';
import { Playground, version } from './playground.mjs';
import { expectingReplies, steps } from './steps.mjs';

const { values: options } = parseArgs({
  options: {
    bot: { type: 'string' },
    channels: { type: 'string', default: 'msteams,webchat,directline,emulator' },
    browser: { type: 'string', default: '/usr/bin/chromium' },
    'keep-logs': { type: 'boolean', default: false },
  },
});
const known = [...new Set(steps.flatMap(([, channels]) => channels))];
const channels = options.channels.split(',');
const notReached = 'not reached';
const notOffered = '–';
let versions = `Microsoft 365 Agents Playground ${version}`;

/**
 * Runs one playground from its start to its end. Returns the result of each step; a step that did not run has one as well.
 */
async function run(processes, bot, channel, plan, settings) {
  const outcomes = new Map(plan.map(([name, where]) => [name, where.includes(channel) ? notReached : notOffered]));
  let client;
  try {
    const endpoint = bot.address + '/api/messages';
    client = await Playground.open(processes, { channel, endpoint, browser: options.browser, ...settings });
    client.expectsReplies = settings.deliveryMode === 'expectReplies';
    versions = `Microsoft 365 Agents Playground ${version}, Chromium ${client.browserVersion}, Node ${process.versions.node}`;
    for (const [name, where, step] of plan.filter(([, where]) => where.includes(channel))) {
      outcomes.set(name, await outcome(step, client));
      if (outcomes.get(name).startsWith('FAILED')) {
        const picture = `${channel}-${settings.deliveryMode ?? 'default'}-${plan.findIndex(([other]) => other === name)}.png`;
        await client.screenshot(path.join(processes.folder, picture)).catch(() => {});
      }
    }
  } catch (failure) {
    console.error(`${channel}: ${failure.message}`);
  } finally {
    await client?.close();
  }
  return outcomes;
}

async function outcome(step, client) {
  try {
    const remark = await step(client);
    return remark ? `yes; ${remark}` : 'yes';
  } catch (failure) {
    return `FAILED: ${failure.message.split('\n')[0]}`;
  }
}

function table(title, plan, columns) {
  const head = [title, ...columns.keys()];
  const rows = plan.map(([name]) => [name, ...[...columns.values()].map(column => column.get(name))]);
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}

async function tryAll(processes, bot, title, plan, settings) {
  const columns = new Map();
  for (const channel of channels) columns.set(channel, await run(processes, bot, channel, plan, settings));
  console.log(table(title, plan, columns) + '\n');
  return [...columns.values()].flatMap(column => [...column.values()]);
}

async function deadLetters(bot) {
  return (await fetch(`${bot.management}/dead-letters`)).json();
}

async function main() {
  if (!version) throw new Error('The playground is not installed: npm ci --prefix checks/agents-playground');
  const unknown = channels.filter(channel => !known.includes(channel));
  if (unknown.length > 0) throw new Error(`No such channel: ${unknown}`);
  const processes = new Processes('parley-playground');
  let bot;
  let passed = false;
  try {
    bot = await botAt(options.bot, processes);
    const outcomes = [
      ...await tryAll(processes, bot, 'deliveryMode: default', steps, {}),
      ...await tryAll(processes, bot, 'deliveryMode: expectReplies', expectingReplies, { deliveryMode: 'expectReplies' }),
    ];
    const done = outcomes.filter(result => result.startsWith('yes')).length;
    const due = outcomes.filter(result => result !== notOffered).length;
    console.log(`${versions}\n${done} of ${due} steps came out as they should.`);
    const left = bot.management ? await deadLetters(bot) : [];
    if (left.length > 0) console.error(`The bot gave up: ${left.map(({ reason }) => reason)}`);
    passed = due > 0 && done === due && left.length === 0;
  } finally {
    await bot?.end();
    const keep = options['keep-logs'] || !passed;
    await processes.end(keep);
    if (keep) console.log(`Logs: ${processes.folder}`);
  }
  return passed;
}

process.exit(await main().catch(failure => { console.error(failure.message); return false; }) ? 0 : 1);
