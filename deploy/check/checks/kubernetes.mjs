// The manifests for Kubernetes. TypeScript compares each with the types of the Kubernetes API, which know properties, required
// ones and permitted words. What no type knows is asked here: labels that match, the port that nobody may reach, no root.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const FOLDER = 'deploy/kubernetes';
const KUSTOMIZATION = `${FOLDER}/kustomization.yaml`;
/** What kustomization.yaml may consist of, as far as it is used here. */
const KUSTOMIZE = ['apiVersion', 'kind', 'namespace', 'resources', 'labels', 'images', 'patches', 'configMapGenerator', 'secretGenerator'];
const HERE = dirname(fileURLToPath(import.meta.url));
const OPTIONS = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };

/** A program that gives the document its type: a property that the type does not have, or lacks, is an error of TypeScript. */
const typed = ({ apiVersion, kind, ...rest }) =>
  `import type { I${kind} as Kind } from 'kubernetes-models/${apiVersion}';\n` +
  `export const document: Kind = ${JSON.stringify({ apiVersion, kind, ...rest }, null, 2)};\n`;

/** Messages of TypeScript about the documents, by their path. */
function typeFaults(documents) {
  const sources = new Map(documents.map(({ path, document }, at) => [`${HERE}/manifest-${at}.ts`, { path, text: typed(document) }]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = name => sources.has(name) || fileExists(name);
  host.readFile = name => sources.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, language, ...others) =>
    sources.has(name) ? ts.createSourceFile(name, sources.get(name).text, language) : getSourceFile(name, language, ...others);
  const program = ts.createProgram([...sources.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const { path, text } = sources.get(file?.fileName) ?? { path: FOLDER };
    const line = text?.slice(0, start).split('\n').length;
    const written = text?.split('\n')[line - 1].trim() ?? '';
    const about = written.startsWith('import') ? 'the Kubernetes API has no such apiVersion or kind:' : written;
    return { path, what: `${about} ${ts.flattenDiagnosticMessageText(messageText, ' ')}` };
  });
}

function read(tree) {
  const kustomization = tree.yaml(KUSTOMIZATION);
  for (const key of Object.keys(kustomization)) if (!KUSTOMIZE.includes(key)) tree.fault(KUSTOMIZATION, `has no ${key}`);
  const listed = (kustomization.resources ?? []).map(name => `${FOLDER}/${name}`);
  for (const path of tree.files(FOLDER, '.yaml')) {
    if (path !== KUSTOMIZATION && !listed.includes(path)) tree.fault(KUSTOMIZATION, `does not list ${path}`);
  }
  for (const path of listed) if (!tree.has(path)) tree.fault(KUSTOMIZATION, `lists ${path}, which is not there`);
  const documents = listed.filter(path => tree.has(path)).flatMap(path => tree.documents(path).map(document => ({ path, document })));
  checkImages(tree, kustomization, documents);
  return documents;
}

/** The image of a container is a name that kustomization.yaml replaces by one with a tag. */
function checkImages(tree, { images = [] }, documents) {
  const replaced = images.filter(({ newName, newTag, digest }) => newName && ((newTag && newTag !== 'latest') || digest)).map(({ name }) => name);
  const containers = documents.flatMap(({ document }) => document.spec?.template?.spec?.containers ?? []);
  for (const { image } of containers.filter(container => !replaced.includes(container.image))) {
    tree.fault(KUSTOMIZATION, `gives the image ${image} no name with a tag that stays`);
  }
}

/** The rules that no type knows. Each returns what is wrong, or nothing. */
const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];

const RULES = [
  ({ pod }) => !pod.securityContext?.runAsNonRoot && 'the pod may run as root',
  ({ pod }) => pod.automountServiceAccountToken !== false && "the pod gets a token of the cluster's API",
  ({ container }) => !container.securityContext?.readOnlyRootFilesystem && 'the root file system can be written to',
  ({ container }) => container.securityContext?.allowPrivilegeEscalation !== false && 'privileges can grow',
  ({ container }) => !container.securityContext?.capabilities?.drop?.includes('ALL') && 'capabilities are not dropped',
  ({ container }) => !container.resources?.limits?.memory && 'memory has no limit',
  ({ container }) => !PROBES.every(name => container[name]) && 'a probe is missing',
  ({ container, ports }) =>
    PROBES.some(name => !ports.includes(container[name]?.httpGet?.port)) && 'a probe asks a port that the container does not have',
  ({ container, tree }) =>
    PROBES.some(name => !tree.text('docs/operations.md').includes(`\`${container[name]?.httpGet?.path}\``)) &&
    'a probe asks a path that docs/operations.md does not have',
  ({ pod }) => pod.terminationGracePeriodSeconds < 45 && 'the grace period ends before turns do: 42 s',
  ({ Service, ports }) => Service.spec.ports.some(({ targetPort }) => !ports.includes(targetPort)) && 'the service leads to a port that is not there',
  ({ Service }) => Service.spec.ports.some(({ targetPort }) => targetPort === 'management') && 'the management port is in a service',
  ({ Ingress }) =>
    Ingress.spec.rules.flatMap(rule => rule.http.paths).some(({ path, pathType }) => path !== '/api/messages' || pathType !== 'Exact') &&
    'the ingress lets more in than /api/messages',
  ({ NetworkPolicy }) =>
    NetworkPolicy.spec.ingress.some(({ from, ports }) => reaches(ports, 'management', 9000) && !from?.every(peer => peer.podSelector)) &&
    'the management port can be reached by others than Prometheus',
  ({ PodDisruptionBudget, HorizontalPodAutoscaler }) =>
    PodDisruptionBudget.spec.minAvailable >= HorizontalPodAutoscaler.spec.minReplicas && 'no node could be drained',
];

