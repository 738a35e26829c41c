// Starts Parley and its surroundings for bench/ and checks/: a Redis, replicas, stand-ins for the services that Parley calls,
// and the Connector's token for a caller. Loopback only. Each script passes in how the model and the Connector behave, and
// keeps its own count.
import { execFile, spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const limits = fileURLToPath(new URL('limited', import.meta.url));

export const pause = ms => new Promise(done => setTimeout(done, ms));

/** The first file of a folder whose name matches, as a path; '' when there is none. */
export function found(folder, pattern) {
  const name = fs.existsSync(folder) && fs.readdirSync(folder).find(candidate => pattern.test(candidate));
  return name ? path.join(folder, name) : '';
}

/** Random numbers that a seed repeats (mulberry32). What happens at the same time as what is not repeated by it. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least, most) {
    return least + this.next() * (most - least);
  }

  chance(probability) {
    return this.next() < probability;
  }

  of(items) {
    return items[Math.floor(this.next() * items.length)];
  }
}

const usedPorts = new Set();

/**
 * A port that nothing listens on. Below those that the system gives to connections, so that nobody gets it while what
 * listened there is being restarted: not even a client that connects to it, which would then be talking to itself.
 */
export async function freePort() {
  for (;;) {
    const port = 10_000 + crypto.randomInt(20_000);
    if (!usedPorts.has(port) && await isFree(port)) {
      usedPorts.add(port);
      return port;
    }
  }
}

function isFree(port) {
  return new Promise(done => {
    const server = net.createServer().once('error', () => done(false))
      .listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** Waits until something listens on a port; about a minute at the most, for a JVM on a busy machine. */
export async function reachable(port) {
  for (let tries = 0; tries < 30_000; tries++) {
    if (await listens(port)) return;
    await pause(2);
  }
  throw new Error(`Nothing listens on port ${port}`);
}

function listens(port) {
  return new Promise(done => {
    const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); }).on('error', () => done(false));
  });
}

// What ends, however this process does.
const groups = new Set();
process.once('exit', () => groups.forEach(group => group.signal('SIGKILL')));
['SIGINT', 'SIGTERM'].forEach(signal => process.once(signal, () => process.exit(1)));

/** Processes that were started here, each with a log of its own, in a folder that is gone afterwards unless it is kept. */
export class Processes {
  #running = new Set();
  /** When the last one was started, by performance.now(). */
  lastStartAt = 0;

  constructor(name) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
    groups.add(this);
  }

  start(command, args, env, name) {
    const out = fs.openSync(path.join(this.folder, `${name}.log`), 'a');
    this.lastStartAt = performance.now();
    const child = spawn(command, args.map(String), { env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
    fs.closeSync(out);
    this.#running.add(child);
    child.gone = new Promise(done => child.once('exit', done).once('error', done)).then(code => {
      this.#running.delete(child);
      return code;
    });
    return child;
  }

  /** Ends all of them, and deletes the folder unless it is to be kept. */
  async end(keep = false) {
    const gone = [...this.#running].map(child => child.gone);
    this.signal('SIGKILL');
    await Promise.all(gone);
    groups.delete(this);
    if (!keep) fs.rmSync(this.folder, { recursive: true, force: true });
  }

  signal(signal) {
    this.#running.forEach(child => child.kill(signal));
  }
}

/** A bot's registration and the Connector's signing key. */
export class Identity {
  #keys = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  appId = crypto.randomUUID();

  /** The token that the Connector shows for activities of a serviceUrl; good for two hours. */
  token(serviceUrl) {
    const now = Math.floor(Date.now() / 1000);
    return this.sign(JSON.stringify({ iss: 'https://api.botframework.com', aud: this.appId, serviceurl: serviceUrl, nbf: now - 300, exp: now + 7200 }));
  }

  /** A token with these claims, also impossible ones, and the Connector's signature. */
  sign(claims) {
    const encode = text => Buffer.from(text).toString('base64url');
    const text = encode('{"alg":"RS256","kid":"key","typ":"JWT"}') + '.' + encode(claims);
    return text + '.' + crypto.sign('sha256', Buffer.from(text), this.#keys.privateKey).toString('base64url');
  }

  get signingKeys() {
    return { keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'key', use: 'sig', endorsements: ['msteams'] }] };
  }
}

/**
 * Stand-ins for OpenID metadata, Entra, the model and the Connector, behind one port.
 *
 * `model(question, sender)` is given the request to the model, `connector(activity, sender)` an activity that was posted,
 * and the {@link Replica#name} of the process that it came from. Each says what becomes of the request, all of it optional:
 * `{ after, until, status, headers, body, reset, never, write }`, where `after` is the time in ms until the answer, `until` a
 * promise that it waits for, `reset` cuts the connection instead, `never` leaves the caller waiting, and `write` is given the response to
 * answer in its own way. The model's may give `text` in place of a body. `connector`
 * is called when the activity has arrived: whether it is taken, so that users see it, is for its caller to note. `entra(response)`
 * may answer a request for a token in place of the stand-in: it says so by returning true.
 */
export async function startFakes(identity, { model, connector, entra = () => false }) {
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk)).on('end', () => answer(request, Buffer.concat(chunks), response)).on('error', () => {});
  });
  server.keepAliveTimeout = 0;
  const port = await freePort();
  await new Promise(done => server.listen(port, '127.0.0.1', 4096, done));
  const origin = `http://127.0.0.1:${port}`;

  function answer({ url, headers }, body, response) {
    if (url.startsWith('/openid/configuration')) send(response, 200, { jwks_uri: origin + '/openid/keys' });
    else if (url.startsWith('/openid/keys')) send(response, 200, identity.signingKeys);
    else if (url.includes('/oauth2/') && entra(response)) return;
    else if (url.includes('/oauth2/')) send(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: new URLSearchParams(body.toString()).get('client_secret') });
    else if (url.startsWith('/model')) become(response, completion(JSON.parse(body), model(JSON.parse(body), headers['api-key'])));
    else become(response, { status: 201, body: { id: crypto.randomUUID() }, ...connector(JSON.parse(body), headers.authorization?.slice('Bearer '.length)) });
  }

  return {
    origin,
    serviceUrl: origin + '/connector/',
    close() {
      server.closeAllConnections();
      return new Promise(done => server.close(done));
    },
  };
}

