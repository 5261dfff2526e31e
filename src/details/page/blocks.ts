import type { Block, Button, Notice, PageRequest, Progress, Property, Snippets, Table, Value } from '../protocol';
import { element, icon, visible } from '../../webview/page/elements';
import { tokens } from './highlight';
import { tabs } from './tabs';

/** What blocks do when they are used. */
export interface Hands {
  /** Sends a request to the extension. */
  readonly ask: (request: PageRequest) => void;
  /** The tab that was shown last, and where the next one is noted. */
  readonly selectedTab: () => string | undefined;
  readonly selectTab: (id: string) => void;
}

/** One block of a section. `key` names it within the page, so that the focus finds its way back. */
export function blockElement(block: Block, key: string, hands: Hands): HTMLElement {
  switch (block.kind) {
    case 'text':
      return element('p', {}, ...visible(block.text));
    case 'notice':
      return noticeElement(block, key, hands);
    case 'properties':
      return element('dl', {}, ...block.properties.map((property) => propertyElement(property, key, hands)));
    case 'table':
      return tableElement(block, key, hands);
    case 'progress':
      return progressElement(block);
    case 'buttons':
      return buttonsElement(block.buttons, key, hands);
    case 'snippets':
      return snippetsElement(block, key, hands);
  }
}

/** Shows a later state of the same progress in the same place. */
export function updateProgress(shown: HTMLElement, block: Progress): void {
  shown.replaceChildren(...progressElement(block).childNodes);
}

export function buttonsElement(buttons: readonly Button[], key: string, hands: Hands): HTMLElement {
  return element('div', { class: 'buttons' }, ...buttons.map((button) => buttonElement(button, key, hands)));
}

function buttonElement({ title, request, icon: drawing, primary }: Button, key: string, hands: Hands): HTMLElement {
  const made = element('button', {
    type: 'button',
    class: primary === true ? 'button primary' : 'button',
    'data-key': `${key}/${title}`,
  });
  made.append(...(drawing === undefined ? [] : [icon(drawing)]), title);
  made.addEventListener('click', () => {
    hands.ask(request);
  });
  return made;
}

function noticeElement({ tone, title, text, buttons }: Notice, key: string, hands: Hands): HTMLElement {
  const words = element(
    'div',
    {},
    element('strong', {}, ...visible(title)),
    element('p', {}, ...visible(text)),
    ...(buttons.length === 0 ? [] : [buttonsElement(buttons, key, hands)]),
  );
  return element('div', { class: `notice ${tone}` }, icon(tone), words);
}

function propertyElement({ label, value }: Property, key: string, hands: Hands): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, ...visible(label)),
    element('dd', {}, ...valueNodes(value, `${key}/${label}`, hands)),
  );
}

/** A value, and the button that copies it. */
function valueNodes(value: Value, key: string, hands: Hands): HTMLElement[] {
  return [element('span', { class: 'value' }, ...visible(value.text)), ...copyButtons(value, key, hands)];
}

function copyButtons({ text, copy }: Value, key: string, hands: Hands): HTMLElement[] {
  if (copy === undefined) {
    return [];
  }
  const { title, label } = copy;
  const made = element('button', { type: 'button', class: 'copy', 'aria-label': title, title, 'data-key': key });
  made.append(icon('copy'), icon('check'));
  made.addEventListener('click', () => {
    hands.ask({ type: 'copy', key, label, text });
  });
  return [made];
}

function tableElement({ caption, columns, rows }: Table, key: string, hands: Hands): HTMLElement {
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)));
  const body = rows.map((row, at) =>
    element(
      'tr',
      {},
      ...row.map((value, column) =>
        element(
          column === 0 ? 'th' : 'td',
          column === 0 ? { scope: 'row' } : {},
          element('div', {}, ...valueNodes(value, `${key}/${at}/${column}`, hands)),
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

function snippetsElement({ label, snippets }: Snippets, key: string, hands: Hands): HTMLElement {
  return tabs(
    label,
    snippets.map(({ id, title, language, value }) => ({
      id,
      title,
      content: (): HTMLElement => {
        const code = element('pre', { role: 'group', tabindex: '0', 'aria-label': title });
        code.append(element('code', {}, ...codeNodes(value.text, language)));
        return element('div', { class: 'snippet' }, code, ...copyButtons(value, `${key}/${id}`, hands));
      },
    })),
    { key, selected: hands.selectedTab(), onSelect: hands.selectTab },
  );
}

function codeNodes(text: string, language: string): (Node | string)[] {
  return tokens(text, language).flatMap(({ text: part, kind }) =>
    kind === undefined ? visibleCode(part) : [element('span', { class: kind }, ...visibleCode(part))],
  );
}

/** Lines and tabs stay what they are; any other control character is shown by its code. */
function visibleCode(text: string): (Node | string)[] {
  return text.split(/([\n\t])/).flatMap((part) => (part === '\n' || part === '\t' ? [part] : visible(part)));
}
