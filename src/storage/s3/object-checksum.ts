import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The checksum S3 keeps of a whole object: its algorithm as S3 spells it, and the value in base64. */
export interface ObjectChecksum {
  algorithm: ChecksumAlgorithm;
  value: string;
}

/** Takes an object's bytes in order; `digest` gives the base64 that S3 would state. */
interface Summing {
  update(bytes: Uint8Array): void;
  digest(): Promise<string>;
}

/** Cheapest first: an object may carry several. */
const ALGORITHMS = {
  CRC32: async () => new Crc32Sum(),
  SHA256: async () => hashSum('sha256'),
  SHA1: async () => hashSum('sha1'),
  CRC64NVME: async () => sdkSum(new (await import('@aws-sdk/checksums/crc')).Crc64Nvme()),
  CRC32C: async () => sdkSum(new (await import('@aws-sdk/checksums/crc')).Crc32c()),
} satisfies Record<string, () => Promise<Summing>>;

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;

/** What a HEAD request answers about checksums. */
export interface StatedChecksums {
  ETag?: string | undefined;
  ChecksumType?: string | undefined;
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
}

/**
 * The checksum of the whole object among those stated, or null. A checksum of its parts' checksums (`COMPOSITE`) says
 * nothing about bytes that are read in other parts; servers that do not tell which it is give themselves away by the
 * ETag of an upload in parts.
 */
export function wholeObjectChecksum(stated: StatedChecksums): ObjectChecksum | null {
  const inParts = /-\d+"?$/.test(stated.ETag ?? '');
  if (stated.ChecksumType === 'COMPOSITE' || (stated.ChecksumType === undefined && inParts)) return null;
  for (const algorithm of Object.keys(ALGORITHMS) as ChecksumAlgorithm[]) {
    const value = stated[`Checksum${algorithm}`];
    if (value !== undefined && !value.includes('-')) return { algorithm, value };
  }
  return null;
}

/** A running checksum of this algorithm. */
export function startChecksum(algorithm: ChecksumAlgorithm): Promise<Summing> {
  return ALGORITHMS[algorithm]();
}

class Crc32Sum implements Summing {
  private value = 0;

  update(bytes: Uint8Array): void {
    this.value = crc32(bytes, this.value);
  }

  async digest(): Promise<string> {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.value);
    return bytes.toString('base64');
  }
}

function hashSum(algorithm: 'sha1' | 'sha256'): Summing {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    digest: async () => hash.digest('base64'),
  };
}

function sdkSum(sum: { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> }): Summing {
  return {
    update: (bytes) => sum.update(bytes),
    digest: async () => Buffer.from(await sum.digest()).toString('base64'),
  };
}
