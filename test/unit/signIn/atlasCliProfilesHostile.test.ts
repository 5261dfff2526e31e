import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { readAtlasCliProfiles } from '../../../src/signIn/atlasCliProfiles';
import { MARKER, readAll } from './profiles';

describe('readAtlasCliProfiles with unusual files', () => {
  const GOOD = '[good]\nclient_id = "id"\nclient_secret = "secret"';
  const HOSTILE: readonly (readonly [text: string, others: readonly string[]])[] = [
    ['[__proto__]\nclient_id = "x"\npolluted = true', ['__proto__']],
    ['__proto__ = { client_id = "x", polluted = true }', ['__proto__']],
    ['[a.__proto__]\nclient_id = "x"\npolluted = true', ['a.__proto__']],
    [`[${'a.'.repeat(900)}b]\nclient_id = "x"`, ['a']],
    ['[constructor.prototype]\npolluted = true', ['constructor']],
    ['[toString]\nhasOwnProperty = 1\n__proto__ = "x"', ['toString']],
    ['[[a]]\nclient_id = "x"\n[[a]]', []],
    ['[a]\nclient_id = [["x"], [1, 2.5]]\nclient_secret = { a = { b = "c" } }', ['a']],
    ['[a.b.c]\nclient_id = "x"', ['a.b.c']],
    ['["a.b"]', ['a.b']],
    ['[""]', ['']],
    ['[a]\nclient_id = 99999999999999999999\nsecret = 1979-05-27T07:32:00Z\nother = nan', ['a']],
    [
      '[ops_manager_url]\nclient_id = "x"\n[base_url.x]\nauth_type = "api_keys"\n[service]\nclient_secret = "x"',
      ['ops_manager_url', 'base_url.x', 'service'],
    ],
    ['org_id = 1\nlist = [1]\nday = 1979-05-27\n[[array]]\nservice = 1', []],
  ];
  for (const [text, others] of HOSTILE) {
    it(`reads the valid profile next to ${JSON.stringify(text)}`, () => {
      const read = readAll(`${text}\n${GOOD}`);
      assert.deepEqual(
        read.map(({ name }) => name).filter((name) => name !== 'good'),
        others,
      );
      assert.deepEqual(
        read.find(({ name }) => name === 'good'),
        {
          name: 'good',
          method: 'serviceAccount',
          keyId: 'id',
          secret: 'secret',
          origin: { origin: 'https://cloud.mongodb.com' },
        },
      );
      assert.ok(!('polluted' in {}));
      for (const other of read.filter(({ name }) => name !== 'good')) {
        assert.ok(!('polluted' in other));
      }
    });
  }

  for (const value of ['["https://x.example"]', '5', 'true', '1979-05-27', 'nan', '[]', '{}', '{ url = "x" }']) {
    for (const name of ['ops_manager_url', 'BASE_URL', 'service']) {
      it(`doesn’t use the default of ${name} instead of ${value}`, () => {
        const line = `${name} = ${value}\n`;
        const globals = 'public_api_key = "public"\nprivate_api_key = "private"\n';
        const files = [
          [line + GOOD, 'good'],
          [`${GOOD}\n${line}`, 'good'],
          [line + globals, 'default'],
          [`${line}version = 2\n[a.b]\nauth_type = "api_keys"`, 'a.b'],
        ] as const;
        for (const [text, profile] of files) {
          const [read, ...others] = readAll(text);
          assert.deepEqual([read?.name, others], [profile, []]);
          if (name === 'service') {
            assert.deepEqual([read?.method, read?.unused, read?.secret], [undefined, 'service', undefined]);
          } else {
            assert.deepEqual(read?.origin, { problem: 'notAUrl' });
          }
        }
      });
    }
  }

  const BROKEN: readonly (readonly [text: string, line: number, column: number])[] = [
    [`[p]\nclient_secret = "${MARKER}`, 2, 17],
    [`[p]\nclient_secret = ${MARKER}`, 2, 17],
    [`[p]\r\n\r\nclient_secret = "${MARKER}" x`, 3, 35],
    [`[p]\n${MARKER}`, 2, 1],
    [`[${MARKER}\n`, 1, 17],
    [`[p]\na = "${MARKER}"\na = "${MARKER}"`, 3, 1],
    [`[p]\na = "${MARKER}"\n[p]\nb = 1`, 3, 2],
    [`p = "${MARKER}"\n[p.q]`, 2, 2],
    [`[p]\na = "${MARKER}\\q"`, 2, 22],
    [`a = ${'['.repeat(5000)}"${MARKER}"`, 1, 1005],
    [`{"client_secret":"${MARKER}"}`, 1, 1],
    ['\0\0\0', 1, 1],
  ];
  for (const [text, line, column] of BROKEN) {
    it(`returns only the position of the syntax error in ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(readAtlasCliProfiles(text, {}), { problem: { line, column } });
    });
  }

  it('never throws and never shows text from a file with a syntax error', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '=',
        '.',
        ',',
        '#',
        '\\',
        '\n',
        '\r',
        ' ',
        '0',
        '"""',
        "'''",
        '[[',
        ']]',
        '\n[p]\n',
        '\n[p.client_id]\n',
        '__proto__',
      ),
      fc.constantFrom('client_secret', 'private_api_key = ', 'ops_manager_url = "', 'https://', 'auth_type', '"\n'),
      fc.constantFrom(MARKER, `"${MARKER}"`, `access_token = "${MARKER}"\n`, '1979-05-27', '9e99', '\\u', '\u0000'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const read = readAtlasCliProfiles(pieces.join(''), {});
        outcomes.add(Object.keys(read).join());
        if ('profiles' in read) {
          assert.ok(read.profiles.every(({ name, origin }) => typeof name === 'string' && typeof origin === 'object'));
          return;
        }
        assert.match(
          inspect(read, { depth: 9, showHidden: true }),
          /^{ problem: { line: [1-9]\d*, column: [1-9]\d* } }$/,
        );
      }),
      { numRuns: 2000, examples: [[[`"${MARKER}"`]], [['\n[p]\n']]] },
    );
    assert.deepEqual([...outcomes].sort(), ['problem', 'profiles']);
  });

  it('reads values of all types', () => {
    const value = fc.oneof(
      fc.string().map((text) => JSON.stringify(text).replaceAll('\u007f', '')),
      fc.constantFrom('1', '-1.5', 'true', 'inf', '[]', '["x"]', '{}', '{ a = 1 }', '07:32:00', '1979-05-27'),
    );
    const key = fc.constantFrom(
      ...['auth_type', 'client_id', 'client_secret', 'public_api_key', 'private_api_key', 'service'],
      ...['ops_manager_url', 'base_url', 'org_id', 'project_id', '__proto__', 'toString'],
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }), (pairs) => {
        const lines = pairs.map(([name, text]) => `${name} = ${text}`);
        const read = readAll(`[p]\n${lines.join('\n')}\n${GOOD}`);
        assert.deepEqual(
          read.map(({ name }) => name),
          ['p', 'good'],
        );
        assert.equal(read[1]?.secret, 'secret');
      }),
    );
  });
});
