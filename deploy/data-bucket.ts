import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment';

/** What the functions need to know of the bucket. */
export type DataBucket = Pick<IBucket, 'bucketName' | 'bucketArn' | 'arnForObjects'> & {
  encryptionKey?: IKey | undefined;
};

/** Parts of uploads that nobody completed are dropped after so many days; a run that died is completed by the next. */
const ABORT_UPLOADS_AFTER_DAYS = 7;
const KEEP_OLD_VERSIONS_DAYS = 30;

/** The bucket of lines and results: the one that exists already, or a new one that outlives the stack. */
export function dataBucket(scope: Construct, { bucket, keyArn }: Deployment): DataBucket {
  if (bucket === undefined) return newBucket(scope);
  const encryptionKey = keyArn === undefined ? {} : { encryptionKey: Key.fromKeyArn(scope, 'DataKey', keyArn) };
  return Bucket.fromBucketAttributes(scope, 'Data', { bucketName: bucket, ...encryptionKey });
}

function newBucket(scope: Construct): DataBucket {
  const encryptionKey = new Key(scope, 'DataKey', {
    enableKeyRotation: true,
    description: 'Purchase lines and results',
  });
  const bucket = new Bucket(scope, 'Data', {
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        id: 'drop-unfinished-uploads-and-old-versions',
        abortIncompleteMultipartUploadAfter: Duration.days(ABORT_UPLOADS_AFTER_DAYS),
        noncurrentVersionExpiration: Duration.days(KEEP_OLD_VERSIONS_DAYS),
      },
    ],
  });
  // Not `eventBridgeEnabled`, which deploys a function of CDK's own to set this one property.
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return bucket;
}
