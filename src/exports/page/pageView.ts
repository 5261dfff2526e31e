import { withCodes } from '../../text/invisible';
import { contextMenu } from '../../webview/page/contextMenu';
import { Parts } from '../../webview/page/parts';
import { button, element, icon, putChildren } from '../../webview/page/elements';
import { progressBar } from '../../webview/page/progressBar';
import { keepingFocus } from '../../webview/page/focus';
import type { PageOptions } from '../../webview/page/host';
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
    for (const [name, value] of Object.entries(contextMenu('none', ''))) {
      options.root.setAttribute(name, value);
    }
  }

  show(view: View): void {
    const { topic, title, basis, buttons, progress, notices, tiles, table, more } = view;
    document.title = withCodes(title);
    const isNewTopic = this.#topic !== undefined && this.#topic !== topic;
    keepingFocus(this.options.root, () => {
      const header = this.#parts.get('header', [title, basis, buttons, progress], () => this.#header(view));
      putChildren(this.#main, [
        ...(notices.length === 0 ? [] : [this.#parts.get('notices', notices, () => noticeList(notices))]),
        ...(tiles.length === 0 ? [] : [this.#parts.get('tiles', tiles, () => tileList(tiles))]),
        ...(table === undefined || table.rows.length === 0
          ? []
          : [this.#parts.get('table', [title, table], () => tableElement(title, table, this.options.send))]),
        ...(more === undefined
          ? []
          : [this.#parts.get('more', more, () => this.#buttons([[more, { type: 'more' }, false]]))]),
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
      created.append(
        this.#buttons(buttons.map(({ label, request, isPrimary = false }) => [label, request, isPrimary] as const)),
      );
    }
    return created;
  }

  #buttons(buttons: readonly (readonly [label: string, request: PageRequest, isPrimary: boolean])[]): HTMLElement {
    return element(
      'div',
      { class: 'buttons' },
      ...buttons.map(([label, request, isPrimary]) =>
        button({ class: isPrimary ? 'button primary' : 'button', 'data-key': JSON.stringify(request) }, [label], () => {
          this.options.send(request);
        }),
      ),
    );
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
