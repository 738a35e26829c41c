/**
 * The playground's page. It plays a channel's client: it shows one conversation, and beside it the bot's work on each turn.
 * Everything it shows comes from the conversation's events, so a reload or a lost connection changes nothing.
 *
 * `conversation.js` makes sense of the events, the `…-view.js` modules show them, `server.js` talks to the server, and this
 * module joins them. The browser runs these files as they are, without a build step.
 */
import { ActivitiesView } from './activities-view.js';
import { ChatView } from './chat-view.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { $, button, h } from './dom.js';
import { Layout, Status } from './layout.js';
import { Events, post, Problem, TRY_AGAIN_AFTER } from './server.js';
import { TurnsView } from './turns-view.js';

const CHANNELS = ['msteams', 'webchat', 'emulator'];

/** First questions. The second kind needs the tools of the demo. */
const SUGGESTIONS = ['How do I add a monitor?', 'What did I ask before?', '/help'];
const SUGGESTIONS_WITH_TOOLS = ['How do I add a monitor?', 'Is the checkout up?', 'Acknowledge incident 4711'];

/** What the buttons send when the composer is empty. */
const REHEARSALS = {
  'burst': ['First of five.', 'Second of five.', 'Third of five.', 'Fourth of five.', 'Fifth of five.'],
  'slow-model': ['Take your time.'],
  'failing-model': ['What do you say when the model fails?'],
  'failing-tool': ['Is the checkout up?'],
  'connector-502': ['Does this get through a broken gateway?'],
  'connector-429': ['Does this get through a busy channel?'],
};

/** Holds the conversation that is shown, and does what the user asks for. */
class Playground {
  constructor() {
    this.layout = new Layout();
    this.status = new Status();
    this.chat = new ChatView({
      select: (turn, goThere) => this.select(turn, goThere),
      retry: turn => this.retry(turn),
      press: ({ id }, press) => this.request('/presses', { messageId: id, ...press }),
      say: text => this.say([text]),
      rate: ({ id }, reaction) => this.request('/feedback', { messageId: id, reaction }),
    });
    this.turns = new TurnsView();
    this.activities = new ActivitiesView();
    this.composer = new Composer(() => this.send());
    this.listen();
    this.resumeOrBegin();
    this.composer.focus();
  }

  listen() {
    $('new-conversation').addEventListener('click', () => this.beginAnew());
    $('mention').addEventListener('change', () => this.showMention());
    for (const control of [$('group'), ...document.querySelectorAll('[name=channel]')]) {
      control.addEventListener('change', () => this.begin());
    }
    for (const control of document.querySelectorAll('[data-trouble]')) {
      control.addEventListener('click', () => this.rehearse(control.dataset.trouble));
    }
    addEventListener('hashchange', () => this.resumeOrBegin());
  }

  // Which conversation: the hash of the URL holds everything the page has to know about it.

  resumeOrBegin() {
    const { id, channel, group, model, token, tools } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (id && CHANNELS.includes(channel)) {
      this.open({ id, channel, model, group: group === 'true', token: token === 'true', tools: tools === 'true' });
      // Keeps screen readers from announcing the earlier messages again.
      $('transcript').setAttribute('aria-busy', 'true');
      setTimeout(() => $('transcript').removeAttribute('aria-busy'), 1000);
    } else {
      this.begin();
    }
  }

  get wanted() {
    const channel = document.querySelector('[name=channel]:checked').value;
    return { channel, group: channel === 'msteams' && $('group').checked };
  }

  async begin() {
    this.close();
    this.showControls(this.wanted);
    const beginning = this.beginning = Symbol('beginning');
    const begun = await post('', this.wanted).catch(problem => problem);
    if (this.beginning !== beginning) return;
    if (begun instanceof Problem) {
      this.failToBegin(begun);
    } else {
      const { id, channel, group, model, token, tools } = begun;
      // The first conversation replaces the bare address. After that, the browser's back button leads to earlier conversations.
      history[location.hash ? 'pushState' : 'replaceState'](null, '', `#${new URLSearchParams({ id, channel, group, model, token, tools })}`);
      this.open(begun);
    }
  }

  beginAnew() {
    this.begin();
    this.composer.focus();
  }

  failToBegin(problem) {
    if (problem.status === 0) {
      this.status.show('waiting', 'The server cannot be reached. Is Parley running? Trying again every few seconds.');
      this.retryTimer = setTimeout(() => this.begin(), TRY_AGAIN_AFTER);
    } else {
      this.status.show('error', `The conversation could not begin. ${problem.message}`, { label: 'Try again', run: () => this.beginAnew() });
    }
  }

  open(info) {
    this.close();
    this.conversation = new Conversation(info);
    this.showControls(info);
    this.showInfo(info);
    this.showUse();
    this.events = new Events(info.id, {
      event: event => {
        this.conversation.apply(event);
        this.frame ??= requestAnimationFrame(() => this.render());
      },
      connected: () => this.status.hide(),
      lost: () => this.status.show('waiting', 'The connection is lost. Trying again; no event will be missing afterwards.'),
      gone: () => this.gone(),
    });
  }

