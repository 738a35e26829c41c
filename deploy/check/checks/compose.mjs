// compose.yaml, against Docker's schema, which comes with a linter.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import yaml from 'js-yaml';

const FILE = 'deploy/compose.yaml';
const SCHEMA = fileURLToPath(new URL('../node_modules/dclint/schemas/compose.schema.json', import.meta.url));

export async function check(tree) {
  // Its name for its own language is not the one that Ajv knows.
  const { $schema, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const services = yaml.load(tree.text(FILE));
  if (!valid(services)) {
    valid.errors.forEach(error => tree.fault(FILE, `${error.instancePath} ${error.message}`));
  }
  return `${Object.keys(services.services).length} services compared with the schema`;
}

export const planted = [
  {
    what: 'a property that Compose does not know',
    plant: copy => copy.edit(FILE, /^( {4})image:/m, '$1picture:'),
    says: /compose\.yaml: .* must NOT have additional properties/,
  },
];
