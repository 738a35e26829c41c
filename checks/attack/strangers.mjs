// Attacks of a client without a token on the messages port: each kind alone, and all at once.
import { execFile, spawn } from 'node:child_process';
import http from 'node:http';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, pause } from '../../testbed/surroundings.mjs';
import { Scene, besideParley as beside } from './scene.mjs';

const attacker = fileURLToPath(new URL('attacker.mjs', import.meta.url));
// Honest turns a second.
const RATE = 50;
// The memory of a replica, in MiB.
const MEMORY = 512;

const kinds = {
  methods: 'thousands of methods of 2,000 letters',
  paths: 'paths that are not there',
  'matrix-parameters': '`OPTIONS /api/messages;b=…`',
  spellings: 'other spellings of paths: `%3B`, `..;/`, `%2e`, `%2F`',
  'hosts-and-types': 'hosts, content types, user agents',
  'http2-methods': 'methods over HTTP/2',
  'http2-paths': 'paths over HTTP/2',
  'http2-rapid-reset': 'HTTP/2 streams that are reset at once, by a client of HTTP/2',
  'http2-resets': 'HTTP/2 streams that are reset at once, as frames (CVE-2023-44487)',
  'http2-made-resets': 'HTTP/2 streams that the server is made to reset (CVE-2025-8671)',
  'http2-continuations': 'an HTTP/2 header that never ends (CONTINUATION)',
  'http2-empty-continuations': 'the same in frames without content',
  'http2-pings': 'HTTP/2 pings as fast as they go',
  'http2-settings': 'HTTP/2 settings as fast as they go',
  'http2-empty-data': 'HTTP/2 data frames without content',
  'endless-headers': '4,000 connections whose header never ends',
  'silent-connections': '4,000 connections that say nothing',
  'slow-bodies': '2,000 bodies, a byte every 2 s',
  'tiny-chunks': 'bodies in chunks of one byte',
  pipelined: 'pipelined requests without a token, 2,000 at a time',
  'large-bodies': 'bodies of 250 KB without a token',
  'forged-tokens': 'forged tokens, each another one',
  'long-tokens': 'tokens of 7,000 letters',
  'deep-json': 'JSON of 200,000 levels',
  connections: 'connections, made and closed',
};

function attack(kind, port, management, seconds) {
  return promisify(execFile)(process.execPath, [attacker, kind, port, management, seconds].map(String), { maxBuffer: 2 ** 20 })
    .then(({ stdout, stderr }) => ({ sent: Number(stdout), note: stderr.trim() }));
}

/**
 * The same attack on another port, where it harms nothing. Shows how much honest users lose because attackers share the
 * processor.
 */
async function control(scene, names, seconds) {
  const port = await freePort();
  const server = spawn(...beside(process.execPath, [attacker, 'SINK', String(port), '0', String(seconds + 5)]), { stdio: 'ignore' });
  await pause(500);
  const attacks = Promise.all(names.map(name => attack(name, port, port, seconds)));
  await pause(1000);
  const honest = await scene.honest(RATE, seconds - 2);
  await attacks;
  server.kill();
  return honest;
}

async function under(scene, names, seconds) {
  const attacks = Promise.all(names.map(name => attack(name, scene.replica.port, scene.replica.management, seconds)));
  await pause(1000);
  const honest = await scene.honest(RATE, seconds - 2);
  return { honest, attacks: await attacks };
}

const failures = honest => honest.failures.map(failure => `${failure}; `).join('');

function stranger(name, seconds) {
  return {
    number: `stranger: ${name}`,
    tried: `${kinds[name]}, for ${seconds} s`,
    async run(executable) {
      const scene = await Scene.start(executable, { memory: MEMORY, apart: true });
      try {
        const before = await scene.series();
        const { honest, attacks } = await under(scene, [name], seconds);
        const [series, peak, state] = [await scene.series() - before, scene.peak, await scene.state()];
        return {
          seen: `${failures(honest)}${attacks[0].sent.toLocaleString('en')} sent${attacks[0].note ? `, ${attacks[0].note}` : ''}; ${honest.answered} of ${honest.asked} honest turns answered, half within ${honest.p50} ms, 99 % within ${honest.p99} ms; +${series} series; peak ${peak} MiB; ${state}`,
          held: state === 'alive' && honest.answered === honest.asked && series < 200,
        };
      } finally {
        await scene.end();
      }
    },
  };
}

