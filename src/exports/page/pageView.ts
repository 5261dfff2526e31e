import { withCodes } from '../../text/invisible';
import { buttonRow } from '../../webview/page/buttonRow';
import { setContextMenu } from '../../webview/page/contextMenu';
import { element, icon, putChildren } from '../../webview/page/elements';
import { keepingFocus } from '../../webview/page/focus';
import type { PageOptions } from '../../webview/page/host';
import { Parts } from '../../webview/page/parts';
import { progressBar } from '../../webview/page/progressBar';
import type { PageRequest, Statement, View } from '../protocol';
import { tableElement } from './table';

/** The page with the state of exports. */
export class PageView {
  readonly #status = element('div', { class: 'visually-hidden', role: 'status' });
  readonly #main = element('main');
  readonly #page = element('div');
  /** The elements of the page, with the data that they were created from. */
  readonly #parts = new Parts();
  #topic: View['topic'] | undefined;
  #wasChecking = false;

  constructor(private readonly options: Pick<PageOptions<PageRequest, undefined>, 'root' | 'send'>) {
    options.root.append(this.#page, this.#status);
    setContextMenu();
  }

  show(view: View): void {
    const { topic, title, basis, buttons, progress, notices, tiles, table, more } = view;
    const { send } = this.options;
    document.title = withCodes(title);
    const isNewTopic = this.#topic !== undefined && this.#topic !== topic;
    keepingFocus(this.options.root, () => {
      const header = this.#parts.get('header', [title, basis, buttons, progress], () => this.#header(view));
      putChildren(this.#main, [
        ...(notices.length === 0 ? [] : [this.#parts.get('notices', notices, () => noticeList(notices))]),
        ...(tiles.length === 0 ? [] : [this.#parts.get('tiles', tiles, () => tileList(tiles))]),
        ...(table === undefined || table.rows.length === 0
          ? []
          : [this.#parts.get('table', [title, table], () => tableElement(title, table, send))]),
        ...(more === undefined
          ? []
          : [
              this.#parts.get('more', more, () =>
                buttonRow([{ key: 'more', title: more, request: { type: 'more' } }], send),
              ),
            ]),
      ]);
      putChildren(this.#page, [header, this.#main]);
    });
    if (isNewTopic) {
      window.scrollTo(0, 0);
      this.#page.querySelector('h1')?.focus();
    }
    this.#topic = topic;
    if (this.#wasChecking && progress === undefined) {
      this.#status.replaceChildren(element('p', {}, basis.join(' ')));
    }
    this.#wasChecking = progress !== undefined;
  }

  #header({ title, basis, buttons, progress }: View): HTMLElement {
    const created = element(
      'header',
      {},
      element('h1', { tabindex: '-1' }, title),
      ...basis.map((sentence) => element('p', {}, sentence)),
    );
    if (progress !== undefined) {
      created.append(
        progressBar(progress, () => {
          this.options.send({ type: 'cancel' });
        }),
      );
    }
    if (buttons.length > 0) {
      created.append(buttonRow(buttons, this.options.send));
    }
    return created;
  }
}

function noticeList(notices: readonly Statement[]): HTMLElement {
  return element(
    'div',
    { class: 'notices' },
    ...notices.map(({ tone, text }) => element('div', { class: `notice ${tone}` }, icon(tone), element('p', {}, text))),
  );
}

function tileList(tiles: View['tiles']): HTMLElement {
  const items = tiles.map(({ value, label }) =>
    element('li', {}, element('div', { class: 'tile' }, element('strong', {}, value), element('span', {}, label))),
  );
  return element('ul', { class: 'tiles' }, ...items);
}
