type Attributes = Readonly<Record<string, string>>;

/** An element with its attributes and children; texts become text, whatever they hold. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
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

/** A text in which characters that cannot be seen, or turn the text around, are shown by their code. */
export function visible(text: string): (Node | string)[] {
  return text
    .split(/([\p{Cc}\p{Bidi_Control}])/u)
    .filter((part) => part !== '')
    .map((part) =>
      /^[\p{Cc}\p{Bidi_Control}]$/u.test(part) ? element('span', { class: 'code-point' }, codePoint(part)) : part,
    );
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

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
