/** Talks to the playground's server. */

const BASE = '/playground/conversations';

/** Milliseconds between attempts to reach a server that does not answer. */
export const TRY_AGAIN_AFTER = 3000;

/** A request that failed. The status is 0 when there was no response. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export async function post(path, body) {
  const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(BASE + path, request).catch(() => Response.error());
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const otherwise = response.status === 0 ? 'The server cannot be reached.' : `The server answered ${response.status}.`;
  throw new Problem(response.status, answer.detail ?? answer.title ?? otherwise);
}

/** The events of a conversation, each once, however often the connection is lost. */
export class Events {
  /** @param listener `event(event)`, `connected()`, `lost()`, `gone()` */
  constructor(id, listener) {
    this.path = `${BASE}/${encodeURIComponent(id)}/events`;
    this.listener = listener;
    this.latest = 0;
    this.open();
  }

  open() {
    this.source = new EventSource(this.path);
    this.source.onopen = () => this.listener.connected();
    this.source.onmessage = ({ lastEventId, data }) => this.take(Number(lastEventId), data);
    this.source.onerror = () => (this.source.readyState === EventSource.CLOSED ? this.ask() : this.listener.lost());
  }

  take(number, data) {
    if (number > this.latest) {
      this.latest = number;
      this.listener.event(JSON.parse(data));
    }
  }

  /** Asks for the status: a browser reconnects by itself unless the server refused, and an EventSource does not say why. */
  async ask() {
    const abort = new AbortController();
    const status = await fetch(this.path, { signal: abort.signal }).then(response => response.status, () => 0);
    abort.abort();
    if (this.isClosed) return;
    if (status === 404) {
      this.listener.gone();
    } else {
      this.listener.lost();
      this.timer = setTimeout(() => this.open(), TRY_AGAIN_AFTER);
    }
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.source.close();
  }
}
