// Links between documents lead somewhere, headings included; the files that GitHub reads beside workflows are well formed.
import { dirname, join } from 'node:path';

const FORMS = '.github/ISSUE_TEMPLATE';
const OWNERS = '.github/CODEOWNERS';
const CONTAINER = '.devcontainer/devcontainer.json';
/** What a form may consist of, and whether that needs a label. */
const FIELDS = { markdown: false, textarea: true, input: true, dropdown: true, checkboxes: true };
/** Community files that GitHub and readers look for. */
const EXPECTED = ['README.md', 'LICENSE', 'SECURITY.md', 'CONTRIBUTING.md', 'CODE_OF_CONDUCT.md', 'CHANGELOG.md', 'RELEASING.md', OWNERS];

const withoutCode = text => text.replace(/^ *```.*?^ *```/gms, '').replace(/`[^`\n]*`/g, match => match.replace(/[[\]()]/g, ' '));

/** Anchors of the headings of a page, as GitHub makes them. */
function anchors(text) {
  const seen = new Map();
  return [...text.replace(/^ *```.*?^ *```/gms, '').matchAll(/^#+\s+(.*)$/gm)].map(([, heading]) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = plain.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function checkLinks(tree, path) {
  const text = tree.text(path);
  let links = 0;
  for (const [, target] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    links++;
    const [file, anchor] = target.split('#');
    const page = file ? join(dirname(path), decodeURIComponent(file)) : path;
    if (!tree.has(page)) tree.fault(path, `links to ${target}, which is not there`);
    else if (anchor && page.endsWith('.md') && !anchors(tree.text(page)).includes(anchor)) {
      tree.fault(path, `links to ${target}, and there is no such heading`);
    }
  }
  return links;
}

function checkForm(tree, path) {
  const form = tree.yaml(path);
  for (const key of ['name', 'description', 'body']) if (!form[key]) tree.fault(path, `has no ${key}`);
  const ids = new Set();
  for (const { type, id, attributes } of form.body ?? []) {
    if (!(type in FIELDS)) tree.fault(path, `has a field of the type ${type}`);
    if (FIELDS[type] && !attributes?.label) tree.fault(path, `has a ${type} without a label`);
    if (id && ids.has(id)) tree.fault(path, `has ${id} twice`);
    ids.add(id);
  }
}

function checkOwners(tree) {
  const lines = tree.text(OWNERS).split('\n').filter(line => line && !line.startsWith('#'));
  for (const line of lines) {
    const [pattern, ...owners] = line.split(/\s+/);
    if (pattern !== '*' && !tree.has(pattern.replace(/^\//, ''))) tree.fault(OWNERS, `${pattern} is not there`);
    if (owners.length === 0) tree.fault(OWNERS, `${pattern} has no owner`);
  }
}

function checkContainer(tree) {
  const { postCreateCommand } = tree.json(CONTAINER);
  if (!tree.has(postCreateCommand)) tree.fault(CONTAINER, `runs ${postCreateCommand}, which is not there`);
}

export async function check(tree) {
  for (const path of EXPECTED) if (!tree.has(path)) tree.fault(path, 'is missing');
  const pages = tree.all().filter(path => path.endsWith('.md'));
  const links = pages.reduce((sum, path) => sum + checkLinks(tree, path), 0);
  tree.files(FORMS, '.yml').filter(path => !path.endsWith('/config.yml')).forEach(path => checkForm(tree, path));
  checkOwners(tree);
  checkContainer(tree);
  return `${links} links of ${pages.length} documents followed`;
}

export const planted = [
  {
    what: 'a link to a page that is not there',
    plant: copy => copy.edit('README.md', '(docs/operations.md)', '(docs/operating.md)'),
    says: /README\.md: links to docs\/operating\.md, which is not there/,
  },
  {
    what: 'a heading that is not there',
    plant: copy => copy.edit('docs/teams.md', '(#what-was-tried)', '(#what-was-proved)'),
    says: /docs\/teams\.md: links to #what-was-proved, and there is no such heading/,
  },
  {
    what: 'a missing document',
    plant: copy => copy.remove('CHANGELOG.md'),
    says: /CHANGELOG\.md: is missing/,
  },
  {
    what: 'an owner of a folder that is not there',
    plant: copy => copy.edit(OWNERS, '/connector/', '/connectors/'),
    says: /CODEOWNERS: .*\/connectors\/ is not there/,
  },
  {
    what: 'a field that forms do not have',
    plant: copy => copy.edit(`${FORMS}/wish.yml`, 'type: textarea', 'type: textfield'),
    says: /wish\.yml: has a field of the type textfield/,
  },
];
