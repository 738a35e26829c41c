// The app package for Teams: made as deploy/teams/package.mjs makes it, opened, and compared with Microsoft's schema of the
// manifest. What no schema knows is asked of the tree: commands that Parley answers, files that it reads.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import manifests from '@microsoft/app-manifest';
import { PNG } from 'pngjs';
import yauzl from 'yauzl';

const SCHEMAS = new URL('../node_modules/@microsoft/app-manifest/build/json-schemas/teams/', import.meta.url);
const MANIFEST = 'deploy/teams/manifest.json';
const AZURE = 'azure.yaml';
const SCRIPT = 'deploy/teams/package.mjs';
const HOOK = 'deploy/teams/after-deploy.mjs';
const BOT_ID = '11111111-2222-3333-4444-555555555555';
const NAMES = ['manifest.json', 'color.png', 'outline.png'];
/** What a person may set, at the limits of what the script takes. */
const AZD = {
  AZURE_ENV_NAME: 'check',
  AZURE_SUBSCRIPTION_ID: '66666666-7777-8888-9999-000000000000',
  AZURE_RESOURCE_GROUP: 'rg-check',
  PARLEY_BOT_NAME: 'bot-check',
  PARLEY_BOT_ID: BOT_ID,
  TEAMS_APP_NAME: `"${'ü'.repeat(28)}"`,
  TEAMS_DEVELOPER_NAME: 'd'.repeat(32),
};
const REFUSED = {
  PARLEY_BOT_ID: ['', 'parley', '11111111-2222-3333-4444-55555555555'],
  TEAMS_APP_ID: ['1'],
  TEAMS_APP_NAME: ['n'.repeat(31)],
  TEAMS_APP_VERSION: ['1.0', 'v1.0.0', '1.0.0-SNAPSHOT', '01.0.0'],
  TEAMS_PRIVACY_URL: ['http://example.com/privacy', 'example.com'],
};

function schemaOf({ manifestVersion }) {
  if (!existsSync(fileURLToPath(new URL(`v${manifestVersion}/`, SCHEMAS)))) throw new Error(`${MANIFEST}: there is no manifestVersion ${manifestVersion}`);
  return JSON.parse(readFileSync(fileURLToPath(new URL(`v${manifestVersion}/MicrosoftTeams.schema.json`, SCHEMAS)), 'utf8'));
}

/** The content of each file of an archive, by its name. */
async function unzip(path) {
  const archive = await promisify(yauzl.open)(path, { lazyEntries: true, strictFileNames: true, autoClose: false });
  const entries = await new Promise((resolve, reject) => {
    const found = [];
    archive.on('entry', entry => {
      found.push(entry);
      archive.readEntry();
    });
    archive.on('end', () => resolve(found)).on('error', reject);
    archive.readEntry();
  });
  const contents = new Map();
  for (const entry of entries) {
    const stream = await promisify(archive.openReadStream.bind(archive))(entry);
    contents.set(entry.fileName, await read(stream));
  }
  archive.close();
  return contents;
}

/** By events: the streams of yauzl end, but never close. */
function read(stream) {
  const chunks = [];
  return new Promise((resolve, reject) => {
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks))).on('error', reject);
  });
}

/** Colours of an image as [red, green, blue, opacity], without repetitions. */
function colours({ data }) {
  const seen = new Map();
  for (let at = 0; at < data.length; at += 4) seen.set(data.readUInt32BE(at), [...data.subarray(at, at + 4)]);
  return [...seen.values()];
}

function checkIcon(tree, name, content, size, judge) {
  const path = `deploy/teams/${name}`;
  let image;
  try {
    image = PNG.sync.read(content);
  } catch (error) {
    return tree.fault(path, `no PNG: ${error.message}`);
  }
  if (image.width !== size || image.height !== size) {
    tree.fault(path, `is ${image.width} by ${image.height}, and has to be ${size} by ${size}`);
  }
  const fault = judge(colours(image));
  if (fault) tree.fault(path, fault);
}

