import type { Header, Page, PageMessage, Section } from '../protocol';

interface View {
  showPage(page: Page): void;
  showHeader(header: Header): void;
  showSection(section: Section): void;
  announce(announcement: string): void;
}

/** Displays the messages of the extension. */
export class Receiver {
  #hasPage = false;

  constructor(
    private readonly view: View,
    private readonly acknowledgeCopy: (key: string) => void,
  ) {}

  /**
   * Displays a message. Drops changes of a page that has not arrived: the extension sends it as soon as this script is
   * ready, with these changes and with the kinds of code snippets that the sections show.
   */
  receive(message: PageMessage): void {
    switch (message.type) {
      case 'page':
        this.#hasPage = true;
        this.view.showPage(message.page);
        break;
      case 'header':
        if (this.#hasPage) {
          this.view.showHeader(message.header);
        }
        break;
      case 'section':
        if (this.#hasPage) {
          this.view.showSection(message.section);
        }
        break;
      case 'copied':
        this.acknowledgeCopy(message.key);
        this.view.announce(message.announcement);
        break;
      case 'announce':
        this.view.announce(message.announcement);
        break;
    }
  }
}
