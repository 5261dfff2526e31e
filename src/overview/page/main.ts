import { connectPage } from '../../webview/page/host';
import { isPageMessage } from './pageMessage';
import { PageView } from './pageView';
import { readViewState } from './viewState';

connectPage({
  readState: readViewState,
  createView: (options) => new PageView(options),
  isMessage: isPageMessage,
  receive: (view, data) => {
    if (data.type === 'overview') {
      view.showOverview(data.overview);
    } else {
      view.showList(data.list);
    }
  },
  ready: { type: 'ready' },
});
