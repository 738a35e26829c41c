// Each setting that a template, Compose or an example gives Parley is in docs/configuration.md.
import yaml from 'js-yaml';

const DOCUMENT = 'docs/configuration.md';

/** Settings by the file that gives them. */
const GIVEN = {
  'deploy/parley.bicep': text => matches(text, /name: '([A-Z][A-Z_0-9]+)'/g),
  'deploy/existing.bicep': text => matches(text, /name: '([A-Z][A-Z_0-9]+)'/g),
  'deploy/.env.example': text => matches(text, /^([A-Z_0-9]+)=/gm),
  'deploy/compose.yaml': text => Object.keys(yaml.load(text).services.parley.environment),
};

const matches = (text, pattern) => [...text.matchAll(pattern)].map(match => match[1]);

/** As the document has it: those of a fallback are there once for all, as `…__ENDPOINT`. */
const asDocumented = name => name.replace(/^PARLEY_CHAT_FALLBACKS_[1-9]\d*__|^PARLEY_CHAT_FALLBACKS_0__(?!DEPLOYMENT$)/, '…__');

export async function check(tree) {
  const documented = tree.text(DOCUMENT);
  let settings = 0;
  for (const [path, names] of Object.entries(GIVEN)) {
    for (const name of names(tree.text(path))) {
      settings++;
      if (!documented.includes(`\`${asDocumented(name)}\``)) tree.fault(path, `${name} is not in ${DOCUMENT}`);
    }
  }
  return `${settings} settings looked for in ${DOCUMENT}`;
}

export const planted = [
  {
    what: 'a setting that a template invents',
    plant: copy => copy.edit('deploy/parley.bicep', "'PARLEY_CHAT_MAX_TOKENS'", "'PARLEY_CHAT_MOST_TOKENS'"),
    says: /parley\.bicep: PARLEY_CHAT_MOST_TOKENS is not in/,
  },
  {
    what: 'a setting that Compose invents',
    plant: copy => copy.edit('deploy/compose.yaml', 'REDIS_URL:', 'REDIS_ADDRESS:'),
    says: /compose\.yaml: REDIS_ADDRESS is not in/,
  },
];
