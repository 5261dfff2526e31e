import type { Locator } from 'playwright-core';
import type { World } from '../atlas/world';

/** Names that are the same in every language, and codes: providers, formats of data, variables. */
const NAMES = /\b(?:AWS|Azure|AZURE|Google Cloud|GCP|Terraform|Atlas CLI|UTC|[A-Z]+_[A-Z_]+|S3|https?:\/\/\S+)\b/g;

/** Words of `Intl`, which has no pseudo language, and of VS Code. */
const OTHERS =
  /\b(?:and|ago|seconds?|minutes?|AM|PM|Actions for|January|February|March|April|May|June|July|August|September|October|November|December)\b/g;

/** IDs, the ends of IDs, and ISO dates. */
const IDS = /\b[0-9a-f]{24}\b|…[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The names of icons, with which VS Code begins what a screen reader says of a row in a Quick Pick. */
const ICON = /^[a-z-]+ {2}/;

/** Runs in the page. Returns the visible elements below one, and it, except source code. */
const ELEMENTS = `(selector) => [...document.querySelectorAll(selector)].flatMap((root) => [root, ...root.querySelectorAll('*')])
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => element.closest('pre, code, script, style') === null)`;

/** Runs in the page. Returns texts, and those for screen readers and on hover. */
const READ = `(element) => [
  ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data),
  ...['aria-label', 'title', 'placeholder', 'label', 'alt'].map((name) => element.getAttribute(name) ?? ''),
]`;

/** Runs in the page. Returns whether an element cuts its text. One for screen readers takes a single pixel. */
const CUTS = `(element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) &&
  element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1`;

/**
 * Returns the texts of the elements that have letters of English, and aren't data of the simulated Atlas.
 * @param html of the window or of a frame
 */
export async function untranslated(html: Locator, selector: string, data: readonly string[]): Promise<string[]> {
  const texts = await html.evaluate<string[], undefined>(
    `(${ELEMENTS})(${JSON.stringify(selector)}).flatMap(${READ}).map((text) => text.trim())`,
  );
  if (texts.join('') === '') {
    throw new Error(`There is no text in ${selector}`);
  }
  return [...new Set(texts)].filter((text) => /[A-Za-z]{2,}/.test(withoutData(text, data)));
}

/** Returns the texts of the elements that are cut. */
export function cut(html: Locator, selector: string): Promise<string[]> {
  return html.evaluate<string[], undefined>(
    `(${ELEMENTS})(${JSON.stringify(selector)}).filter(${CUTS}).map((element) => element.textContent.trim())`,
  );
}

function withoutData(text: string, data: readonly string[]): string {
  const rest = data.reduce((before, value) => before.replaceAll(value, ' '), text);
  return rest.replace(ICON, '').replaceAll(IDS, ' ').replaceAll(NAMES, ' ').replaceAll(OTHERS, ' ');
}

/** Returns all texts in the data of the simulated Atlas, longest first. */
export function dataOf(world: World): string[] {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 1) {
      found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(collect);
    }
  };
  collect([world.projects, world.organizations, world.credentials]);
  return [...found].sort((one, other) => other.length - one.length);
}
