import { once } from 'node:events';
import * as v from 'valibot';

/** What a process gets instead of the name of a test file when no file is left. */
export const NO_FILE = '';

const Answer = v.tuple([v.string()]);

/** Returns the test files that the parent process gives to this one, until none is left. Each is asked for when it is needed. */
export async function* nextFiles(): AsyncGenerator<string> {
  for (;;) {
    const answer = once(process, 'message');
    process.send?.('next');
    const file = v.parse(Answer, await answer)[0];
    if (file === NO_FILE) {
      return;
    }
    yield file;
  }
}