/** Kinds that the rules look at. */
const KINDS = ['Deployment', 'Service', 'Ingress', 'NetworkPolicy', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'];

const reaches = (ports, name, number) => !ports || ports.some(({ port }) => port === undefined || port === name || port === number);

function checkRules(tree, documents) {
  const kinds = Object.fromEntries(documents.map(({ document }) => [document.kind, document]));
  for (const kind of KINDS) if (!kinds[kind]) tree.fault(FOLDER, `has no ${kind}`);
  if (KINDS.some(kind => !kinds[kind])) return;
  const { template, selector } = kinds.Deployment.spec;
  const [container] = template.spec.containers;
  const parts = { ...kinds, tree, pod: template.spec, container, ports: container.ports.map(({ name }) => name) };
  for (const rule of RULES) {
    const wrong = rule(parts);
    if (wrong) tree.fault(FOLDER, wrong);
  }
  const selectors = {
    Deployment: selector.matchLabels,
    Service: kinds.Service.spec.selector,
    NetworkPolicy: kinds.NetworkPolicy.spec.podSelector.matchLabels,
    PodDisruptionBudget: kinds.PodDisruptionBudget.spec.selector.matchLabels,
  };
  for (const [kind, labels] of Object.entries(selectors)) {
    if (Object.entries(labels).some(([name, value]) => template.metadata.labels[name] !== value)) {
      tree.fault(FOLDER, `the ${kind} selects other pods`);
    }
  }
}

function checkSettings(tree, documents) {
  const documented = tree.text('docs/configuration.md');
  for (const { path, document } of documents.filter(({ document }) => document.kind === 'ConfigMap')) {
    for (const name of Object.keys(document.data)) {
      if (!documented.includes(`\`${name}\``)) tree.fault(path, `${name} is not in docs/configuration.md`);
    }
  }
}

export async function check(tree) {
  const documents = read(tree);
  typeFaults(documents).forEach(({ path, what }) => tree.fault(path, what));
  const typed = tree.faults.length === 0;
  try {
    checkRules(tree, documents);
  } catch (error) {
    // A part that a rule looks at is not there: its type says so.
    if (typed) throw error;
  }
  checkSettings(tree, documents);
  return `${documents.length} manifests compared with the types of the Kubernetes API`;
}

const edit = (name, from, to) => copy => copy.edit(`${FOLDER}/${name}`, from, to);

export const planted = [
  {
    what: 'a property that pods do not have',
    plant: edit('deployment.yaml', 'terminationGracePeriodSeconds:', 'terminationGraceSeconds:'),
    says: /deployment\.yaml: .*terminationGraceSeconds/,
  },
  {
    what: 'a word that a property does not permit',
    plant: edit('disruption-budget.yaml', 'AlwaysAllow', 'AllowAlways'),
    says: /disruption-budget\.yaml: .*AllowAlways/,
  },
  {
    what: 'a required property that is missing',
    plant: edit('autoscaler.yaml', '  maxReplicas: 6\n', ''),
    says: /autoscaler\.yaml: .*maxReplicas/,
  },
  {
    what: 'a text where a number belongs',
    plant: edit('service.yaml', 'port: 80', 'port: "80"'),
    says: /service\.yaml: .*not assignable to type 'number'/,
  },
  {
    what: 'a kind that there is not',
    alone: true,
    plant: edit('deployment.yaml', 'kind: Deployment', 'kind: Deploiment'),
    says: /deployment\.yaml: the Kubernetes API has no such apiVersion or kind/,
  },
  {
    what: 'a version that there is not',
    plant: edit('ingress.yaml', 'networking.k8s.io/v1', 'networking.k8s.io/v2'),
    says: /ingress\.yaml: the Kubernetes API has no such apiVersion or kind/,
  },
  {
    what: 'a word that kustomize does not know',
    alone: true,
    plant: edit('kustomization.yaml', 'resources:', 'resource:'),
    says: /kustomization\.yaml: has no resource/,
  },
  {
    what: 'a probe that asks a path which is not there',
    plant: edit('deployment.yaml', '/q/health/ready', '/q/health/readiness'),
    says: /a probe asks a path that docs\/operations\.md does not have/,
  },
  {
    what: 'an image by a tag that moves',
    plant: edit('kustomization.yaml', /newTag: .*/, 'newTag: latest'),
    says: /kustomization\.yaml: gives the image parley no name with a tag that stays/,
  },
  {
    what: 'a file that is not listed',
    plant: edit('kustomization.yaml', '  - network-policy.yaml\n', ''),
    says: /kustomization\.yaml: does not list .*network-policy\.yaml/,
  },
  {
    what: 'a management port that all may reach',
    plant: edit('network-policy.yaml', /- from:\n +- namespaceSelector:\n.*\n +kubernetes.io\/metadata.name: monitoring\n.*\n.*\n.*prometheus\n +ports:/, '- ports:'),
    says: /the management port can be reached by others/,
  },
  {
    what: 'a container that may write',
    plant: edit('deployment.yaml', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'),
    says: /root file system can be written/,
  },
  {
    what: 'a policy for other pods',
    plant: edit('network-policy.yaml', 'app.kubernetes.io/name: parley', 'app.kubernetes.io/name: parly'),
    says: /the NetworkPolicy selects other pods/,
  },
  {
    what: 'a setting that Parley does not have',
    plant: edit('settings.yaml', 'AZURE_OPENAI_DEPLOYMENT', 'AZURE_OPENAI_MODEL'),
    says: /settings\.yaml: AZURE_OPENAI_MODEL is not in/,
  },
];
