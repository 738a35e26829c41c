// Checks of the compiled templates: where secrets are used, that each alert has a receiver, and that each resource has tags.
import { bicep, templates } from '../bicep.mjs';

/** Types without tags of their own. */
const WITHOUT_TAGS = [
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.BotService/botServices/channels',
  'Microsoft.Cache/redisEnterprise/databases',
  'Microsoft.CognitiveServices/accounts/deployments',
  'Microsoft.Insights/diagnosticSettings',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
  'Microsoft.Resources/deployments',
];

const ALERTS = [
  'Microsoft.Insights/activityLogAlerts',
  'Microsoft.Insights/metricAlerts',
  'Microsoft.Insights/scheduledQueryRules',
  'Microsoft.AlertsManagement/smartDetectorAlertRules',
];

/** Names of parameters whose values are secrets: those that Parley's own settings have, and what people call others. */
const SECRET_NAME = /passw|pwd|secret|credential|token|connectionString|^redisUrl|(?<!registry|public)keys?$|(?:api|access|account|primary|shared|redis|model)Key/i;

/** Names of secrets, which are none themselves. */
const NAMES_OF_SECRETS = ['secretSettings'];

/** Types that can hold one. */
const HOLDS_TEXT = ['string', 'object', 'array'];

/** What a secret is read by. */
const SECRET_VALUE = /\blist(?:Keys|Secrets|Credentials)?\w*\(|ConnectionString/;

/** The template, and those of its modules. */
function nested(template, where) {
  const all = Object.values(template.resources ?? {}).filter(({ existing }) => !existing);
  const modules = all.filter(({ type }) => type === 'Microsoft.Resources/deployments');
  const inner = modules.flatMap(({ properties, name }) => nested(properties.template, `${where}: ${label(name)}`));
  return [{ template, where, resources: all, modules }, ...inner];
}

const label = name => name.match(/format\('([\w-]+?)-\{/)?.[1] ?? name;

export async function check(tree) {
  const paths = templates(tree);
  let resources = 0;
  for (const path of paths) {
    const { status, stdout, stderr } = bicep(tree, 'build', '--stdout', path);
    if (status !== 0) {
      tree.fault(path, stderr.split('\n')[0]);
      continue;
    }
    for (const part of nested(JSON.parse(stdout), path)) {
      resources += part.resources.length;
      checkParameters(tree, part);
      checkOutputs(tree, part);
      checkModules(tree, part);
      part.resources.forEach(resource => {
        checkResource(tree, part.where, resource);
        checkContainers(tree, part, resource);
      });
    }
  }
  return `${paths.length} compiled templates with ${resources} resources asked for secrets, actions of alerts and tags`;
}

const secure = ({ type }) => /^secure/i.test(type ?? '');

/** The type of a parameter, where it refers to a definition that definition's. */
function typeOf(template, { type, $ref }) {
  return type ?? template.definitions?.[$ref?.replace('#/definitions/', '')]?.type;
}

/** An expression with its variables written out. */
function resolved(template, value, depth = 0) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (depth > 8) return text;
  return text.replace(/variables\('(\w+)'\)/g, (call, name) => resolved(template, template.variables?.[name] ?? call.replace('variables', ''), depth + 1));
}

/** Whether a value is a secret or made of one. That one is empty is none. */
function holdsSecret(template, value) {
  const text = resolved(template, value).replace(/empty\(parameters\('\w+'\)\)/g, '');
  const parameters = Object.entries(template.parameters ?? {}).filter(([, parameter]) => secure(parameter));
  return SECRET_VALUE.test(text) || parameters.some(([secret]) => text.includes(`parameters('${secret}')`));
}

function checkParameters(tree, { template, where }) {
  for (const [name, parameter] of Object.entries(template.parameters ?? {})) {
    const named = SECRET_NAME.test(name) && !NAMES_OF_SECRETS.includes(name);
    if (named && HOLDS_TEXT.includes(typeOf(template, parameter))) tree.fault(where, `the parameter ${name} is no secure one`);
    if (secure(parameter) && parameter.defaultValue) checkDefault(tree, where, name, parameter.defaultValue);
  }
}

/** A secret that the template itself names is none. An empty one is absent. */
function checkDefault(tree, where, name, value) {
  if (typeof value === 'string' && !value.startsWith('[')) tree.fault(where, `the secure parameter ${name} has its value in the template`);
}

function checkOutputs(tree, { template, where }) {
  for (const [name, output] of Object.entries(template.outputs ?? {})) {
    if (holdsSecret(template, output.value)) tree.fault(where, `the output ${name} holds a secret`);
  }
}

/** A key that is given to a module goes into a secure parameter. */
function checkModules(tree, { template, modules, where }) {
  for (const { name, properties } of modules) {
    for (const [parameter, given] of Object.entries(properties.parameters ?? {})) {
      const declared = properties.template.parameters[parameter];
      if (!secure(declared) && holdsSecret(template, given)) {
        tree.fault(where, `${label(name)} gets a secret as ${parameter}, which is no secure parameter`);
      }
    }
  }
}

/** The environment of a container is read by all who may read the app. */
function checkContainers(tree, { template, where }, { type, properties }) {
  if (type !== 'Microsoft.App/containerApps') return;
  for (const { name, env } of properties.template?.containers ?? []) {
    if (holdsSecret(template, env)) tree.fault(where, `the container ${name} has a secret in its environment, not behind a secretRef`);
  }
}

function checkResource(tree, where, { type, name, tags, properties }) {
  if (!WITHOUT_TAGS.includes(type) && isEmpty(tags)) tree.fault(where, `${type} ${name} has no tags`);
  if (ALERTS.includes(type) && !reaches(properties.actions)) tree.fault(where, `the alert ${name} has no action group`);
}

const isEmpty = tags => tags === undefined || tags === null || (typeof tags === 'object' && Object.keys(tags).length === 0);

function reaches(actions) {
  const groups = Array.isArray(actions) ? actions.map(({ actionGroupId }) => actionGroupId) : (actions?.actionGroups ?? []);
  return groups.length > 0 && groups.every(Boolean);
}

export const planted = [
  {
    what: 'a secret in a parameter that is not secure',
    plant: copy => copy.edit('deploy/existing.bicep', /@secure\(\)\n(?=@minLength\(1\)\nparam appPassword)/, ''),
    says: /existing\.bicep: the parameter appPassword is no secure one/,
  },
  {
    what: 'a key in an output',
    plant: copy => copy.edit('deploy/modules/redis.bicep', /$/, '\noutput access string = database.listKeys().primaryKey\n'),
    says: /redis: the output access holds a secret/,
  },
  {
    what: 'a secret in an output, by a variable',
    plant: copy => copy.edit('deploy/existing.bicep', /$/, "\nvar kept = [redisUrl]\noutput address string = join(kept, '')\n"),
    says: /existing\.bicep: the output address holds a secret/,
  },
  {
    what: 'a key that a module gets openly',
    plant: copy => copy.edit('deploy/modules/app.bicep', '@secure()\n', ''),
    says: /which is no secure parameter/,
  },
  {
    what: 'a secret among the settings',
    plant: copy => copy.edit('deploy/existing.bicep', "          value: modelDeployment\n", "          value: modelKey\n"),
    says: /app gets a secret as settings, which is no secure parameter/,
  },
  {
    what: 'a secret in the environment of the container',
    plant: copy => copy.edit('deploy/modules/app.bicep', 'env: concat(settings, secretSettings)', "env: concat(settings, secretSettings, [{ name: 'ALL', value: string(secrets) }])"),
    says: /the container parley has a secret in its environment/,
  },
  {
    what: 'a password in the template',
    plant: copy => copy.edit('deploy/existing.bicep', 'param appPassword string', "param appPassword string = 'changeit'"),
    says: /the secure parameter appPassword has its value in the template/,
  },
  {
    what: 'an alert that reaches nobody',
    plant: copy => copy.edit('deploy/modules/alerts.bicep', 'actionGroups: [mail.id]', 'actionGroups: []'),
    says: /the alert .* has no action group/,
  },
  {
    what: 'a resource without tags',
    plant: copy => copy.edit('deploy/modules/redis.bicep', '  tags: tags\n', ''),
    says: /redisEnterprise .* has no tags/,
  },
  {
    what: 'a resource with empty tags',
    plant: copy => copy.edit('deploy/modules/bot.bicep', '  tags: tags\n', '  tags: {}\n'),
    says: /botServices .* has no tags/,
  },
];
