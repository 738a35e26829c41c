// What each shape would deploy is what its committed snapshot says: a review sees what a change does.
import { diagnose, shapes, snapshot } from '../bicep.mjs';

export async function check(tree) {
  let resources = 0;
  for (const shape of shapes(tree)) {
    const committed = shape.replace(/\.bicepparam$/, '.snapshot.json');
    if (!tree.has(committed)) {
      tree.fault(committed, 'missing: node deploy/check/snapshots.mjs');
      continue;
    }
    const { predictedResources } = JSON.parse(tree.text(committed));
    resources += predictedResources.length;
    const { status, stdout, stderr } = snapshot(tree, shape, 'validate');
    if (status === 0) continue;
    if (stderr.includes(') : Error')) diagnose(tree, { status, stderr }, shape);
    else tree.fault(committed, `it would deploy something else. If that is meant: node deploy/check/snapshots.mjs\n${stdout}${stderr}`);
  }
  return `${resources} resources of ${shapes(tree).length} shapes compared with their snapshots`;
}

export const planted = [
  {
    what: 'a change of what is deployed that its snapshot lacks',
    plant: copy => copy.edit('deploy/modules/redis.bicep', "'NoEviction'", "'AllKeysLRU'"),
    says: /snapshot\.json: it would deploy something else/,
  },
];
