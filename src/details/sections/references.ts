import type { ReferenceId, ReferenceSubject } from '../../references/reference';
import { referenceName } from '../../references/referenceName';
import { references } from '../../references/references';
import type { Language } from '../../text/language';
import type { Block } from '../protocol';
import { copyable } from './blocks';

/** The groups of code snippets, with the most used ones first. */
const GROUPS = ['terraform', 'cli', 'curl', 'go', 'storage'] as const;
type Group = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<ReferenceId, Group>> = {
  terraformResource: 'terraform',
  terraformDataSource: 'terraform',
  terraformSchedule: 'terraform',
  cliDescribe: 'cli',
  cliCreateJob: 'cli',
  cliApi: 'cli',
  curlBearer: 'curl',
  curlDigest: 'curl',
  goSdk: 'go',
  uri: 'storage',
  arn: 'storage',
};

/** Returns the code snippets that refer to the bucket, grouped. */
export function referenceBlocks(subject: ReferenceSubject, { l10n }: Language): Block[] {
  const names: Readonly<Record<Group, string>> = {
    terraform: 'Terraform',
    cli: 'Atlas CLI',
    curl: 'curl',
    go: 'Go',
    storage: l10n.t('Storage'),
  };
  const all = references(subject);
  const snippets = GROUPS.flatMap((group) =>
    all
      .filter(({ id }) => GROUP_OF[id] === group)
      .map(({ id, language, text }) => {
        const title = referenceName(id, l10n);
        return { id, group: names[group], title, language, value: copyable(l10n, title, text) };
      }),
  );
  return [{ kind: 'snippets', label: l10n.t('Format'), snippets }];
}
