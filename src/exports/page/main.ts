import { connectPage } from '../../webview/page/host';
import type { PageMessage } from '../protocol';
import { PageView } from './pageView';

connectPage({
  readState: () => undefined,
  createView: (options) => new PageView(options),
  messageTypes: ['view'],
  receive: (view: PageView, { view: content }: PageMessage) => {
    view.show(content);
  },
  ready: { type: 'ready' },
});
