// The users of a bot: they say something through the Connector, and wait for the reply there.
import fs from 'node:fs';
import http from 'node:http';
import { pause } from './surroundings.mjs';

const template = JSON.parse(fs.readFileSync(new URL('teams-message.json', import.meta.url)));
const patience = 30_000;
const agent = new http.Agent({ keepAlive: true });

/** The replies that are waited for, by the id of the message that each answers. */
export class Replies {
  #waiting = new Map();
  #lastId = 1_790_000_000_000;

  /** The id for a message, and the time at which the model's answer to it comes; 0 if none comes, or an apology. */
  expect() {
    const id = String(++this.#lastId);
    const time = new Promise(done => {
      const timer = setTimeout(() => this.arrived(id, 0), patience);
      this.#waiting.set(id, at => { clearTimeout(timer); done(at); });
    });
    return { id, time };
  }

  arrived(id, at) {
    this.#waiting.get(id)?.(at);
    this.#waiting.delete(id);
  }
}

/** Talks to the replicas of one bot, in turn. */
export class Caller {
  #ports;
  #serviceUrl;
  #replies;
  #headers;

  constructor(ports, { serviceUrl, identity, replies }) {
    this.#ports = ports;
    this.#serviceUrl = serviceUrl;
    this.#replies = replies;
    this.#headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${identity.token(serviceUrl)}` };
  }

  /** Says something in a conversation. Milliseconds until the response to the POST, and until the reply; or the failure. */
  async turn(conversation) {
    const { id, time } = this.#replies.expect();
    const startedAt = performance.now();
    const { status, at } = await this.#post(id, conversation);
    if (status < 200 || status > 299) {
      this.#replies.arrived(id, 0);
      return { failure: status ? `answered ${status}` : 'not answered' };
    }
    const repliedAt = await time;
    return repliedAt ? { responded: at - startedAt, replied: repliedAt - startedAt } : { failure: 'no answer of the model' };
  }

  #post(id, conversation) {
    const body = Buffer.from(JSON.stringify(this.#activity(id, conversation)));
    const port = this.#ports[id % this.#ports.length];
    return new Promise(done => {
      const request = http.request({ host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent, timeout: patience,
        headers: { ...this.#headers, 'content-length': body.length } }, response => {
        const at = performance.now();
        response.resume().on('end', () => done({ status: response.statusCode, at })).on('error', () => done({ status: 0 }));
      });
      request.on('timeout', () => request.destroy()).on('error', () => done({ status: 0 })).end(body);
    });
  }

  #activity(id, conversation) {
    return { ...template, id, timestamp: new Date().toISOString(), serviceUrl: this.#serviceUrl,
      conversation: { ...template.conversation, id: template.conversation.id + conversation } };
  }
}

/** As fast as the bot can: conversations that each say the next thing when the response and the reply are there. */
export class ClosedLoop {
  #caller;
  #running = true;
  #ended;
  turns = 0;
  failures = [];

  constructor(caller, conversations) {
    this.#caller = caller;
    this.#ended = Promise.all(Array.from({ length: conversations }, (_, index) => this.#converse(`closed-${index}`)));
  }

  async #converse(conversation) {
    while (this.#running) {
      const { failure } = await this.#caller.turn(conversation);
      if (failure) await this.#rest(failure);
      else this.turns++;
    }
  }

  async #rest(failure) {
    this.failures.push(failure);
    await pause(100);
  }

  end() {
    this.#running = false;
    return this.#ended;
  }
}

/** At a rate that does not depend on the bot, in conversations that take turns. All turns. */
export async function openLoop(caller, { rate, seconds, conversations }) {
  const startedAt = performance.now();
  const turns = [];
  while (turns.length < rate * seconds) {
    const ahead = startedAt + turns.length * 1000 / rate - performance.now();
    if (ahead > 0) await pause(ahead);
    turns.push(caller.turn(`open-${turns.length % conversations}`));
  }
  return Promise.all(turns);
}
