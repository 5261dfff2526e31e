import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin, type OriginProblem } from '../atlas/origin';
import type { Conversation } from './conversation';
import type { Outcome, StepPosition } from './quickInput';

/** The part of a wizard's state that says which base URL a key is for. */
export interface OriginState {
  /** Empty until the user has entered a custom one. */
  readonly origin: string;
  /** Whether the user enters the base URL instead of selecting it. */
  readonly isCustom: boolean;
}

type OriginStep = (state: OriginState, position: StepPosition) => Promise<Outcome<OriginState>>;

/** Returns the steps that prompt for a base URL: a selection, and an input if the user selects _Other…_. */
export function originSteps({ isCustom }: OriginState, conversation: Conversation): OriginStep[] {
  return [selectOriginStep(conversation), ...(isCustom ? [enterOriginStep(conversation)] : [])];
}

function selectOriginStep({ prompts, l10n }: Conversation): OriginStep {
  return (_state, position) =>
    prompts.choose<OriginState>(position, l10n.t('Which Atlas is the key for? It’s sent only there.'), [
      {
        label: l10n.t('Atlas'),
        description: new URL(ATLAS_ORIGIN).host,
        value: { origin: ATLAS_ORIGIN, isCustom: false },
      },
      {
        label: l10n.t('Atlas for Government'),
        description: new URL(ATLAS_FOR_GOVERNMENT_ORIGIN).host,
        value: { origin: ATLAS_FOR_GOVERNMENT_ORIGIN, isCustom: false },
      },
      { label: l10n.t('Other…'), description: l10n.t('Another https URL'), value: { origin: '', isCustom: true } },
    ]);
}

function enterOriginStep({ prompts, l10n }: Conversation): OriginStep {
  return ({ origin }, position) =>
    prompts.enterText<OriginState>(position, {
      prompt: l10n.t('Base URL of the Atlas Administration API: https, a host, and a port if it isn’t the default.'),
      placeholder: ATLAS_ORIGIN,
      value: origin,
      check: (text) => {
        const parsed = parseOrigin(text);
        return Promise.resolve(
          'origin' in parsed
            ? { value: { origin: parsed.origin, isCustom: true } }
            : { problem: originProblem(parsed.problem, l10n) },
        );
      },
    });
}

/** Returns why a text can't be used as a base URL. */
export function originProblem(problem: OriginProblem, l10n: Conversation['l10n']): string {
  const texts: Record<OriginProblem, string> = {
    notAUrl: l10n.t('Enter a full URL, such as {0}.', ATLAS_ORIGIN),
    notHttps: l10n.t(
      'Only https, or http to localhost, 127.0.0.1, or [::1]. Anything else would expose the key to the network.',
    ),
    userInfo: l10n.t('A base URL can’t contain a user name or password.'),
    notOnlyAnOrigin: l10n.t('Remove everything after the host and port.'),
  };
  return texts[problem];
}
