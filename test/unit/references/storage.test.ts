import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExportBucket } from '../../../src/atlas/models';
import { REFERENCE_IDS } from '../../../src/references/reference';
import { references } from '../../../src/references/references';
import { atlasProjectPage, consolePage } from '../../../src/references/storage';
import { AWS, AZURE, GCP, hostileText, PROJECT_ID, subjectOf, textOf, wellFormed } from './support';

const GOVERNMENT = 'https://cloud.mongodbgov.com';
const ACCOUNT = 'https://contosobackups.blob.core.windows.net';

describe('Storage references', () => {
  for (const [what, bucket, uri, arn, page] of [
    [
      'AWS',
      AWS,
      's3://contoso-mongodb-exports',
      'arn:aws:s3:::contoso-mongodb-exports',
      'https://console.aws.amazon.com/s3/buckets/contoso-mongodb-exports?region=eu-west-1',
    ],
    [
      'AWS before its region is known',
      { ...AWS, region: undefined },
      's3://contoso-mongodb-exports',
      'arn:aws:s3:::contoso-mongodb-exports',
      'https://console.aws.amazon.com/s3/buckets/contoso-mongodb-exports',
    ],
    [
      'AWS GovCloud',
      { ...AWS, region: 'us-gov-west-1' },
      's3://contoso-mongodb-exports',
      'arn:aws-us-gov:s3:::contoso-mongodb-exports',
      'https://console.amazonaws-us-gov.com/s3/buckets/contoso-mongodb-exports?region=us-gov-west-1',
    ],
    [
      'AWS GovCloud in the words of Atlas',
      { ...AWS, region: 'US_GOV_EAST_1' },
      's3://contoso-mongodb-exports',
      'arn:aws-us-gov:s3:::contoso-mongodb-exports',
      'https://console.amazonaws-us-gov.com/s3/buckets/contoso-mongodb-exports?region=us-gov-east-1',
    ],
    [
      'AWS China',
      { ...AWS, region: 'cn-north-1' },
      's3://contoso-mongodb-exports',
      'arn:aws-cn:s3:::contoso-mongodb-exports',
      'https://console.amazonaws.cn/s3/buckets/contoso-mongodb-exports?region=cn-north-1',
    ],
    [
      'Azure',
      AZURE,
      `${ACCOUNT}/atlas-exports`,
      undefined,
      'https://portal.azure.com/#@4297fc77-1592-4de8-a6d5-a8c32401df11/browse/Microsoft.Storage%2FStorageAccounts',
    ],
    [
      'Azure without the container in its service URL, and without a tenant',
      { ...AZURE, serviceUrl: `${ACCOUNT}/`, tenantId: undefined },
      `${ACCOUNT}/atlas-exports`,
      undefined,
      'https://portal.azure.com/#browse/Microsoft.Storage%2FStorageAccounts',
    ],
    [
      'Azure Government',
      { ...AZURE, serviceUrl: 'https://contoso.blob.core.usgovcloudapi.net', tenantId: undefined },
      'https://contoso.blob.core.usgovcloudapi.net/atlas-exports',
      undefined,
      'https://portal.azure.us/#browse/Microsoft.Storage%2FStorageAccounts',
    ],
    [
      'Google Cloud',
      GCP,
      'gs://contoso_exports.eu',
      undefined,
      'https://console.cloud.google.com/storage/browser/contoso_exports.eu',
    ],
    ['a provider that comes later', { ...GCP, cloudProvider: 'OCI' }, undefined, undefined, undefined],
  ] satisfies [string, ExportBucket, string | undefined, string | undefined, string | undefined][]) {
    it(`name ${what}`, () => {
      assert.equal(textOf('uri', bucket), uri);
      assert.equal(textOf('arn', bucket), arn);
      assert.equal(consolePage(subjectOf(bucket)), page);
    });
  }

  it('use the AWS GovCloud partition for Atlas for Government, unless the region has another one', () => {
    assert.match(textOf('arn', { ...AWS, region: undefined }, GOVERNMENT) ?? '', /^arn:aws-us-gov:/);
    assert.match(textOf('arn', AWS, GOVERNMENT) ?? '', /^arn:aws:/);
    const page = consolePage(subjectOf({ ...AWS, region: undefined }, GOVERNMENT));
    assert.match(page ?? '', /^https:\/\/console\.amazonaws-us-gov\.com\//);
  });

  for (const serviceUrl of [
    undefined,
    '',
    'javascript:alert(1)',
    'http://contoso.blob.core.windows.net',
    'https://evil.example.com/x.blob.core.windows.net',
    'https://contoso.blob.core.windows.net.evil.example.com',
  ]) {
    it(`have no URI for the service URL ${String(serviceUrl)}`, () => {
      assert.equal(textOf('uri', { ...AZURE, serviceUrl }), undefined);
    });
  }

  it('name the container if the path of the service URL has only slashes', () => {
    assert.equal(textOf('uri', { ...AZURE, serviceUrl: `${ACCOUNT}//` }), `${ACCOUNT}/atlas-exports`);
  });

  it('encode every service URL with a container as a path without shell syntax', () => {
    for (const [path, expected] of [
      ['$(touch$IFS/tmp/x)', '%24%28touch%24IFS/tmp/x%29'],
      ['a;id&id&|id', 'a%3Bid%26id%26%7Cid'],
      ["it's", 'it%27s'],
      ['%24web/%2F', '%24web/%2F'],
      ['100%', '100%25'],
      ['atlas-exports/', 'atlas-exports'],
    ] as const) {
      assert.equal(textOf('uri', { ...AZURE, serviceUrl: `${ACCOUNT}/${path}` }), `${ACCOUNT}/${expected}`);
    }
    fc.assert(
      fc.property(hostileText, (path) => {
        const uri = textOf('uri', { ...AZURE, serviceUrl: `${ACCOUNT}/${path}` }) ?? '';
        assert.match(uri, /^https:\/\/contosobackups\.blob\.core\.windows\.net(?:\/[\w.~%/-]*)?$/);
      }),
    );
  });

  it('encode every bucket name as one path segment', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(AWS, GCP, AZURE), (bucketName, like) => {
        const bucket = { ...like, bucketName, serviceUrl: ACCOUNT, tenantId: bucketName, region: undefined };
        const uri = textOf('uri', bucket) ?? '';
        const page = consolePage(subjectOf(bucket)) ?? '';
        assert.match(uri, /^(s3:\/|gs:\/|https:\/\/contosobackups\.blob\.core\.windows\.net)\/[\w.~%-]*$/);
        assert.equal(decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)), wellFormed(bucketName));
        assert.match(page, /^https:\/\/[\w.@%~/#-]+$/);
        assert.ok(/^(console\.aws\.amazon|console\.cloud\.google|portal\.azure)\.com$/.test(new URL(page).host));
      }),
    );
  });
});

describe('atlasProjectPage', () => {
  it('uses the base URL of the credential', () => {
    assert.equal(
      atlasProjectPage({ origin: GOVERNMENT, projectId: PROJECT_ID }),
      `${GOVERNMENT}/v2/${PROJECT_ID}#/clusters`,
    );
  });
});

describe('references', () => {
  it('returns every kind for AWS, in order', () => {
    assert.deepEqual(
      references(subjectOf(AWS)).map(({ id }) => id),
      REFERENCE_IDS,
    );
  });

  it("returns the kinds that don't depend on the provider for an unknown provider", () => {
    assert.deepEqual(
      references(subjectOf({ ...GCP, cloudProvider: 'OCI' })).map(({ id }) => id),
      REFERENCE_IDS.filter((id) => !['uri', 'arn', 'terraformResource'].includes(id)),
    );
  });
});
