// One replica under attack, with its own Redis, stand-ins for other services, and honest users.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Caller, Replies, openLoop } from '../../testbed/caller.mjs';
import { Identity, pause, post, Processes, Redis, Replica, startFakes } from '../../testbed/surroundings.mjs';

const [PARLEYS, ALL_OTHERS] = ['0', '1'];
const roomToBeApart = os.cpus().length > 1;

function pin(pid, processor) {
  if (roomToBeApart) execFileSync('taskset', ['-acp', processor, pid].map(String), { stdio: 'ignore' });
}

/** The command that runs a program on Parley's processor, if there is a processor for it alone. */
export function besideParley(program, args) {
  return roomToBeApart ? ['taskset', ['-c', PARLEYS, 'nice', '-n', '19', program, ...args]] : ['nice', ['-n', '19', program, ...args]];
}

/** A replica in production mode with everything that it needs. Loopback only; {@link Scene#end} ends everything. */
export class Scene {
  replies = new Replies();
  /** Replies that arrived, by the id of the message that each answers. */
  seen = new Map();
  #waiting = new Map();
  #peak = 0;

  /**
   * @param executable the native executable, or the jar of the JVM build
   * @param apart whether the replica has a processor of its own: attackers would be on another machine, so all else is on another processor
   * @param memory MiB that the replica's container has; no limit unless given
   * @param model what becomes of a request to the model, see {@link startFakes}; by default an answer after 100 ms
   * @param connector the same for an activity that was posted
   */
  static async start(executable, { apart = false, env = {}, memory, redis = {}, model = () => ({ after: 100, text: 'An answer.' }), connector = () => ({}), entra, through } = {}) {
    const scene = new Scene();
    if (apart) pin(process.pid, ALL_OTHERS);
    scene.processes = new Processes('parley-attack');
    scene.identity = new Identity();
    scene.redis = await Redis.start(scene.processes, redis);
    scene.fakes = await startFakes(scene.identity, { model, entra, connector: activity => scene.#taken(activity, connector) });
    scene.serviceUrl = scene.fakes.serviceUrl;
    scene.token = scene.identity.token(scene.serviceUrl);
    const limits = memory ? { LIMITED_CPUS: '2', LIMITED_MEMORY_MIB: String(memory), LIMITED_WEIGHT: '10000' } : {};
    const store = through ? { url: await through(scene) } : scene.redis;
    scene.replica = await Replica.start(scene.processes, executable, {
      identity: scene.identity, fakes: scene.fakes, redis: store, limited: Boolean(memory), env: { ...limits, ...env },
    });
    if (apart) pin(scene.replica.pid, PARLEYS);
    scene.replica.gone.then(code => { scene.exitCode = code; });
    scene.caller = new Caller([scene.replica.port], scene);
    await scene.#ready();
    return scene;
  }

  // Ready is not always 200: some attacks are on what readiness says. The first answer to a user is what counts.
  async #ready() {
    for (let tries = 0; tries < 200; tries++) {
      if (!(await this.caller.turn('first')).failure) return;
      await pause(100);
    }
    throw new Error('The replica answers nobody');
  }

  #taken(activity, connector) {
    const outcome = connector(activity);
    if (activity.type === 'message' && activity.replyToId && !outcome.untaken) {
      const at = performance.now();
      this.seen.set(activity.replyToId, [...this.seen.get(activity.replyToId) ?? [], { at, text: activity.text }]);
      this.replies.arrived(activity.replyToId, at);
      this.#waiting.get(activity.replyToId)?.(at);
    }
    return outcome;
  }

  /** An activity of a user on Teams. */
  message(conversation, text, more = {}) {
    const id = more.id ?? `${conversation}-${this.#sent++}`;
    return {
      type: 'message', id, channelId: 'msteams', serviceUrl: this.serviceUrl, from: { id: `user-${conversation}` }, recipient: { id: 'bot' },
      conversation: { id: conversation }, text, ...more,
    };
  }

  #sent = 0;

  /** The status of the answer to an activity; 0 without one. */
  post(activity, timeout = 30_000) {
    return post(this.replica.port, activity, this.token, timeout);
  }

  /** Completes with the time of the reply to a message, or undefined when none comes. */
  reply(id, patience = 60_000) {
    const seen = this.seen.get(id);
    if (seen) return Promise.resolve(seen[0].at);
    return new Promise(done => {
      const timer = setTimeout(() => done(undefined), patience).unref();
      this.#waiting.set(id, at => { clearTimeout(timer); this.#waiting.delete(id); done(at); });
    });
  }

  /** Honest users at a steady rate: how many were answered, and percentiles of the time until the reply in ms. */
  async honest(rate, seconds) {
    const turns = await openLoop(this.caller, { rate, seconds, conversations: 200 });
    const times = turns.filter(turn => !turn.failure).map(turn => turn.replied).sort((a, b) => a - b);
    const at = share => Math.round(times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? NaN);
    return { asked: turns.length, answered: times.length, p50: at(0.5), p99: at(0.99), failures: [...new Set(turns.flatMap(turn => turn.failure ?? []))] };
  }

  /** Resident memory in MiB; 0 when the process is gone. The highest so far is {@link Scene#peak}. */
  get resident() {
    return this.#memory('VmRSS');
  }

  get peak() {
    this.#peak = Math.max(this.#peak, this.#memory('VmHWM'));
    return this.#peak;
  }

  #memory(field) {
    try {
      const status = fs.readFileSync(`/proc/${this.replica.pid}/status`, 'utf8');
      return Math.round(Number(status.match(new RegExp(`${field}:\\s+(\\d+)`))?.[1] ?? 0) / 1024);
    } catch {
      return 0;
    }
  }

  /** The status of a path of the management port; 0 without an answer within 5 s. */
  async health(kind) {
    return (await request(this.replica.management, `/q/health/${kind}`)).status;
  }

  /** How many series the metrics have. */
  async series() {
    const { body } = await request(this.replica.management, '/q/metrics');
    return body.split('\n').filter(line => line && !line.startsWith('#')).length;
  }

  async metric(name) {
    const { body } = await request(this.replica.management, '/q/metrics');
    return body.split('\n').filter(line => line.startsWith(name)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** 'alive', or what is wrong with it: dead, or unhealthy while users are answered, or healthy while they are not. */
  async state() {
    if (this.exitCode !== undefined) return `ended with ${this.exitCode}`;
    const [live, ready, turn] = [await this.health('live'), await this.health('ready'), await this.caller.turn('last')];
    if (turn.failure) return `health ${live}/${ready}, but an honest message is ${turn.failure}`;
    return live === 200 && ready === 200 ? 'alive' : `answers, but health says ${live}/${ready}`;
  }

  /** Returns the warnings in the replica's log so far. */
  warnings() {
    const log = fs.readFileSync(path.join(this.processes.folder, `replica-${this.replica.port}.log`), 'utf8');
    return log.split('\n').filter(line => /"level":"(WARN|ERROR)"/.test(line)).map(line => JSON.parse(line).message);
  }

  async end() {
    await this.processes.end();
    await this.fakes.close();
  }
}

/** A GET on this machine. */
export function request(port, path, headers = {}, timeout = 5000) {
  return new Promise(done => {
    const failed = () => done({ status: 0, body: '' });
    http.get({ host: '127.0.0.1', port, path, headers, timeout, agent: false }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk)).on('end', () => done({ status: response.statusCode, body: Buffer.concat(chunks).toString() })).on('error', failed);
    }).on('timeout', function onTimeout() { this.destroy(); }).on('error', failed);
  });
}
