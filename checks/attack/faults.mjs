// Faults of Redis, the Connector, Entra and the model that could leave a replica alive but useless.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort, pause, Redis, Replica } from '../../testbed/surroundings.mjs';
import { Scene } from './scene.mjs';

/** A port that leads to another: connections stay where they went, as those of a DNS name do. */
class Name {
  target;

  async listen(target) {
    this.target = target;
    this.port = await freePort();
    net.createServer(client => {
      const server = net.connect(this.target, '127.0.0.1');
      client.pipe(server).pipe(client);
      [client, server].forEach(socket => socket.on('error', () => { client.destroy(); server.destroy(); }));
    }).listen(this.port, '127.0.0.1');
    return `redis://127.0.0.1:${this.port}`;
  }
}

/** A host's name in a replica's own hosts file, and a port of this machine behind each of its addresses. */
class HostName {
  #port;
  #targets = new Map();

  /** A program that starts another with this file as its /etc/hosts (root, and mount namespaces). */
  program(executable) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-hosts-'));
    this.hosts = path.join(this.folder, 'hosts');
    const program = path.join(this.folder, 'replica');
    fs.writeFileSync(this.hosts, '');
    fs.writeFileSync(program, `#!/bin/sh\nexec unshare --mount sh -c 'mount --bind ${this.hosts} /etc/hosts && exec ${path.resolve(executable)}'\n`, { mode: 0o755 });
    return program;
  }

  async listen(target) {
    this.#port = await freePort();
    for (const address of ['127.0.0.2', '127.0.0.3']) {
      net.createServer(client => {
        const server = net.connect(this.#targets.get(address), '127.0.0.1');
        client.pipe(server).pipe(client);
        [client, server].forEach(socket => socket.on('error', () => { client.destroy(); server.destroy(); }));
      }).listen(this.#port, address);
    }
    this.#lead('127.0.0.2', target);
    return `redis://redis.parley.test:${this.#port}`;
  }

  set target(port) {
    this.#lead('127.0.0.3', port);
  }

  #lead(address, port) {
    this.#targets.set(address, port);
    fs.writeFileSync(this.hosts, `127.0.0.1 localhost\n${address} redis.parley.test\n`);
  }
}

function failover(tried, name, program = executable => executable) {
  return {
    number: '5',
    tried,
    async run(executable) {
      const scene = await Scene.start(program(executable), { through: ({ redis }) => name.listen(redis.port) });
      try {
        const second = await Redis.start(scene.processes);
        await second.command('REPLICAOF', '127.0.0.1', scene.redis.port);
        while (!(await second.command('INFO', 'replication')).includes('master_link_status:up')) await pause(100);
        await second.command('REPLICAOF', 'NO', 'ONE');
        name.target = second.port;
        await scene.redis.command('REPLICAOF', '127.0.0.1', second.port);
        const from = performance.now();
        const posts = [];
        while (performance.now() - from < 20_000) {
          const at = performance.now() - from;
          posts.push(scene.post(scene.message(`failover-${posts.length}`, 'Hello?')).then(status => ({ at, status })));
          await pause(50);
        }
        const refused = (await Promise.all(posts)).filter(({ status }) => status !== 202);
        const last = Math.round(refused.at(-1)?.at ?? 0);
        return { seen: `${refused.length} of ${posts.length} posts refused, the last after ${last} ms; ready ${await scene.health('ready')}`, held: last <= 2000 };
      } finally {
        await scene.end();
      }
    },
  };
}

const full = {
  number: '12',
  tried: 'a Redis that is full while turns run',
  async run(executable) {
    const scene = await Scene.start(executable, { model: () => ({ after: 3000, text: 'An answer.' }) });
    try {
      const activities = Array.from({ length: 50 }, (_, index) => scene.message(`full-${index}`, 'Hello?'));
      const statuses = await Promise.all(activities.map(activity => scene.post(activity)));
      await scene.redis.command('CONFIG', 'SET', 'maxmemory', '1');
      await pause(1500);
      const [ready, refused] = [await scene.health('ready'), await scene.post(scene.message('full-new', 'Hello?'))];
      const answered = (await Promise.all(activities.map(({ id }) => scene.reply(id, 15_000)))).filter(Boolean).length;
      await pause(1000);
      const unfinished = await scene.redis.command('EVAL', "local n = 0 for _, key in ipairs(redis.call('KEYS', '*:pending')) do n = n + redis.call('ZCARD', key) end return n", 0);
      await scene.redis.command('CONFIG', 'SET', 'maxmemory', '0');
      await pause(2000);
      const state = await scene.state();
      const accepted = statuses.filter(status => status === 202).length;
      return {
        seen: `ready ${ready}, a new message ${refused}; ${answered} of ${accepted} accepted ones answered, ${unfinished} turns unfinished while it was full; afterwards ${state}`,
        held: ready === 503 && refused === 503 && answered === accepted && unfinished === '0' && state === 'alive',
      };
    } finally {
      await scene.end();
    }
  },
};

