/** Makes elements. No module sets markup as a string: Trusted Types forbid it (see markdown.js for the one exception). */

const SVG = 'http://www.w3.org/2000/svg';

export const $ = id => document.getElementById(id);

/** Makes an element. Attributes named `on…` are listeners; attributes and children that are false or null are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== false && child != null));
  return element;
}

/** Text for screen readers alone. */
export const unseen = text => h('span', { class: 'unseen' }, text);

/** An icon of the page's symbols. */
export function icon(name) {
  const [svg, use] = ['svg', 'use'].map(tag => document.createElementNS(SVG, tag));
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A button. Its click does not reach an element around it that reacts to clicks as well. */
export function button(attributes, action, ...children) {
  const onclick = event => { event.stopPropagation(); action(); };
  return h('button', { type: 'button', ...attributes, onclick }, ...children);
}

/** Changes the content of a box that scrolls. A reader at its end stays at the end. */
export function keepingEnd(box, change) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  change();
  if (atEnd) box.scrollTop = box.scrollHeight;
}
