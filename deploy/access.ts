import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

type BucketObjects = Pick<IBucket, 'bucketArn' | 'arnForObjects'>;

/** Objects below a prefix may be listed and read. */
export function mayRead(bucket: BucketObjects, prefix: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
    }),
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${prefix}*`)] }),
  ];
}

/**
 * A run may be published below a prefix: uploaded in parts, which are dropped on failure, and compared with the run
 * that is there. Nothing may be deleted.
 */
export function mayPublish(bucket: BucketObjects, prefix: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      resources: [bucket.arnForObjects(`${prefix}*`)],
    }),
  ];
}
