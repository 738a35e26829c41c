// What Azure Container Registry needs of a Dockerfile that azure.yaml or README.md has it build: nothing of BuildKit, and no image of
// Docker Hub, which refuses many who have no account. Instructions are known, files that are copied are there and sent along, and each
// image has a tag.
import { instructions } from '../dockerfile.mjs';

const BUILDKIT = [
  { pattern: /^RUN\s+--(mount|network|security)\b/, what: 'RUN --$1' },
  { pattern: /^(?:COPY|ADD)\s.*--(chmod|link|parents|exclude|checksum)\b/, what: '--$1' },
  { pattern: /^(?:RUN|COPY)\s.*<<-?['"]?\w/, what: 'a here-document' },
];

/** As Docker reads a name: the part before the first slash is a registry if it looks like a host. */
const ofDockerHub = image => !/^[^/]*[.:][^/]*\//.test(image) || image.startsWith('docker.io/');

const KNOWN = ['FROM', 'ARG', 'ENV', 'LABEL', 'USER', 'WORKDIR', 'COPY', 'ADD', 'RUN', 'EXPOSE', 'VOLUME', 'SHELL', 'STOPSIGNAL', 'ENTRYPOINT', 'CMD'];

/** Whether .dockerignore sends a file along. It leaves out all but what it names: files, and folders with all that is in them. */
function isSent(tree, file) {
  const lines = tree.text('.dockerignore').split('\n');
  return lines.filter(line => line.startsWith('!')).map(line => line.slice(1))
    .some(name => file === name || file.startsWith(`${name}/`));
}

/** Files of this repository that an instruction copies. */
function copied(text) {
  if (!text.startsWith('COPY ') || /--from=/.test(text)) return [];
  const [, ...names] = text.split(/\s+/).filter(word => !word.startsWith('--'));
  return names.slice(0, -1);
}

function checkInstruction(tree, path, { text, line }) {
  const [name] = text.split(/\s/);
  if (!KNOWN.includes(name)) tree.fault(path, `there is no instruction ${name}`, line);
  for (const file of copied(text)) {
    if (!tree.has(file)) tree.fault(path, `copies ${file}, which is not there`, line);
    else if (!isSent(tree, file.replace(/\/$/, ''))) tree.fault(path, `copies ${file}, which .dockerignore leaves out`, line);
  }
}

function checkFile(tree, path) {
  const all = instructions(tree.text(path));
  all.forEach(instruction => checkInstruction(tree, path, instruction));
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
    if (image && !stages.has(image) && image !== 'scratch' && !/:(?!latest$)[\w.-]+$|@sha256:/.test(image)) {
      tree.fault(path, `${image} has no tag that says which one it is`, line);
    }
  }
}

/** The Dockerfiles that people have built in a registry. */
function built(tree) {
  const { services } = tree.yaml('azure.yaml');
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
    what: 'an image without a tag',
    plant: copy => copy.edit('src/main/docker/Dockerfile.native', 'ubi9-quarkus-micro-image:2.0', 'ubi9-quarkus-micro-image'),
    says: /Dockerfile\.native:\d+: .*micro-image has no tag/,
  },
  {
    what: 'an instruction that there is not',
    plant: copy => copy.edit('src/main/docker/Dockerfile.jvm', 'EXPOSE', 'EXPOSED'),
    says: /Dockerfile\.jvm:\d+: there is no instruction EXPOSED/,
  },
  {
    what: 'a file that is not there',
    plant: copy => copy.edit('src/main/docker/Dockerfile.native', 'COPY LICENSE', 'COPY LICENCE'),
    says: /Dockerfile\.native:\d+: copies LICENCE, which is not there/,
  },
  {
    what: 'a file that is not sent along',
    plant: copy => copy.edit('.dockerignore', '!LICENSE\n', ''),
    says: /Dockerfile\.native:\d+: copies LICENSE, which \.dockerignore leaves out/,
  },
  {
    what: 'a Dockerfile that is not there',
    plant: copy => copy.edit('azure.yaml', 'Dockerfile.native', 'Dockerfile.native2'),
    says: /azure\.yaml: there is no .*Dockerfile\.native2/,
  },
];
