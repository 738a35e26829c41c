// Makes the app package that brings the bot to Teams: a zip with the manifest and two icons.
//
//   PARLEY_BOT_ID=<the bot's application id> node deploy/teams/package.mjs [FILE.zip]
//
// Without FILE.zip it writes deploy/teams/parley.zip, or parley-<AZURE_ENV_NAME>.zip. Needs Node 20.15 or newer, nothing
// else, and no network. docs/teams.md says what each variable is for.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zip } from './zip.mjs';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EXAMPLE = 'https://example.com';

const guid = { rule: 'a GUID such as 11111111-2222-3333-4444-555555555555', holds: value => GUID.test(value) };
const upTo = length => ({ rule: `text of 1 to ${length} characters`, holds: value => value.length <= length });
const version = { rule: 'a version such as 1.0.1', holds: value => value.length <= 256 && /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(value) };
const link = { rule: 'an address that begins with https://', holds: value => value.length <= 2048 && isHttps(value) };

function isHttps(value) {
  return URL.canParse(value) && new URL(value).protocol === 'https:' && value.startsWith('https://');
}

/** A GUID that follows from the bot's id, so that each environment has its own app and a new package updates it. */
function appIdOf(botId) {
  const hex = createHash('sha256').update(`parley Teams app ${botId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Reads the variables that the manifest names. Throws with a sentence that names the one that is missing or wrong. */
function valuesFrom(environment) {
  const value = (name, { rule, holds }, absent) => {
    const given = environment[name]?.trim() || absent;
    if (given === undefined) throw new Error(`Set ${name}: the bot's application id, ${rule}.`);
    const kept = name.endsWith('_ID') ? given.toLowerCase() : given;
    if (!holds(kept)) throw new Error(`${name} is '${kept}', but has to be ${rule}.`);
    return kept;
  };
  const botId = value('PARLEY_BOT_ID', guid);
  return {
    PARLEY_BOT_ID: botId,
    TEAMS_APP_ID: value('TEAMS_APP_ID', guid, appIdOf(botId)),
    TEAMS_APP_NAME: value('TEAMS_APP_NAME', upTo(30), 'Parley'),
    TEAMS_APP_VERSION: value('TEAMS_APP_VERSION', version, '1.0.0'),
    TEAMS_DEVELOPER_NAME: value('TEAMS_DEVELOPER_NAME', upTo(32), 'Parley'),
    TEAMS_WEBSITE_URL: value('TEAMS_WEBSITE_URL', link, EXAMPLE),
    TEAMS_PRIVACY_URL: value('TEAMS_PRIVACY_URL', link, `${EXAMPLE}/privacy`),
    TEAMS_TERMS_URL: value('TEAMS_TERMS_URL', link, `${EXAMPLE}/terms`),
  };
}

/** Replaces ${NAME} in the strings of the parsed manifest: a quote in a value cannot change its structure. */
function fill(node, values) {
  if (typeof node === 'string') return node.replace(/\$\{(\w+)\}/g, (_, name) => valueOf(name, values));
  if (Array.isArray(node)) return node.map(item => fill(item, values));
  if (node !== null && typeof node === 'object') {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
  }
  return node;
}

function valueOf(name, values) {
  if (!(name in values)) throw new Error(`manifest.json names \${${name}}, which package.mjs does not know.`);
  return values[name];
}

const read = name => readFileSync(join(import.meta.dirname, name));

export function manifest(environment) {
  return fill(JSON.parse(read('manifest.json')), valuesFrom(environment));
}

/** @returns what the package holds, and the links that still lead nowhere */
function makePackage(environment, path) {
  const filled = manifest(environment);
  const icons = Object.values(filled.icons).map(name => ({ name, content: read(name) }));
  writeFileSync(path, zip([{ name: 'manifest.json', content: Buffer.from(`${JSON.stringify(filled, null, 2)}\n`) }, ...icons]));
  const unset = Object.entries({
    TEAMS_WEBSITE_URL: filled.developer.websiteUrl,
    TEAMS_PRIVACY_URL: filled.developer.privacyUrl,
    TEAMS_TERMS_URL: filled.developer.termsOfUseUrl,
  }).filter(([, value]) => new URL(value).origin === EXAMPLE);
  return { filled, unset: unset.map(([name]) => name) };
}

function defaultPath(environment) {
  const name = environment.AZURE_ENV_NAME?.replace(/[^\w.-]/g, '');
  return join(import.meta.dirname, name ? `parley-${name}.zip` : 'parley.zip');
}

/** Makes the package and says so. Shared with the hook of azd. */
export function run(environment, path = defaultPath(environment)) {
  const { filled, unset } = makePackage(environment, resolve(path));
  const shown = relative(process.cwd(), resolve(path)) || path;
  const lines = [`${shown}: ${filled.name.short} ${filled.version}, bot ${filled.bots[0].botId}, app ${filled.id}`];
  if (unset.length > 0) lines.push(`Its links still lead to example.com. Before others install it, set ${unset.join(', ')}.`);
  return { path: shown, botId: filled.bots[0].botId, lines };
}

if (fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  try {
    console.log(run(process.env, process.argv[2]).lines.join('\n'));
  } catch (error) {
    console.error(`package.mjs: ${error.message}`);
    process.exitCode = 1;
  }
}
