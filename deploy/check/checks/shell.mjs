// Shell that people are to type, and scripts, against ShellCheck.
const PAGES = ['README.md', 'deploy/README.md'];
const INSTALL = 'Install it: apt-get install shellcheck, or brew install shellcheck.';

const blocks = text => [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(match => match[1]);

function judge(tree, path, { status, stdout }) {
  if (status !== 0) tree.fault(path, stdout.trim());
}

export async function check(tree) {
  const shellcheck = tree.program('shellcheck', undefined, INSTALL);
  const lint = (args, input) => tree.run(shellcheck, ['--format=gcc', ...args], { input });
  let typed = 0;
  for (const page of PAGES) {
    for (const block of blocks(tree.text(page))) {
      typed++;
      // Variables are set by hand, or in the block before.
      judge(tree, page, lint(['--shell=bash', '--exclude=SC2154,SC2034', '-'], block));
    }
  }
  const scripts = [...tree.files('deploy'), ...tree.files('bin'), ...tree.files('.ci'), ...tree.files('src/main/docker')].filter(path =>
    /^#!.*\b(ba)?sh\b/.test(tree.text(path).split('\n', 1)[0]),
  );
  for (const script of scripts) judge(tree, script, lint([script]));
  return `${typed} blocks of pages and ${scripts.length} scripts, by ShellCheck`;
}

export const planted = [
  {
    what: 'a variable without quotes on a page',
    plant: copy => copy.edit('deploy/README.md', /"\$GROUP"/, '$GROUP'),
    says: /deploy\/README\.md: .*SC2086/,
  },
];