function judgeColour(pixels) {
  if (pixels.some(([, , , opacity]) => opacity < 255)) return 'has to fill its square: some of it is transparent';
  return pixels.length < 2 && 'shows nothing: it has one colour';
}

function judgeOutline(pixels) {
  if (pixels.some(([red, green, blue, opacity]) => opacity > 0 && Math.min(red, green, blue) < 250)) return 'has to be white alone';
  if (!pixels.some(([, , , opacity]) => opacity === 0)) return 'has to be on a transparent ground';
  return !pixels.some(([, , , opacity]) => opacity === 255) && 'shows nothing';
}

async function checkManifest(tree, manifest) {
  const faults = await manifests.AppManifestUtils.validateAgainstSchema(manifest, schemaOf(manifest));
  faults.forEach(fault => tree.fault(MANIFEST, fault));
  const [bot] = manifest.bots;
  const [agent] = manifest.copilotAgents.customEngineAgents;
  if (bot.botId !== BOT_ID || agent.id !== BOT_ID) tree.fault(MANIFEST, 'the bot and the agent are not the bot that was deployed');
  if (manifest.id === BOT_ID) tree.fault(MANIFEST, "the app's id is the bot's");
  if (manifest.name.short !== AZD.TEAMS_APP_NAME) tree.fault(MANIFEST, `its name is ${manifest.name.short}, not what was set`);
  checkCommands(tree, bot);
  if (bot.supportsFiles && !tree.files('src/main/java', '.java').some(path => tree.text(path).includes('teams.file.download.info'))) {
    tree.fault(MANIFEST, 'supportsFiles: Parley reads no files');
  }
}

function checkCommands(tree, bot) {
  const documented = tree.text('docs/configuration.md');
  for (const { title } of bot.commandLists.flatMap(list => list.commands)) {
    if (!documented.includes(`Answers \`${title}\``)) tree.fault(MANIFEST, `Parley does not answer ${title}`);
  }
}

/** Each variable that is wrong has to end in a sentence that names it. */
async function checkRefusals(tree) {
  const { manifest } = await import(pathToFileURL(tree.path(SCRIPT)));
  for (const [name, values] of Object.entries(REFUSED)) {
    for (const value of values) {
      const message = refusal(() => manifest({ ...AZD, [name]: value }));
      if (!message?.includes(name)) tree.fault(SCRIPT, `takes ${name}='${value}'`);
    }
  }
}

function refusal(action) {
  try {
    action();
  } catch (error) {
    return error.message;
  }
}

/** Runs the hook as azd does: at the root, with the outputs of the template. */
function checkHook(tree) {
  if (!tree.text(AZURE).includes(`node ${HOOK}`)) tree.fault(AZURE, `does not run ${HOOK}`);
  const { status, stdout, stderr } = tree.run(process.execPath, [HOOK], { env: AZD });
  if (status !== 0) return tree.fault(HOOK, stderr);
  for (const part of [BOT_ID, AZD.PARLEY_BOT_NAME, AZD.AZURE_RESOURCE_GROUP, 'parley-check.zip', 'docs/teams.md']) {
    if (!stdout.includes(part)) tree.fault(HOOK, `does not name ${part}`);
  }
  const outputs = tree.text('deploy/main.bicep');
  for (const name of ['AZURE_RESOURCE_GROUP', 'PARLEY_BOT_ID', 'PARLEY_BOT_NAME']) {
    if (!outputs.includes(`output ${name} `)) tree.fault('deploy/main.bicep', `has no output ${name}, which ${HOOK} reads`);
  }
}

