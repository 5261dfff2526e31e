import assert from 'node:assert/strict';
import {
  ATLAS_FOR_GOVERNMENT_ORIGIN,
  ATLAS_ORIGIN,
  isOrigin,
  parseOrigin,
  type OriginProblem,
} from '../../../src/atlas/origin';

const GOOD: readonly (readonly [text: string, origin: string])[] = [
  ['https://cloud.mongodb.com', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com/', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodbgov.com', 'https://cloud.mongodbgov.com'],
  ['  https://cloud.mongodb.com\n', 'https://cloud.mongodb.com'],
  ['\u00a0https://cloud.mongodb.com\u00a0', 'https://cloud.mongodb.com'],
  ['HTTPS://CLOUD.MongoDB.com', 'https://cloud.mongodb.com'],
  ['https:cloud.mongodb.com', 'https://cloud.mongodb.com'],
  ['https:\\\\cloud.mongodb.com\\', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com:443', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com:443/', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com:8443', 'https://cloud.mongodb.com:8443'],
  ['https://cloud.mongodb.com:0443', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com:65535', 'https://cloud.mongodb.com:65535'],
  ['https://cloud.mongodb.com:', 'https://cloud.mongodb.com'],
  ['https://cloud.mongodb.com/.', 'https://cloud.mongodb.com'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['https://ＣＬＯＵＤ.mongodb.com', 'https://cloud.mongodb.com'],
  ['https://cloud。mongodb。com', 'https://cloud.mongodb.com'],
  ['https://192.0.2.7', 'https://192.0.2.7'],
  ['https://[2001:DB8:0:0::1]:8443', 'https://[2001:db8::1]:8443'],
  ['https://localhost', 'https://localhost'],
  ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
  ['http://localhost', 'http://localhost'],
  ['http://LocalHost:8080/', 'http://localhost:8080'],
  ['http://localhost:80', 'http://localhost'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://0177.0.0.1:80', 'http://127.0.0.1'],
  ['http://１２７.0.0.1', 'http://127.0.0.1'],
  ['http://ＬＯＣＡＬＨＯＳＴ:8080', 'http://localhost:8080'],
  ['http://127.0.0.1.', 'http://127.0.0.1'],
  ['http://[::0.0.0.1]', 'http://[::1]'],
  ['https://127.0.0.2:8443', 'https://127.0.0.2:8443'],
  ['http://127.1:8080', 'http://127.0.0.1:8080'],
  ['http://0x7f.0.0.1', 'http://127.0.0.1'],
  ['http://2130706433', 'http://127.0.0.1'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
];

const BAD: readonly (readonly [text: string, problem: OriginProblem])[] = [
  ['', 'notAUrl'],
  ['   ', 'notAUrl'],
  ['cloud.mongodb.com', 'notAUrl'],
  ['//cloud.mongodb.com', 'notAUrl'],
  ['/api/atlas/v2', 'notAUrl'],
  ['https://', 'notAUrl'],
  ['https://:443', 'notAUrl'],
  ['https://cloud mongodb.com', 'notAUrl'],
  ['https://cloud.mongodb.com:65536', 'notAUrl'],
  ['https://cloud.mongodb.com:-1', 'notAUrl'],
  ['https://cloud.mongodb.com:https', 'notAUrl'],
  ['https://256.256.256.256', 'notAUrl'],
  ['https://[::1', 'notAUrl'],
  ['https://[::g]', 'notAUrl'],
  ['https://cloud%2emongodb.com%2f', 'notAUrl'],
  ['http://cloud.mongodb.com', 'notHttps'],
  ['http://cloud.mongodb.com:443', 'notHttps'],
  ['cloud.mongodb.com:443', 'notHttps'],
  ['localhost:8080', 'notHttps'],
  ['ftp://cloud.mongodb.com', 'notHttps'],
  ['ws://localhost', 'notHttps'],
  ['wss://cloud.mongodb.com', 'notHttps'],
  ['file:///etc/passwd', 'notHttps'],
  ['mailto:someone@cloud.mongodb.com', 'notHttps'],
  ['javascript:alert(1)', 'notHttps'],
  ['data:text/plain,https://cloud.mongodb.com', 'notHttps'],
  ['blob:https://cloud.mongodb.com/1', 'notHttps'],
  ['http://0.0.0.0:8080', 'notHttps'],
  ['http://128.0.0.1', 'notHttps'],
  ['http://10.0.0.1', 'notHttps'],
  ['http://[::]', 'notHttps'],
  // VS Code sends these through a proxy in clear text, although they're loopback addresses.
  ['http://127.0.0.2:9', 'notHttps'],
  ['http://127.255.255.254', 'notHttps'],
  ['http://127.2', 'notHttps'],
  ['http://0x7f000002', 'notHttps'],
  ['http://2130706434', 'notHttps'],
  ['http://0', 'notHttps'],
  ['http://localhost.', 'notHttps'],
  ['http://localhost.localdomain', 'notHttps'],
  ['http://my.localhost:8080', 'notHttps'],
  ['http://ip6-localhost', 'notHttps'],
  ['http://[::ffff:127.0.0.1]', 'notHttps'],
  ['http://[::127.0.0.1]', 'notHttps'],
  ['http://[fe80::1]', 'notHttps'],
  ['http://[::2]', 'notHttps'],
  ['http://localhost.example', 'notHttps'],
  ['http://127.0.0.1.example', 'notHttps'],
  ['http://127.example', 'notHttps'],
  ['http://localhost@cloud.mongodb.com', 'notHttps'],
  ['https://user@cloud.mongodb.com', 'userInfo'],
  ['https://user:secret@cloud.mongodb.com', 'userInfo'],
  ['https://:secret@cloud.mongodb.com', 'userInfo'],
  ['https://cloud.mongodb.com@evil.example', 'userInfo'],
  ['https://cloud.mongodb.com:443@evil.example', 'userInfo'],
  ['https://cloud.mongodb.com%40evil@evil.example', 'userInfo'],
  ['http://user@localhost', 'userInfo'],
  ['https://user@cloud.mongodb.com/path', 'userInfo'],
  ['https://cloud.mongodb.com/api/atlas/v2', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com//', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com/%2e%2e/a', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com\\@evil.example', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com/@evil.example', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com?', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com/?a=b', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com#', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com/#/v2', 'notOnlyAnOrigin'],
  ['https://cloud.mongodb.com?@evil.example', 'notOnlyAnOrigin'],
  ['http://localhost:8080/api', 'notOnlyAnOrigin'],
];

describe('Origins', () => {
  it('give the same result each time, unlike `URL.canParse` of Node 20', () => {
    for (let count = 0; count < 50_000; count += 1) {
      assert.deepEqual(parseOrigin('https://bücher.example'), { origin: 'https://xn--bcher-kva.example' });
    }
  });

  for (const [text, origin] of GOOD) {
    it(`reads ${JSON.stringify(text)} as ${origin}`, () => {
      assert.deepEqual(parseOrigin(text), { origin });
    });
  }

  for (const [text, problem] of BAD) {
    it(`refuses ${JSON.stringify(text)}: ${problem}`, () => {
      assert.deepEqual(parseOrigin(text), { problem });
    });
  }

  it('keep a parsed origin unchanged', () => {
    for (const [, origin] of [...GOOD, ['', ATLAS_ORIGIN], ['', ATLAS_FOR_GOVERNMENT_ORIGIN]] as const) {
      assert.deepEqual(parseOrigin(origin), { origin });
    }
  });

  it('accept a stored text only if it is exactly as `parseOrigin` returned it', () => {
    for (const [text, origin] of GOOD) {
      assert.equal(isOrigin(origin), true, origin);
      assert.equal(isOrigin(text), text === origin, text);
    }
    for (const [text] of BAD) {
      assert.equal(isOrigin(text), false, text);
    }
  });
});
