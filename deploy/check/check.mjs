// Checks what is in deploy/ without Azure and without containers:
//
//   npm ci --ignore-scripts --prefix deploy/check && node deploy/check/check.mjs
//
// Bicep: syntax, names, parameters and outputs between files, and each resource against Azure's types. Compose: against its
// schema. Settings: against docs/configuration.md. Alerts: against what Parley logs. Shell in README.md: against ShellCheck,
// where that is installed. It is no Bicep compiler, and what only Azure can say it does not know.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Ajv } from 'ajv';
import yaml from 'js-yaml';
import { body, properties, read, text, values, walk } from './bicep.mjs';
import { resourceType } from './types.mjs';

const deploy = dirname(import.meta.dirname);
const root = dirname(deploy);
const faults = [];
const said = [];

/** Notes a fault; a node tells its line. */
function fault(path, node, what) {
  const line = node ? `:${node.startPosition.row + 1}` : '';
  faults.push(`${relative(root, path)}${line}: ${what}`);
}

const contents = path => readFileSync(join(root, path), 'utf8');

// ---------------------------------------------------------------------------------------------------------------------
// Bicep
// ---------------------------------------------------------------------------------------------------------------------
/** Properties that are Bicep's, not Azure's. */
const BICEP_OWN = ['parent', 'scope', 'dependsOn'];

function checkNames(file) {
  const declared = new Set();
  for (const kind of ['param', 'var', 'resource', 'module']) Object.keys(file[kind]).forEach(name => declared.add(name));
  walkLoops(file, name => declared.add(name));
  const used = new Set(file.uses.map(node => node.text));
  file.uses.filter(node => !declared.has(node.text)).forEach(node => fault(file.path, node, `${node.text} is not declared`));
  for (const kind of ['param', 'var']) {
    for (const [name, { node }] of Object.entries(file[kind])) {
      if (!used.has(name)) fault(file.path, node, `${name} is not used`);
    }
  }
}

function walkLoops(file, found) {
  for (const { node } of Object.values(file.resource)) {
    walk(node, inner => inner.type === 'for_statement' && found(inner.namedChildren[0].text));
  }
}

/** What a module is given is what it asks for, and what it is asked for is what it gives. */
function checkModule(file, name, declaration) {
  const path = join(dirname(file.path), declaration.of);
  const target = read(path);
  const given = properties(body(declaration)).find(([key]) => key === 'params')?.[1];
  checkParameters(file.path, given ? properties(given).map(([key]) => key) : [], target, declaration.node);
  for (const output of outputsUsed(file, name)) {
    if (!target.output[output]) fault(file.path, declaration.node, `${declaration.of} has no output ${output}`);
  }
}

function checkParameters(path, given, target, node) {
  for (const name of given.filter(name => !target.param[name])) {
    fault(path, node, `${relative(deploy, target.path)} has no parameter ${name}`);
  }
  for (const [name, { rest }] of Object.entries(target.param)) {
    // Its type is always there, a default value is not.
    if (rest.length === 1 && !given.includes(name)) {
      fault(path, node, `${relative(deploy, target.path)} needs the parameter ${name}`);
    }
  }
}

function outputsUsed(file, module) {
  const used = new RegExp(`\\b${module}\\.outputs\\.(\\w+)`, 'g');
  return [...readFileSync(file.path, 'utf8').matchAll(used)].map(match => match[1]);
}

function checkResource(file, name, { node, of, rest }) {
  const [type, version] = of.split('@');
  const known = resourceType(type, version);
  if (!known) return fault(file.path, node, `nothing is known of ${type}`);
  const same = known.version === version ? '' : ` of ${known.version}`;
  said.push(`  ${of}: ${known.from}${same}`);
  const existing = /existing =/.test(node.text.split('\n')[0]);
  checkValue(file, body({ rest }), known.type, name, existing);
}

function checkValue(file, value, type, where, partial = false) {
  for (const node of values(value, file)) {
    if (!type || !node) continue;
    if (node.type === 'object') checkObject(file, node, type, where, partial);
    else if (node.type === 'array') checkArray(file, node, type, where);
    else checkScalar(file, node, type, where);
  }
}

function checkObject(file, node, declared, where, partial) {
  const type = declared.alternatives ? alternative(node, declared) : declared;
  if (!type) return fault(file.path, node, `${where}: no such ${declared.discriminator}`);
  if (!type.object) return fault(file.path, node, `${where} is no object`);
  const own = properties(node).filter(([name]) => !BICEP_OWN.includes(name));
  for (const [name, value] of own) {
    const property = type.object[name];
    if (property?.readOnly) fault(file.path, value, `${where}.${name} is read-only`);
    if (property) checkValue(file, value, property.type, `${where}.${name}`);
    else if (!type.others) fault(file.path, value, `${where} has no property ${name}`);
  }
  const isPart = node.parent.type === 'arguments';
  for (const [name, { required }] of Object.entries(type.object)) {
    if (required && !partial && !isPart && !own.some(([given]) => given === name)) {
      fault(file.path, node, `${where} needs the property ${name}`);
    }
  }
}

/** The one of several types that an object's discriminator names. */
function alternative(node, { discriminator, alternatives }) {
  const named = text(properties(node).find(([name]) => name === discriminator)?.[1]);
  return alternatives.find(type => type.object[discriminator].type.literals.includes(named));
}

