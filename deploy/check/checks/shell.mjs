// Shell against ShellCheck: what people are to type, on all pages, all scripts, the steps of Dockerfiles, and the hooks of azd.
import { statSync } from 'node:fs';
import { instructions } from '../dockerfile.mjs';

const AZURE = 'azure.yaml';
const INSTALL = 'Install it: apt-get install shellcheck, or brew install shellcheck.';
/** Variables are set by hand, or in the block before. */
const BETWEEN_BLOCKS = 'SC2154,SC2034';

/** Blocks of a page, also those of a list, without what indents them. */
function blocks(text) {
  return [...text.matchAll(/^( *)```(?:sh|bash|shell|zsh)\n(.*?)^ *```/gms)].map(([, indent, block]) => block.replaceAll(`\n${indent}`, '\n').replace(indent, ''));
}

/** What a Dockerfile runs in a shell. */
function stepsOf(tree, path) {
  const runs = instructions(tree.text(path)).filter(({ text }) => /^RUN\s+[^[]/.test(text));
  return runs.map(({ text }) => ({ path, step: text.replace(/^RUN\s+(--\S+\s+)*/, '') }));
}

/** What azd runs on Linux and macOS. */
function hooks(tree) {
  return Object.values(tree.yaml(AZURE).hooks ?? {}).flatMap(hook => hook.posix?.run ?? hook.run ?? []);
}

function judge(tree, path, { status, stdout }) {
  if (status !== 0) tree.fault(path, stdout.trim());
}

export async function check(tree) {
  const shellcheck = tree.program('shellcheck', undefined, INSTALL);
  const lint = (args, input) => tree.run(shellcheck, ['--format=gcc', ...args], { input });
  let typed = 0;
  for (const page of tree.all().filter(path => path.endsWith('.md'))) {
    for (const block of blocks(tree.text(page))) {
      typed++;
      judge(tree, page, lint(['--shell=bash', `--exclude=${BETWEEN_BLOCKS}`, '-'], block));
    }
  }
  const scripts = tree.all().filter(path => /^#!.*\b(ba)?sh\b/.test(tree.bytes(path).subarray(0, 80).toString().split('\n', 1)[0]));
  for (const script of scripts) {
    judge(tree, script, lint([script]));
    if (!(statSync(tree.path(script)).mode & 0o100)) tree.fault(script, 'cannot be executed: chmod +x');
  }
  const steps = tree.files('src/main/docker').filter(path => /Dockerfile/.test(path)).flatMap(path => stepsOf(tree, path));
  for (const { path, step } of steps) judge(tree, path, lint(['--shell=sh', '-'], step));
  for (const run of hooks(tree)) judge(tree, AZURE, lint(['--shell=sh', '-'], run));
  return `${typed} blocks of pages, ${scripts.length} scripts and ${steps.length} steps of Dockerfiles, by ShellCheck`;
}

export const planted = [
  {
    what: 'a variable without quotes on a page',
    plant: copy => copy.edit('deploy/README.md', /"\$GROUP"/, '$GROUP'),
    says: /deploy\/README\.md: .*SC2086/,
  },
  {
    what: 'a variable without quotes in a list of a page',
    plant: copy => copy.edit('docs/teams.md', '--name "$BOT"', '--name $BOT'),
    says: /docs\/teams\.md: .*SC2086/,
  },
  {
    what: 'a script with a folder that may not be there',
    plant: copy => copy.edit('bin/dev', /^cd .*$/m, 'cd $1'),
    says: /bin\/dev: .*SC2086/,
  },
  {
    what: 'a script without its end',
    plant: copy => copy.edit('src/main/docker/check-image', /^fi$/m, ''),
    says: /check-image: .*error/s,
  },
  {
    what: 'a script that cannot be executed',
    plant: copy => copy.write('bin/more', '#!/bin/sh\necho more\n'),
    says: /bin\/more: cannot be executed/,
  },
  {
    what: 'a step of a Dockerfile with a quote that does not end',
    plant: copy => copy.edit('src/main/docker/Dockerfile.native', 'sha512sum -c - ', "sha512sum -c '- "),
    says: /Dockerfile\.native: .*error/s,
  },
];
