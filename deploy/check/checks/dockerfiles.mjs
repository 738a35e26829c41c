// What Azure Container Registry needs of a Dockerfile that azure.yaml or README.md has it build: nothing of BuildKit, no image of
// Docker Hub, which refuses many of those who ask without an account.
import yaml from 'js-yaml';

const BUILDKIT = [
  { pattern: /^RUN\s+--(mount|network|security)\b/, what: 'RUN --$1' },
  { pattern: /^(?:COPY|ADD)\s.*--(chmod|link|parents|exclude|checksum)\b/, what: '--$1' },
  { pattern: /^(?:RUN|COPY)\s.*<<-?['"]?\w/, what: 'a here-document' },
];

/** Instructions, each in one line with the number of its first, without comments. */
function instructions(text) {
  const found = [];
  let open = false;
  text.split('\n').forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    if (open) found.at(-1).text += ` ${line.trim()}`;
    else found.push({ text: line.trim(), line: index + 1 });
    open = line.trimEnd().endsWith('\\');
  });
  return found;
}

/** As Docker reads a name: the part before the first slash is a registry if it looks like a host. */
const ofDockerHub = image => !/^[^/]*[.:][^/]*\//.test(image) || image.startsWith('docker.io/');

function checkFile(tree, path) {
  const all = instructions(tree.text(path));
  const stages = new Set(all.flatMap(({ text }) => text.match(/^FROM\s.*\sAS\s+(\S+)/i)?.[1] ?? []));
  for (const { text, line } of all) {
    for (const { pattern, what } of BUILDKIT) {
      const match = text.match(pattern);
      if (match) tree.fault(path, `${what.replace('$1', match[1])} needs BuildKit`, line);
    }
    const image = text.match(/^FROM\s+(?:--\S+\s+)*(\S+)/i)?.[1] ?? text.match(/^COPY\s.*--from=(\S+)/)?.[1];
    if (image && !stages.has(image) && image !== 'scratch' && ofDockerHub(image)) {
      tree.fault(path, `${image} is of Docker Hub`, line);
    }
  }
}

/** The Dockerfiles that people have built in a registry. */
function built(tree) {
  const { services } = yaml.load(tree.text('azure.yaml'));
  const byAzd = Object.values(services).map(({ docker }) => docker.path);
  return new Set([...byAzd, ...tree.files('src/main/docker').filter(path => /Dockerfile\.\w+$/.test(path))]);
}

export async function check(tree) {
  const paths = built(tree);
  for (const path of paths) {
    if (tree.has(path)) checkFile(tree, path);
    else tree.fault('azure.yaml', `there is no ${path}`);
  }
  return `${paths.size} Dockerfiles looked through for BuildKit and Docker Hub`;
}

export const planted = [
  {
    what: 'a cache that needs BuildKit',
    plant: copy => copy.edit('src/main/docker/Dockerfile.native', 'RUN /opt/maven', 'RUN --mount=type=cache,target=/tmp/repository /opt/maven'),
    says: /Dockerfile\.native:\d+: RUN --mount needs BuildKit/,
  },
  {
    what: 'an image of Docker Hub',
    plant: copy => copy.edit('src/main/docker/Dockerfile.native', /^FROM quay\.io\/quarkus\/ubi9-quarkus-micro.*$/m, 'FROM debian:12'),
    says: /Dockerfile\.native:\d+: debian:12 is of Docker Hub/,
  },
  {
    what: 'a Dockerfile that is not there',
    plant: copy => copy.edit('azure.yaml', 'Dockerfile.native', 'Dockerfile.native2'),
    says: /azure\.yaml: there is no .*Dockerfile\.native2/,
  },
];
