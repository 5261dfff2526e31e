import assert from 'node:assert/strict';
import * as v from 'valibot';
import { BUNDLE, extractTexts } from '../l10n/extract';
import { messagesIn } from '../l10n/messages';
import { read, sources } from './sources';

const Bundle = v.record(v.string(), v.unknown());

describe('The bundle of texts', () => {
  it('has the texts that the extractor of VS Code finds in the source', async function () {
    this.timeout(60_000);
    assert.equal(read(BUNDLE), await extractTexts(), 'Run npm run l10n');
  });

  it('has every text that the source passes to l10n, which must be constant', () => {
    const messages = sources.flatMap(messagesIn);
    const variable = messages.filter(({ key }) => key === undefined);
    assert.deepEqual(
      variable.map(({ file, line }) => `${file}:${line}`),
      [],
    );
    const bundle = v.parse(Bundle, JSON.parse(read(BUNDLE)));
    assert.deepEqual([...new Set(messages.map(({ key }) => key))].toSorted(), Object.keys(bundle).toSorted());
  });

  it('is compared with texts wherever l10n comes from', () => {
    const text =
      "this.#language.l10n.t('a'); l10n['t']('b'); l10n.t({ message: 'c', args: [1], comment: 'd' }); l10n.t(e);";
    assert.deepEqual(
      messagesIn({ file: 'planted.ts', text }).map(({ key }) => key),
      ['a', 'b', 'c/d', undefined],
    );
  });
});
