// Shell that people are to type, on all pages, and all scripts, against ShellCheck.
const INSTALL = 'Install it: apt-get install shellcheck, or brew install shellcheck.';
/** Variables are set by hand, or in the block before. */
const BETWEEN_BLOCKS = 'SC2154,SC2034';

/** Blocks of a page, also those of a list, without what indents them. */
function blocks(text) {
  return [...text.matchAll(/^( *)```sh\n(.*?)^ *```/gms)].map(([, indent, block]) => block.replaceAll(`\n${indent}`, '\n').replace(indent, ''));
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
  for (const script of scripts) judge(tree, script, lint([script]));
  return `${typed} blocks of pages and ${scripts.length} scripts, by ShellCheck`;
}

export const planted = [
  {
    what: 'a variable without quotes on a page',
    plant: copy => copy.edit('deploy/README.md', /"\$GROUP"/, '$GROUP'),
    says: /deploy\/README\.md: .*SC2086/,
  },
  {
    what: 'a variable without quotes in a list of a page',
    plant: copy => copy.edit('docs/teams.md', 'PARLEY_BOT_ID=$PARLEY_BOT_ID node', 'echo $PARLEY_BOT_ID; node'),
    says: /docs\/teams\.md: .*SC2086/,
  },
  {
    what: 'a script with a folder that may not be there',
    plant: copy => copy.edit('bin/dev', /^cd .*$/m, 'cd $1'),
    says: /bin\/dev: .*SC2086/,
  },
];
