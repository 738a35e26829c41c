// Attacks the native executable, and reports each attack and its result.
//
//   node checks/attack/attack.mjs [--only 3,5,strangers] [--seconds 20] [--all-seconds 300] [--rounds 20]
//                                 [--executable target/parley-…-runner] [--before ANOTHER]
//
// For each attack: starts a Redis (redis-server and redis-cli on the PATH), stand-ins for the services that Parley talks to,
// and one replica in production mode, under the memory of a small container where memory is what is attacked (root, and
// control groups). Prints a row of a table each; docs/security.md has it. Fails if an attack succeeds. --before attacks
// another version first, and adds what was seen there. --only chooses by the first column. Loopback only; every attack ends
// by itself; ends what it started.
import { parseArgs } from 'node:util';
import { found } from '../../testbed/surroundings.mjs';
import { faults } from './faults.mjs';
import { neighbours } from './neighbours.mjs';
import { peers } from './peers.mjs';
import { strangers } from './strangers.mjs';
import { tools } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    'all-seconds': { type: 'string', default: '300' },
    rounds: { type: 'string', default: '20' },
    executable: { type: 'string', default: found('target', /-runner$/) },
    before: { type: 'string' },
  },
});

function chosen({ number }) {
  return !options.only || options.only.split(',').some(name => number === name || number === `stranger: ${name}`);
}

async function tried(attack, executable) {
  try {
    return await attack.run(executable);
  } catch (failure) {
    return { seen: `the check itself failed: ${failure.message}`, held: false };
  }
}

const attacks = [
  ...strangers({ seconds: +options.seconds, all: +options['all-seconds'] }), ...neighbours({ rounds: +options.rounds }), ...faults(), ...tools(), ...peers(),
].filter(chosen);
if (!options.executable || attacks.length === 0) throw new Error(options.executable ? 'No attack has that name' : 'Build the native executable first, or name one with --executable');

const columns = options.before ? ['', 'tried', 'seen before', 'seen', 'held'] : ['', 'tried', 'seen', 'held'];
const row = cells => process.stdout.write(`| ${cells.join(' | ')} |\n`);
row(columns);
row(columns.map(() => '---'));
let failed = 0;
for (const attack of attacks) {
  const before = options.before ? [(await tried(attack, options.before)).seen] : [];
  const { seen, held } = await tried(attack, options.executable);
  if (!held) failed++;
  row([attack.number, attack.tried, ...before, seen, held ? 'yes' : '**no**']);
}
process.stdout.write(`\n${attacks.length - failed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
