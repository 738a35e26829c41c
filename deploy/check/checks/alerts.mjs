// Alerts look for sentences in Parley's log: the source has to log each of them.
const ALERTS = 'deploy/modules/alerts.bicep';

/** The source as one text, in which the parts of a string that is written over several lines are joined. */
function logged(tree) {
  return tree.files('src/main/java', '.java').map(path => tree.text(path).replace(/"\s*\+\s*"/g, '')).join('\n');
}

export async function check(tree) {
  const source = logged(tree);
  const sentences = [...tree.text(ALERTS).matchAll(/sentence: '([^']+)'/g)].map(match => match[1]);
  if (sentences.length === 0) tree.fault(ALERTS, 'no alert looks at the log');
  for (const sentence of sentences) {
    if (!source.includes(sentence)) tree.fault(ALERTS, `Parley does not log "${sentence}"`);
  }
  return `${sentences.length} sentences of alerts looked for in the source`;
}

export const planted = [
  {
    what: 'a sentence that Parley does not log',
    plant: copy => copy.edit(ALERTS, /sentence: '[^']+'/, "sentence: 'and wept'"),
    says: /Parley does not log "and wept"/,
  },
];
