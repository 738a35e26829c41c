// compose.yaml, against Docker's schema, which comes with a linter. What the schema does not know is asked here: that services name
// volumes, networks and services that are there.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';

const FILE = 'deploy/compose.yaml';
const SCHEMA = fileURLToPath(new URL('../node_modules/dclint/schemas/compose.schema.json', import.meta.url));

/** Names that a service uses, by the part of the file that has to have them. */
function used(service) {
  const names = value => (Array.isArray(value) ? value : Object.keys(value ?? {}));
  const volumes = (service.volumes ?? []).map(volume => (typeof volume === 'string' ? volume.split(':')[0] : volume.source));
  return {
    services: [...names(service.depends_on), ...(service.network_mode?.match(/^service:(.*)/)?.slice(1) ?? [])],
    networks: names(service.networks),
    volumes: volumes.filter(name => /^[\w-]+$/.test(name)),
  };
}

function checkNames(tree, file) {
  for (const [service, settings] of Object.entries(file.services)) {
    for (const [part, names] of Object.entries(used(settings))) {
      for (const name of names.filter(one => !(one in (file[part] ?? {})))) tree.fault(FILE, `${service} names ${name}, which is not among the ${part}`);
    }
    const dockerfile = settings.build?.dockerfile;
    if (dockerfile && !tree.has(dockerfile)) tree.fault(FILE, `${service} is built by ${dockerfile}, which is not there`);
  }
}

export async function check(tree) {
  // Its name for its own language is not the one that Ajv knows.
  const { $schema, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const file = tree.yaml(FILE);
  if (!valid(file)) {
    valid.errors.forEach(({ instancePath, message, params }) =>
      tree.fault(FILE, `${instancePath} ${message}${params.additionalProperty ? `: ${params.additionalProperty}` : ''}`),
    );
  } else {
    checkNames(tree, file);
  }
  return `${Object.keys(file.services ?? {}).length} services compared with the schema`;
}

export const planted = [
  {
    what: 'a property that Compose does not know',
    alone: true,
    plant: copy => copy.edit(FILE, /^( {4})image:/m, '$1picture:'),
    says: /compose\.yaml: .* must NOT have additional properties: picture/,
  },
  {
    what: 'a volume that is not there',
    plant: copy => copy.edit(FILE, '- redis:/data', '- rediss:/data'),
    says: /compose\.yaml: redis names rediss, which is not among the volumes/,
  },
  {
    what: 'a service that is not there',
    plant: copy => copy.edit(FILE, /depends_on:\n {6}redis:/, 'depends_on:\n      reddis:'),
    says: /compose\.yaml: parley names reddis, which is not among the services/,
  },
  {
    what: 'lines that are no YAML',
    alone: true,
    plant: copy => copy.edit(FILE, 'volumes:\n  redis: {}', 'volumes:\n redis: {\n'),
    says: /compose\.yaml: is no YAML/,
  },
];
