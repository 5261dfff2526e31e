import assert from 'node:assert/strict';
import { Receiver } from '../../../src/details/page/receiver';
import type { Header, Page, PageMessage, Section } from '../../../src/details/protocol';

const header: Header = { title: 'bucket', subtitle: '', statusLabel: '', status: [], actionsLabel: '', actions: [] };
const section: Section = { id: 'references', version: 1, title: 'Code snippets', busy: false, blocks: [] };
const page: Page = { id: 'id', state: '', header, sections: [section], chosenSnippets: ['goSdk'] };

/** Returns what a view displays for messages. */
function displayed(...messages: readonly PageMessage[]): string[] {
  const shown: string[] = [];
  const note = (what: string) => (): void => void shown.push(what);
  const view = {
    showPage: note('page'),
    showHeader: note('header'),
    showSection: note('section'),
    announce: note('announcement'),
  };
  const receiver = new Receiver(view, note('check mark'));
  messages.forEach((message) => {
    receiver.receive(message);
  });
  return shown;
}

describe('The details page in a webview', () => {
  it('shows no section before it knows which code snippet the user chose', () => {
    const early: readonly PageMessage[] = [
      { type: 'header', header },
      { type: 'section', section },
    ];
    assert.deepEqual(displayed(...early, { type: 'page', page }, ...early), ['page', 'header', 'section']);
  });

  it('announces a copied value, and shows a check mark on its button', () => {
    assert.deepEqual(displayed({ type: 'copied', key: 'k', announcement: 'Copied' }), ['check mark', 'announcement']);
  });
});
