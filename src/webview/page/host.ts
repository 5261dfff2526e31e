/** What VS Code gives a page, once; what it kept is unknown until it has been checked. */
interface Host<Request, State> {
  postMessage(message: Request): void;
  getState(): unknown;
  setState(state: State): void;
}

declare function acquireVsCodeApi<Request, State>(): Host<Request, State>;

/** What the page of a webview is built from. */
export interface PageOptions<Request, State> {
  readonly root: HTMLElement;
  /** What the page kept before it was hidden. */
  readonly state: State | undefined;
  readonly keepState: (state: State) => void;
  readonly ask: (request: Request) => void;
}

/** The one connection of a page with the extension: gives `receive` each message that passes `isMessage`. */
export function connectPage<Request, State, Message, View>(parts: {
  readonly readState: (kept: unknown) => State | undefined;
  readonly createView: (options: PageOptions<Request, State>) => View;
  readonly isMessage: (data: unknown) => data is Message;
  readonly receive: (view: View, message: Message) => void;
  /** What the page says when it can be spoken to. */
  readonly ready: Request;
}): void {
  const vscode = acquireVsCodeApi<Request, State>();
  const view = parts.createView({
    root: document.body,
    state: parts.readState(vscode.getState()),
    keepState: (state) => {
      vscode.setState(state);
    },
    ask: (request) => {
      vscode.postMessage(request);
    },
  });
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (parts.isMessage(data)) {
      parts.receive(view, data);
    }
  });
  vscode.postMessage(parts.ready);
}
