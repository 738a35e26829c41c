// Runs the checks of checks/*.mjs on the tree, then on copies of it with a planted fault. deploy/check/run installs what
// they need and calls this.
//
// A check exports
//   check     an async function of a Tree: reports faults by tree.fault(), and returns a line that says what it looked at
//   planted   faults that it has to find: { what, plant, says, alone }. `plant` is given the copy, and changes it by edit(),
// write() and remove(); a fault that matches `says` must follow. They are planted together, except those that
//             would hide all others, as a file that cannot be parsed: alone
// A file that is put there takes part: nothing else has to know of it.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Tree } from './tree.mjs';

const CHECKS = join(import.meta.dirname, 'checks');
const root = dirname(dirname(import.meta.dirname));
const options = process.argv.slice(2);
const names = options.filter(option => !option.startsWith('--'));
const onlyTree = options.includes('--only-tree');

async function checks() {
  const all = readdirSync(CHECKS).filter(file => file.endsWith('.mjs')).map(file => basename(file, '.mjs'));
  const unknown = names.find(name => !all.includes(name));
  if (unknown) throw new Error(`There is no check ${unknown}, only ${all.join(', ')}.`);
  const wanted = names.length > 0 ? names : all;
  return Promise.all(wanted.map(async name => ({ name, ...(await import(join(CHECKS, `${name}.mjs`))) })));
}

/** Faults that a check finds; one that cannot be run is a fault as well. */
async function faultsOf(check, tree) {
  try {
    const looked = await check(tree);
    return { faults: tree.faults, looked };
  } catch (error) {
    return { faults: [...tree.faults, error.message], looked: 'could not be run' };
  }
}

async function checkTree({ name, check }) {
  const { faults, looked } = await faultsOf(check, new Tree(root));
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAULTS'} ${name}: ${looked}`);
  faults.forEach(fault => console.log(`         ${fault}`));
  return faults.length === 0;
}

/** Plants faults in one copy, and finds those that the check reports. */
async function reported({ check }, planted) {
  const copy = new Tree(root).copy();
  try {
    const unplanted = [];
    for (const { plant } of planted) await Promise.resolve(copy).then(plant).catch(error => unplanted.push(error.message));
    const { faults } = await faultsOf(check, copy);
    return { faults: [...unplanted, ...faults], found: planted.filter(({ says }) => faults.some(fault => says.test(fault))) };
  } finally {
    copy.delete();
  }
}

/** All at once, since a run takes seconds. What the others hide is planted again, alone. */
async function checkPlanted(one) {
  const planted = one.planted ?? [];
  const together = planted.filter(({ alone }) => !alone);
  const { found } = await reported(one, together);
  let all = true;
  for (const fault of planted) all = (found.includes(fault) ? say(one, fault) : await checkAlone(one, fault)) && all;
  return all;
}

async function checkAlone(one, fault) {
  const { faults, found } = await reported(one, [fault]);
  if (found.length > 0) return say(one, fault);
  console.log(`MISSED ${one.name}: ${fault.what}`);
  faults.forEach(other => console.log(`         ${other}`));
  return false;
}

function say({ name }, { what }) {
  console.log(`found  ${name}: ${what}`);
  return true;
}

let good = true;
const all = await checks();
for (const one of all) good = (await checkTree(one)) && good;
if (good && !onlyTree) {
  for (const one of all) good = (await checkPlanted(one)) && good;
}
if (!good) process.exit(1);
