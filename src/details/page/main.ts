import { acknowledgeCopy } from '../../webview/page/copying';
import { connectPage } from '../../webview/page/host';
import type { PageMessage } from '../protocol';
import { PageView } from './pageView';
import { readViewState } from './viewState';

connectPage({
  readState: readViewState,
  createView: (options) => new PageView(options),
  messageTypes: ['page', 'header', 'section', 'copied', 'announce'],
  receive,
  ready: { type: 'ready' },
});

function receive(view: PageView, message: PageMessage): void {
  switch (message.type) {
    case 'page':
      view.showPage(message.page);
      break;
    case 'header':
      view.showHeader(message.header);
      break;
    case 'section':
      view.showSection(message.section);
      break;
    case 'copied':
      acknowledgeCopy(message.key);
      view.announce(message.announcement);
      break;
    case 'announce':
      view.announce(message.announcement);
      break;
  }
}
