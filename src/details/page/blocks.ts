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
import { element, icon, visible, visibleCode } from '../../webview/page/elements';
import { tokens } from './highlight';
import { tabs } from './tabs';

/** What blocks do when they are used. */
export interface PageActions {
  /** Sends a request to the extension. */
  readonly ask: (request: PageRequest) => void;
  readonly copy: (place: ValuePlace) => void;
  /** The tab that was shown last, and where the next one is noted. */
  readonly selectedTab: () => string | undefined;
  readonly selectTab: (id: string) => void;
}

/** Where a block is shown. */
export type BlockPlace = Pick<CopyRequest, 'section' | 'block'>;
/** Where a value is shown. */
type ValuePlace = Pick<CopyRequest, 'section' | 'block' | 'value'>;

/** One block of a section. Its place names it within the page, so that the focus finds its way back. */
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

/** Shows a later state of the same progress in the same place. */
export function updateProgress(shown: HTMLElement, block: Progress): void {
  shown.replaceChildren(...progressElement(block).childNodes);
}

export function buttonsElement(buttons: readonly Button[], key: string, actions: PageActions): HTMLElement {
  return element('div', { class: 'buttons' }, ...buttons.map((button) => buttonElement(button, key, actions)));
}

function buttonElement(
  { title, request, icon: drawing, primary }: Button,
  key: string,
  actions: PageActions,
): HTMLElement {
  const made = element('button', {
    type: 'button',
    class: primary === true ? 'button primary' : 'button',
    'data-key': `${key}/${title}`,
  });
  made.append(...(drawing === undefined ? [] : [icon(drawing)]), ...visible(title));
  made.addEventListener('click', () => {
    actions.ask(request);
  });
  return made;
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

/** A value, and the button that copies it. */
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
  const made = element('button', {
    type: 'button',
    class: 'copy',
    'aria-label': title,
    title,
    'data-key': copyKey(place),
  });
  made.append(icon('copy'), icon('check'));
  made.addEventListener('click', () => {
    actions.copy(place);
  });
  return [made];
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