const readOnly = {
  number: '12',
  tried: 'a Redis that takes no write: a replica; too few replicas',
  async run(executable) {
    const scene = await Scene.start(executable);
    try {
      await scene.redis.command('CONFIG', 'SET', 'min-replicas-to-write', '1');
      await pause(1500);
      const few = await scene.health('ready');
      await scene.redis.command('CONFIG', 'SET', 'min-replicas-to-write', '0');
      await scene.redis.command('REPLICAOF', '127.0.0.1', '1');
      await pause(1500);
      const replica = await scene.health('ready');
      await scene.redis.command('REPLICAOF', 'NO', 'ONE');
      await pause(3000);
      const state = await scene.state();
      return { seen: `ready ${few} with too few replicas, ${replica} with a replica; afterwards ${state}`, held: few === 503 && replica === 503 && state === 'alive' };
    } finally {
      await scene.end();
    }
  },
};

const records = {
  number: '11',
  tried: 'records that cannot be read, in front of 20 conversations of a replica that was killed',
  async run(executable) {
    const scene = await Scene.start(executable, { model: () => ({ after: 1500, text: 'An answer.' }), env: { PARLEY_TURNS_LEASE: '2s' } });
    try {
      const activities = Array.from({ length: 20 }, (_, index) => scene.message(`bad-${index}`, 'Hello?'));
      await Promise.all(activities.map(activity => scene.post(activity)));
      await scene.replica.end('SIGKILL');
      // In each partition with a waiting conversation, before all others.
      const bad = ['{}', 'null', '[]', '{', '"x"', '{"type":"message","id":1}'];
      await scene.redis.command('EVAL', `
        local n = 0
        for _, due in ipairs(redis.call('KEYS', '*:due')) do
          local partition = due:sub(1, -4)
          for index, activity in ipairs(ARGV) do
            local c = 'AAAAAAAAAAAAAAAAAAAAA' .. index
            redis.call('HSET', partition .. 'conversation:' .. c, 'fence', 1)
            redis.call('RPUSH', partition .. 'turns:' .. c, 'bad')
            redis.call('HSET', partition .. 'turn:' .. c .. ':bad', 'state', 'accepted', 'activity', activity, 'accepted', 1, 'sent', index % 2 == 0 and 'x' or '0')
            redis.call('ZADD', partition .. 'pending', 1, c .. ':bad')
            redis.call('ZADD', due, 0, c)
            n = n + 1
          end
          redis.call('SET', partition .. 'conversation:BBBBBBBBBBBBBBBBBBBBBB', 'not a hash')
          redis.call('RPUSH', partition .. 'turns:BBBBBBBBBBBBBBBBBBBBBB', 'bad')
          redis.call('ZADD', due, 0, 'BBBBBBBBBBBBBBBBBBBBBB')
        end
        return n`, 0, ...bad);
      await scene.replica.start();
      const answered = (await Promise.all(activities.map(({ id }) => scene.reply(id, 20_000)))).filter(Boolean).length;
      await pause(5000);
      const left = await scene.redis.command('EVAL', "local n = 0 for _, key in ipairs(redis.call('KEYS', '*:due')) do n = n + redis.call('ZCARD', key) end return n", 0);
      return { seen: `${answered} of 20 answered; ${left} conversations still waiting`, held: answered === 20 && left === '0' };
    } finally {
      await scene.end();
    }
  },
};

/** Writes a byte now and then, and never ends. */
function drip(response, status, byte = ' ') {
  response.writeHead(status, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(byte), 500);
  response.on('close', () => clearInterval(timer));
}

