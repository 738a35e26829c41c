// The tutorial's bot on the Microsoft 365 Agents SDK, wired as its samples are.
import { ActivityHandler, CloudAdapter, authorizeJWT, loadAuthConfigFromEnv } from '@microsoft/agents-hosting';
import { apologize, serve, supportBot } from './support.mjs';

// clientId, clientSecret, tenantId
const authentication = loadAuthConfigFromEnv();
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = apologize;
const bot = supportBot(ActivityHandler);

serve(authorizeJWT(authentication), (request, response) => adapter.process(request, response, context => bot.run(context)));
