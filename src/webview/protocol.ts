/** The importance of a statement. `good` is only used for what is completely loaded. */
export type Tone = 'error' | 'warning' | 'information' | 'good';

/** A statement with its importance. */
export interface Statement {
  readonly tone: Tone;
  readonly text: string;
}

/** The progress of something that the user can cancel. */
export interface Progress {
  readonly label: string;
  /** Completed units of `total`. */
  readonly done: number;
  readonly total: number;
  /** Title of the cancel button. */
  readonly cancel: string;
}

/** A button that sends a request to the extension. */
export interface PageButton<Request> {
  readonly title: string;
  readonly request: Request;
  readonly icon?: 'refresh' | 'copy';
  readonly primary?: boolean;
  /** Identifies the button on the page. Absent for buttons that are identified by their place and title. */
  readonly key?: string;
}
