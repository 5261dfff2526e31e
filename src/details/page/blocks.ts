import {
  copyKey,
  type Block,
  type Button,
  type CopyRequest,
  type Notice,
  type PageRequest,
  type Progress,
  type Property,
  type Snippets,
  type Table,
  type Value,
} from '../protocol';
import { button, element, icon, visibleCode } from '../../webview/page/elements';
import { tokens } from './highlight';
import { tabs } from './tabs';

/** What the controls of blocks do. */
export interface PageActions {
  /** Sends a request to the extension. */
  readonly send: (request: PageRequest) => void;
  readonly copy: (place: ValuePlace) => void;
  /** The ID of the selected tab of code snippets. */
  readonly selectedTab: () => string | undefined;
  readonly selectTab: (id: string) => void;
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
      return buttonsElement(block.buttons, key, actions);
    case 'snippets':
      return snippetsElement(block, place, actions);
  }
}

/** Updates the element of a progress block. */
export function updateProgress(shown: HTMLElement, block: Progress): void {
  shown.replaceChildren(...progressElement(block).childNodes);
}

export function buttonsElement(buttons: readonly Button[], key: string, actions: PageActions): HTMLElement {
  return element('div', { class: 'buttons' }, ...buttons.map((spec) => buttonElement(spec, key, actions)));
}

function buttonElement(
  { title, request, icon: drawing, primary }: Button,
  key: string,
  actions: PageActions,
): HTMLElement {
  return button(
    { class: primary === true ? 'button primary' : 'button', 'data-key': `${key}/${title}` },
    [...(drawing === undefined ? [] : [icon(drawing)]), title],
    () => {
      actions.send(request);
    },
  );
}

function noticeElement({ tone, title, text, buttons }: Notice, key: string, actions: PageActions): HTMLElement {
  const words = element(
    'div',
    {},
    element('strong', {}, title),
    element('p', {}, text),
    ...(buttons.length === 0 ? [] : [buttonsElement(buttons, key, actions)]),
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

function restNodes({ rest }: Value): HTMLElement[] {
  return rest === undefined ? [] : [element('em', { class: 'rest' }, ` ${rest}`)];
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
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)));
  const body = rows.map((row, at) =>
    element(
      'tr',
      {},
      ...row.map((value, column) =>
        element(
          column === 0 ? 'th' : 'td',
          column === 0 ? { scope: 'row' } : {},
          element('div', {}, ...valueNodes(value, { ...place, value: at * columns.length + column }, actions)),
        ),
      ),
    ),
  );
  const table = element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, head),
    element('tbody', {}, ...body),
  );
  return element('div', { class: 'scroll', role: 'group', 'aria-label': caption, tabindex: '0' }, table);
}

function progressElement({ label, done, total }: Progress): HTMLElement {
  const bar = element('progress', {
    'aria-label': label,
    ...(total !== undefined && { value: String(done), max: String(Math.max(total, 1)) }),
  });
  return element('div', { class: 'progress' }, bar, element('span', {}, label));
}

function snippetsElement({ label, snippets }: Snippets, place: BlockPlace, actions: PageActions): HTMLElement {
  return tabs(
    label,
    snippets.map(({ id, title, language, value }, index) => ({
      id,
      title,
      content: (): HTMLElement => {
        const code = element('pre', { role: 'group', tabindex: '0', 'aria-label': title });
        code.append(element('code', {}, ...codeNodes(value.text, language)), ...restNodes(value));
        const copy = copyButtons(value, { ...place, value: index }, actions);
        return element('div', { class: 'snippet' }, code, ...copy);
      },
    })),
    { key: `${place.section}/${place.block}`, selected: actions.selectedTab(), onSelect: actions.selectTab },
  );
}

function codeNodes(text: string, language: string): (Node | string)[] {
  return tokens(text, language).flatMap(({ text: part, kind }) =>
    kind === undefined ? visibleCode(part) : [element('span', { class: kind }, ...visibleCode(part))],
  );
}
