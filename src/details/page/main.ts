import type { PageMessage, PageRequest } from '../protocol';
import { PageView } from './pageView';
import { isPageMessage } from './pageMessage';
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
  if (isPageMessage(data)) {
    receive(data);
  }
});
vscode.postMessage({ type: 'ready' });

function receive(message: PageMessage): void {
  switch (message.type) {
    case 'page':
      view.showPage(message.page);
      break;
    case 'section':
      view.showSection(message.section);
      break;
    case 'copied':
      view.acknowledge(message.key);
      view.announce(message.announcement);
      break;
    case 'announce':
      view.announce(message.announcement);
      break;
  }
}
