import { acknowledgeCopy } from '../../webview/page/copying';
import { connectPage } from '../../webview/page/host';
import type { PageMessage } from '../protocol';
import { PageView } from './pageView';
import { Receiver } from './receiver';
import { readViewState } from './viewState';

connectPage({
  readState: readViewState,
  createView: (options) => new Receiver(new PageView(options), acknowledgeCopy),
  messageTypes: ['page', 'header', 'section', 'copied', 'announce'],
  receive: (receiver, message: PageMessage) => {
    receiver.receive(message);
  },
  ready: { type: 'ready' },
});
