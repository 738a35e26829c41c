// Crowds of turns whose tools, MCP servers, search service or embedding deployment answer as much as they may, or without end; and
// odd answers of Entra. The kinds of hostile answers, one after the other, are in tools.mjs.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { freePort, pause } from '../../testbed/surroundings.mjs';
import { request, Scene } from './scene.mjs';

const MIB = 1024 * 1024;
const MEMORY = 512;
const CROWD = 256;
const READS = 8;
const patience = 90_000;

const json = { 'content-type': 'application/json' };
const stream = { 'content-type': 'text/event-stream' };
const long = Buffer.from(`{"text":"${'x'.repeat(MIB - 20)}"}`);
const chunk = Buffer.alloc(64 * 1024, 'x');

/** JSON whose tree takes thirty times the memory of its text. */
const objects = bytes => '{},'.repeat(bytes / 3 - 100) + '{}';
const heavy = Buffer.from(`[${objects(MIB)}]`);

/** Writes the head of an answer and its beginning, and then a piece now and then, without end. */
function drip(response, headers, piece, start = '') {
  response.writeHead(200, headers).write(start);
  const timer = setInterval(() => response.write(piece), 100);
  response.on('close', () => clearInterval(timer)).on('error', () => {});
}

/** Writes as fast as it is read, without end. */
function gush(response, headers, start = '') {
  response.writeHead(200, headers).write(start);
  let open = true;
  response.on('close', () => { open = false; }).on('error', () => {});
  const more = () => { while (open && response.write(chunk)); if (open) response.once('drain', more); };
  more();
}

/** One hostile service. `act(response, body)` answers each request; the number of requests is counted. */
class Service {
  requests = 0;

  async start(act) {
    this.port = await freePort();
    this.server = http.createServer((incoming, response) => {
      const chunks = [];
      incoming.on('data', piece => chunks.push(piece)).on('error', () => {}).on('end', () => {
        this.requests++;
        response.on('error', () => {});
        act(response, Buffer.concat(chunks).toString());
      });
    });
    await new Promise(done => this.server.listen(this.port, '127.0.0.1', 4096, done));
    return this;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise(done => this.server.close(done));
  }
}

/** Looks at liveness all the time, and keeps the longest time until an answer. */
class Looks {
  longest = 0;
  failed = 0;
  #going = true;

  constructor(scene) {
    this.#run(scene.replica.management);
  }

  async #run(port) {
    while (this.#going) {
      const from = performance.now();
      const { status } = await request(port, '/q/health/live', {}, 10_000);
      if (!this.#going) return;
      this.longest = Math.max(this.longest, Math.round(performance.now() - from));
      if (status !== 200) this.failed++;
      await pause(100);
    }
  }

  end() {
    this.#going = false;
  }
}

