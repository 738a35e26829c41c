// The bot of agents.mjs with two tools, called by the loop of the openai package. ORDERS is the address of the system behind
// them. A careful author makes the idempotency key of the activity's id: it is the same when the activity is delivered again.
import { ActivityHandler, CloudAdapter, authorizeJWT, loadAuthConfigFromEnv } from '@microsoft/agents-hosting';
import { apologize, model, serve, supportBot } from './support.mjs';

const authentication = loadAuthConfigFromEnv();
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = apologize;
const bot = supportBot(ActivityHandler, answerWithTools);

async function answerWithTools(request, activity) {
  const tools = [
    tool('order_status', 'Tells the state of an order.', ({ order }) => call(`/orders/${encodeURIComponent(order)}`)),
    tool('cancel_order', 'Cancels an order.', ({ order }) => call(`/orders/${encodeURIComponent(order)}/cancel`,
      { method: 'POST', headers: { 'Idempotency-Key': `${activity.id}/cancel_order/${order}` } })),
  ];
  return await model.chat.completions.runTools({ ...request, tools }).finalContent();
}

function tool(name, description, action) {
  const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] };
  return { type: 'function', function: { name, description, parameters, parse: JSON.parse, function: action } };
}

async function call(path, options) {
  try {
    const answer = await fetch(process.env.ORDERS + path, { ...options, signal: AbortSignal.timeout(10_000) });
    return await answer.text();
  } catch (failure) {
    return JSON.stringify({ error: failure.message });
  }
}

serve(authorizeJWT(authentication), (request, response) => adapter.process(request, response, context => bot.run(context)));
