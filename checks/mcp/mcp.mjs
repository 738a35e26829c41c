// Has Parley's MCP client talk to servers that others wrote, in both eras of the protocol.
//
//   node checks/mcp/mcp.mjs
//
// Installs @modelcontextprotocol/server-everything (revisions up to 2025-11-25, with sessions and streams) and
// @modelcontextprotocol/server (revision 2026-07-28, and the older ones without sessions) into a temporary folder, starts them on
// this machine, with the server in quarkus/ (quarkus-mcp-server), and runs RealServersTest against each. Needs Node 20, npm and
// what the build needs. MVN names another Maven.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');
const PACKAGES = ['@modelcontextprotocol/server-everything@2026.8.31', '@modelcontextprotocol/server@2.4.0', 'zod@4'];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-mcp-'));
const started = [];

/** Starts a server, and waits until it says where it listens. */
function start(file, variables, command = [process.execPath]) {
  const server = spawn(command[0], [...command.slice(1), file], { cwd: folder, env: { ...process.env, ...variables } });
  started.push(server);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${file} does not start`)), 30_000);
    const heard = text => {
      const port = /listening on:? (?:port |http:\/\/127\.0\.0\.1:)?(\d+)/i.exec(text)?.[1];
      if (port) { clearTimeout(timer); resolve(`http://127.0.0.1:${port}/mcp`); }
    };
    server.stdout.on('data', heard);
    server.stderr.on('data', heard);
    server.on('exit', code => reject(new Error(`${file} ended with ${code}`)));
  });
}

function freePort() {
  const script = 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})';
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}

function maven(...goals) {
  const [command, ...options] = (process.env.MVN ?? 'mvn').split(' ');
  execFileSync(command, [...options, '-q', ...goals], { cwd: root, stdio: 'inherit' });
}

/** Builds the server of the library quarkus-mcp-server, and starts it. */
function startQuarkus() {
  maven('-f', path.join(here, 'quarkus', 'pom.xml'), 'package', `-DbuildDirectory=${folder}`);
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const port = freePort();
  return start(path.join(folder, 'quarkus', 'quarkus-app', 'quarkus-run.jar'), {}, [java, `-Dquarkus.http.port=${port}`, '-jar']);
}

function test(servers) {
  maven('test', '-Dtest=RealServersTest', `-Dmcp.servers=${servers.join(',')}`);
}

try {
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true, "type": "module"}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', ...PACKAGES], { cwd: folder, stdio: 'inherit' });
  fs.copyFileSync(path.join(here, 'server.mjs'), path.join(folder, 'server.mjs'));
  const everything = 'node_modules/@modelcontextprotocol/server-everything/dist/index.js';
  fs.writeFileSync(path.join(folder, 'everything.mjs'), `process.argv[2] = 'streamableHttp';\nawait import('./${everything}');\n`);
  const servers = [
    `everything=${await start('everything.mjs', { PORT: freePort() })}`,
    `modern=${await start('server.mjs', { LEGACY: 'reject', MODE: 'json' })}`,
    `streams=${await start('server.mjs', { LEGACY: 'reject', MODE: 'sse' })}`,
    `quarkus=${await startQuarkus()}`,
    `both=${await start('server.mjs', { LEGACY: 'stateless', MODE: 'auto' })}`,
  ];
  console.log(servers.join('\n'));
  test(servers);
  console.log('All servers were understood.');
} finally {
  started.forEach(server => { server.removeAllListeners('exit'); server.kill(); });
  fs.rmSync(folder, { recursive: true, force: true });
}
