// The compared bots, and how each is started: with production settings, and without anything that slows it down.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, reachable, Redis, Replica } from '../../testbed/surroundings.mjs';
import { usage } from './usage.mjs';

const alternatives = fileURLToPath(new URL('../alternatives/', import.meta.url));
const floor = fileURLToPath(new URL('../DurableFloor.java', import.meta.url));
const scripts = fileURLToPath(new URL('../../src/main/resources/io/parley/ledger', import.meta.url));
const whole = { PARLEY_CHAT_STREAMING: 'false' };
const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47';

/** Each bot by the name that --targets knows it by. */
export function bots({ executable, jar, before, 'jar-before': jarBefore }) {
  return {
    native: { title: 'Parley, native', start: around => startParley(executable, 1, around) },
    'native-before': { title: 'Parley, native, before', start: around => startParley(before, 1, around) },
    'jvm-before': { title: 'Parley, JVM, before', start: around => startParley(jarBefore, 1, around) },
    'native-whole': { title: 'Parley, native, not streaming', start: around => startParley(executable, 1, around, { settings: whole }) },
    'native-limited': { title: 'Parley, native, limited', start: around => startParley(executable, 1, around, { limited: true }) },
    'native-limited-whole': { title: 'Parley, native, limited, not streaming', start: around => startParley(executable, 1, around, { limited: true, settings: whole }) },
    'native-3': { title: 'Parley, native, 3 replicas', start: around => startParley(executable, 3, around) },
    jvm: { title: 'Parley, JVM', start: around => startParley(jar, 1, around) },
    'jvm-whole': { title: 'Parley, JVM, not streaming', start: around => startParley(jar, 1, around, { settings: whole }) },
    'jvm-limited': { title: 'Parley, JVM, limited', start: around => startParley(jar, 1, around, { limited: true }) },
    'jvm-3': { title: 'Parley, JVM, 3 replicas', start: around => startParley(jar, 3, around) },
    botbuilder: { title: 'botbuilder', sdk: true, start: around => startAlternative('botbuilder', around) },
    floor: { title: 'durable floor, Java on Vert.x', start: around => startFloor(jar, around) },
    agents: { title: 'agents-hosting', sdk: true, start: around => startAlternative('agents', around) },
  };
}

function need(file, how) {
  if (!fs.existsSync(file)) throw new Error(`There is no ${file || 'program of Parley'}: ${how} comes first`);
}

async function startParley(program, count, { processes, identity, services }, { limited, settings } = {}) {
  need(program, 'mvn package, or mvn package -Dnative,');
  const redis = await Redis.start(processes);
  const trust = trusting(services.certificate);
  const env = {
    AZURE_OPENAI_ENDPOINT: services.model,
    PARLEY_CONNECTOR_TRUSTED_ORIGINS: services.origin,
    // The executable has this limit built in.
    JAVA_TOOL_OPTIONS: ['-XX:+UseSerialGC', '-Xmx256m', ...trust].join(' '),
    ...settings,
  };
  const args = program.endsWith('.jar') ? [] : trust;
  const surroundings = { identity, fakes: services.fakes, redis, limited, env, args };
  const replicas = [];
  while (replicas.length < count) replicas.push(await Replica.start(processes, program, surroundings));
  return new Bot(replicas, redis);
}

/** The options that make Java trust a certificate. */
function trusting(certificate) {
  if (!certificate) return [];
  const store = `${certificate}.p12`;
  fs.rmSync(store, { force: true });
  execFileSync('keytool', ['-importcert', '-noprompt', '-file', certificate, '-keystore', store, '-storetype', 'PKCS12', '-storepass', 'stand-in'], { stdio: 'ignore' });
  return [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=stand-in'];
}

/** Only the work of a turn, on the libraries of Parley's jar. */
async function startFloor(jar, { processes, identity, services }) {
  need(jar, 'mvn package');
  const redis = await Redis.start(processes);
  const port = await freePort();
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const child = processes.start(java, ['-XX:+UseSerialGC', '-Xmx256m', '-cp', path.join(path.dirname(jar), 'lib/main/*'), floor], {
    PORT: port,
    REDIS_URL: redis.url,
    MICROSOFT_APP_ID: identity.appId,
    MICROSOFT_APP_PASSWORD: 'secret',
    TOKEN_URL: `${services.fakes.origin}/oauth2/token`,
    OPENID_URL: `${services.fakes.origin}/openid/configuration`,
    AZURE_OPENAI_ENDPOINT: services.model,
    AZURE_OPENAI_KEY: 'key',
    SCRIPTS: scripts,
  }, 'floor');
  await reachable(port);
  return new Bot([{ port, pid: child.pid, end: signal => { child.kill(signal); return child.gone; } }], redis);
}

/** One process: history is in its memory, so there cannot be a second one. */
async function startAlternative(name, { processes, identity, services }) {
  need(alternatives + 'node_modules', 'npm ci --prefix bench/alternatives');
  const port = await freePort();
  const child = processes.start(process.execPath, ['--import', `${alternatives}loopback.mjs`, `${alternatives}${name}.mjs`], {
    NODE_ENV: 'production',
    NODE_EXTRA_CA_CERTS: services.logins.certificate,
    STAND_IN_TLS_PORT: services.logins.port,
    PORT: port,
    AZURE_OPENAI_ENDPOINT: services.model,
    AZURE_OPENAI_KEY: 'key',
    AZURE_OPENAI_DEPLOYMENT: 'gpt-4o-mini',
    AZURE_OPENAI_API_VERSION: '2024-06-01',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: identity.appId,
    MicrosoftAppPassword: 'secret',
    MicrosoftAppTenantId: tenant,
    clientId: identity.appId,
    clientSecret: 'secret',
    tenantId: tenant,
  }, name);
  await reachable(port);
  return new Bot([{ port, pid: child.pid, end: signal => { child.kill(signal); return child.gone; } }]);
}

class Bot {
  #replicas;

  constructor(replicas, redis) {
    this.#replicas = replicas;
    this.redis = redis;
  }

  get ports() {
    return this.#replicas.map(replica => replica.port);
  }

  /** The processor time since their start and the memory of all its processes together; and those of Redis. */
  usage() {
    const each = this.#replicas.map(replica => usage(replica.pid));
    const sum = name => each.reduce((total, one) => total + one[name], 0);
    return { cpuSeconds: sum('cpuSeconds'), resident: sum('resident'), redisCpuSeconds: this.redis ? usage(this.redis.pid).cpuSeconds : 0 };
  }

  async end() {
    await Promise.all(this.#replicas.map(replica => replica.end('SIGTERM')));
    await this.redis?.kill();
  }
}
