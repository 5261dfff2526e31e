import { describeView, type CheckState } from '../../../src/exports/health/describeView';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import type { Topic } from '../../../src/exports/pageRequest';
import type { View } from '../../../src/exports/protocol';
import { LANGUAGE } from '../overview/support';
import { NOW } from './support';

export const OPTIONS = { language: LANGUAGE, describeFailure: () => 'No connection' };
export const FORBIDDEN = { kind: 'forbidden', failure: new Error('no role') } as const;
export const PENDING = { kind: 'pending' } as const;
export const FAILED = { kind: 'failed', failure: new Error('no connection') } as const;

/** Returns the page about checked projects. */
export function viewOf(
  projects: readonly ProjectExports[],
  topic: Topic = 'clusters',
  change: Partial<CheckState> = {},
): View {
  const state: CheckState = {
    scope: 'orders-prod',
    topic,
    estimate: { requests: 0, seconds: 1, projects: projects.length },
    problems: [],
    phase: 'done',
    result: { projects, done: 1, of: 1, waitingUntil: undefined, readAt: NOW },
    maxRows: 200,
    ...change,
  };
  return describeView(state, OPTIONS);
}

/** Returns the statements of a page with their tones. */
export function statements({ notices }: View): string[] {
  return notices.map(({ tone, text }) => `${tone}: ${text}`);
}