function everything(seconds) {
  return {
    number: 'strangers',
    tried: `all of these at once, for ${seconds} s, beside ${RATE} honest turns a second`,
    async run(executable) {
      const scene = await Scene.start(executable, { memory: MEMORY, apart: true });
      try {
        const names = Object.keys(kinds);
        const elsewhere = await control(scene, names, Math.min(seconds, 60));
        const { honest } = await under(scene, names, seconds);
        const peak = scene.peak;
        const state = await scene.state();
        const slower = honest.p50 / elsewhere.p50;
        return {
          seen: `${failures(honest)}${honest.answered} of ${honest.asked} honest turns answered, half within ${honest.p50} ms, 99 % within ${honest.p99} ms; with the same traffic at another port ${elsewhere.answered} of ${elsewhere.asked}, ${elsewhere.p50} and ${elsewhere.p99} ms (${slower.toFixed(1)} times as slow); peak ${peak} MiB; ${state}`,
          held: state === 'alive' && honest.answered === honest.asked && slower <= 2 && peak < MEMORY,
        };
      } finally {
        await scene.end();
      }
    },
  };
}

/** Single requests that gave something away, or a 500. */
const requests = {
  number: '13',
  tried: 'odd single requests: methods, `;` in paths, tokens with odd claims, headers of proxies at the playground that is off; warnings at the start',
  async run(executable) {
    const scene = await Scene.start(executable);
    const named = claims => `{"iss":"https://api.botframework.com","aud":"${scene.identity.appId}","serviceurl":"${scene.serviceUrl}",${claims}}`;
    const probes = [
      ['GET', '/playground', {}, [404]],
      ['POST', '/playground/conversations', { 'content-type': 'text/plain' }, [404]],
      ['GET', '/playground;x=1/', {}, [404]],
      ['OPTIONS', '/api/messages;b=1', {}, [404]],
      ['OPTIONS', '/api/messages%3Bb=1', {}, [404]],
      ['BREW', '/api/messages', {}, [501]],
      ['TRACE', '/api/messages', {}, [405, 501]],
      ['GET', '/api/messages', {}, [405]],
      ['POST', '/api/messages', {}, [401, 415]],
      ['POST', '/api/messages', { 'content-type': 'text/plain' }, [401, 415]],
      ...['"exp":1e400', '"exp":"x"', '"exp":[1]', '"exp":{}', '"exp":null', '"exp":-1e400,"nbf":1e400', '"exp":99999999999999999999', '"exp":9e15', '"exp":4e9,"nbf":"x"', '"exp":1,"iat":1e999']
        .map(named).concat('[]', 'null', '1', '"x"', '{"aud":[[]]}', '', '{')
        .map(claims => ['POST', '/api/messages', { 'content-type': 'application/json', authorization: `Bearer ${scene.identity.sign(claims)}` }, [401]]),
    ];
    try {
      const wrong = scene.warnings().map(warning => `warned at the start: ${warning}`);
      for (const [method, path, headers, expected] of probes) {
        const status = await single(scene.replica.port, method, path, headers, method === 'POST' ? activity(scene) : '');
        if (!expected.includes(status)) wrong.push(`${method} ${path} ${headers.authorization ? `with the claims ${Buffer.from(headers.authorization.split('.')[1], 'base64url')} ` : ''}${status}`);
      }
      return { seen: wrong.length ? wrong.join('; ') : `${probes.length} requests, each refused as it should be`, held: wrong.length === 0 };
    } finally {
      await scene.end();
    }
  },
};

// With a serviceUrl of its own, since what a token is verified against is the activity.
const activity = scene => JSON.stringify(scene.message('odd', 'Hello?'));

function single(port, method, path, headers, body) {
  return new Promise(done => {
    const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent: false, timeout: 5000 };
    // A method that Node's client does not know is written as it is.
    if (!http.METHODS.includes(method)) raw(port, `${method} ${path} HTTP/1.1\r\nHost: parley\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`).then(done);
    else http.request(options, response => response.resume().on('end', () => done(response.statusCode)).on('error', () => done(0))).on('timeout', function onTimeout() { this.destroy(); }).on('error', () => done(0)).end(body);
  });
}

function raw(port, text) {
  return new Promise(done => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text)).setTimeout(5000, () => socket.destroy())
      .on('data', data => { answer += data; }).on('error', () => {}).on('close', () => done(Number(answer.split(' ')[1] ?? 0)));
  });
}

export function strangers({ seconds, all }) {
  return [...Object.keys(kinds).map(name => stranger(name, seconds)), requests, everything(all)];
}
