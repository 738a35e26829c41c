// Writes the snapshots of deploy/shapes again, after a change that is meant. Git then shows what it does to what is deployed.
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { shapes, snapshot } from './bicep.mjs';
import { Tree } from './tree.mjs';

const tree = new Tree(dirname(dirname(import.meta.dirname)));
/** The compiler writes outputs in another order each time. */
function inOrder(path) {
  const { outputs, ...rest } = JSON.parse(tree.text(path));
  const sorted = Object.fromEntries(Object.entries(outputs).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(tree.path(path), `${JSON.stringify({ ...rest, outputs: sorted }, null, 2)}\n`);
}

for (const shape of shapes(tree)) {
  const { status, stderr } = snapshot(tree, shape, 'overwrite');
  console.log(`${status === 0 ? 'written' : 'FAILED '} ${shape}`);
  if (status === 0) inOrder(shape.replace(/\.bicepparam$/, '.snapshot.json'));
  else console.log(stderr);
}
