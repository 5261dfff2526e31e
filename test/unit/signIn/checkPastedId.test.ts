import assert from 'node:assert/strict';
import { checkPastedId, checkPastedSecret } from '../../../src/signIn/checkPastedId';
import { checkName, cleanName, nameOfNew } from '../../../src/signIn/credentialName';
import { l10n } from './conversations';

const ID = 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2';
const ORIGIN = 'https://cloud.mongodb.com';
/** Characters that are copied along from web pages and chats. */
const INVISIBLE = [
  '\u200B',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\u200E',
  '\u202E',
  '\u0000',
  '\u007F',
  '\u{E0041}',
  '\u3164',
];

describe('A pasted ID or secret', () => {
  for (const invisible of INVISIBLE) {
    const code = (invisible.codePointAt(0) ?? 0).toString(16);

    it(`loses U+${code} around it`, () => {
      const around = `${invisible} ${ID}${invisible}\r\n`;
      assert.deepEqual(checkPastedId(around, ORIGIN, [], l10n), {
        value: { keyId: ID, method: 'serviceAccount', replaces: undefined },
      });
      assert.deepEqual(checkPastedSecret(`${invisible}"secret"${invisible}`, ID, l10n), { value: 'secret' });
    });

    it(`is rejected with U+${code} in it, and not repeated`, () => {
      for (const checked of [
        checkPastedId(`mdb_sa_id_a${invisible}b`, ORIGIN, [], l10n),
        checkPastedId(`${ID}:sec${invisible}ret`, ORIGIN, [], l10n),
        checkPastedSecret(`sec${invisible}ret`, ID, l10n),
      ]) {
        assert.ok('problem' in checked);
        assert.ok(!checked.problem.includes(`sec${invisible}ret`) && !checked.problem.includes('mdb_sa_id_a'));
        assert.ok(!checked.problem.includes(invisible));
      }
    });
  }

  for (const secret of ['two words', 'line\nbreak', 'cyrillic-\u0430', 'fullwidth-\uFF21', 'caf\u00E9', 'tab\there']) {
    it(`is rejected as a secret: ${JSON.stringify(secret)}`, () => {
      const checked = checkPastedSecret(secret, ID, l10n);
      assert.ok('problem' in checked);
      assert.ok(!checked.problem.includes(secret));
    });
  }

  it('is rejected if the secret belongs to another ID', () => {
    for (const other of ['mdb_sa_id_other:mdb_sa_sk_x', 'zmmrboas:55c3bbb6-b4bb', '"zmmrboas:55c3bbb6-b4bb"']) {
      const checked = checkPastedSecret(other, ID, l10n);
      assert.ok('problem' in checked && checked.problem.includes('another ID'), other);
    }
    assert.deepEqual(checkPastedSecret(`${ID}:secret`, ID, l10n), { value: 'secret' });
    assert.deepEqual(checkPastedSecret('zmmrboas:secret', 'zmmrboas', l10n), { value: 'secret' });
  });

  it('has the kind of key that its shape tells', () => {
    for (const [text, method] of [
      [ID, 'serviceAccount'],
      [`"${ID}:mdb_sa_sk_secret"`, 'serviceAccount'],
      ['zmmrboas', 'apiKey'],
      ['zmmrboas:55c3bbb6-b4bb-4e3a-9d0b-000000000000', 'apiKey'],
    ] as const) {
      const checked = checkPastedId(text, ORIGIN, [], l10n);
      assert.ok('value' in checked && checked.value.method === method, text);
    }
  });

  it('is rejected if it is a secret', () => {
    for (const secret of ['mdb_sa_sk_secret', '55c3bbb6-b4bb-4e3a-9d0b-000000000000']) {
      const checked = checkPastedId(secret, ORIGIN, [], l10n);
      assert.ok('problem' in checked && /This is a (client secret|private key)/.test(checked.problem));
      assert.ok(!checked.problem.includes(secret));
    }
  });

  it('replaces only stored and session credentials', () => {
    const known = { id: 'c', name: 'C', origin: ORIGIN, method: 'serviceAccount', keyId: ID } as const;
    for (const source of ['stored', 'session', 'environment', 'unreadable'] as const) {
      const checked = checkPastedId(ID, ORIGIN, [{ ...known, source }], l10n);
      assert.ok('value' in checked);
      assert.equal(checked.value.replaces?.source, source === 'stored' || source === 'session' ? source : undefined);
    }
  });
});

describe('The name of a credential', () => {
  it('loses invisible characters and extra spaces', () => {
    for (const invisible of INVISIBLE) {
      assert.deepEqual(checkName(` Prod${invisible}  EU\n`, l10n), { value: 'Prod EU' });
    }
    assert.deepEqual(checkName('Größe 🚀 日本', l10n), { value: 'Größe 🚀 日本' });
  });

  it('is rejected if it is empty or too long', () => {
    for (const name of ['', ' \n', '\u200B', 'x'.repeat(101)]) {
      assert.ok('problem' in checkName(name, l10n));
    }
    assert.deepEqual(checkName('🚀'.repeat(100), l10n), { value: '🚀'.repeat(100) });
  });

  it('is the organization, or the key ID if the key can’t read it', () => {
    const key = { method: 'apiKey', keyId: 'zmmrboas' } as const;
    const account = { method: 'serviceAccount', keyId: ID } as const;
    const organization = { id: 'a'.repeat(24), name: 'Contoso' };
    assert.equal(nameOfNew(key, organization, [{ name: 'Other' }]), 'Contoso');
    assert.equal(nameOfNew(key, { ...organization, name: '\u200B' }, []), 'zmmrboas');
    assert.equal(nameOfNew(key, undefined, []), 'zmmrboas');
    assert.equal(nameOfNew(key, organization, [{ name: 'Contoso' }]), 'Contoso (zmmrboas)');
    assert.equal(nameOfNew(account, organization, [{ name: 'Contoso' }]), 'Contoso (…e6f4b2)');
  });

  it('is truncated if it comes from an organization', () => {
    assert.equal(cleanName(`Contoso\u202E ${'x'.repeat(500)}`), `Contoso ${'x'.repeat(92)}`);
  });
});
