#!/usr/bin/env node
// Makes the pictures of docs/images: node checks/screenshots.mjs [--browser /usr/bin/chromium] [--url http://localhost:3978] [--to docs/images]
// Asks the demo's first questions on the playground of a bot that runs (bin/dev), and takes a picture each for light, dark and a phone.
// Needs Node 18 and Chromium; the browser resolves no other host.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: {
  browser: { type: 'string', default: '/usr/bin/chromium' },
  url: { type: 'string', default: 'http://localhost:3978' },
  to: { type: 'string', default: 'docs/images' },
} });

const WIDE = { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false };
const PHONE = { width: 390, height: 844, deviceScaleFactor: 2, mobile: true };

/** Waits for a turn's end on the page, then for its last frame. */
const UNTIL = replies => `new Promise(resolve => { const look = () => {
  const all = document.querySelectorAll('[data-testid=message-bot]');
  const open = document.querySelector('[data-testid=turn][data-state=open]');
  all.length >= ${replies} && all[all.length - 1].dataset.state === 'final' && !open ? setTimeout(resolve, 300) : setTimeout(look, 100);
}; look(); })`;
const SAY = text => `(() => { const field = document.getElementById('composer'); field.value = ${JSON.stringify(text)};
  field.form.requestSubmit(); })()`;
const CLICK = selector => `document.querySelector(${JSON.stringify(selector)}).click()`;

const QUESTION = [SAY('How do I add a monitor?'), UNTIL(2)];
const ACTION = [SAY('Acknowledge incident 4711'), UNTIL(3)];

const PICTURES = [
  { name: 'playground-light', screen: WIDE, dark: false, steps: [...QUESTION, ...ACTION] },
  { name: 'playground-dark', screen: WIDE, dark: true, steps: [...QUESTION, ...ACTION] },
  { name: 'playground-narrow', screen: PHONE, dark: false, steps: [CLICK('[data-testid=channel-msteams]'), UNTIL(1), SAY('Acknowledge incident 4711'), UNTIL(2)] },
];

/** A browser, by the Chrome DevTools Protocol over a pipe: messages of JSON, with a zero byte behind each. */
class Browser {
  constructor(profile) {
    this.process = spawn(options.browser, ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--no-sandbox', '--disable-gpu',
      '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.waiting = new Map();
    this.number = 0;
    let text = '';
    this.process.stdio[4].setEncoding('utf8').on('data', data => {
      const messages = (text + data).split('\0');
      text = messages.pop();
      messages.map(JSON.parse).forEach(message => this.take(message));
    });
  }

  take({ id, result, error }) {
    const { resolve, reject } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    error ? reject?.(new Error(error.message)) : resolve?.(result);
  }

  call(method, params = {}, sessionId) {
    const id = ++this.number;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  async picture({ name, screen, dark, steps }) {
    const { browserContextId } = await this.call('Target.createBrowserContext');
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    const tab = (method, params) => this.call(method, params, sessionId);
    await tab('Emulation.setDeviceMetricsOverride', screen);
    await tab('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    await tab('Page.navigate', { url: `${options.url}/playground` });
    for (const expression of [UNTIL(1), ...steps]) {
      const evaluate = () => tab('Runtime.evaluate', { expression, awaitPromise: true });
      // Retries if the previous page was closed in the meantime.
      const { exceptionDetails } = await evaluate().catch(evaluate);
      if (exceptionDetails) throw new Error(`${name}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    }
    const { data } = await tab('Page.captureScreenshot', { format: 'png' });
    writeFileSync(path.join(options.to, `${name}.png`), Buffer.from(data, 'base64'));
    await this.call('Target.disposeBrowserContext', { browserContextId });
    console.log(`${name}.png`);
  }
}

const profile = mkdtempSync(path.join(os.tmpdir(), 'screenshots-'));
const browser = new Browser(profile);
try {
  for (const picture of PICTURES) await browser.picture(picture);
} finally {
  await browser.call('Browser.close').catch(() => {});
  browser.process.kill();
  setTimeout(() => rmSync(profile, { recursive: true, force: true }), 500);
}
