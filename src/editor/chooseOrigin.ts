import { window } from 'vscode';
import type { Credential } from '../credentials/credential';
import { grouped } from '../model/grouped';
import { choice, inputText, titleText, visibleChoice } from '../text/sinks';

type NamedOrigin = Pick<Credential, 'name' | 'origin'>;

/** Returns the base URL of all credentials, or what `select` returns if they have several; undefined if there is none. */
export async function chooseOrigin<T extends NamedOrigin>(
  credentials: readonly T[],
  select: (credentials: readonly T[]) => Promise<string | undefined>,
): Promise<string | undefined> {
  const origins = new Set(credentials.map(({ origin }) => origin));
  return origins.size > 1 ? select(credentials) : credentials[0]?.origin;
}

/** Returns the base URL that the user selects; undefined if the user cancels. */
export async function selectOrigin(
  credentials: readonly NamedOrigin[],
  title: string,
  placeholder: string,
): Promise<string | undefined> {
  const items = [...grouped(credentials, ({ origin }) => origin)].map(([origin, same]) =>
    choice({ label: origin, description: same.map(({ name }) => visibleChoice(name)).join(', '), origin }),
  );
  const chosen = await window.showQuickPick(items, { title: titleText(title), placeHolder: inputText(placeholder) });
  return chosen?.origin;
}
