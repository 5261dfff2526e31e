import { withCodes } from '../../text/invisible';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Creates a decorative drawing. */
export function drawing(kind: string, ...shapes: readonly SVGElement[]): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('class', kind);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  svg.append(...shapes);
  return svg;
}

/**
 * Creates a shape of a drawing.
 * @param attributes numbers are fractions of the drawing's size, 0 to 1
 */
export function shape(
  name: 'rect' | 'line' | 'text',
  attributes: Readonly<Record<string, string | number>>,
  words = '',
): SVGElement {
  const created = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    created.setAttribute(attribute, typeof value === 'number' ? `${value * 100}%` : value);
  }
  created.textContent = withCodes(words);
  return created;
}
