// Kills replicas of Parley under load and counts what its users would see.
//
//   node bench/faults.mjs [--replicas 2] [--kills 30] [--conversations 40] [--rate 40] [--mode kill|term]
//                         [--executable target/parley-…-runner] [--seed 1]
//
// Starts a Redis (redis-server on the PATH), fakes of the services that Parley talks to, and replicas of the native
// executable; posts messages at a steady rate to random replicas, several at once in each conversation; kills a random
// replica every second or so and starts it again. Every message that got a 2xx has to be answered once, in the order of
// acceptance within its conversation. Prints a table. Loopback only; ends what it started.
import { parseArgs } from 'node:util';
import { found, Identity, pause, post, Processes, Random, Redis, Replica, startFakes } from './surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    replicas: { type: 'string', default: '2' },
    kills: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '40' },
    rate: { type: 'string', default: '40' },
    mode: { type: 'string', default: 'kill' },
    executable: { type: 'string', default: found('target', /-runner$/) },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [replicaCount, kills, conversationCount, rate] = ['replicas', 'kills', 'conversations', 'rate'].map(name => +options[name]);
const random = new Random(+options.seed);
const processes = new Processes('parley-faults');

// Replies by the id of the message that they answer.
const replies = new Map();
const accepted = [];
const killed = [];

function model(question) {
  return { after: random.between(50, 300), text: `re: ${question.messages.at(-1).content}` };
}

function connector(activity) {
  if (activity.type === 'message') {
    const seen = replies.get(activity.replyToId) ?? [];
    replies.set(activity.replyToId, [...seen, { at: performance.now(), text: activity.text }]);
  }
  return {};
}

async function main() {
  if (!options.executable) throw new Error('There is no native executable in target: mvn package -Dnative');
  const identity = new Identity();
  const fakes = await startFakes(identity, { model, connector });
  const token = identity.token(fakes.serviceUrl);
  const redis = await Redis.start(processes);
  const surroundings = { identity, fakes, redis, env: { PARLEY_TURNS_LEASE: '3s' } };
  const replicas = await Promise.all(Array.from({ length: replicaCount }, () => Replica.start(processes, options.executable, surroundings)));

  // One chain a conversation: order of acceptance is known only if the next is posted after the answer to the one before.
  const conversations = Array.from({ length: conversationCount }, (_, index) => ({ id: `conversation-${index}`, order: [], last: Promise.resolve() }));
  let posting = true;
  let refused = 0;
  let sent = 0;
  const deliver = async conversation => {
    const id = `${conversation.id}:${sent++}`;
    const body = { type: 'message', id, channelId: 'msteams', serviceUrl: fakes.serviceUrl, from: { id: 'user' }, recipient: { id: 'bot' },
      conversation: { id: conversation.id }, text: `message ${id}` };
    // As the Connector does: the same activity again until it is taken.
    for (let tries = 0; tries < 50; tries++) {
      const status = await post(random.of(replicas).port, body, token);
      if (status >= 200 && status < 300) {
        conversation.order.push(id);
        accepted.push(id);
        return;
      }
      refused++;
      await pause(50);
    }
  };
  const load = (async () => {
    while (posting) {
      const conversation = random.of(conversations);
      conversation.last = conversation.last.then(() => deliver(conversation));
      await pause(1000 / rate);
    }
  })();

  for (let done = 0; done < kills; done++) {
    await pause(random.between(500, 2000));
    const replica = random.of(replicas.filter(candidate => candidate.up));
    if (!replica) continue;
    killed.push(performance.now());
    replica.end(options.mode === 'term' ? 'SIGTERM' : 'SIGKILL')
      .then(() => pause(random.between(0, 500)))
      .then(() => replica.start());
  }
  posting = false;
  await load;
  await Promise.all(conversations.map(conversation => conversation.last));
  for (let waited = 0; waited < 60_000 && accepted.some(id => !replies.has(id)); waited += 200) await pause(200);
  await pause(2000);

  report(conversations, refused);
}

function report(conversations, refused) {
  const lost = accepted.filter(id => !replies.has(id));
  const doubled = accepted.filter(id => (replies.get(id)?.length ?? 0) > 1);
  const apologies = accepted.filter(id => replies.get(id)?.some(reply => !reply.text.startsWith('re: ')));
  const wrong = accepted.filter(id => replies.get(id)?.some(reply => reply.text.startsWith('re: ') && reply.text !== `re: message ${id}`));
  let disordered = 0;
  for (const conversation of conversations) {
    const first = conversation.order.filter(id => replies.has(id)).map(id => replies.get(id)[0].at);
    disordered += first.filter((at, index) => index > 0 && at < first[index - 1]).length;
  }
  // A reply is doubled when the kill fell between the Connector's taking it and its being noted: how long after the first
  // of the two the replica was killed.
  const windows = doubled.map(id => Math.min(...killed.map(at => at - replies.get(id)[0].at).filter(after => after > -50)));
  const unexplained = doubled.filter((_, index) => windows[index] > 50);
  console.log(`| replicas | ${options.mode === 'term' ? 'SIGTERMs' : 'kills'} | accepted | posts refused or cut off | lost | out of order | answered twice | of those more than 50 ms before a kill | apologies | wrong answer |`);
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  console.log(`| ${replicaCount} | ${killed.length} | ${accepted.length} | ${refused} | ${lost.length} | ${disordered} | ${doubled.length} | ${unexplained.length} | ${apologies.length} | ${wrong.length} |`);
  if (doubled.length) console.log(`\nAnswered twice, milliseconds from the first reply to the kill: ${windows.map(Math.round).join(', ')}`);
  if (lost.length + disordered + unexplained.length + wrong.length > 0) {
    console.log(`\nSeed: ${options.seed}. Logs: ${processes.folder}`, { lost: lost.slice(0, 5), unexplained: unexplained.slice(0, 5) });
    process.exitCode = 1;
  }
}

main()
  .catch(failure => { console.error(failure); process.exitCode = 1; })
  .finally(async () => {
    await processes.end(process.exitCode === 1);
    process.exit();
  });
