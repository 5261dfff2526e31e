import { codePoint, INVISIBLE, withCodes } from '../../text/invisible';

type Attributes = Readonly<Record<string, string>>;

/**
 * An element with its attributes and children. Texts become text, whatever they hold, and what cannot be seen in them is
 * shown by its code.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, SHOWN_ATTRIBUTES.has(attribute) ? withCodes(value) : value);
  }
  made.append(...children.flatMap((child) => (typeof child === 'string' ? visible(child) : [child])));
  return made;
}

/** Has an element hold exactly these, without touching those that are in their place. */
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

/** A text in which invisible characters are shown by their code. */
export function visible(text: string): Node[] {
  return text
    .split(PARTS)
    .filter((part) => part !== '')
    .map((part) =>
      INVISIBLE.test(part) ? element('span', { class: 'code-point' }, codePoint(part)) : document.createTextNode(part),
    );
}

/** The same for code, whose lines and tabs stay what they are. */
export function visibleCode(text: string): Node[] {
  return text
    .split(/([\n\t]+)/)
    .flatMap((part) => (/^[\n\t]/.test(part) ? [document.createTextNode(part)] : visible(part)));
}

const PARTS = new RegExp(`(${INVISIBLE.source})`, 'u');

/** The attributes that are shown or spoken. */
const SHOWN_ATTRIBUTES = new Set(['title', 'aria-label', 'data-label']);

const SHAPES = {
  back: 'M13.5 8h-11M7 3.5L2.5 8 7 12.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M2.5 8.5l3.5 3.5 7.5-8',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2v3h-3',
  good: 'M2.5 8.5l3.5 3.5 7.5-8',
  information: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.2v3.8M8 4.6v1.2',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.2v1.1',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
} as const;

/** A drawing in the color of the text around it; it says nothing that is not said in words. */
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
