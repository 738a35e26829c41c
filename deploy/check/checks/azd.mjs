// azure.yaml, as far as azd's documents fix it: keys that azd knows, since it ignores all others without a word, files that are
// there, and hooks for every system.
const FILE = 'azure.yaml';
const KEYS = {
  '': ['name', 'requiredVersions', 'infra', 'services', 'hooks', 'pipeline', 'metadata', 'workflows', 'resourceGroup'],
  infra: ['provider', 'path', 'module'],
  service: ['project', 'host', 'language', 'docker', 'deployTimeout', 'hooks', 'resourceName', 'resourceGroup', 'image', 'module'],
  docker: ['path', 'context', 'remoteBuild', 'platform', 'target', 'buildArgs', 'registry', 'image', 'tag'],
  hook: ['posix', 'windows', 'shell', 'run', 'interactive', 'continueOnError'],
};
const COMMANDS = ['restore', 'build', 'package', 'provision', 'publish', 'deploy', 'up', 'down'];
const HOOKS = COMMANDS.flatMap(command => [`pre${command}`, `post${command}`]);
/** The shell of each system, by azd. */
const SHELLS = { posix: ['sh'], windows: ['pwsh'] };

function checkKeys(tree, where, value, known) {
  for (const key of Object.keys(value ?? {})) {
    if (!known.includes(key)) tree.fault(FILE, `azd knows no ${key} in ${where}`);
  }
}

function checkHooks(tree, hooks) {
  checkKeys(tree, 'hooks', hooks, HOOKS);
  for (const [name, hook] of Object.entries(hooks ?? {})) {
    checkKeys(tree, name, hook, KEYS.hook);
    for (const [system, shells] of Object.entries(SHELLS)) {
      checkKeys(tree, `${name}: ${system}`, hook[system], KEYS.hook);
      if (!hook[system]?.run) tree.fault(FILE, `${name} runs nothing on ${system}`);
      else if (!shells.includes(hook[system].shell)) tree.fault(FILE, `${name} names no shell for ${system}: ${shells}`);
    }
  }
}

function checkService(tree, name, service) {
  if (service.host !== 'containerapp') tree.fault(FILE, `${name} has the host ${service.host}, and the templates make a containerapp`);
  checkKeys(tree, name, service, KEYS.service);
  checkKeys(tree, `${name}: docker`, service.docker, KEYS.docker);
  checkHooks(tree, service.hooks);
  for (const path of [service.project, service.docker?.context]) {
    if (!tree.has(path)) tree.fault(FILE, `${name} names ${path}, which is not there`);
  }
}

/** azd looks for the template of a container app beside main.bicep, under the name of the service. */
function checkTemplates(tree, { infra, services }) {
  for (const name of [infra.module ?? 'main', ...Object.keys(services)]) {
    for (const ending of ['bicep', 'bicepparam']) {
      const path = `${infra.path}/${name}.${ending}`;
      if (!tree.has(path)) tree.fault(FILE, `azd needs ${path}, which is not there`);
    }
  }
}

export async function check(tree) {
  const project = tree.yaml(FILE);
  checkKeys(tree, FILE, project, KEYS['']);
  checkKeys(tree, 'infra', project.infra, KEYS.infra);
  checkHooks(tree, project.hooks);
  Object.entries(project.services).forEach(([name, service]) => checkService(tree, name, service));
  checkTemplates(tree, project);
  if (!/^>= \d+\.\d+\.\d+$/.test(project.requiredVersions?.azd)) tree.fault(FILE, 'names no version that azd has to have at least');
  return `${Object.keys(project.services).length} service and ${Object.keys(project.hooks).length} hook of azd`;
}

export const planted = [
  {
    what: 'a hook of no command',
    alone: true,
    plant: copy => copy.edit(FILE, '  postdeploy:', '  postdeployment:'),
    says: /azure\.yaml: azd knows no postdeployment in hooks/,
  },
  {
    what: 'a hook without a shell on Windows',
    plant: copy => copy.edit(FILE, '      shell: pwsh\n', ''),
    says: /azure\.yaml: postdeploy names no shell for windows/,
  },
  {
    what: 'an option that azd ignores',
    plant: copy => copy.edit(FILE, 'remoteBuild:', 'buildRemote:'),
    says: /azure\.yaml: azd knows no buildRemote/,
  },
  {
    what: 'a host that azd does not know',
    plant: copy => copy.edit(FILE, 'host: containerapp', 'host: containerap'),
    says: /azure\.yaml: parley has the host containerap/,
  },
  {
    what: 'a service without its template',
    alone: true,
    plant: copy => copy.edit(FILE, /^ {2}parley:$/m, '  bot:'),
    says: /azure\.yaml: azd needs deploy\/bot\.bicep/,
  },
];
