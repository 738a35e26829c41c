// Starts a bot in dev mode with bin/dev: a real Redis, the demo model, its own ports. The bot has no conversations yet.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, pause } from './surroundings.mjs';

const script = fileURLToPath(new URL('../bin/dev', import.meta.url));
// Sources may have to be compiled, and Maven may have to fetch.
const startLimit = 300_000;

/** What would make it another bot than the demo. */
const unwanted = /^(AZURE_|MICROSOFT_APP_|PARLEY_|REDIS_URL$|QUARKUS_)/;

/** The bot at an address; without one, one in dev mode that is started here. */
export async function botAt(address, processes) {
  return address ? { address: address.replace(/\/+$/, ''), end: async () => {} } : startBot(processes.folder, 'bin/dev');
}

/** A bot in dev mode, started by a command of a shell in a folder: bin/dev of any clone, with settings before it. */
export function startBot(folder, command) {
  return DevBot.start(folder, command.trim().replace(/\S*bin\/dev$/, `'${script}' -B -ntp`));
}

class DevBot {
  #child;

  constructor(child, port, management) {
    this.#child = child;
    this.address = `http://localhost:${port}`;
    this.management = `http://localhost:${management}`;
  }

  static async start(folder, command) {
    const [port, management] = [await freePort(), await freePort()];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
    const log = fs.openSync(path.join(folder, 'bot.log'), 'a');
    // A process group of its own: Maven, the bot below it, and Redis below that.
    const child = spawn('bash', ['-c', command], {
      cwd: folder, env: { ...env, PORT: port, MANAGEMENT_PORT: management }, detached: true, stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    child.gone = new Promise(done => child.once('exit', done).once('error', done));
    const bot = new DevBot(child, port, management);
    process.once('exit', () => bot.#signal('SIGKILL'));
    await Promise.race([bot.#ready(), child.gone.then(() => { throw new Error(`bin/dev ended; see ${folder}/bot.log`); })]);
    return bot;
  }

  async #ready() {
    for (const until = Date.now() + startLimit; Date.now() < until; await pause(250)) {
      const health = await fetch(`${this.management}/q/health/ready`).catch(() => ({ ok: false }));
      if (health.ok) return;
    }
    throw new Error('The bot was not ready in time');
  }

  #signal(signal) {
    try {
      process.kill(-this.#child.pid, signal);
    } catch {
      // Gone already.
    }
  }

  async end() {
    this.#signal('SIGTERM');
    await Promise.race([this.#child.gone, pause(20_000)]);
    this.#signal('SIGKILL');
  }
}
