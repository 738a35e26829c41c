// Writes the snapshots of deploy/shapes again, after a change that is meant. Git then shows what it does to what is deployed.
import { dirname } from 'node:path';
import { shapes, snapshot } from './bicep.mjs';
import { Tree } from './tree.mjs';

const tree = new Tree(dirname(dirname(import.meta.dirname)));
for (const shape of shapes(tree)) {
  const { status, stderr } = snapshot(tree, shape, 'overwrite');
  console.log(`${status === 0 ? 'written' : 'FAILED '} ${shape}`);
  if (status !== 0) console.log(stderr);
}