/** Writes as fast as it is read, and never ends. */
function gush(response, status, piece, headers = { 'content-type': 'application/json' }) {
  response.writeHead(status, headers);
  let open = true;
  response.on('close', () => { open = false; });
  const more = () => { while (open && response.write(piece)); if (open) response.once('drain', more); };
  more();
}

const dripping = {
  number: '6',
  tried: 'a Connector that answers 201 and drips its body for ever',
  async run(executable) {
    let target;
    const scene = await Scene.start(executable, { env: { PARLEY_TURNS_TIMEOUT: '15s' }, connector: activity => (activity.replyToId === target ? { write: response => drip(response, 201) } : {}) });
    try {
      const activity = scene.message('drip', 'Hello?');
      target = activity.id;
      await scene.post(activity);
      await scene.reply(activity.id);
      await pause(60_000);
      const times = scene.seen.get(activity.id).length;
      return { seen: `the reply arrived ${times} time(s)`, held: times === 1 };
    } finally {
      await scene.end();
    }
  },
};

function peer(tried, settings, check = () => true) {
  return {
    number: '7',
    tried,
    async run(executable) {
      let active = false;
      const scene = await Scene.start(executable, { memory: 512, ...settings(() => active) });
      try {
        active = true;
        // One after the other, beside others: five failures of the model in a row have all turns wait until it is well again, as they should.
        const others = scene.honest(20, 20);
        for (let index = 0; index < 8; index++) {
          await pause(1000);
          await scene.post(scene.message(`peer-${index}`, 'Hello?', { from: { id: 'unlucky' } }));
        }
        const honest = await others;
        const peak = scene.peak;
        active = false;
        await pause(1000);
        const state = await scene.state();
        return {
          seen: `${honest.answered} of ${honest.asked} turns of others answered, 99 % within ${honest.p99} ms; peak ${peak} MiB; ${state}`,
          held: state === 'alive' && honest.answered === honest.asked && honest.p99 < 2000 && peak < 512 && check(scene),
        };
      } finally {
        await scene.end();
      }
    },
  };
}

const unlucky = ({ messages }) => messages.at(-1).content === 'Hello?';
const chunk = ' '.repeat(65_536);
const delta = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x' } }] })}\n\n`;
const answer = { after: 100, text: 'An answer.' };
const ofModel = write => active => ({ model: request => (active() && unlucky(request) ? { write } : answer) });
const peers = [
  peer('a model whose answer never ends', ofModel(response => gush(response, 200, chunk))),
  peer('a model whose error never ends', ofModel(response => gush(response, 500, chunk))),
  peer('a model that streams small pieces without end', ofModel(response => gush(response, 200, delta.repeat(50), { 'content-type': 'text/event-stream' }))),
  peer('a model that streams one line without end', ofModel(response => gush(response, 200, 'data: xxxxxxxxxxxxxxxxxxxxxxxx', { 'content-type': 'text/event-stream' }))),
  peer('a model that sends a header without end', ofModel(response => { const socket = response.socket; socket.write('HTTP/1.1 200 OK\r\nX: '); const timer = setInterval(() => socket.write(chunk), 5); socket.on('close', () => clearInterval(timer)).on('error', () => {}); })),
  peer('a Connector whose answer never ends', active => ({ connector: ({ conversation }) => (active() && conversation?.id?.startsWith('peer-') ? { write: response => gush(response, 201, chunk) } : {}) })),
  peer('a Connector whose error never ends', active => ({ connector: ({ conversation }) => (active() && conversation?.id?.startsWith('peer-') ? { untaken: true, write: response => gush(response, 400, chunk) } : {}) })),
];

/** The same for 256 conversations at once: each answer is within its own limit, and all of them together would fill the heap. */
function crowd(tried, write) {
  return {
    number: '7',
    tried: `${tried}, for 256 conversations at once`,
    async run(executable) {
      const scene = await Scene.start(executable, { memory: 512, model: request => (unlucky(request) ? { write } : answer) });
      try {
        const activities = Array.from({ length: 256 }, (_, index) => scene.message(`crowd-${index}`, 'Hello?'));
        const statuses = await Promise.all(activities.map(activity => scene.post(activity)));
        await Promise.all(activities.map(({ id }) => scene.reply(id, 60_000)));
        const peak = scene.peak;
        // The deployment is left alone for a while after so many failures.
        let state = await scene.state();
        for (let tries = 0; tries < 30 && state !== 'alive' && scene.exitCode === undefined; tries++) {
          await pause(2000);
          state = await scene.state();
        }
        const accepted = statuses.filter(status => status === 202).length;
        const replied = activities.filter(({ id }) => scene.seen.has(id)).length;
        return { seen: `${accepted} accepted, ${replied} of them got a reply; peak ${peak} MiB; ${state}`, held: state === 'alive' && peak < 512 && replied === accepted };
      } finally {
        await scene.end();
      }
    },
  };
}

