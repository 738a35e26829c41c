// The templates compile, keep the linter's rules (deploy/bicepconfig.json), and are in the common format.
import { bicep, diagnose } from '../bicep.mjs';

export async function check(tree) {
  for (const pattern of ['deploy/**/*.bicep', 'deploy/**/*.bicepparam']) diagnose(tree, bicep(tree, 'lint', '--pattern', pattern), 'deploy');
  return `${checkFormat(tree)} files compiled, linted, and compared with their format`;
}

/** In a copy, since the compiler formats many files at once only where they are. */
function checkFormat(tree) {
  const files = ['.bicep', '.bicepparam'].flatMap(ending => tree.files('deploy', ending));
  const copy = tree.copy();
  try {
    bicep(copy, 'format', '--pattern', 'deploy/**/*.bicep');
    bicep(copy, 'format', '--pattern', 'deploy/**/*.bicepparam');
    for (const file of files) {
      if (copy.text(file) !== tree.text(file)) tree.fault(file, `not in the common format: bicep format ${file}`);
    }
  } finally {
    copy.delete();
  }
  return files.length;
}

export const planted = [
  {
    what: 'a parameter that shadows a decorator',
    plant: copy => copy.edit('deploy/modules/metric-alert.bicep', /\bsummary\b/g, 'description'),
    says: /metric-alert\.bicep:\d+: BCP265/,
  },
  {
    what: 'a module that no template uses, with a parameter that shadows a decorator',
    plant: copy => copy.write('deploy/modules/unused.bicep', "param secure string\n\n@secure()\nparam key string\n\noutput both string = '${secure}${key}'\n"),
    says: /unused\.bicep:\d+: BCP265/,
  },
  {
    what: 'a property that Azure does not know',
    plant: copy => copy.edit('deploy/modules/redis.bicep', 'highAvailability:', 'highlyAvailable:'),
    says: /redis\.bicep:\d+: BCP037/,
  },
  {
    what: 'a word where a number belongs',
    plant: copy => copy.edit('deploy/modules/redis.bicep', 'port: 10000', "port: '10000'"),
    says: /redis\.bicep:\d+: BCP/,
  },
  {
    what: 'a parameter that a module lacks',
    plant: copy => copy.edit('deploy/resources.bicep', 'displayName: botDisplayName', 'title: botDisplayName'),
    says: /resources\.bicep:\d+: BCP0/,
  },
  {
    what: 'a parameter that nobody uses',
    plant: copy => copy.edit('deploy/modules/redis.bicep', 'param skuName string', 'param skuName string\nparam unused string = skuName'),
    says: /redis\.bicep:\d+: no-unused-params/,
  },
  {
    what: 'a layout of its own',
    plant: copy => copy.edit('deploy/modules/redis.bicep', '  location: location', '    location:   location'),
    says: /redis\.bicep: not in the common format/,
  },
];
