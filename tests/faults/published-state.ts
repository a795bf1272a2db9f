import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

const JOURNAL = '.recompra-publish.json';

/** Objects below a prefix by name: their bytes and the SHA-256 noted with them. */
export type Objects = ReadonlyMap<string, { bytes: Buffer; sha256: string; noted: string | undefined }>;

/** All objects below a prefix (which ends with `/`), read without the code under test. */
export async function readObjects(client: S3Client, bucket: string, prefix: string): Promise<Objects> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const entries = Contents.map(async ({ Key }) => {
    const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const bytes = Buffer.from(await Body!.transformToByteArray());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return [Key!.slice(prefix.length), { bytes, sha256, noted: Metadata?.['sha256'] }] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Puts objects as an earlier run left them. */
export async function writeObjects(client: S3Client, bucket: string, prefix: string, objects: Objects): Promise<void> {
  for (const [name, { bytes, noted }] of objects) {
    const metadata = noted === undefined ? {} : { Metadata: { sha256: noted } };
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + name, Body: bytes, ...metadata }));
  }
}

/** `none`: no run yet; `between`: what a reader must not take for a run. */
export type Reading = 'none' | 'between' | { whole: string };

/**
 * What a reader who follows the contract finds: the version whose `run.json` is there, if every output that it lists
 * has the bytes it says. Throws where an object is of no version at all: half written, or mixed up.
 */
export function readByTheRule(found: Objects, versions: ReadonlyMap<string, Objects>): Reading {
  for (const [name, { sha256 }] of found) {
    const known = [...versions.values()].some((version) => version.get(name)?.sha256 === sha256);
    if (!known && name !== JOURNAL) throw new Error(`${name} is of no version`);
  }
  const manifest = found.get('run.json');
  if (manifest === undefined) return found.size === 0 || onlyJournal(found) ? 'none' : 'between';
  const { outputs } = JSON.parse(manifest.bytes.toString()) as { outputs: { name: string; sha256: string }[] };
  if (outputs.some(({ name, sha256 }) => found.get(name)?.sha256 !== sha256)) return 'between';
  const [version] = [...versions].find(([, objects]) => objects.get('run.json')!.sha256 === manifest.sha256)!;
  return { whole: version };
}

function onlyJournal(found: Objects): boolean {
  return found.size === 1 && found.has(JOURNAL);
}