function completion({ stream }, { text, ...outcome }) {
  if (stream && text) return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: events([text]).join(''), ...outcome };
  return { status: 200, body: { choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }] }, ...outcome };
}

/** An answer as the service writes it for who asks to see that: server-sent events, one for each piece of its text. */
export function events(pieces) {
  const event = (delta, finish_reason) => `data: ${JSON.stringify({ id: 'chatcmpl-1', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  return [...pieces.map(content => event({ content }, null)), event({}, 'stop') + 'data: [DONE]\n\n'];
}

function become(response, { after = 0, until, status, headers, body, reset, never, write }) {
  if (never) return;
  const act = () => (write ? write(response) : reset ? response.socket?.resetAndDestroy() : send(response, status, body, headers));
  if (until) until.then(act);
  else if (after > 0) setTimeout(act, after);
  else act();
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A redis-server of its own, which may be killed, frozen and started again with what it has written. */
export class Redis {
  #processes;
  #settings;
  #process;

  constructor(processes, port, settings) {
    this.#processes = processes;
    this.port = port;
    this.#settings = settings;
  }

  /** Settings as in redis.conf; without any, nothing is written to disk. */
  static async start(processes, settings = {}) {
    const redis = new Redis(processes, await freePort(), { save: '', appendonly: 'no', dir: processes.folder, ...settings });
    await redis.start();
    return redis;
  }

  /** Where it keeps its files. */
  get folder() {
    return this.#settings.dir;
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.#process.pid;
  }

  async start() {
    const settings = Object.entries(this.#settings).flatMap(([name, value]) => [`--${name}`, value]);
    this.#process = this.#processes.start('redis-server', ['--port', this.port, '--bind', '127.0.0.1', ...settings], {}, 'redis');
    await reachable(this.port);
    // It listens before it has read its file.
    while (await this.command('PING').catch(() => '') !== 'PONG') await pause(20);
  }

  async kill() {
    this.signal('SIGKILL');
    await this.#process.gone;
  }

  signal(signal) {
    this.#process.kill(signal);
  }

  async command(...words) {
    const { stdout } = await promisify(execFile)('redis-cli', ['-p', this.port, '-e', ...words].map(String), { maxBuffer: 2 ** 28 });
    return stdout.trim();
  }

  /** What a Lua script returns as JSON. */
  async script(source) {
    return JSON.parse(await this.command('EVAL', source, 0));
  }
}

/** A replica of Parley, on the same ports each time it is started. */
export class Replica {
  #processes;
  #limited;
  #args;
  #env;
  #process;
  #starts = 0;
  up = false;

  constructor(processes, program, { limited, args }, env, port, management) {
    this.#processes = processes;
    // Another one is for the next start.
    this.program = program;
    this.#limited = limited;
    this.#args = args;
    this.#env = env;
    this.port = port;
    this.management = management;
  }

  /**
   * Starts a replica in production mode.
   *
   * @param program the native executable, or a jar, which runs on the java of JAVA_HOME or PATH
   * @param limited whether under the limits of a container: half a processor, 1 GiB
   * @param env further variables, such as settings of Parley
   * @param args of the program
   */
  static async start(processes, program, { identity, fakes, redis, limited = false, env = {}, args = [] }) {
    const replica = new Replica(processes, program, { limited, args }, {
      MICROSOFT_APP_ID: identity.appId,
      REDIS_URL: redis.url,
      AZURE_OPENAI_ENDPOINT: fakes.origin + '/model',
      PARLEY_CREDENTIALS_AUTHORITY: fakes.origin,
      PARLEY_CONNECTOR_TRUSTED_ORIGINS: fakes.origin,
      PARLEY_AUTHENTICATION_CONNECTOR_METADATA: fakes.origin + '/openid/configuration',
      ...env,
    }, await freePort(), await freePort());
    await replica.start();
    return replica;
  }

  get pid() {
    return this.#process.pid;
  }

  /** Completes with the exit code when the process has ended. */
  get gone() {
    return this.#process.gone;
  }

  /** Of the present process: another after each start. Its secrets are its name, so that the stand-ins know who calls. */
  get name() {
    return `replica-${this.port}-${this.#starts}`;
  }

  async start() {
    const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
    const [command, ...args] = [...this.#limited ? [limits] : [], ...this.program.endsWith('.jar') ? [java, '-jar'] : [], this.program, ...this.#args];
    this.#starts++;
    const secrets = { MICROSOFT_APP_PASSWORD: this.name, AZURE_OPENAI_KEY: this.name };
    const env = { ...this.#env, ...secrets, PORT: this.port, MANAGEMENT_PORT: this.management };
    this.#process = this.#processes.start(command, args, env, `replica-${this.port}`);
    await reachable(this.port);
    this.up = true;
  }

  signal(signal) {
    this.#process.kill(signal);
  }

  /** Ends it by a signal, and completes when it is gone. */
  end(signal) {
    this.up = false;
    this.#process.kill(signal);
    return this.#process.gone;
  }
}

const agent = new http.Agent({ keepAlive: true });

/** Whether a replica says that it is alive; completes when it says so, or cannot be reached. */
export function alive(replica) {
  return new Promise(done => {
    http.get({ host: '127.0.0.1', port: replica.management, path: '/q/health/live', agent }, response => response.resume().on('end', () => done(true)).on('error', () => done(false)))
      .on('error', () => done(false));
  });
}

/** Posts an activity, as the Connector does. The status of the answer, or 0 when there is none within the time limit. */
export function post(port, activity, token, timeout = 5000) {
  return new Promise(done => {
    const request = http.request({
      host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent, timeout,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    }, response => response.resume().on('end', () => done(response.statusCode)).on('error', () => done(0)));
    request.on('timeout', () => request.destroy()).on('error', () => done(0)).end(JSON.stringify(activity));
  });
}