/** A folder that a replica under limits can read: its /tmp is empty, and it runs as another user. */
function visible() {
  const folder = fs.mkdtempSync('/var/tmp/parley-attack-peers-');
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** Has each user of a crowd ask at once. Each accepted message must be answered; an apology is an answer. */
function crowd(part, tried, { act, env, model = () => ({ text: 'An answer.' }), text = 'What is the order?' }) {
  return {
    number: `peers: ${part}`,
    tried: `${tried}, for ${CROWD} conversations at once, in ${MEMORY} MiB`,
    async run(executable) {
      const folder = visible();
      const service = await new Service().start(act);
      const scene = await Scene.start(executable, { memory: MEMORY, env: env(service, folder), model: asked => (asked.messages.some(({ content }) => content?.includes?.(text)) ? model(asked) : { text: 'An answer.' }) });
      try {
        const looks = new Looks(scene);
        const from = performance.now();
        const activities = Array.from({ length: CROWD }, (_, index) => scene.message(`crowd-${index}`, text));
        const statuses = await Promise.all(activities.map(activity => scene.post(activity)));
        const accepted = activities.filter((_, index) => statuses[index] === 202);
        const replied = (await Promise.all(accepted.map(({ id }) => scene.reply(id, patience)))).filter(Boolean).length;
        const seconds = Math.round((performance.now() - from) / 1000);
        looks.end();
        const peak = scene.peak;
        const state = await scene.state();
        const blocked = scene.warnings().filter(warning => warning.includes('has been blocked')).length;
        const odd = [...new Set(statuses)].filter(status => status !== 202 && status !== 503);
        if (process.env.VERBOSE) console.error([...new Set(scene.warnings().map(warning => warning.slice(0, 300)))].slice(0, 20).join('\n'));
        return {
          seen: `${accepted.length} accepted, ${replied} of them got a reply within ${seconds} s, ${service.requests} requests; liveness within ${looks.longest} ms; peak ${peak} MiB${odd.length ? `; **answered ${odd}**` : ''}${blocked ? `; **a thread was blocked ${blocked} times**` : ''}; ${state}`,
          held: state === 'alive' && replied === accepted.length && replied > 0 && odd.length === 0 && blocked === 0 && looks.failed === 0 && peak < MEMORY,
        };
      } finally {
        await scene.end();
        await service.close();
        fs.rmSync(folder, { recursive: true });
      }
    },
  };
}

/** The model asks for reads of a tool once, and then answers. */
const reads = name => ({ messages, tools: offered, stream: streamed }) => {
  if (messages.at(-1).role !== 'user' || !offered?.length) return { text: 'An answer.' };
  const calls = Array.from({ length: READS }, (_, index) => ({ id: `call_${index}`, type: 'function', function: { name, arguments: JSON.stringify({ order: String(index) }) } }));
  const choice = part => ({ id: 'chatcmpl-1', choices: [{ index: 0, finish_reason: 'tool_calls', ...part }] });
  if (!streamed) return { status: 200, body: choice({ message: { role: 'assistant', content: null, tool_calls: calls } }) };
  const events = [choice({ finish_reason: null, delta: { role: 'assistant', tool_calls: calls.map((one, index) => ({ index, ...one })) } }), choice({ delta: {} })];
  return { status: 200, headers: stream, body: events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('') + 'data: [DONE]\n\n' };
};

const withTools = source => ({ origin }, folder) => {
  const file = path.join(folder, 'tools.yaml');
  fs.writeFileSync(file, `sources:\n${source(origin)}`);
  return { PARLEY_TOOLS_FILE: file };
};

const api = withTools(origin => `
  api:
    kind: http
    address: ${origin}
    timeout: 5s
    operations:
      look:
        description: Looks.
        method: GET
        path: /orders/{order}
        parameters: {order: {in: path, maxLength: 100}}
`);

const ofApi = (tried, act) => crowd('tools', `${READS} reads of a turn in parallel, each answered with ${tried}`, { act, env: api, model: reads('look') });

const apis = [
  ofApi('1 MiB', response => response.writeHead(200, json).end(long)),
  ofApi('350,000 empty objects', response => response.writeHead(200, json).end(heavy)),
  ofApi('bytes without end', response => gush(response, json, '"')),
  ofApi('1 MiB that does not end', response => response.writeHead(200, json).write(long.subarray(0, MIB - 1000))),
];

const mcp = withTools(origin => `
  mcp:
    kind: mcp
    address: ${origin}/mcp
    timeout: 5s
    operations:
      echo: {effect: read}
`);

const echo = { name: 'echo', description: 'Echoes.', inputSchema: { type: 'object', properties: { order: { type: 'string' } } } };

/** An MCP server. `list` and `called` answer in their own way; by default a list of one tool, and a short result. */
function ofMcp(tried, { list = ({ ok }) => ok({ tools: [echo] }), called = ({ ok }) => ok({ content: [{ type: 'text', text: 'echo' }] }) }) {
  let sessions = 0;
  const act = (response, body) => {
    const rpc = body ? JSON.parse(body) : {};
    const send = (message, headers = {}) => response.writeHead(200, { ...json, ...headers }).end(JSON.stringify({ jsonrpc: '2.0', id: rpc.id, ...message }));
    const ok = (result, headers) => send({ result }, headers);
    if (rpc.method === 'server/discover') send({ error: { code: -32601, message: 'no' } });
    else if (rpc.method === 'initialize') ok({ protocolVersion: '2025-06-18', capabilities: {}, serverInfo: { name: 'x', version: '1' } }, { 'mcp-session-id': `s${++sessions}` });
    else if (rpc.method === 'tools/list') list({ ok, response });
    else if (rpc.method === 'tools/call') called({ ok, response, result: bytes => response.writeHead(200, json).end(Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${rpc.id},"result":`), bytes])) });
    else response.writeHead(202).end();
  };
  return crowd('MCP', `an MCP server ${tried}`, { act, env: mcp, model: reads('mcp_echo') });
}

const longResult = Buffer.from(`{"content":[{"type":"text","text":"${'x'.repeat(MIB - 200)}"}]}}`);
const heavyResult = Buffer.from(`{"content":[],"structuredContent":[${objects(MIB - 3000)}]}}`);
const manyTools = Array.from({ length: 4000 }, (_, index) => ({ ...echo, name: `tool-${index}`, description: 'x'.repeat(150) }));

const mcps = [
  ofMcp('whose list of tools has pages without end', { list: ({ ok }) => ok({ tools: [echo], nextCursor: `page ${Math.random()}` }) }),
  ofMcp('whose list has pages of 1 MB without end', { list: ({ ok }) => ok({ tools: [echo, ...manyTools], nextCursor: `page ${Math.random()}` }) }),
  ofMcp('whose list of tools drips', { list: ({ response }) => drip(response, stream, ': still here\n\n') }),
  ofMcp('whose results have 1 MiB', { called: ({ result }) => result(longResult) }),
  ofMcp('whose results have 350,000 empty objects', { called: ({ result }) => result(heavyResult) }),
  ofMcp('whose results are streams without end', { called: ({ response }) => drip(response, stream, 'data: {"jsonrpc":"2.0","method":"notifications/progress","params":{}}\n\n') }),
  ofMcp('whose results are one line without end', { called: ({ response }) => gush(response, stream, 'data: ') }),
];

const search = ({ origin }) => ({ PARLEY_KNOWLEDGE_SEARCH_ENDPOINT: origin, PARLEY_KNOWLEDGE_SEARCH_INDEX: 'index', PARLEY_KNOWLEDGE_SEARCH_KEY: 'key' });
const found = Buffer.from(JSON.stringify({ value: Array.from({ length: 6 }, (_, index) => ({ '@search.score': 1, title: `Page ${index}`, content: 'word '.repeat(65_000) })) }));
const ofSearch = (tried, act) => crowd('search', `a search service that answers with ${tried}`, { act, env: search });

const searches = [
  ofSearch('2 MB of passages', response => response.writeHead(200, json).end(found)),
  ofSearch('bytes without end', response => gush(response, json, '{"value":[{"content":"')),
  ofSearch('a byte now and then', response => drip(response, json, ' ')),
  ofSearch('2 MB that do not end', response => response.writeHead(200, json).write(found.subarray(0, found.length - 100))),
];

/** Embeddings of documents are right; those of questions are answered by the attack. */
function ofEmbeddings(tried, attack) {
  const act = (response, body) => {
    const { input, dimensions } = JSON.parse(body);
    if (![input].flat().some(text => text.includes('manual'))) attack(response);
    else response.writeHead(200, json).end(JSON.stringify({ data: [input].flat().map((_, index) => ({ index, embedding: Array.from({ length: dimensions }, () => 0.05) })), usage: { prompt_tokens: 1, total_tokens: 1 } }));
  };
  const env = ({ origin }, folder) => {
    fs.writeFileSync(path.join(folder, 'manual.md'), '# The manual\n\nThis manual tells where orders are kept.\n');
    return { PARLEY_KNOWLEDGE_FOLDER: folder, PARLEY_KNOWLEDGE_ADDRESS: 'https://docs.example.com', PARLEY_KNOWLEDGE_EMBEDDINGS: 'small', PARLEY_KNOWLEDGE_EMBEDDINGS_ENDPOINT: origin, PARLEY_KNOWLEDGE_EMBEDDINGS_KEY: 'key' };
  };
  return crowd('embeddings', `an embedding deployment that answers questions with ${tried}`, { act, env });
}

const numbers = Buffer.from(`{"data":[{"index":0,"embedding":[${'0.123456789,'.repeat(320_000)}0]}]}`);

const heavyNumbers = Buffer.from(`{"data":[${objects(4 * MIB - 1000)}]}`);

const embeddings = [
  ofEmbeddings('1,400,000 empty objects', response => response.writeHead(200, json).end(heavyNumbers)),
  ofEmbeddings('320,000 numbers', response => response.writeHead(200, json).end(numbers)),
  ofEmbeddings('bytes without end', response => gush(response, json, '{"data":"')),
  ofEmbeddings('a byte now and then', response => drip(response, json, ' ')),
];

/** Bodies of Entra, each in place of a token. */
const tokens = {
  'a negative lifetime': { expires_in: -1 },
  'a lifetime beyond all numbers': '{"access_token":"a","expires_in":1e999}',
  'a lifetime of 10^18 s': { expires_in: 10 ** 18 },
  'NaN': '{"access_token":"a","expires_in":NaN}',
  'a word': { expires_in: 'soon' },
  'a number in a string': { expires_in: '2' },
  'no lifetime': { expires_in: undefined },
  'a list': { expires_in: [2] },
  'a token with a line feed': { access_token: 'a\r\nX-Header: b' },
  'a token with a null': { access_token: 'a\u0000b' },
  'a token that is no ASCII': { access_token: 'gr\u00fc\u00df' },
  'a token of blanks': { access_token: '   ' },
  'a token that is an object': { access_token: {} },
  'a token of 60 KB': { access_token: 'x'.repeat(60_000) },
  'a list in place of an object': '[]',
  'null': 'null',
  'no JSON': '<html>',
  'nothing': '',
  'JSON of 20,000 levels': '['.repeat(20_000),
};

function token(body) {
  return response => response.writeHead(200, json).end(typeof body === 'string' ? body : JSON.stringify({ token_type: 'Bearer', expires_in: 2, access_token: 'a', ...body }));
}

const ways = [
  ...Object.entries(tokens).map(([name, body]) => [name, token(body)]),
  ['1 MB', response => response.writeHead(200, json).end(Buffer.alloc(MIB, ' '))],
  ['bytes without end', response => gush(response, json, '"')],
  ['an error without end', response => { response.writeHead(500, json); response.write('{'); }],
];

/** The stand-in's own tokens last two seconds, so each odd answer meets a replica without a token. */
const entra = {
  number: 'peers: entra',
  tried: `${ways.length} odd answers of Entra, each given twice to a replica without a token`,
  async run(executable) {
    let [way, left] = [undefined, 0];
    const right = response => response.writeHead(200, json).end('{"token_type":"Bearer","expires_in":2,"access_token":"right"}');
    const scene = await Scene.start(executable, { memory: MEMORY, entra: response => { (left-- > 0 ? way : right)(response); return true; } });
    const problems = [];
    let slowest = 0;
    try {
      for (const [name, odd] of ways) {
        await pause(2100);
        [way, left] = [odd, 2];
        const activity = scene.message(`entra-${name}`, 'Hello?');
        const from = performance.now();
        const status = await scene.post(activity);
        const replied = await scene.reply(activity.id, 40_000);
        slowest = Math.max(slowest, Math.round((performance.now() - from) / 1000));
        if (process.env.VERBOSE) console.error(`${name}: ${status} ${replied && Math.round(replied - from)} ms, ${left} left`);
        if (!replied || left === 2) problems.push(`${name}: ${status}, ${replied ? 'not asked' : 'no reply'}`);
        left = 0;
      }
      const state = await scene.state();
      const odd = scene.warnings().filter(warning => /Unexpected error|has been blocked/.test(warning));
      return {
        seen: `${ways.length - problems.length} of ${ways.length} users answered, the last after ${slowest} s; peak ${scene.peak} MiB${problems.length || odd.length ? `; **${[...problems, ...odd].join('; ')}**` : ''}; ${state}`,
        held: problems.length === 0 && odd.length === 0 && state === 'alive' && scene.peak < MEMORY,
      };
    } finally {
      await scene.end();
    }
  },
};

export function peers() {
  return [...apis, ...mcps, ...searches, ...embeddings, entra];
}
