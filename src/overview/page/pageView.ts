import { withCodes } from '../../text/invisible';
import { buttonRow } from '../../webview/page/buttonRow';
import { setContextMenu } from '../../webview/page/contextMenu';
import { announce } from '../../webview/page/copying';
import { button, element, icon, putChildren } from '../../webview/page/elements';
import { focusedKey, focusKey, keepingFocus } from '../../webview/page/focus';
import type { PageOptions } from '../../webview/page/host';
import { Parts } from '../../webview/page/parts';
import { progressBar } from '../../webview/page/progressBar';
import type { List, Overview, PageRequest } from '../protocol';
import { chartElement } from './charts';
import { listElements } from './listView';
import type { ViewState } from './viewState';

/** Shows the overview or the list of a figure. Unchanged elements stay in place with their focus. */
export class PageView {
  readonly #overview = element('div', { class: 'overview' });
  readonly #list = element('div', { class: 'list' });
  readonly #status = element('div', { role: 'status', class: 'visually-hidden' });
  readonly #main = element('main');
  readonly #parts = new Parts();
  #shown: HTMLElement | undefined;
  #scroll: number;
  #listJson = '';
  #wasLoading = false;
  /** The focus key before a list was opened. */
  #focusBeforeList: string | undefined;

  constructor(private readonly options: PageOptions<PageRequest, ViewState>) {
    const { root, state } = options;
    this.#scroll = state?.scroll ?? 0;
    root.append(this.#status);
    setContextMenu();
    window.addEventListener('scroll', () => {
      if (this.#shown === this.#overview) {
        this.#scroll = window.scrollY;
        options.keepState({ scroll: this.#scroll });
      }
    });
    window.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#shown === this.#list) {
        options.send({ type: 'back' });
      }
    });
  }

  showOverview(overview: Overview): void {
    const { title, basis, progress, actions, problems, tiles, charts } = overview;
    document.title = withCodes(title);
    keepingFocus(this.options.root, () => {
      const header = this.#parts.get('header', [title, basis, actions, progress, problems], () =>
        this.#header(overview),
      );
      const tileList = this.#parts.get('tiles', tiles, () => this.#tiles(tiles));
      const sections = charts.map((chart) =>
        this.#parts.get(chart.figure, chart, () => chartElement(chart, this.options.send)),
      );
      putChildren(this.#main, [...(tiles.length === 0 ? [] : [tileList]), ...sections]);
      putChildren(this.#overview, [header, this.#main]);
    });
    if (this.#shown !== this.#overview) {
      this.#show(this.#overview, this.#scroll);
      focusKey(this.options.root, this.#focusBeforeList);
      this.#focusBeforeList = undefined;
    }
    if (this.#wasLoading && progress === undefined) {
      this.announce(basis);
    }
    this.#wasLoading = progress !== undefined;
  }

  showList(list: List): void {
    document.title = withCodes(list.title);
    const isNew = this.#shown !== this.#list;
    const from = focusedKey();
    const json = JSON.stringify(list);
    if (json !== this.#listJson) {
      this.#listJson = json;
      keepingFocus(this.options.root, () => {
        this.#list.replaceChildren(...listElements(list, this.options.send));
      });
    }
    if (isNew) {
      this.#focusBeforeList = from;
      this.#show(this.#list, 0);
      this.#list.querySelector('h1')?.focus();
    }
  }

  /** Announces a text to screen readers. */
  announce(announcement: string): void {
    announce(this.#status, announcement);
  }

  #header({ title, basis, actions, progress, problems }: Overview): HTMLElement {
    const { send } = this.options;
    const created = element('header', {}, element('h1', {}, title), element('p', {}, basis));
    if (progress !== undefined) {
      created.append(
        progressBar(progress, () => {
          send({ type: 'cancel' });
        }),
      );
    }
    if (actions.length > 0) {
      created.append(buttonRow(actions, send));
    }
    if (problems.length > 0) {
      const items = problems.map((problem) => element('li', {}, problem));
      created.append(element('div', { class: 'notice warning' }, icon('warning'), element('ul', {}, ...items)));
    }
    return created;
  }

  #tiles(tiles: Overview['tiles']): HTMLElement {
    const items = tiles.map(({ value, label, selection }) => {
      const words = [element('strong', {}, value), element('span', {}, label)];
      const tile =
        selection === undefined
          ? element('div', { class: 'tile' }, ...words)
          : button({ class: 'tile', 'data-key': `tile/${selection.figure}` }, words, () => {
              this.options.send({ type: 'open', selection });
            });
      return element('li', {}, tile);
    });
    return element('ul', { class: 'tiles' }, ...items);
  }

  #show(shown: HTMLElement, scroll: number): void {
    this.#shown = shown;
    this.options.root.replaceChildren(shown, this.#status);
    window.scrollTo(0, scroll);
  }
}
