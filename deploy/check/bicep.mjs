// Azure's own compiler, as the checks call it.
const INSTALL = 'Install it: az bicep install, and put ~/.azure/bin on the PATH; or https://aka.ms/bicep-install.';

/** Templates that are deployed by themselves; modules are compiled with them. */
export const TEMPLATES = ['deploy/main.bicep', 'deploy/resources.bicep', 'deploy/parley.bicep'];

/** Runs the compiler, for its status, stdout and stderr. */
export function bicep(tree, ...args) {
  return tree.run(tree.program('bicep', '../shared/bicep/bicep', INSTALL), args);
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
