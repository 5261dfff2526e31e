import { parse } from '@cdktf/hcl2json';

/** The Terraform resource and data source of an export bucket. */
export const KIND = 'mongodbatlas_cloud_backup_snapshot_export_bucket';

/** Returns Terraform's JSON for HCL, from a real parser. */
export function parsed(text: string | undefined): Promise<unknown> {
  return parse('main.tf', text ?? '');
}

/** Returns the text of a string in Terraform's JSON, whose strings are templates again. */
export function literal(template: string | undefined): string | undefined {
  return template?.replace(/([$%])\1\{/g, '$1{');
}
