import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin, type OriginProblem } from '../atlas/origin';
import type { Conversation } from './conversation';
import type { Outcome, StepPosition } from './quickInput';

/** The origin that a key is for. */
export interface OriginAnswer {
  /** Empty until the user has entered another one than the usual two. */
  readonly origin: string;
  /** Whether the user enters it; one of the usual two may be entered as well. */
  readonly isOther: boolean;
}

type OriginStep = (answers: OriginAnswer, position: StepPosition) => Promise<Outcome<OriginAnswer>>;

/** The steps that ask for an origin: two, where the user chooses to enter it. */
export function originSteps({ isOther }: OriginAnswer, conversation: Conversation): OriginStep[] {
  return [usualOriginStep(conversation), ...(isOther ? [otherOriginStep(conversation)] : [])];
}

function usualOriginStep({ ask, l10n }: Conversation): OriginStep {
  return (_answers, position) =>
    ask.choose<OriginAnswer>(position, l10n.t('Which Atlas is the key for? It is sent nowhere else.'), [
      {
        label: l10n.t('Atlas'),
        description: new URL(ATLAS_ORIGIN).host,
        value: { origin: ATLAS_ORIGIN, isOther: false },
      },
      {
        label: l10n.t('Atlas for Government'),
        description: new URL(ATLAS_FOR_GOVERNMENT_ORIGIN).host,
        value: { origin: ATLAS_FOR_GOVERNMENT_ORIGIN, isOther: false },
      },
      { label: l10n.t('Other…'), description: l10n.t('another https address'), value: { origin: '', isOther: true } },
    ]);
}

function otherOriginStep({ ask, l10n }: Conversation): OriginStep {
  return ({ origin }, position) =>
    ask.askFor<OriginAnswer>(position, {
      prompt: l10n.t(
        'The origin of the Atlas Administration API: https, a host, and a port if it is not the usual one.',
      ),
      placeholder: ATLAS_ORIGIN,
      value: origin,
      check: (text) => {
        const parsed = parseOrigin(text);
        return Promise.resolve(
          'origin' in parsed
            ? { value: { origin: parsed.origin, isOther: true } }
            : { problem: originProblem(parsed.problem, l10n) },
        );
      },
    });
}

/** Says why a text is no base URL that a key may be sent to. */
export function originProblem(problem: OriginProblem, l10n: Conversation['l10n']): string {
  const texts: Record<OriginProblem, string> = {
    notAUrl: l10n.t('This is not an address. Write it like {0}.', ATLAS_ORIGIN),
    notHttps: l10n.t(
      'Only https, or http to localhost, 127.0.0.1 or [::1]: anything else would show the key to the network.',
    ),
    userInfo: l10n.t('An address with a user name or password in it cannot be used.'),
    notOnlyAnOrigin: l10n.t('Leave out everything after the host and port.'),
  };
  return texts[problem];
}
