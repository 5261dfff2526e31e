import assert from 'node:assert/strict';
import type { Syntax } from '../../../src/files/syntax';
import { describeAll } from './findingSupport';
import { ABSENT, loadedShop, SHOP } from './loadedShop';

const LIST = `atlas clusters list --projectId ${SHOP}`;
const DESCRIBE = `atlas backups exports buckets describe --bucketId ${ABSENT} --profile other`;
const TOGETHER = `atlas backups exports buckets describe --projectId ${SHOP} --bucketId ${ABSENT}`;

/** Texts with a project and an export bucket that may have nothing to do with each other. */
const SEPARATE: readonly (readonly [string, Syntax, string])[] = [
  ['commands', 'shell', `${LIST}\n${DESCRIBE}\n`],
  ['commands after a heredoc with an apostrophe', 'shell', `cat <<EOF\nDon't.\nEOF\n${LIST}\n${DESCRIBE}\n`],
  ['commands after an indented heredoc', 'shell', `cat <<-'END'\n\tDon't.\n\tEND\n${LIST}\n${DESCRIBE}\n`],
  ['commands after two heredocs', 'shell', `cat <<A 3<<"B"\nDon't\nA\n"\nB\n${LIST}\n${DESCRIBE}\n`],
  ['commands in a heredoc', 'shell', `ssh host <<EOF\n${LIST}\n${DESCRIBE}\nEOF\n`],
  ['commands in a string', 'shell', `bash -c '\n${LIST}\n${DESCRIBE}\n'\n`],
  ['commands after an apostrophe that nothing closes', 'shell', `echo Don't\n${LIST}\n${DESCRIBE}\n`],
  ['commands after an ANSI string', 'shell', `echo $'it\\'s'\n${LIST}\n${DESCRIBE}\necho 'a'\n`],
  ['commands after a substitution', 'shell', `A=\`date\`\n${LIST}\n${DESCRIBE}\n`],
  ['PowerShell after a comment', 'powershell', `<#\nThe project's buckets.\n#>\n${LIST}\n${DESCRIBE}\n`],
  ['PowerShell after a backslash', 'powershell', `$out = "C:\\exports\\"\n${LIST}\n${DESCRIBE}\n`],
  ['PowerShell after a here-string', 'powershell', `$a = @"\nIt's "\n"@\n${LIST}\n${DESCRIBE}\n`],
  ['PowerShell in a here-string', 'powershell', `$a = @'\n${LIST}\n${DESCRIBE}\n'@\n`],
  [
    'variables after an apostrophe',
    'dotenv',
    `NOTE=Don't\nATLAS_PROJECT_ID=${SHOP}\nATLAS_EXPORT_BUCKET_ID=${ABSENT}\nB='a'\n`,
  ],
  ['variables after a backslash', 'dotenv', `OUT=C:\\\nATLAS_PROJECT_ID=${SHOP}\\\nATLAS_EXPORT_BUCKET_ID=${ABSENT}\n`],
  ['a step of a workflow', 'yaml', `steps:\n  - run: |\n      ${LIST}\n      ${DESCRIBE}\n`],
  ['an item of a script', 'yaml', `script:\n  - |\n    ${LIST}\n    ${DESCRIBE}\n`],
  ['an item of a script with a comment', 'yaml', `script:\n  - >- # All\n    ${LIST}\n    ${DESCRIBE}\n`],
  ['a text with a tag', 'yaml', `UserData: !Sub |\n  ${LIST}\n  ${DESCRIBE}\n`],
  ['a text with an anchor', 'yaml', `run: &run |-\n  ${LIST}\n  ${DESCRIBE}\n`],
  ['a text in the line below its key', 'yaml', `run:\n  |\n  ${LIST}\n  ${DESCRIBE}\n`],
  ['commands in one value of YAML', 'yaml', `a:\n  run: ${LIST} && ${DESCRIBE}\n`],
  ['a text beside a key', 'yaml', `a:\n  projectId: ${SHOP}\n  run: |\n    ${DESCRIBE}\n`],
  ['scripts of a package', 'json', `{"scripts": {"list": "${LIST}", "describe": "${DESCRIBE}"}}`],
  ['commands in one string of JSON', 'json', `{"run": {"a": "${LIST}\\n${DESCRIBE}"}}`],
  [
    'a heredoc of Terraform',
    'hcl',
    `resource "a" "b" {\n  provisioner "local-exec" {\n    command = <<-EOT\n      ${LIST}\n      ${DESCRIBE}\n    EOT\n  }\n}\n`,
  ],
  ['commands in a string of Terraform', 'hcl', `resource "a" "b" {\n  command = "${LIST}; ${DESCRIBE}"\n}\n`],
  [
    'local values of Terraform',
    'hcl',
    `# atlas\nlocals {\n  project_id = "${SHOP}"\n  shared = { export_bucket_id = "${ABSENT}" }\n}\n`,
  ],
  ['a template string', 'code', `execSync(\`\n${LIST}\n${DESCRIBE}\n\`); // atlas`],
  ['a triple-quoted string', 'python', `run("""\n${LIST}\n${DESCRIBE}\n""")`],
  ...['case "prod": ', 'default: ', 'try', 'else', 'f(): '].map((before): readonly [string, Syntax, string] => [
    `statements after ${before}`,
    'code',
    `// atlas\n${before}{\n  const projectId = "${SHOP}"\n  const exportBucketId = "${ABSENT}"\n}`,
  ]),
  [
    'an argument beside a function',
    'code',
    `// atlas\nrun({ projectId: "${SHOP}", then: async () => {\n  const exportBucketId = "${ABSENT}";\n} });`,
  ],
];

