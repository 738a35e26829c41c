// The rules for Prometheus: their syntax, and by promtool's own tests that alerts fire and are silent. Each alert is explained.
import yaml from 'js-yaml';

const RULES = 'docs/prometheus-rules.yaml';
const TESTS = 'deploy/check/prometheus-rules.test.yaml';
const PAGES = ['docs/operations.md', 'docs/service-levels.md'];
const INSTALL = 'Install Prometheus: apt-get install prometheus, or brew install prometheus.';

export async function check(tree) {
  const promtool = tree.program('promtool', undefined, INSTALL);
  for (const [what, path] of [['check', RULES], ['test', TESTS]]) {
    const { status, stdout, stderr } = tree.run(promtool, [what, 'rules', path]);
    if (status !== 0) tree.fault(path, `${stdout}${stderr}`.trim());
  }
  const alerts = yaml.load(tree.text(RULES)).groups.flatMap(group => group.rules).filter(rule => rule.alert);
  const explained = PAGES.map(path => tree.text(path)).join();
  for (const { alert } of alerts) {
    if (!explained.includes(`\`${alert}\``)) tree.fault(RULES, `${alert} is not explained in ${PAGES.join(' or ')}`);
  }
  return `${alerts.length} alerts, and tests of those on error budgets`;
}

export const planted = [
  {
    what: 'an expression with a wrong end',
    plant: copy => copy.edit(RULES, 'absent(parley_turns_running)', 'absent(parley_turns_running'),
    says: /prometheus-rules\.yaml: .*parse/s,
  },
  {
    what: 'a record that no rule makes',
    plant: copy => copy.edit(RULES, 'record: parley:slow:ratio_rate6h', 'record: parley:slow:ratio_rate360m'),
    says: /prometheus-rules\.test\.yaml: .*ParleySpeedBudgetBurnsFast/s,
  },
  {
    what: 'an alert that nobody explains',
    plant: copy => copy.edit(RULES, 'alert: ParleyIsGone', 'alert: ParleyWentAway'),
    says: /ParleyWentAway is not explained/,
  },
];
