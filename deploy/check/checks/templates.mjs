// Questions to the compiled templates: where secrets go, that each alert reaches somebody, and that each resource has tags.
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

const ALERTS = ['Microsoft.Insights/metricAlerts', 'Microsoft.Insights/scheduledQueryRules'];

/** Names of parameters whose values are secrets: those that Parley's own settings have, and what people call others. */
const SECRET_NAME = /password|secrets?$|(?<!registry|public)key$|token$|^redisUrl$|connectionString/i;

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
      part.resources.forEach(resource => checkResource(tree, part.where, resource));
    }
  }
  return `${paths.length} compiled templates with ${resources} resources asked for secrets, actions of alerts and tags`;
}

const secure = ({ type }) => /^secure/i.test(type ?? '');

function checkParameters(tree, { template, where }) {
  for (const [name, parameter] of Object.entries(template.parameters ?? {})) {
    if (SECRET_NAME.test(name) && !secure(parameter)) tree.fault(where, `the parameter ${name} is no secure one`);
  }
}

function checkOutputs(tree, { template, where }) {
  const secrets = Object.entries(template.parameters ?? {}).filter(([, parameter]) => secure(parameter));
  for (const [name, output] of Object.entries(template.outputs ?? {})) {
    const value = JSON.stringify(output.value);
    const leaks = SECRET_VALUE.test(value) || secrets.some(([secret]) => value.includes(`parameters('${secret}')`));
    if (leaks) tree.fault(where, `the output ${name} holds a secret`);
  }
}

/** A key that is given to a module goes into a secure parameter. */
function checkModules(tree, { modules, where }) {
  for (const { name, properties } of modules) {
    for (const [parameter, given] of Object.entries(properties.parameters ?? {})) {
      const declared = properties.template.parameters[parameter];
      const secret = SECRET_VALUE.test(JSON.stringify(given));
      if (secret && !secure(declared)) tree.fault(where, `${label(name)} gets a secret as ${parameter}, which is no secure parameter`);
    }
  }
}

function checkResource(tree, where, { type, name, tags, properties }) {
  if (!WITHOUT_TAGS.includes(type) && tags === undefined) tree.fault(where, `${type} ${name} has no tags`);
  if (ALERTS.includes(type) && !reaches(properties.actions)) tree.fault(where, `the alert ${name} has no action group`);
}

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
    what: 'a key that a module gets openly',
    plant: copy => copy.edit('deploy/modules/app.bicep', '@secure()\n', ''),
    says: /which is no secure parameter/,
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
];
