import { DiagnosticSeverity, l10n } from 'vscode';
import type { Finding } from '../files/findings/finding';
import { visibleText } from '../text/invisible';
import { dateAndTime } from '../text/wording';

/** Returns what is wrong, and what to do. */
export function findingText(finding: Finding): string {
  switch (finding.code) {
    case 'aws-role-identifier':
      return l10n.t(
        'This is an identifier of AWS. Use the ID that Atlas has for the cloud provider access role: 24 hexadecimal digits.',
      );
    case 'bucket-of-other-project':
      return l10n.t(
        'The export bucket {0} is in the project {1}, not in {2}.',
        visibleText(finding.bucketName),
        visibleText(finding.otherProjectName),
        visibleText(finding.projectName),
      );
    case 'bucket-not-in-project':
      return l10n.t(
        'The project {0} has no export bucket with this ID. Its list was loaded at {1}.',
        visibleText(finding.projectName),
        dateAndTime(finding.readAt),
      );
    case 'role-of-other-project':
      return l10n.t(
        'This role is used in the project {0}, not in {1}.',
        visibleText(finding.otherProjectName),
        visibleText(finding.projectName),
      );
    case 'auto-export-off':
      return finding.isSet
        ? l10n.t('Nothing is exported automatically while {0} is false.', finding.key)
        : l10n.t('The export takes effect only with {0} set to true.', finding.key);
    case 'auto-export-without-export':
      return l10n.t('No export destination is set, although {0} is true.', finding.key);
    case 'misspelled-key':
      return l10n.t('Unknown key {0}. Did you mean {1}?', visibleText(finding.key), finding.expected);
    case 'export-without-policy-item':
      return l10n.t('No policy item has the frequency {0}, so there is no snapshot to export.', finding.frequency);
    case 'upper-case-id':
      return l10n.t('Atlas writes this ID in lower case.');
  }
}

export function severityOf({ code }: Finding): DiagnosticSeverity {
  return SEVERITIES.get(code) ?? DiagnosticSeverity.Warning;
}

/** The findings that are less than a warning. */
const SEVERITIES: ReadonlyMap<Finding['code'], DiagnosticSeverity> = new Map([
  ['role-of-other-project', DiagnosticSeverity.Information],
  ['upper-case-id', DiagnosticSeverity.Hint],
]);

/** Returns the title of the quick fix of a finding. */
export function fixText(finding: Finding): string {
  if (finding.code === 'bucket-of-other-project') {
    return l10n.t(
      'Use the export bucket {0} of the project {1}',
      visibleText(finding.bucketName),
      visibleText(finding.projectName),
    );
  }
  if (finding.code === 'auto-export-off') {
    return l10n.t('Set {0} to true', finding.key);
  }
  return finding.code === 'misspelled-key'
    ? l10n.t('Change the key to {0}', finding.expected)
    : l10n.t('Write the ID in lower case');
}
