import { cluesIn } from '../../src/files/cluesIn';

const ROUNDS = 11;
const IDS = 40_000;
const LENGTH = 2_000_000;

const id = (kind: string, number: number): string => kind + number.toString(16).padStart(23, '0');

/** Repeats a part with new IDs until there are 40,000, and fills the text to 2 MB. */
function fileOf(idsOfEach: number, part: (number: number) => string, filler: string): string {
  const parts = Array.from({ length: IDS / idsOfEach }, (_, number) => part(number)).join('');
  return parts + filler.repeat(Math.max(0, Math.floor((LENGTH - parts.length) / filler.length)));
}

const FILES: Readonly<Record<string, string>> = {
  Terraform: fileOf(
    2,
    (n) => `export {\n  project_id = "${id('c', n)}"\n  export_bucket_id = "${id('b', n)}"\n}\n`,
    '# comment\n',
  ),
  JSON: fileOf(2, (n) => `{"groupId":"${id('c', n)}","exportBucketId":"${id('b', n)}"},\n`, ' \n'),
  YAML: fileOf(2, (n) => `- projectId: ${id('c', n)}\n  exportBucketId: ${id('b', n)}\n`, '# comment\n'),
  shell: fileOf(2, (n) => `atlas backups --bucketId ${id('b', n)} --projectId ${id('c', n)}\n`, 'echo done\n'),
};

const times = Object.fromEntries(
  Object.entries(FILES).map(([kind, text]) => [
    kind,
    Array.from({ length: ROUNDS }, () => {
      const started = performance.now();
      cluesIn(text);
      return performance.now() - started;
    }),
  ]),
);
process.stdout.write(JSON.stringify(times));