function checkArray(file, node, type, where) {
  if (!('list' in type)) return fault(file.path, node, `${where} is no array`);
  node.namedChildren.filter(item => item.type !== 'comment').forEach(item => checkValue(file, item, type.list, `${where}[]`));
}

function checkScalar(file, node, type, where) {
  const written = { string: 'string', number: 'number', boolean: 'boolean' }[node.type];
  if (!written) return; // An expression: what it comes to is not known here.
  if (type.literals) {
    const literal = text(node);
    if (literal !== undefined && !type.literals.includes(literal)) {
      fault(file.path, node, `${where} is '${literal}', and not one of ${type.literals.join(', ')}`);
    }
  } else if (type.scalar !== written) {
    fault(file.path, node, `${where} is a ${written}, and not ${type.scalar ?? 'a value'}`);
  }
}

function checkBicep() {
  const paths = [deploy, join(deploy, 'modules')].flatMap(folder =>
    readdirSync(folder).filter(name => name.endsWith('.bicep')).map(name => join(folder, name)),
  );
  for (const file of paths.map(read)) {
    file.wrong.forEach(node => fault(file.path, node, `not understood: ${node.text.slice(0, 40)}`));
    checkNames(file);
    Object.entries(file.module).forEach(([name, declaration]) => checkModule(file, name, declaration));
    Object.entries(file.resource).forEach(([name, declaration]) => checkResource(file, name, declaration));
  }
  for (const name of ['main', 'parley']) {
    const path = join(deploy, `${name}.parameters.json`);
    const given = Object.keys(JSON.parse(readFileSync(path, 'utf8')).parameters);
    checkParameters(path, given, read(join(deploy, `${name}.bicep`)));
  }
  checkSecrets(paths);
  return paths.length;
}

/** No key leaves a template as an output, and none comes in as a parameter. */
function checkSecrets(paths) {
  for (const file of paths.map(read)) {
    for (const { node } of Object.values(file.output)) {
      if (/list\w+\(|key|secret|connectionString/i.test(node.text)) fault(file.path, node, 'an output with a secret');
    }
    for (const [name, { node }] of Object.entries(file.param)) {
      if (/password|secret|key/i.test(name)) fault(file.path, node, 'a parameter for a secret');
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// What Parley itself says
// ---------------------------------------------------------------------------------------------------------------------
function checkSettings() {
  const documented = contents('docs/configuration.md');
  const inBicep = [...contents('deploy/parley.bicep').matchAll(/name: '([A-Z_]+)'/g)];
  const inExample = [...contents('deploy/.env.example').matchAll(/^([A-Z_]+)=/gm)];
  const inCompose = Object.keys(yaml.load(contents('deploy/compose.yaml')).services.parley.environment);
  const names = [...inBicep.map(match => match[1]), ...inExample.map(match => match[1]), ...inCompose];
  for (const name of names) {
    if (documented.includes(`\`${name}\``)) continue;
    faults.push(`${name} is not in docs/configuration.md`);
  }
  return names.length;
}

function checkAlerts() {
  const logged = contents('src/main/java/io/parley/turn/TurnJournal.java').replace(/"\s*\+\s*"/g, '');
  const sentences = [...contents('deploy/modules/alerts.bicep').matchAll(/sentence: '([^']+)'/g)].map(match => match[1]);
  for (const sentence of sentences.filter(one => !logged.includes(one))) faults.push(`Parley does not log "${sentence}"`);
  return sentences.length;
}

// ---------------------------------------------------------------------------------------------------------------------
// Compose, YAML, nginx, shell
// ---------------------------------------------------------------------------------------------------------------------
function checkCompose() {
  // Docker's schema, which comes with a linter.
  const file = join(import.meta.dirname, 'node_modules', 'dclint', 'schemas', 'compose.schema.json');
  // Its name for its own language is not the one that Ajv knows.
  const { $schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  if (valid(yaml.load(contents('deploy/compose.yaml')))) return;
  valid.errors.forEach(error => faults.push(`deploy/compose.yaml: ${error.instancePath} ${error.message}`));
}

function installed(program, ...ask) {
  return spawnSync(program, ask).error === undefined;
}

function checkShell() {
  const blocks = [...contents('deploy/README.md').matchAll(/^```sh\n(.*?)^```/gms)].map(match => match[1]);
  if (!installed('shellcheck', '--version')) return said.push('  ShellCheck is not installed: no shell was checked.');
  for (const block of blocks) {
    // Variables are set by hand, or in the block before.
    const { status, stdout } = spawnSync('shellcheck', ['-s', 'bash', '-e', 'SC2154,SC2034', '-'], { input: block });
    if (status !== 0) faults.push(`deploy/README.md: ${stdout}`);
  }
  said.push(`  ShellCheck: ${blocks.length} blocks of README.md`);
}

const files = checkBicep();
const settings = checkSettings();
const sentences = checkAlerts();
yaml.load(contents('azure.yaml'));
checkCompose();
checkShell();

console.log([...new Set(said)].sort().join('\n'));
console.log(`${files} Bicep files, ${settings} settings, ${sentences} alerts on the log, compose.yaml, azure.yaml.`);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
console.log('No faults.');
