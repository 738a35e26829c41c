// The services around a bot under load. Model and Connector are as light as possible, so that the bot is measured. Others
// issue tokens and signing keys. Loopback only.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { events, freePort, startFakes } from '../../testbed/surroundings.mjs';

const completion = fs.readFileSync(new URL('completion.json', import.meta.url));
const pieces = 10;
const text = JSON.parse(completion).choices[0].message.content;
const stream = events(Array.from({ length: pieces }, (_, piece) =>
  text.slice((piece * text.length) / pieces, ((piece + 1) * text.length) / pieces)));
// Marks a reply of the model: an apology is a reply too.
const opening = JSON.stringify(text.slice(0, 40)).slice(1, -1);
const taken = Buffer.from('{"id":"1790000000000"}');
const json = body => ({ 'content-type': 'application/json', 'content-length': body.length });
const logins = ['login.botframework.com', 'login.microsoftonline.com'];

/**
 * All services. A reply of a bot is handed to `onReply(activityId, time)`: the id of the message that it answers, and 0 for one that is
 * not the model's. With `tls`, the model is asked over TLS.
 */
export async function startServices(processes, identity, onReply, { tls = false } = {}) {
  const certified = certify(processes.folder);
  const services = new Services(await freePort(), onReply);
  await services.listen();
  if (tls) await services.listenWithTls(certified, await freePort());
  // Parley asks these for tokens and keys; there is no model and no Connector in them.
  const fakes = await startFakes(identity, { model: () => ({}), connector: () => ({}) });
  return Object.assign(services, { fakes, logins: await startLogins(certified, identity) });
}

class Services {
  #server = http.createServer((request, response) => this.#serve(request, response));
  #port;
  #onReply;
  #tls;
  modelLatency = 0;
  typings = 0;

  constructor(port, onReply) {
    this.#port = port;
    this.#onReply = onReply;
    this.#server.keepAliveTimeout = 0;
  }

  listen() {
    return new Promise(done => this.#server.listen(this.#port, '127.0.0.1', 4096, done));
  }

  listenWithTls({ key, certificate }, port) {
    const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) }, (request, response) => this.#serve(request, response));
    server.keepAliveTimeout = 0;
    this.#tls = { port, certificate };
    return new Promise(done => server.listen(port, '127.0.0.1', 4096, done));
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get model() {
    return this.#tls ? `https://localhost:${this.#tls.port}/model` : `${this.origin}/model`;
  }

  /** The certificate that bots have to trust; none without TLS. */
  get certificate() {
    return this.#tls?.certificate;
  }

  get serviceUrl() {
    return `${this.origin}/connector/`;
  }

  #serve(request, response) {
    const at = performance.now();
    if (request.url.startsWith('/model')) this.#ask(request, response);
    else this.#take(request, response, at);
  }

  #ask(request, response) {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk)).on('end', () => {
      if (Buffer.concat(chunks).includes('"stream":true')) this.#stream(response);
      else this.#complete(response);
    });
  }

  /** Streams in bursts over the model's time, as Azure's content filter passes text on. */
  #stream(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream.forEach((event, index) => {
      const send = () => (index + 1 < stream.length ? response.write(event) : response.end(event));
      if (this.modelLatency > 0) setTimeout(send, (this.modelLatency * (index + 1)) / stream.length);
      else send();
    });
  }

  #complete(response) {
    const answer = () => response.writeHead(200, json(completion)).end(completion);
    if (this.modelLatency > 0) setTimeout(answer, this.modelLatency);
    else answer();
  }

  #take(request, response, at) {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk)).on('end', () => {
      response.writeHead(201, json(taken)).end(taken);
      const activity = Buffer.concat(chunks);
      const id = request.url.slice(request.url.lastIndexOf('/') + 1);
      if (!activity.includes('"type":"message"')) this.typings++;
      else this.#onReply(id, activity.includes(opening) ? at : 0);
    });
  }
}

/** A key, and a certificate for this machine and the hosts of logins: the paths of both. */
export function certify(folder) {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map(name => path.join(folder, name));
  const names = [...logins, 'localhost'].map(host => `DNS:${host}`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=stand-in', '-keyout', key,
    '-out', certificate, '-addext', `subjectAltName=${names}`], { stdio: 'ignore' });
  return { key, certificate };
}

/** Microsoft's hosts for keys and tokens, for SDKs that know them by name: see alternatives/loopback.mjs. */
export async function startLogins({ key, certificate }, identity) {
  const port = await freePort();
  const server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) }, (request, response) => {
    const body = Buffer.from(JSON.stringify(login(request, identity)));
    request.resume().on('end', () => response.writeHead(200, json(body)).end(body));
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  return { port, certificate };
}

function login({ url, headers: { host } }, identity) {
  const path = url.split('?')[0];
  if (path.endsWith('/token')) return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: 'token' };
  if (path.endsWith('/keys')) return identity.signingKeys;
  if (host === 'login.botframework.com') return { issuer: 'https://api.botframework.com', jwks_uri: `https://${host}/v1/.well-known/keys` };
  const tenant = `https://${host}/${path.split('/')[1]}`;
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}
