// What azd runs after a deployment: makes the app package for Teams, and says what to do next. azd passes on the outputs of
// the templates as environment variables.
import { run } from './package.mjs';

/** The bot's page in the Azure portal, or that of its resource group where the bot's name is not known. */
function portalPage({ AZURE_SUBSCRIPTION_ID, AZURE_TENANT_ID = '', AZURE_RESOURCE_GROUP, PARLEY_BOT_NAME }) {
  if (!AZURE_SUBSCRIPTION_ID || !AZURE_RESOURCE_GROUP) return 'https://portal.azure.com';
  const group = `/subscriptions/${AZURE_SUBSCRIPTION_ID}/resourceGroups/${AZURE_RESOURCE_GROUP}`;
  const bot = PARLEY_BOT_NAME ? `/providers/Microsoft.BotService/botServices/${PARLEY_BOT_NAME}` : '';
  return `https://portal.azure.com/#@${AZURE_TENANT_ID}/resource${group}${bot}`;
}

function say(environment) {
  const { path, botId, lines } = run(environment);
  const group = environment.AZURE_RESOURCE_GROUP ?? 'rg-parley';
  console.log(`
Parley is deployed. What to do next:

  1. Talk to it here:     ${portalPage(environment)}
                          then "Test in Web Chat" in the menu.
  2. Talk to it in Teams: https://teams.microsoft.com/l/chat/0/0?users=28:${botId}
                          works for people who may upload custom apps.
  3. Bring it to others:  upload ${path} in Teams, as docs/teams.md says.
  4. If it is silent:     az containerapp logs show --resource-group ${group} --name parley --follow

${lines.join('\n')}`);
}

try {
  say(process.env);
} catch (error) {
  console.error(`The app package for Teams was not made: ${error.message} See docs/teams.md.`);
  process.exitCode = 1;
}
