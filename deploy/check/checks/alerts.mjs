// Alerts and the workbook look for what Parley logs and traces: the source has to have each sentence, attribute and span. Each
// alert is on the page about deployment, and no other. Each alert for Prometheus has its counterpart in the table of that page, but
// for those on error budgets.
const ALERTS = 'deploy/modules/alerts.bicep';
const APP_ALERTS = 'deploy/modules/app.bicep';
const WORKBOOK = 'deploy/modules/workbook.json';
const RULES = 'docs/prometheus-rules.yaml';
const PAGE = 'deploy/README.md';

/** The strings of the source, where one that is written over several lines counts as one. */
function stringsOf(tree) {
  const code = tree.files('src/main/java', '.java').map(path => tree.text(path)).join('\n');
  const plain = code.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '').replace(/"\s*\+\s*"/g, '');
  return all(plain, /"((?:[^"\\\n]|\\.)*)"/g);
}

const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(match => match[1]))];

function checkSentences(tree, strings) {
  const sentences = all(tree.text(ALERTS), /sentence: '([^']+)'/g);
  if (sentences.length === 0) tree.fault(ALERTS, 'no alert looks at the log');
  for (const sentence of sentences) {
    if (!strings.some(string => string.includes(sentence))) tree.fault(ALERTS, `Parley does not log "${sentence}"`);
  }
  checkPatterns(tree, strings, sentences);
  return sentences.length;
}

/** What narrows a sentence down begins with it; each of those that are left out is logged. */
function checkPatterns(tree, strings, sentences) {
  for (const pattern of all(tree.text(ALERTS), /pattern: '([^']+)'/g)) {
    if (!sentences.some(sentence => pattern.startsWith(sentence))) tree.fault(ALERTS, `no sentence begins like the pattern ${pattern}`);
  }
  for (const pattern of all(tree.text(ALERTS), /except: '(?:\(\?i\))?([^']+)'/g).flatMap(one => one.split('|'))) {
    const regex = new RegExp(pattern, 'i');
    if (!strings.some(string => regex.test(string))) tree.fault(ALERTS, `Parley logs nothing like the exception ${pattern}`);
  }
}

/** Attributes of spans, their names or how these begin, and outcomes, as queries in two files write them. */
function checkTraces(tree, strings) {
  let looked = 0;
  for (const path of [ALERTS, WORKBOOK]) {
    const text = tree.text(path).replaceAll('\\"', '"');
    const traced = [/Properties\["([^"]+)"\]/g, /Name (?:==|startswith) "([^"]+)"/g, /"\]\) == "([^"]+)"/g].flatMap(part => all(text, part));
    looked += traced.length;
    for (const word of traced) {
      if (!strings.includes(word)) tree.fault(path, `Parley does not trace "${word}"`);
    }
  }
  return looked;
}

function checkPage(tree) {
  const named = [
    ...all(tree.text(ALERTS), /name: '(parley-[\w-]+)'/g),
    ...all(tree.text(APP_ALERTS), /name: '\$\{name\}(-[\w-]+)'/g).map(end => `parley${end}`),
  ];
  const told = all(tree.text(PAGE), /^\| `(parley-[\w-]+)` \|/gm);
  named.filter(name => !told.includes(name)).forEach(name => tree.fault(PAGE, `the alert ${name} is not in its table`));
  told.filter(name => !named.includes(name)).forEach(name => tree.fault(PAGE, `there is no alert ${name}`));
  checkCounterparts(tree);
  return named.length;
}

function checkCounterparts(tree) {
  const rules = tree.yaml(RULES).groups.flatMap(group => group.rules);
  const alerts = rules.flatMap(({ alert }) => alert ?? []).filter(alert => !alert.includes('Budget'));
  const rows = tree.text(PAGE).split('\n').filter(line => /^\| `parley-/.test(line));
  const named = rows.flatMap(row => all(row.split('|').at(-2), /`(Parley\w+)`/g));
  alerts.filter(alert => !named.includes(alert)).forEach(alert => tree.fault(PAGE, `${alert} has no counterpart in its table`));
  named.filter(alert => !alerts.includes(alert)).forEach(alert => tree.fault(PAGE, `there is no alert ${alert} for Prometheus`));
}

export async function check(tree) {
  const strings = stringsOf(tree);
  const sentences = checkSentences(tree, strings);
  const traced = checkTraces(tree, strings);
  return `${checkPage(tree)} alerts looked for on the page, ${sentences} sentences and ${traced} words of traces in the source`;
}

export const planted = [
  {
    what: 'a sentence that Parley does not log',
    plant: copy => copy.edit(ALERTS, /sentence: '[^']+'/, "sentence: 'and wept'"),
    says: /Parley does not log "and wept"/,
  },
  {
    what: 'an exception that Parley does not log',
    plant: copy => copy.edit(ALERTS, 'refused to answer', 'declined to answer'),
    says: /Parley logs nothing like the exception declined to answer/,
  },
  {
    what: 'an alert for Prometheus without a counterpart',
    plant: copy => copy.edit(PAGE, ', `ParleyIsFull`', ''),
    says: /ParleyIsFull has no counterpart in its table/,
  },
  {
    what: 'an attribute that no span has',
    plant: copy => copy.edit(WORKBOOK, 'parley.turn.waited_ms', 'parley.turn.slept_ms'),
    says: /workbook\.json: Parley does not trace "parley\.turn\.slept_ms"/,
  },
  {
    what: 'an alert that no page explains',
    plant: copy => copy.edit(PAGE, /^\| `parley-busy` \|.*\n/m, ''),
    says: /the alert parley-busy is not in its table/,
  },
];
