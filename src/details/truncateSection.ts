import { number, type Language } from '../text/language';
import { cut } from '../text/invisible';
import type { Block, Section, Value } from './protocol';

/** Maximum characters of a value. More would freeze the page, because each invisible character is an element. */
const MAX_VALUE = 10_000;
/** Maximum characters of a text, such as an error message from Atlas. */
const MAX_TEXT = 1000;
/** Maximum characters of a name or a title. */
const MAX_NAME = 200;

/** Returns a section with long texts truncated. Truncated values have a note. */
export function truncateSection(section: Section, language: Language): Section {
  return { ...section, blocks: section.blocks.map((block) => truncateBlock(block, language)) };
}

function truncateBlock(block: Block, language: Language): Block {
  const truncate = (value: Value): Value => truncateValue(value, language);
  switch (block.kind) {
    case 'text':
      return { ...block, text: cut(block.text, MAX_TEXT) };
    case 'notice':
      return { ...block, title: cut(block.title, MAX_NAME), text: cut(block.text, MAX_TEXT) };
    case 'properties':
      return {
        ...block,
        properties: block.properties.map(({ label, value }) => ({
          label: cut(label, MAX_NAME),
          value: truncate(value),
        })),
      };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(truncate)) };
    case 'snippets':
      return { ...block, snippets: block.snippets.map((snippet) => ({ ...snippet, value: truncate(snippet.value) })) };
    case 'progress':
    case 'buttons':
      return block;
  }
}

function truncateValue({ text, copy, note }: Value, language: Language): Value {
  const shown = cut(text, MAX_VALUE);
  const { l10n } = language;
  return {
    text: shown,
    ...(shown !== text && {
      rest: l10n.t(
        '{0} characters in total. Copy the value or open it as JSON to see the rest.',
        number(language, text.length),
      ),
    }),
    ...(note !== undefined && { note: cut(note, MAX_TEXT) }),
    ...(copy !== undefined && { copy: { title: cut(copy.title, MAX_NAME), label: cut(copy.label, MAX_NAME) } }),
  };
}
