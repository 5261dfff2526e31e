import type { PageRequest } from '../protocol';
import { isPageMessage } from './pageMessage';
import { PageView } from './pageView';
import { readViewState, type ViewState } from './viewState';

/** What VS Code gives a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: PageRequest): void;
  getState(): unknown;
  setState(state: ViewState): void;
};

const vscode = acquireVsCodeApi();
const view = new PageView({
  root: document.body,
  state: readViewState(vscode.getState()),
  keepState: (state) => {
    vscode.setState(state);
  },
  ask: (request) => {
    vscode.postMessage(request);
  },
});

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isPageMessage(data)) {
    return;
  }
  if (data.type === 'overview') {
    view.showOverview(data.overview);
  } else {
    view.showList(data.list);
  }
});
vscode.postMessage({ type: 'ready' });
