// A system that a bot uses through tools: orders that can be read and cancelled. It counts the writes that it makes.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { freePort } from '../../testbed/surroundings.mjs';

const TITLE = 'Cancel an order';
const KEY = 'idempotency-key';

/** The sentences about calls that Parley adds to an answer or an apology by default, and the words of the model. */
export const said = {
  unknown: `It is not known whether this was done: ${TITLE}.`,
  done: `This was done: ${TITLE}.`,
  doneByModel: 'cancel_order: done',
};

export class Orders {
  reads = new Map();
  // The requests to cancel each order, and the cancellations: with their times and idempotency keys.
  requests = new Map();
  cancelled = new Map();
  underWay = new Set();

  /** @param repeatable whether a request with a known key changes nothing */
  constructor(random, { repeatable = false, takes = [50, 400] }) {
    Object.assign(this, { random, repeatable, takes });
  }

  async start() {
    this.port = await freePort();
    this.server = http.createServer((request, response) => request.resume().on('end', () => this.#answer(request, response)));
    this.server.keepAliveTimeout = 0;
    await new Promise(done => this.server.listen(this.port, '127.0.0.1', 4096, done));
    return this;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Writes the tools file for Parley. */
  toolsFile(folder) {
    const file = path.join(folder, 'tools.yaml');
    fs.writeFileSync(file, `
sources:
  orders:
    kind: http
    address: ${this.origin}
    trusted: yes
    operations:
      order_status:
        description: Tells the state of an order.
        method: GET
        path: /orders/{order}
        parameters:
          order: {in: path, description: The order}
      cancel_order:
        title: ${TITLE}
        description: Cancels an order.
        method: POST
        path: /orders/{order}/cancel
        confirm: no
        repeatable: ${this.repeatable ? 'yes' : 'no'}
        parameters:
          order: {in: path, description: The order}
`);
    return file;
  }

  #answer({ method, url, headers }, response) {
    const order = decodeURIComponent(url.split('/')[2]);
    const time = this.random.between(...this.takes);
    if (method === 'GET') {
      add(this.reads, order, { at: performance.now() });
      setTimeout(() => send(response, { order, state: 'open' }), time);
    } else {
      this.#cancel(order, headers[KEY], time, response);
    }
  }

  // Waits half of the time before the cancellation and half after it, even if the client no longer waits for the response.
  #cancel(order, key, time, response) {
    add(this.requests, order, { at: performance.now(), key });
    const one = { order };
    this.underWay.add(one);
    setTimeout(() => {
      if (!this.repeatable || !this.#cancelledWith(order, key)) add(this.cancelled, order, { at: performance.now(), key });
    }, time / 2);
    setTimeout(() => {
      this.underWay.delete(one);
      send(response, { order, state: 'cancelled' });
    }, time);
  }

  #cancelledWith(order, key) {
    return (this.cancelled.get(order) ?? []).some(before => before.key === key);
  }

  close() {
    this.server.closeAllConnections();
    return new Promise(done => this.server.close(done));
  }
}

function add(map, order, entry) {
  if (!map.has(order)) map.set(order, []);
  map.get(order).push(entry);
}

function send(response, body) {
  if (!response.destroyed) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** The calls that the model asks for: one read and one write. */
export function callsFor(order, stream) {
  const calls = ['order_status', 'cancel_order'].map((name, index) => ({
    index, id: `call_${index}_${order.replaceAll(/\W/g, '_')}`, type: 'function', function: { name, arguments: JSON.stringify({ order }) },
  }));
  const choice = part => ({ id: 'chatcmpl-1', choices: [{ index: 0, finish_reason: 'tool_calls', ...part }] });
  if (!stream) return { status: 200, body: choice({ message: { role: 'assistant', content: null, tool_calls: calls.map(({ index, ...call }) => call) } }) };
  const events = [choice({ finish_reason: null, delta: { role: 'assistant', tool_calls: calls } }), choice({ delta: {} })];
  return {
    status: 200, headers: { 'content-type': 'text/event-stream' },
    body: events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('') + 'data: [DONE]\n\n',
  };
}

/** Returns a line of the answer with the results of the model's calls. */
export function resultsIn(messages) {
  const calls = messages.flatMap(message => message.tool_calls ?? []);
  return messages.filter(message => message.role === 'tool').map(message => {
    const name = calls.find(call => call.id === message.tool_call_id)?.function.name;
    return `${name}: ${JSON.parse(message.content).error ?? 'done'}`;
  }).join(', ');
}

/** Judges the write of each message: whether it was made, and what the user and the operator learn about it. */
export class Writes {
  /** @param operators what an operator can list: writes as `{ call, outcome }`, and dead letters; undefined for a bot without lists */
  constructor(orders, ids, repliesTo, turnOf, operators) {
    const unknown = new Set(operators?.writes.filter(({ outcome }) => outcome === 'unknown').map(({ call }) => call.match(/:([^:/]+)\//)[1]));
    this.all = ids.map(id => {
      const texts = repliesTo(id).map(reply => reply.text);
      return {
        id,
        requests: orders.requests.get(id) ?? [],
        made: (orders.cancelled.get(id) ?? []).length,
        seen: texts.length > 0,
        saysDone: texts.some(text => text.includes(said.doneByModel) || text.includes(said.done)),
        saysUnknown: texts.some(text => text.includes(said.unknown)),
        modelKnowsNot: texts.some(text => text.includes('cancel_order: outcome_unknown')),
        // A dead letter shows a call that was begun and has no end.
        listed: operators && (unknown.has(turnOf(id)) || operators.dead.has(id)),
        unknown: unknown.has(turnOf(id)),
        texts,
      };
    });
    this.repeated = this.all.filter(({ requests }) => requests.length > 1);
    this.twice = this.all.filter(({ made }) => made > 1);
    this.otherKey = this.all.filter(({ requests }) => new Set(requests.map(({ key }) => key)).size > 1);
    this.unknown = this.all.filter(({ saysUnknown, modelKnowsNot, unknown }) => saysUnknown || modelKnowsNot || unknown);
    this.silent = this.unknown.filter(({ seen, saysUnknown }) => seen && !saysUnknown);
    this.unlisted = this.unknown.filter(({ listed }) => listed === false);
    this.concealed = this.all.filter(({ made, seen, saysDone, saysUnknown }) => seen && made > 0 && !saysDone && !saysUnknown);
    this.unseen = this.all.filter(({ made, seen }) => made > 0 && !seen);
    this.untold = operators ? this.unseen.filter(({ id }) => !operators.dead.get(id)?.includes('Its user got no ')) : [];
    this.invented = this.all.filter(({ made, saysDone }) => made === 0 && saysDone);
    this.sum = this.all.filter(({ made }) => made > 0).length;
  }

  get failures() {
    return { twice: this.twice, otherKey: this.otherKey, silent: this.silent, unlisted: this.unlisted, concealed: this.concealed, untold: this.untold, invented: this.invented };
  }

  get failed() {
    return Object.values(this.failures).some(list => list.length > 0);
  }

  row() {
    const madeOf = this.unknown.filter(({ made }) => made > 0).length;
    const told = this.unknown.filter(({ saysUnknown }) => saysUnknown).length;
    const listed = this.unknown.filter(one => one.listed).length;
    return [
      this.sum, this.repeated.length, this.twice.length, `${madeOf} / ${this.unknown.length - madeOf}`, `${told} / ${listed}`,
      `${this.concealed.length} / ${this.unseen.length} / ${this.invented.length}`,
    ];
  }

  static columns = [
    'writes made', 'requested again', 'made twice', 'outcome unknown: made / not made', 'of these, said to the user / in a list of the operator',
    'made, and its user reads nothing of it / sees no answer / not made, and said to be',
  ];
}
