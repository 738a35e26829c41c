// What Azure's resource types have: from the Bicep types in Azure's MCP server, or else from Pulumi's package, which is made
// from the same specifications. A type is { object: { name: { type, required, readOnly } }, others },
// { discriminator, alternatives }, { list }, { literals } or { scalar }, or undefined where nothing is known.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const cache = join(import.meta.dirname, 'node_modules', '.cache');

/** { from, version, type } of a resource type; of the given version where one of the two has it. */
export function resourceType(name, version) {
  const found = [bicepType, pulumiType].map(source => source(name)).filter(Boolean);
  return found.find(type => type.version === version) ?? found.at(-1);
}

// ---------------------------------------------------------------------------------------------------------------------
// Bicep types
// ---------------------------------------------------------------------------------------------------------------------
function bicepType(name) {
  const file = join(cache, `${name.replaceAll('/', '.')}.json`);
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, ask(name));
  }
  const schema = JSON.parse(readFileSync(file, 'utf8')).results?.BicepSchemaResult;
  if (!schema) return undefined;
  const named = Object.fromEntries(schema.filter(type => type.$type.endsWith('Object')).map(type => [type.name, type]));
  const resource = schema.find(type => type.$type === 'Resource');
  return { from: "Azure's Bicep types", version: resource.name.split('@')[1], type: bicepObject(resource.bodyType, named) };
}

