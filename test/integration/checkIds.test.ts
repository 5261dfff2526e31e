import assert from 'node:assert/strict';
import { Uri, window, workspace } from 'vscode';
import { checkCommands, type CheckContext } from '../../src/editor/check/checkCommands';
import { plan, runCheck } from '../../src/editor/check/runCheck';
import { EXAMPLE_PROJECTS } from '../atlas/sampleWorld';
import { startAtlasSimulator } from '../atlas/simulator';
import { sampleCredentials } from './support';
import { useTrees } from './trees';

const ABSENT = '9'.repeat(24);

describe('Check IDs in File', () => {
  const { simulator, build } = useTrees();
  const documents = { count: 0 };
  const bucketOf = (projectId: string): string => {
    const project = simulator().world.projects.find(({ id }) => id === projectId);
    return project?.exportBuckets[0]?._id ?? assert.fail(projectId);
  };
  const schedule = (project: string, bucket: string): string =>
    `resource "mongodbatlas_cloud_backup_schedule" "a" {\n  project_id = ${project}\n  export {\n    export_bucket_id = "${bucket}"\n  }\n}\n`;

  /** Opens a file with a text and checks it. */
  async function check(text: string, change: Partial<CheckContext> = {}, answer = true) {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey });
    const [root = assert.fail()] = tree.rows.roots();
    await tree.loadAll([{ kind: 'loadMore', id: 'm', parent: root }], { signal: new AbortController().signal });
    // VS Code itself has no language for Terraform, so the name of the file says what it is.
    const address = Uri.from({ scheme: 'untitled', path: `/check/${documents.count}.tf` });
    documents.count += 1;
    const document = await workspace.openTextDocument(address);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(document.positionAt(0), text);
    });
    const asked: string[] = [];
    const reports: string[] = [];
    const checked: Uri[] = [];
    const { checkIdsInFile } = checkCommands({
      tree,
      credentials,
      acknowledge: () => undefined,
      isTrusted: () => true,
      questions: {
        confirm: (question, detail) => {
          asked.push(`${question} ${detail}`);
          return Promise.resolve(answer);
        },
        chooseOrigin: () => assert.fail('there is one base URL'),
      },
      showFindings: (files) => {
        checked.push(...files.map(({ uri }) => uri));
      },
      showReport: (report) => {
        reports.push(report);
        return Promise.resolve();
      },
      ...change,
    });
    const before = credentials.requests.length;
    await checkIdsInFile(undefined, undefined);
    const sent = credentials.requests.slice(before).filter(({ outcome }) => outcome !== 401);
    return { asked, report: reports.join(''), checked, paths: sent.map(({ path }) => path), uri: document.uri };
  }

  it('loads the list of each project that the file names, after saying how many requests it sends and where to', async () => {
    const bucket = bucketOf(EXAMPLE_PROJECTS.aws);
    const { asked, report, paths, checked, uri } = await check(
      schedule(`"${EXAMPLE_PROJECTS.aws}"`, bucket) + schedule(`"${EXAMPLE_PROJECTS.azure}"`, ABSENT),
    );
    assert.equal(asked.length, 1);
    assert.match(
      asked[0] ?? '',
      new RegExp(`^Check 4 IDs in files\\? Sends up to 2 requests to ${simulator().origin}`),
    );
    assert.equal(paths.length, 2);
    assert.ok(paths.every((path) => path.includes('/backup/exportBuckets?')));
    assert.match(report, new RegExp(`\\| Found \\| ${bucket} \\| Export bucket`));
    assert.match(report, new RegExp(`\\| Not found \\| ${ABSENT} \\| Export bucket`));
    assert.deepEqual(
      checked.map((one) => one.toString()),
      [uri.toString()],
    );
  });

  it('searches for an export bucket whose project the file doesn’t name', async () => {
    const { asked, report, paths } = await check(schedule('var.project', bucketOf(EXAMPLE_PROJECTS.mixed)));
    const said = Number(/Sends up to (\d+) requests/.exec(asked[0] ?? '')?.[1]);
    assert.ok(paths.length > 0 && paths.length <= said, `${paths.length} requests, of ${said}`);
    assert.match(report, /Found: 1\. Not found: 0\. Unknown: 0\./);
  });

  it('says that an ID is unknown if a list could not be loaded', async () => {
    simulator().fault({ path: /exportBuckets/, times: 100, response: { status: 403 } });
    const { report } = await check(schedule(`"${EXAMPLE_PROJECTS.azure}"`, ABSENT));
    assert.match(report, new RegExp(`\\| Unknown \\| ${ABSENT} \\| Export bucket`));
    assert.match(report, /## Not checked/);
  });

  it('sends nothing if the user cancels, the workspace is not trusted, or all IDs are known', async () => {
    const text = schedule(`"${EXAMPLE_PROJECTS.azure}"`, ABSENT);
    assert.deepEqual((await check(text, {}, false)).paths, []);
    const untrusted = await check(text, { isTrusted: () => false });
    assert.deepEqual([untrusted.asked, untrusted.paths, untrusted.report], [[], [], '']);
    const known = await check(`resource "mongodbatlas_x" "y" {\n  project_id = "${EXAMPLE_PROJECTS.azure}"\n}\n`);
    assert.deepEqual([known.asked, known.paths], [[], []]);
    assert.match(known.report, /Found: 1\./);
  });

  it('asks which base URL the IDs belong to, and sends nothing to the others', async () => {
    const other = await startAtlasSimulator();
    const { apiKey, otherOrganizationKey } = simulator().world.credentials;
    const retail = sampleCredentials(simulator(), { retail: apiKey });
    const platform = sampleCredentials(other, { platform: otherOrganizationKey });
    const both: CheckContext['credentials'] = { list: () => [...retail.list(), ...platform.list()] };
    const offered: string[] = [];
    const answers = { origin: other.origin };
    const questions: CheckContext['questions'] = {
      confirm: () => Promise.resolve(true),
      chooseOrigin: (all) => {
        offered.push(...all.map(({ origin }) => origin));
        return Promise.resolve(answers.origin);
      },
    };
    const text = schedule(`"${EXAMPLE_PROJECTS.azure}"`, ABSENT);
    const elsewhere = await check(text, { credentials: both, questions });
    assert.deepEqual(offered, [simulator().origin, other.origin]);
    // The tree has only the credential of the first base URL.
    assert.deepEqual(elsewhere.paths, []);
    assert.match(elsewhere.report, new RegExp(`Base URL: \`${other.origin}\``));
    assert.match(elsewhere.report, /Found: 0\./);
    answers.origin = simulator().origin;
    const here = await check(text, { credentials: both, questions });
    assert.equal(here.paths.length, 1);
    assert.deepEqual(other.requests, []);
    await other.close();
  });

  it('stops at the next list when the user cancels', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey });
    const [root = assert.fail()] = tree.rows.roots();
    const cancellation = new AbortController();
    const ids = [ABSENT, `8${ABSENT.slice(1)}`].map((id) => ({
      id,
      kind: 'bucket' as const,
      projects: new Set<string>(),
      files: new Set(['a.tf']),
    }));
    const options = { tree, ids, origin: simulator().origin, roots: [root] };
    await assert.rejects(
      runCheck(plan(options), options, cancellation.signal, () => {
        cancellation.abort();
      }),
      { name: 'AbortError' },
    );
    const sent = credentials.requests.length;
    assert.ok(sent > 0 && sent < 50, `${sent} requests for more than 50 projects`);
  });

  it('says that a file was not read, rather than that it has no IDs', async () => {
    const { asked, report, paths } = await check(`# ${'x'.repeat(2_000_000)}\n`);
    assert.deepEqual([asked, paths], [[], []]);
    assert.match(report, /## Not checked\n\n- .*was skipped, because it has more than 2,000,000 characters/);
    assert.doesNotMatch(report, /no literal IDs/);
  });

  it('checks nothing in comments, variables and files without IDs of Atlas', async () => {
    const { report, paths } = await check(
      `# atlas export_bucket_id = "${ABSENT}"\nlocals {\n  hash = "${ABSENT}"\n}\n`,
    );
    assert.deepEqual([report, paths], ['', []]);
  });
});
