// The values of azd's environment that the parameters read are those that the page about deployment has, and those that a
// pipeline passes on: one that it did not would fall back to its default there.

const PARAMETERS = ['deploy/main.bicepparam', 'deploy/parley.bicepparam'];
const PAGE = 'deploy/README.md';

/** Values that azd sets itself. */
const OF_AZD = /^(AZURE|SERVICE)_/;

const all = (text, pattern) => [...text.matchAll(pattern)].map(match => match[1]);

export async function check(tree) {
  const page = tree.text(PAGE);
  const read = new Set(PARAMETERS.flatMap(path => all(tree.text(path), /readEnvironmentVariable\(\s*'([A-Z_]+)'/g)));
  for (const name of read) {
    if (!OF_AZD.test(name) && !page.includes(`\`${name}\``)) tree.fault(PAGE, `${name} is not explained`);
  }
  const set = all(page, /azd env set ([A-Z_]+)/g);
  set.filter(name => !read.has(name)).forEach(name => tree.fault(PAGE, `no parameter reads ${name}`));
  const passed = tree.yaml('azure.yaml').pipeline?.variables ?? [];
  for (const name of read) {
    if (!OF_AZD.test(name) && !passed.includes(name)) tree.fault('azure.yaml', `a pipeline does not pass ${name} on`);
  }
  return `${read.size} values of azd's environment looked for in ${PAGE}`;
}

export const planted = [
  {
    what: 'a value that no parameter reads',
    plant: copy => copy.edit(PAGE, 'azd env set PARLEY_CPU', 'azd env set PARLEY_PROCESSORS'),
    says: /no parameter reads PARLEY_PROCESSORS/,
  },
  {
    what: 'a parameter that no page explains',
    plant: copy => copy.edit('deploy/main.bicepparam', "'PARLEY_REDIS_SKU'", "'PARLEY_REDIS_SIZE'"),
    says: /PARLEY_REDIS_SIZE is not explained/,
  },
  {
    what: 'a value that a pipeline does not pass on',
    plant: copy => copy.edit('azure.yaml', /^ +- PARLEY_NETWORK\n/m, ''),
    says: /azure\.yaml: a pipeline does not pass PARLEY_NETWORK on/,
  },
];
