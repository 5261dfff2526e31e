import type { Credential } from '../../../src/credentials/credential';
import type { KeyTarget } from '../../../src/signIn/enteredSecret';
import type { Choice, Question, StepPosition } from '../../../src/signIn/quickInput';
import type { SimulatedUser } from './conversations';
import type { Network, Random } from './signInWorld';

export const ORIGINS = [
  'https://cloud.mongodb.com',
  'https://cloud.mongodbgov.com',
  'https://a.example',
  'https://b.example:8443',
  'http://127.0.0.1:9',
] as const;
export const IDS = {
  serviceAccount: ['mdb_sa_id_1', 'mdb_sa_id_2'],
  apiKey: ['zmmrboas', 'qwplatfm'],
} as const;

/** The user cancels after this many prompts, so that every sequence ends. */
const MAX_PROMPTS = 30;

/**
 * Walks through a wizard at random: forward and back, with new and offered secrets, until the end or a cancel. It tracks
 * its inputs, and therefore the target of each secret that it enters.
 */
export class RandomUser implements SimulatedUser {
  /** The key that the user believes to be adding or changing. */
  #target: KeyTarget = { origin: ORIGINS[0], method: 'serviceAccount', keyId: '' };
  #prompts = 0;

  constructor(
    private readonly random: Random,
    private readonly network: Network,
    /** The targets of all importable keys, by the label of their choice. */
    private readonly imports: ReadonlyMap<string, KeyTarget>,
    changed?: Credential,
  ) {
    this.#target = changed ?? this.#target;
  }

  choose({ step }: StepPosition, _placeholder: string, choices: readonly Choice<unknown>[]) {
    const leaving = this.#leaving(step);
    if (leaving !== undefined) {
      return leaving;
    }
    const index = this.random.below(choices.length);
    this.#believe(choices[index]?.label ?? '');
    return index;
  }

  enter({ step }: StepPosition, { prompt, password = false, value = '' }: Question<unknown>) {
    const leaving = this.#leaving(step);
    if (leaving !== undefined) {
      return [leaving] as const;
    }
    if (password) {
      return this.#enterSecret(value);
    }
    if (/public key|client ID/i.test(prompt)) {
      return this.#enterId(value);
    }
    return prompt.startsWith('Base URL') ? this.#enterOrigin(value) : `Name ${this.random.below(3)}`;
  }

  confirm(): boolean {
    return this.random.once(2);
  }

  #leaving(step: number): 'back' | 'cancelled' | undefined {
    this.#prompts += 1;
    if (this.#prompts > MAX_PROMPTS || this.random.once(40)) {
      return 'cancelled';
    }
    return step > 1 && this.random.once(4) ? 'back' : undefined;
  }

  #believe(label: string): void {
    const origins = { Atlas: ORIGINS[0], 'Atlas for Government': ORIGINS[1] } as const;
    const [, origin] = Object.entries(origins).find(([name]) => name === label) ?? [];
    this.#target = {
      ...this.#target,
      ...(origin !== undefined && { origin }),
      ...this.imports.get(label),
    };
  }

  #enterSecret(offered: string): string {
    if (offered !== '') {
      // An offered secret is sent with one key press.
      if (!this.network.isFor(offered, this.#target)) {
        this.network.violations.push(`a secret is offered for ${JSON.stringify(this.#target)}`);
      }
      if (this.random.once(2)) {
        return offered;
      }
    }
    const secret = this.network.newSecret(this.#target);
    return this.random.once(3) ? `"${this.#target.keyId}:${secret}"` : secret;
  }

  #enterId(offered: string): string {
    if (offered !== '' && this.random.once(2)) {
      const method = offered.startsWith('mdb_sa_id_') ? 'serviceAccount' : 'apiKey';
      this.#target = { ...this.#target, method, keyId: offered };
      return offered;
    }
    const method = this.random.pick(['serviceAccount', 'apiKey'] as const);
    const keyId = this.random.pick(IDS[method]);
    this.#target = { ...this.#target, method, keyId };
    return this.random.once(4) ? `${keyId}:${this.network.newSecret(this.#target)}` : keyId;
  }

  #enterOrigin(offered: string): string {
    const origin = offered !== '' && this.random.once(3) ? offered : this.random.pick(ORIGINS);
    this.#target = { ...this.#target, origin };
    return this.random.once(8) ? 'http://127.0.0.2:9' : `${origin}/`;
  }
}
