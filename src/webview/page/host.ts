import { afterPresses } from './presses';

/** The VS Code API of a webview. A kept state has type `unknown`, because an older version may have written it. */
interface Host<Request, State> {
  postMessage(message: Request): void;
  getState(): unknown;
  setState(state: State): void;
}

declare function acquireVsCodeApi<Request, State>(): Host<Request, State>;

/** What a page view is created with. */
export interface PageOptions<Request, State> {
  readonly root: HTMLElement;
  /** The state that the page kept before it was hidden. */
  readonly state: State | undefined;
  readonly keepState: (state: State) => void;
  /** Sends a request to the extension. */
  readonly send: (request: Request) => void;
}

/**
 * Connects a page with the extension. Messages come from the extension that the page belongs to, so only their envelope
 * is checked.
 */
export function connectPage<Request, State, Message extends { readonly type: string }, View>(parts: {
  readonly readState: (kept: unknown) => State | undefined;
  readonly createView: (options: PageOptions<Request, State>) => View;
  /** Messages of other types are ignored. */
  readonly messageTypes: readonly Message['type'][];
  readonly receive: (view: View, message: Message) => void;
  /** The first request, sent when the page can receive messages. */
  readonly ready: Request;
}): void {
  const vscode = acquireVsCodeApi<Request, State>();
  const send = (request: Request): void => {
    vscode.postMessage(request);
  };
  const view = parts.createView({
    root: document.body,
    state: parts.readState(vscode.getState()),
    keepState: (state) => {
      vscode.setState(state);
    },
    send,
  });
  const isMessage = (data: unknown): data is Message =>
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    parts.messageTypes.some((type) => type === data.type);
  const whenReleased = afterPresses();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isMessage(data)) {
      whenReleased(() => {
        parts.receive(view, data);
      });
    }
  });
  send(parts.ready);
}
