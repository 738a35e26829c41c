// Starts Microsoft 365 Agents Playground and uses it like a person: its server is a process, its page is open in a browser,
// and the checks look at what the page shows. The server also tells the page about traffic to and from the bot; this is
// recorded for facts that the page does not show, such as the status of a response.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { freePort, pause, reachable } from '../../testbed/surroundings.mjs';

const folder = fileURLToPath(new URL('node_modules/@microsoft/m365agentsplayground', import.meta.url));

/** The installed package. */
export const version = fs.existsSync(folder) && JSON.parse(fs.readFileSync(path.join(folder, 'package.json'))).version;

const bot = 'User Application';

/** Resolves only this machine's names: fonts and animations from other hosts are not loaded. */
const browserFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'];

/** Waits until a condition is true, or throws its last error. */
export async function until(what, condition, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`not seen in ${seconds} s: ${what}`);
}

export class Playground {
  #process;
  #browser;
  #page;

  /** The bot's activities that the page showed, in order: `{ action: 'createMessage' | 'updateMessage', message }`. */
  shown = [];

  /** The entries of the page's log panel: requests with their responses, and sentences. */
  log = [];

  /** Ids of activities that the client did not make, see {@link custom}, except those that it had sent before. */
  handmade = new Set();

  static async open(processes, { channel, endpoint, deliveryMode, browser }) {
    const playground = new Playground();
    const port = await freePort();
    const name = `playground-${channel}-${port}`;
    playground.channel = channel;
    playground.address = `http://localhost:${port}/`;
    playground.#process = processes.start(process.execPath, [
      path.join(folder, 'cli.js'), '--app-endpoint', endpoint, '--channel-id', channel, '--port', port, '--disable-telemetry',
      ...(deliveryMode ? ['--delivery-mode', deliveryMode] : []),
    ], {
      TEAMSAPPTESTER_BROWSER: 'none',
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
      M365_AGENTS_PLAYGROUND_LOGFILE: path.join(processes.folder, name + '.events'),
    }, name);
    await reachable(port);
    playground.#browser = await chromium.launch({ executablePath: browser, args: browserFlags });
    playground.browserVersion = playground.#browser.version();
    playground.#page = await playground.#browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
    playground.#page.setDefaultTimeout(20_000);
    playground.#page.on('websocket', socket => socket.on('framereceived', frame => playground.#note(frame.payload)));
    await playground.#page.goto(playground.address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
    return playground;
  }

  #note(payload) {
    const { action, message, log } = JSON.parse(payload);
    if (action) this.shown.push({ action, message });
    if (log) this.log.push(log);
  }

  /** Requests to the bot: `{ type, conversationId, request: { body }, response: { statusCode, body } }`. */
  get requests() {
    return this.log.filter(entry => entry.to === bot);
  }

  /** What the bot posted. */
  get posts() {
    return this.log.filter(entry => entry.from === bot);
  }

  get warnings() {
    return this.log.filter(entry => entry.level).map(entry => entry.displayText);
  }

  get sentences() {
    return this.log.filter(entry => !entry.request).map(entry => entry.displayText);
  }

  /** The paragraphs on the page: each message has its own. */
  async texts() {
    return (await this.#page.locator('p').allInnerTexts()).map(text => text.trim());
  }

  pageText() {
    return this.#page.locator('body').innerText();
  }

  async count(text) {
    return (await this.texts()).filter(shown => shown === text).length;
  }

  /** Writes into the box, and sends. A mention is chosen from the list that the page offers. */
  async say(text, { mention } = {}) {
    await this.#page.getByRole('textbox').last().click();
    if (mention) {
      await this.#page.keyboard.type('@');
      await this.#page.getByRole('menuitem', { name: mention }).first().click();
      await this.#page.keyboard.type(' ');
    }
    await this.#page.keyboard.type(text);
    // A channel of a team has a box to start with, and one for each thread: the button is that of the last box, too.
    await this.#page.getByRole('button', { name: /^(Send|Send Message|Post)$/ }).last().click();
  }

  /** Sends a message, and waits until the page shows the answer. Returns all of it that the page showed before, too. */
  async ask(text, answer, options) {
    const drafts = new Set();
    await this.say(text, options);
    await until(`“${answer}”`, async () => {
      const texts = await this.texts();
      texts.filter(shown => shown && shown !== answer && answer.startsWith(shown)).forEach(shown => drafts.add(shown));
      return texts.includes(answer);
    });
    return [...drafts];
  }

  /** Sends an activity of the menu “Mock an Activity”, as the page proposes it. */
  async mock(item) {
    await this.#page.getByRole('button', { name: 'Mock an Activity' }).click();
    await this.#page.getByRole('menuitem').filter({ hasText: item }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Send activity' }).click();
  }

  /** Sends the content of the editor, as “Mock an Activity”, “Custom activity” does. */
  async custom(activity) {
    if (!this.requests.some(({ request }) => request.body.id === activity.id)) this.handmade.add(activity.id);
    const status = await this.#page.evaluate(async body => (await fetch('/_internal/v1/customActivities', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body,
    })).status, JSON.stringify(activity));
    if (status !== 200) throw new Error(`the playground took no activity: ${status}`);
    return until(`the bot's answer to ${activity.type} ${activity.id}`,
      () => this.requests.filter(entry => entry.request.body.id === activity.id).at(-1));
  }

  /** How many buttons of cards the page shows by this name. */
  buttons(name) {
    return this.#page.getByRole('button', { name, exact: true }).count();
  }

  async press(name) {
    await this.#page.getByRole('button', { name, exact: true }).last().click();
  }

  async thumbsUp() {
    await this.#page.getByRole('button', { name: 'Like', exact: true }).last().click();
    const dialog = this.#page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByRole('button', { name: 'close' }).click({ timeout: 2000 }).catch(() => {});
    await dialog.waitFor({ state: 'hidden' });
  }

  isLabelledAsGenerated() {
    return this.#page.getByRole('button', { name: 'AI generated' }).last().isVisible();
  }

  async openConversation(name) {
    await this.#page.getByRole('treeitem', { name }).click();
  }

  async reload() {
    await this.#page.reload({ waitUntil: 'domcontentloaded' });
  }

  async screenshot(file) {
    await this.#page?.screenshot({ path: file });
  }

  async close() {
    await this.#browser?.close();
    this.#process.kill();
    await this.#process.gone;
  }
}
