// A server of the current revision of MCP, with the library of the protocol's authors. Started by mcp.mjs. LEGACY sets how
// older requests are handled, and MODE how responses are sent.
import http from 'node:http';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

function server() {
  const mcp = new McpServer({ name: 'check', version: '1.0.0' });
  mcp.registerTool('echo', { description: 'Says it again.', inputSchema: z.object({ message: z.string() }) },
    async ({ message }) => ({ content: [{ type: 'text', text: `Echo: ${message}` }] }));
  mcp.registerTool('get-sum', { description: 'Adds.', inputSchema: z.object({ a: z.number(), b: z.number() }) },
    async ({ a, b }) => ({ content: [{ type: 'text', text: `The sum of ${a} and ${b} is ${a + b}.` }] }));
  mcp.registerTool('fails', { description: 'Fails.', inputSchema: z.object({}) },
    async () => ({ isError: true, content: [{ type: 'text', text: 'It failed.' }] }));
  return mcp;
}

const handler = createMcpHandler(server, { legacy: process.env.LEGACY, responseMode: process.env.MODE });

http.createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = ['GET', 'HEAD'].includes(incoming.method) ? undefined : Buffer.concat(chunks);
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const answer = await handler.fetch(new Request(`http://127.0.0.1${incoming.url}`, { method: incoming.method, headers, body }));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) for await (const piece of answer.body) outgoing.write(piece);
  outgoing.end();
}).listen(0, '127.0.0.1', function listening() { console.log(`listening on ${this.address().port}`); });
