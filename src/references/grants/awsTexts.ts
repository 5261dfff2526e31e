import { quoteHcl, quoteShell } from '../quoting';
import { attributes, blockName } from '../terraform';
import { iamRole, permissionsPolicy, policyName, trustPolicy, type Policy, type PolicyObject } from './aws';
import type { GrantSubject } from './grant';

/** Returns the trust policy of the AWS role as JSON. */
export function awsTrustPolicy(subject: GrantSubject): string | undefined {
  return json(trustPolicy(subject));
}

/** Returns the permissions policy of the AWS role as JSON. */
export function awsPermissionsPolicy(subject: GrantSubject): string | undefined {
  return json(permissionsPolicy(subject));
}

/**
 * Returns the commands that create the AWS role if Atlas has no ARN of it, and that add the permissions. An existing
 * role keeps its trust policy, because a new one would replace everything that the role trusts.
 * @see https://docs.aws.amazon.com/cli/latest/reference/iam/put-role-policy.html
 */
export function awsCli(subject: GrantSubject): string | undefined {
  const role = iamRole(subject);
  const trust = json(trustPolicy(subject));
  const permissions = json(permissionsPolicy(subject));
  if (role === undefined || permissions === undefined || (!role.exists && trust === undefined)) {
    return undefined;
  }
  const create = [
    'aws iam create-role',
    '--role-name "${ROLE_NAME}"',
    `--assume-role-policy-document ${quoteShell(trust ?? '')}`,
  ];
  const put = [
    'aws iam put-role-policy',
    '--role-name "${ROLE_NAME}"',
    `--policy-name ${quoteShell(policyName(subject))}`,
    `--policy-document ${quoteShell(permissions)}`,
  ];
  const commands = role.exists ? [put] : [create, put];
  return [`ROLE_NAME=${quoteShell(role.name)}`, ...commands.map((command) => command.join(' \\\n  '))].join('\n');
}

/**
 * Returns the AWS role with its trust policy for Terraform. An existing role is imported.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export function awsTerraformRole(subject: GrantSubject): string | undefined {
  const role = iamRole(subject);
  const trust = trustPolicy(subject);
  if (role === undefined || trust === undefined) {
    return undefined;
  }
  const importBlock = [
    '# Check the plan before you apply it: Terraform resets attributes of the role that are not set here.',
    'import {',
    ...attributes([
      ['to', roleAddress(subject)],
      ['id', quoteHcl(role.name)],
    ]),
    '}',
    '',
  ];
  return [
    ...(role.exists ? importBlock : []),
    `resource "aws_iam_role" ${quoteHcl(roleBlock(subject))} {`,
    ...attributes([
      ['name', quoteHcl(role.name)],
      ['path', quoteHcl(role.path)],
    ]),
    `  assume_role_policy = ${jsonencode(trust)}`,
    '}',
  ].join('\n');
}

/**
 * Returns the permissions policy of the AWS role for Terraform. It refers to an existing role by name, so that it also
 * works if Terraform doesn't manage the role.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy
 */
export function awsTerraformPolicy(subject: GrantSubject): string | undefined {
  const role = iamRole(subject);
  const permissions = permissionsPolicy(subject);
  if (role === undefined || permissions === undefined) {
    return undefined;
  }
  return [
    `resource "aws_iam_role_policy" ${quoteHcl(blockName(subject))} {`,
    ...attributes([
      ['name', quoteHcl(policyName(subject))],
      ['role', role.exists ? quoteHcl(role.name) : `${roleAddress(subject)}.name`],
    ]),
    `  policy = ${jsonencode(permissions)}`,
    '}',
  ].join('\n');
}

/** Returns the block name of the AWS role. Buckets that share a role share the block. */
function roleBlock({ role }: GrantSubject): string {
  return `atlas_${role?.id ?? ''}`;
}

function roleAddress(subject: GrantSubject): string {
  return `aws_iam_role.${roleBlock(subject)}`;
}

function json(policy: Policy | undefined): string | undefined {
  return policy === undefined ? undefined : JSON.stringify(policy, undefined, 2);
}

/** Returns a policy as a Terraform expression in an attribute, in the format of `terraform fmt`. */
function jsonencode({ Version, Statement }: Policy): string {
  const statements = Statement.flatMap((statement) => {
    const members = Object.entries(statement).map(([name, value]) => [name, expression(value)] as const);
    return ['{', ...attributes(members), '},'].map((line) => `      ${line}`);
  });
  return [
    'jsonencode({',
    `    Version = ${quoteHcl(Version)}`,
    '    Statement = [',
    ...statements,
    '    ]',
    '  })',
  ].join('\n');
}

/** Returns a value of a policy on one line. */
function expression(value: string | PolicyObject): string {
  if (typeof value === 'string') {
    return quoteHcl(value);
  }
  const members = Object.entries(value).map(
    ([name, one]) => `${/^\w+$/.test(name) ? name : quoteHcl(name)} = ${expression(one)}`,
  );
  return `{ ${members.join(', ')} }`;
}
