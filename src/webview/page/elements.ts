import { codePoint, INVISIBLE, withCodes } from '../../text/invisible';

type Attributes = Readonly<Record<string, string>>;

/**
 * Creates an element with attributes and children. Strings become text nodes, never HTML, and invisible characters are
 * shown as their codes.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    created.setAttribute(attribute, SHOWN_ATTRIBUTES.has(attribute) ? withCodes(value) : value);
  }
  created.append(...children.flatMap((child) => (typeof child === 'string' ? visible(child) : [child])));
  return created;
}

/** Creates a button with exactly these children. */
export function button(
  attributes: Attributes,
  children: readonly (Node | string)[],
  onClick: () => void,
): HTMLButtonElement {
  const created = element('button', { type: 'button', ...attributes }, ...children);
  created.addEventListener('click', onClick);
  return created;
}

/** Replaces the children of an element. Children that are already in place stay untouched. */
export function putChildren(parent: HTMLElement, children: readonly HTMLElement[]): void {
  [...parent.children]
    .filter((child) => children.every((wanted) => wanted !== child))
    .forEach((child) => {
      child.remove();
    });
  children.forEach((child, index) => {
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}

/** Returns the nodes of a text in which invisible characters are shown as their codes. */
export function visible(text: string): Node[] {
  return text
    .split(PARTS)
    .filter((part) => part !== '')
    .map((part) =>
      INVISIBLE.test(part) ? element('span', { class: 'code-point' }, codePoint(part)) : document.createTextNode(part),
    );
}

/** Does the same for code, which keeps its line breaks and tabs. */
export function visibleCode(text: string): Node[] {
  return text
    .split(/([\n\t]+)/)
    .flatMap((part) => (/^[\n\t]/.test(part) ? [document.createTextNode(part)] : visible(part)));
}

const PARTS = new RegExp(`(${INVISIBLE.source})`, 'u');

/** Attributes that are visible or read by screen readers. */
const SHOWN_ATTRIBUTES = new Set(['title', 'aria-label', 'data-label', 'label']);

const SHAPES = {
  back: 'M13.5 8h-11M7 3.5L2.5 8 7 12.5',
  // The shape of the codicon `copy`, which the tree shows.
  copy: 'M6 3.5h5A1.5 1.5 0 0 1 12.5 5v8a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 13V5A1.5 1.5 0 0 1 6 3.5zM2.5 11.5V4.5a3 3 0 0 1 3-3H9',
  check: 'M2.5 8.5l3.5 3.5 7.5-8',
  ascending: 'M8 13V3M4.5 6.5L8 3l3.5 3.5',
  descending: 'M8 3v10M4.5 9.5L8 13l3.5-3.5',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2v3h-3',
  good: 'M2.5 8.5l3.5 3.5 7.5-8',
  information: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.2v3.8M8 4.6v1.2',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.2v1.1',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
} as const;

/** Creates a decorative icon in the color of the surrounding text. */
export function icon(name: keyof typeof SHAPES): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}
