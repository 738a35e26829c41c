/** The field for a message. It grows with its text and remembers what was sent. */
import { $ } from './dom.js';

export class Composer {
  constructor(send) {
    this.field = $('composer');
    this.sent = [];
    this.place = 0;
    this.field.addEventListener('input', () => this.fit());
    this.field.addEventListener('keydown', event => this.press(event, send));
    $('composer-form').addEventListener('submit', event => {
      event.preventDefault();
      send();
    });
    this.fit();
  }

  get text() { return this.field.value.trim(); }

  set text(text) {
    this.field.value = text;
    this.fit();
  }

  fit() {
    this.field.style.height = 'auto';
    this.field.style.height = `${this.field.scrollHeight}px`;
    $('send').classList.toggle('is-ready', this.text !== '');
  }

  focus() { this.field.focus({ preventScroll: true }); }

  /** Empties the field and returns its text. */
  take() {
    const text = this.text;
    if (text && this.sent.at(-1) !== text) this.sent.push(text);
    this.place = this.sent.length;
    this.text = '';
    return text;
  }

  /** Enter sends. The arrows recall earlier messages, but only while the field is empty or shows a recalled message unchanged. */
  press(event, send) {
    const recalled = this.place + { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (recalled >= 0 && recalled <= this.sent.length && this.field.value === (this.sent[this.place] ?? '')) {
      event.preventDefault();
      this.place = recalled;
      this.text = this.sent[recalled] ?? '';
    }
  }
}
