import type { Confirmation } from './confirmation';
import type { Sources } from './sources';

/** A tool for language models, without VS Code. VS Code passes any input, so both methods check it. */
export interface AgentTool {
  /**
   * Returns what the user confirms; sends no request.
   * @throws ToolError if the input is invalid
   */
  readonly confirm: (input: unknown, sources: Sources) => Confirmation;
  /**
   * Returns the result as JSON. It sends requests only if the input says so.
   * @throws ToolError if the input is invalid, or the AbortError of `signal`
   */
  readonly run: (input: unknown, sources: Sources, signal: AbortSignal) => Promise<string>;
}
