// The rules for Prometheus: their syntax, and by promtool's own tests that each alert fires and is silent. Each alert is explained.
const RULES = 'docs/prometheus-rules.yaml';
const TESTS = ['deploy/check/prometheus-alerts.test.yaml', 'deploy/check/prometheus-budgets.test.yaml'];
const PAGES = ['docs/operations.md', 'docs/service-levels.md'];
const INSTALL = 'Install Prometheus: apt-get install prometheus, or brew install prometheus.';

export async function check(tree) {
  const promtool = tree.program('promtool', undefined, INSTALL);
  for (const [what, path] of [['check', RULES], ...TESTS.map(path => ['test', path])]) {
    const { status, stdout, stderr } = tree.run(promtool, [what, 'rules', path]);
    if (status !== 0) tree.fault(path, `${stdout}${stderr}`.trim());
  }
  const alerts = tree.yaml(RULES).groups.flatMap(group => group.rules).filter(rule => rule.alert);
  checkTests(tree, alerts);
  const explained = PAGES.map(path => tree.text(path)).join();
  for (const { alert } of alerts) {
    if (!explained.includes(`\`${alert}\``)) tree.fault(RULES, `${alert} is not explained in ${PAGES.join(' or ')}`);
  }
  return `${alerts.length} alerts, each made to fire and to be silent`;
}

function checkTests(tree, alerts) {
  const tried = TESTS.flatMap(path => tree.yaml(path).tests).flatMap(test => test.alert_rule_test ?? []);
  for (const { alert } of alerts) {
    const tests = tried.filter(({ alertname }) => alertname === alert);
    if (!tests.some(({ exp_alerts }) => exp_alerts?.length > 0)) tree.fault(RULES, `no test has ${alert} fire`);
    if (!tests.some(({ exp_alerts }) => !exp_alerts?.length)) tree.fault(RULES, `no test has ${alert} be silent`);
  }
}

export const planted = [
  {
    what: 'an alert without a test',
    plant: copy => copy.edit(TESTS[0], '      - {eval_time: 1h, alertname: ParleyIsSlow}\n', ''),
    says: /prometheus-rules\.yaml: no test has ParleyIsSlow be silent/,
  },
  {
    what: 'an expression with a wrong end',
    plant: copy => copy.edit(RULES, 'absent(parley_turns_running)', 'absent(parley_turns_running'),
    says: /prometheus-rules\.yaml: .*parse/s,
  },
  {
    what: 'a record that no rule makes',
    plant: copy => copy.edit(RULES, 'record: parley:slow:ratio_rate6h', 'record: parley:slow:ratio_rate360m'),
    says: /prometheus-budgets\.test\.yaml: .*ParleySpeedBudgetBurnsFast/s,
  },
  {
    what: 'an alert that nobody explains',
    plant: copy => copy.edit(RULES, 'alert: ParleyIsGone', 'alert: ParleyWentAway'),
    says: /ParleyWentAway is not explained/,
  },
  {
    what: 'a threshold that no test knows',
    plant: copy => copy.edit(RULES, 'max(parley_turns_oldest_seconds) > 120', 'max(parley_turns_oldest_seconds) > 1200'),
    says: /prometheus-alerts\.test\.yaml: .*ParleyKeepsPeopleWaiting/s,
  },
];
