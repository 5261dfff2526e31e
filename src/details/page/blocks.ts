import {
  copyKey,
  type Block,
  type CopyRequest,
  type Notice,
  type PageRequest,
  type Progress,
  type Property,
  type Snippets,
  type Table,
  type Value,
} from '../protocol';
import { buttonRow } from '../../webview/page/buttonRow';
import { cardTable } from '../../webview/page/cardTable';
import { button, element, icon, visibleCode } from '../../webview/page/elements';
import { tokens } from './highlight';

/** What the controls of blocks do. */
export interface PageActions {
  /** Sends a request to the extension. */
  readonly send: (request: PageRequest) => void;
  readonly copy: (place: ValuePlace) => void;
  /** The kinds of code snippets that the user chose, the last choice first. */
  readonly chosenSnippets: () => readonly Snippets['snippets'][number]['id'][];
  readonly selectSnippet: (id: Snippets['snippets'][number]['id']) => void;
}

/** The position of a block on the page. */
export type BlockPlace = Pick<CopyRequest, 'section' | 'block'>;
/** The position of a value on the page. */
type ValuePlace = Pick<CopyRequest, 'section' | 'block' | 'value'>;

/** Creates the element of a block. Its place becomes part of the focus keys. */
export function blockElement(block: Block, place: BlockPlace, actions: PageActions): HTMLElement {
  const key = `${place.section}/${place.block}`;
  switch (block.kind) {
    case 'text':
      return element('p', {}, block.text);
    case 'notice':
      return noticeElement(block, key, actions);
    case 'properties':
      return element(
        'dl',
        {},
        ...block.properties.map((property, value) => propertyElement(property, { ...place, value }, actions)),
      );
    case 'table':
      return tableElement(block, place, actions);
    case 'progress':
      return progressElement(block);
    case 'buttons':
      return buttonRow(block.buttons, actions.send, key);
    case 'snippets':
      return block.disclosure === undefined
        ? snippetsElement(block, place, actions)
        : disclosureElement(block, block.disclosure, place, actions);
  }
}

/** Updates the element of a progress block. */
export function updateProgress(shown: HTMLElement, block: Progress): void {
  shown.replaceChildren(...progressElement(block).childNodes);
}

function noticeElement({ tone, title, text, buttons }: Notice, key: string, actions: PageActions): HTMLElement {
  const words = element(
    'div',
    {},
    element('strong', {}, title),
    element('p', {}, text),
    ...(buttons.length === 0 ? [] : [buttonRow(buttons, actions.send, key)]),
  );
  return element('div', { class: `notice ${tone}` }, icon(tone), words);
}

function propertyElement({ label, value }: Property, place: ValuePlace, actions: PageActions): HTMLElement {
  return element('div', {}, element('dt', {}, label), element('dd', {}, ...valueNodes(value, place, actions)));
}

/** Creates the nodes of a value with its copy button. */
function valueNodes(value: Value, place: ValuePlace, actions: PageActions): HTMLElement[] {
  return [element('span', { class: 'value' }, value.text, ...restNodes(value)), ...copyButtons(value, place, actions)];
}

function restNodes({ rest, note }: Value): HTMLElement[] {
  return [rest, note].flatMap((text) => (text === undefined ? [] : [element('em', { class: 'rest' }, ` ${text}`)]));
}

function copyButtons({ copy }: Value, place: ValuePlace, actions: PageActions): HTMLElement[] {
  if (copy === undefined) {
    return [];
  }
  const { title } = copy;
  const attributes = { class: 'copy', 'aria-label': title, title, 'data-key': copyKey(place) };
  return [
    button(attributes, [icon('copy'), icon('check')], () => {
      actions.copy(place);
    }),
  ];
}

function tableElement({ caption, columns, rows }: Table, place: BlockPlace, actions: PageActions): HTMLElement {
  const body = rows.map((row, at) => ({
    cells: row.map((value, column) =>
      element('div', {}, ...valueNodes(value, { ...place, value: at * columns.length + column }, actions)),
    ),
  }));
  const table = cardTable(caption, columns, body);
  table.prepend(element('caption', {}, caption));
  return element('div', { class: 'scroll', role: 'group', 'aria-label': caption, tabindex: '0' }, table);
}

function progressElement({ label, done, total }: Progress): HTMLElement {
  const bar = element('progress', {
    'aria-label': label,
    ...(total !== undefined && { value: String(done), max: String(Math.max(total, 1)) }),
  });
  return element('div', { class: 'progress' }, bar, element('span', {}, label));
}

/** Creates an element that shows its snippets when the user expands it. */
function disclosureElement(
  block: Snippets,
  { title, notes }: NonNullable<Snippets['disclosure']>,
  place: BlockPlace,
  actions: PageActions,
): HTMLElement {
  return element(
    'details',
    {},
    element('summary', { 'data-key': `${place.section}/${place.block}/summary` }, title),
    ...notes.map((note) => element('p', {}, note)),
    ...(block.snippets.length === 0 ? [] : [snippetsElement(block, place, actions)]),
  );
}

/** Creates a picker of snippets. A native one works with the keyboard and screen readers, and has groups. */
function snippetsElement({ label, snippets }: Snippets, place: BlockPlace, actions: PageActions): HTMLElement {
  const key = `${place.section}/${place.block}`;
  const groups = [...new Set(snippets.map(({ group }) => group))].map((group) => {
    const options = snippets
      .filter((snippet) => snippet.group === group)
      .map(({ id, title }) => element('option', { value: id }, title));
    return group === undefined ? options : [element('optgroup', { label: group }, ...options)];
  });
  const select = element('select', { 'data-key': `${key}/select` }, ...groups.flat());
  const created = element('div', { class: 'snippets' });
  const show = (index: number): void => {
    const shown = snippets[index];
    if (shown !== undefined) {
      select.value = shown.id;
      const { title, language, value } = shown;
      const code = element('pre', { role: 'group', tabindex: '0', 'aria-label': title });
      code.append(element('code', {}, ...codeNodes(value.text, language)), ...restNodes(value));
      const copy = copyButtons(value, { ...place, value: index }, actions);
      const picker = element('label', {}, element('span', {}, label), select);
      created.replaceChildren(element('div', { class: 'picker' }, picker, ...copy), code);
    }
  };
  select.addEventListener('change', () => {
    const index = snippets.findIndex(({ id }) => id === select.value);
    show(index);
    select.focus();
    const chosen = snippets[index];
    if (chosen !== undefined) {
      actions.selectSnippet(chosen.id);
    }
  });
  const chosen = actions.chosenSnippets().find((id) => snippets.some((snippet) => snippet.id === id));
  show(
    Math.max(
      0,
      snippets.findIndex(({ id }) => id === chosen),
    ),
  );
  return created;
}

function codeNodes(text: string, language: string): (Node | string)[] {
  return tokens(text, language).flatMap(({ text: part, kind }) =>
    kind === undefined ? visibleCode(part) : [element('span', { class: kind }, ...visibleCode(part))],
  );
}
