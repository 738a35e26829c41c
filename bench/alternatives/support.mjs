// What the bots of both SDKs share: the support agent of the tutorial. One history for each conversation, in memory: the
// system prompt and the last 20 messages; the model is called while the channel's request waits.
//
// What it leaves out, by design: history ends with the process, and no second replica knows it. A message that the channel
// delivers again, because its answer took longer than 15 s, is answered twice. A message whose process dies is lost, and two
// messages of one conversation run at the same time. Histories are never removed.
import express from 'express';
import { AzureOpenAI } from 'openai';

const welcome = 'Hello! I am the OneUptime support bot. Ask me about monitoring, alerts or incident management.';
const apology = 'Sorry, something went wrong with your request. Please try again.';

const maxMessages = 20;
const system = {
  role: 'system',
  content: 'You are the support agent of OneUptime, a platform for monitoring software.\n'
    + 'You help its users to set up monitors, to configure alerts, to understand how incidents are managed, and to find out '
    + 'what is wrong when something does not work as expected.\n'
    + 'Be friendly and brief. Go into technical detail when the question asks for it.\n'
    + 'When you do not know something, say so plainly instead of guessing.',
};
const histories = new Map();
export const model = new AzureOpenAI({
  endpoint: process.env.AZURE_OPENAI_ENDPOINT,
  apiKey: process.env.AZURE_OPENAI_KEY,
  deployment: process.env.AZURE_OPENAI_DEPLOYMENT,
  apiVersion: process.env.AZURE_OPENAI_API_VERSION,
});

function historyOf(conversation) {
  if (!histories.has(conversation)) histories.set(conversation, []);
  return histories.get(conversation);
}

function remember(history, message) {
  history.push(message);
  history.splice(0, Math.max(0, history.length - maxMessages));
}

async function complete(request) {
  const completion = await model.chat.completions.create(request);
  return completion.choices[0].message.content;
}

async function answer(activity, ask) {
  const history = historyOf(activity.conversation.id);
  remember(history, { role: 'user', content: activity.text });
  const content = await ask({
    model: process.env.AZURE_OPENAI_DEPLOYMENT,
    messages: [system, ...history],
    max_tokens: 800,
    temperature: 0.7,
  }, activity);
  remember(history, { role: 'assistant', content });
  return content;
}

const isBot = (member, activity) => member.id === activity.recipient.id;

/** The bot, on the ActivityHandler of either SDK. `ask(request, activity)` gets the answer's text from the model. */
export function supportBot(ActivityHandler, ask = complete) {
  const bot = new ActivityHandler();
  bot.onMessage(async (context, next) => {
    await context.sendActivity(await answer(context.activity, ask));
    await next();
  });
  bot.onMembersAdded(async (context, next) => {
    const newcomers = context.activity.membersAdded.filter(member => !isBot(member, context.activity));
    for (const _ of newcomers) await context.sendActivity(welcome);
    await next();
  });
  return bot;
}

/** Handles what the bot throws, in either SDK. */
export async function apologize(context, failure) {
  console.error(failure);
  await context.sendActivity(apology);
}

function jsonOnly(request, response, next) {
  if (request.is('application/json')) next();
  else response.status(415).end();
}

/** Serves /api/messages on PORT; handlers are those of the SDK. */
export function serve(...handlers) {
  const app = express();
  app.post('/api/messages', jsonOnly, express.json(), ...handlers);
  app.listen(process.env.PORT, '127.0.0.1');
}
