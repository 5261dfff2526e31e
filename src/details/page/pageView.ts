import type { Block, Header, Page, PageRequest, Section } from '../protocol';
import { blockElement, updateProgress, type BlockPlace, type PageActions } from './blocks';
import { withCodes } from '../../text/invisible';
import { buttonRow } from '../../webview/page/buttonRow';
import { setContextMenu } from '../../webview/page/contextMenu';
import { announce } from '../../webview/page/copying';
import { element, icon, putChildren, visible } from '../../webview/page/elements';
import { focusKey, keepingFocus } from '../../webview/page/focus';
import type { PageOptions } from '../../webview/page/host';
import type { ViewState } from './viewState';

interface ShownSection {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  readonly content: HTMLElement;
  version: number;
  blocks: readonly ShownBlock[];
}

interface ShownBlock {
  readonly block: Block;
  /** Detects changes. */
  readonly json: string;
  readonly element: HTMLElement;
}

/** Shows the details of an export bucket. Unchanged elements stay in place with their focus and selection. */
export class PageView {
  readonly #header = element('header');
  readonly #main = element('main');
  readonly #status = element('div', { role: 'status', class: 'visually-hidden' });
  readonly #sections = new Map<string, ShownSection>();
  readonly #actions: PageActions;
  #state: ViewState | undefined;
  #headerJson = '';
  #chosenSnippets: Page['chosenSnippets'] = [];
  #isUsed = false;

  constructor(private readonly options: PageOptions<PageRequest, ViewState>) {
    const { root, send } = options;
    this.#state = options.state;
    this.#actions = {
      send,
      copy: (place) => {
        send({ type: 'copy', ...place, version: this.#sections.get(place.section)?.version ?? 0 });
      },
      chosenSnippets: () => this.#chosenSnippets,
      selectSnippet: (id) => {
        this.#chosenSnippets = [id, ...this.#chosenSnippets];
        send({ type: 'selectSnippet', id });
      },
    };
    root.append(this.#header, this.#main, this.#status);
    for (const type of ['pointerdown', 'keydown'] as const) {
      root.ownerDocument.addEventListener(type, () => {
        this.#reportUse();
      });
    }
    window.addEventListener('scroll', () => {
      this.#keep({ scroll: window.scrollY });
    });
  }

  showPage(page: Page): void {
    const { id, state, header, sections, chosenSnippets } = page;
    const isOtherBucket = id !== this.#state?.id;
    const isNew = isOtherBucket || this.#sections.size === 0;
    document.title = withCodes(header.title);
    this.#chosenSnippets = chosenSnippets;
    this.showHeader(header);
    // Without the credential, no command works.
    const section = header.actions.length > 0 ? 'bucket' : 'none';
    const hasConsole = header.actions.some(
      ({ request }) => request.type === 'action' && request.action === 'openCloudConsole',
    );
    setContextMenu(section, id, hasConsole);
    if (isOtherBucket) {
      this.#isUsed = false;
      this.#sections.clear();
    }
    const wanted = new Set<string>(sections.map((section) => section.id));
    [...this.#sections.keys()].filter((known) => !wanted.has(known)).forEach((known) => this.#sections.delete(known));
    sections.forEach((section) => {
      this.showSection(section);
    });
    putChildren(
      this.#main,
      [...this.#sections.values()].map((shown) => shown.element),
    );
    const scroll = isOtherBucket ? 0 : (this.#state?.scroll ?? 0);
    this.#keep({ id, target: state, scroll });
    if (isNew) {
      window.scrollTo(0, scroll);
    }
  }

  showSection({ id, version, title, busy, blocks }: Section): void {
    const shown = this.#sections.get(id) ?? this.#addSection(id);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    const focusedHere = focused !== undefined && shown.content.contains(focused) ? focused : undefined;
    shown.version = version;
    shown.heading.replaceChildren(...visible(title));
    shown.element.setAttribute('aria-busy', String(busy));
    shown.blocks = blocks.map((block, index) =>
      this.#blockOf(block, { section: id, block: index }, shown.blocks[index]),
    );
    putChildren(
      shown.content,
      shown.blocks.map((block) => block.element),
    );
    if (focusedHere?.isConnected === false && !focusKey(shown.content, focusedHere.dataset['key'])) {
      shown.heading.focus();
    }
  }

  /** Announces a text to screen readers. */
  announce(announcement: string): void {
    announce(this.#status, announcement);
  }

  showHeader(header: Header): void {
    const json = JSON.stringify(header);
    if (json === this.#headerJson) {
      return;
    }
    this.#headerJson = json;
    const { title, subtitle, statusLabel, status, actionsLabel, actions } = header;
    const buttons = buttonRow(actions, this.options.send, 'actions');
    buttons.setAttribute('role', 'group');
    buttons.setAttribute('aria-label', actionsLabel);
    const facts = status.map(({ tone, text }) => element('li', { class: tone }, icon(tone), element('span', {}, text)));
    keepingFocus(this.#header, () => {
      this.#header.replaceChildren(
        element('h1', {}, title),
        element('p', {}, subtitle),
        element('ul', { class: 'status', 'aria-label': statusLabel }, ...facts),
        ...(actions.length === 0 ? [] : [buttons]),
      );
    });
  }

  #blockOf(block: Block, place: BlockPlace, before: ShownBlock | undefined): ShownBlock {
    const json = JSON.stringify(block);
    if (before?.json === json) {
      return before;
    }
    if (before?.block.kind === 'progress' && block.kind === 'progress') {
      updateProgress(before.element, block);
      return { block, json, element: before.element };
    }
    const created = blockElement(block, place, this.#actions);
    if (before !== undefined && created instanceof HTMLDetailsElement) {
      created.open = before.element instanceof HTMLDetailsElement && before.element.open;
    }
    return { block, json, element: created };
  }

  #addSection(id: string): ShownSection {
    const heading = element('h2', { id: `${id}/title`, tabindex: '-1' });
    const content = element('div', { class: 'content' });
    const added = element('section', { id, 'aria-labelledby': heading.id }, heading, content);
    const shown: ShownSection = { element: added, heading, content, version: 0, blocks: [] };
    this.#sections.set(id, shown);
    this.#main.append(added);
    return shown;
  }

  #reportUse(): void {
    if (!this.#isUsed) {
      this.#isUsed = true;
      this.options.send({ type: 'used' });
    }
  }

  #keep(change: Partial<ViewState>): void {
    this.#state = { id: '', target: '', scroll: 0, ...this.#state, ...change };
    this.options.keepState(this.#state);
  }
}
