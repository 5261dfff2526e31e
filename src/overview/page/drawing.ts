import { withCodes } from '../../text/invisible';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** A drawing that says nothing that is not said in words beside it; lengths may be shares of its size, as in `40%`. */
export function drawing(kind: string, ...shapes: readonly SVGElement[]): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('class', kind);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  svg.append(...shapes);
  return svg;
}

/** @param attributes numbers are shares of the drawing, 0 to 1 */
export function shape(
  name: 'rect' | 'line' | 'text',
  attributes: Readonly<Record<string, string | number>>,
  words = '',
): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, typeof value === 'number' ? `${value * 100}%` : value);
  }
  made.textContent = withCodes(words);
  return made;
}
