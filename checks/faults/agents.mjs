// A bot on the Microsoft 365 Agents SDK with tools, as a replica that can be ended and started again.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort, reachable } from '../../testbed/surroundings.mjs';

const alternatives = fileURLToPath(new URL('../../bench/alternatives/', import.meta.url));
const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';

export class AgentsReplica {
  #processes;
  #env;
  #process;
  #starts = 0;
  up = false;

  constructor(processes, env, port) {
    this.#processes = processes;
    this.#env = env;
    this.port = port;
  }

  static async start(processes, { identity, fakes, logins, env }) {
    if (!fs.existsSync(alternatives + 'node_modules')) throw new Error('npm ci --prefix bench/alternatives comes first');
    const replica = new AgentsReplica(processes, {
      NODE_ENV: 'production',
      NODE_EXTRA_CA_CERTS: logins.certificate,
      STAND_IN_TLS_PORT: logins.port,
      AZURE_OPENAI_ENDPOINT: fakes.origin + '/model',
      AZURE_OPENAI_DEPLOYMENT: 'gpt-4o-mini',
      AZURE_OPENAI_API_VERSION: '2024-06-01',
      clientId: identity.appId,
      clientSecret: 'secret',
      tenantId: tenant,
      ...env,
    }, await freePort());
    await replica.start();
    return replica;
  }

  get name() {
    return `agents-${this.port}-${this.#starts}`;
  }

  async start() {
    this.#starts++;
    const env = { ...this.#env, PORT: this.port, AZURE_OPENAI_KEY: this.name };
    this.#process = this.#processes.start(process.execPath, ['--import', `${alternatives}loopback.mjs`, `${alternatives}agents-tools.mjs`], env, `agents-${this.port}`);
    await reachable(this.port);
    this.up = true;
  }

  signal(signal) {
    this.#process.kill(signal);
  }

  end(signal) {
    this.up = false;
    this.#process.kill(signal);
    return this.#process.gone;
  }
}