function ask(name) {
  const package_ = require.resolve(`@azure/mcp-${process.platform}-${process.arch}/package.json`);
  const program = join(dirname(package_), 'dist', process.platform === 'win32' ? 'azmcp.exe' : 'azmcp');
  const env = { ...process.env, AZURE_MCP_COLLECT_TELEMETRY: 'false', DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  try {
    return execFileSync(program, ['bicepschema', 'get', '--resource-type', name], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '{}'; // A type that it knows the name of, but has not with it.
  }
}

function bicepObject(type, named, base = []) {
  if (type.elements) {
    const { discriminator, elements, baseProperties } = type;
    return { discriminator, alternatives: elements.map(element => bicepObject(element, named, baseProperties)) };
  }
  const object = {};
  for (const { name, type: reference, flags = '' } of [...base, ...(type.properties ?? [])]) {
    object[name] = {
      type: bicepReference(reference, named),
      required: flags.includes('Required'),
      readOnly: flags.includes('ReadOnly'),
    };
  }
  return { object, others: Boolean(type.additionalPropertiesType) };
}

function bicepReference(reference, named) {
  if (reference.endsWith('[]')) return { list: bicepReference(reference.slice(0, -2), named) };
  const scalar = { string: 'string', int: 'number', bool: 'boolean' }[reference];
  if (scalar) return { scalar };
  if (named[reference]) return once(() => bicepObject(named[reference], named));
  const literals = reference.split(' | ').filter(one => one !== 'string');
  return /^[A-Z][A-Za-z]*Type$|^any$|^object$/.test(reference) ? undefined : { literals };
}

// ---------------------------------------------------------------------------------------------------------------------
// Pulumi
// ---------------------------------------------------------------------------------------------------------------------
const PULUMI = {
  'Microsoft.App/managedEnvironments': ['app', 'managedEnvironment'],
  'Microsoft.Cache/redisEnterprise': ['redisenterprise', 'redisEnterprise'],
  'Microsoft.Cache/redisEnterprise/databases': ['redisenterprise', 'database'],
  'Microsoft.Insights/actionGroups': ['monitor', 'actionGroup'],
  'Microsoft.Insights/diagnosticSettings': ['monitor', 'diagnosticSetting'],
  'Microsoft.Insights/metricAlerts': ['monitor', 'metricAlert'],
  'Microsoft.Insights/scheduledQueryRules': ['monitor', 'scheduledQueryRule'],
};
/** Pulumi has one resource's operators under the name that another's have as well; these are those of alerts. */
const CORRECTED = { ConditionOperator: ['Equals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'] };
const ENVELOPE = ['location', 'tags', 'sku', 'kind', 'identity', 'zones'];
const root = dirname(require.resolve('@pulumi/azure-native/package.json'));
let inputs;

function pulumiType(name) {
  if (!PULUMI[name]) return undefined;
  const [module, file] = PULUMI[name];
  const source = readFileSync(join(root, module, `${file}.d.ts`), 'utf8');
  const all = Object.entries(members(source.slice(source.indexOf(`interface ${file[0].toUpperCase()}${file.slice(1)}Args {`))));
  // Pulumi has the resource's own properties beside its envelope, and what is in the resource's address among them.
  const inEnvelope = all.filter(([key]) => ENVELOPE.includes(key));
  const inside = all.filter(([key]) => !ENVELOPE.includes(key) && !/^(resourceGroupName|resourceUri|name)$/.test(key));
  const address = /^(clusterName|databaseName|environmentName|actionGroupName|ruleName)$/;
  const own = Object.fromEntries(inside.filter(([key]) => !address.test(key)));
  const object = { ...Object.fromEntries(inEnvelope), name: { type: { scalar: 'string' }, required: true } };
  object.properties = { type: { object: own }, required: true };
  return { from: "Pulumi's types", version: source.match(/Uses Azure REST API version ([\w-]+)/)[1], type: { object } };
}

function members(source) {
  const lines = source.slice(source.indexOf('{') + 1, source.search(/\n\s{0,4}\}\n/)).replace(/\/\*\*.*?\*\//gs, '');
  return Object.fromEntries(
    [...lines.matchAll(/^\s+(\w+)(\??): ([^;]+(?:;\s+\})?[^;]*);/gms)].map(([, name, optional, type]) => [
      name === 'odataType' ? 'odata.type' : name,
      { type: pulumiReference(type), required: !optional },
    ]),
  );
}

function pulumiReference(written) {
  const reference = written.replace(/pulumi\.Input</g, '').replace(/>/g, '').replace(/ \| undefined/g, '').trim();
  if (reference.startsWith('{')) return undefined;
  if (reference.endsWith('[]')) return { list: pulumiReference(reference.slice(0, -2)) };
  if (['string', 'number', 'boolean'].includes(reference)) return { scalar: reference };
  if (/^"[^"]*"$/.test(reference)) return { literals: [reference.slice(1, -1)] };
  if (/^inputs\S+( \| inputs\S+)+$/.test(reference)) return once(() => pulumiAlternatives(reference.split(' | ')));
  const [, kind, module, name] = reference.match(/^(?:string \| )?(inputs|enums)\.(\w+)\.(\w+)$/) ?? [];
  if (kind === 'inputs') return once(() => ({ object: members(input(module, name)) }));
  if (kind === 'enums') return { literals: CORRECTED[name] ?? literals(module, name) };
  return undefined;
}

function pulumiAlternatives(references) {
  const alternatives = references.map(pulumiReference);
  const [first] = alternatives;
  return { discriminator: Object.keys(first.object).find(name => first.object[name].type?.literals?.length === 1), alternatives };
}

function input(module, name) {
  inputs ??= readFileSync(join(root, 'types', 'input.d.ts'), 'utf8');
  const namespace = inputs.indexOf(`export declare namespace ${module} {`);
  return inputs.slice(inputs.indexOf(`interface ${name} {`, namespace));
}

function literals(module, name) {
  const source = readFileSync(join(root, 'types', 'enums', module, 'index.d.ts'), 'utf8');
  const start = source.indexOf(`export declare const ${name}: {`);
  return [...source.slice(start, source.indexOf('};', start)).matchAll(/readonly \w+: "([^"]*)"/g)].map(match => match[1]);
}

/** A type that is made when it is first looked at, since types hold each other. */
function once(make) {
  let made;
  const get = () => (made ??= make());
  return {
    get object() { return get().object; },
    get others() { return get().others; },
    get discriminator() { return get().discriminator; },
    get alternatives() { return get().alternatives; },
  };
}
