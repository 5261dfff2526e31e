import { number, type Language } from '../text/language';
import { cut } from '../text/invisible';
import type { Block, Section, Value } from './protocol';

/** Characters of a value on the page. More would block it: each invisible character is an element of its own. */
const LONGEST_VALUE = 10_000;
/** Characters of a sentence or two, such as an error text from Atlas. */
const LONGEST_TEXT = 1000;
/** Characters of a name or a title. */
const LONGEST_NAME = 200;

/** A section as the page gets it: long texts are cut, and the page says so. */
export function truncateSection(section: Section, language: Language): Section {
  return { ...section, blocks: section.blocks.map((block) => shownBlock(block, language)) };
}

function shownBlock(block: Block, language: Language): Block {
  const shown = (value: Value): Value => shownValue(value, language);
  switch (block.kind) {
    case 'text':
      return { ...block, text: cut(block.text, LONGEST_TEXT) };
    case 'notice':
      return { ...block, title: cut(block.title, LONGEST_NAME), text: cut(block.text, LONGEST_TEXT) };
    case 'properties':
      return {
        ...block,
        properties: block.properties.map(({ label, value }) => ({
          label: cut(label, LONGEST_NAME),
          value: shown(value),
        })),
      };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(shown)) };
    case 'snippets':
      return { ...block, snippets: block.snippets.map((snippet) => ({ ...snippet, value: shown(snippet.value) })) };
    case 'progress':
    case 'buttons':
      return block;
  }
}

function shownValue({ text, copy }: Value, language: Language): Value {
  const shown = cut(text, LONGEST_VALUE);
  const { l10n } = language;
  return {
    text: shown,
    ...(shown !== text && {
      rest: l10n.t('{0} characters in all. Copy it, or open the JSON, to see the rest.', number(language, text.length)),
    }),
    ...(copy !== undefined && { copy: { title: cut(copy.title, LONGEST_NAME), label: cut(copy.label, LONGEST_NAME) } }),
  };
}
