/** Versions of the export bucket resource that the client reads. Atlas serves the older one until 2027-07-01. */
export const EXPORT_BUCKET_VERSIONS = ['2024-05-30', '2023-01-01'] as const;
export type ExportBucketVersion = (typeof EXPORT_BUCKET_VERSIONS)[number];
