// Kills replicas of Parley under load and counts what its users would see.
//
//   node bench/faults.mjs [--replicas 2] [--kills 30] [--conversations 40] [--rate 40] [--mode kill|term]
//                         [--executable target/parley-…-runner]
//
// Starts a Redis (redis-server on the PATH), fakes of the services that Parley talks to, and replicas of the native
// executable; posts messages at a steady rate to random replicas, several at once in each conversation; kills a random
// replica every second or so and starts it again. Every message that got a 2xx has to be answered once, in the order of
// acceptance within its conversation. Prints a table. Loopback only; ends what it started.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    replicas: { type: 'string', default: '2' },
    kills: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '40' },
    rate: { type: 'string', default: '40' },
    mode: { type: 'string', default: 'kill' },
    executable: { type: 'string', default: newest('target', /-runner$/) },
  },
});
const [replicaCount, kills, conversationCount, rate] = ['replicas', 'kills', 'conversations', 'rate'].map(name => +options[name]);
const appId = crypto.randomUUID();
const agent = new http.Agent({ keepAlive: true });
const children = [];
const log = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-faults-'));

// What the fakes saw: replies by the id of the message that they answer, and the process that sent each.
const replies = new Map();
const accepted = [];
const killed = [];

function newest(folder, pattern) {
  return fs.existsSync(folder)
    ? fs.readdirSync(folder).filter(name => pattern.test(name)).map(name => path.join(folder, name))[0] ?? ''
    : '';
}

const pause = ms => new Promise(done => setTimeout(done, ms));
const random = items => items[Math.floor(Math.random() * items.length)];

function freePort() {
  return new Promise(done => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });

function token(serviceUrl) {
  const now = Math.floor(Date.now() / 1000);
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = encode({ alg: 'RS256', kid: 'key', typ: 'JWT' }) + '.'
    + encode({ iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl, nbf: now - 300, exp: now + 7200 });
  return text + '.' + crypto.sign('sha256', Buffer.from(text), privateKey).toString('base64url');
}

function startFakes() {
  return new Promise(done => {
    const server = http.createServer((request, response) => {
      const chunks = [];
      request.on('data', chunk => chunks.push(chunk)).on('end', () => answer(request.url, Buffer.concat(chunks), response));
    });
    server.keepAliveTimeout = 0;
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`));
    const json = (response, status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    function answer(url, body, response) {
      const origin = `http://127.0.0.1:${server.address().port}`;
      if (url.startsWith('/openid/configuration')) json(response, 200, { jwks_uri: origin + '/openid/keys' });
      else if (url.startsWith('/openid/keys')) json(response, 200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key', use: 'sig', endorsements: ['msteams'] }] });
      else if (url.includes('/oauth2/')) json(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: 'token' });
      else if (url.startsWith('/model')) {
        const messages = JSON.parse(body).messages;
        const text = `re: ${messages.at(-1).content}`;
        setTimeout(() => json(response, 200, { choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }] }), 50 + Math.random() * 250);
      } else {
        const activity = JSON.parse(body);
        if (activity.type === 'message') {
          const seen = replies.get(activity.replyToId) ?? [];
          replies.set(activity.replyToId, [...seen, { at: performance.now(), text: activity.text }]);
        }
        json(response, 201, { id: crypto.randomUUID() });
      }
    }
  });
}

function start(command, args, env, name) {
  const out = fs.openSync(path.join(log, name), 'a');
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
  children.push(child);
  return child;
}

async function reachable(port) {
  for (let tries = 0; tries < 500; tries++) {
    const open = await new Promise(done => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); }).on('error', () => done(false));
    });
    if (open) return;
    await pause(20);
  }
  throw new Error(`Nothing listens on port ${port}; the logs are in ${log}`);
}

function post(port, body, bearer) {
  return new Promise(done => {
    const request = http.request({ port, host: '127.0.0.1', path: '/api/messages', method: 'POST', agent, timeout: 5000,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` } },
    response => response.resume().on('end', () => done(response.statusCode)).on('error', () => done(0)));
    request.on('timeout', () => request.destroy()).on('error', () => done(0)).end(JSON.stringify(body));
  });
}

async function main() {
  if (!options.executable) throw new Error('There is no native executable in target: mvn package -Dnative');
  const origin = await startFakes();
  const serviceUrl = origin + '/connector/';
  const bearer = token(serviceUrl);
  const redisPort = await freePort();
  start('redis-server', ['--port', redisPort, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {}, 'redis.log');
  await reachable(redisPort);
  const replicas = [];
  for (let index = 0; index < replicaCount; index++) replicas.push({ port: await freePort(), management: await freePort() });
  const env = {
    MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: 'secret', REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    AZURE_OPENAI_ENDPOINT: origin + '/model', AZURE_OPENAI_KEY: 'key', PARLEY_CREDENTIALS_AUTHORITY: origin,
    PARLEY_CONNECTOR_TRUSTED_ORIGINS: origin, PARLEY_AUTHENTICATION_CONNECTOR_METADATA: origin + '/openid/configuration',
    PARLEY_TURNS_LEASE: '3s',
  };
  const launch = replica => {
    replica.up = false;
    replica.process = start(options.executable, [], { ...env, PORT: replica.port, MANAGEMENT_PORT: replica.management }, `replica-${replica.port}.log`);
    return reachable(replica.port).then(() => { replica.up = true; });
  };
  await Promise.all(replicas.map(launch));

  // One chain a conversation: order of acceptance is known only if the next is posted after the answer to the one before.
  const conversations = Array.from({ length: conversationCount }, (_, index) => ({ id: `conversation-${index}`, order: [], last: Promise.resolve() }));
  let posting = true;
  let refused = 0;
  let sent = 0;
  const deliver = async conversation => {
    const id = `${conversation.id}:${sent++}`;
    const body = { type: 'message', id, channelId: 'msteams', serviceUrl, from: { id: 'user' }, recipient: { id: 'bot' },
      conversation: { id: conversation.id }, text: `message ${id}` };
    // As the Connector does: the same activity again until it is taken.
    for (let tries = 0; tries < 50; tries++) {
      const status = await post(random(replicas).port, body, bearer);
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
      const conversation = random(conversations);
      conversation.last = conversation.last.then(() => deliver(conversation));
      await pause(1000 / rate);
    }
  })();

  for (let done = 0; done < kills; done++) {
    await pause(500 + Math.random() * 1500);
    const replica = random(replicas.filter(candidate => candidate.up));
    if (!replica) continue;
    const gone = new Promise(ended => replica.process.once('exit', ended));
    killed.push(performance.now());
    replica.process.kill(options.mode === 'term' ? 'SIGTERM' : 'SIGKILL');
    replica.up = false;
    gone.then(() => pause(Math.random() * 500)).then(() => launch(replica));
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
    console.log(`\nLogs: ${log}`, { lost: lost.slice(0, 5), unexplained: unexplained.slice(0, 5) });
    process.exitCode = 1;
  }
}

main()
  .catch(failure => { console.error(failure); process.exitCode = 1; })
  .finally(async () => {
    children.forEach(child => child.kill('SIGKILL'));
    await pause(200);
    process.exit();
  });
