/** The frame around the views: the tabs, and the status line. */
import { $, button, h } from './dom.js';

/** Decides which panels are tabs: it depends on the width. The widths are the same as in the style sheet. */
export class Layout {
  constructor() {
    this.all = ['chat', 'turns', 'activities', 'trouble'];
    this.wide = matchMedia('(width >= 74em)');
    this.medium = matchMedia('(width >= 52em)');
    this.all.forEach(name => $(`tab-${name}`).addEventListener('click', () => this.choose(name)));
    $('tabs').addEventListener('keydown', event => this.move(event));
    [this.wide, this.medium].forEach(query => query.addEventListener('change', () => this.apply()));
    this.apply();
  }

  get isNarrow() { return !this.medium.matches; }
  get names() { return this.wide.matches ? this.all.slice(1, 3) : this.isNarrow ? this.all : this.all.slice(1); }

  choose(name) {
    this.chosen = name;
    this.apply();
  }

  apply() {
    const names = this.names;
    const chosen = names.includes(this.chosen) ? this.chosen : names[0];
    const place = this.isNarrow ? $('main').firstElementChild : $('panel-turns');
    if (place !== $('tabs') && place.previousElementSibling !== $('tabs')) place.before($('tabs'));
    this.all.forEach(name => this.applyTo(name, names.includes(name), name === chosen));
  }

  applyTo(name, isTab, isChosen) {
    const [tab, panel] = [$(`tab-${name}`), $(`panel-${name}`)];
    tab.hidden = !isTab;
    tab.tabIndex = isChosen ? 0 : -1;
    tab.setAttribute('aria-selected', String(isTab && isChosen));
    isTab ? panel.setAttribute('role', 'tabpanel') : panel.removeAttribute('role');
    const appears = panel.hidden && (!isTab || isChosen);
    panel.hidden = isTab && !isChosen;
    if (appears) panel.querySelectorAll('.scroll, .transcript').forEach(box => { box.scrollTop = box.scrollHeight; });
  }

  move(event) {
    const names = this.names;
    const here = names.findIndex(name => $(`tab-${name}`) === document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (here >= 0 && to !== undefined) {
      event.preventDefault();
      this.choose(names.at(to % names.length));
      $(`tab-${this.chosen}`).focus();
    }
  }
}

/** A line about the connection or an error, with a button for the next step if there is one. */
export class Status {
  constructor() { this.element = $('status'); }
  get isError() { return this.element.dataset.kind === 'error'; }

  /** @param kind `waiting` or `error` */
  show(kind, text, action) {
    this.element.dataset.kind = kind;
    this.element.replaceChildren(h('span', {}, text), ...(action ? [button({ class: 'button' }, action.run, action.label)] : []));
    this.element.hidden = false;
  }

  hide() { this.element.hidden = true; }
}
