// The tutorial's bot on the Bot Framework SDK, wired as its samples are.
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { apologize, serve, supportBot } from './support.mjs';

// MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType, MicrosoftAppTenantId
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env));
adapter.onTurnError = apologize;
const bot = supportBot(ActivityHandler);

serve((request, response) => adapter.process(request, response, context => bot.run(context)));