export async function check(tree) {
  const path = tree.path('deploy/teams/parley-check.zip');
  const { icons } = tree.json(MANIFEST);
  const missing = Object.values(icons ?? {}).map(name => `deploy/teams/${name}`).filter(icon => !tree.has(icon));
  missing.forEach(icon => tree.fault(icon, 'is missing, and the manifest names it'));
  if (missing.length > 0) return 'a package that lacks an icon';
  checkHook(tree);
  const contents = await unzip(path);
  if ([...contents.keys()].join() !== NAMES.join()) tree.fault('deploy/teams', `the package holds ${[...contents.keys()]}`);
  checkIcon(tree, 'color.png', contents.get('color.png'), 192, judgeColour);
  checkIcon(tree, 'outline.png', contents.get('outline.png'), 32, judgeOutline);
  await checkManifest(tree, JSON.parse(contents.get('manifest.json')));
  await checkRefusals(tree);
  return `a package of ${contents.size} files, with a manifest by Microsoft's schema`;
}

/** A picture of one colour. */
function square(size, ...colour) {
  const image = new PNG({ width: size, height: size });
  for (let at = 0; at < image.data.length; at += 4) image.data.set(colour, at);
  return PNG.sync.write(image);
}

const replace = (copy, path, content) => {
  copy.remove(path);
  copy.write(path, content);
};

export const planted = [
  {
    what: 'a scope that Teams does not know',
    alone: true,
    plant: copy => copy.edit(MANIFEST, '"groupChat"', '"groupchat"'),
    says: /manifest\.json: \/bots\/0\/scopes\/2 must be equal to one of the allowed values/,
  },
  {
    what: 'a version of the manifest that there is not',
    alone: true,
    plant: copy => copy.edit(MANIFEST, '"manifestVersion": "1.24"', '"manifestVersion": "1.99"'),
    says: /manifest\.json: there is no manifestVersion 1\.99/,
  },
  {
    what: 'a property that the manifest does not have',
    plant: copy => copy.edit(MANIFEST, '"accentColor"', '"accentColour"'),
    says: /manifest\.json: .*accentColou?r/,
  },
  {
    what: 'a command that Parley does not answer',
    plant: copy => copy.edit(MANIFEST, '"/reset"', '"/restart"'),
    says: /Parley does not answer \/restart/,
  },
  {
    what: 'files that Parley does not read',
    plant: copy => copy.edit(MANIFEST, '"supportsFiles": false', '"supportsFiles": true'),
    says: /supportsFiles: Parley reads no files/,
  },
  {
    what: 'a missing icon',
    alone: true,
    plant: copy => copy.remove('deploy/teams/outline.png'),
    says: /outline\.png: is missing, and the manifest names it/,
  },
  {
    what: 'an icon that is too small',
    plant: copy => replace(copy, 'deploy/teams/color.png', square(96, 75, 75, 211, 255)),
    says: /color\.png: is 96 by 96/,
  },
  {
    what: 'a coloured outline',
    plant: copy => replace(copy, 'deploy/teams/outline.png', square(32, 75, 75, 211, 255)),
    says: /outline\.png: has to be white alone/,
  },
  {
    what: 'an icon with holes',
    alone: true,
    plant: copy => replace(copy, 'deploy/teams/color.png', square(192, 0, 0, 0, 0)),
    says: /color\.png: has to fill its square/,
  },
  {
    what: 'a link without TLS that is taken',
    plant: copy => copy.edit(SCRIPT, "new URL(value).protocol === 'https:' && value.startsWith('https://')", 'true'),
    says: /package\.mjs: takes TEAMS_PRIVACY_URL='http:/,
  },
  {
    what: 'another bot',
    alone: true,
    plant: copy => copy.edit(MANIFEST, '"id": "${PARLEY_BOT_ID}"', '"id": "${TEAMS_APP_ID}"'),
    says: /not the bot that was deployed/,
  },
  {
    what: 'a hook that nobody runs',
    alone: true,
    plant: copy => copy.edit(AZURE, /node deploy\/teams\/after-deploy\.mjs/g, 'node deploy/teams/afterwards.mjs'),
    says: /azure\.yaml: does not run/,
  },
  {
    what: 'an output that is missing',
    plant: copy => copy.edit('deploy/main.bicep', 'output PARLEY_BOT_ID ', 'output BOT_ID '),
    says: /main\.bicep: has no output PARLEY_BOT_ID/,
  },
];