/** Writes so much, and then nothing more. */
function stall(response, piece, type) {
  response.writeHead(200, { 'content-type': type });
  response.on('error', () => {});
  response.write(piece);
}

const crowds = [
  crowd('a model whose answer never ends', response => gush(response, 200, chunk)),
  crowd('a model that streams words without end', response => gush(response, 200, delta.repeat(50), { 'content-type': 'text/event-stream' })),
  crowd('a model that stops in the middle of an answer of 4 MB', response => stall(response, `{"a":"${'x'.repeat(3_900_000)}`, 'application/json')),
  crowd('a model that stops in the middle of an event of 2 MB', response => stall(response, `data: ${'x'.repeat(1_900_000)}`, 'text/event-stream')),
];

const entra = {
  number: '7',
  tried: 'Entra drips its first token',
  async run(executable) {
    let asked = 0;
    // Only the first request hangs: a client that retries gets a token.
    const scene = Scene.start(executable, { entra: response => { if (asked++ > 0) return false; drip(response, 200, ' '); return true; } });
    const from = performance.now();
    try {
      const running = await scene;
      const after = Math.round((performance.now() - from) / 1000);
      return { seen: `the first user was answered after ${after} s, ${asked} requests for a token`, held: after <= 35 && await running.state() === 'alive' };
    } finally {
      await (await scene).end();
    }
  },
};

const suspended = {
  number: '14',
  tried: 'a machine that stands still (SIGSTOP) for longer than its leases, ten times, while another replica takes over',
  async run(executable) {
    const env = { PARLEY_TURNS_LEASE: '2s' };
    const scene = await Scene.start(executable, { model: () => ({ after: 1500, text: 'An answer.' }), env });
    try {
      const { identity, fakes, redis, processes } = scene;
      await Replica.start(processes, executable, { identity, fakes, redis, env });
      const activities = [];
      for (let round = 0; round < 10; round++) {
        const some = Array.from({ length: 10 }, (_, index) => scene.message(`stopped-${round}-${index}`, 'Hello?'));
        await Promise.all(some.map(activity => scene.post(activity)));
        activities.push(...some);
        // At another point of the turns each time: while the model is asked, and around its answer.
        await pause(round * 200);
        scene.replica.signal('SIGSTOP');
        await pause(5000);
        scene.replica.signal('SIGCONT');
        await Promise.all(some.map(({ id }) => scene.reply(id, 20_000)));
      }
      await pause(5000);
      const times = activities.map(({ id }) => scene.seen.get(id)?.length ?? 0);
      const [lost, twice] = [times.filter(count => count === 0).length, times.filter(count => count > 1).length];
      return { seen: `${activities.length} messages: ${lost} not answered, ${twice} answered more than once`, held: lost === 0 && twice === 0 };
    } finally {
      scene.replica.signal('SIGCONT');
      await scene.end();
    }
  },
};

const evicting = {
  number: '14',
  tried: 'a Redis that evicts: does the start say so?',
  async run(executable) {
    const scene = await Scene.start(executable, { redis: { 'maxmemory-policy': 'allkeys-lru' } });
    try {
      const warnings = scene.warnings();
      return { seen: warnings.join('; ') || 'nothing is said', held: warnings.length === 1 && warnings[0].includes('noeviction') };
    } finally {
      await scene.end();
    }
  },
};

export function faults() {
  const host = new HostName();
  return [
    failover('a failover in which the demoted primary keeps its connections, 20 posts a second', new Name()),
    failover('the same where the name of Redis gets another address', host, executable => host.program(executable)),
    dripping, ...peers, ...crowds, entra, records, full, readOnly, suspended, evicting,
  ];
}