/** Texts in which both belong together. */
const PAIRED: readonly (readonly [string, Syntax, string])[] = [
  ['a command', 'shell', TOGETHER],
  ['a command after a heredoc', 'shell', `cat <<EOF\n'\nEOF\n${TOGETHER}`],
  ['a command in several lines', 'shell', TOGETHER.replaceAll(' --', ' \\\n --')],
  ['a command after a shift', 'shell', `echo $((1 <<x))\n${TOGETHER}`],
  ['a command after a here-string', 'shell', `cat <<<EOF\n${TOGETHER}\nEOF`],
  ['a body of several lines', 'shell', `curl atlas/groups/${SHOP}/x -d '{\n"exportBucketId": "${ABSENT}"\n}'`],
  ['a command of PowerShell', 'powershell', TOGETHER.replaceAll(' --', ' `\r\n --')],
  ['an item of a script', 'yaml', `script:\n  - ${TOGETHER}\n`],
  ['a list of arguments', 'json', `{"atlas": [{"args": ["--projectId", "${SHOP}", "--bucketId", "${ABSENT}"]}]}`],
  ['a string of Terraform', 'hcl', `resource "a" "b" {\n  command = "${TOGETHER} && echo"\n}\n`],
  ['a map of Terraform', 'hcl', `locals {\n  a = { project_id = "${SHOP}", export_bucket_id = "${ABSENT}" }\n}`],
  ['an object', 'code', `atlas({ projectId: "${SHOP}", on: (a) => a >= 1, export: { exportBucketId: "${ABSENT}" } })`],
  ['arguments of Python', 'python', `atlas(project_id="${SHOP}", export_bucket_id="${ABSENT}")`],
];

describe('An export bucket and a project', () => {
  for (const [where, syntax, text] of SEPARATE) {
    it(`are not compared in ${where} (${syntax})`, async () => {
      assert.deepEqual(describeAll(text, syntax, await loadedShop()), []);
    });
  }

  for (const [where, syntax, text] of PAIRED) {
    it(`are compared in ${where} (${syntax})`, async () => {
      assert.deepEqual(describeAll(text, syntax, await loadedShop()), [`bucket-not-in-project: ${ABSENT}`]);
    });
  }
});
