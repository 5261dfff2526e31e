import { acknowledgeCopy } from '../../webview/page/copying';
import { connectPage } from '../../webview/page/host';
import type { PageMessage } from '../protocol';
import { PageView } from './pageView';
import { readViewState } from './viewState';

connectPage({
  readState: readViewState,
  createView: (options) => new PageView(options),
  messageTypes: ['overview', 'list', 'copied'],
  receive,
  ready: { type: 'ready' },
});

function receive(view: PageView, message: PageMessage): void {
  switch (message.type) {
    case 'overview':
      view.showOverview(message.overview);
      break;
    case 'list':
      view.showList(message.list);
      break;
    case 'copied':
      acknowledgeCopy(message.key);
      view.announce(message.announcement);
      break;
  }
}
