// Azure's own compiler, as the checks call it.
const INSTALL = 'Install it: az bicep install, and put ~/.azure/bin on the PATH; or https://aka.ms/bicep-install.';

/** Templates that are deployed by themselves; modules are compiled with them. */
export function templates(tree) {
  return tree.files('deploy', '.bicep').filter(path => /^deploy\/[^/]+$/.test(path));
}

/** Runs the compiler, for its status, stdout and stderr. Nothing of the shell's environment gets into parameters. */
export function bicep(tree, ...args) {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined));
  return tree.run(tree.program('bicep', '../shared/bicep/bicep', INSTALL), args, { env });
}

/** What it says of files: `/folder/deploy/main.bicep(13,2) : Error BCP265: …`, for warnings as well. */
const DIAGNOSTIC = /^(.+?)\((\d+),\d+\) : (?:Error|Warning|Info) (.*)$/;

/** Notes all that the compiler said of files as faults, once each; warnings too, as a wrong property is no more to it. */
export function diagnose(tree, { status, stderr }, what) {
  const lines = stderr.split('\n').filter(line => line.trim());
  for (const line of lines) {
    const [, path, number, says] = line.match(DIAGNOSTIC) ?? [];
    if (path) note(tree, path.replace(`${tree.root}/`, ''), says, number);
    else if (status !== 0) note(tree, what, line);
  }
  if (status !== 0 && lines.length === 0) tree.fault(what, `bicep ended with ${status}`);
}

function note(tree, path, says, number) {
  const before = tree.faults.length;
  tree.fault(path, says, number);
  const last = tree.faults.at(-1);
  if (tree.faults.indexOf(last) < before) tree.faults.pop();
}

const SCOPE = /^targetScope = '(\w+)'/m;

/** Computes what a deployment with these parameters would make, or compares it with the snapshot that is there. */
export function snapshot(tree, parameters, mode) {
  const template = tree.text(parameters).match(/^using '\.\.\/(.+)'/m)[1];
  const args = ['--mode', mode, '--location', 'westeurope', '--tenant-id', id(3), '--subscription-id', id(1)];
  const scope = tree.text(`deploy/${template}`).match(SCOPE)[1];
  if (scope === 'resourceGroup') args.push('--resource-group', 'rg-parley');
  return bicep(tree, 'snapshot', parameters, ...args);
}

const id = number => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;

/** The parameters of each way to deploy that the documents offer. */
export function shapes(tree) {
  return tree.files('deploy/shapes', '.bicepparam');
}