  close() {
    this.beginning = null;
    this.conversation = null;
    this.events?.close();
    clearTimeout(this.retryTimer);
    [this.chat, this.turns, this.activities].forEach(view => view.clear());
    this.status.hide();
    this.showUse();
  }

  gone() {
    this.events.close();
    this.status.show('error', 'This conversation is gone: the playground keeps a few conversations, in memory, until the server stops.',
      { label: 'New conversation', run: () => this.beginAnew() });
  }

  // Renders at most once a frame. While a turn is open, its last bar grows.

  render() {
    this.frame = null;
    if (this.conversation) {
      [this.chat, this.turns, this.activities].forEach(view => view.render(this.conversation));
      this.conversation.settle();
      this.showUse();
      this.ticker ??= setInterval(() => this.tick(), 250);
    }
  }

  tick() {
    const open = this.conversation?.open ?? [];
    open.forEach(turn => this.turns.renderTurn(turn, this.conversation.now));
    if (open.length === 0) {
      clearInterval(this.ticker);
      this.ticker = null;
    }
  }

  /** Shows what depends on whether the user has sent a message. */
  showUse() {
    const isUsed = Boolean(this.conversation?.messages.length);
    $('suggestions').hidden = isUsed || !this.conversation;
    document.querySelector('[data-trouble=redeliver]').disabled = !isUsed;
  }

  showControls({ channel, group }) {
    document.querySelector(`[name=channel][value=${channel}]`).checked = true;
    $('group').checked = group;
    $('group-control').hidden = channel !== 'msteams';
    $('mention-control').hidden = !group;
    this.showMention();
  }

  showMention() {
    $('mention-hint').hidden = $('mention-control').hidden || $('mention').checked;
    $('composer-hint').hidden = !$('mention-hint').hidden;
  }

  showInfo({ model, token, tools }) {
    const suggest = text => {
      this.say([text]);
      this.composer.focus();
    };
    const suggestions = tools && model === 'demo' ? SUGGESTIONS_WITH_TOOLS : SUGGESTIONS;
    $('suggestions').replaceChildren(...suggestions.map(text => button({ class: 'suggestion' }, () => suggest(text), text)));
    document.querySelector('[data-trouble=failing-tool]').closest('li').hidden = !tools;
    const badge = $('model-badge');
    badge.hidden = !model;
    badge.dataset.model = model;
    badge.replaceChildren(...(model === 'demo' ? ['Demo model', h('span', {}, ', no Azure account')] : ['Azure OpenAI']));
    $('token-note').textContent = token
      ? 'The bot requires a token from the channel; the playground signs the token for this page.'
      : 'The bot requires no token, because MICROSOFT_APP_ID is not set.';
  }

  // What the user does.

  send() {
    if (this.composer.text && this.conversation) {
      const text = this.composer.take();
      this.say([text], 'none', text);
    }
    this.composer.focus();
  }

  rehearse(trouble) {
    if (trouble === 'redeliver') {
      this.request('/redeliveries', {});
    } else if (this.conversation) {
      const own = this.composer.take();
      const isBurst = trouble === 'burst';
      const texts = isBurst ? [1, 2, 3, 4, 5].map(number => `${own} (${number} of 5)`) : [own];
      this.say(own ? texts : REHEARSALS[trouble], isBurst ? 'none' : trouble, own);
    }
    if (this.layout.isNarrow) {
      this.layout.choose('chat');
      $('tab-chat').focus();
    }
  }

  /** @param typed the text to put back into the composer when the message cannot be sent */
  async say(texts, trouble = 'none', typed = '') {
    const isSent = await this.request('/messages', { texts, mention: $('mention').checked, trouble });
    if (!isSent && !this.composer.text) this.composer.text = typed;
  }

  /** Only the last message can be delivered again; an older one is sent as a new message. */
  retry(turn) {
    turn === this.conversation.messages.at(-1) ? this.request('/redeliveries', {}) : this.say([turn.text]);
    this.composer.focus();
  }

  /** Posts a request about the conversation. Returns whether it succeeded. */
  async request(path, body) {
    const conversation = this.conversation;
    const problem = await post(`/${encodeURIComponent(conversation.info.id)}${path}`, body).then(() => null, failure => failure);
    if (this.conversation !== conversation) return true;
    if (problem?.status === 404) {
      this.gone();
    } else if (problem) {
      this.status.show('error', `Not sent${problem.status ? ` (${problem.status})` : ''}. ${problem.message}`);
    } else if (this.status.isError) {
      this.status.hide();
    }
    return !problem;
  }

  select(turn, goThere) {
    if (goThere) this.layout.choose('turns');
    const card = this.turns.select(turn);
    if (goThere && this.layout.isNarrow) card?.focus({ preventScroll: true });
  }
}

new Playground();
